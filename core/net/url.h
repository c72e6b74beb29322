#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/ip_address.h"

namespace hookline::net {

/// An absolute http or https URL in its one canonical form. Made by parseUrl alone; what text() says is what goes on the wire.
struct Url {
  std::string scheme;                ///< "http" or "https"
  std::string host;                  ///< lower case, without a trailing dot; an IPv6 literal without brackets
  std::uint16_t port = 0;            ///< never 0; 80 and 443 when the URL names none
  std::string pathAndQuery;          ///< begins with '/', kept as it was written
  std::optional<IpAddress> address;  ///< given when the host is an IP literal

  bool isHttps() const { return scheme == "https"; }
  bool isIpLiteral() const { return address.has_value(); }
  /// Whether it leads to this computer whatever a resolver says: a loopback address, or one of the names of RFC 6761 §6.3.
  bool isLoopback() const { return address ? address->isLoopback() : host == "localhost" || host.ends_with(".localhost"); }
  /// scheme://host[:port] with the default port left out.
  std::string origin() const;
  /// The canonical URL. parseUrl(url.text())->text() == url.text().
  std::string text() const { return origin() + pathAndQuery; }

  static constexpr std::size_t kMaxLength = 2048;  ///< bytes of the URL as given
};

/// Reads a URL strictly (RFC 3986, absolute, http or https). A fragment is dropped, because it is never sent. Refused with a
/// sentence that names the remedy (kInvalid): user names, control characters, white space, backslashes, percent-encoded or
/// non-ASCII hosts, addresses spelled as odd numbers, IPv6 zones, bad ports, characters that must be percent-encoded.
base::Result<Url> parseUrl(std::string_view text);

}  // namespace hookline::net
