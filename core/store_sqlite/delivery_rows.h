#pragma once
#include <optional>

#include "model/delivery.h"
#include "model/due_delivery.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// The columns of `delivery` that a list row shows, in the order readDeliveryColumns takes them.
#define HOOKLINE_DELIVERY_COLUMNS                                                                                                          \
  "d.id, d.event_seq, d.webhook_id, d.state, d.tries, d.counted, d.once, d.due_ms, d.created_ms, d.updated_ms, d.last_class, d.last_http," \
  " d.latency_us, d.step"

/// Everything of a row but what its event lends it.
model::DeliveryRow readDeliveryColumns(const Rows& rows);

struct EventHead {
  model::EventSeq seq;
  std::string id;
  std::string type;
  std::string chatbotId;
  std::string conversationId;
  model::Person person;
  bool simulated = false;
  model::DeliveryId resentFrom;  ///< 0: none
};
/// Nullopt: the event is gone. Its own fields stay empty then.
std::optional<EventHead> readEventHead(Connection& db, model::EventSeq seq);
void lend(const EventHead& head, model::DeliveryRow& row);

/// One delivery with its event's fields.
std::optional<model::DeliveryRow> readDelivery(Connection& db, model::DeliveryId id);

struct StoredEvent {
  model::Event event;
  base::WallTime acceptedAt{};
  std::string deliveries;  ///< packed
  std::string unmatched;   ///< packed
};
std::optional<StoredEvent> readEvent(Connection& db, model::EventSeq seq);

/// A waiting delivery without its event; nullopt: unknown or not waiting.
std::optional<model::DueDelivery> readDue(Connection& db, model::DeliveryId id);

}  // namespace hookline::store_sqlite::internal
