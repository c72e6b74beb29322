#include "model/event_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "model/webhook.h"
#include "webhook_samples.h"

namespace hookline::model {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// `op` of what is at data.x; without a value when it is discarded.
json condition(const std::string& op, const json& value, const std::string& path = "data.x") {
  json one{{"path", path}, {"op", op}};
  if (!value.is_discarded()) one["value"] = value;
  return one;
}
const json kNoValue(json::value_t::discarded);

json all(const std::vector<json>& conditions) { return {{"all", conditions}}; }

EventFilter filterOf(const json& input) {
  auto filter = EventFilter::fromJson(input);
  EXPECT_TRUE(filter) << input.dump() << ": " << (filter ? "" : filter.error().message);
  return filter ? *filter : EventFilter();
}

EventFilter one(const std::string& op, const json& value, const std::string& path = "data.x") {
  return filterOf(all({condition(op, value, path)}));
}

json eventWith(const json& x) {
  return {{"id", "e1"}, {"type", "lead.captured"}, {"chatbotId", "bot_1"}, {"conversationId", "c1"}, {"data", {{"x", x}}}};
}
const json kEmptyEvent{{"id", "e1"}, {"type", "lead.captured"}, {"data", json::object()}};

/// "path message" of every detail.
std::vector<std::string> faults(const json& filter) {
  const auto read = EventFilter::fromJson(filter);
  std::vector<std::string> out;
  if (read) return {"taken"};
  EXPECT_EQ(read.error().code, base::Errc::kInvalid);
  for (const auto& detail : read.error().details) out.push_back(detail.path + " " + detail.message);
  return out;
}
std::string fault(const json& filter) {
  const auto found = faults(filter);
  return found.size() == 1 ? found.front() : json(found).dump();
}

struct Row {
  const char* op;
  json value;
  std::vector<json> passing;
  std::vector<json> failing;
};

std::vector<Row> table() {
  const std::string instant = "2026-11-23T20:00:00Z";
  return {
      {"eq", "a", {"a"}, {"A", "ab", "", 1, true, nullptr, json::array({"a"}), json::object()}},
      {"eq", "5", {"5"}, {5, 5.0}},
      {"eq", 1, {1, 1.0, 1u, 1e0}, {"1", true, 2, 1.5, nullptr, json::array({1})}},
      {"eq", 1.5, {1.5}, {1, 2, "1.5"}},
      {"eq", -3, {-3, -3.0}, {3, 3u, std::numeric_limits<std::uint64_t>::max() - 2}},
      {"eq", true, {true}, {false, 1, "true", nullptr}},
      {"eq", nullptr, {nullptr}, {false, 0, "", "null", json::array(), json::object()}},
      {"eq", 9007199254740993, {9007199254740993}, {9007199254740992, 9007199254740992.0, 9007199254740994}},
      {"eq", 18446744073709551615u, {18446744073709551615u}, {18446744073709551614u, 18446744073709551616.0, -1}},
      {"ne", "a", {"A", 1, nullptr, true, json::array({"a"})}, {"a"}},
      {"ne", 1, {2, "1", 1.5, nullptr}, {1, 1.0}},
      {"in", {"a", 2, nullptr, true}, {"a", 2, 2.0, nullptr, true}, {"b", "2", false, 0, json::array({"a"}), json::object()}},
      {"contains", "ell", {"hello", "ell", json::array({"x", "ell"})}, {"HELLO", "el", json::array({"hello"}), 5, nullptr, json::object()}},
      {"contains", 2, {json::array({1, 2.0}), json::array({2})}, {"2", 2, json::array({"2"}), json::array(), json::array({{2}})}},
      {"contains", nullptr, {json::array({nullptr})}, {json::array(), nullptr, "null"}},
      {"gt", 5, {6, 5.5, 1e300, 18446744073709551615u}, {5, 5.0, 4, -1, "6", true, nullptr, json::array({6})}},
      {"gt", 5.5, {6, 5.6, 6u}, {5, 5.5, -6}},
      {"gt", 9007199254740992.0, {9007199254740993}, {9007199254740992, 9007199254740991}},
      {"gt", -1, {0, 0u, -0.5, 18446744073709551615u}, {-1, -2, -1.0}},
      {"lt", 5, {4, 4.9, -1, -1e300}, {5, 5.0, 6, "4", nullptr, false}},
      {"lt", 18446744073709551615u, {18446744073709551614u, -1, 1e3}, {18446744073709551615u, 1.9e19}},
      {"lt", std::numeric_limits<std::int64_t>::min(), {-1e19}, {std::numeric_limits<std::int64_t>::min(), -9223372036854775808.0, 0}},
      {"gt",
       instant,
       {"2026-11-23T20:00:00.001Z", "2026-11-23T19:00:00.001-01:00"},
       {instant, "2026-11-23T21:00:00+01:00", "2027", 1e18, nullptr}},
      {"lt", instant, {"2026-11-23T19:59:59.999Z", "2026-11-23T20:30:00+01:00"}, {instant, "2026-11-23T20:00:01Z", "a", 1}},
      {"exists", true, {1, nullptr, "", false, json::object()}, {}},
      {"exists", kNoValue, {1, nullptr}, {}},
      {"exists", false, {}, {1, nullptr, "", false}},
      {"matches", "^a+$", {"a", "aaa"}, {"b", "ab", "A", "", 1, nullptr, json::array({"a"})}},
      {"matches", "b.d", {"abcde", "béd"}, {"bd", "b\nd"}},
      {"matches", "(?i)sales", {"The SALES team"}, {"sale"}},
      {"matches", "\\p{Lu}", {"É"}, {"é"}},
  };
}

TEST(EngineDone3Filter, EveryOpJudgesEveryTypeAsItsTableSays) {
  for (const auto& row : table()) {
    const auto filter = one(row.op, row.value);
    for (const auto& x : row.passing) EXPECT_TRUE(filter.takes(eventWith(x))) << filter.toJson() << " on " << x;
    for (const auto& x : row.failing) EXPECT_FALSE(filter.takes(eventWith(x))) << filter.toJson() << " on " << x;
    for (const auto& x : row.passing) EXPECT_THAT(filter.explain(eventWith(x)), IsEmpty());
    for (const auto& x : row.failing) EXPECT_THAT(filter.explain(eventWith(x)), HasSubstr("wants data.x")) << x;
  }
}

TEST(EngineDone3Filter, WhatIsNotThereFailsEveryOpButNeAndExistsFalse) {
  for (const auto& row : table()) {
    const bool expected = std::string(row.op) == "ne" || (std::string(row.op) == "exists" && row.value == json(false));
    EXPECT_EQ(one(row.op, row.value).takes(kEmptyEvent), expected) << row.op << " " << row.value;
  }
}

TEST(EngineDone3Filter, APathReachesEveryPlaceOfTheEvent) {
  const json event = json::parse(R"({"id":"e1","type":"lead.captured","chatbotId":"bot_1","conversationId":"c1",
    "data":{"items":[{"price":3},{"price":7}],"0":"zero","a":{"b":{"c":"deep"}},"list":["x"]},"shop":{"region":"eu"},"é":1})");
  const auto has = [&event](const std::string& path, const json& value) { return one("eq", value, path).takes(event); };
  EXPECT_TRUE(has("type", "lead.captured"));
  EXPECT_TRUE(has("chatbotId", "bot_1"));
  EXPECT_TRUE(has("conversationId", "c1"));
  EXPECT_TRUE(has("data.items.1.price", 7));
  EXPECT_TRUE(has("data.0", "zero"));
  EXPECT_TRUE(has("data.a.b.c", "deep"));
  EXPECT_TRUE(has("shop.region", "eu"));
  EXPECT_TRUE(has("é", 1));
  for (const auto* path : {"data.items.2.price", "data.items.01.price", "data.items.-1", "data.items.+1", "data.items.1x", "data.list.x",
                           "data.a.b.c.d", "type.length", "data.items.9999999999", "data.items.price", "Data.a"})
    EXPECT_TRUE(one("exists", false, path).takes(event)) << path;
}

