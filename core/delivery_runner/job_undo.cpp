// The undo of a job: step by step, on through errors and restarts, and who asked for it waits for its end.
#include <utility>

#include "delivery_runner/jobs_state.h"

namespace hookline::delivery_runner {

namespace {

using model::Job;
using model::JobId;
using model::UndoState;

}  // namespace

/// Tells of what was taken back before the answer, on the writer: so nothing that is made due again later is taken for it.
void Jobs::State::undoStep(JobId id, store::AuditEntry audit, base::Completion<store::JobUndone> done) {
  store.undoJob({id, options.stepItems, std::move(audit)},
                base::Completion<store::JobUndone>(
                    [self = shared_from_this(), done = std::move(done)](base::Result<store::JobUndone> undone) mutable {
                      if (undone && self->takenBack)
                        for (const auto& row : undone->rows) self->takenBack(row);
                      std::move(done)(std::move(undone));
                    }));
}

void Jobs::State::onUndone(JobId id, base::Result<store::JobUndone> undone) {
  if (!undone) {
    failed(id, undone.error());
    return answerUndoers(id, base::fail(undone.error()));
  }
  {
    std::scoped_lock lock(mutex);
    if (const auto found = works.find(id); found != works.end()) found->second.busy = false;
  }
  apply(undone->job);
  if (undone->job.undo == UndoState::kDone) answerUndoers(id, undone->job);
  awake();
}

void Jobs::State::answerUndoers(JobId id, const base::Result<Job>& answer) {
  std::vector<base::Completion<Job>> undoers;
  {
    std::scoped_lock lock(mutex);
    if (const auto found = works.find(id); found != works.end()) undoers.swap(found->second.undoers);
  }
  for (auto& undoer : undoers) std::move(undoer)(answer);
}

void Jobs::State::undo(JobId id, std::string who, base::Completion<Job> done) {
  undoStep(id, {clock.now().wall, std::move(who), "job.undo", id.text()},
           base::Completion<store::JobUndone>(
               [self = shared_from_this(), id, done = std::move(done)](base::Result<store::JobUndone> undone) mutable {
                 if (!undone) {
                   if (undone.error().outcomeUnknown) self->lookLater();
                   return std::move(done)(base::fail(undone.error()));
                 }
                 self->apply(undone->job);
                 if (undone->job.undo == UndoState::kDone) return std::move(done)(std::move(undone->job));
                 self->waitForUndo(id, std::move(done));
               }));
}

/// The rest is done by work(), as after a restart.
void Jobs::State::waitForUndo(JobId id, base::Completion<Job> done) {
  {
    std::scoped_lock lock(mutex);
    const auto found = works.find(id);
    if (found != works.end() && !closed) found->second.undoers.push_back(std::move(done));
  }
  awake();
}

void Jobs::State::lookLater() {
  {
    std::scoped_lock lock(mutex);
    lookAt = clock.now().mono + internal::kTryAgain;
  }
  awake();
}

/// Nobody announces what a commit of unknown outcome did, and a begun undo has to go on.
void Jobs::State::lookForUndos() {
  store.jobs(base::Completion<std::vector<Job>>([self = shared_from_this()](base::Result<std::vector<Job>> all) {
    if (!all) return self->lookLater();
    for (const auto& job : *all)
      if (job.undo == UndoState::kUnderWay) self->apply(job);
    self->awake();
  }));
}

}  // namespace hookline::delivery_runner
