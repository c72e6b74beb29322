#pragma once
#include <string_view>
#include <vector>

namespace hookline::hooklined {

/// One option of a subcommand: what it is called, takes and means. All texts are literals.
struct OptionSpec {
  std::string_view name;     ///< without dashes; also the key in a --config file, and HOOKLINE_NAME in the environment
  std::string_view takes;    ///< "ADDRESS:PORT"; empty: a switch, there or not
  std::string_view help;     ///< one sentence for --help and for messages about a wrong value
  std::string_view example;  ///< a value that is right; empty for switches
  bool environment = false;  ///< also taken from the environment
  bool list = false;         ///< may be given several times, or once with commas; an array of texts in a file
  bool later = false;        ///< promised, not in this version: giving it is an error that says so

  bool isSwitch() const { return takes.empty(); }
};

/// One subcommand ("serve", "token create") as a command line sees it.
struct CommandSpec {
  std::string_view name;     ///< words separated by one space
  std::string_view summary;  ///< one line for the list of subcommands
  std::string_view example;  ///< one or more whole lines to try
  std::vector<OptionSpec> options;
  std::string_view operand;  ///< name of the one thing it takes beside options ("NAME"); empty: none
  std::string_view operandHelp;
  bool configFile = false;  ///< --config is read: a JSON object whose keys are option names
};

/// A group of subcommands that has no meaning of its own ("token").
struct GroupSpec {
  std::string_view name;
  std::string_view summary;
  std::string_view example;  ///< as a subcommand's
};

/// Everything that hooklined knows.
const std::vector<CommandSpec>& commands();
const std::vector<GroupSpec>& groups();

}  // namespace hookline::hooklined
