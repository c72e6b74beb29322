#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "hooklined/option_values.h"
#include "simulate/feed.h"

namespace hookline::hooklined {

/// What `simulate` was told.
struct SimulateOptions {
  std::string url;
  std::string tokenFile;      ///< empty: no token
  std::string scenarioFile;   ///< empty: a type
  simulate::FeedOrder order;  ///< its scenario is still to be read
  std::optional<std::uint64_t> seed;
  bool real = false;
};

/// Errors: kInvalid with the option's name.
base::Result<SimulateOptions> readSimulateOptions(const OptionValues& values);

/// What is to be sent, with the scenario of its file. Errors: those of reading a file and of parseScenario, with the file's name.
base::Result<simulate::FeedOrder> readOrder(const SimulateOptions& options);

}  // namespace hookline::hooklined
