#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/ids.h"
#include "store_sqlite/connection.h"
#include "store_sqlite/dedup_key.h"

namespace hookline::store_sqlite::internal {

/// Which event ids were accepted before. Ids in random order (UUIDs) would each dirty a page of the sorted table `dedup`, twice: in
/// the log and at the checkpoint (measured at 1 M ids: 12.7 KB written a delivery, against 4.3 KB with ids that rise). So they are
/// first appended to `dedup_recent`, which is mirrored in memory, and carried over in sorted order when enough have gathered: then
/// neighbours share a page. Our own ids rise anyway and go straight into `dedup`.
/// Every step is part of its batch's transaction; after a batch that failed the mirror is read anew. Thread: the writer.
class DedupIndex {
 public:
  /// Ids moved to `dedup` with one batch, and rows of `dedup_recent` deleted with one, when there are such to move or delete. A batch that
  /// brings many moves twice as many and deletes four times as many, so that no load makes the mirror grow beyond about twice `gather`.
  static constexpr std::size_t kMovedAtOnce = 512;
  static constexpr std::int64_t kDeletedAtOnce = 4096;

  struct Known {
    DedupFingerprint fingerprint{};
    model::EventSeq seq;
  };

  /// `gather`: so many ids are gathered before they are carried over; each takes about 120 bytes of memory.
  explicit DedupIndex(std::size_t gather) : gather_(gather) {}

  /// Keys are those of dedupKey.
  std::optional<Known> find(Connection& db, const std::string& key) const;
  /// Of a key that find does not know.
  void insert(Connection& db, const std::string& key, const DedupFingerprint& fingerprint, model::EventSeq seq);

  /// Carries over a part of what has gathered; once a batch, inside its transaction.
  void carryOver(Connection& db);

  bool loaded() const { return loaded_; }
  /// Reads the mirror from the database. False: the connection keeps the failure.
  bool load(Connection& db);
  void forget() { loaded_ = false; }

 private:
  void beginCarryingOver();

  const std::size_t gather_;
  bool loaded_ = false;
  std::string highestRising_;  // no rising key above it is known, so those need no look
  std::unordered_map<std::string, Known> recent_;
  std::size_t appended_ = 0;         // since the last carryOver
  std::int64_t lastN_ = 0;           // of the newest row of dedup_recent
  std::vector<std::string> moving_;  // sorted downwards: the next one stands last
  std::int64_t movedUpTo_ = 0;       // rows up to here are in dedup when moving_ is empty
};

/// The seq of an event id, wherever it stands; for readers. Looks through `dedup_recent` row by row, which takes some ten milliseconds
/// at worst and nothing for our own ids.
std::optional<model::EventSeq> findEventSeq(Connection& db, const std::string& key);

}  // namespace hookline::store_sqlite::internal
