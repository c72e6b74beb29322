// Discord, integrations.md §4.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "core/destinations/chat_rig.h"
#include "destinations/discord_markdown.h"
#include "destinations/rich_text.h"

namespace hookline::destinations::testing {
namespace {

using model::ErrorClass;
using model::Verdict;
using model::WebhookKind;

constexpr const char* kDiscordUrl = "https://discord.com/api/webhooks/123456789012345678/aB-c_D";

model::Webhook discord(const json& settings = json::object()) { return webhookOf(WebhookKind::kDiscord, kDiscordUrl, settings); }

std::string headerOf(const model::HttpRequest& request, std::string_view name) {
  const auto at = std::find_if(request.headers.begin(), request.headers.end(), [name](const auto& header) { return header.name == name; });
  return at == request.headers.end() ? std::string() : at->value;
}

const json kSale{{"visitorId", "v_1"}, {"intent", "Enterprise plan"}, {"estimatedValue", 1200}};

TEST(DestinationsDone2Discord, ALeadIsTheGuidesEmbed) {
  const auto body =
      bodyOf(discord(), eventOf("lead.captured", {{"email", "jo@example.com"},
                                                  {"name", "Jo Doe"},
                                                  {"source", "widget"},
                                                  {"conversationSummary", "Wants a demo of the enterprise plan for 200 people."}}));
  EXPECT_EQ(body["username"], "Chatbot");
  EXPECT_FALSE(body.contains("content"));
  ASSERT_EQ(body["embeds"].size(), 1U);
  const auto& embed = body["embeds"][0];
  EXPECT_EQ(embed["title"], "🎯 New Lead Captured");
  EXPECT_EQ(embed["color"], 0x00ff00);
  EXPECT_EQ(embed["timestamp"], "2026-11-23T20:00:00.000Z") << "the event's time, so that every try is the same";
  EXPECT_EQ(embed["fields"],
            json::array({{{"name", "Name"}, {"value", "Jo Doe"}, {"inline", true}},
                         {{"name", "Email"}, {"value", "jo@example.com"}, {"inline", true}},
                         {{"name", "Company"}, {"value", "N/A"}, {"inline", true}},
                         {{"name", "Source"}, {"value", "widget"}, {"inline", true}},
                         {{"name", "Summary"}, {"value", "Wants a demo of the enterprise plan for 200 people."}, {"inline", false}}}));
  EXPECT_EQ(embed["footer"]["text"], "Conversation: conv_1 · Event 0000abcdef");
}

TEST(DestinationsDone2Discord, APossibleSaleIsTheGuidesAndMentionsOnlyWhomTheSettingsName) {
  const auto of = [](const json& settings, const json& data) { return bodyOf(discord(settings), eventOf("purchase.intent", data)); };
  const auto quiet = of(json::object(), kSale);
  EXPECT_EQ(quiet["content"], "Potential sale detected!");
  EXPECT_EQ(quiet["allowed_mentions"], json({{"parse", json::array()}}));
  EXPECT_EQ(quiet["embeds"][0]["title"], "💰 Sales Opportunity");
  EXPECT_EQ(quiet["embeds"][0]["color"], 0xffd700);
  EXPECT_EQ(quiet["embeds"][0]["fields"][2], json({{"name", "Est. Value"}, {"value", "$1,200"}, {"inline", true}}));
  const auto here = of({{"mentionRoleId", "here"}}, kSale);
  EXPECT_EQ(here["content"], "@here Potential sale detected!");
  EXPECT_EQ(here["allowed_mentions"], json({{"parse", {"everyone"}}}));
  const auto role = of({{"mentionRoleId", "234567890123456789"}}, kSale);
  EXPECT_EQ(role["content"], "<@&234567890123456789> Potential sale detected!");
  EXPECT_EQ(role["allowed_mentions"], json({{"parse", json::array()}, {"roles", {"234567890123456789"}}}));
  EXPECT_EQ(of({}, {{"visitorId", "v"}, {"intent", "i"}, {"estimatedValue", 0}})["embeds"][0]["fields"][2]["value"], "$0");
  EXPECT_EQ(of({}, {{"visitorId", "v"}, {"intent", "i"}})["embeds"][0]["fields"][2]["value"], "Unknown");
}

TEST(DestinationsDone2Discord, NegativeSentimentIsTheGuides) {
  const auto body =
      bodyOf(discord({{"mentionRoleId", "here"}}),
             eventOf("sentiment.negative", {{"message", "Nothing works, and nobody answers for days!"}, {"sentimentScore", 0.91}}));
  const auto& embed = body["embeds"][0];
  EXPECT_EQ(embed["title"], "⚠️ Negative Sentiment Detected");
  EXPECT_EQ(embed["color"], 0xff0000);
  EXPECT_EQ(embed["description"], "A visitor appears frustrated or unhappy.");
  EXPECT_EQ(embed["fields"][0],
            json({{"name", "Message"}, {"value", "\"Nothing works, and nobody answers for days!\""}, {"inline", false}}));
  EXPECT_EQ(embed["fields"][1], json({{"name", "Sentiment Score"}, {"value", "91% negative"}, {"inline", true}}));
  EXPECT_FALSE(body.contains("content"));
  EXPECT_EQ(body["allowed_mentions"], json({{"parse", json::array()}})) << "only what calls for somebody mentions";
}

TEST(DestinationsDone2Discord, AHandOffCallsOutsideOfTheEmbedWhenItIsUrgent) {
  const auto webhook = discord({{"mentionRoleId", "here"}, {"takeoverUrl", "https://app.example.com/take(1)/{{conversationId}}"}});
  const auto high = bodyOf(webhook, eventOf("handoff.requested", {{"reason", "Angry"}, {"urgency", "high"}}));
  EXPECT_EQ(high["content"], "@here A visitor needs human assistance.\n\n**Reason:** Angry");
  EXPECT_EQ(high["embeds"][0]["title"], "🔴 Human Handoff Requested");
  EXPECT_FALSE(high["embeds"][0].contains("description"));
  EXPECT_EQ(high["embeds"][0]["fields"][0]["value"], "[Take Over Chat](https://app.example.com/take%281%29/conv_1)");
  const auto low = bodyOf(webhook, eventOf("handoff.requested", {{"reason", "Lost"}, {"urgency", "low"}}));
  EXPECT_FALSE(low.contains("content"));
  EXPECT_EQ(low["embeds"][0]["description"], "A visitor needs human assistance.\n\n**Reason:** Lost");
}

TEST(DestinationsDone2Discord, TheRequestWaitsForTheAnswerInTheThreadUnderANameOfDiscordsForm) {
  const auto event = eventOf("purchase.intent", kSale);
  const auto plain = requestOf(discord(), event);
  EXPECT_EQ(plain.url, std::string(kDiscordUrl) + "?wait=true");
  EXPECT_EQ(plain.shownUrl.find("aB-c_D"), std::string::npos);
  EXPECT_EQ(headerOf(plain, "User-Agent").find("DiscordBot (Hookline, "), 0U);
  const auto threaded = discord({{"threadId", "345"}, {"username", "Sales"}, {"avatarUrl", "https://example.com/a.png"}});
  EXPECT_EQ(requestOf(threaded, event).url, std::string(kDiscordUrl) + "?wait=true&thread_id=345");
  EXPECT_EQ(bodyOf(threaded, event)["username"], "Sales");
  EXPECT_EQ(bodyOf(threaded, event)["avatar_url"], "https://example.com/a.png");
  EXPECT_EQ(*requestOf(threaded, event).body, *requestOf(threaded, event).body);
}

std::size_t units(const json& text) { return lengthOf(text.get_ref<const std::string&>(), Count::kUtf16); }

void expectWithinLimits(const json& body) {
  std::size_t all = 0;
  if (body.contains("content")) {
    EXPECT_LE(units(body["content"]), 2000U);
  }
  const auto& embed = body["embeds"][0];
  const auto part = [&all](const json& holder, const char* name, std::size_t most) {
    if (!holder.contains(name)) return;
    EXPECT_GE(units(holder[name]), 1U) << name;
    EXPECT_LE(units(holder[name]), most) << name;
    all += units(holder[name]);
  };
  part(embed, "title", 256);
  part(embed, "description", 4096);
  part(embed["footer"], "text", 2048);
  const auto fields = embed.value("fields", json::array());
  EXPECT_LE(fields.size(), 25U);
  for (const auto& field : fields) {
    part(field, "name", 256);
    part(field, "value", 1024);
  }
  EXPECT_LE(all, 6000U);
}

TEST(DestinationsDone5Discord, AnySizeStaysWithinTheLimits) {
  for (const auto& text : {std::string(100'000, 'x'), std::string(100'000, '*'), std::string(5000, '\n') + "x", std::string(3000, '`')}) {
    expectWithinLimits(
        bodyOf(discord({{"conversationUrl", "https://app.example.com/{{data.name}}"}, {"mentionRoleId", "here"}}),
               eventOf("lead.captured", {{"email", text}, {"name", text}, {"source", text}, {"conversationSummary", text}})));
    auto webhook = discord();
    model::Message message{.title = "{{data.t}}", .text = "{{data.t}}", .quote = "{{data.t}}", .mention = "yes"};
    for (std::size_t i = 0; i < model::Message::kMaxFields; ++i) message.fields.push_back({"**{{data.t}}**", "`{{data.t}}`"});
    message.links.push_back({"{{data.t}}", "https://app.example.com/"});
    webhook.messages["order.shipped"] = message;
    const auto body = bodyOf(webhook, eventOf("order.shipped", {{"t", text}}));
    expectWithinLimits(body);
    EXPECT_EQ(body["embeds"][0]["fields"].size(), 25U) << "the links take the place of one field";
  }
}

/// Whether Discord would read markup, a named link or a mention in it: what a backslash takes the meaning of is left out first.
bool meansSomething(const std::string& text) {
  std::string bare;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\\' && i + 1 < text.size())
      bare += text[++i] == '\n' ? '\n' : 'x';
    else
      bare += text[i];
  if (bare.find_first_of("*`~|<[]") != std::string::npos || bare.find("__") != std::string::npos) return true;
  for (std::size_t at = bare.find('@'); at != std::string::npos; at = bare.find('@', at + 1))
    if (bare.compare(at + 1, 4, "here") == 0 || bare.compare(at + 1, 8, "everyone") == 0) return true;
  for (const auto& line : linesOf({{bare}})) {
    const auto plain = plainText(line);
    const auto first = plain.find_first_not_of(" \t");
    if (first != std::string::npos && std::string_view("#-+>").find(plain[first]) != std::string_view::npos) return true;
  }
  return false;
}

TEST(DestinationsDone5Discord, NoVisitorCanMentionLinkOrBreakTheMessage) {
  for (const auto& text : hostileTexts()) {
    const auto lead = bodyOf(discord({{"mentionRoleId", "here"}}),
                             eventOf("lead.captured", {{"email", text}, {"name", text}, {"source", text}, {"conversationSummary", text}}));
    EXPECT_EQ(lead["allowed_mentions"], json({{"parse", json::array()}}));
    std::vector<std::string> texts;
    collectTexts(lead, texts);
    for (const auto& one : texts) {
      EXPECT_FALSE(meansSomething(one)) << one.substr(0, 200);
      for (const char c : one) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20U || c == '\n' || c == '\t');
    }
    expectWithinLimits(lead);
    const auto urgent = bodyOf(discord({{"mentionRoleId", "here"}}), eventOf("handoff.requested", {{"reason", text}, {"urgency", "high"}}));
    const auto content = urgent["content"].get<std::string>();
    const std::string ours = "@here A visitor needs human assistance.\n\n**Reason:** ";
    ASSERT_TRUE(content.starts_with(ours)) << content.substr(0, 200);
    EXPECT_FALSE(meansSomething(content.substr(ours.size()))) << content.substr(0, 200);
    expectWithinLimits(urgent);
  }
}

TEST(DestinationsDone5Discord, AQuoteIsAQuoteInEveryLine) {
  const auto body = bodyOf(discord(), eventOf("feedback.received", {{"rating", 1}, {"comment", "Bad.\n> really\n# bad"}}));
  EXPECT_EQ(body["embeds"][0]["description"], "> Bad.\n> \\> really\n> \\# bad");
}

TEST(DestinationsDone5Discord, AddressesInATextCanStillBeFollowedAndCopied) {
  for (const std::string text : {"jo.doe_1@example-shop.com", "https://shop.example/my-page_1?a=b&c=d#top", "snake_case and 3 - 2 > 0"})
    EXPECT_EQ(discordEscaped(text), text);
  EXPECT_EQ(discordEscaped("__init__"), "\\_\\_init\\_\\_");
  EXPECT_EQ(discordEscaped("jo@here"), "jo@\u200bhere");
}

TEST(DestinationsDone5Discord, CodeOfATemplateHoldsWhateverTheEventBrings) {
  EXPECT_EQ(discordMarkdown({{"order ", false, false, false}, {"a`b*c", false, false, true}, {" now", true, true, false}}),
            "order `aˋb*c`**_ now_**");
}

struct AnswerRow {
  int status;
  const char* body;
  Verdict verdict;
  ErrorClass errorClass;
  bool certain;
};

TEST(DestinationsDone4Discord, EachAnswerHasItsMeaning) {
  for (const auto& row :
       {AnswerRow{404, R"({"message":"Unknown Webhook","code":10015})", Verdict::kGone, ErrorClass::kGone, false},
        AnswerRow{404, R"({"message":"Unknown Channel","code":10003})", Verdict::kGone, ErrorClass::kGone, false},
        AnswerRow{401, R"({"message":"Invalid Webhook Token","code":50027})", Verdict::kAuth, ErrorClass::kAuth, true},
        AnswerRow{403, R"({"message":"Missing Permissions","code":50013})", Verdict::kAuth, ErrorClass::kAuth, true},
        AnswerRow{403, R"({"message":"internal network error","code":40333})", Verdict::kAuth, ErrorClass::kAuth, false},
        AnswerRow{400, R"({"message":"Cannot send an empty message","code":50006})", Verdict::kPermanent, ErrorClass::kRejected, false},
        AnswerRow{400, R"({"message":"x","code":220001})", Verdict::kPermanent, ErrorClass::kRejected, false},
        AnswerRow{400, R"({"message":"x","code":220002})", Verdict::kPermanent, ErrorClass::kRejected, false},
        AnswerRow{400, R"({"message":"x","code":220003})", Verdict::kPermanent, ErrorClass::kRejected, false},
        AnswerRow{400, R"({"message":"x","code":40005})", Verdict::kPermanent, ErrorClass::kRejected, false},
        AnswerRow{413, R"({"message":"Request entity too large","code":40005})", Verdict::kPermanent, ErrorClass::kRejected, false}}) {
    const auto judgement = judged(WebhookKind::kDiscord, row.status, row.body);
    ASSERT_TRUE(judgement) << row.body;
    EXPECT_EQ(judgement->verdict, row.verdict) << row.body;
    EXPECT_EQ(judgement->errorClass, row.errorClass) << row.body;
    EXPECT_EQ(judgement->certain, row.certain) << row.body;
    EXPECT_FALSE(judgement->says.empty());
    EXPECT_FALSE(judgement->helps.empty());
  }
  // What is not Discord's own goes by the common table, and so does what it cannot help.
  for (const auto& [status, body] : {std::pair{200, R"({"id":"1","code":10015})"},
                                     {204, ""},
                                     {502, "<html>"},
                                     {500, R"({"message":"x","code":0})"},
                                     {404, "<html>not found</html>"},
                                     {401, R"({"message":"x"})"},
                                     {403, R"({"code":"50013"})"},
                                     {429, "slow"}})
    EXPECT_FALSE(judged(WebhookKind::kDiscord, status, body)) << status << body;
}

TEST(DestinationsDone4Discord, ARateLimitIsAskedInFractionsOfSeconds) {
  const auto of = [](const char* body) { return judged(WebhookKind::kDiscord, 429, body); };
  const auto limit = of(R"({"message":"You are being rate limited.","retry_after":0.65,"global":false})");
  ASSERT_TRUE(limit);
  EXPECT_EQ(limit->verdict, Verdict::kThrottle);
  EXPECT_EQ(limit->errorClass, ErrorClass::kThrottled);
  EXPECT_EQ(limit->waitAsked, base::Millis{650});
  EXPECT_EQ(of(R"({"retry_after":64.0001,"global":true})")->waitAsked, base::Millis{64'001});
  EXPECT_EQ(of(R"({"retry_after":1e300})")->waitAsked, base::Millis{24 * 3600 * 1000});
  EXPECT_FALSE(of(R"({"retry_after":"soon"})"));
  EXPECT_FALSE(of(R"({"retry_after":-1})"));
}

TEST(DestinationsDone4Discord, AFaultOfTheFormSaysWhereItIs) {
  const auto judgement = judged(
      WebhookKind::kDiscord, 400,
      R"({"message":"Invalid Form Body","code":50035,"errors":{"embeds":{"0":{"fields":{"0":{"value":{"_errors":[{"code":"BASE_TYPE_REQUIRED","message":"This field is required"}]}}}}}}})");
  ASSERT_TRUE(judgement);
  EXPECT_EQ(judgement->verdict, Verdict::kPermanent);
  EXPECT_NE(judgement->says.find("This field is required"), std::string::npos) << judgement->says;
  EXPECT_NE(judgement->says.find("embeds.0.fields.0.value"), std::string::npos) << judgement->says;
  std::string deep = R"({"code":50035,"errors":)";
  for (int i = 0; i < 200; ++i) deep += R"({"a":)";
  const auto unread = judged(WebhookKind::kDiscord, 400, deep + "1" + std::string(201, '}'));
  ASSERT_TRUE(unread);
  EXPECT_EQ(unread->verdict, Verdict::kPermanent);
}

TEST(DestinationsBadInputDiscord, WhatIsWrongIsNamedByField) {
  const auto faultsOf = [](const std::string& url, const json& settings) {
    model::Webhook webhook;
    webhook.kind = WebhookKind::kDiscord;
    webhook.url = url;
    webhook.settings = settings;
    std::map<std::string, std::string> out;
    for (const auto& fault : settle(webhook)) out[fault.path] = fault.message;
    return out;
  };
  const std::string path = "/api/webhooks/123456789012345678/aB-c_D";
  for (const auto* host : {"discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"})
    EXPECT_TRUE(faultsOf(std::string("https://") + host + path, json::object()).empty()) << host;
  EXPECT_TRUE(faultsOf("https://discord.com/api/v10/webhooks/1/x", json::object()).empty());
  for (const std::string bad : {"https://hooks.slack.com/services/T0/B0/xyz", "http://discord.com/api/webhooks/1/x",
                                "https://discord.com.evil.example/api/webhooks/1/x", "https://discord.com/api/webhooks/1/x/slack",
                                "https://discord.com/api/webhooks/1/x?wait=false", "https://discord.com/channels/1/2"}) {
    const auto faults = faultsOf(bad, json::object());
    ASSERT_TRUE(faults.contains("/url")) << bad;
    EXPECT_NE(faults.at("/url").find("https://discord.com/api/webhooks/"), std::string::npos);
  }
  for (const auto& [name, value] : std::map<std::string, json>{
           {"username", "Clyde 2"}, {"avatarUrl", "robot.png"}, {"threadId", "general"}, {"mentionRoleId", "@here"}, {"nonsense", 1}})
    EXPECT_TRUE(faultsOf(kDiscordUrl, {{name, value}}).contains("/settings/" + name)) << name;
  EXPECT_TRUE(faultsOf(kDiscordUrl, {{"username", "My DISCORD bot"}}).contains("/settings/username"));
  EXPECT_TRUE(faultsOf(kDiscordUrl, {{"username", std::string(81, 'x')}}).contains("/settings/username"));
  EXPECT_TRUE(faultsOf(kDiscordUrl, {{"username", std::string(80, 'x')}}).empty());
  EXPECT_TRUE(faultsOf("http://127.0.0.1:8789/discord/api/webhooks/1/x", {{"baseUrl", "http://127.0.0.1:8789"}}).empty());
}

TEST(DestinationsDone4Discord, ItIsLeftInPeaceWhenItsBucketIsEmpty) {
  model::HttpResult result;
  result.status = 200;
  result.headers = {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset-After", "0.651"}};
  const auto& discord = *destinationFor(WebhookKind::kDiscord);
  EXPECT_EQ(discord.quiet(result), base::Millis{651});
  result.headers[0].value = "1";
  EXPECT_FALSE(discord.quiet(result));
  result.headers = {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset-After", "soon"}};
  EXPECT_FALSE(discord.quiet(result));
}

}  // namespace
}  // namespace hookline::destinations::testing
