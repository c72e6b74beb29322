#include "hooklined/simulate_options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/temp_folder.h"

namespace hookline::hooklined {
namespace {

using Flags = std::map<std::string, std::string>;

base::Result<SimulateOptions> read(Flags flags) {
  const auto& command = *std::find_if(commands().begin(), commands().end(), [](const auto& one) { return one.name == "simulate"; });
  const auto values = OptionValues::merge(command, std::move(flags), {}, [](const char*) { return std::nullopt; });
  if (!values) return base::fail(values.error());
  return readSimulateOptions(*values);
}

Flags typical(Flags changes = {}) {
  Flags flags = {{"to", "http://127.0.0.1:8787"}, {"type", "lead.captured"}, {"rate", "4"}, {"duration", "2"}, {"seed", "7"}};
  for (auto& [name, value] : changes) flags[name] = value;
  return flags;
}

std::vector<simulate::ScheduledEvent> all(const SimulateOptions& options) {
  const auto order = readOrder(options);
  std::vector<simulate::ScheduledEvent> items;
  if (!order) {
    ADD_FAILURE() << order.error().message;
    return items;
  }
  const auto feed = simulate::makeFeed(*order, options.seed.value_or(1));
  while (auto item = feed.next()) items.push_back(std::move(*item));
  return items;
}

TEST(SimulateOptions, AreReadOrRefusedByName) {
  const auto options = read(typical({{"real", "true"}, {"chatbot", "bot_9"}}));
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->order.perSecond, 4);
  EXPECT_EQ(options->order.duration, base::Micros{2000000});
  EXPECT_EQ(options->seed, 7U);
  EXPECT_EQ(options->order.chatbotId, "bot_9");
  EXPECT_TRUE(options->real);
  for (const auto& [name, value] :
       Flags{{"to", "x"}, {"type", "Lead"}, {"rate", "0"}, {"rate", "10001"}, {"duration", "0"}, {"seed", "x"}}) {
    const auto refused = read(typical({{name, value}}));
    ASSERT_FALSE(refused) << name;
    EXPECT_TRUE(refused.error().message.starts_with("--" + name + " takes")) << refused.error().message;
  }
  for (const char* name : {"to", "type", "rate", "duration"}) {
    auto flags = typical();
    flags.erase(name);
    const auto refused = read(flags);
    ASSERT_FALSE(refused) << name;
    EXPECT_TRUE(refused.error().message.starts_with("--" + std::string(name) + " is missing")) << refused.error().message;
  }
  EXPECT_FALSE(read(typical({{"scenario", "s.json"}})));
}

TEST(SimulateOrder, SpreadsEventsEvenlyOverTheDuration) {
  const auto items = all(*read(typical()));
  ASSERT_EQ(items.size(), 8U);
  for (std::size_t i = 0; i < items.size(); ++i) EXPECT_EQ(items[i].at.count(), static_cast<std::int64_t>(i) * 250000);
  const auto event = nlohmann::json::parse(items[0].body);
  EXPECT_EQ(event.at("type"), "lead.captured");
  EXPECT_EQ(event.at("chatbotId"), "bot_demo");
}

TEST(SimulateOrder, MakesTheSameEventsFromTheSameSeed) {
  const auto bodies = [](const std::string& seed) {
    std::string text;
    for (const auto& item : all(*read(typical({{"seed", seed}})))) text += item.body;
    return text;
  };
  EXPECT_EQ(bodies("7"), bodies("7"));
  EXPECT_NE(bodies("7"), bodies("8"));
}

TEST(SimulateOrder, PlaysAScenarioForTheChatbotAsked) {
  support::TempFolder folder;
  const auto file = (folder / "s.json").string();
  std::ofstream(file) << R"({"chatbotId":"bot_s","steps":[{"type":"lead.captured","count":3,"ratePerSecond":10},{"pauseMs":1000},
    {"type":"purchase.intent","count":2,"ratePerSecond":10}]})";
  const Flags flags = {{"to", "http://127.0.0.1:8787"}, {"scenario", file}};
  const auto order = readOrder(*read(flags));
  ASSERT_TRUE(order) << order.error().message;
  const auto feed = simulate::makeFeed(*order, 1);
  EXPECT_EQ(feed.chatbotId, "bot_s");
  EXPECT_EQ(feed.types, (std::vector<std::string>{"lead.captured", "purchase.intent"}));
  auto changed = flags;
  changed["chatbot"] = "bot_1";
  const auto items = all(*read(changed));
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(nlohmann::json::parse(items[4].body).at("chatbotId"), "bot_1");
  EXPECT_TRUE(std::is_sorted(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.at < b.at; }));
  changed["duration"] = "0.5";
  EXPECT_EQ(all(*read(changed)).size(), 3U);
}

TEST(SimulateOrder, SaysWhatIsWrongInAScenario) {
  support::TempFolder folder;
  const auto file = (folder / "s.json").string();
  std::ofstream(file) << R"({"steps":[{"type":"lead.captured","count":-3}]})";
  const auto order = readOrder(*read({{"to", "http://127.0.0.1:8787"}, {"scenario", file}}));
  ASSERT_FALSE(order);
  EXPECT_NE(order.error().message.find(file), std::string::npos);
  EXPECT_NE(order.error().message.find("/steps/0/count"), std::string::npos) << order.error().message;
}

}  // namespace
}  // namespace hookline::hooklined
