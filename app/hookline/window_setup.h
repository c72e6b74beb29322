#pragma once
#include <optional>

#include "core_api/core.h"
#include "hookline/known_daemons.h"
#include "hookline/token_keeper.h"
#include "shell/window_options.h"

namespace hookline::desktop {

/// To that daemon; not yet opened.
std::unique_ptr<client::Channel> daemonChannel(const DaemonChoice& daemon);

/// What the window is composed of: who builds which channel is known here alone. `daemon`: to start attached to. `demo`: what the core has
/// is made up. `core` may be null, when a daemon is given; it and `settings`, where known daemons are kept, outlive the window.
/// `keeper`: where tokens are kept for the next start; it too outlives the window. Null: nowhere.
shell::WindowOptions windowOptions(core_api::Core* core, const std::optional<DaemonChoice>& daemon, QSettings& settings,
                                   TokenKeeper* keeper = nullptr, bool demo = false);

}  // namespace hookline::desktop
