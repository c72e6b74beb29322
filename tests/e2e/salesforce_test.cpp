// Salesforce on a whole core, against its stand-in: signing in, several requests for one event, and what befalls them on the wire.
#include <gtest/gtest.h>

#include "e2e/together.h"

namespace hookline {
namespace {

using nlohmann::json;

class DestinationsDone3SalesforceEndToEnd : public support::Together {
 protected:
  json made() { return record("salesforce").at("records"); }

  void makeWebhook(const json& more) {
    json settings{{"myDomainUrl", "https://acme.my.salesforce.com"},
                  {"baseUrl", base() + "/salesforce"},
                  {"clientId", "consumer-key"},
                  {"clientSecret", "hiddenSecret42"}};
    settings.update(more);
    const auto webhook = rig_.ask("POST", "/api/webhooks",
                                  {{"kind", "salesforce"},
                                   {"chatbotId", "bot_1"},
                                   {"events", {"*"}},
                                   {"settings", settings},
                                   {"retryPolicy", support::quickRetries(8)}});
    EXPECT_EQ(webhook.dump().find("hiddenSecret42"), std::string::npos);
  }

  json deliverLead() {
    const auto accepted = rig_.postEvent(
        {{"type", "lead.captured"},
         {"data", {{"email", "jo@example.com"}, {"name", "Jo Doe"}, {"source", "widget"}, {"conversationSummary", "Wants a demo."}}}});
    return rig_.waitForState(accepted.at("deliveries").at(0).at("id"), "delivered");
  }
};

TEST_F(DestinationsDone3SalesforceEndToEnd, ALeadAndItsTaskAreWrittenOnceThoughAnAnswerIsLostAndTheSessionEnds) {
  makeWebhook({{"leadKeyField", "Hookline_Lead_Key__c"}, {"taskKeyField", "Hookline_Event_Id__c"}});
  ask("POST", "/_sandbox/salesforce/faults", {{{"match", "POST /services/data/v67.0/composite"}, {"times", 1}, {"drop", "after"}}});
  const auto delivery = deliverLead();
  EXPECT_EQ(made().at("leads").size(), 1U);
  ASSERT_EQ(made().at("tasks").size(), 1U);
  EXPECT_EQ(made().at("tasks").at(0).at("WhoId"), made().at("leads").at(0).at("Id"));
  EXPECT_EQ(delivery.dump().find("hiddenSecret42"), std::string::npos);
  EXPECT_EQ(delivery.dump().find("00D0H0000000001EAA!"), std::string::npos) << "the session's token is shown to nobody";
  ask("POST", "/_sandbox/salesforce/settings", {{{"expireTokens", 1}}});
  deliverLead();
  EXPECT_EQ(made().at("leads").size(), 1U) << "the same visitor";
  EXPECT_EQ(made().at("tasks").size(), 2U);
}

TEST_F(DestinationsDone3SalesforceEndToEnd, WithoutFieldsOfItsOwnEachIsWrittenOnceAsWell) {
  makeWebhook(json::object());
  for (const auto* object : {"Lead", "Task"})
    ask("POST", "/_sandbox/salesforce/faults",
        {{{"match", std::string("POST /services/data/v67.0/sobjects/") + object}, {"times", 1}, {"drop", "after"}}});
  deliverLead();
  EXPECT_EQ(made().at("leads").size(), 1U);
  EXPECT_EQ(made().at("tasks").size(), 1U);
}

}  // namespace
}  // namespace hookline
