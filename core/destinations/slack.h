#pragma once
#include "destinations/chat_destination.h"

namespace hookline::destinations {

/// Slack's incoming webhooks (integrations.md §3): Block Kit, with a plain text for notifications.
class Slack final : public ChatDestination {
 public:
  const model::Integration& integration() const override;
  std::vector<Use> measure(const Rendered& message) const override;
  std::optional<Judgement> judge(const model::HttpResult& result) const override;

 protected:
  nlohmann::ordered_json body(const Rendered& message, const Occasion& occasion) const override;
};

}  // namespace hookline::destinations
