#pragma once

namespace hookline::desktop {

/// `--self-test`: in a folder that goes away, a core is opened and one event is stored, signed, delivered to its receiver and verified.
/// Prints a sentence; answers the exit code. Needs a QCoreApplication, no display.
int runSelfTest();

}  // namespace hookline::desktop
