#include "store_sqlite/delivery_rows.h"

#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kOne = "SELECT " HOOKLINE_DELIVERY_COLUMNS " FROM delivery d WHERE d.id = ?";
constexpr const char* kHead =
    "SELECT event_id, type, chatbot, conversation, email, name, visitor, simulated, resent_from FROM event WHERE seq = ?";
constexpr const char* kEvent =
    "SELECT event_id, type, chatbot, conversation, email, name, visitor, simulated, timestamp_ms, accepted_ms, deliveries, unmatched,"
    " resent_from, body FROM event WHERE seq = ?";
constexpr const char* kDue =
    "SELECT event_seq, webhook_id, due_ms, created_ms, tries, counted, interrupted, once, checkpoint, step,"
    " CASE WHEN tries = 0 THEN 0 ELSE (SELECT max(n) FROM attempt WHERE delivery_id = delivery.id) END FROM delivery"
    " WHERE id = ? AND state IN (0, 2)";

std::string eventId(const Rows& rows, model::EventSeq seq) { return rows.isNull(0) ? seq.text() : rows.string(0); }

}  // namespace

model::DeliveryRow readDeliveryColumns(const Rows& rows) {
  model::DeliveryRow row;
  row.id.value = rows.integer(0);
  row.eventSeq.value = rows.integer(1);
  row.webhookId.value = rows.integer(2);
  row.state = static_cast<model::DeliveryState>(rows.integer(3));
  row.tries = static_cast<int>(rows.integer(4));
  row.counted = static_cast<int>(rows.integer(5));
  row.once = rows.integer(6) != 0;
  row.due = base::fromMs(rows.integer(7));
  row.createdAt = base::fromMs(rows.integer(8));
  row.updatedAt = base::fromMs(rows.integer(9));
  row.errorClass = static_cast<model::ErrorClass>(rows.integer(10));
  if (const auto status = rows.maybeInteger(11)) row.status = static_cast<int>(*status);
  if (const auto latency = rows.maybeInteger(12)) row.latency = base::Micros{*latency};
  row.step = unpackStep(rows.text(13));
  return row;
}

std::optional<EventHead> readEventHead(Connection& db, model::EventSeq seq) {
  auto rows = db.statement(kHead).query(seq.value);
  if (!rows.next()) return std::nullopt;
  return EventHead{seq,
                   eventId(rows, seq),
                   rows.string(1),
                   rows.string(2),
                   rows.string(3),
                   {rows.string(4), rows.string(5), rows.string(6)},
                   rows.integer(7) != 0,
                   {rows.integer(8)}};
}

void lend(const EventHead& head, model::DeliveryRow& row) {
  row.eventId = head.id;
  row.eventType = head.type;
  row.chatbotId = head.chatbotId;
  row.conversationId = head.conversationId;
  row.person = head.person;
  row.simulated = head.simulated;
  row.resentFrom = head.resentFrom;
}

std::optional<model::DeliveryRow> readDelivery(Connection& db, model::DeliveryId id) {
  std::optional<model::DeliveryRow> row;
  {
    auto rows = db.statement(kOne).query(id.value);
    if (!rows.next()) return std::nullopt;
    row = readDeliveryColumns(rows);
  }
  if (const auto head = readEventHead(db, row->eventSeq)) lend(*head, *row);
  return row;
}

std::optional<StoredEvent> readEvent(Connection& db, model::EventSeq seq) {
  auto rows = db.statement(kEvent).query(seq.value);
  if (!rows.next()) return std::nullopt;
  StoredEvent stored;
  auto& event = stored.event;
  event.id = eventId(rows, seq);
  event.type = rows.string(1);
  event.chatbotId = rows.string(2);
  event.conversationId = rows.string(3);
  event.person = {rows.string(4), rows.string(5), rows.string(6)};
  event.simulated = rows.integer(7) != 0;
  event.timestamp = base::fromMs(rows.integer(8));
  stored.acceptedAt = base::fromMs(rows.integer(9));
  stored.deliveries = rows.string(10);
  stored.unmatched = rows.string(11);
  event.resentFrom.value = rows.integer(12);
  event.body = std::make_shared<const std::string>(rows.text(13));
  return stored;
}

std::optional<model::DueDelivery> readDue(Connection& db, model::DeliveryId id) {
  auto rows = db.statement(kDue).query(id.value);
  if (!rows.next()) return std::nullopt;
  model::DueDelivery due;
  due.id = id;
  due.eventSeq.value = rows.integer(0);
  due.webhookId.value = rows.integer(1);
  due.due = base::fromMs(rows.integer(2));
  due.createdAt = base::fromMs(rows.integer(3));
  due.tries = static_cast<int>(rows.integer(4));
  due.counted = static_cast<int>(rows.integer(5));
  due.interrupted = static_cast<int>(rows.integer(6));
  due.once = rows.integer(7) != 0;
  due.checkpoint = rows.string(8);
  due.step = unpackStep(rows.text(9));
  due.attempts = static_cast<int>(rows.integer(10));
  return due;
}

}  // namespace hookline::store_sqlite::internal
