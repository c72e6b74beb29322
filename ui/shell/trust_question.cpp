#include "shell/trust_question.h"

#include <QCoreApplication>
#include <QLocale>

#include "models/delivery_words.h"

namespace hookline::shell {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("TrustQuestion", text); }

QString dayOf(base::WallTime time) { return QLocale().toString(models::localTime(time).date(), QStringLiteral("d MMMM yyyy")); }

QString orNone(const std::string& name) { return name.empty() ? tr("(none)") : models::plain(name); }

}  // namespace

QString fingerprintInGroups(const QString& sha256) {
  const auto digits = sha256.toUpper();
  QString out;
  for (int at = 0; at < digits.size(); at += 4) {
    if (at > 0) out += at % 16 == 0 ? QLatin1Char('\n') : QLatin1Char(' ');
    out += digits.mid(at, 4);
  }
  return out;
}

Question trustQuestion(const client::SeenCertificate& certificate) {
  const bool changed = !certificate.pinned.empty();
  Question question;
  question.title = changed ? tr("Trust the new certificate?") : tr("Trust this certificate?");
  QStringList lines;
  if (changed)
    lines << tr(
        "Another certificate was trusted before. If nobody renewed it there, somebody may stand between and read the token: do "
        "not trust it, and ask who runs the daemon.");
  lines << tr(
      "Compare the fingerprint with the one on the daemon's own computer, where “openssl x509 -noout -fingerprint -sha256 -in FILE” prints "
      "it. Trust it only if they are the same. It is then the only certificate that is accepted for this daemon.");
  lines << tr("Issued to %1\nIssued by %2\nValid from %3 until %4")
               .arg(orNone(certificate.subject), orNone(certificate.issuer), dayOf(certificate.validFrom), dayOf(certificate.validUntil));
  question.text = lines.join(QStringLiteral("\n\n"));
  question.exact = tr("Fingerprint (SHA-256)\n%1").arg(fingerprintInGroups(models::plain(certificate.sha256)));
  if (changed)
    question.exact += QStringLiteral("\n\n") + tr("Trusted until now\n%1").arg(fingerprintInGroups(models::plain(certificate.pinned)));
  question.confirm = tr("Trust and connect");
  question.dangerous = changed;
  return question;
}

}  // namespace hookline::shell
