#include "store_sqlite/webhook_rows.h"

#include <algorithm>

#include "base/encoding.h"
#include "model/secret_url.h"
#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kPut =
    "INSERT INTO webhook(id, config, secret, previous_secret, headers) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(id) DO UPDATE SET"
    " config = ?2, secret = CASE WHEN ?6 THEN secret ELSE ?3 END, previous_secret = CASE WHEN ?7 THEN previous_secret ELSE ?4 END,"
    " headers = CASE WHEN ?8 THEN headers ELSE ?5 END";
constexpr const char* kAll = "SELECT id, config, secret, previous_secret, headers FROM webhook WHERE deleted_ms IS NULL ORDER BY id";

/// Empty stays empty: there is nothing to hide.
base::Result<std::string> seal(const crypto::Vault& vault, model::WebhookId id, std::string_view column, std::string_view plain) {
  if (plain.empty()) return std::string();
  return vault.seal({"webhook", id.value, column}, plain);
}

/// One sealed column, as people call it.
struct SealedField {
  std::string_view column;
  const char* path;
  std::string_view words;
  std::string_view remedy;
};
constexpr SealedField kSecretField{"secret", "/secret", "secret", "Rotate the secret, or restore the last backup."};
constexpr SealedField kPreviousField{"previous_secret", "/previousSecret", "previous secret",
                                     "Rotate the secret, or restore the last backup."};
constexpr SealedField kHeadersField{"headers", "/headers", "headers", "Enter the headers again, or restore the last backup."};

/// Beside the headers, sealed with them: the address, where it is a secret itself, and the secret settings. No header has such a name.
constexpr std::string_view kUrlName = ":url";
constexpr std::string_view kSettingPrefix = ":setting/";

/// Takes out of the headers what only travels with them.
void unpackPrivate(model::Webhook& webhook) {
  std::erase_if(webhook.headers, [&webhook](model::HttpHeader& entry) {
    if (entry.name == kUrlName)
      webhook.url = std::move(entry.value);
    else if (entry.name.starts_with(kSettingPrefix))
      webhook.secretSettings[entry.name.substr(kSettingPrefix.size())] = std::move(entry.value);
    else
      return false;
    return true;
  });
}

/// Empty when there is nothing, or when it does not open: then the webhook says so.
std::string open(const crypto::Vault& vault, model::Webhook& webhook, const SealedField& field, std::string_view sealed) {
  if (sealed.empty()) return {};
  auto plain = vault.open({"webhook", webhook.id.value, field.column}, sealed);
  if (plain) return std::move(*plain);
  std::string sentence = plain.error().message;
  if (plain.error().code == base::Errc::kLocked) {
    sentence += " Then start Hookline again.";
  } else {
    sentence = "The stored " + std::string(field.words) + " of the webhook \"" + base::printable(webhook.name) + "\" (" +
               webhook.id.text() + ") cannot be opened: it was changed on disk, or sealed with a key that is gone. " +
               std::string(field.remedy);
  }
  webhook.unreadable.push_back({field.path, std::move(sentence)});
  return {};
}

base::Result<model::Webhook> readOne(const Rows& rows, const crypto::Vault& vault, base::WallTime now) {
  const model::WebhookId id{rows.integer(0)};
  const auto config = nlohmann::json::parse(rows.text(1), nullptr, false);
  if (config.is_discarded()) {
    return base::fail(base::Errc::kCorrupt, "The configuration of webhook " + id.text() + " is damaged: restore the last backup.");
  }
  auto webhook = model::webhookFromStored(config);
  if (!webhook) return webhook;
  webhook->id = id;
  if (webhook->previousSecretUntil && *webhook->previousSecretUntil <= now) webhook->previousSecretUntil.reset();
  webhook->secret = open(vault, *webhook, kSecretField, rows.text(2));
  if (webhook->previousSecretUntil) webhook->previousSecret = open(vault, *webhook, kPreviousField, rows.text(3));
  webhook->headers = unpackHeaders(open(vault, *webhook, kHeadersField, rows.text(4)));
  unpackPrivate(*webhook);
  if (model::isUnreadable(*webhook, kHeadersField.path) && webhook->url == model::shownUrl(*webhook) && model::isSecretUrl(*webhook))
    webhook->unreadable.push_back({"/url", webhook->unreadable.back().message});
  return webhook;
}

}  // namespace

base::Status writeWebhook(Connection& db, const crypto::Vault& vault, const model::Webhook& webhook) {
  auto secret = seal(vault, webhook.id, "secret", webhook.secret);
  if (!secret) return base::fail(std::move(secret.error()));
  auto previous = seal(vault, webhook.id, "previous_secret", webhook.previousSecret);
  if (!previous) return base::fail(std::move(previous.error()));
  auto sealedHeaders = webhook.headers;
  auto shown = model::storedJson(webhook);
  const bool headersStay = model::isUnreadable(webhook, kHeadersField.path);
  if (model::isSecretUrl(webhook) && !headersStay) {
    sealedHeaders.push_back({std::string(kUrlName), webhook.url});
    shown["url"] = model::shownUrl(webhook);
  }
  for (const auto& [name, value] : webhook.secretSettings) sealedHeaders.push_back({std::string(kSettingPrefix) + name, value});
  auto headers = headersStay ? base::Result<std::string>(std::string()) : seal(vault, webhook.id, "headers", packHeaders(sealedHeaders));
  if (!headers) return base::fail(std::move(headers.error()));
  const auto config = shown.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  db.statement(kPut).execute(webhook.id.value, Text{config}, BytesOrNull{*secret}, BytesOrNull{*previous}, BytesOrNull{*headers},
                             model::isUnreadable(webhook, kSecretField.path), model::isUnreadable(webhook, kPreviousField.path),
                             headersStay);
  return {};
}

base::Result<std::vector<model::Webhook>> readWebhooks(Connection& db, const crypto::Vault& vault, base::WallTime now) {
  std::vector<model::Webhook> webhooks;
  auto rows = db.statement(kAll).query();
  while (rows.next()) {
    auto webhook = readOne(rows, vault, now);
    if (!webhook) return base::fail(std::move(webhook.error()));
    webhooks.push_back(std::move(*webhook));
  }
  return webhooks;
}

}  // namespace hookline::store_sqlite::internal
