#include "store_sqlite/sqlite_store.h"

#include "crypto/locked_vault.h"
#include "platform/disk_space.h"
#include "platform/path_text.h"
#include "platform/private_file.h"
#include "store_sqlite/accept_write.h"
#include "store_sqlite/alert_rows.h"
#include "store_sqlite/claim_write.h"
#include "store_sqlite/config_reads.h"
#include "store_sqlite/config_writes.h"
#include "store_sqlite/conversation_reads.h"
#include "store_sqlite/delivery_reads.h"
#include "store_sqlite/job_reads.h"
#include "store_sqlite/job_rows.h"
#include "store_sqlite/job_writes.h"
#include "store_sqlite/reader_pool.h"
#include "store_sqlite/record_write.h"
#include "store_sqlite/schema.h"
#include "store_sqlite/startup.h"
#include "store_sqlite/state_writes.h"
#include "store_sqlite/tidy_writes.h"
#include "store_sqlite/undo_write.h"
#include "store_sqlite/writer.h"

namespace hookline::store_sqlite {
namespace internal {
namespace {

/// The two halves, one that writes and one that reads, behind the interface. Every call packs its arguments into an operation.
class SqliteStore final : public store::Store {
 public:
  SqliteStore(std::unique_ptr<crypto::Vault> vault, base::Log log, const Started& started)
      : vault_(std::move(vault)), log_(std::move(log)), epoch_(started.epoch), highestId_(started.highestId) {}
  ~SqliteStore() override { close(); }

  base::Status start(std::unique_ptr<Connection> db, const WriterOptions& options, int readers, const base::Clock& clock,
                     const Started& started, std::unique_ptr<Ballast> ballast) {
    auto pool = ReaderPool::open(options.connection, readers, clock);
    if (!pool) return base::fail(std::move(pool.error()));
    readers_ = std::move(*pool);
    writer_ = std::make_unique<Writer>(std::move(db), options, *vault_, clock, log_, epoch_,
                                       Writer::Counters{started.waiting, started.dead}, std::move(ballast));
    return {};
  }

  void onFresh(FreshDeliveries listener) override { writer_->listen(std::move(listener)); }

  void onJobs(JobsChanged listener) override { writer_->listenToJobs(std::move(listener)); }

  void accept(std::vector<store::NewEvent> events, base::Completion<std::vector<store::AcceptedEvent>> done) override {
    writer_->submit(std::make_unique<AcceptWrite>(std::move(events), std::move(done)));
  }
  void claim(std::vector<store::Claim> claims, base::Completion<std::vector<model::DeliveryId>> done) override {
    writer_->submit(std::make_unique<ClaimWrite>(std::move(claims), std::move(done)));
  }
  // Bounded by the engine's slots, which stay taken until the answer: refusing a result would only make its sender repeat it.
  void record(std::shared_ptr<const store::AttemptRecord> record, base::Completion<store::Recorded> done) override {
    writer_->submitAlways(std::make_unique<RecordWrite>(std::move(record), std::move(done)));
  }
  void requeue(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<store::RequeueOutcome> done) override {
    writer_->submit(std::make_unique<RequeueWrite>(std::move(ids), RequeueWrite::From::kAnyStopped, now, std::move(done)));
  }
  void retryDead(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<store::RequeueOutcome> done) override {
    writer_->submit(std::make_unique<RequeueWrite>(std::move(ids), RequeueWrite::From::kDead, now, std::move(done)));
  }
  void cancel(model::DeliveryId id, base::WallTime now, base::Completion<model::DeliveryRow> done) override {
    writer_->submit(std::make_unique<CancelWrite>(id, now, std::move(done)));
  }
  void purgeDead(std::vector<model::DeliveryId> ids, base::Completion<std::uint64_t> done) override {
    writer_->submit(std::make_unique<PurgeWrite>(std::move(ids), std::move(done)));
  }

  void expire(model::WebhookId webhook, base::WallTime before, base::WallTime now,
              base::Completion<std::vector<model::DeliveryRow>> done) override {
    writer_->submit(std::make_unique<ExpireWrite>(webhook, before, now, std::move(done)));
  }
  void retain(store::RetentionStep step, base::Completion<store::Retained> done) override {
    writer_->submit(std::make_unique<RetainWrite>(step, std::move(done)));
  }
  void forgetIds(std::string after, base::WallTime before, base::Completion<std::string> done) override {
    writer_->submit(std::make_unique<ForgetIdsWrite>(std::move(after), before, std::move(done)));
  }
  void replay(store::Replay replay, base::WallTime now, base::Completion<std::vector<store::AcceptedDelivery>> done) override {
    writer_->submit(std::make_unique<ReplayWrite>(std::move(replay), now, std::move(done)));
  }

