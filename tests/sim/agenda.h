#pragma once
#include <cstdint>
#include <map>
#include <utility>

#include "base/time.h"
#include "base/unique_function.h"

namespace hookline::sim {

/// One queue of what happens when, and the clocks that follow it. Nothing in a simulated world waits for anything else.
class Agenda final : public base::Clock {
 public:
  using Job = base::UniqueFunction<void()>;

  base::Now now() const override {
    return {base::WallTime{kStartWall + std::chrono::duration_cast<base::Millis>(mono_.time_since_epoch()) + wallShift_}, mono_,
            mono_ + slept_};
  }

  void at(base::MonoTime when, Job job) { jobs_.emplace(std::pair{std::max(when, mono_), ++made_}, std::move(job)); }
  void after(base::Micros wait, Job job) { at(mono_ + wait, std::move(job)); }

  /// Runs what is next, if it is due before `until`; otherwise time stands at `until`.
  bool runNext(base::MonoTime until) {
    if (jobs_.empty() || jobs_.begin()->first.first > until) {
      mono_ = std::max(mono_, until);
      return false;
    }
    auto node = jobs_.extract(jobs_.begin());
    mono_ = node.key().first;
    node.mapped()();
    return true;
  }

  /// The machine is suspended: only the wall clock and the one that goes on in sleep notice.
  void suspendFor(base::Millis by) {
    slept_ += by;
    wallShift_ += by;
  }

  /// Somebody sets the wall clock; monotonic time does not notice.
  void shiftWall(base::Millis by) { wallShift_ += by; }

 private:
  static constexpr base::Millis kStartWall{1764000000000};  // a day in November 2025

  std::map<std::pair<base::MonoTime, std::uint64_t>, Job> jobs_;
  std::uint64_t made_ = 0;
  base::MonoTime mono_{base::Micros{1000000}};
  base::Millis wallShift_{0};
  base::Micros slept_{0};
};

}  // namespace hookline::sim
