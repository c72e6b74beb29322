#include <array>
#include <string>

#include "model/webhook.h"
#include "model/webhook_reader.h"
#include "model/webhook_words.h"

namespace hookline::model {
namespace {

using nlohmann::ordered_json;

std::string_view authorityOf(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const auto rest = url.substr(scheme + 3);
  return rest.substr(0, rest.find_first_of("/?#"));
}

std::string hostOf(std::string_view url) {
  const auto authority = authorityOf(url);
  std::string host(authority.starts_with('[') ? authority.substr(0, authority.find(']') + 1) : authority.substr(0, authority.find(':')));
  for (char& c : host)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return host;
}

bool isUnder(std::string_view host, std::string_view domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.');
}

/// The chat service whose incoming-webhook address this is, or empty.
std::string_view chatService(std::string_view host) {
  if (host == "hooks.slack.com" || host == "hooks.slack-gov.com") return "Slack";
  if (isUnder(host, "discord.com") || isUnder(host, "discordapp.com")) return "Discord";
  if (isUnder(host, "webhook.office.com") || host == "outlook.office.com" || isUnder(host, "logic.azure.com") ||
      isUnder(host, "environment.api.powerplatform.com"))
    return "Teams";
  return {};
}

bool isLoopback(std::string_view host) { return isUnder(host, "localhost") || host.starts_with("127.") || host == "[::1]"; }

ordered_json warningsOf(const Webhook& webhook) {
  auto warnings = ordered_json::array();
  const std::string host = hostOf(webhook.url);
  if (const auto service = chatService(host); webhook.kind == WebhookKind::kCustom && !service.empty()) {
    const std::string word(service);
    warnings.push_back("This is a " + word + " address, and " + word + " refuses events that are not written as its own messages. " + word +
                       " messages come with a later version.");
  }
  if (webhook.allowHttp && std::string_view(webhook.url).starts_with("http://") && !isLoopback(host))
    warnings.push_back("Events travel to this webhook unencrypted: anybody on the way can read them. Use an https address.");
  return warnings;
}

ordered_json statusJson(const Webhook& webhook) {
  const auto& stop = webhook.stop;
  if (!webhook.enabled)
    return {{"state", "disabled"}, {"reason", "It takes no new events until it is enabled."}, {"since", nullptr}, {"until", nullptr}};
  if (stop.kind == WebhookStop::Kind::kNone) return {{"state", "active"}, {"reason", nullptr}, {"since", nullptr}, {"until", nullptr}};
  return {{"state", stop.kind == WebhookStop::Kind::kPaused ? "paused" : "on_hold"},
          {"reason", stop.reason},
          {"since", base::formatIso(stop.since)},
          {"until", stop.until ? ordered_json(base::formatIso(*stop.until)) : ordered_json(nullptr)}};
}

ordered_json headersJson(const Webhook& webhook, bool clear) {
  auto out = ordered_json::object();
  for (const auto& header : webhook.headers)
    out[header.name] = clear || !isSensitiveHeader(header.name) ? header.value : std::string(internal::kMasked);
  return out;
}

}  // namespace

base::Result<Webhook> webhookFromJson(const nlohmann::json& input) { return internal::WebhookReader(nullptr).read(input); }

base::Result<Webhook> mergeWebhook(const Webhook& current, const nlohmann::json& patch) {
  return internal::WebhookReader(&current).read(patch);
}

nlohmann::ordered_json toJson(const Webhook& webhook, bool clearHeaders) {
  const auto nothing = ordered_json::object();
  return {{"id", webhook.id.text()},
          {"name", webhook.name},
          {"chatbotId", webhook.chatbotId},
          {"kind", toText(webhook.kind)},
          {"url", webhook.url},
          {"events", webhook.events},
          {"filter", webhook.filter.toJson()},
          {"enabled", webhook.enabled},
          {"test", webhook.test},
          {"headers", headersJson(webhook, clearHeaders)},
          {"settings", nothing},
          {"retryPolicy", internal::policyJson(webhook.retryPolicy)},
          {"timeoutMs", webhook.timeout.count()},
          {"maxHoldMs", webhook.maxHold.count()},
          {"retryEveryFailure", webhook.retryEveryFailure},
          {"rateLimit", internal::rateLimitJson(webhook.rateLimit)},
          {"maxInFlight", webhook.maxInFlight},
          {"ordering", internal::orderingJson(webhook.ordering)},
          {"digest", {{"windowMs", 0}}},
          {"signing", internal::toText(webhook.signing)},
          {"allowHttp", webhook.allowHttp},
          {"caPem", webhook.caPem},
          {"messages", nothing},
          {"status", statusJson(webhook)},
          {"givesUpAfterMs", givesUpAfter(webhook.retryPolicy).count()},
          {"warnings", warningsOf(webhook)},
          {"secretCreatedAt", base::formatIso(webhook.secretCreatedAt)},
          {"createdAt", base::formatIso(webhook.createdAt)},
          {"updatedAt", base::formatIso(webhook.updatedAt)}};
}

}  // namespace hookline::model
