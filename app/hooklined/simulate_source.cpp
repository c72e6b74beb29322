#include "hooklined/simulate_source.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "base/random.h"
#include "platform/private_file.h"
#include "simulate/event_maker.h"
#include "simulate/scenario.h"
#include "simulate/scenario_player.h"

namespace hookline::hooklined {
namespace {

using core_api::FeedItem;

constexpr char kChatbot[] = "bot_demo";

/// `perSecond` events of one type a second until the duration is over.
SimulatedFeed ofType(const SimulateOptions& options, std::uint64_t seed) {
  SimulatedFeed feed;
  feed.seed = seed;
  feed.chatbotId = options.chatbotId.empty() ? kChatbot : options.chatbotId;
  feed.types = {options.type};
  feed.source = [maker = std::make_shared<simulate::EventMaker>(seed), type = options.type, chatbot = feed.chatbotId,
                 rate = options.perSecond, end = options.duration, n = std::uint64_t{0}]() mutable -> std::optional<FeedItem> {
    const base::Micros at{std::llround(static_cast<double>(n) * 1e6 / rate)};
    if (at >= end) return std::nullopt;
    ++n;
    return FeedItem{at, maker->make(type, chatbot)};
  };
  return feed;
}

SimulatedFeed ofScenario(simulate::Scenario scenario, const SimulateOptions& options, std::uint64_t seed) {
  SimulatedFeed feed;
  feed.seed = seed;
  if (!options.chatbotId.empty()) scenario.chatbotId = options.chatbotId;
  feed.chatbotId = scenario.chatbotId;
  using Kind = simulate::ScenarioStep::Kind;
  const auto anyType = [](const auto& step) { return step.kind == Kind::kConversations; };
  if (std::none_of(scenario.steps.begin(), scenario.steps.end(), anyType)) {
    for (const auto& step : scenario.steps)
      if (step.kind == Kind::kEvents) feed.types.push_back(step.type);
  }
  feed.source = [player = std::make_shared<simulate::ScenarioPlayer>(std::move(scenario), seed),
                 end = options.duration]() -> std::optional<FeedItem> {
    auto event = player->next();
    if (!event || (end > base::Micros{0} && event->at >= end)) return std::nullopt;
    return FeedItem{event->at, std::move(event->body)};
  };
  return feed;
}

}  // namespace

base::Result<SimulatedFeed> makeFeed(const SimulateOptions& options) {
  const std::uint64_t seed = options.seed.value_or(base::entropySeed() & 0xffffffffU);
  if (options.scenarioFile.empty()) return ofType(options, seed);
  const auto text = platform::readFile(options.scenarioFile, simulate::Scenario::kMaxBytes);
  if (!text) return base::fail(text.error());
  auto scenario = simulate::parseScenario(*text);
  if (!scenario) {
    auto error = scenario.error();
    error.message = "The scenario " + options.scenarioFile + " cannot be played: " + error.message;
    for (const auto& detail : error.details) error.message.append("; ").append(detail.path).append(" ").append(detail.message);
    return base::fail(std::move(error));
  }
  return ofScenario(std::move(*scenario), options, seed);
}

}  // namespace hookline::hooklined
