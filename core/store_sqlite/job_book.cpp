#include "store_sqlite/job_book.h"

#include "store_sqlite/config_writes.h"
#include "store_sqlite/job_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;
using model::JobState;

constexpr const char* kOpen = "SELECT id FROM job WHERE state < 3 OR open > 0";
constexpr const char* kJobOf = "SELECT job FROM delivery WHERE id = ?";
constexpr const char* kUntag = "UPDATE delivery SET job = NULL WHERE id = ? AND job IS NOT NULL";

/// Of a delivery's present budget, the first try alone says how the first tries went.
bool isFirstFailure(const model::AttemptRecord& record, DeliveryState next) {
  if (next == DeliveryState::kDelivered || next == DeliveryState::kDelivering) return false;
  return record.attempt.counted ? record.counted == 1 : next == DeliveryState::kDead && record.counted == 0;
}

}  // namespace

void JobBook::load(Connection& db) {
  tracked_.clear();
  auto rows = db.statement(kOpen).query();
  while (rows.next()) tracked_.insert(rows.integer(0));
  loaded_ = !db.failure();
}

void JobBook::forget() {
  loaded_ = false;
  differences_.clear();
  changed_.clear();
}

std::int64_t JobBook::jobOf(Connection& db, model::DeliveryId id) const {
  if (tracked_.empty()) return 0;
  auto rows = db.statement(kJobOf).query(id.value);
  if (!rows.next()) return 0;
  const auto job = rows.integer(0);
  return tracked_.contains(job) ? job : 0;
}

void JobBook::count(std::int64_t job, DeliveryState state) {
  auto& difference = differences_[job];
  ++difference.ended;
  if (state == DeliveryState::kDelivered) ++difference.delivered;
  if (state == DeliveryState::kDead) ++difference.failedAgain;
  if (state == DeliveryState::kCancelled) ++difference.cancelled;
}

void JobBook::result(Connection& db, const model::AttemptRecord& record, DeliveryState next) {
  const bool failure = isFirstFailure(record, next);
  if (!failure && !model::isTerminal(next)) return;
  const auto job = jobOf(db, record.deliveryId);
  if (job == 0) return;
  if (failure) ++differences_[job].failures;
  if (model::isTerminal(next)) count(job, next);
}

void JobBook::ended(Connection& db, model::DeliveryId id, DeliveryState state) {
  if (const auto job = jobOf(db, id); job != 0) count(job, state);
}

void JobBook::untag(Connection& db, model::DeliveryId id) {
  if (!tracked_.empty()) db.statement(kUntag).execute(id.value);
}

void JobBook::changed(const model::Job& job) {
  changed_.insert(job.id);
  if (model::isUnfinished(job.state) || job.open > 0)
    tracked_.insert(job.id.value);
  else
    tracked_.erase(job.id.value);
}

void JobBook::write(Connection& db, base::WallTime now) {
  for (const auto& [id, difference] : differences_) {
    auto job = readJob(db, {id});
    if (!job) continue;
    const auto failuresBefore = job->failures;
    job->open -= std::min(job->open, difference.ended);
    job->delivered += difference.delivered;
    job->failedAgain += difference.failedAgain;
    job->skipped += difference.cancelled;
    job->failures += difference.failures;
    settleJob(db, *job, failuresBefore, now);
    ++job->revision;
    job->updatedAt = now;
    updateJob(db, *job);
    changed(*job);
  }
  differences_.clear();
}

void settleJob(Connection& db, model::Job& job, std::uint64_t failuresBefore, base::WallTime now) {
  if (job.state != JobState::kRunning && job.state != JobState::kPaused) return;
  if (job.listed && job.open == 0) {
    job.state = JobState::kDone;
    job.reason.clear();
    return;
  }
  const auto limit = static_cast<std::uint64_t>(job.stopAfterFirstFailures);
  if (job.state != JobState::kRunning || limit == 0 || job.delivered > 0 || failuresBefore >= limit || job.failures < limit) return;
  job.state = JobState::kPaused;
  job.reason = limit == 1 ? "The first try failed" : "The first " + std::to_string(limit) + " tries all failed";
  job.reason += " and nothing arrived. Look at the cause, mend it, then resume the job.";
  insertAudit(db, {now, "hookline", "job.pause", job.id.text()});
}

}  // namespace hookline::store_sqlite::internal
