#include "store_sqlite/tidy_writes.h"

#include "base/encoding.h"
#include "base/ids.h"
#include "store_sqlite/attempt_rows.h"
#include "store_sqlite/delivery_rows.h"
#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;

constexpr const char* kWaitingSince =
    "SELECT id, state FROM delivery INDEXED BY delivery_due WHERE webhook_id = ?1 AND state IN (0, 2) AND due_ms <= ?2 AND once = 0 LIMIT "
    "?3";
constexpr const char* kHeldSince =
    "SELECT id, state FROM delivery INDEXED BY delivery_stopped WHERE state >= 5 AND state = 6 AND webhook_id = ?1 AND updated_ms <= ?2"
    " AND last_class IS NOT 27 LIMIT ?3";
static_assert(static_cast<int>(model::ErrorClass::kWaitsItsTurn) == 27, "what waits its turn is held for no fault and does not expire");
constexpr const char* kExpire =
    "UPDATE delivery SET state = 5, last_class = ?2, last_http = NULL, latency_us = NULL, updated_ms = ?3 WHERE id = ?1";
constexpr const char* kOldest =
    "SELECT seq, type, deliveries, body IS NOT NULL, accepted_ms, conversation FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2";
constexpr const char* kReplayed = "SELECT delivery_id FROM replayed WHERE event_seq = ?";
constexpr const char* kForgetReplays = "DELETE FROM replayed WHERE event_seq = ?";
constexpr const char* kState = "SELECT state, webhook_id, updated_ms FROM delivery WHERE id = ?";
constexpr const char* kDeleteDelivery = "DELETE FROM delivery WHERE id = ?";
constexpr const char* kForgetConversation = "DELETE FROM conversation_event WHERE conversation = ? AND seq = ?";
constexpr const char* kDeleteEvent = "DELETE FROM event WHERE seq = ?";
constexpr const char* kEmptyEvent = "UPDATE event SET body = NULL WHERE seq = ?";
constexpr const char* kKeys = "SELECT key, seq FROM dedup WHERE key > ?1 ORDER BY key LIMIT ?2";
constexpr const char* kForget = "DELETE FROM dedup WHERE key = ?";

struct Stored {
  model::DeliveryId id;
  DeliveryState state;
  model::WebhookId webhook;
  base::WallTime updatedAt{};
};

std::vector<Stored> storedOf(Connection& db, const std::vector<model::DeliveryId>& ids) {
  std::vector<Stored> found;
  for (const auto id : ids) {
    auto rows = db.statement(kState).query(id.value);
    if (rows.next()) found.push_back({id, static_cast<DeliveryState>(rows.integer(0)), {rows.integer(1)}, base::fromMs(rows.integer(2))});
  }
  return found;
}

}  // namespace

void ExpireWrite::apply(WriteContext& context) {
  std::vector<std::pair<model::DeliveryId, DeliveryState>> old;
  for (const auto* sql : {kWaitingSince, kHeldSince}) {
    auto rows = context.db.statement(sql).query(webhook_.value, base::toMs(before_), store::Store::kMaxExpired - old.size());
    while (rows.next()) old.push_back({{rows.integer(0)}, static_cast<DeliveryState>(rows.integer(1))});
  }
  std::vector<model::DeliveryRow> died;
  for (const auto& [id, state] : old) {
    context.db.statement(kExpire).execute(id.value, model::ErrorClass::kExpired, base::toMs(now_));
    context.figures.moved(webhook_, state, DeliveryState::kDead);
    context.figures.expired(webhook_, now_);
    context.jobs.ended(context.db, id, DeliveryState::kDead);
    // What stood behind it waited as long for the same reason, so the next step may take it.
    context.orders.ended(context.db, context.figures, {webhook_, id, DeliveryState::kDead, now_, before_});
    if (auto row = readDelivery(context.db, id)) died.push_back(std::move(*row));
  }
  outcome_ = std::move(died);
}

std::vector<RetainWrite::Event> RetainWrite::look(WriteContext& context) const {
  std::vector<Event> found;
  auto rows = context.db.statement(kOldest).query(step_.after.value, store::RetentionStep::kMaxLooked);
  while (rows.next()) {
    const model::EventSeq seq{rows.integer(0)};
    found.push_back(
        {seq, rows.string(1), rows.string(5), unpackDeliveryIds(seq, rows.text(2)), rows.integer(3) != 0, base::fromMs(rows.integer(4))});
  }
  // Replays made more deliveries of an event than it came with.
  for (auto& event : found) {
    auto more = context.db.statement(kReplayed).query(event.seq.value);
    while (more.next()) event.deliveries.push_back({more.integer(0)});
  }
  return found;
}

void RetainWrite::letGo(WriteContext& context, const Event& event, store::Retained& done) const {
  auto& db = context.db;
  const auto deliveries = storedOf(db, event.deliveries);
  bool finished = true;
  bool anyDead = false;
  for (const auto& one : deliveries) {
    const bool dead = one.state == DeliveryState::kDead;
    anyDead = anyDead || dead;
    if (!model::isTerminal(one.state) || (dead && !(step_.deadBefore && one.updatedAt < *step_.deadBefore))) finished = false;
  }
  if (finished && event.acceptedAt < step_.eventsBefore) {
    for (const auto& one : deliveries) {
      deleteAttempts(db, one.id);
      db.statement(kDeleteDelivery).execute(one.id.value);
      context.figures.moved(one.webhook, one.state, std::nullopt);
      context.orders.ended(db, context.figures, {one.webhook, one.id, DeliveryState::kCancelled, context.now, context.now});
    }
    if (!deliveries.empty()) context.figures.typeCount(event.type, -static_cast<std::int64_t>(deliveries.size()));
    db.statement(kForgetReplays).execute(event.seq.value);
    if (!event.conversation.empty()) db.statement(kForgetConversation).execute(Text{event.conversation}, event.seq.value);
    db.statement(kDeleteEvent).execute(event.seq.value);
    ++done.events;
    done.deliveries += deliveries.size();
  } else if (finished && !anyDead && event.hasBody && event.acceptedAt < step_.payloadsBefore) {
    for (const auto& one : deliveries) deletePayloads(db, one.id);
    db.statement(kEmptyEvent).execute(event.seq.value);
    ++done.payloads;
  }
}

void RetainWrite::apply(WriteContext& context) {
  store::Retained done;
  done.upTo = step_.after;
  const auto newest = std::max(step_.eventsBefore, step_.payloadsBefore);
  const auto events = look(context);
  done.atEnd = events.size() < store::RetentionStep::kMaxLooked;
  for (const auto& event : events) {
    if (event.acceptedAt >= newest) {
      done.atEnd = true;
      break;
    }
    if (done.deliveries + done.payloads >= store::RetentionStep::kMaxGone) {
      done.atEnd = false;
      break;
    }
    letGo(context, event, done);
    done.upTo = event.seq;
  }
  done.bytesUsed = static_cast<std::uint64_t>(context.db.bytesUsed());
  outcome_ = done;
}

void ForgetIdsWrite::apply(WriteContext& context) {
  std::vector<std::string> old;
  std::string last;
  std::size_t looked = 0;
  {
    auto rows = context.db.statement(kKeys).query(Bytes{after_}, kMaxKeys);
    while (rows.next()) {
      ++looked;
      last = rows.string(0);
      if (base::TimeOrderedIds::madeAt(rows.integer(1)) < before_) old.push_back(last);
    }
  }
  for (const auto& key : old) context.db.statement(kForget).execute(Bytes{key});
  outcome_ = looked < kMaxKeys ? std::string() : last;
}

}  // namespace hookline::store_sqlite::internal
