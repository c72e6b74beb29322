#include "webhooks_page/field_box.h"

#include <QApplication>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "theme/metrics.h"
#include "theme/theme.h"

namespace hookline::webhooks_page {

FieldBox::FieldBox(const QString& label, QWidget* input, QWidget* parent)
    : QWidget(parent), label_(new QLabel(label, this)), input_(input), hint_(new QLabel(this)), problemLabel_(new QLabel(this)) {
  label_->setProperty("role", "field");
  label_->setBuddy(input_);
  label_->setVisible(!label.isEmpty());
  hint_->setProperty("role", "hint");
  problemLabel_->setProperty("role", "error");
  problemLabel_->setObjectName(input_->objectName() + QStringLiteral("Problem"));
  for (auto* text : {hint_, problemLabel_}) {
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->hide();
  }
  if (input_->accessibleName().isEmpty()) input_->setAccessibleName(label);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceTiny);
  for (auto* part : {static_cast<QWidget*>(label_), input_, static_cast<QWidget*>(hint_), static_cast<QWidget*>(problemLabel_)})
    column->addWidget(part);
  column->addStretch(1);
  watch(input_);
}

void FieldBox::watch(QWidget* part) {
  parts_ << part;
  part->installEventFilter(this);
}

void FieldBox::setHint(const QString& hint) {
  hint_->setText(hint);
  hint_->setVisible(!hint.isEmpty() && problem_.isEmpty());
}

void FieldBox::setProblem(const QString& problem) {
  if (problem == problem_) return;
  problem_ = problem;
  problemLabel_->setText(problem);
  problemLabel_->setVisible(!problem.isEmpty());
  hint_->setVisible(problem.isEmpty() && !hint_->text().isEmpty());
  for (auto* part : parts_) {
    theme::setLook(*part, "invalid", !problem.isEmpty());
    part->setAccessibleDescription(problem);
  }
}

void FieldBox::enter() { parts_.last()->setFocus(Qt::OtherFocusReason); }

bool FieldBox::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusOut) {
    const auto reason = static_cast<QFocusEvent*>(event)->reason();
    if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && reason != Qt::MenuBarFocusReason) {
      const auto* now = QApplication::focusWidget();
      if (!now || now == watched || (now != input_ && !input_->isAncestorOf(now))) emit left();
    }
  } else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Cancel)) {
    emit escaped();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace hookline::webhooks_page
