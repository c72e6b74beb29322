// PagerDuty, integrations.md §8.
#include <gtest/gtest.h>

#include <map>

#include "core/destinations/chat_rig.h"
#include "destinations/rich_text.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using model::WebhookKind;

const std::string kKey = "R0123456789abcdefghijklmnopqrstu";
const json kUnhappy{{"message", "This is <awful>"}, {"sentimentScore", 0.91}};

model::Webhook pagerDuty(json settings = json::object()) {
  settings["routingKey"] = kKey;
  return webhookOf(WebhookKind::kPagerduty, "", settings);
}

TEST(DestinationsDone2PagerDuty, NegativeSentimentTriggersTheConversationsAlert) {
  const auto webhook = pagerDuty({{"conversationUrl", "https://app.example.com/c/{{conversationId}}"}});
  const auto event = eventOf("sentiment.negative", kUnhappy);
  const auto body = bodyOf(webhook, event);
  EXPECT_EQ(body, json({{"routing_key", kKey},
                        {"event_action", "trigger"},
                        {"dedup_key", "hookline:bot_1:conv_1:sentiment"},
                        {"client", "Hookline"},
                        {"client_url", "https://app.example.com/c/conv_1"},
                        {"links", {{{"href", "https://app.example.com/c/conv_1"}, {"text", "View Conversation"}}}},
                        {"payload",
                         {{"summary", "Negative sentiment in a conversation: 91% negative (chatbot bot_1)"},
                          {"source", "bot_1"},
                          {"severity", "error"},
                          {"timestamp", "2026-11-23T20:00:00.000Z"},
                          {"component", "chatbot"},
                          {"group", "bot_1"},
                          {"class", "sentiment.negative"},
                          {"custom_details",
                           {{"eventId", "evt_0000000abcdef"},
                            {"conversationId", "conv_1"},
                            {"message", "This is <awful>"},
                            {"sentimentScore", 0.91}}}}}}));
  EXPECT_EQ(*requestOf(webhook, event).body, *requestOf(webhook, event).body);
}

TEST(DestinationsDone2PagerDuty, TheSeverityFollowsFromTheScore) {
  const auto severityOf = [](const model::Webhook& webhook, double score) {
    return bodyOf(webhook, eventOf("sentiment.negative", {{"message", "m"}, {"sentimentScore", score}}))["payload"]["severity"];
  };
  EXPECT_EQ(severityOf(pagerDuty(), 0.9), "error");
  EXPECT_EQ(severityOf(pagerDuty(), 0.89), "warning");
  EXPECT_EQ(severityOf(pagerDuty(), 0.75), "warning");
  EXPECT_EQ(severityOf(pagerDuty(), 0.74), "info");
  const auto own = pagerDuty({{"errorFrom", 0.5}, {"warningFrom", 0.2}});
  EXPECT_EQ(severityOf(own, 0.5), "error");
  EXPECT_EQ(severityOf(own, 0.2), "warning");
}

TEST(DestinationsDone2PagerDuty, TheEndOfTheConversationResolvesTheSameAlert) {
  const json wanted{{"routing_key", kKey}, {"event_action", "resolve"}, {"dedup_key", "hookline:bot_1:conv_1:sentiment"}};
  EXPECT_EQ(bodyOf(pagerDuty(), eventOf("conversation.ended", json::object())), wanted);
  EXPECT_EQ(bodyOf(pagerDuty(), eventOf("feedback.received", {{"rating", 5}})), wanted);
  EXPECT_EQ(bodyOf(pagerDuty(), eventOf("handoff.requested", {{"reason", "r"}, {"urgency", "high"}}))["dedup_key"], wanted["dedup_key"]);
}

TEST(DestinationsDone2PagerDuty, ATestIsAnAlertOfTheMildestKind) {
  const auto body = bodyOf(pagerDuty(), eventOf("webhook.test", {{"message", "This is a test webhook delivery"}}, ""));
  EXPECT_EQ(body["event_action"], "trigger");
  EXPECT_EQ(body["payload"]["severity"], "info");
  EXPECT_EQ(body["dedup_key"], "hookline:event:evt_0000000abcdef");
  EXPECT_EQ(body["payload"]["custom_details"]["message"], "This is a test webhook delivery");
}

TEST(DestinationsDone2PagerDuty, AKeyThatWouldBeTooLongIsItsDigest) {
  const auto keyOf = [](const std::string& conversation) {
    return bodyOf(pagerDuty(), eventOf("sentiment.negative", kUnhappy, conversation))["dedup_key"].get<std::string>();
  };
  const std::size_t rest = std::string("hookline:bot_1::sentiment").size();
  EXPECT_EQ(keyOf(std::string(255 - rest, 'c')), "hookline:bot_1:" + std::string(255 - rest, 'c') + ":sentiment");
  const auto one = keyOf(std::string(250, 'c') + "1");
  EXPECT_EQ(one.size(), std::string("hookline:").size() + 64);
  EXPECT_NE(one, keyOf(std::string(250, 'c') + "2"));
  EXPECT_EQ(one, keyOf(std::string(250, 'c') + "1"));
}

