#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace hookline::client::internal {

/// Whether a window and a core of these versions understand each other: their major numbers are the same, and before 1.0 the minor ones
/// too. nullopt: they do, or one of the two cannot be read, which is no reason to refuse. Else a sentence that names both and what helps.
std::optional<std::string> misfit(std::string_view window, std::string_view core);

}  // namespace hookline::client::internal
