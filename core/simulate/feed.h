#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "simulate/scenario.h"
#include "simulate/scenario_player.h"

namespace hookline::simulate {

/// What somebody wants to have sent: events of one type at a rate for a while, or a scenario, which brings its own.
struct FeedOrder {
  std::string type;                  ///< empty: the scenario
  double perSecond = 0;              ///< of a type
  base::Micros duration{};           ///< of a type; of a scenario its end, when it is not over before; 0: not given
  std::optional<Scenario> scenario;  ///< in place of a type
  std::string chatbotId;             ///< empty: the scenario's own, or the simulator's

  static constexpr double kLeastPerSecond = 0.001;
  static constexpr double kMostPerSecond = 10000;
  static constexpr double kLeastSeconds = 0.001;
  static constexpr double kMostSeconds = 86400;
};

/// The events of an order, and what is known of them before.
struct Feed {
  /// The next event, or nothing at the end.
  std::function<std::optional<ScheduledEvent>()> next;
  std::string chatbotId;           ///< of all of them
  std::vector<std::string> types;  ///< that may come; empty: any
};

/// The same order and seed give the same events. The limits of an order are its reader's to keep.
Feed makeFeed(FeedOrder order, std::uint64_t seed);

}  // namespace hookline::simulate
