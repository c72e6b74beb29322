#include "core_api/event_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

namespace hookline::core_api {
namespace {

/// A daemon and the time itself: each call is answered `latency` after it was sent, and waiting is what makes the time pass.
class PlayedDaemon final : public net::Transport, public base::Clock {
 public:
  struct Sent {
    base::Micros at{};
    model::HttpRequest request;
  };

  base::Micros latency{1000};
  std::function<model::HttpResult(std::size_t n)> answer = [](std::size_t) { return accepted(); };
  std::vector<Sent> sent;
  std::size_t mostInFlight = 0;

  static model::HttpResult accepted() {
    model::HttpResult result;
    result.status = 202;
    result.body = R"({"id":"evt_1","deliveries":[]})";
    return result;
  }
  static model::HttpResult refused(int status, std::string sentence) {
    model::HttpResult result;
    result.status = status;
    result.body = R"({"error":")" + std::move(sentence) + "\"}";
    return result;
  }

  base::Now now() const override { return {{}, base::MonoTime{time_}, base::MonoTime{time_}}; }

  void send(net::TransferId id, model::HttpRequest request) override {
    underWay_.emplace(time_ + latency, id);
    mostInFlight = std::max(mostInFlight, underWay_.size());
    sent.push_back({time_, std::move(request)});
  }
  void cancel(net::TransferId) override {}
  void wake() override {}
  std::size_t inFlight() const override { return underWay_.size(); }

  std::vector<net::Finished> poll(base::Micros patience) override {
    auto until = time_ + patience;
    if (!underWay_.empty()) until = std::min(until, underWay_.begin()->first);
    time_ = std::max(time_, until);
    std::vector<net::Finished> done;
    while (!underWay_.empty() && underWay_.begin()->first <= time_) {
      auto result = answer(answered_++);
      result.times.total = latency;
      done.push_back({underWay_.begin()->second, std::move(result)});
      underWay_.erase(underWay_.begin());
    }
    return done;
  }

