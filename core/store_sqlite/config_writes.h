#pragma once
#include "store_sqlite/write_operation.h"

namespace hookline::store_sqlite::internal {

/// How long the answer of a call with an Idempotency-Key is kept (interfaces.md §5).
inline constexpr base::Millis kAnswerLife{24 * 3600 * 1000};

void insertAudit(Connection& db, const store::AuditEntry& entry);

class PutWebhookWrite final : public AnsweredWrite<void> {
 public:
  PutWebhookWrite(model::Webhook webhook, store::AuditEntry audit, base::Completion<void> done)
      : AnsweredWrite(std::move(done)), webhook_(std::move(webhook)), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  model::Webhook webhook_;
  store::AuditEntry audit_;
};

class DeleteWebhookWrite final : public AnsweredWrite<void> {
 public:
  DeleteWebhookWrite(model::WebhookId id, store::AuditEntry audit, base::Completion<void> done)
      : AnsweredWrite(std::move(done)), id_(id), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  model::WebhookId id_;
  store::AuditEntry audit_;
};

class PutTokenWrite final : public AnsweredWrite<void> {
 public:
  PutTokenWrite(model::ApiToken token, store::AuditEntry audit, base::Completion<void> done)
      : AnsweredWrite(std::move(done)), token_(std::move(token)), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  model::ApiToken token_;
  store::AuditEntry audit_;
};

class RevokeTokenWrite final : public AnsweredWrite<model::ApiToken> {
 public:
  RevokeTokenWrite(std::string name, store::AuditEntry audit, base::Completion<model::ApiToken> done)
      : AnsweredWrite(std::move(done)), name_(std::move(name)), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  std::string name_;
  store::AuditEntry audit_;
};

class TouchTokenWrite final : public SilentWrite {
 public:
  TouchTokenWrite(model::TokenId id, base::WallTime usedAt) : id_(id), usedAt_(usedAt) {}
  void apply(WriteContext& context) override;

 private:
  model::TokenId id_;
  base::WallTime usedAt_;
};

class PutSettingWrite final : public AnsweredWrite<void> {
 public:
  PutSettingWrite(std::string name, std::string value, store::AuditEntry audit, base::Completion<void> done)
      : AnsweredWrite(std::move(done)), name_(std::move(name)), value_(std::move(value)), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  std::string name_;
  std::string value_;
  store::AuditEntry audit_;
};

/// Store::putView.
class PutViewWrite final : public AnsweredWrite<void> {
 public:
  PutViewWrite(store::View view, store::AuditEntry audit, base::Completion<void> done)
      : AnsweredWrite(std::move(done)), view_(std::move(view)), audit_(std::move(audit)) {}
  std::size_t bytes() const override { return view_.body.size(); }
  void apply(WriteContext& context) override;

 private:
  store::View view_;
  store::AuditEntry audit_;
};

/// Store::deleteView.
class DeleteViewWrite final : public AnsweredWrite<void> {
 public:
  DeleteViewWrite(std::string name, store::AuditEntry audit, base::Completion<void> done)
      : AnsweredWrite(std::move(done)), name_(std::move(name)), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  std::string name_;
  store::AuditEntry audit_;
};

class AuditWrite final : public SilentWrite {
 public:
  explicit AuditWrite(store::AuditEntry entry) : entry_(std::move(entry)) {}
  void apply(WriteContext& context) override { insertAudit(context.db, entry_); }

 private:
  store::AuditEntry entry_;
};

/// Store::keepAnswer. Each one also clears a few that are past their 24 hours, so the table stays as large as one day.
class KeepAnswerWrite final : public AnsweredWrite<void> {
 public:
  KeepAnswerWrite(store::KeptAnswer answer, base::Completion<void> done) : AnsweredWrite(std::move(done)), answer_(std::move(answer)) {}
  std::size_t bytes() const override { return answer_.body.size(); }
  void apply(WriteContext& context) override;

 private:
  store::KeptAnswer answer_;
};

}  // namespace hookline::store_sqlite::internal
