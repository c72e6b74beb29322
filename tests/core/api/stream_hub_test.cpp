#include "api/stream_hub.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "api/sse_stream.h"

namespace hookline::api {
namespace {

model::ConfigPtr config() {
  auto snapshot = std::make_shared<model::ConfigSnapshot>();
  auto webhook = std::make_shared<model::Webhook>();
  webhook->id = {7};
  webhook->name = "Sales";
  snapshot->webhooks.emplace(webhook->id, webhook);
  return snapshot;
}

model::DeliveryChange change(std::int64_t id, model::DeliveryState state = model::DeliveryState::kPending) {
  model::DeliveryChange made;
  made.id = {id};
  made.webhookId = {7};
  made.state = state;
  auto event = std::make_shared<model::Event>();
  event->id = "evt_x";
  event->type = "lead.captured";
  made.event = std::move(event);
  return made;
}

/// What a listener was told; read it after flush().
struct Heard {
  std::mutex mutex;
  std::vector<Notice> notices;
  StreamHub::Listener listener() {
    return [this](const Notice& notice) {
      std::scoped_lock lock(mutex);
      notices.push_back(notice);
    };
  }
  std::vector<std::string> kinds() {
    std::scoped_lock lock(mutex);
    std::vector<std::string> all;
    for (const auto& notice : notices) all.push_back(notice.kind);
    return all;
  }
};

TEST(StreamHub, TellsTheWholeRowWithItsWebhooksName) {
  StreamHub hub(3, config);
  Heard heard;
  const auto subscription = hub.listen("", heard.listener());
  hub.delivery(change(11));
  hub.flush();
  ASSERT_EQ(heard.kinds(), std::vector<std::string>{"delivery"});
  const auto body = nlohmann::json::parse(heard.notices[0].json);
  EXPECT_EQ(body["seq"], 1);
  EXPECT_EQ(body["kind"], "delivery");
  EXPECT_EQ(body["id"], model::DeliveryId{11}.text());
  EXPECT_EQ(body["summary"]["webhookName"], "Sales");
  EXPECT_EQ(body["summary"]["state"], "pending");
  EXPECT_TRUE(body.contains("at"));
  EXPECT_EQ(hub.noticeId(1), "3-1");
}

TEST(StreamHub, KeepsTheLastOfADeliverysChangesOfOneRound) {
  StreamHub hub(1, config);
  Heard heard;
  // The hub's thread sleeps here until all three changes are in: no round can come between them before the flush, or 50 ms pass.
  for (const auto state : {model::DeliveryState::kPending, model::DeliveryState::kDelivering, model::DeliveryState::kDelivered})
    hub.delivery(change(1, state));
  hub.delivery(change(2));
  const auto subscription = hub.listen("1-0", heard.listener());
  hub.flush();
  ASSERT_FALSE(heard.notices.empty());
  std::map<std::string, std::string> last;
  std::size_t ofTwo = 0;
  for (const auto& notice : heard.notices) {
    const auto body = nlohmann::json::parse(notice.json);
    last[body["id"]] = body["summary"]["state"];
    if (body["id"] == model::DeliveryId{2}.text()) ++ofTwo;
  }
  EXPECT_EQ(last[model::DeliveryId{1}.text()], "delivered");
  EXPECT_EQ(ofTwo, 1U);
}

TEST(StreamHub, ResumesAfterTheGivenNotice) {
  StreamHub hub(1, config);
  for (int i = 1; i <= 5; ++i) {
    hub.delivery(change(i));
    hub.flush();
  }
  Heard heard;
  const auto subscription = hub.listen("1-3", heard.listener());
  hub.flush();
  ASSERT_EQ(heard.notices.size(), 2U);
  EXPECT_EQ(heard.notices[0].seq, 4U);
  EXPECT_EQ(heard.notices[1].seq, 5U);
}

TEST(StreamHub, TellsAGapForUnknownIdsAndGoesOn) {
  StreamHub hub(4, config);
  hub.delivery(change(1));
  hub.flush();
  for (const auto* id : {"3-1", "4-99", "nonsense", "4-", "-1", "4-1x"}) {
    Heard heard;
    const auto subscription = hub.listen(id, heard.listener());
    hub.webhook({7}, "webhook.update");
    hub.flush();
    EXPECT_EQ(heard.kinds(), (std::vector<std::string>{"gap", "webhook"})) << id;
  }
}

TEST(StreamHub, TellsAGapWhenTheRingHasMovedOn) {
  StreamHub hub(1, config);
  for (std::size_t i = 1; i <= StreamHub::kRing + 10; ++i) hub.delivery(change(static_cast<std::int64_t>(i)));
  hub.flush();
  Heard old;
  const auto first = hub.listen("1-5", old.listener());
  hub.flush();
  EXPECT_EQ(old.kinds(), std::vector<std::string>{"gap"});
  EXPECT_EQ(old.notices[0].seq, StreamHub::kRing + 10);
  Heard whole;
  const auto second = hub.listen("1-10", whole.listener());
  hub.flush();
  EXPECT_EQ(whole.notices.size(), StreamHub::kRing);
}

/// A listener that is held up in its first notice until it is released, and what it was told.
struct HeldUp {
  std::vector<std::string> kinds() { return heard.kinds(); }
  StreamHub::Listener listener() {
    return [this, first = true](const Notice& notice) mutable {
      heard.listener()(notice);
      if (!std::exchange(first, false)) return;
      entered.set_value();
      released.wait();
    };
  }
  Heard heard;
  std::promise<void> entered;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
};

TEST(DaemonDone1StreamHub, WhatItCouldNotTakeIsAGapForThoseWhoHadEverything) {
  StreamHub hub(1, config);
  HeldUp reader;
  const auto subscription = hub.listen("", reader.listener());
  hub.delivery(change(1));
  reader.entered.get_future().wait();
  const auto again = change(2);
  for (std::size_t i = 0; i <= StreamHub::kMaxWaiting; ++i) hub.delivery(again);
  reader.release.set_value();
  hub.flush();
  EXPECT_EQ(reader.kinds(), (std::vector<std::string>{"delivery", "gap"}));
  hub.delivery(change(3));
  hub.flush();
  EXPECT_EQ(reader.kinds(), (std::vector<std::string>{"delivery", "gap", "delivery"}));
}

TEST(DaemonDone1StreamHub, MoreThanTheRingHoldsAtOnceIsAGapForThoseWhoListen) {
  StreamHub hub(1, config);
  HeldUp reader;
  const auto subscription = hub.listen("", reader.listener());
  hub.delivery(change(1));
  reader.entered.get_future().wait();
  for (std::size_t i = 0; i <= StreamHub::kRing; ++i) hub.delivery(change(2 + static_cast<std::int64_t>(i)));
  reader.release.set_value();
  hub.flush();
  EXPECT_EQ(reader.kinds(), (std::vector<std::string>{"delivery", "gap"}));
  hub.delivery(change(1));
  hub.flush();
  EXPECT_EQ(reader.kinds(), (std::vector<std::string>{"delivery", "gap", "delivery"}));
}

TEST(StreamHub, AListenerMayEndItsOwnSubscription) {
  StreamHub hub(1, config);
  std::atomic<int> calls{0};
  Subscription subscription;
  std::mutex mutex;
  std::unique_lock lock(mutex);
  subscription = hub.listen("", [&](const Notice&) {
    std::scoped_lock guard(mutex);
    ++calls;
    subscription = {};
  });
  lock.unlock();
  hub.delivery(change(1));
  hub.delivery(change(2));
  hub.flush();
  hub.delivery(change(3));
  hub.flush();
  EXPECT_EQ(calls.load(), 1);
}

TEST(StreamHub, NothingIsToldAfterASubscriptionHasGone) {
  StreamHub hub(1, config);
  for (int round = 0; round < 200; ++round) {
    auto alive = std::make_unique<std::atomic<bool>>(true);
    std::atomic<bool> broken{false};
    {
      auto* flag = alive.get();
      const auto subscription = hub.listen("", [flag, &broken](const Notice&) {
        if (!flag->load()) broken.store(true);
      });
      hub.delivery(change(round + 1));
      std::thread flusher([&hub] { hub.flush(); });
      flusher.join();
      hub.delivery(change(round + 1));
    }
    alive->store(false);
    hub.flush();
    EXPECT_FALSE(broken.load());
  }
}

TEST(StreamHub, TakesChangesFromManyThreadsAndLosesNone) {
  StreamHub hub(1, config);
  Heard heard;
  const auto subscription = hub.listen("", heard.listener());
  constexpr int kThreads = 4;
  constexpr int kEach = 1000;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&hub, t] {
      for (int i = 0; i < kEach; ++i) hub.delivery(change(1 + t * kEach + i));
    });
  for (auto& thread : threads) thread.join();
  hub.flush();
  EXPECT_EQ(heard.notices.size(), static_cast<std::size_t>(kThreads * kEach));
  for (std::size_t i = 0; i < heard.notices.size(); ++i) EXPECT_EQ(heard.notices[i].seq, i + 1);
}

