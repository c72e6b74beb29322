#include "model/retry_policy.h"

#include <algorithm>
#include <array>
#include <span>

namespace hookline::model {
namespace {

using base::Millis;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// The preset `standard` (interfaces.md §3): the delay before each try, the first one included.
constexpr std::array<Millis, 10> kStandardSchedule{Millis{0}, seconds{5}, minutes{5}, minutes{30}, hours{2},
                                                   hours{5},  hours{10},  hours{14},  hours{20},   hours{24}};

/// Empty when the delays come from the numbers.
std::span<const Millis> scheduleOf(const RetryPolicy& policy) {
  if (policy.preset == RetryPolicy::Preset::kStandard) return kStandardSchedule;
  if (policy.preset == RetryPolicy::Preset::kCustom) return policy.schedule;
  return {};
}

/// backoff·multiplier^(n-1), never over maxBackoff nor kMaxDelay. Multiplying step by step stops before a double could
/// overflow, and n is at most kMaxRetries.
Millis exponentialDelay(const RetryPolicy& policy, int n) {
  const Millis most = std::min(policy.maxBackoff, RetryPolicy::kMaxDelay);
  double delay = static_cast<double>(policy.backoff.count());
  for (int i = 1; i < n && delay < static_cast<double>(most.count()); ++i) delay *= policy.multiplier;
  if (!(delay < static_cast<double>(most.count()))) return most;
  return std::max(Millis{0}, Millis{static_cast<std::int64_t>(delay)});
}

}  // namespace

int retriesAllowed(const RetryPolicy& policy) {
  const auto schedule = scheduleOf(policy);
  if (!schedule.empty()) return static_cast<int>(std::min(schedule.size(), RetryPolicy::kMaxSchedule)) - 1;
  return std::clamp(policy.maxRetries, 0, RetryPolicy::kMaxRetries);
}

Millis retryDelay(const RetryPolicy& policy, int n) {
  const auto schedule = scheduleOf(policy);
  if (schedule.empty()) return exponentialDelay(policy, n);
  const auto at = std::min(static_cast<std::size_t>(std::max(n, 0)), schedule.size() - 1);
  return std::clamp(schedule[at], Millis{0}, RetryPolicy::kMaxDelay);
}

Millis jitteredDelay(const RetryPolicy& policy, int n, std::uint64_t chance) {
  const Millis most = retryDelay(policy, n);
  if (policy.jitter == RetryPolicy::Jitter::kNone) return most;
  const auto least = (most.count() + 1) / 2;
  return Millis{least + static_cast<std::int64_t>(chance % static_cast<std::uint64_t>(most.count() - least + 1))};
}

Millis givesUpAfter(const RetryPolicy& policy) {
  Millis sum{0};
  for (int n = 1; n <= retriesAllowed(policy); ++n) sum += retryDelay(policy, n);
  return sum;
}

}  // namespace hookline::model
