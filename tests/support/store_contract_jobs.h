#pragma once
#include <vector>

#include "support/store_contract.h"

namespace hookline::support {

/// What every Store does with bulk work. Instantiate it beside StoreContract.
class EngineDone4Store : public StoreContract {
 protected:
  void SetUp() override;

  model::Job newJob(model::JobKind kind, model::JobState state = model::JobState::kRunning);
  base::Result<model::Job> create(model::Job job);
  base::Result<model::Job> move(model::JobId id, model::JobState to);
  base::Result<store::JobStepped> step(store::JobStep step);
  std::vector<model::Job> jobs();
  model::Job job(model::JobId id);
  store::JobScope scope(const model::Job& job, store::DeliveryQuery filter = {}) const;
  store::JobItems items(const store::JobScope& scope, std::int64_t after = 0, std::size_t limit = 200);
  store::JobCount count(const store::JobScope& scope);
  /// A step over these from where the job stands.
  store::JobStep stepOver(const model::Job& job, std::vector<model::DeliveryId> ids, bool last = true) const;
  /// Claims a waiting delivery and records how the try ended.
  void attempt(model::DeliveryId id, model::WebhookId webhook, model::DeliveryState end);

  model::WebhookId hook_;
};

/// What every Store does with the undo of a job.
class DaemonDone1UndoStore : public EngineDone4Store {
 protected:
  base::Result<store::JobUndone> undo(model::JobId id, std::size_t limit = store::Store::kMaxStepItems);
  std::vector<model::DeliveryId> dead(int count);
  /// A retry that made all of these due; not the `last` step: it goes on.
  model::JobId retried(const std::vector<model::DeliveryId>& ids, bool last = true);
  /// A replay, and the one delivery that it made.
  std::pair<model::JobId, model::DeliveryId> replayed();
};

}  // namespace hookline::support
