#pragma once
#include <QString>

namespace hookline::shell {

/// What is wrong with a daemon's address or token as far as anybody can tell from its text, and what helps; empty: nothing.
QString checkDaemonAddress(const QString& text);
QString checkDaemonToken(const QString& text);

/// The same for all spellings of an address.
QString daemonKey(const QString& address);
/// "hooks.example.com:8787": what a daemon is called that has no name of its own. Letters of other scripts are shown for what they are.
QString hostOf(const QString& address);

}  // namespace hookline::shell
