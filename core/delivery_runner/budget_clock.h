#pragma once
#include <cstddef>
#include <deque>
#include <optional>

#include "base/time.h"

namespace hookline::delivery_runner {

/// The clock of what may be held for so long. It stands still while the machine sleeps and while there is no network (delivery.md §3), and
/// takes no notice of a wall clock that is set. In memory: all that was before the first look counts. Thread: one.
class BudgetClock {
 public:
  /// Less is the drift of a clock that is kept in step.
  static constexpr base::Millis kLeastGap{2000};
  /// Who has not looked for longer was asleep, also where the monotonic clock goes on in sleep (Windows), or was stopped.
  static constexpr base::Millis kLongestLook{10 * 60 * 1000};
  /// The latest of them are known; time in older ones counts.
  static constexpr std::size_t kMostGaps = 4096;

  /// To be done every so often: where between two looks a gap lies is not known, its length is. What lies before this look counts if
  /// there was a network then.
  void look(const base::Now& now, bool online);
  /// The wall time since which so much has been counted, as of the last look, which there must have been.
  base::WallTime ago(base::Millis counted) const;

 private:
  /// Wall time that does not count.
  struct Gap {
    base::WallTime end;
    base::Millis length;  ///< below zero: the clock was set back
  };

  std::optional<base::Now> last_;
  std::deque<Gap> gaps_;
};

}  // namespace hookline::delivery_runner
