#include "store_sqlite/backup.h"

#include <system_error>
#include <utility>

#include "platform/disk_space.h"
#include "platform/path_text.h"
#include "platform/private_file.h"
#include "store_sqlite/ballast.h"

namespace hookline::store_sqlite::internal {
namespace {

std::filesystem::path pathOf(const Connection& db) { return std::filesystem::path(std::u8string(db.path().begin(), db.path().end())); }

/// Room for the copy, and then some for the store itself.
base::Status checkRoom(Connection& source, const std::filesystem::path& file) {
  const auto needed = static_cast<std::uint64_t>(source.bytesUsed()) + Ballast::kTimesFree * Ballast::kBytes;
  const auto folder = file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
  const auto space = platform::diskSpace(folder);
  if (!space) return base::fail(space.error());
  if (space->freeBytes >= needed) return {};
  return base::fail(base::Errc::kFull, "The disk that holds " + platform::pathText(folder) + " has " +
                                           std::to_string(space->freeBytes / 1'000'000) + " MB left, and the copy needs " +
                                           std::to_string(needed / 1'000'000) + " MB: make room and start again.");
}

}  // namespace

Backup::~Backup() { giveUp({base::Errc::kUnavailable, "The store is closed.", false, {}}); }

void Backup::begin(Connection& source, ConnectionOptions to, base::Completion<std::uint64_t> done) {
  if (running()) return std::move(done)(base::fail(base::Errc::kConflict, "A backup is under way: wait for its end, or stop it first."));
  done_ = std::move(done);
  stop_.store(false);
  vfs_ = to.vfs;
  if (vfs_.empty()) {
    const std::filesystem::path file(std::u8string(to.path.begin(), to.path.end()));
    if (auto room = checkRoom(source, file); !room) return failed(std::move(room.error()));
    if (auto made = platform::writePrivateFile(file, ""); !made) return failed(std::move(made.error()));
  }
  if (auto opened = open(to); !opened) return failed(std::move(opened.error()));
  copy_ = sqlite3_backup_init(target_->handle(), "main", source.handle(), "main");
  if (copy_ == nullptr) {
    target_->keepFailure(sqlite3_errcode(target_->handle()));
    return failed(target_->takeError());
  }
  pages_.store(0);
  copied_.store(0);
  shown_.store(true);
}

base::Status Backup::open(const ConnectionOptions& to) {
  auto opened = Connection::open(to);
  if (!opened) return base::fail(std::move(opened.error()));
  target_ = std::move(*opened);
  // A copy that is cut off is thrown away: neither a journal nor a flush would save anything.
  target_->run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
  if (target_->failure()) return base::fail(target_->takeError());
  return {};
}

void Backup::step() {
  if (!running()) return;
  if (stop_.load()) return giveUp({base::Errc::kCancelled, "The backup was stopped.", false, {}});
  const int code = sqlite3_backup_step(copy_, kPagesAStep);
  pages_.store(static_cast<std::uint64_t>(sqlite3_backup_pagecount(copy_)));
  copied_.store(static_cast<std::uint64_t>(sqlite3_backup_pagecount(copy_) - sqlite3_backup_remaining(copy_)));
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED) return;
  if (code == SQLITE_DONE) return finish();
  target_->keepFailure(code);
  failed(target_->takeError());
}

void Backup::finish() {
  sqlite3_backup_finish(std::exchange(copy_, nullptr));
  // One file that opens anywhere, also where nothing may be written beside it.
  target_->run("PRAGMA journal_mode=DELETE");
  const auto bytes = target_->number("PRAGMA page_count").value_or(0) * target_->number("PRAGMA page_size").value_or(0);
  if (target_->failure()) return failed(target_->takeError());
  target_.reset();
  shown_.store(false);
  std::exchange(done_, {})(static_cast<std::uint64_t>(bytes));
}

void Backup::giveUp(base::Error why) {
  if (running()) failed(std::move(why));
}

void Backup::failed(base::Error error) {
  if (copy_ != nullptr) sqlite3_backup_finish(std::exchange(copy_, nullptr));
  shown_.store(false);
  const auto file = target_ ? pathOf(*target_) : std::filesystem::path();
  target_.reset();
  std::error_code ignored;
  if (vfs_.empty() && !file.empty()) std::filesystem::remove(file, ignored);
  std::exchange(done_, {})(base::fail(std::move(error)));
}

std::optional<store::BackupProgress> Backup::progress() const {
  if (!shown_.load()) return std::nullopt;
  return store::BackupProgress{pages_.load(), copied_.load()};
}

}  // namespace hookline::store_sqlite::internal
