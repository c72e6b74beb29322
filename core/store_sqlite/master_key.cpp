#include "store_sqlite/master_key.h"

#include <functional>
#include <system_error>

#include "platform/path_text.h"
#include "store_sqlite/config_writes.h"
#include "store_sqlite/schema.h"
#include "store_sqlite/startup.h"

namespace hookline::store_sqlite {
namespace {

using Change = std::function<base::Result<std::string>(const std::string& wrappedKey)>;

base::Result<std::unique_ptr<internal::Connection>> openDatabase(const SqliteOptions& options) {
  const auto file = options.folder / kDatabaseFile;
  std::error_code ignored;
  if (options.vfs.empty() && !std::filesystem::exists(file, ignored))
    return base::fail(base::Errc::kNotFound,
                      "There is no Hookline data in " + platform::pathText(options.folder) + ". Name the right folder with --data-dir.");
  auto opened = internal::Connection::open({platform::utf8Text(file), options.vfs, false});
  if (!opened) return opened;
  auto& db = **opened;
  if (auto ours = internal::checkOwner(db); !ours) return base::fail(std::move(ours.error()));
  if (auto ready = internal::prepareWriter(db, options.synchronous, options.cacheBytes); !ready)
    return base::fail(std::move(ready.error()));
  if (auto migrated = internal::migrate(db); !migrated) return base::fail(std::move(migrated.error()));
  return opened;
}

base::Result<crypto::WrappedKeyFacts> change(const SqliteOptions& options, const store::AuditEntry& audit, const Change& make) {
  auto opened = openDatabase(options);
  if (!opened) return base::fail(std::move(opened.error()));
  auto& db = **opened;
  const auto wrapped = internal::readWrappedKey(db);
  if (db.failure()) return base::fail(db.takeError());
  if (wrapped.empty())
    return base::fail(base::Errc::kNotFound, "The data in " + platform::pathText(options.folder) +
                                                 " has no key yet: it is made when a daemon or the desktop app first runs on it.");
  auto next = make(wrapped);
  if (!next) return base::fail(std::move(next.error()));
  if (*next != wrapped) {
    db.run("BEGIN IMMEDIATE");
    internal::keepWrappedKey(db, *next);
    internal::insertAudit(db, audit);
    db.run("COMMIT");
    if (db.failure()) {
      auto error = db.takeError();
      db.rollback();
      return base::fail(std::move(error));
    }
  }
  return crypto::describeWrappedKey(*next);
}

crypto::MasterKeySource masterOf(const SqliteOptions& options) { return {options.masterKeyFile, options.masterPassphrase}; }

}  // namespace

base::Result<crypto::WrappedKeyFacts> describeKey(const SqliteOptions& options) {
  return change(options, {}, [](const std::string& wrapped) { return base::Result<std::string>(wrapped); });
}

base::Result<crypto::WrappedKeyFacts> rotateDataKey(const SqliteOptions& options, base::WallTime now) {
  return change(options, {now, "owner", "key.rotate", ""},
                [&](const std::string& wrapped) { return crypto::addDataKey(masterOf(options), wrapped); });
}

base::Result<crypto::WrappedKeyFacts> changeMasterKey(const SqliteOptions& options, const crypto::MasterKeySource& next,
                                                      base::WallTime now) {
  return change(options, {now, "owner", "key.change", ""},
                [&](const std::string& wrapped) { return crypto::wrapAnew(masterOf(options), next, wrapped); });
}

}  // namespace hookline::store_sqlite
