#include <array>
#include <string>

#include "model/secret_url.h"
#include "model/webhook.h"
#include "model/webhook_reader.h"
#include "model/webhook_words.h"

namespace hookline::model {
namespace {

using nlohmann::ordered_json;

bool isLoopback(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]";
}

ordered_json warningsOf(const Webhook& webhook) {
  auto warnings = ordered_json::array();
  const std::string host = hostOfUrl(webhook.url);
  if (const auto service = chatServiceOf(webhook.url); webhook.kind == WebhookKind::kCustom && !service.empty()) {
    const std::string word(service);
    warnings.push_back("This is a " + word + " address, and " + word +
                       " refuses events that are not written as its own messages. Make a webhook of kind " + word + " for it.");
  }
  if (webhook.allowHttp && std::string_view(webhook.url).starts_with("http://") && !isLoopback(host))
    warnings.push_back("Events travel to this webhook unencrypted: anybody on the way can read them. Use an https address.");
  return warnings;
}

ordered_json statusJson(const Webhook& webhook) {
  const auto& stop = webhook.stop;
  if (!webhook.enabled)
    return {{"state", "disabled"}, {"reason", "It takes no new events until it is enabled."}, {"since", nullptr}, {"until", nullptr}};
  if (isLocked(webhook)) return {{"state", "on_hold"}, {"reason", lockedReason(webhook)}, {"since", nullptr}, {"until", nullptr}};
  if (stop.kind == WebhookStop::Kind::kNone) return {{"state", "active"}, {"reason", nullptr}, {"since", nullptr}, {"until", nullptr}};
  return {{"state", stop.kind == WebhookStop::Kind::kPaused ? "paused" : "on_hold"},
          {"reason", stop.reason},
          {"since", base::formatIso(stop.since)},
          {"until", stop.until ? ordered_json(base::formatIso(*stop.until)) : ordered_json(nullptr)}};
}

ordered_json headersJson(const Webhook& webhook, bool clear) {
  auto out = ordered_json::object();
  for (const auto& header : webhook.headers)
    out[header.name] = clear || !isSensitiveHeader(header.name) ? header.value : std::string(kMasked);
  return out;
}

ordered_json messagesJson(const Webhook& webhook) {
  auto out = ordered_json::object();
  for (const auto& [type, message] : webhook.messages) out[type] = toJson(message);
  return out;
}

}  // namespace

namespace internal {

nlohmann::ordered_json orderingJson(const Ordering& ordering) {
  return {{"by", ordering.by == Ordering::By::kConversation ? "conversation" : "none"},
          {"onDead", ordering.onDead == Ordering::OnDead::kSkip ? "skip" : "block"}};
}

std::optional<Ordering> readOrdering(const nlohmann::json& input, const Ordering& current) {
  Ordering ordering = current;
  for (const auto& [name, value] : input.items()) {
    const auto word = value.is_string() ? value.get<std::string>() : std::string();
    if (name == "by" && (value.is_null() || word == "none" || word == "conversation"))
      ordering.by = word == "conversation" ? Ordering::By::kConversation : Ordering::By::kNone;
    else if (name == "onDead" && (value.is_null() || word == "block" || word == "skip"))
      ordering.onDead = word == "skip" ? Ordering::OnDead::kSkip : Ordering::OnDead::kBlock;
    else
      return std::nullopt;
  }
  return ordering;
}

bool isSetMark(const nlohmann::json& value) {
  return value.is_object() && value.size() == 1 && value.value("set", nlohmann::json()) == true;
}

nlohmann::ordered_json settingsJson(const Webhook& webhook) {
  auto out = ordered_json::object();
  for (const auto& [name, value] : webhook.settings.items()) out[name] = value;
  for (const auto& [name, value] : webhook.secretSettings) out[name] = {{"set", true}};
  return out;
}

nlohmann::ordered_json rateLimitJson(const RateLimit& limit) {
  // A whole number is shown as one.
  const auto whole = static_cast<std::int64_t>(limit.perSecond);
  const bool isWhole = static_cast<double>(whole) == limit.perSecond;
  return {{"perSecond", isWhole ? nlohmann::ordered_json(whole) : nlohmann::ordered_json(limit.perSecond)}, {"burst", limit.burst}};
}

}  // namespace internal

base::Result<Webhook> webhookFromJson(const nlohmann::json& input) { return internal::WebhookReader(nullptr).read(input); }

base::Result<Webhook> mergeWebhook(const Webhook& current, const nlohmann::json& patch) {
  auto merged = internal::WebhookReader(&current).read(patch);
  if (merged && patch.contains("headers")) makeReadable(*merged, "/headers");
  if (!merged) return merged;
  if (patch.contains("url") && merged->url != shownUrl(current)) makeReadable(*merged, "/url");
  // Both are sealed together, so one that is out of reach would be lost with the other's new value.
  if (merged->unreadable.size() < current.unreadable.size() && isUnreadable(*merged, "/url") != isUnreadable(*merged, "/headers"))
    return base::fail(base::Error{base::Errc::kInvalid,
                                  "Neither its address nor its headers can be read: give both.",
                                  false,
                                  {{"/url", "is needed together with headers"}, {"/headers", "is needed together with url"}}});
  return merged;
}

nlohmann::ordered_json toJson(const Webhook& webhook, bool clearHeaders) {
  return {{"id", webhook.id.text()},
          {"name", webhook.name},
          {"chatbotId", webhook.chatbotId},
          {"kind", toText(webhook.kind)},
          {"url", shownUrl(webhook)},
          {"events", webhook.events},
          {"filter", webhook.filter.toJson()},
          {"enabled", webhook.enabled},
          {"test", webhook.test},
          {"headers", headersJson(webhook, clearHeaders)},
          {"settings", internal::settingsJson(webhook)},
          {"retryPolicy", internal::policyJson(webhook.retryPolicy)},
          {"timeoutMs", webhook.timeout.count()},
          {"maxHoldMs", webhook.maxHold.count()},
          {"retryEveryFailure", webhook.retryEveryFailure},
          {"rateLimit", internal::rateLimitJson(webhook.rateLimit)},
          {"maxInFlight", webhook.maxInFlight},
          {"ordering", internal::orderingJson(webhook.ordering)},
          {"digest", {{"windowMs", webhook.digestWindow.count()}}},
          {"signing", internal::toText(webhook.signing)},
          {"allowHttp", webhook.allowHttp},
          {"caPem", webhook.caPem},
          {"messages", messagesJson(webhook)},
          {"status", statusJson(webhook)},
          {"givesUpAfterMs", givesUpAfter(webhook.retryPolicy).count()},
          {"warnings", warningsOf(webhook)},
          {"secretCreatedAt", base::formatIso(webhook.secretCreatedAt)},
          {"createdAt", base::formatIso(webhook.createdAt)},
          {"updatedAt", base::formatIso(webhook.updatedAt)}};
}

}  // namespace hookline::model
