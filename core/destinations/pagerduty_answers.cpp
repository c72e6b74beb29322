#include "destinations/pagerduty_answers.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "destinations/chat_destination.h"
#include "destinations/crm.h"
#include "destinations/known_answers.h"

namespace hookline::destinations::internal {
namespace {

using model::ErrorClass;
using model::NetFault;
using model::Verdict;
using nlohmann::json;

/// PagerDuty names no time in a 429 and suggests tries 30 s apart (integrations.md §2).
constexpr base::Millis kQuietAfterLimit{30000};

constexpr std::string_view kRoutingKey = "routing_key";

/// integrations.md §2. What is said goes on with PagerDuty's own list of faults.
constexpr auto kAnswers = std::to_array<KnownAnswer>({
    {400, kRoutingKey, Verdict::kAuth, ErrorClass::kAuth, "PagerDuty does not accept the integration key",
     "Copy the integration key of an Events API v2 integration (Services, your service, Integrations) into the webhook here, then resume.",
     true},
    {400, "", Verdict::kPermanent, ErrorClass::kRejected, "PagerDuty cannot take the event",
     "Trying again does not help: check the event's data and the webhook's settings, then retry."},
    {429, "", Verdict::kThrottle, ErrorClass::kThrottled, "", ""},
});

/// Its `errors`, or its `message` where it lists none.
std::string faultsIn(const json& body) {
  std::string all;
  const auto errors = body.value("errors", json());
  if (errors.is_array())
    for (const auto& fault : errors)
      if (fault.is_string()) all += (all.empty() ? "" : "; ") + fault.get<std::string>();
  return all.empty() ? textAt(body, "message") : all;
}

/// "Length of 'routing_key' is incorrect", "Invalid routing key".
bool namesRoutingKey(std::string_view faults) {
  return faults.find("routing_key") != std::string_view::npos || faults.find("routing key") != std::string_view::npos;
}

/// Whether it may have done what it was asked although it did not say so.
bool isUnclear(const model::HttpResult& result) {
  if (result.status) return *result.status >= 500;
  return result.fault == NetFault::kResetAfterWrite || result.fault == NetFault::kTimeoutAfterWrite ||
         result.fault == NetFault::kBrokenAnswer || result.fault == NetFault::kCancelled;
}

/// Why there was no answer; of one that came, its status says enough.
std::string why(const model::HttpResult& result) {
  return result.status || result.faultText.empty() ? std::string() : " (" + destinations::quoted(result.faultText) + ")";
}

/// Verdict and class as they would be without it.
Judgement mayBeOpen(std::optional<Judgement> judged, std::string says) {
  const bool known = judged.has_value();
  auto out = std::move(judged).value_or(Judgement{});
  out.byTable = !known;
  out.says = std::move(says);
  out.helps = "The test alert may still be open: look for it in PagerDuty (Incidents, Alerts), resolve it there, then test again.";
  return out;
}

}  // namespace

std::optional<Judgement> judgePagerDuty(const model::HttpResult& result) {
  const auto body = answerOf(result);
  if (!body.is_object() || !body.value("status", json()).is_string()) return std::nullopt;
  const auto faults = faultsIn(body);
  auto judgement = judgeBy(kAnswers, result, namesRoutingKey(faults) ? kRoutingKey : std::string_view());
  if (!judgement) return std::nullopt;
  if (judgement->verdict == Verdict::kThrottle) judgement->waitAsked = kQuietAfterLimit;
  if (!judgement->says.empty()) judgement->says += faults.empty() ? "." : ": " + destinations::quoted(faults) + ".";
  return judgement;
}

std::optional<Judgement> judgePagerDutyTest(std::string_view step, const model::HttpResult& result) {
  const bool first = step == kTriggerStep;
  if (isSuccess(result)) {
    Judgement fine;
    fine.more = first;
    // A test that somebody sends again begins with its alert.
    fine.checkpoint = first ? std::string(step) : std::string();
    return fine;
  }
  auto judged = judgePagerDuty(result);
  if (!first) return mayBeOpen(std::move(judged), "PagerDuty took the test alert, but did not resolve it" + why(result) + ".");
  if (isUnclear(result)) return mayBeOpen(std::move(judged), "PagerDuty did not say whether it took the test alert" + why(result) + ".");
  return judged;
}

}  // namespace hookline::destinations::internal
