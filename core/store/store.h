#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/completion.h"
#include "store/records.h"

namespace hookline::store {

/// What must survive a crash (architecture.md §6, delivery.md §1). Every call is asynchronous and answered exactly once.
/// Thread: any; calls never block. Answers to writes come on the writer after the commit is on disk, answers to reads on a
/// reader. Answers must not block and may call the store again.
/// Errors of every write: kBusy (kMaxQueued writes wait), kUnavailable (closed), kFull (disk), kIo with outcomeUnknown (the
/// commit failed: it may appear after a restart; repeat with the same ids).
class Store {
 public:
  static constexpr std::size_t kMaxQueuedWrites = 32768;
  static constexpr std::size_t kMaxQueuedReads = 1024;
  static constexpr std::size_t kMaxDueBytes = 16 * 1024 * 1024;
  static constexpr std::size_t kMaxRecentBytes = 1024 * 1024;

  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  /// Called on the writer after the commit with deliveries that have just become due or waiting: accepted, requeued, released.
  /// Set once, before the first write; must not block.
  using FreshDeliveries = std::function<void(std::vector<DueDelivery>)>;
  virtual void onFresh(FreshDeliveries listener) = 0;

  /// Called on the writer after the commit with jobs that changed, as they are now. Set once, before the first write; must not block.
  using JobsChanged = std::function<void(std::vector<model::Job>)>;
  virtual void onJobs(JobsChanged listener) = 0;

  // ---- events and deliveries

  /// Stores events, each with its deliveries, all in one transaction. The same id with the same fingerprint: `duplicate`, nothing new
  /// is stored. Deliveries for a webhook that is deleted by then are left out. Errors: kConflict (same id, other fingerprint: nothing
  /// of the call is stored; the message names the id).
  virtual void accept(std::vector<NewEvent> events, base::Completion<std::vector<AcceptedEvent>> done) = 0;

  /// pending or retrying → delivering, with this process's epoch. A row that this epoch's claim already holds with the same due time is
  /// granted again (the repeat of a claim whose outcome was unknown). Answers the ids that were granted; the others have
  /// changed meanwhile and must be forgotten.
  virtual void claim(std::vector<Claim> claims, base::Completion<std::vector<model::DeliveryId>> done) = 0;

  /// A repeat with the same attempt number replaces the attempt (the outcome of the first was unknown) and changes no state twice.
  /// Keeps an attempt and, if the claim still stands, moves the delivery on, with its statistics, in one transaction. The record is shared
  /// with the engine, which keeps it until the answer: it goes again when the outcome was unknown.
  virtual void record(std::shared_ptr<const AttemptRecord> record, base::Completion<Recorded> done) = 0;

  /// dead, cancelled, held, pending or retrying → pending, due now, a new budget. Delivering and delivered ones are refused.
  virtual void requeue(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<RequeueOutcome> done) = 0;
  /// dead → pending, due now, a new budget; every other state is refused.
  virtual void retryDead(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<RequeueOutcome> done) = 0;
  /// Any state that is not terminal → cancelled. Errors: kNotFound, kConflict (already terminal: the message says which).
  virtual void cancel(model::DeliveryId id, base::WallTime now, base::Completion<model::DeliveryRow> done) = 0;
  /// Deletes dead letters and their attempts; ids in other states are left alone. Answers how many are gone.
  virtual void purgeDead(std::vector<model::DeliveryId> ids, base::Completion<std::uint64_t> done) = 0;

  // ---- letting go

  static constexpr std::size_t kMaxExpired = 256;
  /// What waits for this webhook and fell due before `before`, and what of it is held since before, becomes dead (kExpired), at
  /// most kMaxExpired of them. Test sends stay. Answers what died.
  virtual void expire(model::WebhookId webhook, base::WallTime before, base::WallTime now,
                      base::Completion<std::vector<model::DeliveryRow>> done) = 0;
  virtual void retain(RetentionStep step, base::Completion<Retained> done) = 0;
  /// Forgets which event ids were accepted before `before`, some hundred keys a step. `after`: what the last step answered, empty at
  /// first; the answer is empty when all keys were looked at.
  virtual void forgetIds(std::string after, base::WallTime before, base::Completion<std::string> done) = 0;

