#include "delivery/breaker.h"

#include <gtest/gtest.h>

#include "delivery/pace.h"

namespace hookline::delivery {
namespace {

using model::ErrorClass;
using model::Verdict;
using std::chrono::minutes;
using std::chrono::seconds;
using State = Breaker::State;

constexpr std::size_t kUsable = 8;
/// The middle of the jitter: the plain pause.
constexpr std::uint64_t middle(base::Millis pause) { return static_cast<std::uint64_t>(pause.count()) / 5; }

struct Case {
  Breaker breaker;
  base::MonoTime now{base::Micros{minutes{100}}};

  void take(Sign sign, base::Micros later = seconds{1}) {
    now += later;
    breaker.took(sign, now, kUsable, middle(Breaker::kFirstPause));
  }
  State state() const { return breaker.state(now); }
};

TEST(EngineDone2, FiveConnectFailuresInARowOpenTheBreaker) {
  Case one;
  for (int i = 0; i < 4; ++i) one.take(Sign::kUnreachable);
  one.take(Sign::kAlive);
  for (int i = 0; i < 4; ++i) one.take(Sign::kUnreachable);
  EXPECT_EQ(one.state(), State::kClosed);
  EXPECT_EQ(one.breaker.slots(kUsable), kUsable);
  one.take(Sign::kUnreachable);
  EXPECT_EQ(one.state(), State::kOpen);
  EXPECT_EQ(one.breaker.openUntil(), one.now + Breaker::kFirstPause);
}

TEST(EngineDone2, TenResultsWithSevenFailuresOpenTheBreaker) {
  Case one;
  for (int i = 0; i < 3; ++i) one.take(Sign::kAlive);
  for (int i = 0; i < 6; ++i) one.take(Sign::kFailed);
  EXPECT_EQ(one.state(), State::kClosed) << "nine results are too few";
  one.take(Sign::kFailed);
  EXPECT_EQ(one.state(), State::kOpen);
  Case other;
  for (int i = 0; i < 100; ++i) other.take(i % 10 < 4 ? Sign::kAlive : Sign::kFailed);
  EXPECT_EQ(other.state(), State::kClosed) << "six of ten is below the mark";
}

TEST(EngineDone2, WhatFailedMoreThanFiveMinutesAgoCountsNoMore) {
  Case one;
  for (int i = 0; i < 9; ++i) one.take(Sign::kFailed);
  one.take(Sign::kFailed, minutes{6});
  EXPECT_EQ(one.state(), State::kClosed);
}

TEST(EngineDone2, ThePauseDoublesUpToFifteenMinutesAndASuccessStartsItAnew) {
  Case one;
  for (int i = 0; i < 5; ++i) one.take(Sign::kUnreachable);
  for (const base::Millis plain : {base::Millis{60000}, base::Millis{120000}, base::Millis{240000}, base::Millis{480000},
                                   base::Millis{900000}, base::Millis{900000}}) {
    one.now = one.breaker.openUntil();
    EXPECT_EQ(one.state(), State::kHalfOpen);
    one.breaker.took(Sign::kFailed, one.now, kUsable, middle(plain));
    EXPECT_EQ(one.breaker.openUntil() - one.now, base::Micros{plain});
  }
  one.now = one.breaker.openUntil();
  one.breaker.took(Sign::kAlive, one.now, kUsable, 0);
  one.breaker.took(Sign::kFailed, one.now, kUsable, middle(Breaker::kFirstPause));
  EXPECT_EQ(one.breaker.openUntil() - one.now, base::Micros{Breaker::kFirstPause});
}

TEST(EngineDone2, ThePauseIsDrawnWithinAFifth) {
  for (const std::uint64_t chance : {std::uint64_t{0}, std::uint64_t{12345}, UINT64_MAX}) {
    Breaker breaker;
    const base::MonoTime now{base::Micros{minutes{100}}};
    for (int i = 0; i < 5; ++i) breaker.took(Sign::kUnreachable, now, kUsable, chance);
    EXPECT_GE(breaker.openUntil() - now, seconds{24});
    EXPECT_LE(breaker.openUntil() - now, seconds{36});
  }
}

TEST(EngineDone2, AfterTheProbeTheSlotsDoubleWithEachSuccess) {
  Case one;
  for (int i = 0; i < 5; ++i) one.take(Sign::kUnreachable);
  EXPECT_EQ(one.breaker.slots(kUsable), 1U);
  one.now = one.breaker.openUntil();
  for (const std::size_t slots : {2U, 4U, 8U}) {
    EXPECT_EQ(one.state(), State::kHalfOpen);
    one.take(Sign::kAlive);
    EXPECT_EQ(one.breaker.slots(kUsable), slots);
  }
  EXPECT_EQ(one.state(), State::kClosed);
  EXPECT_FALSE(one.breaker.failingSince());
  for (int i = 0; i < 9; ++i) one.take(Sign::kFailed);
  EXPECT_EQ(one.state(), State::kClosed) << "what was before the outage ended is forgotten";
}

TEST(EngineDone2, WhatWasUnderWayWhenItOpenedChangesNothing) {
  Case one;
  for (int i = 0; i < 5; ++i) one.take(Sign::kUnreachable);
  const auto until = one.breaker.openUntil();
  for (int i = 0; i < 7; ++i) one.take(i % 2 == 0 ? Sign::kUnreachable : Sign::kAlive);
  EXPECT_EQ(one.breaker.openUntil(), until);
  EXPECT_EQ(one.breaker.slots(kUsable), 1U);
}

TEST(EngineDone2, ADeliveredTestSendEndsThePause) {
  Case one;
  for (int i = 0; i < 5; ++i) one.take(Sign::kUnreachable);
  one.breaker.proven(one.now);
  EXPECT_EQ(one.state(), State::kHalfOpen);
  EXPECT_EQ(one.breaker.slots(kUsable), 1U);
}

TEST(EngineDone2, OnlyAReceiverThatDoesNotWorkOpensTheBreaker) {
  EXPECT_EQ(signOf(Verdict::kDelivered, ErrorClass::kNone), Sign::kAlive);
  EXPECT_EQ(signOf(Verdict::kPermanent, ErrorClass::kRejected), Sign::kAlive);
  EXPECT_EQ(signOf(Verdict::kAuth, ErrorClass::kAuth), Sign::kAlive);
  EXPECT_EQ(signOf(Verdict::kGone, ErrorClass::kGone), Sign::kAlive);
  EXPECT_EQ(signOf(Verdict::kThrottle, ErrorClass::kThrottled), Sign::kAlive);
  EXPECT_EQ(signOf(Verdict::kRetry, ErrorClass::kNotFound), Sign::kAlive);
  for (const auto failed : {ErrorClass::kServerError, ErrorClass::kRedirect, ErrorClass::kReset, ErrorClass::kTimeout,
                            ErrorClass::kBrokenAnswer, ErrorClass::kTls, ErrorClass::kCertificateExpired})
    EXPECT_EQ(signOf(Verdict::kRetry, failed), Sign::kFailed);
  for (const auto unreachable : {ErrorClass::kRefused, ErrorClass::kConnectTimeout, ErrorClass::kNoSuchName})
    EXPECT_EQ(signOf(Verdict::kRetry, unreachable), Sign::kUnreachable);
  EXPECT_EQ(signOf(Verdict::kOurs, ErrorClass::kOffline), Sign::kNone);
  EXPECT_EQ(signOf(Verdict::kForbidden, ErrorClass::kForbiddenAddress), Sign::kNone);
}

TEST(EngineDone2, ABucketLetsItsBurstGoAndThenItsRate) {
  Pace pace;
  pace.set({2.0, 3});
  base::MonoTime now{base::Micros{seconds{10}}};
  for (int i = 0; i < 3; ++i) {
    EXPECT_LE(pace.readyAt(), now);
    pace.take(now);
  }
  EXPECT_EQ(pace.readyAt(), now + base::Millis{500});
  now += base::Millis{500};
  pace.take(now);
  EXPECT_EQ(pace.readyAt(), now + base::Millis{500});
  now += seconds{60};
  for (int i = 0; i < 3; ++i) {
    EXPECT_LE(pace.readyAt(), now) << "a minute fills the bucket, and no more than it";
    pace.take(now);
  }
  EXPECT_GT(pace.readyAt(), now);
}

TEST(EngineDone2, WithoutARateLimitNothingWaits) {
  Pace pace;
  pace.set({0, 1});
  const base::MonoTime now{base::Micros{seconds{10}}};
  for (int i = 0; i < 1000; ++i) pace.take(now);
  EXPECT_LE(pace.readyAt(), now);
}

TEST(EngineDone2, AnAnswerOfAnyKindEndsARowOfConnectFailures) {
  Case one;
  for (int i = 0; i < 4; ++i) one.take(Sign::kUnreachable);
  one.take(Sign::kFailed);
  for (int i = 0; i < 4; ++i) one.take(Sign::kUnreachable);
  EXPECT_EQ(one.state(), State::kClosed);
}

/// Deliveries that wait behind it die when it is too long ago (maxHoldMs), so no failure from before a success may count.
TEST(EngineDone2, AReceiverFailsSinceTheFirstFailureAfterItsLastSuccess) {
  Case one;
  one.take(Sign::kFailed);
  one.take(Sign::kAlive);
  EXPECT_FALSE(one.breaker.failingSince());
  one.take(Sign::kUnreachable, minutes{10});
  const auto since = one.now;
  for (int i = 0; i < 4; ++i) one.take(Sign::kUnreachable);
  ASSERT_EQ(one.state(), State::kOpen);
  EXPECT_EQ(one.breaker.failingSince(), since);
  one.now = one.breaker.openUntil();
  one.take(Sign::kFailed);
  EXPECT_EQ(one.breaker.failingSince(), since) << "a probe that fails is no new beginning";
}

TEST(EngineDone2, AFailureWhileItStartsSlowlyLeavesOneSlot) {
  Case one;
  for (int i = 0; i < 5; ++i) one.take(Sign::kUnreachable);
  one.now = one.breaker.openUntil();
  one.take(Sign::kAlive);
  one.take(Sign::kAlive);
  ASSERT_EQ(one.breaker.slots(kUsable), 4U);
  one.take(Sign::kFailed);
  EXPECT_EQ(one.state(), State::kOpen);
  EXPECT_EQ(one.breaker.slots(kUsable), 1U);
}

TEST(EngineDone2, AFaultOfOurOwnSaysNothingOfTheReceiver) {
  EXPECT_EQ(signOf(Verdict::kRetry, ErrorClass::kInternal), Sign::kNone);
  Case one;
  for (int i = 0; i < 20; ++i) one.take(Sign::kNone);
  EXPECT_EQ(one.state(), State::kClosed);
}

}  // namespace
}  // namespace hookline::delivery
