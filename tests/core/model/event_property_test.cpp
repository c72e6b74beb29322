#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "json_writer.h"
#include "model/event.h"

namespace hookline::model {
namespace {

const EventDefaults kDefaults{"evt_0000000000042", base::fromMs(1795464000123)};

std::string generated(base::SeededRandom& random, JsonWriter::Options options) {
  JsonWriter writer(random, options);
  std::string text = R"({"type":"made.up", "chatbotId" : "bot_1","data":)" + writer.object(5) + R"(,"more":)" + writer.object(3);
  if (random.below(2) == 0) text += R"(, "id":"own-1")";
  if (random.below(2) == 0) text += R"(, "timestamp":"2026-11-23T20:00:00.000Z")";
  return text + "}";
}

TEST(StoredBody, IsAFixedPointOfParsing) {
  base::SeededRandom random(11);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = generated(random, {});
    const auto first = parseEvent(text, kDefaults);
    ASSERT_TRUE(first) << first.error().message << "\n" << text;
    const auto second = parseEvent(*first->event.body, {"evt_never_used", base::fromMs(0)});
    ASSERT_TRUE(second) << *first->event.body;
    ASSERT_EQ(*second->event.body, *first->event.body);
    EXPECT_EQ(second->comparable, *first->event.body);
  }
}

TEST(StoredBody, MeansTheSameAsWhatWasSent) {
  base::SeededRandom random(12);
  for (int i = 0; i < 1000; ++i) {
    const std::string text = generated(random, {});
    const auto parsed = parseEvent(text, kDefaults);
    ASSERT_TRUE(parsed);
    const auto sent = nlohmann::ordered_json::parse(text);
    const auto stored = nlohmann::ordered_json::parse(*parsed->event.body);
    ASSERT_EQ(stored["data"], sent["data"]) << text;
    ASSERT_EQ(stored["more"], sent["more"]) << text;
  }
}

TEST(StoredBody, IsMadeOrRefusedForAnyBytes) {
  base::SeededRandom random(13);
  for (int i = 0; i < 20000; ++i) {
    std::string text = generated(random, {});
    for (auto hits = 1 + random.below(4); hits > 0; --hits) {
      const auto at = static_cast<std::size_t>(random.below(text.size()));
      if (random.below(3) == 0)
        text.erase(at, 1 + static_cast<std::size_t>(random.below(5)));
      else
        text[at] = static_cast<char>(random.below(256));
      if (text.empty()) break;
    }
    const auto parsed = parseEvent(text, kDefaults);
    if (!parsed) {
      EXPECT_FALSE(parsed.error().message.empty());
      continue;
    }
    const auto again = parseEvent(*parsed->event.body, kDefaults);
    ASSERT_TRUE(again) << *parsed->event.body;
    ASSERT_EQ(*again->event.body, *parsed->event.body);
  }
}

}  // namespace
}  // namespace hookline::model
