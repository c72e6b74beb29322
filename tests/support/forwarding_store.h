#pragma once
#include <utility>

#include "store/store.h"

namespace hookline::support {

/// A store that passes every call on to another, for tests that change what one call does.
class ForwardingStore : public store::Store {
 public:
  explicit ForwardingStore(store::Store& real) : real_(real) {}

  void onFresh(FreshDeliveries listener) override { real_.onFresh(std::move(listener)); }
  void onJobs(JobsChanged listener) override { real_.onJobs(std::move(listener)); }
  void accept(std::vector<store::NewEvent> events, base::Completion<std::vector<store::AcceptedEvent>> done) override {
    real_.accept(std::move(events), std::move(done));
  }
  void claim(std::vector<store::Claim> claims, base::Completion<std::vector<model::DeliveryId>> done) override {
    real_.claim(std::move(claims), std::move(done));
  }
  void record(std::shared_ptr<const store::AttemptRecord> record, base::Completion<store::Recorded> done) override {
    real_.record(std::move(record), std::move(done));
  }
  void requeue(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<store::RequeueOutcome> done) override {
    real_.requeue(std::move(ids), now, std::move(done));
  }
  void retryDead(std::vector<model::DeliveryId> ids, base::WallTime now, base::Completion<store::RequeueOutcome> done) override {
    real_.retryDead(std::move(ids), now, std::move(done));
  }
  void cancel(model::DeliveryId id, base::WallTime now, base::Completion<model::DeliveryRow> done) override {
    real_.cancel(id, now, std::move(done));
  }
  void expire(model::WebhookId webhook, base::WallTime before, base::WallTime now,
              base::Completion<std::vector<model::DeliveryRow>> done) override {
    real_.expire(webhook, before, now, std::move(done));
  }
  void retain(store::RetentionStep step, base::Completion<store::Retained> done) override { real_.retain(step, std::move(done)); }
  void forgetIds(std::string after, base::WallTime before, base::Completion<std::string> done) override {
    real_.forgetIds(std::move(after), before, std::move(done));
  }
  void recentEvents(model::EventSeq before, std::size_t limit, base::Completion<store::EventPage> done) override {
    real_.recentEvents(before, limit, std::move(done));
  }
  void purgeDead(std::vector<model::DeliveryId> ids, base::Completion<std::uint64_t> done) override {
    real_.purgeDead(std::move(ids), std::move(done));
  }
  void replay(store::Replay replay, base::WallTime now, base::Completion<std::vector<store::AcceptedDelivery>> done) override {
    real_.replay(std::move(replay), now, std::move(done));
  }
  void createJob(model::Job job, store::AuditEntry audit, base::Completion<model::Job> done) override {
    real_.createJob(std::move(job), std::move(audit), std::move(done));
  }
  void moveJob(model::JobId id, model::JobState to, store::AuditEntry audit, base::Completion<model::Job> done) override {
    real_.moveJob(id, to, std::move(audit), std::move(done));
  }
  void stepJob(store::JobStep step, base::Completion<store::JobStepped> done) override { real_.stepJob(std::move(step), std::move(done)); }
  void undoJob(store::JobUndo undo, base::Completion<store::JobUndone> done) override { real_.undoJob(std::move(undo), std::move(done)); }
  void putAlertRules(std::vector<model::AlertRule> rules, store::AuditEntry audit, base::Completion<void> done) override {
    real_.putAlertRules(std::move(rules), std::move(audit), std::move(done));
  }
  void putAlerts(std::vector<model::Alert> alerts, std::optional<store::AuditEntry> audit, base::Completion<void> done) override {
    real_.putAlerts(std::move(alerts), std::move(audit), std::move(done));
  }
  void alerts(store::AlertQuery query, base::Completion<store::AlertPage> done) override {
    real_.alerts(std::move(query), std::move(done));
  }
  void putWebhook(model::Webhook webhook, store::AuditEntry audit, base::Completion<void> done) override {
    real_.putWebhook(std::move(webhook), std::move(audit), std::move(done));
  }
  void deleteWebhook(model::WebhookId id, store::AuditEntry audit, base::Completion<void> done) override {
    real_.deleteWebhook(id, std::move(audit), std::move(done));
  }
  void putToken(model::ApiToken token, store::AuditEntry audit, base::Completion<void> done) override {
    real_.putToken(std::move(token), std::move(audit), std::move(done));
  }
  void revokeToken(std::string name, store::AuditEntry audit, base::Completion<model::ApiToken> done) override {
    real_.revokeToken(std::move(name), std::move(audit), std::move(done));
  }
  void touchToken(model::TokenId id, base::WallTime usedAt) override { real_.touchToken(id, usedAt); }
  void putSetting(std::string name, std::string value, store::AuditEntry audit, base::Completion<void> done) override {
    real_.putSetting(std::move(name), std::move(value), std::move(audit), std::move(done));
  }
  void audit(store::AuditEntry entry) override { real_.audit(std::move(entry)); }
  void putView(store::View view, store::AuditEntry audit, base::Completion<void> done) override {
    real_.putView(std::move(view), std::move(audit), std::move(done));
  }
  void deleteView(std::string name, store::AuditEntry audit, base::Completion<void> done) override {
    real_.deleteView(std::move(name), std::move(audit), std::move(done));
  }
  void keepAnswer(store::KeptAnswer answer, base::Completion<void> done) override { real_.keepAnswer(std::move(answer), std::move(done)); }

