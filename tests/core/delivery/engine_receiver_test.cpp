// What one answer says about the whole webhook or about this machine, and what it must not say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using model::ErrorClass;
using model::NetFault;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class EngineDone2Receiver : public testing::Test {
 protected:
  EngineDone2Receiver() {
    rig.webhook(1).retryPolicy.preset = model::RetryPolicy::Preset::kStandard;
    rig.configure();
  }
  /// Both are on the wire.
  void sendTwo() {
    rig.offer({rig.delivery(1, 1), rig.delivery(2, 1)});
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(1, 2));
  }
  void send(std::int64_t id, bool once = false) {
    auto delivery = rig.delivery(id, 1);
    delivery.once = once;
    rig.offer(std::move(delivery));
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(id));
  }
  void refuse(std::int64_t id, bool once = false) {
    send(id, once);
    rig.fault(id, NetFault::kRefused);
  }
  EngineRig rig;
};

TEST_F(EngineDone2Receiver, WhatWeCutOffOurselvesDoesNotProveANetwork) {
  for (const auto own : {NetFault::kCancelled, NetFault::kInternal}) {
    EngineRig one;
    one.webhook(1);
    one.configure();
    one.offer({one.delivery(1, 1), one.delivery(2, 1)});
    one.grant();
    one.fault(1, NetFault::kNoRoute);
    ASSERT_TRUE(one.engine.offline());
    one.fault(2, own);
    EXPECT_TRUE(one.engine.offline()) << static_cast<int>(own);
  }
}

TEST_F(EngineDone2Receiver, AnyEndOnTheOtherSideProvesANetwork) {
  sendTwo();
  rig.fault(1, NetFault::kNoRoute);
  rig.fault(2, NetFault::kRefused);
  EXPECT_FALSE(rig.engine.offline());
}

TEST_F(EngineDone2Receiver, AShorterWaitDoesNotShortenALongerOne) {
  sendTwo();
  rig.answer(1, 429, "600");
  rig.answer(2, 429, "1");
  rig.recorded(1);
  rig.recorded(2);
  rig.offer(rig.delivery(3, 1));
  rig.advance(seconds{599});
  EXPECT_THAT(rig.tick().claims, IsEmpty());
  rig.advance(seconds{1});
  rig.tick();
  EXPECT_THAT(rig.claimed(), Contains(3));
}

TEST_F(EngineDone2Receiver, AWebhookIsPutOnHoldOnce) {
  sendTwo();
  EXPECT_THAT(rig.answer(1, 410).holds, SizeIs(1));
  EXPECT_THAT(rig.answer(2, 410).holds, IsEmpty()) << "it is being stored";
}

TEST_F(EngineDone2Receiver, AnAnswerThatComesWhileItIsOnHoldLeavesItsReasonAndItsTime) {
  sendTwo();
  rig.answer(1, 410);
  rig.edit(1, [](model::Webhook& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kOnHold; });
  rig.tell(HoldAnswered{model::WebhookId{1}, true});
  EXPECT_THAT(rig.answer(2, 410).holds, IsEmpty());
}

TEST_F(EngineDone2Receiver, NothingGoesOutWhileAHoldIsBeingStored) {
  sendTwo();
  rig.answer(1, 410);
  rig.recorded(1);
  EXPECT_THAT(rig.offer(rig.delivery(3, 1)).claims, IsEmpty());
}

TEST_F(EngineDone2Receiver, WhatIsOursIsInNoStatistics) {
  for (const auto own : {NetFault::kNoRoute, NetFault::kResolverDown, NetFault::kStaleConnection, NetFault::kCancelled}) {
    EngineRig one;
    one.webhook(1);
    one.configure();
    one.offer(one.delivery(1, 1));
    one.grant();
    one.fault(1, own);
    EXPECT_FALSE(one.out.records.at(0)->inStats) << static_cast<int>(own);
  }
}

