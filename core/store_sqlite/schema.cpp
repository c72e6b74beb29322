#include "store_sqlite/schema.h"

#include <array>

#include "store_sqlite/schema_v1.h"
#include "store_sqlite/schema_v2_jobs.h"
#include "store_sqlite/schema_v3_order.h"
#include "store_sqlite/schema_v4_step.h"
#include "store_sqlite/schema_v5_lists.h"
#include "store_sqlite/schema_v6_alerts.h"
#include "store_sqlite/schema_v7_undo.h"

namespace hookline::store_sqlite::internal {
namespace {

/// The parts of one migration, run in their order in one transaction; null: no more.
using Migration = std::array<const char*, 4>;

/// Entry n brings version n to n+1. Only ever append: what is here has run on people's data.
constexpr std::array<Migration, 7> kMigrations = {{
    {kSchemaV1},
    {kJobsOfSchemaV2},
    {kOrderOfSchemaV3},
    {kStepOfSchemaV4},
    {kListsOfSchemaV5},
    {kAlertsOfSchemaV6},
    {kUndoOfSchemaV7},
}};

base::Status finished(Connection& db) {
  if (db.failure()) return base::fail(db.takeError());
  return {};
}

/// A file with the right header and a broken inside must be found before anything is written to it.
base::Status quickCheck(Connection& db) {
  Statement check(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'event'");
  auto rows = check.query();
  rows.next();
  return finished(db);
}

}  // namespace

int newestSchemaVersion() { return static_cast<int>(kMigrations.size()); }

base::Status checkOwner(Connection& db) {
  const auto version = db.number("PRAGMA user_version").value_or(0);
  const auto application = db.number("PRAGMA application_id").value_or(0);
  const auto tables = db.number("SELECT count(*) FROM sqlite_schema").value_or(0);
  if (db.failure()) return base::fail(db.takeError());
  if (application == kApplicationId && version > newestSchemaVersion()) {
    return base::fail(base::Errc::kNewerVersion, "The database " + db.path() + " has version " + std::to_string(version) +
                                                     ", written by a newer Hookline; this one reads up to version " +
                                                     std::to_string(newestSchemaVersion()) + ": update Hookline.");
  }
  const bool fresh = application == 0 && version == 0 && tables == 0;
  if (application != kApplicationId && !fresh) {
    return base::fail(base::Errc::kInvalid,
                      "The database " + db.path() + " belongs to another program: choose another data folder with --data-dir.");
  }
  return {};
}

base::Status prepareWriter(Connection& db, std::string_view synchronous, std::size_t cacheBytes) {
  sqlite3_busy_timeout(db.handle(), 5000);
  db.run("PRAGMA auto_vacuum=INCREMENTAL");
  db.run("PRAGMA journal_mode=WAL");
  db.run("PRAGMA synchronous=" + std::string(synchronous));
  db.run(
      "PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=0;"
      "PRAGMA journal_size_limit=67108864; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY");
  db.run("PRAGMA cache_size=-" + std::to_string(cacheBytes / 1024));
  return finished(db);
}

base::Status prepareReader(Connection& db) {
  sqlite3_busy_timeout(db.handle(), 5000);
  db.run(
      "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY");
  return finished(db);
}

base::Status migrate(Connection& db) {
  const auto version = db.number("PRAGMA user_version");
  if (db.failure()) return base::fail(db.takeError());
  for (auto next = static_cast<std::size_t>(version.value_or(0)); next < kMigrations.size(); ++next) {
    db.run("BEGIN IMMEDIATE");
    for (const auto* part : kMigrations[next])
      if (part) db.run(part);
    db.run("PRAGMA application_id=" + std::to_string(kApplicationId));
    db.run("PRAGMA user_version=" + std::to_string(next + 1));
    db.run("COMMIT");
    if (db.failure()) {
      auto error = db.takeError();
      db.rollback();
      return base::fail(std::move(error));
    }
  }
  return quickCheck(db);
}

}  // namespace hookline::store_sqlite::internal
