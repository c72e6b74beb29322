#include "hooklined/command_line.h"

#include <gtest/gtest.h>

namespace hookline::hooklined {
namespace {

using Words = std::vector<std::string>;

Ask asked(const Words& words) {
  auto read = readCommandLine(words);
  if (auto* ask = std::get_if<Ask>(&read)) return std::move(*ask);
  ADD_FAILURE() << std::get<Ending>(read).text;
  return {};
}

Ending ended(const Words& words) {
  auto read = readCommandLine(words);
  if (auto* ending = std::get_if<Ending>(&read)) return std::move(*ending);
  ADD_FAILURE() << "taken as " << std::get<Ask>(read).command.name;
  return {};
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(CommandLine, ReadsASubcommandWithItsOptions) {
  const auto ask = asked({"serve", "--listen", "127.0.0.1:1", "--data-dir=/d", "--allow-private"});
  EXPECT_EQ(ask.command.name, "serve");
  EXPECT_EQ(ask.flags, (std::map<std::string, std::string>{{"listen", "127.0.0.1:1"}, {"data-dir", "/d"}, {"allow-private", "true"}}));
}

TEST(CommandLine, ReadsASubcommandOfAGroupAndItsOperand) {
  const auto ask = asked({"token", "revoke", "my bot", "--data-dir", "/d"});
  EXPECT_EQ(ask.command.name, "token revoke");
  EXPECT_EQ(ask.operand, "my bot");
  EXPECT_EQ(ask.flags.at("data-dir"), "/d");
}

TEST(CommandLine, GivesTheVersion) {
  const auto ending = ended({"--version"});
  EXPECT_EQ(ending.exitCode, kExitDone);
  EXPECT_EQ(ending.text, "hooklined 0.1.0\n");
}

TEST(CommandLine, HelpNamesEverySubcommandAndShowsAnExample) {
  const auto ending = ended({"--help"});
  EXPECT_EQ(ending.exitCode, kExitDone);
  for (const char* name : {"serve", "receive", "token", "simulate", "Exit codes", "hooklined receive\n"})
    EXPECT_TRUE(holds(ending.text, name)) << name << "\n" << ending.text;
}

TEST(CommandLine, HelpOfEachSubcommandNamesItsOptionsAndShowsAnExample) {
  for (const auto& command : commands()) {
    Words words;
    const std::string name(command.name);
    if (const auto space = name.find(' '); space != std::string::npos) {
      words = {name.substr(0, space), name.substr(space + 1), "--help"};
    } else {
      words = {name, "--help"};
    }
    const auto ending = ended(words);
    EXPECT_EQ(ending.exitCode, kExitDone);
    EXPECT_TRUE(holds(ending.text, command.example)) << ending.text;
    for (const auto& option : command.options)
      EXPECT_EQ(holds(ending.text, "--" + std::string(option.name)), !option.later) << option.name << "\n" << ending.text;
  }
}

TEST(CommandLine, SuggestsTheSubcommandThatWasMeant) {
  const auto ending = ended({"sevre"});
  EXPECT_EQ(ending.exitCode, kExitUsage);
  EXPECT_TRUE(holds(ending.text, "did you mean `serve`?")) << ending.text;
  EXPECT_TRUE(holds(ended({"token", "creat"}).text, "did you mean `create`?"));
  EXPECT_TRUE(holds(ended({"frobnicate"}).text,
                    "There are: serve, receive, token, key, export, import, backup, restore, doctor, sandbox, simulate"))
      << ended({"frobnicate"}).text;
}

TEST(CommandLine, SuggestsTheOptionThatWasMeant) {
  const auto ending = ended({"serve", "--lisen", "127.0.0.1:1"});
  EXPECT_EQ(ending.exitCode, kExitUsage);
  EXPECT_TRUE(holds(ending.text, "did you mean --listen?")) << ending.text;
  EXPECT_TRUE(holds(ended({"serve", "--frobnicate"}).text, "has no option \"--frobnicate\""));
}

TEST(CommandLine, SaysWhatAnOptionTakesWhenItsValueIsMissing) {
  const auto ending = ended({"serve", "--listen"});
  EXPECT_EQ(ending.exitCode, kExitUsage);
  EXPECT_TRUE(holds(ending.text, "--listen takes ADDRESS:PORT, such as 127.0.0.1:8787")) << ending.text;
}

TEST(CommandLine, TakesEachOptionOnce) {
  const auto ending = ended({"serve", "--listen", "127.0.0.1:1", "--listen", "127.0.0.1:2"});
  EXPECT_EQ(ending.exitCode, kExitUsage);
  EXPECT_TRUE(holds(ending.text, "--listen is given 2 times")) << ending.text;
}

TEST(CommandLine, RefusesWhatIsTooMuchOrTooLittle) {
  EXPECT_TRUE(holds(ended({"serve", "stray"}).text, "\"stray\" is one thing too many"));
  EXPECT_TRUE(holds(ended({"token", "revoke"}).text, "takes one NAME"));
  EXPECT_TRUE(holds(ended({"token", "revoke", "a", "b"}).text, "\"b\" is one thing too many"));
  EXPECT_TRUE(holds(ended({"serve", "receive"}).text, "\"receive\" is one thing too many"));
  EXPECT_EQ(ended({}).exitCode, kExitUsage);
  EXPECT_EQ(ended({"token"}).exitCode, kExitUsage);
  EXPECT_TRUE(holds(ended({"--listen", "x"}).text, "Name the subcommand first"));
}

TEST(CommandLine, TextFromOutsideCannotControlTheTerminal) { EXPECT_FALSE(holds(ended({"serve", "--x\x1b[31m"}).text, "\x1b")); }

TEST(DaemonDone7CommandLine, AListMayBeGivenSeveralTimes) {
  const auto read = readCommandLine({"serve", "--trusted-proxy", "10.0.0.5", "--trusted-proxy", "10.0.0.6,fd00::/8"});
  ASSERT_TRUE(std::holds_alternative<Ask>(read));
  EXPECT_EQ(std::get<Ask>(read).flags.at("trusted-proxy"), "10.0.0.5,10.0.0.6,fd00::/8");
  EXPECT_TRUE(std::holds_alternative<Ending>(readCommandLine({"serve", "--listen", "a", "--listen", "b"})));
}

}  // namespace
}  // namespace hookline::hooklined
