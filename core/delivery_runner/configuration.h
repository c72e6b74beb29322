#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/completion.h"
#include "base/time.h"
#include "model/config_snapshot.h"
#include "store/store.h"

namespace hookline::delivery_runner {

/// Name and value of the stored setting that says: all sending is paused by a person, until one resumes it.
std::pair<std::string, std::string> pausedSetting(base::WallTime since);

/// The webhook configuration: one immutable snapshot that everybody reads, and edits that run one after another, each stored before
/// it takes effect. Thread: any; answers come on the store's writer.
class Configuration {
 public:
  Configuration(store::Store& store, const base::Clock& clock, const store::StoredConfig& stored);
  Configuration(const Configuration&) = delete;
  Configuration& operator=(const Configuration&) = delete;

  model::ConfigPtr snapshot() const;

  /// Makes the new webhook from the present one, or refuses. Runs when all edits before it are done; must not block.
  using Edit = base::UniqueFunction<base::Result<model::Webhook>(const model::Webhook& current)>;

  /// Sets id and times; the rest is the caller's.
  void createWebhook(model::Webhook webhook, store::AuditEntry audit, base::Completion<model::Webhook> done);
  /// Sets updatedAt (strictly later than before, so that If-Match can tell). Errors: kNotFound, what `edit` refuses with, the store's.
  void editWebhook(model::WebhookId id, Edit edit, store::AuditEntry audit, base::Completion<model::Webhook> done);
  /// Errors: kNotFound, the store's.
  void deleteWebhook(model::WebhookId id, store::AuditEntry audit, base::Completion<void> done);
  /// Pauses or resumes all sending.
  void pauseAll(bool paused, std::optional<base::WallTime> until, store::AuditEntry audit, base::Completion<void> done);
  /// Resumes all sending if its pause is over by now. Errors: kConflict when none is, the store's.
  void endPauseOfAll(store::AuditEntry audit, base::Completion<void> done);

  /// Called with every new snapshot, on the writer; must not block. Set before the first edit; called at once with the present one.
  void onChange(std::function<void(model::ConfigPtr)> listener);

 private:
  using Job = base::UniqueFunction<void()>;
  void enqueue(Job job);
  void finished();
  void publish(std::function<void(model::ConfigSnapshot&)> change);
  void put(model::Webhook webhook, store::AuditEntry audit, base::Completion<model::Webhook> done);
  void putPause(const model::ConfigSnapshot& next, store::AuditEntry audit, base::Completion<void> done);

  store::Store& store_;       // constant after construction
  const base::Clock& clock_;  // constant after construction
  mutable std::mutex mutex_;
  model::ConfigPtr snapshot_;                                     // guarded by mutex_
  std::vector<std::function<void(model::ConfigPtr)>> listeners_;  // guarded by mutex_
  std::deque<Job> jobs_;                                          // guarded by mutex_
  bool running_ = false;                                          // guarded by mutex_
};

}  // namespace hookline::delivery_runner
