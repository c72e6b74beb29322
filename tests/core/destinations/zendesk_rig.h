#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "core/destinations/chat_rig.h"
#include "core/destinations/plan_rig.h"
#include "sandbox/services.h"

namespace hookline::destinations::testing {

inline model::Webhook zendesk(json settings = json::object()) {
  settings.update(
      {{"subdomain", "acme"}, {"clientId", "hookline"}, {"clientSecret", "client-secret-1"}, {"baseUrl", standInBase("zendesk")}});
  return webhookOf(model::WebhookKind::kZendesk, "", settings);
}

inline model::Event handoff(json data = json::object()) {
  data.update({{"reason", "Wants a refund"}, {"visitorName", "Jo Doe"}, {"visitorEmail", "jo@example.com"}});
  if (!data.contains("conversationHistory"))
    data["conversationHistory"] = json::array({{{"role", "user"}, {"content", "Hello"}}, {{"role", "assistant"}, {"content", "Hi there"}}});
  return eventOf("handoff.requested", data);
}

/// A stand-in with something between it and who asks.
class Between final : public sandbox::Service {
 public:
  /// An answer of its own, or nothing: the stand-in's. It may change the request.
  using Step = std::function<std::optional<sandbox::ServiceReply>(sandbox::ServiceRequest& request, sandbox::Service& behind)>;

  explicit Between(Step step) : step_(std::move(step)), behind_(sandbox::makeZendeskStandIn()) {}

  std::string_view name() const override { return behind_->name(); }
  sandbox::ServiceReply answer(const sandbox::ServiceRequest& request) override {
    auto changed = request;
    auto own = step_(changed, *behind_);
    return own ? std::move(*own) : behind_->answer(changed);
  }
  nlohmann::ordered_json records() const override { return behind_->records(); }
  nlohmann::ordered_json example(const std::string& standIns) const override { return behind_->example(standIns); }
  void forget() override { behind_->forget(); }

 private:
  Step step_;
  std::unique_ptr<sandbox::Service> behind_;
};

/// How many comments of all tickets carry the event's marker.
inline int timesTold(const sandbox::Service& service, const model::Event& event) {
  int times = 0;
  const auto records = service.records();
  for (const auto& ticket : records["tickets"])
    for (const auto& comment : ticket["comments"])
      if (comment["body"].get<std::string>().find("[Hookline event " + event.id + "]") != std::string::npos) ++times;
  return times;
}

}  // namespace hookline::destinations::testing
