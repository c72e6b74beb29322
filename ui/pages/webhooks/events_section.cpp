#include "webhooks_page/events_section.h"

#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

namespace hookline::webhooks_page {

EventsSection::EventsSection(QWidget* parent) : Section(parent), chips_(new EventChips(this)) {
  chips_->setObjectName(QStringLiteral("events"));
  chips_->setAccessibleName(tr("Events"));
  box_ = addBox(Field::kEvents, tr("Events"), chips_);
  box_->watch(&chips_->field());
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(box_);
  connect(chips_, &EventChips::edited, this, [this] {
    sayWhatMatches();
    emit edited();
  });
}

void EventsSection::setTypes(const QStringList& types) {
  types_ = types;
  chips_->setTypes(types);
  sayWhatMatches();
}

void EventsSection::show(const WebhookForm& form) {
  chips_->show(form.events);
  chips_->field().setText(form.typedEvent);
  sayWhatMatches();
}

void EventsSection::collect(WebhookForm& form) const {
  form.events = chips_->chips();
  form.typedEvent = chips_->typed();
}

void EventsSection::revert(const FieldId&, const WebhookForm& saved) { show(saved); }

void EventsSection::sayWhatMatches() {
  model::Webhook webhook;
  for (const auto& chip : chips_->chips()) webhook.events.push_back(chip.toStdString());
  const auto taken =
      std::count_if(types_.begin(), types_.end(), [&](const QString& type) { return model::takesType(webhook, type.toStdString()); });
  box_->setHint(types_.isEmpty() ? QString() : tr("Takes %1 of the %2 built-in types.").arg(taken).arg(types_.size()));
}

}  // namespace hookline::webhooks_page
