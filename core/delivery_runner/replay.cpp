#include "delivery_runner/replay.h"

#include <algorithm>

#include "destinations/destination.h"
#include "model/event_view.h"

namespace hookline::delivery_runner {

std::vector<store::NewDelivery> replayTargets(const model::ConfigSnapshot& config, const model::Event& event,
                                              const std::vector<model::WebhookId>& only, base::Ids& ids, base::WallTime now) {
  std::vector<store::NewDelivery> targets;
  // Its body has gone by its age: there is nothing to send again.
  if (!event.body || event.body->empty()) return targets;
  model::EventView view(event);
  for (const auto& [id, webhook] : config.webhooks) {
    if (!only.empty() && std::find(only.begin(), only.end(), id) == only.end()) continue;
    if (destinations::match(*webhook, view) != model::NoMatch::kNone) continue;
    targets.push_back({model::DeliveryId{ids.next()}, id, now, false});
  }
  return targets;
}

}  // namespace hookline::delivery_runner
