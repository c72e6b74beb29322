// Destinations of several requests on a whole core, against the stand-ins.
#include <gtest/gtest.h>

#include <vector>

#include "e2e/together.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::quickRetries;
using support::Together;

class Plans : public Together {
 protected:
  json hubspot(const json& settings = json::object()) {
    json all{{"accessToken", "hidden-service-key"}, {"baseUrl", base() + "/hubspot"}};
    all.update(settings);
    return rig_.ask("POST", "/api/webhooks",
                    {{"kind", "hubspot"}, {"chatbotId", "bot_1"}, {"events", {"*"}}, {"settings", all}, {"retryPolicy", quickRetries(5)}});
  }
  static json lead() {
    return {{"type", "lead.captured"},
            {"data", {{"email", "jo@example.com"}, {"name", "Jo Doe"}, {"source", "widget"}, {"conversationSummary", "Wants a demo."}}}};
  }
  void expectRecords(std::size_t contacts, std::size_t notes, std::size_t deals) {
    const auto records = record("hubspot").at("records");
    EXPECT_EQ(records.at("contacts").size(), contacts);
    EXPECT_EQ(records.at("notes").size(), notes);
    EXPECT_EQ(records.at("deals").size(), deals);
  }
};
using DestinationsDone2Plans = Plans;
using DestinationsDone3Plans = Plans;
using DestinationsDone4Plans = Plans;

TEST_F(DestinationsDone2Plans, ALeadIsAContactANoteAndADealAndEachRequestIsAnAttempt) {
  const auto made = hubspot({{"createDeal", true}});
  EXPECT_EQ(made.at("settings").at("accessToken"), json({{"set", true}}));
  const auto delivery = rig_.waitForState(firstOf(rig_.postEvent(lead())), "delivered");
  expectRecords(1, 1, 1);
  const auto& attempts = delivery.at("attempts");
  ASSERT_EQ(attempts.size(), 4U) << attempts.dump(1);
  std::vector<int> steps;
  for (const auto& attempt : attempts) {
    steps.push_back(attempt.at("step"));
    EXPECT_EQ(attempt.at("try"), 1);
    EXPECT_EQ(attempt.at("n"), steps.size());
  }
  EXPECT_EQ(steps, (std::vector<int>{1, 2, 3, 4}));
  EXPECT_EQ(delivery.at("attemptCount"), 1);
  EXPECT_EQ(delivery.dump().find("hidden-service-key"), std::string::npos);
}

TEST_F(DestinationsDone2Plans, ATestReadsAndChangesNothing) {
  const auto made = hubspot();
  const auto tested = rig_.ask("POST", "/api/webhooks/" + made.at("id").get<std::string>() + "/test");
  EXPECT_EQ(tested.at("success"), true) << tested.dump();
  const json unsaved{
      {"kind", "hubspot"}, {"settings", {{"accessToken", "expired-key-1"}, {"baseUrl", base() + "/hubspot"}}}, {"events", {"*"}}};
  const auto refused = rig_.ask("POST", "/api/webhooks/test", unsaved);
  EXPECT_EQ(refused.at("success"), false);
  EXPECT_NE(refused.at("error").get<std::string>().find("service key"), std::string::npos) << refused.dump();
  expectRecords(0, 0, 0);
  for (const auto& request : record("hubspot").at("requests")) EXPECT_EQ(request.at("method"), "GET");
}

/// The connection breaks after each of the plan's requests in turn, when HubSpot has done what it was asked.
TEST_F(DestinationsDone3Plans, WhateverAnswerIsLostThereIsOneOfEach) {
  hubspot({{"createDeal", true}});
  const std::vector<std::string> targets{"PATCH /crm/objects", "POST /crm/objects/2026-09/contacts", "POST /crm/objects/2026-09/notes",
                                         "POST /crm/objects/2026-09/deals"};
  for (const auto& target : targets) {
    SCOPED_TRACE(target);
    ask("DELETE", "/_sandbox");
    ask("POST", "/_sandbox/hubspot/faults", {{{"match", target}, {"times", 2}, {"drop", "after"}}});
    rig_.waitForState(firstOf(rig_.postEvent(lead())), "delivered");
    expectRecords(1, 1, 1);
  }
}

TEST_F(DestinationsDone3Plans, ARestartInTheMiddleGoesOnFromTheCheckpoint) {
  hubspot({{"createDeal", true}});
  ask("POST", "/_sandbox/hubspot/faults", {{{"match", "POST /crm/objects/2026-09/deals"}, {"times", 1}, {"status", 503}}});
  ask("POST", "/_sandbox/hubspot/faults", {{{"match", "POST /crm/associations"}, {"times", 1}, {"delayMs", 30000}, {"status", 503}}});
  const auto id = firstOf(rig_.postEvent(lead()));
  rig_.waitForDelivery(id, [](const json& delivery) { return delivery.at("attempts").size() >= 4; });
  rig_.reopen(true);
  rig_.waitForState(id, "delivered");
  expectRecords(1, 1, 1);
}

TEST_F(DestinationsDone4Plans, ARefusedKeyHoldsTheWebhookAndTheDeliveryGoesOnWhereItStood) {
  const auto made = hubspot();
  ask("POST", "/_sandbox/hubspot/faults",
      {{{"match", "POST /crm/objects/2026-09/notes"}, {"times", 1}, {"status", 401}, {"body", {{"category", "INVALID_AUTHENTICATION"}}}}});
  const auto id = firstOf(rig_.postEvent(lead()));
  const auto held = rig_.waitForState(id, "held");
  EXPECT_NE(held.at("cause").get<std::string>().find("service key"), std::string::npos) << held.dump(1);
  const auto path = "/api/webhooks/" + made.at("id").get<std::string>();
  rig_.ask("PATCH", path, {{"settings", {{"accessToken", "another-service-key"}, {"baseUrl", base() + "/hubspot"}}}});
  rig_.ask("POST", path + "/resume");
  rig_.waitForState(id, "delivered");
  expectRecords(1, 1, 0);
  std::size_t contactCalls = 0;
  const auto seen = record("hubspot");
  for (const auto& request : seen.at("requests"))
    if (request.at("path").get<std::string>().find("/contacts") != std::string::npos &&
        request.at("path").get<std::string>().find("/notes/batch") == std::string::npos)
      ++contactCalls;
  EXPECT_EQ(contactCalls, 2U) << "the contact was done";
}

}  // namespace
}  // namespace hookline
