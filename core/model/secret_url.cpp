#include "model/secret_url.h"

#include "base/ascii.h"
#include "model/webhook.h"
#include "model/webhook_words.h"

namespace hookline::model {
namespace {

std::string_view authorityOf(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const auto rest = url.substr(scheme + 3);
  return rest.substr(0, rest.find_first_of("/?#"));
}

bool isUnder(std::string_view host, std::string_view domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.');
}

}  // namespace

std::string hostOfUrl(std::string_view url) {
  const auto authority = authorityOf(url);
  return base::lowered(authority.starts_with('[') ? authority.substr(0, authority.find(']') + 1)
                                                  : authority.substr(0, authority.find(':')));
}

std::string_view chatServiceOf(std::string_view url) {
  const auto host = hostOfUrl(url);
  if (host == "hooks.slack.com" || host == "hooks.slack-gov.com") return "Slack";
  if (isUnder(host, "discord.com") || isUnder(host, "discordapp.com")) return "Discord";
  if (isUnder(host, "webhook.office.com") || host == "outlook.office.com" || isUnder(host, "logic.azure.com") ||
      isUnder(host, "environment.api.powerplatform.com"))
    return "Teams";
  return {};
}

std::string shownUrl(std::string_view url) { return isSecretUrl(url) ? maskedUrl(url) : std::string(url); }

std::string maskedUrl(std::string_view url) {
  const auto authority = authorityOf(url);
  if (authority.empty()) return std::string(kMasked);
  // Who gives a user and a password in an address must not find them shown.
  const auto host = authority.substr(authority.rfind('@') == std::string_view::npos ? 0 : authority.rfind('@') + 1);
  return std::string(url.substr(0, url.find("://") + 3)) + std::string(host) + "/" + std::string(kMasked);
}

bool isSecretUrl(const Webhook& webhook) {
  return isSecretUrl(webhook.url) || (webhook.kind != WebhookKind::kCustom && hasOwnUrl(webhook.kind) && !webhook.url.empty());
}

std::string shownUrl(const Webhook& webhook) { return isSecretUrl(webhook) ? maskedUrl(webhook.url) : webhook.url; }

}  // namespace hookline::model
