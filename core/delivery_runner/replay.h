#pragma once
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "model/config_snapshot.h"
#include "model/event.h"
#include "store/records.h"

namespace hookline::delivery_runner {

/// New deliveries, due at `now`, of a stored event to the webhooks that would take it if it came in now; with `only`, of those alone.
std::vector<store::NewDelivery> replayTargets(const model::ConfigSnapshot& config, const model::Event& event,
                                              const std::vector<model::WebhookId>& only, base::Ids& ids, base::WallTime now);

}  // namespace hookline::delivery_runner
