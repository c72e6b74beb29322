#pragma once

namespace hookline::store_sqlite::internal {

/// alert_rule.body  the rule's JSON (model::readAlertRules); meta has `alert_rules` once anybody put some
/// alert.type       stays with the alert when its rule goes
/// alert_open       finds the open one of a rule and a webhook, of which there is at most one
inline constexpr const char* kAlertsOfSchemaV6 = R"sql(
ALTER TABLE alert ADD COLUMN type TEXT NOT NULL DEFAULT '';
CREATE INDEX alert_open ON alert(rule_id, webhook_id) WHERE state < 3;
)sql";

}  // namespace hookline::store_sqlite::internal
