#pragma once
#include <memory>

#include "client/channel.h"

namespace hookline::client::internal {

/// A channel to a core that cannot be reached because what was entered makes no sense: open() tells kRefused and every call is answered
/// with `why`.
std::unique_ptr<Channel> openMisguided(base::Error why);

}  // namespace hookline::client::internal
