#include "platform/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <limits>
#include <utility>

#include "platform/io_error.h"

namespace hookline::platform {
namespace {

/// What a handler can reach. A handler is given no context, so this one cell of the process is where it looks; ShutdownSignal
/// alone writes it. The pipe only wakes the waiter. It is made once and stays open: a handler that is still running on another
/// thread must never write into a descriptor that has become something else.
struct Cell {
  std::atomic<bool> taken{false};
  std::atomic<int> count{0};
  std::atomic<bool> reload{false};
  std::atomic<int> waitFd{-1};
  std::atomic<int> wakeFd{-1};
};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may only touch lock-free atomics");
constinit Cell cell;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

constexpr std::array kStopping{SIGINT, SIGTERM, SIGHUP};
constexpr int kMaxCount = 1000;  ///< a held-down Ctrl-C must not overflow

void wake() {
  const int saved = errno;
  const int fd = cell.wakeFd.load();
  if (fd >= 0) static_cast<void>(::write(fd, "!", 1) == 0);
  errno = saved;
}

/// Async-signal-safe: atomics and write(2), errno kept. A full pipe is no loss: the waiter is awake already.
void handle(int /*signal*/) {
  if (cell.count.load() < kMaxCount) cell.count.fetch_add(1);
  wake();
}

void handleReload(int /*signal*/) {
  cell.reload.store(true);
  wake();
}

/// Whether the pipe is there, made now if need be.
bool havePipe() {
  if (cell.wakeFd.load() >= 0) return true;
  std::array<int, 2> ends{-1, -1};
  if (::pipe(ends.data()) != 0) return false;
  for (const int end : ends) {
    if (::fcntl(end, F_SETFD, FD_CLOEXEC) == 0 && ::fcntl(end, F_SETFL, O_NONBLOCK) == 0) continue;
    for (const int open : ends) ::close(open);
    return false;
  }
  cell.waitFd.store(ends[0]);
  cell.wakeFd.store(ends[1]);
  return true;
}

void emptyPipe() {
  std::array<char, 64> dropped{};
  while (::read(cell.waitFd.load(), dropped.data(), dropped.size()) > 0) {
  }
}

}  // namespace

struct ShutdownSignal::State {
  std::array<std::pair<int, struct sigaction>, 4> former{};
  std::size_t replaced = 0;

  /// Remembers what was there. SIGHUP that somebody ignored on purpose (nohup) stays ignored.
  bool replace(int signal, void (*action)(int)) {
    struct sigaction before {};
    if (::sigaction(signal, nullptr, &before) != 0) return false;
    if (signal == SIGHUP && action == handle && before.sa_handler == SIG_IGN) return true;
    struct sigaction wanted {};
    wanted.sa_handler = action;
    ::sigemptyset(&wanted.sa_mask);
    wanted.sa_flags = SA_RESTART;
    if (::sigaction(signal, &wanted, nullptr) != 0) return false;
    former.at(replaced++) = {signal, before};
    return true;
  }
};

base::Result<std::unique_ptr<ShutdownSignal>> ShutdownSignal::install(HangUp hangUp) {
  if (cell.taken.exchange(true))
    return base::fail(base::Errc::kConflict, "This process already waits for signals in another place: only one may do so at a time.");
  // From here on the destructor takes everything back, also after half of it.
  std::unique_ptr<ShutdownSignal> signals(new ShutdownSignal(std::make_unique<State>()));
  const auto failed = [] {
    return base::fail(base::Errc::kIo, "Cannot listen for signals (" + internal::reason(internal::lastError()) + ").");
  };
  State& state = *signals->state_;
  if (!havePipe()) return failed();
  emptyPipe();
  cell.count.store(0);
  cell.reload.store(false);
  if (!state.replace(SIGPIPE, SIG_IGN)) return failed();
  for (const int signal : kStopping)
    if (!state.replace(signal, signal == SIGHUP && hangUp == HangUp::kReloads ? handleReload : handle)) return failed();
  return signals;
}

ShutdownSignal::ShutdownSignal(std::unique_ptr<State> state) : state_(std::move(state)) {}

ShutdownSignal::~ShutdownSignal() {
  while (state_->replaced > 0) {
    const auto& [signal, action] = state_->former.at(--state_->replaced);
    ::sigaction(signal, &action, nullptr);
  }
  cell.taken.store(false);
}

int ShutdownSignal::count() const { return cell.count.load(); }

void ShutdownSignal::request() { handle(0); }

int ShutdownSignal::waitFor(int wanted, std::optional<base::Millis> timeout) {
  const auto start = std::chrono::steady_clock::now();
  while (count() < wanted) {
    int waitMs = -1;
    if (timeout) {
      const auto left = *timeout - std::chrono::floor<base::Millis>(std::chrono::steady_clock::now() - start);
      if (left.count() <= 0) break;
      waitMs = static_cast<int>(std::min<base::Millis::rep>(left.count(), std::numeric_limits<int>::max()));
    }
    pollfd woken{cell.waitFd.load(), POLLIN, 0};
    if (::poll(&woken, 1, waitMs) > 0) emptyPipe();
  }
  return count();
}

bool ShutdownSignal::waitForReload() {
  while (count() == 0) {
    if (cell.reload.exchange(false)) return true;
    pollfd woken{cell.waitFd.load(), POLLIN, 0};
    if (::poll(&woken, 1, -1) > 0) emptyPipe();
  }
  return false;
}

struct ThreadsWithoutSignals::State {
  sigset_t former{};
};

ThreadsWithoutSignals::ThreadsWithoutSignals() : state_(std::make_unique<State>()) {
  sigset_t left{};
  ::sigemptyset(&left);
  for (const int signal : kStopping) ::sigaddset(&left, signal);
  ::pthread_sigmask(SIG_BLOCK, &left, &state_->former);
}

ThreadsWithoutSignals::~ThreadsWithoutSignals() { ::pthread_sigmask(SIG_SETMASK, &state_->former, nullptr); }

}  // namespace hookline::platform
