#include "health/alert_decision.h"

#include <cmath>

namespace hookline::health {
namespace {

using model::AlertRule;

bool hasASay(const AlertRule& rule, const model::ConfigSnapshot& config, model::WebhookId id) {
  if (!rule.enabled || config.allPaused) return false;
  const auto webhook = config.find(id);
  if (!webhook || !webhook->enabled || webhook->stop.kind == model::WebhookStop::Kind::kPaused) return false;
  return model::covers(rule, *webhook);
}

std::string percent(double rate) {
  // Not by a formatter, which would write the decimal point of the user's language.
  const auto tenths = std::llround(rate * 1000);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

std::optional<Finding> failuresInARow(const AlertRule& rule, const model::WebhookFigures& figures) {
  if (figures.consecutiveFailures < rule.threshold) return std::nullopt;
  return Finding{
      static_cast<double>(figures.consecutiveFailures),
      "Webhook " + figures.webhookId.text() + " has failed " + std::to_string(figures.consecutiveFailures) + " times consecutively"};
}

std::optional<Finding> lowRate(const AlertRule& rule, const model::WebhookFigures& figures, base::WallTime now) {
  const auto from = now - rule.window;
  std::uint64_t delivered = 0;
  std::uint64_t results = 0;
  for (const auto& minute : figures.minutes) {
    if (base::WallTime{std::chrono::minutes{minute.minute + 1}} <= from) continue;
    delivered += minute.delivered;
    results += minute.delivered + minute.failed;
  }
  if (results < AlertRule::kLeastResults) return std::nullopt;
  const auto rate = static_cast<double>(delivered) / static_cast<double>(results);
  if (rate >= rule.threshold) return std::nullopt;
  return Finding{rate, "Webhook " + figures.webhookId.text() + " success rate is " + percent(rate)};
}

}  // namespace

std::optional<Finding> judge(const AlertRule& rule, const model::ConfigSnapshot& config, const model::WebhookFigures& figures,
                             base::WallTime now) {
  if (!hasASay(rule, config, figures.webhookId)) return std::nullopt;
  switch (rule.type) {
    case model::AlertType::kConsecutiveFailures:
      return failuresInARow(rule, figures);
    case model::AlertType::kLowSuccessRate:
      return lowRate(rule, figures, now);
  }
  return std::nullopt;
}

}  // namespace hookline::health
