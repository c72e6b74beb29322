#include "destinations/salesforce_answers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/encoding.h"
#include "destinations/chat_destination.h"
#include "destinations/crm.h"
#include "destinations/known_answers.h"
#include "model/json_member.h"

namespace hookline::destinations::internal {
namespace {

using model::ErrorClass;
using model::Verdict;
using nlohmann::json;

/// The daily allocation is counted over the last 24 hours, so that some of it comes back all the time.
constexpr base::Millis kLimitWait{std::chrono::minutes{15}};
constexpr base::Millis kLockWait{std::chrono::seconds{2}};
constexpr std::string_view kHalted = "PROCESSING_HALTED";

const json* firstError(const json& body) { return body.is_array() && !body.empty() && body[0].is_object() ? &body[0] : nullptr; }

/// "Salesforce refused what it was sent (STRING_TOO_LONG): "Last Name: data value too large"."
std::string refusal(const SalesforceAnswer& answer) {
  const auto* error = firstError(answer.body);
  const auto message = error ? textAt(*error, "message") : std::string();
  return "Salesforce refused what it was sent (" + base::printable(answer.code(), 60) + ")" +
         (message.empty() ? "." : ": " + destinations::quoted(message) + ".");
}

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

Judgement overLimit() {
  auto made =
      judgementOf(Verdict::kThrottle, ErrorClass::kThrottled, "The Salesforce org has used up its requests of the last 24 hours.",
                  "It goes again by itself. If it happens often, see in Salesforce which apps use the limit (Setup, System Overview).");
  made.waitAsked = kLimitWait;
  return made;
}

}  // namespace

std::string SalesforceAnswer::code() const {
  const auto* error = firstError(body);
  return error ? textAt(*error, "errorCode") : std::string();
}

std::optional<SalesforceAnswer> partOf(const json& composite, std::string_view name) {
  const auto& parts = model::memberOf(composite, "compositeResponse");
  if (!parts.is_array()) return std::nullopt;
  for (const auto& part : parts) {
    const auto& status = model::memberOf(part, "httpStatusCode");
    if (textAt(part, "referenceId") == name && status.is_number_integer())
      return SalesforceAnswer{status.get<int>(), part.value("body", json())};
  }
  return std::nullopt;
}

std::optional<SalesforceAnswer> failureIn(const json& composite) {
  std::optional<SalesforceAnswer> undone;
  for (const auto* name : {"lead", "task"}) {
    auto part = partOf(composite, name);
    if (!part || part->isGood()) continue;
    if (part->code() != kHalted) return part;
    undone = std::move(part);
  }
  return undone;
}

std::string duplicateId(const SalesforceAnswer& answer) {
  const auto* error = firstError(answer.body);
  if (answer.code() != "DUPLICATES_DETECTED" || !error) return {};
  const auto list = [](const json& object, const char* name) {
    const auto& found = model::memberOf(object, name);
    return found.is_array() ? found : json::array();
  };
  const auto result = error->value("duplicateResult", json());
  for (const auto& match : list(result, "matchResults"))
    for (const auto& found : list(match, "matchRecords")) {
      const auto type = textAt(match, "entityType");
      auto id = textAt(model::memberOf(found, "record"), "Id");
      if (!id.empty() && (type == "Lead" || type == "Contact")) return id;
    }
  return {};
}

bool isRecordGone(const SalesforceAnswer& answer) {
  constexpr auto kCodes =
      std::to_array<std::string_view>({"ENTITY_IS_DELETED", "CANNOT_UPDATE_CONVERTED_LEAD", "INVALID_CROSS_REFERENCE_KEY", "MALFORMED_ID"});
  return isOneOf(kCodes, answer.code());
}

/// Two texts say that a new token would be refused as well (integrations.md §6.1).
bool wantsNewToken(const SalesforceAnswer& answer) {
  if (answer.status != 401) return false;
  const auto* error = firstError(answer.body);
  const auto message = error ? textAt(*error, "message") : std::string();
  return message.find("Connected app is not attached to Agent") == std::string::npos &&
         message.find("This session is not valid for use with the REST API") == std::string::npos;
}

Judgement refusedToken() {
  return judgementOf(
      Verdict::kAuth, ErrorClass::kAuth, "Salesforce does not accept the session that it has just opened.",
      "Check in Setup that the app may use the API (scope \"Manage user data via APIs\") and that its user has API access; then "
      "resume the webhook.");
}

Judgement undoneSalesforce() {
  return judgementOf(Verdict::kRetry, ErrorClass::kServerError, "Salesforce undid what it was sent without saying why.",
                     "It goes again by itself.");
}

std::optional<Judgement> judgeSalesforce(const SalesforceAnswer& answer) {
  const auto code = answer.code();
  constexpr auto kAccess = std::to_array<std::string_view>({"API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED", "INSUFFICIENT_ACCESS",
                                                            "INSUFFICIENT_ACCESS_OR_READONLY", "FUNCTIONALITY_NOT_ENABLED"});
  if (code == "REQUEST_LIMIT_EXCEEDED") return overLimit();
  if (code == kHalted) return undoneSalesforce();
  if (answer.status == 401) return refusedToken();
  if (isOneOf(kAccess, code))
    return judgementOf(
        Verdict::kAuth, ErrorClass::kAuth, refusal(answer),
        "Give the user that the app runs as the right to use the API and to write leads and tasks, then resume the webhook.");
  if (code == "UNABLE_TO_LOCK_ROW") {
    auto made = judgementOf(Verdict::kRetry, ErrorClass::kServerError, "Somebody else was writing the same record in Salesforce.",
                            "It goes again by itself.");
    made.waitAsked = kLockWait;
    return made;
  }
  if (code == "DUPLICATES_DETECTED")
    return judgementOf(
        Verdict::kPermanent, ErrorClass::kRejected, "A duplicate rule in Salesforce stopped the new lead.",
        "Let the webhook use the existing record or allow duplicates (Duplicates), or merge the records in Salesforce; then retry.");
  if (answer.status == 300)
    return judgementOf(Verdict::kPermanent, ErrorClass::kRejected, "Several records in Salesforce have the same external id.",
                       "Delete the surplus ones and mark the field as unique (Setup, Object Manager), then retry.");
  if (answer.status == 404)
    return judgementOf(Verdict::kGone, ErrorClass::kNotFound,
                       "Salesforce does not know the API version or a field that the webhook's settings name.",
                       "Check the API version and the external-id fields for leads and tasks, then resume the webhook.");
  if (answer.status == 400 && !code.empty())
    return judgementOf(Verdict::kPermanent, ErrorClass::kRejected, refusal(answer),
                       "Mend the value, the webhook's settings or the rule in Salesforce that it names, then retry.");
  return std::nullopt;
}

Judgement judgeSalesforceSignIn(int status, const json& body) {
  const auto error = textAt(body, "error");
  const auto described = textAt(body, "error_description");
  if (status == 429 || error == "rate_limit_exceeded") {
    auto made = judgementOf(Verdict::kThrottle, ErrorClass::kThrottled, "Salesforce wants fewer sign-ins.", "It goes again by itself.");
    made.waitAsked = std::chrono::minutes{1};
    return made;
  }
  if (status >= 500 || isSuccess(status))
    return judgementOf(Verdict::kRetry, status >= 500 ? ErrorClass::kServerError : ErrorClass::kBrokenAnswer,
                       "Salesforce did not open a session: its answer has no token.",
                       "It goes again by itself. If that does not help, check that My Domain URL is that of the org.");
  auto made =
      judgementOf(Verdict::kAuth, ErrorClass::kAuth,
                  "Salesforce refused to sign in" + (described.empty() ? "." : ": " + destinations::quoted(described) + "."),
                  "Check the app's consumer key and secret, and that the Client Credentials Flow is on with a user to run as (Setup, "
                  "External Client App Manager); then resume the webhook.");
  if (error == "invalid_client_id") made.helps = "Check the consumer key and My Domain URL, then resume the webhook.";
  if (error == "inactive_user")
    made.helps = "The app's user is frozen or inactive: choose another one or activate it, then resume the webhook.";
  return made;
}

Judgement judgeSalesforceLogin(std::string_view faultCode, std::string_view faultText) {
  if (faultCode.ends_with("SERVER_UNAVAILABLE"))
    return judgementOf(Verdict::kRetry, ErrorClass::kServerError, "Salesforce cannot sign anybody in at the moment.",
                       "It goes again by itself.");
  auto made = judgementOf(Verdict::kAuth, ErrorClass::kAuth, "Salesforce refused to sign in: " + destinations::quoted(faultText) + ".",
                          "Check user name, password and security token (a new password brings a new token), then resume the webhook.");
  if (faultCode.ends_with("UNSUPPORTED_API_VERSION"))
    made.helps = "Salesforce has ended signing in with a password: make an External Client App and use client credentials, then resume.";
  return made;
}

std::optional<base::Millis> salesforceQuiet(std::string_view limitInfo) {
  constexpr std::string_view kUsage = "api-usage=";
  const auto at = limitInfo.find(kUsage);
  if (at == std::string_view::npos) return std::nullopt;
  const auto* const end = limitInfo.data() + limitInfo.size();
  long long used = 0;
  long long most = 0;
  const auto slash = std::from_chars(limitInfo.data() + at + kUsage.size(), end, used);
  if (slash.ec != std::errc() || slash.ptr == end || *slash.ptr != '/') return std::nullopt;
  if (std::from_chars(slash.ptr + 1, end, most).ec != std::errc() || most <= 0 || used < most) return std::nullopt;
  return kLimitWait;
}

}  // namespace hookline::destinations::internal
