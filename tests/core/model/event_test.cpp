#include "model/event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace hookline::model {
namespace {

using testing::HasSubstr;

const base::WallTime kNow = base::fromMs(1795464000123);  // 2026-11-23T20:00:00.123Z
constexpr std::string_view kFallback = "evt_0000000000042";

base::Result<ParsedEvent> parse(std::string_view text) { return parseEvent(text, {kFallback, kNow}); }

/// The body of an event whose data is `data`.
std::string bodyWith(std::string_view data) {
  const auto parsed =
      parse(R"({"id":"e1","type":"a.b","timestamp":"2026-11-23T20:00:00Z","chatbotId":"b","data":)" + std::string(data) + "}");
  if (!parsed) return "refused: " + parsed.error().message;
  constexpr std::string_view kBefore = R"({"id":"e1","type":"a.b","timestamp":"2026-11-23T20:00:00Z","chatbotId":"b","data":)";
  EXPECT_TRUE(parsed->event.body->starts_with(kBefore)) << *parsed->event.body;
  return parsed->event.body->substr(kBefore.size(), parsed->event.body->size() - kBefore.size() - 1);
}

TEST(DaemonDone1EventText, AMemberIsGivenAsItWasWritten) {
  constexpr std::string_view kText =
      R"({"url": null, "body": {"id":"x", "n": 1.10, "s": "a \"body\": b"}, "data":{"big":123456789012345678901}})";
  EXPECT_EQ(memberText(kText, "body").value(), R"({"id":"x","n":1.10,"s":"a \"body\": b"})");
  EXPECT_EQ(memberText(kText, "data").value(), R"({"big":123456789012345678901})");
  EXPECT_EQ(memberText(kText, "url").value(), "null");
  EXPECT_EQ(memberText(kText, "bod").value(), std::nullopt);
  EXPECT_EQ(memberText("{}", "data").value(), std::nullopt);
  EXPECT_EQ(memberText("[1]", "data").error().code, base::Errc::kInvalid);
  EXPECT_EQ(memberText("{", "data").error().code, base::Errc::kMalformed);
}

TEST(DaemonDone1EventText, ACopyHasAnIdOfItsOwnWhateverItsTextSays) {
  for (const auto* id : {R"("id":"mine",)", R"("id":"not an id",)", R"("id":7,)", ""}) {
    const auto parsed =
        parseEvent("{" + std::string(id) + R"("type":"a.b","chatbotId":"b"})", {.id = kFallback, .now = kNow, .alwaysThisId = true});
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(parsed->event.id, kFallback);
    EXPECT_THAT(*parsed->event.body, HasSubstr(R"({"id":"evt_0000000000042","type")"));
  }
}

TEST(ParseEvent, PutsKnownKeysFirstAndKeepsTheOrderOfUnknownOnes) {
  const auto parsed = parse(R"({"zeta":[1, 2], "data":{"b":1,"a":2}, "conversationId":"conv_1","x":{"y":null},
      "chatbotId":"bot_1", "timestamp":"2026-11-23T20:00:00.000Z", "type":"lead.captured","id":"my-id:7"})");
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(
      *parsed->event.body,
      R"({"id":"my-id:7","type":"lead.captured","timestamp":"2026-11-23T20:00:00.000Z","chatbotId":"bot_1","conversationId":"conv_1",)"
      R"("data":{"b":1,"a":2},"zeta":[1,2],"x":{"y":null}})");
  EXPECT_EQ(parsed->event.id, "my-id:7");
  EXPECT_EQ(parsed->event.type, "lead.captured");
  EXPECT_EQ(parsed->event.chatbotId, "bot_1");
  EXPECT_EQ(parsed->event.conversationId, "conv_1");
  EXPECT_EQ(base::formatIso(parsed->event.timestamp), "2026-11-23T20:00:00.000Z");
  EXPECT_TRUE(parsed->ownId);
  EXPECT_TRUE(parsed->ownTimestamp);
  EXPECT_EQ(parsed->comparable, *parsed->event.body);
}

TEST(ParseEvent, FillsInIdAndTimestampAndLeavesTheTimeOutOfTheComparison) {
  const auto parsed = parse(R"({"type":"lead.captured","chatbotId":"bot_1","data":{}})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed->event.body,
            R"({"id":"evt_0000000000042","type":"lead.captured","timestamp":"2026-11-23T20:00:00.123Z","chatbotId":"bot_1","data":{}})");
  EXPECT_EQ(parsed->comparable, R"({"id":"evt_0000000000042","type":"lead.captured","chatbotId":"bot_1","data":{}})");
  EXPECT_FALSE(parsed->ownId);
  EXPECT_FALSE(parsed->ownTimestamp);
  EXPECT_EQ(parsed->event.timestamp, kNow);
}