TEST(EngineDone3Filter, EveryConditionHasToHold) {
  const auto filter = filterOf(all({condition("gt", 1), condition("lt", 5), condition("eq", "lead.captured", "type")}));
  EXPECT_TRUE(filter.takes(eventWith(3)));
  EXPECT_FALSE(filter.takes(eventWith(5)));
  EXPECT_EQ(filter.explain(eventWith(5)), "wants data.x to be less than 5; this event has 5");
  EXPECT_TRUE(EventFilter().takes(kEmptyEvent));
  EXPECT_TRUE(EventFilter().takes(nullptr));
}

TEST(EngineDone3Filter, ItSaysWhatItWantsAndWhatItMet) {
  const auto says = [](const std::string& op, const json& value, const json& x) { return one(op, value).explain(eventWith(x)); };
  EXPECT_EQ(one("eq", "website", "data.source").explain({{"data", {{"source", "partner"}}}}),
            "wants data.source to be website; this event has partner");
  EXPECT_EQ(one("eq", "website").explain(kEmptyEvent), "wants data.x to be website; this event has none");
  EXPECT_EQ(says("ne", "a", "a"), "wants data.x to be other than a; this event has a");
  EXPECT_EQ(says("in", {"a", "b", 3}, "c"), "wants data.x to be a, b or 3; this event has c");
  EXPECT_EQ(says("in", {3}, "3"), "wants data.x to be 3; this event has the text 3");
  EXPECT_EQ(says("contains", "a", json::array({1})), "wants data.x to contain a; this event has [1]");
  EXPECT_EQ(says("gt", 5, 4.5), "wants data.x to be more than 5; this event has 4.5");
  EXPECT_EQ(says("gt", 5, "6"), "wants data.x to be more than 5; this event has the text 6");
  EXPECT_EQ(says("lt", 5, 5), "wants data.x to be less than 5; this event has 5");
  EXPECT_EQ(says("gt", "2026-11-23T20:00:00Z", 7), "wants data.x to be later than 2026-11-23T20:00:00Z; this event has the value 7");
  EXPECT_EQ(says("lt", "2026-11-23T20:00:00Z", ""), "wants data.x to be earlier than 2026-11-23T20:00:00Z; this event has an empty text");
  EXPECT_EQ(one("exists", true).explain(kEmptyEvent), "wants data.x to be there; this event has none");
  EXPECT_EQ(says("exists", false, "5"), "wants data.x not to be there; this event has 5");
  EXPECT_EQ(says("matches", "^a", "b"), "wants data.x to match ^a; this event has b");
  EXPECT_EQ(says("eq", nullptr, true), "wants data.x to be null; this event has true");
}

