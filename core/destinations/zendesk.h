#pragma once
#include <string>

#include "destinations/plan_destination.h"

namespace hookline::destinations {

/// Zendesk's tickets (integrations.md §7, §13): one for each conversation that asks for a person, found by its external id; what follows
/// is added to it as internal comments, and a closed one gets a follow-up.
class Zendesk final : public PlanDestination {
 public:
  const model::Integration& integration() const override;
  std::vector<base::FieldError> check(const model::Webhook& webhook) const override;
  bool acts(const model::Webhook& webhook, model::EventView& event) const override;
  /// Two events of a conversation at once would both find no ticket.
  bool needsOrder() const override { return true; }
  std::string address(const model::Webhook& webhook) const override;
  std::optional<base::Result<model::HttpRequest>> signIn(const model::Webhook& webhook, base::WallTime now) const override;
  std::variant<Token, Judgement> signedIn(const model::Webhook& webhook, const model::HttpResult& result) const override;

 protected:
  std::optional<StepName> nextStep(const Progress& progress) const override;
  std::optional<StepName> lookFor(StepName step, const Progress& progress) const override;
  base::Result<model::HttpRequest> requestOf(StepName step, const Progress& progress) const override;
  Answer answered(StepName step, const Progress& progress, const model::HttpResult& result) const override;
  nlohmann::json usually(StepName step, const Progress& progress) const override;

 private:
  static Answer commentIn(const nlohmann::json& answer, const std::string& marker, const Progress& progress);
};

}  // namespace hookline::destinations