 private:
  base::Micros time_{5000000};
  std::multimap<base::Micros, net::TransferId> underWay_;
  std::size_t answered_ = 0;
};

/// `count` events, one each `apart`.
EventFeed::Source evenly(std::size_t count, base::Micros apart) {
  return [count, apart, n = std::size_t{0}]() mutable -> std::optional<FeedItem> {
    if (n == count) return std::nullopt;
    const auto at = apart * static_cast<std::int64_t>(n);
    return FeedItem{at, "{\"n\":" + std::to_string(n++) + "}"};
  };
}

EventFeedOptions anOptions() {
  EventFeedOptions options;
  options.url = "http://127.0.0.1:8787/";
  options.token = "hl_a_b_c";
  return options;
}

TEST(EventFeed, SendsEachEventWhenItIsDue) {
  PlayedDaemon daemon;
  EventFeed feed(daemon, daemon, anOptions());
  const auto report = feed.run(evenly(5, base::Micros{250000}), {}, {});
  ASSERT_EQ(daemon.sent.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ((daemon.sent[i].at - daemon.sent[0].at).count(), static_cast<std::int64_t>(i) * 250000);
  EXPECT_EQ(report.sent, 5U);
  EXPECT_EQ(report.accepted, 5U);
  EXPECT_TRUE(report.allAccepted());
  EXPECT_EQ(report.latencies.total(), 5U);
  EXPECT_FALSE(report.stopped);
}

TEST(EventFeed, MarksEventsAsSimulatedUnlessTheyAreReal) {
  PlayedDaemon daemon;
  EventFeed(daemon, daemon, anOptions()).run(evenly(1, {}), {}, {});
  auto options = anOptions();
  options.simulated = false;
  options.token.clear();
  EventFeed(daemon, daemon, options).run(evenly(1, {}), {}, {});
  ASSERT_EQ(daemon.sent.size(), 2U);
  EXPECT_EQ(daemon.sent[0].request.url, "http://127.0.0.1:8787/api/events?simulated=1");
  EXPECT_EQ(daemon.sent[1].request.url, "http://127.0.0.1:8787/api/events");
  const auto authorization = [](const model::HttpRequest& request) {
    for (const auto& header : request.headers)
      if (header.name == "Authorization") return header.value;
    return std::string();
  };
  EXPECT_EQ(authorization(daemon.sent[0].request), "Bearer hl_a_b_c");
  EXPECT_EQ(authorization(daemon.sent[1].request), "");
  EXPECT_EQ(*daemon.sent[0].request.body, "{\"n\":0}");
}

TEST(EventFeed, NeverHasMoreUnderWayThanAllowedAndCatchesUp) {
  PlayedDaemon daemon;
  daemon.latency = base::Micros{50000};
  auto options = anOptions();
  options.maxInFlight = 3;
  EventFeed feed(daemon, daemon, options);
  const auto report = feed.run(evenly(30, base::Micros{10000}), {}, {});
  EXPECT_EQ(daemon.mostInFlight, 3U);
  EXPECT_EQ(report.sent, 30U);
  EXPECT_EQ(report.accepted, 30U);
  EXPECT_EQ(report.notSent, 0U);
}

TEST(EventFeed, GivesUpWhatADaemonFarBehindCannotTake) {
  PlayedDaemon daemon;
  daemon.latency = base::Micros{1000000};
  auto options = anOptions();
  options.maxInFlight = 1;
  EventFeed feed(daemon, daemon, options);
  const auto report = feed.run(evenly(1000, base::Micros{10000}), {}, {});
  EXPECT_LT(report.sent, 20U);
  EXPECT_GT(report.sent, 9U);
  EXPECT_EQ(report.sent + report.notSent, 1000U);
  EXPECT_FALSE(report.allAccepted());
}

TEST(EventFeed, CountsRefusalsByReasonAndDuplicatesAsAccepted) {
  PlayedDaemon daemon;
  daemon.answer = [](std::size_t n) {
    if (n < 2) return PlayedDaemon::refused(429, "Too many events");
    if (n == 2) return PlayedDaemon::refused(422, "The event does not validate");
    auto result = PlayedDaemon::accepted();
    if (n == 3) result.status = 200;
    return result;
  };
  EventFeed feed(daemon, daemon, anOptions());
  const auto report = feed.run(evenly(6, base::Micros{1000}), {}, {});
  EXPECT_EQ(report.accepted, 3U);
  EXPECT_EQ(report.duplicates, 1U);
  EXPECT_EQ(report.refusedTotal(), 3U);
  EXPECT_EQ(report.refused.at("429 Too many events."), 2U);
  EXPECT_EQ(report.refused.at("422 The event does not validate."), 1U);
  EXPECT_FALSE(report.allAccepted());
}

TEST(EventFeed, KeepsOnlySoManyReasonsApart) {
  PlayedDaemon daemon;
  daemon.answer = [](std::size_t n) { return PlayedDaemon::refused(422, "reason " + std::to_string(n)); };
  EventFeed feed(daemon, daemon, anOptions());
  const auto report = feed.run(evenly(100, base::Micros{1000}), {}, {});
  EXPECT_EQ(report.refused.size(), FeedReport::kMaxReasons);
  EXPECT_EQ(report.refusedTotal(), 100U);
  EXPECT_EQ(report.refused.at("other reasons"), 100U - (FeedReport::kMaxReasons - 1));
}

TEST(EventFeed, SaysWhatToDoWhenNobodyAnswers) {
  PlayedDaemon daemon;
  daemon.answer = [](std::size_t) {
    model::HttpResult result;
    result.fault = model::NetFault::kRefused;
    return result;
  };
  EventFeed feed(daemon, daemon, anOptions());
  const auto report = feed.run(evenly(2, base::Micros{1000}), {}, {});
  ASSERT_EQ(report.refused.size(), 1U);
  EXPECT_NE(report.refused.begin()->first.find("hooklined serve"), std::string::npos);
  EXPECT_EQ(report.latencies.total(), 0U);
}

TEST(EventFeed, StopsEarlyAndStillHearsWhatIsUnderWay) {
  PlayedDaemon daemon;
  daemon.latency = base::Micros{400000};
  EventFeed feed(daemon, daemon, anOptions());
  std::uint64_t heard = 0;
  const auto report = feed.run(
      evenly(1000, base::Micros{100000}), [&] { return daemon.sent.size() >= 10; }, [&](const FeedReport& soFar) { heard = soFar.sent; });
  EXPECT_TRUE(report.stopped);
  EXPECT_EQ(report.sent, 10U);
  EXPECT_EQ(report.accepted, 10U);
  EXPECT_EQ(heard, 10U);
}

}  // namespace
}  // namespace hookline::core_api
