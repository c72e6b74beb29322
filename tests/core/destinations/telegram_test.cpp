// Telegram, integrations.md §10.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "core/destinations/chat_rig.h"
#include "destinations/chat_destination.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using model::WebhookKind;

constexpr const char* kToken = "123456789:AAexampleTokenOfABotThatIsNobodys1";
const json kLead{{"email", "jo@example.com"}, {"name", "Jo Doe"}, {"source", "widget"}, {"conversationSummary", "Wants a demo.\nSoon."}};

model::Webhook telegram(json settings = json::object()) {
  settings["botToken"] = kToken;
  if (!settings.contains("chatId")) settings["chatId"] = "-1001234567890";
  return webhookOf(WebhookKind::kTelegram, "", settings);
}

/// What people see of a text: without its tags, entities read. A tag that is not one of ours fails the test.
std::string seen(std::string text) {
  const std::vector<std::string> tags{"<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "<blockquote>", "</blockquote>", "</a>"};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '<') {
      const auto end = text.find('>', i);
      const auto tag = text.substr(i, end == std::string::npos ? end : end + 1 - i);
      EXPECT_TRUE(std::find(tags.begin(), tags.end(), tag) != tags.end() || tag.starts_with("<a href=\"https://app.example.com/")) << tag;
      i += tag.size();
      continue;
    }
    EXPECT_NE(text[i], '>');
    bool entity = false;
    for (const auto& [name, meaning] : std::map<std::string, char>{{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}}) {
      if (text.compare(i, name.size(), name) != 0) continue;
      out += meaning;
      i += name.size();
      entity = true;
      break;
    }
    if (entity) continue;
    EXPECT_NE(text[i], '&');
    out += text[i++];
  }
  return out;
}

TEST(DestinationsDone2Telegram, ALeadIsTheGuidesMessage) {
  const auto webhook = telegram({{"conversationUrl", "https://app.example.com/c/{{conversationId}}"}});
  const auto body = bodyOf(webhook, eventOf("lead.captured", kLead));
  EXPECT_EQ(body, json({{"chat_id", -1001234567890},
                        {"text",
                         "<b>🎉 New Lead Captured!</b>\n\n<b>Jo Doe</b> just shared their contact info\n\n<b>Email:</b> jo@example.com\n"
                         "<b>Phone:</b> N/A\n<b>Company:</b> N/A\n<b>Source:</b> widget\n\n"
                         "<blockquote>Wants a demo.\nSoon.</blockquote>\n\n"
                         "<a href=\"https://app.example.com/c/conv_1\">View Conversation</a>\n\n"
                         "<i>Conversation: conv_1 · Event 0000abcdef</i>"},
                        {"parse_mode", "HTML"},
                        {"link_preview_options", {{"is_disabled", true}}}}));
}

TEST(DestinationsDone2Telegram, TheOtherActionsOfTheGuideAreItsMessages) {
  const auto textOf = [](const std::string& type, const json& data) {
    return seen(bodyOf(telegram(), eventOf(type, data))["text"].get<std::string>());
  };
  const std::string footer = "\n\nConversation: conv_1 · Event 0000abcdef";
  EXPECT_EQ(textOf("conversation.started", {{"visitorId", "v_1"}, {"pageUrl", "https://shop.example/x?a=1&b=2"}, {"userAgent", "u"}}),
            "💬 New Chat Conversation\n\nVisitor: v_1\nPage: https://shop.example/x?a=1&b=2" + footer);
  EXPECT_EQ(textOf("purchase.intent", {{"visitorId", "v_1"}, {"intent", "buy"}, {"estimatedValue", 1200}}),
            "💰 Sales Opportunity\n\nPotential sale detected!\n\nVisitor: v_1\nIntent: buy\nEst. Value: $1,200" + footer);
  EXPECT_EQ(textOf("sentiment.negative", {{"message", "This is <awful>"}, {"sentimentScore", 0.91}}),
            "⚠️ Negative Sentiment Detected\n\nA visitor appears frustrated or unhappy.\n\nSentiment Score: 91% negative\n\n"
            "This is <awful>" +
                footer);
  EXPECT_EQ(textOf("webhook.test", {{"message", "This is a test webhook delivery"}}),
            "✅ This is a test webhook delivery\n\nHookline can post here. Nothing else is needed." + footer);
}

