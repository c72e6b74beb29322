#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "net/ip_address.h"

namespace hookline::net {

/// Who may be reached. The default is the daemon's: the public internet alone.
struct AddressPolicy {
  /// Private, shared (100.64.0.0/10), loopback, link-local and unique-local addresses may be reached too: the desktop app and
  /// --allow-private. Nothing else is opened by it; cloud metadata addresses stay refused.
  bool allowPrivate = false;
  bool operator==(const AddressPolicy&) const = default;
};

// The rules of delivery.md §4. Each refusal is kForbidden with a sentence that names the rule, and never the address or
// an internal name: it is shown to people who may not know the network. Thread: any.

/// Judges where a connection would go. IPv4 inside mapped, compatible, NAT64 (64:ff9b::/96) and 6to4 forms is judged as IPv4.
base::Status checkAddress(const IpAddress& address, const AddressPolicy& policy);

/// Ports on which another protocol is spoken (mail, SSH, databases …): what a web hook sends could be taken for its commands.
base::Status checkPort(std::uint16_t port);

/// Names of cloud metadata services. `host` as parseUrl gives it (lower case).
base::Status checkHostName(std::string_view host);

}  // namespace hookline::net
