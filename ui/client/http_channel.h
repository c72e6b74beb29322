#pragma once
#include <functional>
#include <memory>
#include <string>

#include "client/channel.h"

namespace hookline::client {

/// A certificate that is not trusted, for a person who may decide to trust it.
struct SeenCertificate {
  std::string subject;
  std::string issuer;
  base::WallTime validFrom{};
  base::WallTime validUntil{};
  std::string sha256;  ///< fingerprint of the certificate, 64 hex digits in lower case
  std::string pinned;  ///< the fingerprint that was expected; empty: none was, and the system's authorities do not vouch for it
  std::string why;     ///< one sentence
};

struct HttpOptions {
  std::string url;    ///< of the core, "https://hooks.example.com:8787"; a path before /api is kept. Plain http goes to loopback alone
  std::string token;  ///< hl_…
  /// Fingerprint of the one certificate that is trusted, hex with or without colons; empty: the system's authorities decide.
  std::string pinnedSha256;
  /// Called from the event loop, once for each certificate that is refused. May be empty.
  std::function<void(const SeenCertificate&)> untrusted;
  base::Millis silence{35000};    ///< a stream without a byte for so long is lost; the core sends a heartbeat every 15 s
  base::Millis firstRetry{1000};  ///< before the stream is tried again; doubled each time up to 30 s, ±20 %
};

/// A core that is reached over HTTP. Options that make no sense (address, token, fingerprint) are told as kRefused by open(), and
/// every call is answered kInvalid with the sentence.
std::unique_ptr<Channel> openHttp(HttpOptions options);

}  // namespace hookline::client
