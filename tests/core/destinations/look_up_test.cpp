// Values that a person looks up at the service instead of typing them.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/destinations/chat_rig.h"
#include "destinations/rich_text.h"

namespace hookline::destinations::testing {
namespace {

using model::FoundValue;
using model::WebhookKind;
using Found = std::vector<FoundValue>;

constexpr const char* kToken = "123456789:AAexampleTokenOfABotThatIsNobodys1";

model::Webhook telegram() { return webhookOf(WebhookKind::kTelegram, "", {{"botToken", kToken}, {"chatId", "-1"}}); }
model::Webhook hubspot(json more = json::object()) {
  more["accessToken"] = "service-key-1";
  return webhookOf(WebhookKind::kHubspot, "", more);
}

base::Result<LookUp> lookUp(const model::Webhook& webhook, std::string_view field) {
  const auto event = eventOf("webhook.test", {{"message", "m"}}, "");
  return lookUpFor({event, webhook, model::DeliveryId{1}}, field);
}

std::optional<Found> found(const model::Webhook& webhook, std::string_view field, const json& answer) {
  const auto asked = lookUp(webhook, field);
  EXPECT_TRUE(asked) << asked.error().message;
  model::HttpResult result;
  result.status = 200;
  result.body = answer.is_string() ? answer.get<std::string>() : answer.dump(-1, ' ', false, json::error_handler_t::replace);
  return asked ? asked->read(result) : std::nullopt;
}

json update(const char* what, const json& chat, const json& more = json::object()) {
  json content{{"message_id", 1}, {"date", 1795464000}, {"chat", chat}};
  content.update(more);
  return {{"update_id", 1}, {what, content}};
}
json updates(const std::vector<json>& list) { return {{"ok", true}, {"result", list}}; }
json group(std::int64_t id, const char* title) { return {{"id", id}, {"title", title}, {"type", "supergroup"}}; }

TEST(DestinationsDone1LookUp, TheChatsOfABotAreThoseItWasToldOfTheLatestFirst) {
  const auto asked = lookUp(telegram(), "chatId");
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->request.url, std::string("https://api.telegram.org/bot") + kToken + "/getUpdates");
  EXPECT_EQ(asked->request.shownUrl.find(kToken), std::string::npos);
  EXPECT_EQ(*asked->request.body, R"({"limit":100})") << "an offset would make Telegram forget, a choice of types would stay";
  const json person{{"id", 42}, {"first_name", "Jo"}, {"last_name", "Doe"}, {"type", "private"}};
  const json news{{"id", -1002}, {"title", "News"}, {"type", "channel"}};
  EXPECT_EQ(
      found(telegram(), "chatId",
            updates({update("message", group(-1001, "Sales")), update("message", person), update("channel_post", news),
                     update("my_chat_member", group(-1003, "New team"), {{"new_chat_member", {{"status", "member"}}}}),
                     update("message", group(-1001, "Sales team"))})),
      (Found{
          {"-1001", "Sales team (group)"}, {"-1003", "New team (group)"}, {"-1002", "News (channel)"}, {"42", "Jo Doe (private chat)"}}));
}

TEST(DestinationsDone1LookUp, AChatThatTheBotCannotWriteInAnyMoreIsNotOffered) {
  const auto left = [](const char* status) {
    return update("my_chat_member", group(-1001, "Sales"), {{"new_chat_member", {{"status", status}}}});
  };
  const auto written = update("message", group(-1001, "Sales"));
  EXPECT_EQ(found(telegram(), "chatId", updates({written, left("kicked")})), Found{});
  EXPECT_EQ(found(telegram(), "chatId", updates({left("left"), written}))->size(), 1U) << "it was added again";
  EXPECT_EQ(
      found(telegram(), "chatId",
            updates({update("message", group(-5, "Small"), {{"migrate_to_chat_id", -1005}}), update("message", group(-1005, "Big"))})),
      (Found{{"-1005", "Big (group)"}}));
}

TEST(DestinationsDone5LookUp, WhatComesFromOutsideIsOneShortLineAndFitsTheField) {
  std::vector<json> many{update("message", group(0, "no chat")),
                         update("message", group(-7, "")),
                         json("nonsense"),
                         update("message", group(-8, "<b>a</b>\n\x01\x1b[31m & \U0001F600")),
                         update("message", {{"id", "-9; drop"}, {"title", "odd id"}, {"type", "group"}}),
                         update("message", group(-10, std::string(5000, 'x').c_str()))};
  const auto tidy = found(telegram(), "chatId", updates(many));
  ASSERT_TRUE(tidy);
  ASSERT_EQ(tidy->size(), 3U);
  EXPECT_EQ(lengthOf(tidy->at(0).label), kMaxFoundLabel);
  EXPECT_EQ(tidy->at(1).label, "<b>a</b> [31m & \U0001F600 (group)") << "plain text for whoever shows it";
  EXPECT_EQ(tidy->at(2).value, "-7");
  EXPECT_FALSE(tidy->at(2).label.empty());
  many.clear();
  for (int i = 1; i <= 500; ++i) many.push_back(update("message", group(-i, "g")));
  EXPECT_EQ(found(telegram(), "chatId", updates(many))->size(), kMostFound);
  for (const auto& stranger :
       {json("<html>"), json::array(), json{{"ok", true}}, json{{"ok", false}, {"result", json::array()}}, json("{")})
    EXPECT_FALSE(found(telegram(), "chatId", stranger)) << stranger;
}

const json kPipelines{
    {"results",
     {{{"id", "2"},
       {"label", "Chat"},
       {"displayOrder", 5},
       {"archived", false},
       {"stages", {{{"id", "22"}, {"label", "Won"}, {"displayOrder", 1}}, {{"id", "21"}, {"label", "New"}, {"displayOrder", 0}}}}},
      {{"id", "old"}, {"label", "Old"}, {"displayOrder", 0}, {"archived", true}, {"stages", json::array()}},
      {{"id", "default"},
       {"label", "Sales"},
       {"displayOrder", 1},
       {"archived", false},
       {"stages", {{{"id", "appointmentscheduled"}, {"label", "Appointment"}, {"displayOrder", 0}}}}}}}};

TEST(DestinationsDone1LookUp, HubSpotsPipelinesAndTheStagesOfTheChosenOne) {
  const auto asked = lookUp(hubspot(), "pipeline");
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->request.method, "GET");
  EXPECT_EQ(asked->request.url, "https://api.hubapi.com/crm/pipelines/2026-09/deals");
  EXPECT_EQ(lookUp(hubspot({{"apiVersion", "2027-03"}}), "dealStage")->request.url, "https://api.hubapi.com/crm/pipelines/2027-03/deals");
  EXPECT_EQ(found(hubspot(), "pipeline", kPipelines), (Found{{"default", "Sales"}, {"2", "Chat"}}));
  EXPECT_EQ(found(hubspot(), "dealStage", kPipelines), (Found{{"appointmentscheduled", "Appointment"}}));
  EXPECT_EQ(found(hubspot({{"pipeline", "2"}}), "dealStage", kPipelines), (Found{{"21", "New"}, {"22", "Won"}}));
  EXPECT_EQ(found(hubspot({{"pipeline", "3"}}), "dealStage", kPipelines), Found{});
  for (const auto& stranger : {json("<html>"), json::array(), json{{"results", 7}}})
    EXPECT_FALSE(found(hubspot(), "pipeline", stranger)) << stranger;
  auto twice = kPipelines;
  twice["results"].push_back({{"id", "2"}, {"label", "Chat again"}, {"displayOrder", 9}, {"archived", false}});
  EXPECT_EQ(found(hubspot(), "pipeline", twice), (Found{{"default", "Sales"}, {"2", "Chat"}})) << "one of each value";
}

