#include "webhooks_page/secret_input.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "theme/fonts.h"
#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kMostShownLines = 4;

}  // namespace

SecretInput::SecretInput(const QString& objectName, const QString& placeholder, QWidget* parent)
    : QWidget(parent),
      kept_(new QLabel(this)),
      field_(new QPlainTextEdit(this)),
      replace_(new QPushButton(tr("Replace…"), this)),
      keep_(new QPushButton(tr("Keep the present one"), this)),
      remove_(new QPushButton(tr("Remove"), this)) {
  setObjectName(objectName);
  kept_->setObjectName(objectName + QStringLiteral("Kept"));
  kept_->setProperty("role", "mono");
  kept_->setTextFormat(Qt::PlainText);
  field_->setObjectName(objectName + QStringLiteral("Input"));
  field_->setProperty("look", "mono");
  field_->setFont(theme::font(theme::TextRole::kMono));
  field_->setPlaceholderText(placeholder);
  field_->setTabChangesFocus(true);
  field_->installEventFilter(this);
  field_->document()->setDocumentMargin(2);  // one line fits into the height of a control
  replace_->setObjectName(objectName + QStringLiteral("Replace"));
  keep_->setObjectName(objectName + QStringLiteral("Keep"));
  keep_->setProperty("kind", "link");
  remove_->setObjectName(objectName + QStringLiteral("Remove"));
  for (auto* button : {replace_, keep_, remove_}) button->setAutoDefault(false);
  setFocusProxy(field_);
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(kept_, 1);
  row->addWidget(replace_);
  row->addWidget(remove_);
  auto* below = new QHBoxLayout;
  below->addWidget(keep_);
  below->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceTiny);
  column->addLayout(row);
  column->addWidget(field_);
  column->addLayout(below);
  connect(field_, &QPlainTextEdit::textChanged, this, [this] {
    removed_ = false;
    fit();
    emit edited();
  });
  const auto become = [this](bool open, bool removed) {
    const QSignalBlocker quiet(field_);
    field_->clear();
    open_ = open;
    removed_ = removed;
    fit();
    if (open_) field_->setFocus(Qt::OtherFocusReason);
    emit edited();
  };
  connect(replace_, &QPushButton::clicked, this, [become] { become(true, false); });
  connect(remove_, &QPushButton::clicked, this, [become] { become(true, true); });
  connect(keep_, &QPushButton::clicked, this, [this, become] {
    become(false, false);
    replace_->setFocus(Qt::OtherFocusReason);
  });
  showNone();
}

void SecretInput::setAccessibleLabel(const QString& label) {
  field_->setAccessibleName(label);
  replace_->setAccessibleName(tr("Replace: %1").arg(label));
  keep_->setAccessibleName(tr("Keep the present one: %1").arg(label));
  remove_->setAccessibleName(tr("Remove: %1").arg(label));
}

void SecretInput::showNone() {
  has_ = false;
  showTyped({});
}

void SecretInput::showKept(const QString& shown, bool removable) {
  showNone();
  has_ = true;
  removable_ = removable;
  open_ = false;
  kept_->setText(shown);
  fit();
}

void SecretInput::showTyped(const QString& text) {
  open_ = true;
  removed_ = false;
  if (field_->toPlainText() != text) {
    const QSignalBlocker quiet(field_);
    field_->setPlainText(text);
  }
  fit();
}

bool SecretInput::eventFilter(QObject* watched, QEvent* event) {
  if (watched == field_ && event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason)
    emit left();
  return QWidget::eventFilter(watched, event);
}

std::optional<QString> SecretInput::value() const {
  const auto typed = field_->toPlainText().trimmed();
  if (!typed.isEmpty()) return typed;
  return has_ && !removed_ ? std::optional(QString()) : std::nullopt;
}

void SecretInput::fit() {
  kept_->setVisible(!open_);
  replace_->setVisible(!open_);
  remove_->setVisible(!open_ && removable_);
  field_->setVisible(open_);
  keep_->setVisible(open_ && has_);
  const int all = static_cast<int>(field_->toPlainText().count(QLatin1Char('\n'))) + 1;
  const int lines = std::min(all, kMostShownLines);
  // In a box of one line there is no room for a bar.
  field_->setVerticalScrollBarPolicy(all > kMostShownLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
  const QFontMetrics metrics(theme::font(theme::TextRole::kMono));
  field_->setFixedHeight(theme::kControlHeight + (lines - 1) * metrics.lineSpacing());
}

}  // namespace hookline::webhooks_page
