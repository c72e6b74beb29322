#include "api/forwarded.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/ascii.h"
#include "net/ip_address.h"

namespace hookline::api::internal {
namespace {

/// The elements of all headers of a name, last one first.
std::vector<std::string_view> lastFirst(const Request& request, std::string_view name) {
  std::vector<std::string_view> elements;
  for (const auto& header : request.headers) {
    if (!base::sameIgnoringCase(header.name, name)) continue;
    std::string_view rest = header.value;
    for (;;) {
      const auto comma = rest.find(',');
      elements.push_back(base::trimmed(rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  std::reverse(elements.begin(), elements.end());
  return elements;
}

/// Some proxies write the port behind it: "192.0.2.1:4711", "[2001:db8::1]:4711".
std::optional<net::IpAddress> addressOf(std::string_view text) {
  if (text.starts_with('[')) return net::IpAddress::parse(text.substr(1, text.find(']') - 1));
  if (const auto plain = net::IpAddress::parse(text)) return plain;
  return net::IpAddress::parse(text.substr(0, text.find(':')));
}

bool isIn(const std::vector<net::AddressRange>& ranges, const net::IpAddress& address) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) { return range.contains(address); });
}

}  // namespace

Caller callerOf(const Request& request, const std::vector<net::AddressRange>& proxies) {
  Caller caller{request.peer, std::string(request.header("Host")), false};
  const auto peer = net::IpAddress::parse(request.peer);
  if (!peer || !isIn(proxies, *peer)) return caller;
  const auto hosts = lastFirst(request, "X-Forwarded-Host");
  if (!hosts.empty()) caller.host = hosts.front();
  const auto chain = lastFirst(request, "X-Forwarded-For");
  caller.forwarded = !hosts.empty() || !chain.empty();
  for (const auto element : chain) {
    const auto address = addressOf(element);
    if (!address) break;
    caller.peer = address->text();
    if (!isIn(proxies, *address)) break;
  }
  return caller;
}

}  // namespace hookline::api::internal
