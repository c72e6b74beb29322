// The engine's window: the earliest deliveries of each webhook in memory, the rest in the store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "delivery/engine.h"
#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr model::WebhookId kFirst{1};

TEST(EngineWindow, StartsByAskingTheStoreForEachWebhook) {
  EngineRig rig;
  rig.storeIsEmpty = false;
  rig.webhook(1);
  rig.webhook(2);
  rig.configure();
  EXPECT_THAT(rig.refilled(), ElementsAre(model::WebhookId{1}, model::WebhookId{2}));
  rig.tell(Refilled{kFirst, std::vector{rig.delivery(10, 1)}, true});
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
}

TEST(EngineWindow, APageThatCannotBeReadIsAskedForAgain) {
  EngineRig rig;
  rig.storeIsEmpty = false;
  rig.webhook(1);
  rig.configure();
  rig.tell(Refilled{kFirst, base::Result<std::vector<model::DueDelivery>>(base::fail(base::Errc::kIo, "no")), false});
  EXPECT_THAT(rig.refilled(), IsEmpty());
  rig.passTime();
  EXPECT_THAT(rig.refilled(), ElementsAre(kFirst));
}

TEST(EngineWindow, AFullWindowLeavesTheLatestInTheStore) {
  EngineRig rig({.window = 4, .laneWindow = 4, .laneReserve = 1, .refillBelow = 2});
  rig.webhook(1);
  rig.configure();
  for (int id = 10; id < 20; ++id) {
    auto later = rig.delivery(id, 1);
    later.due += minutes{100 - id};  // each one earlier than the one before
    rig.offer(std::move(later));
    EXPECT_LE(rig.engine.windowCount(), 4U);
  }
  rig.storeIsEmpty = false;
  rig.sleepUntilClaim();
  EXPECT_THAT(rig.claimed(), ElementsAre(19)) << "the earliest is in memory";
}

TEST(EngineWindow, WhatWasLeftIsFetchedWhenTheWindowRunsLow) {
  EngineRig rig({.window = 4, .laneWindow = 4, .laneReserve = 1, .refillBelow = 2});
  rig.webhook(1).maxInFlight = 1;
  rig.configure();
  std::vector<model::DueDelivery> all;
  for (int id = 10; id < 16; ++id) all.push_back(rig.delivery(id, 1));
  rig.offer(all);
  EXPECT_EQ(rig.engine.windowCount(), 4U);
  for (const int id : {10, 11, 12}) {
    ASSERT_THAT(rig.claimed(), ElementsAre(id));
    EXPECT_THAT(rig.refilled(), IsEmpty());
    rig.grant();
    rig.answer(id, 200);
    rig.recorded(id);
  }
  ASSERT_THAT(rig.refilled(), ElementsAre(kFirst));
  EXPECT_THAT(rig.claimed(), ElementsAre(13));
  rig.tell(Refilled{kFirst, std::vector(all.begin() + 4, all.end()), true});
  EXPECT_EQ(rig.engine.windowCount(), 3U);
}

TEST(EngineWindow, MoreInStoreIsFetched) {
  EngineRig rig;
  rig.webhook(1);
  rig.configure();
  rig.tell(MoreInStore{{kFirst}});
  EXPECT_THAT(rig.refilled(), ElementsAre(kFirst));
}

TEST(EngineWindow, APageReadBeforeTheLastNewsIsNotTheLastWord) {
  EngineRig rig;
  rig.storeIsEmpty = false;
  rig.webhook(1);
  rig.configure();
  ASSERT_THAT(rig.refilled(), ElementsAre(kFirst));
  rig.tell(MoreInStore{{kFirst}});
  EXPECT_THAT(rig.refilled(), IsEmpty()) << "one page at a time";
  rig.tell(Refilled{kFirst, std::vector<model::DueDelivery>{}, true});
  rig.passTime();
  EXPECT_THAT(rig.refilled(), ElementsAre(kFirst));
}

