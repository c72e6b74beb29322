#pragma once
#include "base/result.h"
#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

/// "Hook" in ASCII: tells our database from another program's.
inline constexpr std::int64_t kApplicationId = 0x486f6f6b;

/// The version this program writes: the number of its migrations.
int newestSchemaVersion();

/// Looks whose database it is, before anything is changed in it. Errors: kInvalid (another program's), kNewerVersion, kCorrupt, kIo.
base::Status checkOwner(Connection& db);

/// Settings of the connection that writes. To be called before migrate: auto_vacuum can only be chosen while the file is empty.
base::Status prepareWriter(Connection& db, std::string_view synchronous, std::size_t cacheBytes);
base::Status prepareReader(Connection& db);

/// Brings it to the newest version, each migration in a transaction of its own. Errors: kCorrupt, kIo, kFull.
base::Status migrate(Connection& db);

}  // namespace hookline::store_sqlite::internal
