#include "model/webhook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "webhook_samples.h"

namespace hookline::model {
namespace {

using nlohmann::json;
using testing::HasSubstr;

TEST(Webhook, TakesTypesGroupsAndEverything) {
  Webhook webhook;
  webhook.events = {"lead.captured", "message.*"};
  EXPECT_TRUE(takesType(webhook, "lead.captured"));
  EXPECT_TRUE(takesType(webhook, "message.sent"));
  EXPECT_TRUE(takesType(webhook, "message.sent.late"));
  for (const auto* other : {"lead.captured.x", "lead", "message", "message.", "messages.sent", "amessage.sent"})
    EXPECT_FALSE(takesType(webhook, other)) << other;
  webhook.events = {"*"};
  EXPECT_TRUE(takesType(webhook, "any.thing"));
}

TEST(Webhook, MatchesByChatbotThenTypeThenSwitch) {
  Webhook webhook;
  webhook.chatbotId = "bot_1";
  webhook.events = {"lead.captured"};
  EXPECT_EQ(match(webhook, "bot_1", "lead.captured"), NoMatch::kNone);
  EXPECT_EQ(match(webhook, "bot_2", "lead.captured"), NoMatch::kChatbot);
  EXPECT_EQ(match(webhook, "bot_1", "message.sent"), NoMatch::kType);
  webhook.enabled = false;
  EXPECT_EQ(match(webhook, "bot_1", "lead.captured"), NoMatch::kDisabled);
  webhook.chatbotId = "*";
  EXPECT_EQ(match(webhook, "", "message.sent"), NoMatch::kType);
}

TEST(Webhook, ExplainsWhyItDoesNotMatch) {
  Webhook webhook;
  webhook.chatbotId = "bot_1";
  webhook.events = {"lead.captured", "lead.*"};
  const auto explain = [&webhook](NoMatch reason, const char* chatbot, const char* type) {
    Event event;
    event.chatbotId = chatbot;
    event.type = type;
    EventView view(event);
    return explainNoMatch(reason, webhook, view);
  };
  EXPECT_EQ(explain(NoMatch::kType, "bot_1", "message.sent"), "takes lead.captured and lead.*, not message.sent");
  EXPECT_EQ(explain(NoMatch::kChatbot, "bot_2", "x.y"), "belongs to chatbot bot_1, not to bot_2");
  EXPECT_THAT(explain(NoMatch::kDisabled, "", ""), HasSubstr("disabled"));
}

TEST(Webhook, KnowsWhichHeadersAreSecret) {
  for (const auto* name : {"Authorization", "PROXY-AUTHORIZATION", "Cookie", "Set-Cookie", "X-Api-Key", "x-auth", "X-Access-Token",
                           "My-Secret", "X-Password", "X-Hub-Signature-256", "Stripe-Signature"})
    EXPECT_TRUE(isSensitiveHeader(name)) << name;
  for (const auto* name :
       {"X-Team", "Content-Type", "X-Webhook-Signature", "webhook-signature", "webhook-id", "User-Agent", "Idempotency-Key"})
    EXPECT_FALSE(isSensitiveHeader(name)) << name;
}

TEST(StoredWebhook, ComesBackWithoutWhatTheStoreSeals) {
  auto webhook = fullWebhook();
  auto back = webhookFromStored(json::parse(storedJson(webhook).dump()));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->secret, "");
  EXPECT_EQ(back->previousSecret, "");
  EXPECT_TRUE(back->headers.empty());
  EXPECT_EQ(storedJson(webhook).dump().find("s3cr3t"), std::string::npos);
  EXPECT_EQ(storedJson(webhook).dump().find("hunter2"), std::string::npos);
  back->headers = webhook.headers;
  EXPECT_EQ(toJson(*back, true).dump(), toJson(webhook, true).dump());
  EXPECT_EQ(back->id, webhook.id);
  EXPECT_EQ(back->previousSecretUntil, webhook.previousSecretUntil);
  EXPECT_EQ(back->stop, webhook.stop);
  EXPECT_EQ(back->retryPolicy, webhook.retryPolicy);
  EXPECT_EQ(back->caPem, webhook.caPem);
}

TEST(StoredWebhook, KeepsEveryRetryPolicy) {
  for (const auto& given : {json::object(), json{{"preset", "standard"}}, json{{"maxRetries", 0}}, json{{"scheduleMs", {0, 5, 70}}},
                            json{{"preset", "standard"}, {"jitter", "none"}}, json{{"backoffMs", 120000}, {"multiplier", 1.5}}}) {
    const auto webhook = webhookFromJson({{"name", "n"}, {"url", "https://example.com/"}, {"events", {"*"}}, {"retryPolicy", given}});
    ASSERT_TRUE(webhook) << webhook.error().message;
    const auto back = webhookFromStored(storedJson(*webhook));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->retryPolicy, webhook->retryPolicy) << given;
  }
}

TEST(StoredWebhook, TakesDefaultsForFieldsOfAnOlderVersion) {
  const auto webhook = webhookFromStored(json{{"url", "https://example.com/"}});
  ASSERT_TRUE(webhook);
  EXPECT_EQ(webhook->maxInFlight, 8);
  EXPECT_EQ(webhook->stop, WebhookStop{});
}

TEST(StoredWebhook, RefusesDamage) {
  const auto damaged = [](const char* name, const json& value) {
    auto stored = storedJson(fullWebhook());
    stored[name] = value;
    return webhookFromStored(stored);
  };
  for (const auto& [name, value] : std::map<const char*, json>{{"url", 7},
                                                               {"enabled", "yes"},
                                                               {"kind", "fax"},
                                                               {"signing", "none"},
                                                               {"events", {1}},
                                                               {"filter", {{"all", {{{"path", "a"}, {"op", "matches"}, {"value", "("}}}}}},
                                                               {"maxInFlight", "8"},
                                                               {"retryPolicy", {{"maxRetries", -1}}},
                                                               {"stop", {{"kind", "asleep"}}},
                                                               {"createdAt", 1.5}}) {
    const auto back = damaged(name, value);
    ASSERT_FALSE(back) << name;
    EXPECT_EQ(back.error().code, base::Errc::kCorrupt);
    EXPECT_THAT(back.error().message, HasSubstr(fullWebhook().id.text()));
  }
  EXPECT_FALSE(webhookFromStored(json::array()));
  EXPECT_FALSE(webhookFromStored(nullptr));
}

}  // namespace
}  // namespace hookline::model