TEST(EngineWindow, LongWaitsInMemoryDoNotKeepBackWhatIsReadyInTheStore) {
  EngineRig rig({.window = 4, .laneWindow = 4, .laneReserve = 1, .refillBelow = 2});
  rig.webhook(1).retryPolicy = {.preset = model::RetryPolicy::Preset::kCustom, .schedule = {seconds{0}, hours{5}}};
  rig.configure();
  std::vector<model::DueDelivery> all;
  for (int id = 10; id < 18; ++id) all.push_back(rig.delivery(id, 1));
  rig.offer(all);
  ASSERT_THAT(rig.claimed(), ElementsAre(10, 11, 12, 13));
  rig.grant();
  std::vector<model::WebhookId> refills;
  for (const int id : {10, 11, 12, 13}) {
    rig.answer(id, 500);
    rig.recorded(id);
    for (const auto webhook : rig.refilled()) refills.push_back(webhook);
  }
  ASSERT_EQ(rig.engine.windowCount(), 4U) << "all of it waits for five hours";
  ASSERT_THAT(refills, ElementsAre(kFirst)) << "and four are ready in the store";
  rig.tell(Refilled{kFirst, std::vector(all.begin() + 4, all.end()), false});
  EXPECT_THAT(rig.claimed(), ElementsAre(14, 15, 16, 17));
  EXPECT_LE(rig.engine.windowCount(), 4U);
}

TEST(EngineWindow, ARetryWhoseOfferDidNotGetThroughIsFoundInTheStore) {
  EngineRig rig;
  rig.webhook(1);
  rig.configure();
  auto waiting = rig.delivery(10, 1);
  waiting.tries = 3;
  waiting.due += hours{20};
  rig.offer(waiting);
  rig.tell(MoreInStore{{kFirst}});
  ASSERT_THAT(rig.refilled(), ElementsAre(kFirst));
  auto requeued = waiting;
  requeued.due = rig.now().wall;
  rig.tell(Refilled{kFirst, std::vector{requeued}, true});
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  EXPECT_EQ(rig.out.claims.at(0).due, requeued.due);
}

TEST(EngineWindow, WhatNobodyAnnouncedIsFoundWithinFiveMinutes) {
  EngineRig rig;
  rig.webhook(1);
  rig.configure();
  const auto begun = rig.now().mono;
  rig.passTime();
  ASSERT_THAT(rig.refilled(), ElementsAre(kFirst));
  EXPECT_LE(rig.now().mono - begun, minutes{5});
  rig.tell(Refilled{kFirst, std::vector{rig.delivery(10, 1)}, true});
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
}

TEST(EngineWindow, AStoppedWebhookIsNotFetchedAndAPausesEndFetchesIt) {
  EngineRig rig;
  rig.storeIsEmpty = false;
  auto& webhook = rig.webhook(1);
  webhook.stop.kind = model::WebhookStop::Kind::kPaused;
  webhook.stop.until = rig.now().wall + minutes{5};
  rig.configure();
  EXPECT_THAT(rig.refilled(), IsEmpty());
  ASSERT_TRUE(rig.out.wakeAt);
  rig.passTime();
  EXPECT_THAT(rig.refilled(), ElementsAre(kFirst));
}

