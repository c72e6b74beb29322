#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "model/faults.h"
#include "model/text_pattern.h"

/// What the parts of EventFilter share. Private to the room.
namespace hookline::model::internal {

enum class FilterOp { kEq, kNe, kIn, kContains, kGt, kLt, kExists, kMatches };

std::string_view toText(FilterOp op);
std::optional<FilterOp> parseFilterOp(std::string_view text);

/// One condition, ready to be asked.
struct FilterCondition {
  std::string path;
  std::vector<std::string> parts;
  FilterOp op = FilterOp::kEq;
  std::optional<nlohmann::json> value;  ///< as it was written; none: exists without one
  std::optional<base::WallTime> time;   ///< of gt and lt, when the value is one
  std::optional<TextPattern> pattern;   ///< of matches

  /// What the event has at the path; null: nothing.
  const nlohmann::json* find(const nlohmann::json& event) const;
  /// Whether the condition holds for what is at its path (null: nothing).
  bool holdsFor(const nlohmann::json* found) const;
  bool wantsAbsence() const { return op == FilterOp::kExists && value == nlohmann::json(false); }
};

/// Reads the object of a filter. Faults are appended with paths under /filter.
std::vector<FilterCondition> readConditions(const nlohmann::json& input, Faults& faults);

/// Names conditions of one path that no event meets together.
void findContradictions(const std::vector<FilterCondition>& conditions, Faults& faults);

/// "wants data.source to be website; this event has partner": the condition does not hold for `found`.
std::string describeFailure(const FilterCondition& condition, const nlohmann::json* found);

}  // namespace hookline::model::internal
