#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/time.h"
#include "delivery_runner/jobs.h"

namespace hookline::delivery_runner {

/// Calls Jobs::work when there is something to do. Thread: made and ended by one.
class JobThread {
 public:
  /// References outlive it. Takes the jobs' wake function.
  JobThread(Jobs& jobs, const base::Clock& clock);
  JobThread(const JobThread&) = delete;
  JobThread& operator=(const JobThread&) = delete;
  /// Closes the jobs and ends.
  ~JobThread();

 private:
  void run();

  Jobs& jobs_;
  const base::Clock& clock_;
  /// Shared with the wake function, which answers of the store may call after this has gone.
  struct Bell {
    std::mutex mutex;
    std::condition_variable rung;
    bool work = true;   // guarded by mutex
    bool over = false;  // guarded by mutex
  };
  std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  std::thread thread_;
};

}  // namespace hookline::delivery_runner
