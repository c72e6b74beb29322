#include "api/webhook_rules.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/signature.h"
#include "destinations/settings.h"
#include "net/header_rules.h"
#include "net/url.h"

namespace hookline::api::internal {
namespace {

using Errors = std::vector<base::FieldError>;

std::string asDetail(const base::Error& error) { return error.message; }

/// The guard's sentence, with what opens the way where a switch can.
std::string addressDetail(const net::IpAddress& address, const base::Error& error, const net::AddressPolicy& policy) {
  const bool opened = !policy.allowPrivate && net::checkAddress(address, {true}).has_value();
  if (!opened) return error.message;
  return error.message + " Start hooklined with --allow-private to let webhooks point there.";
}

void checkUrl(std::string_view text, bool allowHttp, const net::AddressPolicy& policy, Errors& errors) {
  const auto url = net::parseUrl(text);
  if (!url) return errors.push_back({"/url", asDetail(url.error())});
  if (auto port = net::checkPort(url->port); !port) errors.push_back({"/url", asDetail(port.error())});
  if (auto name = net::checkHostName(url->host); !name) return errors.push_back({"/url", asDetail(name.error())});
  const bool loopback = url->isLoopback();
  if (url->address) {
    if (auto allowed = net::checkAddress(*url->address, policy); !allowed)
      return errors.push_back({"/url", addressDetail(*url->address, allowed.error(), policy)});
  } else if (loopback && !policy.allowPrivate) {
    return errors.push_back(
        {"/url", "The name is this computer (127.0.0.0/8). Start hooklined with --allow-private to let webhooks point there."});
  }
  if (!url->isHttps() && !loopback && !allowHttp)
    errors.push_back({"/url", "must be https; set allowHttp to true to send in plain text all the same"});
}

void checkHeaders(const std::vector<model::HttpHeader>& headers, Errors& errors) {
  if (headers.size() > net::kMaxCustomHeaders)
    errors.push_back({"/headers", "has " + std::to_string(headers.size()) + " headers; at most " + std::to_string(net::kMaxCustomHeaders) +
                                      " can be sent"});
  for (const auto& header : headers) {
    // The name in the path is an escaped JSON pointer token (RFC 6901 §3).
    std::string token;
    for (const char c : header.name) token.append(c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c));
    if (auto fine = net::checkCustomHeader(header.name, header.value); !fine)
      errors.push_back({"/headers/" + base::printable(token, 80), asDetail(fine.error())});
  }
}

void checkSecret(const model::Webhook& webhook, Errors& errors) {
  if (webhook.secret.empty() || webhook.signing == model::Signing::kHookline) return;
  const auto signature = crypto::signStandard(webhook.secret, "evt_1", 0, "{}");
  if (!signature) errors.push_back({"/secret", asDetail(signature.error())});
}

}  // namespace

Errors checkWebhook(model::Webhook& webhook, const net::AddressPolicy& policy, std::string_view lookedUp) {
  // First its settings: the address of some kinds follows from them.
  Errors errors = destinations::settle(webhook, lookedUp);
  checkUrl(webhook.url, webhook.allowHttp, policy, errors);
  checkHeaders(webhook.headers, errors);
  checkSecret(webhook, errors);
  return errors;
}

Errors checkInput(const nlohmann::json& input, const net::AddressPolicy& policy) {
  Errors errors;
  if (!input.is_object()) return errors;
  const auto allowHttp = input.find("allowHttp");
  if (const auto url = input.find("url"); url != input.end() && url->is_string())
    checkUrl(url->get_ref<const std::string&>(), allowHttp != input.end() && allowHttp->is_boolean() && allowHttp->get<bool>(), policy,
             errors);
  if (const auto headers = input.find("headers"); headers != input.end() && headers->is_object()) {
    std::vector<model::HttpHeader> list;
    for (const auto& [name, value] : headers->items())
      if (value.is_string()) list.push_back({name, value.get<std::string>()});
    checkHeaders(list, errors);
  }
  return errors;
}

base::Error withDetails(base::Error error, Errors more) {
  const auto own = error.details;
  for (auto& detail : more) {
    const bool named = std::any_of(own.begin(), own.end(), [&](const base::FieldError& known) { return known.path == detail.path; });
    if (!named) error.details.push_back(std::move(detail));
  }
  return error;
}

base::Result<model::Webhook> readNewWebhook(const nlohmann::json& input, const net::AddressPolicy& policy, std::string_view lookedUp) {
  auto webhook = model::webhookFromJson(input);
  if (!webhook) return base::fail(withDetails(webhook.error(), checkInput(input, policy)));
  auto errors = checkWebhook(*webhook, policy, lookedUp);
  if (!errors.empty())
    return base::fail(base::Error{base::Errc::kInvalid, "The webhook cannot be saved as it is.", false, std::move(errors)});
  return webhook;
}

base::Result<model::Webhook> readChangedWebhook(const model::Webhook& current, const nlohmann::json& patch,
                                                const net::AddressPolicy& policy, std::string_view lookedUp) {
  auto changed = model::mergeWebhook(current, patch);
  if (!changed) return base::fail(withDetails(changed.error(), checkInput(patch, policy)));
  // What stands already and is not touched does not stop a change of something else.
  auto errors = checkWebhook(*changed, policy, lookedUp);
  const bool sameSettings = changed->settings == current.settings && changed->secretSettings == current.secretSettings;
  std::erase_if(errors, [&](const base::FieldError& error) {
    if (error.path.starts_with("/settings")) return sameSettings;
    if (error.path.starts_with("/messages")) return changed->messages == current.messages;
    if (error.path.starts_with("/digest")) return changed->digestWindow == current.digestWindow;
    if (error.path == "/url") return changed->url == current.url && changed->allowHttp == current.allowHttp;
    if (error.path == "/secret") return changed->secret == current.secret && changed->signing == current.signing;
    return changed->headers == current.headers;
  });
  if (!errors.empty())
    return base::fail(base::Error{base::Errc::kInvalid, "The webhook cannot be saved as it is.", false, std::move(errors)});
  return changed;
}

}  // namespace hookline::api::internal
