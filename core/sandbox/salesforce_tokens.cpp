#include "sandbox/salesforce_tokens.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/encoding.h"
#include "destinations/xml_text.h"

namespace hookline::sandbox {
namespace {

using nlohmann::json;

constexpr std::string_view kJwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
constexpr std::string_view kTokenStart = "00D0H0000000001EAA!";
constexpr std::string_view kOrgId = "00D0H0000000001EAA";
constexpr std::string_view kUserId = "0050H0000000001AAA";
constexpr std::string_view kLoginPath = "/services/Soap/u/";
constexpr std::string_view kNewestLogin = "64.0";
/// A JWT may be valid for three minutes; the clocks may differ by a little.
constexpr base::Millis kMostJwtLife{5 * 60 * 1000};
constexpr std::int64_t kLatestSeconds = 100'000'000'000;  // further ones do not fit into a time

ServiceReply refusedToken(int status, std::string_view error, std::string_view description) {
  return ServiceReply::json(status, {{"error", error}, {"error_description", description}});
}

ServiceReply soap(int status, const std::string& body) {
  return {status,
          {{"Content-Type", "text/xml;charset=UTF-8"}},
          R"(<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" )"
          R"(xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:fault.partner.soap.sforce.com" )"
          R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>)" +
              body + "</soapenv:Body></soapenv:Envelope>"};
}

/// Clients of the partner API read the code from the detail, others from the faultcode.
ServiceReply loginFault(const std::string& type, const std::string& code, const std::string& text) {
  const auto shown = destinations::xmlEscaped(text);
  return soap(500, "<soapenv:Fault><faultcode>sf:" + code + "</faultcode><faultstring>" + code + ": " + shown +
                       "</faultstring><detail><sf:" + type + " xsi:type=\"sf:" + type + "\"><sf:exceptionCode>" + code +
                       "</sf:exceptionCode><sf:exceptionMessage>" + shown + "</sf:exceptionMessage></sf:" + type +
                       "></detail></soapenv:Fault>");
}

std::string identityUrl(const ServiceRequest& request) { return request.base + "/id/" + std::string(kOrgId) + "/" + std::string(kUserId); }

/// A JWT's `exp` in seconds. Some clients write it as a text; one that is not digits from end to end is none.
std::optional<std::int64_t> secondsOf(const json& exp) {
  if (exp.is_number_integer()) return exp.get<std::int64_t>();
  const auto text = exp.is_string() ? exp.get<std::string>() : std::string();
  std::int64_t seconds = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, seconds);
  return !text.empty() && read.ec == std::errc() && read.ptr == end ? std::optional(seconds) : std::nullopt;
}

std::optional<std::string> fromBase64Url(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  return base::fromBase64(plain);
}

/// Why a JWT is not taken; empty: it is.
std::string_view jwtFault(std::string_view jwt, const ServiceRequest& request) {
  const auto first = jwt.find('.');
  const auto second = first == std::string_view::npos ? first : jwt.find('.', first + 1);
  if (second == std::string_view::npos) return "invalid assertion";
  const auto head = json::parse(fromBase64Url(jwt.substr(0, first)).value_or(""), nullptr, false);
  const auto claims = json::parse(fromBase64Url(jwt.substr(first + 1, second - first - 1)).value_or(""), nullptr, false);
  const auto signature = fromBase64Url(jwt.substr(second + 1));
  const auto text = [&claims](const char* name) {
    return claims.contains(name) && claims[name].is_string() ? claims[name].get<std::string>() : std::string();
  };
  if (!head.is_object() || head.value("alg", json()) != "RS256" || !claims.is_object() || !signature || signature->empty())
    return "invalid assertion";
  const auto audience = text("aud");
  if (audience != "https://login.salesforce.com" && audience != "https://test.salesforce.com" && audience != request.base)
    return "Audience validation failed";
  const auto exp = secondsOf(claims.value("exp", json()));
  if (!exp || *exp < 0 || *exp > kLatestSeconds) return "assertion has no exp";
  const base::WallTime ends{std::chrono::seconds{*exp}};
  if (ends <= request.at || ends > request.at + kMostJwtLife) return "expired authorization code";
  if (text("iss").empty() || isRefusedCredential(text("iss"))) return "client identifier invalid";
  if (text("sub").empty() || isRefusedCredential(text("sub"))) return "user hasn't approved this consumer";
  return {};
}

}  // namespace

