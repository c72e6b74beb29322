#include "client/http_trust.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QStringList>

#include "base/encoding.h"

namespace hookline::client::internal {
namespace {

constexpr std::size_t kSha256Bytes = 32;

base::WallTime wall(const QDateTime& time) { return base::fromMs(time.toMSecsSinceEpoch()); }

std::string nameOf(const QStringList& commonNames, const QStringList& organisations) {
  auto parts = commonNames + organisations;
  parts.removeDuplicates();
  return base::printable(parts.join(QStringLiteral(", ")).toStdString());
}

}  // namespace

base::Result<HttpTrust> HttpTrust::read(const std::string& pinnedSha256) {
  HttpTrust trust;
  for (const char c : pinnedSha256)
    if (c != ':' && c != ' ') trust.pinned_.push_back(c);
  if (trust.pinned_.empty()) return trust;
  const auto raw = base::fromHex(trust.pinned_);
  if (!raw || raw->size() != kSha256Bytes)
    return base::fail(base::Errc::kInvalid,
                      "The fingerprint \"" + base::printable(pinnedSha256) + "\" is none: it has 64 hexadecimal digits (SHA-256).");
  trust.pinned_ = base::toHex(*raw);
  return trust;
}

QSslConfiguration HttpTrust::configuration() const {
  auto configuration = QSslConfiguration::defaultConfiguration();
  configuration.setProtocol(QSsl::TlsV1_2OrLater);
  configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
  if (pinned_.empty()) return configuration;
  configuration.setCaCertificates({});
  // A resumed session shows no certificate.
  configuration.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
  configuration.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
  return configuration;
}

bool HttpTrust::isPinned(const QSslCertificate& certificate) const {
  return !certificate.isNull() && certificate.digest(QCryptographicHash::Sha256).toHex().toStdString() == pinned_;
}

std::optional<SeenCertificate> HttpTrust::judge(const std::string& coreName, QNetworkReply& reply, const QList<QSslError>& errors) {
  const auto certificate = reply.sslConfiguration().peerCertificate();
  if (pinned_.empty() || !isPinned(certificate)) return lastRefused_ = seen(coreName, certificate, errors);
  // These errors and not all: what is ignored here stays ignored for later connections to this host.
  reply.ignoreSslErrors(errors);
  return std::nullopt;
}

std::optional<SeenCertificate> HttpTrust::judgeAgain(const std::string& coreName, const QNetworkReply& reply) {
  const auto certificate = reply.sslConfiguration().peerCertificate();
  if (!pinned_.empty() && !isPinned(certificate)) return lastRefused_ = seen(coreName, certificate, {});
  lastRefused_.reset();
  return std::nullopt;
}

SeenCertificate HttpTrust::seen(const std::string& coreName, const QSslCertificate& certificate, const QList<QSslError>& errors) const {
  SeenCertificate seen;
  if (!certificate.isNull()) seen.sha256 = certificate.digest(QCryptographicHash::Sha256).toHex().toStdString();
  seen.subject = nameOf(certificate.subjectInfo(QSslCertificate::CommonName), certificate.subjectInfo(QSslCertificate::Organization));
  seen.issuer = nameOf(certificate.issuerInfo(QSslCertificate::CommonName), certificate.issuerInfo(QSslCertificate::Organization));
  seen.validFrom = wall(certificate.effectiveDate());
  seen.validUntil = wall(certificate.expiryDate());
  seen.pinned = pinned_;
  if (!pinned_.empty()) {
    seen.why =
        "The certificate of " + coreName + " has changed: trusted is the fingerprint " + pinned_ + ", it now shows " + seen.sha256 +
        ". Nothing was sent. If it was renewed there, compare the new fingerprint on that machine and trust it; if not, somebody may "
        "stand between.";
    return seen;
  }
  const auto reason = errors.isEmpty() ? std::string("it cannot be checked") : errors.front().errorString().toStdString();
  seen.why = "The certificate of " + coreName + " is not trusted (" + base::printable(reason) + "); its fingerprint is " + seen.sha256 +
             ". Nothing was sent. Compare it with the one on that machine, and trust it if they are the same.";
  return seen;
}

base::Error errorOf(const SeenCertificate& certificate) { return {base::Errc::kUnauthorized, certificate.why, false, {}}; }

}  // namespace hookline::client::internal
