// What each write does to the rows, as store.h says it.
#include <algorithm>

#include "sim_store.h"

namespace hookline::sim {
namespace {

using model::DeliveryState;

constexpr int kMaxInterruptions = 3;

bool waits(DeliveryState state) { return state == DeliveryState::kPending || state == DeliveryState::kRetrying; }

}  // namespace

void SimStore::move(StoredDelivery& row, DeliveryState to, Cause cause, const store::AttemptRecord* record) {
  const auto from = std::exchange(row.state, to);
  auto& waiting = waiting_[row.due.webhookId];
  if (waits(to))
    waiting.emplace(row.due.due, row.due.id);
  else
    waiting.erase({row.due.due, row.due.id});
  watcher_.moved(row, from, cause, record);
  countForJob(row, from, cause, record);
  if (model::isTerminal(to)) leaveLine(row);
}

void SimStore::setDue(StoredDelivery& row, base::WallTime due) {
  waiting_[row.due.webhookId].erase({row.due.due, row.due.id});
  const auto now = agenda_.now();
  row.due.due = due;
  row.readyAt = row.waitedFor = now.mono + std::clamp(due - now.wall, base::Millis{0}, model::RetryPolicy::kMaxDelay);
}

store::AcceptedEvent SimStore::acceptOne(const store::NewEvent& event) {
  if (const auto found = events_.find(event.event.id); found != events_.end()) {
    auto first = found->second;
    first.duplicate = true;
    return first;
  }
  store::AcceptedEvent accepted{event.seq, event.event.id, false, {}};
  const auto shared = std::make_shared<const model::Event>(event.event);
  for (const auto& delivery : event.deliveries) {
    if (!webhooks_.contains(delivery.webhookId)) continue;
    StoredDelivery& row = rows_[delivery.id.value];
    row.due.id = delivery.id;
    row.due.eventSeq = event.seq;
    row.due.webhookId = delivery.webhookId;
    row.due.createdAt = event.acceptedAt;
    row.due.once = delivery.once;
    row.due.event = shared;
    setDue(row, delivery.due);
    move(row, mustWait(row) ? DeliveryState::kHeld : DeliveryState::kPending, Cause::kAccept);
    accepted.deliveries.push_back({delivery.id, delivery.webhookId});
  }
  events_.emplace(event.event.id, accepted);
  return accepted;
}

bool SimStore::claimOne(const store::Claim& claim) {
  const auto found = rows_.find(claim.id.value);
  if (found == rows_.end() || found->second.due.due != claim.due) return false;
  auto& row = found->second;
  if (row.state != DeliveryState::kDelivering) {
    if (!waits(row.state) || !webhooks_.contains(row.due.webhookId)) return false;
    row.epoch = epoch_;
    move(row, DeliveryState::kDelivering, Cause::kClaim);
  } else if (row.epoch != epoch_) {
    return false;
  }
  watcher_.granted(claim.id);
  return true;
}

store::Recorded SimStore::recordOne(const store::AttemptRecord& record) {
  watcher_.recorded(record);
  auto& row = rows_.at(record.deliveryId.value);
  const auto& attempt = record.attempt;
  StoredAttempt stored{attempt.n, attempt.counted, true, attempt.maybeDelivered, attempt.errorClass, attempt.status};
  for (auto& before : row.attempts) {
    if (before.n != attempt.n) continue;
    stored.applied = before.applied;
    before = stored;
    return {stored.applied};
  }
  stored.applied = moveOn(row, record);
  // The number is used up, whatever became of the claim: were it given again, the next try would pass for this one's repeat.
  row.due.tries = std::max(row.due.tries, record.tries);
  row.attempts.push_back(stored);
  return {stored.applied};
}

bool SimStore::moveOn(StoredDelivery& row, const store::AttemptRecord& record) {
  const bool stands = row.state == DeliveryState::kDelivering && row.epoch == epoch_;
  if (!stands && scenario_.mutant != Mutant::kAppliesEndedClaims) return false;
  auto next = record.next;
  if ((waits(next) || next == DeliveryState::kHeld) && !webhooks_.contains(record.webhookId)) next = DeliveryState::kCancelled;
  row.due.tries = record.tries;
  row.due.counted = record.counted;
  row.due.interrupted = 0;
  row.due.checkpoint = record.checkpoint;
  row.due.step = record.step;
  setDue(row, record.due);
  row.waitedFor = std::max(row.readyAt, agenda_.now().mono + (record.due - record.recordedAt));
  move(row, next, Cause::kRecord, &record);
  return true;
}

bool SimStore::requeueOne(model::DeliveryId id, base::WallTime now, bool onlyDead) {
  const auto found = rows_.find(id.value);
  if (found == rows_.end() || !webhooks_.contains(found->second.due.webhookId)) return false;
  auto& row = found->second;
  if (onlyDead ? row.state != DeliveryState::kDead : row.state == DeliveryState::kDelivering || row.state == DeliveryState::kDelivered)
    return false;
  if (parked_.contains(id.value)) return false;
  row.due.counted = 0;
  row.due.interrupted = 0;
  setDue(row, now);
  move(row, mustWait(row) ? DeliveryState::kHeld : DeliveryState::kPending, Cause::kRequeue);
  return true;
}

base::Result<model::DeliveryRow> SimStore::cancelOne(model::DeliveryId id) {
  const auto found = rows_.find(id.value);
  if (found == rows_.end()) return base::fail(base::Errc::kNotFound, "no such delivery");
  if (model::isTerminal(found->second.state)) return base::fail(base::Errc::kConflict, "already ended");
  move(found->second, DeliveryState::kCancelled, Cause::kCancel);
  model::DeliveryRow row;
  row.id = id;
  row.state = DeliveryState::kCancelled;
  return row;
}

void SimStore::sweep(model::WebhookId id) {
  std::erase_if(lines_, [&](const auto& line) {
    if (line.first.first != id) return false;
    for (const auto member : line.second) parked_.erase(member);
    return true;
  });
  for (auto& [key, row] : rows_)
    if (row.due.webhookId == id && (waits(row.state) || row.state == DeliveryState::kHeld))
      move(row, DeliveryState::kCancelled, Cause::kSweep);
}

/// What an older epoch had in flight is due at once; cut off three times in a row it is dead.
void SimStore::interrupt(StoredDelivery& row) {
  int last = row.due.tries;
  for (const auto& attempt : row.attempts) last = std::max(last, attempt.n);
  row.attempts.push_back({last + 1, false, true, true, model::ErrorClass::kInterrupted, std::nullopt});
  ++row.due.tries;
  ++row.due.interrupted;
  setDue(row, agenda_.now().wall);
  move(row, row.due.interrupted >= kMaxInterruptions ? DeliveryState::kDead : DeliveryState::kRetrying, Cause::kRecovery);
}

}  // namespace hookline::sim