  void createJob(model::Job job, store::AuditEntry audit, base::Completion<model::Job> done) override {
    writer_->submit(std::make_unique<CreateJobWrite>(std::move(job), std::move(audit), std::move(done)));
  }
  void moveJob(model::JobId id, model::JobState to, store::AuditEntry audit, base::Completion<model::Job> done) override {
    writer_->submit(std::make_unique<MoveJobWrite>(id, to, std::move(audit), std::move(done)));
  }
  void stepJob(store::JobStep step, base::Completion<store::JobStepped> done) override {
    writer_->submit(std::make_unique<StepJobWrite>(std::move(step), std::move(done)));
  }
  void undoJob(store::JobUndo undo, base::Completion<store::JobUndone> done) override {
    writer_->submit(std::make_unique<UndoJobWrite>(std::move(undo), std::move(done)));
  }

  void putAlertRules(std::vector<model::AlertRule> rules, store::AuditEntry audit, base::Completion<void> done) override {
    writer_->submit(std::make_unique<PutAlertRulesWrite>(std::move(rules), std::move(audit), std::move(done)));
  }
  void putAlerts(std::vector<model::Alert> alerts, std::optional<store::AuditEntry> audit, base::Completion<void> done) override {
    writer_->submit(std::make_unique<PutAlertsWrite>(std::move(alerts), std::move(audit), std::move(done)));
  }

  void putWebhook(model::Webhook webhook, store::AuditEntry audit, base::Completion<void> done) override {
    writer_->submit(std::make_unique<PutWebhookWrite>(std::move(webhook), std::move(audit), std::move(done)));
  }
  void deleteWebhook(model::WebhookId id, store::AuditEntry audit, base::Completion<void> done) override {
    writer_->submit(std::make_unique<DeleteWebhookWrite>(id, std::move(audit), std::move(done)));
  }
  void putToken(model::ApiToken token, store::AuditEntry audit, base::Completion<void> done) override {
    writer_->submit(std::make_unique<PutTokenWrite>(std::move(token), std::move(audit), std::move(done)));
  }
  void revokeToken(std::string name, store::AuditEntry audit, base::Completion<model::ApiToken> done) override {
    writer_->submit(std::make_unique<RevokeTokenWrite>(std::move(name), std::move(audit), std::move(done)));
  }
  void touchToken(model::TokenId id, base::WallTime usedAt) override { writer_->submit(std::make_unique<TouchTokenWrite>(id, usedAt)); }
  void putSetting(std::string name, std::string value, store::AuditEntry audit, base::Completion<void> done) override {
    writer_->submit(std::make_unique<PutSettingWrite>(std::move(name), std::move(value), std::move(audit), std::move(done)));
  }
  // Nobody hears when it is refused, and what people do is few.
  void audit(store::AuditEntry entry) override { writer_->submitAlways(std::make_unique<AuditWrite>(std::move(entry))); }
  void putView(store::View view, store::AuditEntry audit, base::Completion<void> done) override {
    writer_->submit(std::make_unique<PutViewWrite>(std::move(view), std::move(audit), std::move(done)));
  }
  void deleteView(std::string name, store::AuditEntry audit, base::Completion<void> done) override {
    writer_->submit(std::make_unique<DeleteViewWrite>(std::move(name), std::move(audit), std::move(done)));
  }
  void keepAnswer(store::KeptAnswer answer, base::Completion<void> done) override {
    writer_->submit(std::make_unique<KeepAnswerWrite>(std::move(answer), std::move(done)));
  }

