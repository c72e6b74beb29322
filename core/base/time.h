#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookline::base {

using Millis = std::chrono::milliseconds;
using Micros = std::chrono::microseconds;

/// Wall time, UTC, as stored and shown. May jump in both directions.
using WallTime = std::chrono::sys_time<Millis>;

/// Monotonic time: only differences mean anything. Never jumps; stands still while the machine is suspended.
struct MonoEpoch {
  using rep = std::int64_t;
  using period = std::micro;
  using duration = Micros;
  using time_point = std::chrono::time_point<MonoEpoch>;
  static constexpr bool is_steady = true;
};
using MonoTime = MonoEpoch::time_point;

/// One reading of all clocks. `boot` is like `mono` but goes on during suspend (where the platform has it).
struct Now {
  WallTime wall{};
  MonoTime mono{};
  MonoTime boot{};
};

/// The seam for time. Thread: any.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  virtual Now now() const = 0;
};

/// The machine's wall clock, for who shows the time and decides nothing by it; whoever decides is handed a Clock. Thread: any.
WallTime wallNow();

/// The machine's clocks.
class SystemClock final : public Clock {
 public:
  Now now() const override;
};

inline std::int64_t toMs(WallTime t) { return t.time_since_epoch().count(); }
inline WallTime fromMs(std::int64_t ms) { return WallTime{Millis{ms}}; }

/// "2026-11-23T20:00:00.000Z": always UTC, always milliseconds.
std::string formatIso(WallTime time);

/// Reads RFC 3339 / ISO 8601 with seconds, an optional fraction (cut to milliseconds) and `Z` or `±hh:mm`.
/// Years 1970 to 9999. Anything else: nullopt.
std::optional<WallTime> parseIso(std::string_view text);

}  // namespace hookline::base
