// The order of a conversation as callers see it: interfaces.md §3, delivery.md §1.7.
#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

class EngineDone2OrderingCalls : public ::testing::Test {
 protected:
  EngineDone2OrderingCalls() {
    stack.network->answerWith([](const model::HttpRequest&) { return support::FakeNetwork::answer(500); });
    hook = stack.webhook({{"ordering", {{"by", "conversation"}}}, {"retryPolicy", {{"maxRetries", 0}}}});
  }
  std::string say(const std::string& id) {
    const auto accepted = stack.post(
        "/api/events",
        {{"id", id}, {"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"conversationId", "conv_1"}, {"data", {{"reason", "lost"}}}});
    EXPECT_EQ(accepted.status, 202) << accepted.text;
    return accepted.body["deliveries"][0]["id"];
  }

  ApiStack stack;
  std::string hook;
};

TEST_F(EngineDone2OrderingCalls, WhatWaitsItsTurnIsHeldAndSaysWhyAndWhatHelps) {
  const auto first = say("e1");
  stack.until("/api/deliveries/" + first, [](const json& body) { return body["state"] == "dead"; });
  const auto second = say("e2");
  const auto shown = stack.get("/api/deliveries/" + second).body;
  EXPECT_EQ(shown["state"], "held");
  EXPECT_NE(shown["reason"].get<std::string>().find("earlier delivery of the same conversation"), std::string::npos) << shown["reason"];
  EXPECT_NE(shown["help"].get<std::string>().find("retry it or purge it"), std::string::npos);
  EXPECT_FALSE(shown.contains("nextAttemptAt"));
  const auto list = stack.get("/api/deliveries?state=held").body;
  ASSERT_EQ(list["items"].size(), 1U);
  EXPECT_EQ(list["items"][0]["id"], second);
  EXPECT_EQ(stack.get("/api/deliveries/facets").body["byState"]["held"], 1);

  const auto refused = stack.post("/api/deliveries/" + second + "/retry", json::object());
  EXPECT_EQ(refused.status, 409);
  EXPECT_NE(refused.text.find("waits for an earlier delivery"), std::string::npos) << refused.text;
}

TEST_F(EngineDone2OrderingCalls, TheSettingIsShownMergedAndRefusedByName) {
  const auto path = "/api/webhooks/" + hook;
  EXPECT_EQ(stack.get(path).body["ordering"], json({{"by", "conversation"}, {"onDead", "block"}}));
  EXPECT_EQ(stack.call("PATCH", path, R"({"ordering":{"onDead":"skip"}})").body["ordering"],
            json({{"by", "conversation"}, {"onDead", "skip"}}));
  EXPECT_EQ(stack.call("PATCH", path, R"({"ordering":null})").body["ordering"], json({{"by", "none"}, {"onDead", "block"}}));
  EXPECT_EQ(stack.call("PATCH", path, R"({"ordering":{"by":"chatbot"}})").detail("/ordering/by"), "must be none or conversation");
  EXPECT_EQ(stack.call("PATCH", path, R"({"ordering":{"onDead":1}})").detail("/ordering/onDead"), "must be block or skip");
  EXPECT_NE(stack.call("PATCH", path, R"({"ordering":{"key":"x"}})").detail("/ordering/key"), "");
}

}  // namespace
}  // namespace hookline::api::testing
