// Every range of delivery.md §4 at its edges: the first and the last address are refused, their neighbours are judged by what they are in.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "net/address_guard.h"

namespace hookline::net {
namespace {

constexpr AddressPolicy kPublicOnly{};
constexpr AddressPolicy kPrivateToo{.allowPrivate = true};

struct V4Range {
  std::uint32_t first;
  int bits;
  bool opens;  ///< with allowPrivate
  std::uint32_t last() const { return first | (bits == 0 ? ~0U : (1U << (32 - bits)) - 1U); }
};

constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0, std::uint32_t d = 0) {
  return a << 24 | b << 16 | c << 8 | d;
}

constexpr V4Range kV4[] = {
    {v4(0, 0), 8, false},         {v4(10, 0), 8, true},     {v4(100, 64), 10, true},    {v4(127, 0), 8, true},
    {v4(169, 254), 16, true},     {v4(172, 16), 12, true},  {v4(192, 0, 0), 24, false}, {v4(192, 0, 2), 24, false},
    {v4(192, 88, 99), 24, false}, {v4(192, 168), 16, true}, {v4(198, 18), 15, false},   {v4(198, 51, 100), 24, false},
    {v4(203, 0, 113), 24, false}, {v4(224, 0), 4, false},   {v4(240, 0), 4, false},
};

// Google, Azure and the others, each a single address.
constexpr std::uint32_t kMetadata[] = {v4(169, 254, 169, 254), v4(169, 254, 170, 2), v4(169, 254, 170, 23),
                                       v4(100, 100, 100, 200), v4(192, 0, 0, 192),   v4(168, 63, 129, 16)};

std::array<std::uint8_t, 4> bytesOf(std::uint32_t address) {
  return {static_cast<std::uint8_t>(address >> 24), static_cast<std::uint8_t>(address >> 16), static_cast<std::uint8_t>(address >> 8),
          static_cast<std::uint8_t>(address)};
}

/// By the table above, in another way than the guard reads its own.
bool expectedV4(std::uint32_t address, bool allowPrivate) {
  if (std::find(std::begin(kMetadata), std::end(kMetadata), address) != std::end(kMetadata)) return false;
  for (const auto& range : kV4)
    if (address >= range.first && address <= range.last()) return range.opens && allowPrivate;
  return true;
}

/// Both sides of both edges of each range, and the metadata addresses with their neighbours.
std::vector<std::uint32_t> edges() {
  std::vector<std::uint32_t> all;
  for (const auto& range : kV4) {
    for (const auto edge : {range.first, range.last()}) {
      all.insert(all.end(), {edge - 1, edge, edge + 1});  // round the ends of all addresses too: 255.255.255.255 stands beside 0.0.0.0
    }
    all.push_back(range.first + (range.last() - range.first) / 2);
  }
  for (const auto address : kMetadata) all.insert(all.end(), {address - 1, address, address + 1});
  return all;
}

TEST(EngineDone1AddressGuard, EveryV4RangeIsRefusedFromItsFirstToItsLastAddress) {
  for (const auto address : edges()) {
    const auto shown = IpAddress::v4(bytesOf(address));
    EXPECT_EQ(checkAddress(shown, kPublicOnly).has_value(), expectedV4(address, false)) << shown.text();
    EXPECT_EQ(checkAddress(shown, kPrivateToo).has_value(), expectedV4(address, true)) << shown.text();
  }
}

IpAddress embedded(std::array<std::uint8_t, 16> prefix, std::size_t at, std::uint32_t address) {
  const auto bytes = bytesOf(address);
  std::copy(bytes.begin(), bytes.end(), prefix.begin() + static_cast<std::ptrdiff_t>(at));
  return IpAddress::v6(prefix);
}

TEST(EngineDone1AddressGuard, AnIpv4InsideIpv6IsJudgedAsThatIpv4) {
  const std::array<std::uint8_t, 16> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const std::array<std::uint8_t, 16> compatible{};
  const std::array<std::uint8_t, 16> nat64{0x00, 0x64, 0xff, 0x9b};
  for (const auto& form : {mapped, compatible, nat64}) {
    for (const auto address : edges()) {
      const auto shown = embedded(form, 12, address);
      if (shown.text() == "::1") continue;  // this computer, and no compatible form of 0.0.0.1
      for (const bool allowPrivate : {false, true})
        EXPECT_EQ(checkAddress(shown, {allowPrivate}).has_value(), expectedV4(address, allowPrivate))
            << shown.text() << ' ' << allowPrivate;
    }
  }
}

TEST(EngineDone1AddressGuard, FormsThatHideAnIpv4ElsewhereAreRefusedWhateverIsInside) {
  for (const auto address : {v4(8, 8, 8, 8), v4(127, 0, 0, 1), v4(10, 0, 0, 1), v4(169, 254, 169, 254)}) {
    const IpAddress hidden[] = {
        embedded({0x20, 0x02}, 2, address),                                       // 6to4
        embedded({0x20, 0x01, 0, 0}, 4, address),                                 // Teredo's server
        embedded({0x20, 0x01, 0, 0}, 12, ~address),                               // Teredo's client, inverted
        embedded({0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 6, address),               // NAT64 of one network, RFC 8215
        embedded({0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 12, address),              // the same, as a /96
        embedded({0x00, 0x64, 0xff, 0x9b, 0x00, 0x01, 0xff, 0xff}, 12, address),  // … at its end
        embedded({0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0}, 12, address),        // translated, RFC 2765
        embedded({0xfe, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0x5e, 0xfe}, 12, address),  // ISATAP on a site-local prefix
    };
    for (const auto& shown : hidden) {
      EXPECT_FALSE(checkAddress(shown, kPublicOnly)) << shown.text();
      EXPECT_FALSE(checkAddress(shown, kPrivateToo)) << shown.text();
    }
  }
}

struct V6Row {
  const char* text;
  bool open;         ///< to everybody
  bool openPrivate;  ///< with allowPrivate
};

constexpr V6Row kV6[] = {
    {"::", false, false},
    {"::1", false, true},
    {"::2", false, false},
    {"::ff:ffff", false, false},
    {"::feff:ffff:ffff", false, false},
    {"::1:0:0", false, false},
    {"100::", false, false},
    {"100::ffff:ffff:ffff:ffff", false, false},
    {"1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
    {"2000::", true, true},
    {"2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true, true},
    {"2001::", false, false},
    {"2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
    {"2001:200::", true, true},
    {"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", true, true},
    {"2001:db8::", false, false},
    {"2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
    {"2001:db9::", true, true},
    {"2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true, true},
    {"2002::", false, false},
    {"2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
    {"2003::", true, true},
    {"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true, true},
    {"3fff::", false, false},
    {"3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
    {"3fff:1000::", true, true},
    {"3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", true, true},
    {"4000::", false, false},
    {"64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
    {"64:ff9b::ffff:ffff", false, false},
    {"64:ff9b::1:0:0", false, false},
    {"64:ff9b:1::", false, false},
    {"64:ff9b:1:ffff:ffff:ffff:ffff:ffff", false, false},
    {"64:ff9b:2::", false, false},
    {"fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
    {"fc00::", false, true},
    {"fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, true},
    {"fd00:ec2::253", false, true},
    {"fd00:ec2::254", false, false},
    {"fd00:ec2::255", false, true},
    {"fd00:ec2::23", false, false},
    {"fd20:ce::254", false, false},
    {"fe00::", false, false},
    {"fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
    {"fe80::", false, true},
    {"febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, true},
    {"fec0::", false, false},
    {"ff00::", false, false},
    {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
};

TEST(EngineDone1AddressGuard, EveryV6RangeIsRefusedFromItsFirstToItsLastAddress) {
  for (const auto& row : kV6) {
    const auto address = IpAddress::parse(row.text);
    ASSERT_TRUE(address) << row.text;
    EXPECT_EQ(checkAddress(*address, kPublicOnly).has_value(), row.open) << row.text;
    EXPECT_EQ(checkAddress(*address, kPrivateToo).has_value(), row.openPrivate) << row.text;
  }
}

TEST(EngineDone1AddressGuard, ARefusalNamesItsRuleAndNeverTheAddress) {
  for (const auto address : edges()) {
    const auto shown = IpAddress::v4(bytesOf(address));
    const auto status = checkAddress(shown, kPublicOnly);
    if (status) continue;
    EXPECT_EQ(status.error().code, base::Errc::kForbidden);
    EXPECT_TRUE(status.error().message.ends_with('.')) << status.error().message;
    // The first address of a range is also the rule's own name.
    const bool isRule = std::any_of(std::begin(kV4), std::end(kV4), [&](const V4Range& range) { return range.first == address; });
    if (!isRule) EXPECT_EQ(status.error().message.find(shown.text() + "/"), std::string::npos);
    if (!isRule) EXPECT_EQ(status.error().message.find(shown.text() + " "), std::string::npos);
  }
}

}  // namespace
}  // namespace hookline::net
