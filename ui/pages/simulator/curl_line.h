#pragma once
#include <QString>

namespace hookline::simulator_page {

/// A command for a POSIX shell that posts the event, marked as simulated. Where the core is and the token come from HOOKLINE_URL and
/// HOOKLINE_TOKEN, so that no secret gets into a clipboard; without a token the shell says what is missing.
QString curlLine(const QString& eventText);

}  // namespace hookline::simulator_page
