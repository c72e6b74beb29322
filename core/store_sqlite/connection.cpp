#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr int kStepsBetweenChecks = 4000;

}  // namespace

base::Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
  // Without statistics SQLite's allocator needs no lock. Only the first call in a process has an effect.
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3* handle = nullptr;
  // One thread a connection, so SQLite's own locking of it is left out.
  const int flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (options.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const int code = sqlite3_open_v2(options.path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  std::unique_ptr<Connection> connection(new Connection(handle, options.path));
  if (code != SQLITE_OK) {
    connection->keepFailure(code);
    return base::fail(connection->takeError());
  }
  return connection;
}

Connection::~Connection() {
  statements_.clear();
  sqlite3_close_v2(handle_);
}

Statement& Connection::statement(const char* sql) {
  auto& slot = statements_[sql];
  if (!slot) slot = std::make_unique<Statement>(*this, sql);
  return *slot;
}

void Connection::run(const std::string& sql) {
  if (failure_) return;
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) keepFailure(code);
}

std::optional<std::int64_t> Connection::number(const std::string& sql) {
  Statement statement(*this, sql);
  auto rows = statement.query();
  if (!rows.next()) return std::nullopt;
  return rows.maybeInteger(0);
}

std::int64_t Connection::bytesUsed() {
  const auto pages = number("PRAGMA page_count").value_or(0) - number("PRAGMA freelist_count").value_or(0);
  return pages * number("PRAGMA page_size").value_or(0);
}

void Connection::keepFailure(int code) {
  if (failure_) return;
  failure_ = SqliteFailure{code & 0xff, code, handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code)};
}

base::Error Connection::takeError() {
  auto error = failure_ ? toError(*failure_, path_) : base::Error{base::Errc::kInternal, "The store failed without a reason.", false, {}};
  failure_.reset();
  return error;
}

bool Connection::rollback() {
  for (auto& [sql, statement] : statements_) sqlite3_reset(statement->handle());
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  return sqlite3_get_autocommit(handle_) != 0;
}

void Connection::stopWhen(std::function<bool()> condition) {
  stop_ = std::move(condition);
  if (!stop_) {
    sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
    return;
  }
  sqlite3_progress_handler(
      handle_, kStepsBetweenChecks, [](void* self) { return static_cast<Connection*>(self)->stop_() ? 1 : 0; }, this);
}

}  // namespace hookline::store_sqlite::internal
