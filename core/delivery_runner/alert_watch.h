#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "base/completion.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/time.h"
#include "delivery_runner/configuration.h"
#include "health/alert_book.h"
#include "model/alert_rule.h"
#include "model/delivery_change.h"
#include "store/store.h"

namespace hookline::delivery_runner {

/// Judges webhooks by their stored figures and keeps the alerts: after results, when the configuration or the rules change, and all of them
/// every kSweepEvery, because windows move on. A webhook is judged at most once every kRest, and at most kMaxJudged of them at a time.
/// Thread: a thread of its own after start(), which waits for the store, so that nobody else does; pass() by itself for whoever owns it,
/// without start(). The rest any.
class AlertWatch {
 public:
  struct Seams {
    store::Store& store;
    Configuration& config;
    base::Ids& ids;
    const base::Clock& clock;
    base::Log log;
    std::function<void(const model::Alert&)> changed;  ///< told of each alert as it is stored now; must not block
    /// Told of the figures of each webhook that was judged, with at least `figuresWindow` of minutes; of one that is gone, too.
    std::function<void(const model::ConfigSnapshot&, const model::WebhookFigures&, base::WallTime)> judged;
    base::Millis figuresWindow{0};
  };

  static constexpr base::Millis kRest{1000};
  static constexpr base::Millis kSweepEvery{60000};
  static constexpr std::size_t kMaxJudged = 64;
  static constexpr std::size_t kMaxOrders = 256;  ///< calls that wait for their turn

  /// Takes the stored rules, or the guide's when nobody ever put any, and goes on with the alerts that are open.
  AlertWatch(Seams seams, const store::StoredConfig& stored);
  AlertWatch(const AlertWatch&) = delete;
  AlertWatch& operator=(const AlertWatch&) = delete;
  ~AlertWatch() { stop(); }

  void start();
  /// Calls that wait are answered kCancelled, later ones kUnavailable. Blocks until the thread ended; the store must still be open.
  void stop();

  /// Told of every change of a delivery, on the engine's thread: cheap.
  void delivery(const model::DeliveryChange& change);

  std::vector<model::AlertRule> rules() const;
  /// Rules without an id get one; alerts of rules that are gone or have no more to say resolve. Errors: kInvalid (an id is no rule's, or
  /// its rule has another type), kBusy, kUnavailable, the store's.
  void replaceRules(std::vector<model::AlertRule> rules, store::AuditEntry audit, base::Completion<std::vector<model::AlertRule>> done);
  /// Errors of both: kNotFound, kConflict (resolved), kBusy, kUnavailable, the store's.
  void acknowledge(model::AlertId id, store::AuditEntry audit, base::Completion<model::Alert> done);
  void snooze(model::AlertId id, base::WallTime until, store::AuditEntry audit, base::Completion<model::Alert> done);

  /// Does what is to be done at this time. Blocks on the store. Answers when it wants to be called next at the latest.
  base::MonoTime pass();

 private:
  using Order = base::UniqueFunction<void()>;
  /// Shared with the configuration's listener, which nobody takes back.
  struct Inbox {
    std::mutex mutex;
    std::condition_variable rung;
    std::deque<Order> orders;          // guarded by mutex
    std::set<model::WebhookId> fresh;  // guarded by mutex; to be judged
    model::ConfigPtr config;           // guarded by mutex; the newest, when it is another
    bool resting = false;              // guarded by mutex; nobody is to be judged yet
    bool closed = false;               // guarded by mutex
  };

  void run();
  template <typename T, typename Do>
  void order(base::Completion<T> done, Do work);
  void takeConfig(const model::ConfigPtr& config);
  void sweep(const base::Now& now);
  std::vector<model::WebhookId> choose();
  void judge(const std::vector<model::WebhookId>& chosen, const base::Now& now);
  std::vector<model::Alert> judgeOne(const model::WebhookFigures& figures, const base::Now& now);
  base::Status storeRules(std::vector<model::AlertRule> rules, store::AuditEntry audit);
  base::Status save(std::vector<model::Alert> alerts);
  base::Result<model::Alert> change(model::AlertId id, store::AuditEntry audit, const std::function<void(model::Alert&)>& edit);
  base::Result<std::vector<model::AlertRule>> named(std::vector<model::AlertRule> rules);

  const Seams seams_;
  const std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
  mutable std::mutex rulesMutex_;
  std::vector<model::AlertRule> rules_;  // guarded by rulesMutex_

  // the thread's own
  bool rulesStored_;
  health::AlertBook book_;
  model::ConfigPtr config_;
  std::set<model::WebhookId> waiting_;  // to be judged
  model::WebhookId cursor_;             // the last that was, so that all get their turn
  std::vector<model::Alert> unsaved_;   // of a write whose outcome is unknown: it goes again, and nothing is judged before it went
  base::MonoTime nextJudgement_{};
  base::MonoTime nextSweep_{};
  std::thread thread_;
};

}  // namespace hookline::delivery_runner
