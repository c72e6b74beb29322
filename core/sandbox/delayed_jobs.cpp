#include "sandbox/delayed_jobs.h"

#include <utility>

namespace hookline::sandbox::internal {

DelayedJobs::DelayedJobs() : thread_([this] { run(); }) {}

DelayedJobs::~DelayedJobs() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void DelayedJobs::add(base::Millis delay, base::UniqueFunction<void()> job) {
  {
    const std::scoped_lock lock(mutex_);
    waiting_.emplace(Steady::now() + delay, std::move(job));
  }
  changed_.notify_all();
}

void DelayedJobs::run() {
  std::unique_lock lock(mutex_);
  while (!closed_) {
    if (waiting_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const auto first = waiting_.begin();
    if (first->first > Steady::now()) {
      const auto due = first->first;
      changed_.wait_until(lock, due);
      continue;
    }
    auto job = std::move(first->second);
    waiting_.erase(first);
    lock.unlock();
    job();
    job = nullptr;
    lock.lock();
  }
}

}  // namespace hookline::sandbox::internal
