#include "delivery/outcome.h"

#include <gtest/gtest.h>

#include "model/retry_policy.h"

namespace hookline::delivery {
namespace {

using model::DeliveryState;
using model::ErrorClass;
using model::NetFault;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr base::WallTime kNow{base::Millis{1764000000000}};

/// One webhook's results, one after another.
struct Case {
  model::DueDelivery delivery;
  model::Webhook webhook;
  Streaks streaks;
  bool staleBefore = false;
  bool signedWithOldSecret = false;
  std::uint64_t chance = 0;

  Outcome decideOn(const model::HttpResult& result) {
    const auto classified = classify(result, kNow);
    const OutcomeInput input{delivery, webhook, classified, result.fault, staleBefore, signedWithOldSecret, chance};
    auto outcome = decide(input, streaks);
    ++delivery.tries;
    if (outcome.counted) ++delivery.counted;
    return outcome;
  }
  Outcome on(int status, std::string retryAfter = {}) {
    model::HttpResult result;
    result.status = status;
    if (!retryAfter.empty()) result.headers.push_back({"Retry-After", std::move(retryAfter)});
    return decideOn(result);
  }
  Outcome on(NetFault fault) {
    model::HttpResult result;
    result.fault = fault;
    return decideOn(result);
  }
};

TEST(Outcome, SuccessDelivers) {
  Case one;
  for (const int status : {200, 201, 202, 204, 299}) {
    const auto outcome = one.on(status);
    EXPECT_EQ(outcome.next, DeliveryState::kDelivered) << status;
    EXPECT_TRUE(outcome.counted);
  }
}

TEST(Outcome, TheQuickPolicyTriesSixTimesAtRisingDelays) {
  Case one;
  for (const auto most : {seconds{1}, seconds{2}, seconds{4}, seconds{8}, seconds{16}}) {
    const auto outcome = one.on(500);
    EXPECT_EQ(outcome.next, DeliveryState::kRetrying);
    EXPECT_TRUE(outcome.counted);
    EXPECT_GE(outcome.wait, base::Millis{most} / 2);
    EXPECT_LE(outcome.wait, most);
  }
  EXPECT_EQ(one.on(500).next, DeliveryState::kDead);
  EXPECT_EQ(one.delivery.tries, 6);
}

TEST(Outcome, TheStandardPolicyFollowsItsSchedule) {
  Case one;
  one.webhook.retryPolicy.preset = model::RetryPolicy::Preset::kStandard;
  one.webhook.retryPolicy.jitter = model::RetryPolicy::Jitter::kNone;
  const base::Millis schedule[] = {seconds{5}, minutes{5}, minutes{30}, hours{2}, hours{5}, hours{10}, hours{14}, hours{20}, hours{24}};
  for (const auto wait : schedule) EXPECT_EQ(one.on(502).wait, wait);
  EXPECT_EQ(one.on(502).next, DeliveryState::kDead);
}

TEST(Outcome, JitterStaysBetweenHalfAndTheWhole) {
  for (std::uint64_t chance = 0; chance < 3000; chance += 7) {
    Case one;
    one.chance = chance;
    const auto wait = one.on(500).wait;
    EXPECT_GE(wait, base::Millis{500});
    EXPECT_LE(wait, base::Millis{1000});
  }
}

TEST(Outcome, NoRetriesMeansDeadAtTheFirstFailure) {
  Case one;
  one.webhook.retryPolicy.preset = model::RetryPolicy::Preset::kCustom;
  one.webhook.retryPolicy.maxRetries = 0;
  EXPECT_EQ(one.on(500).next, DeliveryState::kDead);
}

TEST(Outcome, PermanentRefusalIsDeadAtOnce) {
  for (const int status : {400, 405, 406, 411, 413, 414, 415, 422, 431, 501}) {
    Case one;
    EXPECT_EQ(one.on(status).next, DeliveryState::kDead) << status;
  }
}

TEST(Outcome, AWebhookMayRetryEveryFailure) {
  Case one;
  one.webhook.retryEveryFailure = true;
  EXPECT_EQ(one.on(422).next, DeliveryState::kRetrying);
  EXPECT_EQ(one.delivery.counted, 1);
}

TEST(Outcome, ARedirectIsACountedFailure) {
  Case one;
  const auto outcome = one.on(302);
  EXPECT_EQ(outcome.next, DeliveryState::kRetrying);
  EXPECT_TRUE(outcome.counted);
}

TEST(Outcome, TheFirstTenThrottlesAreNotCounted) {
  Case one;
  for (int i = 0; i < 10; ++i) {
    const auto outcome = one.on(429);
    EXPECT_FALSE(outcome.counted) << i;
    EXPECT_EQ(outcome.next, DeliveryState::kRetrying);
    EXPECT_TRUE(outcome.throttleWebhook);
  }
  EXPECT_TRUE(one.on(429).counted);
}

TEST(Outcome, ThrottlesWithoutEndAreDeadAtLast) {
  Case one;
  int tries = 0;
  while (one.on(429).next != DeliveryState::kDead) ASSERT_LT(++tries, 100);
  EXPECT_EQ(one.delivery.tries, 16) << "ten that are free and the six of the quick policy";
}

TEST(Outcome, ANamedWaitGovernsTheWebhookAndTheDelivery) {
  Case one;
  const auto outcome = one.on(429, "90");
  EXPECT_EQ(outcome.throttleWebhook, base::Millis{90000});
  EXPECT_GE(outcome.wait, base::Millis{90000});
}

TEST(Outcome, WithoutANamedTimeTheWebhookWaitsAMinuteAtMost) {
  Case one;
  one.webhook.retryPolicy.preset = model::RetryPolicy::Preset::kStandard;
  one.delivery.counted = one.delivery.tries = 6;
  const auto outcome = one.on(429);
  EXPECT_GE(outcome.wait, hours{7});
  EXPECT_EQ(outcome.throttleWebhook, minutes{1});
}

TEST(Outcome, AWaitShorterThanTheBackoffDoesNotShortenIt) {
  Case one;
  one.delivery.counted = 4;
  EXPECT_GE(one.on(500, "1").wait, base::Millis{8000});
}

TEST(Outcome, AWaitWithA500HoldsTheDeliveryAlone) {
  Case one;
  const auto outcome = one.on(500, "3600");
  EXPECT_EQ(outcome.wait, base::Millis{3600000});
  EXPECT_FALSE(outcome.throttleWebhook);
}

TEST(Outcome, ThreeRefusedCredentialsInARowPutTheWebhookOnHold) {
  Case one;
  EXPECT_EQ(one.on(401).holdBecause, ErrorClass::kNone);
  EXPECT_EQ(one.on(403).holdBecause, ErrorClass::kNone);
  EXPECT_EQ(one.on(401).holdBecause, ErrorClass::kAuth);
  EXPECT_EQ(one.on(401).holdBecause, ErrorClass::kNone) << "the count starts afresh";
}

TEST(Outcome, ASuccessBetweenEndsTheRow) {
  Case one;
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(one.on(401).holdBecause, ErrorClass::kNone);
    EXPECT_EQ(one.on(401).holdBecause, ErrorClass::kNone);
    one.on(i % 2 == 0 ? 200 : 500);
    one.delivery.counted = 0;
  }
}

TEST(Outcome, OurOwnFailuresDoNotEndTheRow) {
  Case one;
  one.on(401);
  one.on(401);
  one.on(NetFault::kNoRoute);
  EXPECT_EQ(one.on(401).holdBecause, ErrorClass::kAuth);
}

TEST(Outcome, TenNotFoundInARowPutTheWebhookOnHold) {
  Case one;
  one.webhook.retryPolicy.preset = model::RetryPolicy::Preset::kCustom;
  one.webhook.retryPolicy.maxRetries = 50;
  for (int i = 0; i < 9; ++i) EXPECT_EQ(one.on(404).holdBecause, ErrorClass::kNone) << i;
  EXPECT_EQ(one.on(404).holdBecause, ErrorClass::kNotFound);
}

TEST(Outcome, TheDeliveryThatTripsAHoldIsKept) {
  Case one;
  one.webhook.retryPolicy.preset = model::RetryPolicy::Preset::kCustom;
  one.webhook.retryPolicy.maxRetries = 0;
  one.streaks.refusedCredentials = 2;
  const auto outcome = one.on(401);
  EXPECT_EQ(outcome.holdBecause, ErrorClass::kAuth);
  EXPECT_EQ(outcome.next, DeliveryState::kRetrying);
  EXPECT_FALSE(outcome.counted);
}

TEST(Outcome, GoneHoldsTheWebhookAndKeepsTheBudget) {
  Case one;
  const auto outcome = one.on(410);
  EXPECT_EQ(outcome.holdBecause, ErrorClass::kGone);
  EXPECT_EQ(outcome.next, DeliveryState::kRetrying);
  EXPECT_FALSE(outcome.counted);
}

TEST(Outcome, AForbiddenAddressHoldsTheDelivery) {
  for (const auto fault : {NetFault::kForbiddenAddress, NetFault::kBadUrl, NetFault::kPlainHttp, NetFault::kForbiddenHeader}) {
    Case one;
    const auto outcome = one.on(fault);
    EXPECT_EQ(outcome.next, DeliveryState::kHeld);
    EXPECT_FALSE(outcome.counted);
  }
}

TEST(Outcome, NoNetworkIsOursAndCostsNothing) {
  for (const auto fault : {NetFault::kNoRoute, NetFault::kResolverDown}) {
    Case one;
    const auto outcome = one.on(fault);
    EXPECT_TRUE(outcome.offline);
    EXPECT_FALSE(outcome.counted);
    EXPECT_EQ(outcome.next, DeliveryState::kRetrying);
  }
}

TEST(Outcome, AStaleConnectionGoesAgainAtOnceButOnlyOnce) {
  Case one;
  const auto first = one.on(NetFault::kStaleConnection);
  EXPECT_TRUE(first.freshConnection);
  EXPECT_FALSE(first.counted);
  EXPECT_EQ(first.wait, base::Millis{0});
  EXPECT_FALSE(first.offline);
  one.staleBefore = true;
  const auto second = one.on(NetFault::kStaleConnection);
  EXPECT_TRUE(second.counted);
  EXPECT_GT(second.wait, base::Millis{0});
}

TEST(Outcome, DuringARotationTheOldSecretsRefusalIsNotCounted) {
  Case one;
  one.signedWithOldSecret = true;
  const auto outcome = one.on(401);
  EXPECT_TRUE(outcome.newSecretProven);
  EXPECT_FALSE(outcome.counted);
  EXPECT_EQ(outcome.wait, base::Millis{0});
  EXPECT_EQ(one.streaks.refusedCredentials, 0);
}

TEST(Outcome, ATestSendIsOneAttemptWhateverComesBack) {
  for (const int status : {301, 400, 401, 404, 410, 429, 500, 503}) {
    Case one;
    one.delivery.once = true;
    one.streaks.refusedCredentials = 2;
    one.streaks.notFound = 9;
    const auto outcome = one.on(status, "60");
    EXPECT_EQ(outcome.next, DeliveryState::kCancelled) << status;
    EXPECT_EQ(outcome.holdBecause, ErrorClass::kNone) << status;
    EXPECT_FALSE(outcome.throttleWebhook) << status;
  }
  Case one;
  one.delivery.once = true;
  EXPECT_EQ(one.on(204).next, DeliveryState::kDelivered);
}

TEST(Outcome, AnyOtherAnswerEndsARowOfNotFound) {
  Case one;
  one.webhook.retryPolicy.preset = model::RetryPolicy::Preset::kCustom;
  one.webhook.retryPolicy.maxRetries = 50;
  for (const int other : {200, 401, 422, 500}) {
    for (int i = 0; i < 9; ++i) EXPECT_EQ(one.on(404).holdBecause, ErrorClass::kNone) << other;
    EXPECT_EQ(one.on(other).holdBecause, ErrorClass::kNone);
  }
}

TEST(Outcome, TheDeliveryThatTripsAHoldForNotFoundIsKept) {
  Case one;
  one.webhook.retryPolicy.preset = model::RetryPolicy::Preset::kCustom;
  one.webhook.retryPolicy.maxRetries = 0;
  one.streaks.notFound = Streaks::kMaxNotFound - 1;
  const auto outcome = one.on(404);
  EXPECT_EQ(outcome.holdBecause, ErrorClass::kNotFound);
  EXPECT_EQ(outcome.next, DeliveryState::kRetrying);
  EXPECT_FALSE(outcome.counted);
}

TEST(Outcome, TriesThatWereCountedLeaveTheTenFreeThrottles) {
  Case one;
  one.delivery.counted = one.delivery.tries = 3;
  for (int i = 0; i < kUncountedThrottles; ++i) EXPECT_FALSE(one.on(429).counted) << i;
  EXPECT_TRUE(one.on(429).counted);
}

TEST(Outcome, AnUncountedThrottleWaitsAsLongAsItWasAsked) {
  Case one;
  EXPECT_GE(one.on(429, "3600").wait, hours{1});
}

TEST(Outcome, WhatWeCutOffGoesAgainAtOnceAndUncounted) {
  Case one;
  const auto outcome = one.on(NetFault::kCancelled);
  EXPECT_EQ(outcome.next, DeliveryState::kRetrying);
  EXPECT_FALSE(outcome.counted);
  EXPECT_EQ(outcome.wait, base::Millis{0});
  EXPECT_FALSE(outcome.offline);
}

TEST(Outcome, ATestSendsRefusalDoesNotProveTheNewSecret) {
  Case one;
  one.delivery.once = true;
  one.signedWithOldSecret = true;
  EXPECT_FALSE(one.on(401).newSecretProven);
}

TEST(Outcome, OfTwoWaitsForTheWholeWebhookTheLongerHolds) {
  Case one;
  Classified classified{model::Verdict::kThrottle, ErrorClass::kThrottled, false, base::Millis{90000}};
  classified.quiet = base::Millis{1000};
  EXPECT_EQ(decide({one.delivery, one.webhook, classified}, one.streaks).throttleWebhook, base::Millis{90000});
  classified.quiet = base::Millis{120000};
  EXPECT_EQ(decide({one.delivery, one.webhook, classified}, one.streaks).throttleWebhook, base::Millis{120000});
}

TEST(Outcome, CredentialsThatAreRefusedForGoodHoldTheWebhookAtOnce) {
  Case one;
  const Classified classified{.verdict = model::Verdict::kAuth, .errorClass = ErrorClass::kAuth, .certain = true};
  EXPECT_EQ(decide({one.delivery, one.webhook, classified}, one.streaks).holdBecause, ErrorClass::kAuth);
}

}  // namespace
}  // namespace hookline::delivery
