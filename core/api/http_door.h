#pragma once
#include <memory>
#include <string>
#include <vector>

#include "api/router.h"
#include "net/http_server.h"

namespace hookline::api {

/// The door on a socket: turns what the HTTP server hands over into Router calls. Here, and only here: bearer tokens, the Host
/// allow-list, cross-site refusal, JSON only, server-sent events (delivery.md §5).
class HttpDoor {
 public:
  struct Options {
    /// Host header values (without port) that are served beside loopback names and addresses.
    std::vector<std::string> allowedHosts;
    /// Peers whose X-Forwarded-For and X-Forwarded-Host are believed (--trusted-proxy).
    std::vector<net::AddressRange> trustedProxies = {};
  };
  HttpDoor(Router& router, Services services, Options options);
  ~HttpDoor();

  /// The handler to start a net::HttpServer with. Thread: the API thread.
  net::HttpServer::Handler handler();
  /// The body limit a server must use: 1 MiB, 16 MiB for the batch call.
  static std::size_t bodyLimitFor(std::string_view method, std::string_view target);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace hookline::api
