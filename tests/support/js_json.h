#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace hookline::support {

/// What JavaScript's JSON.stringify(JSON.parse(text)) gives (ECMA-262 §25.5), or nothing where JSON.parse throws. `text` is valid
/// UTF-8. This is how the guide's receiver rebuilds a body before it verifies the signature.
std::optional<std::string> jsRebuilt(std::string_view text);

/// Number::toString (ECMA-262 §6.1.6.1.20), and "null" for what JSON.stringify writes so.
std::string jsNumber(double value);

}  // namespace hookline::support
