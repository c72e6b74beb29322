#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace hookline::model {

/// What stands in for a value that is not shown. Sent back by a client, it means "as it is".
inline constexpr std::string_view kMasked = "•••";

/// Shorter ones are no secrets, and would be found in anything.
inline constexpr std::size_t kLeastSecretBytes = 8;
/// Puts kMasked in the place of `secret` wherever it stands in `text`.
void maskAll(std::string& text, std::string_view secret);

}  // namespace hookline::model
