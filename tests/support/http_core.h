#pragma once
#include <memory>
#include <string>

#include "client/http_channel.h"
#include "core_api/core.h"
#include "platform/private_file.h"

namespace hookline::support {

/// The door that a window uses when the core is a daemon: over HTTP, as its admin.
inline std::unique_ptr<client::Channel> httpChannel(const core_api::Core& core) {
  auto token = platform::readFile(core.adminTokenFile(), 4096).value();
  while (!token.empty() && token.back() == '\n') token.pop_back();
  client::HttpOptions options;
  options.url = core.url();
  options.token = std::move(token);
  options.firstRetry = base::Millis{20};
  return client::openHttp(std::move(options));
}

}  // namespace hookline::support
