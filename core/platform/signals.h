#pragma once
#include <memory>
#include <optional>

#include "base/result.h"
#include "base/time.h"

namespace hookline::platform {

/// Turns the wish to stop into something a program can wait for. While it lives, SIGINT, SIGTERM and SIGHUP count as one request
/// each (SIGHUP stays ignored when the process was started so, by nohup), and SIGPIPE is ignored: a peer that went away is an
/// error of that write. With HangUp::kReloads SIGHUP asks to read files again instead, also under nohup. On Windows Ctrl-C, Ctrl-Break,
/// closing the console, logging off and shutting down count. The first request means "stop, but finish what is in flight", a second one
/// "skip the wait" (delivery.md §1 rule 8). Signal handlers belong to the process, so one instance lives at a time. The destructor puts the
/// former handlers back. Threads: install it before others start; count() and request() may be called by any, waitFor() by one at a time.
class ShutdownSignal {
 public:
  enum class HangUp { kStops, kReloads };

  /// Errors: kConflict (one lives already), kIo.
  static base::Result<std::unique_ptr<ShutdownSignal>> install(HangUp hangUp = HangUp::kStops);

  ShutdownSignal(const ShutdownSignal&) = delete;
  ShutdownSignal& operator=(const ShutdownSignal&) = delete;
  ~ShutdownSignal();

  /// Requests so far: 0 go on, 1 stop, 2 or more stop at once.
  int count() const;

  /// The same as a signal from outside, for a program that wants to stop by itself.
  void request();

  /// Waits until count() reaches `wanted` or `timeout` is over (none: for ever). Answers count().
  int waitFor(int wanted, std::optional<base::Millis> timeout = std::nullopt);

  /// Waits for SIGHUP (true; several that came meanwhile are one) or for a request to stop (false, also when both came). Without
  /// HangUp::kReloads, and on Windows, which has no such signal, only for the latter.
  bool waitForReload();

 private:
  struct State;
  explicit ShutdownSignal(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Threads that are started while it lives, and those that they start, leave signals to the thread that made it: who waits for one is woken
/// by it, whatever the others are in. A signal that comes meanwhile is taken when it ends. Does nothing on Windows, where a thread of the
/// system's own brings them.
class ThreadsWithoutSignals {
 public:
  ThreadsWithoutSignals();
  ThreadsWithoutSignals(const ThreadsWithoutSignals&) = delete;
  ThreadsWithoutSignals& operator=(const ThreadsWithoutSignals&) = delete;
  ~ThreadsWithoutSignals();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hookline::platform
