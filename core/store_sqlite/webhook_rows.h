#pragma once
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "crypto/vault.h"
#include "model/webhook.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// Inserts or replaces a webhook, its secrets sealed; those that could not be read stay stored as they are. Errors: kLocked.
base::Status writeWebhook(Connection& db, const crypto::Vault& vault, const model::Webhook& webhook);
/// All that are not deleted, oldest first. A secret that does not open is named in its webhook's `unreadable` and stops no other; a
/// previous secret whose overlap is over at `now` is not opened. Errors: kCorrupt (a configuration is damaged; the message names it).
base::Result<std::vector<model::Webhook>> readWebhooks(Connection& db, const crypto::Vault& vault, base::WallTime now);

}  // namespace hookline::store_sqlite::internal
