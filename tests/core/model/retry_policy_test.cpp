#include "model/retry_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"

namespace hookline::model {
namespace {

using base::Millis;
using testing::ElementsAre;

std::vector<std::int64_t> delays(const RetryPolicy& policy) {
  std::vector<std::int64_t> out;
  for (int n = 1; n <= retriesAllowed(policy); ++n) out.push_back(retryDelay(policy, n).count());
  return out;
}

RetryPolicy standard() {
  RetryPolicy policy;
  policy.preset = RetryPolicy::Preset::kStandard;
  return policy;
}

RetryPolicy custom(int retries, std::int64_t backoff, std::int64_t most, double multiplier) {
  RetryPolicy policy;
  policy.preset = RetryPolicy::Preset::kCustom;
  policy.maxRetries = retries;
  policy.backoff = Millis{backoff};
  policy.maxBackoff = Millis{most};
  policy.multiplier = multiplier;
  return policy;
}

TEST(RetryPolicy, QuickIsTheGuidesFiveRetries) {
  EXPECT_THAT(delays({}), ElementsAre(1000, 2000, 4000, 8000, 16000));
  EXPECT_EQ(givesUpAfter({}).count(), 31000);
}

TEST(RetryPolicy, StandardTakesThreeDaysAndAFewHours) {
  EXPECT_THAT(delays(standard()), ElementsAre(5000, 300000, 1800000, 7200000, 18000000, 36000000, 50400000, 72000000, 86400000));
  EXPECT_EQ(givesUpAfter(standard()), std::chrono::hours{75} + std::chrono::minutes{35} + std::chrono::seconds{5});
}

TEST(RetryPolicy, NumbersGrowToTheLongestDelay) {
  EXPECT_THAT(delays(custom(6, 100, 1000, 3.0)), ElementsAre(100, 300, 900, 1000, 1000, 1000));
  EXPECT_THAT(delays(custom(3, 500, 60000, 1.0)), ElementsAre(500, 500, 500));
  EXPECT_THAT(delays(custom(2, 0, 60000, 10.0)), ElementsAre(0, 0));
  EXPECT_THAT(delays(custom(0, 1000, 60000, 2.0)), ElementsAre());
  EXPECT_EQ(givesUpAfter(custom(0, 1000, 60000, 2.0)).count(), 0);
}

TEST(RetryPolicy, NeitherOverflowsNorPassesADay) {
  const auto policy = custom(1000, 86400000, 1LL << 60, 10.0);
  EXPECT_EQ(retriesAllowed(policy), RetryPolicy::kMaxRetries);
  for (const auto delay : delays(policy)) EXPECT_EQ(delay, RetryPolicy::kMaxDelay.count());
  EXPECT_EQ(retryDelay(custom(50, 1, 1LL << 60, 10.0), 50), RetryPolicy::kMaxDelay);
}

TEST(RetryPolicy, AScheduleCountsTheFirstTry) {
  auto policy = custom(7, 1, 1, 1.0);
  policy.schedule = {Millis{0}, Millis{50}, Millis{20}};
  EXPECT_THAT(delays(policy), ElementsAre(50, 20));
  EXPECT_EQ(givesUpAfter(policy).count(), 70);
  policy.schedule = {Millis{10}};
  EXPECT_EQ(retriesAllowed(policy), 0);
}

TEST(RetryPolicy, AScheduleCountsForNoOtherPreset) {
  RetryPolicy policy;
  policy.schedule = {Millis{0}, Millis{7}};
  EXPECT_EQ(retryDelay(policy, 1).count(), 1000);
}

TEST(RetryPolicy, EqualJitterStaysBetweenHalfAndAllOfTheDelayOfItsOwnRetry) {
  base::SeededRandom random(51);
  for (const auto& policy : {RetryPolicy{}, standard(), custom(10, 3, 100000, 2.5), custom(5, 1, 1, 1.0), custom(3, 0, 0, 1.0)}) {
    for (int n = 1; n <= retriesAllowed(policy); ++n) {
      const auto most = retryDelay(policy, n);
      for (int i = 0; i < 500; ++i) {
        const auto delay = jitteredDelay(policy, n, random.next());
        ASSERT_LE(delay, most);
        ASSERT_GE(delay.count() * 2, most.count());
      }
    }
  }
}

TEST(RetryPolicy, EqualJitterReachesBothEndsOfItsRange) {
  const auto policy = custom(1, 10, 10, 1.0);
  std::set<std::int64_t> seen;
  for (std::uint64_t chance = 0; chance < 100; ++chance) seen.insert(jitteredDelay(policy, 1, chance).count());
  EXPECT_THAT(seen, ElementsAre(5, 6, 7, 8, 9, 10));
}

TEST(RetryPolicy, WithoutJitterChanceChangesNothing) {
  RetryPolicy policy;
  policy.jitter = RetryPolicy::Jitter::kNone;
  for (int n = 1; n <= 5; ++n) EXPECT_EQ(jitteredDelay(policy, n, 12345U * static_cast<unsigned>(n)), retryDelay(policy, n));
}

}  // namespace
}  // namespace hookline::model
