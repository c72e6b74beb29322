#include "webhooks_page/event_chips.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QTimer>

#include "theme/icon.h"
#include "webhooks_page/flow_layout.h"
#include "webhooks_page/form_checks.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kFieldWidth = 170;

/// "lead.*" and "*" beside the types themselves.
QStringList offered(const QStringList& types) {
  QStringList all{QStringLiteral("*")};
  for (const auto& type : types) {
    const auto group = type.section(QLatin1Char('.'), 0, 0) + QStringLiteral(".*");
    if (!all.contains(group)) all << group;
    all << type;
  }
  return all;
}

}  // namespace

EventChips::EventChips(QWidget* parent)
    : QWidget(parent), field_(new QLineEdit(this)), completer_(new QCompleter(this)), known_(new QStringListModel(this)) {
  field_->setObjectName(QStringLiteral("eventField"));
  field_->setAccessibleName(tr("Add an event type"));
  field_->setPlaceholderText(tr("Add a type or lead.*"));
  field_->setMinimumWidth(kFieldWidth);
  field_->installEventFilter(this);
  completer_->setModel(known_);
  completer_->setFilterMode(Qt::MatchContains);
  completer_->setCaseSensitivity(Qt::CaseInsensitive);
  field_->setCompleter(completer_);
  auto* flow = new FlowLayout(this);
  flow->addWidget(field_);
  connect(field_, &QLineEdit::textEdited, this, &EventChips::edited);
  // The completer puts its text into the field after this signal.
  connect(completer_, qOverload<const QString&>(&QCompleter::activated), this,
          [this](const QString& type) { QTimer::singleShot(0, this, [this, type] { add(type); }); });
}

void EventChips::setTypes(const QStringList& known) { known_->setStringList(offered(known)); }

void EventChips::show(const QStringList& chips) {
  field_->clear();
  if (chips == chips_) return;
  chips_ = chips;
  rebuild();
}

QString EventChips::typed() const { return field_->text().trimmed(); }

void EventChips::take() {
  if (isEventPattern(typed())) add(typed());
}

void EventChips::add(const QString& type) {
  field_->clear();
  if (!chips_.contains(type)) {
    chips_ << type;
    rebuild();
  }
  emit edited();
}

void EventChips::remove(const QString& type) {
  chips_.removeAll(type);
  rebuild();
  field_->setFocus(Qt::OtherFocusReason);
  emit edited();
}

void EventChips::rebuild() {
  auto* flow = static_cast<FlowLayout*>(layout());
  while (flow->count() > 1) {
    auto* item = flow->takeAt(0);
    item->widget()->hide();
    item->widget()->deleteLater();  // it may be the one whose click led here
    delete item;
  }
  auto* before = field_->previousInFocusChain();
  for (int at = 0; at < chips_.size(); ++at) {
    const auto type = chips_[at];
    auto* chip = new QPushButton(type, this);
    chip->setObjectName(QStringLiteral("eventChip"));
    chip->setProperty("kind", "chip");
    chip->setCheckable(true);
    chip->setChecked(true);
    chip->setAutoDefault(false);
    chip->setIcon(theme::icon(theme::Icon::kClose));
    chip->setIconSize({10, 10});
    chip->setLayoutDirection(Qt::RightToLeft);  // the cross stands after the word
    chip->setAccessibleName(tr("Remove %1").arg(type));
    chip->setToolTip(tr("Remove %1").arg(type));
    connect(chip, &QPushButton::clicked, this, [this, type] { remove(type); });
    flow->insertWidget(at, chip);
    setTabOrder(before, chip);
    before = chip;
    chip->show();
  }
  updateGeometry();
}

bool EventChips::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool listIsOpen = completer_->popup()->isVisible() && completer_->popup()->currentIndex().isValid();
    if (key->key() == Qt::Key_Comma || key->key() == Qt::Key_Space ||
        ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && !key->modifiers().testFlag(Qt::ControlModifier) && !listIsOpen)) {
      completer_->popup()->hide();
      take();
      return true;
    }
    if (key->key() == Qt::Key_Backspace && field_->text().isEmpty() && !chips_.isEmpty()) {
      field_->setText(chips_.takeLast());
      rebuild();
      emit edited();
      return true;
    }
  } else if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason) {
    take();
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace hookline::webhooks_page
