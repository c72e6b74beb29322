#pragma once
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "api/safe_targets.h"
#include "api/services.h"
#include "base/ids.h"
#include "model/principal.h"
#include "simulate/event_sender.h"

namespace hookline::api::internal {

using SimulationId = base::Id<"sim_">;

/// One simulation as somebody asks for it.
struct SimulationOrder {
  simulate::FeedOrder feed;
  std::uint64_t seed = 0;
  bool real = false;  ///< the events are not marked, and go to every webhook that takes them
  model::Principal by;
};

enum class SimulationState { kRunning, kDone, kStopped };

/// A simulation as it stands.
struct SimulationSight {
  SimulationId id;
  SimulationState state = SimulationState::kRunning;
  std::string stoppedBecause;  ///< kStopped by itself; empty: by somebody
  std::string type;            ///< empty: a scenario
  std::string chatbotId;
  std::uint64_t seed = 0;
  bool real = false;
  std::string by;
  base::WallTime startedAt{};
  std::optional<base::WallTime> endedAt;
  simulate::FeedReport report;
};

/// The simulations of POST /api/simulate: each makes events on a thread of its own and hands them to the intake, as a producer would. They
/// live in memory alone: a stop of the core ends them. Thread: any.
class Simulations {
 public:
  static constexpr std::size_t kMaxRunning = 4;
  static constexpr std::size_t kKept = 32;  ///< the last ones, running or over
  static constexpr std::size_t kMaxInFlight = 64;

  /// All of `services` outlives close().
  explicit Simulations(const Services& services) : services_(services) {}
  ~Simulations() { close(); }
  Simulations(const Simulations&) = delete;
  Simulations& operator=(const Simulations&) = delete;

  /// Errors: kConflict (a webhook that takes the events is no safe target, and they are not real; kMaxRunning run),
  /// kUnavailable (the core stops).
  base::Result<SimulationSight> start(SimulationOrder order);
  std::optional<SimulationSight> look(SimulationId id) const;
  /// Asks it to end; what is under way is still answered. What it is by then; nothing: not known.
  std::optional<SimulationSight> stop(SimulationId id);
  /// Ends all, waits for them, and takes no more.
  void close();

 private:
  struct Run;

  void play(Run& run, const simulate::Feed& feed) const;
  void reap();
  std::shared_ptr<Run> find(SimulationId id) const;

  const Services& services_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<Run>> runs_;  // guarded by mutex_; oldest first
  bool closed_ = false;                    // guarded by mutex_
};

}  // namespace hookline::api::internal
