#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace hookline::store_sqlite::internal {

/// What SQLite answered instead of doing its work.
struct SqliteFailure {
  int code = 0;         ///< primary result code
  int extended = 0;     ///< extended result code
  std::string message;  ///< SQLite's own words

  bool isConstraint() const;
};

/// The error a caller sees: kFull, kCorrupt, kTimeout (the deadline of a read) or kIo, one sentence with what helps.
base::Error toError(const SqliteFailure& failure, std::string_view databasePath);

}  // namespace hookline::store_sqlite::internal
