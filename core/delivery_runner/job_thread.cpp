#include "delivery_runner/job_thread.h"

#include <algorithm>
#include <utility>

namespace hookline::delivery_runner {
namespace {

constexpr base::Micros kLongestRest{60'000'000};

}  // namespace

JobThread::JobThread(Jobs& jobs, const base::Clock& clock) : jobs_(jobs), clock_(clock) {
  jobs_.onWork([bell = bell_] {
    {
      std::scoped_lock lock(bell->mutex);
      bell->work = true;
    }
    bell->rung.notify_one();
  });
  thread_ = std::thread([this] { run(); });
}

JobThread::~JobThread() {
  jobs_.close();
  {
    std::scoped_lock lock(bell_->mutex);
    bell_->over = true;
  }
  bell_->rung.notify_one();
  thread_.join();
}

void JobThread::run() {
  std::unique_lock lock(bell_->mutex);
  while (!bell_->over) {
    bell_->work = false;
    lock.unlock();
    const auto wakeAt = jobs_.work();
    const auto sleep = wakeAt ? std::clamp(*wakeAt - clock_.now().mono, base::Micros{0}, kLongestRest) : kLongestRest;
    lock.lock();
    bell_->rung.wait_for(lock, sleep, [this] { return bell_->work || bell_->over; });
  }
}

}  // namespace hookline::delivery_runner
