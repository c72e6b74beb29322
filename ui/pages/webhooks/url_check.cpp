#include "webhooks_page/url_check.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

namespace hookline::webhooks_page {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WebhookChecks", text); }

constexpr qsizetype kMaxBytes = 2048;

bool isThisComputer(const QString& host) {
  if (host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost"))) return true;
  static const QRegularExpression kLoopback(QStringLiteral(R"(^127(\.\d{1,3}){3}$)"));
  return kLoopback.match(host).hasMatch() || host == QLatin1String("::1");
}

QString checkScheme(const QString& address) {
  static const QRegularExpression kScheme(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*)://"));
  const auto scheme = kScheme.match(address);
  if (!scheme.hasMatch()) return tr("An address begins with https://. Try https://%1.").arg(address.section(QLatin1String("//"), -1));
  const auto word = scheme.captured(1).toLower();
  if (word == QLatin1String("https") || word == QLatin1String("http")) return {};
  return tr("Events travel over the web, not by %1. Give an address that begins with https://.").arg(word);
}

}  // namespace

QString checkUrl(const QString& text, bool allowHttp) {
  const auto address = text.trimmed();
  if (address.isEmpty()) return tr("Events need somewhere to go. Give the receiver's address, for example https://example.com/hooks.");
  if (address.contains(QRegularExpression(QStringLiteral("\\s"))))
    return tr("An address has no spaces. Remove them, or write %20 where one belongs.");
  if (auto wrong = checkScheme(address); !wrong.isEmpty()) return wrong;
  const QUrl url(address, QUrl::StrictMode);
  if (!url.isValid()) return tr("This address cannot be read: a letter in it is not allowed there. Copy it again from the receiver.");
  if (url.host().isEmpty()) return tr("The address names no computer. Write it after the two slashes: https://example.com/hooks.");
  if (!url.userInfo().isEmpty())
    return tr("A name and password do not belong in the address, where everybody reads them. Add a header named Authorization instead.");
  if (address.toUtf8().size() > kMaxBytes)
    return tr("This address is longer than %1 letters. Ask the receiver for a shorter one.").arg(kMaxBytes);
  if (url.scheme() == QLatin1String("http") && !allowHttp && !isThisComputer(url.host()))
    return tr("Over plain http anybody on the way can read the events. Use https, or tick “Allow plain http”.");
  return {};
}

}  // namespace hookline::webhooks_page
