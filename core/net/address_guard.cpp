#include "net/address_guard.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace hookline::net {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

struct Range {
  Bytes prefix;
  int bits;
  bool openedByAllowPrivate;
  const char* rule;
};

// RFC 6890 and the IANA special-purpose registries, as listed in delivery.md §4.
constexpr Range kV4Ranges[] = {
    {{0}, 8, false, "0.0.0.0/8 (this host)"},
    {{10}, 8, true, "10.0.0.0/8 (private network)"},
    {{100, 64}, 10, true, "100.64.0.0/10 (shared carrier network)"},
    {{127}, 8, true, "127.0.0.0/8 (this computer)"},
    {{169, 254}, 16, true, "169.254.0.0/16 (link-local)"},
    {{172, 16}, 12, true, "172.16.0.0/12 (private network)"},
    {{192, 0, 0}, 24, false, "192.0.0.0/24 (protocol assignments)"},
    {{192, 0, 2}, 24, false, "192.0.2.0/24 (documentation)"},
    {{192, 88, 99}, 24, false, "192.88.99.0/24 (6to4 relays)"},
    {{192, 168}, 16, true, "192.168.0.0/16 (private network)"},
    {{198, 18}, 15, false, "198.18.0.0/15 (benchmarks)"},
    {{198, 51, 100}, 24, false, "198.51.100.0/24 (documentation)"},
    {{203, 0, 113}, 24, false, "203.0.113.0/24 (documentation)"},
    {{224}, 4, false, "224.0.0.0/4 (multicast)"},
    {{240}, 4, false, "240.0.0.0/4 (reserved)"},
};

constexpr Range kV6Ranges[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, true, "::1 (this computer)"},
    {{0xfc}, 7, true, "fc00::/7 (unique local)"},
    {{0xfe, 0x80}, 10, true, "fe80::/10 (link-local)"},
    {{0x20, 0x01, 0x00, 0x00}, 23, false, "2001::/23 (protocol assignments)"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, false, "2001:db8::/32 (documentation)"},
    {{0x20, 0x02}, 16, false, "2002::/16 (6to4)"},
    {{0x3f, 0xff}, 20, false, "3fff::/20 (documentation)"},
};
constexpr Range kGlobalUnicast = {{0x20}, 3, false, "outside 2000::/3 (no public IPv6 address)"};

constexpr Range kMapped = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, false, ""};
constexpr Range kCompatible = {{}, 96, false, ""};
constexpr Range kNat64 = {{0x00, 0x64, 0xff, 0x9b}, 96, false, ""};
constexpr Range kSixToFour = {{0x20, 0x02}, 16, false, ""};

// Services that hand out a machine's credentials to whoever asks from inside: AWS (EC2, ECS, EKS), Google, Azure, Oracle, Alibaba.
constexpr Bytes kV4Metadata[] = {{169, 254, 169, 254}, {169, 254, 170, 2}, {169, 254, 170, 23},
                                 {100, 100, 100, 200}, {192, 0, 0, 192},   {168, 63, 129, 16}};
constexpr Bytes kV6Metadata[] = {{0xfd, 0x00, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54},
                                 {0xfd, 0x00, 0x0e, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x23},
                                 {0xfd, 0x20, 0x00, 0xce, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54}};
constexpr std::string_view kMetadataNames[] = {"metadata",
                                               "metadata.google.internal",
                                               "metadata.goog",
                                               "instance-data",
                                               "instance-data.ec2.internal",
                                               "metadata.azure.internal",
                                               "metadata.tencentyun.com",
                                               "metadata.platformequinix.com",
                                               "metadata.packet.net"};

