#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "model/event.h"

namespace hookline::model {
namespace {

using testing::HasSubstr;
using testing::Not;

base::Result<ParsedEvent> parse(std::string_view text) { return parseEvent(text, {"evt_0000000000042", base::fromMs(0)}); }

std::string around(std::string_view data) { return R"({"type":"a.b","chatbotId":"b","data":)" + std::string(data) + "}"; }

struct Broken {
  std::string text;
  std::string says;
};

class Malformed : public testing::TestWithParam<Broken> {};

TEST_P(Malformed, IsRefusedInOurOwnWords) {
  const auto parsed = parse(GetParam().text);
  ASSERT_FALSE(parsed) << *parsed->event.body;
  EXPECT_EQ(parsed.error().code, base::Errc::kMalformed);
  EXPECT_THAT(parsed.error().message, HasSubstr(GetParam().says));
  EXPECT_TRUE(parsed.error().message.ends_with(".")) << parsed.error().message;
  for (const auto* jargon : {"parse_error", "json.exception", "unexpected", "syntax error", "last read", "literal"})
    EXPECT_THAT(parsed.error().message, Not(HasSubstr(jargon)));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Malformed,
    testing::Values(Broken{"", "is empty"}, Broken{" \n\t", "is empty"}, Broken{"{", "ends too early"},
                    Broken{R"({"type":"a.b")", "ends too early"}, Broken{R"({"type":"a.b)", "ends too early"},
                    Broken{R"({"type":)", "ends too early"}, Broken{around(R"({"a":1,})"), "line 1, column"},
                    Broken{around("[1,]"), "cannot be read as JSON"}, Broken{around(R"({"a":NaN})"), "near"},
                    Broken{around(R"({"a":Infinity})"), "cannot be read as JSON"},
                    Broken{around(R"({"a":undefined})"), "cannot be read as JSON"}, Broken{around(R"({'a':1})"), "cannot be read as JSON"},
                    Broken{around(R"({"a":01})"), "cannot be read as JSON"}, Broken{around(R"({"a":+1})"), "cannot be read as JSON"},
                    Broken{around(R"({"a":.5})"), "cannot be read as JSON"}, Broken{around(R"({"a":1.})"), "cannot be read as JSON"},
                    Broken{around(R"({"a":1 /* no */})"), "cannot be read as JSON"}, Broken{"{\n\"type\":\n  oops}", "line 3, column"},
                    Broken{around("{}") + "x", "more text after the end"}, Broken{around("{}") + "{}", "more text after the end"},
                    Broken{around("{\"a\":\"\x01\"}"), "raw control character"}, Broken{around("{\"a\":\"x\ny\"}"), "line break"},
                    Broken{around(R"({"a":"\x"})"), "cannot be read as JSON"}, Broken{around(R"({"a":"\u12"})"), "cannot be read as JSON"},
                    Broken{around(R"({"a":"\ud83d"})"), "half of a surrogate pair (\\ud83d)"},
                    Broken{around(R"({"a":"\uDE00\ud83d"})"), "half of a surrogate pair"},
                    Broken{around(R"({"a":"\ud83d\u0041"})"), "half of a surrogate pair"},
                    Broken{around(R"({"\udc00":1})"), "half of a surrogate pair"},
                    Broken{around("{\"a\":\"\xC3\x28\"}"), "not valid UTF-8"}, Broken{around("{\"a\":\"\xC0\xAF\"}"), "not valid UTF-8"},
                    Broken{around("{\"a\":\"\xED\xA0\x80\"}"), "not valid UTF-8"},
                    Broken{around("{\"a\":\"\xF5\x80\x80\x80\"}"), "not valid UTF-8"},
                    Broken{around("{\"a\":\"\x80\"}"), "not valid UTF-8"}, Broken{around("{\"\xFF\":1}"), "not valid UTF-8"},
                    Broken{"\xFF\xFE{\0}\0", "not valid UTF-8"}, Broken{"\xEF\xBB{}", "not valid UTF-8"}));

TEST(MalformedEvent, IsRefusedForANulByte) {
  const auto parsed = parse(std::string("{\"type\":\"a.b\"\0}", 15));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, base::Errc::kMalformed);
}

TEST(MalformedEvent, NamesLineAndColumnInCharacters) {
  const auto parsed = parse("{\n  \"typé\": \"é\" x}");
  ASSERT_FALSE(parsed);
  EXPECT_THAT(parsed.error().message, HasSubstr("line 2, column 15"));
}

TEST(MalformedEvent, MayStartWithAByteOrderMark) {
  const auto parsed = parse("\xEF\xBB\xBF" + around("{}"));
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_TRUE(parsed->event.body->starts_with("{\"id\""));
}

TEST(MalformedEvent, MayNest64LevelsAndNotOneMore) {
  // The event is one level and `data` the second.
  const auto nested = [](std::size_t levels) {
    return around("{\"a\":" + std::string(levels - 2, '[') + std::string(levels - 2, ']') + "}");
  };
  EXPECT_TRUE(parse(nested(64)));
  const auto refused = parse(nested(65));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::Errc::kMalformed);
  EXPECT_THAT(refused.error().message, HasSubstr("64"));
  EXPECT_FALSE(parse(around("{\"a\":" + std::string(300000, '['))));
}

