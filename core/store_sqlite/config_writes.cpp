#include "store_sqlite/config_writes.h"

#include "base/encoding.h"
#include "store_sqlite/token_rows.h"
#include "store_sqlite/webhook_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kInsertAudit = "INSERT INTO audit(at_ms, who, what, target) VALUES(?, ?, ?, ?)";
constexpr const char* kDeleteWebhook =
    "UPDATE webhook SET deleted_ms = ?2, secret = NULL, previous_secret = NULL, headers = NULL WHERE id = ?1 AND deleted_ms IS NULL";
constexpr const char* kPutSetting = "INSERT INTO setting(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = ?2";
constexpr const char* kOtherViews = "SELECT count(*) FROM view WHERE name <> ?";
constexpr const char* kPutView =
    "INSERT INTO view(name, body, updated_ms) VALUES(?1, ?2, ?3) ON CONFLICT(name) DO UPDATE SET body = ?2, updated_ms = ?3";
constexpr const char* kHasView = "SELECT 1 FROM view WHERE name = ?";
constexpr const char* kDeleteView = "DELETE FROM view WHERE name = ?";
constexpr const char* kClearAnswers =
    "DELETE FROM idempotency WHERE key IN (SELECT key FROM idempotency WHERE at_ms <= ? ORDER BY at_ms LIMIT 8)";
constexpr const char* kClearAnswer = "DELETE FROM idempotency WHERE key = ? AND at_ms <= ?";
constexpr const char* kKeepAnswer =
    "INSERT INTO idempotency(key, fingerprint, status, body, at_ms) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

}  // namespace

void insertAudit(Connection& db, const store::AuditEntry& entry) {
  db.statement(kInsertAudit).execute(base::toMs(entry.at), Text{entry.who}, Text{entry.what}, Text{entry.target});
}

void PutWebhookWrite::apply(WriteContext& context) {
  // A change that was on its way while its webhook was deleted must not bring it back.
  if (context.webhooks.deleted(webhook_.id)) {
    outcome_ = base::fail(base::Errc::kNotFound, "The webhook " + webhook_.id.text() + " was deleted.");
    return;
  }
  outcome_ = writeWebhook(context.db, context.vault, webhook_);
  if (!outcome_) return;
  insertAudit(context.db, audit_);
  context.webhooks.added(webhook_.id);
  context.orders.configured(webhook_);
}

void DeleteWebhookWrite::apply(WriteContext& context) {
  if (!context.webhooks.alive(id_)) {
    outcome_ = base::fail(base::Errc::kNotFound, "There is no webhook " + id_.text() + ".");
    return;
  }
  context.db.statement(kDeleteWebhook).execute(id_.value, base::toMs(context.now));
  insertAudit(context.db, audit_);
  context.webhooks.removed(id_);
  context.orders.removed(id_);
  outcome_ = {};
}

void PutTokenWrite::apply(WriteContext& context) {
  const auto holder = findToken(context.db, token_.name);
  if (holder && holder->id != token_.id) {
    outcome_ = base::fail(base::Errc::kConflict,
                          "A token named " + base::printable(token_.name) + " exists: revoke it first, or choose another name.");
    return;
  }
  writeToken(context.db, token_);
  insertAudit(context.db, audit_);
  outcome_ = {};
}

void RevokeTokenWrite::apply(WriteContext& context) {
  auto token = findToken(context.db, name_);
  if (!token) {
    outcome_ = base::fail(base::Errc::kNotFound, "There is no token named " + base::printable(name_) + ".");
    return;
  }
  revokeToken(context.db, token->id, context.now);
  insertAudit(context.db, audit_);
  outcome_ = std::move(*token);
}

void TouchTokenWrite::apply(WriteContext& context) { markTokenUsed(context.db, id_, usedAt_); }

void PutSettingWrite::apply(WriteContext& context) {
  context.db.statement(kPutSetting).execute(Text{name_}, Text{value_});
  insertAudit(context.db, audit_);
  outcome_ = {};
}

void PutViewWrite::apply(WriteContext& context) {
  std::int64_t others = 0;
  {
    auto rows = context.db.statement(kOtherViews).query(Text{view_.name});
    if (rows.next()) others = rows.integer(0);
  }
  if (others >= static_cast<std::int64_t>(store::Store::kMaxViews)) {
    outcome_ = base::fail(base::Errc::kConflict,
                          std::to_string(store::Store::kMaxViews) + " views are saved, which is the most: delete one first.");
    return;
  }
  context.db.statement(kPutView).execute(Text{view_.name}, Text{view_.body}, base::toMs(view_.updatedAt));
  insertAudit(context.db, audit_);
  outcome_ = {};
}

void DeleteViewWrite::apply(WriteContext& context) {
  if (!context.db.statement(kHasView).query(Text{name_}).next()) {
    outcome_ = base::fail(base::Errc::kNotFound, "There is no view named " + base::printable(name_) + ".");
    return;
  }
  context.db.statement(kDeleteView).execute(Text{name_});
  insertAudit(context.db, audit_);
  outcome_ = {};
}

void KeepAnswerWrite::apply(WriteContext& context) {
  const auto expiredMs = base::toMs(answer_.at - kAnswerLife);
  context.db.statement(kClearAnswers).execute(expiredMs);
  context.db.statement(kClearAnswer).execute(Text{answer_.key}, expiredMs);
  context.db.statement(kKeepAnswer)
      .execute(Text{answer_.key}, Bytes{answer_.fingerprint}, answer_.status, Bytes{answer_.body}, base::toMs(answer_.at));
  outcome_ = {};
}

}  // namespace hookline::store_sqlite::internal
