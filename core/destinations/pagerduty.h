#pragma once
#include "destinations/destination.h"

namespace hookline::destinations {

/// PagerDuty's Events API v2 (integrations.md §8): one alert for each conversation, which unhappy visitors trigger and the end of the
/// conversation resolves. An event that is sent again updates the same alert, so no try makes a second one.
/// A test send is an alert of the mildest kind and, in a second request, its end.
class PagerDuty final : public Destination {
 public:
  const model::Integration& integration() const override;
  std::vector<base::FieldError> check(const model::Webhook& webhook) const override;
  bool acts(const model::Webhook& webhook, model::EventView& event) const override;
  std::string address(const model::Webhook& webhook) const override;
  base::Result<model::HttpRequest> request(const Occasion& occasion) const override;
  std::optional<Judgement> judge(const model::HttpResult& result) const override;
  std::optional<Judgement> conclude(const Occasion& occasion, const model::HttpResult& result) const override;
};

}  // namespace hookline::destinations
