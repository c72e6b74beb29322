#pragma once
#include "base/ids.h"

namespace hookline::model {

using WebhookId = base::Id<"wh_">;
using DeliveryId = base::Id<"dlv_">;
using TokenId = base::Id<"tok_">;
using JobId = base::Id<"job_">;
using AlertId = base::Id<"al_">;
using AlertRuleId = base::Id<"rule_">;

/// An event's place in the store, rising in the order of acceptance. A generated event id is its text form.
using EventSeq = base::Id<"evt_">;

}  // namespace hookline::model
