#include "simulator_page/event_editor.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "schema_form/schema_form.h"
#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"
#include "theme/theme.h"

namespace hookline::simulator_page {
namespace {

constexpr int kSeedWidth = 110;
constexpr std::uint64_t kFirstSeed = 4711;

}  // namespace

EventEditor::EventEditor(client::Client& client, QWidget* parent)
    : QWidget(parent),
      client_(client),
      form_(new schema_form::SchemaForm(this)),
      json_(new QPlainTextEdit(this)),
      problemLabel_(new QLabel(this)),
      seed_(new QLineEdit(QString::number(kFirstSeed), this)),
      other_(new QPushButton(tr("Other data"), this)) {
  setObjectName(QStringLiteral("eventEditor"));
  auto* split = new QSplitter(Qt::Horizontal, this);
  split->setObjectName(QStringLiteral("editorSplit"));
  split->addWidget(formPane());
  split->addWidget(jsonPane());
  split->setChildrenCollapsible(false);
  split->setSizes({300, 300});
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(split);
  connect(form_, &schema_form::SchemaForm::edited, this, &EventEditor::onForm);
  connect(json_, &QPlainTextEdit::textChanged, this, &EventEditor::onJson);
  connect(other_, &QPushButton::clicked, this, &EventEditor::otherData);
  connect(seed_, &QLineEdit::editingFinished, this, [this] {
    if (seed_->isModified()) readExample();
    seed_->setModified(false);
  });
}

QWidget* EventEditor::formPane() {
  auto* scroll = new QScrollArea(this);
  scroll->setObjectName(QStringLiteral("formScroll"));
  scroll->setAccessibleName(tr("Form of the event"));
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* pane = new QFrame(scroll);
  pane->setProperty("role", "pane");
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(theme::kPageMargin, theme::kSpace, theme::kPageMargin, theme::kSpace);
  column->addWidget(form_);
  scroll->setWidget(pane);
  return scroll;
}

QWidget* EventEditor::jsonPane() {
  auto* pane = new QFrame(this);
  pane->setProperty("role", "pane");
  auto* title = new QLabel(tr("JSON, as it is sent"), pane);
  title->setProperty("role", "field");
  title->setBuddy(json_);
  json_->setObjectName(QStringLiteral("eventJson"));
  json_->setAccessibleName(tr("JSON of the event"));
  json_->setProperty("look", "mono");
  json_->setFont(theme::font(theme::TextRole::kMono));
  json_->setTabChangesFocus(true);
  json_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
  problemLabel_->setObjectName(QStringLiteral("jsonProblem"));
  problemLabel_->setProperty("role", "error");
  problemLabel_->setTextFormat(Qt::PlainText);
  problemLabel_->setWordWrap(true);
  problemLabel_->hide();
  seed_->setObjectName(QStringLiteral("seed"));
  seed_->setAccessibleName(tr("Seed: the same number makes the same data"));
  seed_->setToolTip(tr("The same number makes the same data."));
  seed_->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,15}")), seed_));
  seed_->setMaximumWidth(kSeedWidth);
  other_->setObjectName(QStringLiteral("otherData"));
  auto* seedName = new QLabel(tr("Seed"), pane);
  seedName->setProperty("role", "subtitle");
  seedName->setBuddy(seed_);
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(other_);
  row->addWidget(seedName);
  row->addWidget(seed_);
  row->addStretch(1);
  auto* column = new QVBoxLayout(pane);
  column->setContentsMargins(theme::kSpace, theme::kSpace, theme::kSpace, theme::kSpace);
  column->setSpacing(theme::kSpaceTiny + 2);
  column->addWidget(title);
  column->addWidget(json_, 1);
  column->addWidget(problemLabel_);
  column->addLayout(row);
  return pane;
}

void EventEditor::setType(const client::EventType& type) {
  if (textIsOwn_) drafts_[type_.type] = text();
  textIsOwn_ = false;
  type_ = type;
  form_->setSchema(type.schema);
  const auto draft = drafts_.find(type.type);
  if (draft != drafts_.end()) return setText(draft->second);
  readExample();
}

void EventEditor::follow(const client::EventType& type) {
  type_ = type;
  form_->setSchema(type.schema);
  problem_ = form_->setText(text());
  showProblem();
}

void EventEditor::otherData() {
  seed_->setText(QString::number((seed_->text().toULongLong() + 1) % kMaxSeed));
  readExample();
}

void EventEditor::readExample() {
  if (type_.type.empty()) return;
  client_.exampleEvent(this, type_.type, seed_->text().toULongLong(), [this, asked = ++asked_](base::Result<std::string> example) {
    if (asked != asked_) return;
    if (!example) {
      emit failed(tr("An example could not be had from the core: %1").arg(QString::fromStdString(example.error().message)));
      return;
    }
    setText(QString::fromStdString(*example));
  });
}

QString EventEditor::text() const { return json_->toPlainText(); }

void EventEditor::setText(const QString& text) {
  ++asked_;  // an example that is on its way is not wanted any more
  textIsOwn_ = true;
  const QSignalBlocker quiet(json_);
  json_->setPlainText(text);
  problem_ = form_->setText(text);
  showProblem();
  emit changed();
}

void EventEditor::onForm() {
  const QSignalBlocker quiet(json_);
  json_->setPlainText(form_->text());
  problem_.reset();
  showProblem();
  emit changed();
}

void EventEditor::onJson() {
  problem_ = form_->setText(text());
  showProblem();
  if (!problem_) {
    const auto written = schema_form::factsOf(text()).type;
    if (!written.isEmpty() && written.toStdString() != type_.type) emit typeWritten(written);
  }
  emit changed();
}

void EventEditor::showProblem() {
  problemLabel_->setVisible(problem_.has_value());
  theme::setLook(*json_, "invalid", problem_.has_value());
  QList<QTextEdit::ExtraSelection> marks;
  if (problem_) {
    problemLabel_->setText(problem_->sentence);
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(json_->document());
    const int last = std::max(0, json_->document()->characterCount() - 1);
    mark.cursor.setPosition(std::min(problem_->position, last));
    mark.cursor.movePosition(problem_->position < last ? QTextCursor::NextCharacter : QTextCursor::PreviousCharacter,
                             QTextCursor::KeepAnchor);
    mark.format.setBackground(theme::shownPalette().bad.ground);
    marks << mark;
  }
  json_->setExtraSelections(marks);
}

}  // namespace hookline::simulator_page
