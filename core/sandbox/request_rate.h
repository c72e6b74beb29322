#pragma once
#include <cstdint>
#include <deque>

#include "base/time.h"

namespace hookline::sandbox::internal {

/// A rolling limit of requests. Time comes with each request.
class RequestRate {
 public:
  explicit RequestRate(base::Millis window) : window_(window) {}

  /// Whether one more is fine; if so it is counted. `most` 0: no limit.
  bool take(base::WallTime at, std::int64_t most) {
    if (most == 0) return true;
    while (!taken_.empty() && taken_.front() + window_ <= at) taken_.pop_front();
    if (static_cast<std::int64_t>(taken_.size()) >= most) return false;
    taken_.push_back(at);
    return true;
  }
  /// How many more are fine now, and how long until one is that is not.
  std::int64_t left(std::int64_t most) const { return most - static_cast<std::int64_t>(taken_.size()); }
  base::Millis wait(base::WallTime at) const { return taken_.empty() ? base::Millis{0} : taken_.front() + window_ - at; }
  void forget() { taken_.clear(); }

  /// The highest limit that can be set.
  static constexpr std::int64_t kMost = 100'000;

 private:
  const base::Millis window_;
  std::deque<base::WallTime> taken_;
};

}  // namespace hookline::sandbox::internal
