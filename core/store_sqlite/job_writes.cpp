#include "store_sqlite/job_writes.h"

#include "store_sqlite/config_writes.h"
#include "store_sqlite/job_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;
using model::JobKind;
using model::JobState;

constexpr const char* kEventType = "SELECT type FROM event WHERE seq = ?";
constexpr const char* kInsertDelivery =
    "INSERT INTO delivery(id, event_seq, webhook_id, state, tries, counted, interrupted, once, due_ms, created_ms, updated_ms, job, "
    "last_class)"
    " VALUES(?1, ?2, ?3, ?6, 0, 0, 0, 0, ?4, ?4, ?4, ?5, ?7)";
constexpr const char* kExists = "SELECT 1 FROM delivery WHERE id = ?";
constexpr const char* kInsertReplayed = "INSERT INTO replayed(event_seq, delivery_id) VALUES(?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kTag = "UPDATE delivery SET job = ?2 WHERE id = ?1";
constexpr const char* kActive = "SELECT count(*) FROM job WHERE state IN (1, 2)";
constexpr const char* kDropPreviews =
    "DELETE FROM job WHERE state = 0 AND id NOT IN (SELECT id FROM job WHERE state = 0 ORDER BY id DESC LIMIT ?)";
constexpr const char* kDropFinished =
    "DELETE FROM job WHERE state >= 3 AND open = 0 AND id NOT IN (SELECT id FROM job WHERE state >= 3 ORDER BY id DESC LIMIT ?)";

/// What a person reads in the report of a job that stands still.
std::string standsBecause(const model::Job& job, JobState to, const std::string& who) {
  if (to == JobState::kPaused) return "Paused by " + who + ". What is due already goes on.";
  if (to != JobState::kCancelled) return {};
  const auto goesOn = job.open == 0   ? std::string("nothing that it made due waits any more")
                      : job.open == 1 ? std::string("the one delivery that it made due and that has not ended goes on")
                                      : "the " + std::to_string(job.open) + " deliveries that it made due and that have not ended go on";
  return "Cancelled by " + who + ". What was done stays done; " + goesOn + ".";
}

base::Status roomForOne(Connection& db) {
  auto rows = db.statement(kActive).query();
  if (!rows.next() || rows.integer(0) < static_cast<std::int64_t>(store::Store::kMaxUnfinishedJobs)) return {};
  return base::fail(base::Errc::kConflict, std::to_string(store::Store::kMaxUnfinishedJobs) +
                                               " jobs are unfinished: wait until one is done, or cancel one, then start this one.");
}

/// Nullopt: there is no such event.
std::optional<std::vector<store::AcceptedDelivery>> insertReplay(WriteContext& context, const store::Replay& replay, base::WallTime now,
                                                                 std::optional<std::int64_t> job) {
  std::string type;
  {
    auto rows = context.db.statement(kEventType).query(replay.seq.value);
    if (!rows.next()) return std::nullopt;
    type = rows.string(0);
  }
  std::vector<store::AcceptedDelivery> made;
  std::int64_t inserted = 0;
  for (const auto& delivery : replay.deliveries) {
    if (!context.webhooks.alive(delivery.webhookId)) continue;
    made.push_back({delivery.id, delivery.webhookId});
    // The repeat of a write whose outcome was unknown.
    if (context.db.statement(kExists).query(delivery.id.value).next()) continue;
    const bool parked = context.orders.mustWait(context.db, delivery.webhookId, replay.seq, delivery.id);
    const auto state = parked ? DeliveryState::kHeld : DeliveryState::kPending;
    context.db.statement(kInsertDelivery)
        .execute(delivery.id.value, replay.seq.value, delivery.webhookId.value, base::toMs(now), job, state,
                 parked ? std::optional(model::ErrorClass::kWaitsItsTurn) : std::nullopt);
    context.db.statement(kInsertReplayed).execute(replay.seq.value, delivery.id.value);
    context.figures.moved(delivery.webhookId, std::nullopt, state);
    ++inserted;
  }
  if (inserted > 0) context.figures.typeCount(type, inserted);
  return made;
}

}  // namespace

// ---- one event again

void ReplayWrite::apply(WriteContext& context) {
  made_.clear();
  auto made = insertReplay(context, replay_, now_, std::nullopt);
  if (!made) {
    outcome_ = base::fail(base::Errc::kNotFound, "There is no event " + replay_.seq.text() + ".");
    return;
  }
  for (const auto& one : *made) made_.push_back(one.id);
  outcome_ = std::move(*made);
}

void ReplayWrite::collectFresh(WriteContext& context, Fresh& fresh) { collectDue(context, made_, fresh); }

// ---- a job begins and is steered

