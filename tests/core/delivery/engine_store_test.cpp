// What the engine makes of the store's answers: refusals, unknown outcomes, cancellations, requeues, the stop.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/engine.h"
#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using model::DeliveryState;
using model::NetFault;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class EngineAndStore : public testing::Test {
 protected:
  EngineAndStore() {
    rig.webhook(1);
    rig.configure();
  }
  void claim(std::int64_t id) {
    rig.offer(rig.delivery(id, 1));
    ASSERT_THAT(rig.claimed(), ElementsAre(id));
  }
  void send(std::int64_t id) {
    claim(id);
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(id));
  }
  EngineRig rig;
};

TEST_F(EngineAndStore, ARefusedClaimIsForgottenAndTheStoreIsAsked) {
  claim(10);
  rig.refuse(10);
  EXPECT_THAT(rig.sent(), IsEmpty());
  EXPECT_EQ(rig.engine.inFlight(), 0U);
  EXPECT_EQ(rig.engine.windowCount(), 0U);
  EXPECT_THAT(rig.refilled(), ElementsAre(model::WebhookId{1}));
}

TEST_F(EngineAndStore, AClaimThatSurelyFailedIsMadeAgainASecondLater) {
  claim(10);
  rig.claimFails(10, false);
  EXPECT_EQ(rig.engine.inFlight(), 0U);
  EXPECT_EQ(rig.sleepUntilClaim(), seconds{1}) << "a store that fails is not asked without pause";
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
}

TEST_F(EngineAndStore, AnUnknownClaimKeepsItsSlotUntilTheStoreKnows) {
  claim(10);
  const auto due = rig.out.claims.at(0).due;
  rig.claimFails(10, true);
  EXPECT_EQ(rig.engine.inFlight(), 1U);
  rig.passTime();
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  EXPECT_EQ(rig.out.claims.at(0).due, due);
  rig.claimFails(10, false);
  EXPECT_EQ(rig.engine.inFlight(), 1U) << "the first claim may stand all the same";
  rig.passTime();
  rig.grant();
  EXPECT_THAT(rig.sent(), ElementsAre(10));
}

TEST_F(EngineAndStore, AnUnknownClaimIsNotEvictedByEarlierDeliveries) {
  EngineRig small({.window = 2, .laneWindow = 2, .laneReserve = 1});
  small.webhook(1).maxInFlight = 1;
  small.configure();
  small.offer(small.delivery(10, 1));
  small.claimFails(10, true);
  for (int id = 11; id < 20; ++id) {
    auto earlier = small.delivery(id, 1);
    earlier.due -= seconds{60};
    small.offer(std::move(earlier));
  }
  small.passTime();
  EXPECT_THAT(small.claimed(), ElementsAre(10));
}