  /// New deliveries of a stored event, due now, beside those it has. Answers those that were made: not for a webhook that is deleted by
  /// then. A repeat makes them once: their ids tell. Errors: kNotFound.
  virtual void replay(Replay replay, base::WallTime now, base::Completion<std::vector<AcceptedDelivery>> done) = 0;

  // ---- jobs (bulk work)

  static constexpr std::size_t kMaxUnfinishedJobs = 20;
  static constexpr std::size_t kMaxPreviews = 20;  ///< the oldest goes for a new one
  static constexpr std::size_t kKeptJobs = 200;    ///< finished ones
  static constexpr std::size_t kMaxStepItems = 200;
  /// Bodies that the items of one page hold, of events to be read or of attempts to be purged; but always one item.
  static constexpr std::size_t kMaxItemBytes = 1024 * 1024;

  /// Keeps a new job. A repeat with the same id answers what is kept. Errors: kConflict (kMaxUnfinishedJobs are unfinished).
  virtual void createJob(model::Job job, AuditEntry audit, base::Completion<model::Job> done) = 0;
  /// running → paused, paused or preview → running, unfinished → cancelled. What the job made due goes on in any case. A job that is there
  /// already is answered as it is. Errors: kNotFound, kConflict (the message names the state).
  virtual void moveJob(model::JobId id, model::JobState to, AuditEntry audit, base::Completion<model::Job> done) = 0;
  /// Does the step's work and moves the job on, both or neither: a dead letter that is one no more is skipped. While the job lives, the
  /// ends of the deliveries it made due are counted with the results; with the last of them the job is done. When the first
  /// `stopAfterFirstFailures` first tries all failed, it pauses with a reason. Errors: kNotFound.
  virtual void stepJob(JobStep step, base::Completion<JobStepped> done) = 0;
  /// Takes back what the job made due and what no try has begun of since, at most `limit` of it: a dead letter is one again, with the
  /// cause, count and time of death it had; a replayed delivery is cancelled. What was sent, is claimed, or was retried by a person since
  /// stays as it is. The first step cancels an unfinished job. A step of an undone job answers the job alone.
  /// Errors: kNotFound, kConflict (a purge, a preview, or a finished job of which nothing waits for its first try: the message says which).
  virtual void undoJob(JobUndo undo, base::Completion<JobUndone> done) = 0;

  // ---- alerts

  static constexpr std::size_t kKeptAlerts = 1000;  ///< resolved ones, the newest
  /// Replaces all rules, also by none.
  virtual void putAlertRules(std::vector<model::AlertRule> rules, AuditEntry audit, base::Completion<void> done) = 0;
  /// Inserts or replaces by id, all or none of them; what is resolved beyond kKeptAlerts goes. `audit` for what a person did. Errors:
  /// kConflict (another alert of the same rule and webhook is open).
  virtual void putAlerts(std::vector<model::Alert> alerts, std::optional<AuditEntry> audit, base::Completion<void> done) = 0;

  // ---- configuration

  /// Inserts or replaces. Errors: kLocked (secrets cannot be sealed).
  virtual void putWebhook(model::Webhook webhook, AuditEntry audit, base::Completion<void> done) = 0;
  /// Its waiting deliveries are cancelled, in small batches behind the answer; history stays.
  virtual void deleteWebhook(model::WebhookId id, AuditEntry audit, base::Completion<void> done) = 0;
  /// Errors: kConflict (the name is taken by a token that is not revoked).
  virtual void putToken(model::ApiToken token, AuditEntry audit, base::Completion<void> done) = 0;
  /// Errors: kNotFound.
  virtual void revokeToken(std::string name, AuditEntry audit, base::Completion<model::ApiToken> done) = 0;
  virtual void touchToken(model::TokenId id, base::WallTime usedAt) = 0;
  virtual void putSetting(std::string name, std::string value, AuditEntry audit, base::Completion<void> done) = 0;
  virtual void audit(AuditEntry entry) = 0;
  static constexpr std::size_t kMaxViews = 200;
  /// Inserts or replaces by its name. Errors: kConflict (kMaxViews others are kept).
  virtual void putView(View view, AuditEntry audit, base::Completion<void> done) = 0;
  /// Errors: kNotFound.
  virtual void deleteView(std::string name, AuditEntry audit, base::Completion<void> done) = 0;
  /// Keeps an answer for 24 h. The first one kept for a key stays.
  virtual void keepAnswer(KeptAnswer answer, base::Completion<void> done) = 0;

