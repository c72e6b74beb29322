#pragma once
#include <ostream>

#include "base/log.h"
#include "base/result.h"
#include "hooklined/command_line.h"
#include "platform/app_paths.h"
#include "platform/terminal.h"

namespace hookline::hooklined {

/// What a subcommand has of the world outside.
struct Console {
  std::ostream& out;
  std::ostream& err;
  platform::Environment environment;
};

/// Prints why the command line cannot be followed; answers the exit code of wrong usage.
inline int usageFailure(const Console& console, const base::Error& error) {
  console.err << "hooklined: " << error.message << '\n';
  return kExitUsage;
}

/// Prints what went wrong; answers the exit code of a failure at run time.
inline int failure(const Console& console, const base::Error& error) {
  console.err << "hooklined: " << error.message << '\n';
  return kExitFailed;
}

/// The log on stderr: text for a person at a terminal, one JSON object a line for everything else.
inline base::Log stderrLog(base::Log::Level least) {
  const bool person = platform::isTerminal(platform::StandardStream::kErr);
  return base::Log::toStderr(person ? base::Log::Format::kText : base::Log::Format::kJson, least);
}

}  // namespace hookline::hooklined
