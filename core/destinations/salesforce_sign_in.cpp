// How Salesforce is signed in to (integrations.md §6.1).
#include <algorithm>
#include <memory>
#include <utility>

#include "base/encoding.h"
#include "crypto/rsa_signature.h"
#include "destinations/crm.h"
#include "destinations/event_values.h"
#include "destinations/known_answers.h"
#include "destinations/salesforce.h"
#include "destinations/salesforce_answers.h"
#include "destinations/settings.h"
#include "destinations/xml_text.h"

namespace hookline::destinations {
namespace {

using nlohmann::json;

constexpr base::Millis kAssertionLife{std::chrono::minutes{3}};
/// The last version that signs in by SOAP; it is retired in Summer '27.
constexpr std::string_view kSoapPath = "/services/Soap/u/64.0";

std::string authOf(const model::Webhook& webhook) { return textSetting(webhook, "auth", "client_credentials"); }

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
  const auto signature = crypto::signRs256(secretSetting(webhook, "privateKeyPem"), assertion);
  if (!signature) return base::fail(signature.error());
  return assertion.append(".").append(base::toBase64Url(*signature));
}

base::Result<std::string> signInForm(const model::Webhook& webhook, base::WallTime now) {
  if (authOf(webhook) != "jwt")
    return "grant_type=client_credentials&client_id=" + base::percentEncoded(textSetting(webhook, "clientId")) +
           "&client_secret=" + base::percentEncoded(secretSetting(webhook, "clientSecret"));
  const auto assertion = assertionOf(webhook, now);
  if (!assertion) return base::fail(assertion.error());
  return "grant_type=" + base::percentEncoded("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion=" + *assertion;
}

/// The security token stands behind the password.
std::string soapLogin(const model::Webhook& webhook) {
  const auto password = secretSetting(webhook, "password") + secretSetting(webhook, "securityToken");
  return R"(<?xml version="1.0" encoding="utf-8"?><Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>)"
         R"(<login xmlns="urn:partner.soap.sforce.com"><username>)" +
         xmlEscaped(textSetting(webhook, "username")) + "</username><password>" + xmlEscaped(password) +
         "</password></login></Body></Envelope>";
}

bool isWebAddress(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

}  // namespace

std::vector<base::FieldError> Salesforce::check(const model::Webhook& webhook) const {
  std::vector<base::FieldError> faults;
  const auto need = [&](const char* name, bool isThere, const char* why) {
    if (!isThere) faults.push_back({std::string("/settings/") + name, why});
  };
  const auto auth = authOf(webhook);
  need("clientId", auth == "password" || !textSetting(webhook, "clientId").empty(), "is required for this way of signing in");
  need("username", auth == "client_credentials" || !textSetting(webhook, "username").empty(), "is required for this way of signing in");
  need("clientSecret", auth != "client_credentials" || !secretSetting(webhook, "clientSecret").empty(),
       "is required for signing in with client credentials");
  need("password", auth != "password" || !secretSetting(webhook, "password").empty(), "is required for signing in with a password");
  const auto key = secretSetting(webhook, "privateKeyPem");
  need("privateKeyPem", auth != "jwt" || !key.empty(), "is required for signing in with a certificate");
  if (auth == "jwt" && !key.empty())
    if (const auto tried = crypto::signRs256(key, {}); !tried) faults.push_back({"/settings/privateKeyPem", tried.error().message});
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
  const bool isSoap = authOf(webhook) == "password";
  auto form = isSoap ? base::Result<std::string>(soapLogin(webhook)) : signInForm(webhook, now);
  if (!form) return base::Result<model::HttpRequest>(base::fail(form.error()));
  model::HttpRequest request;
  request.url = address(webhook).append(isSoap ? kSoapPath : "/services/oauth2/token");
  request.headers.push_back({"Content-Type", isSoap ? "text/xml; charset=utf-8" : "application/x-www-form-urlencoded"});
  request.headers.push_back(isSoap ? model::HttpHeader{"SOAPAction", "login"} : model::HttpHeader{"Accept", "application/json"});
  request.body = std::make_shared<const std::string>(std::move(*form));
  request.timeout = webhook.timeout;
  request.allowHttp = webhook.allowHttp;
  request.caPem = webhook.caPem;
  return base::Result<model::HttpRequest>(std::move(request));
}

/// A token is used until it is refused, because most ways of signing in do not say how long it is good.
std::variant<Token, Judgement> Salesforce::signedIn(const model::Webhook& webhook, const model::HttpResult& result) const {
  const bool isSoap = authOf(webhook) == "password";
  const auto body = isSoap ? json() : answerOf(result);
  Token token;
  token.value = isSoap ? xmlElement(result.body, "sessionId") : textAt(body, "access_token");
  token.baseUrl = isSoap ? xmlElement(result.body, "serverUrl") : textAt(body, "instance_url");
  // A server's address goes on with the path of the SOAP service.
  if (isSoap) token.baseUrl.resize(std::min(token.baseUrl.find("/services/Soap/"), token.baseUrl.size()));
  while (token.baseUrl.ends_with('/')) token.baseUrl.pop_back();
  // Salesforce then opens a session that only a new password can be set with.
  if (isSoap && xmlElement(result.body, "passwordExpired") == "true")
    return internal::judgeSalesforceLogin("PASSWORD_EXPIRED", "the password has expired");
  if (isSuccess(*result.status) && !token.value.empty() && (token.baseUrl.empty() || isWebAddress(token.baseUrl))) return token;
  if (const auto fault = xmlElement(result.body, "faultcode"); isSoap && !fault.empty())
    return internal::judgeSalesforceLogin(fault, xmlElement(result.body, "faultstring"));
  return internal::judgeSalesforceSignIn(*result.status, body);
}

}  // namespace hookline::destinations
