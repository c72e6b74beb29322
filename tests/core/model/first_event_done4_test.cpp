#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "json_writer.h"
#include "model/event.h"
#include "support/js_json.h"
#include "support/program.h"
#include "support/temp_folder.h"

namespace hookline::model {
namespace {

/// The guide's receiver computes the signature over JSON.stringify(JSON.parse(body)), so that has to give the stored body back.
std::string storedBody(const std::string& data) {
  const auto parsed =
      parseEvent(R"({"type":"made.up","chatbotId":"bot_1","data":)" + data + "}", {"evt_0000000000042", base::fromMs(1795464000123)});
  return parsed ? *parsed->event.body : "refused: " + parsed.error().message;
}

bool survives(const std::string& data) {
  const std::string body = storedBody(data);
  return support::jsRebuilt(body) == body;
}

TEST(FirstEventDone4, StoredBodySurvivesTheReceiversRebuilding) {
  base::SeededRandom random(21);
  for (int i = 0; i < 3000; ++i) {
    JsonWriter writer(random, {.spaces = true, .jsNumbers = true, .indexNames = false});
    const std::string body = storedBody(writer.object(5));
    ASSERT_TRUE(body.starts_with("{\"id\"")) << body;
    ASSERT_EQ(support::jsRebuilt(body), body);
  }
}

TEST(FirstEventDone4, EveryEscapeAndOddCharacterSurvives) {
  for (const auto* data :
       {R"({"s":"\b\f\n\r\t\"\\\/\u0000\u001f\u007f\u0080"})", R"({"s":"\u2028\u2029\ufeff\uffff"})", R"({"s":"\ud83d\ude00é日本"})",
        R"({"":{"":""}})", R"({"__proto__":{"constructor":1}})", R"({"a":[[],{},[{}]]})"})
    EXPECT_TRUE(survives(data)) << data;
}

TEST(FirstEventDone4, ExceptionNumbersNotWrittenAsJavaScriptWritesThem) {
  for (const auto* number :
       {"-0", "1.0", "1.50", "1E5", "1e5", "-0.0", "12345678901234567890", "1e-400", "0.1e1", "100000000000000000000000"})
    EXPECT_FALSE(survives(std::string("{\"n\":") + number + "}")) << number;
  for (const auto* number : {"0", "-1", "0.1", "1e+21", "1e-7", "0.000001", "9007199254740991", "123456789012345680000", "5e-324"})
    EXPECT_TRUE(survives(std::string("{\"n\":") + number + "}")) << number;
}

TEST(FirstEventDone4, ExceptionNamesThatLookLikeIndexesOutOfOrder) {
  EXPECT_FALSE(survives(R"({"2":1,"1":1})"));
  EXPECT_FALSE(survives(R"({"a":1,"0":1})"));
  EXPECT_TRUE(survives(R"({"0":1,"1":1,"10":1,"a":1})"));
  EXPECT_TRUE(survives(R"({"a":1,"01":1,"-1":1,"1.5":1,"4294967295":1})"));
}

TEST(FirstEventDone4, DuplicateNamesWhichItWouldMergeAreNeverStored) {
  EXPECT_EQ(support::jsRebuilt(R"({"a":1,"b":2,"a":3})"), R"({"a":3,"b":2})");
  EXPECT_TRUE(storedBody(R"({"a":1,"b":2,"a":3})").starts_with("refused"));
}

TEST(FirstEventDone4, HalfSurrogatesWhichUtf8CannotCarryAreNeverStored) {
  EXPECT_EQ(support::jsRebuilt(R"(["\ud800"])"), R"(["\ud800"])");
  EXPECT_TRUE(storedBody(R"({"s":"\ud800"})").starts_with("refused"));
}

std::filesystem::path programOnPath(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::error_code ignored;
    if (!folder.empty() && std::filesystem::exists(std::filesystem::path(folder) / name, ignored))
      return std::filesystem::path(folder) / name;
  }
  return {};
}

/// Texts for both: generated ones, number spellings, and random doubles.
std::vector<std::string> textsToCompare() {
  base::SeededRandom random(22);
  std::vector<std::string> texts;
  for (int i = 0; i < 1500; ++i) {
    JsonWriter writer(random, {});
    texts.push_back(writer.object(4));
  }
  for (int i = 0; i < 3000; ++i) {
    const auto bits = random.next();
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    if (!std::isfinite(number)) continue;
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "[%.17g,%.*g]", number, static_cast<int>(1 + random.below(20)), number);
    texts.emplace_back(buffer);
  }
  for (const auto* odd :
       {"", "[1,]", "{\"a\":1,}", "01", "-", "1.", "[\"\\x\"]", "\"\\ud800\"", "{\"b\":1,\"7\":2,\"03\":3,\"b\":4}", "[1e400,-1e400]",
        " 1 ", "1 2", "nul", "[NaN]", "\"\x7f\"", "{\"4294967294\":1,\"4294967295\":2,\"a\":3,\"0\":4}"})
    texts.emplace_back(odd);
  return texts;
}

TEST(FirstEventDone4, RealNodeRebuildsAsOurRulesSay) {
  const auto node = programOnPath("node");
  if (node.empty()) GTEST_SKIP() << "node is not on PATH; our own copy of its rules is tested without it";
  const auto texts = textsToCompare();
  support::TempFolder folder;
  const auto file = folder.path() / "texts.json";
  std::ofstream(file, std::ios::binary) << nlohmann::json(texts).dump();
  const std::string script =
      "const texts = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));"
      "const rebuilt = texts.map(text => { try { return JSON.stringify(JSON.parse(text)); } catch { return null; } });"
      "require('fs').writeFileSync(process.argv[1] + '.out', JSON.stringify(rebuilt));";
  support::Program program(node, {"-e", script, file.string()});
  ASSERT_EQ(program.wait(), 0) << program.err();
  std::ifstream answer(file.string() + ".out", std::ios::binary);
  const auto rebuilt = nlohmann::json::parse(answer);
  ASSERT_EQ(rebuilt.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto ours = support::jsRebuilt(texts[i]);
    ASSERT_EQ(ours.has_value(), !rebuilt[i].is_null()) << texts[i];
    if (!ours) continue;
    ASSERT_EQ(*ours, rebuilt[i].get<std::string>()) << texts[i];
  }
}

}  // namespace
}  // namespace hookline::model
