// The body of a service's answer, read by each kind at each request of its plan: whatever it is, it is judged.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "delivery/classify.h"
#include "destinations/destination.h"
#include "destinations/settings.h"
#include "fuzz/must.h"
#include "model/event.h"

namespace {

using hookline::fuzz::must;
using hookline::model::WebhookKind;
using nlohmann::json;
namespace destinations = hookline::destinations;
namespace model = hookline::model;

constexpr std::int64_t kNow = 1795464001;
constexpr int kStatuses[] = {200, 201, 204, 207, 300, 400, 401, 403, 404, 409, 410, 422, 423, 429, 500};
constexpr int kMostAnswers = 12;

model::Webhook webhookOf(WebhookKind kind, json settings, std::string url = {}) {
  model::Webhook webhook;
  webhook.id.value = 7;
  webhook.kind = kind;
  webhook.url = std::move(url);
  webhook.events = {"*"};
  webhook.settings = std::move(settings);
  webhook.settings["baseUrl"] = "http://127.0.0.1:8789/s";
  must(destinations::settle(webhook).empty(), "the webhook is a good one");
  return webhook;
}

const std::vector<model::Webhook>& webhooks() {
  static const std::vector<model::Webhook> kAll{
      webhookOf(WebhookKind::kSlack, json::object(), "http://127.0.0.1:8789/s/services/T0/B0/x"),
      webhookOf(WebhookKind::kDiscord, json::object(), "http://127.0.0.1:8789/s/api/webhooks/1/x"),
      webhookOf(WebhookKind::kTeams, json::object(), "http://127.0.0.1:8789/s/workflows/x"),
      webhookOf(WebhookKind::kTelegram, {{"botToken", "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi"}, {"chatId", "-1001"}}),
      webhookOf(WebhookKind::kPagerduty, {{"routingKey", std::string(32, 'a')}}),
      webhookOf(WebhookKind::kHubspot, {{"accessToken", "service-key-1"}, {"createDeal", true}}),
      webhookOf(WebhookKind::kZendesk, {{"subdomain", "acme"}, {"clientId", "hookline"}, {"clientSecret", "secret-1"}}),
      webhookOf(WebhookKind::kSalesforce,
                {{"myDomainUrl", "https://acme.my.salesforce.com"}, {"clientId", "key"}, {"clientSecret", "secret-1"}}),
      webhookOf(WebhookKind::kSalesforce, {{"myDomainUrl", "https://acme.my.salesforce.com"},
                                           {"clientId", "key"},
                                           {"clientSecret", "secret-1"},
                                           {"leadKeyField", "Hookline_Lead_Key__c"},
                                           {"taskKeyField", "Hookline_Event_Id__c"}})};
  return kAll;
}

/// Every kind has something to do for one of them.
const std::vector<model::Event>& events() {
  static const std::vector<model::Event> kAll = [] {
    std::vector<model::Event> all;
    for (
        const auto* body :
        {R"({"type":"lead.captured","chatbotId":"b","conversationId":"c","data":{"email":"jo@example.com","name":"Jo","source":"w","conversationSummary":"s"}})",
         R"({"type":"handoff.requested","chatbotId":"b","conversationId":"c","data":{"reason":"r","urgency":"high","visitorEmail":"jo@example.com"}})"}) {
      const auto parsed = model::parseEvent(body, {"evt_1", hookline::base::WallTime{std::chrono::seconds{kNow}}});
      must(parsed.has_value(), "the event is a good one");
      all.push_back(parsed->event);
    }
    return all;
  }();
  return kAll;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const auto& webhook = webhooks()[data[0] % webhooks().size()];
  const auto& event = events()[data[1] % events().size()];
  const int tryNumber = 1 + data[1] / 128;  // a second try looks first
  model::HttpResult result;
  result.phase = model::Phase::kDone;
  result.status = kStatuses[data[2] % std::size(kStatuses)];
  result.body.assign(reinterpret_cast<const char*>(data) + 3, size - 3);

  (void)hookline::delivery::classifySignIn(webhook, result, hookline::base::WallTime{std::chrono::seconds{kNow}});
  destinations::Token token;
  token.value = "a-token";
  std::string checkpoint = tryNumber > 1 ? R"({"outputs":{"contact":"101","who":"00Q1","missing":true}})" : "";
  for (int step = 1; step <= kMostAnswers; ++step) {
    destinations::Occasion occasion{event, webhook, model::DeliveryId{1}, tryNumber, hookline::base::WallTime{std::chrono::seconds{kNow}},
                                    false};
    occasion.checkpoint = checkpoint;
    occasion.step = step;
    occasion.token = &token;
    const auto& destination = *destinations::destinationFor(webhook.kind);
    if (destination.isComplete(occasion)) break;
    const auto request = destinations::requestFor(occasion);
    if (!request) break;
    occasion.stepName = request->step;
    const auto classified = hookline::delivery::classify(occasion, result);
    must(hookline::base::isUtf8(classified.says) && hookline::base::isUtf8(classified.helps), "what a person is told is text");
    must(!classified.waitAsked || classified.waitAsked->count() >= 0, "a wait is one");
    if (classified.checkpoint) checkpoint = *classified.checkpoint;
    if (!classified.more) break;
  }
  return 0;
}
