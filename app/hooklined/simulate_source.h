#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "core_api/event_feed.h"
#include "hooklined/simulate_options.h"

namespace hookline::hooklined {

/// The events that a simulation sends, and what is known of them before.
struct SimulatedFeed {
  core_api::EventFeed::Source source;
  std::string chatbotId;           ///< of all of them
  std::vector<std::string> types;  ///< that may come; empty: any
  std::uint64_t seed = 0;          ///< makes the same events again
};

/// Errors: those of reading a scenario; kInvalid (a type that the simulator cannot make).
base::Result<SimulatedFeed> makeFeed(const SimulateOptions& options);

}  // namespace hookline::hooklined
