#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <unordered_set>
#include <vector>

#include "base/time.h"
#include "model/delivery.h"
#include "model/due_delivery.h"
#include "model/job.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// What one batch of writes means for the jobs that made its deliveries due: added up in memory and written before the commit, so a
/// result and its count are durable together. Which jobs still wait for an end is a mirror for the writer alone, so that without jobs no
/// result pays for them. A batch that failed is forgotten whole. Thread: the writer.
class JobBook {
 public:
  void load(Connection& db);
  bool loaded() const { return loaded_; }
  void forget();

  /// A result moved its delivery on to `next`.
  void result(Connection& db, const model::AttemptRecord& record, model::DeliveryState next);
  /// A delivery ended otherwise. Whoever moves a delivery to a terminal state calls this or result().
  void ended(Connection& db, model::DeliveryId id, model::DeliveryState state);
  /// A try of a waiting delivery was cut off, or a person wants it sent: an undo of its job leaves it alone.
  void keep(Connection& db, model::DeliveryId id);
  /// An ended delivery waits again for somebody else's sake: the job that counted its end is no longer its own.
  void untag(Connection& db, model::DeliveryId id);

  /// A job was written by its own operation; `job` is what the row says.
  void changed(const model::Job& job);
  /// Stores what was counted.
  void write(Connection& db, base::WallTime now);
  /// Jobs whose rows the batch changed.
  std::set<model::JobId> takeChanged() { return std::exchange(changed_, {}); }

 private:
  struct Difference {
    std::uint64_t ended = 0;
    std::uint64_t tried = 0;
    std::uint64_t delivered = 0;
    std::uint64_t failedAgain = 0;
    std::uint64_t cancelled = 0;
    std::uint64_t failures = 0;
  };
  struct Tag {
    std::int64_t job = 0;  ///< 0: no job waits for its end
    int counted = 0;
  };
  Tag tagOf(Connection& db, model::DeliveryId id) const;
  void count(std::int64_t job, model::DeliveryState state);

  bool loaded_ = false;
  std::unordered_set<std::int64_t> tracked_;  // unfinished, or with deliveries that have not ended
  std::map<std::int64_t, Difference> differences_;
  std::set<model::JobId> changed_;
};

/// What follows from a job's figures: it is done, or pauses by itself. `failuresBefore`: its first failures before this change.
void settleJob(Connection& db, model::Job& job, std::uint64_t failuresBefore, base::WallTime now);

}  // namespace hookline::store_sqlite::internal
