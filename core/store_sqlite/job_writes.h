#pragma once
#include <map>
#include <optional>
#include <vector>

#include "store_sqlite/state_writes.h"
#include "store_sqlite/untried_rows.h"
#include "store_sqlite/write_operation.h"

namespace hookline::store_sqlite::internal {

/// Store::replay: new deliveries of one stored event.
class ReplayWrite final : public AnsweredWrite<std::vector<store::AcceptedDelivery>> {
 public:
  ReplayWrite(store::Replay replay, base::WallTime now, base::Completion<std::vector<store::AcceptedDelivery>> done)
      : AnsweredWrite(std::move(done)), replay_(std::move(replay)), now_(now) {}
  void apply(WriteContext& context) override;
  void collectFresh(WriteContext& context, Fresh& fresh) override;

 private:
  store::Replay replay_;
  base::WallTime now_;
  std::vector<model::DeliveryId> made_;
};

/// Store::createJob.
class CreateJobWrite final : public AnsweredWrite<model::Job> {
 public:
  CreateJobWrite(model::Job job, store::AuditEntry audit, base::Completion<model::Job> done)
      : AnsweredWrite(std::move(done)), job_(std::move(job)), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  model::Job job_;
  store::AuditEntry audit_;
};

/// Store::moveJob.
class MoveJobWrite final : public AnsweredWrite<model::Job> {
 public:
  MoveJobWrite(model::JobId id, model::JobState to, store::AuditEntry audit, base::Completion<model::Job> done)
      : AnsweredWrite(std::move(done)), id_(id), to_(to), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  base::Status check(WriteContext& context, const model::Job& job) const;

  model::JobId id_;
  model::JobState to_;
  store::AuditEntry audit_;
};

/// Store::stepJob.
class StepJobWrite final : public AnsweredWrite<store::JobStepped> {
 public:
  StepJobWrite(store::JobStep step, base::Completion<store::JobStepped> done) : AnsweredWrite(std::move(done)), step_(std::move(step)) {}
  bool tidied() const override { return outcome_ && outcome_->job.kind == model::JobKind::kPurge; }
  void apply(WriteContext& context) override;
  void collectFresh(WriteContext& context, Fresh& fresh) override { collectDue(context, made_, fresh); }

 private:
  /// Of the step's, what is a dead letter and was one when the job was made.
  struct StillDead {
    std::vector<model::DeliveryId> ids;
    std::map<model::DeliveryId, DeadBefore> before;
  };
  StillDead stillDead(WriteContext& context, const model::Job& job) const;
  void retry(WriteContext& context, model::Job& job);
  void purge(WriteContext& context, model::Job& job);
  void replay(WriteContext& context, model::Job& job);

  store::JobStep step_;
  std::vector<model::DeliveryId> made_;  // due now
};

}  // namespace hookline::store_sqlite::internal
