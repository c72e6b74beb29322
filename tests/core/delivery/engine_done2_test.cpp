// The breaker and the rate limit, seen through the engine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Deliveries that each fail to connect, until the breaker is open.
void breakOff(EngineRig& rig, std::int64_t webhook, std::int64_t firstId) {
  for (std::int64_t id = firstId; id < firstId + Breaker::kConnectFailures; ++id) {
    rig.offer(rig.delivery(id, webhook));
    rig.grant();
    rig.fault(id, model::NetFault::kRefused);
    rig.recorded(id);
  }
}

TEST(EngineDone2, NothingIsSentWhileTheBreakerIsOpenAndThenOneProbes) {
  EngineRig rig;
  rig.webhook(1).retryPolicy.preset = model::RetryPolicy::Preset::kStandard;
  rig.configure();
  breakOff(rig, 1, 1);
  rig.offer({rig.delivery(20, 1), rig.delivery(21, 1)});
  EXPECT_THAT(rig.claimed(), IsEmpty());
  const auto waited = rig.sleepUntilClaim();
  EXPECT_GE(waited, seconds{24});
  EXPECT_LE(waited, seconds{36});
  EXPECT_THAT(rig.claimed(), SizeIs(1)) << "one real delivery probes";
}

TEST(EngineDone2, WhatWaitsBehindAnOpenBreakerBurnsNothing) {
  EngineRig rig;
  rig.webhook(1).retryPolicy.preset = model::RetryPolicy::Preset::kStandard;
  rig.configure();
  breakOff(rig, 1, 1);
  rig.offer(rig.delivery(20, 1));
  for (int probe = 0; probe < 6; ++probe) {
    rig.sleepUntilClaim();
    ASSERT_THAT(rig.claimed(), SizeIs(1));
    const auto id = rig.claimed().front();
    rig.grant();
    rig.fault(id, model::NetFault::kRefused);
    ASSERT_THAT(rig.out.records, SizeIs(1));
    if (id == 20) EXPECT_LE(rig.out.records.front()->counted, probe + 1);
    rig.recorded(id);
  }
}

TEST(EngineDone2, ABrokenReceiverKeepsNobodyElseWaiting) {
  EngineRig rig;
  rig.webhook(1);
  rig.webhook(2);
  rig.configure();
  breakOff(rig, 1, 1);
  rig.offer({rig.delivery(20, 1), rig.delivery(21, 2)});
  EXPECT_THAT(rig.claimed(), ElementsAre(21));
}

TEST(EngineDone2, AfterAnOutageTheSlotsComeBackOneTwoFour) {
  EngineRig rig;
  rig.webhook(1).retryPolicy.preset = model::RetryPolicy::Preset::kStandard;
  rig.configure();
  breakOff(rig, 1, 1);
  std::vector<model::DueDelivery> backlog;
  for (std::int64_t id = 20; id < 60; ++id) backlog.push_back(rig.delivery(id, 1));
  rig.offer(std::move(backlog));
  rig.sleepUntilClaim();
  // What one turn claims is sent in the next; how many are under way is seen after each answer.
  std::vector<std::int64_t> underWay;
  const auto send = [&] {
    const auto claimed = rig.claimed();
    if (claimed.empty()) return;
    underWay.insert(underWay.end(), claimed.begin(), claimed.end());
    rig.grant();
  };
  send();
  std::vector<std::size_t> together{underWay.size()};
  for (int answered = 0; answered < 4; ++answered) {
    const auto id = underWay.front();
    underWay.erase(underWay.begin());
    rig.answer(id, 200);
    send();
    rig.recorded(id);
    send();
    together.push_back(underWay.size());
  }
  EXPECT_THAT(together, ElementsAre(1, 2, 4, 8, 8));
}

TEST(EngineDone2, AnEditedWebhookIsTriedAtOnce) {
  EngineRig rig;
  rig.webhook(1);
  rig.configure();
  breakOff(rig, 1, 1);
  rig.offer(rig.delivery(20, 1));
  ASSERT_THAT(rig.claimed(), IsEmpty());
  rig.edit(1, [](model::Webhook& webhook) { webhook.url = "https://mended.test/"; });
  rig.tick();
  rig.passTime();
  EXPECT_THAT(rig.refilled(), testing::AnyOf(IsEmpty(), SizeIs(1)));
  EXPECT_GE(rig.engine.inFlight(), 1U);
}

