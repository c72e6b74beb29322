#include "simulate/scenario_player.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "model/event.h"
#include "model/event_types.h"

namespace hookline::simulate {
namespace {

using base::Micros;
using nlohmann::json;
using testing::ElementsAre;

std::vector<ScheduledEvent> played(std::string_view text, std::uint64_t seed = 1) {
  ScenarioPlayer player(*parseScenario(text), seed);
  std::vector<ScheduledEvent> events;
  while (auto event = player.next()) events.push_back(std::move(*event));
  EXPECT_FALSE(player.next()) << "the end stays the end";
  return events;
}

TEST(ScenarioPlayer, SpacesEventsByTheirRateAndPauses) {
  const auto events = played(
      R"({"steps":[{"type":"lead.captured","count":3,"ratePerSecond":4},{"pauseMs":1000},{"type":"message.sent","count":2,"ratePerSecond":2}]})");
  std::vector<std::int64_t> times;
  for (const auto& event : events) times.push_back(event.at.count());
  EXPECT_THAT(times, ElementsAre(0, 250000, 500000, 1500000, 2000000));
}

TEST(ScenarioPlayer, TellsEachConversationFromStartToEnd) {
  const auto events = played(
      R"({"chatbotId":"bot_9","steps":[{"conversations":30,"ratePerSecond":5,"messages":3,"leadShare":1,"handoffShare":1,"feedbackShare":0}]})");
  std::map<std::string, std::vector<std::string>> types;
  for (const auto& event : events) {
    const auto body = json::parse(event.body);
    EXPECT_EQ(body["chatbotId"], "bot_9");
    types[body["conversationId"]].push_back(body["type"]);
  }
  ASSERT_EQ(types.size(), 30U);
  for (const auto& [conversation, order] : types)
    EXPECT_THAT(order, ElementsAre("conversation.started", "message.received", "message.sent", "message.received", "lead.captured",
                                   "handoff.requested", "conversation.ended"));
}

TEST(ScenarioPlayer, NeverGoesBackInTimeAndMixesConversations) {
  const auto events = played(R"({"steps":[{"conversations":50,"ratePerSecond":10,"messages":6,"thinkMs":700},{"type":"a.b","count":5}]})");
  int switches = 0;
  for (std::size_t i = 1; i < events.size(); ++i) {
    ASSERT_GE(events[i].at, events[i - 1].at);
    switches += json::parse(events[i].body)["conversationId"] == json::parse(events[i - 1].body)["conversationId"] ? 0 : 1;
  }
  EXPECT_GT(switches, 200);
}

TEST(ScenarioPlayer, KeepsThePaceWithinAConversation) {
  const auto events = played(R"({"steps":[{"conversations":1,"messages":40,"thinkMs":1000}]})");
  for (std::size_t i = 1; i < events.size(); ++i) {
    const auto gap = events[i].at - events[i - 1].at;
    EXPECT_GE(gap, Micros{500000});
    EXPECT_LE(gap, Micros{1500000});
  }
}

TEST(ScenarioPlayer, KeepsItsShares) {
  int leads = 0;
  for (const auto& event :
       played(R"({"steps":[{"conversations":2000,"ratePerSecond":1000,"messages":0,"leadShare":0.25,"handoffShare":0}]})"))
    leads += json::parse(event.body)["type"] == "lead.captured" ? 1 : 0;
  EXPECT_NEAR(leads, 500, 80);
}

TEST(ScenarioPlayer, RepeatsItselfForTheSameSeed) {
  for (const auto& sample : sampleScenarios()) {
    const auto one = played(sample.text, 9);
    const auto same = played(sample.text, 9);
    const auto other = played(sample.text, 10);
    ASSERT_EQ(one.size(), same.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      ASSERT_EQ(one[i].at, same[i].at);
      ASSERT_EQ(one[i].body, same[i].body);
    }
    EXPECT_NE(one[0].body, other[0].body);
  }
}

TEST(ScenarioPlayer, PlaysSamplesWhoseEventsAreAllAccepted) {
  const model::EventTypes types;
  for (const auto& sample : sampleScenarios())
    for (const auto& event : played(sample.text)) {
      const auto parsed = model::parseEvent(event.body, {"evt_0000000000001", base::fromMs(0)});
      ASSERT_TRUE(parsed) << event.body;
      ASSERT_TRUE(types.check(parsed->event.type, *parsed->event.body)) << event.body;
    }
}

}  // namespace
}  // namespace hookline::simulate
