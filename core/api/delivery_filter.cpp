#include "api/delivery_filter.h"

#include <algorithm>

#include "api/answers.h"
#include "api/query.h"
#include "base/encoding.h"
#include "model/event.h"

namespace hookline::api::internal {
namespace {

using model::DeliveryState;

constexpr std::size_t kMaxListed = 100;

bool isWaiting(DeliveryState state) { return state == DeliveryState::kPending || state == DeliveryState::kRetrying; }

base::Status readText(const Request& request, std::string_view name, std::string& out) {
  auto text = queryText(request, name);
  if (!text) return base::fail(text.error());
  out = std::move(*text);
  return {};
}

base::Status readStates(const Request& request, StateChoice& states) {
  for (const auto& word : queryList(request, "state")) {
    const auto state = model::parseDeliveryState(word);
    if (!state)
      return base::fail(invalidQuery(
          "state", "must be pending, delivering, retrying, held, delivered, dead or cancelled, not \"" + base::printable(word, 40) + "\""));
    states.all = false;
    if (!states.has(*state)) states.shown.push_back(*state);
  }
  return {};
}

base::Status readLists(const Request& request, store::DeliveryQuery& query) {
  for (const auto& word : queryList(request, "webhookId")) {
    const auto id = readWebhookId(word);
    if (!id) return base::fail(id.error());
    query.webhooks.push_back(*id);
  }
  for (const auto& word : queryList(request, "eventType")) {
    if (!model::isEventType(word)) return base::fail(invalidQuery("eventType", "must be an event type like lead.captured"));
    query.eventTypes.push_back(word);
  }
  if (query.webhooks.size() > kMaxListed || query.eventTypes.size() > kMaxListed)
    return base::fail(invalidQuery(query.webhooks.size() > kMaxListed ? "webhookId" : "eventType", "holds more than 100 values"));
  return {};
}

base::Status readNumbers(const Request& request, store::DeliveryQuery& query) {
  const auto since = queryTime(request, "since");
  if (!since) return base::fail(since.error());
  const auto until = queryTime(request, "until");
  if (!until) return base::fail(until.error());
  const auto status = queryInteger(request, "status", 100, 599);
  if (!status) return base::fail(status.error());
  const auto simulated = queryFlag(request, "simulated");
  if (!simulated) return base::fail(simulated.error());
  query.since = *since;
  query.until = *until;
  query.simulated = *simulated;
  if (*status) query.status = static_cast<int>(**status);
  if (!request.hasQuery("errorClass")) return {};
  query.errorClass = model::parseErrorClass(request.queryValue("errorClass"));
  if (!query.errorClass) return base::fail(invalidQuery("errorClass", "must be a cause like server_error"));
  return {};
}

base::Status readPage(const Request& request, store::PageRequest& page) {
  const auto limit = queryLimit(request);
  if (!limit) return base::fail(limit.error());
  page.limit = *limit;
  if (!request.hasQuery("cursor")) return {};
  const auto before = model::DeliveryId::parse(request.queryValue("cursor"));
  if (!before) return base::fail(unknownCursor());
  page.before = *before;
  return {};
}

base::Status checkKnown(const Request& request, bool withState, bool paged) {
  if (!withState)
    return checkNames(request, {"webhookId", "eventType", "chatbotId", "conversationId", "email", "since", "until", "status", "errorClass",
                                "simulated", "q", "cursor", "limit"});
  if (!paged)
    return checkNames(request, {"state", "webhookId", "eventType", "chatbotId", "conversationId", "email", "since", "until", "status",
                                "errorClass", "simulated", "q"});
  return checkNames(request, {"state", "webhookId", "eventType", "chatbotId", "conversationId", "email", "since", "until", "status",
                              "errorClass", "simulated", "q", "cursor", "limit"});
}

/// The webhooks of `filter` (all that exist when it names none) whose waiting deliveries are held, or are not.
std::vector<model::WebhookId> webhooksThat(bool hold, const std::vector<model::WebhookId>& named, const model::ConfigSnapshot& config) {
  std::vector<model::WebhookId> chosen;
  if (named.empty()) {
    for (const auto& [id, webhook] : config.webhooks)
      if (holdsWaiting(config, id) == hold) chosen.push_back(id);
  } else {
    for (const auto id : named)
      if (holdsWaiting(config, id) == hold) chosen.push_back(id);
  }
  return chosen;
}

}  // namespace

bool StateChoice::has(DeliveryState state) const { return all || std::find(shown.begin(), shown.end(), state) != shown.end(); }

bool holdsWaiting(const model::ConfigSnapshot& config, model::WebhookId id) {
  if (config.allPaused) return true;
  const auto webhook = config.find(id);
  return webhook && (!webhook->enabled || model::isLocked(*webhook) || webhook->stop.kind != model::WebhookStop::Kind::kNone);
}

DeliveryState shownState(const model::ConfigSnapshot& config, model::WebhookId webhook, DeliveryState stored) {
  return isWaiting(stored) && holdsWaiting(config, webhook) ? DeliveryState::kHeld : stored;
}

base::Result<DeliveryFilter> readFilter(const Request& request, bool withState, bool paged) {
  DeliveryFilter filter;
  if (auto fine = checkKnown(request, withState, paged); !fine) return base::fail(fine.error());
  if (auto fine = readStates(request, filter.states); !fine) return base::fail(fine.error());
  if (auto fine = readLists(request, filter.query); !fine) return base::fail(fine.error());
  if (auto fine = readText(request, "chatbotId", filter.query.chatbotId); !fine) return base::fail(fine.error());
  if (auto fine = readText(request, "conversationId", filter.query.conversationId); !fine) return base::fail(fine.error());
  if (auto fine = readText(request, "email", filter.query.email); !fine) return base::fail(fine.error());
  if (auto fine = readText(request, "q", filter.query.text); !fine) return base::fail(fine.error());
  if (auto fine = readNumbers(request, filter.query); !fine) return base::fail(fine.error());
  if (auto fine = readPage(request, filter.page); !fine) return base::fail(fine.error());
  return filter;
}

std::vector<store::DeliveryQuery> storeQueries(const DeliveryFilter& filter, const model::ConfigSnapshot& config) {
  if (filter.states.all) return {filter.query};
  std::vector<store::DeliveryQuery> queries;
  const auto add = [&](std::vector<DeliveryState> states, std::vector<model::WebhookId> webhooks) {
    if (states.empty()) return;
    auto query = filter.query;
    query.states = std::move(states);
    query.webhooks = std::move(webhooks);
    queries.push_back(std::move(query));
  };
  std::vector<DeliveryState> settled;  // shown as they are stored, whatever the webhook
  std::vector<DeliveryState> waiting;
  for (const auto state : filter.states.shown) (isWaiting(state) ? waiting : settled).push_back(state);
  const bool held = filter.states.has(DeliveryState::kHeld);
  const bool holding = config.allPaused || !webhooksThat(true, filter.query.webhooks, config).empty();
  if (!holding || (held && waiting.size() == 2)) {
    settled.insert(settled.end(), waiting.begin(), waiting.end());
    add(std::move(settled), filter.query.webhooks);
    return queries;
  }
  const std::vector<DeliveryState> bothWaiting{DeliveryState::kPending, DeliveryState::kRetrying};
  if (config.allPaused) {
    if (held) settled.insert(settled.end(), bothWaiting.begin(), bothWaiting.end());
    add(std::move(settled), filter.query.webhooks);
    return queries;
  }
  add(std::move(settled), filter.query.webhooks);
  if (auto running = webhooksThat(false, filter.query.webhooks, config); !running.empty()) add(std::move(waiting), std::move(running));
  if (held) add(bothWaiting, webhooksThat(true, filter.query.webhooks, config));
  return queries;
}

}  // namespace hookline::api::internal
