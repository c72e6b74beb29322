#include "store_sqlite/attempt_rows.h"

#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

// attempt.flags
constexpr std::int64_t kCounted = 1;
constexpr std::int64_t kMaybeDelivered = 2;
constexpr std::int64_t kTruncated = 4;
constexpr std::int64_t kApplied = 8;

constexpr const char* kInsert =
    "INSERT INTO attempt(delivery_id, n, try, step, started_ms, flags, phase, class, http, times, peer, detail, request, request_body,"
    " response, response_body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kReplace =
    "UPDATE attempt SET try = ?3, step = ?4, started_ms = ?5, flags = ?6 | (flags & 8), phase = ?7, class = ?8, http = ?9, times = ?10,"
    " peer = ?11, detail = ?12, request = ?13, request_body = ?14, response = ?15, response_body = ?16 WHERE delivery_id = ?1 AND n = ?2";
constexpr const char* kFlags = "SELECT flags FROM attempt WHERE delivery_id = ? AND n = ?";
constexpr const char* kMarkNotApplied = "UPDATE attempt SET flags = flags & ~8 WHERE delivery_id = ? AND n = ?";
constexpr const char* kDelete = "DELETE FROM attempt WHERE delivery_id = ?";
constexpr const char* kDeletePayloads =
    "UPDATE attempt SET request_body = NULL, response = NULL, response_body = NULL WHERE delivery_id = ?";
constexpr const char* kRead =
    "SELECT n, try, step, started_ms, flags, phase, class, http, times, peer, detail, request, request_body, response, response_body"
    " FROM attempt WHERE delivery_id = ? ORDER BY n";

std::int64_t write(Statement& statement, model::DeliveryId delivery, const model::Attempt& attempt, bool applied) {
  const std::int64_t flags = (attempt.counted ? kCounted : 0) | (attempt.maybeDelivered ? kMaybeDelivered : 0) |
                             (attempt.responseTruncated ? kTruncated : 0) | (applied ? kApplied : 0);
  const auto times = packTimes(attempt.times);
  const auto request = packRequest(attempt.method, attempt.url, attempt.requestHeaders);
  const auto response = packHeaders(attempt.responseHeaders);
  std::optional<Bytes> requestBody;
  if (attempt.requestBody) requestBody = Bytes{*attempt.requestBody};
  return statement.execute(delivery.value, attempt.n, attempt.tryNumber, attempt.step, base::toMs(attempt.startedAt), flags, attempt.phase,
                           attempt.errorClass, attempt.status, Bytes{times}, TextOrNull{attempt.peer}, TextOrNull{attempt.detail},
                           Bytes{request}, requestBody, BytesOrNull{response}, BytesOrNull{attempt.responseBody});
}

}  // namespace

bool insertAttempt(Connection& db, model::DeliveryId delivery, const model::Attempt& attempt, bool applied) {
  return write(db.statement(kInsert), delivery, attempt, applied) == 1;
}

void replaceAttempt(Connection& db, model::DeliveryId delivery, const model::Attempt& attempt) {
  write(db.statement(kReplace), delivery, attempt, false);
}

bool attemptWasApplied(Connection& db, model::DeliveryId delivery, int n) {
  auto rows = db.statement(kFlags).query(delivery.value, n);
  return rows.next() && (rows.integer(0) & kApplied) != 0;
}

void markNotApplied(Connection& db, model::DeliveryId delivery, int n) { db.statement(kMarkNotApplied).execute(delivery.value, n); }

void deleteAttempts(Connection& db, model::DeliveryId delivery) { db.statement(kDelete).execute(delivery.value); }

void deletePayloads(Connection& db, model::DeliveryId delivery) { db.statement(kDeletePayloads).execute(delivery.value); }

std::vector<model::Attempt> readAttempts(Connection& db, model::DeliveryId delivery) {
  std::vector<model::Attempt> attempts;
  auto rows = db.statement(kRead).query(delivery.value);
  while (rows.next()) {
    auto& attempt = attempts.emplace_back();
    attempt.n = static_cast<int>(rows.integer(0));
    attempt.tryNumber = static_cast<int>(rows.integer(1));
    attempt.step = static_cast<int>(rows.integer(2));
    attempt.startedAt = base::fromMs(rows.integer(3));
    const auto flags = rows.integer(4);
    attempt.counted = (flags & kCounted) != 0;
    attempt.maybeDelivered = (flags & kMaybeDelivered) != 0;
    attempt.responseTruncated = (flags & kTruncated) != 0;
    attempt.phase = static_cast<model::Phase>(rows.integer(5));
    attempt.errorClass = static_cast<model::ErrorClass>(rows.integer(6));
    if (const auto status = rows.maybeInteger(7)) attempt.status = static_cast<int>(*status);
    attempt.times = unpackTimes(rows.text(8));
    attempt.peer = rows.string(9);
    attempt.detail = rows.string(10);
    auto request = unpackRequest(rows.text(11));
    attempt.method = std::move(request.method);
    attempt.url = std::move(request.url);
    attempt.requestHeaders = std::move(request.headers);
    if (!rows.isNull(12)) attempt.requestBody = rows.string(12);
    attempt.responseHeaders = unpackHeaders(rows.text(13));
    attempt.responseBody = rows.string(14);
  }
  return attempts;
}

}  // namespace hookline::store_sqlite::internal
