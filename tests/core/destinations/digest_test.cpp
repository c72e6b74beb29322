// One message for many events (Webhook::digestWindow), in every kind that sends messages.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/destinations/chat_rig.h"
#include "destinations/chat_destination.h"

namespace hookline::destinations::testing {
namespace {

using model::WebhookKind;

const json kLead{{"email", "jo@example.com"}, {"name", "Jo Doe"}, {"source", "widget"}, {"conversationSummary", "Wants a demo."}};

model::Webhook gathering(WebhookKind kind) {
  auto webhook = kind == WebhookKind::kSlack     ? webhookOf(kind, "https://hooks.slack.com/services/T0/B0/x", {{"mention", "here"}})
                 : kind == WebhookKind::kDiscord ? webhookOf(kind, "https://discord.com/api/webhooks/1/x")
                 : kind == WebhookKind::kTeams
                     ? webhookOf(kind, "https://x.logic.azure.com/workflows/1")
                     : webhookOf(kind, "", {{"botToken", "123456789:AAtokenOfABotThatIsNobodysAtAll1234"}, {"chatId", "5"}});
  webhook.digestWindow = base::Millis{30000};
  return webhook;
}

json bodyOf(const model::Webhook& webhook, const std::vector<model::Event>& events) {
  std::vector<const model::Event*> beside;
  for (std::size_t i = 1; i < events.size(); ++i) beside.push_back(&events[i]);
  Occasion occasion{events.front(), webhook, model::DeliveryId{1}, 1, base::WallTime{std::chrono::seconds{1795464001}}, false};
  occasion.beside = beside;
  const auto request = requestFor(occasion);
  EXPECT_TRUE(request) << request.error().message;
  return request ? json::parse(*request->body) : json();
}

std::string everythingIn(const json& body) {
  std::vector<std::string> texts;
  collectTexts(body, texts);
  std::string all;
  for (const auto& text : texts) all += text + "\n";
  return all;
}

/// What a visitor's text would have to hold to be more than text there. In Teams it is a text run, which means nothing, whatever it holds.
std::vector<std::string> marksOf(WebhookKind kind) {
  if (kind == WebhookKind::kSlack) return {"<!channel>", "<@U", "<https://evil"};
  if (kind == WebhookKind::kDiscord) return {"](https://evil", "@everyone", "<@&"};
  if (kind == WebhookKind::kTelegram) return {"<script>", "<a href", "<b>bold"};
  return {"\"actions\"", "\"msteams\""};
}

class DestinationsDone7Digest : public ::testing::TestWithParam<WebhookKind> {};

TEST_P(DestinationsDone7Digest, TellsHowManyAndWhat) {
  std::vector<model::Event> events{eventOf("sentiment.negative", {{"message", "Slow"}, {"sentimentScore", 0.9}})};
  for (int i = 0; i < 11; ++i) events.push_back(eventOf("lead.captured", kLead));
  const auto all = everythingIn(bodyOf(gathering(GetParam()), events));
  EXPECT_NE(all.find("12 events"), std::string::npos) << all;
  EXPECT_NE(all.find("and 2 more"), std::string::npos) << all;
  EXPECT_NE(all.find("Jo Doe"), std::string::npos) << all;
  EXPECT_NE(all.find("Negative Sentiment"), std::string::npos) << all;
  EXPECT_NE(all.find("11"), std::string::npos) << all;
  EXPECT_NE(all.find("abcdef"), std::string::npos) << "the first event's short id makes a duplicate visible\n" << all;
}

TEST_P(DestinationsDone7Digest, HostileTextsStayInsideTheirLine) {
  const auto webhook = gathering(GetParam());
  for (const auto& text : hostileTexts()) {
    std::vector<model::Event> events;
    for (int i = 0; i < 12; ++i)
      events.push_back(eventOf("lead.captured", {{"email", text}, {"name", text}, {"source", text}, {"conversationSummary", text}}));
    const auto body = bodyOf(webhook, events);
    const auto all = GetParam() == WebhookKind::kTeams ? body.dump() : everythingIn(body);
    for (const auto& mark : marksOf(GetParam()))
      EXPECT_EQ(all.find(mark), std::string::npos) << mark << " of " << text.substr(0, 60) << "\n" << all.substr(0, 800);
    EXPECT_LE(body.dump().size(), 28'000U);
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, DestinationsDone7Digest,
                         ::testing::Values(WebhookKind::kSlack, WebhookKind::kDiscord, WebhookKind::kTeams, WebhookKind::kTelegram),
                         [](const auto& kind) { return std::string(model::toText(kind.param)); });

TEST(DestinationsDone7DigestMessage, TheUrgentComeFirstAndAreMentionedOnce) {
  std::vector<model::Event> events;
  for (int i = 0; i < 12; ++i) events.push_back(eventOf("lead.captured", kLead));
  events.push_back(eventOf("handoff.requested", {{"reason", "Angry"}, {"urgency", "high"}}));
  const auto body = bodyOf(gathering(WebhookKind::kSlack), events);
  EXPECT_EQ(body["blocks"][0]["text"]["text"], "13 events");
  const auto text = body["blocks"][1]["text"]["text"].get<std::string>();
  EXPECT_EQ(text.find("<!here> • *🔴 Human Handoff Requested*"), 0U) << text;
  EXPECT_EQ(text.find("<!here>", 1), std::string::npos) << text;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10) << text;
  events.pop_back();
  EXPECT_EQ(bodyOf(gathering(WebhookKind::kSlack), events).dump().find("<!here>"), std::string::npos);
}

TEST(DestinationsDone7DigestMessage, OneTypeNeedsNoCounts) {
  const auto body = bodyOf(gathering(WebhookKind::kSlack), {eventOf("lead.captured", kLead), eventOf("lead.captured", kLead)});
  EXPECT_EQ(body["blocks"][1]["text"]["text"],
            "• *🎉 New Lead Captured!*  *Jo Doe* just shared their contact info\n"
            "• *🎉 New Lead Captured!*  *Jo Doe* just shared their contact info");
  ASSERT_EQ(body["blocks"].size(), 3U) << body.dump(1);
  EXPECT_EQ(body["blocks"][2]["type"], "context");
}

TEST(DestinationsDone7DigestMessage, AKindWithoutMessagesIsRefusedAtSaveWithTheFieldNamed) {
  model::Webhook webhook;
  webhook.kind = WebhookKind::kPagerduty;
  webhook.events = {"*"};
  webhook.settings = {{"routingKey", std::string(32, 'a')}};
  webhook.digestWindow = base::Millis{30000};
  const auto faults = settle(webhook);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].path, "/digest/windowMs");
}

}  // namespace
}  // namespace hookline::destinations::testing
