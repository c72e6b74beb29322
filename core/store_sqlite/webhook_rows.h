#pragma once
#include <vector>

#include "base/result.h"
#include "crypto/vault.h"
#include "model/webhook.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// Inserts or replaces a webhook, its secrets sealed. Errors: kLocked.
base::Status writeWebhook(Connection& db, const crypto::Vault& vault, const model::Webhook& webhook);
/// All that are not deleted, oldest first. Errors: kLocked, kCorrupt (the message names the webhook).
base::Result<std::vector<model::Webhook>> readWebhooks(Connection& db, const crypto::Vault& vault);

}  // namespace hookline::store_sqlite::internal
