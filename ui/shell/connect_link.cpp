#include "shell/connect_link.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include "model/principal.h"
#include "models/rights.h"
#include "shell/connect_checks.h"
#include "shell/trust_question.h"

namespace hookline::shell {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ConnectLink", text); }

const QString kScheme = QStringLiteral("hookline:");

base::Error refused(const QString& sentence) { return {base::Errc::kInvalid, sentence.toStdString(), false, {}}; }

bool matches(const QString& text, const char* pattern) {
  return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

QString roleOf(const ConnectLink& link) {
  const auto role = model::parseRole(link.role.toStdString());
  return role ? models::roleWord(*role) : tr("a role that the link does not name");
}

}  // namespace

bool looksLikeConnectLink(const QString& text) { return text.trimmed().startsWith(kScheme, Qt::CaseInsensitive); }

base::Result<ConnectLink> readConnectLink(const QString& text) {
  const auto whole = text.trimmed();
  if (!looksLikeConnectLink(whole))
    return base::fail(refused(tr("This is no connect link: those begin with hookline://connect. Copy the whole of it again.")));
  const QUrl url(whole, QUrl::StrictMode);
  if (whole.size() > ConnectLink::kMaxLetters || !url.isValid() || url.host() != QLatin1String("connect"))
    return base::fail(refused(tr("This link cannot be read. Copy the whole of it again, from hookline:// to the end.")));
  const QUrlQuery query(url);
  const auto value = [&query](const char* name) { return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded); };
  ConnectLink link{value("address"), value("pin").toLower(), value("name"), value("role"), value("code")};
  if (const auto problem = checkDaemonAddress(link.address); !problem.isEmpty())
    return base::fail(refused(tr("The link's address cannot be used. %1").arg(problem)));
  // Letters of other scripts that look like Latin ones, and marks that turn the writing round, are shown for what they are.
  link.address = QUrl(link.address).toString(QUrl::FullyEncoded);
  if (!matches(link.code, "[A-Za-z0-9_-]{16,128}"))
    return base::fail(
        refused(tr("The link has no code, or not the whole of it. Copy the whole of it again, from hookline:// to the end.")));
  if (!link.pin.isEmpty() && !matches(link.pin, "[0-9a-f]{64}"))
    return base::fail(refused(tr("The certificate's fingerprint in the link is not whole. Copy the whole of the link again.")));
  if (!matches(link.name, "[A-Za-z0-9._-]{0,64}")) return base::fail(refused(tr("The link names no token. Copy the whole of it again.")));
  return link;
}

Question connectQuestion(const ConnectLink& link, const QString& pinned, bool keyRing) {
  const bool changed = !pinned.isEmpty() && !link.pin.isEmpty() && pinned != link.pin;
  Question question;
  question.title = tr("Connect to this daemon?");
  QStringList lines;
  lines << tr("Nothing was sent yet. Connect only if you know who gave you this link: what you do in this window is then done there.");
  if (changed)
    lines << tr(
        "Another certificate was trusted at this address before. If nobody renewed it there, somebody may stand between: ask who runs the "
        "daemon.");
  lines << tr("Address: %1\nToken: %2, %3").arg(link.address, link.name.isEmpty() ? tr("not named") : link.name, roleOf(link));
  lines << (keyRing ? tr("The token that the link gives is kept in this computer's key ring; where none answers, until Hookline closes.")
                    : tr("The token that the link gives is kept until Hookline is closed and is written nowhere."));
  if (link.pin.isEmpty())
    lines << (link.address.startsWith(QLatin1String("https:"), Qt::CaseInsensitive)
                  ? tr("Certificate: whatever an authority vouches for that this computer trusts")
                  : tr("Not encrypted: the address is on this computer"));
  question.text = lines.join(QStringLiteral("\n\n"));
  if (!link.pin.isEmpty()) question.exact = tr("Certificate (SHA-256)\n%1").arg(fingerprintInGroups(link.pin));
  if (changed) question.exact += QStringLiteral("\n\n") + tr("Trusted until now\n%1").arg(fingerprintInGroups(pinned));
  question.confirm = tr("Connect");
  question.dangerous = changed;
  return question;
}

}  // namespace hookline::shell
