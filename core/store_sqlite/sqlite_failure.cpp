#include "store_sqlite/sqlite_failure.h"

#include <sqlite3.h>

namespace hookline::store_sqlite::internal {

bool SqliteFailure::isConstraint() const { return code == SQLITE_CONSTRAINT; }

base::Error toError(const SqliteFailure& failure, std::string_view databasePath) {
  const std::string path(databasePath);
  switch (failure.code) {
    case SQLITE_FULL:
      return {base::Errc::kFull, "The disk that holds " + path + " is full: make room and try again.", false, {}};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {base::Errc::kCorrupt,
              "The database " + path + " is damaged (" + failure.message +
                  "). Nothing was changed: keep a copy of the data folder and restore the last backup.",
              false,
              {}};
    case SQLITE_INTERRUPT:
      return {base::Errc::kTimeout, "The search took too long and was stopped: narrow it down, for example by time or webhook.", false, {}};
    case SQLITE_NOMEM:
      return {base::Errc::kIo, "There was not enough memory to use " + path + ": free some and try again.", false, {}};
    case SQLITE_CONSTRAINT:
      return {base::Errc::kInternal, "The store refused a write that contradicts itself (" + failure.message + ").", false, {}};
    default:
      return {base::Errc::kIo,
              "The database " + path + " could not be used (" + failure.message + "): check the disk and the rights to the data folder.",
              false,
              {}};
  }
}

}  // namespace hookline::store_sqlite::internal
