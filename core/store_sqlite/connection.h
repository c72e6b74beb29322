#pragma once
#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "store_sqlite/sqlite_failure.h"
#include "store_sqlite/statement.h"

namespace hookline::store_sqlite::internal {

struct ConnectionOptions {
  std::string path;  ///< UTF-8
  std::string vfs;   ///< empty: the platform's
  bool readOnly = false;
};

/// One connection with its prepared statements. The first failure is kept until it is cleared; see Statement.
/// Thread: one at a time.
class Connection {
 public:
  static base::Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }

  /// The statement of a text that lives for ever (a constant): prepared once, found again by its address.
  Statement& statement(const char* sql);
  /// Runs one or several statements that are not worth keeping.
  void run(const std::string& sql);
  /// The first column of the first row of `sql`.
  std::optional<std::int64_t> number(const std::string& sql);

  /// Bytes of the database without the pages that deleted rows left behind.
  std::int64_t bytesUsed();

  void keepFailure(int code);
  const std::optional<SqliteFailure>& failure() const { return failure_; }
  void clearFailure() { failure_.reset(); }
  /// The failure as the caller's error; clears it.
  base::Error takeError();

  /// Ends the running transaction, if any, without keeping it. False: the connection is beyond use and must be opened anew.
  bool rollback();

  /// A statement stops with SQLITE_INTERRUPT when this answers true; asked every few thousand steps of SQLite's machine.
  void stopWhen(std::function<bool()> condition);

 private:
  Connection(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

  sqlite3* handle_;
  std::string path_;
  std::optional<SqliteFailure> failure_;
  std::unordered_map<const char*, std::unique_ptr<Statement>> statements_;
  std::function<bool()> stop_;
};

}  // namespace hookline::store_sqlite::internal
