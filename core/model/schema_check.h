#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "model/faults.h"

namespace hookline::model::internal {

/// Whether DataSchema::compile takes a schema that somebody wrote for the `data` of an event. What it would not take is added to `faults`
/// under `path`. Private to the room.
void checkSchema(const nlohmann::json& schema, const std::string& path, Faults& faults);

}  // namespace hookline::model::internal
