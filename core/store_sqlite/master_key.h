#pragma once
#include "base/result.h"
#include "crypto/vault.h"
#include "store_sqlite/sqlite_store.h"

namespace hookline::store_sqlite {

// What changes the keys of a store that is not open. Whoever calls must own the folder (platform::FileLock). Each is one transaction:
// it is done whole or not at all, and audited as the owner's. Errors, beside those that each names: those of openSqliteStore, kNotFound (no
// secrets there yet).

/// Needs no master key.
base::Result<crypto::WrappedKeyFacts> describeKey(const SqliteOptions& options);
/// A new data key seals from the next opening on. The store then seals the secrets anew in the background and drops the old key.
/// Errors: those of crypto::addDataKey.
base::Result<crypto::WrappedKeyFacts> rotateDataKey(const SqliteOptions& options, base::WallTime now);
/// Another key file or passphrase protects the data keys from now on; the secrets stay as they are. Errors: those of crypto::wrapAnew.
base::Result<crypto::WrappedKeyFacts> changeMasterKey(const SqliteOptions& options, const crypto::MasterKeySource& next,
                                                      base::WallTime now);

}  // namespace hookline::store_sqlite