TEST(DestinationsDone2PagerDuty, EachRegionHasItsAddress) {
  const auto event = eventOf("sentiment.negative", kUnhappy);
  EXPECT_EQ(requestOf(pagerDuty(), event).url, "https://events.pagerduty.com/v2/enqueue");
  EXPECT_EQ(requestOf(pagerDuty({{"region", "eu"}}), event).url, "https://events.eu.pagerduty.com/v2/enqueue");
  EXPECT_EQ(requestOf(pagerDuty({{"baseUrl", "http://127.0.0.1:8789/pagerduty"}}), event).url,
            "http://127.0.0.1:8789/pagerduty/v2/enqueue");
  EXPECT_EQ(model::toJson(pagerDuty(), true).dump().find(kKey), std::string::npos);
}

TEST(DestinationsDone1PagerDuty, OnlyWhatItActsOnMakesADelivery) {
  auto webhook = pagerDuty();
  const auto takes = [&webhook](const std::string& type, const json& data, const std::string& conversation = "conv_1") {
    const auto event = eventOf(type, data, conversation);
    model::EventView view(event);
    return destinations::match(webhook, view) == model::NoMatch::kNone;
  };
  const json urgent{{"reason", "r"}, {"urgency", "high"}};
  EXPECT_TRUE(takes("sentiment.negative", kUnhappy));
  EXPECT_FALSE(takes("sentiment.negative", {{"message", "m"}, {"sentimentScore", 0.5}}));
  EXPECT_TRUE(takes("conversation.ended", json::object()));
  EXPECT_FALSE(takes("conversation.ended", json::object(), "")) << "no conversation, no alert of it";
  EXPECT_TRUE(takes("webhook.test", {{"message", "m"}}, ""));
  EXPECT_FALSE(takes("lead.captured", {{"email", "e"}}));
  EXPECT_FALSE(takes("order.shipped", json::object()));
  EXPECT_FALSE(takes("handoff.requested", urgent));
  EXPECT_FALSE(takes("feedback.received", {{"rating", 5}}));
  webhook.events = {"handoff.requested", "feedback.received"};
  EXPECT_TRUE(takes("handoff.requested", urgent));
  EXPECT_FALSE(takes("handoff.requested", {{"reason", "r"}, {"urgency", "medium"}}));
  EXPECT_FALSE(takes("handoff.requested", {{"reason", "r"}}));
  EXPECT_TRUE(takes("feedback.received", {{"rating", 4}}));
  EXPECT_FALSE(takes("feedback.received", {{"rating", 3}}));
  webhook = pagerDuty({{"sentimentFrom", 0.4}, {"resolveOnEnd", false}, {"resolveOnGoodFeedback", true}});
  EXPECT_TRUE(takes("sentiment.negative", {{"message", "m"}, {"sentimentScore", 0.5}}));
  EXPECT_FALSE(takes("conversation.ended", json::object()));
  EXPECT_TRUE(takes("feedback.received", {{"rating", 5}}));
}

TEST(DestinationsDone5PagerDuty, NoVisitorWritesTheAlertsHeadlineOrBreaksIt) {
  for (const auto& text : hostileTexts()) {
    const auto webhook = pagerDuty({{"conversationUrl", "https://app.example.com/{{data.message}}"}});
    const auto body = bodyOf(webhook, eventOf("sentiment.negative", {{"message", text}, {"sentimentScore", 0.9}, {"eventId", text}}));
    ASSERT_EQ(body["routing_key"], kKey);
    EXPECT_EQ(body["payload"]["summary"], "Negative sentiment in a conversation: 90% negative (chatbot bot_1)");
    EXPECT_EQ(body["payload"]["custom_details"]["eventId"], "evt_0000000abcdef") << "ours is not written over";
    if (body.contains("client_url")) {
      EXPECT_LE(body["client_url"].get<std::string>().size(), 2000U);
    }
    for (const char c : body["payload"]["custom_details"]["message"].get<std::string>())
      EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20U || c == '\n' || c == '\t');
  }
}

