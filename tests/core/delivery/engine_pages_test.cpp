// What the engine makes of pages that the store read before something happened, and who is let in beside a full window or a backlog.
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

constexpr model::WebhookId kFirst{1};

class EngineDone2Pages : public testing::Test {
 protected:
  EngineDone2Pages() {
    auto& webhook = rig.webhook(1);
    webhook.maxInFlight = 1;
    webhook.retryPolicy = {.preset = model::RetryPolicy::Preset::kCustom, .schedule = {hours{5}, hours{5}}};
    webhook.retryPolicy.jitter = model::RetryPolicy::Jitter::kNone;
    rig.configure();
  }
  void send(std::int64_t id) {
    if (rig.claimed().empty()) rig.offer(rig.delivery(id, 1));
    ASSERT_THAT(rig.claimed(), ElementsAre(id));
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(id));
  }
  void fail(std::int64_t id) {
    send(id);
    rig.answer(id, 500);
    rig.recorded(id);
  }
  EngineRig rig;
};

TEST_F(EngineDone2Pages, ARowAsItWasBeforeATryDoesNotBringTheTryBack) {
  const auto asItWas = rig.delivery(10, 1);
  fail(10);
  rig.tell(MoreInStore{{kFirst}});
  rig.tell(Refilled{kFirst, std::vector{asItWas}, true});
  EXPECT_THAT(rig.claimed(), IsEmpty()) << "it waits for five hours";
  EXPECT_GE(rig.sleepUntilClaim(), hours{5} - seconds{1});
}

TEST_F(EngineDone2Pages, ARowAsItWasBeforeATryIsNoSecondOfferWhileItIsSent) {
  const auto asItWas = rig.delivery(10, 1);
  fail(10);
  rig.sleepUntilClaim();
  send(10);
  rig.tell(MoreInStore{{kFirst}});
  rig.tell(Refilled{kFirst, std::vector{asItWas}, true});
  rig.answer(10, 200);
  rig.recorded(10);
  EXPECT_THAT(rig.claimed(), IsEmpty());
  EXPECT_EQ(rig.engine.windowCount(), 0U) << "it has arrived";
}

TEST_F(EngineDone2Pages, WhatWasLeftInTheStoreMeanwhileIsNotTakenForLater) {
  EngineRig small({.window = 4, .laneWindow = 4, .laneReserve = 1, .refillBelow = 2});
  small.webhook(1);
  small.storeIsEmpty = false;
  small.configure();
  std::vector<model::DueDelivery> later;
  for (int id = 10; id < 14; ++id) later.push_back(small.delivery(id, 1));
  for (auto& one : later) one.due += hours{5};
  small.tell(MoreInStore{{kFirst}});  // it may be ready now, and the page that is on its way does not hold it
  small.tell(Refilled{kFirst, std::move(later), false});
  const auto begun = small.now().mono;
  if (small.out.refills.empty()) small.passTime();
  EXPECT_THAT(small.refilled(), ElementsAre(kFirst));
  EXPECT_LE(small.now().mono - begun, seconds{2});
}

TEST_F(EngineDone2Pages, AWebhookHasItsReserveHoweverFullTheWindowIs) {
  EngineRig full({.window = 10, .laneWindow = 10, .laneReserve = 4});
  full.webhook(1).stop.kind = model::WebhookStop::Kind::kPaused;
  full.webhook(2);
  full.configure();
  for (int id = 10; id < 30; ++id) full.offer(full.delivery(id, 1));
  ASSERT_EQ(full.engine.windowCount(), 10U);
  std::vector<model::DueDelivery> others;
  for (int id = 100; id < 106; ++id) others.push_back(full.delivery(id, 2));
  full.offer(std::move(others));
  EXPECT_THAT(full.claimed(), ElementsAre(100, 101, 102, 103));
}

// ---- who is new beside a backlog: a fifth of the slots is for new events (delivery.md §3)

class EngineDone2OldBesideBacklog : public EngineDone2Pages {
 protected:
  /// Five old ones wait, and one slot.
  EngineDone2OldBesideBacklog() {
    pause(model::WebhookStop::Kind::kPaused);
    for (int id = 10; id < 15; ++id) rig.offer(rig.delivery(id, 1));
    rig.advance(minutes{1});
  }
  void pause(model::WebhookStop::Kind kind) {
    rig.edit(1, [kind](model::Webhook& webhook) { webhook.stop.kind = kind; });
  }
  void deliver(std::int64_t id) {
    send(id);
    rig.answer(id, 200);
    rig.recorded(id);
  }
};

TEST_F(EngineDone2OldBesideBacklog, ARetryByAPersonStandsBehindIt) {
  auto again = rig.delivery(100, 1);
  again.tries = 1;
  rig.offer(std::move(again));
  pause(model::WebhookStop::Kind::kNone);
  for (const int id : {10, 11, 12, 13, 14}) deliver(id);
  EXPECT_THAT(rig.claimed(), ElementsAre(100));
}

TEST_F(EngineDone2OldBesideBacklog, WhatThePagesOfTheStoreBringStandsBehindIt) {
  pause(model::WebhookStop::Kind::kNone);
  rig.tell(MoreInStore{{kFirst}});
  rig.out.claims = {{model::DeliveryId{10}, {}}};
  rig.tell(Refilled{kFirst, std::vector{rig.delivery(100, 1)}, true});
  rig.out.claims = {{model::DeliveryId{10}, {}}};
  for (const int id : {10, 11, 12, 13, 14}) deliver(id);
  EXPECT_THAT(rig.claimed(), ElementsAre(100));
}

TEST_F(EngineDone2OldBesideBacklog, ANewOneThatFailedIsNewNoMore) {
  rig.edit(1, [](model::Webhook& webhook) { webhook.retryPolicy.schedule = {seconds{0}, seconds{1}}; });
  for (const int id : {15, 16}) rig.offer(rig.delivery(id, 1));
  pause(model::WebhookStop::Kind::kNone);
  for (const int id : {10, 11, 12, 13}) deliver(id);
  fail(15);
  rig.advance(seconds{2});
  deliver(14);
  EXPECT_THAT(rig.claimed(), ElementsAre(15)) << "a retry that is due, and not behind the new one";
}

}  // namespace
}  // namespace hookline::delivery
