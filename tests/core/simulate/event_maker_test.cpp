#include "simulate/event_maker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "model/event.h"
#include "model/event_types.h"

namespace hookline::simulate {
namespace {

using nlohmann::json;

/// Why an event would not be accepted, or empty.
std::string complaint(const model::EventTypes& types, const std::string& text) {
  const auto parsed = model::parseEvent(text, {"evt_0000000000001", base::fromMs(0)});
  if (!parsed) return parsed.error().message;
  const auto fits = types.check(parsed->event.type, *parsed->event.body);
  return fits ? "" : fits.error().message;
}

TEST(EventMaker, MakesWhatEveryTypesSchemaTakes) {
  const model::EventTypes types;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    EventMaker maker(seed);
    for (const auto& type : types.names()) {
      const auto text = maker.make(type, "bot_1", seed % 2 == 0 ? "conv_shared" : "");
      ASSERT_EQ(complaint(types, text), "") << text;
    }
  }
}

TEST(EventMaker, MakesNothingThatASchemaTakesWithAFieldBroken) {
  const model::EventTypes types;
  EventMaker maker(5);
  int broken = 0;
  for (const auto& type : types.names()) {
    const auto required = json::parse(types.schema(type)).value("required", json::array());
    for (const auto& name : required) {
      auto event = json::parse(maker.make(type, "bot_1"));
      event["data"][name.get<std::string>()] = json::array();
      EXPECT_NE(complaint(types, event.dump()), "") << type << " " << name;
      event["data"].erase(name.get<std::string>());
      EXPECT_NE(complaint(types, event.dump()), "") << type << " " << name;
      ++broken;
    }
  }
  EXPECT_GE(broken, 15);
}

TEST(EventMaker, RepeatsItselfForTheSameSeed) {
  const model::EventTypes types;
  EventMaker one(77);
  EventMaker same(77);
  EventMaker other(78);
  int different = 0;
  for (int i = 0; i < 50; ++i)
    for (const auto& type : types.names()) {
      const auto text = one.make(type, "bot");
      ASSERT_EQ(text, same.make(type, "bot"));
      different += text == other.make(type, "bot") ? 0 : 1;
    }
  EXPECT_GT(different, 400);
}

TEST(EventMaker, MakesTheSameTextOnEveryPlatform) {
  EventMaker maker(1);
  EXPECT_EQ(
      maker.make("lead.captured", "bot_1", "conv_1", "evt-1"),
      R"({"id":"evt-1","type":"lead.captured","chatbotId":"bot_1","conversationId":"conv_1","data":{"email":"chidi.castillo@example.com",)"
      R"("name":"Chidi Castillo","company":"Fernhill Gardens","source":"product page",)"
      R"("conversationSummary":"Tall buyer with two heavy monitors asked about stability, delivery to Lisbon and returns; )"
      R"(leaning towards the three-column frame."}})");
}

TEST(EventMaker, KeepsOneVisitorThroughAConversation) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    EventMaker maker(seed);
    const auto conversation = maker.newConversation();
    const auto data = [&](const char* type) {
      const auto event = json::parse(maker.make(type, "bot", conversation));
      EXPECT_EQ(event["conversationId"], conversation);
      return event["data"];
    };
    const auto visitor = data("conversation.started")["visitorId"];
    const auto said = data("message.received")["content"];
    data("message.sent");
    const auto handoff = data("handoff.requested");
    EXPECT_EQ(handoff["conversationHistory"][0]["content"], said);
    EXPECT_EQ(handoff["conversationHistory"].size(), 2U);
    const auto lead = data("lead.captured");
    EXPECT_EQ(lead["name"], handoff["visitorName"]);
    EXPECT_EQ(data("purchase.intent")["visitorId"], visitor);
    EXPECT_EQ(data("conversation.ended")["messageCount"], 2);
  }
}

TEST(EventMaker, TellsManyPeopleAndMattersApart) {
  EventMaker maker(3);
  std::set<std::string> names;
  std::set<std::string> summaries;
  for (int i = 0; i < 300; ++i) {
    const auto data = json::parse(maker.make("lead.captured", "bot"))["data"];
    names.insert(data["name"]);
    summaries.insert(data["conversationSummary"]);
    const std::string email = data["email"];
    EXPECT_TRUE(email.ends_with("@example.com") || email.ends_with("@example.org") || email.ends_with("@example.net")) << email;
  }
  EXPECT_GT(names.size(), 200U);
  EXPECT_GE(summaries.size(), 8U);
}

TEST(EventMaker, NamesNoHostBeyondTheReservedOnes) {
  const model::EventTypes types;
  EventMaker maker(9);
  for (int i = 0; i < 300; ++i)
    for (const auto& type : types.names()) {
      const auto text = maker.make(type, "bot");
      for (auto at = text.find("://"); at != std::string::npos; at = text.find("://", at + 3)) {
        const auto host = text.substr(at + 3, text.find_first_of("/\"", at + 3) - at - 3);
        EXPECT_TRUE(host.ends_with("example.com") || host.ends_with("example.org") || host.ends_with("example.net")) << host;
      }
    }
}

TEST(EventMaker, CarriesAnIdOnlyWhenGivenAndNeverATime) {
  EventMaker maker(4);
  EXPECT_FALSE(json::parse(maker.make("message.sent", "b")).contains("id"));
  EXPECT_EQ(json::parse(maker.make("message.sent", "b", "c", "my-id"))["id"], "my-id");
  EXPECT_FALSE(json::parse(maker.make("message.sent", "b")).contains("timestamp"));
}

TEST(EventMaker, MakesPlainDataForTypesOfOnesOwn) {
  const model::EventTypes types;
  EventMaker maker(6);
  const auto text = maker.make("order.paid", "bot");
  EXPECT_EQ(complaint(types, text), "");
  EXPECT_TRUE(json::parse(text)["data"].contains("visitorId"));
}

TEST(EventMaker, ForgetsTheOldestConversationBeyondItsLimit) {
  EventMaker maker(8);
  maker.make("message.received", "b", "conv_first");
  for (std::size_t i = 0; i < EventMaker::kMaxConversations; ++i) maker.make("message.received", "b");
  const auto ended = json::parse(maker.make("conversation.ended", "b", "conv_first"))["data"];
  EXPECT_NE(ended["messageCount"], 1) << "the count of a forgotten conversation starts over";
}

}  // namespace
}  // namespace hookline::simulate
