#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "base/time.h"

namespace hookline::base {
namespace {

constexpr std::size_t kMaxFieldBytes = 2048;

spdlog::level::level_enum toSpdlog(Log::Level level) {
  switch (level) {
    case Log::Level::kDebug:
      return spdlog::level::debug;
    case Log::Level::kInfo:
      return spdlog::level::info;
    case Log::Level::kWarning:
      return spdlog::level::warn;
    case Log::Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

struct Log::Sink {
  spdlog::logger logger;
  Format format;
};

Log::Log() = default;
Log::Log(std::shared_ptr<Sink> sink) : sink_(std::move(sink)) {}

Log Log::toStderr(Format format, Level least) {
  auto sink = std::make_shared<Sink>(Sink{spdlog::logger("hookline", std::make_shared<spdlog::sinks::stderr_sink_mt>()), format});
  sink->logger.set_level(toSpdlog(least));
  sink->logger.set_pattern(format == Format::kJson ? "%v" : "%H:%M:%S.%e %^%-7l%$ %v");
  sink->logger.flush_on(spdlog::level::debug);
  return Log(std::move(sink));
}

void Log::write(Level level, std::string_view message, std::initializer_list<LogField> fields) const {
  if (!sink_ || !sink_->logger.should_log(toSpdlog(level))) return;
  std::string line;
  if (sink_->format == Format::kJson) {
    nlohmann::ordered_json entry;
    entry["at"] = formatIso(std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()));
    entry["level"] = std::string_view(spdlog::level::to_string_view(toSpdlog(level)).data());
    entry["message"] = printable(message, kMaxFieldBytes);
    for (const auto& field : fields) entry[std::string(field.name)] = printable(field.value, kMaxFieldBytes);
    line = entry.dump();
  } else {
    line = printable(message, kMaxFieldBytes);
    for (const auto& field : fields) line.append(" ").append(field.name).append("=").append(printable(field.value, kMaxFieldBytes));
  }
  sink_->logger.log(toSpdlog(level), "{}", line);
}

}  // namespace hookline::base
