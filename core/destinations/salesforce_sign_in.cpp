// How Salesforce is signed in to (integrations.md §6.1).
#include <memory>

#include "base/encoding.h"
#include "crypto/rsa_signature.h"
#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/salesforce.h"
#include "destinations/salesforce_answers.h"
#include "destinations/settings.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;

constexpr base::Millis kAssertionLife{std::chrono::minutes{3}};

std::string secretOf(const model::Webhook& webhook, std::string_view name) {
  const auto at = webhook.secretSettings.find(name);
  return at == webhook.secretSettings.end() ? std::string() : at->second;
}

/// Whom an assertion is for: sandbox orgs have a host of their own.
std::string_view audienceOf(const model::Webhook& webhook) {
  const bool isSandbox = textSetting(webhook, "myDomainUrl").find(".sandbox.my.") != std::string::npos;
  return isSandbox ? "https://test.salesforce.com" : "https://login.salesforce.com";
}

base::Result<std::string> assertionOf(const model::Webhook& webhook, base::WallTime now) {
  const nlohmann::ordered_json head{{"alg", "RS256"}};
  const nlohmann::ordered_json claims{{"iss", textSetting(webhook, "clientId")},
                                      {"sub", textSetting(webhook, "username")},
                                      {"aud", audienceOf(webhook)},
                                      {"exp", base::toMs(now + kAssertionLife) / 1000}};
  auto assertion = base::toBase64Url(head.dump()) + "." + base::toBase64Url(claims.dump());
  const auto signature = crypto::signRs256(secretOf(webhook, "privateKeyPem"), assertion);
  if (!signature) return base::fail(signature.error());
  return assertion.append(".").append(base::toBase64Url(*signature));
}

base::Result<std::string> signInForm(const model::Webhook& webhook, base::WallTime now) {
  if (textSetting(webhook, "auth", "client_credentials") != "jwt")
    return "grant_type=client_credentials&client_id=" + base::percentEncoded(textSetting(webhook, "clientId")) +
           "&client_secret=" + base::percentEncoded(secretOf(webhook, "clientSecret"));
  const auto assertion = assertionOf(webhook, now);
  if (!assertion) return base::fail(assertion.error());
  return "grant_type=" + base::percentEncoded("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion=" + *assertion;
}

bool isWebAddress(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

}  // namespace

std::vector<base::FieldError> Salesforce::check(const model::Webhook& webhook) const {
  std::vector<base::FieldError> faults;
  const auto need = [&](const char* name, bool isThere, const char* why) {
    if (!isThere) faults.push_back({std::string("/settings/") + name, why});
  };
  if (textSetting(webhook, "auth", "client_credentials") == "jwt") {
    need("username", !textSetting(webhook, "username").empty(), "is required for signing in with a certificate");
    const auto key = secretOf(webhook, "privateKeyPem");
    need("privateKeyPem", !key.empty(), "is required for signing in with a certificate");
    if (!key.empty())
      if (const auto tried = crypto::signRs256(key, {}); !tried) faults.push_back({"/settings/privateKeyPem", tried.error().message});
  } else {
    need("clientSecret", !secretOf(webhook, "clientSecret").empty(), "is required for signing in with client credentials");
  }
  const bool leadKey = !textSetting(webhook, "leadKeyField").empty();
  const bool taskKey = !textSetting(webhook, "taskKeyField").empty();
  need("leadKeyField", leadKey || !taskKey, "must be given together with the field for tasks; leave both empty for compatibility mode");
  need("taskKeyField", taskKey || !leadKey, "must be given together with the field for leads; leave both empty for compatibility mode");
  const auto properties = webhook.settings.value("properties", json::object());
  for (const auto& [field, value] : properties.items())
    if (field == textSetting(webhook, "leadKeyField") || field == "Id" || field == "Email")
      faults.push_back({"/settings/properties/" + field, "is written by Hookline itself: leave it out"});
  return faults;
}

std::optional<base::Result<model::HttpRequest>> Salesforce::signIn(const model::Webhook& webhook, base::WallTime now) const {
  auto form = signInForm(webhook, now);
  if (!form) return base::Result<model::HttpRequest>(base::fail(form.error()));
  model::HttpRequest request;
  request.url = address(webhook) + "/services/oauth2/token";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  request.body = std::make_shared<const std::string>(std::move(*form));
  request.timeout = webhook.timeout;
  request.allowHttp = webhook.allowHttp;
  request.caPem = webhook.caPem;
  return base::Result<model::HttpRequest>(std::move(request));
}

/// Salesforce does not say how long a token is good: it is used until it is refused.
std::variant<Token, Judgement> Salesforce::signedIn(const model::Webhook& /*webhook*/, const model::HttpResult& result) const {
  const auto body = answerOf(result);
  Token token;
  token.value = textAt(body, "access_token");
  token.baseUrl = textAt(body, "instance_url");
  while (token.baseUrl.ends_with('/')) token.baseUrl.pop_back();
  const bool isGood = *result.status >= 200 && *result.status < 300;
  if (isGood && !token.value.empty() && (token.baseUrl.empty() || isWebAddress(token.baseUrl))) return token;
  return internal::judgeSalesforceSignIn(*result.status, body);
}

}  // namespace hookline::destinations
