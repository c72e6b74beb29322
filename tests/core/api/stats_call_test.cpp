#include <atomic>

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

json lead(int n) {
  return {{"type", "lead.captured"},
          {"chatbotId", "bot_1"},
          {"data", {{"email", "person" + std::to_string(n) + "@example.com"}, {"source", "test"}, {"conversationSummary", "asked"}}}};
}

std::uint64_t sum(const json& items, const char* name) {
  std::uint64_t total = 0;
  for (const auto& item : items) total += item[name].get<std::uint64_t>();
  return total;
}

TEST(Stats, CountWhatWasDeliveredAndWhatFailedMinuteByMinute) {
  ApiStack stack;
  stack.webhook({{"retryPolicy", {{"maxRetries", 0}}}});
  stack.network->answerWith([answers = std::make_shared<std::atomic<int>>(0)](const model::HttpRequest&) {
    return support::FakeNetwork::answer(answers->fetch_add(1) == 2 ? 503 : 200);
  });
  for (int n = 0; n < 3; ++n) ASSERT_EQ(stack.post("/api/events", lead(n)).status, 202);
  const auto stats =
      stack.until("/api/stats", [](const json& body) { return sum(body["items"], "failed") >= 1 && sum(body["items"], "delivered") >= 2; });
  ASSERT_EQ(stats.status, 200) << stats.text;
  const auto& items = stats.body["items"];
  EXPECT_EQ(sum(items, "delivered"), 2U);
  EXPECT_EQ(sum(items, "failed"), 1U);
  EXPECT_GE(items.size(), 60U);
  EXPECT_LE(items.size(), 61U);
  EXPECT_TRUE(items.front()["p95Ms"].is_null()) << "an hour ago nothing was sent";
}

TEST(Stats, StepsAddMinutesUp) {
  ApiStack stack;
  stack.webhook();
  ASSERT_EQ(stack.post("/api/events", lead(1)).status, 202);
  const auto stats = stack.until("/api/stats?step=1h", [](const json& body) { return sum(body["items"], "delivered") >= 1; });
  EXPECT_LE(stats.body["items"].size(), 2U);
  EXPECT_EQ(sum(stats.body["items"], "delivered"), 1U);
}

TEST(Stats, AnotherWebhooksResultsAreLeftOut) {
  ApiStack stack;
  const auto id = stack.webhook();
  ASSERT_EQ(stack.post("/api/events", lead(1)).status, 202);
  const auto mine = stack.until("/api/stats?webhookId=" + id, [](const json& body) { return sum(body["items"], "delivered") >= 1; });
  EXPECT_EQ(sum(mine.body["items"], "delivered"), 1U);
  EXPECT_EQ(sum(stack.get("/api/stats?webhookId=wh_0000000000001").body["items"], "delivered"), 0U);
}

TEST(Stats, BadWindowsAreRefusedByName) {
  ApiStack stack;
  for (const auto& [query, named] :
       std::vector<std::pair<std::string, std::string>>{{"step=90s", "step"},
                                                        {"step=1m&from=2026-01-01T00:00:00Z", "from"},
                                                        {"from=yesterday", "from"},
                                                        {"from=2026-11-24T10:00:00Z&to=2026-11-24T09:00:00Z", "from"},
                                                        {"from=2026-11-01T10:00:00Z&to=2026-11-24T09:00:00Z", "step"},
                                                        {"webhookId=7", "webhookId"},
                                                        {"window=1h", "window"}}) {
    const auto answer = stack.get("/api/stats?" + query);
    EXPECT_EQ(answer.status, 422) << query;
    EXPECT_FALSE(answer.detail("?" + named).empty()) << query << ": " << answer.text;
  }
}

/// The start of the minute in which a webhook had its only results.
std::string minuteOfResults(const json& items) {
  for (const auto& item : items)
    if (item["delivered"].get<std::uint64_t>() > 0) return item["at"].get<std::string>();
  return {};
}

