#pragma once
#include "destinations/plan_destination.h"

namespace hookline::destinations {

/// HubSpot's CRM (integrations.md §5, §13): the visitor as a contact, found by e-mail and never made twice, with notes and deals.
class HubSpot final : public PlanDestination {
 public:
  const model::Integration& integration() const override;
  bool acts(const model::Webhook& webhook, model::EventView& event) const override;
  std::string address(const model::Webhook& webhook) const override;
  std::optional<base::Result<LookUp>> lookUp(const Occasion& occasion, std::string_view field) const override;
  std::optional<base::Millis> quiet(const model::HttpResult& result) const override;

 protected:
  std::optional<StepName> nextStep(const Progress& progress) const override;
  std::optional<StepName> lookFor(StepName step, const Progress& progress) const override;
  base::Result<model::HttpRequest> requestOf(StepName step, const Progress& progress) const override;
  Answer answered(StepName step, const Progress& progress, const model::HttpResult& result) const override;
  nlohmann::json usually(StepName step, const Progress& progress) const override;
};

}  // namespace hookline::destinations
