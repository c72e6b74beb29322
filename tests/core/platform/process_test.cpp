#include "platform/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <limits>
#include <vector>

#include "platform/terminal.h"
#include "support/child_process.h"

namespace hookline::platform {
namespace {

TEST(Process, KnowsItselfAndItsParentAsAlive) {
  EXPECT_EQ(currentProcessId(), ::getpid());
  EXPECT_TRUE(isProcessAlive(currentProcessId()));
  EXPECT_TRUE(isProcessAlive(::getppid()));
}

TEST(Process, OfAnotherUserIsAlive) {
  const auto parent = currentProcessId();
  EXPECT_EQ(support::runWithoutRights([&] { return isProcessAlive(parent) ? 0 : 1; }), 0);
}

TEST(Process, ThatEndedIsNotAliveEvenBeforeItsParentCollectsIt) {
  support::ChildProcess child([] { return 0; });
  const pid_t pid = child.pid();
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT), 0);
  EXPECT_FALSE(isProcessAlive(pid)) << "a zombie";
  child.wait();
  EXPECT_FALSE(isProcessAlive(pid));
}

TEST(Process, NumbersThatAreNoneAreNotAlive) {
  for (const std::int64_t pid : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{std::numeric_limits<std::int64_t>::max()}})
    EXPECT_FALSE(isProcessAlive(pid));
}

TEST(Process, UsageGrowsWithMemoryAndWork) {
  const auto before = processUsage();
  ASSERT_TRUE(before) << before.error().message;
  constexpr std::size_t kBytes = 64U << 20U;
  std::vector<char> memory(kBytes, 'x');
  volatile std::uint64_t sum = 0;
  // Work until the clock of the process moves: it ticks by what the kernel accounts, not by wall time.
  auto after = processUsage();
  while (after && after->cpuTime <= before->cpuTime) {
    for (const char c : memory) sum = sum + static_cast<unsigned char>(c);
    after = processUsage();
  }
  ASSERT_TRUE(after);
  EXPECT_GE(after->residentBytes, before->residentBytes + kBytes / 2);
  EXPECT_GT(before->residentBytes, 100000U);
}

TEST(Terminal, IsNotSeenInAPipe) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_EQ(support::runWithoutRights([&] {
              ::dup2(ends[0], STDIN_FILENO);
              ::dup2(ends[1], STDOUT_FILENO);
              ::dup2(ends[1], STDERR_FILENO);
              const bool any = isTerminal(StandardStream::kIn) || isTerminal(StandardStream::kOut) || isTerminal(StandardStream::kErr);
              return any ? 1 : 0;
            }),
            0);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Terminal, IsSeenWhereThereIsOne) {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0 || ::grantpt(terminal) != 0 || ::unlockpt(terminal) != 0) GTEST_SKIP() << "no pseudo-terminals here";
  const int slave = ::open(::ptsname(terminal), O_RDWR | O_NOCTTY);
  ASSERT_GE(slave, 0);
  support::ChildProcess child([&] {
    ::dup2(slave, STDERR_FILENO);
    return isTerminal(StandardStream::kErr) ? 0 : 1;
  });
  EXPECT_EQ(child.wait(), 0);
  ::close(slave);
  ::close(terminal);
}

}  // namespace
}  // namespace hookline::platform
