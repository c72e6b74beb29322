#include "api/health_figures.h"

#include <gtest/gtest.h>

namespace hookline::api::internal {
namespace {

model::WebhookFigures figures(std::uint32_t delivered, std::uint32_t failed, std::uint32_t streak) {
  model::WebhookFigures made;
  model::MinuteStats minute;
  minute.delivered = delivered;
  minute.failed = failed;
  minute.latency.add(base::Micros{20000}, delivered);
  minute.latencySumUs = 20000ULL * delivered;
  made.minutes.push_back(minute);
  made.consecutiveFailures = streak;
  return made;
}

constexpr base::WallTime kFrom{base::Millis{60000LL * 1000}};
constexpr base::WallTime kTo{base::Millis{60000LL * 1060}};

OrderedJson bodyOf(model::WebhookFigures figures) { return toJson(healthOf({}, false, std::move(figures), kFrom, kTo), kTo); }

HealthState state(const model::WebhookFigures& given, model::Webhook webhook = {}, bool allPaused = false) {
  return healthOf(webhook, allPaused, given, kFrom, kTo).state;
}

TEST(HealthFigures, StateFollowsRateAndStreak) {
  EXPECT_EQ(state(figures(100, 5, 0)), HealthState::kHealthy);
  EXPECT_EQ(state(figures(80, 20, 0)), HealthState::kDegraded);
  EXPECT_EQ(state(figures(99, 1, 1)), HealthState::kDegraded);
  EXPECT_EQ(state(figures(40, 60, 0)), HealthState::kFailing);
  EXPECT_EQ(state(figures(100, 5, 5)), HealthState::kFailing);
  EXPECT_EQ(state(figures(0, 0, 0)), HealthState::kIdle);
}

TEST(HealthFigures, AStopOutweighsTheRate) {
  model::Webhook webhook;
  webhook.enabled = false;
  EXPECT_EQ(state(figures(0, 10, 9), webhook), HealthState::kDisabled);
  webhook.enabled = true;
  webhook.stop.kind = model::WebhookStop::Kind::kPaused;
  EXPECT_EQ(state(figures(0, 10, 9), webhook), HealthState::kPaused);
  webhook.stop.kind = model::WebhookStop::Kind::kOnHold;
  EXPECT_EQ(state(figures(10, 0, 0), webhook), HealthState::kOnHold);
  EXPECT_EQ(state(figures(10, 0, 0), {}, true), HealthState::kPaused);
}

TEST(HealthFigures, AddsUpTheWindow) {
  auto given = figures(9, 1, 0);
  given.minutes.push_back(given.minutes[0]);
  const auto body = bodyOf(given);
  EXPECT_EQ(body["successRate"], 0.9);
  EXPECT_EQ(body["avgLatencyMs"], 20.0);
  EXPECT_NEAR(body["p50Ms"].get<double>(), 20.0, 20.0 * 0.25);
  EXPECT_EQ(body["circuit"], "closed");
  EXPECT_EQ(body["circuitOpenUntil"], nullptr);
}

TEST(HealthFigures, HasNoRateWithoutResults) {
  const auto body = bodyOf(figures(0, 0, 0));
  EXPECT_TRUE(body["successRate"].is_null());
  EXPECT_TRUE(body["avgLatencyMs"].is_null());
  EXPECT_TRUE(body["lastSuccess"].is_null());
}

TEST(HealthFigures, SaysHowEachPartOfTheWindowWent) {
  auto given = figures(0, 0, 0);
  given.minutes.clear();
  const auto add = [&given](std::int64_t minute, std::uint32_t delivered, std::uint32_t failed) {
    auto one = figures(delivered, failed, 0).minutes[0];
    one.minute = minute;
    given.minutes.push_back(one);
  };
  add(999, 0, 1);   // the window begins within it
  add(1000, 3, 0);  // of the first part, two minutes long, as the next
  add(1001, 4, 0);
  add(1030, 1, 1);
  add(1059, 0, 5);
  const auto rates = bodyOf(given)["rates"];
  ASSERT_EQ(rates.size(), kParts);
  EXPECT_EQ(rates[0], 0.875);
  EXPECT_TRUE(rates[1].is_null());
  EXPECT_EQ(rates[15], 0.5);
  EXPECT_EQ(rates[29], 0.0);
}

TEST(EngineDone2, HealthSaysWhetherTheBreakerIsOpen) {
  WebhookHealth health;
  health.circuit.closed = false;
  health.circuit.openUntil = kTo;
  EXPECT_EQ(toJson(health, kTo - base::Millis{1})["circuit"], "open");
  EXPECT_EQ(toJson(health, kTo)["circuit"], "half_open");
  EXPECT_EQ(toJson(health, kTo)["circuitOpenUntil"], base::formatIso(kTo));
}

}  // namespace
}  // namespace hookline::api::internal
