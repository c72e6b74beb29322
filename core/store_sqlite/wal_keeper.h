#pragma once
#include <cstdint>

#include "base/log.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// Decides when the write-ahead log is carried over into the database. Only the writer does it, so that two never meet
/// (architecture.md §6). A checkpoint that fails loses nothing: the log stays, and the next one tries again. Thread: the writer.
class WalKeeper {
 public:
  static constexpr std::int64_t kFrameBytes = 4096 + 24;
  static constexpr std::int64_t kTruncateBytes = 64 * 1024 * 1024;
  /// Of log carried over at once after a write that tidies: such a write may hold the writer for 20 ms, and 16 MiB took up to 35.
  static constexpr std::int64_t kTidyBytes = 4 * 1024 * 1024;

  /// `checkpointBytes`: so much log is carried over at once.
  WalKeeper(const base::Log& log, std::size_t checkpointBytes) : log_(log), checkpointBytes_(static_cast<std::int64_t>(checkpointBytes)) {}
  WalKeeper(const WalKeeper&) = delete;
  WalKeeper& operator=(const WalKeeper&) = delete;

  void attach(Connection& db);
  /// True: it was time for a checkpoint.
  bool afterCommit(Connection& db, bool tidied);
  /// Empties the log. False: a reader still holds a part of it.
  bool truncate(Connection& db);

  bool empty() const { return frames_ == 0; }
  std::int64_t bytes() const { return frames_ * kFrameBytes; }

 private:
  bool checkpoint(Connection& db, int mode);

  const base::Log& log_;
  const std::int64_t checkpointBytes_;
  std::int64_t frames_ = 0;       // in the log after the last commit
  std::int64_t carriedUpTo_ = 0;  // frames_ when the last checkpoint was tried
};

}  // namespace hookline::store_sqlite::internal
