#pragma once

namespace hookline::platform {

enum class StandardStream { kIn, kOut, kErr };

/// Whether a person sits at the other end (and not a file or a pipe). Thread: any.
bool isTerminal(StandardStream stream);

}  // namespace hookline::platform
