#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "api/message.h"
#include "base/result.h"

namespace hookline::api::internal {

/// The host of a Host header value: lower case, without port, brackets and a trailing dot. Empty when it is unreadable.
std::string hostName(std::string_view hostHeader);

/// Whether the Host is one that is served: `allowed`, and of calls that no proxy passed on loopback names and addresses. It keeps a page
/// whose name was pointed at this machine (DNS rebinding) from speaking to it. Errors: kForbidden.
base::Status checkHost(std::string_view hostHeader, const std::vector<std::string>& allowed, bool forwarded = false);

/// Refuses what a web page of another site made a browser send (Fetch Metadata, RFC 6454 Origin). Programs send neither header.
/// `hostHeader`: what the caller asked for. Errors: kForbidden.
base::Status checkSameSite(const Request& request, std::string_view hostHeader);

/// A call with a body must say that it is JSON: a form of another site cannot. Errors: kUnsupported.
base::Status checkJsonBody(const Request& request);

}  // namespace hookline::api::internal
