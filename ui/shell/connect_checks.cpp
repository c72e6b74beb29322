#include "shell/connect_checks.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

namespace hookline::shell {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ConnectChecks", text); }

/// Of a token over plain http, which must not leave this computer.
bool endsHere(const QString& host) {
  static const QRegularExpression kLoopback(QStringLiteral(R"(^127(\.\d{1,3}){3}$)"));
  return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost")) || host == QLatin1String("::1") ||
         kLoopback.match(host).hasMatch();
}

}  // namespace

QString checkDaemonAddress(const QString& text) {
  const auto address = text.trimmed();
  if (address.isEmpty()) return tr("Give the daemon's address, for example https://hooks.example.com:8787.");
  if (address.contains(QRegularExpression(QStringLiteral("\\s")))) return tr("An address has no spaces. Remove them.");
  static const QRegularExpression kScheme(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*)://"));
  const auto scheme = kScheme.match(address);
  if (!scheme.hasMatch()) return tr("An address begins with https://. Try https://%1.").arg(address.section(QLatin1String("//"), -1));
  const auto word = scheme.captured(1).toLower();
  if (word != QLatin1String("https") && word != QLatin1String("http"))
    return tr("A daemon is not reached by %1. Give an address that begins with https://.").arg(word);
  const QUrl url(address, QUrl::StrictMode);
  if (!url.isValid()) return tr("This address cannot be read: a letter or the port in it is not allowed there. Copy it again.");
  if (url.host().isEmpty()) return tr("The address names no computer. Write it after the two slashes: https://hooks.example.com:8787.");
  if (!url.userInfo().isEmpty()) return tr("A name and password do not belong in the address. The token below is all it takes.");
  if (url.hasQuery() || url.hasFragment()) return tr("A daemon's address ends before the “?” or “#”. Leave out what follows.");
  if (word == QLatin1String("http") && !endsHere(url.host()))
    return tr(
        "Over plain http everybody on the way could read the token. Use its https:// address, or a tunnel that ends on this "
        "computer.");
  return {};
}

QString checkDaemonToken(const QString& text) {
  const auto token = text.trimmed();
  if (token.isEmpty()) return tr("Give a token of that daemon. “hooklined token create” makes one there.");
  static const QRegularExpression kLetters(QStringLiteral("^[A-Za-z0-9._~+/=-]+$"));
  if (!kLetters.match(token).hasMatch()) return tr("This holds characters that no token has. Copy the whole of it again: hl_…");
  return {};
}

QString daemonKey(const QString& address) {
  auto same = QUrl(address).adjusted(QUrl::StripTrailingSlash | QUrl::NormalizePathSegments).toString();
  if (same.endsWith(QLatin1Char('/'))) same.chop(1);  // that of the root, which Qt leaves
  return same.isEmpty() ? address : same;
}

QString hostOf(const QString& address) {
  const auto host = QUrl(address).authority(QUrl::FullyEncoded);
  return host.isEmpty() ? address : host;
}

}  // namespace hookline::shell
