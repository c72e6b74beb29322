#include "hooklined/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>

#include "base/encoding.h"
#include "hooklined/near_name.h"
#include "hooklined/option_values.h"
#include "version.h"

namespace hookline::hooklined {
namespace {

constexpr char kPromise[] =
    "Hookline delivers a chatbot's events to webhooks. Accepted means flushed to disk, as far as your drive honours\n"
    "flush commands. Every accepted event is attempted until it is delivered, dead-lettered or cancelled; it is never\n"
    "dropped. A receiver may see an event more than once, always with the same webhook-id; after a crash at most as\n"
    "many times as were in flight. Never \"exactly once\".\n";
constexpr char kPrecedence[] = "A flag comes before the environment, and that before the --config file.\n";
constexpr char kExamples[] =
    "Try it (three terminals):\n"
    "  hooklined receive\n"
    "  hooklined serve --allow-private\n"
    "  hooklined token create --name my-bot --role producer\n"
    "Exit codes: 0 done, 1 failed at run time, 2 wrong usage.\n"
    "`hooklined SUBCOMMAND --help` explains a subcommand.";

std::string inQuotes(std::string_view text) { return "\"" + base::printable(text) + "\""; }

Ending usage(const std::string& message) { return {kExitUsage, "hooklined: " + message + "\nRun `hooklined --help` for help.\n"}; }

std::string lastWord(std::string_view name) {
  const auto space = name.rfind(' ');
  return std::string(space == std::string_view::npos ? name : name.substr(space + 1));
}

std::string valueHelp(const OptionSpec& spec) {
  std::string help(spec.help);
  if (spec.environment) help += " (" + environmentName(spec.name) + ")";
  return help;
}

/// CLI11's parser for all subcommands, filled from the tables.
class Parser {
 public:
  Parser() {
    root_.set_version_flag("--version", std::string("hooklined ") + kVersion, "Print the version and exit");
    root_.footer(kExamples);
    root_.get_formatter()->column_width(34);
    prepare(root_);
    for (const auto& command : commands()) add(command);
  }

  CLI::App& root() { return root_; }

  struct Chosen {
    const CommandSpec* command = nullptr;
    CLI::App* app = nullptr;
  };
  Chosen chosen() const {
    for (const auto& [command, app] : commandApps_)
      if (app->parsed()) return {command, app};
    return {};
  }
  CLI::App* chosenGroup() const {
    for (const auto& [name, app] : groupApps_)
      if (app->parsed()) return app;
    return nullptr;
  }

 private:
  static void prepare(CLI::App& app) {
    app.allow_extras();
    app.require_subcommand(0, 1);
  }

  /// The parser above a subcommand: a group's is made with its first.
  CLI::App& parentOf(const CommandSpec& command) {
    const auto space = command.name.find(' ');
    if (space == std::string_view::npos) return root_;
    const std::string name(command.name.substr(0, space));
    if (const auto found = groupApps_.find(name); found != groupApps_.end()) return *found->second;
    const auto group = std::find_if(groups().begin(), groups().end(), [&](const auto& one) { return one.name == name; });
    CLI::App* app = root_.add_subcommand(name, std::string(group->summary));
    prepare(*app);
    app->footer("Example:\n" + std::string(group->example));
    groupApps_.emplace(name, app);
    return *app;
  }

  void add(const CommandSpec& command) {
    CLI::App* app = parentOf(command).add_subcommand(lastWord(command.name), std::string(command.summary));
    app->allow_extras();
    app->footer((command.configFile ? std::string(kPrecedence) : std::string()) + "Example:\n" + std::string(command.example));
    for (const auto& spec : command.options) {
      const std::string name = "--" + std::string(spec.name);
      CLI::Option* option = spec.isSwitch() ? app->add_flag(name) : app->add_option(name);
      option->description(valueHelp(spec));
      if (!spec.isSwitch()) option->type_name(std::string(spec.takes))->expected(1);
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      if (spec.later) option->group("");
    }
    if (!command.operand.empty()) app->add_option(std::string(command.operand))->description(std::string(command.operandHelp));
    commandApps_.emplace_back(&command, app);
  }

