#include "destinations/message_renderer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "destinations/event_values.h"
#include "destinations/template_text.h"

namespace hookline::destinations {
namespace {

constexpr std::size_t kMaxListed = 10;  ///< fields of an event that no message was written for

std::optional<int> colorOf(std::string_view text) {
  if (text.size() != 7 || text.front() != '#') return std::nullopt;
  int color = 0;
  const auto read = std::from_chars(text.data() + 1, text.data() + text.size(), color, 16);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(color) : std::nullopt;
}

/// Nothing but spaces of any script: services refuse such a part as an empty one.
bool isBlank(std::string_view text) {
  constexpr auto kSpaces = std::to_array<std::string_view>({" ",      "\t",     "\n",     "\u00a0", "\u1680", "\u2000", "\u2001",
                                                            "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
                                                            "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"});
  while (!text.empty()) {
    const auto space = std::find_if(kSpaces.begin(), kSpaces.end(), [text](std::string_view one) { return text.starts_with(one); });
    if (space == kSpaces.end()) return false;
    text.remove_prefix(space->size());
  }
  return true;
}

RichText trimmed(RichText text) { return isBlank(plainText(text)) ? RichText{} : text; }

bool saysAnything(std::string_view mention) { return mention.find_first_not_of(" \t\n") != std::string_view::npos; }

Rendered fromTemplate(const model::Message& message, const TemplateValues& values) {
  Rendered out;
  out.title = trimmed(values.rich(message.title));
  out.text = trimmed(values.rich(message.text));
  out.quote = trimmed(values.rich(message.quote));
  for (const auto& field : message.fields) {
    Rendered::Field made{trimmed(values.rich(field.name)), trimmed(values.rich(field.value))};
    if (!made.name.empty() && !made.value.empty()) out.fields.push_back(std::move(made));
  }
  for (const auto& link : message.links) {
    Rendered::Link made{values.plain(link.text), values.address(link.url)};
    if (!made.url.empty()) out.links.push_back(std::move(made));
  }
  out.color = colorOf(values.plain(message.color));
  out.mention = saysAnything(values.plain(message.mention));
  return out;
}

/// An event of a type that no message was written for: what its data says, as far as it is not nested.
Rendered listed(const model::Event& event, const nlohmann::json& values) {
  Rendered out;
  out.title = {{event.type}};
  const auto data = values.find("data");
  if (data == values.end() || !data->is_object()) return out;
  for (const auto& [name, value] : data->items()) {
    if (value.is_structured()) continue;
    if (out.fields.size() == kMaxListed) break;
    out.fields.push_back({{{internal::withoutControls(name)}}, {{value.is_string() ? value.get<std::string>() : value.dump()}}});
  }
  return out;
}

}  // namespace

const model::Message* messageFor(const model::Webhook& webhook, std::string_view type) {
  const auto own = webhook.messages.find(type);
  return own != webhook.messages.end() ? &own->second : builtInMessage(webhook.kind, type);
}

std::string footerOf(const model::Event& event) {
  std::string footer;
  if (!event.conversationId.empty()) footer = "Conversation: " + internal::withoutControls(event.conversationId) + " \u00b7 ";
  footer += "Event " + shortIdOf(event.id);
  if (event.simulated) footer += " \u00b7 simulated";
  return footer;
}

bool mentionsSomebody(const Occasion& occasion) {
  const auto* message = messageFor(occasion.webhook, occasion.event.type);
  if (!message || message->mention.empty()) return false;
  return saysAnything(TemplateValues([&occasion] { return eventValues(occasion.event, occasion.webhook); }).plain(message->mention));
}

Rendered renderMessage(const Occasion& occasion) {
  const auto values = [&occasion] { return eventValues(occasion.event, occasion.webhook); };
  const auto* message = messageFor(occasion.webhook, occasion.event.type);
  auto out = message ? fromTemplate(*message, TemplateValues(values)) : listed(occasion.event, values());
  if (out.title.empty() && out.text.empty() && out.fields.empty() && out.quote.empty()) out.title = {{occasion.event.type}};
  out.footer = footerOf(occasion.event);
  return out;
}

}  // namespace hookline::destinations
