#pragma once
#include "crypto/vault.h"
#include "store/records.h"
#include "store_sqlite/reader_pool.h"

namespace hookline::store_sqlite::internal {

/// Errors: kCorrupt.
base::Result<store::StoredConfig> readConfig(ReadContext& context, const crypto::Vault& vault);
base::Result<std::optional<store::KeptAnswer>> readKeptAnswer(ReadContext& context, const std::string& key);
base::Result<store::AuditPage> readAudit(ReadContext& context, const store::AuditQuery& query, std::int64_t before, std::size_t limit);
/// Errors: kNotFound.
base::Result<store::View> readView(ReadContext& context, const std::string& name);
base::Result<std::vector<store::View>> readViews(ReadContext& context);
base::Result<std::vector<model::WebhookFigures>> readFigures(ReadContext& context, store::FiguresQuery query);

}  // namespace hookline::store_sqlite::internal
