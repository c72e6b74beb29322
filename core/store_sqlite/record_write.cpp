#include "store_sqlite/record_write.h"

#include "store_sqlite/attempt_rows.h"
#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;

constexpr const char* kMoveOn =
    "UPDATE delivery SET state = ?3, tries = ?4, counted = ?5, interrupted = 0, due_ms = ?6, checkpoint = ?7, last_class = ?8,"
    " last_http = ?9, latency_us = ?10, updated_ms = ?11, step = ?12 WHERE id = ?1 AND state = 1 AND epoch = ?2";
/// The number of an attempt that was not applied is taken all the same: the next try, after a person's retry, needs another.
constexpr const char* kTakeNumber = "UPDATE delivery SET tries = max(tries, ?2) WHERE id = ?1";

bool waits(DeliveryState state) {
  return state == DeliveryState::kPending || state == DeliveryState::kRetrying || state == DeliveryState::kHeld;
}

}  // namespace

void RecordWrite::apply(WriteContext& context) {
  auto& db = context.db;
  const auto& attempt = record_->attempt;
  if (!insertAttempt(db, record_->deliveryId, attempt, true)) {
    replaceAttempt(db, record_->deliveryId, attempt);
    outcome_ = store::Recorded{attemptWasApplied(db, record_->deliveryId, attempt.n)};
    return;
  }
  if (moveOn(context)) {
    outcome_ = store::Recorded{true};
    return;
  }
  markNotApplied(db, record_->deliveryId, attempt.n);
  const bool exists = db.statement(kTakeNumber).execute(record_->deliveryId.value, attempt.tryNumber) == 1;
  if (!exists) deleteAttempts(db, record_->deliveryId);  // purged meanwhile: nothing shows it
  outcome_ = store::Recorded{false};
}

bool RecordWrite::moveOn(WriteContext& context) {
  const auto& attempt = record_->attempt;
  auto next = record_->next;
  // What waits for a deleted webhook would wait for ever.
  if (waits(next) && !context.webhooks.alive(record_->webhookId)) next = DeliveryState::kCancelled;
  std::optional<std::int64_t> latencyUs;
  if (record_->latency) latencyUs = record_->latency->count();
  const auto step = packStep(record_->step);
  const auto changed = context.db.statement(kMoveOn).execute(
      record_->deliveryId.value, context.epoch, next, record_->tries, record_->counted, base::toMs(record_->due),
      BytesOrNull{record_->checkpoint}, attempt.errorClass, attempt.status, latencyUs, base::toMs(record_->recordedAt), BytesOrNull{step});
  if (changed != 1) return false;
  if (next != DeliveryState::kDelivering) context.figures.moved(record_->webhookId, DeliveryState::kDelivering, next);
  context.jobs.result(context.db, *record_, next);
  if (model::isTerminal(next))
    context.orders.ended(context.db, context.figures,
                         {record_->webhookId, record_->deliveryId, next, record_->recordedAt, record_->recordedAt});
  if (record_->inStats) context.figures.result(*record_);
  return true;
}

}  // namespace hookline::store_sqlite::internal