  void config(base::Completion<store::StoredConfig> done) override {
    readers_->read(std::move(done), [this](ReadContext& context) { return readConfig(context, *vault_); });
  }
  void keptAnswer(std::string key, base::Completion<std::optional<store::KeptAnswer>> done) override {
    readers_->read(std::move(done), [key = std::move(key)](ReadContext& context) { return readKeptAnswer(context, key); });
  }
  void due(model::WebhookId webhook, std::size_t limit, base::Completion<store::DuePage> done) override {
    readers_->read(std::move(done), [webhook, limit](ReadContext& context) { return dueDeliveries(context, webhook, limit); });
  }
  void list(store::DeliveryQuery query, store::PageRequest page, base::Completion<store::DeliveryPage> done) override {
    readers_->read(std::move(done),
                   [query = std::move(query), page](ReadContext& context) { return listDeliveries(context, query, page); });
  }
  void facets(store::DeliveryQuery query, base::Completion<store::Facets> done) override {
    readers_->read(std::move(done), [query = std::move(query)](ReadContext& context) { return countDeliveries(context, query); });
  }
  void delivery(model::DeliveryId id, base::Completion<store::DeliveryDetail> done) override {
    readers_->read(std::move(done), [id](ReadContext& context) { return deliveryDetail(context, id); });
  }
  void event(std::string id, base::Completion<store::EventDetail> done) override {
    readers_->read(std::move(done), [id = std::move(id)](ReadContext& context) { return eventDetail(context, id); });
  }
  void recentEvents(model::EventSeq before, std::size_t limit, base::Completion<store::EventPage> done) override {
    readers_->read(std::move(done), [before, limit](ReadContext& context) { return internal::recentEvents(context, before, limit); });
  }
  void conversation(store::ConversationQuery query, base::Completion<store::Conversation> done) override {
    readers_->read(std::move(done), [query = std::move(query)](ReadContext& context) { return readConversation(context, query); });
  }
  void chatbots(base::Completion<std::vector<store::SeenChatbot>> done) override {
    readers_->read(std::move(done), [](ReadContext& context) { return readChatbots(context); });
  }
  void auditLog(store::AuditQuery query, std::int64_t before, std::size_t limit, base::Completion<store::AuditPage> done) override {
    readers_->read(std::move(done),
                   [query = std::move(query), before, limit](ReadContext& context) { return readAudit(context, query, before, limit); });
  }
  void view(std::string name, base::Completion<store::View> done) override {
    readers_->read(std::move(done), [name = std::move(name)](ReadContext& context) { return readView(context, name); });
  }
  void views(base::Completion<std::vector<store::View>> done) override {
    readers_->read(std::move(done), [](ReadContext& context) { return readViews(context); });
  }
  void deadGroups(base::Completion<std::vector<store::DeadGroup>> done) override {
    readers_->read(std::move(done), [](ReadContext& context) { return internal::deadGroups(context); });
  }
  void countJob(store::JobScope scope, base::Completion<store::JobCount> done) override {
    readers_->read(std::move(done), [scope = std::move(scope)](ReadContext& context) { return internal::countJob(context, scope); });
  }
  void jobItems(store::JobScope scope, std::int64_t after, std::size_t limit, base::Completion<store::JobItems> done) override {
    readers_->read(std::move(done), [scope = std::move(scope), after, limit](ReadContext& context) {
      return internal::jobItems(context, scope, after, limit);
    });
  }
  void jobs(base::Completion<std::vector<model::Job>> done) override {
    readers_->read(std::move(done), [](ReadContext& context) { return base::Result<std::vector<model::Job>>(readJobs(context.db)); });
  }
  void alerts(store::AlertQuery query, base::Completion<store::AlertPage> done) override {
    readers_->read(std::move(done), [query = std::move(query)](ReadContext& context) { return listAlerts(context, query); });
  }
  void figures(store::FiguresQuery query, base::Completion<std::vector<model::WebhookFigures>> done) override {
    readers_->read(std::move(done), [query = std::move(query)](ReadContext& context) { return readFigures(context, query); });
  }

  void backup(std::filesystem::path file, base::Completion<std::uint64_t> done) override { writer_->backup(file, std::move(done)); }
  void stopBackup() override { writer_->stopBackup(); }

  store::StoreFigures storeFigures() const override {
    store::StoreFigures figures;
    writer_->fill(figures);
    return figures;
  }
  std::int64_t epoch() const override { return epoch_; }
  std::int64_t highestId() const override { return highestId_; }

  // The readers go first: the last checkpoint needs the log to itself.
  void close() override {
    if (!writer_ || !readers_) return;
    writer_->drain();
    readers_->close();
    writer_->closeDatabase();
  }

