#pragma once
#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace hookline::base {

/// 13 Crockford base-32 characters (upper case, no I L O U) for a 63-bit number; sorts like the number.
std::string crockford(std::int64_t value);
/// Reads exactly 13 Crockford characters, either case; I and L read as 1, O as 0. Over 63 bits: nullopt.
std::optional<std::int64_t> parseCrockford(std::string_view text);

struct IdPrefix {
  char text[8]{};
  std::size_t length = 0;
  template <std::size_t N>
  constexpr IdPrefix(const char (&source)[N]) : length(N - 1) {  // NOLINT(google-explicit-constructor)
    for (std::size_t i = 0; i + 1 < N; ++i) text[i] = source[i];
  }
  constexpr std::string_view view() const { return {text, length}; }
};

/// A 63-bit, time-ordered number that is the primary key itself, shown as a prefix and 13 characters (interfaces.md §6).
template <IdPrefix Prefix>
struct Id {
  std::int64_t value = 0;

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }
  std::string text() const { return std::string(Prefix.view()) + crockford(value); }
  static std::optional<Id> parse(std::string_view text) {
    if (!text.starts_with(Prefix.view())) return std::nullopt;
    const auto value = parseCrockford(text.substr(Prefix.length));
    if (!value || *value == 0) return std::nullopt;
    return Id{*value};
  }
};

/// The seam for fresh ids. Strictly rising within one source. Thread: any.
class Ids {
 public:
  Ids() = default;
  Ids(const Ids&) = delete;
  Ids& operator=(const Ids&) = delete;
  virtual ~Ids() = default;
  virtual std::int64_t next() = 0;
};

/// 42 bits of milliseconds since 1970 and 21 bits that count up within each millisecond. When the wall
/// clock goes back, ids go on rising from the last one.
class TimeOrderedIds final : public Ids {
 public:
  /// `floor`: no id at or below it is given (the highest id already stored).
  TimeOrderedIds(const Clock& clock, std::int64_t floor) : clock_(clock), last_(floor) {}
  std::int64_t next() override;

  /// When an id was made, by the clock of its maker.
  static WallTime madeAt(std::int64_t id) { return fromMs(id >> 21); }

 private:
  const Clock& clock_;
  std::atomic<std::int64_t> last_;
};

}  // namespace hookline::base

template <hookline::base::IdPrefix P>
struct std::hash<hookline::base::Id<P>> {
  std::size_t operator()(const hookline::base::Id<P>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
