#include "sandbox/hubspot_search.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "sandbox/hubspot_shapes.h"
#include "sandbox/json_reading.h"
#include "sandbox/service.h"

namespace hookline::sandbox::internal {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::int64_t kMostFound = 200;  // on a page
constexpr std::int64_t kFoundByDefault = 10;
constexpr std::int64_t kMostInAll = 10'000;  // further pages are refused
constexpr std::size_t kMostGroups = 5;
constexpr std::size_t kMostFilters = 6;

/// Which of a filter's members an operator reads, and how.
enum class Operand { kNone, kValue, kRange, kList };
struct Operator {
  std::string_view word;
  Operand operand;
};
constexpr auto kOperators = std::to_array<Operator>({{"EQ", Operand::kValue},
                                                     {"NEQ", Operand::kValue},
                                                     {"LT", Operand::kValue},
                                                     {"LTE", Operand::kValue},
                                                     {"GT", Operand::kValue},
                                                     {"GTE", Operand::kValue},
                                                     {"BETWEEN", Operand::kRange},
                                                     {"IN", Operand::kList},
                                                     {"NOT_IN", Operand::kList},
                                                     {"HAS_PROPERTY", Operand::kNone},
                                                     {"NOT_HAS_PROPERTY", Operand::kNone},
                                                     {"CONTAINS_TOKEN", Operand::kValue},
                                                     {"NOT_CONTAINS_TOKEN", Operand::kValue}});

HubSpotError invalidSearch(const std::string& message) { return {400, "VALIDATION_ERROR", "Invalid search: " + message}; }

std::optional<double> numberIn(const std::string& text) {
  const auto number = json::parse(text, nullptr, false);
  return number.is_number() ? std::optional(number.get<double>()) : std::nullopt;
}

template <typename T>
int compared(const T& one, const T& other) {
  return one < other ? -1 : other < one ? 1 : 0;
}

/// Below zero: `one` comes first.
int compare(const std::string& one, const std::string& other) {
  const auto oneNumber = numberIn(one);
  const auto otherNumber = numberIn(other);
  if (oneNumber && otherNumber) return compared(*oneNumber, *otherNumber);
  const auto oneTime = base::parseIso(one);
  const auto otherTime = base::parseIso(other);
  return oneTime && otherTime ? compared(*oneTime, *otherTime) : compared(base::lowered(one), base::lowered(other));
}

/// Also of those that HubSpot keeps itself. Nothing: it has no value.
std::optional<std::string> valueOf(const HubSpotRecord& record, const std::string& name) {
  if (name == "hs_object_id") return record.id;
  if (name == "createdate" || name == "hs_createdate") return base::formatIso(record.created);
  if (name == "lastmodifieddate" || name == "hs_lastmodifieddate") return base::formatIso(record.updated);
  const auto at = record.properties.find(name);
  return at == record.properties.end() ? std::nullopt : std::optional(at->second);
}

/// Letters and digits between all else, in lower case; a "*" of what is looked for belongs to them.
std::vector<std::string> tokensOf(std::string_view text, bool withStars) {
  std::vector<std::string> out(1);
  for (const char c : base::lowered(text)) {
    const bool inside =
        std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80 || (withStars && c == '*');
    if (inside)
      out.back() += c;
    else if (!out.back().empty())
      out.emplace_back();
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

/// Whether the text is of the pattern, in which each "*" stands for anything.
bool isLike(std::string_view text, std::string_view pattern) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return text == pattern;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  const auto next = pattern.find('*');
  if (next == std::string_view::npos) return text.ends_with(pattern);
  const auto at = text.find(pattern.substr(0, next));
  return at != std::string_view::npos && isLike(text.substr(at), pattern);
}

bool containsToken(const std::string& value, const std::string& wanted) {
  const auto there = tokensOf(value, false);
  const auto patterns = tokensOf(wanted, true);
  return !patterns.empty() && std::all_of(patterns.begin(), patterns.end(), [&there](const std::string& pattern) {
    return std::any_of(there.begin(), there.end(), [&pattern](const std::string& token) { return isLike(token, pattern); });
  });
}

bool passes(const HubSpotRecord& record, const json& filter) {
  const auto word = textOf(memberOf(filter, "operator"));
  const auto value = valueOf(record, textOf(memberOf(filter, "propertyName")));
  if (word == "HAS_PROPERTY" || word == "NOT_HAS_PROPERTY") return value.has_value() == (word == "HAS_PROPERTY");
  if (!value) return false;
  if (word == "IN" || word == "NOT_IN") {
    const auto list = textsOf(memberOf(filter, "values"));
    const bool isIn = std::any_of(list.begin(), list.end(), [&value](const std::string& one) { return compare(*value, one) == 0; });
    return isIn == (word == "IN");
  }
  const auto wanted = textOf(memberOf(filter, "value"));
  if (word == "CONTAINS_TOKEN" || word == "NOT_CONTAINS_TOKEN") return containsToken(*value, wanted) == (word == "CONTAINS_TOKEN");
  const int order = compare(*value, wanted);
  if (word == "BETWEEN") return order >= 0 && compare(*value, textOf(memberOf(filter, "highValue"))) <= 0;
  if (word == "EQ") return order == 0;
  if (word == "NEQ") return order != 0;
  if (word == "LT") return order < 0;
  if (word == "LTE") return order <= 0;
  return word == "GT" ? order > 0 : order >= 0;
}

std::optional<HubSpotError> faultOf(const json& filter) {
  const auto word = textOf(memberOf(filter, "operator"));
  const auto known = std::find_if(kOperators.begin(), kOperators.end(), [&word](const Operator& one) { return one.word == word; });
  if (known == kOperators.end()) return invalidSearch("there is no operator \"" + word + "\"");
  if (textOf(memberOf(filter, "propertyName")).empty()) return invalidSearch("a filter has a propertyName");
  const bool single = known->operand == Operand::kValue || known->operand == Operand::kRange;
  if (single && !memberOf(filter, "value").is_string()) return invalidSearch(word + " takes a value, which is a string");
  if (known->operand == Operand::kRange && !memberOf(filter, "highValue").is_string()) return invalidSearch(word + " takes a highValue");
  const auto& values = memberOf(filter, "values");
  if (known->operand == Operand::kList && (!values.is_array() || values.empty())) return invalidSearch(word + " takes values, a list");
  return std::nullopt;
}

std::optional<HubSpotError> faultOf(const json& groups, const json& sorts) {
  if (!groups.is_null() && (!groups.is_array() || groups.size() > kMostGroups)) return invalidSearch("filterGroups are at most 5");
  for (const auto& group : groups) {
    const auto& filters = memberOf(group, "filters");
    if (!filters.is_array() || filters.size() > kMostFilters) return invalidSearch("a group has at most 6 filters");
    for (const auto& filter : filters)
      if (auto fault = faultOf(filter)) return fault;
  }
  if (!sorts.is_null() && (!sorts.is_array() || sorts.size() > 1)) return invalidSearch("there is one sort at most");
  return std::nullopt;
}

bool finds(const HubSpotRecord& record, const json& groups, const std::string& query) {
  const auto& properties = record.properties;
  if (!query.empty() && std::none_of(properties.begin(), properties.end(),
                                     [&query](const auto& one) { return base::lowered(one.second).find(query) != std::string::npos; }))
    return false;
  if (!groups.is_array() || groups.empty()) return true;
  return std::any_of(groups.begin(), groups.end(), [&record](const json& group) {
    const auto& filters = memberOf(group, "filters");
    return std::all_of(filters.begin(), filters.end(), [&record](const json& filter) { return passes(record, filter); });
  });
}

/// {"propertyName", "direction"}, or the name alone. Those without a value come last.
void sort(std::vector<const HubSpotRecord*>& found, const json& by) {
  const auto name = by.is_string() ? textOf(by) : textOf(memberOf(by, "propertyName"));
  const bool falling = textOf(memberOf(by, "direction")) == "DESCENDING";
  std::stable_sort(found.begin(), found.end(), [&](const HubSpotRecord* one, const HubSpotRecord* other) {
    const auto left = valueOf(*one, name);
    const auto right = valueOf(*other, name);
    if (!left || !right) return left.has_value() && !right.has_value();
    const int order = compare(*left, *right);
    return falling ? order > 0 : order < 0;
  });
}

/// A number or a text of one; `otherwise` when there is none, nothing when it is no whole number from 0 on.
std::optional<std::int64_t> countIn(const json& value, std::int64_t otherwise) {
  if (value.is_null()) return otherwise;
  const auto text = value.is_string() ? value.get<std::string>() : value.dump();
  std::int64_t count = -1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && count >= 0 ? std::optional(count) : std::nullopt;
}

}  // namespace

HubSpotResult<ordered_json> hubSpotSearch(const std::string& type, const json& input, std::vector<const HubSpotRecord*> records) {
  const auto& groups = memberOf(input, "filterGroups");
  const auto& sorts = memberOf(input, "sorts");
  if (auto fault = faultOf(groups, sorts)) return tl::unexpected(std::move(*fault));
  const auto limit = countIn(memberOf(input, "limit"), kFoundByDefault);
  if (!limit || *limit > kMostFound) return tl::unexpected(invalidSearch("limit is a number up to 200"));
  const auto after = countIn(memberOf(input, "after"), 0);
  if (!after || *after + *limit > kMostInAll) return tl::unexpected(invalidSearch("after goes up to 10000 records"));
  const auto query = base::lowered(textOf(memberOf(input, "query")));
  std::erase_if(records, [&](const HubSpotRecord* record) { return !finds(*record, groups, query); });
  if (sorts.is_array() && !sorts.empty()) sort(records, sorts.front());
  auto names = textsOf(memberOf(input, "properties"));
  if (names.empty()) names = hubSpotDefaults(type);
  const auto total = static_cast<std::int64_t>(records.size());
  const auto first = std::min(*after, total);
  const auto last = std::min(first + *limit, total);
  ordered_json answer{{"total", total}, {"results", ordered_json::array()}};
  for (auto i = first; i < last; ++i) answer["results"].push_back(hubSpotView(*records[static_cast<std::size_t>(i)], names));
  if (last < total && last > first) answer["paging"] = {{"next", {{"after", std::to_string(last)}}}};
  return answer;
}

}  // namespace hookline::sandbox::internal
