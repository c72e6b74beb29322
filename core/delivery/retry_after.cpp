#include "delivery/retry_after.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "model/header_names.h"
#include "model/retry_policy.h"

namespace hookline::delivery {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> number(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const auto start = text.find_first_not_of(" -,\t");
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const auto end = std::min(text.find_first_of(" -,\t"), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return found;
}

std::optional<unsigned> month(std::string_view text) {
  for (unsigned i = 0; i < kMonths.size(); ++i)
    if (kMonths[i] == text) return i + 1;
  return std::nullopt;
}

std::optional<base::WallTime> assemble(std::optional<int> year, std::optional<unsigned> monthNumber, std::optional<int> day,
                                       std::string_view clock) {
  // std::chrono::day keeps eight bits: what is longer would become another day.
  if (!year || !monthNumber || !day || *day > 31 || clock.size() != 8 || clock[2] != ':' || clock[5] != ':') return std::nullopt;
  const auto hour = number(clock.substr(0, 2));
  const auto minute = number(clock.substr(3, 2));
  const auto second = number(clock.substr(6, 2));
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{*monthNumber},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60 || !date.ok() || *year < 1970) return std::nullopt;
  return base::WallTime{std::chrono::sys_days{date}} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         std::chrono::seconds{*second};
}

std::optional<int> fullYear(std::string_view twoDigits, base::WallTime now) {
  auto year = number(twoDigits);
  if (!year || twoDigits.size() != 2) return std::nullopt;
  const int present = static_cast<int>(std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(now)}.year());
  int full = present - present % 100 + *year;
  if (full > present + 50) full -= 100;
  return full;
}

/// The wait that one Retry-After asks for, from `sent` on.
std::optional<base::Millis> waitOf(std::string_view value, base::WallTime sent, base::WallTime now) {
  if (value.empty()) return std::nullopt;
  const bool digits = std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
  base::Millis wait{};
  if (digits) {
    const auto seconds = number(value.substr(std::min(value.find_first_not_of('0'), value.size() - 1)));
    wait = seconds ? base::Millis{std::chrono::seconds{*seconds}} : model::RetryPolicy::kMaxDelay;
  } else {
    const auto until = parseHttpDate(value, now);
    if (!until) return std::nullopt;
    wait = *until - sent;
  }
  if (wait <= base::Millis{0}) return std::nullopt;
  return std::min(wait, model::RetryPolicy::kMaxDelay);
}

}  // namespace

std::optional<base::WallTime> parseHttpDate(std::string_view text, base::WallTime now) {
  const auto part = words(text);
  // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT · RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
  if (part.size() == 6 && part[5] == "GMT") {
    const auto year = part[3].size() == 4 ? number(part[3]) : fullYear(part[3], now);
    return assemble(year, month(part[2]), number(part[1]), part[4]);
  }
  // asctime: Sun Nov  6 08:49:37 1994
  if (part.size() == 5 && part[4].size() == 4) return assemble(number(part[4]), month(part[1]), number(part[2]), part[3]);
  return std::nullopt;
}

std::optional<base::Millis> retryAfter(const std::vector<model::HttpHeader>& headers, base::WallTime now) {
  base::WallTime sent = now;
  for (const auto& header : headers) {
    const auto date = model::sameHeaderName(header.name, "date") ? parseHttpDate(header.value, now) : std::nullopt;
    if (!date) continue;
    sent = *date;
    break;
  }
  std::optional<base::Millis> longest;
  for (const auto& header : headers) {
    const auto wait = model::sameHeaderName(header.name, "retry-after") ? waitOf(header.value, sent, now) : std::nullopt;
    if (wait && (!longest || *wait > *longest)) longest = wait;
  }
  return longest;
}

}  // namespace hookline::delivery
