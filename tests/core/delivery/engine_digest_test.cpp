// Messages that tell of several events, seen through the engine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using std::chrono::seconds;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr base::Millis kWindow{30000};

void gathers(EngineRig& rig, std::int64_t id = 1) {
  auto& webhook = rig.webhook(id);
  webhook.kind = model::WebhookKind::kSlack;
  webhook.url = "https://hooks.slack.com/services/T/B/x";
  webhook.events = {"*"};
  webhook.digestWindow = kWindow;
}

std::vector<model::DueDelivery> deliveries(EngineRig& rig, std::int64_t first, std::int64_t last) {
  std::vector<model::DueDelivery> made;
  for (auto id = first; id <= last; ++id) made.push_back(rig.delivery(id, 1));
  return made;
}

/// A first message has gone, so what comes now is gathered.
void begin(EngineRig& rig) {
  gathers(rig);
  rig.configure();
  rig.offer(rig.delivery(1, 1));
  rig.grant();
  rig.answer(1, 200);
  rig.recorded(1);
}

std::vector<std::int64_t> recordedIds(const Outputs& out) {
  std::vector<std::int64_t> ids;
  for (const auto& record : out.records) ids.push_back(record->deliveryId.value);
  return ids;
}

TEST(DestinationsDone7Engine, TheFirstGoesAtOnceAndWhatFollowsInOneMessageAfterTheWindow) {
  EngineRig rig;
  gathers(rig);
  rig.configure();
  rig.offer(rig.delivery(1, 1));
  EXPECT_THAT(rig.claimed(), ElementsAre(1));
  rig.grant();
  EXPECT_THAT(rig.sent(), ElementsAre(1));
  rig.answer(1, 200);
  rig.recorded(1);
  for (auto id = 2; id <= 6; ++id) {
    rig.advance(seconds{1});
    EXPECT_THAT(rig.offer(rig.delivery(id, 1)).claims, IsEmpty());
  }
  EXPECT_EQ(rig.sleepUntilClaim(), kWindow - seconds{5});
  EXPECT_THAT(rig.claimed(), ElementsAre(2, 3, 4, 5, 6));
  EXPECT_EQ(rig.engine.inFlight(), 1U) << "one message holds one slot";
  rig.grant();
  ASSERT_THAT(rig.out.sends, SizeIs(1));
  EXPECT_EQ(rig.out.sends.front().delivery.value, 2);
  EXPECT_THAT(rig.out.sends.front().beside,
              ElementsAre(model::DeliveryId{3}, model::DeliveryId{4}, model::DeliveryId{5}, model::DeliveryId{6}));
  EXPECT_THAT(*rig.out.sends.front().request.body, HasSubstr("5 events"));
  EXPECT_THAT(rig.out.changes, SizeIs(5));
}

TEST(DestinationsDone7Engine, TheAnswerIsRecordedForEachAndTheSlotIsFreeAfterTheLast) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 4));
  rig.sleepUntilClaim();
  rig.grant();
  const auto& out = rig.answer(2, 200);
  EXPECT_THAT(recordedIds(out), UnorderedElementsAre(2, 3, 4));
  for (const auto& record : out.records) {
    EXPECT_EQ(record->next, model::DeliveryState::kDelivered);
    EXPECT_EQ(record->attempt.status, 200);
    EXPECT_THAT(record->attempt.requestBody.value_or(""), HasSubstr("3 events"));
    EXPECT_TRUE(record->inStats);
  }
  rig.recorded(3);
  rig.recorded(2);
  EXPECT_EQ(rig.engine.inFlight(), 1U);
  rig.recorded(4);
  EXPECT_EQ(rig.engine.inFlight(), 0U);
  EXPECT_EQ(rig.engine.windowCount(), 0U);
}

