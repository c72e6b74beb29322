#pragma once
#include <functional>

#include "base/log.h"
#include "base/time.h"
#include "core_api/core.h"
#include "platform/signals.h"

namespace hookline::core_api {

/// Waits for the wish to stop, then closes the core: up to `grace` for what is in flight, less when a second signal comes; the flush
/// is never skipped (delivery.md §1 rule 8). `reload` is called for each wish to read files again, on this thread. Blocks. Thread: the one
/// that opened the core.
void serveUntilStopped(Core& core, platform::ShutdownSignal& signal, base::Millis grace, const base::Log& log,
                       const std::function<void()>& reload);

}  // namespace hookline::core_api
