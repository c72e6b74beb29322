#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "model/alert_rule.h"
#include "model/config_snapshot.h"
#include "model/stats.h"

namespace hookline::health {

/// That a rule applies, and how badly.
struct Finding {
  double value = 0;
  std::string message;  ///< the guide's words
};

/// What a rule finds at a webhook; nothing: all is well, or the rule has no say: it is disabled, the webhook is out of its scope, gone,
/// disabled or paused (by itself or with all sending). Figures leave out tests and simulated events. Minutes count that lie in the rule's
/// window before `now`, if only in part.
std::optional<Finding> judge(const model::AlertRule& rule, const model::ConfigSnapshot& config, const model::WebhookFigures& figures,
                             base::WallTime now);

}  // namespace hookline::health