TEST(EngineDone2, ATestSendPassesAnOpenBreakerAndItsSuccessEndsThePause) {
  EngineRig rig;
  rig.webhook(1);
  rig.configure();
  breakOff(rig, 1, 1);
  rig.offer(rig.delivery(20, 1));
  auto test = rig.delivery(30, 1);
  test.once = true;
  rig.offer(std::move(test));
  EXPECT_THAT(rig.claimed(), ElementsAre(30));
  rig.grant();
  rig.answer(30, 200);
  ASSERT_THAT(rig.out.circuits, SizeIs(1));
  rig.recorded(30);
  EXPECT_THAT(rig.claimed(), SizeIs(1));
}

TEST(EngineDone2, OpeningAndClosingAreTold) {
  EngineRig rig;
  rig.webhook(1).retryPolicy.preset = model::RetryPolicy::Preset::kStandard;
  rig.webhook(1).maxInFlight = 2;
  rig.configure();
  for (std::int64_t id = 1; id <= 5; ++id) {
    rig.offer(rig.delivery(id, 1));
    rig.grant();
    rig.fault(id, model::NetFault::kRefused);
    EXPECT_THAT(rig.out.circuits, SizeIs(id == 5 ? 1 : 0));
    if (id == 5) {
      EXPECT_FALSE(rig.out.circuits.front().closed);
      EXPECT_GE(rig.out.circuits.front().openUntil, rig.now().wall + seconds{24});
    }
    rig.recorded(id);
  }
  rig.sleepUntilClaim();
  const auto id = rig.claimed().front();
  rig.grant();
  rig.answer(id, 200);
  ASSERT_THAT(rig.out.circuits, SizeIs(1));
  EXPECT_TRUE(rig.out.circuits.front().closed);
}

TEST(EngineDone2, ARateLimitSpreadsWhatIsDue) {
  EngineRig rig;
  rig.webhook(1).rateLimit = {2.0, 3};
  rig.configure();
  std::vector<model::DueDelivery> many;
  for (std::int64_t id = 1; id <= 9; ++id) many.push_back(rig.delivery(id, 1));
  rig.offer(std::move(many));
  EXPECT_THAT(rig.claimed(), ElementsAre(1, 2, 3));
  const auto begun = rig.now().mono;
  std::size_t sent = 3;
  while (sent < 9) {
    rig.grant();
    for (const auto id : rig.sent()) {
      rig.answer(id, 200);
      rig.recorded(id);
    }
    rig.sleepUntilClaim();
    sent += rig.claimed().size();
    ASSERT_THAT(rig.claimed(), SizeIs(1));
  }
  EXPECT_EQ(rig.now().mono - begun, seconds{3});
}

TEST(EngineDone2, ATestSendNeedsNoToken) {
  EngineRig rig;
  rig.webhook(1).rateLimit = {0.1, 1};
  rig.configure();
  rig.offer(rig.delivery(1, 1));
  EXPECT_THAT(rig.claimed(), ElementsAre(1));
  auto test = rig.delivery(2, 1);
  test.once = true;
  rig.offer(std::move(test));
  EXPECT_THAT(rig.claimed(), ElementsAre(2));
}

TEST(EngineDone2, WhatFellDueWhileTheMachineSleptIsDueWhenItWakes) {
  EngineRig rig;
  rig.webhook(1).retryPolicy.preset = model::RetryPolicy::Preset::kStandard;
  rig.configure();
  auto due = rig.delivery(1, 1);
  due.due += hours{2};
  rig.offer(std::move(due));
  auto later = rig.delivery(2, 1);
  later.due += hours{20};
  rig.offer(std::move(later));
  rig.suspendFor(hours{8});
  rig.tick();
  EXPECT_THAT(rig.claimed(), ElementsAre(1));
  rig.grant();
  rig.answer(1, 200);
  rig.recorded(1);
  rig.sleepUntilClaim();
  EXPECT_THAT(rig.claimed(), ElementsAre(2));
  EXPECT_LE(rig.now().wall, base::WallTime{base::Millis{1764000000000}} + hours{20} + minutes{1});
  EXPECT_GE(rig.now().wall, base::WallTime{base::Millis{1764000000000}} + hours{20}) << "never early";
}

