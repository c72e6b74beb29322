#pragma once
#include <optional>
#include <vector>

#include "client/types.h"

namespace hookline::overview_page {

/// The time under which a share (0..1) of all answers of these steps stayed, in milliseconds. A core tells three points of each step's
/// distribution; they are mixed by how many attempts each step had, as averages of percentiles mean nothing. None: no step had answers.
std::optional<double> mixedQuantile(const std::vector<client::StatsItem>& steps, double share);

}  // namespace hookline::overview_page
