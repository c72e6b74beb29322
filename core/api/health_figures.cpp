#include "api/health_figures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/secret_url.h"

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

std::optional<double> rateOf(std::uint64_t delivered, std::uint64_t failed) {
  if (delivered + failed == 0) return std::nullopt;
  return static_cast<double>(delivered) / static_cast<double>(delivered + failed);
}

/// A minute belongs to the part in which its middle lies.
std::vector<std::optional<double>> ratesOf(const std::vector<model::MinuteStats>& minutes, base::WallTime from, base::WallTime to) {
  struct Part {
    std::uint64_t delivered = 0;
    std::uint64_t failed = 0;
  };
  std::array<Part, kParts> parts{};
  for (const auto& minute : minutes) {
    const base::WallTime middle{std::chrono::duration_cast<base::Millis>(std::chrono::minutes{minute.minute}) + base::Millis{30000}};
    if (to <= from) break;
    const auto at = static_cast<double>((middle - from).count()) / static_cast<double>((to - from).count()) * kParts;
    // The window begins and ends within a minute.
    auto& part = parts[static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(kParts - 1)))];
    part.delivered += minute.delivered;
    part.failed += minute.failed;
  }
  std::vector<std::optional<double>> rates;
  for (const auto& part : parts) rates.push_back(rateOf(part.delivered, part.failed));
  return rates;
}

OrderedJson rateOrNull(std::optional<double> rate) {
  return rate ? OrderedJson(std::round(*rate * 10000.0) / 10000.0) : OrderedJson(nullptr);
}

HealthState stateOf(const model::Webhook& webhook, bool allPaused, const model::WebhookFigures& figures, std::optional<double> rate) {
  if (model::isLocked(webhook) || webhook.stop.kind == model::WebhookStop::Kind::kOnHold) return HealthState::kOnHold;
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

WebhookHealth healthOf(const model::Webhook& webhook, bool allPaused, model::WebhookFigures figures, base::WallTime from,
                       base::WallTime to) {
  const auto sums = sumOf(figures.minutes);
  WebhookHealth health;
  health.id = webhook.id;
  health.url = model::shownUrl(webhook);
  health.successRate = rateOf(sums.delivered, sums.failed);
  health.rates = ratesOf(figures.minutes, from, to);
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

OrderedJson toJson(const WebhookHealth& health, base::WallTime now) {
  OrderedJson rates = OrderedJson::array();
  for (const auto& rate : health.rates) rates.push_back(rateOrNull(rate));
  return {{"webhookId", health.id.text()},
          {"url", health.url},
          {"state", toText(health.state)},
          {"successRate", rateOrNull(health.successRate)},
          {"rates", std::move(rates)},
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
          {"circuit", health.circuit.closed            ? "closed"
                      : now < health.circuit.openUntil ? "open"
                                                       : "half_open"},
          {"circuitOpenUntil", health.circuit.closed ? OrderedJson(nullptr) : OrderedJson(base::formatIso(health.circuit.openUntil))}};
}

}  // namespace hookline::api::internal
