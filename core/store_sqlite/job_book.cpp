#include "store_sqlite/job_book.h"

#include "store_sqlite/config_writes.h"
#include "store_sqlite/job_rows.h"
#include "store_sqlite/untried_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;
using model::JobState;

constexpr const char* kOpen = "SELECT id FROM job WHERE state < 3 OR open > 0";
constexpr const char* kTagOf = "SELECT job, counted FROM delivery WHERE id = ?";
constexpr const char* kUntag = "UPDATE delivery SET job = NULL WHERE id = ? AND job IS NOT NULL";

int countedBefore(const model::AttemptRecord& record) { return record.counted - (record.attempt.counted ? 1 : 0); }

/// Whether it is what the first try of the delivery's present budget came to. An address that the guard refuses is a result too: nothing
/// but a person's hand moves it on.
bool isFirstResult(const model::AttemptRecord& record, DeliveryState next) {
  return countedBefore(record) == 0 && (record.attempt.counted || model::isTerminal(next) || next == DeliveryState::kHeld);
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

JobBook::Tag JobBook::tagOf(Connection& db, model::DeliveryId id) const {
  if (tracked_.empty()) return {};
  auto rows = db.statement(kTagOf).query(id.value);
  if (!rows.next() || !tracked_.contains(rows.integer(0))) return {};
  return {rows.integer(0), static_cast<int>(rows.integer(1))};
}

void JobBook::count(std::int64_t job, DeliveryState state) {
  auto& difference = differences_[job];
  ++difference.ended;
  if (state == DeliveryState::kDelivered) ++difference.delivered;
  if (state == DeliveryState::kDead) ++difference.failedAgain;
  if (state == DeliveryState::kCancelled) ++difference.cancelled;
}

void JobBook::result(Connection& db, const model::AttemptRecord& record, DeliveryState next) {
  const bool first = isFirstResult(record, next);
  if (countedBefore(record) > 0 && !model::isTerminal(next)) return;
  const auto job = tagOf(db, record.deliveryId).job;
  if (job == 0) return;
  deleteUntried(db, {job}, record.deliveryId);
  if (first) ++differences_[job].tried;
  if (first && next != DeliveryState::kDelivered && next != DeliveryState::kCancelled) ++differences_[job].failures;
  if (model::isTerminal(next)) count(job, next);
}

void JobBook::ended(Connection& db, model::DeliveryId id, DeliveryState state) {
  const auto tag = tagOf(db, id);
  if (tag.job == 0) return;
  deleteUntried(db, {tag.job}, id);
  if (tag.counted == 0) ++differences_[tag.job].tried;
  count(tag.job, state);
}

void JobBook::keep(Connection& db, model::DeliveryId id) {
  if (const auto job = tagOf(db, id).job; job != 0) deleteUntried(db, {job}, id);
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
    job->untried -= std::min(job->untried, difference.tried);
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
