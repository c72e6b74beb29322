#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "hooklined/option_values.h"

namespace hookline::hooklined {

/// What `simulate` was told.
struct SimulateOptions {
  std::string url;
  std::string tokenFile;     ///< empty: no token
  std::string type;          ///< empty: a scenario
  std::string scenarioFile;  ///< empty: a type
  double perSecond = 0;      ///< of a type
  base::Micros duration{};   ///< of a type, and the end of a scenario when given; 0: not given
  std::optional<std::uint64_t> seed;
  std::string chatbotId;  ///< empty: the simulator's own
  bool real = false;
};

/// Errors: kInvalid with the option's name.
base::Result<SimulateOptions> readSimulateOptions(const OptionValues& values);

}  // namespace hookline::hooklined