TEST(DestinationsDone1LookUp, TheFormSaysWhichFieldsHaveOneAndNoOtherHas) {
  for (const auto* destination : allDestinations()) {
    const auto& integration = destination->integration();
    for (const auto& field : integration.fields) {
      model::Webhook webhook;
      webhook.kind = integration.kind;
      webhook.secretSettings = {{"botToken", kToken}};
      const auto asked = lookUp(webhook, field.name);
      EXPECT_EQ(asked.has_value(), !field.find.label.empty()) << field.name;
      EXPECT_EQ(field.find.label.empty(), field.find.whenNone.empty()) << field.name;
    }
  }
}

TEST(DestinationsBadInputLookUp, WhatMustBeGivenFirstIsSaid) {
  model::Webhook webhook;
  webhook.kind = WebhookKind::kTelegram;
  const auto refused = lookUp(webhook, "chatId");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("bot token"), std::string::npos) << refused.error().message;
  webhook.settings = {{"chatId", "no chat"}, {"botToken", kToken}};
  EXPECT_FALSE(settle(webhook).empty());
  webhook.settings = {{"chatId", "no chat"}, {"botToken", kToken}};
  EXPECT_TRUE(settle(webhook, "chatId").empty()) << "what is looked up need not be right";
  EXPECT_FALSE(webhook.settings.contains("chatId"));
}

}  // namespace
}  // namespace hookline::destinations::testing
