#include "api/caller_check.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/encoding.h"
#include "net/header_rules.h"
#include "net/ip_address.h"

namespace hookline::api::internal {
namespace {

bool isLoopback(std::string_view host) {
  if (host == "localhost" || host.ends_with(".localhost")) return true;
  const auto address = net::IpAddress::parse(host);
  return address && address->isLoopback();
}

}  // namespace

std::string hostName(std::string_view hostHeader) {
  if (hostHeader.starts_with('[')) {
    const auto end = hostHeader.find(']');
    return end == std::string_view::npos ? std::string{} : base::lowered(hostHeader.substr(1, end - 1));
  }
  auto name = hostHeader.substr(0, hostHeader.find(':'));
  if (name.ends_with('.')) name.remove_suffix(1);
  return base::lowered(name);
}

base::Status checkHost(std::string_view hostHeader, const std::vector<std::string>& allowed, bool forwarded) {
  const auto host = hostName(hostHeader);
  if (!forwarded && !host.empty() && isLoopback(host)) return {};
  const bool served =
      std::any_of(allowed.begin(), allowed.end(), [&](const std::string& name) { return !host.empty() && hostName(name) == host; });
  if (served) return {};
  if (forwarded)
    return base::fail(base::Errc::kForbidden, "The proxy passes on a call to the host \"" + base::printable(hostHeader, 100) +
                                                  "\", which is not the one of --public-url. Let it send that one as Host or "
                                                  "X-Forwarded-Host.");
  return base::fail(base::Errc::kForbidden, "The host \"" + base::printable(hostHeader, 100) +
                                                "\" is not served here; name it with --public-url, or call 127.0.0.1.");
}

base::Status checkSameSite(const Request& request, std::string_view hostHeader) {
  const auto site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none")
    return base::fail(base::Errc::kForbidden, "Calls from web pages of other sites are refused.");
  const auto origin = request.header("Origin");
  if (origin.empty()) return {};
  const auto host = base::lowered(hostHeader);
  if (!host.empty() && (base::lowered(origin) == "http://" + host || base::lowered(origin) == "https://" + host)) return {};
  return base::fail(base::Errc::kForbidden, "Calls from web pages of other sites are refused.");
}

base::Status checkJsonBody(const Request& request) {
  if (request.body.empty()) return {};
  const auto type = request.header("Content-Type");
  if (net::sameHeaderName(base::trimmed(type.substr(0, type.find(';'))), "application/json")) return {};
  return base::fail(base::Errc::kUnsupported, "The body must be JSON and say so; with curl add -H 'Content-Type: application/json'" +
                                                  (type.empty() ? std::string(".") : " (it says \"" + base::printable(type, 80) + "\")."));
}

}  // namespace hookline::api::internal
