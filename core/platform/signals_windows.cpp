#include "platform/signals.h"

#include <windows.h>

#include <condition_variable>
#include <mutex>
#include <utility>

#include "platform/io_error.h"

namespace hookline::platform {
namespace {

/// What a console handler can reach: it is given no context. ShutdownSignal alone takes and leaves it. Never destroyed, because
/// the system calls the handler on a thread of its own that may outlive main.
struct Cell {
  std::mutex mutex;
  std::condition_variable changed;
  bool taken = false;  // guarded by mutex
  int count = 0;       // guarded by mutex
};

Cell& cell() {
  static Cell& only = *new Cell;
  return only;
}

void countOne() {
  const std::scoped_lock lock(cell().mutex);
  if (cell().count < 1000) ++cell().count;
  cell().changed.notify_all();
}

BOOL WINAPI handle(DWORD event) {
  countOne();
  if (event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT) return TRUE;
  // The console closes or the user logs off: Windows ends the process as soon as this returns, so that what is in flight gets
  // the seconds that Windows gives, this thread waits until main has ended it.
  Sleep(INFINITE);
  return TRUE;
}

}  // namespace

struct ShutdownSignal::State {
  bool installed = false;
};

base::Result<std::unique_ptr<ShutdownSignal>> ShutdownSignal::install(HangUp /*hangUp*/) {
  {
    const std::scoped_lock lock(cell().mutex);
    if (cell().taken)
      return base::fail(base::Errc::kConflict, "This process already waits for signals in another place: only one may do so at a time.");
    cell().taken = true;
    cell().count = 0;
  }
  std::unique_ptr<ShutdownSignal> signals(new ShutdownSignal(std::make_unique<State>()));
  signals->state_->installed = SetConsoleCtrlHandler(handle, TRUE) != 0;
  if (signals->state_->installed) return signals;
  return base::fail(base::Errc::kIo, "Cannot listen for Ctrl-C (" + internal::reason(internal::lastError()) + ").");
}

ShutdownSignal::ShutdownSignal(std::unique_ptr<State> state) : state_(std::move(state)) {}

ShutdownSignal::~ShutdownSignal() {
  if (state_->installed) SetConsoleCtrlHandler(handle, FALSE);
  const std::scoped_lock lock(cell().mutex);
  cell().taken = false;
}

int ShutdownSignal::count() const {
  const std::scoped_lock lock(cell().mutex);
  return cell().count;
}

void ShutdownSignal::request() { countOne(); }

int ShutdownSignal::waitFor(int wanted, std::optional<base::Millis> timeout) {
  std::unique_lock lock(cell().mutex);
  const auto reached = [wanted] { return cell().count >= wanted; };
  if (timeout)
    cell().changed.wait_for(lock, *timeout, reached);
  else
    cell().changed.wait(lock, reached);
  return cell().count;
}

bool ShutdownSignal::waitForReload() {
  waitFor(1);
  return false;
}

struct ThreadsWithoutSignals::State {};

ThreadsWithoutSignals::ThreadsWithoutSignals() = default;
ThreadsWithoutSignals::~ThreadsWithoutSignals() = default;

}  // namespace hookline::platform
