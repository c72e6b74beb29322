#include "client/client.h"

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "client/ask.h"
#include "client/calls.h"
#include "client/read_answers.h"
#include "client/safe_json.h"
#include "client/webhook_fields.h"

namespace hookline::client {

using namespace internal;

bool Me::may(std::string_view permission) const { return std::find(can.begin(), can.end(), permission) != can.end(); }
bool Me::has(std::string_view feature) const { return std::find(features.begin(), features.end(), feature) != features.end(); }

// ---- how a call is made

void Client::askText(Context context, api::Request request, Then<std::string> then) {
  QPointer<const QObject> alive(context);
  channel_->send(std::move(request), Channel::Answer([alive, then = std::move(then)](base::Result<api::Response> response) {
                   if (!alive) return;
                   if (!response) return then(base::fail(response.error()));
                   if (response->status < 200 || response->status > 299)
                     return then(base::fail(readError(response->status, response->body)));
                   then(std::move(response->body));
                 }));
}

namespace {

/// For calls whose answer says nothing that is wanted.
struct Nothing {};

/// A reader of `{"items": […], "next": …}` or of a bare array.
template <typename T>
auto listOf(base::Result<T> (*readOne)(const nlohmann::json&)) {
  return [readOne](const nlohmann::json& json) -> base::Result<Page<T>> {
    Page<T> page;
    const auto* items = &json;
    if (json.is_object()) {
      const auto found = json.find("items");
      if (found == json.end()) return base::fail(base::Errc::kMalformed, "The core's answer cannot be read: a list without items.");
      items = &*found;
      const auto next = json.find("next");
      if (next != json.end() && next->is_string()) page.next = next->get<std::string>();
    }
    if (!items->is_array()) return base::fail(base::Errc::kMalformed, "The core's answer cannot be read: a list that is none.");
    page.items.reserve(items->size());
    for (const auto& one : *items) {
      auto item = readOne(one);
      if (!item) return base::fail(item.error());
      page.items.push_back(std::move(*item));
    }
    return page;
  };
}

template <typename T>
auto wholeListOf(base::Result<T> (*readOne)(const nlohmann::json&)) {
  return [read = listOf(readOne)](const nlohmann::json& json) -> base::Result<std::vector<T>> {
    auto page = read(json);
    if (!page) return base::fail(page.error());
    return std::move(page->items);
  };
}

auto countOf(const char* name) {
  return [name](const nlohmann::json& json) -> base::Result<std::uint64_t> {
    const auto found = json.is_object() ? json.find(name) : json.end();
    if (!json.is_object() || found == json.end() || !found->is_number_unsigned())
      return base::fail(base::Errc::kMalformed, std::string("The core's answer cannot be read: it has no count \"") + name + "\".");
    return found->template get<std::uint64_t>();
  };
}

base::Result<std::string> readSecret(const nlohmann::json& json) {
  const auto found = json.is_object() ? json.find("secret") : json.end();
  if (!json.is_object() || found == json.end() || !found->is_string())
    return base::fail(base::Errc::kMalformed, "The core's answer cannot be read: it has no secret.");
  return found->get<std::string>();
}

std::string idsBody(const std::vector<model::DeliveryId>& ids) {
  auto list = nlohmann::json::array();
  for (const auto id : ids) list.push_back(id.text());
  return nlohmann::json{{"ids", std::move(list)}}.dump();
}

std::string untilBody(const std::optional<base::WallTime>& until) {
  return until ? nlohmann::json{{"until", base::formatIso(*until)}}.dump() : std::string("{}");
}

}  // namespace

// ---- the core

void Client::status(Context context, Then<Status> then) { ask<Status>(context, call("GET", "/api/status"), readStatus, std::move(then)); }

void Client::eventTypes(Context context, Then<std::vector<EventType>> then) {
  ask<std::vector<EventType>>(context, call("GET", "/api/event-types"), wholeListOf(readEventType), std::move(then));
}

void Client::exampleEvent(Context context, const std::string& type, std::uint64_t seed, Then<std::string> then) {
  auto request = call("GET", "/api/event-types/" + type + "/example");
  request.query.emplace_back("seed", std::to_string(seed));
  askText(context, std::move(request), [then = std::move(then)](base::Result<std::string> body) {
    if (!body) return then(std::move(body));
    const auto event = parseOrdered(*body);
    if (!event.is_object()) return then(base::fail(base::Errc::kMalformed, "The core's answer is no event: " + base::printable(*body)));
    then(event.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  });
}

void Client::pauseAll(Context context, std::optional<base::WallTime> until, Then<void> then) {
  ask<void>(context, call("POST", "/api/pause", untilBody(until)), Nothing{}, std::move(then));
}

void Client::resumeAll(Context context, Then<void> then) {
  ask<void>(context, call("POST", "/api/resume", "{}"), Nothing{}, std::move(then));
}

// ---- webhooks

void Client::webhooks(Context context, Then<std::vector<WebhookView>> then) {
  ask<std::vector<WebhookView>>(context, call("GET", "/api/webhooks"), wholeListOf(readWebhook), std::move(then));
}

void Client::createWebhook(Context context, const model::Webhook& webhook, Then<CreatedWebhook> then) {
  ask<CreatedWebhook>(context, call("POST", "/api/webhooks", text(webhookFields(webhook))), readCreated, std::move(then));
}

void Client::changeWebhook(Context context, const model::Webhook& before, const model::Webhook& after, Then<WebhookView> then) {
  auto request = call("PATCH", "/api/webhooks/" + before.id.text(), text(webhookPatch(before, after)));
  request.headers.push_back({"If-Match", "\"" + base::formatIso(before.updatedAt) + "\""});
  ask<WebhookView>(context, std::move(request), readWebhook, std::move(then));
}

void Client::deleteWebhook(Context context, model::WebhookId id, Then<void> then) {
  ask<void>(context, call("DELETE", "/api/webhooks/" + id.text()), Nothing{}, std::move(then));
}

void Client::testWebhook(Context context, model::WebhookId id, Then<TestOutcome> then) {
  ask<TestOutcome>(context, call("POST", "/api/webhooks/" + id.text() + "/test", "{}"), readTest, std::move(then));
}

void Client::testUnsaved(Context context, const model::Webhook& before, const model::Webhook& after, Then<TestOutcome> then) {
  ask<TestOutcome>(context, call("POST", "/api/webhooks/test", text(unsavedFields(before, after))), readTest, std::move(then));
}

void Client::whatIf(Context context, const model::Webhook& before, const model::Webhook& after, Then<WhatIf> then) {
  ask<WhatIf>(context, call("POST", "/api/webhooks/what-if", text(unsavedFields(before, after))), readWhatIf, std::move(then));
}

void Client::rotateSecret(Context context, model::WebhookId id, std::chrono::seconds overlap, Then<std::string> then) {
  const nlohmann::json body{{"overlapSeconds", overlap.count()}};
  ask<std::string>(context, call("POST", "/api/webhooks/" + id.text() + "/rotate-secret", body.dump()), readSecret, std::move(then));
}

void Client::webhookSecret(Context context, model::WebhookId id, Then<std::string> then) {
  ask<std::string>(context, call("GET", "/api/webhooks/" + id.text() + "/secret"), readSecret, std::move(then));
}

void Client::pauseWebhook(Context context, model::WebhookId id, std::optional<base::WallTime> until, Then<WebhookView> then) {
  ask<WebhookView>(context, call("POST", "/api/webhooks/" + id.text() + "/pause", untilBody(until)), readWebhook, std::move(then));
}

void Client::resumeWebhook(Context context, model::WebhookId id, Then<WebhookView> then) {
  ask<WebhookView>(context, call("POST", "/api/webhooks/" + id.text() + "/resume", "{}"), readWebhook, std::move(then));
}

void Client::retrySchedule(Context context, const model::RetryPolicy& policy, Then<RetrySchedule> then) {
  model::Webhook carrier;
  carrier.retryPolicy = policy;
  const nlohmann::json body{{"retryPolicy", webhookFields(carrier).at("retryPolicy")}};
  ask<RetrySchedule>(context, call("POST", "/api/retry-schedule", text(body)), readSchedule, std::move(then));
}

void Client::health(Context context, base::Millis window, Then<HealthList> then) {
  auto request = call("GET", "/api/health");
  request.query.emplace_back("window", std::to_string(window.count() / 60000) + "m");
  ask<HealthList>(context, std::move(request), readHealth, std::move(then));
}

void Client::stats(Context context, base::Millis window, base::Millis step, Then<std::vector<StatsItem>> then) {
  const auto now = base::wallNow();
  auto request = call("GET", "/api/stats");
  request.query = {
      {"from", base::formatIso(now - window)}, {"to", base::formatIso(now)}, {"step", std::to_string(step.count() / 60000) + "m"}};
  ask<std::vector<StatsItem>>(context, std::move(request), wholeListOf(readStatsItem), std::move(then));
}

// ---- deliveries

void Client::deliveries(Context context, const DeliveryFilter& filter, const std::string& cursor, int limit, Then<Page<Delivery>> then) {
  ask<Page<Delivery>>(context, listCall("/api/deliveries", filter, cursor, limit), listOf(readDelivery), std::move(then));
}

void Client::facets(Context context, const DeliveryFilter& filter, Then<Facets> then) {
  auto request = call("GET", "/api/deliveries/facets");
  request.query = queryOf(filter);
  ask<Facets>(context, std::move(request), readFacets, std::move(then));
}

void Client::delivery(Context context, model::DeliveryId id, Then<DeliveryDetail> then) {
  ask<DeliveryDetail>(context, call("GET", "/api/deliveries/" + id.text()), readDetail, std::move(then));
}

void Client::retryDelivery(Context context, model::DeliveryId id, Then<void> then) {
  ask<void>(context, call("POST", "/api/deliveries/" + id.text() + "/retry"), Nothing{}, std::move(then));
}

void Client::cancelDelivery(Context context, model::DeliveryId id, Then<void> then) {
  ask<void>(context, call("POST", "/api/deliveries/" + id.text() + "/cancel"), Nothing{}, std::move(then));
}

void Client::deadLetters(Context context, const DeliveryFilter& filter, const std::string& cursor, int limit, Then<Page<DeadLetter>> then) {
  ask<Page<DeadLetter>>(context, listCall("/api/dead-letters", filter, cursor, limit), listOf(readDeadLetter), std::move(then));
}

void Client::deadGroups(Context context, Then<std::vector<DeadGroup>> then) {
  ask<std::vector<DeadGroup>>(context, call("GET", "/api/dead-letters/groups"), wholeListOf(readDeadGroup), std::move(then));
}

void Client::retryDeadLetters(Context context, const std::vector<model::DeliveryId>& ids, Then<std::uint64_t> then) {
  ask<std::uint64_t>(context, call("POST", "/api/dead-letters/retry", idsBody(ids)), countOf("requeued"), std::move(then));
}

void Client::purgeDeadLetters(Context context, const std::vector<model::DeliveryId>& ids, Then<std::uint64_t> then) {
  ask<std::uint64_t>(context, call("DELETE", "/api/dead-letters", idsBody(ids)), countOf("purged"), std::move(then));
}

// ---- events

void Client::postEvent(Context context, std::string body, bool simulated, Then<AcceptedEvent> then) {
  auto request = call("POST", "/api/events", std::move(body));
  if (simulated) request.query.emplace_back("simulated", "1");
  ask<AcceptedEvent>(context, std::move(request), readAccepted, std::move(then));
}

void Client::explainEvent(Context context, std::string body, Then<EventExplanation> then) {
  ask<EventExplanation>(context, call("POST", "/api/events/explain", std::move(body)), readExplanation, std::move(then));
}

// ---- the built-in receiver

void Client::receiver(Context context, Then<Receiver> then) {
  ask<Receiver>(context, call("GET", "/api/receiver"), readReceiver, std::move(then));
}

void Client::changeReceiver(Context context, const ReceiverChange& change, Then<Receiver> then) {
  auto body = nlohmann::json::object();
  if (change.running) body["running"] = *change.running;
  if (change.secret) body["secret"] = *change.secret;
  if (change.statuses) body["statuses"] = *change.statuses;
  if (change.delay) body["delayMs"] = change.delay->count();
  ask<Receiver>(context, call("PUT", "/api/receiver", text(body)), readReceiver, std::move(then));
}

void Client::receivedRequests(Context context, Then<std::vector<ReceivedRequest>> then) {
  ask<std::vector<ReceivedRequest>>(context, call("GET", "/api/receiver/requests"), wholeListOf(readReceived), std::move(then));
}

// ---- settings and tokens

void Client::settings(Context context, Then<Settings> then) {
  ask<Settings>(context, call("GET", "/api/settings"), readSettings, std::move(then));
}

void Client::changeStorage(Context context, const model::StorageRules& before, const model::StorageRules& after, Then<Settings> then) {
  const nlohmann::json was = model::toJson(before);
  nlohmann::json is = model::toJson(after);
  for (const auto& [name, value] : was.items())
    if (is.at(name) == value) is.erase(name);
  ask<Settings>(context, call("PATCH", "/api/settings", text({{"storage", std::move(is)}})), readSettings, std::move(then));
}

void Client::tokens(Context context, Then<std::vector<Token>> then) {
  ask<std::vector<Token>>(context, call("GET", "/api/tokens"), wholeListOf(readToken), std::move(then));
}

void Client::createToken(Context context, const std::string& name, model::Role role, Then<CreatedToken> then) {
  const nlohmann::json body{{"name", name}, {"role", model::toText(role)}};
  ask<CreatedToken>(context, call("POST", "/api/tokens", text(body)), readCreatedToken, std::move(then));
}

void Client::useConnectCode(Context context, const std::string& code, Then<LinkedToken> then) {
  const nlohmann::json body{{"code", code}};
  ask<LinkedToken>(context, call("POST", "/api/connect", text(body)), readLinkedToken, std::move(then));
}

void Client::revokeToken(Context context, const std::string& name, Then<void> then) {
  ask<void>(context, call("DELETE", "/api/tokens/" + name), Nothing{}, std::move(then));
}

}  // namespace hookline::client
