#include "destinations/chat_destination.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "base/encoding.h"
#include "destinations/event_values.h"
#include "destinations/settings.h"
#include "model/secret_url.h"

namespace hookline::destinations {
namespace {

using model::SettingField;
using model::SettingKind;

const SettingField& feedbackUpTo() {
  static const SettingField kField{.name = "feedbackUpTo",
                                   .kind = SettingKind::kNumber,
                                   .label = "Announce feedback rated at most",
                                   .help = "Feedback with a better rating makes no message. 5 announces all of it.",
                                   .advanced = true,
                                   .preset = "2",
                                   .least = 1,
                                   .most = 5};
  return kField;
}

const SettingField& sentimentFrom() {
  static const SettingField kField{.name = "sentimentFrom",
                                   .kind = SettingKind::kNumber,
                                   .label = "Announce negative sentiment from",
                                   .help = "A score from 0 to 1, 1 the most negative. 0 announces all of it.",
                                   .advanced = true,
                                   .preset = "0",
                                   .least = 0,
                                   .most = 1};
  return kField;
}

double numberSetting(const model::Webhook& webhook, const SettingField& field) { return std::stod(settingText(webhook, field)); }

}  // namespace

bool ChatDestination::acts(const model::Webhook& webhook, model::EventView& event) const {
  const auto& type = event.event().type;
  if (!isWanted(webhook, type)) return false;
  if (type == "feedback.received") return dataNumber(event.body(), "rating", 0) <= numberSetting(webhook, feedbackUpTo());
  if (type == "sentiment.negative") return dataNumber(event.body(), "sentimentScore", 1) >= numberSetting(webhook, sentimentFrom());
  return true;
}

base::Result<model::HttpRequest> ChatDestination::request(const Occasion& occasion) const {
  auto request = jsonRequest(occasion, occasion.webhook.url, body(renderFor(occasion), occasion));
  request.shownUrl = model::shownUrl(occasion.webhook);
  return request;
}

std::vector<SettingField> ChatDestination::withSharedFields(std::vector<SettingField> own) {
  own.push_back(feedbackUpTo());
  own.push_back(sentimentFrom());
  return own;
}

std::vector<model::EventAction> ChatDestination::chatActions() {
  return {{"conversation.started", "Says that a visitor began a conversation"},
          {"conversation.ended", "Says that a conversation ended, and how", false},
          {"message.received", "Repeats every message of visitors", false},
          {"message.sent", "Repeats every message of the chatbot", false},
          {"lead.captured", "Shows who left their contact details, and the summary"},
          {"handoff.requested", "Calls for a person, mentioning them when it is urgent"},
          {"sentiment.negative", "Warns of an unhappy visitor and quotes the message"},
          {"feedback.received", "Shows bad feedback (rated 2 of 5 or less, unless set otherwise)"},
          {"purchase.intent", "Announces a possible sale and its value"}};
}

std::vector<ChatDestination::Use> measured(const Rendered& message, const PartLimits& limits) {
  std::vector<ChatDestination::Use> uses;
  const auto add = [&](std::string what, const RichText& text, std::size_t most) {
    if (!text.empty()) uses.push_back({std::move(what), lengthOf(text, limits.count), most});
  };
  add("The title", message.title, limits.title);
  add("The text", message.text, limits.text);
  add("The quote", message.quote, limits.quote);
  for (const auto& field : message.fields) add("The field " + plainText(field.name), field.value, limits.fieldValue);
  return uses;
}

Rendered cutTo(const PartLimits& limits, Rendered message) {
  message.title = shortened(message.title, limits.title, limits.count);
  message.text = shortened(message.text, limits.text, limits.count);
  message.quote = shortened(message.quote, limits.quote, limits.count);
  for (auto& field : message.fields) {
    field.name = shortened(field.name, limits.fieldName, limits.count);
    field.value = shortened(field.value, limits.fieldValue, limits.count);
  }
  return message;
}

model::HttpRequest jsonRequest(const Occasion& occasion, std::string url, const nlohmann::ordered_json& body) {
  model::HttpRequest request;
  request.url = std::move(url);
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = std::make_shared<const std::string>(body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  request.timeout = occasion.webhook.timeout;
  request.allowHttp = occasion.webhook.allowHttp;
  request.caPem = occasion.webhook.caPem;
  return request;
}

std::string quoted(std::string_view text) { return "\"" + base::printable(text) + "\""; }

}  // namespace hookline::destinations
