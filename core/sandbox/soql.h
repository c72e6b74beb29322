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
///   SELECT Id, Name FROM Lead WHERE Email = 'jo@example.com' AND IsConverted = false ORDER BY CreatedDate DESC LIMIT 2 OFFSET 4
///   SELECT COUNT() FROM Lead WHERE LastName IN ('Doe', 'Roe') AND (Phone = null OR Rating = 'Hot')
/// Conditions are joined by AND or by OR, both together only with the ORs in brackets; the operators are = != < <= > >=, LIKE, IN and NOT
/// IN. Words and names are read in any case.
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
  /// One of these is enough. IN is as many of them as it has values.
  using Alternatives = std::vector<Condition>;
  std::vector<std::string> fields;  ///< none: COUNT()
  std::string object;
  std::vector<Alternatives> conditions;  ///< all are to be met
  std::string orderBy;                   ///< empty: in the order in which they were made
  bool descending = false;
  std::optional<std::size_t> limit;
  std::size_t offset = 0;  ///< how many of the first are left out
};

/// Errors: kInvalid; its message is what Salesforce says with MALFORMED_QUERY.
base::Result<SoqlQuery> parseSoql(std::string_view text);

/// Whether a record fulfils the conditions. Texts are the same in either case; a field that is not there is null.
bool holds(const std::vector<SoqlQuery::Alternatives>& conditions, const nlohmann::ordered_json& record);

}  // namespace hookline::sandbox