TEST(EngineDone3Filter, LongAndStrangeValuesAreCutAndEscaped) {
  std::string longText;
  for (int i = 0; i < 81; ++i) longText += "é";
  const auto sentence = one("eq", "a\nb").explain(eventWith(longText));
  EXPECT_EQ(sentence, "wants data.x to be a\\x0ab; this event has " + longText.substr(0, 160) + "…");
  EXPECT_EQ(one("eq", 1).explain(eventWith(longText.substr(0, 160))),
            "wants data.x to be 1; this event has the text " + longText.substr(0, 160));
  json words = json::array();
  for (int i = 0; i < 100; ++i) words.push_back("word" + std::to_string(i));
  EXPECT_LT(one("in", words).explain(eventWith(json(std::string(5000, 'z')))).size(), 250u);
  EXPECT_LT(one("eq", 1).explain(eventWith(words)).size(), 200u);
}

TEST(EngineDone3Filter, ItIsWrittenAsItWasRead) {
  for (const auto& row : table()) {
    const auto input = all({condition(row.op, row.value, "data.a.0")});
    const auto filter = filterOf(input);
    EXPECT_EQ(json(filter.toJson()).dump(), input.dump());
    EXPECT_EQ(filter, filterOf(json::parse(filter.toJson().dump())));
  }
  EXPECT_EQ(one("eq", 1).toJson().dump(), R"({"all":[{"path":"data.x","op":"eq","value":1}]})");
  for (const auto& nothing : {json(nullptr), json::object(), json{{"all", nullptr}}, all({})}) {
    EXPECT_EQ(filterOf(nothing), EventFilter());
    EXPECT_TRUE(filterOf(nothing).empty());
    EXPECT_EQ(filterOf(nothing).toJson().dump(), R"({"all":[]})");
  }
}

