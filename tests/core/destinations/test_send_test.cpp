// Test sends of two requests: PagerDuty's alert and its end, Telegram's two reads (integrations.md §8, §10, §17).
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/destinations/plan_rig.h"
#include "sandbox/services.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using model::WebhookKind;
using Steps = std::vector<std::string>;

const json kHello{{"message", "This is a test webhook delivery"}};

/// A webhook of one kind at its stand-in, and a test of it.
class TestSend : public ::testing::Test {
 protected:
  TestSend() : service_(sandbox::makePagerDutyStandIn()), bot_(sandbox::makeTelegramStandIn()) {}

  static model::Webhook pagerDuty(const std::string& key = "R0123456789abcdefghijklmnopqrstu") {
    return webhookOf(WebhookKind::kPagerduty, "", {{"routingKey", key}, {"baseUrl", standInBase("pagerduty")}});
  }
  static model::Webhook telegram(const std::string& token = "123456789:AAexampleTokenOfABotThatIsNobodys1") {
    return webhookOf(WebhookKind::kTelegram, "", {{"botToken", token}, {"chatId", "-1000000000001"}, {"baseUrl", standInBase("telegram")}});
  }
  PlanRig::Outcome test(const model::Webhook& webhook, const std::map<int, Mishap>& mishaps = {}) {
    auto& service = webhook.kind == WebhookKind::kPagerduty ? *service_ : *bot_;
    return PlanRig(webhook, service).test(eventOf("webhook.test", kHello, ""), mishaps);
  }
  json alerts() const { return service_->records()["alerts"]; }

  std::unique_ptr<sandbox::Service> service_;
  std::unique_ptr<sandbox::Service> bot_;
};
using DestinationsDone1TestSend = TestSend;
using DestinationsDone4TestSend = TestSend;

TEST_F(DestinationsDone1TestSend, PagerDutysAlertIsTriggeredAndResolvedUnderOneKey) {
  const auto outcome = test(pagerDuty());
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(outcome.steps, (Steps{"trigger the test alert", "resolve the test alert"}));
  EXPECT_EQ(outcome.checkpoint, "") << "a test that is sent again begins anew";
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts()[0]["status"], "resolved");
  EXPECT_EQ(alerts()[0]["severity"], "info");
  EXPECT_EQ(alerts()[0]["dedup_key"], "hookline:event:evt_0000000abcdef");
}

TEST_F(DestinationsDone1TestSend, TelegramIsAskedForTheBotAndTheChatAndPostsNothing) {
  const auto outcome = test(telegram());
  EXPECT_TRUE(outcome.delivered);
  EXPECT_EQ(outcome.steps, (Steps{"getMe", "getChat"}));
  EXPECT_TRUE(bot_->records()["messages"].empty());
}

TEST_F(DestinationsDone1TestSend, AnEventOfTheTestsTypeThatAChatbotSendsIsAnOrdinaryDelivery) {
  const auto event = eventOf("webhook.test", kHello, "");
  const auto sent = PlanRig(telegram(), *bot_).deliver(event);
  EXPECT_TRUE(sent.delivered);
  EXPECT_EQ(sent.steps, Steps{""});
  EXPECT_EQ(bot_->records()["messages"].size(), 1U);
  EXPECT_EQ(PlanRig(pagerDuty(), *service_).deliver(event).requests, 1);
  EXPECT_EQ(alerts()[0]["status"], "triggered");
}

TEST_F(DestinationsDone4TestSend, AnAlertThatMayStillBeOpenIsSpokenOf) {
  for (const auto& [mishap, errorClass] : {std::pair{Mishap::kServerError, ErrorClass::kServerError},
                                           {Mishap::kDroppedBefore, ErrorClass::kReset},
                                           {Mishap::kThrottled, ErrorClass::kThrottled}}) {
    SCOPED_TRACE(toText(mishap));
    service_->forget();
    const auto outcome = test(pagerDuty(), {{2, mishap}});
    EXPECT_FALSE(outcome.delivered);
    EXPECT_EQ(alerts()[0]["status"], "triggered");
    EXPECT_EQ(outcome.last.errorClass, errorClass) << "the common table's";
    EXPECT_NE(outcome.last.says.find("did not resolve"), std::string::npos) << outcome.last.says;
    EXPECT_NE(outcome.last.helps.find("may still be open"), std::string::npos) << outcome.last.helps;
    EXPECT_EQ(outcome.checkpoint, "trigger the test alert") << "another try goes on with the end of the alert";
  }
  const auto lost = test(pagerDuty(), {{1, Mishap::kDroppedAfter}});
  EXPECT_NE(lost.last.says.find("did not say whether it took"), std::string::npos) << lost.last.says;
  EXPECT_NE(lost.last.helps.find("may still be open"), std::string::npos);
}

