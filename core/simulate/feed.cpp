#include "simulate/feed.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "simulate/event_maker.h"

namespace hookline::simulate {
namespace {

constexpr char kChatbot[] = "bot_demo";

/// `perSecond` events of one type a second until the duration is over.
Feed ofType(const FeedOrder& order, std::uint64_t seed) {
  Feed feed;
  feed.chatbotId = order.chatbotId.empty() ? kChatbot : order.chatbotId;
  feed.types = {order.type};
  feed.next = [maker = std::make_shared<EventMaker>(seed), type = order.type, chatbot = feed.chatbotId, rate = order.perSecond,
               end = order.duration, n = std::uint64_t{0}]() mutable -> std::optional<ScheduledEvent> {
    const base::Micros at{std::llround(static_cast<double>(n) * 1e6 / rate)};
    if (at >= end) return std::nullopt;
    ++n;
    return ScheduledEvent{at, maker->make(type, chatbot)};
  };
  return feed;
}

Feed ofScenario(Scenario scenario, const FeedOrder& order, std::uint64_t seed) {
  Feed feed;
  if (!order.chatbotId.empty()) scenario.chatbotId = order.chatbotId;
  feed.chatbotId = scenario.chatbotId;
  using Kind = ScenarioStep::Kind;
  const auto anyType = [](const auto& step) { return step.kind == Kind::kConversations; };
  if (std::none_of(scenario.steps.begin(), scenario.steps.end(), anyType)) {
    for (const auto& step : scenario.steps)
      if (step.kind == Kind::kEvents) feed.types.push_back(step.type);
  }
  feed.next = [player = std::make_shared<ScenarioPlayer>(std::move(scenario), seed),
               end = order.duration]() -> std::optional<ScheduledEvent> {
    auto event = player->next();
    if (!event || (end > base::Micros{0} && event->at >= end)) return std::nullopt;
    return event;
  };
  return feed;
}

}  // namespace

Feed makeFeed(FeedOrder order, std::uint64_t seed) {
  if (!order.scenario) return ofType(order, seed);
  auto scenario = std::move(*order.scenario);
  return ofScenario(std::move(scenario), order, seed);
}

}  // namespace hookline::simulate
