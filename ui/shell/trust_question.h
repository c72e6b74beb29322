#pragma once
#include "client/seen_certificate.h"
#include "shell/prompter.h"

namespace hookline::shell {

/// "AB12 CD34 …", four groups of four hexadecimal digits a line: what can be compared by eye.
QString fingerprintInGroups(const QString& sha256);

/// Whether a certificate that is not trusted shall be, from now on and for this daemon alone: what is in it, its fingerprint in groups that
/// can be compared by eye, and when another was trusted before, a warning.
Question trustQuestion(const client::SeenCertificate& certificate);

}  // namespace hookline::shell
