#pragma once
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslError>
#include <optional>
#include <string>

#include "base/result.h"
#include "client/http_channel.h"

namespace hookline::client::internal {

/// Whose certificate is believed: one pinned certificate and no other, or what the system's authorities vouch for.
class HttpTrust {
 public:
  /// Errors: kInvalid (no fingerprint).
  static base::Result<HttpTrust> read(const std::string& pinnedSha256);

  /// With a pin no authority is believed at all, so that each connection asks refusal(): there is no way around it.
  QSslConfiguration configuration() const;

  /// To be asked while a reply's handshake is under way, when it met `errors`: what speaks against going on. Nothing: it is the pinned
  /// certificate, and the reply goes on.
  std::optional<SeenCertificate> judge(const std::string& coreName, QNetworkReply& reply, const QList<QSslError>& errors);
  /// To be asked when the handshake is through and before anything is sent.
  std::optional<SeenCertificate> judgeAgain(const std::string& coreName, const QNetworkReply& reply);
  /// The certificate that was refused last, until one is believed: a failed handshake also ends calls that were not asked for.
  const std::optional<SeenCertificate>& lastRefused() const { return lastRefused_; }

 private:
  SeenCertificate seen(const std::string& coreName, const QSslCertificate& certificate, const QList<QSslError>& errors) const;
  bool isPinned(const QSslCertificate& certificate) const;

  std::string pinned_;  // lower case, no colons; empty: none
  std::optional<SeenCertificate> lastRefused_;
};

/// The error of calls that a certificate stops.
base::Error errorOf(const SeenCertificate& certificate);

}  // namespace hookline::client::internal
