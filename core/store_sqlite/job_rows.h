#pragma once
#include <optional>
#include <vector>

#include "model/job.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

base::Error jobNotFound(model::JobId id);
std::optional<model::Job> readJob(Connection& db, model::JobId id);
/// Newest first.
std::vector<model::Job> readJobs(Connection& db);
void insertJob(Connection& db, const model::Job& job);
/// Everything but what a job is made with.
void updateJob(Connection& db, const model::Job& job);

}  // namespace hookline::store_sqlite::internal
