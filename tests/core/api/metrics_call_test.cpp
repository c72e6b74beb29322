#include <gmock/gmock.h>

#include <charconv>
#include <map>
#include <set>

#include "api/metrics_text.h"
#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using internal::MetricsText;

bool isName(std::string_view text) {
  const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && !(text.front() >= '0' && text.front() <= '9') && std::all_of(text.begin(), text.end(), good);
}

/// A page in the text format 0.0.4, read by its grammar. What breaks it fails the test.
class Page {
 public:
  explicit Page(const std::string& text) {
    EXPECT_TRUE(text.ends_with('\n')) << "the last line must end too";
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) read(line);
    for (const auto& [name, type] : types_) EXPECT_TRUE(helps_.contains(name)) << name;
  }
  /// By name and labels as they are written: hookline_attempts_total{class="none"}.
  double value(const std::string& series) const {
    const auto found = values_.find(series);
    EXPECT_NE(found, values_.end()) << series;
    return found == values_.end() ? -1 : found->second;
  }
  const std::map<std::string, double>& values() const { return values_; }
  const std::map<std::string, std::string>& types() const { return types_; }

 private:
  void read(const std::string& line) {
    if (line.starts_with("# HELP ")) return readComment(line, helps_);
    if (!line.starts_with("# TYPE ")) return readSample(line);
    readComment(line, types_);
    EXPECT_THAT(types_.at(family_), ::testing::AnyOf("counter", "gauge", "histogram")) << line;
    if (types_.at(family_) == "counter") {
      EXPECT_TRUE(family_.ends_with("_total")) << line;
    }
  }
  void readComment(const std::string& line, std::map<std::string, std::string>& into) {
    const auto space = line.find(' ', 7);
    ASSERT_NE(space, std::string::npos) << line;
    family_ = line.substr(7, space - 7);
    EXPECT_TRUE(isName(family_)) << line;
    EXPECT_TRUE(into.emplace(family_, line.substr(space + 1)).second) << "said twice: " << line;
  }
  void readSample(const std::string& line) {
    auto at = line.find_first_of("{ ");
    ASSERT_NE(at, std::string::npos) << line;
    const auto name = line.substr(0, at);
    EXPECT_TRUE(isName(name)) << line;
    ASSERT_TRUE(types_.contains(family_)) << "a sample before its TYPE: " << line;
    auto base = name;
    if (types_.at(family_) == "histogram")
      for (const auto* suffix : {"_bucket", "_sum", "_count"})
        if (name == family_ + suffix) base = family_;
    EXPECT_EQ(base, family_) << "a sample under another family: " << line;
    if (line[at] == '{') at = readLabels(line, at);
    ASSERT_EQ(line[at], ' ') << line;
    const auto number = line.substr(at + 1);
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    EXPECT_TRUE(error == std::errc() && end == number.data() + number.size()) << line;
    EXPECT_TRUE(values_.emplace(line.substr(0, at), value).second) << "a series twice: " << line;
  }
  /// Answers where the labels end.
  std::size_t readLabels(const std::string& line, std::size_t at) {
    do {
      const auto equals = line.find("=\"", ++at);
      if (equals == std::string::npos) return 0;
      EXPECT_TRUE(isName(line.substr(at, equals - at))) << line;
      for (at = equals + 2; at < line.size() && line[at] != '"'; ++at) {
        if (line[at] == '\\') {
          EXPECT_NE(std::string("\\\"n").find(line[++at]), std::string::npos) << line;
        }
      }
      ++at;
    } while (at < line.size() && line[at] == ',');
    EXPECT_EQ(line[at], '}') << line;
    return at + 1;
  }

  std::string family_;
  std::map<std::string, std::string> helps_;
  std::map<std::string, std::string> types_;
  std::map<std::string, double> values_;
};

Page pageOf(ApiStack& stack) {
  const auto answer = stack.get("/metrics");
  EXPECT_EQ(answer.status, 200) << answer.text;
  return Page(answer.text);
}

json event() { return {{"type", "a.b"}, {"chatbotId", "bot"}, {"data", json::object()}}; }

TEST(DaemonDone7Metrics, EveryLineFollowsTheTextFormat) {
  ApiStack stack;
  stack.webhook();
  ASSERT_EQ(stack.post("/api/events", event()).status, 202);
  const auto page = pageOf(stack);
  for (const auto* name : {"hookline_build_info", "hookline_events_accepted_total", "hookline_deliveries_total", "hookline_attempts_total",
                           "hookline_attempt_duration_seconds", "hookline_waiting_deliveries", "hookline_in_flight", "hookline_online",
                           "hookline_store_bytes", "hookline_disk_free_bytes", "hookline_store_stopped", "process_cpu_seconds_total",
                           "process_resident_memory_bytes", "hookline_webhook_waiting_deliveries"})
    EXPECT_TRUE(page.types().contains(name)) << name;
  EXPECT_EQ(page.value("hookline_build_info{version=\"9.9.9-test\"}"), 1);
  EXPECT_GT(page.value("hookline_store_bytes"), 0);
  EXPECT_EQ(page.value("hookline_store_stopped"), 0);
}

