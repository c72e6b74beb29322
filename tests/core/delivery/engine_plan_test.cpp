// Deliveries of several requests (architecture.md §3), seen through the engine with HubSpot's plan.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using model::DeliveryState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// One lead on its way to HubSpot.
class PlanOnEngine {
 public:
  EngineRig rig;

  PlanOnEngine() {
    auto& webhook = rig.webhook(1);
    webhook.kind = model::WebhookKind::kHubspot;
    webhook.url.clear();
    webhook.secretSettings["accessToken"] = "service-key-1";
    rig.configure();
    rig.offer(lead(7));
    rig.grant();
  }

  model::DueDelivery lead(std::int64_t id) {
    auto made = rig.delivery(id, 1);
    auto event = std::make_shared<model::Event>(*made.event);
    event->person.email = "jo@example.com";
    event->body = std::make_shared<const std::string>(
        R"({"type":"lead.captured","data":{"email":"jo@example.com","name":"Jo","source":"w","conversationSummary":"s"}})");
    made.event = std::move(event);
    return made;
  }

  Outputs& answer(int status, std::string body) {
    model::HttpResult result;
    result.status = status;
    result.body = std::move(body);
    return rig.tell(Ended{model::DeliveryId{7}, std::move(result)});
  }
  const model::AttemptRecord& record() const { return *rig.out.records.at(0); }
  std::string step() const { return rig.out.sends.empty() ? "nothing" : std::string(rig.out.sends.at(0).request.step); }
};

TEST(DestinationsDone3Engine, AStepIsStoredBeforeTheNextGoesOutInTheSameTry) {
  PlanOnEngine plan;
  EXPECT_EQ(plan.step(), "update the contact");
  plan.answer(200, R"({"id":"101"})");
  ASSERT_THAT(plan.rig.out.records, SizeIs(1));
  EXPECT_EQ(plan.record().next, DeliveryState::kDelivering);
  EXPECT_EQ(plan.record().tries, 0) << "the try has not ended";
  EXPECT_EQ(plan.record().attempt.n, 1);
  EXPECT_EQ(plan.record().attempt.step, 1);
  EXPECT_FALSE(plan.record().attempt.counted);
  EXPECT_FALSE(plan.record().inStats);
  EXPECT_NE(plan.record().checkpoint.find("101"), std::string::npos);
  EXPECT_THAT(plan.rig.out.sends, IsEmpty()) << "not before the checkpoint is stored";
  plan.rig.recorded(7);
  EXPECT_EQ(plan.step(), "add the note");
  EXPECT_THAT(plan.rig.out.claims, IsEmpty()) << "the claim of the try holds";
  plan.answer(201, R"({"id":"201"})");
  EXPECT_EQ(plan.record().next, DeliveryState::kDelivered);
  EXPECT_EQ(plan.record().tries, 1);
  EXPECT_EQ(plan.record().attempt.n, 2);
  EXPECT_EQ(plan.record().attempt.tryNumber, 1);
  EXPECT_EQ(plan.record().attempt.step, 2);
  EXPECT_TRUE(plan.record().inStats);
  plan.rig.recorded(7);
  EXPECT_TRUE(plan.rig.engine.idle());
}

TEST(DestinationsDone1PlanSteps, TheStepIsToldWhileItIsUnderWayAndStoredWithWhatTheAnswerLeaves) {
  PlanOnEngine plan;
  const auto told = [&plan] { return plan.rig.out.changes.empty() ? std::nullopt : plan.rig.out.changes.back().step; };
  EXPECT_EQ(told(), (model::PlanStep{1, 2, "Update the contact"}));
  plan.answer(200, R"({"id":"101"})");
  EXPECT_EQ(plan.record().step, (model::PlanStep{2, 2, "Add the note"})) << "what a restart finds";
  plan.rig.recorded(7);
  EXPECT_EQ(told(), (model::PlanStep{2, 2, "Add the note"}));
  plan.answer(500, "");
  plan.rig.recorded(7);
  EXPECT_EQ(plan.rig.out.changes.back().state, DeliveryState::kRetrying);
  EXPECT_EQ(told(), (model::PlanStep{2, 2, "Add the note"}));
  plan.rig.sleepUntilClaim();
  plan.rig.grant();
  plan.answer(200, R"({"results":[]})");
  plan.rig.recorded(7);
  plan.answer(201, R"({"id":"201"})");
  EXPECT_FALSE(plan.record().step) << "nothing is left";
  plan.rig.recorded(7);
  EXPECT_EQ(plan.rig.out.changes.back().state, DeliveryState::kDelivered);
  EXPECT_FALSE(told());
}

TEST(DestinationsDone1PlanSteps, ARequestWithoutAnAnswerFailedAtItsStep) {
  PlanOnEngine plan;
  plan.rig.fault(7, model::NetFault::kRefused);
  EXPECT_EQ(plan.record().checkpoint, "") << "nothing has happened yet";
  EXPECT_EQ(plan.record().step, (model::PlanStep{1, 2, "Update the contact"}));
}

