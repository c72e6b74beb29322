#include "webhooks_page/actions_section.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "models/delivery_words.h"
#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kSentenceIndent = 24;  // under the word, beside the box

using models::plain;

bool takes(const QString& pattern, const QString& type) {
  model::Webhook webhook;
  webhook.events = {pattern.toStdString()};
  return model::takesType(webhook, type.toStdString());
}

}  // namespace

bool actsOn(const QStringList& events, const QString& type, bool byDefault) {
  if (events.contains(type)) return true;
  return byDefault && std::any_of(events.begin(), events.end(), [&type](const QString& pattern) { return takes(pattern, type); });
}

ActionsSection::ActionsSection(QWidget* parent)
    : Section(parent),
      input_(new QWidget(this)),
      column_(new QVBoxLayout),
      others_(new EventChips(input_)),
      othersBox_(new QWidget(input_)) {
  setObjectName(QStringLiteral("actionsSection"));
  input_->setObjectName(QStringLiteral("actions"));
  input_->setAccessibleName(tr("Events"));
  others_->setObjectName(QStringLiteral("otherEvents"));
  others_->setAccessibleName(tr("Other events"));
  others_->field().setObjectName(QStringLiteral("otherEventField"));
  auto* word = new QLabel(tr("Other types of events, or groups such as lead.*"), othersBox_);
  word->setProperty("role", "hint");
  auto* below = new QVBoxLayout(othersBox_);
  below->setContentsMargins(0, 0, 0, 0);
  below->setSpacing(theme::kSpaceTiny);
  below->addWidget(word);
  below->addWidget(others_);
  column_->setSpacing(theme::kSpaceSmall);
  auto* inside = new QVBoxLayout(input_);
  inside->setContentsMargins(0, 0, 0, 0);
  inside->setSpacing(theme::kSpace);
  inside->addLayout(column_);
  inside->addWidget(othersBox_);
  auto* box = addBox(Field::kEvents, tr("Events"), input_);
  box->watch(&others_->field());
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(box);
  connect(others_, &EventChips::edited, this, &ActionsSection::takeOthers);
}

void ActionsSection::setTypes(const QStringList& types) { others_->setTypes(types); }

void ActionsSection::setIntegration(const client::Integration* integration) {
  for (const auto& action : actions_) {
    action.row->hide();
    action.row->deleteLater();
  }
  actions_.clear();
  anyType_ = integration == nullptr || integration->messages.has_value();
  if (integration != nullptr)
    for (const auto& event : integration->events) addAction(event);
  showEvents();
}

void ActionsSection::addAction(const client::EventAction& event) {
  auto* row = new QWidget(input_);
  auto* tick = new QCheckBox(plain(event.type), row);
  tick->setObjectName(QStringLiteral("action_") + plain(event.type));
  tick->setAccessibleDescription(plain(event.action));
  auto* sentence = new QLabel(row);
  sentence->setProperty("role", "hint");
  sentence->setTextFormat(Qt::PlainText);
  sentence->setText(plain(event.action));
  sentence->setWordWrap(true);
  sentence->setIndent(0);
  sentence->setContentsMargins(kSentenceIndent, 0, 0, 0);
  sentence->setBuddy(tick);
  auto* lines = new QVBoxLayout(row);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(0);
  lines->addWidget(tick);
  lines->addWidget(sentence);
  column_->addWidget(row);
  const auto at = actions_.size();
  actions_.push_back({plain(event.type), event.byDefault, tick, row});
  connect(tick, &QCheckBox::clicked, this, [this, at](bool on) { turn(at, on); });
  row->show();
}

std::size_t ActionsSection::placeOf(const QString& type) const {
  const auto at = std::find_if(actions_.begin(), actions_.end(), [&type](const Action& action) { return action.type == type; });
  return static_cast<std::size_t>(at - actions_.begin());
}

/// A group that took what is turned off is replaced by the types that it stood for and that stay on.
void ActionsSection::turn(std::size_t at, bool on) {
  const auto& action = actions_[at];
  if (on) {
    // Where it would have stood from the beginning: off and on again is no change.
    const auto later = std::find_if(events_.begin(), events_.end(), [&](const QString& one) { return placeOf(one) > at; });
    events_.insert(later, action.type);
  } else {
    const auto before = events_;
    const auto means = [&](const QString& one) { return one == action.type || (action.byDefault && takes(one, action.type)); };
    events_.erase(std::remove_if(events_.begin(), events_.end(), means), events_.end());
    for (const auto& one : actions_)
      if (one.type != action.type && actsOn(before, one.type, one.byDefault) && !actsOn(events_, one.type, one.byDefault))
        events_ << one.type;
  }
  showEvents();
  emit edited();
  emit left(Field::kEvents);
}

void ActionsSection::takeOthers() {
  const auto chips = others_->chips();
  const auto gone = [&](const QString& one) { return placeOf(one) == actions_.size() && !chips.contains(one); };
  events_.erase(std::remove_if(events_.begin(), events_.end(), gone), events_.end());
  for (const auto& chip : chips)
    if (!events_.contains(chip)) events_ << chip;
  showEvents();
  emit edited();
}

void ActionsSection::showEvents() {
  QStringList others;
  for (const auto& one : events_)
    if (placeOf(one) == actions_.size()) others << one;
  for (const auto& action : actions_) action.tick->setChecked(actsOn(events_, action.type, action.byDefault));
  if (others != others_->chips()) others_->show(others);
  othersBox_->setVisible(anyType_ || !others.isEmpty());
}

void ActionsSection::show(const WebhookForm& form) {
  events_ = form.events;
  showEvents();
  others_->field().setText(form.typedEvent);
}

void ActionsSection::collect(WebhookForm& form) const {
  form.events = events_;
  form.typedEvent = others_->typed();
}

void ActionsSection::revert(const FieldId&, const WebhookForm& saved) { show(saved); }

}  // namespace hookline::webhooks_page
