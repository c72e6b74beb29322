#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace hookline::store_sqlite::internal {

class Connection;

/// Marks text and bytes for binding. They are not copied: they must live until the statement is reset.
struct Text {
  std::string_view value;
};
struct Bytes {
  std::string_view value;
};
/// The same, stored as NULL when empty.
struct TextOrNull {
  std::string_view value;
};
struct BytesOrNull {
  std::string_view value;
};

class Rows;

/// A prepared statement, kept as long as its connection. An error is kept by the connection (Connection::failure) and every later step
/// on it does nothing, so that a sequence of statements is checked once, at its end. Thread: the connection's.
class Statement {
 public:
  Statement(Connection& connection, std::string_view sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Runs to the end. Answers the number of rows it changed.
  template <typename... Args>
  std::int64_t execute(const Args&... args) {
    bindAll(args...);
    return finish();
  }
  /// Starts reading; the statement is reset when the answer is destroyed.
  template <typename... Args>
  Rows query(const Args&... args);

  sqlite3_stmt* handle() const { return handle_; }

 private:
  friend class Rows;

  template <typename... Args>
  void bindAll(const Args&... args) {
    int index = 0;
    (bind(++index, args), ...);
  }
  template <typename T>
  requires(std::is_integral_v<T> || std::is_enum_v<T>) void bind(int index, T value) {
    sqlite3_bind_int64(handle_, index, static_cast<sqlite3_int64>(value));
  }
  template <typename T>
  void bind(int index, const std::optional<T>& value) {
    if (value) {
      bind(index, *value);
    } else {
      sqlite3_bind_null(handle_, index);
    }
  }
  void bind(int index, double value) { sqlite3_bind_double(handle_, index, value); }
  void bind(int index, std::nullptr_t) { sqlite3_bind_null(handle_, index); }
  void bind(int index, Text value);
  void bind(int index, Bytes value);
  void bind(int index, TextOrNull value);
  void bind(int index, BytesOrNull value);

  bool step();
  std::int64_t finish();

  Connection& connection_;
  sqlite3_stmt* handle_ = nullptr;
};

/// The rows of one query. Text and bytes are valid until the next row.
class Rows {
 public:
  explicit Rows(Statement& statement) : statement_(&statement) {}
  Rows(Rows&& other) noexcept : statement_(other.statement_) { other.statement_ = nullptr; }
  Rows& operator=(Rows&&) = delete;
  ~Rows() {
    if (statement_ != nullptr && statement_->handle_ != nullptr) sqlite3_reset(statement_->handle_);
  }

  bool next() { return statement_->step(); }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_->handle_, column); }
  double real(int column) const { return sqlite3_column_double(statement_->handle_, column); }
  bool isNull(int column) const { return sqlite3_column_type(statement_->handle_, column) == SQLITE_NULL; }
  std::optional<std::int64_t> maybeInteger(int column) const {
    if (isNull(column)) return std::nullopt;
    return integer(column);
  }
  /// Text or bytes; NULL is empty.
  std::string_view text(int column) const;
  std::string string(int column) const { return std::string(text(column)); }

 private:
  Statement* statement_;
};

template <typename... Args>
Rows Statement::query(const Args&... args) {
  bindAll(args...);
  return Rows(*this);
}

}  // namespace hookline::store_sqlite::internal
