// Destinations on a whole core, against the stand-ins.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "e2e/together.h"

namespace hookline {
namespace {

using nlohmann::json;
using support::quickRetries;
using support::Together;

/// One-call destinations at their stand-ins.
class OneCall : public Together {
 protected:
  json slack(const json& fields = json::object()) { return chat("slack", "/services/T0/B0/", fields); }
  json discord(const json& fields = json::object()) { return chat("discord", "/api/v10/webhooks/123456789012345678/", fields); }
  json teams(const json& fields = json::object()) { return chat("teams", "/workflows/", fields); }
  /// A webhook at the kind's stand-in, whose address ends with token_.
  json chat(const std::string& kind, const std::string& path, const json& fields) {
    json all{{"kind", kind}, {"settings", {{"baseUrl", base()}}}, {"retryPolicy", quickRetries(3)}};
    all.update(fields);
    return rig_.makeWebhook(base() + "/" + kind + path + token_, all);
  }
  json telegram(const json& fields = json::object()) {
    json all{{"kind", "telegram"},
             {"chatbotId", "bot_1"},
             {"events", {"*"}},
             {"settings", {{"baseUrl", base() + "/telegram"}, {"botToken", botToken_}, {"chatId", "-1001234567890"}}},
             {"retryPolicy", quickRetries(3)}};
    all.update(fields);
    return rig_.ask("POST", "/api/webhooks", all);
  }
  json pagerDuty() {
    return rig_.ask("POST", "/api/webhooks",
                    {{"kind", "pagerduty"},
                     {"chatbotId", "bot_1"},
                     {"events", {"sentiment.negative", "conversation.ended", "handoff.requested"}},
                     {"settings", {{"baseUrl", base() + "/pagerduty"}, {"routingKey", routingKey_}}},
                     {"retryPolicy", quickRetries(3)}});
  }

  /// So many events, which are sent only when all are there; answers their deliveries.
  std::vector<std::string> postWhilePaused(int count) {
    rig_.ask("POST", "/api/pause");
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) {
      const auto accepted = rig_.postEvent();
      for (const auto& delivery : accepted.at("deliveries")) ids.push_back(delivery.at("id"));
    }
    rig_.ask("POST", "/api/resume");
    return ids;
  }

