#pragma once
#include <vector>

#include "support/store_contract.h"

namespace hookline::support {

/// What every Store does with alerts and their rules. Instantiate it beside StoreContract.
class DaemonDone1AlertStore : public StoreContract {
 protected:
  model::Alert newAlert(model::AlertRuleId rule, model::WebhookId webhook, model::AlertState state = model::AlertState::kFiring);
  base::Status put(std::vector<model::Alert> alerts, std::optional<store::AuditEntry> audit = std::nullopt);
  store::AlertPage list(store::AlertQuery query);
  store::StoredConfig config();
};

}  // namespace hookline::support