// Sorted. The list of the Fetch standard ("bad port") and the usual ports of databases, caches, queues and their control planes.
constexpr std::uint16_t kForbiddenPorts[] = {
    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,    25,    37,    42,    43,    53,    69,    77,    79,   87,
    95,   101,  102,  103,  104,  109,  110,  111,  113,  115,  117,  119,   123,   135,   137,   138,   139,   143,   161,   162,  179,
    389,  427,  445,  465,  512,  513,  514,  515,  526,  530,  531,  532,   540,   548,   554,   556,   563,   587,   601,   631,  636,
    873,  989,  990,  993,  995,  1433, 1434, 1521, 1719, 1720, 1723, 2049,  2375,  2376,  2379,  2380,  2525,  3306,  3389,  3659, 4045,
    4190, 5060, 5061, 5432, 5433, 5671, 5672, 5900, 5984, 6000, 6379, 6380,  6432,  6566,  6665,  6666,  6667,  6668,  6669,  6679, 6697,
    7473, 7474, 7687, 8086, 8529, 9042, 9092, 9160, 9200, 9300, 9418, 10080, 10250, 11211, 26257, 26379, 27017, 27018, 27019, 28015};
static_assert(std::is_sorted(std::begin(kForbiddenPorts), std::end(kForbiddenPorts)));

bool inRange(const IpAddress& address, const Range& range) { return address.sharesPrefix(range.prefix, range.bits); }

IpAddress v4At(const IpAddress& address, std::size_t offset) {
  const auto& bytes = address.bytes();
  return IpAddress::v4({bytes[offset], bytes[offset + 1], bytes[offset + 2], bytes[offset + 3]});
}

auto forbid(std::string message) { return base::fail(base::Errc::kForbidden, std::move(message)); }

template <std::size_t N>
bool contains(const Bytes (&list)[N], const IpAddress& address) {
  return std::find(std::begin(list), std::end(list), address.bytes()) != std::end(list);
}

constexpr char kMetadataRule[] = "The address belongs to a cloud metadata service, which is never reached: it hands out credentials.";

template <std::size_t N>
base::Status checkRanges(const IpAddress& address, const Range (&ranges)[N], const AddressPolicy& policy) {
  for (const auto& range : ranges) {
    if (!inRange(address, range)) continue;
    if (!range.openedByAllowPrivate) return forbid(std::string("The address is in ") + range.rule + ", which is never reached.");
    if (policy.allowPrivate) return {};
    return forbid(std::string("The address is in ") + range.rule + "; allow private addresses to reach it.");
  }
  return {};
}

base::Status checkV4(const IpAddress& address, const AddressPolicy& policy) {
  if (contains(kV4Metadata, address)) return forbid(kMetadataRule);
  return checkRanges(address, kV4Ranges, policy);
}

}  // namespace

base::Status checkAddress(const IpAddress& address, const AddressPolicy& policy) {
  if (address.isV4()) return checkV4(address, policy);
  if (contains(kV6Metadata, address)) return forbid(kMetadataRule);
  if (inRange(address, kMapped) || inRange(address, kNat64)) return checkV4(v4At(address, 12), policy);
  // ::/96 is the deprecated compatible form; :: and ::1 are in it by accident and judged below.
  if (inRange(address, kCompatible) && v4At(address, 12).bytes()[0] != 0) return checkV4(v4At(address, 12), policy);
  if (inRange(address, kSixToFour)) {
    if (auto inner = checkV4(v4At(address, 2), policy); !inner) return inner;
  }
  for (const auto& range : kV6Ranges) {
    if (inRange(address, range)) return checkRanges(address, kV6Ranges, policy);
  }
  if (!inRange(address, kGlobalUnicast)) return forbid(std::string("The address is ") + kGlobalUnicast.rule + ".");
  return {};
}

base::Status checkPort(std::uint16_t port) {
  if (port != 0 && !std::binary_search(std::begin(kForbiddenPorts), std::end(kForbiddenPorts), port)) return {};
  return forbid("Port " + std::to_string(port) +
                " belongs to another protocol (mail, remote login, a database …); use a web server's port.");
}

base::Status checkHostName(std::string_view host) {
  if (std::find(std::begin(kMetadataNames), std::end(kMetadataNames), host) == std::end(kMetadataNames)) return {};
  return forbid("The host is a cloud metadata service, which is never reached: it hands out credentials.");
}

}  // namespace hookline::net