  std::string token_ = "hiddenToken42";
  std::string routingKey_ = "hiddenKeyOfAServiceThatIsNobodys";
  std::string botToken_ = "123456789:AAhiddenTokenOfABotThatIsNobodys1";
};
using DestinationsDone1EndToEnd = OneCall;
using DestinationsDone2EndToEnd = OneCall;
using DestinationsDone4EndToEnd = OneCall;
using DestinationsDone5EndToEnd = OneCall;
using DestinationsDone7EndToEnd = OneCall;

TEST_F(DestinationsDone2EndToEnd, AHandOffIsPostedInSlackOnce) {
  slack();
  const auto accepted = rig_.postEvent();
  const auto delivery = rig_.waitForState(firstOf(accepted), "delivered");
  const auto seen = record("slack");
  ASSERT_EQ(seen.at("records").at("messages").size(), 1U);
  EXPECT_NE(seen.at("records").at("messages").at(0).dump().find("Human Handoff Requested"), std::string::npos);
  // What is shown of the attempt is what was sent, and nobody can post with it.
  const auto& request = delivery.at("attempts").at(0).at("request");
  EXPECT_NE(request.at("body").get<std::string>().find("Human Handoff Requested"), std::string::npos);
  EXPECT_EQ(delivery.dump().find(token_), std::string::npos);
}

/// What waited together goes as one message, and each delivery shows what was sent for it.
TEST_F(DestinationsDone7EndToEnd, EveryKindThatSendsMessagesTellsOfTwelveEventsInOne) {
  const json digest{{"digest", {{"windowMs", 1000}}}};
  slack(digest);
  discord(digest);
  teams(digest);
  telegram(digest);
  const auto ids = postWhilePaused(12);
  ASSERT_EQ(ids.size(), 48U);
  std::map<std::string, std::set<std::string>> bodies;
  for (const auto& id : ids) {
    const auto delivery = rig_.waitForState(id, "delivered");
    ASSERT_EQ(delivery.at("attempts").size(), 1U);
    bodies[delivery.at("kind")].insert(delivery.at("attempts").at(0).at("request").at("body").get<std::string>());
  }
  for (const auto* service : {"slack", "discord", "teams", "telegram"}) {
    EXPECT_EQ(bodies[service].size(), 1U) << service;
    const auto messages = record(service).at("records").at("messages");
    ASSERT_EQ(messages.size(), 1U) << service;
    EXPECT_NE(messages.at(0).dump().find("12 events"), std::string::npos) << service << messages.dump();
  }
}

TEST_F(DestinationsDone7EndToEnd, AMessageThatFailsGoesAgainWhole) {
  slack({{"digest", {{"windowMs", 1000}}}});
  ask("POST", "/_sandbox/slack/faults", json{{"match", "POST /services/"}, {"times", 1}, {"status", 500}});
  for (const auto& id : postWhilePaused(5)) {
    const auto delivery = rig_.waitForState(id, "delivered");
    ASSERT_EQ(delivery.at("attempts").size(), 2U);
    EXPECT_EQ(delivery.at("attempts").at(0).at("status"), 500);
  }
  const auto messages = record("slack").at("records").at("messages");
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_NE(messages.at(0).dump().find("5 events"), std::string::npos) << messages.dump();
}

TEST_F(DestinationsDone2EndToEnd, DiscordAndTeamsPostEachActionOnce) {
  discord({{"settings", {{"baseUrl", base()}, {"mentionRoleId", "here"}}}});
  teams();
  const std::vector<std::pair<json, std::string>> actions{
      {{{"type", "conversation.started"}, {"data", {{"visitorId", "v_1"}, {"pageUrl", "https://shop.example/"}, {"userAgent", "Firefox"}}}},
       "New Chat Conversation"},
      {{{"type", "lead.captured"}, {"data", {{"email", "jo@example.com"}, {"source", "widget"}, {"conversationSummary", "Wants a demo."}}}},
       "New Lead Captured"},
      {{{"type", "handoff.requested"}, {"data", {{"reason", "Angry"}, {"urgency", "high"}}}}, "Human Handoff Requested"},
      {{{"type", "sentiment.negative"}, {"data", {{"message", "@everyone it is broken"}, {"sentimentScore", 0.9}}}},
       "Negative Sentiment Detected"},
      {{{"type", "purchase.intent"}, {"data", {{"visitorId", "v_1"}, {"intent", "Enterprise"}, {"estimatedValue", 1200}}}},
       "Sales Opportunity"},
      {{{"type", "feedback.received"}, {"data", {{"rating", 1}, {"comment", "Bad."}}}}, "Feedback: 1 of 5"}};
  for (const auto& [event, words] : actions) {
    const auto deliveries = rig_.postEvent(event).at("deliveries");
    ASSERT_EQ(deliveries.size(), 2U);
    for (const auto& delivery : deliveries)
      EXPECT_EQ(rig_.waitForState(delivery.at("id"), "delivered").dump().find(token_), std::string::npos);
    for (const auto* service : {"discord", "teams"})
      EXPECT_NE(record(service).at("records").at("messages").back().dump().find(words), std::string::npos) << service << words;
  }
  for (const auto* service : {"discord", "teams"})
    EXPECT_EQ(record(service).at("records").at("messages").size(), actions.size()) << service;
  EXPECT_TRUE(record("teams").at("records").at("failedRuns").empty());
  std::string pinging;
  const auto inDiscord = record("discord");
  for (const auto& posted : inDiscord.at("records").at("messages"))
    if (posted.at("message").at("mention_everyone") == true)
      pinging += posted.at("message").at("embeds").at(0).at("title").get<std::string>() + ";";
  EXPECT_EQ(pinging, "🔴 Human Handoff Requested;💰 Sales Opportunity;") << "what calls for somebody, and no visitor";
  const auto& request = inDiscord.at("requests").at(0);
  EXPECT_TRUE(request.at("path").get<std::string>().ends_with("?wait=true"));
  EXPECT_EQ(request.at("headers").at("User-Agent").get<std::string>().find("DiscordBot ("), 0U);
}

TEST_F(DestinationsDone2EndToEnd, TelegramGetsEachMessageOnceAndItsTokenIsShownNowhere) {
  const auto made = telegram();
  EXPECT_EQ(made.at("name"), "Telegram");
  EXPECT_EQ(made.at("settings").at("botToken"), json({{"set", true}}));
  EXPECT_EQ(made.dump().find(botToken_), std::string::npos);
  const auto delivery = rig_.waitForState(firstOf(rig_.postEvent()), "delivered");
  EXPECT_EQ(delivery.dump().find(botToken_), std::string::npos);
  EXPECT_NE(delivery.at("attempts").at(0).at("request").at("body").get<std::string>().find("Human Handoff Requested"), std::string::npos);
  rig_.reopen(true);
  const json lead{{"type", "lead.captured"},
                  {"data", {{"email", "jo@example.com"}, {"name", "<Jo>"}, {"source", "widget"}, {"conversationSummary", "x"}}}};
  rig_.waitForState(firstOf(rig_.postEvent(lead)), "delivered");
  const auto messages = record("telegram").at("records").at("messages");
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages.at(0).at("chat").at("id"), -1001234567890);
  EXPECT_NE(messages.at(1).at("text").get<std::string>().find("<Jo> just shared"), std::string::npos);
}

