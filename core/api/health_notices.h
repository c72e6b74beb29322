#pragma once
#include <functional>
#include <map>

#include "api/stream_hub.h"
#include "base/time.h"
#include "model/circuit.h"
#include "model/config_snapshot.h"
#include "model/stats.h"

namespace hookline::api {

namespace internal {
enum class HealthState;
}

/// Tells the live stream when a webhook's health becomes another, with the item of GET /api/health. What a webhook's health is at first is
/// no news. Thread: one.
class HealthNotices {
 public:
  /// Minutes that judged() needs.
  static constexpr base::Millis kWindow{3600 * 1000};

  /// `circuits`: the breakers that are not closed. The hub outlives this.
  HealthNotices(StreamHub& hub, std::function<std::map<model::WebhookId, model::Circuit>()> circuits)
      : hub_(hub), circuits_(std::move(circuits)) {}

  /// The figures of a webhook, of kWindow or more; of one that is gone, too, which is then forgotten.
  void judged(const model::ConfigSnapshot& config, const model::WebhookFigures& figures, base::WallTime now);

 private:
  StreamHub& hub_;
  const std::function<std::map<model::WebhookId, model::Circuit>()> circuits_;
  std::map<model::WebhookId, internal::HealthState> known_;
};

}  // namespace hookline::api
