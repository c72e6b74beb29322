#include "delivery_runner/job_thread.h"

#include "job_rig.h"

namespace hookline::delivery_runner {
namespace {

using model::JobKind;
using model::JobState;

class EngineDone4Thread : public JobRig {};

TEST_F(EngineDone4Thread, AJobRunsToItsEndByItself) {
  const auto hook = addWebhook();
  dead(500, hook);
  std::mutex mutex;
  std::condition_variable ended;
  bool done = false;
  // Jobs that tell the store are its only ones: the rig's own hear nothing from here on.
  const base::SystemClock real;
  Jobs jobs(
      *store_, *config_, *ids_, real,
      [&](const model::Job& job) {
        std::scoped_lock lock(mutex);
        done = job.state == JobState::kDone;
        ended.notify_all();
      },
      base::Log{}, Jobs::Options{});
  {
    JobThread thread(jobs, real);
    auto purge = order(JobKind::kPurge, {{"all", true}});
    const auto made = support::await<JobMade>([&](auto answer) { jobs.create(std::move(purge), "tester", std::move(answer)); });
    ASSERT_TRUE(made && made->job);
    std::unique_lock lock(mutex);
    EXPECT_TRUE(ended.wait_for(lock, std::chrono::seconds(30), [&] { return done; }));
  }
  EXPECT_EQ(countOf(model::DeliveryState::kDead), 0u);
}

TEST_F(EngineDone4Thread, ItsEndDoesNotWaitForTheSpeedOfAJob) {
  const auto hook = addWebhook();
  dead(5, hook);
  const base::SystemClock real;
  Jobs jobs(
      *store_, *config_, *ids_, real, [](const model::Job&) {}, base::Log{}, Jobs::Options{});
  JobThread thread(jobs, real);
  auto slow = order(JobKind::kRetry);
  slow.perSecond = 1;
  EXPECT_TRUE(support::await<JobMade>([&](auto answer) { jobs.create(std::move(slow), "tester", std::move(answer)); }));
}

}  // namespace
}  // namespace hookline::delivery_runner
