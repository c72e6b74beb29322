#include "store_sqlite/undo_write.h"

#include <algorithm>

#include "store_sqlite/config_writes.h"
#include "store_sqlite/delivery_rows.h"
#include "store_sqlite/job_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;
using model::JobState;
using model::UndoState;

constexpr const char* kFind = "SELECT state, webhook_id FROM delivery WHERE id = ?";
constexpr const char* kDeadAgain =
    "UPDATE delivery SET state = 5, counted = ?2, last_class = ?3, last_http = ?4, updated_ms = ?5 WHERE id = ?1";
constexpr const char* kCancel = "UPDATE delivery SET state = 4, updated_ms = ?2 WHERE id = ?1";

base::Status mayBeUndone(const model::Job& job, bool anyWaits) {
  const auto refused = [&](const std::string& why) { return base::fail(base::Errc::kConflict, "The job " + job.id.text() + " " + why); };
  if (job.kind == model::JobKind::kPurge)
    return refused("is a purge: what it deleted nobody can bring back, so there is no undo. Cancel it to keep the rest.");
  if (job.state == JobState::kPreview) return refused("has not started, so there is nothing to undo. Cancel it, or leave it.");
  if (!model::isUnfinished(job.state) && !anyWaits)
    return refused("is " + std::string(model::toText(job.state)) +
                   " and nothing of it waits for its first try, so there is nothing left to undo. What was sent stays sent.");
  return {};
}

}  // namespace

base::Status UndoJobWrite::begin(WriteContext& context, model::Job& job, bool anyWaits) const {
  if (auto fine = mayBeUndone(job, anyWaits); !fine) return fine;
  if (model::isUnfinished(job.state)) job.state = JobState::kCancelled;
  job.reason = "Undone by " + undo_.audit.who + ". What was sent, or was on its way, stays as it is.";
  insertAudit(context.db, undo_.audit);
  return {};
}

/// False: it is on its way. Its state is read anew: the one before it may have given it its turn.
bool UndoJobWrite::takeBack(WriteContext& context, const Untried& one) {
  auto& db = context.db;
  DeliveryState from{};
  model::WebhookId webhook;
  {
    auto rows = db.statement(kFind).query(one.id.value);
    if (!rows.next()) return false;
    from = static_cast<DeliveryState>(rows.integer(0));
    webhook.value = rows.integer(1);
  }
  if (from == DeliveryState::kDelivering || model::isTerminal(from)) return false;
  const auto end = one.before ? DeliveryState::kDead : DeliveryState::kCancelled;
  if (one.before)
    db.statement(kDeadAgain)
        .execute(one.id.value, one.before->counted, one.before->errorClass, one.before->status, base::toMs(one.before->diedAt));
  else
    db.statement(kCancel).execute(one.id.value, base::toMs(context.now));
  context.figures.moved(webhook, from, end);
  // One that waited behind another has no turn that it could block: it leaves its line.
  const bool parked = context.orders.isParked(db, webhook, one.id);
  context.orders.ended(db, context.figures, {webhook, one.id, parked ? DeliveryState::kCancelled : end, context.now, context.now});
  return true;
}

void UndoJobWrite::apply(WriteContext& context) {
  auto& db = context.db;
  auto job = readJob(db, undo_.job);
  if (!job) {
    outcome_ = base::fail(jobNotFound(undo_.job));
    return;
  }
  if (job->undo == UndoState::kDone) {
    outcome_ = store::JobUndone{std::move(*job), {}};
    return;
  }
  const auto limit = std::clamp<std::size_t>(undo_.limit, 1, store::Store::kMaxStepItems);
  const auto untried = readUntried(db, job->id, limit);
  if (job->undo == UndoState::kNone) {
    if (auto fine = begin(context, *job, !untried.empty()); !fine) {
      outcome_ = base::fail(std::move(fine.error()));
      return;
    }
  }
  store::JobUndone undone;
  for (const auto& one : untried) {
    deleteUntried(db, job->id, one.id);
    if (!takeBack(context, one)) continue;
    if (auto row = readDelivery(db, one.id)) undone.rows.push_back(std::move(*row));
  }
  const auto count = undone.rows.size();
  job->open -= std::min<std::uint64_t>(job->open, count);
  job->untried -= std::min<std::uint64_t>(job->untried, count);
  job->undone += count;
  job->undo = untried.size() < limit ? UndoState::kDone : UndoState::kUnderWay;
  job->updatedAt = context.now;
  ++job->revision;
  updateJob(db, *job);
  context.jobs.changed(*job);
  undone.job = std::move(*job);
  outcome_ = std::move(undone);
}

}  // namespace hookline::store_sqlite::internal