TEST_F(DestinationsDone4EndToEnd, ABotsTokenThatIsRevokedPutsTheWebhookOnHold) {
  botToken_ = "123456789:AArevokedTokenOfABotThatIsNobodys1";
  const auto made = telegram();
  const auto id = firstOf(rig_.postEvent());
  const auto held = rig_.waitForState(id, "held");
  EXPECT_NE(held.at("cause").get<std::string>().find("does not accept the bot's token"), std::string::npos) << held.dump(1);
  EXPECT_NE(held.at("help").get<std::string>().find("@BotFather"), std::string::npos);
  EXPECT_EQ(record("telegram").at("requests").size(), 1U);
  const auto path = "/api/webhooks/" + made.at("id").get<std::string>();
  rig_.ask("PATCH", path, {{"settings", {{"botToken", "123456789:AAgoodTokenOfABotThatIsNobodys1234"}}}});
  rig_.ask("POST", path + "/resume");
  rig_.waitForState(id, "delivered");
}

TEST_F(DestinationsDone4EndToEnd, AWaitThatTelegramNamesInTheBodyIsKept) {
  telegram();
  ask("POST", "/_sandbox/telegram/faults",
      {{{"times", 1},
        {"status", 429},
        {"body",
         {{"ok", false},
          {"error_code", 429},
          {"description", "Too Many Requests: retry after 1"},
          {"parameters", {{"retry_after", 1}}}}}}});
  const auto delivery = rig_.waitForState(firstOf(rig_.postEvent()), "delivered");
  ASSERT_EQ(delivery.at("attempts").size(), 2U);
  EXPECT_EQ(delivery.at("attempts").at(0).at("counted"), false);
}

TEST_F(DestinationsDone2EndToEnd, PagerDutysAlertIsTriggeredOnceHoweverOftenItIsSentAndResolvedAtTheEnd) {
  const auto made = pagerDuty();
  EXPECT_EQ(made.dump().find(routingKey_), std::string::npos);
  // The first try arrives and its answer is lost, so it goes again.
  ask("POST", "/_sandbox/pagerduty/faults", {{{"times", 1}, {"drop", "after"}}});
  const json unhappy{{"type", "sentiment.negative"}, {"data", {{"message", "This is awful"}, {"sentimentScore", 0.95}}}};
  const auto delivery = rig_.waitForState(firstOf(rig_.postEvent(unhappy)), "delivered");
  EXPECT_EQ(delivery.at("attempts").size(), 2U);
  EXPECT_EQ(delivery.dump().find(routingKey_), std::string::npos) << "it is in the body that was sent";
  EXPECT_NE(delivery.at("attempts").at(1).at("request").at("body").get<std::string>().find("\"severity\":\"error\""), std::string::npos);
  const auto alerts = [this] { return record("pagerduty").at("records").at("alerts"); };
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts().at(0).at("dedup_key"), "hookline:bot_1:conv_1:sentiment");
  EXPECT_EQ(alerts().at(0).at("triggers"), 2);
  const json end{{"type", "conversation.ended"}, {"data", json::object()}};
  rig_.waitForState(firstOf(rig_.postEvent(end)), "delivered");
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts().at(0).at("status"), "resolved");
  // A mild one, and a hand-off that is not urgent, alert nobody.
  const json mild{{"type", "sentiment.negative"}, {"data", {{"message", "Hm"}, {"sentimentScore", 0.3}}}};
  EXPECT_TRUE(rig_.postEvent(mild).at("deliveries").empty());
  EXPECT_TRUE(rig_.postEvent().at("deliveries").empty());
}

