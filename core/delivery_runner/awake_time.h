#pragma once
#include <cstddef>
#include <deque>
#include <optional>

#include "base/time.h"

namespace hookline::delivery_runner {

/// How far back the wall clock has to go for so much time to have passed while the machine was awake: what it slept, and what its clock was
/// set by, is no waiting (delivery.md §3: the clocks of budgets stop). In memory: what was before the first look counts whole.
/// Thread: one.
class AwakeTime {
 public:
  /// Less is the drift of a clock that is kept in step.
  static constexpr base::Millis kLeastGap{2000};
  /// Who has not looked for longer was asleep, also where the monotonic clock goes on in sleep (Windows), or was stopped.
  static constexpr base::Millis kLongestLook{10 * 60 * 1000};
  /// The latest of them are known; older ones count as waiting.
  static constexpr std::size_t kMostGaps = 4096;

  /// To be done every so often: where between two looks a gap lies is not known, its length is.
  void look(const base::Now& now);
  /// As of the last look, which there must have been.
  base::WallTime ago(base::Millis awake) const;

 private:
  struct Gap {
    base::WallTime end;
    base::Millis length;  ///< below zero: the clock was set back
  };

  std::optional<base::Now> last_;
  std::deque<Gap> gaps_;
};

}  // namespace hookline::delivery_runner
