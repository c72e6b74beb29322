#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "model/event.h"

namespace hookline::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(SplitBatch, FindsTheTextsOfItsEvents) {
  const auto texts = splitBatch(" { \"events\" : [ {\"a\":\"]}\\\"\"} ,{\"b\":[{},[1]]},{} ] } \n", 1000);
  ASSERT_TRUE(texts) << texts.error().message;
  EXPECT_THAT(*texts, ElementsAre("{\"a\":\"]}\\\"\"}", "{\"b\":[{},[1]]}", "{}"));
}

TEST(SplitBatch, SkipsAByteOrderMark) {
  const auto texts = splitBatch("\xEF\xBB\xBF{\"events\":[{}]}", 1000);
  ASSERT_TRUE(texts);
  EXPECT_EQ(texts->size(), 1U);
}

TEST(SplitBatch, TakesAsManyAsAllowedAndNotOneMore) {
  EXPECT_TRUE(splitBatch(R"({"events":[{},{},{}]})", 3));
  const auto refused = splitBatch(R"({"events":[{},{},{},{}]})", 3);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::Errc::kInvalid);
  EXPECT_THAT(refused.error().message, HasSubstr("1 to 3 events"));
}

struct Wrong {
  std::string text;
  base::Errc code;
  std::string says;
};

class WrongBatch : public testing::TestWithParam<Wrong> {};

TEST_P(WrongBatch, IsRefusedWithAReason) {
  const auto texts = splitBatch(GetParam().text, 1000);
  ASSERT_FALSE(texts);
  EXPECT_EQ(texts.error().code, GetParam().code);
  EXPECT_THAT(texts.error().message, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(Texts, WrongBatch,
                         testing::Values(Wrong{"", base::Errc::kMalformed, "empty"},
                                         Wrong{"[]", base::Errc::kInvalid, "must be a JSON object"},
                                         Wrong{"{}", base::Errc::kInvalid, "/events is required"},
                                         Wrong{R"({"events":[]})", base::Errc::kInvalid, "1 to 1000"},
                                         Wrong{R"({"events":{}})", base::Errc::kInvalid, "must be a list"},
                                         Wrong{R"({"events":[{},7]})", base::Errc::kInvalid, "/events/1 must be an object"},
                                         Wrong{R"({"event":[{}]})", base::Errc::kInvalid, "/event is not a field"},
                                         Wrong{R"({"events":[{}],"events":[{}]})", base::Errc::kInvalid, "twice"},
                                         Wrong{R"({"events":[{}],"dry":true})", base::Errc::kInvalid, "/dry"},
                                         Wrong{R"({"events":[{},]})", base::Errc::kMalformed, "comma too many"},
                                         Wrong{R"({"events":[{} {}]})", base::Errc::kMalformed, "comma between events"},
                                         Wrong{R"({"events":[{})", base::Errc::kMalformed, "ends too early"},
                                         Wrong{R"({"events":[{"a":"}]})", base::Errc::kMalformed, "ends too early"},
                                         Wrong{R"({"events":[{}]} x)", base::Errc::kMalformed, "more text"},
                                         Wrong{R"({events:[{}]})", base::Errc::kMalformed, "double quotes"},
                                         Wrong{"{\"events\"\n[{}]}", base::Errc::kMalformed, "line 2, column 1"}));

TEST(SplitBatch, LeavesBrokenElementsToTheirOwnParsing) {
  const auto texts = splitBatch(R"({"events":[{"a":[}},{}]})", 10);
  ASSERT_TRUE(texts) << texts.error().message;
  ASSERT_THAT(*texts, ElementsAre(R"({"a":[}})", "{}"));
  EXPECT_FALSE(parseEvent(texts->front(), {"evt_1", base::fromMs(0)}));
}

TEST(SplitBatch, EndsForAnyBytes) {
  base::SeededRandom random(31);
  constexpr std::string_view kAlphabet = "{}[]\",:\\ ev1\n\"events\"";
  for (int i = 0; i < 50000; ++i) {
    std::string text = R"({"events":[{"a":1},{"b":[2]}]})";
    for (auto hits = random.below(6); hits > 0; --hits) text[random.below(text.size())] = kAlphabet[random.below(kAlphabet.size())];
    const auto texts = splitBatch(text, 10);
    if (!texts) continue;
    for (const auto element : *texts) {
      EXPECT_GE(element.data(), text.data());
      EXPECT_LE(element.data() + element.size(), text.data() + text.size());
      EXPECT_TRUE(element.starts_with('{'));
    }
  }
}

}  // namespace
}  // namespace hookline::model