TEST(DestinationsDone7Engine, AFailureIsOneOfTheReceiverAndAllGoTogetherAgain) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 4));
  rig.sleepUntilClaim();
  rig.grant();
  rig.answer(2, 500);
  int inStats = 0;
  const auto due = rig.out.records.front()->due;
  for (const auto& record : rig.out.records) {
    EXPECT_EQ(record->next, model::DeliveryState::kRetrying);
    EXPECT_EQ(record->counted, 1);
    EXPECT_EQ(record->due, due) << "they come due together";
    inStats += record->inStats ? 1 : 0;
  }
  EXPECT_EQ(inStats, 1);
  for (const auto id : {2, 3, 4}) rig.recorded(id);
  EXPECT_GE(rig.sleepUntilClaim(), kWindow - seconds{1}) << "a retry is a message too";
  EXPECT_THAT(rig.claimed(), ElementsAre(2, 3, 4));
}

TEST(DestinationsDone7Engine, ThreeRefusalsInARowHoldTheWebhookNotOneOfThree) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 4));
  for (int message = 1; message <= 3; ++message) {
    rig.sleepUntilClaim();
    ASSERT_THAT(rig.claimed(), SizeIs(3));
    rig.grant();
    rig.answer(2, 401);
    EXPECT_THAT(rig.out.holds, SizeIs(message == 3 ? 1 : 0)) << message;
    for (const auto id : {2, 3, 4}) rig.recorded(id);
  }
}

TEST(DestinationsDone7Engine, OneThatIsCancelledOrTakenMeanwhileIsLeftOut) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 5));
  rig.sleepUntilClaim();
  rig.tell(Cancelled{model::DeliveryId{2}});
  std::vector<model::DeliveryId> all{{2}, {3}, {4}, {5}};
  rig.tell(Claimed{all, std::vector<model::DeliveryId>{{2}, {4}, {5}}});
  ASSERT_THAT(rig.out.sends, SizeIs(1));
  EXPECT_EQ(rig.out.sends.front().delivery.value, 4);
  EXPECT_THAT(rig.out.sends.front().beside, ElementsAre(model::DeliveryId{5}));
  EXPECT_THAT(recordedIds(rig.out), ElementsAre(2)) << "the store is told that nothing was sent";
  rig.recorded(2, false);
  rig.answer(4, 200);
  rig.recorded(4);
  rig.recorded(5);
  EXPECT_EQ(rig.engine.inFlight(), 0U);
}

TEST(DestinationsDone7Engine, AMessageUnderWayIsNotCutOffForOne) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 3));
  rig.sleepUntilClaim();
  rig.grant();
  EXPECT_THAT(rig.tell(Cancelled{model::DeliveryId{2}}).abandons, IsEmpty());
  EXPECT_THAT(recordedIds(rig.answer(2, 200)), UnorderedElementsAre(2, 3));
}

TEST(DestinationsDone7Engine, ClaimsOfUnknownOutcomeKeepTheMessageUntilTheStoreKnows) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 3));
  rig.sleepUntilClaim();
  const std::vector<model::DeliveryId> all{{2}, {3}};
  rig.tell(Claimed{all, base::Result<std::vector<model::DeliveryId>>(base::fail(base::Error{base::Errc::kIo, "no", true, {}}))});
  EXPECT_THAT(rig.out.sends, IsEmpty());
  rig.sleepUntilClaim();
  EXPECT_THAT(rig.claimed(), ElementsAre(2, 3));
  rig.grant();
  ASSERT_THAT(rig.out.sends, SizeIs(1));
  EXPECT_THAT(rig.out.sends.front().beside, SizeIs(1));
}

