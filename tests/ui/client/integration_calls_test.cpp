#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "ways_rig.h"

namespace hookline::client {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The typed calls on kinds of webhooks, in this process and over HTTP, on a real core.
class DestinationsClient : public BothWays {
 protected:
  base::Result<std::vector<Integration>> integrations() {
    return answerOf<std::vector<Integration>>([&](auto then) { client_.integrations(&client_, std::move(then)); });
  }
  base::Result<Preview> preview(const model::Webhook& before, const model::Webhook& after, const PreviewEvent& event = {}) {
    return answerOf<Preview>([&](auto then) { client_.preview(&client_, before, after, event, std::move(then)); });
  }
  base::Result<WebhookView> change(const model::Webhook& before, const model::Webhook& after) {
    return answerOf<WebhookView>([&](auto then) { client_.changeWebhook(&client_, before, after, std::move(then)); });
  }
  /// A chat webhook, whose address is a secret.
  static model::Webhook chat() {
    model::Webhook webhook;
    webhook.name = "Sales";
    webhook.kind = model::WebhookKind::kSlack;
    webhook.url = "https://hooks.slack.com/services/T000/B000/secret";
    webhook.events = {"lead.captured"};
    webhook.settings = {{"mention", "here"}};
    return webhook;
  }
  model::Webhook made(const model::Webhook& webhook) {
    auto created = answerOf<CreatedWebhook>([&](auto then) { client_.createWebhook(&client_, webhook, std::move(then)); });
    EXPECT_TRUE(created) << created.error().message << (created.error().details.empty() ? "" : created.error().details[0].message);
    if (!created) return {};
    EXPECT_THAT(created->secret, IsEmpty());
    return created->view.webhook;
  }
};

class DestinationsDone1Client : public DestinationsClient {};
class DestinationsDone5Client : public DestinationsClient {};

TEST_P(DestinationsDone1Client, EveryKindIsDescribedByFieldsAndActions) {
  const auto all = integrations();
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_FALSE(all->empty());
  for (const auto& one : *all) {
    EXPECT_FALSE(one.title.empty());
    EXPECT_FALSE(one.summary.empty());
    for (const auto& field : one.fields) EXPECT_FALSE(field.label.empty()) << one.title << " " << field.name;
    for (const auto& field : one.fields)
      if (field.kind == model::SettingKind::kChoice) EXPECT_FALSE(field.choices.empty()) << field.name;
  }
  const auto slack = std::find_if(all->begin(), all->end(), [](const Integration& one) { return one.kind == model::WebhookKind::kSlack; });
  ASSERT_NE(slack, all->end());
  EXPECT_EQ(slack->fields.front().name, "url");
  EXPECT_EQ(slack->fields.front().kind, model::SettingKind::kSecret);
  EXPECT_TRUE(slack->fields.front().required);
  ASSERT_TRUE(slack->messages);
  EXPECT_THAT(slack->messages->at("lead.captured").title, HasSubstr("New Lead Captured!"));
  EXPECT_TRUE(std::any_of(slack->limits.begin(), slack->limits.end(),
                          [](const ServiceLimit& limit) { return limit.what == "Title" && limit.value == "150 characters"; }));
  EXPECT_TRUE(canUseStandIn(*slack));
  const auto custom =
      std::find_if(all->begin(), all->end(), [](const Integration& one) { return one.kind == model::WebhookKind::kCustom; });
  ASSERT_NE(custom, all->end());
  EXPECT_FALSE(canUseStandIn(*custom));
  EXPECT_TRUE(std::any_of(slack->events.begin(), slack->events.end(),
                          [](const EventAction& event) { return event.type == "message.sent" && !event.byDefault; }));
}

TEST_P(DestinationsDone1Client, WhatIsSecretIsSentOnceAndAChangeOfSomethingElseLeavesItAlone) {
  const auto saved = made(chat());
  EXPECT_THAT(saved.url, Not(HasSubstr("secret")));
  EXPECT_EQ(saved.kind, model::WebhookKind::kSlack);
  EXPECT_EQ(saved.settings, json({{"mention", "here"}}));
  auto after = saved;
  after.settings = {{"linkStyle", "button"}};
  const auto changed = change(saved, after);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_EQ(changed->webhook.settings, json({{"linkStyle", "button"}}));
  // Its request still goes to the whole address: the core refuses a placeholder.
  const auto shown = preview(changed->webhook, changed->webhook);
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown->url, saved.url);
}