void CreateJobWrite::apply(WriteContext& context) {
  auto& db = context.db;
  if (auto kept = readJob(db, job_.id)) {
    outcome_ = std::move(*kept);
    return;
  }
  const bool preview = job_.state == JobState::kPreview;
  if (!preview) {
    if (auto room = roomForOne(db); !room) {
      outcome_ = base::fail(std::move(room.error()));
      return;
    }
  }
  insertJob(db, job_);
  db.statement(kDropPreviews).execute(store::Store::kMaxPreviews);
  db.statement(kDropFinished).execute(store::Store::kKeptJobs);
  insertAudit(db, audit_);
  context.jobs.changed(job_);
  outcome_ = job_;
}

base::Status MoveJobWrite::check(WriteContext& context, const model::Job& job) const {
  const bool starts = to_ == JobState::kRunning && job.state == JobState::kPreview;
  const bool fits = to_ == JobState::kCancelled ? model::isUnfinished(job.state)
                    : to_ == JobState::kPaused  ? job.state == JobState::kRunning
                                                : starts || job.state == JobState::kPaused;
  if (starts) return roomForOne(context.db);
  if (fits) return {};
  const std::string verb = to_ == JobState::kCancelled ? "cancelled" : to_ == JobState::kPaused ? "paused" : "resumed";
  return base::fail(base::Errc::kConflict,
                    "The job " + id_.text() + " is " + std::string(model::toText(job.state)) + ", so it cannot be " + verb + ".");
}

void MoveJobWrite::apply(WriteContext& context) {
  auto job = readJob(context.db, id_);
  if (!job) {
    outcome_ = base::fail(jobNotFound(id_));
    return;
  }
  if (job->state == to_) {
    outcome_ = std::move(*job);
    return;
  }
  if (auto fine = check(context, *job); !fine) {
    outcome_ = base::fail(std::move(fine.error()));
    return;
  }
  job->state = to_;
  job->reason = standsBecause(*job, to_, audit_.who);
  job->updatedAt = audit_.at;
  ++job->revision;
  settleJob(context.db, *job, job->failures, audit_.at);
  updateJob(context.db, *job);
  insertAudit(context.db, audit_);
  context.jobs.changed(*job);
  outcome_ = std::move(*job);
}

// ---- its steps

StepJobWrite::StillDead StepJobWrite::stillDead(WriteContext& context, const model::Job& job) const {
  StillDead dead;
  for (const auto id : step_.ids) {
    const auto before = readDeadBefore(context.db, id);
    if (!before || before->diedAt > job.createdAt) continue;
    dead.ids.push_back(id);
    dead.before.emplace(id, *before);
  }
  return dead;
}

void StepJobWrite::retry(WriteContext& context, model::Job& job) {
  auto dead = stillDead(context, job);
  RequeueWrite requeue(std::move(dead.ids), RequeueWrite::From::kDead, step_.now, {});
  requeue.apply(context);
  made_ = requeue.requeued();
  for (const auto id : made_) {
    context.db.statement(kTag).execute(id.value, job.id.value);
    insertUntried(context.db, job.id, id, dead.before.at(id));
  }
  job.done += step_.ids.size();
  job.made += made_.size();
  job.open += made_.size();
  job.untried += made_.size();
  job.skipped += step_.ids.size() - made_.size();
}

void StepJobWrite::purge(WriteContext& context, model::Job& job) {
  PurgeWrite purge(stillDead(context, job).ids, {});
  purge.apply(context);
  job.done += step_.ids.size();
  job.made += purge.gone();
  job.skipped += step_.ids.size() - purge.gone();
}

void StepJobWrite::replay(WriteContext& context, model::Job& job) {
  for (const auto& one : step_.replays) {
    const auto made = insertReplay(context, one, step_.now, job.id.value);
    ++job.done;
    if (!made || made->empty()) {
      ++job.skipped;
      continue;
    }
    for (const auto& delivery : *made) {
      made_.push_back(delivery.id);
      insertUntried(context.db, job.id, delivery.id, std::nullopt);
    }
  }
  job.made += made_.size();
  job.open += made_.size();
  job.untried += made_.size();
}

void StepJobWrite::apply(WriteContext& context) {
  made_.clear();
  auto job = readJob(context.db, step_.job);
  if (!job) {
    outcome_ = base::fail(jobNotFound(step_.job));
    return;
  }
  if (job->state != JobState::kRunning || job->cursor != step_.from || job->listed) {
    outcome_ = store::JobStepped{false, std::move(*job)};
    return;
  }
  if (job->kind == JobKind::kRetry) retry(context, *job);
  if (job->kind == JobKind::kPurge) purge(context, *job);
  if (job->kind == JobKind::kReplay) replay(context, *job);
  job->cursor = step_.to;
  job->listed = step_.last;
  job->total = step_.last ? job->done : std::max(job->total, job->done);
  job->exact = job->exact || step_.last;
  job->updatedAt = step_.now;
  ++job->revision;
  settleJob(context.db, *job, job->failures, step_.now);
  updateJob(context.db, *job);
  context.jobs.changed(*job);
  outcome_ = store::JobStepped{true, std::move(*job)};
}

}  // namespace hookline::store_sqlite::internal
