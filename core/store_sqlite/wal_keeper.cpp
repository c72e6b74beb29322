#include "store_sqlite/wal_keeper.h"

#include <algorithm>

namespace hookline::store_sqlite::internal {
namespace {

/// How long a truncation may wait for a reader: writes stand still meanwhile.
constexpr int kPatienceMs = 100;
constexpr int kUsualPatienceMs = 5000;

}  // namespace

void WalKeeper::attach(Connection& db) {
  sqlite3_wal_hook(
      db.handle(),
      [](void* self, sqlite3*, const char*, int frames) {
        static_cast<WalKeeper*>(self)->frames_ = frames;
        return SQLITE_OK;
      },
      this);
}

bool WalKeeper::afterCommit(Connection& db, bool tidied) {
  if (frames_ < carriedUpTo_) carriedUpTo_ = 0;  // the log began anew
  const auto atLeast = tidied ? std::min(kTidyBytes, checkpointBytes_) : checkpointBytes_;
  if ((frames_ - carriedUpTo_) * kFrameBytes < atLeast) return false;
  if (bytes() > kTruncateBytes) {
    truncate(db);
  } else {
    checkpoint(db, SQLITE_CHECKPOINT_PASSIVE);
  }
  return true;
}

bool WalKeeper::truncate(Connection& db) {
  sqlite3_busy_timeout(db.handle(), kPatienceMs);
  const bool done = checkpoint(db, SQLITE_CHECKPOINT_TRUNCATE);
  sqlite3_busy_timeout(db.handle(), kUsualPatienceMs);
  if (done) frames_ = carriedUpTo_ = 0;
  return done;
}

bool WalKeeper::checkpoint(Connection& db, int mode) {
  carriedUpTo_ = frames_;
  const int code = sqlite3_wal_checkpoint_v2(db.handle(), nullptr, mode, nullptr, nullptr);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    log_.warning("the write-ahead log could not be carried into the database; it is kept and tried again",
                 {{"database", db.path()}, {"reason", sqlite3_errmsg(db.handle())}});
  }
  return code == SQLITE_OK;
}

}  // namespace hookline::store_sqlite::internal
