#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"

namespace hookline::api::internal {

/// The one backup that a core makes at a time, for those who ask how it goes. Thread: any.
class BackupDesk {
 public:
  enum class State { kNone, kRunning, kDone, kFailed };
  struct Sight {
    State state = State::kNone;
    std::uint64_t bytes = 0;  ///< kDone
    std::string error;        ///< kFailed
  };

  /// False: one is running.
  bool begin();
  void end(const base::Result<std::uint64_t>& answer);
  /// What was done is forgotten. False: one is running.
  bool clear();
  Sight look() const;

 private:
  mutable std::mutex mutex_;
  Sight sight_;  // guarded by mutex_
};

}  // namespace hookline::api::internal
