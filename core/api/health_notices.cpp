#include "api/health_notices.h"

#include "api/health_figures.h"

namespace hookline::api {

void HealthNotices::judged(const model::ConfigSnapshot& config, const model::WebhookFigures& figures, base::WallTime now) {
  const auto webhook = config.find(figures.webhookId);
  if (!webhook) return void(known_.erase(figures.webhookId));
  auto recent = figures;
  const auto from = now - kWindow;
  std::erase_if(recent.minutes,
                [from](const model::MinuteStats& one) { return base::WallTime{std::chrono::minutes{one.minute + 1}} <= from; });
  auto health = internal::healthOf(*webhook, config.allPaused, std::move(recent), from, now);
  const auto [known, isNew] = known_.try_emplace(figures.webhookId, health.state);
  if (isNew || known->second == health.state) return;
  known->second = health.state;
  const auto circuits = circuits_();
  if (const auto circuit = circuits.find(figures.webhookId); circuit != circuits.end()) health.circuit = circuit->second;
  hub_.health(figures.webhookId, internal::dump(internal::toJson(health, now)), now);
}

}  // namespace hookline::api
