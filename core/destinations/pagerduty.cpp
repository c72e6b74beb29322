#include "destinations/pagerduty.h"

#include <algorithm>
#include <utility>

#include "base/encoding.h"
#include "base/time.h"
#include "crypto/signature.h"
#include "destinations/chat_destination.h"
#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/pagerduty_answers.h"
#include "destinations/pagerduty_details.h"
#include "destinations/pagerduty_form.h"
#include "destinations/rich_text.h"
#include "destinations/settings.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §8.
constexpr std::size_t kMaxDedupKeyBytes = 255;
constexpr std::size_t kMaxSummary = 1024;
constexpr std::size_t kMaxEventBytes = 512'000;  ///< 512 KB, whichever of the two is meant
constexpr std::size_t kMaxUrl = 2000;

constexpr double kGoodRating = 4;

/// A setting, or its preset.
std::string setting(const model::Webhook& webhook, std::string_view name) {
  const auto& fields = pagerDutyForm().fields;
  const auto field = std::find_if(fields.begin(), fields.end(), [name](const model::SettingField& one) { return one.name == name; });
  return field == fields.end() ? std::string() : settingText(webhook, *field);
}

double numberSetting(const model::Webhook& webhook, std::string_view name) { return std::stod(setting(webhook, name)); }

bool flagSetting(const model::Webhook& webhook, std::string_view name) { return setting(webhook, name) == "true"; }

/// Of an event's body. One without a score counts as the worst, as in the chat kinds.
double sentimentScore(const json& body) { return dataNumber(body, "sentimentScore", 1); }

std::string_view ownBase(const model::Webhook& webhook) {
  return setting(webhook, "region") == "eu" ? "https://events.eu.pagerduty.com" : "https://events.pagerduty.com";
}

/// What a type of events does to the conversation's alert.
bool resolves(std::string_view type) { return type == "conversation.ended" || type == "feedback.received"; }

/// One for each conversation; an event that belongs to none has an alert of its own. A longer one becomes its digest, because two keys that
/// begin alike are still two.
std::string dedupKey(const model::Event& event) {
  const auto whole = event.conversationId.empty() ? "hookline:event:" + event.id
                                                  : "hookline:" + event.chatbotId + ":" + event.conversationId + ":sentiment";
  return whole.size() <= kMaxDedupKeyBytes ? whole : "hookline:" + base::toHex(crypto::sha256(whole));
}

std::string severityOf(const model::Webhook& webhook, const model::Event& event, const json& values) {
  if (event.type == "handoff.requested") return "error";
  if (event.type != "sentiment.negative") return "info";
  const auto score = sentimentScore(values);
  if (score >= numberSetting(webhook, "errorFrom")) return "error";
  return score >= numberSetting(webhook, "warningFrom") ? "warning" : "info";
}

/// No word of a visitor: it shows on locked phones.
std::string summaryOf(const model::Event& event, const json& values) {
  if (event.type == model::kTestEventType) return "Test alert of Hookline: nothing is wrong";
  const auto chatbot = " (chatbot " + event.chatbotId + ")";
  if (event.type == "handoff.requested") return "A visitor urgently needs a person" + chatbot;
  if (event.type != "sentiment.negative") return "Event " + event.type + chatbot;
  const auto score = textAt(values.value("formatted", json::object()), "sentimentScore");
  return "Negative sentiment in a conversation" + (score.empty() ? "" : ": " + score + " negative") + chatbot;
}

ordered_json linksOf(const json& values) {
  auto links = ordered_json::array();
  for (const auto& [name, label] : {std::pair{"conversationUrl", "View Conversation"}, {"takeoverUrl", "Take Over Chat"}})
    if (auto url = textAt(values, name); !url.empty() && url.size() <= kMaxUrl)
      links.push_back({{"href", std::move(url)}, {"text", label}});
  return links;
}

ordered_json payloadOf(const Occasion& occasion, const json& values) {
  const auto& event = occasion.event;
  ordered_json payload{{"summary", shortened(internal::withoutControls(summaryOf(event, values)), kMaxSummary)},
                       {"source", event.chatbotId.empty() ? "Hookline" : event.chatbotId},
                       {"severity", severityOf(occasion.webhook, event, values)},
                       {"timestamp", base::formatIso(event.timestamp)},
                       {"component", "chatbot"}};
  if (!event.chatbotId.empty()) payload["group"] = event.chatbotId;
  payload["class"] = event.type;
  return payload;
}

}  // namespace

const model::Integration& PagerDuty::integration() const { return pagerDutyForm(); }

std::vector<base::FieldError> PagerDuty::check(const model::Webhook& webhook) const {
  if (numberSetting(webhook, "warningFrom") <= numberSetting(webhook, "errorFrom")) return {};
  return {{"/settings/warningFrom", "must not be more than errorFrom: the worse score is the more severe one"}};
}

bool PagerDuty::acts(const model::Webhook& webhook, model::EventView& event) const {
  const auto& type = event.event().type;
  if (type == model::kTestEventType) return true;
  if (resolves(type) && event.event().conversationId.empty()) return false;
  if (type == "conversation.ended") return flagSetting(webhook, "resolveOnEnd");
  if (type == "feedback.received")
    return (flagSetting(webhook, "resolveOnGoodFeedback") || isWanted(webhook, type)) &&
           dataNumber(event.body(), "rating", 0) >= kGoodRating;
  if (type == "sentiment.negative") return sentimentScore(event.body()) >= numberSetting(webhook, "sentimentFrom");
  if (type != "handoff.requested" || !isWanted(webhook, type)) return false;
  const auto& body = event.body();
  return body.is_object() && textAt(body.value("data", json()), "urgency") == "high";
}

std::string PagerDuty::address(const model::Webhook& webhook) const { return serviceBase(webhook, ownBase(webhook)) + "/v2/enqueue"; }

base::Result<model::HttpRequest> PagerDuty::request(const Occasion& occasion) const {
  const auto& webhook = occasion.webhook;
  const auto key = secretSetting(webhook, "routingKey");
  if (key.empty()) return base::fail(base::Errc::kInvalid, "The webhook's settings lack the integration key.");
  // A test ends what it began.
  const bool resolve = resolves(occasion.event.type) || (occasion.test && !occasion.checkpoint.empty());
  ordered_json body{{"routing_key", key}, {"event_action", resolve ? "resolve" : "trigger"}, {"dedup_key", dedupKey(occasion.event)}};
  if (!resolve) {
    const auto values = eventValues(occasion.event, webhook);
    body["client"] = "Hookline";
    if (auto links = linksOf(values); !links.empty()) {
      body["client_url"] = links.front()["href"];
      body["links"] = std::move(links);
    }
    body["payload"] = payloadOf(occasion, values);
    body["payload"]["custom_details"] = ordered_json::object();
    const auto used = body.dump(-1, ' ', false, json::error_handler_t::replace).size();
    body["payload"]["custom_details"] = detailsWithin(occasion.event, values, kMaxEventBytes - used);
  }
  auto request = jsonRequest(occasion, address(webhook), body);
  if (occasion.test) request.step = resolve ? internal::kResolveStep : internal::kTriggerStep;
  return request;
}

std::optional<Judgement> PagerDuty::judge(const model::HttpResult& result) const { return internal::judgePagerDuty(result); }

std::optional<Judgement> PagerDuty::conclude(const Occasion& occasion, const model::HttpResult& result) const {
  return occasion.test ? internal::judgePagerDutyTest(occasion.stepName, result) : judge(result);
}

}  // namespace hookline::destinations
