#pragma once
#include "api/answers.h"
#include "model/config_snapshot.h"
#include "model/delivery.h"

namespace hookline::api::internal {

/// A delivery as answers show it, with what its webhook, the core's own pause and, where it is at hand, its last
/// attempt lend it.
inline OrderedJson rowJson(const model::ConfigSnapshot& config, const model::DeliveryRow& row, const model::Attempt* last = nullptr) {
  const auto webhook = config.find(row.webhookId);
  return model::toJson(row, {webhook.get(), config.allPaused, last});
}

}  // namespace hookline::api::internal