TEST_F(DestinationsDone4EndToEnd, APagerDutyKeyThatIsRefusedPutsTheWebhookOnHold) {
  routingKey_ = "revoked4567890123456789012345678";
  pagerDuty();
  const json unhappy{{"type", "sentiment.negative"}, {"data", {{"message", "This is awful"}, {"sentimentScore", 0.95}}}};
  const auto held = rig_.waitForState(firstOf(rig_.postEvent(unhappy)), "held");
  EXPECT_NE(held.at("cause").get<std::string>().find("does not accept the integration key"), std::string::npos) << held.dump(1);
  EXPECT_NE(held.at("help").get<std::string>().find("Events API v2"), std::string::npos);
  EXPECT_EQ(record("pagerduty").at("requests").size(), 1U);
}

TEST_F(DestinationsDone1EndToEnd, PagerDutysTestOpensAnAlertAndClosesItSavedOrNot) {
  const auto made = pagerDuty();
  const auto alerts = [this] { return record("pagerduty").at("records").at("alerts"); };
  const auto tested = rig_.ask("POST", "/api/webhooks/" + made.at("id").get<std::string>() + "/test");
  EXPECT_EQ(tested.at("success"), true) << tested.dump();
  ASSERT_EQ(alerts().size(), 1U);
  EXPECT_EQ(alerts().at(0).at("status"), "resolved");
  EXPECT_EQ(alerts().at(0).at("severity"), "info");
  const auto delivery = rig_.waitForState(tested.at("deliveryId"), "delivered");
  EXPECT_EQ(delivery.at("attempts").size(), 2U) << delivery.dump(1);
  const auto unsaved = rig_.ask("POST", "/api/webhooks/test", {{"id", made.at("id")}});
  EXPECT_EQ(unsaved.at("success"), true) << unsaved.dump();
  ASSERT_EQ(alerts().size(), 2U);
  EXPECT_EQ(alerts().at(1).at("status"), "resolved");
}

TEST_F(DestinationsDone4EndToEnd, WhoseTestLeftAnAlertOpenIsToldSo) {
  const auto made = pagerDuty();
  for (const auto* path : {"saved", "unsaved"}) {
    ask("DELETE", "/_sandbox");
    ask("POST", "/_sandbox/pagerduty/faults", {{{"every", 2}, {"times", 1}, {"status", 500}}});
    const auto tested = std::string(path) == "saved" ? rig_.ask("POST", "/api/webhooks/" + made.at("id").get<std::string>() + "/test")
                                                     : rig_.ask("POST", "/api/webhooks/test", {{"id", made.at("id")}});
    EXPECT_EQ(tested.at("success"), false) << tested.dump();
    EXPECT_NE(tested.value("error", "").find("did not resolve it"), std::string::npos) << tested.dump();
    EXPECT_NE(tested.value("error", "").find("may still be open"), std::string::npos) << tested.dump();
    EXPECT_EQ(record("pagerduty").at("records").at("alerts").at(0).at("status"), "triggered");
  }
  // In the delivery, too, and also when there was no answer at all.
  ask("DELETE", "/_sandbox");
  ask("POST", "/_sandbox/pagerduty/faults", {{{"every", 2}, {"times", 1}, {"drop", "before"}}});
  const auto cut = rig_.ask("POST", "/api/webhooks/" + made.at("id").get<std::string>() + "/test");
  EXPECT_NE(cut.value("error", "").find("may still be open"), std::string::npos) << cut.dump();
  const auto delivery = rig_.waitForState(cut.at("deliveryId"), "cancelled");
  EXPECT_NE(delivery.at("attempts").at(1).at("cause").get<std::string>().find("did not resolve"), std::string::npos) << delivery.dump(1);
}

