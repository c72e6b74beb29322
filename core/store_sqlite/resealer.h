#pragma once
#include <cstdint>
#include <string>

#include "base/log.h"
#include "crypto/vault.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// After a rotation of the data key: seals anew, a few rows at a time, what older keys sealed, and drops those keys when nothing of
/// theirs is left. It keeps no state of its own on disk: every value names its key, so after a crash it starts over and passes by what
/// is done. A value that does not open stays as it is, and so do the keys that it may need.
/// Thread: the writer.
class Resealer {
 public:
  static constexpr int kRowsAStep = 16;
  /// A step ends with the row that goes beyond: with headers at their limit one row has half a MiB.
  static constexpr std::size_t kBytesAStep = 256 * 1024;

  /// Both outlive it.
  Resealer(const crypto::Vault& vault, const base::Log& log) : vault_(vault), log_(log), waits_(vault.hasOldKeys()) {}

  /// Whether there may be more to do.
  bool waits() const { return waits_; }
  /// Does some of it inside the running transaction. Failures are kept by the connection.
  void step(Connection& db);
  /// The transaction of the last step was not kept.
  void startOver();

 private:
  void finish(Connection& db);

  const crypto::Vault& vault_;
  const base::Log& log_;
  bool waits_;
  std::int64_t after_ = INT64_MIN;  ///< rows up to this one are done
  bool leftSome_ = false;           ///< of them one did not open
};

}  // namespace hookline::store_sqlite::internal
