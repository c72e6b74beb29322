#include "webhooks_page/value_look_up.h"

#include <QApplication>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/mnemonic.h"
#include "theme/theme.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kLabelWidth = 320;
constexpr std::size_t kMostOffered = 200;  // as many as a core finds

using models::plain;

/// As it is, in a menu: an ampersand there marks a key, a tab begins the column at the end.
QString menuText(QString text) {
  text.replace(QLatin1Char('\t'), QLatin1Char(' '));
  return theme::withoutMnemonic(std::move(text));
}

}  // namespace

ValueLookUp::ValueLookUp(const QString& objectName, const client::SettingFind& find, QLineEdit* line, QWidget* parent)
    : QWidget(parent),
      label_(plain(find.label)),
      whenNone_(plain(find.whenNone)),
      line_(line),
      button_(new QPushButton(this)),
      menu_(new QMenu(button_)),
      said_(new QLabel(this)) {
  button_->setObjectName(objectName + QStringLiteral("Find"));
  button_->setAutoDefault(false);
  button_->installEventFilter(this);
  menu_->setObjectName(objectName + QStringLiteral("Choices"));
  // Many are one column to scroll through, not columns side by side across the screen.
  menu_->setStyleSheet(QStringLiteral("QMenu { menu-scrollable: 1; }"));
  said_->setObjectName(objectName + QStringLiteral("Found"));
  said_->setTextFormat(Qt::PlainText);
  said_->setWordWrap(true);
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(line_, 1);
  row->addWidget(button_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceTiny);
  column->addLayout(row);
  column->addWidget(said_);
  connect(button_, &QPushButton::clicked, this, &ValueLookUp::click);
  showIdle();
}

void ValueLookUp::say(const QString& text, bool isFault) {
  said_->setText(text);
  said_->setVisible(!text.isEmpty());
  theme::setLook(*said_, "role", isFault ? QStringLiteral("error") : QStringLiteral("hint"));
  button_->setText(asking_ ? tr("Cancel") : label_);
  button_->setAccessibleDescription(text);
}

void ValueLookUp::showIdle() {
  asking_ = false;
  ready_ = false;
  menu_->clear();
  say({});
}

void ValueLookUp::showAsking() {
  showIdle();
  asking_ = true;
  say(tr("Asking the service …"));
}

void ValueLookUp::showFailure(const QString& why) {
  showIdle();
  say(why, true);
}

void ValueLookUp::showFound(const std::vector<client::SettingChoice>& choices) {
  showIdle();
  if (choices.empty()) return say(whenNone_.isEmpty() ? tr("The service has nothing to choose from.") : whenNone_);
  for (const auto& choice : choices) {
    if (menu_->actions().size() == static_cast<qsizetype>(kMostOffered)) break;
    const auto value = plain(choice.value);
    const auto label = menu_->fontMetrics().elidedText(plain(choice.label), Qt::ElideRight, kLabelWidth);
    // The value stands in the column at the end, where menus have their keys.
    auto* action = menu_->addAction(menuText(label) + QLatin1Char('\t') + menuText(value));
    connect(action, &QAction::triggered, this, [this, value] {
      line_->setText(value);
      line_->setFocus(Qt::OtherFocusReason);
      say({});
      emit chosen();
    });
  }
  ready_ = true;
  const auto* now = QApplication::focusWidget();
  if (now == button_ || now == line_) return offer();
  say(tr("%1 to choose from: “%2” shows them.").arg(QString::number(menu_->actions().size()), label_));
}

void ValueLookUp::offer() {
  ready_ = false;
  menu_->popup(button_->mapToGlobal(QPoint(0, button_->height())));
  menu_->setActiveAction(menu_->actions().constFirst());
}

void ValueLookUp::click() {
  if (!asking_) return ready_ ? offer() : emit wished();
  showIdle();
  emit givenUp();
}

bool ValueLookUp::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusOut) {
    const auto reason = static_cast<QFocusEvent*>(event)->reason();
    if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason && QApplication::focusWidget() != line_) emit left();
  } else if (event->type() == QEvent::KeyPress && asking_ && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Cancel)) {
    click();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace hookline::webhooks_page
