#include "model/event_types.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "base/random.h"
#include "support/schema_reference.h"

namespace hookline::model {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

/// A whole, valid `data` for each type, every optional field given.
const std::map<std::string, json>& fullData() {
  static const std::map<std::string, json> kData{
      {"conversation.started",
       {{"visitorId", "v1"},
        {"pageUrl", "https://www.example.com/"},
        {"referrer", ""},
        {"userAgent", "x"},
        {"metadata", {{"any", {1, 2}}}}}},
      {"conversation.ended", {{"durationSeconds", 12.5}, {"messageCount", 3}, {"resolution", "solved"}}},
      {"message.received", {{"role", "user"}, {"content", "hi"}, {"sentiment", "neutral"}}},
      {"message.sent", {{"role", "assistant"}, {"content", ""}, {"sentiment", "positive"}}},
      {"lead.captured",
       {{"email", "ann@example.com"}, {"name", "Ann"}, {"phone", "1"}, {"company", "C"}, {"source", "s"}, {"conversationSummary", "t"}}},
      {"handoff.requested",
       {{"reason", "r"},
        {"urgency", "high"},
        {"visitorName", "Ann"},
        {"visitorEmail", "ann@example.com"},
        {"conversationHistory", json::array({{{"role", "user"}, {"content", "a"}}, {{"role", "assistant"}, {"content", "b"}}})}}},
      {"sentiment.negative", {{"message", "m"}, {"sentimentScore", 0.75}}},
      {"feedback.received", {{"rating", 5}, {"comment", "c"}}},
      {"purchase.intent", {{"visitorId", "v"}, {"intent", "i"}, {"estimatedValue", 10}, {"currency", "EUR"}}},
      {"webhook.test", {{"message", "m"}}}};
  return kData;
}

std::string bodyWith(std::string_view type, const json& data) {
  return nlohmann::ordered_json{{"id", "e"}, {"type", type}, {"data", data}}.dump();
}

class Types : public testing::Test {
 protected:
  EventTypes types_;

