#include "destinations/crm.h"

#include <utility>

#include "destinations/chat_destination.h"
#include "destinations/event_values.h"
#include "destinations/template_text.h"

namespace hookline::destinations {

using nlohmann::json;

model::HttpRequest bearerRequest(const Occasion& occasion, std::string_view method, std::string url, std::string_view token,
                                 const nlohmann::ordered_json& body) {
  auto request = jsonRequest(occasion, std::move(url), body);
  request.method = method;
  if (body.is_null()) {
    request.body = nullptr;
    request.headers.clear();
  }
  request.headers.push_back({"Authorization", "Bearer " + std::string(token)});
  return request;
}

NameParts nameParts(std::string_view name) {
  const auto first = name.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  name = name.substr(first, name.find_last_not_of(' ') + 1 - first);
  const auto space = name.find(' ');
  if (space == std::string_view::npos) return {std::string(name), {}};
  return {std::string(name.substr(0, space)), std::string(name.substr(name.find_first_not_of(' ', space)))};
}

std::string textAt(const json& object, std::string_view name) {
  if (!object.is_object()) return {};
  const auto at = object.find(name);
  if (at == object.end() || at->is_null() || at->is_structured()) return {};
  return at->is_string() ? at->get<std::string>() : at->dump();
}

json dataOf(const json& values) { return values.value("data", json::object()); }

json answerOf(const model::HttpResult& result) {
  auto body = json::parse(result.body, nullptr, false);
  return body.is_discarded() ? json() : body;
}

std::string eventMarker(const model::Event& event) { return "[Hookline event " + event.id + "]"; }

std::string labelled(std::string_view label, const std::string& value) { return value.empty() ? "" : std::string(label) + value + "\n"; }

std::string noteText(const model::Event& event, const json& values) {
  const auto data = dataOf(values);
  const auto formatted = values.value("formatted", json::object());
  const auto say = [&](std::string_view name) { return textAt(data, name); };
  std::string text;
  if (event.type == "lead.captured") {
    text = "Chatbot Conversation Summary:\n\n" + say("conversationSummary") + "\n\n" + labelled("Source: ", say("source"));
  } else if (event.type == "handoff.requested") {
    text = "Human Handoff Requested\n\n" + labelled("Reason: ", say("reason")) + labelled("Urgency: ", say("urgency"));
  } else if (event.type == "conversation.ended") {
    text = "Chatbot Conversation Ended\n\n" + labelled("Duration: ", textAt(formatted, "durationSeconds")) +
           labelled("Messages: ", say("messageCount")) + labelled("Resolution: ", say("resolution"));
  } else if (event.type == "feedback.received") {
    text = "Chatbot Feedback\n\n" + labelled("Rating: ", say("rating").empty() ? "" : say("rating") + " of 5") +
           labelled("Comment: ", say("comment"));
  } else if (event.type == "purchase.intent") {
    text = "Possible Sale\n\n" + labelled("Intent: ", say("intent")) + labelled("Estimate: ", textAt(formatted, "estimatedValue"));
  } else {
    text = "Negative Sentiment Detected\n\n" + labelled("Message: ", say("message")) +
           labelled("Score: ", textAt(formatted, "sentimentScore"));
  }
  return text + labelled("Conversation: ", textAt(values, "conversationUrl"));
}

nlohmann::ordered_json ownProperties(const model::Webhook& webhook, const json& values) {
  auto out = nlohmann::ordered_json::object();
  const auto given = webhook.settings.find("properties");
  if (given == webhook.settings.end() || !given->is_object()) return out;
  const TemplateValues templates(values);
  for (const auto& [name, source] : given->items()) {
    auto text = source.is_string() ? templates.plain(source.get_ref<const std::string&>()) : std::string();
    if (!text.empty()) out[name] = std::move(text);
  }
  return out;
}

}  // namespace hookline::destinations
