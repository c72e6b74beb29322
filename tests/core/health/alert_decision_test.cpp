#include "health/alert_decision.h"

#include <gtest/gtest.h>

namespace hookline::health {
namespace {

using model::AlertRule;

constexpr base::WallTime kNow{base::Millis{60000LL * 10000}};
constexpr model::WebhookId kHook{7};

model::ConfigSnapshot config(const std::function<void(model::Webhook&)>& set = {}) {
  auto webhook = std::make_shared<model::Webhook>();
  webhook->id = kHook;
  webhook->chatbotId = "bot_1";
  if (set) set(*webhook);
  model::ConfigSnapshot made;
  made.webhooks.emplace(kHook, webhook);
  return made;
}

model::WebhookFigures streak(std::uint32_t failures) {
  model::WebhookFigures made;
  made.webhookId = kHook;
  made.consecutiveFailures = failures;
  return made;
}

model::WebhookFigures& add(model::WebhookFigures& figures, std::int64_t minutesAgo, std::uint32_t delivered, std::uint32_t failed) {
  model::MinuteStats minute;
  minute.minute = 10000 - minutesAgo;
  minute.delivered = delivered;
  minute.failed = failed;
  figures.minutes.push_back(minute);
  return figures;
}

AlertRule failures() { return model::guideRules()[0]; }
AlertRule rate() { return model::guideRules()[1]; }

TEST(DaemonDone1AlertDecision, FiveFailuresInARowFireInTheGuidesWords) {
  EXPECT_FALSE(judge(failures(), config(), streak(4), kNow));
  const auto found = judge(failures(), config(), streak(5), kNow);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value, 5);
  EXPECT_EQ(found->message, "Webhook " + kHook.text() + " has failed 5 times consecutively");
}

TEST(DaemonDone1AlertDecision, ALowRateFiresBelowTheThresholdInTheGuidesWords) {
  auto figures = streak(0);
  EXPECT_FALSE(judge(rate(), config(), add(figures, 1, 90, 10), kNow)) << "90 % is not below 90 %";
  const auto found = judge(rate(), config(), add(figures, 0, 0, 2), kNow);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->value, 90.0 / 102, 1e-9);
  EXPECT_EQ(found->message, "Webhook " + kHook.text() + " success rate is 88.2%");
}

TEST(DaemonDone1AlertDecision, FewerThanTwentyResultsSayNothing) {
  auto few = streak(0);
  EXPECT_FALSE(judge(rate(), config(), add(few, 1, 0, 19), kNow));
  EXPECT_TRUE(judge(rate(), config(), add(few, 1, 0, 1), kNow));
}

TEST(DaemonDone1AlertDecision, WhatIsOlderThanTheWindowDoesNotCount) {
  auto figures = streak(0);
  add(figures, 62, 0, 100);
  EXPECT_FALSE(judge(rate(), config(), add(figures, 1, 30, 0), kNow));
  EXPECT_TRUE(judge(rate(), config(), add(figures, 60, 0, 4), kNow)) << "a minute that lies in the window in part counts";
}

TEST(DaemonDone1AlertDecision, WhatIsStoppedOrOutOfScopeDoesNotFire) {
  const auto fires = [](const AlertRule& rule, const model::ConfigSnapshot& present) {
    return judge(rule, present, streak(9), kNow).has_value();
  };
  EXPECT_TRUE(fires(failures(), config()));
  EXPECT_FALSE(fires(failures(), config([](auto& webhook) { webhook.enabled = false; })));
  EXPECT_FALSE(fires(failures(), config([](auto& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; })));
  EXPECT_TRUE(fires(failures(), config([](auto& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kOnHold; })))
      << "nobody wanted that";
  auto paused = config();
  paused.allPaused = true;
  EXPECT_FALSE(fires(failures(), paused));
  EXPECT_FALSE(fires(failures(), model::ConfigSnapshot{})) << "deleted";
  auto rule = failures();
  rule.enabled = false;
  EXPECT_FALSE(fires(rule, config()));
  rule = failures();
  rule.webhookId = {8};
  EXPECT_FALSE(fires(rule, config()));
  rule.webhookId = kHook;
  EXPECT_TRUE(fires(rule, config()));
  rule = failures();
  rule.chatbotId = "bot_2";
  EXPECT_FALSE(fires(rule, config()));
  EXPECT_TRUE(fires(rule, config([](auto& webhook) { webhook.chatbotId = "*"; }))) << "it takes that chatbot's events, too";
}

}  // namespace
}  // namespace hookline::health
