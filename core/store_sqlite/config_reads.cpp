#include "store_sqlite/config_reads.h"

#include <algorithm>
#include <limits>

#include "base/encoding.h"
#include "store_sqlite/alert_rows.h"
#include "store_sqlite/config_writes.h"
#include "store_sqlite/token_rows.h"
#include "store_sqlite/webhook_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kSettings = "SELECT name, value FROM setting ORDER BY name";
constexpr const char* kAnswer = "SELECT fingerprint, status, body, at_ms FROM idempotency WHERE key = ? AND at_ms > ?";
constexpr const char* kAudit = "SELECT n, at_ms, who, what, target FROM audit WHERE n < ? ORDER BY n DESC";
constexpr int kLinesBetweenChecks = 256;
constexpr const char* kView = "SELECT body, updated_ms FROM view WHERE name = ?";
constexpr const char* kViews = "SELECT name, body, updated_ms FROM view ORDER BY name";
constexpr const char* kFigures =
    "SELECT webhook_id, last_success_ms, last_failure_ms, streak, pending + delivering + retrying + held, delivered, cancelled, dead"
    " FROM webhook_figures ORDER BY webhook_id";
constexpr const char* kFiguresOfOne =
    "SELECT webhook_id, last_success_ms, last_failure_ms, streak, pending + delivering + retrying + held, delivered, cancelled, dead"
    " FROM webhook_figures WHERE webhook_id = ?";
constexpr const char* kMinutes =
    "SELECT minute, delivered, failed, dead, retried, latency_sum_us, latency FROM stat_minute WHERE webhook_id = ? AND minute >= ?"
    " ORDER BY minute";
constexpr const char* kOldestWaiting = "SELECT min(id) FROM delivery INDEXED BY delivery_due WHERE webhook_id = ? AND state IN (0, 2)";
constexpr const char* kOldestLive = "SELECT min(id) FROM delivery INDEXED BY delivery_live WHERE state = 1 AND webhook_id = ?";
constexpr const char* kOldestHeld =
    "SELECT min(id) FROM delivery INDEXED BY delivery_stopped WHERE state >= 5 AND state = 6 AND webhook_id = ?";
constexpr const char* kCreated = "SELECT created_ms FROM delivery WHERE id = ?";

std::optional<base::WallTime> maybeTime(const Rows& rows, int column) {
  const auto value = rows.maybeInteger(column);
  if (!value) return std::nullopt;
  return base::fromMs(*value);
}

bool passes(const store::AuditQuery& query, const store::AuditEntry& entry) {
  const auto same = [](const std::string& wanted, const std::string& value) { return wanted.empty() || wanted == value; };
  return same(query.who, entry.who) && same(query.what, entry.what) && same(query.target, entry.target) &&
         (!query.since || entry.at >= *query.since) && (!query.until || entry.at < *query.until);
}

std::optional<base::WallTime> oldestWaiting(Connection& db, model::WebhookId webhook) {
  std::optional<std::int64_t> oldest;
  for (const auto* sql : {kOldestWaiting, kOldestLive, kOldestHeld}) {
    auto rows = db.statement(sql).query(webhook.value);
    if (!rows.next()) continue;
    const auto id = rows.maybeInteger(0);
    if (id && (!oldest || *id < *oldest)) oldest = id;
  }
  if (!oldest) return std::nullopt;
  auto rows = db.statement(kCreated).query(*oldest);
  if (!rows.next()) return std::nullopt;
  return base::fromMs(rows.integer(0));
}

std::vector<model::MinuteStats> minutesSince(Connection& db, model::WebhookId webhook, std::int64_t minute) {
  std::vector<model::MinuteStats> minutes;
  auto rows = db.statement(kMinutes).query(webhook.value, minute);
  while (rows.next()) {
    auto& stats = minutes.emplace_back();
    stats.minute = rows.integer(0);
    stats.delivered = static_cast<std::uint32_t>(rows.integer(1));
    stats.failed = static_cast<std::uint32_t>(rows.integer(2));
    stats.dead = static_cast<std::uint32_t>(rows.integer(3));
    stats.retried = static_cast<std::uint32_t>(rows.integer(4));
    stats.latencySumUs = static_cast<std::uint64_t>(rows.integer(5));
    if (auto latency = model::LatencyHistogram::unpack(rows.text(6))) stats.latency = *latency;
  }
  return minutes;
}

