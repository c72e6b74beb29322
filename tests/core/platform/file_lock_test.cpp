#include "platform/file_lock.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/private_file.h"
#include "platform/process.h"
#include "support/child_process.h"
#include "support/temp_folder.h"

namespace hookline::platform {
namespace {

using support::ChildProcess;
using support::Latch;

base::Errc codeOf(const std::filesystem::path& path) {
  const auto lock = FileLock::tryAcquire(path);
  return lock ? base::Errc::kInternal : lock.error().code;
}

TEST(FileLock, RefusesASecondHolderInTheSameProcess) {
  const support::TempFolder folder;
  const auto first = FileLock::tryAcquire(folder / "lock");
  ASSERT_TRUE(first) << first.error().message;
  const auto second = FileLock::tryAcquire(folder / "lock");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::Errc::kInUse);
  EXPECT_NE(second.error().message.find("process " + std::to_string(::getpid())), std::string::npos) << second.error().message;
  EXPECT_NE(second.error().message.find((folder / "lock").string()), std::string::npos) << second.error().message;
}

TEST(FileLock, IsFreeAgainAfterItsObjectGoesAndTheFileStays) {
  const support::TempFolder folder;
  { ASSERT_TRUE(FileLock::tryAcquire(folder / "lock")); }
  EXPECT_TRUE(std::filesystem::exists(folder / "lock"));
  EXPECT_TRUE(FileLock::tryAcquire(folder / "lock"));
}

TEST(FileLock, GoesWithTheObjectItWasMovedTo) {
  const support::TempFolder folder;
  std::optional<FileLock> kept;
  {
    auto first = FileLock::tryAcquire(folder / "lock");
    ASSERT_TRUE(first);
    kept = std::move(*first);
  }
  EXPECT_EQ(codeOf(folder / "lock"), base::Errc::kInUse);
  auto other = FileLock::tryAcquire(folder / "other");
  ASSERT_TRUE(other);
  *kept = std::move(*other);
  EXPECT_TRUE(FileLock::tryAcquire(folder / "lock")) << "assignment gives up what was held";
  EXPECT_EQ(codeOf(folder / "other"), base::Errc::kInUse);
}

TEST(FileLock, RefusesAnotherProcessAndNamesTheHolder) {
  const support::TempFolder folder;
  Latch held;
  Latch goOn;
  ChildProcess holder([&] {
    const auto lock = FileLock::tryAcquire(folder / "lock");
    if (!lock) return 1;
    held.open();
    goOn.pass();
    return 0;
  });
  ASSERT_TRUE(held.pass());
  const auto second = FileLock::tryAcquire(folder / "lock");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::Errc::kInUse);
  EXPECT_NE(second.error().message.find("process " + std::to_string(holder.pid())), std::string::npos) << second.error().message;
  goOn.open();
  EXPECT_EQ(holder.wait(), 0);
  EXPECT_TRUE(FileLock::tryAcquire(folder / "lock"));
}

TEST(FileLock, IsFreedByTheKernelWhenItsHolderIsKilled) {
  const support::TempFolder folder;
  for (int round = 0; round < 20; ++round) {
    Latch held;
    ChildProcess holder([&] {
      const auto lock = FileLock::tryAcquire(folder / "lock");
      if (!lock) return 1;
      held.open();
      while (true) ::pause();
    });
    ASSERT_TRUE(held.pass());
    ASSERT_EQ(codeOf(folder / "lock"), base::Errc::kInUse);
    holder.send(SIGKILL);
    ASSERT_EQ(holder.wait(), -SIGKILL);
    const auto lock = FileLock::tryAcquire(folder / "lock");
    ASSERT_TRUE(lock) << lock.error().message;
  }
}

TEST(FileLock, IsHeldByOneOfManyProcessesThatTryAtOnce) {
  const support::TempFolder folder;
  constexpr int kRacers = 8;
  Latch start;
  Latch tried;
  Latch finish;
  std::vector<std::unique_ptr<ChildProcess>> racers;
  for (int i = 0; i < kRacers; ++i)
    racers.push_back(std::make_unique<ChildProcess>([&] {
      start.pass();
      const auto lock = FileLock::tryAcquire(folder / "lock");
      tried.open();
      finish.pass();
      return lock ? 1 : 0;
    }));
  for (int i = 0; i < kRacers; ++i) start.open();
  for (int i = 0; i < kRacers; ++i) ASSERT_TRUE(tried.pass());
  for (int i = 0; i < kRacers; ++i) finish.open();
  int winners = 0;
  for (auto& racer : racers) winners += racer->wait();
  EXPECT_EQ(winners, 1);
}

TEST(FileLock, SurvivesSomebodyReadingItsFile) {
  const support::TempFolder folder;
  const auto lock = FileLock::tryAcquire(folder / "lock");
  ASSERT_TRUE(lock);
  EXPECT_EQ(readFile(folder / "lock", 100).value(), std::to_string(::getpid()) + "\n");
  EXPECT_EQ(codeOf(folder / "lock"), base::Errc::kInUse);
}

TEST(FileLock, IsNotInheritedByAProgramThatIsStarted) {
  const support::TempFolder folder;
  std::optional<ChildProcess> child;
  {
    const auto lock = FileLock::tryAcquire(folder / "lock");
    ASSERT_TRUE(lock);
    child.emplace([] {
      ::execl("/bin/cat", "cat", "/dev/zero", static_cast<char*>(nullptr));
      return 1;
    });
    // The child's copy of the descriptor closes at exec; until then it shares the lock. Its name in /proc tells which it is.
    const auto name = "/proc/" + std::to_string(child->pid()) + "/comm";
    if (!std::filesystem::exists(name)) GTEST_SKIP() << "no /proc to watch the child with";
    while (readFile(name, 100).value_or("") != "cat\n") ASSERT_TRUE(isProcessAlive(child->pid()));
  }
  EXPECT_TRUE(FileLock::tryAcquire(folder / "lock"));
}

TEST(FileLock, SaysThatTheFolderIsMissing) {
  const support::TempFolder folder;
  EXPECT_EQ(codeOf(folder / "no/lock"), base::Errc::kNotFound);
}

TEST(FileLock, DoesNotFollowALink) {
  const support::TempFolder folder;
  std::filesystem::create_symlink(folder / "elsewhere", folder / "lock");
  EXPECT_EQ(codeOf(folder / "lock"), base::Errc::kIo);
  EXPECT_FALSE(std::filesystem::exists(folder / "elsewhere"));
}

TEST(FileLock, KeepsItsFilePrivate) {
  const support::TempFolder folder;
  const auto lock = FileLock::tryAcquire(folder / "lock");
  ASSERT_TRUE(lock);
  EXPECT_TRUE(isPrivate(folder / "lock").value());
}

}  // namespace
}  // namespace hookline::platform
