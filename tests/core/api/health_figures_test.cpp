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

HealthState state(const model::WebhookFigures& given, model::Webhook webhook = {}, bool allPaused = false) {
  return healthOf(webhook, allPaused, given).state;
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
  const auto body = toJson(healthOf({}, false, given));
  EXPECT_EQ(body["successRate"], 0.9);
  EXPECT_EQ(body["avgLatencyMs"], 20.0);
  EXPECT_NEAR(body["p50Ms"].get<double>(), 20.0, 20.0 * 0.25);
  EXPECT_EQ(body["circuit"], "closed");
}

TEST(HealthFigures, HasNoRateWithoutResults) {
  const auto body = toJson(healthOf({}, false, figures(0, 0, 0)));
  EXPECT_TRUE(body["successRate"].is_null());
  EXPECT_TRUE(body["avgLatencyMs"].is_null());
  EXPECT_TRUE(body["lastSuccess"].is_null());
}

}  // namespace
}  // namespace hookline::api::internal
