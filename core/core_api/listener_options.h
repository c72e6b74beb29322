#pragma once
#include "core_api/core.h"
#include "net/http_server.h"

namespace hookline::core_api {

/// How the API's listener is started: where, with which certificate, with which sizes, and for whom. In clear it serves the trusted proxies
/// and this machine alone (interfaces.md §5); with its own certificate, or with no proxy (then it is on loopback), everybody who reaches
/// it.
net::HttpServerOptions listenerOptions(const CoreOptions& options);

}  // namespace hookline::core_api
