#include <map>
#include <string_view>

#include "hooklined/command_line.h"
#include "hooklined/subcommands.h"

namespace hookline::hooklined {
namespace {

using Subcommand = int (*)(const OptionValues&, const Console&);

Subcommand subcommandOf(std::string_view name) {
  const std::map<std::string_view, Subcommand> all = {{"serve", serve},
                                                      {"receive", receive},
                                                      {"token create", tokenCreate},
                                                      {"token list", tokenList},
                                                      {"token revoke", tokenRevoke},
                                                      {"sandbox", sandboxServices},
                                                      {"simulate", simulate},
                                                      {"export", exportConfiguration},
                                                      {"import", importConfiguration},
                                                      {"doctor", doctor},
                                                      {"backup", backup},
                                                      {"restore", restore},
                                                      {"key status", keyStatus},
                                                      {"key rotate", keyRotate},
                                                      {"key change", keyChange}};
  return all.at(name);
}

}  // namespace

int run(const std::vector<std::string>& words, const Console& console) {
  auto read = readCommandLine(words);
  if (const auto* ending = std::get_if<Ending>(&read)) {
    (ending->exitCode == kExitDone ? console.out : console.err) << ending->text << std::flush;
    return ending->exitCode;
  }
  auto& ask = std::get<Ask>(read);
  const auto values = OptionValues::merge(ask.command, std::move(ask.flags), std::move(ask.operand), console.environment);
  if (!values) return usageFailure(console, values.error());
  return subcommandOf(ask.command.name)(*values, console);
}

}  // namespace hookline::hooklined
