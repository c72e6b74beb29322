#pragma once
#include <string>
#include <vector>

#include "api/message.h"
#include "net/address_range.h"

namespace hookline::api::internal {

/// Who really calls, where a proxy may stand between.
struct Caller {
  std::string peer;        ///< its address, for limits and logs
  std::string host;        ///< what it asked for: Host, or the last X-Forwarded-Host
  bool forwarded = false;  ///< a trusted proxy says that it passed this on
};

/// Believes X-Forwarded-For and X-Forwarded-Host when the peer is in `proxies`, and ignores them from everybody else: anyone can send
/// them. Of the former the last address counts that is no trusted proxy, because only what a trusted one added is known to be true; where
/// that is unreadable, the proxy itself is the caller.
Caller callerOf(const Request& request, const std::vector<net::AddressRange>& proxies);

}  // namespace hookline::api::internal
