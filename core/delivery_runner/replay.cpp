#include "delivery_runner/replay.h"

#include <algorithm>

namespace hookline::delivery_runner {

std::vector<store::NewDelivery> replayTargets(const model::ConfigSnapshot& config, const model::Event& event,
                                              const std::vector<model::WebhookId>& only, base::Ids& ids, base::WallTime now) {
  std::vector<store::NewDelivery> targets;
  for (const auto& [id, webhook] : config.webhooks) {
    if (!only.empty() && std::find(only.begin(), only.end(), id) == only.end()) continue;
    if (model::match(*webhook, event.chatbotId, event.type) != model::NoMatch::kNone) continue;
    targets.push_back({model::DeliveryId{ids.next()}, id, now, false});
  }
  return targets;
}

}  // namespace hookline::delivery_runner
