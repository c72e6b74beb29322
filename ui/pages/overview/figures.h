#pragma once
#include <optional>
#include <vector>

#include "client/types.h"
#include "overview_page/range.h"

namespace hookline::overview_page {

/// What a struggling webhook's open deliveries say.
struct Struggle {
  model::WebhookId webhook;
  std::string cause;                          ///< of the newest one that failed; empty: none did
  std::optional<base::WallTime> nextAttempt;  ///< the earliest; only when all of them are known
};

/// All that the page shows. What is not there was never told, or was refused: it is shown as "–", never as 0.
struct Figures {
  Range range = Range::kHour;  ///< of health and stats
  std::optional<client::Status> status;
  std::optional<std::vector<client::WebhookView>> webhooks;
  std::optional<client::HealthList> health;
  std::optional<std::vector<client::StatsItem>> stats;
  std::optional<client::Facets> all;       ///< of all deliveries; asked until there is one
  std::optional<client::Facets> real;      ///< of those that are no sample; asked until there is one
  std::optional<base::WallTime> lastCall;  ///< a producer's token was last used then
  std::optional<Struggle> struggle;        ///< of the webhook that needs action most
  base::WallTime readAt{};
};

/// The webhook that needs a person most: on hold before failing, more waiting before less. Null: none does.
const client::Health* worstOf(const Figures& figures);
/// How many do.
int needingAction(const Figures& figures);
const client::WebhookView* webhookOf(const Figures& figures, model::WebhookId id);
/// Nobody has used this core yet: no webhooks but what "Try it now" made, and no deliveries. False while that is unknown.
bool unused(const Figures& figures);

}  // namespace hookline::overview_page
