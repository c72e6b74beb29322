#include "store_sqlite/token_rows.h"

namespace hookline::store_sqlite::internal {
namespace {

#define HOOKLINE_TOKEN_COLUMNS "id, name, kid, hash, role, events_per_second, created_ms, last_used_ms"

constexpr const char* kByName = "SELECT " HOOKLINE_TOKEN_COLUMNS " FROM token WHERE name = ? AND revoked_ms IS NULL";
constexpr const char* kAll = "SELECT " HOOKLINE_TOKEN_COLUMNS " FROM token WHERE revoked_ms IS NULL ORDER BY id";
constexpr const char* kPut = "INSERT INTO token(" HOOKLINE_TOKEN_COLUMNS
                             ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(id) DO UPDATE SET name = ?2,"
                             " kid = ?3, hash = ?4, role = ?5, events_per_second = ?6, created_ms = ?7, last_used_ms = ?8";
constexpr const char* kRevoke = "UPDATE token SET revoked_ms = ?2 WHERE id = ?1";
constexpr const char* kUsed = "UPDATE token SET last_used_ms = max(coalesce(last_used_ms, 0), ?2) WHERE id = ?1";

model::ApiToken read(const Rows& rows) {
  model::ApiToken token;
  token.id.value = rows.integer(0);
  token.name = rows.string(1);
  token.kid = rows.string(2);
  token.hash = rows.string(3);
  token.role = model::parseRole(rows.text(4)).value_or(model::Role::kProducer);
  token.eventsPerSecond = static_cast<int>(rows.integer(5));
  token.createdAt = base::fromMs(rows.integer(6));
  if (const auto used = rows.maybeInteger(7)) token.lastUsedAt = base::fromMs(*used);
  return token;
}

}  // namespace

std::optional<model::ApiToken> findToken(Connection& db, std::string_view name) {
  auto rows = db.statement(kByName).query(Text{name});
  if (!rows.next()) return std::nullopt;
  return read(rows);
}

std::vector<model::ApiToken> readTokens(Connection& db) {
  std::vector<model::ApiToken> tokens;
  auto rows = db.statement(kAll).query();
  while (rows.next()) tokens.push_back(read(rows));
  return tokens;
}

void writeToken(Connection& db, const model::ApiToken& token) {
  std::optional<std::int64_t> usedMs;
  if (token.lastUsedAt) usedMs = base::toMs(*token.lastUsedAt);
  db.statement(kPut).execute(token.id.value, Text{token.name}, Text{token.kid}, Bytes{token.hash}, Text{model::toText(token.role)},
                             token.eventsPerSecond, base::toMs(token.createdAt), usedMs);
}

void revokeToken(Connection& db, model::TokenId id, base::WallTime now) { db.statement(kRevoke).execute(id.value, base::toMs(now)); }

void markTokenUsed(Connection& db, model::TokenId id, base::WallTime usedAt) { db.statement(kUsed).execute(id.value, base::toMs(usedAt)); }

}  // namespace hookline::store_sqlite::internal
