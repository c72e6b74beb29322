#include "delivery_runner/jobs.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "delivery_runner/jobs_state.h"

namespace hookline::delivery_runner {

namespace {

using internal::Work;
using model::Job;
using model::JobId;
using model::JobKind;
using model::JobState;
using model::UndoState;

}  // namespace

/// What the store says of a job; answers and notices of the store may overtake each other.
void Jobs::State::apply(const Job& job) {
  std::scoped_lock lock(mutex);
  const auto found = works.find(job.id);
  if (found == works.end()) {
    auto filter = readJobFilter(nlohmann::json::parse(job.filter, nullptr, false), job.kind);
    if (!filter) {
      log.error("a job's filter cannot be read, so it does not go on", {{"job", job.id.text()}, {"reason", filter.error().message}});
      return;
    }
    Work work;
    work.job = job;
    work.filter = std::move(*filter);
    work.pace = internal::JobPace(job.perSecond, clock.now().mono);
    work.toldState = job.revision == 0 ? JobState::kDone : job.state;  // a new one is told at once
    works.emplace(job.id, std::move(work));
    return;
  }
  auto& work = found->second;
  if (job.revision <= work.job.revision) return;
  work.job = job;
  work.untold = true;
}

void Jobs::State::take(std::vector<Job> jobs) {
  for (const auto& job : jobs) apply(job);
  awake();
}

void Jobs::State::create(JobOrder order, std::string who, store::JobScope scope, base::Completion<JobMade> done) {
  auto counting = scope;
  store.countJob(
      std::move(counting),
      base::Completion<store::JobCount>([self = shared_from_this(), order = std::move(order), who = std::move(who),
                                         scope = std::move(scope), done = std::move(done)](base::Result<store::JobCount> counted) mutable {
        if (!counted) return std::move(done)(base::fail(counted.error()));
        if (counted->total == 0 && counted->exact) return std::move(done)(JobMade{std::nullopt, std::move(*counted)});
        Job job;
        job.id = scope.below;
        job.kind = order.kind;
        job.filter = order.filter.text;
        job.state = order.preview ? JobState::kPreview : JobState::kRunning;
        job.total = counted->total;
        job.exact = counted->exact;
        job.perSecond = order.perSecond;
        job.stopAfterFirstFailures = order.stopAfterFirstFailures;
        job.createdAt = job.updatedAt = scope.diedBy;
        store::AuditEntry audit{scope.diedBy, std::move(who), order.preview ? "job.preview" : "job.start", job.id.text()};
        self->store.createJob(std::move(job), std::move(audit),
                              base::Completion<Job>([count = std::move(*counted), done = std::move(done)](base::Result<Job> made) mutable {
                                if (!made) return std::move(done)(base::fail(made.error()));
                                std::move(done)(JobMade{std::move(*made), std::move(count)});
                              }));
      }));
}

void Jobs::State::move(JobId id, JobState to, const char* what, std::string who, base::Completion<Job> done) {
  store.moveJob(id, to, {clock.now().wall, std::move(who), what, id.text()}, std::move(done));
}

Jobs::Jobs(store::Store& store, const Configuration& config, base::Ids& ids, const base::Clock& clock, Changed changed, base::Log log,
           Options options)
    : state_(std::make_shared<State>(store, config, ids, clock, std::move(changed), std::move(log), options)) {
  store.onJobs([state = std::weak_ptr(state_)](std::vector<Job> jobs) {
    if (const auto self = state.lock()) self->take(std::move(jobs));
  });
}

Jobs::~Jobs() { close(); }

void Jobs::load(base::Completion<void> done) {
  state_->store.jobs(
      base::Completion<std::vector<Job>>([self = state_, done = std::move(done)](base::Result<std::vector<Job>> all) mutable {
        if (!all) return std::move(done)(base::fail(all.error()));
        for (const auto& job : *all)
          if (model::isUnfinished(job.state) || job.open > 0 || job.undo == UndoState::kUnderWay) self->apply(job);
        {
          std::scoped_lock lock(self->mutex);
          self->loaded = true;
        }
        std::move(done)({});
        self->awake();
      }));
}

void Jobs::onWork(std::function<void()> wake) { state_->wake = std::move(wake); }

void Jobs::onTakenBack(TakenBack listener) { state_->takenBack = std::move(listener); }

std::optional<base::MonoTime> Jobs::work() { return state_->work(); }

bool Jobs::idle() const {
  std::scoped_lock lock(state_->mutex);
  return std::none_of(state_->works.begin(), state_->works.end(), [](const auto& entry) { return entry.second.busy; });
}

void Jobs::close() {
  std::vector<base::Completion<Job>> dying;  // answered without the lock
  std::scoped_lock lock(state_->mutex);
  state_->closed = true;
  for (auto& [id, work] : state_->works) std::move(work.undoers.begin(), work.undoers.end(), std::back_inserter(dying));
  for (auto& [id, work] : state_->works) work.undoers.clear();
}

void Jobs::count(JobKind kind, JobFilter filter, base::Completion<store::JobCount> done) {
  state_->store.countJob({kind, std::move(filter.query), JobId{state_->ids.next()}, state_->clock.now().wall}, std::move(done));
}

void Jobs::create(JobOrder order, std::string who, base::Completion<JobMade> done) {
  store::JobScope scope{order.kind, order.filter.query, JobId{state_->ids.next()}, state_->clock.now().wall};
  state_->create(std::move(order), std::move(who), std::move(scope), std::move(done));
}

void Jobs::pause(JobId id, std::string who, base::Completion<Job> done) {
  state_->move(id, JobState::kPaused, "job.pause", std::move(who), std::move(done));
}

void Jobs::resume(JobId id, std::string who, base::Completion<Job> done) {
  state_->move(id, JobState::kRunning, "job.resume", std::move(who), std::move(done));
}

void Jobs::cancel(JobId id, std::string who, base::Completion<Job> done) {
  state_->move(id, JobState::kCancelled, "job.cancel", std::move(who), std::move(done));
}

void Jobs::undo(JobId id, std::string who, base::Completion<Job> done) { state_->undo(id, std::move(who), std::move(done)); }

void Jobs::list(base::Completion<std::vector<Job>> done) { state_->store.jobs(std::move(done)); }

void Jobs::find(JobId id, base::Completion<Job> done) {
  state_->store.jobs(base::Completion<std::vector<Job>>([id, done = std::move(done)](base::Result<std::vector<Job>> all) mutable {
    if (!all) return std::move(done)(base::fail(all.error()));
    for (auto& job : *all)
      if (job.id == id) return std::move(done)(std::move(job));
    std::move(done)(base::fail(base::Errc::kNotFound, "There is no job " + id.text() + "."));
  }));
}

}  // namespace hookline::delivery_runner
