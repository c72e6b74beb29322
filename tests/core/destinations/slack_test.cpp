// Slack, integrations.md §3.
#include <gtest/gtest.h>

#include "core/destinations/chat_rig.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using model::WebhookKind;

constexpr const char* kUrl = "https://hooks.slack.com/services/T0/B0/xyz";

model::Webhook slack(const json& settings = json::object()) { return webhookOf(WebhookKind::kSlack, kUrl, settings); }

const json kLead{{"email", "jo@example.com"}, {"name", "Jo Doe"}, {"source", "widget"}, {"conversationSummary", "Wants a demo.\nSoon."}};

TEST(DestinationsDone2Slack, ALeadIsTheGuidesMessage) {
  const auto body = bodyOf(slack(), eventOf("lead.captured", kLead));
  EXPECT_EQ(body["text"], "🎉 New Lead Captured!");
  EXPECT_EQ(body["unfurl_links"], false);
  const auto& blocks = body["blocks"];
  ASSERT_EQ(blocks.size(), 5U) << blocks.dump(1);
  EXPECT_EQ(blocks[0], json({{"type", "header"}, {"text", {{"type", "plain_text"}, {"text", "🎉 New Lead Captured!"}, {"emoji", true}}}}));
  EXPECT_EQ(blocks[1]["text"]["text"], "*Jo Doe* just shared their contact info");
  ASSERT_EQ(blocks[2]["fields"].size(), 4U);
  EXPECT_EQ(blocks[2]["fields"][0], json({{"type", "mrkdwn"}, {"text", "*Email:*\njo@example.com"}}));
  EXPECT_EQ(blocks[2]["fields"][1]["text"], "*Phone:*\nN/A");
  EXPECT_EQ(blocks[3]["text"]["text"], ">Wants a demo.\n>Soon.");
  EXPECT_EQ(blocks[4]["type"], "context");
  EXPECT_NE(blocks[4]["elements"][0]["text"].get<std::string>().find("abcdef"), std::string::npos);
}

TEST(DestinationsDone2Slack, ANewConversationLinksToIt) {
  const auto webhook = slack({{"conversationUrl", "https://app.example.com/c/{{conversationId}}"}});
  const auto body =
      bodyOf(webhook, eventOf("conversation.started",
                              {{"visitorId", "v_1"}, {"pageUrl", "https://shop.example/x?a=1&b=2"}, {"userAgent", "Firefox"}}, "conv 1/2"));
  EXPECT_EQ(body["text"], "💬 New Chat Conversation");
  EXPECT_EQ(body["blocks"][1]["fields"][1]["text"], "*Page:*\nhttps://shop.example/x?a=1&amp;b=2");
  EXPECT_EQ(body["blocks"][2]["text"]["text"], "<https://app.example.com/c/conv%201%2F2|View Conversation>");
  const auto without = bodyOf(slack(), eventOf("conversation.started", {{"visitorId", "v"}, {"pageUrl", "p"}, {"userAgent", "u"}}));
  EXPECT_EQ(without.dump().find("View Conversation"), std::string::npos);
}

TEST(DestinationsDone2Slack, AHandOffShowsItsUrgencyAndMentionsOnlyWhenItIsUrgent) {
  const auto webhook = slack({{"mention", "here"}});
  const auto of = [&](const json& data) { return bodyOf(webhook, eventOf("handoff.requested", data)); };
  const auto high = of({{"reason", "Angry"}, {"urgency", "high"}});
  EXPECT_EQ(high["blocks"][0]["text"]["text"], "🔴 Human Handoff Requested");
  EXPECT_EQ(high["blocks"][1]["text"]["text"], "<!here> A visitor needs human assistance.\n\n*Reason:* Angry");
  const auto missing = of({{"reason", "Lost"}});
  EXPECT_EQ(missing["blocks"][0]["text"]["text"], "🟡 Human Handoff Requested");
  EXPECT_EQ(missing.dump().find("<!"), std::string::npos);
  EXPECT_EQ(of({{"reason", "x"}, {"urgency", "low"}})["blocks"][0]["text"]["text"], "🟢 Human Handoff Requested");
}

