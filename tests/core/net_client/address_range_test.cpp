#include "net/address_range.h"

#include <gtest/gtest.h>

namespace hookline::net {
namespace {

bool holds(const char* range, const char* address) { return AddressRange::parse(range)->contains(*IpAddress::parse(address)); }

TEST(DaemonDone7AddressRange, HoldsWhatBeginsAsItDoes) {
  EXPECT_TRUE(holds("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(holds("192.168.4.0/23", "192.168.5.9"));
  EXPECT_FALSE(holds("192.168.4.0/23", "192.168.6.0"));
  EXPECT_TRUE(holds("10.0.0.5", "10.0.0.5"));
  EXPECT_FALSE(holds("10.0.0.5", "10.0.0.4"));
  EXPECT_TRUE(holds("fd00::/8", "fdff::1"));
  EXPECT_FALSE(holds("fd00::/8", "fe00::1"));
  EXPECT_TRUE(holds("2001:db8::1", "2001:db8::1"));
}

TEST(DaemonDone7AddressRange, TakesIpv4InsideIpv6ForIpv4AndMixesNothingElse) {
  EXPECT_TRUE(holds("10.0.0.0/8", "::ffff:10.1.1.1"));
  EXPECT_FALSE(holds("0.0.0.0/1", "::1"));
  EXPECT_FALSE(holds("::/1", "10.0.0.1"));
}

TEST(DaemonDone7AddressRange, RefusesWhatIsNoBlock) {
  for (const auto* text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.0/0", "::/0", "fd00::/129",
                           "10.0.0.1/8", "fd00::1/8", "10.0.0/8", "proxy.example", "[::1]/128", "10.0.0.0 /8"})
    EXPECT_FALSE(AddressRange::parse(text)) << text;
  EXPECT_EQ(AddressRange::parse("10.0.0.0/8")->text(), "10.0.0.0/8");
  EXPECT_EQ(AddressRange::parse("::1")->text(), "::1/128");
}

}  // namespace
}  // namespace hookline::net
