#pragma once
#include <optional>
#include <vector>

#include "model/principal.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// Tokens that are not revoked; a revoked one keeps its row for the audit and gives its name free.
std::optional<model::ApiToken> findToken(Connection& db, std::string_view name);
std::vector<model::ApiToken> readTokens(Connection& db);
void writeToken(Connection& db, const model::ApiToken& token);
void revokeToken(Connection& db, model::TokenId id, base::WallTime now);
void markTokenUsed(Connection& db, model::TokenId id, base::WallTime usedAt);

}  // namespace hookline::store_sqlite::internal
