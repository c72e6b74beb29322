#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "simulate/event_maker.h"
#include "simulate/scenario.h"

namespace hookline::simulate {

struct ScheduledEvent {
  base::Micros at{};  ///< since the scenario began; never earlier than the one before
  std::string body;   ///< JSON, without id and timestamp
};

/// Plays a scenario: hands out its events one by one with the time each is due, however many there are. The same scenario and seed
/// give the same events at the same times. Thread: one.
class ScenarioPlayer {
 public:
  ScenarioPlayer(Scenario scenario, std::uint64_t seed);

  /// The next event, or nothing at the end.
  std::optional<ScheduledEvent> next();

 private:
  /// One running conversation and what is still to come of it.
  struct Running {
    base::Micros at{};
    std::uint64_t order = 0;  ///< decides between two that are due at the same time
    std::string id;
    std::vector<std::string_view> types;
    std::size_t done = 0;
  };

  std::optional<ScheduledEvent> nextEvent(const ScenarioStep& step);
  std::optional<ScheduledEvent> nextOfConversations(const ScenarioStep& step);
  Running begin(const ScenarioStep& step);
  base::Micros startOf(const ScenarioStep& step, std::uint64_t index) const;
  bool happens(double share);

  // constant after construction
  const Scenario scenario_;

  EventMaker maker_;
  base::SeededRandom random_;
  std::size_t step_ = 0;
  base::Micros stepBegan_{};
  base::Micros now_{};            ///< of the last event handed out
  std::uint64_t begun_ = 0;       ///< events or conversations of the present step so far
  std::vector<Running> running_;  ///< a heap, the next one due in front
};

}  // namespace hookline::simulate
