// Jobs, as store.h says it: of their kinds the simulation knows the retry.
#include <algorithm>

#include "sim_store_write.h"

namespace hookline::sim {
namespace {

using model::DeliveryState;
using model::Job;
using model::JobState;
using model::UndoState;

base::Error noJob() { return {base::Errc::kNotFound, "no such job", false, {}}; }

/// Of its filter the simulation's people choose the webhook alone.
bool chosen(const store::JobScope& scope, const StoredDelivery& row) {
  const auto& webhooks = scope.filter.webhooks;
  return row.state == DeliveryState::kDead && row.due.id.value < scope.below.value && row.endedAt <= scope.diedBy &&
         (webhooks.empty() || std::find(webhooks.begin(), webhooks.end(), row.due.webhookId) != webhooks.end());
}

void settle(Job& job, std::uint64_t failuresBefore) {
  if (job.state != JobState::kRunning && job.state != JobState::kPaused) return;
  if (job.listed && job.open == 0) {
    job.state = JobState::kDone;
    return;
  }
  const auto limit = static_cast<std::uint64_t>(job.stopAfterFirstFailures);
  if (job.state == JobState::kRunning && limit > 0 && job.delivered == 0 && failuresBefore < limit && job.failures >= limit)
    job.state = JobState::kPaused;
}

}  // namespace

void SimStore::changed(Job& job, std::uint64_t failuresBefore) {
  settle(job, failuresBefore);
  ++job.revision;
  changedJobs_.insert(job.id);
}

/// What a move of a delivery means for the job that made it due.
void SimStore::countForJob(StoredDelivery& row, DeliveryState from, Cause cause, const store::AttemptRecord* record) {
  if (cause == Cause::kUndo) return;  // its own operation counts
  if (cause != Cause::kClaim && cause != Cause::kTurn) row.untried.reset();
  const auto to = row.state;
  if (to == DeliveryState::kDead) row.endedAt = record ? record->recordedAt : agenda_.now().wall;
  if (model::isTerminal(from)) row.job = {};
  const auto found = jobs_.find(row.job);
  if (found == jobs_.end()) return;
  auto& job = found->second;
  const bool ends = model::isTerminal(to);
  const int before = record ? record->counted - (record->attempt.counted ? 1 : 0) : row.due.counted;
  const bool first = before == 0 && (ends || (record && (record->attempt.counted || to == DeliveryState::kHeld)));
  if (!ends && !first) return;
  const auto failuresBefore = job.failures;
  if (first && job.untried > 0) --job.untried;
  if (first && record && to != DeliveryState::kDelivered && to != DeliveryState::kCancelled) ++job.failures;
  if (ends) {
    --job.open;
    if (to == DeliveryState::kDelivered) ++job.delivered;
    if (to == DeliveryState::kDead) ++job.failedAgain;
    if (to == DeliveryState::kCancelled) ++job.skipped;
  }
  changed(job, failuresBefore);
}

base::Result<Job> SimStore::createOne(const Job& job) {
  if (const auto found = jobs_.find(job.id); found != jobs_.end()) return found->second;
  const auto active = std::count_if(jobs_.begin(), jobs_.end(), [](const auto& entry) {
    return entry.second.state == JobState::kRunning || entry.second.state == JobState::kPaused;
  });
  if (job.state != JobState::kPreview && active >= static_cast<std::ptrdiff_t>(kMaxUnfinishedJobs))
    return base::fail(base::Errc::kConflict, "too many jobs");
  changedJobs_.insert(job.id);
  return jobs_.emplace(job.id, job).first->second;
}

base::Result<Job> SimStore::moveOne(model::JobId id, JobState to) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return base::fail(noJob());
  auto& job = found->second;
  if (job.state == to) return job;
  const bool fits = to == JobState::kCancelled ? model::isUnfinished(job.state)
                    : to == JobState::kPaused  ? job.state == JobState::kRunning
                                               : job.state == JobState::kPaused || job.state == JobState::kPreview;
  if (!fits) return base::fail(base::Errc::kConflict, "not from this state");
  job.state = to;
  changed(job, job.failures);
  return job;
}

base::Result<store::JobStepped> SimStore::stepOne(const store::JobStep& step) {
  const auto found = jobs_.find(step.job);
  if (found == jobs_.end()) return base::fail(noJob());
  auto& job = found->second;
  if (job.kind != model::JobKind::kRetry) return notSimulated();
  if (job.state != JobState::kRunning || job.cursor != step.from || job.listed) return store::JobStepped{false, job};
  for (const auto id : step.ids) {
    ++job.done;
    const auto row = rows_.find(id.value);
    const auto before = row == rows_.end() ? DeadBefore{} : DeadBefore{row->second.due.counted, row->second.endedAt};
    const bool dead = row != rows_.end() && before.endedAt <= job.createdAt && requeueOne(id, step.now, true);
    if (!dead) {
      ++job.skipped;
      continue;
    }
    row->second.job = job.id;
    row->second.untried = before;
    watcher_.madeDue(job.id, id);
    ++job.made;
    ++job.open;
    ++job.untried;
  }
  job.cursor = step.to;
  job.listed = step.last;
  job.total = step.last ? job.done : std::max(job.total, job.done);
  changed(job, job.failures);
  return store::JobStepped{true, job};
}

