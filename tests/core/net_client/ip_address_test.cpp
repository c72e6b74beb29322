#include "net/ip_address.h"

#include <gtest/gtest.h>

namespace hookline::net {
namespace {

TEST(IpAddress, ReadsAndWritesItsCanonicalText) {
  for (const auto* text : {"0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::1", "fe80::1", "::ffff:1.2.3.4"}) {
    const auto address = IpAddress::parse(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->text(), text);
  }
  EXPECT_EQ(IpAddress::parse("2001:0DB8:0:0:0:0:0:0001")->text(), "2001:db8::1");
}

TEST(IpAddress, RefusesEveryOddSpelling) {
  for (const auto* text :
       {"",          "1",       "127.1",   "127.0.1",           "2130706433",   "0x7f.0.0.1", "0177.0.0.1", "127.0.0.01",   "256.0.0.1",
        "1.2.3.4.5", "1.2.3.",  ".1.2.3",  "1.2.3.4 ",          " 1.2.3.4",     "1..2.3",     "+1.2.3.4",   "fe80::1%eth0", "[::1]",
        ":::",       "1::2::3", "12345::", "::ffff:127.0.0.01", "::ffff:127.1", "::1 ",       "g::1"})
    EXPECT_FALSE(IpAddress::parse(text)) << text;
}

TEST(IpAddress, KnowsLoopbackInEveryForm) {
  for (const auto* text : {"127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(IpAddress::parse(text)->isLoopback()) << text;
  for (const auto* text : {"128.0.0.1", "::2", "::", "::ffff:128.0.0.1", "1::1"})
    EXPECT_FALSE(IpAddress::parse(text)->isLoopback()) << text;
}

TEST(IpAddress, PutsBracketsOnlyRoundIpv6) {
  EXPECT_EQ(IpAddress::parse("127.0.0.1")->textWithPort(80), "127.0.0.1:80");
  EXPECT_EQ(IpAddress::parse("::1")->textWithPort(8080), "[::1]:8080");
}

}  // namespace
}  // namespace hookline::net
