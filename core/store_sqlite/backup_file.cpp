#include "store_sqlite/backup_file.h"

#include <optional>
#include <system_error>

#include "base/encoding.h"
#include "crypto/vault.h"
#include "model/delivery.h"
#include "platform/path_text.h"
#include "store_sqlite/backup.h"
#include "store_sqlite/schema.h"
#include "store_sqlite/sqlite_store.h"
#include "store_sqlite/startup.h"

namespace hookline::store_sqlite {
namespace {

using internal::Connection;

constexpr const char* kPutSetting =
    "INSERT INTO setting(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value";

base::Error notOne(const std::filesystem::path& file, const std::string& why) {
  return {base::Errc::kInvalid, "The file " + platform::pathText(file) + " is no Hookline backup: " + why + ".", false, {}};
}

base::Result<std::unique_ptr<Connection>> openFile(const std::filesystem::path& file, bool readOnly) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    return base::fail(base::Errc::kNotFound, "There is no file " + platform::pathText(file) + ".");
  return Connection::open({platform::utf8Text(file), {}, readOnly});
}

/// Empty: nothing is wrong. The whole file is read.
base::Result<std::string> faultsOf(Connection& db) {
  internal::Statement check(db, "PRAGMA integrity_check(3)");
  std::string faults;
  {
    auto rows = check.query();
    while (rows.next()) faults += (faults.empty() ? "" : "; ") + rows.string(0);
  }
  if (db.failure()) return base::fail(db.takeError());
  return faults == "ok" ? std::string() : faults;
}

std::uint64_t count(Connection& db, const std::string& sql) { return static_cast<std::uint64_t>(db.number(sql).value_or(0)); }

std::string stateNumber(model::DeliveryState state) { return std::to_string(static_cast<int>(state)); }

BackupFacts factsOf(Connection& db) {
  BackupFacts facts;
  facts.schemaVersion = static_cast<int>(db.number("PRAGMA user_version").value_or(0));
  facts.bytes = count(db, "PRAGMA page_count") * count(db, "PRAGMA page_size");
  facts.webhooks = count(db, "SELECT count(*) FROM webhook WHERE deleted_ms IS NULL");
  facts.events = count(db, "SELECT count(*) FROM event");
  facts.waiting = count(db, "SELECT sum(pending + delivering + retrying + held) FROM webhook_figures");
  facts.dead = count(db, "SELECT count(*) FROM delivery WHERE state = " + stateNumber(model::DeliveryState::kDead));
  if (const auto newest = db.number("SELECT max(accepted_ms) FROM event")) facts.newest = base::fromMs(*newest);
  const auto wrapped = internal::readWrappedKey(db);
  facts.hasKey = !wrapped.empty();
  const auto key = crypto::describeWrappedKey(wrapped);
  facts.byPassphrase = key && key->byPassphrase;
  return facts;
}

}  // namespace

base::Result<BackupFacts> inspectBackup(const std::filesystem::path& file) {
  auto opened = openFile(file, true);
  if (!opened) return base::fail(std::move(opened.error()));
  auto& db = **opened;
  if (db.number("PRAGMA application_id").value_or(0) != internal::kApplicationId) {
    db.clearFailure();
    return base::fail(notOne(file, "it was not written by Hookline, or its beginning is damaged"));
  }
  if (auto ours = internal::checkOwner(db); !ours) return base::fail(std::move(ours.error()));
  const auto faults = faultsOf(db);
  if (!faults) return base::fail(faults.error());
  if (!faults->empty())
    return base::fail(base::Errc::kCorrupt, "The file " + platform::pathText(file) + " is damaged (" + base::printable(*faults, 300) +
                                                "). Take an older backup.");
  auto facts = factsOf(db);
  if (db.failure()) return base::fail(db.takeError());
  return facts;
}

std::string sqliteVersion() { return sqlite3_libversion(); }

int knownSchemaVersion() { return internal::newestSchemaVersion(); }

base::Status putBackupSetting(const std::filesystem::path& file, const std::string& name, const std::string& value) {
  auto opened = openFile(file, false);
  if (!opened) return base::fail(std::move(opened.error()));
  auto& db = **opened;
  db.statement(kPutSetting).execute(internal::Text{name}, internal::Text{value});
  if (db.failure()) return base::fail(db.takeError());
  return {};
}

base::Result<std::uint64_t> backupFolder(const std::filesystem::path& folder, const std::filesystem::path& file, const BackupTicker& tick) {
  auto source = openFile(folder / kDatabaseFile, false);
  if (!source && source.error().code == base::Errc::kNotFound)
    return base::fail(base::Errc::kNotFound,
                      "There is no Hookline data in " + platform::pathText(folder) + ". Name the right folder with --data-dir.");
  if (!source) return base::fail(std::move(source.error()));
  if (auto ours = internal::checkOwner(**source); !ours) return base::fail(std::move(ours.error()));
  std::optional<base::Result<std::uint64_t>> outcome;
  internal::Backup backup;
  backup.begin(**source, {platform::utf8Text(file), {}, false},
               base::Completion<std::uint64_t>([&outcome](base::Result<std::uint64_t> answer) { outcome.emplace(std::move(answer)); }));
  while (!outcome) {
    backup.step();
    const auto progress = backup.progress();
    if (progress && tick && !tick(progress->copied, progress->pages)) backup.askToStop();
  }
  return std::move(*outcome);
}

}  // namespace hookline::store_sqlite
