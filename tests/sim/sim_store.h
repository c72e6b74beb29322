#pragma once
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agenda.h"
#include "base/random.h"
#include "scenario.h"
#include "store/store.h"

namespace hookline::sim {

/// One stored attempt, as far as the oracle cares.
struct StoredAttempt {
  int n = 1;
  bool counted = true;
  bool applied = true;
  bool maybeDelivered = false;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  std::optional<int> status;
};

/// What a dead letter was before a job made it due.
struct DeadBefore {
  int counted = 0;
  base::WallTime endedAt{};
};

struct StoredDelivery {
  store::DueDelivery due;  ///< with tries, counted, interrupted and its event
  model::DeliveryState state = model::DeliveryState::kPending;
  std::int64_t epoch = 0;
  base::MonoTime readyAt{};  ///< `due` by the clock that never jumps
  /// The same as whoever decided the wait knows it: the wall clock may have gone ahead before it was stored.
  base::MonoTime waitedFor{};
  std::vector<StoredAttempt> attempts;
  model::JobId job;  ///< that made it due last; 0: none
  /// Made due by that job, and nothing came of it since: what the dead letter was.
  std::optional<DeadBefore> untried;
  base::WallTime endedAt{};  ///< of a dead letter
};

/// Who moved a delivery.
enum class Cause { kAccept, kClaim, kRecord, kRequeue, kCancel, kRecovery, kSweep, kTurn, kUndo };

/// Sees what becomes durable, at the moment it does.
class StoreWatcher {
 public:
  StoreWatcher() = default;
  StoreWatcher(const StoreWatcher&) = delete;
  StoreWatcher& operator=(const StoreWatcher&) = delete;
  virtual ~StoreWatcher() = default;
  virtual void moved(const StoredDelivery& now, model::DeliveryState from, Cause cause, const store::AttemptRecord* record) = 0;
  virtual void granted(model::DeliveryId id) = 0;
  virtual void recorded(const store::AttemptRecord& record) = 0;
  virtual void madeDue(model::JobId job, model::DeliveryId id) = 0;
};

/// What survives a crash, simulated to the letter of store.h: writes wait in a queue, what waits is one commit after a random time, a
/// commit may fail (it happened, it did not, or it appears after a restart), answers may be late, a crash loses what is not committed.
class SimStore final : public store::Store {
 public:
  SimStore(Agenda& agenda, const Scenario& scenario, StoreWatcher& watcher);

  // ---- the machine's side
  /// The process died: what waits is answered kCancelled and never happens, what is being committed may have happened.
  void crash();
  /// The next process: raises the epoch, sets right what was in flight.
  void open();
  void stopFaults() {
    faults_ = {};
    outageEnds_ = {};
  }
  bool busy() const { return !queue_.empty() || !committing_.empty() || !answers_.empty(); }

  // ---- the oracle's side
  const std::map<std::int64_t, StoredDelivery>& rows() const { return rows_; }
  const std::map<model::JobId, model::Job>& storedJobs() const { return jobs_; }
  const StoredDelivery* find(model::DeliveryId id) const;
  bool hasEvent(const std::string& id) const { return events_.contains(id); }
  std::optional<base::WallTime> earliestDue(model::WebhookId id) const;
  const std::map<model::WebhookId, model::Webhook>& webhooks() const { return webhooks_; }
  bool wasDeleted(model::WebhookId id) const { return deleted_.contains(id); }

