#pragma once
#include <memory>
#include <optional>

#include "base/time.h"
#include "model/delivery.h"
#include "model/event.h"
#include "model/ids.h"

namespace hookline::model {

/// That a delivery moved on: cheap to make and pass; toRow fills in the event's side for whoever shows it.
struct DeliveryChange {
  DeliveryId id;
  EventSeq eventSeq;
  WebhookId webhookId;
  std::shared_ptr<const Event> event;
  DeliveryState state = DeliveryState::kPending;
  int tries = 0;
  int counted = 0;
  bool once = false;
  base::WallTime due{};
  ErrorClass errorClass = ErrorClass::kNone;
  std::optional<int> status;
  std::optional<base::Micros> latency;
  std::optional<PlanStep> step;
  base::WallTime createdAt{};
  base::WallTime at{};
};

inline DeliveryRow toRow(const DeliveryChange& change) {
  DeliveryRow row;
  row.id = change.id;
  row.eventSeq = change.eventSeq;
  row.webhookId = change.webhookId;
  if (change.event) {
    row.eventId = change.event->id;
    row.eventType = change.event->type;
    row.chatbotId = change.event->chatbotId;
    row.conversationId = change.event->conversationId;
    row.person = change.event->person;
    row.simulated = change.event->simulated;
    row.resentFrom = change.event->resentFrom;
  }
  row.state = change.state;
  row.tries = change.tries;
  row.counted = change.counted;
  row.once = change.once;
  row.due = change.due;
  row.errorClass = change.errorClass;
  row.status = change.status;
  row.latency = change.latency;
  row.step = change.step;
  row.createdAt = change.createdAt;
  row.updatedAt = change.at;
  return row;
}

/// Of a step that the engine does not make.
inline DeliveryChange toChange(const DeliveryRow& row) {
  auto event = std::make_shared<Event>();
  event->id = row.eventId;
  event->type = row.eventType;
  event->chatbotId = row.chatbotId;
  event->conversationId = row.conversationId;
  event->person = row.person;
  event->simulated = row.simulated;
  event->resentFrom = row.resentFrom;
  DeliveryChange change;
  change.id = row.id;
  change.eventSeq = row.eventSeq;
  change.webhookId = row.webhookId;
  change.event = std::move(event);
  change.state = row.state;
  change.tries = row.tries;
  change.counted = row.counted;
  change.once = row.once;
  change.due = row.due;
  change.errorClass = row.errorClass;
  change.status = row.status;
  change.latency = row.latency;
  change.step = row.step;
  change.createdAt = row.createdAt;
  change.at = row.updatedAt;
  return change;
}

}  // namespace hookline::model
