#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/vault.h"
#include "store/store.h"

namespace hookline::store_sqlite {

/// In the data folder.
inline constexpr const char* kDatabaseFile = "hookline.db";

struct SqliteOptions {
  std::filesystem::path folder;         ///< the data folder; the database is kDatabaseFile in it
  std::filesystem::path masterKeyFile;  ///< see crypto::MasterKeySource; outside the data folder
  std::string masterPassphrase;         ///< in place of the file, when not empty
  /// The name of an SQLite VFS, empty for the platform's: the seam of the power-cut test.
  std::string vfs;
  /// "FULL" always, except in the control of the power-cut test, which must lose with "NORMAL".
  std::string synchronous = "FULL";
  int readers = 2;
  std::size_t cacheBytes = 32 * 1024 * 1024;  ///< page cache of the writer
  /// Event ids in random order that gather before they are sorted into the table of known ids; about 120 bytes of memory each.
  std::size_t dedupGather = 131072;
  /// Bytes of the write-ahead log that are carried into the database at once. Measured: 15 % more deliveries a second than with 4 MiB.
  std::size_t checkpointBytes = 16 * 1024 * 1024;
};

/// Opens or makes the store of a data folder. Whoever opens it must own the folder already (platform::FileLock).
/// The first transaction raises the epoch and makes due what an older epoch had in flight: the cut-off attempt is kept as
/// `interrupted`, not counted; three crashes in a row: dead (poison).
/// Errors: kIo (not writable; the message names the folder), kNewerVersion (names both versions), kCorrupt (names the file and
/// what helps), kInvalid (a database of another program), kLocked (no key can be made). A key that is out of reach though there are
/// secrets is no error: then every webhook says why it is locked.
base::Result<std::unique_ptr<store::Store>> openSqliteStore(SqliteOptions options, const base::Clock& clock, base::Log log);

}  // namespace hookline::store_sqlite
