#include "delivery_runner/job_pace.h"

#include <gtest/gtest.h>

namespace hookline::delivery_runner::internal {
namespace {

constexpr base::MonoTime kStart{base::Micros{1'000'000}};
constexpr base::Micros kSecond{1'000'000};

TEST(EngineDone4Pace, WithoutALimitAStepIsAsLargeAsItsRoom) {
  JobPace pace(0, kStart);
  EXPECT_EQ(pace.next(kStart, 1000, 200).items, 200u);
  EXPECT_EQ(pace.next(kStart, 7, 200).items, 7u);
}

TEST(EngineDone4Pace, OverTimeNoMoreIsMadeDueThanTheSpeedSays) {
  for (const int perSecond : {1, 3, 10, 99, 1000, 10000}) {
    JobPace pace(perSecond, kStart);
    std::uint64_t made = 0;
    auto now = kStart;
    while (now < kStart + 20 * kSecond) {
      const auto next = pace.next(now, 100000, 200);
      if (next.items == 0) {
        ASSERT_GT(next.at, now);
        now = next.at;
        continue;
      }
      made += next.items;
      pace.spent(next.items, now);
      const double seconds = static_cast<double>((now - kStart).count()) / 1e6;
      EXPECT_LE(static_cast<double>(made), seconds * perSecond + 0.01) << perSecond;
    }
    EXPECT_GE(made, static_cast<std::uint64_t>(19) * static_cast<std::uint64_t>(perSecond)) << perSecond;
  }
}

TEST(EngineDone4Pace, WhatOneEventCostsMoreIsPaidForLater) {
  JobPace pace(10, kStart);
  auto now = kStart + kSecond;
  const auto first = pace.next(now, 1000, 200);
  ASSERT_GT(first.items, 0u);
  pace.spent(20, now);
  now += kSecond;
  EXPECT_EQ(pace.next(now, 1000, 200).items, 0u);
  now += kSecond;
  EXPECT_GT(pace.next(now, 1000, 200).items, 0u);
}

TEST(EngineDone4Pace, AWindowThatIsNearlyFullIsFilledNowAndThen) {
  JobPace pace(0, kStart);
  pace.spent(200, kStart);
  const auto next = pace.next(kStart, 3, 200);
  EXPECT_EQ(next.items, 0u);
  EXPECT_EQ(pace.next(next.at, 3, 200).items, 3u);
}

}  // namespace
}  // namespace hookline::delivery_runner::internal