  // ---- reads

  virtual void config(base::Completion<StoredConfig> done) = 0;
  virtual void keptAnswer(std::string key, base::Completion<std::optional<KeptAnswer>> done) = 0;
  /// The earliest waiting (pending, retrying) deliveries of a webhook by (due, id), at most `limit` and at most kMaxDueBytes of
  /// bodies (but always one).
  virtual void due(model::WebhookId webhook, std::size_t limit, base::Completion<DuePage> done) = 0;
  virtual void list(DeliveryQuery query, PageRequest page, base::Completion<DeliveryPage> done) = 0;
  virtual void facets(DeliveryQuery query, base::Completion<Facets> done) = 0;
  /// Errors: kNotFound.
  virtual void delivery(model::DeliveryId id, base::Completion<DeliveryDetail> done) = 0;
  /// Errors: kNotFound.
  virtual void event(std::string id, base::Completion<EventDetail> done) = 0;
  /// What really happened last: events below `before` (0: from the newest), without simulated ones, tests (webhook.test) and those whose
  /// body is gone. At most `limit` of them (1 … 500) and at most kMaxRecentBytes of bodies (but always one).
  virtual void recentEvents(model::EventSeq before, std::size_t limit, base::Completion<EventPage> done) = 0;
  /// Events of one conversation, at most kMaxRecentBytes of bodies and kMaxConversationRows deliveries (but always one event).
  virtual void conversation(ConversationQuery query, base::Completion<Conversation> done) = 0;
  static constexpr std::size_t kMaxConversationRows = 1000;
  /// The chatbots whose events were accepted, latest first, at most kMaxChatbots; also those whose events are gone since.
  virtual void chatbots(base::Completion<std::vector<SeenChatbot>> done) = 0;
  static constexpr std::size_t kMaxChatbots = 1000;
  virtual void deadGroups(base::Completion<std::vector<DeadGroup>> done) = 0;
  /// Counts and shows what a job would do.
  virtual void countJob(JobScope scope, base::Completion<JobCount> done) = 0;
  /// The next items after an id, at most `limit`; fewer, also none, when the look stopped at its budget.
  virtual void jobItems(JobScope scope, std::int64_t after, std::size_t limit, base::Completion<JobItems> done) = 0;
  /// All that are kept, newest first.
  virtual void jobs(base::Completion<std::vector<model::Job>> done) = 0;
  /// Lines of the audit log below `before` (0: from the newest), at most `limit` (1 … 500).
  virtual void auditLog(AuditQuery query, std::int64_t before, std::size_t limit, base::Completion<AuditPage> done) = 0;
  /// Errors: kNotFound.
  virtual void view(std::string name, base::Completion<View> done) = 0;
  /// All, by name.
  virtual void views(base::Completion<std::vector<View>> done) = 0;
  /// Newest first.
  virtual void alerts(AlertQuery query, base::Completion<AlertPage> done) = 0;
  /// Of webhooks that have figures, in the order of their ids.
  virtual void figures(FiguresQuery query, base::Completion<std::vector<model::WebhookFigures>> done) = 0;

  /// Cheap counters, from memory. Thread: any.
  virtual StoreFigures storeFigures() const = 0;
  /// This process's epoch: raised by one at every open.
  virtual std::int64_t epoch() const = 0;
  /// The highest id stored at open: fresh ids must lie above it.
  virtual std::int64_t highestId() const = 0;

  /// Copies the whole store to `file`, which is made or replaced, beside its other work: some pages between two commits, and what is
  /// written meanwhile goes into both. The copy is as of its end, opens like the store itself, and holds secrets sealed as they are. It is
  /// not flushed yet. Answers its bytes. Errors: kConflict (one is under way), kFull, kIo, kCancelled (stopBackup), kUnavailable (closed):
  /// then there is no file.
  virtual void backup(std::filesystem::path file, base::Completion<std::uint64_t> done) = 0;
  /// Ends a backup that is under way, soon. Thread: any.
  virtual void stopBackup() = 0;

  /// Answers what waits, flushes, checkpoints, releases the lock. Later calls answer kUnavailable. Blocks until done.
  virtual void close() = 0;
};

}  // namespace hookline::store
