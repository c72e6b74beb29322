#pragma once
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace hookline::sandbox {

/// The part of Salesforce's query language that one object's records are found by:
///   SELECT Id, Name FROM Lead WHERE Email = 'jo@example.com' AND IsConverted = false ORDER BY CreatedDate DESC LIMIT 2
/// Conditions are joined by AND alone; the operators are = != < <= > >= and LIKE. Words and names are read in any case.
struct SoqlQuery {
  enum class Operator { kEqual, kUnequal, kLess, kLessOrEqual, kGreater, kGreaterOrEqual, kLike };
  /// A character of a LIKE pattern: itself, or a wildcard.
  struct PatternByte {
    enum class Kind { kItself, kAny, kOne };
    Kind kind = Kind::kItself;
    char byte = 0;
  };
  struct Condition {
    std::string field;
    Operator op = Operator::kEqual;
    nlohmann::json value;                ///< text without its escapes, a truth value, a number or null
    std::optional<base::WallTime> time;  ///< of a moment, which stands without quotes
    std::vector<PatternByte> pattern;    ///< of kLike
  };
  std::vector<std::string> fields;
  std::string object;
  std::vector<Condition> conditions;
  std::string orderBy;  ///< empty: in the order in which they were made
  bool descending = false;
  std::optional<std::size_t> limit;
};

/// Errors: kInvalid; its message is what Salesforce says with MALFORMED_QUERY.
base::Result<SoqlQuery> parseSoql(std::string_view text);

/// Whether a record fulfils the condition. Texts are the same in either case; a field that is not there is null.
bool holds(const SoqlQuery::Condition& condition, const nlohmann::ordered_json& record);

}  // namespace hookline::sandbox
