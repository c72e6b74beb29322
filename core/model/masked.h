#pragma once
#include <string_view>

namespace hookline::model {

/// What stands in for a value that is not shown. Sent back by a client, it means "as it is".
inline constexpr std::string_view kMasked = "•••";

}  // namespace hookline::model
