#pragma once
#include <QApplication>

#include "hookline/desktop_options.h"

namespace hookline::desktop {

/// The desktop app from its options to its end: opens the own core or attaches to a daemon, shows the window, plays the demo, takes the
/// tour. Answers the exit code; what went wrong is a sentence on stderr.
int runDesktop(QApplication& application, DesktopOptions options);

}  // namespace hookline::desktop
