#include "destinations/destination.h"

#include <algorithm>
#include <array>

#include "destinations/custom.h"
#include "destinations/discord.h"
#include "destinations/hubspot.h"
#include "destinations/pagerduty.h"
#include "destinations/salesforce.h"
#include "destinations/slack.h"
#include "destinations/teams.h"
#include "destinations/telegram.h"
#include "destinations/zendesk.h"

namespace hookline::destinations {
namespace {

/// One line a destination.
const auto& table() {
  static const Custom kCustom;
  static const Slack kSlack;
  static const Discord kDiscord;
  static const Teams kTeams;
  static const Telegram kTelegram;
  static const PagerDuty kPagerDuty;
  static const HubSpot kHubSpot;
  static const Salesforce kSalesforce;
  static const Zendesk kZendesk;
  static const std::array<const Destination*, 9> kAll{&kCustom,    &kSlack,   &kDiscord,    &kTeams,  &kTelegram,
                                                      &kPagerDuty, &kHubSpot, &kSalesforce, &kZendesk};
  return kAll;
}

}  // namespace

std::optional<Judgement> Destination::conclude(const Occasion&, const model::HttpResult& result) const { return judge(result); }

std::variant<Token, Judgement> Destination::signedIn(const model::Webhook&, const model::HttpResult&) const { return Judgement{}; }

bool Destination::isWanted(const model::Webhook& webhook, std::string_view type) const {
  const auto& actions = integration().events;
  const auto known = std::find_if(actions.begin(), actions.end(), [type](const model::EventAction& action) { return action.type == type; });
  if (known == actions.end() || known->byDefault) return true;
  return std::find(webhook.events.begin(), webhook.events.end(), type) != webhook.events.end();
}

const Destination* destinationFor(model::WebhookKind kind) {
  const auto found =
      std::find_if(table().begin(), table().end(), [kind](const Destination* one) { return one->integration().kind == kind; });
  return found == table().end() ? nullptr : *found;
}

std::vector<const Destination*> allDestinations() { return {table().begin(), table().end()}; }

model::NoMatch match(const model::Webhook& webhook, model::EventView& event) {
  const auto reason = model::match(webhook, event);
  if (reason != model::NoMatch::kNone || webhook.kind == model::WebhookKind::kCustom) return reason;
  const auto* destination = destinationFor(webhook.kind);
  return !destination || destination->acts(webhook, event) ? model::NoMatch::kNone : model::NoMatch::kNoAction;
}

base::Result<model::HttpRequest> requestFor(const Occasion& occasion) {
  // Signed with nothing, or without its headers, a request would be another one than the receiver was promised.
  if (model::isLocked(occasion.webhook)) return base::fail(base::Errc::kInvalid, model::lockedReason(occasion.webhook));
  if (const auto* destination = destinationFor(occasion.webhook.kind)) return destination->request(occasion);
  return base::fail(base::Errc::kInvalid, "this version cannot send to such webhooks");
}

}  // namespace hookline::destinations