TEST(ParseEvent, ComparesEqualWhateverTheTimeOfTwoPostsWithoutTimestamp) {
  constexpr std::string_view kText = R"({"id":"x","type":"a.b","chatbotId":"b","data":{"timestamp":"kept"}})";
  const auto first = parseEvent(kText, {kFallback, kNow});
  const auto second = parseEvent(kText, {"evt_0000000000043", kNow + base::Millis{5000}});
  ASSERT_TRUE(first && second);
  EXPECT_NE(*first->event.body, *second->event.body);
  EXPECT_EQ(first->comparable, second->comparable);
  EXPECT_THAT(first->comparable, HasSubstr("kept"));
}

TEST(ParseEvent, TakesNullForAnOptionalFieldAsLeftOut) {
  const auto parsed = parse(R"({"id":null,"type":"a.b","timestamp":null,"chatbotId":"b","conversationId":null,"data":{}})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed->event.body,
            R"({"id":"evt_0000000000042","type":"a.b","timestamp":"2026-11-23T20:00:00.123Z","chatbotId":"b","data":{}})");
  EXPECT_EQ(parsed->event.conversationId, "");
}

TEST(ParseEvent, GivesAnEmptyObjectWhereDataIsMissing) {
  const auto parsed = parse(R"({"type":"a.b","chatbotId":"b","more":1})");
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->event.body->ends_with(R"("data":{},"more":1})"));
}

TEST(ParseEvent, KeepsAGivenTimestampAsItWasWritten) {
  const auto parsed = parse(R"({"type":"a.b","timestamp":"2026-11-23T21:00:00.5+01:00","chatbotId":"b","data":{}})");
  ASSERT_TRUE(parsed);
  EXPECT_THAT(*parsed->event.body, HasSubstr(R"("timestamp":"2026-11-23T21:00:00.5+01:00")"));
  EXPECT_EQ(base::formatIso(parsed->event.timestamp), "2026-11-23T20:00:00.500Z");
}

TEST(ParseEvent, NeedsNoChatbotWhereNoneIsAskedFor) {
  const auto parsed = parseEvent(R"({"id":"t","type":"webhook.test","timestamp":"2026-11-23T20:00:00Z","data":{}})", {"", kNow, false});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed->event.body, R"({"id":"t","type":"webhook.test","timestamp":"2026-11-23T20:00:00Z","data":{}})");
}

struct Rewrite {
  const char* given;
  const char* stored;
};

class StoredText : public testing::TestWithParam<Rewrite> {};
TEST_P(StoredText, IsWrittenAsJavaScriptWould) { EXPECT_EQ(bodyWith(GetParam().given), GetParam().stored); }

INSTANTIATE_TEST_SUITE_P(
    Strings, StoredText,
    testing::Values(Rewrite{R"({"s":"\b\f\n\r\t\"\\\/"})", R"({"s":"\b\f\n\r\t\"\\/"})"},
                    Rewrite{R"({"s":"\u0008\u000c\u000A\u000d\u0009\u0022\u005c\u002f"})", R"({"s":"\b\f\n\r\t\"\\/"})"},
                    Rewrite{R"({"s":"\u0000\u0001\u000B\u001F"})", R"({"s":"\u0000\u0001\u000b\u001f"})"},
                    Rewrite{R"({"s":"\u2028\u2029"})", "{\"s\":\"\xE2\x80\xA8\xE2\x80\xA9\"}"},
                    Rewrite{"{\"s\":\"\xE2\x80\xA8\"}", "{\"s\":\"\xE2\x80\xA8\"}"}, Rewrite{R"({"s":"\u007f"})", "{\"s\":\"\x7f\"}"},
                    Rewrite{R"({"s":"\ud83d\uDE00"})", R"({"s":"😀"})"}, Rewrite{R"({"s":"\u00e9é"})", R"({"s":"éé"})"},
                    Rewrite{R"({"s":"\uffff\ufffe"})", "{\"s\":\"\xEF\xBF\xBF\xEF\xBF\xBE\"}"},
                    Rewrite{R"({"":1,"\u0041":2})", R"({"":1,"A":2})"}, Rewrite{R"({"__proto__":1})", R"({"__proto__":1})"}));

INSTANTIATE_TEST_SUITE_P(Numbers, StoredText,
                         testing::Values(Rewrite{R"({"n":-0})", R"({"n":-0})"}, Rewrite{R"({"n":0})", R"({"n":0})"},
                                         Rewrite{R"({"n":-0.0})", R"({"n":-0.0})"}, Rewrite{R"({"n":1.50})", R"({"n":1.50})"},
                                         Rewrite{R"({"n":1E+05})", R"({"n":1E+05})"},
                                         Rewrite{R"({"n":12345678901234567890})", R"({"n":12345678901234567890})"},
                                         Rewrite{R"({"n":123456789012345678901234567890})", R"({"n":123456789012345678901234567890})"},
                                         Rewrite{R"({"n":-9223372036854775808})", R"({"n":-9223372036854775808})"},
                                         Rewrite{R"({"n":-9223372036854775809})", R"({"n":-9223372036854775809})"},
                                         Rewrite{R"({"n":1e-400})", R"({"n":1e-400})"}));

