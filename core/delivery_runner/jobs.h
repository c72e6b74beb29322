#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/completion.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/time.h"
#include "delivery_runner/configuration.h"
#include "delivery_runner/job_filter.h"
#include "model/job.h"
#include "store/store.h"

namespace hookline::delivery_runner {

/// A job as somebody asks for it.
struct JobOrder {
  model::JobKind kind = model::JobKind::kRetry;
  JobFilter filter;
  int perSecond = 0;               ///< 0: as fast as its window lets it; else 1 … Job::kMaxPerSecond
  int stopAfterFirstFailures = 0;  ///< 0: never; else 1 … Job::kMaxStopAfter
  bool preview = false;            ///< only counted; a resume starts it
};

/// `job` is empty when the filter finds nothing: then none was made.
struct JobMade {
  std::optional<model::Job> job;
  store::JobCount count;
};

/// Bulk work: retries, replays and purges that are stored, bounded, limited in speed, paused, resumed, cancelled and undone, and go on
/// after a restart where they stood. It only makes deliveries due, oldest first and few at a time; sending them is the engine's. Every step
/// is one transaction of the store (Store::stepJob), so this here may be cut off anywhere. It has no thread: work() is to be called when
/// the wake function asks for it, and at the time it answers. Thread: any.
class Jobs {
 public:
  struct Options {
    std::size_t window = 1000;       ///< deliveries of a job that wait for their first try, at most
    std::size_t maxOpen = 10000;     ///< deliveries of a job that have not ended, at most
    std::size_t stepItems = 200;     ///< dead letters or events a step
    std::size_t purgeItems = 100;    ///< the same of a purge
    std::size_t writesBehind = 512;  ///< no step while more writes than this wait for the disk
    base::Millis noticeEvery{300};   ///< a job's figures are told at most so often; a change of its state at once
  };
  using Changed = std::function<void(const model::Job&)>;
  using TakenBack = std::function<void(const model::DeliveryRow&)>;

  /// `changed` hears of jobs, on any thread, without a lock held. References outlive close(). To be made before the store's first write.
  Jobs(store::Store& store, const Configuration& config, base::Ids& ids, const base::Clock& clock, Changed changed, base::Log log,
       Options options);
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;
  ~Jobs();

  /// Reads what is unfinished; running jobs and begun undos go on.
  void load(base::Completion<void> done);
  /// Called, on any thread, when work() has something to do. Must not block. Set before the store's first write.
  void onWork(std::function<void()> wake);
  /// Hears, on the store's writer and before anything that is stored later is announced, of each delivery that an undo took back, as it is
  /// now: whoever waits to send it must forget it. Must not block. Set before load(), which is
  /// when it may first be called.
  void onTakenBack(TakenBack listener);
  /// Does what can be done now; never blocks. Answers when it wants to be called next at the latest.
  std::optional<base::MonoTime> work();
  /// Whether no read or step is under way.
  bool idle() const;
  /// Ends all that is under way at its next step; nothing of it is lost.
  void close();

  void count(model::JobKind kind, JobFilter filter, base::Completion<store::JobCount> done);
  /// Errors: kConflict (too many are unfinished), the store's.
  void create(JobOrder order, std::string who, base::Completion<JobMade> done);
  /// Errors: kNotFound, kConflict (the message names the state), the store's.
  void pause(model::JobId id, std::string who, base::Completion<model::Job> done);
  void resume(model::JobId id, std::string who, base::Completion<model::Job> done);
  void cancel(model::JobId id, std::string who, base::Completion<model::Job> done);
  /// Takes back what a retry or a replay made due and what waits for its first try since: dead letters are dead again as they were,
  /// replayed deliveries are cancelled. What was sent or is on its way stays as it is, and an unfinished job is cancelled. Answers when all
  /// of it is done, with Job::undone; a job that was undone before is answered as it is, so that a repeat is safe. After a restart, or an
  /// error, what was begun goes on by itself.
  /// Errors: kNotFound; kConflict with a sentence for a purge, a preview, and a finished job of which nothing waits for its first try, for
  /// then nothing would change; the store's.
  void undo(model::JobId id, std::string who, base::Completion<model::Job> done);
  /// All that are kept, newest first.
  void list(base::Completion<std::vector<model::Job>> done);
  /// Errors: kNotFound.
  void find(model::JobId id, base::Completion<model::Job> done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace hookline::delivery_runner
