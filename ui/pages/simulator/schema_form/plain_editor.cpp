#include "schema_form/plain_editor.h"

#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "theme/theme.h"
#include "theme/tool_tip.h"

namespace hookline::schema_form::internal {
namespace {

constexpr int kLinesHeight = 62;

}  // namespace

PlainEditor::PlainEditor(const FieldSpec& field, QWidget* parent) : QWidget(parent), field_(field) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  switch (field.kind) {
    case FieldSpec::Kind::kChoice:
    case FieldSpec::Kind::kYesNo:
      buildChoice();
      break;
    case FieldSpec::Kind::kLongText:
    case FieldSpec::Kind::kJson:
      buildLines();
      break;
    default:
      buildLine();
      break;
  }
  column->addWidget(widget());
  widget()->setObjectName(QStringLiteral("field_") + field.name);
  widget()->setAccessibleName(field.required ? tr("%1, required").arg(field.title()) : field.title());
  widget()->setAccessibleDescription(field.description);
  widget()->setToolTip(theme::tipText(field.description));
  widget()->installEventFilter(this);
  setFocusProxy(widget());
}

QWidget* PlainEditor::widget() const {
  if (line_) return line_;
  if (lines_) return lines_;
  return choice_;
}

void PlainEditor::buildLine() {
  line_ = new QLineEdit(this);
  connect(line_, &QLineEdit::textEdited, this, &PlainEditor::edited);
}

void PlainEditor::buildLines() {
  lines_ = new QPlainTextEdit(this);
  lines_->setTabChangesFocus(true);
  lines_->setFixedHeight(kLinesHeight);
  if (field_.kind == FieldSpec::Kind::kJson) lines_->setProperty("look", "mono");
  connect(lines_, &QPlainTextEdit::textChanged, this, &PlainEditor::edited);
}

void PlainEditor::buildChoice() {
  choice_ = new QComboBox(this);
  choice_->addItem(tr("not given"), QString());
  if (field_.kind == FieldSpec::Kind::kYesNo) {
    choice_->addItem(tr("yes"), QStringLiteral("true"));
    choice_->addItem(tr("no"), QStringLiteral("false"));
  }
  for (const auto& one : field_.choices) choice_->addItem(one, one);
  connect(choice_, &QComboBox::activated, this, &PlainEditor::edited);
}

void PlainEditor::setText(const QString& text) {
  if (text == this->text()) return;
  const QSignalBlocker quiet(widget());
  if (line_) line_->setText(text);
  if (lines_) lines_->setPlainText(text);
  if (!choice_) return;
  int at = choice_->findData(text);
  if (at < 0) {
    // What the JSON says is shown even when the schema does not know it.
    choice_->addItem(text, text);
    at = choice_->count() - 1;
  }
  choice_->setCurrentIndex(at);
}

QString PlainEditor::text() const {
  if (line_) return line_->text();
  if (lines_) return lines_->toPlainText();
  return choice_->currentData().toString();
}

void PlainEditor::setInvalid(bool invalid) { theme::setLook(*widget(), "invalid", invalid); }

bool PlainEditor::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::FocusOut) emit left();
  return QWidget::eventFilter(watched, event);
}

}  // namespace hookline::schema_form::internal
