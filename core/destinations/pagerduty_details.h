#pragma once
#include <cstddef>
#include <nlohmann/json.hpp>

#include "model/event.h"

namespace hookline::destinations {

/// What an alert tells beside its summary: which event it was and what its data holds. At most `roomBytes` as JSON: long texts are cut,
/// each to the same length, and data that is too long even so is left out with a sentence that says so. `values` as eventValues makes them.
nlohmann::ordered_json detailsWithin(const model::Event& event, const nlohmann::json& values, std::size_t roomBytes);

}  // namespace hookline::destinations