  void config(base::Completion<store::StoredConfig> done) override { real_.config(std::move(done)); }
  void keptAnswer(std::string key, base::Completion<std::optional<store::KeptAnswer>> done) override {
    real_.keptAnswer(std::move(key), std::move(done));
  }
  void due(model::WebhookId webhook, std::size_t limit, base::Completion<store::DuePage> done) override {
    real_.due(webhook, limit, std::move(done));
  }
  void list(store::DeliveryQuery query, store::PageRequest page, base::Completion<store::DeliveryPage> done) override {
    real_.list(std::move(query), page, std::move(done));
  }
  void facets(store::DeliveryQuery query, base::Completion<store::Facets> done) override {
    real_.facets(std::move(query), std::move(done));
  }
  void delivery(model::DeliveryId id, base::Completion<store::DeliveryDetail> done) override { real_.delivery(id, std::move(done)); }
  void event(std::string id, base::Completion<store::EventDetail> done) override { real_.event(std::move(id), std::move(done)); }
  void conversation(store::ConversationQuery query, base::Completion<store::Conversation> done) override {
    real_.conversation(std::move(query), std::move(done));
  }
  void chatbots(base::Completion<std::vector<store::SeenChatbot>> done) override { real_.chatbots(std::move(done)); }
  void auditLog(store::AuditQuery query, std::int64_t before, std::size_t limit, base::Completion<store::AuditPage> done) override {
    real_.auditLog(std::move(query), before, limit, std::move(done));
  }
  void view(std::string name, base::Completion<store::View> done) override { real_.view(std::move(name), std::move(done)); }
  void views(base::Completion<std::vector<store::View>> done) override { real_.views(std::move(done)); }
  void deadGroups(base::Completion<std::vector<store::DeadGroup>> done) override { real_.deadGroups(std::move(done)); }
  void countJob(store::JobScope scope, base::Completion<store::JobCount> done) override {
    real_.countJob(std::move(scope), std::move(done));
  }
  void jobItems(store::JobScope scope, std::int64_t after, std::size_t limit, base::Completion<store::JobItems> done) override {
    real_.jobItems(std::move(scope), after, limit, std::move(done));
  }
  void jobs(base::Completion<std::vector<model::Job>> done) override { real_.jobs(std::move(done)); }
  void figures(store::FiguresQuery query, base::Completion<std::vector<model::WebhookFigures>> done) override {
    real_.figures(std::move(query), std::move(done));
  }
  void backup(std::filesystem::path file, base::Completion<std::uint64_t> done) override { real_.backup(std::move(file), std::move(done)); }
  void stopBackup() override { real_.stopBackup(); }
  store::StoreFigures storeFigures() const override { return real_.storeFigures(); }
  std::int64_t epoch() const override { return real_.epoch(); }
  std::int64_t highestId() const override { return real_.highestId(); }
  void close() override { real_.close(); }

 protected:
  store::Store& real_;
};

}  // namespace hookline::support
