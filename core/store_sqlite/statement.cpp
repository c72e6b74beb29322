#include "store_sqlite/statement.h"

#include "store_sqlite/connection.h"

namespace hookline::store_sqlite::internal {

Statement::Statement(Connection& connection, std::string_view sql) : connection_(connection) {
  const int code =
      sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  if (code != SQLITE_OK) connection_.keepFailure(code);
}

Statement::~Statement() { sqlite3_finalize(handle_); }

void Statement::bind(int index, Text value) {
  sqlite3_bind_text(handle_, index, value.value.empty() ? "" : value.value.data(), static_cast<int>(value.value.size()), SQLITE_STATIC);
}

void Statement::bind(int index, Bytes value) {
  sqlite3_bind_blob(handle_, index, value.value.empty() ? "" : value.value.data(), static_cast<int>(value.value.size()), SQLITE_STATIC);
}

void Statement::bind(int index, TextOrNull value) {
  if (value.value.empty()) {
    bind(index, nullptr);
  } else {
    bind(index, Text{value.value});
  }
}

void Statement::bind(int index, BytesOrNull value) {
  if (value.value.empty()) {
    bind(index, nullptr);
  } else {
    bind(index, Bytes{value.value});
  }
}

bool Statement::step() {
  if (handle_ == nullptr || connection_.failure()) return false;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.keepFailure(code);
  return false;
}

std::int64_t Statement::finish() {
  if (handle_ == nullptr || connection_.failure()) return 0;
  while (step()) {
  }
  const auto changed = connection_.failure() ? 0 : sqlite3_changes64(connection_.handle());
  sqlite3_reset(handle_);
  return changed;
}

std::string_view Rows::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_->handle_, column));
  const auto length = sqlite3_column_bytes(statement_->handle_, column);
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(length));
}

}  // namespace hookline::store_sqlite::internal
