// What an edit, a rotation, a pause of everything and a deletion change in what the engine knows of a webhook, and what they leave.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using model::NetFault;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class EngineDone2Edit : public testing::Test {
 protected:
  EngineDone2Edit() {
    rig.webhook(1);
    rig.webhook(2);
    rig.configure();
  }
  void send(std::int64_t id) {
    rig.offer(rig.delivery(id, 1));
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(id));
  }
  EngineRig rig;
};

TEST_F(EngineDone2Edit, RefusalsOfBeforeItCountNoMore) {
  rig.edit(1, [](model::Webhook& webhook) { webhook.retryPolicy.preset = model::RetryPolicy::Preset::kStandard; });
  for (const std::int64_t id : {1, 2}) {
    send(id);
    rig.answer(id, 401);
    rig.recorded(id);
  }
  rig.edit(1, [](model::Webhook& webhook) { webhook.secret = "a mended one"; });
  for (const std::int64_t id : {3, 4, 5}) {
    send(id);
    rig.answer(id, 401);
    EXPECT_THAT(rig.out.holds, SizeIs(id == 5 ? 1 : 0)) << "three in a row since the edit: " << id;
    rig.recorded(id);
  }
}

/// What waits behind a breaker dies of it in the end (maxHoldMs), so nobody may go on believing that it is open.
TEST_F(EngineDone2Edit, ABreakerThatItClosesIsTold) {
  for (std::int64_t id = 1; id <= Breaker::kConnectFailures; ++id) {
    send(id);
    rig.fault(id, NetFault::kRefused);
    rig.recorded(id);
  }
  rig.storeIsEmpty = false;  // else answering the refills that follow would hide what the edit gave
  rig.edit(1, [](model::Webhook& webhook) { webhook.url = "https://mended.test/"; });
  ASSERT_THAT(rig.out.circuits, SizeIs(1));
  EXPECT_EQ(rig.out.circuits.front().webhook, model::WebhookId{1});
  EXPECT_TRUE(rig.out.circuits.front().closed);
}

TEST_F(EngineDone2Edit, OneOfAnotherWebhookLeavesABreakerOpen) {
  for (std::int64_t id = 1; id <= Breaker::kConnectFailures; ++id) {
    send(id);
    rig.fault(id, NetFault::kRefused);
    rig.recorded(id);
  }
  rig.edit(2, [](model::Webhook& webhook) { webhook.name = "another name"; });
  EXPECT_THAT(rig.offer(rig.delivery(20, 1)).claims, IsEmpty());
}

TEST_F(EngineDone2Edit, ItDoesNotFillTheBucketOfARateLimit) {
  rig.edit(1, [](model::Webhook& webhook) { webhook.rateLimit = {0.1, 1}; });
  send(1);
  rig.edit(1, [](model::Webhook& webhook) { webhook.name = "another name"; });
  EXPECT_THAT(rig.offer(rig.delivery(2, 1)).claims, IsEmpty());
  EXPECT_GE(rig.sleepUntilClaim(), seconds{9});
}

TEST_F(EngineDone2Edit, APauseOfEverythingWithAnEndEndsByItself) {
  rig.allPaused = true;
  rig.allPausedUntil = rig.now().wall + seconds{90};
  rig.configure();
  EXPECT_THAT(rig.offer({rig.delivery(1, 1), rig.delivery(2, 2)}).claims, IsEmpty());
  EXPECT_EQ(rig.sleepUntilClaim(), seconds{90});
  EXPECT_THAT(rig.claimed(), ElementsAre(1, 2));
}

TEST_F(EngineDone2Edit, OfTwoPausesTheLaterEndHolds) {
  rig.allPaused = true;
  rig.allPausedUntil = rig.now().wall + seconds{90};
  rig.edit(1, [until = rig.now().wall + minutes{4}](model::Webhook& webhook) {
    webhook.stop = {model::WebhookStop::Kind::kPaused, "", {}, until};
  });
  rig.offer({rig.delivery(1, 1), rig.delivery(2, 2)});
  EXPECT_EQ(rig.sleepUntilClaim(), seconds{90});
  EXPECT_THAT(rig.claimed(), ElementsAre(2));
  rig.grant();
  rig.answer(2, 200);
  rig.recorded(2);
  EXPECT_EQ(rig.sleepUntilClaim(), minutes{4} - seconds{90});
  EXPECT_THAT(rig.claimed(), ElementsAre(1));
}

