#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/unique_function.h"

namespace hookline::net::internal {

/// Jobs for the API thread. Outlives the server in the hands of those who still owe an answer; once closed it drops what it
/// is given. Bounded by its users: one answer and one wake-up a connection, and the Router's own queues. Thread: any, but for
/// drain(), adoptThread() and close(), which belong to the API thread.
class JobQueue {
 public:
  using Job = base::UniqueFunction<void()>;

  /// `wake` makes the API thread call drain() soon. It is called under the queue's lock, never after close().
  explicit JobQueue(std::function<void()> wake) : wake_(std::move(wake)) {}

  void push(Job job);
  /// Runs what waits, in order.
  void drain();
  /// Drops what waits and all that comes.
  void close();

  void adoptThread() { thread_.store(std::this_thread::get_id()); }
  bool onApiThread() const { return thread_.load() == std::this_thread::get_id(); }

 private:
  const std::function<void()> wake_;
  std::atomic<std::thread::id> thread_{};
  std::mutex mutex_;
  std::vector<Job> jobs_;  // guarded by mutex_
  bool closed_ = false;    // guarded by mutex_
};

}  // namespace hookline::net::internal
