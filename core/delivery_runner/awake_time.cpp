#include "delivery_runner/awake_time.h"

#include <algorithm>
#include <chrono>

namespace hookline::delivery_runner {

void AwakeTime::look(const base::Now& now) {
  if (last_) {
    const auto awake = std::min(kLongestLook, std::chrono::duration_cast<base::Millis>(now.mono - last_->mono));
    const auto gap = now.wall - last_->wall - awake;
    if (std::chrono::abs(gap) >= kLeastGap) gaps_.push_back({now.wall, gap});
    if (gaps_.size() > kMostGaps) gaps_.pop_front();
  }
  last_ = now;
}

base::WallTime AwakeTime::ago(base::Millis awake) const {
  auto at = last_->wall;
  for (auto gap = gaps_.rbegin(); gap != gaps_.rend() && at - gap->end < awake; ++gap) {
    awake -= at - gap->end;
    at = gap->end - gap->length;
  }
  return at - awake;
}

}  // namespace hookline::delivery_runner
