// Destinations of several requests on a whole core, against the stand-ins.
#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <vector>

#include "e2e/together.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::CoreRig;
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
using DestinationsDone1PlanSteps = Plans;
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
  const auto seen = record("hubspot");
  for (const auto& request : seen.at("requests")) EXPECT_EQ(request.at("method"), "GET");
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

TEST_F(DestinationsDone1PlanSteps, ADeadLetterSaysWhichStepItFailedAtInListsAndInDetail) {
  hubspot({{"createDeal", true}});
  ask("POST", "/_sandbox/hubspot/faults",
      {{{"match", "POST /crm/objects/2026-09/notes"}, {"times", 1}, {"status", 400}, {"body", {{"category", "VALIDATION_ERROR"}}}}});
  const auto id = firstOf(rig_.postEvent(lead()));
  const auto dead = rig_.waitForState(id, "dead");
  const json note{{"n", 3}, {"of", 4}, {"name", "Add the note"}};
  EXPECT_EQ(dead.at("step"), note) << dead.dump(1);
  EXPECT_EQ(rig_.ask("GET", "/api/deliveries").at("items").at(0).at("step"), note);
  EXPECT_EQ(rig_.ask("GET", "/api/dead-letters").at("items").at(0).at("step"), note);
  rig_.ask("POST", "/api/deliveries/" + id + "/retry");
  const auto delivered = rig_.waitForState(id, "delivered");
  EXPECT_FALSE(delivered.contains("step"));
  expectRecords(1, 1, 1);
}

class TriedOnStandIns : public ::testing::Test {
 protected:
  /// Of the guide's actions, those that every kind takes in one way or another.
  static std::vector<json> actions() {
    const auto event = [](const char* type, json data) {
      return json{{"type", type}, {"conversationId", "conv_1"}, {"data", std::move(data)}};
    };
    return {event("lead.captured",
                  {{"email", "jo@example.com"}, {"name", "Jo Doe"}, {"source", "widget"}, {"conversationSummary", "Wants a demo."}}),
            event("handoff.requested", {{"reason", "Angry"}, {"urgency", "high"}, {"visitorEmail", "jo@example.com"}}),
            event("sentiment.negative", {{"message", "Nothing works!"}, {"sentimentScore", 0.95}}),
            event("purchase.intent", {{"visitorId", "v_1"}, {"email", "jo@example.com"}, {"intent", "Pro plan"}, {"estimatedValue", 1200}}),
            event("conversation.started", {{"visitorId", "v_1"}, {"pageUrl", "https://shop.example/"}, {"userAgent", "Firefox"}}),
            event("feedback.received", {{"rating", 1}, {"comment", "Bad."}, {"email", "jo@example.com"}}),
            event("conversation.ended",
                  {{"email", "jo@example.com"}, {"durationSeconds", 60}, {"messageCount", 4}, {"resolution", "resolved"}})};
  }
  CoreRig rig_;
};
using DestinationsDone6Api = TriedOnStandIns;

TEST_F(DestinationsDone6Api, DestinationsDone1AsManyRequestsAreShownAsAreAskedFor) {
  const auto running = rig_.ask("PUT", "/api/sandbox", {{"running", true}});
  json webhook{{"kind", "slack"}, {"chatbotId", "bot_1"}, {"events", {"*"}}};
  webhook.update(running.at("webhooks").at("slack"));
  const auto id = rig_.ask("POST", "/api/webhooks", webhook).at("id").get<std::string>();
  for (int n = 0; n < 3; ++n) rig_.ask("POST", "/api/webhooks/" + id + "/test");
  const auto all = rig_.ask("GET", "/api/sandbox/slack");
  ASSERT_EQ(all.at("requests").size(), 3U);
  const auto none = rig_.ask("GET", "/api/sandbox/slack?requests=0");
  EXPECT_EQ(none.at("requests"), json::array());
  EXPECT_EQ(none.at("records"), all.at("records"));
  const auto two = rig_.ask("GET", "/api/sandbox/slack?requests=2").at("requests");
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two.at(1), all.at("requests").at(2)) << "the newest, oldest first";
  EXPECT_EQ(rig_.ask("GET", "/api/sandbox/slack?requests=2000").at("requests").size(), 3U);
  for (const auto* wrong : {"requests=-1", "requests=2001", "requests=few", "last=3"})
    EXPECT_EQ(rig_.send("GET", std::string("/api/sandbox/slack?") + wrong).status, 422) << wrong;
}

TEST_F(DestinationsDone6Api, EveryKindIsTriedOnTheStandInsWithoutAnAccount) {
  EXPECT_EQ(rig_.ask("GET", "/api/sandbox").at("running"), false);
  EXPECT_EQ(rig_.send("GET", "/api/sandbox/slack").status, 409);
  const auto running = rig_.ask("PUT", "/api/sandbox", {{"running", true}});
  const auto& webhooks = running.at("webhooks");
  ASSERT_EQ(webhooks.size(), 8U) << running.dump(1);
  for (const auto& [kind, example] : webhooks.items()) {
    json webhook{{"kind", kind}, {"chatbotId", "bot_1"}, {"events", {"*"}}};
    webhook.update(example);
    const auto made = rig_.ask("POST", "/api/webhooks", webhook);
    const auto tested = rig_.ask("POST", "/api/webhooks/" + made.at("id").get<std::string>() + "/test");
    EXPECT_EQ(tested.at("success"), true) << kind << tested.dump();
  }
  std::map<std::string, int> delivered;
  for (const auto& action : actions()) {
    const auto accepted = rig_.postEvent(action);
    for (const auto& delivery : accepted.at("deliveries")) {
      const auto ended = rig_.waitForState(delivery.at("id"), "delivered");
      EXPECT_EQ(ended.at("state"), "delivered") << ended.dump(1);
      ++delivered[ended.at("kind").get<std::string>()];
    }
  }
  for (const auto& [kind, example] : webhooks.items()) {
    EXPECT_GE(delivered[kind], 2) << kind;
    std::size_t effects = 0;
    const auto seen = rig_.ask("GET", "/api/sandbox/" + kind);
    for (const auto& [name, records] : seen.at("records").items()) effects += records.size();
    EXPECT_GE(effects, 1U) << kind;
  }
  EXPECT_EQ(rig_.send("GET", "/api/sandbox/nobody").status, 404);
  EXPECT_EQ(rig_.ask("PUT", "/api/sandbox", {{"running", false}}).at("running"), false);
}

}  // namespace
}  // namespace hookline
