#pragma once
#include <initializer_list>
#include <string_view>
#include <vector>

#include "api/message.h"
#include "base/result.h"
#include "model/config_snapshot.h"
#include "store/records.h"

namespace hookline::api::internal {

/// The states of interfaces.md §5 that a list is asked for; none: all. `held` is what is shown, not what is stored.
struct StateChoice {
  bool all = true;
  std::vector<model::DeliveryState> shown;
  bool has(model::DeliveryState state) const;
};

/// A list's filter as the caller wrote it.
struct DeliveryFilter {
  store::DeliveryQuery query;  ///< without states
  StateChoice states;
  store::PageRequest page;
};

/// Reads the query of a list. `withState`: dead letters take none. `paged`: facets take neither cursor nor limit.
/// Errors: kInvalid naming the parameter.
base::Result<DeliveryFilter> readFilter(const Request& request, bool withState, bool paged);

/// What the filter means for the store: queries whose rows are all different and together are the answer; at most three, none
/// when nothing can match. What waits for a webhook that is stopped (or while all sending is paused) is held, not pending.
std::vector<store::DeliveryQuery> storeQueries(const DeliveryFilter& filter, const model::ConfigSnapshot& config);

/// Whether what waits for a webhook is held now.
bool holdsWaiting(const model::ConfigSnapshot& config, model::WebhookId id);

/// The state that is shown for a stored one.
model::DeliveryState shownState(const model::ConfigSnapshot& config, model::WebhookId webhook, model::DeliveryState stored);

}  // namespace hookline::api::internal
