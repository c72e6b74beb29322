#include "simulate/event_sender.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <string>

namespace hookline::simulate {
namespace {

/// Who takes events, and the time itself: each is answered `latency` after it was posted, and waiting is what makes the time pass.
class PlayedPost final : public EventPost, public base::Clock {
 public:
  base::Micros latency{1000};
  std::function<PostAnswer(std::size_t n)> answer = [](std::size_t) { return accepted(); };
  std::vector<base::Micros> posted;
  std::size_t mostUnderWay = 0;

  static PostAnswer accepted() { return {true, false, {}, {}}; }
  static PostAnswer refused(std::string why) { return {false, false, std::move(why), {}}; }

  base::Now now() const override { return {{}, base::MonoTime{time_}, base::MonoTime{time_}}; }

  void post(std::string) override {
    underWay_.push_back(time_ + latency);
    mostUnderWay = std::max(mostUnderWay, underWay_.size());
    posted.push_back(time_);
  }
  std::size_t underWay() const override { return underWay_.size(); }

  std::vector<PostAnswer> collect(base::Micros patience) override {
    auto until = time_ + patience;
    if (!underWay_.empty()) until = std::min(until, underWay_.front());
    time_ = std::max(time_, until);
    std::vector<PostAnswer> done;
    while (!underWay_.empty() && underWay_.front() <= time_) {
      auto one = answer(answered_++);
      if (one.accepted) one.took = latency;
      done.push_back(std::move(one));
      underWay_.pop_front();
    }
    return done;
  }

 private:
  base::Micros time_{5000000};
  std::deque<base::Micros> underWay_;
  std::size_t answered_ = 0;
};

/// `count` events, one each `apart`.
EventSender::Source evenly(std::size_t count, base::Micros apart) {
  return [count, apart, n = std::size_t{0}]() mutable -> std::optional<ScheduledEvent> {
    if (n == count) return std::nullopt;
    const auto at = apart * static_cast<std::int64_t>(n);
    return ScheduledEvent{at, "{\"n\":" + std::to_string(n++) + "}"};
  };
}

TEST(EventSender, PostsEachEventWhenItIsDue) {
  PlayedPost post;
  EventSender sender(post, post, 64);
  const auto report = sender.run(evenly(5, base::Micros{250000}), {}, {});
  ASSERT_EQ(post.posted.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ((post.posted[i] - post.posted[0]).count(), static_cast<std::int64_t>(i) * 250000);
  EXPECT_EQ(report.sent, 5U);
  EXPECT_EQ(report.accepted, 5U);
  EXPECT_TRUE(report.allAccepted());
  EXPECT_EQ(report.latencies.total(), 5U);
  EXPECT_FALSE(report.stopped);
}

TEST(EventSender, NeverHasMoreUnderWayThanAllowedAndCatchesUp) {
  PlayedPost post;
  post.latency = base::Micros{50000};
  EventSender sender(post, post, 3);
  const auto report = sender.run(evenly(30, base::Micros{10000}), {}, {});
  EXPECT_EQ(post.mostUnderWay, 3U);
  EXPECT_EQ(report.sent, 30U);
  EXPECT_EQ(report.accepted, 30U);
  EXPECT_EQ(report.notSent, 0U);
}

TEST(EventSender, GivesUpWhatAReceiverFarBehindCannotTake) {
  PlayedPost post;
  post.latency = base::Micros{1000000};
  EventSender sender(post, post, 1);
  const auto report = sender.run(evenly(1000, base::Micros{10000}), {}, {});
  EXPECT_LT(report.sent, 20U);
  EXPECT_GT(report.sent, 9U);
  EXPECT_EQ(report.sent + report.notSent, 1000U);
  EXPECT_FALSE(report.allAccepted());
}

/// What is given up may be a day's events.
TEST(EventSender, AStopIsHeardWhileTheRestIsGivenUp) {
  PlayedPost post;
  post.latency = base::Micros{20000000};
  std::uint64_t made = 0;
  EventSender sender(post, post, 1);
  const auto report = sender.run(
      [&]() -> std::optional<ScheduledEvent> {
        return ScheduledEvent{base::Micros{static_cast<std::int64_t>(made++)}, "{}"};
      },
      [&] { return made >= 1000; }, {});
  EXPECT_TRUE(report.stopped);
  EXPECT_LT(made, 2000U);
  EXPECT_EQ(report.accepted, 1U);
}

TEST(EventSender, CountsRefusalsByReasonAndDuplicatesAsAccepted) {
  PlayedPost post;
  post.answer = [](std::size_t n) {
    if (n < 2) return PlayedPost::refused("429 Too many events.");
    if (n == 2) return PlayedPost::refused("422 The event does not validate.");
    auto one = PlayedPost::accepted();
    one.duplicate = n == 3;
    return one;
  };
  EventSender sender(post, post, 64);
  const auto report = sender.run(evenly(6, base::Micros{1000}), {}, {});
  EXPECT_EQ(report.accepted, 3U);
  EXPECT_EQ(report.duplicates, 1U);
  EXPECT_EQ(report.refusedTotal(), 3U);
  EXPECT_EQ(report.refused.at("429 Too many events."), 2U);
  EXPECT_EQ(report.refused.at("422 The event does not validate."), 1U);
  EXPECT_EQ(report.latencies.total(), 3U);
  EXPECT_FALSE(report.allAccepted());
}

TEST(EventSender, KeepsOnlySoManyReasonsApart) {
  PlayedPost post;
  post.answer = [](std::size_t n) { return PlayedPost::refused("reason " + std::to_string(n)); };
  EventSender sender(post, post, 64);
  const auto report = sender.run(evenly(100, base::Micros{1000}), {}, {});
  EXPECT_EQ(report.refused.size(), FeedReport::kMaxReasons);
  EXPECT_EQ(report.refusedTotal(), 100U);
  EXPECT_EQ(report.refused.at("other reasons"), 100U - (FeedReport::kMaxReasons - 1));
}

TEST(EventSender, StopsEarlyAndStillHearsWhatIsUnderWay) {
  PlayedPost post;
  post.latency = base::Micros{400000};
  EventSender sender(post, post, 64);
  std::uint64_t heard = 0;
  const auto report = sender.run(
      evenly(1000, base::Micros{100000}), [&] { return post.posted.size() >= 10; }, [&](const FeedReport& soFar) { heard = soFar.sent; });
  EXPECT_TRUE(report.stopped);
  EXPECT_EQ(report.sent, 10U);
  EXPECT_EQ(report.accepted, 10U);
  EXPECT_EQ(heard, 10U);
}

}  // namespace
}  // namespace hookline::simulate