TEST_F(DestinationsDone4TestSend, OfAnOrdinaryDeliveryNoTestIsSpoken) {
  const auto event = eventOf("sentiment.negative", {{"message", "Bad"}, {"sentimentScore", 0.95}});
  for (const auto& webhook : {pagerDuty("revoked4567890123456789012345678"), telegram("123456789:AArevokedTokenOfABotThatIsNobodys1")}) {
    auto& service = webhook.kind == WebhookKind::kPagerduty ? *service_ : *bot_;
    const auto outcome = PlanRig(webhook, service).deliver(event);
    EXPECT_EQ(outcome.last.verdict, Verdict::kAuth);
    EXPECT_EQ((outcome.last.says + outcome.last.helps).find("test"), std::string::npos) << outcome.last.says << outcome.last.helps;
  }
}

TEST_F(DestinationsDone4TestSend, AnAlertThatWasNeverTakenIsNot) {
  const auto refused = test(pagerDuty("revoked4567890123456789012345678"));
  EXPECT_EQ(refused.steps, Steps{"trigger the test alert"});
  EXPECT_EQ(refused.last.verdict, Verdict::kAuth);
  EXPECT_EQ(refused.last.helps.find("may still be open"), std::string::npos) << refused.last.helps;
  EXPECT_NE(refused.last.helps.find("integration key"), std::string::npos) << refused.last.helps;
}

TEST_F(DestinationsDone4TestSend, ATokenThatIsRefusedIsNamedBeforeTheChatIsAskedFor) {
  const auto outcome = test(telegram("123456789:AArevokedTokenOfABotThatIsNobodys1"));
  EXPECT_EQ(outcome.steps, Steps{"getMe"});
  EXPECT_EQ(outcome.last.errorClass, ErrorClass::kAuth);
  EXPECT_NE(outcome.last.says.find("bot token"), std::string::npos) << outcome.last.says;
  EXPECT_NE(outcome.last.helps.find("@BotFather"), std::string::npos) << outcome.last.helps;
}

/// What is said of an answer to a test's request.
Judgement concluded(const char* step, int status, const std::string& body) {
  const auto event = eventOf("webhook.test", kHello, "");
  const auto webhook =
      webhookOf(WebhookKind::kTelegram, "", {{"botToken", "123456789:AAexampleTokenOfABotThatIsNobodys1"}, {"chatId", "-1000000000001"}});
  Occasion occasion{event, webhook, model::DeliveryId{1}};
  occasion.test = true;
  occasion.stepName = step;
  model::HttpResult result;
  result.status = status;
  result.body = body;
  return destinationFor(WebhookKind::kTelegram)->conclude(occasion, result).value_or(Judgement{.says = "by the table"});
}

TEST(DestinationsDone4TelegramTest, EachAnswerSaysWhichSettingIsToBeMended) {
  const auto refusal = [](int code, const std::string& description) {
    return json{{"ok", false}, {"error_code", code}, {"description", description}}.dump();
  };
  const auto chat = concluded("getChat", 400, refusal(400, "Bad Request: chat not found"));
  EXPECT_EQ(chat.errorClass, ErrorClass::kGone);
  EXPECT_NE(chat.says.find("token is right"), std::string::npos) << chat.says;
  EXPECT_NE(chat.helps.find("Add the bot to the group"), std::string::npos) << chat.helps;
  EXPECT_NE(chat.helps.find("chat id"), std::string::npos) << chat.helps;
  EXPECT_NE(concluded("getChat", 403, refusal(403, "Forbidden: bot was kicked from the group chat")).says.find("not in the chat"),
            std::string::npos);
  EXPECT_NE(concluded("getMe", 404, refusal(404, "Not Found")).helps.find("Bot token"), std::string::npos);
  const auto moved = json{{"ok", false},
                          {"error_code", 400},
                          {"description", "Bad Request: group chat was upgraded to a supergroup chat"},
                          {"parameters", {{"migrate_to_chat_id", -1001234567890}}}};
  EXPECT_NE(concluded("getChat", 400, moved.dump()).helps.find("-1001234567890"), std::string::npos);
  EXPECT_EQ(concluded("getMe", 502, "<html>").says, "by the table");
  for (const auto* stranger : {"<html>hello</html>", "{}", R"({"ok":false})", "[]"}) {
    const auto judged = concluded("getMe", 200, stranger);
    EXPECT_EQ(judged.verdict, Verdict::kRetry) << stranger;
    EXPECT_FALSE(judged.more) << stranger;
  }
}

}  // namespace
}  // namespace hookline::destinations::testing