TEST(DestinationsDone2Telegram, AHandOffMentionsOnlyWhenItIsUrgentAndSomebodyIsNamed) {
  const auto textOf = [](const model::Webhook& webhook, const std::string& urgency) {
    return bodyOf(webhook, eventOf("handoff.requested", {{"reason", "Angry"}, {"urgency", urgency}}))["text"].get<std::string>();
  };
  const auto named = telegram({{"mention", "@jo_doe @mia_roe"}});
  EXPECT_TRUE(textOf(named, "high")
                  .starts_with("<b>🔴 Human Handoff Requested</b>\n\n@jo_doe @mia_roe A visitor needs human assistance.\n\n"
                               "<b>Reason:</b> Angry"))
      << textOf(named, "high");
  EXPECT_EQ(textOf(named, "medium").find('@'), std::string::npos);
  EXPECT_EQ(textOf(telegram(), "high").find('@'), std::string::npos);
}

TEST(DestinationsDone2Telegram, WhereAndHowItArrivesFollowsFromTheSettings) {
  const auto body =
      bodyOf(telegram({{"chatId", "@shop_news"}, {"messageThreadId", "42"}, {"silent", true}}), eventOf("lead.captured", kLead));
  EXPECT_EQ(body["chat_id"], "@shop_news");
  EXPECT_EQ(body["message_thread_id"], 42);
  EXPECT_EQ(body["disable_notification"], true);
}

TEST(DestinationsDone2Telegram, TheTokenIsInTheAddressThatIsCalledAndInNothingThatIsShown) {
  const auto webhook = telegram();
  const auto request = requestOf(webhook, eventOf("lead.captured", kLead));
  EXPECT_EQ(request.url, std::string("https://api.telegram.org/bot") + kToken + "/sendMessage");
  EXPECT_EQ(request.shownUrl, "https://api.telegram.org/•••");
  EXPECT_EQ(request.body->find(kToken), std::string::npos);
  EXPECT_EQ(webhook.url, "https://api.telegram.org");
  EXPECT_EQ(webhook.name, "Telegram");
  EXPECT_EQ(model::toJson(webhook, true).dump().find(kToken), std::string::npos);
  EXPECT_EQ(model::storedJson(webhook).dump().find(kToken), std::string::npos);
  const auto elsewhere = telegram({{"baseUrl", "http://127.0.0.1:8789/telegram/"}});
  EXPECT_EQ(requestOf(elsewhere, eventOf("lead.captured", kLead)).url,
            std::string("http://127.0.0.1:8789/telegram/bot") + kToken + "/sendMessage");
}

TEST(DestinationsDone2Telegram, TheSameEventIsTheSameBytesAtEveryTry) {
  const auto webhook = telegram();
  const auto event = eventOf("lead.captured", kLead);
  EXPECT_EQ(*requestOf(webhook, event).body, *requestOf(webhook, event).body);
}

TEST(DestinationsDone5Telegram, NoVisitorCanMentionLinkOrBreakTheMessage) {
  const auto webhook = telegram({{"conversationUrl", "https://app.example.com/c/{{conversationId}}"}, {"mention", "@jo_doe"}});
  auto texts = hostileTexts();
  texts.emplace_back("@jo_doe look, (@jo_doe) and \u2014@jo_doe");
  for (const auto& text : texts) {
    const json data{{"email", text}, {"name", text}, {"source", text}, {"conversationSummary", text}, {"reason", text}};
    for (const auto* type : {"lead.captured", "handoff.requested", "order.shipped"}) {
      const auto shown = seen(bodyOf(webhook, eventOf(type, data, "c<b>@x"))["text"].get<std::string>());
      EXPECT_LE(lengthOf(shown, Count::kUtf16), 4096U);
      for (std::size_t at = shown.find('@'); at != std::string::npos; at = shown.find('@', at + 1)) {
        const bool insideWord = at > 0 && (std::isalnum(static_cast<unsigned char>(shown[at - 1])) != 0 || shown[at - 1] == '_');
        EXPECT_TRUE(insideWord || shown.compare(at + 1, 3, "\u200b") == 0) << shown.substr(at, 40);
      }
      for (const char c : shown) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20U || c == '\n' || c == '\t');
    }
  }
}

