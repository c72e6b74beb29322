#pragma once
#include <cstdint>
#include <deque>
#include <mutex>

#include "base/time.h"

namespace hookline::api::internal {

struct Rates {
  double attemptsPerSecond = 0;
  double deliveredPerSecond = 0;
};

/// Rates from counters that only rise, over the last ten seconds, or over the time since the question before when that is
/// longer ago. Thread: any.
class RateMeter {
 public:
  static constexpr base::Micros kSpan{10'000'000};
  static constexpr base::Micros kStep{1'000'000};  ///< readings closer together are not kept

  explicit RateMeter(const base::Clock& clock) : clock_(clock) { samples_.push_back({clock.now().mono, 0, 0}); }

  Rates read(std::uint64_t attempts, std::uint64_t delivered);

 private:
  struct Sample {
    base::MonoTime at{};
    std::uint64_t attempts = 0;
    std::uint64_t delivered = 0;
  };
  const base::Clock& clock_;
  std::mutex mutex_;
  std::deque<Sample> samples_;  // guarded by mutex_; never empty, at most kSpan / kStep + 2
};

}  // namespace hookline::api::internal
