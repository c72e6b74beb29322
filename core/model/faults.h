#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// How several wrong fields become one error. Private to the room.
namespace hookline::model::internal {

using Faults = std::vector<base::FieldError>;

/// "The event is not valid: /type is required (and 2 more)." with every fault as a detail. `faults` is not empty.
base::Error invalid(std::string_view subject, Faults faults);

/// A JSON pointer's part (RFC 6901 §3): ~ and / escaped, cut to a length fit for a message.
std::string pointerPart(std::string_view name);

/// "line 3, column 7" of a byte of UTF-8 text, both from 1, columns in characters.
std::string placeOf(std::string_view text, std::size_t byte);

}  // namespace hookline::model::internal
