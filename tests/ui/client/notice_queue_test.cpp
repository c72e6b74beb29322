#include "client/notice_queue.h"

#include <gtest/gtest.h>

#include <thread>

#include "support/event_loop.h"

namespace hookline::client::internal {
namespace {

TEST(NoticeQueue, TellsInOrderWhatAnotherThreadPuts) {
  QObject context;
  std::vector<std::uint64_t> told;
  NoticeQueue queue(Poster(&context), [&](const api::Notice& notice) { told.push_back(notice.seq); });
  std::thread core([inlet = queue.inlet()] {
    for (std::uint64_t seq = 1; seq <= 5000; ++seq) inlet({seq, "webhook", "{}"});
  });
  EXPECT_TRUE(support::spinUntil([&] { return told.size() >= 5000; }));
  core.join();
  for (std::size_t i = 0; i < told.size(); ++i) ASSERT_EQ(told[i], i + 1);
}

TEST(NoticeQueue, AWindowThatDoesNotKeepUpGetsOneGapInPlaceOfWhatItMissed) {
  QObject context;
  std::vector<api::Notice> told;
  NoticeQueue queue(Poster(&context), [&](const api::Notice& notice) { told.push_back(notice); });
  const auto inlet = queue.inlet();
  const auto last = NoticeQueue::kMaxQueued + 10;
  for (std::uint64_t seq = 1; seq <= last; ++seq) inlet({seq, "webhook", "{}"});
  ASSERT_TRUE(support::spinUntil([&] { return !told.empty() && told.back().seq == last; }));
  ASSERT_EQ(told.size(), 11U);
  EXPECT_EQ(told[0].kind, "gap");
  EXPECT_EQ(told[0].seq, NoticeQueue::kMaxQueued);
  EXPECT_EQ(told[1].seq, NoticeQueue::kMaxQueued + 1);
}

TEST(NoticeQueue, LeavesTheEventLoopItsTurn) {
  QObject context;
  std::size_t told = 0;
  NoticeQueue queue(Poster(&context), [&](const api::Notice&) { ++told; });
  const auto inlet = queue.inlet();
  for (std::uint64_t seq = 1; seq <= 3 * NoticeQueue::kAtOnce; ++seq) inlet({seq, "webhook", "{}"});
  std::size_t toldBefore = 0;
  QMetaObject::invokeMethod(
      &context, [&] { toldBefore = told; }, Qt::QueuedConnection);
  EXPECT_TRUE(support::spinUntil([&] { return told == 3 * NoticeQueue::kAtOnce; }));
  EXPECT_EQ(toldBefore, NoticeQueue::kAtOnce);
}

TEST(NoticeQueue, TellsNothingAfterStopAlsoFromInside) {
  QObject context;
  std::size_t told = 0;
  auto queue = std::unique_ptr<NoticeQueue>();
  queue = std::make_unique<NoticeQueue>(Poster(&context), [&](const api::Notice&) {
    ++told;
    queue->stop();
  });
  const auto inlet = queue->inlet();
  for (std::uint64_t seq = 1; seq <= 1000; ++seq) inlet({seq, "webhook", "{}"});
  ASSERT_TRUE(support::spinUntil([&] { return told > 0; }));
  support::spinRounds(20);
  EXPECT_EQ(told, 1U);
  queue.reset();
  inlet({2000, "webhook", "{}"});
  support::spinRounds(20);
  EXPECT_EQ(told, 1U);
}

}  // namespace
}  // namespace hookline::client::internal