TEST_F(EngineAndStore, AnUnknownClaimOfAStoppedWebhookIsStillResolved) {
  claim(10);
  rig.claimFails(10, true);
  rig.edit(1, [](auto& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  rig.advance(seconds{1});
  rig.tick();
  EXPECT_THAT(rig.claimed(), ElementsAre(10)) << "otherwise the store would show it as being sent for ever";
}

TEST_F(EngineAndStore, AnUnknownRecordGoesAgainAsTheSameAttempt) {
  send(10);
  rig.answer(10, 200);
  const auto first = rig.out.records.at(0);
  rig.recordFails(10);
  EXPECT_EQ(rig.engine.inFlight(), 1U);
  rig.passTime();
  ASSERT_THAT(rig.out.records, SizeIs(1));
  EXPECT_EQ(rig.out.records.at(0)->attempt.n, first->attempt.n);
  EXPECT_EQ(rig.out.records.at(0)->next, first->next);
  EXPECT_THAT(rig.sent(), IsEmpty());
  rig.recorded(10);
  EXPECT_EQ(rig.engine.inFlight(), 0U);
}

TEST_F(EngineAndStore, AResultWhoseClaimEndedChangesNothing) {
  send(10);
  rig.answer(10, 500);
  rig.recorded(10, false);
  EXPECT_THAT(rig.out.changes, IsEmpty());
  EXPECT_EQ(rig.engine.windowCount(), 0U);
  EXPECT_EQ(rig.engine.inFlight(), 0U);
}

TEST_F(EngineAndStore, CancelledWhileWaitingIsForgotten) {
  auto later = rig.delivery(10, 1);
  later.due += seconds{5};
  rig.offer(std::move(later));
  rig.tell(Cancelled{model::DeliveryId{10}});
  EXPECT_EQ(rig.engine.windowCount(), 0U);
  rig.advance(seconds{5});
  EXPECT_THAT(rig.tick().claims, IsEmpty());
}

TEST_F(EngineAndStore, CancelledWhileBeingClaimedIsNotSent) {
  claim(10);
  rig.tell(Cancelled{model::DeliveryId{10}});
  rig.out.claims = {{model::DeliveryId{10}, {}}};
  rig.grant();
  EXPECT_THAT(rig.sent(), IsEmpty());
  ASSERT_THAT(rig.out.records, SizeIs(1)) << "the store is told that nothing was sent";
  EXPECT_FALSE(rig.out.records.at(0)->attempt.counted);
  EXPECT_FALSE(rig.out.records.at(0)->attempt.maybeDelivered);
  rig.recorded(10, false);
  EXPECT_EQ(rig.engine.inFlight(), 0U);
  EXPECT_EQ(rig.engine.windowCount(), 0U);
}

TEST_F(EngineAndStore, ACancellationOlderThanTheClaimDoesNotLoseTheDelivery) {
  claim(10);
  rig.tell(Cancelled{model::DeliveryId{10}});
  rig.out.claims = {{model::DeliveryId{10}, {}}};
  rig.grant();
  ASSERT_THAT(rig.out.records, SizeIs(1));
  EXPECT_EQ(rig.out.records.at(0)->next, DeliveryState::kRetrying);
  rig.recorded(10, true);
  rig.passTime();
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  rig.grant();
  EXPECT_THAT(rig.sent(), ElementsAre(10));
}

TEST_F(EngineAndStore, ACancellationOlderThanAnUnknownClaimDoesNotLoseTheDelivery) {
  claim(10);
  rig.tell(Cancelled{model::DeliveryId{10}});
  rig.claimFails(10, true);
  EXPECT_EQ(rig.engine.inFlight(), 1U) << "the claim may stand, and nobody else would look after it";
  rig.passTime();
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  rig.grant();
  EXPECT_THAT(rig.sent(), IsEmpty());
  ASSERT_THAT(rig.out.records, SizeIs(1));
  rig.recorded(10);
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
}

TEST_F(EngineAndStore, CancelledWhileSendingIsAbandonedAndItsAttemptKept) {
  send(10);
  rig.tell(Cancelled{model::DeliveryId{10}});
  EXPECT_THAT(rig.out.abandons, ElementsAre(model::DeliveryId{10}));
  rig.fault(10, NetFault::kCancelled);
  ASSERT_THAT(rig.out.records, SizeIs(1));
  EXPECT_FALSE(rig.out.records.at(0)->attempt.counted);
  EXPECT_TRUE(rig.out.records.at(0)->attempt.maybeDelivered);
  rig.recorded(10, false);
  EXPECT_EQ(rig.engine.windowCount(), 0U);
}

TEST_F(EngineAndStore, CancelledWhileRecordingIsForgottenAfterwards) {
  send(10);
  rig.answer(10, 500);
  rig.tell(Cancelled{model::DeliveryId{10}});
  EXPECT_THAT(rig.out.abandons, IsEmpty());
  rig.recorded(10, false);
  EXPECT_EQ(rig.engine.windowCount(), 0U);
}

TEST_F(EngineAndStore, RequeuedWhileSendingGoesAgainOnlyWhenTheFirstSendEnded) {
  send(10);
  rig.tell(Cancelled{model::DeliveryId{10}});
  rig.advance(seconds{1});
  rig.offer(rig.delivery(10, 1));
  EXPECT_THAT(rig.claimed(), IsEmpty()) << "never two live sends of one delivery";
  rig.fault(10, NetFault::kCancelled);
  EXPECT_THAT(rig.claimed(), IsEmpty());
  rig.recorded(10, false);
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  rig.grant();
  EXPECT_EQ(headerOf(rig.out.sends.at(0).request, "X-Webhook-Attempt"), "2") << "the first send had number 1";
}

TEST_F(EngineAndStore, RequeuedWhileBeingClaimedGoesByItsNewDueTime) {
  claim(10);
  rig.advance(seconds{1});
  const auto requeued = rig.delivery(10, 1);
  rig.offer(requeued);
  rig.refuse(10);
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  EXPECT_EQ(rig.out.claims.at(0).due, requeued.due);
}

TEST_F(EngineAndStore, ARetryByAPersonComesBeforeTheLongWait) {
  rig.edit(1, [](auto& webhook) { webhook.retryPolicy.preset = model::RetryPolicy::Preset::kStandard; });
  send(10);
  rig.answer(10, 500);
  rig.recorded(10);
  EXPECT_THAT(rig.claimed(), IsEmpty());
  auto requeued = rig.delivery(10, 1);
  requeued.tries = 1;
  rig.offer(requeued);
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  EXPECT_EQ(rig.out.claims.at(0).due, requeued.due);
}

TEST_F(EngineAndStore, ADeletedWebhooksDeliveriesAreForgotten) {
  auto later = rig.delivery(10, 1);
  later.due += seconds{5};
  rig.offer(std::move(later));
  rig.webhooks.clear();
  rig.configure();
  EXPECT_EQ(rig.engine.windowCount(), 0U);
  rig.offer(rig.delivery(11, 1));
  EXPECT_EQ(rig.engine.windowCount(), 0U) << "an offer that was on its way";
}

TEST_F(EngineAndStore, AWebhookDeletedAfterTheClaimIsNotSentTo) {
  claim(10);
  rig.webhooks.clear();
  rig.configure();
  rig.out.claims = {{model::DeliveryId{10}, {}}};
  rig.grant();
  EXPECT_THAT(rig.sent(), IsEmpty());
  ASSERT_THAT(rig.out.records, SizeIs(1));
  EXPECT_EQ(rig.out.records.at(0)->next, DeliveryState::kCancelled);
  rig.recorded(10);
  EXPECT_EQ(rig.engine.windowCount(), 0U);
}

TEST_F(EngineAndStore, DrainClaimsNothingAndRecordsEverything) {
  rig.edit(1, [](auto& webhook) { webhook.maxInFlight = 1; });
  send(10);
  rig.offer(rig.delivery(11, 1));
  rig.tell(Drain{});
  EXPECT_FALSE(rig.engine.idle());
  rig.answer(10, 200);
  EXPECT_THAT(rig.out.records, SizeIs(1));
  rig.recordFails(10);
  rig.passTime();
  EXPECT_THAT(rig.out.records, SizeIs(1)) << "a result is flushed even when the first time failed";
  rig.recorded(10);
  EXPECT_TRUE(rig.engine.idle());
  EXPECT_THAT(rig.claimed(), IsEmpty());
}

TEST_F(EngineAndStore, DrainDoesNotWaitForAClaimThatNobodyCanConfirm) {
  claim(10);
  rig.claimFails(10, true);
  rig.tell(Drain{});
  EXPECT_TRUE(rig.engine.idle());
}

TEST_F(EngineAndStore, DrainDoesNotWaitForAClaimThatBecomesUnknownAfterIt) {
  claim(10);
  rig.tell(Drain{});
  rig.claimFails(10, true);
  EXPECT_TRUE(rig.engine.idle());
}

/// The news of a retry by a person may come before the answer to the record that it followed.
TEST_F(EngineAndStore, RequeuedWhileRecordingGoesByItsNewDueTime) {
  rig.edit(1, [](auto& webhook) { webhook.retryPolicy.preset = model::RetryPolicy::Preset::kStandard; });
  send(10);
  rig.answer(10, 500);
  rig.advance(seconds{1});
  auto requeued = rig.delivery(10, 1);
  requeued.tries = 1;
  rig.offer(requeued);
  rig.recorded(10);
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  EXPECT_EQ(rig.out.claims.at(0).due, requeued.due);
}

TEST_F(EngineAndStore, CancelledAfterItWasRequeuedItDoesNotComeBack) {
  send(10);
  rig.tell(Cancelled{model::DeliveryId{10}});
  rig.offer(rig.delivery(10, 1));
  rig.tell(Cancelled{model::DeliveryId{10}});
  rig.fault(10, NetFault::kCancelled);
  rig.recorded(10, false);
  EXPECT_THAT(rig.claimed(), IsEmpty());
  EXPECT_EQ(rig.engine.windowCount(), 0U);
}

}  // namespace
}  // namespace hookline::delivery
