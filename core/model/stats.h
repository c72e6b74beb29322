#pragma once
#include <optional>
#include <vector>

#include "base/time.h"
#include "model/ids.h"
#include "model/latency_histogram.h"

namespace hookline::model {

/// What one webhook's results came to in one minute; written with the results, in the same transaction.
struct MinuteStats {
  std::int64_t minute = 0;  ///< minutes since 1970, of the wall clock when the result was recorded
  std::uint32_t delivered = 0;
  std::uint32_t failed = 0;  ///< failed attempts that count
  std::uint32_t dead = 0;
  std::uint32_t retried = 0;       ///< attempts after the first
  std::uint64_t latencySumUs = 0;  ///< of attempts that got an answer
  LatencyHistogram latency;
};

/// A webhook's running figures, kept with the results.
struct WebhookFigures {
  WebhookId webhookId;
  std::optional<base::WallTime> lastSuccess;
  std::optional<base::WallTime> lastFailure;
  std::uint32_t consecutiveFailures = 0;
  std::uint64_t waiting = 0;  ///< pending, delivering, retrying, held
  std::uint64_t delivered = 0;
  std::uint64_t cancelled = 0;
  std::uint64_t dead = 0;
  std::optional<base::WallTime> oldestWaiting;  ///< when the oldest waiting delivery was made
  std::vector<MinuteStats> minutes;             ///< oldest first, within the asked window
};

}  // namespace hookline::model
