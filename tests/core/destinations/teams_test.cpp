// Teams by way of Workflows, integrations.md §9.
#include <gtest/gtest.h>

#include <map>

#include "core/destinations/chat_rig.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using model::WebhookKind;

constexpr const char* kTeamsUrl =
    "https://prod-12.westeurope.logic.azure.com:443/workflows/abc/triggers/manual/paths/invoke?api-version=1&sig=hidden";
constexpr std::size_t kMostBytes = 28 * 1024;

model::Webhook teams(const json& settings = json::object()) { return webhookOf(WebhookKind::kTeams, kTeamsUrl, settings); }

/// The card inside the message.
json cardOf(const model::Webhook& webhook, const model::Event& event) {
  const auto body = bodyOf(webhook, event);
  EXPECT_EQ(body["type"], "message");
  EXPECT_EQ(body["attachments"].size(), 1U);
  const auto& attachment = body["attachments"][0];
  EXPECT_EQ(attachment["contentType"], "application/vnd.microsoft.card.adaptive");
  EXPECT_TRUE(attachment["contentUrl"].is_null());
  EXPECT_EQ(attachment["content"]["type"], "AdaptiveCard");
  EXPECT_EQ(attachment["content"]["version"], "1.4");
  return attachment["content"];
}

/// What people read, a line for each block of the card.
std::vector<std::string> linesOfCard(const json& blocks) {
  std::vector<std::string> out;
  for (const auto& block : blocks) {
    if (block["type"] == "Container") {
      for (auto& line : linesOfCard(block["items"])) out.push_back(std::move(line));
      continue;
    }
    EXPECT_EQ(block["type"], "RichTextBlock") << "anything else reads markup";
    std::string line;
    for (const auto& run : block["inlines"]) {
      EXPECT_EQ(run["type"], "TextRun");
      line += run["text"].get<std::string>();
    }
    out.push_back(line);
  }
  return out;
}
using Lines = std::vector<std::string>;

TEST(DestinationsDone2Teams, ALeadIsACardInTheGuidesWordsAndOrder) {
  const auto card = cardOf(
      teams({{"conversationUrl", "https://app.example.com/c/{{conversationId}}"}}),
      eventOf("lead.captured",
              {{"email", "jo@example.com"}, {"name", "Jo Doe"}, {"source", "widget"}, {"conversationSummary", "Wants a demo.\n\nSoon."}}));
  EXPECT_EQ(linesOfCard(card["body"]),
            (Lines{"🎉 New Lead Captured!", "Jo Doe just shared their contact info", "Email: jo@example.com", "Phone: N/A", "Company: N/A",
                   "Source: widget", "Wants a demo.", "Soon.", "Conversation: conv_1 · Event 0000abcdef"}));
  EXPECT_EQ(card["body"][0]["inlines"][0]["size"], "Large");
  EXPECT_EQ(card["body"][1]["inlines"][0], json({{"type", "TextRun"}, {"text", "Jo Doe"}, {"weight", "Bolder"}}));
  EXPECT_EQ(card["body"][2]["inlines"][0], json({{"type", "TextRun"}, {"text", "Email: "}, {"weight", "Bolder"}}));
  EXPECT_EQ(card["actions"],
            json::array({{{"type", "Action.OpenUrl"}, {"title", "View Conversation"}, {"url", "https://app.example.com/c/conv_1"}}}));
}

TEST(DestinationsDone2Teams, EachColourHasItsMeaning) {
  const auto styleOf = [](const std::string& color) {
    auto webhook = teams();
    webhook.messages["order.shipped"] = {.title = "t", .color = color};
    const auto card = cardOf(webhook, eventOf("order.shipped", json::object()));
    return card["body"][0].value("style", "");
  };
  for (const auto& [color, style] : std::map<std::string, std::string>{
           {"#ff0000", "attention"}, {"#ffd700", "warning"}, {"#00ff00", "good"}, {"#0044ff", "accent"}, {"#888888", "emphasis"}, {"", ""}})
    EXPECT_EQ(styleOf(color), style) << color;
}

