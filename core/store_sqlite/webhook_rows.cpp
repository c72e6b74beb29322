#include "store_sqlite/webhook_rows.h"

#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kPut =
    "INSERT INTO webhook(id, config, secret, previous_secret, headers) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(id) DO UPDATE SET"
    " config = ?2, secret = ?3, previous_secret = ?4, headers = ?5";
constexpr const char* kAll = "SELECT id, config, secret, previous_secret, headers FROM webhook WHERE deleted_ms IS NULL ORDER BY id";

/// Empty stays empty: there is nothing to hide.
base::Result<std::string> seal(const crypto::Vault& vault, model::WebhookId id, std::string_view column, std::string_view plain) {
  if (plain.empty()) return std::string();
  return vault.seal({"webhook", id.value, column}, plain);
}

base::Result<std::string> open(const crypto::Vault& vault, model::WebhookId id, std::string_view column, std::string_view sealed) {
  if (sealed.empty()) return std::string();
  return vault.open({"webhook", id.value, column}, sealed);
}

base::Result<model::Webhook> readOne(const Rows& rows, const crypto::Vault& vault) {
  const model::WebhookId id{rows.integer(0)};
  const auto config = nlohmann::json::parse(rows.text(1), nullptr, false);
  if (config.is_discarded()) {
    return base::fail(base::Errc::kCorrupt, "The configuration of webhook " + id.text() + " is damaged: restore the last backup.");
  }
  auto webhook = model::webhookFromStored(config);
  if (!webhook) return webhook;
  webhook->id = id;
  auto secret = open(vault, id, "secret", rows.text(2));
  if (!secret) return base::fail(std::move(secret.error()));
  auto previous = open(vault, id, "previous_secret", rows.text(3));
  if (!previous) return base::fail(std::move(previous.error()));
  auto headers = open(vault, id, "headers", rows.text(4));
  if (!headers) return base::fail(std::move(headers.error()));
  webhook->secret = std::move(*secret);
  webhook->previousSecret = std::move(*previous);
  webhook->headers = unpackHeaders(*headers);
  return webhook;
}

}  // namespace

base::Status writeWebhook(Connection& db, const crypto::Vault& vault, const model::Webhook& webhook) {
  auto secret = seal(vault, webhook.id, "secret", webhook.secret);
  if (!secret) return base::fail(std::move(secret.error()));
  auto previous = seal(vault, webhook.id, "previous_secret", webhook.previousSecret);
  if (!previous) return base::fail(std::move(previous.error()));
  auto headers = seal(vault, webhook.id, "headers", packHeaders(webhook.headers));
  if (!headers) return base::fail(std::move(headers.error()));
  const auto config = model::storedJson(webhook).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  db.statement(kPut).execute(webhook.id.value, Text{config}, BytesOrNull{*secret}, BytesOrNull{*previous}, BytesOrNull{*headers});
  return {};
}

base::Result<std::vector<model::Webhook>> readWebhooks(Connection& db, const crypto::Vault& vault) {
  std::vector<model::Webhook> webhooks;
  auto rows = db.statement(kAll).query();
  while (rows.next()) {
    auto webhook = readOne(rows, vault);
    if (!webhook) return base::fail(std::move(webhook.error()));
    webhooks.push_back(std::move(*webhook));
  }
  return webhooks;
}

}  // namespace hookline::store_sqlite::internal
