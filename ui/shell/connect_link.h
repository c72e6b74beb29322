#pragma once
#include <QString>

#include "base/result.h"
#include "shell/prompter.h"

namespace hookline::shell {

/// What a connect link says (interfaces.md §1). All of it is somebody's word: only the daemon's answer says whether it is true.
struct ConnectLink {
  QString address;  ///< of the daemon; one that a token may be sent to
  QString pin;      ///< SHA-256 of the certificate that it shows, 64 hex digits in lower case; empty: the system's authorities decide
  QString name;     ///< of the token
  QString role;     ///< the word, "operator"
  QString code;
  static constexpr qsizetype kMaxLetters = 2048;
};

/// Whether it is meant as one, whole or not.
bool looksLikeConnectLink(const QString& text);
/// Errors: kInvalid with a sentence that says what is wrong with it and what helps.
base::Result<ConnectLink> readConnectLink(const QString& text);

/// Whether to connect as the link says, asked before anything is sent. `pinned`: the certificate that was trusted at that address until
/// now; empty: none. Another one there is a warning. `keyRing`: the token that the link gives is kept there, if one answers.
Question connectQuestion(const ConnectLink& link, const QString& pinned, bool keyRing);

}  // namespace hookline::shell
