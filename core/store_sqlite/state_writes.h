#pragma once
#include "store_sqlite/write_operation.h"

// Writes by which a person, or the deletion of a webhook, moves deliveries.

namespace hookline::store_sqlite::internal {

/// Hands what waits of these to the listener.
void collectDue(WriteContext& context, const std::vector<model::DeliveryId>& ids, Fresh& fresh);

/// Store::requeue and Store::retryDead: back to pending with a new budget.
class RequeueWrite final : public AnsweredWrite<store::RequeueOutcome> {
 public:
  enum class From { kAnyStopped, kDead };

  RequeueWrite(std::vector<model::DeliveryId> ids, From from, base::WallTime now, base::Completion<store::RequeueOutcome> done)
      : AnsweredWrite(std::move(done)), ids_(std::move(ids)), from_(from), now_(now) {}

  void apply(WriteContext& context) override;
  void collectFresh(WriteContext& context, Fresh& fresh) override;
  /// Of the last apply.
  const std::vector<model::DeliveryId>& requeued() const { return requeued_; }

 private:
  bool requeueOne(WriteContext& context, model::DeliveryId id) const;

  std::vector<model::DeliveryId> ids_;
  From from_;
  base::WallTime now_;
  std::vector<model::DeliveryId> requeued_;
};

/// Store::cancel.
class CancelWrite final : public AnsweredWrite<model::DeliveryRow> {
 public:
  CancelWrite(model::DeliveryId id, base::WallTime now, base::Completion<model::DeliveryRow> done)
      : AnsweredWrite(std::move(done)), id_(id), now_(now) {}
  void apply(WriteContext& context) override;

 private:
  model::DeliveryId id_;
  base::WallTime now_;
};

/// Store::purgeDead.
class PurgeWrite final : public AnsweredWrite<std::uint64_t> {
 public:
  PurgeWrite(std::vector<model::DeliveryId> ids, base::Completion<std::uint64_t> done)
      : AnsweredWrite(std::move(done)), ids_(std::move(ids)) {}
  bool tidied() const override { return true; }
  void apply(WriteContext& context) override;
  /// Of the last apply.
  std::uint64_t gone() const { return gone_; }

 private:
  std::vector<model::DeliveryId> ids_;
  std::uint64_t gone_ = 0;
};

/// One step of cancelling what waits for a deleted webhook, small enough not to hold up the writes of others.
class SweepWrite final : public SilentWrite {
 public:
  static constexpr std::size_t kMaxRows = 256;

  explicit SweepWrite(model::WebhookId webhook) : webhook_(webhook) {}
  void apply(WriteContext& context) override;

 private:
  model::WebhookId webhook_;
};

}  // namespace hookline::store_sqlite::internal