 private:
  // constant after start()
  std::unique_ptr<crypto::Vault> vault_;
  const base::Log log_;
  const std::int64_t epoch_;
  const std::int64_t highestId_;
  std::unique_ptr<ReaderPool> readers_;
  std::unique_ptr<Writer> writer_;
};

/// The database file is made by us, because SQLite would make it readable for others. Its log takes its mode from it.
base::Status makeFile(const std::filesystem::path& file) {
  auto made = platform::createPrivateFile(file, "");
  if (!made && made.error().code != base::Errc::kConflict) return made;
  return {};
}

/// With a key that is out of reach the store opens all the same: it takes events, and what it holds waits (delivery.md §5). A store that
/// has no secrets yet does not: nothing waits for that key, so a wrong one is better told at once.
base::Result<crypto::OpenedVault> openOrLock(const crypto::MasterKeySource& master, std::string_view wrappedKey, const base::Log& log) {
  auto vault = crypto::openVault(master, wrappedKey);
  if (vault || wrappedKey.empty() || vault.error().code != base::Errc::kLocked) return vault;
  log.error("secrets are locked: events are taken, and deliveries wait until they can be signed", {{"reason", vault.error().message}});
  return crypto::OpenedVault{crypto::lockedVault(vault.error()), std::string(wrappedKey)};
}

}  // namespace
}  // namespace internal

namespace {

/// SQLite says "disk I/O error" where the disk is full before there is anything to write to.
base::Error explained(base::Error error, const std::filesystem::path& folder) {
  const auto space = platform::diskSpace(folder);
  if (error.code != base::Errc::kIo || !space || space->freeBytes >= internal::Ballast::kLeastFree) return error;
  return {base::Errc::kFull, "The disk that holds " + platform::pathText(folder) + " is full: make room and start again.", false, {}};
}

base::Result<std::unique_ptr<store::Store>> open(SqliteOptions options, const base::Clock& clock, base::Log log) {
  using namespace internal;
  const auto file = options.folder / kDatabaseFile;
  auto ballast = std::make_unique<Ballast>(options.vfs.empty() ? options.folder / "ballast" : std::filesystem::path(), log);
  if (options.vfs.empty()) {
    if (auto made = makeFile(file); !made) return base::fail(std::move(made.error()));
  }
  const WriterOptions writing{options.folder,      {platform::utf8Text(file), options.vfs, false},
                              options.synchronous, options.cacheBytes,
                              options.dedupGather, options.checkpointBytes};
  auto opened = Connection::open(writing.connection);
  if (!opened) return base::fail(std::move(opened.error()));
  auto db = std::move(*opened);
  if (auto ours = checkOwner(*db); !ours) return base::fail(std::move(ours.error()));
  if (auto prepared = prepareWriter(*db, options.synchronous, options.cacheBytes); !prepared) {
    return base::fail(std::move(prepared.error()));
  }
  if (auto migrated = migrate(*db); !migrated) return base::fail(std::move(migrated.error()));
  const auto wrappedKey = readWrappedKey(*db);
  if (db->failure()) return base::fail(db->takeError());
  auto vault = openOrLock({options.masterKeyFile, options.masterPassphrase}, wrappedKey, log);
  if (!vault) return base::fail(std::move(vault.error()));
  auto started = startEpoch(*db, clock.now().wall, wrappedKey.empty() ? std::string_view(vault->wrappedKey) : std::string_view());
  if (!started) return base::fail(std::move(started.error()));
  if (started->interrupted > 0) {
    log.warning("deliveries were cut off by the last end of the process and go again",
                {{"deliveries", std::to_string(started->interrupted)}});
  }
  auto store = std::make_unique<SqliteStore>(std::move(vault->vault), std::move(log), *started);
  if (auto running = store->start(std::move(db), writing, options.readers, clock, *started, std::move(ballast)); !running) {
    return base::fail(std::move(running.error()));
  }
  return std::unique_ptr<store::Store>(std::move(store));
}

}  // namespace

base::Result<std::unique_ptr<store::Store>> openSqliteStore(SqliteOptions options, const base::Clock& clock, base::Log log) {
  const auto folder = options.folder;
  const bool onDisk = options.vfs.empty();
  auto store = open(std::move(options), clock, std::move(log));
  if (!store && onDisk) return base::fail(explained(std::move(store.error()), folder));
  return store;
}

}  // namespace hookline::store_sqlite
