#include "destinations/zendesk_answers.h"

#include <string>
#include <utility>

#include "destinations/chat_destination.h"
#include "destinations/crm.h"
#include "destinations/known_answers.h"

namespace hookline::destinations::internal {
namespace {

using model::ErrorClass;
using model::Verdict;
using nlohmann::json;

/// The first of the details, each of which is a list by field, or the description of all.
std::string firstReason(const json& body) {
  const auto details = body.is_object() ? body.value("details", json::object()) : json::object();
  if (details.is_object())
    for (const auto& [field, faults] : details.items())
      if (faults.is_array() && !faults.empty())
        if (auto text = textAt(faults.front(), "description"); !text.empty()) return text;
  for (const auto* name : {"description", "error_description", "error"})
    if (auto text = textAt(body, name); !text.empty()) return text;
  return {};
}

std::string withReason(std::string before, const json& body) {
  const auto reason = firstReason(body);
  return std::move(before) + (reason.empty() ? "." : ": " + destinations::quoted(reason) + ".");
}

ErrorClass classOf(int status) {
  if (status >= 500) return ErrorClass::kServerError;
  return status == 404 ? ErrorClass::kNotFound : status < 300 ? ErrorClass::kBrokenAnswer : ErrorClass::kOtherStatus;
}

}  // namespace

std::optional<Judgement> judgeZendesk(int status, const json& body) {
  switch (status) {
    case 400:
    case 422:
      return judgementOf(Verdict::kPermanent, ErrorClass::kRejected, withReason("Zendesk refused what it was sent", body),
                         "Mend the value or the webhook's settings that Zendesk names, then retry.");
    case 403:
      return judgementOf(
          Verdict::kAuth, ErrorClass::kAuth, withReason("Zendesk does not allow this", body),
          "Give the OAuth client, or the user of the API token, the right to read and write tickets, then resume the webhook.");
    case 429:
      return judgementOf(Verdict::kThrottle, ErrorClass::kThrottled, "Zendesk's limit for requests is reached.",
                         "It goes again by itself when the limit allows it.");
    default:
      return std::nullopt;
  }
}

Judgement judgeZendeskSignIn(int status, const json& body) {
  if (status == 401) return zendeskRefusesCredentials(false);
  if (status == 400 || status == 403)
    return judgementOf(
        Verdict::kAuth, ErrorClass::kAuth, withReason("Zendesk does not let the OAuth client sign in", body),
        "Check in Zendesk that the client is of the kind Confidential and may read and write tickets, then resume the webhook.");
  if (auto judged = judgeZendesk(status, body)) return std::move(*judged);
  if (status == 404)
    return judgementOf(Verdict::kRetry, ErrorClass::kNotFound, "There is no Zendesk under this subdomain, or it cannot be signed in to.",
                       "Check the subdomain in the webhook's settings.");
  return judgementOf(Verdict::kRetry, classOf(status), "Signing in to Zendesk failed: HTTP " + std::to_string(status) + " without a token.",
                     "It goes again by itself. If that does not help, check that the address is Zendesk's.");
}

Judgement zendeskRefusesCredentials(bool legacy) {
  if (legacy)
    return judgementOf(Verdict::kAuth, ErrorClass::kAuth, "Zendesk does not accept the API token.",
                       "API tokens end for good on 30 April 2027: make an OAuth client in Zendesk, put it here, then resume the webhook.");
  return judgementOf(Verdict::kAuth, ErrorClass::kAuth, "Zendesk does not accept the OAuth client's identifier and secret.",
                     "Look them up in Zendesk (Apps and integrations, APIs, OAuth clients), put them here, then resume the webhook.");
}

bool isClosedTicket(int status, const json& body) {
  if (status != 422 || !body.is_object()) return false;
  // A status of the ticket's is the only thing of it that can be in the way of a comment.
  const auto details = body.value("details", json::object());
  if (details.is_object() && details.contains("status")) return true;
  return firstReason(body).find("closed") != std::string::npos;
}

}  // namespace hookline::destinations::internal
