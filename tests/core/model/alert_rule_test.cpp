#include "model/alert_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hookline::model {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string ruleFault(const json& rule) {
  const auto read = readAlertRules(json::array({rule}));
  if (read) return "taken";
  if (read.error().details.size() != 1) return "faults: " + std::to_string(read.error().details.size());
  return read.error().details[0].path + " " + read.error().details[0].message;
}

TEST(DaemonDone1AlertRule, TheGuidesTwoComeBackAsTheyAre) {
  auto rules = guideRules();
  rules[0].id = {1};
  rules[1].id = {2};
  rules[1].webhookId = {9};
  json items = json::array();
  for (const auto& rule : rules) items.push_back(json::parse(toJson(rule).dump()));
  EXPECT_EQ(items[0]["threshold"], 5);
  EXPECT_EQ(items[0]["scope"], json({{"all", true}}));
  EXPECT_EQ(items[1]["threshold"], 0.9);
  EXPECT_EQ(items[1]["windowSeconds"], 3600);
  EXPECT_EQ(items[1]["notify"], json::array());
  const auto read = readAlertRules(items);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, rules);
}

TEST(DaemonDone1AlertRule, WhatIsLeftOutTakesTheTypesDefault) {
  const auto read = readAlertRules({{{"type", "low_success_rate"}, {"scope", {{"chatbotId", "bot_1"}}}}});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_FALSE(read->front().id);
  EXPECT_EQ(read->front().threshold, 0.9);
  EXPECT_EQ(read->front().window, std::chrono::seconds{3600});
  EXPECT_EQ(read->front().chatbotId, "bot_1");
  EXPECT_TRUE(read->front().enabled);
  EXPECT_TRUE(readAlertRules(json::array())->empty());
}

TEST(DaemonDone1AlertRule, WhatIsWrongIsNamed) {
  const auto with = [](const char* type, const char* name, const json& value) {
    json rule{{"type", type}};
    rule[name] = value;
    return rule;
  };
  EXPECT_THAT(ruleFault(5), HasSubstr("/items/0 must be an object"));
  EXPECT_THAT(ruleFault({{"type", "dead_letters"}}), HasSubstr("/items/0/type must be consecutive_failures or low_success_rate"));
  for (const json& value : {json(0), json(1.5), json(10001), json("5"), json(-1)})
    EXPECT_THAT(ruleFault(with("consecutive_failures", "threshold", value)), HasSubstr("/items/0/threshold must be a whole number"));
  for (const json& value : {json(0), json(1.01), json("0.9"), json(90)})
    EXPECT_THAT(ruleFault(with("low_success_rate", "threshold", value)), HasSubstr("/items/0/threshold must be a success rate"));
  for (const json& value : {json(59), json(86401), json(60.5)})
    EXPECT_THAT(ruleFault(with("low_success_rate", "windowSeconds", value)),
                HasSubstr("/items/0/windowSeconds must be a whole number from 60"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "windowSeconds", 60)), HasSubstr("is for low_success_rate alone"));
  EXPECT_EQ(ruleFault(with("consecutive_failures", "windowSeconds", 0)), "taken");
  EXPECT_THAT(ruleFault(with("consecutive_failures", "forSeconds", -1)), HasSubstr("/items/0/forSeconds must be"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "notify", json::array({"wh_1"}))), HasSubstr("/items/0/notify must be an empty list"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "enabled", 1)), HasSubstr("/items/0/enabled"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "id", "wh_1")), HasSubstr("/items/0/id must be the id of a rule"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "colour", "red")), HasSubstr("/items/0/colour is no field of a rule"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "scope", {{"all", true}, {"chatbotId", "b"}})), HasSubstr("/items/0/scope must be"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "scope", {{"all", false}})), HasSubstr("/items/0/scope/all"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "scope", {{"webhookId", "al_1"}})), HasSubstr("/items/0/scope/webhookId"));
  EXPECT_THAT(ruleFault(with("consecutive_failures", "scope", {{"chatbotId", ""}})), HasSubstr("/items/0/scope/chatbotId"));
  const json twice{{"type", "consecutive_failures"}, {"id", AlertRuleId{4}.text()}};
  EXPECT_EQ(readAlertRules({twice, twice}).error().details[0].path, "/items/1/id");
  EXPECT_THAT(readAlertRules(json::array_t(51, {{"type", "consecutive_failures"}})).error().message, HasSubstr("at most 50 rules"));
}

}  // namespace
}  // namespace hookline::model