TEST_F(EngineDone2Receiver, OnlyAnAnswerHasALatency) {
  sendTwo();
  model::HttpResult result;
  result.times.total = seconds{3};
  result.fault = NetFault::kTimeoutAfterWrite;
  rig.tell(Ended{{1}, result});
  EXPECT_FALSE(rig.out.records.at(0)->latency);
  result.fault = NetFault::kNone;
  result.status = 500;
  rig.tell(Ended{{2}, result});
  EXPECT_EQ(rig.out.records.at(0)->latency, base::Micros{seconds{3}});
}

TEST_F(EngineDone2Receiver, WhyATryFailedIsToldWithItsNewState) {
  send(1);
  rig.answer(1, 503);
  rig.recorded(1);
  ASSERT_THAT(rig.out.changes, SizeIs(1));
  EXPECT_EQ(rig.out.changes[0].state, model::DeliveryState::kRetrying);
  EXPECT_EQ(rig.out.changes[0].errorClass, ErrorClass::kServerError);
  EXPECT_EQ(rig.out.changes[0].status, 503);
}

TEST_F(EngineDone2Receiver, FailedTestsOpenNoBreaker) {
  for (std::int64_t id = 1; id <= 2 * Breaker::kLeastResults; ++id) {
    refuse(id, true);
    EXPECT_THAT(rig.out.circuits, IsEmpty());
    rig.recorded(id);
  }
}

/// Housekeeping counts from there how long deliveries have waited in vain.
TEST_F(EngineDone2Receiver, ABreakerSaysSinceWhenItsReceiverFailsAndEachTimeUntilWhenItIsOpen) {
  std::optional<base::WallTime> first;
  for (std::int64_t id = 1; id <= Breaker::kConnectFailures; ++id) {
    if (id > 1) rig.advance(base::Millis{500});
    refuse(id);
    if (!first) first = rig.now().wall;
    if (id < Breaker::kConnectFailures) rig.recorded(id);
  }
  ASSERT_THAT(rig.out.circuits, SizeIs(1));
  EXPECT_EQ(rig.out.circuits[0].failingSince, first);
  rig.recorded(Breaker::kConnectFailures);
  rig.sleepUntilClaim();
  ASSERT_THAT(rig.claimed(), SizeIs(1));
  const auto probe = rig.claimed().front();
  rig.grant();
  rig.fault(probe, NetFault::kRefused);
  ASSERT_THAT(rig.out.circuits, SizeIs(1)) << "it opened again";
  EXPECT_FALSE(rig.out.circuits[0].closed);
  EXPECT_EQ(rig.out.circuits[0].failingSince, first);
  EXPECT_GE(rig.out.circuits[0].openUntil, rig.now().wall + seconds{48}) << "for twice as long";
  rig.recorded(probe);
  rig.suspendFor(std::chrono::hours{8});
  rig.sleepUntilClaim();
  ASSERT_THAT(rig.claimed(), SizeIs(1));
  const auto morning = rig.claimed().front();
  rig.grant();
  rig.fault(morning, NetFault::kRefused);
  ASSERT_THAT(rig.out.circuits, SizeIs(1));
  EXPECT_EQ(rig.out.circuits[0].failingSince, first) << "whatever the machine slept";
}

TEST_F(EngineDone2Receiver, AStaleConnectionIsForgivenAgainOnceTheReceiverHasAnswered) {
  send(1);
  const auto again = [this] {
    rig.recorded(1);
    rig.sleepUntilClaim();
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(1));
  };
  rig.fault(1, NetFault::kStaleConnection);
  again();
  EXPECT_TRUE(rig.out.sends.at(0).request.freshConnection);
  rig.answer(1, 500);
  again();
  EXPECT_FALSE(rig.out.sends.at(0).request.freshConnection);
  rig.fault(1, NetFault::kStaleConnection);
  EXPECT_FALSE(rig.out.records.at(0)->attempt.counted);
}

}  // namespace
}  // namespace hookline::delivery
