#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

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

  void at(base::MonoTime when, Job job) {
    jobs_.push_back({std::max(when, mono_), ++made_, std::move(job)});
    std::push_heap(jobs_.begin(), jobs_.end(), later);
  }
  void after(base::Micros wait, Job job) { at(mono_ + wait, std::move(job)); }

  /// Runs what is next, if it is due before `until`; otherwise time stands at `until`.
  bool runNext(base::MonoTime until) {
    if (jobs_.empty() || jobs_.front().when > until) {
      mono_ = std::max(mono_, until);
      return false;
    }
    std::pop_heap(jobs_.begin(), jobs_.end(), later);
    auto next = std::move(jobs_.back());
    jobs_.pop_back();
    mono_ = next.when;
    next.job();
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

  struct Planned {
    base::MonoTime when{};
    std::uint64_t number = 0;  ///< of two for the same time the first goes first
    Job job;
  };
  static bool later(const Planned& a, const Planned& b) { return std::pair{a.when, a.number} > std::pair{b.when, b.number}; }

  std::vector<Planned> jobs_;  ///< a heap, the next one first
  std::uint64_t made_ = 0;
  base::MonoTime mono_{base::Micros{1000000}};
  base::Millis wallShift_{0};
  base::Micros slept_{0};
};

}  // namespace hookline::sim