TEST(EngineDone2, AnAttemptThatASuspendCutOffIsNotCounted) {
  EngineRig rig;
  rig.webhook(1);
  rig.configure();
  rig.offer(rig.delivery(1, 1));
  rig.grant();
  rig.suspendFor(hours{8});
  rig.fault(1, model::NetFault::kTimeoutAfterWrite);
  ASSERT_THAT(rig.out.records, SizeIs(1));
  EXPECT_FALSE(rig.out.records[0]->attempt.counted);
  EXPECT_EQ(rig.out.records[0]->attempt.errorClass, model::ErrorClass::kInterrupted);
  EXPECT_TRUE(rig.out.records[0]->attempt.maybeDelivered);
  EXPECT_EQ(rig.out.records[0]->next, model::DeliveryState::kRetrying);
  rig.recorded(1);
  rig.sleepUntilClaim();
  rig.grant();
  rig.fault(1, model::NetFault::kTimeoutAfterWrite);
  EXPECT_TRUE(rig.out.records[0]->attempt.counted) << "the next one is the receiver's own";
}

TEST(EngineDone2, AnAnswerThatCameInSpiteOfASuspendCounts) {
  EngineRig rig;
  rig.webhook(1);
  rig.configure();
  rig.offer(rig.delivery(1, 1));
  rig.grant();
  rig.suspendFor(hours{8});
  rig.answer(1, 503);
  EXPECT_TRUE(rig.out.records[0]->attempt.counted);
}

TEST(EngineDone2, AWallClockThatJumpsSendsNothingEarlyAndParksNothing) {
  for (const auto jump : {base::Millis{hours{30}}, base::Millis{-hours{30}}}) {
    EngineRig rig;
    rig.webhook(1);
    rig.configure();
    auto due = rig.delivery(1, 1);
    due.due += minutes{10};
    rig.offer(std::move(due));
    rig.setWall(jump);
    rig.tick();
    EXPECT_THAT(rig.claimed(), IsEmpty());
    const auto waited = rig.sleepUntilClaim();
    EXPECT_GE(waited, minutes{10});
    EXPECT_LE(waited, minutes{11});
  }
}

TEST(EngineDone2, AWallClockThatJumpsBetweenAnAnswerAndItsRecordMovesNoWait) {
  for (const auto jump : {base::Millis{hours{30}}, base::Millis{-hours{30}}}) {
    EngineRig rig;
    auto& policy = rig.webhook(1).retryPolicy;
    policy.preset = model::RetryPolicy::Preset::kCustom;
    policy.backoff = policy.maxBackoff = minutes{1};
    policy.jitter = model::RetryPolicy::Jitter::kNone;
    rig.configure();
    rig.offer(rig.delivery(1, 1));
    rig.grant();
    rig.answer(1, 503);
    rig.setWall(jump);
    rig.recorded(1);
    EXPECT_THAT(rig.claimed(), IsEmpty());
    const auto waited = rig.sleepUntilClaim();
    EXPECT_GE(waited, seconds{59});
    EXPECT_LE(waited, seconds{61});
  }
}

TEST(EngineDone2, EightHoursOfflineBurnNothing) {
  EngineRig rig;
  rig.webhook(1);
  rig.webhook(2);
  rig.configure();
  std::vector<model::DueDelivery> many;
  for (std::int64_t id = 1; id <= 10'000; ++id) many.push_back(rig.delivery(id, 1 + id % 2));
  rig.offer(std::move(many));
  // What was on its way when the network went.
  rig.grant();
  const auto underWay = rig.sent();
  for (const auto id : underWay) {
    rig.fault(id, model::NetFault::kNoRoute);
    for (const auto& record : rig.out.records) EXPECT_EQ(record->counted, 0);
    rig.recorded(id);
  }
  const auto end = rig.now().mono + hours{8};
  int probes = 0;
  while (rig.now().mono < end) {
    rig.sleepUntilClaim();
    ASSERT_LE(rig.claimed().size(), 1U) << "one probe at a time";
    if (rig.claimed().empty()) break;
    const auto id = rig.claimed().front();
    ++probes;
    rig.grant();
    rig.fault(id, probes % 2 == 0 ? model::NetFault::kNoRoute : model::NetFault::kResolverDown);
    for (const auto& record : rig.out.records) EXPECT_EQ(record->counted, 0);
    rig.recorded(id);
  }
  EXPECT_GE(probes, 900);
  EXPECT_LE(probes, 970);
  rig.sleepUntilClaim();
  const auto id = rig.claimed().front();
  rig.grant();
  rig.answer(id, 200);
  rig.recorded(id);
  EXPECT_GT(rig.engine.inFlight(), 1U) << "and then everything goes";
}

}  // namespace
}  // namespace hookline::delivery
