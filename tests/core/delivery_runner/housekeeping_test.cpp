#include "delivery_runner/housekeeping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runner_rig.h"

namespace hookline::delivery_runner {
namespace {

using model::DeliveryState;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

class HousekeepingCase : public ::testing::Test {
 protected:
  Housekeeping::Seams seams() {
    return {.store = *rig.store,
            .config = *rig.config,
            .limits = limits,
            .circuits = [this] { return circuits; },
            .online = [this] { return online; },
            .expired = [this](const model::DeliveryRow& row) { expired.push_back(row.id); },
            .resumed = [this](model::WebhookId id) { resumed.push_back(id); },
            .clock = rig.clock,
            .log = {}};
  }
  Tidied pass() { return Housekeeping(seams()).pass(); }
  DeliveryState stateOf(model::DeliveryId id) { return rig.stateOf(id)->state; }
  void hold(model::WebhookId id) {
    rig.edit(id, [now = rig.clock.now().wall](model::Webhook& webhook) {
      webhook.stop = {model::WebhookStop::Kind::kOnHold, "refused", now, std::nullopt};
    });
  }

  RunnerRig rig;
  StorageLimits limits{model::StorageRules{}};
  std::map<model::WebhookId, model::Circuit> circuits;
  bool online = true;
  std::vector<model::DeliveryId> expired;
  std::vector<model::WebhookId> resumed;
};

class EngineDone2Housekeeping : public HousekeepingCase {};
class EngineDone5Housekeeping : public HousekeepingCase {};

TEST_F(EngineDone2Housekeeping, WhatAHoldKeepsLongerThanMaxHoldExpires) {
  const auto hook = rig.addWebhook([](model::Webhook& webhook) { webhook.maxHold = hours{2}; });
  const auto old = rig.accept(hook);
  hold(hook);
  rig.clock.advance(hours{1});
  const auto late = rig.accept(hook);
  EXPECT_EQ(pass().expired, 0u);
  rig.clock.advance(minutes{70});
  EXPECT_EQ(pass().expired, 1u);
  EXPECT_THAT(expired, ElementsAre(old));
  EXPECT_EQ(stateOf(old), DeliveryState::kDead);
  EXPECT_EQ(rig.stateOf(old)->errorClass, model::ErrorClass::kExpired);
  EXPECT_EQ(stateOf(late), DeliveryState::kPending) << "it waited for 70 minutes only";
}

TEST_F(EngineDone2Housekeeping, OnlyHeldTimeCounts) {
  const auto hook = rig.addWebhook([](model::Webhook& webhook) { webhook.maxHold = hours{2}; });
  const auto id = rig.accept(hook);
  rig.clock.advance(hours{24});
  EXPECT_EQ(pass().expired, 0u) << "it waits for its turn, nothing holds it";
  hold(hook);
  rig.clock.advance(hours{1});
  EXPECT_EQ(pass().expired, 0u) << "it is held for an hour only";
  rig.clock.advance(hours{1});
  EXPECT_EQ(pass().expired, 1u);
  EXPECT_EQ(stateOf(id), DeliveryState::kDead);
}

TEST_F(EngineDone2Housekeeping, PausedTimeNeverCounts) {
  const auto hook = rig.addWebhook([](model::Webhook& webhook) { webhook.maxHold = hours{2}; });
  const auto id = rig.accept(hook);
  rig.edit(hook, [now = rig.clock.now().wall](model::Webhook& webhook) {
    webhook.stop = {model::WebhookStop::Kind::kPaused, "", now, std::nullopt};
  });
  rig.clock.advance(hours{24 * 365});
  EXPECT_EQ(pass().expired, 0u);
  rig.edit(hook, [](model::Webhook& webhook) {
    webhook.stop = {};
    webhook.enabled = false;
  });
  rig.clock.advance(hours{24 * 365});
  EXPECT_EQ(pass().expired, 0u) << "a person disabled it";
  ASSERT_TRUE(support::await<void>([&](auto done) { rig.config->pauseAll(true, std::nullopt, {}, std::move(done)); }));
  hold(hook);
  rig.clock.advance(hours{24 * 365});
  EXPECT_EQ(pass().expired, 0u) << "all sending is paused";
  EXPECT_EQ(stateOf(id), DeliveryState::kPending);
}

TEST_F(EngineDone2Housekeeping, DisabledTimeNeverCountsEither) {
  const auto hook = rig.addWebhook([](model::Webhook& webhook) { webhook.maxHold = hours{2}; });
  const auto id = rig.accept(hook);
  hold(hook);
  rig.edit(hook, [](model::Webhook& webhook) { webhook.enabled = false; });
  rig.clock.advance(hours{24});
  EXPECT_EQ(pass().expired, 0u);
  rig.edit(hook, [](model::Webhook& webhook) { webhook.enabled = true; });
  EXPECT_EQ(pass().expired, 0u) << "it is on hold again from now on";
  rig.clock.advance(hours{1});
  rig.edit(hook, [](model::Webhook& webhook) { webhook.name = "Sales leads"; });
  rig.clock.advance(hours{1});
  EXPECT_EQ(pass().expired, 1u) << "another edit is no new beginning";
  EXPECT_EQ(stateOf(id), DeliveryState::kDead);
}

TEST_F(EngineDone2Housekeeping, APauseIsOverForEverybodyWhenItsEndHasCome) {
  const auto pause = [this](model::WebhookId id, base::Millis span) {
    rig.edit(id, [until = rig.clock.now().wall + span](model::Webhook& webhook) {
      webhook.stop = {model::WebhookStop::Kind::kPaused, "Paused by Jo.", {}, until};
    });
  };
  const auto stopOf = [this](model::WebhookId id) { return rig.config->snapshot()->find(id)->stop.kind; };
  const auto shorter = rig.addWebhook();
  const auto longer = rig.addWebhook();
  const auto openEnd = rig.addWebhook([](model::Webhook& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  pause(shorter, hours{1});
  pause(longer, hours{2});
  rig.clock.advance(hours{1} - base::Millis{1});
  pass();
  EXPECT_EQ(stopOf(shorter), model::WebhookStop::Kind::kPaused);
  rig.clock.advance(base::Millis{1});
  pass();
  EXPECT_EQ(stopOf(shorter), model::WebhookStop::Kind::kNone);
  EXPECT_EQ(stopOf(longer), model::WebhookStop::Kind::kPaused);
  EXPECT_THAT(resumed, ElementsAre(shorter));
  rig.clock.advance(hours{24 * 365});
  pass();
  EXPECT_EQ(stopOf(openEnd), model::WebhookStop::Kind::kPaused) << "only a person ends it";
  EXPECT_THAT(resumed, ElementsAre(shorter, longer));
}

TEST_F(EngineDone2Housekeeping, APauseOfAllSendingIsOverForEverybodyWhenItsEndHasCome) {
  const auto pauseAll = [this](std::optional<base::WallTime> until) {
    ASSERT_TRUE(support::await<void>([&](auto done) { rig.config->pauseAll(true, until, {}, std::move(done)); }));
  };
  pauseAll(rig.clock.now().wall + hours{1});
  rig.clock.advance(hours{1} - base::Millis{1});
  pass();
  EXPECT_TRUE(rig.config->snapshot()->allPaused);
  rig.clock.advance(base::Millis{1});
  pass();
  EXPECT_FALSE(rig.config->snapshot()->allPaused);
  EXPECT_FALSE(rig.config->snapshot()->allPausedUntil);
  EXPECT_THAT(resumed, ElementsAre(model::WebhookId{}));
  pauseAll(std::nullopt);
  rig.clock.advance(hours{24 * 365});
  pass();
  EXPECT_TRUE(rig.config->snapshot()->allPaused) << "only a person ends it";
}

TEST_F(EngineDone2Housekeeping, APauseOfAllSendingIsNoHeldTimeAfterItsEndEither) {
  const auto hook = rig.addWebhook([](model::Webhook& webhook) { webhook.maxHold = hours{2}; });
  const auto id = rig.accept(hook);
  hold(hook);
  rig.clock.advance(hours{1});
  const auto pauseAll = [this](bool paused) {
    ASSERT_TRUE(support::await<void>([&](auto done) { rig.config->pauseAll(paused, std::nullopt, {}, std::move(done)); }));
  };
  pauseAll(true);
  rig.clock.advance(hours{24});
  pauseAll(false);
  EXPECT_EQ(pass().expired, 0u) << "it was held for an hour";
  rig.config.reset();
  rig.store->close();
  rig.store.reset();
  rig.open();
  EXPECT_EQ(pass().expired, 0u) << "nor after a restart";
  rig.clock.advance(hours{2});
  EXPECT_EQ(pass().expired, 1u);
  EXPECT_EQ(stateOf(id), DeliveryState::kDead);
}

TEST_F(EngineDone2Housekeeping, WhatWaitsBehindAnOpenBreakerExpiresToo) {
  const auto hook = rig.addWebhook([](model::Webhook& webhook) { webhook.maxHold = hours{2}; });
  const auto id = rig.accept(hook);
  circuits[hook] = {hook, false, rig.clock.now().wall, rig.clock.now().wall};
  rig.clock.advance(hours{1});
  EXPECT_EQ(pass().expired, 0u);
  rig.clock.advance(hours{1});
  EXPECT_EQ(pass().expired, 1u);
  EXPECT_EQ(stateOf(id), DeliveryState::kDead);
}

/// delivery.md §3: the clocks of budgets stop while the machine sleeps.
TEST_F(EngineDone2Housekeeping, AWeekendOfSleepOrWithoutANetworkIsNoHeldTime) {
  const auto held = rig.addWebhook([](model::Webhook& webhook) { webhook.maxHold = hours{2}; });
  const auto broken = rig.addWebhook([](model::Webhook& webhook) { webhook.maxHold = hours{2}; });
  const auto first = rig.accept(held);
  const auto second = rig.accept(broken);
  hold(held);
  circuits[broken] = {broken, false, rig.clock.now().wall, rig.clock.now().wall};
  Housekeeping housekeeping(seams());
  const auto stayAwakeFor = [&](minutes time) {
    for (housekeeping.pass(); time > minutes{0}; time -= minutes{5}) {
      rig.clock.advance(minutes{5});
      housekeeping.pass();
    }
  };
  stayAwakeFor(hours{1});
  rig.clock.setBy(hours{64});
  EXPECT_EQ(housekeeping.pass().expired, 0u) << "on waking nobody had a chance to try";
  online = false;
  stayAwakeFor(hours{3});
  online = true;
  EXPECT_THAT(expired, IsEmpty()) << "there was no network";
  stayAwakeFor(minutes{55});
  EXPECT_THAT(expired, IsEmpty());
  stayAwakeFor(minutes{5});
  EXPECT_THAT(expired, testing::UnorderedElementsAre(first, second)) << "two hours awake";
}

TEST_F(EngineDone5Housekeeping, ByAgeWhatIsFinishedGoesAndWhatWaitsStays) {
  const auto hook = rig.addWebhook();
  const auto done = rig.accept(hook);
  rig.deliver(done, hook);
  const auto waiting = rig.accept(hook);
  rig.clock.advance(hours{29 * 24});
  EXPECT_EQ(pass().events, 0u);
  rig.clock.advance(hours{2 * 24});
  EXPECT_EQ(pass().events, 1u);
  EXPECT_FALSE(rig.stateOf(done));
  EXPECT_EQ(stateOf(waiting), DeliveryState::kPending);
}

TEST_F(EngineDone5Housekeeping, BodiesGoFirstWhenTheRulesSaySo) {
  limits.set({.keepDays = 30, .keepPayloadDays = 3});
  const auto hook = rig.addWebhook();
  const auto done = rig.accept(hook, 5000);
  rig.deliver(done, hook);
  rig.clock.advance(hours{4 * 24});
  const auto tidied = pass();
  EXPECT_EQ(tidied.payloads, 1u);
  EXPECT_EQ(tidied.events, 0u);
  EXPECT_EQ(stateOf(done), DeliveryState::kDelivered);
}

TEST_F(EngineDone5Housekeeping, BySizeTheOldestFinishedEventsGoUntilThereIsRoom) {
  const auto hook = rig.addWebhook();
  std::vector<model::DeliveryId> all;
  for (int i = 0; i < 120; ++i) {
    all.push_back(rig.accept(hook, 20000));
    if (i != 5) rig.deliver(all.back(), hook);
  }
  // What the store takes is measured when it has come to rest.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  while (rig.store->storeFigures().bytesUsed < 2'400'000 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  limits.set({.maxDiskBytes = 3'000'000});
  const auto tidied = pass();
  EXPECT_GT(tidied.forRoom, 5u);
  EXPECT_EQ(tidied.events, 0u);
  EXPECT_FALSE(rig.stateOf(all.front()));
  EXPECT_TRUE(rig.stateOf(all.back())) << "the youngest stay";
  EXPECT_EQ(stateOf(all[5]), DeliveryState::kPending) << "what waits stays, however old";
}

TEST_F(EngineDone5Housekeeping, DeadLettersStayUntilARuleSaysOtherwise) {
  const auto hook = rig.addWebhook();
  const auto letter = rig.accept(hook);
  rig.deliver(letter, hook, DeliveryState::kDead);
  rig.clock.advance(hours{400 * 24});
  EXPECT_EQ(pass().events, 0u);
  EXPECT_EQ(stateOf(letter), DeliveryState::kDead);
  limits.set({.keepDays = 30, .keepDeadDays = 401});
  EXPECT_EQ(pass().events, 0u);
  rig.clock.advance(hours{2 * 24});
  EXPECT_EQ(pass().events, 1u);
  EXPECT_FALSE(rig.stateOf(letter));
}

class EngineDone5Ids : public HousekeepingCase {
 protected:
  /// Posts one and the same event again, or for the first time.
  bool isKnown() {
    again_.seq = model::EventSeq{rig.ids->next()};
    // Of our own kind: others are gathered before they come to where they are forgotten.
    if (again_.event.id.empty()) again_.event.id = again_.seq.text();
    again_.event.type = "lead.captured";
    again_.event.body = std::make_shared<const std::string>("{}");
    again_.fingerprint = std::string(32, 'g');
    again_.acceptedAt = rig.clock.now().wall;
    std::vector<store::NewEvent> one{again_};
    return support::await<std::vector<store::AcceptedEvent>>([&](auto done) { rig.store->accept(std::move(one), std::move(done)); })
        ->front()
        .duplicate;
  }
  void passAfter(int days) {
    rig.clock.advance(hours{days * 24});
    pass();
  }

 private:
  store::NewEvent again_;
};

TEST_F(EngineDone5Ids, OneIsForgottenAWeekAfterItsEventMayHaveGone) {
  EXPECT_FALSE(isKnown());
  passAfter(36);
  EXPECT_TRUE(isKnown()) << "30 days and 7 more are not over";
  passAfter(2);
  EXPECT_FALSE(isKnown());
}

TEST_F(EngineDone5Ids, OneIsKnownForAWeekAfterTheLastRetryThatAnyWebhookAllows) {
  rig.addWebhook([](model::Webhook& webhook) {
    webhook.retryPolicy.preset = model::RetryPolicy::Preset::kStandard;  // 75 hours and 35 minutes
    webhook.maxHold = hours{60 * 24};
  });
  EXPECT_FALSE(isKnown());
  passAfter(70);
  EXPECT_TRUE(isKnown()) << "60 days, the schedule and 7 days are not over";
  passAfter(1);
  EXPECT_FALSE(isKnown());
}

TEST_F(EngineDone5Housekeeping, TheThreadStopsWhileNothingIsToDo) {
  Housekeeping house(seams());
  house.start();
  house.stop();
  EXPECT_THAT(expired, IsEmpty());
}

}  // namespace
}  // namespace hookline::delivery_runner
