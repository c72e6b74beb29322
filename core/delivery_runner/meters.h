#pragma once
#include <array>
#include <cstdint>
#include <mutex>

#include "base/time.h"
#include "model/due_delivery.h"
#include "model/verdict.h"

namespace hookline::delivery_runner {

/// What the attempts of this process came to. All of it only rises.
struct AttemptFigures {
  static constexpr std::size_t kClasses = static_cast<std::size_t>(model::ErrorClass::kWaitsItsTurn) + 1;
  static constexpr std::array<base::Micros, 10> kBounds = {
      base::Micros{10'000},    base::Micros{50'000},    base::Micros{100'000},   base::Micros{250'000},    base::Micros{500'000},
      base::Micros{1'000'000}, base::Micros{2'500'000}, base::Micros{5'000'000}, base::Micros{10'000'000}, base::Micros{30'000'000}};

  std::array<std::uint64_t, kClasses> byClass{};              ///< by model::ErrorClass; kNone: the receiver took it
  std::array<std::uint64_t, kBounds.size() + 1> durations{};  ///< how many took at most kBounds[i], and not less than the bound before
  std::uint64_t timed = 0;                                    ///< of how many the duration is known
  base::Micros durationSum{};
  std::uint64_t delivered = 0;  ///< deliveries that ended so
  std::uint64_t dead = 0;       ///< deliveries that were given up
  std::uint64_t retried = 0;    ///< deliveries that wait for another try after this one
};

/// Counts attempts when they are stored: one that is stored again because its outcome was unknown counts once. Thread: any.
class Meters {
 public:
  /// `applied`: the delivery moved on with it.
  void add(const model::AttemptRecord& record, bool applied);
  AttemptFigures read() const;

 private:
  mutable std::mutex mutex_;
  AttemptFigures figures_;  // guarded by mutex_
};

}  // namespace hookline::delivery_runner
