#pragma once
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "base/time.h"
#include "base/unique_function.h"

namespace hookline::sandbox::internal {

/// Runs jobs later, on a thread of its own. How many wait is bounded by who adds them (the receiver: one a connection).
/// Jobs that still wait at the end are dropped without a call. Thread: any.
class DelayedJobs {
 public:
  DelayedJobs();
  ~DelayedJobs();
  DelayedJobs(const DelayedJobs&) = delete;
  DelayedJobs& operator=(const DelayedJobs&) = delete;

  void add(base::Millis delay, base::UniqueFunction<void()> job);

 private:
  using Steady = std::chrono::steady_clock;
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Steady::time_point, base::UniqueFunction<void()>> waiting_;  // guarded by mutex_
  bool closed_ = false;                                                      // guarded by mutex_
  std::thread thread_;
};

}  // namespace hookline::sandbox::internal
