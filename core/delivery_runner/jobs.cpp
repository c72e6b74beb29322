#include "delivery_runner/jobs.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "delivery_runner/job_pace.h"
#include "delivery_runner/replay.h"

namespace hookline::delivery_runner {
namespace {

using model::Job;
using model::JobId;
using model::JobKind;
using model::JobState;
using model::UndoState;

constexpr base::Millis kTryAgain{1000};
constexpr base::Millis kLookAgain{50};

/// What a job is doing.
struct Work {
  Job job;
  JobFilter filter;
  internal::JobPace pace;
  bool busy = false;                           // a read or a step is under way
  std::vector<base::Completion<Job>> undoers;  // who wait for the undo to be done
  base::MonoTime notBefore{};
  std::uint64_t madeBefore = 0;  // by the steps before the one under way
  bool untold = true;
  JobState toldState = JobState::kPreview;
  base::MonoTime toldAt{};
};

/// The next items to be asked for, or the next step of an undo, decided under the lock and asked without it.
struct Ask {
  JobId id;
  bool undo = false;
  store::JobScope scope;
  std::int64_t cursor = 0;
  std::size_t limit = 0;
};

store::JobScope scopeOf(const Job& job, const JobFilter& filter) { return {job.kind, filter.query, job.id, job.createdAt}; }

void earliest(std::optional<base::MonoTime>& wake, base::MonoTime at) { wake = wake ? std::min(*wake, at) : at; }

}  // namespace

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
  bool closed = false;                   // guarded by mutex
  bool loaded = false;                   // guarded by mutex
  std::optional<base::MonoTime> lookAt;  // guarded by mutex; for an undo that may have begun unheard
  std::map<JobId, Work> works;           // guarded by mutex; unfinished ones, and ended ones until that is told

  std::optional<base::MonoTime> work();
  void plan(Work& work, const base::Now& now, std::vector<Ask>& asks, std::optional<base::MonoTime>& wakeAt) const;
  std::size_t roomOf(const Work& work) const;
  bool tellNow(Work& work, const base::Now& now, std::optional<base::MonoTime>& wakeAt) const;
  void start(const Ask& ask);
  void onItems(JobId id, std::int64_t from, base::Result<store::JobItems> page);
  store::JobStep stepOf(JobId id, std::int64_t from, store::JobItems page, const Job& job, const JobFilter& filter);
  void onStepped(JobId id, base::Result<store::JobStepped> stepped);
  void failed(JobId id, const base::Error& error);
  void undoStep(JobId id, store::AuditEntry audit, base::Completion<store::JobUndone> done);
  void onUndone(JobId id, base::Result<store::JobUndone> undone);
  void answerUndoers(JobId id, const base::Result<Job>& answer);
  void apply(const Job& job);
  void take(std::vector<Job> jobs);
  void undo(JobId id, std::string who, base::Completion<Job> done);
  void waitForUndo(JobId id, base::Completion<Job> done);
  void lookForUndos();
  void lookLater();
  void move(JobId id, JobState to, const char* what, std::string who, base::Completion<Job> done);
  void create(JobOrder order, std::string who, store::JobScope scope, base::Completion<JobMade> done);
  void awake() {
    if (wake) wake();
  }
};

// ---- what is to be done now

std::optional<base::MonoTime> Jobs::State::work() {
  std::vector<Ask> asks;
  std::vector<Job> told;
  std::optional<base::MonoTime> wakeAt;
  bool looks = false;
  {
    std::scoped_lock lock(mutex);
    if (closed) return std::nullopt;
    const auto now = clock.now();
    looks = lookAt && *lookAt <= now.mono;
    if (looks) lookAt.reset();
    if (lookAt) earliest(wakeAt, *lookAt);
    for (auto at = works.begin(); at != works.end();) {
      auto& one = at->second;
      plan(one, now, asks, wakeAt);
      if (tellNow(one, now, wakeAt)) told.push_back(one.job);
      const bool active = one.job.state == JobState::kRunning || one.job.state == JobState::kPaused || one.job.open > 0 ||
                          one.job.undo == UndoState::kUnderWay;
      const bool over = !one.busy && !one.untold && !active;
      at = over ? works.erase(at) : std::next(at);
    }
  }
  for (const auto& job : told) changed(job);
  for (const auto& ask : asks) start(ask);
  if (looks) lookForUndos();
  return wakeAt;
}

void Jobs::State::plan(Work& work, const base::Now& now, std::vector<Ask>& asks, std::optional<base::MonoTime>& wakeAt) const {
  const auto& job = work.job;
  const bool undoes = job.undo == UndoState::kUnderWay;
  if (work.busy || (!undoes && (job.state != JobState::kRunning || job.listed))) return;
  if (now.mono < work.notBefore) return earliest(wakeAt, work.notBefore);
  if (undoes) {
    if (!loaded) return;  // whoever listens may not be there yet
    work.busy = true;
    asks.push_back({.id = job.id, .undo = true});
    return;
  }
  const auto room = roomOf(work);
  if (room == 0) return;  // the next result wakes
  const auto pace = work.pace.next(now.mono, room, job.kind == JobKind::kPurge ? options.purgeItems : options.stepItems);
  if (pace.items == 0) return earliest(wakeAt, pace.at);
  if (store.storeFigures().queuedWrites > options.writesBehind) return earliest(wakeAt, now.mono + kLookAgain);
  work.busy = true;
  work.madeBefore = job.made;
  asks.push_back({job.id, false, scopeOf(job, work.filter), job.cursor, pace.items});
}

