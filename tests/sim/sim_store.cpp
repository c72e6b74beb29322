// What a crash may and may not take away: the queue, commits and their answers. What writes do to rows is in sim_store_rows.cpp.
#include "sim_store_write.h"

#include <algorithm>
#include <type_traits>

namespace hookline::sim {
namespace {

constexpr std::chrono::seconds kLongestOutage{40};
constexpr int kFailuresUntilStop = 3;

base::Error unknownOutcome() { return {base::Errc::kIo, "the commit failed", true, {}}; }
base::Error stopped() { return {base::Errc::kIo, "the store cannot write", false, {}}; }

}  // namespace

SimStore::SimStore(Agenda& agenda, const Scenario& scenario, StoreWatcher& watcher)
    : agenda_(agenda), random_(scenario.seed ^ 0x57033), scenario_(scenario), watcher_(watcher), faults_(scenario.store) {}

// ---- the queue

void SimStore::enqueue(Admission admission, std::shared_ptr<Write> write) {
  if (!open_) return write->refuse({base::Errc::kUnavailable, "the store is closed", false, {}});
  if (admission == Admission::kMayBeBusy && lucky(random_, faults_.busy))
    return write->refuse({base::Errc::kBusy, "too many writes wait", false, {}});
  queue_.push_back(std::move(write));
  startCommit();
}

void SimStore::startCommit() {
  if (!committing_.empty() || queue_.empty()) return;
  const auto count = std::min(queue_.size(), scenario_.groupedWrites);
  for (std::size_t i = 0; i < count; ++i) {
    committing_.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  agenda_.after(base::Micros{100} + upTo(random_, faults_.slowest), [this, life = life_] {
    if (life == life_) endCommit();
  });
}

SimStore::CommitEnd SimStore::drawEnd() {
  if (agenda_.now().mono < outageEnds_) return CommitEnd::kFailed;
  if (lucky(random_, faults_.outages)) {
    outageEnds_ = agenda_.now().mono + upTo(random_, kLongestOutage);
    return CommitEnd::kFailed;
  }
  if (!lucky(random_, faults_.commitFails)) return CommitEnd::kDone;
  return lucky(random_, 500) ? CommitEnd::kFailed : CommitEnd::kDoneButUnknown;
}

void SimStore::endCommit() {
  auto batch = std::exchange(committing_, {});
  const auto end = drawEnd();
  if (end == CommitEnd::kFailed) {
    const bool known = ++failuresInARow_ > kFailuresUntilStop;  // a stopped writer does not try
    if (!known) limbo_ = batch;
    answerLater(std::move(batch), known ? stopped() : unknownOutcome());
  } else {
    failuresInARow_ = 0;
    limbo_.clear();
    for (const auto& write : batch) write->apply();
    answerLater(std::move(batch), end == CommitEnd::kDone ? std::nullopt : std::optional(unknownOutcome()));
  }
  startCommit();
}

void SimStore::answerLater(Writes writes, std::optional<base::Error> failure) {
  auto at = agenda_.now().mono;
  if (lucky(random_, faults_.lateAnswers)) at += upTo(random_, std::chrono::seconds{1});
  lastAnswerAt_ = std::max(lastAnswerAt_, at);  // one writer answers, in its order
  // Of a commit that seems to have failed the writer tells nothing.
  auto changed = std::exchange(changedJobs_, {});
  auto released = std::exchange(released_, {});
  if (failure) changed.clear();
  if (failure) released.clear();
  answers_.push_back({lastAnswerAt_, std::move(writes), std::move(failure), std::move(changed), std::move(released)});
  agenda_.at(lastAnswerAt_, [this, life = life_] {
    if (life == life_) giveAnswers();
  });
}

void SimStore::giveAnswers() {
  auto ready = std::move(answers_.front());
  answers_.pop_front();
  if (ready.failure) {
    for (const auto& write : ready.writes) write->refuse(*ready.failure);
    return;
  }
  for (const auto& write : ready.writes) write->answer();
  std::vector<store::DueDelivery> found;
  for (const auto& write : ready.writes) write->collectFresh(found);
  for (const auto id : ready.released)
    if (const auto& row = rows_.at(id); row.state == model::DeliveryState::kPending) found.push_back(row.due);
  if (!found.empty() && fresh_) fresh_(std::move(found));
  std::vector<model::Job> changed;
  for (const auto id : ready.changedJobs) changed.push_back(jobs_.at(id));
  if (!changed.empty() && jobsChanged_) jobsChanged_(std::move(changed));
}

// ---- reads

void SimStore::due(model::WebhookId webhook, std::size_t limit, base::Completion<store::DuePage> done) {
  if (!open_) return std::move(done)(base::fail(base::Errc::kUnavailable, "the store is closed"));
  const auto id = ++readsMade_;
  reads_.emplace(id, Read{webhook, limit, std::move(done)});
  agenda_.after(base::Micros{50} + upTo(random_, base::Micros{3000}), [this, id, life = life_] {
    if (life == life_) read(id);
  });
}

/// The page is seen now and answered later: readers do not keep the writer's order.
void SimStore::read(std::uint64_t id) {
  auto& request = reads_.at(id);
  store::DuePage page;
  for (const auto& [dueAt, delivery] : waiting_[request.webhook]) {
    if (page.items.size() == request.limit) {
      page.complete = false;
      break;
    }
    page.items.push_back(rows_.at(delivery.value).due);
  }
  const bool fails = lucky(random_, faults_.readFails);
  const auto wait = lucky(random_, faults_.lateAnswers) ? upTo(random_, std::chrono::seconds{1}) : base::Micros{0};
  agenda_.after(wait, [this, id, fails, page = std::move(page), life = life_]() mutable {
    if (life != life_) return;
    auto done = std::move(reads_.at(id).done);
    reads_.erase(id);
    if (fails) return std::move(done)(base::fail(base::Errc::kIo, "the page could not be read"));
    std::move(done)(std::move(page));
  });
}

// ---- crash and start

void SimStore::crash() {
  open_ = false;
  ++life_;
  fresh_ = {};
  jobsChanged_ = {};
  // Frames that were on their way to the disk arrive whole or not at all, and only after what was committed before them.
  if (!committing_.empty() && lucky(random_, 500)) {
    limbo_.clear();
    for (const auto& write : committing_) write->apply();
  } else if (committing_.empty() && !limbo_.empty() && lucky(random_, 500)) {
    for (const auto& write : limbo_) write->apply();
  }
  auto queued = std::exchange(queue_, {});
  auto committing = std::exchange(committing_, {});
  auto answers = std::exchange(answers_, {});
  auto reads = std::exchange(reads_, {});
  limbo_.clear();
  changedJobs_.clear();
  released_.clear();
  failuresInARow_ = 0;
  lastAnswerAt_ = outageEnds_ = {};
}

void SimStore::open() {
  open_ = true;
  ++epoch_;
  for (auto& [id, row] : rows_)
    if (row.state == model::DeliveryState::kDelivering) interrupt(row);
  std::vector<model::WebhookId> gone;
  for (const auto& [id, waiting] : waiting_)
    if (!webhooks_.contains(id) && !waiting.empty()) gone.push_back(id);
  for (const auto id : gone) sweep(id);
  const auto now = agenda_.now();
  for (auto& [id, row] : rows_)
    row.readyAt = row.waitedFor = now.mono + std::clamp(row.due.due - now.wall, base::Millis{0}, model::RetryPolicy::kMaxDelay);
}

store::StoredConfig SimStore::storedConfig() const {
  store::StoredConfig config;
  for (const auto& [id, webhook] : webhooks_) config.webhooks.push_back(webhook);
  for (const auto& [name, value] : settings_) config.settings.emplace_back(name, value);
  return config;
}

const StoredDelivery* SimStore::find(model::DeliveryId id) const {
  const auto found = rows_.find(id.value);
  return found == rows_.end() ? nullptr : &found->second;
}

std::optional<base::WallTime> SimStore::earliestDue(model::WebhookId id) const {
  const auto found = waiting_.find(id);
  if (found == waiting_.end() || found->second.empty()) return std::nullopt;
  return found->second.begin()->first;
}

// ---- the writes

void SimStore::accept(std::vector<store::NewEvent> events, base::Completion<std::vector<store::AcceptedEvent>> done) {
  using Answer = std::vector<store::AcceptedEvent>;
  auto shared = std::make_shared<const std::vector<store::NewEvent>>(std::move(events));
  const bool early = scenario_.mutant == Mutant::kAcknowledgesBeforeCommit && open_;
  base::Completion<Answer> later;
  if (!early) {
    later = std::move(done);
  } else {
    Answer unstored;
    for (const auto& event : *shared) {
      unstored.push_back({event.seq, event.event.id, false, {}});
      for (const auto& delivery : event.deliveries) unstored.back().deliveries.push_back({delivery.id, delivery.webhookId});
    }
    std::move(done)(std::move(unstored));
  }
  const auto apply = [this, shared]() -> base::Result<Answer> {
    Answer answer;
    for (const auto& event : *shared) answer.push_back(acceptOne(event));
    return answer;
  };
  const auto fresh = [this](const Answer& answer, std::vector<store::DueDelivery>& found) {
    for (const auto& event : answer) {
      if (event.duplicate) continue;
      for (const auto& delivery : event.deliveries)
        if (const auto& row = rows_.at(delivery.id.value); row.state != model::DeliveryState::kHeld) found.push_back(row.due);
    }
  };
  submit(Admission::kMayBeBusy, apply, std::move(later), fresh);
}

void SimStore::claim(std::vector<store::Claim> claims, base::Completion<std::vector<model::DeliveryId>> done) {
  using Answer = std::vector<model::DeliveryId>;
  auto apply = [this, claims = std::move(claims)]() -> base::Result<Answer> {
    Answer granted;
    for (const auto& claim : claims)
      if (claimOne(claim)) granted.push_back(claim.id);
    return granted;
  };
  submit(Admission::kMayBeBusy, std::move(apply), std::move(done));
}

void SimStore::record(std::shared_ptr<const store::AttemptRecord> record, base::Completion<store::Recorded> done) {
  auto apply = [this, record = std::move(record)]() -> base::Result<store::Recorded> { return recordOne(*record); };
  submit(Admission::kAlways, std::move(apply), std::move(done));
}

void SimStore::requeue(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<store::RequeueOutcome> done) {
  submitRequeue(std::move(ids), now, false, std::move(done));
}

void SimStore::retryDead(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<store::RequeueOutcome> done) {
  submitRequeue(std::move(ids), now, true, std::move(done));
}

void SimStore::submitRequeue(std::vector<model::DeliveryId> ids, base::WallTime now, bool onlyDead,
                             base::Completion<store::RequeueOutcome> done) {
  auto apply = [this, ids = std::move(ids), now, onlyDead]() -> base::Result<store::RequeueOutcome> {
    store::RequeueOutcome outcome;
    for (const auto id : ids) (requeueOne(id, now, onlyDead) ? outcome.requeued : outcome.refused).push_back(id);
    return outcome;
  };
  const auto fresh = [this](const store::RequeueOutcome& outcome, std::vector<store::DueDelivery>& found) {
    for (const auto id : outcome.requeued) {
      const auto& row = rows_.at(id.value);
      if (row.state == model::DeliveryState::kPending || row.state == model::DeliveryState::kRetrying) found.push_back(row.due);
    }
  };
  submit(Admission::kMayBeBusy, std::move(apply), std::move(done), fresh);
}

void SimStore::cancel(model::DeliveryId id, base::WallTime, base::Completion<model::DeliveryRow> done) {
  submit(
      Admission::kMayBeBusy, [this, id] { return cancelOne(id); }, std::move(done));
}

void SimStore::putWebhook(model::Webhook webhook, store::AuditEntry, base::Completion<void> done) {
  auto apply = [this, webhook = std::move(webhook)]() -> base::Status {
    webhooks_.insert_or_assign(webhook.id, webhook);
    if (!blocks(webhook.id)) unblock(webhook.id);
    return {};
  };
  submit(Admission::kMayBeBusy, std::move(apply), std::move(done));
}

void SimStore::deleteWebhook(model::WebhookId id, store::AuditEntry, base::Completion<void> done) {
  const auto apply = [this, id]() -> base::Status {
    webhooks_.erase(id);
    deleted_.insert(id);
    sweep(id);
    return {};
  };
  submit(Admission::kMayBeBusy, apply, std::move(done));
}

void SimStore::putSetting(std::string name, std::string value, store::AuditEntry, base::Completion<void> done) {
  auto apply = [this, name = std::move(name), value = std::move(value)]() -> base::Status {
    settings_.insert_or_assign(name, value);
    return {};
  };
  submit(Admission::kMayBeBusy, std::move(apply), std::move(done));
}

}  // namespace hookline::sim
