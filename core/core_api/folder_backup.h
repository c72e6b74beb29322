#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/result.h"
#include "base/time.h"
#include "store_sqlite/backup_file.h"

namespace hookline::core_api {

// The store of a data folder as one file, and back. Thread: any; both block for as long as the copying takes.

struct BackupOrder {
  std::filesystem::path dataFolder;
  std::filesystem::path file;                       ///< written beside and renamed; 0600
  bool replace = false;                             ///< a file that is there already is replaced; otherwise it is an error
  std::function<void(double share)> progress;       ///< 0 to 1; may be empty
  std::function<bool(base::Millis patience)> wait;  ///< waits so long, or less; false: give the backup up. May be empty with no owner
};

/// Beside a living owner the owner makes the copy, in the data folder, because nobody else may open the store; from there it is moved to
/// `file`. Without one it is made here. Answers its bytes. Errors: kConflict (`file` exists; a backup is under way), kNotFound (no data),
/// kFull, kIo, kCancelled, those of the owner's answers.
base::Result<std::uint64_t> backupDataFolder(const BackupOrder& order);

struct RestoreOrder {
  std::filesystem::path file;
  std::filesystem::path dataFolder;  ///< made (0700) when missing
  bool replace = false;              ///< data that is there is moved into a folder beside it; otherwise it is an error
  bool paused = false;               ///< sending is paused when a Hookline starts on it
};

struct Restored {
  store_sqlite::BackupFacts facts;
  std::filesystem::path movedTo;  ///< where the former data is; empty: there was none
};

/// Puts a backup in the place of the store. Until it is known to be sound no data is touched. Errors: kInUse (somebody owns the folder),
/// kConflict (there is data), those of store_sqlite::inspectBackup, kFull, kIo.
base::Result<Restored> restoreDataFolder(const RestoreOrder& order);

}  // namespace hookline::core_api
