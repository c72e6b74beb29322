#pragma once
#include <optional>
#include <string>

#include "core_api/core.h"
#include "hookline/desktop_options.h"
#include "shell/window_options.h"

namespace hookline::desktop {

/// A daemon that the window was told to start attached to.
struct DaemonChoice {
  std::string url;
  std::string token;
};

/// To that daemon; not yet opened.
std::unique_ptr<client::Channel> daemonChannel(const DaemonChoice& daemon);

/// What the window is composed of: who builds which channel is known here alone. `demo`: what the core has is made up. `core` may be null,
/// when a daemon is given, and outlives the window.
shell::WindowOptions windowOptions(core_api::Core* core, std::optional<DaemonChoice> daemon, bool demo = false);

}  // namespace hookline::desktop