base::Result<store::JobUndone> SimStore::undoOne(model::JobId id, std::size_t limit) {
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return base::fail(noJob());
  auto& job = found->second;
  if (job.undo == UndoState::kDone) return store::JobUndone{job, {}};
  std::vector<StoredDelivery*> untried;
  for (auto at = rows_.rbegin(); at != rows_.rend() && untried.size() < limit; ++at)
    if (at->second.job == id && at->second.untried) untried.push_back(&at->second);
  if (job.undo == UndoState::kNone) {
    if (job.state == JobState::kPreview || (!model::isUnfinished(job.state) && untried.empty()))
      return base::fail(base::Errc::kConflict, "nothing to undo");
    if (model::isUnfinished(job.state)) job.state = JobState::kCancelled;
  }
  store::JobUndone undone;
  for (auto* row : untried) {
    const auto before = *std::exchange(row->untried, std::nullopt);
    if (row->state == DeliveryState::kDelivering) continue;
    row->due.counted = before.counted;
    row->endedAt = before.endedAt;
    move(*row, DeliveryState::kDead, Cause::kUndo);
    undone.rows.emplace_back().id = row->due.id;
    undone.rows.back().state = DeliveryState::kDead;
  }
  job.open -= undone.rows.size();
  job.untried -= undone.rows.size();
  job.undone += undone.rows.size();
  job.undo = untried.size() < limit ? UndoState::kDone : UndoState::kUnderWay;
  changed(job, job.failures);
  undone.job = job;
  return undone;
}

void SimStore::createJob(Job job, store::AuditEntry, base::Completion<Job> done) {
  auto apply = [this, job = std::move(job)] { return createOne(job); };
  submit(Admission::kMayBeBusy, std::move(apply), std::move(done));
}

void SimStore::moveJob(model::JobId id, JobState to, store::AuditEntry, base::Completion<Job> done) {
  submit(
      Admission::kMayBeBusy, [this, id, to] { return moveOne(id, to); }, std::move(done));
}

void SimStore::stepJob(store::JobStep step, base::Completion<store::JobStepped> done) {
  auto shared = std::make_shared<const store::JobStep>(std::move(step));
  const auto fresh = [this, shared](const store::JobStepped& stepped, std::vector<store::DueDelivery>& found) {
    if (!stepped.applied) return;
    for (const auto id : shared->ids) {
      const auto& row = rows_.at(id.value);
      if (row.job == shared->job && (row.state == DeliveryState::kPending || row.state == DeliveryState::kRetrying))
        found.push_back(row.due);
    }
  };
  submit(
      Admission::kMayBeBusy, [this, shared] { return stepOne(*shared); }, std::move(done), fresh);
}

void SimStore::undoJob(store::JobUndo undo, base::Completion<store::JobUndone> done) {
  submit(
      Admission::kMayBeBusy, [this, id = undo.job, limit = undo.limit] { return undoOne(id, limit); }, std::move(done));
}

// ---- reads: seen now and answered later

template <typename T>
void SimStore::answerLater(T value, base::Completion<T> done) {
  if (!open_) return std::move(done)(base::fail(base::Errc::kUnavailable, "the store is closed"));
  const bool fails = lucky(random_, faults_.readFails);
  agenda_.after(base::Micros{50} + upTo(random_, base::Micros{3000}),
                [this, fails, value = std::move(value), done = std::move(done), life = life_]() mutable {
                  if (life != life_) return;  // dropped, it answers kCancelled
                  if (fails) return std::move(done)(base::fail(base::Errc::kIo, "the page could not be read"));
                  std::move(done)(std::move(value));
                });
}

void SimStore::countJob(store::JobScope scope, base::Completion<store::JobCount> done) {
  store::JobCount count;
  for (const auto& [id, row] : rows_) {
    if (!chosen(scope, row)) continue;
    ++count.total;
    if (count.first.size() < store::JobCount::kShown) count.first.push_back(row.due.id.text());
  }
  answerLater(std::move(count), std::move(done));
}

void SimStore::jobItems(store::JobScope scope, std::int64_t after, std::size_t limit, base::Completion<store::JobItems> done) {
  store::JobItems page;
  page.reached = after;
  for (auto at = rows_.upper_bound(after); at != rows_.end(); ++at) {
    if (chosen(scope, at->second)) {
      if (page.items.size() == limit) {
        page.complete = false;
        break;
      }
      page.items.push_back({at->first, nullptr});
    }
    page.reached = at->first;
  }
  answerLater(std::move(page), std::move(done));
}

void SimStore::jobs(base::Completion<std::vector<Job>> done) {
  std::vector<Job> all;
  for (auto at = jobs_.rbegin(); at != jobs_.rend(); ++at) all.push_back(at->second);
  answerLater(std::move(all), std::move(done));
}

}  // namespace hookline::sim