TEST(EngineDone3Filter, ItIsAValue) {
  const auto filter = one("matches", "^a");
  const auto copy = filter;
  EXPECT_EQ(copy, filter);
  EXPECT_EQ(copy, one("matches", "^a"));
  EXPECT_NE(copy, one("matches", "^b"));
  EXPECT_NE(copy, one("matches", "^a", "data.y"));
  EXPECT_NE(copy, EventFilter());
  EXPECT_NE(EventFilter(), copy);
  EXPECT_NE(one("exists", true), one("exists", kNoValue));
}

// A backtracking engine needs 2^n steps for the first: this test would not come back.
TEST(EngineDone3Filter, AnExpressionThatExplodesElsewhereIsSearchedOnceThrough) {
  const std::string text = std::string(100'000, 'a') + "b";
  EXPECT_FALSE(one("matches", "(a+)+$").takes(eventWith(text)));
  EXPECT_TRUE(one("matches", "(a+)+$").takes(eventWith(text + "a")));
  EXPECT_FALSE(one("matches", "^(a|aa)+$").takes(eventWith(text)));
  EXPECT_FALSE(one("matches", "(x+x+)+y").takes(eventWith(std::string(100'000, 'x'))));
  EXPECT_TRUE(one("matches", "^(a?){200}a{200}").takes(eventWith(text)));
}

TEST(EngineDone3Filter, AnExpressionWithoutMemoryForItsStatesStillAnswers) {
  std::string text;
  std::mt19937 random(7);
  while (text.size() < 200'000) text += random() % 2 == 0 ? 'a' : 'b';
  EXPECT_FALSE(one("matches", "(a|b)*a(a|b){60}c").takes(eventWith(text)));
  EXPECT_TRUE(one("matches", "(a|b)*a(a|b){60}c").takes(eventWith(text + "a" + std::string(60, 'b') + "c")));
}

TEST(EngineDone3Filter, NothingIsParsedWhereNoFilterAsks) {
  Event event;
  event.type = "lead.captured";
  event.chatbotId = "bot_1";
  event.body = std::make_shared<const std::string>("no JSON at all");
  Webhook webhook;
  webhook.events = {"lead.captured"};
  webhook.filter = one("exists", true, "type");
  // Were the body asked, the filter would leave the event out.
  EventView view(event);
  webhook.chatbotId = "bot_2";
  EXPECT_EQ(match(webhook, view), NoMatch::kChatbot);
  webhook.chatbotId = "*";
  webhook.events = {"message.sent"};
  EXPECT_EQ(match(webhook, view), NoMatch::kType);
  webhook.events = {"*"};
  webhook.enabled = false;
  EXPECT_EQ(match(webhook, view), NoMatch::kDisabled);
  webhook.enabled = true;
  EXPECT_EQ(match(webhook, view), NoMatch::kFilter);
  webhook.filter = {};
  EXPECT_EQ(match(webhook, view), NoMatch::kNone);
}

TEST(EngineDone3Filter, AnEventIsParsedOnceForAllFilters) {
  auto parsed = parseEvent(R"({"type":"lead.captured","chatbotId":"b","data":{"x":1}})", {"e1", {}});
  ASSERT_TRUE(parsed);
  EventView view(parsed->event);
  const auto* first = &view.body();
  EXPECT_EQ((*first)["data"]["x"], 1);
  EXPECT_EQ(&view.body(), first);
}

TEST(EngineDone3Filter, TheReasonIsSaidWithTheFilterAsItIsNow) {
  auto parsed = parseEvent(R"({"type":"lead.captured","chatbotId":"b","data":{"x":1}})", {"e1", {}});
  ASSERT_TRUE(parsed);
  EventView view(parsed->event);
  Webhook webhook;
  webhook.filter = one("eq", 2);
  EXPECT_EQ(explainNoMatch(NoMatch::kFilter, webhook, view), "its filter wants data.x to be 2; this event has 1");
  webhook.filter = one("eq", 1);
  EXPECT_THAT(explainNoMatch(NoMatch::kFilter, webhook, view), HasSubstr("was changed since"));
  webhook.filter = {};
  EXPECT_THAT(explainNoMatch(NoMatch::kFilter, webhook, view), HasSubstr("was changed since"));
  Event purged = parsed->event;
  purged.body = nullptr;
  EventView gone(purged);
  EXPECT_EQ(explainNoMatch(NoMatch::kFilter, webhook, gone), "its filter left this event out");
}

json randomValue(std::mt19937& random) {
  static const std::vector<json> kValues{"a",
                                         "ab",
                                         "",
                                         "2026-11-23T20:00:00Z",
                                         "2026-11-24T20:00:00Z",
                                         nullptr,
                                         true,
                                         false,
                                         0,
                                         1,
                                         -1,
                                         1.0,
                                         2.5,
                                         9007199254740993,
                                         1e300,
                                         json::array({"a", 1}),
                                         json::object(),
                                         18446744073709551615u};
  return kValues[random() % kValues.size()];
}

TEST(EngineDone3Filter, AStoredFilterDecidesAsTheOneThatWasStored) {
  static const std::vector<std::string> kOps{"eq", "ne", "in", "contains", "gt", "lt", "exists", "matches"};
  static const std::vector<std::string> kPaths{"data.x", "data.y", "data.x.0", "type", "custom"};
  std::mt19937 random(20261123);
  int read = 0;
  int taken = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<json> conditions;
    for (auto n = random() % 3 + 1; n > 0; --n) {
      const auto& op = kOps[random() % kOps.size()];
      json value = op == "in" ? json::array({randomValue(random), randomValue(random)}) : randomValue(random);
      conditions.push_back(condition(op, value, kPaths[random() % kPaths.size()]));
    }
    const auto filter = EventFilter::fromJson(all(conditions));
    if (!filter) continue;
    ++read;
    auto webhook = fullWebhook();
    webhook.events = {"*"};
    webhook.chatbotId = "*";
    webhook.filter = *filter;
    const auto back = webhookFromStored(json::parse(storedJson(webhook).dump()));
    ASSERT_TRUE(back) << filter->toJson();
    EXPECT_EQ(back->filter, *filter);
    for (int k = 0; k < 8; ++k) {
      json body{{"type", "lead.captured"}, {"chatbotId", "b"}, {"data", {{"x", randomValue(random)}}}};
      if (random() % 2 == 0) body["data"]["y"] = randomValue(random);
      if (random() % 2 == 0) body["custom"] = randomValue(random);
      const auto parsed = parseEvent(body.dump(), {"e1", {}});
      ASSERT_TRUE(parsed) << body;
      EventView before(parsed->event);
      EventView after(parsed->event);
      const auto decided = match(webhook, before);
      EXPECT_EQ(decided, match(*back, after)) << filter->toJson() << " on " << body;
      EXPECT_EQ(decided == NoMatch::kNone, filter->explain(before.body()).empty());
      taken += decided == NoMatch::kNone ? 1 : 0;
    }
  }
  EXPECT_GT(read, 500);
  EXPECT_GT(taken, 500);
}

TEST(EngineBadInputFilter, EveryFaultIsNamedByItsPlace) {
  EXPECT_THAT(fault("x"), HasSubstr("/filter must be an object"));
  EXPECT_THAT(fault({{"any", json::array()}}), HasSubstr("/filter/any is no field of a filter"));
  EXPECT_THAT(fault({{"all", "x"}}), HasSubstr("/filter/all must be a list of at most 20 conditions"));
  EXPECT_THAT(fault(all({"x"})), HasSubstr("/filter/all/0 must be an object such as"));
  EXPECT_THAT(fault(all({condition("eq", 1), {{"path", "a"}, {"op", "eq"}, {"value", 1}, {"valeu", 1}}})),
              HasSubstr("/filter/all/1/valeu is no field of a condition"));
  EXPECT_THAT(faults(all({json::object()})),
              UnorderedElementsAre(HasSubstr("/filter/all/0/path is required"), HasSubstr("/filter/all/0/op is required")));
  for (const json& op : {json("EQ"), json("like"), json(""), json(1), json(nullptr)})
    EXPECT_EQ(fault(all({condition("eq", 1), condition("eq", 1), {{"path", "a"}, {"op", op}, {"value", 1}}})),
              "/filter/all/2/op must be eq, ne, in, contains, gt, lt, exists or matches");
  EXPECT_THAT(faults(all({condition("gt", "x"), condition("in", 1), condition("matches", "(")})),
              ElementsAre(HasSubstr("/filter/all/0/value"), HasSubstr("/filter/all/1/value"), HasSubstr("/filter/all/2/value")));
}

TEST(EngineBadInputFilter, APathHasItsForm) {
  const auto pathFault = [](const json& path) { return fault(all({{{"path", path}, {"op", "exists"}}})); };
  for (const json& path : {json(""), json(std::string(257, 'a'))})
    EXPECT_THAT(pathFault(path), HasSubstr("/path must be a path of 1 to 256 bytes"));
  for (const json& path : {json("."), json(".a"), json("a."), json("a..b")})
    EXPECT_THAT(pathFault(path), HasSubstr("/path must be names with single dots"));
  EXPECT_THAT(pathFault(7), HasSubstr("/path must be text"));
  EXPECT_THAT(pathFault("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a"), HasSubstr("/path must not have more than 16 parts"));
  EXPECT_EQ(pathFault("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a"), "taken");
  EXPECT_EQ(pathFault(std::string(256, 'a')), "taken");
}

TEST(EngineBadInputFilter, AValueFitsItsOp) {
  const auto valueFault = [](const std::string& op, const json& value) { return fault(all({condition(op, value)})); };
  for (const auto* op : {"eq", "ne", "contains", "in", "gt", "lt", "matches"})
    EXPECT_EQ(valueFault(op, kNoValue), "/filter/all/0/value is required");
  for (const auto* op : {"eq", "ne", "contains"}) {
    for (const json& value : {json::object(), json::array({"a"})})
      EXPECT_THAT(valueFault(op, value), HasSubstr("for one of several values use in"));
    EXPECT_THAT(valueFault(op, std::string(4097, 'a')), HasSubstr("/filter/all/0/value must not be longer than 4 KiB"));
    EXPECT_EQ(valueFault(op, std::string(4096, 'a')), "taken");
  }
  EXPECT_THAT(valueFault("contains", ""), HasSubstr("must not be empty"));
  for (const json& value : {json("a"), json::array(), json(std::vector<int>(101, 1)), json::object()})
    EXPECT_THAT(valueFault("in", value), HasSubstr("/filter/all/0/value must be a list of 1 to 100 values"));
  EXPECT_EQ(valueFault("in", std::vector<int>(100, 1)), "taken");
  EXPECT_THAT(valueFault("in", json::array({1, json::array(), std::string(4097, 'a')})),
              testing::AllOf(HasSubstr("/filter/all/0/value/1 must be text"), HasSubstr("/filter/all/0/value/2 must not be longer")));
  for (const auto* op : {"gt", "lt"})
    for (const json& value :
         {json("5"), json("a"), json("2026-11-23"), json("2026-11-23T20:00:00"), json(true), json(nullptr), json::array()})
      EXPECT_THAT(valueFault(op, value), HasSubstr("/filter/all/0/value must be a number, or a time with its zone")) << value;
  for (const json& value : {json("true"), json(1), json(nullptr)})
    EXPECT_THAT(valueFault("exists", value), HasSubstr("/value must be true or false"));
}

TEST(EngineBadInputFilter, AnExpressionThatIsNoneOrTooLargeIsRefusedWithItsReason) {
  const auto patternFault = [](const json& value) { return fault(all({condition("matches", value)})); };
  EXPECT_THAT(patternFault("(a"), HasSubstr("/filter/all/0/value is no regular expression that RE2 takes: missing ): (a"));
  EXPECT_THAT(patternFault("(a)\\1"), HasSubstr("invalid escape sequence"));
  EXPECT_THAT(patternFault("(?=a)"), HasSubstr("invalid perl operator"));
  EXPECT_THAT(patternFault("a{1001}"), HasSubstr("invalid repetition size"));
  EXPECT_THAT(patternFault("((a{100}){100}){100}"), HasSubstr("is no regular expression that RE2 takes"));
  EXPECT_THAT(patternFault("\\pL{100}"), HasSubstr("too large"));
  // RE2 would take it: the bound on what one event may cost is ours.
  EXPECT_THAT(patternFault("a{1000}b{1000}"), HasSubstr("is too large when its repetitions are written out"));
  EXPECT_EQ(patternFault("a{1000}b{400}"), "taken");
  EXPECT_THAT(patternFault(5), HasSubstr("must be a regular expression as text"));
  for (const json& value : {json(""), json(std::string(1025, 'a'))})
    EXPECT_THAT(patternFault(value), HasSubstr("must be a regular expression of 1 to 1024 bytes"));
  EXPECT_EQ(patternFault(std::string(1024, 'a')), "taken");
}

TEST(EngineBadInputFilter, NotMoreThanTwentyConditions) {
  std::vector<json> conditions(20, condition("ne", 1));
  EXPECT_EQ(fault(all(conditions)), "taken");
  conditions.push_back(condition("ne", 1));
  EXPECT_THAT(fault(all(conditions)), HasSubstr("/filter/all must be a list of at most 20 conditions"));
}

TEST(EngineBadInputFilter, ConditionsThatNoEventMeetsTogetherAreRefused) {
  const auto pair = [](const json& a, const json& b) {
    const auto there = fault(all({a, b}));
    EXPECT_EQ(there, fault(all({b, a})));
    return there;
  };
  const std::string clash = "/filter/all/1 contradicts /filter/all/0: no event meets both. Remove one of them";
  const auto early = "2026-11-23T20:00:00Z";
  const auto late = "2026-11-24T20:00:00Z";
  EXPECT_EQ(pair(condition("eq", 1), condition("eq", 2)), clash);
  EXPECT_EQ(pair(condition("eq", 1), condition("ne", 1.0)), clash);
  EXPECT_EQ(pair(condition("eq", 1), condition("gt", 5)), clash);
  EXPECT_EQ(pair(condition("in", {1, 2}), condition("in", {3, "1"})), clash);
  EXPECT_EQ(pair(condition("in", {"a", "b"}), condition("matches", "^c")), clash);
  EXPECT_EQ(pair(condition("gt", 5), condition("lt", 5)), clash);
  EXPECT_EQ(pair(condition("gt", late), condition("lt", early)), clash);
  EXPECT_EQ(pair(condition("gt", 5), condition("lt", late)), clash);
  EXPECT_EQ(pair(condition("exists", false), condition("eq", 1)), clash);
  EXPECT_EQ(pair(condition("exists", false), condition("exists", kNoValue)), clash);
  for (const auto& [a, b] : std::vector<std::pair<json, json>>{{condition("eq", 1), condition("eq", 1.0)},
                                                               {condition("eq", 1), condition("eq", 2, "data.y")},
                                                               {condition("eq", 7), condition("gt", 5)},
                                                               {condition("in", {1, 2}), condition("ne", 1)},
                                                               {condition("gt", 1), condition("lt", 2)},
                                                               {condition("gt", 1), condition("gt", 5)},
                                                               {condition("gt", early), condition("lt", late)},
                                                               {condition("exists", false), condition("ne", 1)},
                                                               {condition("contains", "a"), condition("contains", "b")}})
    EXPECT_EQ(pair(a, b), "taken") << a << b;
}

}  // namespace
}  // namespace hookline::model