model::WebhookFigures figuresOf(const Rows& rows) {
  model::WebhookFigures figures;
  figures.webhookId.value = rows.integer(0);
  figures.lastSuccess = maybeTime(rows, 1);
  figures.lastFailure = maybeTime(rows, 2);
  figures.consecutiveFailures = static_cast<std::uint32_t>(rows.integer(3));
  figures.waiting = static_cast<std::uint64_t>(rows.integer(4));
  figures.delivered = static_cast<std::uint64_t>(rows.integer(5));
  figures.cancelled = static_cast<std::uint64_t>(rows.integer(6));
  figures.dead = static_cast<std::uint64_t>(rows.integer(7));
  return figures;
}

}  // namespace

base::Result<store::StoredConfig> readConfig(ReadContext& context, const crypto::Vault& vault) {
  auto webhooks = readWebhooks(context.db, vault, context.clock.now().wall);
  if (!webhooks) return base::fail(std::move(webhooks.error()));
  store::StoredConfig config;
  config.webhooks = std::move(*webhooks);
  config.tokens = readTokens(context.db);
  auto rows = context.db.statement(kSettings).query();
  while (rows.next()) config.settings.emplace_back(rows.string(0), rows.string(1));
  auto rules = readAlertRules(context.db);
  if (!rules) return base::fail(std::move(rules.error()));
  config.alertRules = std::move(*rules);
  config.openAlerts = readOpenAlerts(context.db);
  return config;
}

base::Result<std::optional<store::KeptAnswer>> readKeptAnswer(ReadContext& context, const std::string& key) {
  const auto expiredMs = base::toMs(context.clock.now().wall - kAnswerLife);
  auto rows = context.db.statement(kAnswer).query(Text{key}, expiredMs);
  std::optional<store::KeptAnswer> answer;
  if (rows.next()) {
    answer = store::KeptAnswer{key, rows.string(0), static_cast<int>(rows.integer(1)), rows.string(2), base::fromMs(rows.integer(3))};
  }
  return answer;
}

base::Result<store::AuditPage> readAudit(ReadContext& context, const store::AuditQuery& query, std::int64_t before, std::size_t limit) {
  store::AuditPage page;
  std::int64_t reached = before;
  auto rows = context.db.statement(kAudit).query(before > 0 ? before : std::numeric_limits<std::int64_t>::max());
  for (int looked = 1; rows.next(); ++looked) {
    if (page.entries.size() == limit || (looked % kLinesBetweenChecks == 0 && context.over(kPageBudget))) {
      page.next = reached;
      break;
    }
    reached = rows.integer(0);
    store::AuditEntry entry{base::fromMs(rows.integer(1)), rows.string(2), rows.string(3), rows.string(4)};
    if (passes(query, entry)) page.entries.push_back(std::move(entry));
  }
  return page;
}

base::Result<store::View> readView(ReadContext& context, const std::string& name) {
  auto rows = context.db.statement(kView).query(Text{name});
  if (!rows.next()) return base::fail(base::Errc::kNotFound, "There is no view named " + base::printable(name) + ".");
  return store::View{name, rows.string(0), base::fromMs(rows.integer(1))};
}

base::Result<std::vector<store::View>> readViews(ReadContext& context) {
  std::vector<store::View> views;
  auto rows = context.db.statement(kViews).query();
  while (rows.next()) views.push_back({rows.string(0), rows.string(1), base::fromMs(rows.integer(2))});
  return views;
}

base::Result<std::vector<model::WebhookFigures>> readFigures(ReadContext& context, store::FiguresQuery query) {
  auto& db = context.db;
  std::vector<model::WebhookFigures> all;
  const auto read = [&](Rows rows) {
    while (rows.next()) all.push_back(figuresOf(rows));
  };
  std::sort(query.webhooks.begin(), query.webhooks.end());
  for (const auto id : query.webhooks) read(db.statement(kFiguresOfOne).query(id.value));
  if (query.webhooks.empty()) read(db.statement(kFigures).query());
  for (auto& figures : all) {
    if (figures.waiting > 0) figures.oldestWaiting = oldestWaiting(db, figures.webhookId);
    figures.minutes = minutesSince(db, figures.webhookId, base::toMs(query.since) / 60000);
  }
  return all;
}

}  // namespace hookline::store_sqlite::internal
