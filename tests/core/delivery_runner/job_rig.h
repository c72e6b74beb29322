#pragma once
#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/store_sqlite/sqlite_home.h"
#include "delivery_runner/jobs.h"
#include "support/forwarding_store.h"

namespace hookline::delivery_runner {

/// The real store, seen through a glass that can lose an answer or look busy.
class BadDayStore final : public support::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void stepJob(store::JobStep step, base::Completion<store::JobStepped> done) override;
  void undoJob(store::JobUndo undo, base::Completion<store::JobUndone> done) override;
  void onJobs(JobsChanged listener) override;
  void jobItems(store::JobScope scope, std::int64_t after, std::size_t limit, base::Completion<store::JobItems> done) override {
    ++asked;
    real_.jobItems(std::move(scope), after, limit, std::move(done));
  }
  store::StoreFigures storeFigures() const override;

  std::atomic<int> asked{0};  ///< steps that began
  /// The next steps are done, and nobody hears of it.
  std::atomic<int> losesAnswers{0};
  std::atomic<int> losesUndoAnswers{0};  ///< the same of steps of an undo
  std::atomic<std::uint64_t> behind{0};  ///< writes that seem to wait

 private:
  std::atomic<bool> deaf_{false};
};

/// Jobs on a real store, a clock that the test sets and an engine that the test plays.
class JobRig : public testing::Test {
 protected:
  JobRig() : JobRig(Jobs::Options{}) {}
  explicit JobRig(Jobs::Options options);
  ~JobRig() override;

  /// The process ends and starts again.
  void restart();
  model::WebhookId addWebhook(std::vector<std::string> events = {"*"}, std::string chatbot = "*");
  void deleteWebhook(model::WebhookId id);
  /// Accepted events with a delivery each, oldest first.
  std::vector<model::DeliveryId> pending(std::size_t count, model::WebhookId webhook, const std::string& type = "lead.captured");
  /// The same, dead; the engine has forgotten them.
  std::vector<model::DeliveryId> dead(std::size_t count, model::WebhookId webhook);
  model::EventSeq event(const std::string& type, const std::string& chatbot = "bot_1");

  JobOrder order(model::JobKind kind, const nlohmann::json& filter = nlohmann::json::object());
  base::Result<JobMade> create(JobOrder order);
  /// Makes a job that must be made.
  model::JobId start(JobOrder order);
  model::Job job(model::JobId id);
  base::Result<model::Job> pause(model::JobId id);
  base::Result<model::Job> resume(model::JobId id);
  base::Result<model::Job> cancel(model::JobId id);
  /// Undoes it and lets the jobs work until that is answered.
  base::Result<model::Job> undo(model::JobId id);
  /// The same, cut off after its first step.
  void beginUndo(model::JobId id);

  /// Lets the jobs work until nothing is left to be done at this time.
  void settle();
  /// Lets every job take one step, if it may.
  void oneStep();
  void advance(base::Millis by) {
    clock_.advance(by);
    settle();
  }
  /// What became due and was not sent yet, in the order in which it came.
  std::vector<model::DeliveryId> due();
  /// Sends the first `count` of what is due; each ends so.
  std::vector<store::DueDelivery> send(std::size_t count, model::DeliveryState end = model::DeliveryState::kDelivered);
  /// Sends and lets time pass until the job is done; false: it never is.
  bool finish(model::JobId id);
  std::size_t countOf(model::DeliveryState state);
  std::vector<model::Job> told();
  /// What the engine was told to forget since the last question.
  std::vector<model::DeliveryId> takenBack();

  support::HandClock clock_;
  store_sqlite::DiskHome home_;
  const Jobs::Options options_;
  std::unique_ptr<store::Store> real_;
  std::unique_ptr<BadDayStore> store_;
  std::unique_ptr<base::TimeOrderedIds> ids_;
  std::unique_ptr<Configuration> config_;
  std::unique_ptr<Jobs> jobs_;
  std::map<std::int64_t, int> sent_;  // by delivery, over all lives

 private:
  void open();
  void closeAll();
  void fence();
  bool waitForWake();

  std::mutex mutex_;
  std::condition_variable woken_;
  bool awake_ = false;                                  // guarded by mutex_
  std::vector<store::DueDelivery> fresh_;               // guarded by mutex_
  std::vector<model::Job> told_;                        // guarded by mutex_
  std::vector<model::DeliveryId> takenBack_;            // guarded by mutex_
  std::optional<base::Result<model::Job>> undoAnswer_;  // guarded by mutex_
};

}  // namespace hookline::delivery_runner