TEST(DestinationsDone5Telegram, AnySizeStaysWithinTheLimitAndKeepsLinkAndFooter) {
  auto webhook = telegram({{"conversationUrl", "https://app.example.com/c/{{conversationId}}"}});
  model::Message message{.title = "{{data.x}}", .text = "**{{data.x}}**", .quote = "{{data.x}}"};
  for (std::size_t i = 0; i < model::Message::kMaxFields; ++i) message.fields.push_back({"Field {{data.x}}", "_{{data.x}}_"});
  for (std::size_t i = 0; i < model::Message::kMaxLinks; ++i) message.links.push_back({"{{data.x}}", "{{conversationUrl}}"});
  webhook.messages["order.shipped"] = message;
  std::string faces;
  for (int i = 0; i < 25'000; ++i) faces += "\U0001F600";
  for (const auto& text : {std::string(100'000, 'x'), std::string(100'000, '&'), std::string(100'000, '@'), faces}) {
    const auto whole = bodyOf(webhook, eventOf("order.shipped", {{"x", text}}))["text"].get<std::string>();
    const auto shown = seen(whole);
    EXPECT_LE(lengthOf(shown, Count::kUtf16), 4096U);
    EXPECT_GE(lengthOf(shown, Count::kUtf16), 4000U) << "the room is used";
    EXPECT_NE(whole.find("<a href"), std::string::npos);
    EXPECT_TRUE(whole.ends_with("Event 0000abcdef</i>"));
  }
}

TEST(DestinationsDone5Telegram, WhatDoesNotFitIsToldBeforehand) {
  const auto webhook = telegram();
  const auto event = eventOf("lead.captured", {{"email", "e"}, {"name", "n"}, {"conversationSummary", std::string(3000, 'x')}});
  const auto message = renderMessage({event, webhook, model::DeliveryId{1}});
  const auto uses = dynamic_cast<const ChatDestination*>(destinationFor(WebhookKind::kTelegram))->measure(message);
  const auto quote = std::find_if(uses.begin(), uses.end(), [](const auto& use) { return use.what == "The quote"; });
  ASSERT_NE(quote, uses.end());
  EXPECT_EQ(quote->length, 3000U);
  EXPECT_EQ(quote->most, 2048U);
  EXPECT_EQ(uses.back().what, "The message");
  const auto shown = seen(bodyOf(webhook, event)["text"].get<std::string>());
  EXPECT_EQ(uses.back().length, lengthOf(shown, Count::kUtf16)) << "as it is sent";
}

std::string error(int code, const std::string& description, const json& parameters = nullptr) {
  json body{{"ok", false}, {"error_code", code}, {"description", description}};
  if (!parameters.is_null()) body["parameters"] = parameters;
  return body.dump();
}

TEST(DestinationsDone4Telegram, EachAnswerHasItsMeaning) {
  struct Row {
    int status;
    const char* description;
    Verdict verdict;
    ErrorClass errorClass;
  };
  for (const auto& row : {Row{400, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 3", Verdict::kPermanent,
                              ErrorClass::kRejected},
                          Row{400, "Bad Request: message is too long", Verdict::kPermanent, ErrorClass::kRejected},
                          Row{400, "Bad Request: message text is empty", Verdict::kPermanent, ErrorClass::kRejected},
                          Row{400, "Bad Request: something new", Verdict::kPermanent, ErrorClass::kRejected},
                          Row{400, "Bad Request: chat not found", Verdict::kGone, ErrorClass::kGone},
                          Row{400, "Bad Request: message thread not found", Verdict::kGone, ErrorClass::kGone},
                          Row{400, "Bad Request: TOPIC_CLOSED", Verdict::kGone, ErrorClass::kGone},
                          Row{400, "Bad Request: not enough rights to send text messages to the chat", Verdict::kAuth, ErrorClass::kAuth},
                          Row{401, "Unauthorized", Verdict::kAuth, ErrorClass::kAuth},
                          Row{403, "Forbidden: bot was kicked from the supergroup chat", Verdict::kGone, ErrorClass::kGone},
                          Row{403, "Forbidden: bot was blocked by the user", Verdict::kGone, ErrorClass::kGone},
                          Row{404, "Not Found", Verdict::kAuth, ErrorClass::kAuth}}) {
    const auto judgement = judged(WebhookKind::kTelegram, row.status, error(row.status, row.description));
    ASSERT_TRUE(judgement) << row.description;
    EXPECT_EQ(judgement->verdict, row.verdict) << row.description;
    EXPECT_EQ(judgement->errorClass, row.errorClass) << row.description;
    EXPECT_FALSE(judgement->says.empty());
    EXPECT_FALSE(judgement->helps.empty());
    EXPECT_EQ(judgement->certain, row.verdict == Verdict::kAuth);
  }
  const auto kicked = judged(WebhookKind::kTelegram, 403, error(403, "Forbidden: bot was kicked\u0007"));
  EXPECT_NE(kicked->says.find("bot was kicked\\x07"), std::string::npos) << kicked->says;
}

TEST(DestinationsDone4Telegram, AGroupThatBecameASupergroupIsNamedByItsNewId) {
  const auto judgement =
      judged(WebhookKind::kTelegram, 400,
             error(400, "Bad Request: group chat was upgraded to a supergroup chat", {{"migrate_to_chat_id", -1001234567890}}));
  ASSERT_TRUE(judgement);
  EXPECT_EQ(judgement->verdict, Verdict::kGone);
  EXPECT_NE(judgement->helps.find("-1001234567890"), std::string::npos) << judgement->helps;
}

TEST(DestinationsDone4Telegram, TheWaitInTheBodyHolds) {
  const auto wait = [](const json& seconds) {
    return judged(WebhookKind::kTelegram, 429, error(429, "Too Many Requests: retry after 2", {{"retry_after", seconds}}));
  };
  ASSERT_TRUE(wait(2));
  EXPECT_EQ(wait(2)->verdict, Verdict::kThrottle);
  EXPECT_EQ(wait(2)->waitAsked, base::Millis{2000});
  EXPECT_EQ(wait(-5)->waitAsked, base::Millis{0});
  EXPECT_EQ(wait(1e300)->waitAsked, base::Millis{86'400'000});
  EXPECT_FALSE(wait("soon")) << "the common table knows 429";
}

TEST(DestinationsDone4Telegram, WhatIsNotTelegramsOwnGoesByTheCommonTable) {
  for (const auto& [status, body] : {std::pair<int, std::string>{200, R"({"ok":true,"result":{"message_id":1}})"},
                                     {404, "<html>not found</html>"},
                                     {403, "proxy"},
                                     {403, error(401, "of another status")},
                                     {400, "[]"},
                                     {502, error(502, "Bad Gateway")},
                                     {429, R"({"ok":false,"error_code":429,"parameters":7})"}})
    EXPECT_FALSE(judged(WebhookKind::kTelegram, status, body)) << status << body;
}

TEST(DestinationsBadInputTelegram, WhatIsWrongIsNamedByField) {
  const auto faultsOf = [](const json& settings) {
    model::Webhook webhook;
    webhook.kind = WebhookKind::kTelegram;
    webhook.settings = settings;
    std::map<std::string, std::string> out;
    for (const auto& fault : settle(webhook)) out[fault.path] = fault.message;
    return out;
  };
  const json fine{{"botToken", kToken}, {"chatId", "-42"}};
  EXPECT_TRUE(faultsOf(fine).empty());
  const auto with = [&](const char* name, const json& value) {
    auto settings = fine;
    settings[name] = value;
    return faultsOf(settings);
  };
  EXPECT_TRUE(faultsOf({{"chatId", "1"}}).contains("/settings/botToken"));
  EXPECT_TRUE(faultsOf({{"botToken", kToken}}).contains("/settings/chatId"));
  for (const auto* token :
       {"AAexample", "123:short", "https://api.telegram.org/bot1:x", "123456789:AAexample/../../getUpdates?x=01234567"}) {
    const auto faults = with("botToken", token);
    ASSERT_TRUE(faults.contains("/settings/botToken")) << token;
    EXPECT_EQ(faults.at("/settings/botToken").find(token), std::string::npos) << "a secret is not repeated";
  }
  for (const auto& chat :
       {json("0"), json("-"), json("12345678901234567"), json("shop"), json("@1x"), json("https://t.me/shop"), json(-42)})
    EXPECT_TRUE(with("chatId", chat).contains("/settings/chatId")) << chat;
  EXPECT_TRUE(with("messageThreadId", "first").contains("/settings/messageThreadId"));
  EXPECT_TRUE(with("mention", "@all everyone").contains("/settings/mention"));
  EXPECT_TRUE(with("silent", "yes").contains("/settings/silent"));
  EXPECT_TRUE(with("baseUrl", "127.0.0.1:8789").contains("/settings/baseUrl"));
  EXPECT_TRUE(with("threshold", 1).contains("/settings/threshold"));
}

}  // namespace
}  // namespace hookline::destinations::testing
