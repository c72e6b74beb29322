// Jobs under power cuts: whatever a step does and the job's cursor are there together, or neither is.
#include "power_cut_run.h"

namespace hookline::store_sqlite {

using model::DeliveryState;
using support::await;

namespace {

constexpr std::size_t kStepItems = 6;
constexpr int kStepsOfAJob = 8;

/// Each answers the jobs whose figures contradict their deliveries; no delivery of these runs is cancelled.
constexpr const char* kContradictions =
    "SELECT 'job ' || j.id || ' counts ' || j.open || ' open of ' || j.made FROM job j WHERE"
    " j.open != (SELECT count(*) FROM delivery d WHERE d.job = j.id AND d.state NOT IN (3, 4, 5))"
    " OR j.delivered != (SELECT count(*) FROM delivery d WHERE d.job = j.id AND d.state = 3)"
    " OR j.made != j.open + j.delivered + j.failed_again + j.undone";

/// Each answers the lines (delivery.md §1.7) that are not whole: of each exactly one has its turn, and who waits stands in one.
constexpr const char* kBrokenLines =
    "SELECT 'the line of ' || conversation || ' has ' || sum(1 - parked) || ' whose turn it is' FROM order_line"
    " GROUP BY webhook_id, conversation HAVING sum(1 - parked) != 1"
    " UNION ALL SELECT 'delivery ' || d.id || ' waits its turn in no line' FROM delivery d WHERE d.state = 6 AND d.last_class = 27"
    " AND NOT EXISTS (SELECT 1 FROM order_line o WHERE o.delivery_id = d.id AND o.parked = 1)"
    " UNION ALL SELECT 'delivery ' || o.delivery_id || ' stands in a line and has state ' || coalesce(d.state, 'gone') FROM order_line o"
    " LEFT JOIN delivery d ON d.id = o.delivery_id WHERE d.id IS NULL OR d.state IN (3, 4) OR (o.parked = 1 AND d.state != 6)";

}  // namespace

void PowerCutRun::workSome() {
  store::JobStep step;
  {
    std::scoped_lock lock(mutex_);
    if (!work_.step.empty() || (work_.asked && !work_.known)) return;  // unknown: only the next life can tell
    if (!work_.known || work_.steps >= kStepsOfAJob) return beginJob();
    step.job = work_.id;
    step.from = work_.cursor;
    step.to = work_.cursor + 1;
    step.now = clock_.now().wall;
    if (!(work_.kind == model::JobKind::kRetry ? chooseRetries(step) : chooseReplays(step))) return;
    ++open_;
  }
  store_->stepJob(step, base::Completion<store::JobStepped>([this, step](auto result) {
                    std::scoped_lock lock(mutex_);
                    stepped(step, result);
                    --open_;
                    changed_.notify_all();
                  }));
}

void PowerCutRun::beginJob() {
  work_ = {};
  work_.id = {ids_.next()};
  work_.kind = chance_.below(2) == 0 ? model::JobKind::kRetry : model::JobKind::kReplay;
  work_.asked = true;
  model::Job job;
  job.id = work_.id;
  job.kind = work_.kind;
  // What dies later is skipped by a job, so this one is made for all that may die.
  job.createdAt = clock_.now().wall + base::Millis{std::chrono::hours{24}};
  job.filter = "{}";
  ++open_;
  // The one before makes room; whether that is kept matters to nobody.
  store_->jobs(base::Completion<std::vector<model::Job>>([this, job](auto all) mutable {
    for (const auto& one : all.value_or(std::vector<model::Job>{}))
      if (model::isUnfinished(one.state)) store_->moveJob(one.id, model::JobState::kCancelled, {}, {});
    store_->createJob(std::move(job), {{}, "owner", "job.start", "job"}, base::Completion<model::Job>([this](auto result) {
                        std::scoped_lock lock(mutex_);
                        work_.known = result.has_value();
                        --open_;
                        changed_.notify_all();
                      }));
  }));
}

bool PowerCutRun::chooseRetries(store::JobStep& step) {
  for (auto& [id, one] : deliveries_) {
    if (one.state != DeliveryState::kDead || !one.possible.empty() || one.purged || one.purgeAsked) continue;
    one.possible.insert(DeliveryState::kPending);
    step.ids.push_back({id});
    if (step.ids.size() == kStepItems) break;
  }
  work_.step = step.ids;
  return !step.ids.empty();
}

bool PowerCutRun::chooseReplays(store::JobStep& step) {
  for (const auto& [id, one] : deliveries_) {
    if (chance_.below(4) != 0) continue;
    auto& replay = step.replays.emplace_back();
    replay.seq = one.seq;
    replay.deliveries.push_back({{ids_.next()}, one.webhook, step.now, false});
    work_.step.push_back(replay.deliveries.back().id);
    if (step.replays.size() == kStepItems) break;
  }
  return !step.replays.empty();
}

void PowerCutRun::stepped(const store::JobStep& step, const base::Result<store::JobStepped>& result) {
  if (!result) {
    ++report_.jobStepsCutOff;
    return;
  }
  if (!result->applied) return wrong("a step from the job's own cursor was refused", true);
  ++report_.jobSteps;
  ++work_.steps;
  work_.cursor = step.to;
  work_.step.clear();
  for (const auto id : step.ids) {
    auto& one = deliveries_[id.value];
    one.state = DeliveryState::kPending;
    one.due = step.now;
    one.possible.clear();
  }
  for (const auto& replay : step.replays) {
    for (const auto& made : replay.deliveries) {
      Delivery delivery;
      delivery.seq = replay.seq;
      delivery.webhook = made.webhookId;
      delivery.due = step.now;
      deliveries_[made.id.value] = delivery;
    }
  }
}

void PowerCutRun::verifyJobs() {
  if (!work_.asked) return;
  const auto jobs = await<std::vector<model::Job>>([&](auto done) { store_->jobs(std::move(done)); });
  if (!jobs) return wrong("the jobs cannot be read: " + jobs.error().message, true);
  const model::Job* found = nullptr;
  for (const auto& job : *jobs)
    if (job.id == work_.id) found = &job;
  if (!found) {
    if (work_.known) wrong("job " + work_.id.text() + " is lost", false);
    work_ = {};
    return;
  }
  work_.known = true;
  const bool mayHaveMoved = !work_.step.empty() && found->cursor == work_.cursor + 1;
  if (found->cursor != work_.cursor && !mayHaveMoved) {
    wrong("job " + work_.id.text() + " stands at " + std::to_string(found->cursor) + ", not " + std::to_string(work_.cursor), false);
  } else if (!work_.step.empty()) {
    verifyStep(*found);
  }
  if (found->state != model::JobState::kRunning) work_ = {};
  work_.cursor = found->cursor;
  work_.step.clear();
}

/// A step whose answer the cut took: the cursor says whether it was done, and every delivery of it must agree.
void PowerCutRun::verifyStep(const model::Job& job) {
  const bool done = job.cursor == work_.cursor + 1;
  for (const auto id : work_.step) {
    const auto detail = await<store::DeliveryDetail>([&](auto given) { store_->delivery(id, std::move(given)); });
    const bool there = job.kind == model::JobKind::kReplay ? detail.has_value() : detail && detail->row.state == DeliveryState::kPending;
    if (there != done) wrong("a step of job " + job.id.text() + (done ? " is counted and not done" : " is done and not counted"), false);
  }
}

void PowerCutRun::verifyCounts(sqlite3* db) {
  std::string contradictions;
  for (const auto* question : {kContradictions, kBrokenLines})
    sqlite3_exec(
        db, question,
        [](void* out, int, char** values, char**) {
          *static_cast<std::string*>(out) += std::string(values[0]) + "; ";
          return 0;
        },
        &contradictions, nullptr);
  if (!contradictions.empty()) wrong(contradictions, false);
}

}  // namespace hookline::store_sqlite
