#include "destinations/hubspot_answers.h"

#include <string>

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

/// "HubSpot refused it: "Property …"."
std::string quotedMessage(std::string_view before, const json& body) {
  const auto message = textAt(body, "message");
  return std::string(before) + (message.empty() ? "." : ": " + destinations::quoted(message) + ".");
}

std::string missingScopes(const json& body) {
  std::string all;
  for (const auto* name : {"missingScopes", "requiredGranularScopes"}) {
    const auto& scopes = model::memberOf(model::memberOf(body, "context"), name);
    if (!scopes.is_array()) continue;
    for (const auto& scope : scopes)
      if (scope.is_string()) all += (all.empty() ? "" : ", ") + scope.get<std::string>();
  }
  return all;
}

Judgement throttled(const json& body) {
  const auto policy = textAt(body, "policyName");
  auto made = judgementOf(Verdict::kThrottle, ErrorClass::kThrottled, "HubSpot's limit for requests is reached.",
                          "It goes again by itself when the limit allows it.");
  if (policy == "DAILY") {
    made.says = "The HubSpot account has used up its requests for today.";
    made.helps = "It goes again by itself; HubSpot counts afresh at midnight of the account's time zone.";
    made.waitAsked = std::chrono::hours{1};
  } else if (policy == "TEN_SECONDLY_ROLLING") {
    made.waitAsked = std::chrono::seconds{10};
  } else {
    made.waitAsked = std::chrono::seconds{1};
  }
  return made;
}

}  // namespace

std::optional<Judgement> judgeHubSpot(int status, const json& body) {
  switch (status) {
    case 400:
      return judgementOf(Verdict::kPermanent, ErrorClass::kRejected, quotedMessage("HubSpot refused what it was sent", body),
                         "Mend the value or the webhook's settings that HubSpot names, then retry.");
    case 401:
      return judgementOf(Verdict::kAuth, ErrorClass::kAuth, "HubSpot does not accept the service key.",
                         "Make a new one in HubSpot (Development, Keys, Service keys), put it here, then resume the webhook.");
    case 403: {
      const auto scopes = missingScopes(body);
      if (scopes.empty())
        return judgementOf(Verdict::kAuth, ErrorClass::kAuth, quotedMessage("HubSpot does not allow the service key to do this", body),
                           "Give the key the scopes for contacts, and for deals if they are made, then resume the webhook.");
      return judgementOf(Verdict::kAuth, ErrorClass::kAuth, "HubSpot's service key lacks these scopes: " + base::printable(scopes) + ".",
                         "Add them to the key in HubSpot (Development, Keys, Service keys), then resume the webhook.");
    }
    case 423: {
      auto made = judgementOf(Verdict::kRetry, ErrorClass::kServerError, "HubSpot has locked the account for a moment.",
                              "It goes again by itself.");
      made.waitAsked = std::chrono::seconds{2};
      return made;
    }
    case 429:
      return throttled(body);
    case 477:
      return judgementOf(Verdict::kRetry, ErrorClass::kServerError, "HubSpot is moving the account to another data centre.",
                         "It goes again by itself; this can take up to a day.");
    default:
      return std::nullopt;
  }
}

}  // namespace hookline::destinations::internal