TEST(DestinationsDone3Engine, AnUnrecordedStepIsRecordedAgainAndNothingIsSentMeanwhile) {
  PlanOnEngine plan;
  plan.answer(200, R"({"id":"101"})");
  plan.rig.recordFails(7);
  EXPECT_THAT(plan.rig.out.sends, IsEmpty());
  plan.rig.passTime();
  ASSERT_THAT(plan.rig.out.records, SizeIs(1));
  EXPECT_EQ(plan.record().attempt.n, 1) << "the same one: the store makes it one";
  plan.rig.recorded(7);
  EXPECT_EQ(plan.step(), "add the note");
}

TEST(DestinationsDone3Engine, AFailedStepCostsOneTryAndTheNextTryLooksFirst) {
  PlanOnEngine plan;
  plan.answer(200, R"({"id":"101"})");
  plan.rig.recorded(7);
  plan.answer(500, "");
  EXPECT_EQ(plan.record().next, DeliveryState::kRetrying);
  EXPECT_EQ(plan.record().counted, 1);
  EXPECT_EQ(plan.record().attempt.n, 2);
  plan.rig.recorded(7);
  plan.rig.sleepUntilClaim();
  plan.rig.grant();
  EXPECT_EQ(plan.step(), "list the contact's notes");
  plan.answer(200, R"({"results":[]})");
  EXPECT_EQ(plan.record().attempt.n, 3);
  EXPECT_EQ(plan.record().attempt.tryNumber, 2);
  EXPECT_EQ(plan.record().attempt.step, 1);
  plan.rig.recorded(7);
  EXPECT_EQ(plan.step(), "add the note");
}

/// A try that fails ends with its failure, and one that goes well has many answers before it ends: the first results of a burst of leads
/// would all be failures.
TEST(DestinationsDone3Engine, EachAnsweredStepSpeaksForTheReceiver) {
  PlanOnEngine plan;
  constexpr std::int64_t kFirst = 7;
  plan.rig.edit(1, [](model::Webhook& webhook) { webhook.maxInFlight = 2 * Breaker::kLeastResults; });
  std::size_t opened = 0;
  for (std::int64_t id = kFirst; id < kFirst + 2 * Breaker::kLeastResults; ++id) {
    if (id != kFirst) plan.rig.offer(plan.lead(id));
    if (id != kFirst) plan.rig.grant();
    ASSERT_EQ(plan.rig.sent().empty(), id == kFirst) << id;
  }
  for (std::int64_t id = kFirst; id < kFirst + Breaker::kLeastResults; ++id) {
    model::HttpResult result;
    result.status = 200;
    result.body = R"({"id":"101"})";
    opened += plan.rig.tell(Ended{model::DeliveryId{id}, std::move(result)}).circuits.size();
  }
  for (std::int64_t id = kFirst + Breaker::kLeastResults; id < kFirst + 2 * Breaker::kLeastResults; ++id)
    opened += plan.rig.answer(id, 500).circuits.size();
  EXPECT_EQ(opened, 0U) << "half of what HubSpot answered was fine";
}

TEST(DestinationsDone3Engine, AClaimThatEndedMeanwhileStopsThePlan) {
  PlanOnEngine plan;
  plan.answer(200, R"({"id":"101"})");
  plan.rig.recorded(7, false);
  EXPECT_THAT(plan.rig.out.sends, IsEmpty());
  EXPECT_TRUE(plan.rig.engine.idle());
}

TEST(DestinationsDone3Engine, ACancelledDeliverySendsNoFurtherStep) {
  PlanOnEngine plan;
  plan.answer(200, R"({"id":"101"})");
  plan.rig.tell(Cancelled{model::DeliveryId{7}});
  plan.rig.recorded(7);
  EXPECT_THAT(plan.rig.out.sends, IsEmpty());
  ASSERT_THAT(plan.rig.out.records, SizeIs(1)) << "the claim is given back";
  plan.rig.recorded(7, false);
  EXPECT_TRUE(plan.rig.engine.idle());
}

TEST(DestinationsDone3Engine, AfterARestartThePlanGoesOnFromItsCheckpointAndAttemptsKeepCounting) {
  PlanOnEngine plan;
  auto stored = plan.lead(8);
  stored.tries = 1;
  stored.attempts = 3;
  stored.checkpoint = R"({"outputs":{"contact":"101"},"certainIn":1})";
  plan.rig.offer(std::move(stored));
  plan.rig.grant();
  EXPECT_EQ(plan.step(), "list the contact's notes") << "it may have been added when the process ended";
  model::HttpResult gone;
  gone.fault = model::NetFault::kRefused;
  plan.rig.tell(Ended{model::DeliveryId{8}, gone});
  EXPECT_EQ(plan.record().attempt.n, 4);
  EXPECT_EQ(plan.record().checkpoint, R"({"outputs":{"contact":"101"},"certainIn":1})");
}

TEST(DestinationsDone3Engine, RequeuedMeanwhileItsAttemptsKeepCounting) {
  PlanOnEngine plan;
  plan.answer(200, R"({"id":"101"})");
  plan.rig.recorded(7);
  plan.rig.tell(Cancelled{model::DeliveryId{7}});
  plan.rig.offer(plan.lead(7));
  plan.rig.fault(7, model::NetFault::kCancelled);
  EXPECT_EQ(plan.record().attempt.n, 2);
  plan.rig.recorded(7, false);
  plan.rig.grant();
  plan.rig.fault(7, model::NetFault::kRefused);
  EXPECT_EQ(plan.record().attempt.n, 3) << "no two attempts of a delivery share a number";
}

}  // namespace
}  // namespace hookline::delivery
