#include "platform/signals.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <vector>

#include "support/child_process.h"

namespace hookline::platform {
namespace {

using support::ChildProcess;
using support::Latch;

constexpr base::Millis kLong{60000};

/// Each test runs in a child, because handlers and ignored signals are the whole process's.
/// The child waits for two requests, tells after each, and answers how many it counted.
int waitForTwo(Latch& ready) {
  const auto signals = ShutdownSignal::install();
  if (!signals) return 90;
  ready.open();
  if ((*signals)->waitFor(1, kLong) != 1) return 91;
  ready.open();
  return (*signals)->waitFor(2, kLong);
}

TEST(ShutdownSignal, TellsTheSecondSignalFromTheFirst) {
  for (const auto& [first, second] : {std::pair{SIGTERM, SIGTERM}, std::pair{SIGINT, SIGTERM}, std::pair{SIGHUP, SIGINT}}) {
    Latch ready;
    ChildProcess child([&] {
      ::signal(SIGHUP, SIG_DFL);
      return waitForTwo(ready);
    });
    ASSERT_TRUE(ready.pass());
    child.send(first);
    ASSERT_TRUE(ready.pass());
    child.send(second);
    EXPECT_EQ(child.wait(), 2);
  }
}

TEST(ShutdownSignal, LeavesHangUpIgnoredForNohup) {
  ChildProcess child([&] {
    ::signal(SIGHUP, SIG_IGN);
    const auto signals = ShutdownSignal::install();
    ::raise(SIGHUP);
    const int afterHangUp = (*signals)->count();
    ::raise(SIGTERM);
    return afterHangUp * 10 + (*signals)->count();
  });
  EXPECT_EQ(child.wait(), 1);
}

TEST(ShutdownSignal, ReturnsAtTheTimeoutWithoutASignal) {
  ChildProcess child([] {
    const auto signals = ShutdownSignal::install();
    return (*signals)->waitFor(1, base::Millis{1}) + (*signals)->waitFor(1, base::Millis{0}) + (*signals)->waitFor(0);
  });
  EXPECT_EQ(child.wait(), 0);
}

TEST(ShutdownSignal, KeepsASignalThatCameBeforeTheWait) {
  ChildProcess child([] {
    const auto signals = ShutdownSignal::install();
    ::raise(SIGTERM);
    return (*signals)->waitFor(1);
  });
  EXPECT_EQ(child.wait(), 1);
}

TEST(ShutdownSignal, WakesForARequestFromAnotherThread) {
  ChildProcess child([] {
    const auto signals = ShutdownSignal::install();
    std::thread other([&] { (*signals)->request(); });
    const int count = (*signals)->waitFor(1, kLong);
    other.join();
    return count;
  });
  EXPECT_EQ(child.wait(), 1);
}

TEST(ShutdownSignal, OverflowsNeitherItsPipeNorItsCount) {
  ChildProcess child([] {
    const auto signals = ShutdownSignal::install();
    for (int i = 0; i < 100000; ++i) (*signals)->request();
    return (*signals)->waitFor(2, kLong) == 1000 ? 0 : 1;
  });
  EXPECT_EQ(child.wait(), 0);
}

/// The child answers 1 for each time it was asked to read files again and 10 when it was asked to stop.
TEST(DaemonDone3Signals, AHangUpAsksToReadFilesAgainAndStopsNothing) {
  for (void (*before)(int) : {SIG_DFL, SIG_IGN}) {
    Latch ready;
    ChildProcess child([&] {
      ::signal(SIGHUP, before);
      const auto signals = ShutdownSignal::install(ShutdownSignal::HangUp::kReloads);
      int seen = 0;
      ready.open();
      while ((*signals)->waitForReload()) {
        ++seen;
        ready.open();
      }
      return seen + 10 * (*signals)->count();
    });
    ASSERT_TRUE(ready.pass());
    for (int i = 0; i < 2; ++i) {
      child.send(SIGHUP);
      ASSERT_TRUE(ready.pass());
    }
    child.send(SIGTERM);
    EXPECT_EQ(child.wait(), 12);
  }
}

TEST(DaemonDone3Signals, AHangUpBesideARequestToStopIsTheRequest) {
  ChildProcess child([] {
    const auto signals = ShutdownSignal::install(ShutdownSignal::HangUp::kReloads);
    ::raise(SIGHUP);
    ::raise(SIGTERM);
    return (*signals)->waitForReload() ? 1 : 0;
  });
  EXPECT_EQ(child.wait(), 0);
}

TEST(DaemonDone3Signals, WithoutReloadingAHangUpStops) {
  ChildProcess child([] {
    ::signal(SIGHUP, SIG_DFL);
    const auto signals = ShutdownSignal::install();
    ::raise(SIGHUP);
    return (*signals)->waitForReload() ? 1 : 0;
  });
  EXPECT_EQ(child.wait(), 0);
}

TEST(ShutdownSignal, TurnsABrokenPipeIntoAnError) {
  ChildProcess child([] {
    const auto signals = ShutdownSignal::install();
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) return 1;
    ::close(ends[0]);
    return ::write(ends[1], "x", 1) < 0 && errno == EPIPE ? 0 : 2;
  });
  EXPECT_EQ(child.wait(), 0);
}

TEST(ShutdownSignal, LivesOnceAtATimeAndStartsFromZeroAgain) {
  ChildProcess child([] {
    auto first = ShutdownSignal::install();
    const auto second = ShutdownSignal::install();
    if (second || second.error().code != base::Errc::kConflict) return 1;
    ::raise(SIGTERM);
    first->reset();
    const auto third = ShutdownSignal::install();
    if (!third) return 2;
    return (*third)->waitFor(1, base::Millis{1}) == 0 ? 0 : 3;
  });
  EXPECT_EQ(child.wait(), 0);
}

bool leavesToOthers(int signal) {
  sigset_t mask{};
  ::pthread_sigmask(SIG_BLOCK, nullptr, &mask);
  return ::sigismember(&mask, signal) == 1;
}

TEST(ThreadsWithoutSignals, AThreadOfThatTimeLeavesThemToItsMaker) {
  std::vector<bool> left;
  {
    const ThreadsWithoutSignals threads;
    std::thread([&left] {
      std::thread([&left] {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) left.push_back(leavesToOthers(signal));
      }).join();
    }).join();
  }
  EXPECT_EQ(left, (std::vector<bool>{true, true, true, false}));
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) EXPECT_FALSE(leavesToOthers(signal));
  std::thread([] { EXPECT_FALSE(leavesToOthers(SIGTERM)); }).join();
}

TEST(ShutdownSignal, PutsTheFormerHandlersBack) {
  ChildProcess child([] {
    ::signal(SIGTERM, SIG_DFL);
    { const auto signals = ShutdownSignal::install(); }
    ::raise(SIGTERM);
    return 0;
  });
  EXPECT_EQ(child.wait(), -SIGTERM);
}

}  // namespace
}  // namespace hookline::platform
