#include "model/latency_histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace hookline::model {
namespace {

using base::Micros;

TEST(LatencyHistogram, HasNoPercentileWhenEmpty) {
  EXPECT_EQ(LatencyHistogram().percentile(0.5), std::nullopt);
  EXPECT_EQ(LatencyHistogram().total(), 0U);
  EXPECT_EQ(LatencyHistogram().pack(), "");
}

TEST(LatencyHistogram, PercentilesAreWithinTwelvePercent) {
  base::SeededRandom random(61);
  LatencyHistogram histogram;
  std::vector<std::int64_t> all;
  for (int i = 0; i < 5000; ++i) {
    // From 0.2 ms to 100 s, evenly over the decades.
    const double exponent = 2.3 + 5.7 * static_cast<double>(random.below(100000)) / 100000.0;
    all.push_back(static_cast<std::int64_t>(std::pow(10.0, exponent)));
    histogram.add(Micros{all.back()});
  }
  std::sort(all.begin(), all.end());
  for (const double share : {0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
    const auto exact = static_cast<double>(all[static_cast<std::size_t>(std::ceil(share * 5000.0)) - 1]);
    const auto told = static_cast<double>(histogram.percentile(share)->count());
    EXPECT_LE(std::abs(told - exact), 0.12 * exact) << share;
  }
}

TEST(LatencyHistogram, TakesTimesBeyondBothEnds) {
  LatencyHistogram histogram;
  histogram.add(Micros{0});
  histogram.add(Micros{-5});
  EXPECT_LE(histogram.percentile(1.0)->count(), 100);
  histogram.add(std::chrono::hours{5}, 10);
  EXPECT_EQ(histogram.total(), 12U);
  EXPECT_GT(*histogram.percentile(0.99), std::chrono::seconds{90});
  for (const double odd : {-1.0, 0.0, 2.0, std::nan("")}) EXPECT_TRUE(histogram.percentile(odd)) << odd;
}

TEST(LatencyHistogram, MinutesAddUp) {
  LatencyHistogram one;
  LatencyHistogram other;
  LatencyHistogram both;
  base::SeededRandom random(62);
  for (int i = 0; i < 1000; ++i) {
    const Micros latency{static_cast<std::int64_t>(random.below(10'000'000))};
    (i % 3 == 0 ? one : other).add(latency);
    both.add(latency);
  }
  one.merge(other);
  EXPECT_EQ(one.total(), 1000U);
  EXPECT_EQ(one.pack(), both.pack());
}

TEST(LatencyHistogram, CountsStopAtTheTopInsteadOfStartingAgain) {
  LatencyHistogram histogram;
  histogram.add(Micros{500}, 0xFFFFFFFFU);
  histogram.add(Micros{500}, 7);
  EXPECT_EQ(histogram.total(), 0xFFFFFFFFU);
  histogram.merge(histogram);
  EXPECT_EQ(histogram.total(), 0xFFFFFFFFU);
}

TEST(LatencyHistogram, PacksAndUnpacks) {
  base::SeededRandom random(63);
  for (int round = 0; round < 200; ++round) {
    LatencyHistogram histogram;
    for (auto i = random.below(20); i > 0; --i)
      histogram.add(Micros{static_cast<std::int64_t>(random.below(std::uint64_t{1} << random.below(40)))},
                    static_cast<std::uint32_t>(random.next()));
    const auto back = LatencyHistogram::unpack(histogram.pack());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->pack(), histogram.pack());
    EXPECT_EQ(back->total(), histogram.total());
  }
}

TEST(LatencyHistogram, RefusesDamage) {
  using namespace std::string_view_literals;
  for (const auto damage : {"\x01"sv, "\x40\x01"sv, "\x01\x00"sv, "\x05\x01\x04\x01"sv, "\x05\x01\x05\x01"sv, "\x01\x80"sv,
                            "\x01\xFF\xFF\xFF\xFF\x1F"sv, "\x01\x80\x80\x80\x80\x80\x01"sv}) {
    const auto histogram = LatencyHistogram::unpack(damage);
    ASSERT_FALSE(histogram);
    EXPECT_EQ(histogram.error().code, base::Errc::kCorrupt);
  }
  EXPECT_TRUE(LatencyHistogram::unpack("\x01\xFF\xFF\xFF\xFF\x0F"));
}

}  // namespace
}  // namespace hookline::model
