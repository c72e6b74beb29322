#include "store_sqlite/startup.h"

#include <algorithm>

#include "store_sqlite/attempt_rows.h"
#include "store_sqlite/batch_figures.h"
#include "store_sqlite/job_book.h"
#include "store_sqlite/order_book.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;

constexpr const char* kWrappedKey = "SELECT value FROM meta WHERE name = 'wrapped_key'";
constexpr const char* kKeepWrappedKey =
    "INSERT INTO meta(name, value) VALUES('wrapped_key', ?1) ON CONFLICT(name) DO UPDATE SET value = ?1";
constexpr const char* kRaiseEpoch = "INSERT INTO meta(name, value) VALUES('epoch', 1) ON CONFLICT(name) DO UPDATE SET value = value + 1";
constexpr const char* kPrepareProbe = "INSERT INTO meta(name, value) VALUES('probe', 0) ON CONFLICT DO NOTHING";
constexpr const char* kInFlight =
    "SELECT id, webhook_id, tries, interrupted, updated_ms FROM delivery INDEXED BY delivery_live WHERE state = 1";
constexpr const char* kLastAttempt = "SELECT max(n) FROM attempt WHERE delivery_id = ?";
constexpr const char* kMove =
    "UPDATE delivery SET state = ?2, tries = ?3, interrupted = ?4, due_ms = ?5, last_class = ?6, last_http = NULL, latency_us = NULL,"
    " updated_ms = ?5 WHERE id = ?1";

struct InFlight {
  model::DeliveryId id;
  model::WebhookId webhook;
  int tries;
  int interrupted;
  base::WallTime claimedAt;
};

std::vector<InFlight> inFlight(Connection& db) {
  std::vector<InFlight> found;
  auto rows = db.statement(kInFlight).query();
  while (rows.next()) {
    found.push_back({{rows.integer(0)},
                     {rows.integer(1)},
                     static_cast<int>(rows.integer(2)),
                     static_cast<int>(rows.integer(3)),
                     base::fromMs(rows.integer(4))});
  }
  return found;
}

int lastAttempt(Connection& db, model::DeliveryId id) {
  auto rows = db.statement(kLastAttempt).query(id.value);
  return rows.next() ? static_cast<int>(rows.integer(0)) : 0;
}

void interrupt(Connection& db, const InFlight& one, base::WallTime now, BatchFigures& figures, JobBook& jobs, OrderBook& orders) {
  model::Attempt attempt;
  attempt.n = std::max(lastAttempt(db, one.id), one.tries) + 1;
  attempt.tryNumber = one.tries + 1;
  attempt.counted = false;
  attempt.maybeDelivered = true;
  attempt.startedAt = one.claimedAt;
  attempt.errorClass = model::ErrorClass::kInterrupted;
  attempt.detail = "Hookline ended before the answer was recorded";
  insertAttempt(db, one.id, attempt, true);
  const int interrupted = one.interrupted + 1;
  const bool poison = interrupted >= kMaxInterruptions;
  const auto next = poison ? DeliveryState::kDead : DeliveryState::kRetrying;
  const auto errorClass = poison ? model::ErrorClass::kPoison : model::ErrorClass::kInterrupted;
  // The try that was cut off has a number of its own, so that the next one cannot be taken for its repeat.
  db.statement(kMove).execute(one.id.value, next, one.tries + 1, interrupted, base::toMs(now), errorClass);
  figures.moved(one.webhook, DeliveryState::kDelivering, next);
  jobs.keep(db, one.id);
  if (!poison) return;
  jobs.ended(db, one.id, next);
  orders.ended(db, figures, {one.webhook, one.id, next, now, now});
}

void readFigures(Connection& db, Started& started) {
  started.epoch = db.number("SELECT value FROM meta WHERE name = 'epoch'").value_or(0);
  started.waiting = db.number("SELECT sum(pending + delivering + retrying + held) FROM webhook_figures").value_or(0);
  started.dead = db.number("SELECT sum(dead) FROM webhook_figures").value_or(0);
  for (const auto* sql :
       {"SELECT max(seq) FROM event", "SELECT max(id) FROM delivery", "SELECT max(id) FROM webhook", "SELECT max(id) FROM token",
        "SELECT max(id) FROM job", "SELECT max(id) FROM alert", "SELECT max(id) FROM alert_rule"}) {
    started.highestId = std::max(started.highestId, db.number(sql).value_or(0));
  }
}

}  // namespace

std::string readWrappedKey(Connection& db) {
  auto rows = db.statement(kWrappedKey).query();
  return rows.next() ? rows.string(0) : std::string();
}

void keepWrappedKey(Connection& db, std::string_view wrappedKey) { db.statement(kKeepWrappedKey).execute(Bytes{wrappedKey}); }

base::Result<Started> startEpoch(Connection& db, base::WallTime now, std::string_view newWrappedKey) {
  Started started;
  BatchFigures figures;
  db.run("BEGIN IMMEDIATE");
  db.statement(kRaiseEpoch).execute();
  db.statement(kPrepareProbe).execute();
  if (!newWrappedKey.empty()) keepWrappedKey(db, newWrappedKey);
  const auto cutOff = inFlight(db);
  JobBook jobs;
  jobs.load(db);
  OrderBook orders;
  orders.load(db);
  for (const auto& one : cutOff) interrupt(db, one, now, figures, jobs, orders);
  jobs.write(db, now);
  started.interrupted = cutOff.size();
  figures.write(db);
  readFigures(db, started);
  db.run("COMMIT");
  if (db.failure()) {
    auto error = db.takeError();
    db.rollback();
    return base::fail(std::move(error));
  }
  return started;
}

}  // namespace hookline::store_sqlite::internal
