#include "net/server_job_queue.h"

#include <utility>

namespace hookline::net::internal {

void JobQueue::push(Job job) {
  std::scoped_lock lock(mutex_);
  if (closed_) return;  // the job, a parameter, is destroyed after the lock is given back
  jobs_.push_back(std::move(job));
  if (jobs_.size() == 1) wake_();
}

void JobQueue::drain() {
  std::vector<Job> running;
  {
    std::scoped_lock lock(mutex_);
    running.swap(jobs_);
  }
  for (auto& job : running) {
    job();
    job = {};  // what a job holds does not outlive its turn
  }
}

void JobQueue::close() {
  std::vector<Job> dying;
  std::scoped_lock lock(mutex_);
  closed_ = true;
  dying.swap(jobs_);
}

}  // namespace hookline::net::internal