TEST(DestinationsDone5PagerDuty, AnySizeStaysWithinTheLimit) {
  const auto sent = [](const json& data) {
    const auto request = requestOf(pagerDuty(), eventOf("sentiment.negative", data));
    EXPECT_LE(request.body->size(), 512'000U);
    return json::parse(*request.body)["payload"]["custom_details"];
  };
  const std::string much(400'000, 'x');
  EXPECT_EQ(sent({{"message", much}, {"sentimentScore", 1}})["message"], much) << "what fits is whole";
  const auto two = sent({{"message", much}, {"sentimentScore", 1}, {"history", {{{"text", much}}}}});
  EXPECT_EQ(lengthOf(two["message"].get<std::string>()), 65'536U);
  EXPECT_EQ(lengthOf(two["history"][0]["text"].get<std::string>()), 65'536U) << "inside lists, too";
  EXPECT_EQ(two["sentimentScore"], 1);
  std::string quotes;
  for (int i = 0; i < 400'000; ++i) quotes += '"';
  EXPECT_LT(lengthOf(sent({{"message", quotes}, {"sentimentScore", 1}})["message"].get<std::string>()), 400'000U);
  auto many = json::array();
  for (int i = 0; i < 60'000; ++i) many.push_back("0123456789");
  const auto none = sent({{"message", "m"}, {"sentimentScore", 1}, {"many", many}});
  EXPECT_EQ(none["eventId"], "evt_0000000abcdef");
  EXPECT_NE(none["note"].get<std::string>().find("too long"), std::string::npos);
}

TEST(DestinationsDone4PagerDuty, EachAnswerHasItsMeaning) {
  const auto refusal = [](const json& errors) {
    return json{{"status", "invalid event"}, {"message", "Event object is invalid"}, {"errors", errors}}.dump();
  };
  for (const auto* words : {"Length of 'routing_key' is incorrect (should be 32 characters)", "Invalid routing key",
                            "'routing_key' cannot contain non-alphanumeric characters."}) {
    const auto key = judged(WebhookKind::kPagerduty, 400, refusal({words}));
    ASSERT_TRUE(key) << words;
    EXPECT_EQ(key->verdict, Verdict::kAuth);
    EXPECT_EQ(key->errorClass, ErrorClass::kAuth);
    EXPECT_TRUE(key->certain);
    EXPECT_NE(key->says.find(words), std::string::npos) << key->says;
    EXPECT_FALSE(key->helps.empty());
  }
  const auto event = judged(WebhookKind::kPagerduty, 400, refusal({"'payload.severity' is invalid", "'payload.source' is missing\u0007"}));
  ASSERT_TRUE(event);
  EXPECT_EQ(event->verdict, Verdict::kPermanent);
  EXPECT_EQ(event->errorClass, ErrorClass::kRejected);
  EXPECT_FALSE(event->certain);
  EXPECT_EQ(event->says, "PagerDuty cannot take the event: \"'payload.severity' is invalid; 'payload.source' is missing\\x07\".");
  EXPECT_EQ(judged(WebhookKind::kPagerduty, 400, R"({"status":"invalid event"})")->says, "PagerDuty cannot take the event.");
  const auto limit = judged(WebhookKind::kPagerduty, 429, R"({"status":"throttle exceeded","message":"Request Limit Exceeded"})");
  ASSERT_TRUE(limit);
  EXPECT_EQ(limit->verdict, Verdict::kThrottle);
  EXPECT_EQ(limit->errorClass, ErrorClass::kThrottled);
  EXPECT_EQ(limit->waitAsked, base::Millis{30000});
  // What is not PagerDuty's own goes by the common table.
  for (const auto& [status, body] :
       {std::pair<int, const char*>{202, R"({"status":"success","message":"Event processed","dedup_key":"k"})"},
        {500, ""},
        {400, "<html>proxy</html>"},
        {429, "[]"},
        {403, R"({"status":"forbidden"})"}})
    EXPECT_FALSE(judged(WebhookKind::kPagerduty, status, body)) << status << body;
}

TEST(DestinationsBadInputPagerDuty, WhatIsWrongIsNamedByField) {
  const auto faultsWith = [](const char* name, const json& value) {
    model::Webhook webhook;
    webhook.kind = WebhookKind::kPagerduty;
    webhook.settings = {{"routingKey", kKey}};
    if (name) webhook.settings[name] = value;
    std::map<std::string, std::string> out;
    for (const auto& fault : settle(webhook)) out[fault.path] = fault.message;
    return out;
  };
  EXPECT_TRUE(faultsWith(nullptr, nullptr).empty());
  for (const auto& key : {json("e+kd5BWM-NCknhB3XnYg"), json(kKey + "x"), json(std::string(32, '-')), json(""), json(7)})
    EXPECT_TRUE(faultsWith("routingKey", key).contains("/settings/routingKey")) << key;
  EXPECT_TRUE(faultsWith("region", "mars").contains("/settings/region"));
  EXPECT_TRUE(faultsWith("sentimentFrom", 2).contains("/settings/sentimentFrom"));
  EXPECT_TRUE(faultsWith("warningFrom", 0.95).contains("/settings/warningFrom"));
  EXPECT_TRUE(faultsWith("resolveOnEnd", "yes").contains("/settings/resolveOnEnd"));
  EXPECT_TRUE(faultsWith("chatId", "1").contains("/settings/chatId"));
}

}  // namespace
}  // namespace hookline::destinations::testing
