#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "base/time.h"
#include "model/ids.h"
#include "model/webhook.h"

namespace hookline::model {

/// All that sending needs to know of the configuration, immutable and shared; every change makes a new one.
struct ConfigSnapshot {
  std::uint64_t version = 0;
  std::map<WebhookId, std::shared_ptr<const Webhook>> webhooks;
  bool allPaused = false;
  std::optional<base::WallTime> allPausedUntil;
  std::optional<base::WallTime> allPausedSince;
  std::optional<base::WallTime> allResumedAt;  ///< when the last pause of all sending ended

  std::shared_ptr<const Webhook> find(WebhookId id) const {
    const auto found = webhooks.find(id);
    return found == webhooks.end() ? nullptr : found->second;
  }
};

using ConfigPtr = std::shared_ptr<const ConfigSnapshot>;

}  // namespace hookline::model
