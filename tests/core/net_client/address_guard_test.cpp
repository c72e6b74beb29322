#include "net/address_guard.h"

#include <gtest/gtest.h>

namespace hookline::net {
namespace {

constexpr AddressPolicy kPublicOnly{};
constexpr AddressPolicy kPrivateToo{.allowPrivate = true};

bool allowed(const char* text, AddressPolicy policy) {
  const auto address = IpAddress::parse(text);
  EXPECT_TRUE(address) << text;
  return address && checkAddress(*address, policy).has_value();
}

TEST(AddressGuard, ReachesPublicAddressesUpToTheEdgesOfEachRefusedRange) {
  for (const auto* text :
       {"1.0.0.0",          "9.255.255.255", "11.0.0.0",        "100.63.255.255",  "100.128.0.0",     "126.255.255.255", "128.0.0.0",
        "169.253.255.255",  "169.255.0.0",   "172.15.255.255",  "172.32.0.0",      "191.255.255.255", "192.0.1.0",       "192.0.3.0",
        "192.88.98.255",    "192.88.100.0",  "192.167.255.255", "192.169.0.0",     "198.17.255.255",  "198.20.0.0",      "198.51.99.255",
        "198.51.101.0",     "203.0.112.255", "203.0.114.0",     "223.255.255.255", "8.8.8.8",         "2000::1",         "2001:200::1",
        "2001:db7:ffff::1", "2001:db9::1",   "2003::1",         "2606:4700::1111", "3ffe::1",         "3fff:1000::1",    "3fff:ffff::1",
        "::ffff:8.8.8.8",   "::8.8.8.8",     "64:ff9b::8.8.8.8"})
    EXPECT_TRUE(allowed(text, kPublicOnly)) << text;
}

TEST(AddressGuard, RefusesPrivateAddressesUnlessAllowed) {
  for (const auto* text : {"10.0.0.0",
                           "10.255.255.255",
                           "100.64.0.0",
                           "100.127.255.255",
                           "127.0.0.0",
                           "127.255.255.255",
                           "169.254.0.0",
                           "169.254.255.255",
                           "172.16.0.0",
                           "172.31.255.255",
                           "192.168.0.0",
                           "192.168.255.255",
                           "::1",
                           "fc00::1",
                           "fdff::1",
                           "fe80::1",
                           "febf::1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::10.0.0.1",
                           "64:ff9b::10.0.0.1",
                           "64:ff9b::127.0.0.1"}) {
    EXPECT_FALSE(allowed(text, kPublicOnly)) << text;
    EXPECT_TRUE(allowed(text, kPrivateToo)) << text;
  }
}

TEST(AddressGuard, RefusesReservedAddressesAlways) {
  for (const auto* text : {"0.0.0.0",
                           "0.255.255.255",
                           "192.0.0.0",
                           "192.0.0.255",
                           "192.0.2.0",
                           "192.0.2.255",
                           "192.88.99.1",
                           "198.18.0.0",
                           "198.19.255.255",
                           "198.51.100.255",
                           "203.0.113.1",
                           "224.0.0.0",
                           "239.255.255.255",
                           "240.0.0.0",
                           "255.255.255.255",
                           "::",
                           "::2",
                           "::ffff:0.0.0.0",
                           "100::1",
                           "1fff:ffff::1",
                           "2001::1",
                           "2001:1ff::1",
                           "2001:db8::1",
                           "2002:808:808::1",
                           "2002:7f00:1::1",
                           "2002:a00:1::1",
                           "3fff::1",
                           "3fff:fff:ffff::1",
                           "4000::1",
                           "64:ff9b:1::1",
                           "::ffff:0:7f00:1",
                           "fec0::1",
                           "ff02::1",
                           "::240.0.0.1",
                           "64:ff9b::224.0.0.1"}) {
    EXPECT_FALSE(allowed(text, kPublicOnly)) << text;
    EXPECT_FALSE(allowed(text, kPrivateToo)) << text;
  }
}

TEST(AddressGuard, RefusesCloudMetadataEvenWithPrivateAddressesAllowed) {
  for (const auto* text : {"169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200", "192.0.0.192", "168.63.129.16",
                           "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "2002:a9fe:a9fe::1"})
    EXPECT_FALSE(allowed(text, kPrivateToo)) << text;
}

TEST(AddressGuard, RefusesMappedMetadataAddress) {
  for (const auto* text : {"::ffff:169.254.169.254", "::169.254.169.254", "64:ff9b::169.254.169.254", "::ffff:100.100.100.200"}) {
    EXPECT_FALSE(allowed(text, kPrivateToo)) << text;
    EXPECT_NE(checkAddress(*IpAddress::parse(text), kPrivateToo).error().message.find("metadata"), std::string::npos) << text;
  }
}

TEST(AddressGuard, NamesTheRuleAndTheRemedyButNotTheAddress) {
  const auto status = checkAddress(*IpAddress::parse("10.11.12.13"), kPublicOnly);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, base::Errc::kForbidden);
  EXPECT_NE(status.error().message.find("10.0.0.0/8"), std::string::npos);
  EXPECT_NE(status.error().message.find("allow private"), std::string::npos);
  EXPECT_EQ(status.error().message.find("10.11.12.13"), std::string::npos);
}

TEST(AddressGuard, RefusesPortsOfOtherProtocols) {
  for (const int port :
       {0, 21, 22, 23, 25, 53, 110, 143, 445, 465, 587, 993, 995, 1433, 1521, 2375, 2525, 3306, 3389, 5432, 6379, 9042, 9200, 11211, 27017})
    EXPECT_FALSE(checkPort(static_cast<std::uint16_t>(port))) << port;
  for (const int port : {80, 81, 443, 591, 3000, 5000, 8000, 8080, 8081, 8443, 8787, 8788, 9000, 9090, 49152, 65535})
    EXPECT_TRUE(checkPort(static_cast<std::uint16_t>(port))) << port;
}

TEST(AddressGuard, RefusesMetadataNames) {
  for (const auto* host : {"metadata.google.internal", "metadata.goog", "metadata", "instance-data", "instance-data.ec2.internal",
                           "metadata.azure.internal", "metadata.tencentyun.com", "metadata.platformequinix.com", "metadata.packet.net"})
    EXPECT_FALSE(checkHostName(host)) << host;
  for (const auto* host : {"example.com", "metadata.example.com", "localhost"}) EXPECT_TRUE(checkHostName(host)) << host;
}

}  // namespace
}  // namespace hookline::net
