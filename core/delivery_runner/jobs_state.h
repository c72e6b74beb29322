#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "delivery_runner/job_pace.h"
#include "delivery_runner/jobs.h"

namespace hookline::delivery_runner {
namespace internal {

constexpr base::Millis kTryAgain{1000};

/// What a job is doing.
struct Work {
  model::Job job;
  JobFilter filter;
  JobPace pace;
  bool busy = false;                                  // a read or a step is under way
  std::vector<base::Completion<model::Job>> undoers;  // who wait for the undo to be done
  base::MonoTime notBefore{};
  std::uint64_t madeBefore = 0;  // by the steps before the one under way
  bool untold = true;
  model::JobState toldState = model::JobState::kPreview;
  base::MonoTime toldAt{};
};

/// The next items to be asked for, or the next step of an undo, decided under the lock and asked without it.
struct Ask {
  model::JobId id;
  bool undo = false;
  store::JobScope scope;
  std::int64_t cursor = 0;
  std::size_t limit = 0;
};

}  // namespace internal

/// What the answers of the store hold, so that one which comes after Jobs has gone finds it closed. Its steps are in job_steps.cpp, its
/// undo in job_undo.cpp, what people ask for in jobs.cpp. Thread: any.
struct Jobs::State : std::enable_shared_from_this<Jobs::State> {
  State(store::Store& theStore, const Configuration& theConfig, base::Ids& theIds, const base::Clock& theClock, Changed theChanged,
        base::Log theLog, Options theOptions)
      : store(theStore),
        config(theConfig),
        ids(theIds),
        clock(theClock),
        changed(std::move(theChanged)),
        log(std::move(theLog)),
        options(theOptions) {}

  // constant after construction
  store::Store& store;
  const Configuration& config;
  base::Ids& ids;
  const base::Clock& clock;
  const Changed changed;
  const base::Log log;
  const Options options;
  std::function<void()> wake;  // constant after onWork
  TakenBack takenBack;         // constant after onTakenBack

  std::mutex mutex;
  bool closed = false;                           // guarded by mutex
  bool loaded = false;                           // guarded by mutex
  std::optional<base::MonoTime> lookAt;          // guarded by mutex; for an undo that may have begun unheard
  std::map<model::JobId, internal::Work> works;  // guarded by mutex; unfinished ones, and ended ones until that is told

  std::optional<base::MonoTime> work();
  void plan(internal::Work& work, const base::Now& now, std::vector<internal::Ask>& asks, std::optional<base::MonoTime>& wakeAt) const;
  std::size_t roomOf(const internal::Work& work) const;
  bool tellNow(internal::Work& work, const base::Now& now, std::optional<base::MonoTime>& wakeAt) const;
  void start(const internal::Ask& ask);
  void onItems(model::JobId id, std::int64_t from, base::Result<store::JobItems> page);
  store::JobStep stepOf(model::JobId id, std::int64_t from, store::JobItems page, const model::Job& job, const JobFilter& filter);
  void onStepped(model::JobId id, base::Result<store::JobStepped> stepped);
  void failed(model::JobId id, const base::Error& error);
  void undoStep(model::JobId id, store::AuditEntry audit, base::Completion<store::JobUndone> done);
  void onUndone(model::JobId id, base::Result<store::JobUndone> undone);
  void answerUndoers(model::JobId id, const base::Result<model::Job>& answer);
  void apply(const model::Job& job);
  void take(std::vector<model::Job> jobs);
  void undo(model::JobId id, std::string who, base::Completion<model::Job> done);
  void waitForUndo(model::JobId id, base::Completion<model::Job> done);
  void lookForUndos();
  void lookLater();
  void move(model::JobId id, model::JobState to, const char* what, std::string who, base::Completion<model::Job> done);
  void create(JobOrder order, std::string who, store::JobScope scope, base::Completion<JobMade> done);
  void awake() {
    if (wake) wake();
  }
};

}  // namespace hookline::delivery_runner