TEST(DestinationsDone2Teams, TheOtherActionsAreCardsToo) {
  const auto lines = [](const std::string& type, const json& data) { return linesOfCard(cardOf(teams(), eventOf(type, data))["body"]); };
  EXPECT_EQ(lines("conversation.started", {{"visitorId", "v_1"}, {"pageUrl", "https://shop.example/"}, {"userAgent", "u"}}),
            (Lines{"💬 New Chat Conversation", "Visitor: v_1", "Page: https://shop.example/", "Conversation: conv_1 · Event 0000abcdef"}));
  EXPECT_EQ(lines("handoff.requested", {{"reason", "Angry"}, {"urgency", "high"}}),
            (Lines{"🔴 Human Handoff Requested", "A visitor needs human assistance.", "Reason: Angry",
                   "Conversation: conv_1 · Event 0000abcdef"}));
  EXPECT_EQ(lines("sentiment.negative", {{"message", "Nothing works!"}, {"sentimentScore", 0.91}}),
            (Lines{"⚠️ Negative Sentiment Detected", "A visitor appears frustrated or unhappy.", "Sentiment Score: 91% negative",
                   "Nothing works!", "Conversation: conv_1 · Event 0000abcdef"}));
  EXPECT_EQ(lines("purchase.intent", {{"visitorId", "v"}, {"intent", "Plan"}, {"estimatedValue", 99.5}, {"currency", "EUR"}}),
            (Lines{"💰 Sales Opportunity", "Potential sale detected!", "Visitor: v", "Intent: Plan", "Est. Value: €99.50",
                   "Conversation: conv_1 · Event 0000abcdef"}));
  EXPECT_EQ(lines("feedback.received", {{"rating", 1}, {"comment", "Bad."}}),
            (Lines{"📝 Feedback: 1 of 5", "Bad.", "Conversation: conv_1 · Event 0000abcdef"}));
}

TEST(DestinationsDone2Teams, TheRequestGoesToTheWorkflowAndItsSignatureIsShownNowhere) {
  const auto request = requestOf(teams(), eventOf("purchase.intent", {{"visitorId", "v"}, {"intent", "i"}}));
  EXPECT_EQ(request.url, kTeamsUrl);
  EXPECT_EQ(request.shownUrl.find("hidden"), std::string::npos);
  EXPECT_EQ(request.shownUrl.find("workflows"), std::string::npos);
  EXPECT_NE(std::string(destinationFor(WebhookKind::kTeams)->integration().summary).find("queued"), std::string::npos)
      << "an accepted card is not yet a posted one";
}

