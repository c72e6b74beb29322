#include "simulate/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hookline::simulate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Scenario, ReadsItsSteps) {
  const auto scenario = parseScenario(R"({"name":"n","description":"d","chatbotId":"bot_7","steps":[
      {"conversations":20,"ratePerSecond":2.5,"messages":4,"thinkMs":100,"leadShare":1,"handoffShare":0,"feedbackShare":0.5},
      {"pauseMs":250},{"type":"lead.captured","count":3},{"type":"order.paid"}]})");
  ASSERT_TRUE(scenario) << scenario.error().message;
  EXPECT_EQ(scenario->name, "n");
  EXPECT_EQ(scenario->chatbotId, "bot_7");
  ASSERT_EQ(scenario->steps.size(), 4U);
  const auto& talk = scenario->steps[0];
  EXPECT_EQ(talk.kind, ScenarioStep::Kind::kConversations);
  EXPECT_EQ(talk.count, 20U);
  EXPECT_EQ(talk.ratePerSecond, 2.5);
  EXPECT_EQ(talk.messages, 4);
  EXPECT_EQ(talk.think.count(), 100);
  EXPECT_EQ(talk.leadShare, 1.0);
  EXPECT_EQ(talk.handoffShare, 0.0);
  EXPECT_EQ(talk.feedbackShare, 0.5);
  EXPECT_EQ(scenario->steps[1].kind, ScenarioStep::Kind::kPause);
  EXPECT_EQ(scenario->steps[1].pause.count(), 250);
  EXPECT_EQ(scenario->steps[2].type, "lead.captured");
  EXPECT_EQ(scenario->steps[2].count, 3U);
  EXPECT_EQ(scenario->steps[3].count, 1U);
  EXPECT_EQ(scenario->steps[3].ratePerSecond, 1.0);
}

TEST(Scenario, NamesThePlaceOfEveryFault) {
  const auto scenario = parseScenario(R"({"nane":"n","chatbotId":7,"steps":[
      {"type":"Lead","count":0,"ratePerSecond":"fast"},{"pauseMs":-1,"count":2},{"conversations":1.5,"leadShare":2},{},7,
      {"type":"a.b","pauseMs":5}]})");
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().code, base::Errc::kInvalid);
  std::vector<std::string> paths;
  for (const auto& detail : scenario.error().details) paths.push_back(detail.path);
  EXPECT_THAT(paths, testing::UnorderedElementsAre("/nane", "/chatbotId", "/steps/0/type", "/steps/0/count", "/steps/0/ratePerSecond",
                                                   "/steps/1/pauseMs", "/steps/1/count", "/steps/2/conversations", "/steps/2/leadShare",
                                                   "/steps/3", "/steps/4", "/steps/5"));
}

TEST(Scenario, NamesLineAndColumnOfTextThatIsNoJson) {
  const auto scenario = parseScenario("{\n  \"steps\": [ }");
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().code, base::Errc::kMalformed);
  EXPECT_THAT(scenario.error().message, HasSubstr("line 2, column 14"));
  EXPECT_FALSE(parseScenario(""));
  EXPECT_FALSE(parseScenario("\xFF"));
  EXPECT_FALSE(parseScenario(R"({"steps":[{"pauseMs":1e400}]})"));
  EXPECT_FALSE(parseScenario("[]"));
}

TEST(Scenario, NeedsStepsAndHasLimits) {
  for (const auto* text : {"{}", R"({"steps":[]})", R"({"steps":{}})"}) {
    const auto scenario = parseScenario(text);
    ASSERT_FALSE(scenario);
    EXPECT_EQ(scenario.error().details.at(0).path, "/steps");
  }
  std::string many = R"({"steps":[{"pauseMs":1})";
  for (int i = 1; i < 1000; ++i) many += R"(,{"pauseMs":1})";
  EXPECT_TRUE(parseScenario(many + "]}"));
  EXPECT_FALSE(parseScenario(many + R"(,{"pauseMs":1}]})"));
  const auto large = parseScenario(std::string(Scenario::kMaxBytes + 1, ' '));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, base::Errc::kTooLarge);
}

TEST(Scenario, RefusesMoreConversationsAtATimeThanItCanKeep) {
  const auto scenario = parseScenario(R"({"steps":[{"conversations":1000000,"ratePerSecond":10000,"messages":50,"thinkMs":60000}]})");
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().details.at(0).path, "/steps/0/ratePerSecond");
  EXPECT_TRUE(parseScenario(R"({"steps":[{"conversations":10000,"ratePerSecond":10000,"messages":50,"thinkMs":60000}]})"));
}

TEST(Scenario, HasSamplesThatCanBePlayed) {
  std::vector<std::string> names;
  for (const auto& sample : sampleScenarios()) {
    names.emplace_back(sample.name);
    const auto scenario = parseScenario(sample.text);
    ASSERT_TRUE(scenario) << sample.name << ": " << scenario.error().message;
    EXPECT_FALSE(scenario->name.empty());
  }
  EXPECT_THAT(names, ElementsAre("busy-shop", "support-rush"));
}

}  // namespace
}  // namespace hookline::simulate