  // ---- store::Store
  void onFresh(FreshDeliveries listener) override { fresh_ = std::move(listener); }
  void accept(std::vector<store::NewEvent> events, base::Completion<std::vector<store::AcceptedEvent>> done) override;
  void claim(std::vector<store::Claim> claims, base::Completion<std::vector<model::DeliveryId>> done) override;
  void record(std::shared_ptr<const store::AttemptRecord> record, base::Completion<store::Recorded> done) override;
  void requeue(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<store::RequeueOutcome> done) override;
  void retryDead(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<store::RequeueOutcome> done) override;
  void cancel(model::DeliveryId id, base::WallTime now, base::Completion<model::DeliveryRow> done) override;
  void expire(model::WebhookId, base::WallTime, base::WallTime, base::Completion<std::vector<model::DeliveryRow>> done) override {
    std::move(done)(notSimulated());
  }
  void retain(store::RetentionStep, base::Completion<store::Retained> done) override { std::move(done)(notSimulated()); }
  void forgetIds(std::string, base::WallTime, base::Completion<std::string> done) override { std::move(done)(notSimulated()); }
  void purgeDead(std::vector<model::DeliveryId>, base::Completion<std::uint64_t> done) override { std::move(done)(notSimulated()); }
  void onJobs(JobsChanged listener) override { jobsChanged_ = std::move(listener); }
  void replay(store::Replay, base::WallTime, base::Completion<std::vector<store::AcceptedDelivery>> done) override {
    std::move(done)(notSimulated());
  }
  void createJob(model::Job job, store::AuditEntry audit, base::Completion<model::Job> done) override;
  void moveJob(model::JobId id, model::JobState to, store::AuditEntry audit, base::Completion<model::Job> done) override;
  void stepJob(store::JobStep step, base::Completion<store::JobStepped> done) override;
  void undoJob(store::JobUndo undo, base::Completion<store::JobUndone> done) override;
  void countJob(store::JobScope scope, base::Completion<store::JobCount> done) override;
  void jobItems(store::JobScope scope, std::int64_t after, std::size_t limit, base::Completion<store::JobItems> done) override;
  void jobs(base::Completion<std::vector<model::Job>> done) override;
  void putAlertRules(std::vector<model::AlertRule>, store::AuditEntry, base::Completion<void> done) override {
    std::move(done)(notSimulated());
  }
  void putAlerts(std::vector<model::Alert>, std::optional<store::AuditEntry>, base::Completion<void> done) override {
    std::move(done)(notSimulated());
  }
  void alerts(store::AlertQuery, base::Completion<store::AlertPage> done) override { std::move(done)(notSimulated()); }
  void putWebhook(model::Webhook webhook, store::AuditEntry audit, base::Completion<void> done) override;
  void deleteWebhook(model::WebhookId id, store::AuditEntry audit, base::Completion<void> done) override;
  void putToken(model::ApiToken, store::AuditEntry, base::Completion<void> done) override { std::move(done)(notSimulated()); }
  void revokeToken(std::string, store::AuditEntry, base::Completion<model::ApiToken> done) override { std::move(done)(notSimulated()); }
  void touchToken(model::TokenId, base::WallTime) override {}
  void putSetting(std::string name, std::string value, store::AuditEntry audit, base::Completion<void> done) override;
  void audit(store::AuditEntry) override {}
  void putView(store::View, store::AuditEntry, base::Completion<void> done) override { std::move(done)(notSimulated()); }
  void deleteView(std::string, store::AuditEntry, base::Completion<void> done) override { std::move(done)(notSimulated()); }
  void keepAnswer(store::KeptAnswer, base::Completion<void> done) override { std::move(done)(notSimulated()); }
  void config(base::Completion<store::StoredConfig> done) override { std::move(done)(storedConfig()); }
  void keptAnswer(std::string, base::Completion<std::optional<store::KeptAnswer>> done) override { std::move(done)(notSimulated()); }
  void due(model::WebhookId webhook, std::size_t limit, base::Completion<store::DuePage> done) override;
  void list(store::DeliveryQuery, store::PageRequest, base::Completion<store::DeliveryPage> done) override {
    std::move(done)(notSimulated());
  }
  void facets(store::DeliveryQuery, base::Completion<store::Facets> done) override { std::move(done)(notSimulated()); }
  void delivery(model::DeliveryId, base::Completion<store::DeliveryDetail> done) override { std::move(done)(notSimulated()); }
  void event(std::string, base::Completion<store::EventDetail> done) override { std::move(done)(notSimulated()); }
  void recentEvents(model::EventSeq, std::size_t, base::Completion<store::EventPage> done) override { std::move(done)(notSimulated()); }
  void conversation(store::ConversationQuery, base::Completion<store::Conversation> done) override { std::move(done)(notSimulated()); }
  void chatbots(base::Completion<std::vector<store::SeenChatbot>> done) override { std::move(done)(notSimulated()); }
  void auditLog(store::AuditQuery, std::int64_t, std::size_t, base::Completion<store::AuditPage> done) override {
    std::move(done)(notSimulated());
  }
  void view(std::string, base::Completion<store::View> done) override { std::move(done)(notSimulated()); }
  void views(base::Completion<std::vector<store::View>> done) override { std::move(done)(notSimulated()); }
  void deadGroups(base::Completion<std::vector<store::DeadGroup>> done) override { std::move(done)(notSimulated()); }
  void figures(store::FiguresQuery, base::Completion<std::vector<model::WebhookFigures>> done) override { std::move(done)(notSimulated()); }
  void backup(std::filesystem::path, base::Completion<std::uint64_t> done) override { std::move(done)(notSimulated()); }
  void stopBackup() override {}
  store::StoreFigures storeFigures() const override { return {}; }
  std::int64_t epoch() const override { return epoch_; }
  std::int64_t highestId() const override { return 0; }
  void close() override {}

  store::StoredConfig storedConfig() const;

