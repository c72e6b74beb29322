#include "destinations/zendesk_ticket.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "crypto/signature.h"
#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/rich_text.h"
#include "destinations/template_text.h"

namespace hookline::destinations::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// integrations.md §7; bytes, but for the subject's characters.
constexpr std::size_t kMaxCommentBody = 65'535;
constexpr std::size_t kMaxCommentHead = 20'000;
constexpr std::size_t kMaxSubject = 150;
constexpr std::size_t kMaxPlainId = 200;

/// Zendesk fills in what looks like a placeholder ({{ticket.id}}) or a tag ({% … %}) of its own; an invisible character ends that.
std::string inert(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '{' && i + 1 < text.size() && (text[i + 1] == '{' || text[i + 1] == '%')) out += "\u200b";
  }
  return out;
}

std::string cutToBytes(std::string text, std::size_t most) {
  for (std::size_t keep = most; text.size() > most; keep = keep * 3 / 4) text = shortened(text, keep);
  return text;
}

std::string labelled(std::string_view label, const std::string& value) {
  return value.empty() ? std::string() : std::string(label) + value + "\n";
}

std::string onOneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return text;
}

/// What was said, the newest part of it when there is no room for all.
std::string historyText(const json& history, std::size_t room) {
  constexpr std::string_view kHeading = "\n--- Conversation History ---\n\n";
  constexpr std::string_view kLeftOut = "(earlier messages are left out)\n\n";
  if (!history.is_array() || history.empty() || room <= kHeading.size() + kLeftOut.size()) return {};
  std::size_t left = room - kHeading.size() - kLeftOut.size();
  std::vector<std::string> pieces;
  bool all = true;
  for (auto message = history.rbegin(); message != history.rend() && all; ++message) {
    auto piece = inert(textAt(*message, "role") + ": " + textAt(*message, "content")) + "\n\n";
    all = piece.size() <= left;
    if (!all && pieces.empty()) piece = cutToBytes(std::move(piece), left);
    if (piece.size() > left) break;
    left -= piece.size();
    pieces.push_back(std::move(piece));
  }
  std::string text(kHeading);
  if (!all) text += kLeftOut;
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) text += *piece;
  return text;
}

/// The visitor as the ticket's requester: Zendesk takes nobody without a name and an address.
ordered_json requesterOf(const model::Webhook& webhook, const json& values) {
  const auto person = values.value("person", json::object());
  const auto email = textAt(person, "email");
  if (email.empty() || textSetting(webhook, "requester", "visitor") != "visitor") return nullptr;
  const auto name = textAt(person, "name");
  return {{"name", onOneLine(name.empty() ? email : name)}, {"email", email}};
}

/// What the event says, without history, links and marker (integrations.md §17).
std::string headOf(const model::Event& event, const json& values) {
  const auto data = dataOf(values);
  const auto formatted = values.value("formatted", json::object());
  const auto person = values.value("person", json::object());
  const auto say = [&data](std::string_view name) { return textAt(data, name); };
  if (event.type == "conversation.ended")
    return "The chatbot's conversation ended.\n\n" + labelled("Duration: ", textAt(formatted, "durationSeconds")) +
           labelled("Messages: ", say("messageCount")) + labelled("Resolution: ", say("resolution"));
  if (event.type == "sentiment.negative")
    return "The visitor appears frustrated or unhappy.\n\n" + labelled("Message: ", say("message")) +
           labelled("Score: ", textAt(formatted, "sentimentScore"));
  if (event.type == "feedback.received")
    return "The visitor left feedback.\n\n" + labelled("Rating: ", say("rating").empty() ? "" : say("rating") + " of 5") +
           labelled("Comment: ", say("comment"));
  return "A visitor requested human assistance.\n\n" + labelled("Reason: ", say("reason")) + labelled("Urgency: ", say("urgency")) +
         labelled("Visitor: ", textAt(person, "name")) + labelled("E-mail: ", textAt(person, "email"));
}

