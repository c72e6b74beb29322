#pragma once
#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace hookline::model::internal {

/// What is wrong with text that is no JSON, in words for a person: kMalformed, naming line and column. `position`: how many bytes the
/// parser had read when it gave up, more than there are when it ran into the end. `ended`: the event itself was complete.
base::Error describeTrouble(std::string_view text, std::size_t position, bool ended);

}  // namespace hookline::model::internal
