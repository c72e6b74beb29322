#include "model/filter_condition.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace hookline::model::internal {
namespace {

using nlohmann::json;

constexpr auto kFilterOps = std::to_array<std::pair<FilterOp, std::string_view>>({{FilterOp::kEq, "eq"},
                                                                                  {FilterOp::kNe, "ne"},
                                                                                  {FilterOp::kIn, "in"},
                                                                                  {FilterOp::kContains, "contains"},
                                                                                  {FilterOp::kGt, "gt"},
                                                                                  {FilterOp::kLt, "lt"},
                                                                                  {FilterOp::kExists, "exists"},
                                                                                  {FilterOp::kMatches, "matches"}});

/// Below 0, 0 or above 0, as `a` is below, equal to or above `b`.
template <typename A, typename B>
int compareIntegers(A a, B b) {
  return std::cmp_less(a, b) ? -1 : std::cmp_equal(a, b) ? 0 : 1;
}

/// An integer beside a double without rounding either: a double holds no more than 53 bits, an integer no fraction.
template <typename Integer>
int compareWithDouble(Integer a, double b) {
  constexpr double kAbove = 18446744073709551616.0;  // 2^64
  if (b >= kAbove) return -1;
  if (b < -kAbove / 2) return 1;
  const double whole = std::floor(b);
  const int order =
      whole < 0 ? compareIntegers(a, static_cast<std::int64_t>(whole)) : compareIntegers(a, static_cast<std::uint64_t>(whole));
  return order == 0 && b > whole ? -1 : order;
}

/// Both are numbers.
int compareNumbers(const json& a, const json& b) {
  if (a.is_number_float() && b.is_number_float()) {
    const auto left = a.get<double>();
    const auto right = b.get<double>();
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (a.is_number_float()) return -compareNumbers(b, a);
  if (b.is_number_float())
    return a.is_number_unsigned() ? compareWithDouble(a.get<std::uint64_t>(), b.get<double>())
                                  : compareWithDouble(a.get<std::int64_t>(), b.get<double>());
  if (a.is_number_unsigned())
    return b.is_number_unsigned() ? compareIntegers(a.get<std::uint64_t>(), b.get<std::uint64_t>())
                                  : compareIntegers(a.get<std::uint64_t>(), b.get<std::int64_t>());
  return b.is_number_unsigned() ? compareIntegers(a.get<std::int64_t>(), b.get<std::uint64_t>())
                                : compareIntegers(a.get<std::int64_t>(), b.get<std::int64_t>());
}

/// `value` is no list and no object.
bool isSame(const json& found, const json& value) {
  if (found.is_number() && value.is_number()) return compareNumbers(found, value) == 0;
  return found.type() == value.type() && found == value;
}

bool isAmong(const json& list, const json& value) {
  return std::any_of(list.begin(), list.end(), [&value](const json& one) { return isSame(one, value); });
}

bool contains(const json& found, const json& value) {
  if (found.is_array()) return isAmong(found, value);
  if (!found.is_string() || !value.is_string()) return false;
  return found.get_ref<const std::string&>().find(value.get_ref<const std::string&>()) != std::string::npos;
}

/// As compareNumbers; nullopt: the two have no order.
std::optional<int> orderOf(const json& found, const FilterCondition& condition) {
  if (!condition.time) return found.is_number() ? std::optional(compareNumbers(found, *condition.value)) : std::nullopt;
  const auto time = found.is_string() ? base::parseIso(found.get_ref<const std::string&>()) : std::nullopt;
  if (!time) return std::nullopt;
  return *time < *condition.time ? -1 : *time > *condition.time ? 1 : 0;
}

std::optional<std::size_t> indexOf(std::string_view part) {
  std::size_t index = 0;
  if (part.empty() || part.size() > 9 || (part.size() > 1 && part.front() == '0')) return std::nullopt;
  const auto read = std::from_chars(part.data(), part.data() + part.size(), index);
  return read.ptr == part.data() + part.size() && read.ec == std::errc{} ? std::optional(index) : std::nullopt;
}

}  // namespace

std::string_view toText(FilterOp op) {
  for (const auto& [value, word] : kFilterOps)
    if (value == op) return word;
  return "eq";
}

std::optional<FilterOp> parseFilterOp(std::string_view text) {
  for (const auto& [value, word] : kFilterOps)
    if (word == text) return value;
  return std::nullopt;
}

const json* FilterCondition::find(const json& event) const {
  const json* at = &event;
  for (const auto& part : parts) {
    if (at->is_object()) {
      const auto member = at->find(part);
      if (member == at->end()) return nullptr;
      at = &*member;
    } else if (at->is_array()) {
      const auto index = indexOf(part);
      if (!index || *index >= at->size()) return nullptr;
      at = &(*at)[*index];
    } else {
      return nullptr;
    }
  }
  return at;
}

bool FilterCondition::holdsFor(const json* found) const {
  if (op == FilterOp::kExists) return (found != nullptr) != wantsAbsence();
  if (!found) return op == FilterOp::kNe;
  switch (op) {
    case FilterOp::kEq:
      return isSame(*found, *value);
    case FilterOp::kNe:
      return !isSame(*found, *value);
    case FilterOp::kIn:
      return isAmong(*value, *found);
    case FilterOp::kContains:
      return contains(*found, *value);
    case FilterOp::kGt:
      return orderOf(*found, *this).value_or(0) > 0;
    case FilterOp::kLt:
      return orderOf(*found, *this).value_or(0) < 0;
    case FilterOp::kMatches:
      return found->is_string() && pattern->isFoundIn(found->get_ref<const std::string&>());
    case FilterOp::kExists:
      break;
  }
  return false;
}

}  // namespace hookline::model::internal
