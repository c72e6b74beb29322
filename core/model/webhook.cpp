#include "model/webhook.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "model/webhook_words.h"

namespace hookline::model {
namespace {

constexpr auto kKinds = std::to_array<std::pair<WebhookKind, std::string_view>>({{WebhookKind::kCustom, "custom"},
                                                                                 {WebhookKind::kSlack, "slack"},
                                                                                 {WebhookKind::kDiscord, "discord"},
                                                                                 {WebhookKind::kHubspot, "hubspot"},
                                                                                 {WebhookKind::kSalesforce, "salesforce"},
                                                                                 {WebhookKind::kZendesk, "zendesk"},
                                                                                 {WebhookKind::kPagerduty, "pagerduty"},
                                                                                 {WebhookKind::kTeams, "teams"},
                                                                                 {WebhookKind::kTelegram, "telegram"}});

constexpr auto kSignings = std::to_array<std::pair<Signing, std::string_view>>(
    {{Signing::kHookline, "hookline"}, {Signing::kStandard, "standard"}, {Signing::kBoth, "both"}});

/// "*", the type itself, or "lead.*" for everything below lead.
bool takes(std::string_view pattern, std::string_view type) {
  if (pattern == "*" || pattern == type) return true;
  return pattern.ends_with(".*") && type.size() > pattern.size() - 1 && type.starts_with(pattern.substr(0, pattern.size() - 1));
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
    out += words[i];
  }
  return out;
}

std::string explainFilter(const EventFilter& filter, EventView& event) {
  if (event.body().is_null()) return "its filter left this event out";
  const auto unmet = filter.explain(event.body());
  return unmet.empty() ? "its filter left this event out; the filter was changed since and would take it now" : "its filter " + unmet;
}

constexpr std::array<std::string_view, 7> kSensitiveParts{"auth", "cookie", "token", "secret", "key", "password", "signature"};

/// The letters that they begin with, a bit each: every header of every request is asked about, and most letters begin none.
constexpr std::uint32_t kSensitiveLetters = [] {
  std::uint32_t letters = 0;
  for (const auto part : kSensitiveParts) letters |= 1U << static_cast<unsigned>(part.front() - 'a');
  return letters;
}();

bool beginsSensitive(std::string_view text) {
  const int letter = base::lower(text.front()) - 'a';
  if (letter < 0 || letter >= 26 || ((kSensitiveLetters >> static_cast<unsigned>(letter)) & 1U) == 0) return false;
  return std::any_of(kSensitiveParts.begin(), kSensitiveParts.end(),
                     [text](std::string_view part) { return base::sameIgnoringCase(text.substr(0, part.size()), part); });
}

}  // namespace

std::string_view toText(WebhookKind kind) {
  for (const auto& [value, word] : kKinds)
    if (value == kind) return word;
  return "custom";
}

bool hasOwnUrl(WebhookKind kind) {
  return kind == WebhookKind::kCustom || kind == WebhookKind::kSlack || kind == WebhookKind::kDiscord || kind == WebhookKind::kTeams;
}

std::string lockedReason(const Webhook& webhook) { return isLocked(webhook) ? webhook.unreadable.front().message : std::string(); }

bool isUnreadable(const Webhook& webhook, std::string_view path) {
  return std::any_of(webhook.unreadable.begin(), webhook.unreadable.end(),
                     [path](const base::FieldError& fault) { return fault.path == path; });
}

void makeReadable(Webhook& webhook, std::string_view path) {
  std::erase_if(webhook.unreadable, [path](const base::FieldError& fault) { return fault.path == path; });
}

std::optional<WebhookKind> parseWebhookKind(std::string_view text) {
  for (const auto& [value, word] : kKinds)
    if (word == text) return value;
  return std::nullopt;
}

namespace internal {

std::string_view toText(Signing signing) {
  for (const auto& [value, word] : kSignings)
    if (value == signing) return word;
  return "both";
}

std::optional<Signing> parseSigning(std::string_view text) {
  for (const auto& [value, word] : kSignings)
    if (word == text) return value;
  return std::nullopt;
}

}  // namespace internal

bool takesType(const Webhook& webhook, std::string_view type) {
  return std::any_of(webhook.events.begin(), webhook.events.end(), [type](const std::string& pattern) { return takes(pattern, type); });
}

NoMatch match(const Webhook& webhook, std::string_view chatbotId, std::string_view type) {
  if (webhook.chatbotId != "*" && webhook.chatbotId != chatbotId) return NoMatch::kChatbot;
  if (!takesType(webhook, type)) return NoMatch::kType;
  return webhook.enabled ? NoMatch::kNone : NoMatch::kDisabled;
}

NoMatch match(const Webhook& webhook, EventView& event) {
  const auto reason = match(webhook, event.event().chatbotId, event.event().type);
  if (reason != NoMatch::kNone || webhook.filter.empty()) return reason;
  return webhook.filter.takes(event.body()) ? NoMatch::kNone : NoMatch::kFilter;
}

std::string explainNoMatch(NoMatch reason, const Webhook& webhook, EventView& event) {
  const auto& chatbotId = event.event().chatbotId;
  const auto& type = event.event().type;
  switch (reason) {
    case NoMatch::kNone:
      return "takes " + type;
    case NoMatch::kChatbot:
      return chatbotId.empty() ? "belongs to chatbot " + webhook.chatbotId + ", and the event names none"
                               : "belongs to chatbot " + webhook.chatbotId + ", not to " + chatbotId;
    case NoMatch::kType:
      return "takes " + listed(webhook.events) + ", not " + type;
    case NoMatch::kDisabled:
      return "is disabled, so it takes no new events";
    case NoMatch::kFilter:
      return explainFilter(webhook.filter, event);
    case NoMatch::kNoAction:
      return std::find(webhook.events.begin(), webhook.events.end(), type) != webhook.events.end()
                 ? "leaves this event out by its settings"
                 : "does nothing with this " + type + ", by its settings or because its events do not name that type itself";
  }
  return {};
}

bool isSensitiveHeader(std::string_view name) {
  // Our own signatures prove nothing without the secret and are what a person compares; an idempotency key is no secret.
  for (const std::string_view plain : {"x-webhook-signature", "webhook-signature", "idempotency-key"})
    if (base::sameIgnoringCase(name, plain)) return false;
  while (!name.empty() && !beginsSensitive(name)) name.remove_prefix(1);
  return !name.empty();
}

}  // namespace hookline::model