TEST(DestinationsDone2Slack, AnySizeStaysWithinTheLimits) {
  const std::string longText(100'000, 'x');
  for (const auto& text : {longText, std::string(100'000, '&'), std::string(5000, '\n')}) {
    const auto body =
        bodyOf(slack(), eventOf("lead.captured", {{"email", text}, {"name", text}, {"source", text}, {"conversationSummary", text}}));
    for (const auto& block : body["blocks"]) {
      if (block["type"] == "section" && block.contains("text")) {
        EXPECT_LE(block["text"]["text"].get<std::string>().size(), 3000U * 3);
      }
      std::vector<std::string> texts;
      collectTexts(block, texts);
      for (const auto& one : texts) EXPECT_LE(one.size(), 3000U * 3) << "three bytes for each invisible break at most";
    }
    EXPECT_LE(body.dump().size(), 40'000U);
  }
}

TEST(DestinationsDone5Slack, NoVisitorCanMentionLinkOrBreakTheMessage) {
  for (const auto& text : hostileTexts()) {
    const auto body = bodyOf(slack({{"mention", "channel"}}),
                             eventOf("lead.captured", {{"email", text}, {"name", text}, {"source", text}, {"conversationSummary", text}}));
    std::vector<std::string> texts;
    collectTexts(body, texts);
    for (const auto& one : texts) {
      EXPECT_EQ(one.find('<'), std::string::npos) << one.substr(0, 200);
      for (const char c : one) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20U || c == '\n' || c == '\t');
    }
  }
}

TEST(DestinationsDone2Slack, TheSameEventIsTheSameBytesAtEveryTry) {
  const auto webhook = slack();
  const auto event = eventOf("lead.captured", kLead);
  EXPECT_EQ(*requestOf(webhook, event).body, *requestOf(webhook, event).body);
}

TEST(DestinationsDone5Slack, AWebhooksOwnMessageTakesThePlaceOfTheBuiltInOne) {
  auto webhook = slack();
  webhook.messages["lead.captured"] = {.title = "Hello {{data.name}}", .text = "**Score** {{data.score}}", .color = "#00ff7f"};
  auto lead = kLead;
  lead["score"] = 12.5;
  const auto body = bodyOf(webhook, eventOf("lead.captured", lead));
  EXPECT_EQ(body["attachments"][0]["color"], "#00ff7f");
  EXPECT_EQ(body["attachments"][0]["blocks"][1]["text"]["text"], "*Score* 12.5");
  EXPECT_FALSE(body.contains("blocks"));
}

TEST(DestinationsDone2Slack, ATypeThatNobodyWroteAMessageForListsWhatItHolds) {
  const auto body = bodyOf(slack(), eventOf("order.shipped", {{"number", 17}, {"carrier", "Post"}, {"nested", {{"a", 1}}}}));
  EXPECT_EQ(body["blocks"][0]["text"]["text"], "order.shipped");
  EXPECT_EQ(body["blocks"][1]["fields"].size(), 2U);
}

TEST(DestinationsDone5Slack, AValueOfNothingButSpacesIsLeftOut) {
  const auto body =
      bodyOf(slack(), eventOf("conversation.started", {{"visitorId", "\u00a0 \u3000"}, {"pageUrl", "p"}, {"userAgent", "u"}}));
  ASSERT_EQ(body["blocks"][1]["fields"].size(), 1U) << body.dump(1);
  EXPECT_EQ(body["blocks"][1]["fields"][0]["text"], "*Page:*\np");
}

TEST(DestinationsDone4Slack, EachAnswerHasItsMeaning) {
  struct Row {
    int status;
    const char* body;
    Verdict verdict;
    ErrorClass errorClass;
  };
  for (const auto& row :
       {Row{400, "invalid_payload", Verdict::kPermanent, ErrorClass::kRejected},
        Row{400, "no_text\n", Verdict::kPermanent, ErrorClass::kRejected}, Row{403, "invalid_token", Verdict::kAuth, ErrorClass::kAuth},
        Row{403, "action_prohibited", Verdict::kAuth, ErrorClass::kAuth}, Row{404, "channel_not_found", Verdict::kGone, ErrorClass::kGone},
        Row{404, "no_service", Verdict::kGone, ErrorClass::kGone}, Row{410, "channel_is_archived", Verdict::kGone, ErrorClass::kGone}}) {
    const auto judgement = judged(WebhookKind::kSlack, row.status, row.body);
    ASSERT_TRUE(judgement) << row.body;
    EXPECT_EQ(judgement->verdict, row.verdict) << row.body;
    EXPECT_EQ(judgement->errorClass, row.errorClass) << row.body;
    EXPECT_FALSE(judgement->says.empty());
    EXPECT_FALSE(judgement->helps.empty());
    EXPECT_EQ(judgement->certain, row.verdict == Verdict::kAuth);
  }
  // What is not Slack's own goes by the common table.
  for (const auto& [status, body] :
       {std::pair{200, "ok"}, {500, "rollup_error"}, {429, ""}, {404, "<html>not found</html>"}, {403, "proxy"}})
    EXPECT_FALSE(judged(WebhookKind::kSlack, status, body)) << status;
}

TEST(DestinationsDone1Slack, EventsOfLittleUseComeOnlyWhenTheyAreNamed) {
  auto webhook = slack();
  const auto takes = [&webhook](const model::Event& event) {
    model::EventView view(event);
    return destinations::match(webhook, view);
  };
  const auto message = eventOf("message.received", {{"role", "user"}, {"content", "hi"}});
  const auto praise = eventOf("feedback.received", {{"rating", 5}});
  const auto blame = eventOf("feedback.received", {{"rating", 2}});
  EXPECT_EQ(takes(message), model::NoMatch::kNoAction);
  EXPECT_EQ(takes(praise), model::NoMatch::kNoAction);
  EXPECT_EQ(takes(blame), model::NoMatch::kNone);
  EXPECT_EQ(takes(eventOf("order.shipped", json::object())), model::NoMatch::kNone);
  webhook.events = {"message.received"};
  EXPECT_EQ(takes(message), model::NoMatch::kNone);
  webhook.events = {"*"};
  webhook.settings["feedbackUpTo"] = 5;
  EXPECT_EQ(takes(praise), model::NoMatch::kNone);
}

TEST(DestinationsBadInputSlack, WhatIsWrongIsNamedByField) {
  const auto faultsOf = [](const std::string& url, const json& settings) {
    model::Webhook webhook;
    webhook.kind = WebhookKind::kSlack;
    webhook.url = url;
    webhook.settings = settings;
    std::map<std::string, std::string> out;
    for (const auto& fault : settle(webhook)) out[fault.path] = fault.message;
    return out;
  };
  EXPECT_TRUE(faultsOf(kUrl, json::object()).empty());
  EXPECT_TRUE(faultsOf("https://discord.com/api/webhooks/1/x", json::object()).contains("/url"));
  EXPECT_TRUE(faultsOf(kUrl, {{"mention", "@everyone"}}).contains("/settings/mention"));
  EXPECT_TRUE(faultsOf(kUrl, {{"linkStyle", "shout"}}).contains("/settings/linkStyle"));
  EXPECT_TRUE(faultsOf(kUrl, {{"feedbackUpTo", 9}}).contains("/settings/feedbackUpTo"));
  EXPECT_TRUE(faultsOf(kUrl, {{"conversationUrl", "app.example"}}).contains("/settings/conversationUrl"));
  EXPECT_TRUE(faultsOf(kUrl, {{"conversationUrl", "https://x.example/{{id"}}).contains("/settings/conversationUrl"));
  EXPECT_TRUE(faultsOf(kUrl, {{"nonsense", 1}}).contains("/settings/nonsense"));
  EXPECT_TRUE(faultsOf("http://127.0.0.1:8789/slack/services/T/B/x", {{"baseUrl", "http://127.0.0.1:8789"}}).empty());
}

}  // namespace
}  // namespace hookline::destinations::testing
