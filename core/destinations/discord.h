#pragma once
#include "destinations/chat_destination.h"

namespace hookline::destinations {

/// Discord's webhooks (integrations.md §4): one embed, with the text of a message that calls for somebody outside of it, where it notifies.
class Discord final : public ChatDestination {
 public:
  const model::Integration& integration() const override;
  std::vector<base::FieldError> check(const model::Webhook& webhook) const override;
  std::vector<Use> measure(const Rendered& message) const override;
  /// The body, with the answer asked to wait for what became of the message.
  base::Result<model::HttpRequest> request(const Occasion& occasion) const override;
  std::optional<Judgement> judge(const model::HttpResult& result) const override;
  std::optional<base::Millis> quiet(const model::HttpResult& result) const override;

 protected:
  nlohmann::ordered_json body(const Rendered& message, const Occasion& occasion) const override;
};

}  // namespace hookline::destinations
