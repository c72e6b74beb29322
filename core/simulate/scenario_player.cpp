#include "simulate/scenario_player.h"

#include <algorithm>

namespace hookline::simulate {
namespace {

/// For the heap functions, which keep the greatest in front.
constexpr auto kLater = [](const auto& a, const auto& b) { return a.at != b.at ? a.at > b.at : a.order > b.order; };

}  // namespace

ScenarioPlayer::ScenarioPlayer(Scenario scenario, std::uint64_t seed)
    : scenario_(std::move(scenario)), maker_(seed), random_(seed ^ 0x9e3779b97f4a7c15ULL) {}

std::optional<ScheduledEvent> ScenarioPlayer::next() {
  while (step_ < scenario_.steps.size()) {
    const auto& step = scenario_.steps[step_];
    std::optional<ScheduledEvent> event;
    if (step.kind == ScenarioStep::Kind::kEvents)
      event = nextEvent(step);
    else if (step.kind == ScenarioStep::Kind::kConversations)
      event = nextOfConversations(step);
    else
      now_ += step.pause;
    if (event) {
      now_ = event->at;
      return event;
    }
    ++step_;
    begun_ = 0;
    stepBegan_ = now_;
  }
  return std::nullopt;
}

base::Micros ScenarioPlayer::startOf(const ScenarioStep& step, std::uint64_t index) const {
  return stepBegan_ + base::Micros{static_cast<std::int64_t>(static_cast<double>(index) * 1e6 / step.ratePerSecond)};
}

std::optional<ScheduledEvent> ScenarioPlayer::nextEvent(const ScenarioStep& step) {
  if (begun_ == step.count) return std::nullopt;
  const auto at = startOf(step, begun_++);
  return ScheduledEvent{at, maker_.make(step.type, scenario_.chatbotId)};
}

bool ScenarioPlayer::happens(double share) { return static_cast<double>(random_.below(1'000'000)) < share * 1e6; }

ScenarioPlayer::Running ScenarioPlayer::begin(const ScenarioStep& step) {
  Running made;
  made.order = begun_;
  made.at = startOf(step, begun_++);
  made.id = maker_.newConversation();
  made.types.emplace_back("conversation.started");
  for (int i = 0; i < step.messages; ++i) made.types.emplace_back(i % 2 == 0 ? "message.received" : "message.sent");
  if (happens(step.leadShare)) made.types.emplace_back("lead.captured");
  if (happens(step.handoffShare)) made.types.emplace_back("handoff.requested");
  made.types.emplace_back("conversation.ended");
  if (happens(step.feedbackShare)) made.types.emplace_back("feedback.received");
  return made;
}

std::optional<ScheduledEvent> ScenarioPlayer::nextOfConversations(const ScenarioStep& step) {
  // Whoever begins before the next event of those that run has to be among them first.
  while (begun_ < step.count && (running_.empty() || startOf(step, begun_) <= running_.front().at)) {
    running_.push_back(begin(step));
    std::push_heap(running_.begin(), running_.end(), kLater);
  }
  if (running_.empty()) return std::nullopt;
  std::pop_heap(running_.begin(), running_.end(), kLater);
  Running& due = running_.back();
  ScheduledEvent event{due.at, maker_.make(due.types[due.done], scenario_.chatbotId, due.id)};
  if (++due.done == due.types.size()) {
    running_.pop_back();
  } else {
    const std::int64_t think = base::Micros{step.think}.count();
    due.at += base::Micros{think / 2 + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(think) + 1))};
    std::push_heap(running_.begin(), running_.end(), kLater);
  }
  return event;
}

}  // namespace hookline::simulate
