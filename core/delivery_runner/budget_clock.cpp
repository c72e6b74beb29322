#include "delivery_runner/budget_clock.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace hookline::delivery_runner {

void BudgetClock::look(const base::Now& now, bool online) {
  const auto before = std::exchange(last_, now);
  if (!before) return;
  const auto passed = std::min(kLongestLook, std::chrono::duration_cast<base::Millis>(now.mono - before->mono));
  const auto gap = now.wall - before->wall - (online ? passed : base::Millis{0});
  if (std::chrono::abs(gap) < kLeastGap) return;
  if (!online && !gaps_.empty() && gaps_.back().end == before->wall) {
    gaps_.back() = {now.wall, gaps_.back().length + gap};
    return;
  }
  gaps_.push_back({now.wall, gap});
  if (gaps_.size() > kMostGaps) gaps_.pop_front();
}

base::WallTime BudgetClock::ago(base::Millis counted) const {
  auto at = last_->wall;
  for (auto gap = gaps_.rbegin(); gap != gaps_.rend() && at - gap->end < counted; ++gap) {
    counted -= at - gap->end;
    at = gap->end - gap->length;
  }
  return at - counted;
}

}  // namespace hookline::delivery_runner
