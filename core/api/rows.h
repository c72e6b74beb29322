#pragma once
#include "api/answers.h"
#include "model/config_snapshot.h"
#include "model/delivery.h"

namespace hookline::api::internal {

/// A delivery as answers show it, with what its webhook and the core's own pause lend it.
inline OrderedJson rowJson(const model::ConfigSnapshot& config, const model::DeliveryRow& row) {
  const auto webhook = config.find(row.webhookId);
  return model::toJson(row, {webhook.get(), config.allPaused});
}

}  // namespace hookline::api::internal
