#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace hookline::model {

/// When a delivery is tried again (interfaces.md §3, delivery.md §3).
struct RetryPolicy {
  enum class Preset { kQuick, kStandard, kCustom };
  enum class Jitter { kEqual, kNone };

  Preset preset = Preset::kQuick;
  int maxRetries = 5;  ///< 0 … kMaxRetries
  base::Millis backoff{1000};
  base::Millis maxBackoff{60000};
  double multiplier = 2.0;  ///< 1 … 10
  Jitter jitter = Jitter::kEqual;
  std::vector<base::Millis> schedule;  ///< custom only: delay before each try, the first one included; the numbers are then ignored

  static constexpr int kMaxRetries = 50;
  static constexpr std::size_t kMaxSchedule = 50;
  static constexpr base::Millis kMaxDelay{24 * 3600 * 1000};

  bool operator==(const RetryPolicy&) const = default;
};

/// The retries a policy allows after the first try.
int retriesAllowed(const RetryPolicy& policy);

/// The delay before retry n (1-based, ≤ retriesAllowed) without jitter: m = min(maxBackoff, backoff·multiplier^(n-1)), or the
/// schedule's entry.
base::Millis retryDelay(const RetryPolicy& policy, int n);

/// The same with the policy's jitter: `equal` draws from [m/2, m] by `chance` (any 64 bits); it never compounds.
base::Millis jitteredDelay(const RetryPolicy& policy, int n, std::uint64_t chance);

/// The longest time from the first try to the last.
base::Millis givesUpAfter(const RetryPolicy& policy);

}  // namespace hookline::model
