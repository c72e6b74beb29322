#pragma once
#include "destinations/destination.h"

namespace hookline::destinations {

/// The request of interfaces.md §4: the stored body, signed in the guide's way, by Standard Webhooks, or both.
class Custom final : public Destination {
 public:
  const model::Integration& integration() const override;
  bool acts(const model::Webhook&, model::EventView&) const override { return true; }
  base::Result<model::HttpRequest> request(const Occasion& occasion) const override;
  std::optional<Judgement> judge(const model::HttpResult&) const override { return std::nullopt; }
};

}  // namespace hookline::destinations