TEST_P(DestinationsDone1Client, WhatAServiceHasForASettingIsFoundForAWebhookThatIsSavedAndForOneThatIsNot) {
  const auto all = integrations();
  ASSERT_TRUE(all);
  const auto hubspot =
      std::find_if(all->begin(), all->end(), [](const Integration& one) { return one.kind == model::WebhookKind::kHubspot; });
  ASSERT_NE(hubspot, all->end());
  const auto pipeline =
      std::find_if(hubspot->fields.begin(), hubspot->fields.end(), [](const SettingField& one) { return one.name == "pipeline"; });
  EXPECT_FALSE(pipeline->find.label.empty());
  EXPECT_FALSE(pipeline->find.whenNone.empty());
  const auto running = rig_.ask("PUT", "/api/sandbox", {{"running", true}});
  model::Webhook webhook;
  webhook.name = "CRM";
  webhook.kind = model::WebhookKind::kHubspot;
  webhook.events = {"*"};
  webhook.settings = running.at("webhooks").at("hubspot").at("settings");
  const auto choices = [&](const model::Webhook& before, const model::Webhook& after, const char* field) {
    return answerOf<std::vector<SettingChoice>>([&](auto then) { client_.choices(&client_, before, after, field, std::move(then)); });
  };
  const auto found = choices({}, webhook, "pipeline");
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ(found->back().label, "Chat leads");
  const auto saved = made(webhook);
  auto after = saved;
  after.settings["pipeline"] = found->back().value;
  const auto stages = choices(saved, after, "dealStage");
  ASSERT_TRUE(stages) << stages.error().message;
  EXPECT_EQ(stages->front().label, "New from chat");
  const auto none = choices(saved, saved, "ownerId");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, base::Errc::kInvalid);
}

TEST_P(DestinationsDone1Client, AFaultOfASettingNamesItsPath) {
  auto wrong = chat();
  wrong.settings = {{"mention", "everybody"}};
  const auto created = answerOf<CreatedWebhook>([&](auto then) { client_.createWebhook(&client_, wrong, std::move(then)); });
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().code, base::Errc::kInvalid);
  ASSERT_EQ(created.error().details.size(), 1U);
  EXPECT_EQ(created.error().details[0].path, "/settings/mention");
}

TEST_P(DestinationsDone5Client, AnUnsavedMessageIsPreviewedWithARealEventAndItsLimits) {
  const auto id =
      rig_.ask("POST", "/api/events",
               {{"type", "lead.captured"},
                {"chatbotId", "bot_1"},
                {"data", {{"email", "ana@example.com"}, {"name", "Ana"}, {"source", "Docs"}, {"conversationSummary", "Asked."}}}})
          .at("id")
          .get<std::string>();
  const auto saved = made(chat());
  auto mine = saved;
  mine.messages["lead.captured"].title = "Hello **{{data.name}}**";
  mine.messages["lead.captured"].text = std::string(3100, 'x');
  const auto shown = preview(saved, mine, {id, {}});
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown->eventId, id);
  EXPECT_TRUE(shown->takes) << shown->reason;
  ASSERT_TRUE(shown->rendered);
  ASSERT_EQ(shown->rendered->title.size(), 2U);
  EXPECT_EQ(shown->rendered->title[1].text, "Ana");
  EXPECT_TRUE(shown->rendered->title[1].bold);
  EXPECT_THAT(shown->body, HasSubstr("Hello Ana"));
  const auto text = std::find_if(shown->limits.begin(), shown->limits.end(), [](const LimitUse& use) { return use.what == "The text"; });
  ASSERT_NE(text, shown->limits.end());
  EXPECT_EQ(text->length, 3100U);
  EXPECT_EQ(text->most, 3000U);
  EXPECT_EQ(shown->warnings.size(), 1U);
}

TEST_P(DestinationsDone5Client, AnEventThatIsGivenIsPreviewedWithoutBeingSent) {
  const json event{{"type", "lead.captured"}, {"chatbotId", "bot_1"}, {"data", {{"email", "bo@example.com"}, {"name", "Bo"}}}};
  const auto shown = preview({}, chat(), {{}, event.dump()});
  ASSERT_TRUE(shown) << shown.error().message;
  ASSERT_TRUE(shown->rendered);
  EXPECT_THAT(shown->body, HasSubstr("bo@example.com"));
  EXPECT_TRUE(rig_.ask("GET", "/api/deliveries").at("items").empty());
}

TEST_P(DestinationsDone5Client, ATemplateThatIsWrongNamesItsPlace) {
  auto wrong = chat();
  wrong.messages["lead.captured"].fields = {{"Email", "{{#data.email}}"}};
  const auto shown = preview({}, wrong);
  ASSERT_FALSE(shown);
  ASSERT_FALSE(shown.error().details.empty());
  EXPECT_EQ(shown.error().details[0].path, "/messages/lead.captured/fields/0/value");
}

TEST_P(DestinationsDone5Client, AMessageIsKeptAndTakenBack) {
  auto mine = chat();
  mine.messages["lead.captured"].title = "Mine";
  const auto saved = made(mine);
  EXPECT_EQ(saved.messages, mine.messages);
  auto without = saved;
  without.messages.clear();
  const auto changed = change(saved, without);
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_TRUE(changed->webhook.messages.empty());
}

INSTANTIATE_TEST_SUITE_P(Ways, DestinationsDone1Client, kBothWays, wayName);
INSTANTIATE_TEST_SUITE_P(Ways, DestinationsDone5Client, kBothWays, wayName);

}  // namespace
}  // namespace hookline::client
