#pragma once
#include <optional>
#include <vector>

#include "base/time.h"
#include "model/delivery.h"
#include "model/ids.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// What a dead letter was before a job made it due.
struct DeadBefore {
  int counted = 0;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  std::optional<int> status;
  base::WallTime diedAt{};
};

/// A delivery that a job made due and of which no try has ended.
struct Untried {
  model::DeliveryId id;
  std::optional<DeadBefore> before;  ///< none: the job made it
};

/// Nullopt: it is no dead letter.
std::optional<DeadBefore> readDeadBefore(Connection& db, model::DeliveryId id);
void insertUntried(Connection& db, model::JobId job, model::DeliveryId id, const std::optional<DeadBefore>& before);
/// Of one job, newest first, so that of a conversation whose order is kept the last in line comes first.
std::vector<Untried> readUntried(Connection& db, model::JobId job, std::size_t limit);
void deleteUntried(Connection& db, model::JobId job, model::DeliveryId id);

}  // namespace hookline::store_sqlite::internal
