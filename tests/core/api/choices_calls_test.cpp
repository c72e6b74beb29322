// POST /api/webhooks/choices: what a service has for a setting of a webhook that need not be saved.
#include <gtest/gtest.h>

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using support::FakeNetwork;

constexpr const char* kToken = "123456789:AAexampleTokenOfABotThatIsNobodys1";
constexpr const char* kOther = "123456789:AAanotherTokenOfABotThatIsNobodys1";
constexpr const char* kUpdates =
    R"({"ok":true,"result":[{"update_id":1,"message":{"chat":{"id":-1001,"title":"Sales","type":"supergroup"}}}]})";

class Choices : public ::testing::Test {
 protected:
  static json telegram() { return {{"kind", "telegram"}, {"chatbotId", "*"}, {"events", {"*"}}, {"settings", {{"botToken", kToken}}}}; }
  static json asking(const json& webhook, const char* field = "chatId") { return {{"webhook", webhook}, {"field", field}}; }
  Answer ask(const json& body) { return stack.post("/api/webhooks/choices", body); }

  ApiStack stack;
};
using DestinationsDone1Choices = Choices;
using DestinationsDone4Choices = Choices;
using DestinationsBadInputChoices = Choices;

TEST_F(DestinationsDone1Choices, TheChatsOfABotAreFoundBeforeTheWebhookIsSavedAndNothingIsKept) {
  stack.network->answerWith([](const auto&) { return FakeNetwork::answer(200, kUpdates); });
  auto webhook = telegram();
  for (const auto& chat : {json(nullptr), json(""), json("no chat"), json("-5")}) {
    if (!chat.is_null()) webhook["settings"]["chatId"] = chat;
    const auto found = ask(asking(webhook));
    EXPECT_EQ(found.status, 200) << found.text;
    EXPECT_EQ(found.body, (json{{"choices", {{{"value", "-1001"}, {"label", "Sales (group)"}}}}}));
  }
  const auto sent = stack.network->requests();
  EXPECT_EQ(sent.at(0).url, std::string("https://api.telegram.org/bot") + kToken + "/getUpdates");
  EXPECT_GT(sent.at(0).answerLimitBytes, model::HttpResult::kResponseBodyLimitBytes) << "a list may be long";
  EXPECT_TRUE(stack.get("/api/webhooks").body.empty());
  EXPECT_TRUE(stack.get("/api/deliveries").body["items"].empty());
}

TEST_F(DestinationsDone1Choices, ASavedWebhookLendsItsSecretsToWhoMaySaveIt) {
  auto saved = telegram();
  saved["settings"]["chatId"] = "-5";
  const auto made = stack.post("/api/webhooks", saved);
  ASSERT_EQ(made.status, 201) << made.text;
  stack.network->answerWith([](const auto&) { return FakeNetwork::answer(200, kUpdates); });
  const json unchanged{{"id", made.body["id"]}, {"field", "chatId"}};
  EXPECT_EQ(ask(unchanged).status, 200);
  EXPECT_NE(stack.network->requests().at(0).url.find(kToken), std::string::npos);
  auto changed = unchanged;
  changed["webhook"] = {{"settings", {{"botToken", kOther}}}};
  EXPECT_EQ(ask(changed).body["choices"].size(), 1U);
  EXPECT_NE(stack.network->requests().at(1).url.find(kOther), std::string::npos);
  EXPECT_EQ(stack.get("/api/webhooks/" + made.body["id"].get<std::string>()).body["settings"]["chatId"], "-5");
  EXPECT_EQ(stack.call("POST", "/api/webhooks/choices", unchanged.dump(), model::Role::kOperator).status, 403);
  EXPECT_EQ(stack.network->requests().size(), 2U);
}

TEST_F(DestinationsDone1Choices, TheFormSaysWhichFieldsCanBeAsked) {
  std::string found;
  const auto all = stack.get("/api/integrations");
  for (const auto& integration : all.body["items"])
    for (const auto& field : integration["fields"])
      if (field.contains("find")) {
        found += integration["kind"].get<std::string>() + "." + field["name"].get<std::string>() + " ";
        EXPECT_FALSE(field["find"]["label"].get<std::string>().empty());
        EXPECT_FALSE(field["find"]["whenNone"].get<std::string>().empty());
      }
  EXPECT_EQ(found, "telegram.chatId hubspot.pipeline hubspot.dealStage ");
}

TEST_F(DestinationsDone4Choices, WhyNothingCameIsSaidWithTheNextStep) {
  const auto refusal = [this](model::HttpResult result) {
    stack.network->answerWith([result](const auto&) { return result; });
    const auto answer = ask(asking(telegram()));
    EXPECT_EQ(answer.status, 422) << answer.text;
    EXPECT_EQ(answer.text.find(kToken), std::string::npos) << "a secret is not repeated";
    return answer.body.value("error", std::string());
  };
  const auto token = refusal(FakeNetwork::answer(401, R"({"ok":false,"error_code":401,"description":"Unauthorized"})"));
  EXPECT_NE(token.find("does not accept the bot token"), std::string::npos) << token;
  EXPECT_NE(token.find("@BotFather"), std::string::npos) << token;
  const auto taken = refusal(FakeNetwork::answer(
      409, R"({"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"})"));
  EXPECT_NE(taken.find("Another program"), std::string::npos) << taken;
  const auto stranger = refusal(FakeNetwork::answer(200, "<html>hello</html>"));
  EXPECT_NE(stranger.find("not the list"), std::string::npos) << stranger;
  EXPECT_NE(stranger.find("Check that the address"), std::string::npos) << stranger;
  const auto refused = refusal(FakeNetwork::fault(model::NetFault::kRefused, model::Phase::kConnect));
  EXPECT_NE(refused.find("othing accepts connections"), std::string::npos) << refused;
  EXPECT_NE(refused.find("Check that the receiver is running"), std::string::npos) << refused;
}

TEST_F(DestinationsBadInputChoices, WhatIsWrongIsNamedByItsPlaceInTheBody) {
  EXPECT_NE(ask({{"webhook", telegram()}}).detail("/field"), "");
  EXPECT_NE(ask({{"webhook", telegram()}, {"field", 7}}).detail("/field"), "");
  EXPECT_NE(ask({{"webhook", "telegram"}, {"field", "chatId"}}).detail("/webhook"), "");
  EXPECT_NE(ask({{"webhook", telegram()}, {"field", "chatId"}, {"kind", "telegram"}}).detail("/kind"), "");
  auto tokenless = telegram();
  tokenless["settings"] = {{"baseUrl", "nowhere"}};
  const auto faults = ask(asking(tokenless));
  EXPECT_EQ(faults.status, 422);
  EXPECT_NE(faults.detail("/webhook/settings/botToken"), "") << faults.text;
  EXPECT_NE(faults.detail("/webhook/settings/baseUrl"), "") << faults.text;
  EXPECT_EQ(faults.detail("/webhook/settings/chatId"), "");
  for (const auto* field : {"botToken", "silent", "baseUrl", "nothing", ""}) {
    const auto answer = ask(asking(telegram(), field));
    EXPECT_EQ(answer.status, 422) << field;
  }
  auto complete = telegram();
  complete["settings"]["chatId"] = "-5";
  EXPECT_NE(ask(asking(complete, "silent")).text.find("cannot be looked up"), std::string::npos);
  EXPECT_EQ(ask({{"id", "wh_none"}, {"field", "chatId"}}).status, 404);
  EXPECT_TRUE(stack.network->requests().empty());
}

}  // namespace
}  // namespace hookline::api::testing
