#include "core_api/listener_options.h"

#include "api/http_door.h"

namespace hookline::core_api {
namespace {

/// Nobody: everybody may.
std::vector<net::AddressRange> peersInClear(const CoreOptions& options) {
  auto peers = options.trustedProxies;
  if (peers.empty()) return peers;
  for (const auto* loopback : {"127.0.0.0/8", "::1/128"})
    if (auto range = net::AddressRange::parse(loopback)) peers.push_back(*range);
  return peers;
}

}  // namespace

net::HttpServerOptions listenerOptions(const CoreOptions& options) {
  net::HttpServerOptions listener;
  listener.host = options.listenHost;
  listener.port = options.listenPort;
  listener.tlsCertFile = options.tlsCertFile;
  listener.tlsKeyFile = options.tlsKeyFile;
  if (options.tlsCertFile.empty()) listener.onlyFrom = peersInClear(options);
  listener.bodyLimitFor = [](std::string_view method, std::string_view target) { return api::HttpDoor::bodyLimitFor(method, target); };
  return listener;
}

}  // namespace hookline::core_api
