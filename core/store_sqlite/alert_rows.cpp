#include "store_sqlite/alert_rows.h"

#include <limits>

#include "store_sqlite/config_writes.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kRulesWerePut = "SELECT count(*) FROM meta WHERE name = 'alert_rules'";
constexpr const char* kMarkRulesPut = "INSERT INTO meta(name, value) VALUES('alert_rules', 1) ON CONFLICT DO NOTHING";
constexpr const char* kRules = "SELECT body FROM alert_rule ORDER BY id";
constexpr const char* kDropRules = "DELETE FROM alert_rule";
constexpr const char* kInsertRule = "INSERT INTO alert_rule(id, body) VALUES(?, ?)";
constexpr const char* kOpenAlerts =
    "SELECT id, rule_id, type, webhook_id, state, since_ms, until_ms, value, message FROM alert WHERE state < 3 ORDER BY id";
constexpr const char* kAlertsBefore =
    "SELECT id, rule_id, type, webhook_id, state, since_ms, until_ms, value, message FROM alert WHERE id < ?1"
    " AND (?2 = 0 OR webhook_id = ?2) AND (?3 = 0 OR ?3 & (1 << state)) ORDER BY id DESC LIMIT ?4";
constexpr const char* kOtherOpen = "SELECT count(*) FROM alert WHERE rule_id = ? AND webhook_id = ? AND state < 3 AND id <> ?";
constexpr const char* kPutAlert =
    "INSERT INTO alert(id, rule_id, type, webhook_id, state, since_ms, until_ms, value, message) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT(id) DO UPDATE SET state = ?5, until_ms = ?7, value = ?8, message = ?9";
constexpr const char* kDropOldAlerts =
    "DELETE FROM alert WHERE state = 3 AND id <= (SELECT id FROM alert WHERE state = 3 ORDER BY id DESC LIMIT 1 OFFSET ?)";

model::Alert alertOf(const Rows& rows) {
  model::Alert alert;
  alert.id.value = rows.integer(0);
  alert.ruleId.value = rows.integer(1);
  alert.type = model::parseAlertType(rows.text(2)).value_or(model::AlertType::kConsecutiveFailures);
  alert.webhookId.value = rows.integer(3);
  alert.state = static_cast<model::AlertState>(rows.integer(4));
  alert.since = base::fromMs(rows.integer(5));
  if (const auto until = rows.maybeInteger(6)) alert.until = base::fromMs(*until);
  alert.value = rows.real(7);
  alert.message = rows.string(8);
  return alert;
}

std::int64_t countOf(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

}  // namespace

base::Result<std::optional<std::vector<model::AlertRule>>> readAlertRules(Connection& db) {
  if (countOf(db.statement(kRulesWerePut).query()) == 0) return std::optional<std::vector<model::AlertRule>>();
  auto items = nlohmann::json::array();
  auto rows = db.statement(kRules).query();
  while (rows.next()) items.push_back(nlohmann::json::parse(rows.text(0), nullptr, false));
  auto rules = model::readAlertRules(items);
  if (!rules) return base::fail(base::Errc::kCorrupt, "The stored alert rules are damaged: " + rules.error().message);
  return std::optional(std::move(*rules));
}

std::vector<model::Alert> readOpenAlerts(Connection& db) {
  std::vector<model::Alert> alerts;
  auto rows = db.statement(kOpenAlerts).query();
  while (rows.next()) alerts.push_back(alertOf(rows));
  return alerts;
}

base::Result<store::AlertPage> listAlerts(ReadContext& context, const store::AlertQuery& query) {
  std::int64_t states = 0;
  for (const auto state : query.states) states |= std::int64_t{1} << static_cast<int>(state);
  const auto before = query.before ? query.before.value : std::numeric_limits<std::int64_t>::max();
  store::AlertPage page;
  // One more than asked for tells whether more follow.
  auto rows = context.db.statement(kAlertsBefore).query(before, query.webhookId.value, states, query.limit + 1);
  while (rows.next()) {
    if (page.alerts.size() == query.limit) {
      page.next = page.alerts.back().id;
      break;
    }
    page.alerts.push_back(alertOf(rows));
  }
  return page;
}

void PutAlertRulesWrite::apply(WriteContext& context) {
  context.db.statement(kMarkRulesPut).execute();
  context.db.statement(kDropRules).execute();
  for (const auto& rule : rules_) {
    const auto body = model::toJson(rule).dump();
    context.db.statement(kInsertRule).execute(rule.id.value, Text{body});
  }
  insertAudit(context.db, audit_);
  outcome_ = {};
}

void PutAlertsWrite::apply(WriteContext& context) {
  for (const auto& alert : alerts_) {
    if (!model::isOpen(alert.state)) continue;
    if (countOf(context.db.statement(kOtherOpen).query(alert.ruleId.value, alert.webhookId.value, alert.id.value)) == 0) continue;
    outcome_ = base::fail(base::Errc::kConflict,
                          "Another alert of rule " + alert.ruleId.text() + " is open for webhook " + alert.webhookId.text() + ".");
    return;
  }
  bool resolved = false;
  for (const auto& alert : alerts_) {
    const std::optional<std::int64_t> untilMs = alert.until ? std::optional(base::toMs(*alert.until)) : std::nullopt;
    context.db.statement(kPutAlert).execute(alert.id.value, alert.ruleId.value, Text{model::toText(alert.type)}, alert.webhookId.value,
                                            alert.state, base::toMs(alert.since), untilMs, alert.value, Text{alert.message});
    resolved = resolved || !model::isOpen(alert.state);
  }
  if (resolved) context.db.statement(kDropOldAlerts).execute(store::Store::kKeptAlerts);
  if (audit_) insertAudit(context.db, *audit_);
  outcome_ = {};
}

}  // namespace hookline::store_sqlite::internal