TEST_F(DestinationsDone1EndToEnd, TelegramsTestReadsAndPostsNothing) {
  const auto made = telegram();
  const auto tested = rig_.ask("POST", "/api/webhooks/" + made.at("id").get<std::string>() + "/test");
  EXPECT_EQ(tested.at("success"), true) << tested.dump();
  const auto unsaved = rig_.ask("POST", "/api/webhooks/test", {{"id", made.at("id")}});
  EXPECT_EQ(unsaved.at("success"), true) << unsaved.dump();
  const auto seen = record("telegram");
  EXPECT_TRUE(seen.at("records").at("messages").empty());
  std::string methods;
  for (const auto& request : seen.at("requests")) {
    const auto path = request.at("path").get<std::string>();
    methods += path.substr(path.rfind('/') + 1) + " ";
  }
  EXPECT_EQ(methods, "getMe getChat getMe getChat ");
  EXPECT_EQ(rig_.waitForState(tested.at("deliveryId"), "delivered").dump().find(botToken_), std::string::npos);
  const json hello{{"type", "webhook.test"}, {"chatbotId", "bot_1"}, {"data", {{"message", "This is a test webhook delivery"}}}};
  const auto shown = rig_.ask("POST", "/api/webhooks/preview", {{"id", made.at("id")}, {"event", hello}});
  EXPECT_NE(shown.at("request").at("body").get<std::string>().find("This is a test webhook delivery"), std::string::npos) << shown.dump(1);
}

TEST_F(DestinationsDone4EndToEnd, WhatStopsTelegramsTestIsSaidWithTheSettingToMend) {
  const auto made = telegram();
  const auto path = "/api/webhooks/" + made.at("id").get<std::string>() + "/test";
  ask("POST", "/_sandbox/telegram/faults",
      {{{"match", "POST /bot" + botToken_ + "/getChat"},
        {"status", 400},
        {"body", {{"ok", false}, {"error_code", 400}, {"description", "Bad Request: chat not found"}}}}});
  const auto lost = rig_.ask("POST", path);
  EXPECT_EQ(lost.at("success"), false);
  EXPECT_NE(lost.at("error").get<std::string>().find("Add the bot to the group"), std::string::npos) << lost.dump();
  const json unsaved{{"id", made.at("id")}, {"settings", {{"botToken", "123456789:AArevokedTokenOfABotThatIsNobodys1"}}}};
  const auto refused = rig_.ask("POST", "/api/webhooks/test", unsaved);
  EXPECT_EQ(refused.at("status"), 401);
  EXPECT_NE(refused.at("error").get<std::string>().find("@BotFather"), std::string::npos) << refused.dump();
}

TEST_F(DestinationsDone1EndToEnd, ChatsPipelinesAndStagesAreFoundAtTheServices) {
  const auto choices = [this](const json& body) { return rig_.ask("POST", "/api/webhooks/choices", body).at("choices"); };
  const auto chats = choices({{"id", telegram().at("id")}, {"field", "chatId"}});
  ASSERT_EQ(chats.size(), 3U) << chats.dump(1);
  EXPECT_EQ(chats.at(2), (json{{"value", "-1000000000001"}, {"label", "Stand-in group (group)"}}));
  ask("POST", "/_sandbox/telegram/faults", {{{"status", 200}, {"body", {{"ok", true}, {"result", json::array()}}}}});
  EXPECT_TRUE(choices({{"id", telegram().at("id")}, {"field", "chatId"}}).empty());
  json hubspot{{"kind", "hubspot"},
               {"chatbotId", "*"},
               {"events", {"*"}},
               {"settings", {{"accessToken", "hidden-service-key"}, {"baseUrl", base() + "/hubspot"}}}};
  EXPECT_EQ(choices({{"webhook", hubspot}, {"field", "pipeline"}}).at(1), (json{{"value", "74110001"}, {"label", "Chat leads"}}));
  EXPECT_EQ(choices({{"webhook", hubspot}, {"field", "dealStage"}}).at(0).at("value"), "appointmentscheduled");
  hubspot["settings"]["pipeline"] = "74110001";
  EXPECT_EQ(choices({{"webhook", hubspot}, {"field", "dealStage"}}).at(0).at("label"), "New from chat");
  hubspot["settings"]["accessToken"] = "expired-key-1";
  const auto refused = rig_.send("POST", "/api/webhooks/choices", json{{"webhook", hubspot}, {"field", "pipeline"}}.dump());
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("service key"), std::string::npos) << refused.body;
}