TEST(DaemonDone7Metrics, CountWhatHappened) {
  ApiStack stack;
  stack.webhook();
  auto named = event();
  named["id"] = "mine";
  ASSERT_EQ(stack.post("/api/events", named).status, 202);
  ASSERT_EQ(stack.post("/api/events", named).status, 200);
  ASSERT_EQ(stack.post("/api/events", event()).status, 202);
  EXPECT_EQ(stack.call("POST", "/api/events", "{").status, 400);
  stack.until("/api/deliveries/facets", [](const json& facets) { return facets["byState"].value("delivered", 0) == 2; });
  const auto page = pageOf(stack);
  EXPECT_EQ(page.value("hookline_events_accepted_total"), 2);
  EXPECT_EQ(page.value("hookline_events_duplicate_total"), 1);
  EXPECT_EQ(page.value("hookline_events_refused_total{reason=\"invalid\"}"), 1);
  EXPECT_EQ(page.value("hookline_deliveries_total{result=\"delivered\"}"), 2);
  EXPECT_EQ(page.value("hookline_deliveries_total{result=\"dead\"}"), 0);
  EXPECT_EQ(page.value("hookline_attempts_total{class=\"none\"}"), 2);
  EXPECT_EQ(page.value("hookline_attempt_duration_seconds_count"), 2);
  EXPECT_EQ(page.value("hookline_attempt_duration_seconds_bucket{le=\"+Inf\"}"), 2);
}

TEST(DaemonDone7Metrics, CountersOnlyRiseAndBucketsAddUp) {
  ApiStack stack;
  stack.webhook();
  Page before = pageOf(stack);
  for (int round = 0; round < 3; ++round) {
    ASSERT_EQ(stack.post("/api/events", event()).status, 202);
    const auto now = pageOf(stack);
    for (const auto& [series, value] : before.values()) {
      const auto family = series.substr(0, series.find('{'));
      if (family.ends_with("_total") || family.ends_with("_bucket") || family.ends_with("_count")) {
        EXPECT_GE(now.value(series), value) << series;
      }
    }
    double below = 0;
    for (const auto* bound : {"0.01", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "30", "+Inf"}) {
      const auto count = now.value("hookline_attempt_duration_seconds_bucket{le=\"" + std::string(bound) + "\"}");
      EXPECT_GE(count, below) << bound;
      below = count;
    }
    EXPECT_EQ(below, now.value("hookline_attempt_duration_seconds_count"));
    before = now;
  }
}

TEST(DaemonDone7Metrics, NameNoWebhookAndBoundTheirSeries) {
  ApiStack stack;
  for (int i = 0; i < 205; ++i)
    stack.webhook({{"name", "canary-name-" + std::to_string(i)}, {"url", "https://canary-host.example/" + std::to_string(i)}});
  ASSERT_EQ(stack.post("/api/events", event()).status, 202);
  const auto answer = stack.get("/metrics");
  EXPECT_EQ(answer.text.find("canary"), std::string::npos);
  const auto page = Page(answer.text);
  const auto series = std::count_if(page.values().begin(), page.values().end(),
                                    [](const auto& one) { return one.first.starts_with("hookline_webhook_waiting_deliveries{"); });
  EXPECT_EQ(series, 200);
  EXPECT_EQ(page.value("hookline_webhooks"), 205);
  EXPECT_LT(page.values().size(), 600U);
}

TEST(DaemonDone7Metrics, NeedTheRightToRead) {
  ApiStack stack;
  EXPECT_EQ(stack.call("GET", "/metrics", {}, std::nullopt).status, 401);
  EXPECT_EQ(stack.call("GET", "/metrics", {}, model::Role::kProducer).status, 403);
  EXPECT_EQ(stack.call("GET", "/metrics", {}, model::Role::kViewer).status, 200);
}

TEST(DaemonDone7MetricsText, EscapesWhatALabelHolds) {
  MetricsText text;
  text.family("a_total", MetricsText::Type::kCounter, "back\\slash and\nline");
  text.count(1, {{"x", "quote\" back\\slash\nline"}, {"y", ""}});
  text.measure(0.25);
  EXPECT_EQ(text.text(),
            "# HELP a_total back\\\\slash and\\nline\n# TYPE a_total counter\n"
            "a_total{x=\"quote\\\" back\\\\slash\\nline\",y=\"\"} 1\na_total 0.25\n");
}

}  // namespace
}  // namespace hookline::api::testing
