#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace hookline::store_sqlite {

// A store as one file: what Store::backup makes. Thread: any; each call blocks on the disk.

struct BackupFacts {
  int schemaVersion = 0;
  std::uint64_t bytes = 0;
  std::uint64_t webhooks = 0;
  std::uint64_t events = 0;
  std::uint64_t waiting = 0;  ///< deliveries that are sent, or sent again, once a Hookline runs on it
  std::uint64_t dead = 0;
  std::optional<base::WallTime> newest;  ///< when the last event came
  bool hasKey = false;                   ///< secrets in it are sealed with a data key, which is in it under its master key
  bool byPassphrase = false;             ///< that master key is a passphrase
};

/// Looks all through the file (PRAGMA integrity_check); nothing is changed in it. It must not be in use, and was made by Store::backup or
/// is beside its log. Errors: kNotFound, kInvalid (no database, or of another program), kNewerVersion, kCorrupt (the message says what is
/// wrong), kIo.
base::Result<BackupFacts> inspectBackup(const std::filesystem::path& file);

/// "3.40.1", and the newest version of a store that this program knows.
std::string sqliteVersion();
int knownSchemaVersion();

/// Puts a setting into a file that nobody uses. Errors: kIo, kFull.
base::Status putBackupSetting(const std::filesystem::path& file, const std::string& name, const std::string& value);

/// How far a copy is; false: stop it.
using BackupTicker = std::function<bool(std::uint64_t copied, std::uint64_t pages)>;

/// Copies the store of a folder that nobody has open, as Store::backup does. Answers the bytes. Errors: kNotFound (no store there), those
/// of Store::backup.
base::Result<std::uint64_t> backupFolder(const std::filesystem::path& folder, const std::filesystem::path& file, const BackupTicker& tick);

}  // namespace hookline::store_sqlite
