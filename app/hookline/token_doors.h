#pragma once
#include <memory>

#include "hookline/known_daemons.h"
#include "hookline/token_keeper.h"
#include "shell/window_options.h"

namespace hookline::desktop {

/// What the window asks of the key ring, for daemons that are known. Their tokens go from one to the other and nowhere else; that one may
/// be there is noted before it is written, and until it is surely gone. `keeper` outlives the doors and what they are given.
shell::KeyRingDoors tokenDoors(std::shared_ptr<KnownDaemons> daemons, TokenKeeper& keeper);

}  // namespace hookline::desktop
