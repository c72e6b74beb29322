#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/completion.h"
#include "store/records.h"
#include "store_sqlite/connection.h"

struct sqlite3_backup;

namespace hookline::store_sqlite::internal {

/// Copies a database to another file, a few pages a step. What the source connection writes between the steps goes into the copy as well,
/// so it ends however much is written. Thread: the source connection's, where nothing else is said.
class Backup {
 public:
  /// 1 MiB: what waits for the writer meanwhile hardly notices.
  static constexpr int kPagesAStep = 256;

  Backup() = default;
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;
  ~Backup();

  /// `to.path` is made anew, 0600 where it is the platform's disk. A second one while one is under way is answered kConflict.
  void begin(Connection& source, ConnectionOptions to, base::Completion<std::uint64_t> done);
  bool running() const { return copy_ != nullptr; }
  /// Some more pages; answers at the end. A failure of the copy is none of the source.
  void step();
  /// Gives up the copy that is under way, if any: before the source is closed.
  void giveUp(base::Error why);

  /// Thread: any.
  void askToStop() { stop_.store(true); }
  std::optional<store::BackupProgress> progress() const;

 private:
  base::Status open(const ConnectionOptions& to);
  void finish();
  void failed(base::Error error);

  std::string vfs_;
  std::unique_ptr<Connection> target_;
  sqlite3_backup* copy_ = nullptr;
  base::Completion<std::uint64_t> done_;

  std::atomic<bool> stop_{false};
  std::atomic<bool> shown_{false};  ///< whether the figures below are of a copy that is under way
  std::atomic<std::uint64_t> pages_{0};
  std::atomic<std::uint64_t> copied_{0};
};

}  // namespace hookline::store_sqlite::internal
