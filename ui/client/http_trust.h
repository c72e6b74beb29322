#pragma once
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

  /// Why a connection is refused whose handshake met `errors`; nothing: it is the pinned one.
  std::optional<SeenCertificate> refusal(const std::string& coreName, const QSslCertificate& certificate, const QList<QSslError>& errors) const;

 private:
  std::string pinned_;  // lower case, no colons; empty: none
};

/// The error of calls that a certificate stops.
base::Error errorOf(const SeenCertificate& certificate);

}  // namespace hookline::client::internal
