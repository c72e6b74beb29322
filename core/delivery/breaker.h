#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/time.h"
#include "model/verdict.h"

namespace hookline::delivery {

/// What an attempt says about its receiver.
enum class Sign {
  kNone,         ///< nothing: ours, forbidden, cut off
  kAlive,        ///< it answered, whatever it thinks of this event
  kFailed,       ///< it is reached and does not work
  kUnreachable,  ///< no connection came about
};

/// A 4xx is an answer of a receiver that works, and so is one that asks for time; a redirect, 408, 425, 5xx, a broken answer or none is a
/// failure.
Sign signOf(model::Verdict verdict, model::ErrorClass errorClass);

/// Whether a receiver is believed to work (delivery.md §3): opens on ≥10 results with ≥70 % failures in 5 minutes, or on 5 connect
/// failures in a row; stays open 30 s·2^k, at most 15 minutes, ±20 %; then one real delivery probes, and what follows a success starts
/// slowly: 1, 2, 4 … at once. Pure; in memory: a restart believes in every receiver. Thread: one.
class Breaker {
 public:
  enum class State { kClosed, kOpen, kHalfOpen };

  static constexpr int kLeastResults = 10;
  static constexpr int kOpensAtPercent = 70;
  static constexpr int kConnectFailures = 5;
  static constexpr base::Millis kWindow{5 * 60 * 1000};
  static constexpr base::Millis kFirstPause{30000};
  static constexpr base::Millis kLongestPause{15 * 60 * 1000};
  static constexpr int kJitterPercent = 20;

  /// An ordinary attempt ended. `usable` is how many the webhook may have at once: at so many the breaker closes. `chance`: any 64 bits.
  void took(Sign sign, base::MonoTime now, std::size_t usable, std::uint64_t chance);
  /// A test send reached a receiver that works: no need to wait for the probe.
  void proven(base::MonoTime now);

  State state(base::MonoTime now) const;
  /// Nothing is sent before this; the past when it is not open.
  base::MonoTime openUntil() const { return openUntil_; }
  /// How many may be under way at once; `usable` when it is closed.
  std::size_t slots(std::size_t usable) const { return opened_ ? (ramp_ < usable ? ramp_ : usable) : usable; }
  /// Since when the receiver has not worked, while it is not closed.
  std::optional<base::MonoTime> failingSince() const { return failingSince_; }

 private:
  static constexpr std::size_t kParts = 10;
  struct Part {
    std::int64_t number = -1;  ///< of the part of time that it counts
    int results = 0;
    int failures = 0;
  };

  void count(bool failure, base::MonoTime now);
  bool tooManyFail(base::MonoTime now) const;
  void open(base::MonoTime now, std::uint64_t chance);
  void close();

  std::array<Part, kParts> parts_{};
  int connectFailures_ = 0;  ///< in a row
  bool opened_ = false;
  int opening_ = 0;  ///< how often it opened since the last success
  std::size_t ramp_ = 1;
  base::MonoTime openUntil_{};
  std::optional<base::MonoTime> failingSince_;
};

}  // namespace hookline::delivery
