#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "hooklined/command_line.h"
#include "hooklined/serve_options.h"
#include "support/temp_folder.h"

namespace hookline::hooklined {
namespace {

using core_api::CoreOptions;

/// One option of `serve`: what a flag, the environment and the file say, and what is seen of it in the end.
struct Row {
  const char* option;
  nlohmann::json flag;
  nlohmann::json environment;
  nlohmann::json file;
  std::string (*seen)(const CoreOptions&);
};

std::string textOf(const nlohmann::json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::vector<Row> rows() {
  return {
      {"listen", "127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3",
       [](const CoreOptions& o) { return o.listenHost + ":" + std::to_string(o.listenPort); }},
      {"data-dir", "/flag", "/env", "/file", [](const CoreOptions& o) { return o.dataFolder.string(); }},
      {"tls-cert", "/flag", "/env", "/file", [](const CoreOptions& o) { return o.tlsCertFile; }},
      {"tls-key", "/flag", "/env", "/file", [](const CoreOptions& o) { return o.tlsKeyFile; }},
      {"token-file", "/flag", "/env", "/file", [](const CoreOptions& o) { return o.adminTokenFile.string(); }},
      {"receive-secret-file", "/flag", "/env", "/file", [](const CoreOptions& o) { return o.receiveSecretFile.string(); }},
      {"master-key-file", "/flag", "/env", "/file", [](const CoreOptions& o) { return o.masterKeyFile.string(); }},
      {"master-passphrase-file", "/flag", "/env", "/file", [](const CoreOptions& o) { return o.masterPassphraseFile.string(); }},
      {"public-url", "https://flag.example", "https://env.example", "https://file.example",
       [](const CoreOptions& o) { return o.publicUrl; }},
      {"trusted-proxy", "10.0.0.1/32", "10.0.0.2/32", "10.0.0.3/32",
       [](const CoreOptions& o) { return o.trustedProxies.empty() ? "" : o.trustedProxies.front().text(); }},
      {"keep-days", "1", "2", 3, [](const CoreOptions& o) { return std::to_string(o.keepDays.value_or(0)); }},
      {"max-disk", "1GB", "2GB", "3GB",
       [](const CoreOptions& o) { return std::to_string(o.maxDiskBytes.value_or(0) / 1'000'000'000) + "GB"; }},
  };
}

/// What `serve` makes of the three, any of which may be left out (null). The others that an option needs beside it come from the file.
class DaemonDone7Precedence : public ::testing::Test {
 protected:
  std::string seen(const Row& row, bool flag, bool environment, bool file) const {
    nlohmann::json config{{"tls-cert", "/c"}, {"tls-key", "/k"}, {"public-url", "https://base.example"}};
    if (file) config[row.option] = row.file;
    const auto path = folder_ / "config.json";
    std::ofstream(path) << config.dump();
    const platform::Environment variables = [&](const char* name) -> std::optional<std::filesystem::path> {
      if (environment && environmentName(row.option) == name) return textOf(row.environment);
      return std::string_view(name) == "HOME" ? std::optional<std::filesystem::path>("/home/someone") : std::nullopt;
    };
    std::map<std::string, std::string> flags{{"config", path.string()}};
    if (flag) flags[row.option] = textOf(row.flag);
    const auto values = OptionValues::merge(serve(), std::move(flags), {}, variables);
    if (!values) return values.error().message;
    const auto options = readServeOptions(*values, variables);
    return options ? row.seen(*options) : options.error().message;
  }
  static const CommandSpec& serve() {
    return *std::find_if(commands().begin(), commands().end(), [](const auto& one) { return one.name == "serve"; });
  }

  support::TempFolder folder_;
};

TEST_F(DaemonDone7Precedence, AFlagComesBeforeTheEnvironmentAndThatBeforeTheFileForEveryOption) {
  for (const auto& row : rows()) {
    EXPECT_EQ(seen(row, true, true, true), textOf(row.flag)) << row.option;
    EXPECT_EQ(seen(row, true, false, true), textOf(row.flag)) << row.option;
    EXPECT_EQ(seen(row, false, true, true), textOf(row.environment)) << row.option;
    EXPECT_EQ(seen(row, false, true, false), textOf(row.environment)) << row.option;
    EXPECT_EQ(seen(row, false, false, true), textOf(row.file)) << row.option;
  }
}

TEST_F(DaemonDone7Precedence, ASwitchCanBeTakenBackByWhatComesBefore) {
  const auto allowed = [](const CoreOptions& o) { return std::string(o.allowPrivate ? "true" : "false"); };
  for (const bool first : {true, false}) {
    const Row row{"allow-private", first ? "true" : "false", first ? "false" : "true", first, allowed};
    EXPECT_EQ(seen(row, true, true, true), textOf(row.flag));
    EXPECT_EQ(seen(row, false, true, true), textOf(row.environment));
    EXPECT_EQ(seen(row, false, false, true), textOf(row.file));
  }
}

TEST_F(DaemonDone7Precedence, NoOptionIsLeftOutOfTheTable) {
  std::set<std::string_view> missing;
  for (const auto& spec : serve().options) {
    EXPECT_TRUE(spec.environment) << spec.name;
    if (!spec.later && !spec.isSwitch() && spec.name != "config") missing.insert(spec.name);
  }
  for (const auto& row : rows()) EXPECT_EQ(missing.erase(row.option), 1U) << row.option;
  EXPECT_TRUE(missing.empty()) << *missing.begin();
}

TEST_F(DaemonDone7Precedence, TheHelpSaysTheOrderAndNamesTheVariables) {
  const auto help = std::get<Ending>(readCommandLine({"serve", "--help"}));
  EXPECT_EQ(help.exitCode, kExitDone);
  EXPECT_NE(help.text.find("A flag comes before the environment, and that before the --config file."), std::string::npos) << help.text;
  for (const auto& spec : serve().options) {
    if (spec.later) continue;
    EXPECT_NE(help.text.find("--" + std::string(spec.name)), std::string::npos) << spec.name;
    EXPECT_NE(help.text.find(environmentName(spec.name)), std::string::npos) << spec.name;
  }
}

}  // namespace
}  // namespace hookline::hooklined