TEST(DaemonDone1Stats, AWindowHoldsTheMinuteItBeginsWithAndNotTheOneItEndsWith) {
  ApiStack stack;
  stack.webhook();
  ASSERT_EQ(stack.post("/api/events", lead(1)).status, 202);
  const auto stats = stack.until("/api/stats", [](const json& body) { return sum(body["items"], "delivered") >= 1; });
  const auto minute = minuteOfResults(stats.body["items"]);
  const auto begin = base::parseIso(minute);
  ASSERT_TRUE(begin) << stats.text;
  const auto next = base::formatIso(*begin + std::chrono::minutes{1});
  EXPECT_EQ(sum(stack.get("/api/stats?from=" + minute + "&to=" + next).body["items"], "delivered"), 1U);
  const auto before = base::formatIso(*begin - std::chrono::minutes{1});
  // A step that is longer than what is left of the window is cut where that ends.
  for (const std::string step : {"1m", "1h"}) {
    const auto earlier = stack.get("/api/stats?from=" + before + "&to=" + minute + "&step=" + step);
    EXPECT_EQ(sum(earlier.body["items"], "delivered"), 0U) << step << ": " << earlier.text;
  }
}

TEST(DaemonDone1Stats, PercentilesAreOfTheSlowestHalfTwentiethAndHundredth) {
  ApiStack stack;
  stack.webhook();
  // Of a hundred answers 90 are fast, 8 slow and 2 very slow.
  stack.network->answerWith([answers = std::make_shared<std::atomic<int>>(0)](const model::HttpRequest&) {
    auto answer = support::FakeNetwork::answer(200);
    const int n = answers->fetch_add(1) % 100;
    answer.times.total = n < 90 ? base::Micros{2000} : n < 98 ? base::Micros{300'000} : base::Micros{5'000'000};
    return answer;
  });
  json events = json::array();
  for (int n = 0; n < 100; ++n) events.push_back(lead(n));
  ASSERT_EQ(stack.post("/api/events/batch", {{"events", events}}).status, 202);
  const auto stats = stack.until("/api/stats", [](const json& body) { return sum(body["items"], "delivered") >= 100; });
  ASSERT_EQ(sum(stats.body["items"], "delivered"), 100U) << stats.text;
  // A step may have ended between the answers; these two end at different times.
  json whole;
  for (const std::string step : {"24h", "23h"}) {
    const auto items = stack.get("/api/stats?step=" + step).body["items"];
    if (items.back()["delivered"] == 100U) whole = items.back();
  }
  ASSERT_TRUE(whole.is_object()) << stats.text;
  EXPECT_NEAR(whole["p50Ms"].get<double>(), 2.0, 0.5);
  EXPECT_NEAR(whole["p95Ms"].get<double>(), 300.0, 75.0);
  EXPECT_NEAR(whole["p99Ms"].get<double>(), 5000.0, 1250.0);
}

TEST(DaemonDone1Stats, SimulatedEventsAreNotCounted) {
  ApiStack stack;
  stack.webhook();
  ASSERT_EQ(stack.post("/api/events?simulated=1", lead(1)).status, 202);
  ASSERT_EQ(stack.post("/api/events", lead(2)).status, 202);
  const auto both = stack.until("/api/deliveries?state=delivered", [](const json& body) { return body["items"].size() == 2; });
  ASSERT_EQ(both.body["items"].size(), 2U) << both.text;
  EXPECT_EQ(sum(stack.get("/api/stats").body["items"], "delivered"), 1U) << "of the real one, stored with its result";
}

TEST(EventTypeExamples, FitTheirSchemaAndComeAgainWithTheirSeed) {
  ApiStack stack;
  for (const auto& type : stack.types.names()) {
    const auto example = stack.get("/api/event-types/" + type + "/example?seed=7");
    ASSERT_EQ(example.status, 200) << example.text;
    EXPECT_EQ(example.body["type"], type);
    EXPECT_TRUE(stack.types.check(type, example.text)) << example.text;
    EXPECT_EQ(stack.get("/api/event-types/" + type + "/example?seed=7").text, example.text);
  }
  EXPECT_NE(stack.get("/api/event-types/lead.captured/example?seed=8").text,
            stack.get("/api/event-types/lead.captured/example?seed=9").text);
  EXPECT_EQ(stack.get("/api/event-types/NOT%20A%20TYPE/example").status, 404);
  EXPECT_EQ(stack.get("/api/event-types/lead.captured/example?seed=x").status, 422);
}

}  // namespace
}  // namespace hookline::api::testing
