#pragma once
#include <nlohmann/json.hpp>
#include <string_view>

namespace hookline::client::internal {

/// Deeper than any answer of a core; what walks a value goes a step of the stack a level.
inline constexpr int kMaxNesting = 200;

/// Never throws: text that is no JSON, or is nested deeper than kMaxNesting, is discarded.
nlohmann::json parseJson(std::string_view text);
/// The same, with the fields in the order of the text.
nlohmann::ordered_json parseOrdered(std::string_view text);

}  // namespace hookline::client::internal
