#pragma once
#include <QString>

namespace hookline::shell {

/// What is wrong with a daemon's address or token as far as anybody can tell from its text, and what helps; empty: nothing.
QString checkDaemonAddress(const QString& text);
QString checkDaemonToken(const QString& text);

/// The same for all spellings of an address.
QString daemonKey(const QString& address);

}  // namespace hookline::shell
