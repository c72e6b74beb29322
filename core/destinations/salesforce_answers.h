#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "destinations/destination.h"
#include "destinations/known_answers.h"

namespace hookline::destinations::internal {

/// What Salesforce says of one request, keyed on status and error code; its texts are only quoted (integrations.md §2, §6).
struct SalesforceAnswer {
  int status = 0;
  nlohmann::json body;

  /// The first error's code, or empty.
  std::string code() const;
  bool isGood() const { return isSuccess(status); }
};

/// The answer of one part of a composite call; none when there is no such part.
std::optional<SalesforceAnswer> partOf(const nlohmann::json& composite, std::string_view name);
/// What went wrong in a composite call, apart from what was only undone because of it; none: nothing did.
std::optional<SalesforceAnswer> failureIn(const nlohmann::json& composite);

/// The lead or contact that a duplicate rule found, or empty.
std::string duplicateId(const SalesforceAnswer& answer);

/// Whether the record that was written to, or a task is for, is not there any more: deleted, merged or converted.
bool isRecordGone(const SalesforceAnswer& answer);

/// The token is refused in a way that a new one mends.
bool wantsNewToken(const SalesforceAnswer& answer);
Judgement refusedToken();
/// A composite call was undone and does not say what for.
Judgement undoneSalesforce();

/// Nothing: the common table decides.
std::optional<Judgement> judgeSalesforce(const SalesforceAnswer& answer);
/// Of the token's own address, whose errors are objects.
Judgement judgeSalesforceSignIn(int status, const nlohmann::json& body);
/// Of a sign-in by SOAP, whose faults come with HTTP 500.
Judgement judgeSalesforceLogin(std::string_view faultCode, std::string_view faultText);

/// From Sforce-Limit-Info: how long to stay away.
std::optional<base::Millis> salesforceQuiet(std::string_view limitInfo);

}  // namespace hookline::destinations::internal
