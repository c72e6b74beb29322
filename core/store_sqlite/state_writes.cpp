#include "store_sqlite/state_writes.h"

#include "store_sqlite/attempt_rows.h"
#include "store_sqlite/delivery_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;

constexpr const char* kFind = "SELECT state, webhook_id, event_seq FROM delivery WHERE id = ?";
constexpr const char* kRequeue = "UPDATE delivery SET state = 0, counted = 0, interrupted = 0, due_ms = ?2, updated_ms = ?2 WHERE id = ?1";
constexpr const char* kPark =
    "UPDATE delivery SET state = 6, counted = 0, interrupted = 0, due_ms = ?2, updated_ms = ?2, last_class = ?3, last_http = NULL WHERE id "
    "= ?1";
constexpr const char* kCancel = "UPDATE delivery SET state = 4, updated_ms = ?2 WHERE id = ?1";
constexpr const char* kDelete = "DELETE FROM delivery WHERE id = ?";
constexpr const char* kDeleteReplayed = "DELETE FROM replayed WHERE event_seq = ? AND delivery_id = ?";
constexpr const char* kType = "SELECT type FROM event WHERE seq = ?";
constexpr const char* kWaiting = "SELECT id, state FROM delivery INDEXED BY delivery_due WHERE webhook_id = ? AND state IN (0, 2) LIMIT ?";
constexpr const char* kHeld =
    "SELECT id, state FROM delivery INDEXED BY delivery_stopped WHERE state >= 5 AND state = 6 AND webhook_id = ? LIMIT ?";

struct Found {
  DeliveryState state;
  model::WebhookId webhook;
  model::EventSeq seq;
};

std::optional<Found> find(Connection& db, model::DeliveryId id) {
  auto rows = db.statement(kFind).query(id.value);
  if (!rows.next()) return std::nullopt;
  return Found{static_cast<DeliveryState>(rows.integer(0)), {rows.integer(1)}, {rows.integer(2)}};
}

}  // namespace

bool RequeueWrite::requeueOne(WriteContext& context, model::DeliveryId id) const {
  const auto found = find(context.db, id);
  if (!found || !context.webhooks.alive(found->webhook)) return false;
  const bool dead = found->state == DeliveryState::kDead;
  const bool inMotion = found->state == DeliveryState::kDelivering || found->state == DeliveryState::kDelivered;
  if (from_ == From::kDead ? !dead : inMotion) return false;
  if (context.orders.isParked(context.db, found->webhook, id)) return false;
  const bool parked = context.orders.mustWait(context.db, found->webhook, found->seq, id);
  if (parked)
    context.db.statement(kPark).execute(id.value, base::toMs(now_), model::ErrorClass::kWaitsItsTurn);
  else
    context.db.statement(kRequeue).execute(id.value, base::toMs(now_));
  context.figures.moved(found->webhook, found->state, parked ? DeliveryState::kHeld : DeliveryState::kPending);
  if (model::isTerminal(found->state))
    context.jobs.untag(context.db, id);
  else
    context.jobs.keep(context.db, id);
  return true;
}

void RequeueWrite::apply(WriteContext& context) {
  store::RequeueOutcome outcome;
  for (const auto id : ids_) (requeueOne(context, id) ? outcome.requeued : outcome.refused).push_back(id);
  requeued_ = outcome.requeued;
  outcome_ = std::move(outcome);
}

void RequeueWrite::collectFresh(WriteContext& context, Fresh& fresh) { collectDue(context, requeued_, fresh); }

void collectDue(WriteContext& context, const std::vector<model::DeliveryId>& ids, Fresh& fresh) {
  for (const auto id : ids) {
    auto due = readDue(context.db, id);
    if (!due) continue;
    auto stored = readEvent(context.db, due->eventSeq);
    if (!stored) continue;
    due->event = std::make_shared<const model::Event>(std::move(stored->event));
    fresh.add(std::move(*due));
  }
}

void CancelWrite::apply(WriteContext& context) {
  const auto found = find(context.db, id_);
  if (!found) {
    outcome_ = base::fail(base::Errc::kNotFound, "There is no delivery " + id_.text() + ".");
    return;
  }
  if (model::isTerminal(found->state)) {
    outcome_ = base::fail(base::Errc::kConflict, "The delivery " + id_.text() + " is already " + std::string(model::toText(found->state)) +
                                                     ", so there is nothing to cancel.");
    return;
  }
  context.db.statement(kCancel).execute(id_.value, base::toMs(now_));
  context.figures.moved(found->webhook, found->state, DeliveryState::kCancelled);
  context.jobs.ended(context.db, id_, DeliveryState::kCancelled);
  context.orders.ended(context.db, context.figures, {found->webhook, id_, DeliveryState::kCancelled, now_, now_});
  if (auto row = readDelivery(context.db, id_)) outcome_ = std::move(*row);
}

void PurgeWrite::apply(WriteContext& context) {
  gone_ = 0;
  for (const auto id : ids_) {
    const auto found = find(context.db, id);
    if (!found || found->state != DeliveryState::kDead) continue;
    context.db.statement(kDelete).execute(id.value);
    deleteAttempts(context.db, id);
    context.db.statement(kDeleteReplayed).execute(found->seq.value, id.value);
    context.figures.moved(found->webhook, DeliveryState::kDead, std::nullopt);
    context.orders.ended(context.db, context.figures, {found->webhook, id, DeliveryState::kCancelled, context.now, context.now});
    auto rows = context.db.statement(kType).query(found->seq.value);
    if (rows.next()) context.figures.typeCount(rows.text(0), -1);
    ++gone_;
  }
  outcome_ = gone_;
}

void SweepWrite::apply(WriteContext& context) {
  std::vector<std::pair<model::DeliveryId, DeliveryState>> waiting;
  for (const auto* sql : {kWaiting, kHeld}) {
    auto rows = context.db.statement(sql).query(webhook_.value, kMaxRows);
    while (rows.next()) waiting.push_back({{rows.integer(0)}, static_cast<DeliveryState>(rows.integer(1))});
  }
  for (const auto& [id, state] : waiting) {
    context.db.statement(kCancel).execute(id.value, base::toMs(context.now));
    context.figures.moved(webhook_, state, DeliveryState::kCancelled);
    context.jobs.ended(context.db, id, DeliveryState::kCancelled);
    context.orders.dropped(context.db, webhook_, id);
  }
  if (waiting.empty() && !context.db.failure()) context.webhooks.cancelled(webhook_);
}

}  // namespace hookline::store_sqlite::internal