TEST(EngineWindow, ATestSendHasRoomInAFullWindowOfAPausedWebhook) {
  EngineRig rig({.window = 2, .laneWindow = 2, .laneReserve = 1});
  rig.configure();
  rig.edit(1, [](model::Webhook& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  rig.offer({rig.delivery(10, 1), rig.delivery(11, 1)});
  rig.advance(seconds{1});
  auto test = rig.delivery(12, 1);
  test.once = true;
  rig.offer(std::move(test));
  EXPECT_THAT(rig.claimed(), ElementsAre(12));
}

TEST(EngineWindow, BodiesAreBounded) {
  EngineRig rig({.windowBytes = 1000, .laneReserve = 1});
  rig.configure();
  rig.edit(1, [](model::Webhook& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  for (int id = 10; id < 40; ++id) rig.offer(rig.delivery(id, 1, 300));
  EXPECT_LE(rig.engine.windowCount(), 3U);
  EXPECT_GE(rig.engine.windowCount(), 2U);
}

TEST(EngineWindow, OneWebhookCannotTakeTheWholeWindow) {
  EngineRig rig({.window = 20, .laneWindow = 10, .laneReserve = 4});
  rig.webhook(1).stop.kind = model::WebhookStop::Kind::kPaused;
  rig.webhook(2);
  rig.configure();
  for (int id = 10; id < 60; ++id) rig.offer(rig.delivery(id, 1));
  EXPECT_EQ(rig.engine.windowCount(), 10U);
  rig.offer(rig.delivery(100, 2));
  EXPECT_THAT(rig.claimed(), ElementsAre(100));
}

/// A page holds what the webhook has in memory already as well: asking for every delivery that goes would read the same rows over and
/// over.
TEST(EngineWindow, APageIsAskedForWhenHalfOfItWillBeNew) {
  EngineRig rig({.window = 40, .laneWindow = 1000, .laneReserve = 1});
  for (const int webhook : {1, 2}) rig.webhook(webhook).maxInFlight = 1;
  rig.configure();
  std::vector<model::DueDelivery> all;
  for (int id = 100; id < 130; ++id) {
    all.push_back(rig.delivery(id, 1));
    all.push_back(rig.delivery(id + 100, 2));
  }
  rig.offer(all);
  ASSERT_EQ(rig.engine.windowCount(), 40U);
  int asked = 0;
  for (int id = 100; id < 130 && rig.out.refills.empty(); ++id, ++asked) {
    rig.grant();
    rig.answer(id, 200);
    rig.recorded(id);
  }
  ASSERT_THAT(rig.refilled(), ElementsAre(kFirst));
  EXPECT_EQ(rig.out.refills.at(0).limit, 20U) << "half of a window that two webhooks share";
  EXPECT_GE(asked, 10) << "twenty were in memory";
}

// ---- new ones beside a backlog (delivery.md §3)

/// Sends one after another and answers the ids in the order in which they were claimed.
std::vector<std::int64_t> drained(EngineRig& rig, int count) {
  std::vector<std::int64_t> order;
  for (int i = 0; i < count; ++i) {
    const auto claimed = rig.claimed();
    if (claimed.size() != 1) break;
    order.push_back(claimed.front());
    rig.grant();
    rig.answer(claimed.front(), 200);
    rig.recorded(claimed.front());
  }
  return order;
}

TEST(EngineDone2FreshBesideBacklog, EveryFifthOfABacklogIsANewOne) {
  EngineRig rig;
  rig.webhook(1).maxInFlight = 1;
  rig.configure();
  rig.edit(1, [](model::Webhook& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  for (int id = 10; id < 30; ++id) rig.offer(rig.delivery(id, 1));
  rig.advance(minutes{1});
  for (int id = 100; id < 103; ++id) rig.offer(rig.delivery(id, 1));
  rig.edit(1, [](model::Webhook& webhook) { webhook.stop = {}; });
  EXPECT_THAT(drained(rig, 16), ElementsAre(10, 11, 12, 13, 100, 14, 15, 16, 17, 101, 18, 19, 20, 21, 102, 22));
}

TEST(EngineDone2FreshBesideBacklog, ANewOneFindsRoomThoughTheWindowIsFullOfOldOnes) {
  EngineRig rig({.window = 5, .laneWindow = 5, .laneReserve = 1, .refillBelow = 2});
  rig.webhook(1).maxInFlight = 1;
  rig.configure();
  rig.edit(1, [](model::Webhook& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  for (int id = 10; id < 30; ++id) rig.offer(rig.delivery(id, 1));
  rig.advance(minutes{1});
  rig.offer(rig.delivery(100, 1));
  rig.offer(rig.delivery(101, 1));
  EXPECT_LE(rig.engine.windowCount(), 5U) << "only one of five places is a new one's";
  rig.storeIsEmpty = false;
  rig.edit(1, [](model::Webhook& webhook) { webhook.stop = {}; });
  const auto order = drained(rig, 5);
  EXPECT_THAT(order, testing::Contains(100));
  EXPECT_THAT(order, testing::Not(testing::Contains(101))) << "it waits in the store with the others";
}

TEST(EngineDone2FreshBesideBacklog, WithoutABacklogTheyGoInTheOrderInWhichTheyCame) {
  EngineRig rig;
  rig.webhook(1).maxInFlight = 1;
  rig.configure();
  std::vector<model::DueDelivery> all;
  for (int id = 10; id < 18; ++id) all.push_back(rig.delivery(id, 1));
  rig.offer(std::move(all));
  EXPECT_THAT(drained(rig, 8), ElementsAre(10, 11, 12, 13, 14, 15, 16, 17));
}

}  // namespace
}  // namespace hookline::delivery