/// More than one turn of them, and more joining while the others are served.
TEST(DaemonDone4StreamHub, ManyListenersAllHearEverythingInOrder) {
  StreamHub hub(3, config);
  std::vector<std::unique_ptr<Heard>> heard;
  std::vector<Subscription> subscriptions;
  for (int round = 0; round < 4; ++round) {
    for (std::size_t i = 0; i < StreamHub::kTurn; ++i) {
      heard.push_back(std::make_unique<Heard>());
      subscriptions.push_back(hub.listen("", heard.back()->listener()));
    }
    hub.flush();
    for (int i = 0; i < 5; ++i) hub.delivery(change(1 + round * 5 + i));
    hub.flush();
  }
  for (std::size_t i = 0; i < heard.size(); ++i) {
    const auto round = i / StreamHub::kTurn;
    ASSERT_EQ(heard[i]->notices.size(), (4 - round) * 5) << i;
    for (std::size_t n = 0; n < heard[i]->notices.size(); ++n) EXPECT_EQ(heard[i]->notices[n].seq, round * 5 + n + 1);
  }
}

TEST(StreamHub, BeatsWhileSomebodyListens) {
  StreamHub hub(1, config);
  std::mutex mutex;
  std::condition_variable beaten;
  int beats = 0;
  const auto subscription = hub.listen("", {}, [&] {
    std::scoped_lock lock(mutex);
    ++beats;
    beaten.notify_all();
  });
  std::unique_lock lock(mutex);
  EXPECT_TRUE(beaten.wait_for(lock, std::chrono::seconds{20}, [&] { return beats >= 2; }));
}

/// Keeps what is written to it.
class KeptStream final : public net::ResponseStream {
 public:
  bool write(std::string bytes) override {
    std::scoped_lock lock(mutex_);
    text_ += bytes;
    written_.notify_all();
    return true;
  }
  bool ready() const override { return true; }
  bool closed() const override { return false; }
  /// False: it did not come within `patience`.
  bool waitFor(std::string_view text, std::chrono::seconds patience) {
    std::unique_lock lock(mutex_);
    return written_.wait_for(lock, patience, [&] { return text_.find(text) != std::string::npos; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable written_;
  std::string text_;  // guarded by mutex_
};

TEST(DaemonDone1StreamHeartbeat, AReaderHearsThatTheStreamLivesThoughNothingHappens) {
  StreamHub hub(1, config);
  const auto kept = std::make_shared<KeptStream>();
  const auto stream = std::make_shared<internal::SseStream>(
      hub, kept, [] { return true; }, [] {});
  stream->start("");
  EXPECT_TRUE(kept->waitFor(": heartbeat\n\n", std::chrono::seconds{internal::SseStream::kHeartbeatSeconds + 20}));
  stream->close();
}

}  // namespace
}  // namespace hookline::api
