#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/time.h"
#include "sandbox/receiver.h"

namespace hookline::api::internal {

/// The receiver that a core can start beside itself (interfaces.md §5, /api/receiver): on loopback, so that a first webhook needs nothing
/// else. What came is kept in memory. Thread: any; starting and stopping wait for its server alone.
class BuiltInReceiver {
 public:
  /// `clock` outlives it.
  BuiltInReceiver(const base::Clock& clock, base::Log log) : clock_(clock), log_(std::move(log)) {}

  struct Figures {
    bool running = false;
    std::string url;  ///< empty: it does not run
    std::vector<int> statuses;
    base::Millis delay{};
    std::uint64_t received = 0;  ///< since it was started
  };
  Figures figures() const;

  /// Starts (on kPort, else on any port that is free), stops, and sets what it answers. A secret is forgotten when it stops. Errors:
  /// kInvalid, and nothing changed.
  base::Status change(std::optional<bool> running, const sandbox::ReceiverChange& change);
  /// Newest first, at most kKept; they outlive a stop.
  std::vector<sandbox::ReceivedRequest> requests() const;

  static constexpr std::uint16_t kPort = 8788;
  static constexpr std::size_t kKept = 200;
  static constexpr std::size_t kBodyLimitBytes = 1024 * 1024;

 private:
  base::Status start(const sandbox::ReceiverChange& change);
  void keep(const sandbox::ReceivedRequest& request);

  const base::Clock& clock_;
  const base::Log log_;
  mutable std::mutex mutex_;                     // what came
  std::deque<sandbox::ReceivedRequest> kept_;    // guarded by mutex_; newest first
  std::uint64_t received_ = 0;                   // guarded by mutex_
  mutable std::mutex changing_;                  // one change at a time; never taken by the server's thread
  std::vector<int> statuses_{200};               // guarded by changing_
  base::Millis delay_{};                         // guarded by changing_
  std::unique_ptr<sandbox::Receiver> receiver_;  // guarded by changing_
};

}  // namespace hookline::api::internal
