#include "store_sqlite/untried_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kBefore = "SELECT counted, last_class, last_http, updated_ms FROM delivery WHERE id = ? AND state = 5";
constexpr const char* kInsert = "INSERT OR REPLACE INTO untried(job, delivery_id, counted, class, http, died_ms) VALUES(?, ?, ?, ?, ?, ?)";
constexpr const char* kOfJob =
    "SELECT delivery_id, counted, class, http, died_ms FROM untried WHERE job = ? ORDER BY delivery_id DESC LIMIT ?";
constexpr const char* kDelete = "DELETE FROM untried WHERE job = ? AND delivery_id = ?";

/// Of four columns.
DeadBefore readColumns(const Rows& rows, int first) {
  DeadBefore before;
  before.counted = static_cast<int>(rows.integer(first));
  before.errorClass = static_cast<model::ErrorClass>(rows.integer(first + 1));
  if (!rows.isNull(first + 2)) before.status = static_cast<int>(rows.integer(first + 2));
  before.diedAt = base::fromMs(rows.integer(first + 3));
  return before;
}

}  // namespace

std::optional<DeadBefore> readDeadBefore(Connection& db, model::DeliveryId id) {
  auto rows = db.statement(kBefore).query(id.value);
  if (!rows.next()) return std::nullopt;
  return readColumns(rows, 0);
}

void insertUntried(Connection& db, model::JobId job, model::DeliveryId id, const std::optional<DeadBefore>& before) {
  if (before)
    db.statement(kInsert).execute(job.value, id.value, before->counted, before->errorClass, before->status, base::toMs(before->diedAt));
  else
    db.statement(kInsert).execute(job.value, id.value, 0, nullptr, nullptr, nullptr);
}

std::vector<Untried> readUntried(Connection& db, model::JobId job, std::size_t limit) {
  std::vector<Untried> found;
  auto rows = db.statement(kOfJob).query(job.value, limit);
  while (rows.next()) {
    found.push_back({{rows.integer(0)}, std::nullopt});
    if (!rows.isNull(4)) found.back().before = readColumns(rows, 1);
  }
  return found;
}

void deleteUntried(Connection& db, model::JobId job, model::DeliveryId id) { db.statement(kDelete).execute(job.value, id.value); }

}  // namespace hookline::store_sqlite::internal
