#pragma once
#include "destinations/plan_destination.h"

namespace hookline::destinations {

namespace internal {
struct SalesforceAnswer;
}

/// Salesforce (integrations.md §6, §13): the visitor as a lead unless there is a contact, and tasks for people to do. With external-id
/// fields of the org's own a lead and its task are written in one call that may be repeated freely; without them (compatibility mode) they
/// are looked for before they are written again.
class Salesforce final : public PlanDestination {
 public:
  const model::Integration& integration() const override;
  std::vector<base::FieldError> check(const model::Webhook& webhook) const override;
  bool acts(const model::Webhook& webhook, model::EventView& event) const override;
  std::string address(const model::Webhook& webhook) const override;
  std::optional<base::Millis> quiet(const model::HttpResult& result) const override;
  std::optional<base::Result<model::HttpRequest>> signIn(const model::Webhook& webhook, base::WallTime now) const override;
  std::variant<Token, Judgement> signedIn(const model::Webhook& webhook, const model::HttpResult& result) const override;

 protected:
  std::optional<StepName> nextStep(const Progress& progress) const override;
  std::optional<StepName> lookFor(StepName step, const Progress& progress) const override;
  base::Result<model::HttpRequest> requestOf(StepName step, const Progress& progress) const override;
  Answer answered(StepName step, const Progress& progress, const model::HttpResult& result) const override;
  nlohmann::json usually(StepName step, const Progress& progress) const override;

 private:
  static Answer foundByKey(const nlohmann::json& lead);
  static Answer queried(StepName step, const nlohmann::json& body);
  static Answer refused(StepName step, const Progress& progress, const internal::SalesforceAnswer& answer);
};

}  // namespace hookline::destinations