  CLI::App root_{kPromise, "hooklined"};
  std::map<std::string, CLI::App*, std::less<>> groupApps_;
  std::vector<std::pair<const CommandSpec*, CLI::App*>> commandApps_;
};

/// "--listen" of "--listen: 1 required ADDRESS:PORT missing".
const OptionSpec* optionOf(const CommandSpec& command, std::string_view message) {
  for (const auto& spec : command.options) {
    const std::string name = "--" + std::string(spec.name);
    if (message.starts_with(name + ":") || message.starts_with(name + " ")) return &spec;
  }
  return nullptr;
}

Ending unknownSubcommand(const std::string& word, const std::string& group) {
  const std::string asked = group.empty() ? word : group + " " + word;
  std::vector<std::string_view> known;
  for (const auto& command : commands()) {
    const auto space = command.name.find(' ');
    if (group.empty()) {
      known.push_back(command.name.substr(0, space));
    } else if (command.name.starts_with(group + " ")) {
      known.push_back(command.name.substr(space + 1));
    }
  }
  std::string list;
  for (const auto name : known)
    if (list.find(name) == std::string::npos) list += (list.empty() ? "" : ", ") + std::string(name);
  if (word.starts_with("-"))
    return usage(inQuotes(word) + " stands before a subcommand and is not known there. Name the subcommand first: " + list + ".");
  const auto near = nearName(word, known);
  return usage("There is no subcommand " + inQuotes(asked) +
               (near ? "; did you mean `" + std::string(*near) + "`?" : ". There are: " + list + "."));
}

Ending unexpected(const CommandSpec& command, const std::string& word) {
  const std::string name(command.name);
  if (!word.starts_with("-")) {
    const std::string takes = command.operand.empty() ? " takes options alone" : " takes one " + std::string(command.operand);
    return usage("`" + name + "`" + takes + "; " + inQuotes(word) + " is one thing too many.");
  }
  std::vector<std::string_view> known;
  for (const auto& spec : command.options) known.push_back(spec.name);
  std::string bare = word.substr(word.find_first_not_of('-') == std::string::npos ? word.size() : word.find_first_not_of('-'));
  bare = bare.substr(0, bare.find('='));
  const auto near = nearName(bare, known);
  if (near) return usage("`" + name + "` has no option " + inQuotes(word) + "; did you mean --" + std::string(*near) + "?");
  return usage("`" + name + "` has no option " + inQuotes(word) + ". `hooklined " + name + " --help` lists them.");
}

std::variant<Ask, Ending> toAsk(const Parser::Chosen& chosen) {
  Ask ask;
  ask.command = *chosen.command;
  if (const auto extras = chosen.app->remaining(); !extras.empty()) return unexpected(ask.command, extras.front());
  if (!ask.command.operand.empty()) {
    const CLI::Option* operand = chosen.app->get_option(std::string(ask.command.operand));
    if (operand->count() > 0) ask.operand = operand->results().front();
  }
  if (!ask.command.operand.empty() && ask.operand.empty())
    return usage("`" + std::string(ask.command.name) + "` takes one " + std::string(ask.command.operand) + ": " +
                 std::string(ask.command.operandHelp) + ".");
  for (const auto& spec : ask.command.options) {
    const std::string name(spec.name);
    const CLI::Option* option = chosen.app->get_option("--" + name);
    if (option->count() == 0) continue;
    if (spec.list) {
      for (const auto& one : option->results()) ask.flags[name] += (ask.flags[name].empty() ? "" : ",") + one;
      continue;
    }
    if (option->count() > 1) return usage("--" + name + " is given " + std::to_string(option->count()) + " times; give it once.");
    ask.flags.emplace(name, option->results().front());
  }
  return ask;
}

Ending parseFailure(const Parser& parser, const CLI::ParseError& error) {
  const auto chosen = parser.chosen();
  const OptionSpec* spec = chosen.command ? optionOf(*chosen.command, error.what()) : nullptr;
  if (spec) return usage(wrongValue(Given{"", "--" + std::string(spec->name), *spec}).message);
  return usage(base::printable(error.what()));
}

}  // namespace

std::variant<Ask, Ending> readCommandLine(const std::vector<std::string>& words) {
  Parser parser;
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    parser.root().parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    return Ending{kExitDone, parser.root().help()};
  } catch (const CLI::CallForVersion&) {
    return Ending{kExitDone, std::string("hooklined ") + kVersion + "\n"};
  } catch (const CLI::ParseError& error) {
    return parseFailure(parser, error);
  }
  if (const auto chosen = parser.chosen(); chosen.command) return toAsk(chosen);
  const CLI::App* group = parser.chosenGroup();
  const auto extras = group ? group->remaining() : parser.root().remaining();
  const std::string groupName = group ? group->get_name() : "";
  if (!extras.empty()) return unknownSubcommand(extras.front(), groupName);
  if (group) return Ending{kExitUsage, "hooklined: `" + groupName + "` needs one of its subcommands.\n\n" + group->help("hooklined")};
  return Ending{kExitUsage, "hooklined: a subcommand is missing.\n\n" + parser.root().help()};
}

}  // namespace hookline::hooklined