std::string bodyOf(const model::Event& event, const json& values) {
  const auto head = cutToBytes(inert(headOf(event, values)), kMaxCommentHead);
  const auto tail = "\n" + labelled("Take over: ", textAt(values, "takeoverUrl")) +
                    labelled("Conversation: ", textAt(values, "conversationUrl")) + eventMarker(event);
  const auto history = historyText(dataOf(values).value("conversationHistory", json()), kMaxCommentBody - head.size() - tail.size());
  return head + history + tail;
}

std::string subjectOf(const model::Event& event, const json& values) {
  const auto data = dataOf(values);
  const auto text = event.type == "feedback.received" ? "Chatbot Feedback: rated " + textAt(data, "rating") + " of 5"
                                                      : "Chatbot Handoff: " + textAt(data, "reason");
  return shortened(inert(onOneLine(text)), kMaxSubject);
}

std::string priorityOf(const model::Webhook& webhook, const json& values) {
  const auto urgency = textAt(dataOf(values), "urgency");
  const auto map = webhook.settings.value("priorityMap", json::object());
  const auto chosen = textAt(map, urgency.empty() ? "medium" : urgency);
  return chosen.empty() ? "high" : chosen;
}

ordered_json tagsOf(const model::Webhook& webhook) {
  auto tags = ordered_json::array();
  const auto setting = textSetting(webhook, "tags", "chatbot, handoff");
  for (std::string_view rest = setting; !rest.empty();) {
    auto tag = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), tag.size() + 1));
    while (tag.starts_with(' ')) tag.remove_prefix(1);
    while (tag.ends_with(' ')) tag.remove_suffix(1);
    if (!tag.empty()) tags.push_back(tag);
  }
  return tags;
}

/// Zendesk's own ids are numbers.
std::int64_t idNumber(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

ordered_json customFieldsOf(const model::Webhook& webhook, const json& values) {
  auto fields = ordered_json::array();
  const auto given = webhook.settings.value("customFields", json::object());
  const TemplateValues templates(values);
  for (const auto& [name, source] : given.items()) {
    auto text = source.is_string() ? templates.plain(source.get_ref<const std::string&>()) : std::string();
    if (!text.empty()) fields.push_back({{"id", idNumber(name)}, {"value", std::move(text)}});
  }
  return fields;
}

}  // namespace

std::string zendeskExternalId(const model::Event& event) {
  const auto& id = event.conversationId.empty() ? event.id : event.conversationId;
  const bool plain =
      id.size() <= kMaxPlainId && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '.' || c == ':';
      });
  return "hl:" + (plain ? id : base::toHex(crypto::sha256(id)));
}

ordered_json zendeskTicket(const Occasion& occasion, const std::string& followUpOf) {
  const auto& webhook = occasion.webhook;
  const auto values = eventValues(occasion.event, webhook);
  ordered_json ticket{
      {"subject", subjectOf(occasion.event, values)},
      {"comment", {{"body", bodyOf(occasion.event, values)}, {"public", textSetting(webhook, "firstComment", "internal") == "public"}}},
      {"external_id", zendeskExternalId(occasion.event)},
      {"priority", priorityOf(webhook, values)},
      {"tags", tagsOf(webhook)}};
  if (auto requester = requesterOf(webhook, values); !requester.is_null()) ticket["requester"] = std::move(requester);
  for (const auto& [setting, name] : {std::pair{"groupId", "group_id"}, {"formId", "ticket_form_id"}, {"brandId", "brand_id"}})
    if (const auto id = textSetting(webhook, setting); !id.empty()) ticket[name] = idNumber(id);
  if (auto fields = customFieldsOf(webhook, values); !fields.empty()) ticket["custom_fields"] = std::move(fields);
  if (!followUpOf.empty()) ticket["via_followup_source_id"] = idNumber(followUpOf);
  return {{"ticket", std::move(ticket)}};
}

ordered_json zendeskComment(const Occasion& occasion, bool reopen) {
  const auto values = eventValues(occasion.event, occasion.webhook);
  ordered_json ticket{{"comment", {{"body", bodyOf(occasion.event, values)}, {"public", false}}}};
  if (reopen) ticket["status"] = "open";
  return {{"ticket", std::move(ticket)}};
}

}  // namespace hookline::destinations::internal
