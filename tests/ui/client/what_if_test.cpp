#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ways_rig.h"

namespace hookline::client {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

class EngineDone3Client : public BothWays {
 protected:
  base::Result<WhatIf> whatIf(const model::Webhook& before, const model::Webhook& after) {
    return answerOf<WhatIf>([&](auto then) { client_.whatIf(&client_, before, after, std::move(then)); });
  }
  void post(const std::string& id, int score) {
    rig_.ask("POST", "/api/events", {{"id", id}, {"type", "custom.scored"}, {"chatbotId", "bot_1"}, {"data", {{"score", score}}}});
  }
  static model::EventFilter above(int score) {
    return model::EventFilter::fromJson({{"all", {{{"path", "data.score"}, {"op", "gt"}, {"value", score}}}}}).value();
  }
};

TEST_P(EngineDone3Client, AFilterIsSavedReadAndItsChangeJudged) {
  post("low", 1);
  post("high", 9);
  model::Webhook made;
  made.name = "Scored";
  made.url = "https://receiver.example.com/hook";
  made.events = {"*"};
  made.filter = above(5);
  const auto fresh = whatIf({}, made);
  ASSERT_TRUE(fresh) << fresh.error().message;
  EXPECT_EQ(fresh->events, 2U);
  EXPECT_EQ(fresh->now, 0U);
  EXPECT_EQ(fresh->then, 1U);
  EXPECT_THAT(fresh->gained, ElementsAre("high"));
  EXPECT_THAT(fresh->lost, IsEmpty());

  const auto created = answerOf<CreatedWebhook>([&](auto then) { client_.createWebhook(&client_, made, std::move(then)); });
  ASSERT_TRUE(created) << created.error().message;
  const auto& saved = created->view.webhook;
  EXPECT_EQ(saved.filter, made.filter);
  auto wider = saved;
  wider.filter = {};
  const auto judged = whatIf(saved, wider);
  ASSERT_TRUE(judged) << judged.error().message;
  EXPECT_EQ(judged->now, 1U);
  EXPECT_EQ(judged->then, 2U);
  EXPECT_THAT(judged->gained, ElementsAre("low"));
  const auto changed = answerOf<WebhookView>([&](auto then) { client_.changeWebhook(&client_, saved, wider, std::move(then)); });
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_TRUE(changed->webhook.filter.empty());
}

INSTANTIATE_TEST_SUITE_P(Ways, EngineDone3Client, kBothWays, wayName);

}  // namespace
}  // namespace hookline::client