  std::vector<std::string> faults(const std::string& type, const json& data) {
    std::vector<std::string> out;
    if (const auto fits = types_.check(type, bodyWith(type, data)); !fits)
      for (const auto& detail : fits.error().details) out.push_back(detail.path + " " + detail.message);
    return out;
  }
};

TEST_F(Types, AreTheTenOfTheInterface) {
  EXPECT_THAT(types_.names(),
              ElementsAre("conversation.started", "conversation.ended", "message.received", "message.sent", "lead.captured",
                          "handoff.requested", "sentiment.negative", "feedback.received", "purchase.intent", "webhook.test"));
  for (const auto& name : types_.names()) {
    const auto schema = json::parse(types_.schema(name));
    EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    EXPECT_EQ(schema["title"], name);
    EXPECT_EQ(schema["type"], "object");
  }
  EXPECT_EQ(types_.schema("order.paid"), "");
}

TEST_F(Types, TakeFullDataAndRequiredFieldsAlone) {
  for (const auto& [type, data] : fullData()) {
    EXPECT_THAT(faults(type, data), ElementsAre()) << type;
    const auto schema = json::parse(types_.schema(type));
    json least = json::object();
    for (const auto& name : schema.value("required", json::array())) least[name.get<std::string>()] = data.at(name.get<std::string>());
    EXPECT_THAT(faults(type, least), ElementsAre()) << type;
  }
}

TEST_F(Types, NameEveryRequiredFieldThatIsMissing) {
  for (const auto& [type, data] : fullData()) {
    const auto schema = json::parse(types_.schema(type));
    for (const auto& name : schema.value("required", json::array())) {
      json less = data;
      less.erase(name.get<std::string>());
      EXPECT_THAT(faults(type, less), ElementsAre("/data/" + name.get<std::string>() + " is required")) << type;
    }
  }
}

TEST_F(Types, LetUnknownFieldsPassAndTakeNullForOptionalOnes) {
  for (const auto& [type, data] : fullData()) {
    json more = data;
    more["somethingElse"] = {{"deep", {1, nullptr}}};
    EXPECT_THAT(faults(type, more), ElementsAre()) << type;
    const auto schema = json::parse(types_.schema(type));
    const json required = schema.value("required", json::array());
    for (const auto& [name, value] : data.items()) {
      const bool needed = std::find(required.begin(), required.end(), name) != required.end();
      json nulled = data;
      nulled[name] = nullptr;
      EXPECT_EQ(faults(type, nulled).empty(), !needed) << type << " " << name;
    }
  }
}

TEST_F(Types, SayInPlainWordsWhatIsWrong) {
  const auto one = [this](const std::string& type, const std::string& name, const json& value) {
    json data = fullData().at(type);
    data[name] = value;
    const auto found = faults(type, data);
    return found.size() == 1 ? found[0] : "faults: " + std::to_string(found.size());
  };
  EXPECT_EQ(one("sentiment.negative", "sentimentScore", 1.5), "/data/sentimentScore must be a number from 0 to 1");
  EXPECT_EQ(one("sentiment.negative", "sentimentScore", "0.5"), "/data/sentimentScore must be a number from 0 to 1");
  EXPECT_EQ(one("feedback.received", "rating", 0), "/data/rating must be a number from 1 to 5");
  EXPECT_EQ(one("feedback.received", "comment", 7), "/data/comment must be text");
  EXPECT_EQ(one("message.sent", "role", "bot"), "/data/role must be user or assistant");
  EXPECT_EQ(one("handoff.requested", "urgency", "urgent"), "/data/urgency must be low, medium or high");
  EXPECT_EQ(one("conversation.ended", "messageCount", 1.5), "/data/messageCount must be a whole number, 0 or more");
  EXPECT_EQ(one("conversation.ended", "durationSeconds", -1), "/data/durationSeconds must be a number, 0 or more");
  EXPECT_EQ(one("conversation.started", "metadata", {1}), "/data/metadata must be an object");
  EXPECT_EQ(one("handoff.requested", "conversationHistory", "all of it"), "/data/conversationHistory must be a list");
  EXPECT_EQ(one("handoff.requested", "conversationHistory",
                json::array({{{"role", "user"}, {"content", "a"}}, {{"role", "user"}, {"content", 1}}})),
            "/data/conversationHistory/1/content must be text");
  EXPECT_EQ(one("handoff.requested", "conversationHistory", json::array({{{"role", "user"}}})),
            "/data/conversationHistory/0/content is required");
}

TEST_F(Types, RefuseWhatIsNoMailAddress) {
  const auto fits = [this](const char* email) {
    json data = fullData().at("lead.captured");
    data["email"] = email;
    return faults("lead.captured", data).empty();
  };
  for (const auto* good : {"a@b", "ann.o'brien+tag@example.co.uk", "é@example.com", "ann@localhost"}) EXPECT_TRUE(fits(good)) << good;
  for (const auto* bad : {"", "ann", "@", "ann@", "@example.com", "a@b@c", "a b@example.com", "Ann <a@example.com>", "a@b\n"})
    EXPECT_FALSE(fits(bad)) << bad;
}

TEST_F(Types, GiveOneDetailForEachFieldAndABoundForAll) {
  const auto fits = types_.check("lead.captured", bodyWith("lead.captured", {{"name", 1}}));
  ASSERT_FALSE(fits);
  EXPECT_EQ(fits.error().code, base::Errc::kInvalid);
  EXPECT_EQ(fits.error().details.size(), 4U);
  EXPECT_THAT(fits.error().message, HasSubstr("lead.captured"));
  json longHistory = json::array();
  for (int i = 0; i < 500; ++i) longHistory.push_back(i);
  EXPECT_EQ(faults("handoff.requested", {{"reason", "r"}, {"conversationHistory", longHistory}}).size(), 20U);
}

TEST_F(Types, PassTypesWithoutASchema) { EXPECT_TRUE(types_.check("order.paid", bodyWith("order.paid", {{"any", "thing"}}))); }

TEST_F(Types, JudgeOnlyTheBodysOwnData) {
  EXPECT_TRUE(types_.check("webhook.test", R"({"id":"e","data":{"message":"m"},"extra":{"data":{"message":7}}})"));
}

/// Changes one place of a value at random: drops it, or puts something else there. Fractions only, no 4.0: see below.
void mutate(json& value, base::SeededRandom& random) {
  static const json kOthers[] = {nullptr,          true,    0, -1, 3, 6, 0.5, 1.5, "", "user", "text", json::array(), json::object(),
                                 json::array({1}), 1.5e-300};
  if (value.is_object() && !value.empty() && random.below(4) != 0) {
    auto at = value.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random.below(value.size())));
    if (random.below(4) == 0)
      value.erase(at);
    else
      mutate(*at, random);
  } else if (value.is_array() && !value.empty() && random.below(3) != 0) {
    mutate(value[static_cast<std::size_t>(random.below(value.size()))], random);
  } else {
    value = kOthers[random.below(std::size(kOthers))];
  }
}

/// A type's schema for the reference, which stops the program when it meets a format on a value that is no text.
support::SchemaReference referenceOf(const EventTypes& types, const std::string& type) {
  auto schema = json::parse(types.schema(type));
  for (auto& property : schema["properties"]) property.erase("format");
  return support::SchemaReference(schema);
}

TEST_F(Types, JudgeAsAFullSchemaValidatorDoes) {
  base::SeededRandom random(41);
  int refused = 0;
  for (const auto& [type, data] : fullData()) {
    const auto reference = referenceOf(types_, type);
    for (int i = 0; i < 1500; ++i) {
      json changed = data;
      for (auto times = 1 + random.below(3); times > 0; --times) mutate(changed, random);
      if (type == "lead.captured" && changed.is_object() && changed.value("email", json()).is_string())
        changed["email"] = "ann@example.com";
      const bool ours = faults(type, changed).empty();
      ASSERT_EQ(ours, reference.accepts(changed)) << type << " " << changed.dump();
      refused += ours ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 3000);
}

TEST_F(Types, DifferFromTheReferenceOnlyWhereTheyFollowTheStandardFurther) {
  EXPECT_THAT(faults("conversation.ended", {{"messageCount", 4.0}}), ElementsAre());  // draft 7 §6.1.1: 4.0 is an integer
  EXPECT_FALSE(referenceOf(types_, "conversation.ended").accepts({{"messageCount", 4.0}}));
}

}  // namespace
}  // namespace hookline::model
