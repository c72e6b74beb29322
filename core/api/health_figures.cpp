#include "api/health_figures.h"

#include <cmath>

namespace hookline::api::internal {
namespace {

constexpr double kLowRate = 0.9;
constexpr double kFailingRate = 0.5;
constexpr std::uint32_t kFailingStreak = 5;

struct Sums {
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;
  std::uint64_t latencySumUs = 0;
  model::LatencyHistogram latency;
};

Sums sumOf(const std::vector<model::MinuteStats>& minutes) {
  Sums sums;
  for (const auto& minute : minutes) {
    sums.delivered += minute.delivered;
    sums.failed += minute.failed;
    sums.latencySumUs += minute.latencySumUs;
    sums.latency.merge(minute.latency);
  }
  return sums;
}

HealthState stateOf(const model::Webhook& webhook, bool allPaused, const model::WebhookFigures& figures, std::optional<double> rate) {
  if (webhook.stop.kind == model::WebhookStop::Kind::kOnHold) return HealthState::kOnHold;
  if (!webhook.enabled) return HealthState::kDisabled;
  if (allPaused || webhook.stop.kind == model::WebhookStop::Kind::kPaused) return HealthState::kPaused;
  if (figures.consecutiveFailures >= kFailingStreak || (rate && *rate < kFailingRate)) return HealthState::kFailing;
  if (!rate) return HealthState::kIdle;
  return *rate < kLowRate || figures.consecutiveFailures > 0 ? HealthState::kDegraded : HealthState::kHealthy;
}

}  // namespace

std::string_view toText(HealthState state) {
  switch (state) {
    case HealthState::kIdle:
      return "idle";
    case HealthState::kDisabled:
      return "disabled";
    case HealthState::kPaused:
      return "paused";
    case HealthState::kHealthy:
      return "healthy";
    case HealthState::kDegraded:
      return "degraded";
    case HealthState::kFailing:
      return "failing";
    case HealthState::kOnHold:
      return "on_hold";
  }
  return "idle";
}

WebhookHealth healthOf(const model::Webhook& webhook, bool allPaused, model::WebhookFigures figures) {
  const auto sums = sumOf(figures.minutes);
  WebhookHealth health;
  health.id = webhook.id;
  health.url = webhook.url;
  if (const auto results = sums.delivered + sums.failed; results > 0)
    health.successRate = static_cast<double>(sums.delivered) / static_cast<double>(results);
  if (const auto answers = sums.latency.total(); answers > 0)
    health.average = base::Micros{static_cast<std::int64_t>(sums.latencySumUs / answers)};
  health.p50 = sums.latency.percentile(0.50);
  health.p95 = sums.latency.percentile(0.95);
  health.p99 = sums.latency.percentile(0.99);
  health.state = stateOf(webhook, allPaused, figures, health.successRate);
  figures.minutes.clear();
  health.figures = std::move(figures);
  return health;
}

HealthState overallShare(HealthState state) {
  if (state == HealthState::kOnHold) return HealthState::kFailing;
  if (state == HealthState::kPaused || state == HealthState::kDisabled) return HealthState::kIdle;
  return state;
}

OrderedJson toJson(const WebhookHealth& health) {
  const auto rate = health.successRate ? OrderedJson(std::round(*health.successRate * 10000.0) / 10000.0) : OrderedJson(nullptr);
  return {{"webhookId", health.id.text()},
          {"url", health.url},
          {"state", toText(health.state)},
          {"successRate", rate},
          {"avgLatencyMs", millisOrNull(health.average)},
          {"p50Ms", millisOrNull(health.p50)},
          {"p95Ms", millisOrNull(health.p95)},
          {"p99Ms", millisOrNull(health.p99)},
          {"lastSuccess", timeOrNull(health.figures.lastSuccess)},
          {"lastFailure", timeOrNull(health.figures.lastFailure)},
          {"consecutiveFailures", health.figures.consecutiveFailures},
          {"waiting", health.figures.waiting},
          {"oldestWaiting", timeOrNull(health.figures.oldestWaiting)},
          {"dead", health.figures.dead},
          // Always closed: this version has no circuit breaker, so nothing ever waits behind one.
          {"circuit", "closed"}};
}

}  // namespace hookline::api::internal
