#include "base/time.h"

#include <charconv>
#include <cstdio>
#include <ctime>

namespace hookline::base {
namespace {

bool readDigits(std::string_view& text, std::size_t count, int& out) {
  if (text.size() < count) return false;
  out = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return true;
}

bool readChar(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// The zone at the end of an RFC 3339 time, in minutes east of UTC.
std::optional<int> readZone(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  int hours = 0;
  int minutes = 0;
  if (!readDigits(text, 2, hours) || !readChar(text, ':') || !readDigits(text, 2, minutes)) return std::nullopt;
  if (hours > 23 || minutes > 59) return std::nullopt;
  return sign * (hours * 60 + minutes);
}

#if defined(__linux__)
constexpr clockid_t kBootClock = CLOCK_BOOTTIME;
#elif defined(__APPLE__)
constexpr clockid_t kBootClock = CLOCK_MONOTONIC;  // goes on in sleep there
#endif

/// Elsewhere the steady clock itself goes on in sleep (Windows), so nothing is ever slept through.
MonoTime bootNow(Micros steady) {
#if defined(__linux__) || defined(__APPLE__)
  timespec now{};
  if (clock_gettime(kBootClock, &now) == 0)
    return MonoTime{std::chrono::duration_cast<Micros>(std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec})};
#endif
  return MonoTime{steady};
}

}  // namespace

WallTime wallNow() { return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()); }

Now SystemClock::now() const {
  const auto steady = std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now().time_since_epoch());
  return Now{wallNow(), MonoTime{steady}, bootNow(steady)};
}

std::string formatIso(WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day ymd{day};
  const std::chrono::hh_mm_ss clock{time - day};
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(ymd.year()),
                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  return buffer;
}

std::optional<WallTime> parseIso(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!readDigits(text, 4, year) || !readChar(text, '-') || !readDigits(text, 2, month) || !readChar(text, '-') ||
      !readDigits(text, 2, day))
    return std::nullopt;
  if (!readChar(text, 'T') && !readChar(text, 't')) return std::nullopt;
  if (!readDigits(text, 2, hour) || !readChar(text, ':') || !readDigits(text, 2, minute) || !readChar(text, ':') ||
      !readDigits(text, 2, second))
    return std::nullopt;
  int millis = 0;
  if (readChar(text, '.')) {
    int digits = 0;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits)
      if (digits < 3) millis = millis * 10 + (text.front() - '0');
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits) millis *= 10;
  }
  const auto zone = readZone(text);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!zone || !date.ok() || year < 1970 || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return WallTime{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute - *zone} +
         std::chrono::seconds{second} + Millis{millis};
}

}  // namespace hookline::base
