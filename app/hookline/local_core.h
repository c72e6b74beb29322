#pragma once
#include <memory>

#include "core_api/core.h"
#include "hookline/desktop_options.h"

namespace hookline::desktop {

/// Opens the computer's own core. A port that is taken is no reason not to start: the next free one is used, unless the person named it.
/// Errors: those of Core::open.
base::Result<std::unique_ptr<core_api::Core>> openLocalCore(const DesktopOptions& options, const base::Log& log);

}  // namespace hookline::desktop
