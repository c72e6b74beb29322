#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/answers.h"
#include "model/circuit.h"
#include "model/stats.h"
#include "model/webhook.h"

namespace hookline::api::internal {

/// In rising order of concern, for the whole's state.
enum class HealthState { kIdle, kDisabled, kPaused, kHealthy, kDegraded, kFailing, kOnHold };
std::string_view toText(HealthState state);

/// A webhook's figures over a window (interfaces.md §5, GET /api/health).
struct WebhookHealth {
  model::WebhookId id;
  std::string url;
  HealthState state = HealthState::kIdle;
  std::optional<double> successRate;  ///< of the window's attempts that count
  std::optional<base::Micros> average;
  std::optional<base::Micros> p50;
  std::optional<base::Micros> p95;
  std::optional<base::Micros> p99;
  /// The same rate in each of the window's kParts equal parts, oldest first.
  std::vector<std::optional<double>> rates;
  model::WebhookFigures figures;  ///< without minutes
  model::Circuit circuit;
};

/// A low success rate is the guide's: below 0.9 is degraded, as is one failure since the last success; below 0.5, or five failures in
/// a row, is failing. Without a result in the window, and nothing failing, a webhook is idle.
/// `from`, `to`: the window; minutes outside of it are in no part of it.
WebhookHealth healthOf(const model::Webhook& webhook, bool allPaused, model::WebhookFigures figures, base::WallTime from,
                       base::WallTime to);
inline constexpr std::size_t kParts = 30;

/// What one webhook's state makes of the whole: a stop that a person wanted does not worsen it, a hold counts as failing.
HealthState overallShare(HealthState state);

/// `now` decides between open and half open.
OrderedJson toJson(const WebhookHealth& health, base::WallTime now);

}  // namespace hookline::api::internal