INSTANTIATE_TEST_SUITE_P(
    Shapes, StoredText,
    testing::Values(Rewrite{"{ }", "{}"},
                    Rewrite{"{ \"a\" : [ ] , \"b\" : [ 1 , [ true , false , null ] , { } ] }", R"({"a":[],"b":[1,[true,false,null],{}]})"},
                    Rewrite{R"({"2":1,"1":2,"id":"x","data":{"data":{}}})", R"({"2":1,"1":2,"id":"x","data":{"data":{}}})"}));

TEST(ParseEvent, FindsThePersonWhateverTheOrder) {
  const auto person = [](std::string_view data) {
    const auto parsed = parse(R"({"type":"a.b","chatbotId":"b","data":)" + std::string(data) + "}");
    return parsed ? parsed->event.person : Person{"refused", "", ""};
  };
  EXPECT_EQ(person(R"({"email":"a@example.com","name":"Ann","visitorId":"v1"})"), (Person{"a@example.com", "Ann", "v1"}));
  EXPECT_EQ(person(R"({"visitorEmail":"v@example.com","visitorName":"Vi","email":"e@example.com","name":"Eve"})"),
            (Person{"e@example.com", "Eve", ""}));
  EXPECT_EQ(person(R"({"visitorEmail":"v@example.com","visitorName":"Vi","email":null,"name":7})"), (Person{"v@example.com", "Vi", ""}));
  EXPECT_EQ(person(R"({"nested":{"email":"n@example.com"},"list":[{"name":"N"}],"email":["x"]})"), Person{});
  EXPECT_EQ(person(R"({"email":"","visitorEmail":"v@example.com"})").email, "v@example.com");
  EXPECT_EQ(person(R"({"email":{"name":"inner"},"name":"outer"})").name, "outer");
}

TEST(ParseEvent, CutsAPersonsLongTextBetweenCharacters) {
  std::string name(EventLimits::kMaxPersonBytes - 1, 'x');
  const auto parsed = parse(R"({"type":"a.b","chatbotId":"b","data":{"name":")" + name + R"(éé"}})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->event.person.name, name);
  EXPECT_THAT(*parsed->event.body, HasSubstr("éé"));
}

TEST(ParseEvent, TakesABodyOfExactlyTheLimitAndRefusesOneByteMore) {
  const std::string frame = R"({"type":"a.b","chatbotId":"b","data":{"t":""}})";
  std::string text = frame;
  text.insert(text.size() - 3, std::string(EventLimits::kMaxBodyBytes - frame.size(), 'x'));
  ASSERT_EQ(text.size(), EventLimits::kMaxBodyBytes);
  EXPECT_TRUE(parse(text));
  text.insert(text.size() - 3, 1, 'x');
  const auto refused = parse(text);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::Errc::kTooLarge);
}

TEST(ParseEvent, NamesEveryWrongField) {
  const auto parsed = parse(R"({"id":"no spaces","type":"Lead","timestamp":"yesterday","conversationId":7,"data":[]})");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, base::Errc::kInvalid);
  std::vector<std::string> paths;
  for (const auto& detail : parsed.error().details) paths.push_back(detail.path);
  EXPECT_THAT(paths, testing::ElementsAre("/id", "/type", "/timestamp", "/chatbotId", "/conversationId", "/data"));
  EXPECT_THAT(parsed.error().message, HasSubstr("and 5 more"));
}

TEST(ParseEvent, RefusesNamesThatAreTooLongOrEmpty) {
  const std::string longName(EventLimits::kMaxNameBytes + 1, 'c');
  EXPECT_FALSE(parse(R"({"type":"a.b","chatbotId":")" + longName + R"(","data":{}})"));
  EXPECT_TRUE(parse(R"({"type":"a.b","chatbotId":")" + longName.substr(1) + R"(","data":{}})"));
  EXPECT_FALSE(parse(R"({"type":"a.b","chatbotId":"","data":{}})"));
  EXPECT_FALSE(parse(R"({"type":"a.b","chatbotId":"b","conversationId":")" + longName + R"(","data":{}})"));
}

TEST(EventNames, FollowTheirRules) {
  for (const auto* good : {"a.b", "lead.captured", "a_1.b.c", "0.1"}) EXPECT_TRUE(isEventType(good)) << good;
  for (const auto* bad : {"", "a", ".a", "a.", "a..b", "A.b", "a.b ", "a-b.c", "é.b", "*"}) EXPECT_FALSE(isEventType(bad)) << bad;
  EXPECT_TRUE(isEventType("a." + std::string(126, 'b')));
  EXPECT_FALSE(isEventType("a." + std::string(127, 'b')));
  EXPECT_TRUE(isEventId("aZ0_:-"));
  EXPECT_TRUE(isEventId(std::string(128, 'x')));
  for (const auto& bad :
       {std::string(), std::string("a b"), std::string("a.b"), std::string("é"), std::string(129, 'x'), std::string("a\0b", 3)})
    EXPECT_FALSE(isEventId(bad)) << bad;
}

}  // namespace
}  // namespace hookline::model
