// Bulk work in a world: what people do with jobs, and what the oracle asks of them.
#include "sim_world.h"

namespace hookline::sim {
namespace {

using model::DeliveryState;
using model::Job;
using model::JobState;

template <typename T>
base::Completion<T> ignored() {
  return base::Completion<T>([](base::Result<T>) {});
}

}  // namespace

void SimWorld::workInBulk() {
  if (!process_ || process_->stopping()) return;
  auto& jobs = process_->jobs();
  if (!store_.storedJobs().empty() && lucky(random_, 500)) {
    auto at = store_.storedJobs().begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random_.below(store_.storedJobs().size())));
    if (lucky(random_, 500)) return jobs.resume(at->first, "somebody", ignored<Job>());
    if (lucky(random_, 600)) return jobs.pause(at->first, "somebody", ignored<Job>());
    return lucky(random_, 700) ? jobs.undo(at->first, "somebody", ignored<Job>()) : jobs.cancel(at->first, "somebody", ignored<Job>());
  }
  delivery_runner::JobOrder order;
  if (const auto id = pickWebhook(true); id && lucky(random_, 400)) {
    order.filter.query.webhooks = {*id};
    order.filter.text = R"({"webhookId":")" + id->text() + "\"}";
  }
  if (lucky(random_, 400)) order.perSecond = static_cast<int>(between(random_, 1, 20));
  if (lucky(random_, 300)) order.stopAfterFirstFailures = static_cast<int>(between(random_, 1, 4));
  order.preview = lucky(random_, 150);
  jobs.create(std::move(order), "somebody", ignored<delivery_runner::JobMade>());
}

/// Calm: whoever paused a job lets it go on.
void SimWorld::resumeJobs() {
  for (const auto& [id, job] : store_.storedJobs())
    if (job.state == JobState::kPaused) process_->jobs().resume(id, "somebody", ignored<Job>());
}

void SimWorld::countJobs(Report& report) const {
  for (const auto& [id, job] : store_.storedJobs()) {
    if (job.made == 0) continue;
    report.madeDue += job.made;
    if (job.state == JobState::kDone) ++report.doneJobs;
    if (job.state == JobState::kCancelled) ++report.stoppedJobs;
    report.undone += job.undone;
  }
}

void Oracle::madeDue(model::JobId job, model::DeliveryId id) {
  note("made due", job.value, id.value);
  if (!madeDue_[job].insert(id).second) fail("jobsEndAndTheirFiguresAreTrue", job.text() + " made " + id.text() + " due twice");
}

void Oracle::jobsEndAndTheirFiguresAreTrue() {
  constexpr std::string_view kName = "jobsEndAndTheirFiguresAreTrue";
  for (const auto& [id, job] : store_->storedJobs()) {
    std::uint64_t open = 0;
    std::uint64_t delivered = 0;
    for (const auto& [n, row] : store_->rows()) {
      if (row.job != id) continue;
      open += model::isTerminal(row.state) ? 0 : 1;
      delivered += row.state == DeliveryState::kDelivered ? 1 : 0;
    }
    const auto figures = id.text() + " (" + std::string(model::toText(job.state)) + "): " + std::to_string(job.made) + " made, " +
                         std::to_string(job.open) + " open, " + std::to_string(job.delivered) + " delivered, " +
                         std::to_string(job.failedAgain) + " failed again, " + std::to_string(job.skipped) + " skipped of " +
                         std::to_string(job.done);
    const bool ended = job.open == 0 && job.listed;
    if (model::isUnfinished(job.state) && job.state != JobState::kPreview && ended) return fail(kName, figures + " and is not done");
    if (job.state == JobState::kDone && !ended) return fail(kName, figures + " and is done too soon");
    if (open != job.open || delivered != job.delivered) return fail(kName, figures + ", its deliveries say otherwise");
    if (job.undo == model::UndoState::kUnderWay) return fail(kName, figures + ", and its undo never ended");
    if (job.made != madeDue_[id].size()) return fail(kName, figures + ", and " + std::to_string(madeDue_[id].size()) + " were made due");
    // Cancelled ones stand among the skipped, undone ones do not.
    const auto cancelled = job.made - job.open - job.delivered - job.failedAgain - job.undone;
    if (job.done + cancelled != job.made + job.skipped) return fail(kName, figures + " do not add up");
  }
}

}  // namespace hookline::sim