 private:
  /// One operation in the queue. `apply` may run again when a lost commit appears after a restart.
  class Write {
   public:
    Write() = default;
    Write(const Write&) = delete;
    Write& operator=(const Write&) = delete;
    virtual ~Write() = default;
    virtual void apply() = 0;
    virtual void answer() = 0;
    virtual void refuse(const base::Error& error) = 0;
    /// Adds what the write made due.
    virtual void collectFresh(std::vector<store::DueDelivery>& found) = 0;
  };
  template <typename T, typename Apply, typename Fresh>
  class WriteOf;
  using Writes = std::vector<std::shared_ptr<Write>>;
  /// What makes nothing due.
  struct NothingFresh {
    template <typename T>
    void operator()(const T&, std::vector<store::DueDelivery>&) const {}
  };
  enum class Admission { kMayBeBusy, kAlways };
  struct Answers {
    base::MonoTime at{};
    Writes writes;
    std::optional<base::Error> failure;
    std::set<model::JobId> changedJobs;
    std::vector<std::int64_t> released;
  };
  struct Read {
    model::WebhookId webhook;
    std::size_t limit = 0;
    base::Completion<store::DuePage> done;
  };
  enum class CommitEnd { kDone, kFailed, kDoneButUnknown };

  static tl::unexpected<base::Error> notSimulated() { return base::fail(base::Errc::kNotImplemented, "not part of the simulation"); }
  /// `apply` takes nothing and returns a Result<T>; `fresh` takes its value and adds what it made due.
  template <typename T, typename Apply, typename Fresh = NothingFresh>
  void submit(Admission admission, Apply apply, base::Completion<T> done, Fresh fresh = {});
  void enqueue(Admission admission, std::shared_ptr<Write> write);
  void startCommit();
  void endCommit();
  CommitEnd drawEnd();
  void answerLater(Writes writes, std::optional<base::Error> failure);
  void giveAnswers();
  void read(std::uint64_t id);

  void submitRequeue(std::vector<model::DeliveryId> ids, base::WallTime now, bool onlyDead, base::Completion<store::RequeueOutcome> done);
  store::AcceptedEvent acceptOne(const store::NewEvent& event);
  bool claimOne(const store::Claim& claim);
  store::Recorded recordOne(const store::AttemptRecord& record);
  bool moveOn(StoredDelivery& row, const store::AttemptRecord& record);
  bool requeueOne(model::DeliveryId id, base::WallTime now, bool onlyDead);
  base::Result<model::DeliveryRow> cancelOne(model::DeliveryId id);
  void sweep(model::WebhookId id);
  base::Result<model::Job> createOne(const model::Job& job);
  base::Result<model::Job> moveOne(model::JobId id, model::JobState to);
  base::Result<store::JobStepped> stepOne(const store::JobStep& step);
  base::Result<store::JobUndone> undoOne(model::JobId id, std::size_t limit);
  void changed(model::Job& job, std::uint64_t failuresBefore);
  void countForJob(StoredDelivery& row, model::DeliveryState from, Cause cause, const store::AttemptRecord* record);
  template <typename T>
  void answerLater(T value, base::Completion<T> done);
  void interrupt(StoredDelivery& row);
  void move(StoredDelivery& row, model::DeliveryState to, Cause cause, const store::AttemptRecord* record = nullptr);
  void setDue(StoredDelivery& row, base::WallTime due);
  using Line = std::pair<model::WebhookId, std::string>;
  bool mustWait(const StoredDelivery& row);
  void leaveLine(const StoredDelivery& row);
  bool blocks(model::WebhookId id) const;
  void unblock(model::WebhookId id);

  Agenda& agenda_;
  base::SeededRandom random_;
  const Scenario& scenario_;
  StoreWatcher& watcher_;
  StoreFaults faults_;
  FreshDeliveries fresh_;
  JobsChanged jobsChanged_;

  // durable
  std::map<std::int64_t, StoredDelivery> rows_;
  std::map<model::WebhookId, std::set<std::pair<base::WallTime, model::DeliveryId>>> waiting_;
  std::map<std::string, store::AcceptedEvent> events_;
  std::map<model::WebhookId, model::Webhook> webhooks_;
  std::set<model::WebhookId> deleted_;
  std::map<std::string, std::string> settings_;
  std::map<model::JobId, model::Job> jobs_;
  std::map<Line, std::set<std::int64_t>> lines_;  ///< of what stands in the order of its conversation
  std::set<std::int64_t> parked_;                 ///< of those, all but the one whose turn it is
  std::int64_t epoch_ = 0;
  Writes limbo_;  ///< of a failed commit: its frames may reach the disk as long as no later commit succeeds

  // the process's
  bool open_ = false;
  std::set<model::JobId> changedJobs_;  // by the commit under way
  std::vector<std::int64_t> released_;  // by it, because their turn came
  std::uint64_t life_ = 0;
  std::deque<std::shared_ptr<Write>> queue_;
  Writes committing_;
  std::deque<Answers> answers_;
  std::map<std::uint64_t, Read> reads_;
  std::uint64_t readsMade_ = 0;
  base::MonoTime lastAnswerAt_{};
  base::MonoTime outageEnds_{};
  int failuresInARow_ = 0;
};

}  // namespace hookline::sim