TEST(DestinationsDone7Engine, AStopSendsWhatIsClaimedAndNothingMore) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 3));
  rig.sleepUntilClaim();
  rig.tell(Claimed{{model::DeliveryId{2}}, std::vector<model::DeliveryId>{{2}}});
  rig.tell(Claimed{{model::DeliveryId{3}},
                   base::Result<std::vector<model::DeliveryId>>(base::fail(base::Error{base::Errc::kIo, "no", true, {}}))});
  EXPECT_THAT(rig.out.sends, IsEmpty());
  rig.tell(Drain{});
  EXPECT_THAT(rig.sent(), ElementsAre(2));
  rig.answer(2, 200);
  rig.recorded(2);
  EXPECT_TRUE(rig.engine.idle());
}

TEST(DestinationsDone7Engine, ATestWaitsForNoWindowAndOtherWebhooksForNobody) {
  EngineRig rig;
  rig.webhook(2);
  begin(rig);
  auto test = rig.delivery(50, 1);
  test.once = true;
  EXPECT_THAT(rig.offer(test).claims, SizeIs(1));
  EXPECT_THAT(rig.offer({rig.delivery(60, 2), rig.delivery(61, 2)}).claims, SizeIs(2));
}

TEST(DestinationsDone7Engine, AWindowThatIsTurnedOffOrShortenedHoldsAtOnce) {
  EngineRig rig;
  begin(rig);
  EXPECT_THAT(rig.offer(rig.delivery(2, 1)).claims, IsEmpty());
  rig.edit(1, [](model::Webhook& webhook) { webhook.digestWindow = base::Millis{2000}; });
  EXPECT_EQ(rig.sleepUntilClaim(), seconds{2});
  rig.grant();
  rig.answer(2, 200);
  rig.recorded(2);
  EXPECT_THAT(rig.offer(deliveries(rig, 3, 4)).claims, IsEmpty());
  rig.edit(1, [](model::Webhook& webhook) { webhook.digestWindow = {}; });
  EXPECT_THAT(rig.claimed(), ElementsAre(3, 4));
  rig.grant();
  EXPECT_THAT(rig.sent(), ElementsAre(3, 4)) << "each its own message again";
}

TEST(DestinationsDone7Engine, SleepCountsAsTimeAndMoreThanOneMessageTakesWaitsForTheNext) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 2 + static_cast<std::int64_t>(Digest::kMostMembers)));
  EXPECT_THAT(rig.claimed(), IsEmpty());
  rig.suspendFor(kWindow);
  rig.tick();
  EXPECT_THAT(rig.claimed(), SizeIs(Digest::kMostMembers));
  const auto asked = rig.claimed();
  rig.grant();
  ASSERT_THAT(rig.out.sends, SizeIs(1));
  rig.answer(2, 200);
  for (const auto id : asked) rig.recorded(id);
  rig.sleepUntilClaim();
  EXPECT_THAT(rig.claimed(), SizeIs(1));
}

TEST(DestinationsDone7Engine, TheWindowBeginsWhenTheMessageGoes) {
  EngineRig rig;
  gathers(rig);
  rig.configure();
  rig.offer(deliveries(rig, 1, 2));
  rig.advance(seconds{10});  // a slow store
  rig.grant();
  ASSERT_THAT(rig.sent(), ElementsAre(1));
  rig.answer(1, 200);
  for (const auto id : {1, 2}) rig.recorded(id);
  rig.offer(rig.delivery(3, 1));
  EXPECT_EQ(rig.sleepUntilClaim(), kWindow);
}

TEST(DestinationsDone7Engine, OfAMessageThatFoundTwoStaleConnectionsEachDeliveryIsCounted) {
  EngineRig rig;
  begin(rig);
  rig.offer(deliveries(rig, 2, 3));
  for (const bool counted : {false, true}) {
    rig.sleepUntilClaim();
    rig.grant();
    rig.fault(2, model::NetFault::kStaleConnection);
    ASSERT_THAT(rig.out.records, SizeIs(2));
    for (const auto& record : rig.out.records) EXPECT_EQ(record->attempt.counted, counted);
    for (const auto id : {2, 3}) rig.recorded(id);
  }
}

}  // namespace
}  // namespace hookline::delivery
