#include "hooklined/option_values.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "support/temp_folder.h"

namespace hookline::hooklined {
namespace {

const CommandSpec& commandNamed(std::string_view name) {
  return *std::find_if(commands().begin(), commands().end(), [&](const auto& one) { return one.name == name; });
}

using Texts = std::map<std::string, std::string>;

base::Result<OptionValues> merge(Texts flags, Texts variables, std::string_view command = "serve") {
  return OptionValues::merge(commandNamed(command), std::move(flags), {},
                             [variables = std::move(variables)](const char* name) -> std::optional<std::filesystem::path> {
                               const auto found = variables.find(name);
                               return found == variables.end() ? std::nullopt : std::optional<std::filesystem::path>(found->second);
                             });
}

class OptionValuesFile : public ::testing::Test {
 protected:
  std::string write(std::string_view text) const {
    const auto file = folder_ / "config.json";
    std::ofstream(file) << text;
    return file.string();
  }
  support::TempFolder folder_;
};

TEST_F(OptionValuesFile, AFlagComesBeforeTheEnvironmentAndThatBeforeTheFile) {
  const auto file = write(R"({"listen": "127.0.0.1:1", "data-dir": "/file", "token-file": "/file-token"})");
  const auto values =
      merge({{"config", file}, {"listen", "127.0.0.1:3"}}, {{"HOOKLINE_LISTEN", "127.0.0.1:2"}, {"HOOKLINE_DATA_DIR", "/environment"}});
  ASSERT_TRUE(values) << values.error().message;
  EXPECT_EQ(values->find("listen")->text, "127.0.0.1:3");
  EXPECT_EQ(values->find("listen")->origin, "--listen");
  EXPECT_EQ(values->find("data-dir")->text, "/environment");
  EXPECT_EQ(values->find("data-dir")->origin, "HOOKLINE_DATA_DIR");
  EXPECT_EQ(values->find("token-file")->text, "/file-token");
  EXPECT_EQ(values->find("token-file")->origin, "\"token-file\" in " + file);
  EXPECT_EQ(values->find("tls-cert"), nullptr);
}

TEST_F(OptionValuesFile, TheEnvironmentMayNameTheFile) {
  const auto values = merge({}, {{"HOOKLINE_CONFIG", write(R"({"data-dir": "/file"})")}});
  ASSERT_TRUE(values) << values.error().message;
  EXPECT_EQ(values->find("data-dir")->text, "/file");
}

TEST_F(OptionValuesFile, ASwitchIsTrueOrFalseEverywhere) {
  EXPECT_TRUE(merge({{"config", write(R"({"allow-private": true})")}}, {})->isOn("allow-private"));
  EXPECT_FALSE(merge({{"config", write(R"({"allow-private": true})")}}, {{"HOOKLINE_ALLOW_PRIVATE", "off"}})->isOn("allow-private"));
  EXPECT_TRUE(merge({{"allow-private", "true"}}, {{"HOOKLINE_ALLOW_PRIVATE", "0"}})->isOn("allow-private"));
  EXPECT_TRUE(merge({}, {{"HOOKLINE_ALLOW_PRIVATE", "1"}})->isOn("allow-private"));
  EXPECT_FALSE(merge({}, {})->isOn("allow-private"));
  const auto odd = merge({}, {{"HOOKLINE_ALLOW_PRIVATE", "perhaps"}});
  ASSERT_FALSE(odd);
  EXPECT_NE(odd.error().message.find("HOOKLINE_ALLOW_PRIVATE"), std::string::npos);
}

TEST_F(OptionValuesFile, AFileThatSaysSomethingWrongIsRefusedByName) {
  const auto refusal = [&](std::string_view text) {
    const auto values = merge({{"config", write(text)}}, {});
    return values ? std::string("taken") : values.error().message;
  };
  EXPECT_NE(refusal(R"({"lisen": "x"})").find("did you mean \"listen\"?"), std::string::npos) << refusal(R"({"lisen": "x"})");
  EXPECT_NE(refusal(R"({"listen": true})").find("\"listen\" in "), std::string::npos);
  EXPECT_NE(refusal(R"({"listen": ["a"]})").find("takes ADDRESS:PORT"), std::string::npos);
  EXPECT_NE(refusal(R"({"allow-private": "yes"})").find("is a switch"), std::string::npos);
  EXPECT_NE(refusal(R"({"config": "other.json"})").find("no option"), std::string::npos);
  EXPECT_NE(refusal(R"(["listen"])").find("--config takes FILE"), std::string::npos);
  EXPECT_NE(refusal("{broken").find("--config takes FILE"), std::string::npos);
  EXPECT_NE(refusal(R"({"store": "postgres://x"})").find("not in this version"), std::string::npos);
}

TEST_F(OptionValuesFile, AFileThatIsMissingIsRefused) {
  const auto values = merge({{"config", (folder_ / "none.json").string()}}, {});
  ASSERT_FALSE(values);
  EXPECT_TRUE(values.error().message.starts_with("--config takes FILE")) << values.error().message;
}

TEST(OptionValues, RefuseWhatThisVersionDoesNotHaveWhereverItComesFrom) {
  for (const char* name : {"store", "ingest"}) {
    const auto flag = merge({{name, "x"}}, {});
    ASSERT_FALSE(flag) << name;
    EXPECT_EQ(flag.error().code, base::Errc::kInvalid);
    EXPECT_NE(flag.error().message.find("--" + std::string(name) + " is not in this version"), std::string::npos) << flag.error().message;
    EXPECT_FALSE(merge({}, {{environmentName(name), "x"}})) << name;
  }
}

TEST_F(OptionValuesFile, DaemonDone7AListIsTextsWithCommasOrAnArray) {
  EXPECT_EQ(merge({{"config", write(R"({"trusted-proxy": ["10.0.0.5", "fd00::/8"]})")}}, {})->find("trusted-proxy")->text,
            "10.0.0.5,fd00::/8");
  EXPECT_EQ(merge({{"config", write(R"({"trusted-proxy": "10.0.0.5,10.0.0.6"})")}}, {})->find("trusted-proxy")->text, "10.0.0.5,10.0.0.6");
  EXPECT_FALSE(merge({{"config", write(R"({"trusted-proxy": [1]})")}}, {}));
  EXPECT_FALSE(merge({{"config", write(R"({"listen": ["127.0.0.1:1"]})")}}, {}));
}

TEST(OptionValues, OfAReceiverAreNotTakenFromTheDaemonsEnvironment) {
  const auto values = merge({}, {{"HOOKLINE_LISTEN", "127.0.0.1:8787"}}, "receive");
  ASSERT_TRUE(values);
  EXPECT_EQ(values->find("listen"), nullptr);
}

TEST(EnvironmentName, IsTheOptionInCapitals) {
  EXPECT_EQ(environmentName("listen"), "HOOKLINE_LISTEN");
  EXPECT_EQ(environmentName("receive-secret-file"), "HOOKLINE_RECEIVE_SECRET_FILE");
}

}  // namespace
}  // namespace hookline::hooklined