TEST_F(DestinationsDone5EndToEnd, APreviewHoldsNoSecret) {
  for (const auto& [made, secret] : {std::pair{pagerDuty(), routingKey_}, {telegram(), botToken_}}) {
    const json data{{"message", "This is awful"}, {"sentimentScore", 0.95}};
    const json event{{"type", "sentiment.negative"}, {"chatbotId", "bot_1"}, {"conversationId", "conv_1"}, {"data", data}};
    const auto shown = rig_.ask("POST", "/api/webhooks/preview", {{"id", made.at("id")}, {"event", event}});
    EXPECT_EQ(shown.at("takes"), true);
    EXPECT_EQ(shown.dump().find(secret), std::string::npos) << shown.dump(1);
  }
}

TEST_F(DestinationsDone2EndToEnd, TheAddressIsASecretEverywhere) {
  const auto made = slack();
  EXPECT_EQ(made.dump().find(token_), std::string::npos);
  EXPECT_FALSE(made.contains("secret"));
  const auto id = made.at("id").get<std::string>();
  for (const auto* path : {"/api/webhooks", "/api/health", "/api/deliveries"})
    EXPECT_EQ(rig_.ask("GET", path).dump().find(token_), std::string::npos) << path;
  EXPECT_NE(rig_.ask("GET", "/api/webhooks/" + id + "/secret").dump().find(token_), std::string::npos);
  rig_.reopen(true);
  const auto kept = rig_.ask("GET", "/api/webhooks/" + id);
  EXPECT_EQ(kept.at("kind"), "slack");
  EXPECT_EQ(kept.at("settings").at("baseUrl"), base());
  rig_.waitForState(firstOf(rig_.postEvent()), "delivered");
}

TEST_F(DestinationsDone4EndToEnd, ARevokedAddressPutsTheWebhookOnHoldAndSaysWhatHelps) {
  token_ = "revoked1";
  const auto made = slack();
  const auto id = firstOf(rig_.postEvent());
  const auto held = rig_.waitForState(id, "held");
  EXPECT_NE(held.at("cause").get<std::string>().find("Slack does not accept"), std::string::npos) << held.dump(1);
  EXPECT_NE(held.at("help").get<std::string>().find("Incoming Webhooks"), std::string::npos);
  const auto webhook = rig_.ask("GET", "/api/webhooks/" + made.at("id").get<std::string>());
  EXPECT_EQ(webhook.at("status").at("state"), "on_hold");
  EXPECT_EQ(record("slack").at("requests").size(), 1U) << "not asked again until a person mends it";
  // The new address is given, and what waited arrives.
  rig_.ask("PATCH", "/api/webhooks/" + made.at("id").get<std::string>(), {{"url", base() + "/slack/services/T0/B0/good"}});
  rig_.ask("POST", "/api/webhooks/" + made.at("id").get<std::string>() + "/resume");
  rig_.waitForState(id, "delivered");
}

TEST_F(DestinationsDone4EndToEnd, ALimitThatSlackNamesIsKept) {
  slack();
  ask("POST", "/_sandbox/slack/faults", {{{"times", 1}, {"status", 429}, {"headers", {{"Retry-After", "1"}}}}});
  const auto delivery = rig_.waitForState(firstOf(rig_.postEvent()), "delivered");
  ASSERT_EQ(delivery.at("attempts").size(), 2U);
  EXPECT_EQ(delivery.at("attempts").at(0).at("counted"), false);
}

