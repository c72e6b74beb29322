#pragma once
#include <optional>
#include <vector>

#include "store/records.h"
#include "store_sqlite/reader_pool.h"
#include "store_sqlite/write_operation.h"

namespace hookline::store_sqlite::internal {

/// None: nobody ever put any. Errors: kCorrupt.
base::Result<std::optional<std::vector<model::AlertRule>>> readAlertRules(Connection& db);
/// Oldest first.
std::vector<model::Alert> readOpenAlerts(Connection& db);
base::Result<store::AlertPage> listAlerts(ReadContext& context, const store::AlertQuery& query);

class PutAlertRulesWrite final : public AnsweredWrite<void> {
 public:
  PutAlertRulesWrite(std::vector<model::AlertRule> rules, store::AuditEntry audit, base::Completion<void> done)
      : AnsweredWrite(std::move(done)), rules_(std::move(rules)), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  std::vector<model::AlertRule> rules_;
  store::AuditEntry audit_;
};

class PutAlertsWrite final : public AnsweredWrite<void> {
 public:
  PutAlertsWrite(std::vector<model::Alert> alerts, std::optional<store::AuditEntry> audit, base::Completion<void> done)
      : AnsweredWrite(std::move(done)), alerts_(std::move(alerts)), audit_(std::move(audit)) {}
  void apply(WriteContext& context) override;

 private:
  std::vector<model::Alert> alerts_;
  std::optional<store::AuditEntry> audit_;
};

}  // namespace hookline::store_sqlite::internal
