#pragma once

namespace hookline::store_sqlite::internal {

/// The first schema. Times are milliseconds since 1970, ids the 63-bit numbers of base::Ids (so newest first is the order of the key),
/// states and classes the numbers of model::DeliveryState and model::ErrorClass. Only the indexes here are paid for by every write.
///
/// event.event_id     NULL when it is the text form of seq, which is what most events have
/// event.deliveries   packDeliveryIds; body stands last so that scans never touch the pages it spills to
/// dedup_recent       what is not yet in dedup (DedupIndex)
/// dedup              its own table, because it outlives the event; when it was accepted is in seq (base::TimeOrderedIds)
/// delivery_due       what waits, in the order it falls due; delivery_live what is being sent; delivery_stopped dead letters and held ones
/// webhook            config is model::storedJson; secret, previous_secret and headers are sealed by the vault; an address that is a secret
/// is
///                    sealed with the headers and stands masked in config
/// webhook_figures    counters by state, kept with the results instead of COUNT(*)
inline constexpr const char* kSchemaV1 = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

CREATE TABLE event(seq INTEGER PRIMARY KEY, event_id TEXT, type TEXT NOT NULL, chatbot TEXT, conversation TEXT, email TEXT, name TEXT,
  visitor TEXT, simulated INT NOT NULL, timestamp_ms INT NOT NULL, accepted_ms INT NOT NULL, resent_from INT, deliveries BLOB,
  unmatched BLOB, body BLOB) STRICT;
CREATE TABLE dedup(key BLOB PRIMARY KEY, fingerprint BLOB NOT NULL, seq INT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE dedup_recent(n INTEGER PRIMARY KEY, key BLOB NOT NULL, fingerprint BLOB NOT NULL, seq INT NOT NULL) STRICT;

CREATE TABLE delivery(id INTEGER PRIMARY KEY, event_seq INT NOT NULL, webhook_id INT NOT NULL, state INT NOT NULL, tries INT NOT NULL,
  counted INT NOT NULL, interrupted INT NOT NULL, once INT NOT NULL, due_ms INT NOT NULL, created_ms INT NOT NULL, updated_ms INT NOT NULL,
  epoch INT, last_class INT, last_http INT, latency_us INT, checkpoint BLOB) STRICT;
CREATE INDEX delivery_due ON delivery(webhook_id, due_ms, id) WHERE state IN (0, 2);
CREATE INDEX delivery_live ON delivery(epoch) WHERE state = 1;
CREATE INDEX delivery_stopped ON delivery(state, id, webhook_id) WHERE state >= 5;
CREATE INDEX delivery_hook ON delivery(webhook_id, id);

CREATE TABLE attempt(delivery_id INT NOT NULL, n INT NOT NULL, try INT NOT NULL, step INT NOT NULL, started_ms INT NOT NULL,
  flags INT NOT NULL, phase INT NOT NULL, class INT NOT NULL, http INT, times BLOB, peer TEXT, detail TEXT, request BLOB,
  request_body BLOB, response BLOB, response_body BLOB, PRIMARY KEY(delivery_id, n)) STRICT, WITHOUT ROWID;

CREATE TABLE webhook(id INTEGER PRIMARY KEY, config TEXT NOT NULL, secret BLOB, previous_secret BLOB, headers BLOB, deleted_ms INT) STRICT;
CREATE TABLE webhook_figures(webhook_id INTEGER PRIMARY KEY, last_success_ms INT, last_failure_ms INT, streak INT NOT NULL,
  pending INT NOT NULL, delivering INT NOT NULL, retrying INT NOT NULL, delivered INT NOT NULL, cancelled INT NOT NULL,
  dead INT NOT NULL, held INT NOT NULL) STRICT;
CREATE TABLE type_figures(type TEXT PRIMARY KEY, deliveries INT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE stat_minute(webhook_id INT NOT NULL, minute INT NOT NULL, delivered INT NOT NULL, failed INT NOT NULL, dead INT NOT NULL,
  retried INT NOT NULL, latency_sum_us INT NOT NULL, latency BLOB, PRIMARY KEY(webhook_id, minute)) STRICT, WITHOUT ROWID;

CREATE TABLE token(id INTEGER PRIMARY KEY, name TEXT NOT NULL, kid TEXT NOT NULL, hash BLOB NOT NULL, role TEXT NOT NULL,
  events_per_second INT NOT NULL, created_ms INT NOT NULL, last_used_ms INT, revoked_ms INT) STRICT;
CREATE UNIQUE INDEX token_name ON token(name) WHERE revoked_ms IS NULL;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE audit(n INTEGER PRIMARY KEY, at_ms INT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, target TEXT NOT NULL) STRICT;
CREATE TABLE idempotency(key TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, status INT NOT NULL, body BLOB NOT NULL, at_ms INT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency(at_ms);

CREATE TABLE job(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, filter TEXT NOT NULL, state INT NOT NULL, cursor INT, total INT NOT NULL,
  done INT NOT NULL, delivered INT NOT NULL, failed_again INT NOT NULL, skipped INT NOT NULL, per_second INT, stop_after_failures INT,
  created_ms INT NOT NULL, updated_ms INT NOT NULL) STRICT;
CREATE TABLE view(name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE alert_rule(id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE alert(id INTEGER PRIMARY KEY, rule_id INT NOT NULL, webhook_id INT, state INT NOT NULL, since_ms INT NOT NULL, until_ms INT,
  value REAL, message TEXT NOT NULL) STRICT;
CREATE TABLE conversation_event(conversation TEXT NOT NULL, seq INT NOT NULL, PRIMARY KEY(conversation, seq)) STRICT, WITHOUT ROWID;
)sql";

}  // namespace hookline::store_sqlite::internal
