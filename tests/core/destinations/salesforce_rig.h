#pragma once
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "core/destinations/chat_rig.h"
#include "core/destinations/plan_rig.h"
#include "sandbox/services.h"

namespace hookline::destinations::testing {

/// A Salesforce webhook and its stand-in.
class SalesforceRig {
 public:
  enum class Mode { kKeys, kCompatibility };

  static model::Webhook webhook(Mode mode = Mode::kKeys, json settings = json::object()) {
    settings["myDomainUrl"] = "https://acme.my.salesforce.com";
    settings["baseUrl"] = standInBase("salesforce");
    settings["clientId"] = "consumer-key";
    if (!settings.contains("auth")) settings["clientSecret"] = "consumer&secret";
    if (mode == Mode::kKeys) {
      settings["leadKeyField"] = "Hookline_Lead_Key__c";
      settings["taskKeyField"] = "Hookline_Event_Id__c";
    }
    return webhookOf(model::WebhookKind::kSalesforce, "", settings);
  }

  static json lead() {
    return {{"email", "Jo@Example.com"}, {"name", "Jo van Dam"}, {"source", "widget"}, {"conversationSummary", "Wants a demo.\nSoon."}};
  }

  explicit SalesforceRig(model::Webhook webhook) : plan_(std::move(webhook), *service_) {}

  /// Writes to the org as somebody else would.
  json somebody(const std::string& method, const std::string& path, const json& body) {
    sandbox::ServiceRequest request;
    request.method = method;
    request.path = "/services/data/v67.0" + path;
    request.headers = {{"Authorization", "Bearer somebody"}};
    request.body = body.dump();
    request.at = base::WallTime{std::chrono::seconds{1795460000}};
    const auto reply = service_->answer(request);
    EXPECT_LT(reply.status, 300) << reply.body;
    return reply.body.empty() ? json() : json::parse(reply.body);
  }
  std::string makeContact(const std::string& email = "jo@example.com") {
    return somebody("POST", "/sobjects/Contact", {{"LastName", "van Dam"}, {"Email", email}})["id"];
  }
  std::string makeLead(const std::string& email = "jo@example.com") {
    return somebody("POST", "/sobjects/Lead", {{"LastName", "van Dam"}, {"Company", "Acme"}, {"Email", email}})["id"];
  }
  void configure(const json& settings) {
    const auto done = service_->configure(settings);
    EXPECT_TRUE(done) << done.error().message;
  }

  PlanRig& plan() { return plan_; }
  json records() const { return json::parse(service_->records().dump()); }

 private:
  const std::unique_ptr<sandbox::Service> service_ = sandbox::makeSalesforceStandIn();
  PlanRig plan_;
};

}  // namespace hookline::destinations::testing
