#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/time.h"
#include "model/webhook.h"

namespace hookline::delivery {

/// A webhook's rate limit as a token bucket, kept as the time at which the bucket would be full again (GCRA, ITU-T I.371). Thread: one.
class Pace {
 public:
  /// The bucket keeps what was taken from it.
  void set(const model::RateLimit& limit) {
    // Never less than a microsecond, so that time goes on between two sends.
    const bool limited = limit.perSecond > 0;
    each_ = limited ? base::Micros{std::max<std::int64_t>(1, std::llround(1e6 / limit.perSecond))} : base::Micros{0};
    ahead_ = each_ * (limit.burst - 1);
  }
  /// Nothing is sent before this.
  base::MonoTime readyAt() const { return each_.count() == 0 ? base::MonoTime::min() : fullAt_ - ahead_; }
  void take(base::MonoTime now) { fullAt_ = std::max(fullAt_, now) + each_; }

 private:
  base::Micros each_{0};   ///< what one send costs; 0: no limit
  base::Micros ahead_{0};  ///< how far the bucket may be from full
  base::MonoTime fullAt_{};
};

}  // namespace hookline::delivery
