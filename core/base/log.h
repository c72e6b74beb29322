#pragma once
#include <initializer_list>
#include <memory>
#include <string_view>

namespace hookline::base {

/// One name and value of a log line. Values from outside are escaped by the log itself; secrets never belong here.
struct LogField {
  std::string_view name;
  std::string_view value;
};

/// A log that is handed in, never looked up. One line an entry on stderr: a JSON object, or text on a terminal.
/// Copies share the same sink. Thread: any.
class Log {
 public:
  enum class Format { kJson, kText };
  enum class Level { kDebug, kInfo, kWarning, kError };

  /// Drops everything: for tests and as a default.
  Log();
  static Log toStderr(Format format, Level least);

  void debug(std::string_view message, std::initializer_list<LogField> fields = {}) const { write(Level::kDebug, message, fields); }
  void info(std::string_view message, std::initializer_list<LogField> fields = {}) const { write(Level::kInfo, message, fields); }
  void warning(std::string_view message, std::initializer_list<LogField> fields = {}) const { write(Level::kWarning, message, fields); }
  void error(std::string_view message, std::initializer_list<LogField> fields = {}) const { write(Level::kError, message, fields); }

 private:
  struct Sink;
  explicit Log(std::shared_ptr<Sink> sink);
  void write(Level level, std::string_view message, std::initializer_list<LogField> fields) const;
  std::shared_ptr<Sink> sink_;
};

}  // namespace hookline::base
