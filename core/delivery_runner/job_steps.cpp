// What a running job does next: read a page of its items, write a step of them, look again.
#include <algorithm>
#include <utility>

#include "delivery_runner/jobs_state.h"
#include "delivery_runner/replay.h"

namespace hookline::delivery_runner {

namespace {

using internal::Ask;
using internal::Work;
using model::Job;
using model::JobId;
using model::JobKind;
using model::JobState;
using model::UndoState;

constexpr base::Millis kLookAgain{50};

store::JobScope scopeOf(const Job& job, const JobFilter& filter) { return {job.kind, filter.query, job.id, job.createdAt}; }

void earliest(std::optional<base::MonoTime>& wake, base::MonoTime at) { wake = wake ? std::min(*wake, at) : at; }

}  // namespace

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
    auto& ask = asks.emplace_back();
    ask.id = job.id;
    ask.undo = true;
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
    found->second.notBefore = clock.now().mono + internal::kTryAgain;
    if (closed) return;
  }
  log.warning("a step of a job failed and is tried again", {{"job", id.text()}, {"reason", error.message}});
  awake();
}

}  // namespace hookline::delivery_runner