TEST(InvalidEvent, IsAnythingButAnObject) {
  for (const auto* text : {"null", "true", "7", "-0", "1.5", "\"text\"", "[]", "[{}]"}) {
    const auto parsed = parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, base::Errc::kInvalid) << text;
    EXPECT_THAT(parsed.error().message, HasSubstr("must be a JSON object"));
  }
}

TEST(InvalidEvent, HoldsANumberThatIsTooLarge) {
  for (const auto* number : {"1e400", "-1e400", "123456789e999"}) {
    const auto parsed = parse(around(std::string("{\"list\":[1,") + number + "]}"));
    ASSERT_FALSE(parsed) << number;
    EXPECT_EQ(parsed.error().code, base::Errc::kInvalid);
    EXPECT_THAT(parsed.error().message, HasSubstr(number));
    ASSERT_EQ(parsed.error().details.size(), 1U);
    EXPECT_TRUE(parsed.error().details[0].path.starts_with("/data/list")) << parsed.error().details[0].path;
  }
}

struct Duplicate {
  std::string text;
  std::string path;
};

class DuplicateKey : public testing::TestWithParam<Duplicate> {};

TEST_P(DuplicateKey, IsRefusedNamingItsPath) {
  const auto parsed = parse(GetParam().text);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, base::Errc::kInvalid);
  ASSERT_EQ(parsed.error().details.size(), 1U);
  EXPECT_EQ(parsed.error().details[0].path, GetParam().path);
}

INSTANTIATE_TEST_SUITE_P(Places, DuplicateKey,
                         testing::Values(Duplicate{R"({"type":"a.b","type":"a.b"})", "/type"},
                                         Duplicate{R"({"x":1,"data":{},"x":2})", "/x"},
                                         Duplicate{around(R"({"a":1,"\u0061":2})"), "/data/a"},
                                         Duplicate{around(R"({"":1,"":2})"), "/data/"},
                                         Duplicate{around(R"({"l":[0,{"k":1},{"q":{"z":1,"z":1}}]})"), "/data/l/2/q/z"},
                                         Duplicate{around(R"({"a/b~c":{"x":1,"x":1}})"), "/data/a~1b~0c/x"}));

TEST(DuplicateKey, IsFoundAmongManyKeys) {
  std::string members;
  for (int i = 0; i < 500; ++i) members += "\"key" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  EXPECT_TRUE(parse(around("{" + members + "\"last\":1}")));
  for (const auto* again : {"key0", "key15", "key16", "key17", "key499"}) {
    const auto parsed = parse(around("{" + members + "\"" + again + "\":1}"));
    ASSERT_FALSE(parsed) << again;
    EXPECT_EQ(parsed.error().details.at(0).path, std::string("/data/") + again);
  }
}

TEST(DuplicateKey, MayRepeatInAnotherObject) {
  EXPECT_TRUE(parse(around(R"({"a":{"a":{"a":1}},"l":[{"a":1},{"a":1}],"type":"x","id":"y"})")));
}

}  // namespace
}  // namespace hookline::model
