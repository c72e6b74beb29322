#pragma once
#include <optional>
#include <string_view>
#include <vector>

namespace hookline::hooklined {

/// Of `known` the name that `typed` was most likely meant to be, when one is near: at most two letters changed, left out, added or
/// swapped with their neighbour, and fewer than half of the word; or `typed` is a beginning of it (three letters or more).
std::optional<std::string_view> nearName(std::string_view typed, const std::vector<std::string_view>& known);

}  // namespace hookline::hooklined