/// How many deliveries it may make due now. While its first tries have yet to show that anything arrives at all, no more than would stop
/// it.
std::size_t Jobs::State::roomOf(const Work& work) const {
  const auto& job = work.job;
  if (job.kind == JobKind::kPurge) return options.purgeItems;
  const auto below = [](std::uint64_t used, std::uint64_t limit) { return used < limit ? static_cast<std::size_t>(limit - used) : 0; };
  auto room = std::min(below(job.untried, options.window), below(job.open, options.maxOpen));
  const auto stopAfter = static_cast<std::uint64_t>(job.stopAfterFirstFailures);
  const bool probing = job.delivered == 0 && job.failures < stopAfter;
  return probing ? std::min(room, below(job.failures + job.untried, stopAfter)) : room;
}

bool Jobs::State::tellNow(Work& work, const base::Now& now, std::optional<base::MonoTime>& wakeAt) const {
  if (!work.untold) return false;
  const auto next = work.toldAt + options.noticeEvery;
  if (work.toldState == work.job.state && now.mono < next) {
    earliest(wakeAt, next);
    return false;
  }
  work.untold = false;
  work.toldState = work.job.state;
  work.toldAt = now.mono;
  return true;
}

// ---- one step: read, write, look again

void Jobs::State::start(const Ask& ask) {
  if (ask.undo) {
    return undoStep(ask.id, {},
                    base::Completion<store::JobUndone>([self = shared_from_this(), id = ask.id](base::Result<store::JobUndone> undone) {
                      self->onUndone(id, std::move(undone));
                    }));
  }
  store.jobItems(ask.scope, ask.cursor, ask.limit,
                 base::Completion<store::JobItems>([self = shared_from_this(), id = ask.id, from = ask.cursor](
                                                       base::Result<store::JobItems> page) { self->onItems(id, from, std::move(page)); }));
}

void Jobs::State::onItems(JobId id, std::int64_t from, base::Result<store::JobItems> page) {
  if (!page) return failed(id, page.error());
  Job job;
  JobFilter filter;
  {
    std::scoped_lock lock(mutex);
    const auto found = works.find(id);
    if (found == works.end() || closed) return;
    job = found->second.job;
    filter = found->second.filter;
  }
  store.stepJob(stepOf(id, from, std::move(*page), job, filter),
                base::Completion<store::JobStepped>(
                    [self = shared_from_this(), id](base::Result<store::JobStepped> stepped) { self->onStepped(id, std::move(stepped)); }));
}

store::JobStep Jobs::State::stepOf(JobId id, std::int64_t from, store::JobItems page, const Job& job, const JobFilter& filter) {
  store::JobStep step;
  step.job = id;
  step.from = from;
  step.to = page.reached;
  step.last = page.complete;
  step.now = clock.now().wall;
  const auto snapshot = config.snapshot();
  for (const auto& item : page.items) {
    if (job.kind != JobKind::kReplay) {
      step.ids.push_back({item.id});
      continue;
    }
    auto& replay = step.replays.emplace_back();
    replay.seq = {item.id};
    // An event whose payload is gone has nothing to send: it counts as skipped.
    if (item.event && item.event->body && !item.event->body->empty())
      replay.deliveries = replayTargets(*snapshot, *item.event, filter.query.webhooks, ids, step.now);
  }
  return step;
}

void Jobs::State::onStepped(JobId id, base::Result<store::JobStepped> stepped) {
  if (!stepped) return failed(id, stepped.error());
  {
    std::scoped_lock lock(mutex);
    const auto found = works.find(id);
    if (found == works.end()) return;
    auto& work = found->second;
    work.busy = false;
    work.pace.spent(stepped->job.made - std::min(stepped->job.made, work.madeBefore), clock.now().mono);
  }
  apply(stepped->job);
  awake();
}

/// Whatever became of the step: it is tried again from the same cursor, and the store does it only if it was not done.
void Jobs::State::failed(JobId id, const base::Error& error) {
  {
    std::scoped_lock lock(mutex);
    const auto found = works.find(id);
    if (found == works.end()) return;
    found->second.busy = false;
    found->second.notBefore = clock.now().mono + kTryAgain;
    if (closed) return;
  }
  log.warning("a step of a job failed and is tried again", {{"job", id.text()}, {"reason", error.message}});
  awake();
}

// ---- undo

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
    lookAt = clock.now().mono + kTryAgain;
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

// ---- what people ask for

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
