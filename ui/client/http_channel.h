#pragma once
#include <memory>
#include <string>

#include "client/channel.h"

namespace hookline::client {

struct HttpOptions {
  std::string url;    ///< of the core, "https://hooks.example.com:8787"; a path before /api is kept. Plain http goes to loopback alone
  std::string token;  ///< hl_…
  bool withoutToken = false;  ///< for calls that take none; it is then not opened, and `token` is empty
  /// Fingerprint of the one certificate that is trusted, hex with or without colons; empty: the system's authorities decide.
  std::string pinnedSha256;
  base::Millis silence{35000};    ///< a stream without a byte for so long is lost; the core sends a heartbeat every 15 s
  base::Millis firstRetry{1000};  ///< before the stream is tried again; doubled each time up to 30 s, ±20 %
};

/// A core that is reached over HTTP. Options that make no sense (address, token, fingerprint) are told as kRefused by open(), and
/// every call is answered kInvalid with the sentence.
std::unique_ptr<Channel> openHttp(HttpOptions options);

}  // namespace hookline::client