TEST(DestinationsDone5Teams, AnySizeStaysWithinTheLimitAndKeepsAllParts) {
  for (const auto& text : {std::string(100'000, 'x'), std::string(100'000, '"'), std::string("\U0001F600") + std::string(50'000, '\\')}) {
    const auto event = eventOf("lead.captured", {{"email", text}, {"name", text}, {"source", text}, {"conversationSummary", text}});
    EXPECT_LE(requestOf(teams(), event).body->size(), kMostBytes);
    EXPECT_EQ(linesOfCard(cardOf(teams(), event)["body"]).size(), 8U);
  }
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += "x\n";
  auto webhook = teams();
  model::Message message{.title = "{{data.t}}", .text = "{{data.t}}", .quote = "{{data.t}}"};
  for (std::size_t i = 0; i < model::Message::kMaxFields; ++i) message.fields.push_back({"{{data.t}}", "{{data.t}}"});
  for (std::size_t i = 0; i < model::Message::kMaxLinks; ++i)
    message.links.push_back({"{{data.t}}", "https://app.example.com/" + std::string(1900, 'a')});
  webhook.messages["order.shipped"] = message;
  for (const auto& text : {lines, std::string(100'000, '"')}) {
    const auto body = requestOf(webhook, eventOf("order.shipped", {{"t", text}})).body;
    EXPECT_LE(body->size(), kMostBytes);
    EXPECT_EQ(json::parse(*body)["attachments"][0]["content"]["actions"].size(), 5U);
  }
}

TEST(DestinationsDone5Teams, ATextOfVeryManyLinesSaysThatItGoesOn) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += std::to_string(i) + "\n";
  const auto lines = linesOfCard(cardOf(teams(), eventOf("feedback.received", {{"rating", 1}, {"comment", text}}))["body"]);
  ASSERT_EQ(lines.size(), 103U) << "title, 100 lines, the sign that more follow, and the footer";
  EXPECT_EQ(lines[100], "99");
  EXPECT_EQ(lines[101], "\u2026");
}

TEST(DestinationsDone5Teams, NoVisitorCanMentionLinkOrBreakTheCard) {
  for (const auto& text : hostileTexts()) {
    const auto event = eventOf("lead.captured", {{"email", text}, {"name", text}, {"source", text}, {"conversationSummary", text}});
    EXPECT_LE(requestOf(teams(), event).body->size(), kMostBytes);
    const auto card = cardOf(teams(), event);
    EXPECT_FALSE(card.contains("actions"));
    EXPECT_FALSE(card.contains("msteams")) << "where a card names whom it mentions";
    EXPECT_EQ(card.size(), 4U) << card.dump(1);
    // Each block is a text block of text runs alone, which is what the reading checks.
    for (const auto& line : linesOfCard(card["body"])) {
      EXPECT_FALSE(line.empty());
      for (const char c : line) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20U || c == '\t');
    }
  }
}

TEST(DestinationsDone2Teams, TheSameEventIsTheSameBytesAtEveryTry) {
  const auto webhook = teams();
  const auto event = eventOf("lead.captured", {{"email", "jo@example.com"}, {"source", "widget"}, {"conversationSummary", "s"}});
  EXPECT_EQ(*requestOf(webhook, event).body, *requestOf(webhook, event).body);
}

TEST(DestinationsDone4Teams, EachAnswerHasItsMeaning) {
  struct Row {
    int status;
    const char* code;
    Verdict verdict;
    ErrorClass errorClass;
  };
  for (const auto& row :
       {Row{400, "TriggerInputSchemaMismatch", Verdict::kPermanent, ErrorClass::kRejected},
        Row{400, "WorkflowTriggerIsNotEnabled", Verdict::kGone, ErrorClass::kGone},
        Row{401, "DirectApiAuthorizationRequired", Verdict::kAuth, ErrorClass::kAuth},
        Row{403, "AnyOther", Verdict::kAuth, ErrorClass::kAuth}, Row{404, "WorkflowNotFound", Verdict::kGone, ErrorClass::kGone},
        Row{410, "AnyOther", Verdict::kGone, ErrorClass::kGone},
        Row{413, "RequestEntityTooLarge", Verdict::kPermanent, ErrorClass::kRejected}}) {
    const auto judgement = judged(WebhookKind::kTeams, row.status, json{{"error", {{"code", row.code}, {"message", "m"}}}}.dump());
    ASSERT_TRUE(judgement) << row.status << row.code;
    EXPECT_EQ(judgement->verdict, row.verdict) << row.status << row.code;
    EXPECT_EQ(judgement->errorClass, row.errorClass) << row.status << row.code;
    EXPECT_FALSE(judgement->says.empty());
    EXPECT_FALSE(judgement->helps.empty());
    EXPECT_EQ(judgement->certain, row.verdict == Verdict::kAuth) << row.status;
  }
  // Queued is delivered as far as anybody can see; the rest is no workflow's, or passes.
  for (const auto& [status, body] : {std::pair{202, ""},
                                     {200, "1"},
                                     {404, "<html>not found</html>"},
                                     {401, R"({"error":"proxy"})"},
                                     {429, R"({"error":{"code":"TooManyRequests"}})"},
                                     {408, R"({"error":{"code":"x"}})"},
                                     {500, R"({"error":{"code":"x"}})"},
                                     {400, R"(["error"])"}})
    EXPECT_FALSE(judged(WebhookKind::kTeams, status, body)) << status << body;
}

TEST(DestinationsBadInputTeams, WhatIsWrongIsNamedByFieldAndAConnectorIsToldWhatTookItsPlace) {
  const auto faultOf = [](const std::string& url, const json& settings = json::object()) {
    model::Webhook webhook;
    webhook.kind = WebhookKind::kTeams;
    webhook.url = url;
    webhook.settings = settings;
    std::string out;
    for (const auto& fault : settle(webhook)) out += fault.path + " " + fault.message + "\n";
    return out;
  };
  EXPECT_EQ(faultOf(kTeamsUrl), "");
  EXPECT_EQ(faultOf("https://default12.ab.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1/x?sig=y"), "");
  for (const auto* connector :
       {"https://contoso.webhook.office.com/webhookb2/1/IncomingWebhook/2", "https://outlook.office.com/webhook/1"}) {
    EXPECT_EQ(faultOf(connector).find("/url is a connector"), 0U) << faultOf(connector);
    EXPECT_NE(faultOf(connector).find("Send webhook alerts to a channel"), std::string::npos);
  }
  for (const auto* bad : {"https://hooks.slack.com/services/T0/B0/x", "http://prod-1.westeurope.logic.azure.com/workflows/x",
                          "https://logic.azure.com.evil.example/workflows/x", "https://evil.example/x.logic.azure.com/y"})
    EXPECT_EQ(faultOf(bad).find("/url must be a workflow of Teams"), 0U) << bad << faultOf(bad);
  EXPECT_NE(faultOf(kTeamsUrl, {{"mention", "here"}}).find("/settings/mention"), std::string::npos);
  EXPECT_EQ(faultOf("http://127.0.0.1:8789/teams/workflows/1", {{"baseUrl", "http://127.0.0.1:8789"}}), "");
}

}  // namespace
}  // namespace hookline::destinations::testing
