#pragma once
#include <algorithm>
#include <cstdint>

#include "base/time.h"

namespace hookline::delivery_runner::internal {

/// When a job may take its next step and how large: a token bucket for its speed, and few large steps rather than many small ones.
/// Thread: one at a time.
class JobPace {
 public:
  JobPace() = default;
  /// `perSecond` 0: no limit.
  JobPace(int perSecond, base::MonoTime now) : perSecond_(perSecond), earnedAt_(now), lastStep_(now - kPatience) {}

  struct Next {
    std::size_t items = 0;  ///< 0: not before `at`
    base::MonoTime at{};
  };
  /// `room`: deliveries that may be made due; `most`: of one step.
  Next next(base::MonoTime now, std::size_t room, std::size_t most) {
    // A window that is nearly full gives a place now and then: a step for each would cost a commit a delivery.
    if (room < most && now < lastStep_ + kPatience && !first_) return {0, lastStep_ + kPatience};
    if (perSecond_ == 0) return {std::min(room, most), now};
    earn(now);
    const double wanted = std::clamp(perSecond_ / 10.0, 1.0, static_cast<double>(std::min(room, most)));
    // Earned in parts, a whole one may lack a hair.
    if (earned_ + 1e-6 < wanted) return {0, now + base::Micros{static_cast<std::int64_t>((wanted - earned_) / perSecond_ * 1e6) + 1}};
    return {std::min({room, most, static_cast<std::size_t>(earned_ + 1e-6)}), now};
  }

  /// What a step came to; one event may have become several deliveries, which are paid for later.
  void spent(std::uint64_t made, base::MonoTime now) {
    lastStep_ = now;
    first_ = false;
    if (perSecond_ > 0) earned_ -= static_cast<double>(made);
  }

 private:
  static constexpr base::Micros kPatience{500'000};

  void earn(base::MonoTime now) {
    const double seconds = static_cast<double>((now - earnedAt_).count()) / 1e6;
    // Of what was not used, a quarter of a second stays.
    earned_ = std::min(earned_ + seconds * perSecond_, std::max(1.0, perSecond_ / 4.0));
    earnedAt_ = now;
  }

  int perSecond_ = 0;
  double earned_ = 0;
  base::MonoTime earnedAt_{};
  base::MonoTime lastStep_{};
  bool first_ = true;
};

}  // namespace hookline::delivery_runner::internal
