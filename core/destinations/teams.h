#pragma once
#include "destinations/chat_destination.h"

namespace hookline::destinations {

/// Teams by way of a workflow's webhook (integrations.md §9): an Adaptive Card. All text stands in text runs, which know no markup, so
/// nothing needs to be escaped. What Teams answers says that the workflow was started, not that the card was posted.
class Teams final : public ChatDestination {
 public:
  const model::Integration& integration() const override;
  std::vector<base::FieldError> check(const model::Webhook& webhook) const override;
  std::vector<Use> measure(const Rendered& message) const override;
  std::optional<Judgement> judge(const model::HttpResult& result) const override;

 protected:
  nlohmann::ordered_json body(const Rendered& message, const Occasion& occasion) const override;
};

}  // namespace hookline::destinations
