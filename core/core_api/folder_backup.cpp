#include "core_api/folder_backup.h"

#include <optional>
#include <string>
#include <system_error>

#include "core_api/folder_call.h"
#include "core_api/owner.h"
#include "delivery_runner/configuration.h"
#include "platform/file_lock.h"
#include "platform/path_text.h"
#include "platform/private_file.h"
#include "store_sqlite/sqlite_store.h"

namespace hookline::core_api {
namespace {

using std::filesystem::path;

constexpr base::Millis kBetweenQuestions{200};
constexpr char kRestoreFile[] = "restore.db";
/// The database first: a log without one is dropped by SQLite, and is never taken for that of another database.
constexpr const char* kBesideDatabase[] = {"", "-wal", "-shm", "-journal"};

bool isThere(const path& file) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(file, ignored));
}

void removeFile(const path& file) {
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
}

double shareOf(std::uint64_t copied, std::uint64_t pages) {
  return pages == 0 ? 0 : static_cast<double>(copied) / static_cast<double>(pages);
}

base::Status checkTarget(const BackupOrder& order) {
  if (order.replace || !isThere(order.file)) return {};
  return base::fail(base::Errc::kConflict,
                    "The file " + platform::pathText(order.file) + " exists: name another, or replace it with --force.");
}

/// The living owner makes it; `staged` is where.
base::Result<std::uint64_t> backupByOwner(FolderCall& owner, const BackupOrder& order) {
  const std::vector<std::string> target = {"api", "backup"};
  if (auto started = owner.ask("POST", target); !started) return base::fail(started.error());
  for (;;) {
    const bool goOn = !order.wait || order.wait(kBetweenQuestions);
    if (!goOn) {
      static_cast<void>(owner.ask("DELETE", target));
      return base::fail(base::Errc::kCancelled, "The backup was stopped; nothing was written.");
    }
    const auto seen = owner.ask("GET", target);
    if (!seen) return base::fail(seen.error());
    const auto state = seen->value("state", "");
    if (state == "done") return seen->value("bytes", std::uint64_t{0});
    if (state != "running") return base::fail(base::Errc::kIo, "The backup failed: " + seen->value("error", "it was stopped."));
    if (order.progress) order.progress(shareOf(seen->value("copied", std::uint64_t{0}), seen->value("pages", std::uint64_t{0})));
  }
}

base::Result<platform::FileLock> takeFolder(const path& dataFolder) {
  auto lock = platform::FileLock::tryAcquire(dataFolder / kLockFile);
  if (!lock && lock.error().code == base::Errc::kInUse) return base::fail(folderInUse(dataFolder, lock.error()));
  return lock;
}

base::Result<std::uint64_t> backupHere(const BackupOrder& order) {
  const auto lock = takeFolder(order.dataFolder);
  if (!lock) return base::fail(lock.error());
  return store_sqlite::backupFolder(order.dataFolder, order.dataFolder / kBackupFile, [&](std::uint64_t copied, std::uint64_t pages) {
    if (order.progress) order.progress(shareOf(copied, pages));
    return !order.wait || order.wait(base::Millis{0});
  });
}

/// Answers where the former data went; empty when there was none.
base::Result<path> moveAside(const path& dataFolder) {
  path aside;
  for (const char* ending : kBesideDatabase) {
    const path file = dataFolder / (std::string(store_sqlite::kDatabaseFile) + ending);
    if (!isThere(file)) continue;
    if (aside.empty()) {
      const auto now = std::chrono::time_point_cast<base::Millis>(std::chrono::system_clock::now());
      aside = dataFolder / ("before-restore-" + std::to_string(base::toMs(now)));
      if (auto made = platform::makePrivateFolder(aside); !made) return base::fail(made.error());
    }
    std::error_code failed;
    std::filesystem::rename(file, aside / file.filename(), failed);
    if (failed)
      return base::fail(base::Errc::kIo, "The file " + platform::pathText(file) + " cannot be moved to " + platform::pathText(aside) +
                                             " (" + failed.message() + "). What was moved is there.");
  }
  return aside;
}

/// A sound copy of the backup in the data folder, as it will be used.
base::Result<store_sqlite::BackupFacts> stage(const RestoreOrder& order, const path& staged) {
  if (auto copied = platform::copyPrivateFile(order.file, staged, true); !copied) return base::fail(copied.error());
  auto facts = store_sqlite::inspectBackup(staged);
  if (!facts || !order.paused) return facts;
  const auto [name, value] = delivery_runner::pausedSetting(base::SystemClock().now().wall);
  if (auto put = store_sqlite::putBackupSetting(staged, name, value); !put) return base::fail(put.error());
  return facts;
}

}  // namespace

base::Result<std::uint64_t> backupDataFolder(const BackupOrder& order) {
  if (auto fine = checkTarget(order); !fine) return base::fail(fine.error());
  auto owner = FolderCall::ofOwner(order.dataFolder);
  if (!owner) return base::fail(owner.error());
  const auto bytes = *owner ? backupByOwner(**owner, order) : backupHere(order);
  if (!bytes) return bytes;
  if (auto moved = platform::movePrivateFile(order.dataFolder / kBackupFile, order.file, order.replace); !moved) {
    removeFile(order.dataFolder / kBackupFile);
    return base::fail(moved.error());
  }
  if (*owner) static_cast<void>((*owner)->ask("DELETE", {"api", "backup"}));
  if (order.progress) order.progress(1);
  return bytes;
}

base::Result<Restored> restoreDataFolder(const RestoreOrder& order) {
  if (!isThere(order.file)) return base::fail(base::Errc::kNotFound, "There is no file " + platform::pathText(order.file) + ".");
  if (auto made = platform::makePrivateFolder(order.dataFolder); !made) return base::fail(made.error());
  const auto lock = takeFolder(order.dataFolder);
  if (!lock) return base::fail(lock.error());
  const path database = order.dataFolder / store_sqlite::kDatabaseFile;
  if (isThere(database) && !order.replace)
    return base::fail(base::Errc::kConflict, "There is Hookline data in " + platform::pathText(order.dataFolder) +
                                                 " already. Choose another folder with --data-dir, or let --force move it aside.");
  const path staged = order.dataFolder / kRestoreFile;
  auto facts = stage(order, staged);
  if (!facts) {
    removeFile(staged);
    return base::fail(facts.error());
  }
  auto aside = moveAside(order.dataFolder);
  if (!aside) return base::fail(aside.error());
  if (auto moved = platform::movePrivateFile(staged, database, false); !moved) return base::fail(moved.error());
  return Restored{*facts, std::move(*aside)};
}

}  // namespace hookline::core_api