TEST_F(EngineDone2Edit, OfAPauseWithAnEndAndOneWithoutTheLatterHolds) {
  rig.allPaused = true;
  rig.edit(1, [until = rig.now().wall + seconds{30}](model::Webhook& webhook) {
    webhook.stop = {model::WebhookStop::Kind::kPaused, "", {}, until};
  });
  rig.offer({rig.delivery(1, 1)});
  EXPECT_THAT(rig.out.claims, IsEmpty());
  rig.advance(hours{1});
  EXPECT_THAT(rig.tick().claims, IsEmpty());
}

/// interfaces.md §4: during each rotation's overlap the old secret signs until it is refused, and that refusal costs nothing.
TEST_F(EngineDone2Edit, ASecondRotationBeginsWithItsOwnOldSecret) {
  std::int64_t id = 1;
  for (const std::string secret : {"the second", "the third"}) {
    rig.edit(1, [&](model::Webhook& webhook) {
      webhook.previousSecret = std::exchange(webhook.secret, secret);
      webhook.previousSecretUntil = rig.now().wall + hours{1};
    });
    send(id);
    const auto first = headerOf(rig.out.sends.at(0).request, "X-Webhook-Signature");
    rig.answer(id, 401);
    EXPECT_FALSE(rig.out.records.at(0)->attempt.counted) << secret;
    rig.recorded(id);
    rig.passTime();
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(id));
    EXPECT_NE(headerOf(rig.out.sends.at(0).request, "X-Webhook-Signature"), first) << secret;
    rig.answer(id, 200);
    rig.recorded(id);
    ++id;
  }
}

TEST_F(EngineDone2Edit, AfterTheOverlapARefusalIsTheReceiversOwn) {
  rig.edit(1, [this](model::Webhook& webhook) {
    webhook.previousSecret = "the old secret";
    webhook.previousSecretUntil = rig.now().wall + hours{1};
  });
  rig.advance(hours{1});
  send(1);
  rig.answer(1, 401);
  EXPECT_TRUE(rig.out.records.at(0)->attempt.counted);
}

TEST_F(EngineDone2Edit, WhoCarriesBothSignaturesHasNoOldOneToBlame) {
  rig.edit(1, [this](model::Webhook& webhook) {
    webhook.signing = model::Signing::kStandard;
    webhook.previousSecret = "the old secret";
    webhook.previousSecretUntil = rig.now().wall + hours{1};
  });
  send(1);
  rig.answer(1, 401);
  EXPECT_TRUE(rig.out.records.at(0)->attempt.counted);
}

TEST_F(EngineDone2Edit, ADeletionForgetsAlsoNewOnesBesideABacklogAndTests) {
  rig.edit(1, [](model::Webhook& webhook) {
    webhook.maxInFlight = 1;
    webhook.stop.kind = model::WebhookStop::Kind::kPaused;
  });
  rig.offer(rig.delivery(1, 1));
  rig.advance(minutes{1});
  rig.offer(rig.delivery(2, 1));
  for (const std::int64_t id : {3, 4}) {
    auto test = rig.delivery(id, 1);
    test.once = true;
    rig.offer(std::move(test));
  }
  ASSERT_EQ(rig.engine.windowCount(), 4U);
  rig.webhooks.erase(model::WebhookId{1});
  rig.configure();
  EXPECT_EQ(rig.engine.windowCount(), 1U) << "the test that is being claimed";
}

/// A locked vault holds deliveries; a test could not be signed either.
TEST_F(EngineDone2Edit, ALockedSecretHoldsEverythingUntilItIsRead) {
  rig.edit(1, [](model::Webhook& webhook) { webhook.unreadable = {{"/secret", "The key ring is locked."}}; });
  auto test = rig.delivery(2, 1);
  test.once = true;
  EXPECT_THAT(rig.offer({rig.delivery(1, 1), std::move(test)}).claims, IsEmpty());
  rig.edit(1, [](model::Webhook& webhook) { webhook.unreadable.clear(); });
  EXPECT_EQ(rig.engine.inFlight(), 2U);
}

}  // namespace
}  // namespace hookline::delivery