TEST_F(DestinationsDone4EndToEnd, AWaitThatDiscordNamesInItsBodyIsKept) {
  discord();
  ask("POST", "/_sandbox/discord/faults",
      {{{"times", 1}, {"status", 429}, {"body", {{"message", "You are being rate limited."}, {"retry_after", 0.65}, {"global", false}}}}});
  const auto delivery = rig_.waitForState(firstOf(rig_.postEvent()), "delivered");
  ASSERT_EQ(delivery.at("attempts").size(), 2U);
  EXPECT_EQ(delivery.at("attempts").at(0).at("counted"), false);
  const auto at = [&delivery](std::size_t n) { return *base::parseIso(delivery.at("attempts").at(n).at("startedAt").get<std::string>()); };
  EXPECT_GE(at(1) - at(0), base::Millis{650});
}

TEST_F(DestinationsDone4EndToEnd, AnAddressThatDiscordOrTeamsRefusesIsHeldAndSaysWhatHelps) {
  token_ = "revoked1";
  discord();
  teams();
  const auto deliveries = rig_.postEvent().at("deliveries");
  ASSERT_EQ(deliveries.size(), 2U);
  for (const auto& delivery : deliveries) {
    const auto held = rig_.waitForState(delivery.at("id"), "held");
    const bool isDiscord = held.at("kind") == "discord";
    EXPECT_NE(held.at("cause").get<std::string>().find(isDiscord ? "Discord does not accept" : "Teams does not accept"), std::string::npos)
        << held.dump(1);
    EXPECT_NE(held.at("help").get<std::string>().find(isDiscord ? "Server Settings" : "let Anyone trigger it"), std::string::npos);
    EXPECT_EQ(record(isDiscord ? "discord" : "teams").at("requests").size(), 1U) << "not asked again until a person mends it";
  }
}

TEST_F(DestinationsDone4EndToEnd, AWorkflowThatIsTurnedOffHoldsWhatWaits) {
  const auto path = "/api/webhooks/" + teams().at("id").get<std::string>();
  ask("POST", "/_sandbox/teams/faults",
      {{{"times", 1}, {"status", 400}, {"body", {{"error", {{"code", "WorkflowTriggerIsNotEnabled"}, {"message", "off"}}}}}}});
  const auto id = firstOf(rig_.postEvent());
  EXPECT_NE(rig_.waitForState(id, "held").at("help").get<std::string>().find("Turn it on"), std::string::npos);
  rig_.ask("POST", path + "/resume");
  rig_.waitForState(id, "delivered");
}

TEST_F(DestinationsDone5EndToEnd, APreviewShowsWhatWouldBeSentAndWhatIsCut) {
  const std::string title(400, 'x');
  const json webhook{{"kind", "slack"},
                     {"url", base() + "/slack/services/T0/B0/x"},
                     {"settings", {{"baseUrl", base()}}},
                     {"events", {"lead.captured"}},
                     {"messages", {{"lead.captured", {{"title", title}, {"text", "**{{data.email}}**"}}}}}};
  const auto shown = rig_.ask("POST", "/api/webhooks/preview", webhook);
  EXPECT_EQ(shown.at("eventType"), "lead.captured");
  EXPECT_EQ(shown.at("takes"), true);
  EXPECT_EQ(shown.at("rendered").at("text").at(0).at("bold"), true);
  ASSERT_EQ(shown.at("warnings").size(), 1U) << shown.at("warnings").dump();
  EXPECT_NE(shown.at("warnings").at(0).get<std::string>().find("400"), std::string::npos);
  EXPECT_TRUE(record("slack").at("requests").empty());
}

using DestinationsDone1EndToEnd = OneCall;

TEST_F(DestinationsDone1EndToEnd, TheListOfIntegrationsDescribesTheForm) {
  const auto items = rig_.ask("GET", "/api/integrations").at("items");
  const auto found = std::find_if(items.begin(), items.end(), [](const json& one) { return one.at("kind") == "slack"; });
  ASSERT_NE(found, items.end());
  EXPECT_EQ(found->at("fields").at(0).at("name"), "url");
  EXPECT_EQ(found->at("fields").at(0).at("secret"), true);
  EXPECT_FALSE(found->at("fields").at(0).at("help").get<std::string>().empty());
  EXPECT_TRUE(found->at("messages").contains("lead.captured"));
}

}  // namespace
}  // namespace hookline
