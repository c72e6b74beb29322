// Which step of its plan a delivery stands at, interfaces.md §6.
#include <gtest/gtest.h>

#include "core/destinations/salesforce_rig.h"
#include "core/destinations/zendesk_rig.h"

namespace hookline::destinations::testing {
namespace {

/// One try of a delivery, answer by answer.
class StepWalk {
 public:
  StepWalk(model::Webhook webhook, model::Event event) : webhook_(std::move(webhook)), event_(std::move(event)) {}

  /// "2 of 3: Add the note", or "complete".
  std::string at() const {
    const auto step = destination().standsAt(occasion());
    if (!step) return "complete";
    return std::to_string(step->n) + " of " + std::to_string(step->of) + ": " + step->name;
  }
  /// The try ends without an answer.
  void nextTry() { ++try_; }
  /// What the last request was for.
  const std::string& asked() const { return asked_; }
  /// The service answers the next request; where the delivery stands then.
  std::string after(int status, const json& body = json::object()) {
    auto asked = occasion();
    const auto request = requestFor(asked);
    EXPECT_TRUE(request) << request.error().message;
    if (!request) return {};
    asked.stepName = asked_ = request->step;
    model::HttpResult result;
    result.status = status;
    result.body = body.dump();
    const auto judged = destination().conclude(asked, result);
    if (judged && judged->checkpoint) checkpoint_ = *judged->checkpoint;
    return at();
  }

 private:
  const Destination& destination() const { return *destinationFor(webhook_.kind); }
  Occasion occasion() const {
    Occasion made{event_, webhook_, model::DeliveryId{1}, try_, base::WallTime{std::chrono::seconds{1795464001}}, false};
    made.checkpoint = checkpoint_;
    return made;
  }

  const model::Webhook webhook_;
  const model::Event event_;
  std::string checkpoint_;
  std::string asked_;
  int try_ = 1;
};

model::Webhook hubspotWithDeals() {
  return webhookOf(model::WebhookKind::kHubspot, "",
                   {{"accessToken", "service-key-1"}, {"baseUrl", standInBase("hubspot")}, {"createDeal", true}});
}

model::Event leadEvent() { return eventOf("lead.captured", SalesforceRig::lead()); }

const json kNobody{{"records", json::array()}};
const json kSomebody{{"records", json::array({{{"Id", "003000000000001"}}})}};

TEST(DestinationsDone1PlanSteps, AStepIsCountedWhenItIsDoneAndThePlanSaysHowManyAreToCome) {
  StepWalk walk(hubspotWithDeals(), leadEvent());
  EXPECT_EQ(walk.at(), "1 of 3: Update the contact");
  EXPECT_EQ(walk.after(200, {{"id", "101"}}), "2 of 3: Add the note");
  EXPECT_EQ(walk.after(400, {{"category", "VALIDATION_ERROR"}}), "2 of 3: Add the note") << "it failed at this one";
  EXPECT_EQ(walk.after(201, {{"id", "201"}}), "3 of 3: Create the deal");
  EXPECT_EQ(walk.after(201, {{"id", "301"}}), "complete");
}

TEST(DestinationsDone1PlanSteps, ABranchMakesThePlanLonger) {
  StepWalk walk(hubspotWithDeals(), leadEvent());
  EXPECT_EQ(walk.after(404), "2 of 4: Create the contact");
  EXPECT_EQ(walk.after(409, {{"message", "Contact already exists. Existing ID: 17"}}), "3 of 5: Update the existing contact");
}

TEST(DestinationsDone1PlanSteps, APlanThatBeginsAgainCountsFromOne) {
  StepWalk walk(hubspotWithDeals(), leadEvent());
  walk.after(200, {{"id", "101"}});
  EXPECT_EQ(walk.after(404), "1 of 3: Update the contact") << "the contact was deleted meanwhile";
}

TEST(DestinationsDone1PlanSteps, ALookIsNoStepAndWhatItFindsIsDone) {
  StepWalk walk(hubspotWithDeals(), leadEvent());
  walk.after(200, {{"id", "101"}});
  // The note was sent in the first try and its answer lost.
  walk.nextTry();
  const json listed{{"results", json::array({{{"from", {{"id", "101"}}}, {"to", json::array({{{"toObjectId", "201"}}})}}})}};
  EXPECT_EQ(walk.after(200, listed), "2 of 3: Add the note");
  EXPECT_EQ(walk.asked(), "list the contact's notes");
  const json notes{{"results", json::array({{{"id", "201"}, {"properties", {{"hs_note_body", "[Hookline event evt_0000000abcdef]"}}}}})}};
  EXPECT_EQ(walk.after(200, notes), "3 of 3: Create the deal");
  EXPECT_EQ(walk.asked(), "look for the note");
}

TEST(DestinationsDone1PlanSteps, ALeadInSalesforceIsUsuallyNewAndOtherEventsAreOfAKnownPerson) {
  using Mode = SalesforceRig::Mode;
  StepWalk keys(SalesforceRig::webhook(), leadEvent());
  EXPECT_EQ(keys.at(), "1 of 3: Find the contact");
  EXPECT_EQ(keys.after(200, kNobody), "2 of 3: Find the lead");
  EXPECT_EQ(keys.after(404), "3 of 3: Save the lead and the task");
  StepWalk compatible(SalesforceRig::webhook(Mode::kCompatibility), leadEvent());
  EXPECT_EQ(compatible.at(), "1 of 4: Find the contact");
  EXPECT_EQ(compatible.after(200, kSomebody), "2 of 2: Create the task");
  StepWalk other(SalesforceRig::webhook(),
                 eventOf("conversation.ended", {{"email", "jo@example.com"}, {"durationSeconds", 60}, {"messageCount", 4}}));
  EXPECT_EQ(other.at(), "1 of 2: Find the contact");
  EXPECT_EQ(other.after(200, kNobody), "2 of 3: Find an open lead");
  EXPECT_EQ(other.after(200, kNobody), "complete") << "nobody that it could be linked to";
}

TEST(DestinationsDone1PlanSteps, AHandoffIsUsuallyTheFirstOfItsConversation) {
  StepWalk first(zendesk(), handoff());
  EXPECT_EQ(first.at(), "1 of 2: Find the conversation's ticket");
  EXPECT_EQ(first.after(200, {{"tickets", json::array()}}), "2 of 2: Create the ticket");
  StepWalk closes(zendesk(), handoff());
  const json open{{"tickets", json::array({{{"id", 35}, {"external_id", "hl:conv_1"}, {"status", "open"}}})}};
  EXPECT_EQ(closes.after(200, open), "2 of 2: Add the comment");
  const json closed{{"error", "RecordInvalid"},
                    {"details", {{"status", json::array({{{"description", "Status: closed prevents ticket update"}}})}}}};
  EXPECT_EQ(closes.after(422, closed), "3 of 3: Create the follow-up ticket");
}

TEST(DestinationsDone1PlanSteps, DestinationsOfOneRequestHaveNone) {
  const auto webhook = webhookOf(model::WebhookKind::kCustom, "https://receiver.example/hook");
  const auto event = leadEvent();
  const Occasion occasion{event, webhook, model::DeliveryId{1}, 1, base::WallTime{std::chrono::seconds{1795464001}}, false};
  EXPECT_FALSE(destinationFor(webhook.kind)->standsAt(occasion));
}

}  // namespace
}  // namespace hookline::destinations::testing