ServiceReply SalesforceTokens::answer(const ServiceRequest& request) {
  if (request.method != "POST") return refusedToken(400, "invalid_request", "must use HTTP POST");
  ServiceRequest form;
  form.query = request.body;
  const auto grant = form.parameter("grant_type");
  if (grant == kJwtGrant) {
    const auto fault = jwtFault(form.parameter("assertion"), request);
    return fault.empty() ? given(request) : refusedToken(400, "invalid_grant", fault);
  }
  if (grant != "client_credentials") return refusedToken(400, "unsupported_grant_type", "grant type not supported");
  const auto id = form.parameter("client_id");
  const auto secret = form.parameter("client_secret");
  if (id.empty() || isRefusedCredential(id)) return refusedToken(400, "invalid_client_id", "client identifier invalid");
  if (secret.empty() || isRefusedCredential(secret)) return refusedToken(401, "invalid_client", "invalid client credentials");
  return given(request);
}

std::string SalesforceTokens::next(base::WallTime at) {
  return std::string(kTokenStart) + std::to_string(next_++) + "." + std::to_string(base::toMs(at));
}

ServiceReply SalesforceTokens::answerLogin(const ServiceRequest& request) {
  if (request.body.find("<logout") != std::string::npos) return soap(200, "<logoutResponse/>");
  const auto version = request.path.substr(kLoginPath.size());
  if (version.size() != kNewestLogin.size() || version > kNewestLogin)
    return loginFault("UnexpectedErrorFault", "UNSUPPORTED_API_VERSION", "login() is not available in this version of the API");
  const auto user = destinations::xmlElement(request.body, "username");
  const auto password = destinations::xmlElement(request.body, "password");
  if (user.empty() || password.empty() || isRefusedCredential(user) || isRefusedCredential(password))
    return loginFault("LoginFault", "INVALID_LOGIN", "Invalid username, password, security token; or user locked out.");
  return soap(200, "<loginResponse><result><passwordExpired>false</passwordExpired><serverUrl>" +
                       destinations::xmlEscaped(request.base + request.path) + "/00D0H0000000001</serverUrl><sessionId>" +
                       next(request.at) + "</sessionId><userId>" + std::string(kUserId) + "</userId><userInfo><organizationId>" +
                       std::string(kOrgId) + "</organizationId></userInfo></result></loginResponse>");
}

ServiceReply SalesforceTokens::answerIdentity(const ServiceRequest& request) const {
  const auto inQuery = request.parameter("oauth_token");
  if (!isGood(inQuery.empty() ? request.bearer() : std::string_view(inQuery), request.at))
    return ServiceReply::text(403, "Bad_OAuth_Token");
  const auto data = request.base + "/services/data/v{version}/";
  return ServiceReply::json(200, {{"id", identityUrl(request)},
                                  {"asserted_user", true},
                                  {"user_id", kUserId},
                                  {"organization_id", kOrgId},
                                  {"username", "hookline@stand-in.example"},
                                  {"display_name", "Hookline"},
                                  {"email", "hookline@stand-in.example"},
                                  {"active", true},
                                  {"user_type", "STANDARD"},
                                  {"language", "en_US"},
                                  {"locale", "en_US"},
                                  {"urls", {{"rest", data}, {"sobjects", data + "sobjects/"}, {"query", data + "query/"}}}});
}

ServiceReply SalesforceTokens::given(const ServiceRequest& request) {
  return ServiceReply::json(200, {{"access_token", next(request.at)},
                                  {"signature", base::toBase64("not checked by anybody")},
                                  {"scope", "api"},
                                  {"instance_url", request.base},
                                  {"id", identityUrl(request)},
                                  {"token_type", "Bearer"},
                                  {"issued_at", std::to_string(base::toMs(request.at))}});
}

bool SalesforceTokens::isGood(std::string_view token, base::WallTime now) const {
  if (token.empty() || isRefusedCredential(token)) return false;
  if (!token.starts_with(kTokenStart)) return true;
  token.remove_prefix(kTokenStart.size());
  std::size_t number = 0;
  std::int64_t at = 0;
  const auto* const end = token.data() + token.size();
  const auto [dot, problem] = std::from_chars(token.data(), end, number);
  if (problem != std::errc() || dot == end || std::from_chars(dot + 1, end, at).ec != std::errc()) return false;
  return number >= firstGood_ && number < next_ && now < base::fromMs(at) + life_;
}

}  // namespace hookline::sandbox
