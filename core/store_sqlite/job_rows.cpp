#include "store_sqlite/job_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

#define HOOKLINE_JOB_COLUMNS                                                                                                           \
  "id, kind, filter, state, reason, total, exact, done, made, open, untried, delivered, failed_again, skipped, failures, per_second, " \
  "stop_after,"                                                                                                                        \
  " cursor, listed, revision, created_ms, updated_ms, undo, undone"

constexpr const char* kOne = "SELECT " HOOKLINE_JOB_COLUMNS " FROM job WHERE id = ?";
constexpr const char* kAll = "SELECT " HOOKLINE_JOB_COLUMNS " FROM job ORDER BY id DESC";
constexpr const char* kInsert =
    "INSERT INTO job(" HOOKLINE_JOB_COLUMNS ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kUpdate =
    "UPDATE job SET state = ?2, reason = ?3, total = ?4, exact = ?5, done = ?6, made = ?7, open = ?8, untried = ?9, delivered = ?10,"
    " failed_again = ?11, skipped = ?12, failures = ?13, cursor = ?14, listed = ?15, revision = ?16, updated_ms = ?17, undo = ?18,"
    " undone = ?19 WHERE id = ?1";

std::uint64_t count(const Rows& rows, int column) { return static_cast<std::uint64_t>(rows.integer(column)); }

model::Job readColumns(const Rows& rows) {
  model::Job job;
  job.id.value = rows.integer(0);
  job.kind = model::parseJobKind(rows.text(1)).value_or(model::JobKind::kRetry);
  job.filter = rows.string(2);
  job.state = static_cast<model::JobState>(rows.integer(3));
  job.reason = rows.string(4);
  job.total = count(rows, 5);
  job.exact = rows.integer(6) != 0;
  job.done = count(rows, 7);
  job.made = count(rows, 8);
  job.open = count(rows, 9);
  job.untried = count(rows, 10);
  job.delivered = count(rows, 11);
  job.failedAgain = count(rows, 12);
  job.skipped = count(rows, 13);
  job.failures = count(rows, 14);
  job.perSecond = static_cast<int>(rows.integer(15));
  job.stopAfterFirstFailures = static_cast<int>(rows.integer(16));
  job.cursor = rows.integer(17);
  job.listed = rows.integer(18) != 0;
  job.revision = rows.integer(19);
  job.createdAt = base::fromMs(rows.integer(20));
  job.updatedAt = base::fromMs(rows.integer(21));
  job.undo = static_cast<model::UndoState>(rows.integer(22));
  job.undone = count(rows, 23);
  return job;
}

}  // namespace

base::Error jobNotFound(model::JobId id) { return {base::Errc::kNotFound, "There is no job " + id.text() + ".", false, {}}; }

std::optional<model::Job> readJob(Connection& db, model::JobId id) {
  auto rows = db.statement(kOne).query(id.value);
  if (!rows.next()) return std::nullopt;
  return readColumns(rows);
}

std::vector<model::Job> readJobs(Connection& db) {
  std::vector<model::Job> jobs;
  auto rows = db.statement(kAll).query();
  while (rows.next()) jobs.push_back(readColumns(rows));
  return jobs;
}

void insertJob(Connection& db, const model::Job& job) {
  db.statement(kInsert).execute(job.id.value, Text{model::toText(job.kind)}, Text{job.filter}, job.state, TextOrNull{job.reason}, job.total,
                                job.exact, job.done, job.made, job.open, job.untried, job.delivered, job.failedAgain, job.skipped,
                                job.failures, job.perSecond, job.stopAfterFirstFailures, job.cursor, job.listed, job.revision,
                                base::toMs(job.createdAt), base::toMs(job.updatedAt), job.undo, job.undone);
}

void updateJob(Connection& db, const model::Job& job) {
  db.statement(kUpdate).execute(job.id.value, job.state, TextOrNull{job.reason}, job.total, job.exact, job.done, job.made, job.open,
                                job.untried, job.delivered, job.failedAgain, job.skipped, job.failures, job.cursor, job.listed,
                                job.revision, base::toMs(job.updatedAt), job.undo, job.undone);
}

}  // namespace hookline::store_sqlite::internal
