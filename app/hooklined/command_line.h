#pragma once
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "hooklined/option_spec.h"

namespace hookline::hooklined {

/// A command line that asks for a subcommand to run.
struct Ask {
  CommandSpec command;
  std::map<std::string, std::string> flags;  ///< by option name; a switch is "true"
  std::string operand;
};

/// A command line that is done with once its text is printed.
struct Ending {
  int exitCode = 0;  ///< 0: the text goes to stdout (--help, --version); 2: to stderr (wrong usage)
  std::string text;
};

/// Reads the words after the program's name. Only form is judged here: which subcommand, which options, each once, with a value
/// where it takes one. Unknown words are refused with a suggestion when one is near.
std::variant<Ask, Ending> readCommandLine(const std::vector<std::string>& words);

inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;

}  // namespace hookline::hooklined
