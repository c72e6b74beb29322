#include "core_api/listener_options.h"

#include <gtest/gtest.h>

namespace hookline::core_api {
namespace {

std::vector<std::string> texts(const std::vector<net::AddressRange>& ranges) {
  std::vector<std::string> all;
  for (const auto& range : ranges) all.push_back(range.text());
  return all;
}

CoreOptions behindProxy() {
  CoreOptions options;
  options.trustedProxies = {*net::AddressRange::parse("10.1.2.0/24")};
  return options;
}

TEST(DaemonDone7ListenerOptions, InClearOnlyTheTrustedProxiesAndThisMachineAreServed) {
  EXPECT_EQ(texts(listenerOptions(behindProxy()).onlyFrom), (std::vector<std::string>{"10.1.2.0/24", "127.0.0.0/8", "::1/128"}));
}

TEST(DaemonDone7ListenerOptions, WithItsOwnCertificateEverybodyIs) {
  auto options = behindProxy();
  options.tlsCertFile = "cert.pem";
  options.tlsKeyFile = "key.pem";
  const auto listener = listenerOptions(options);
  EXPECT_TRUE(listener.onlyFrom.empty());
  EXPECT_EQ(listener.tlsCertFile, "cert.pem");
  EXPECT_EQ(listener.tlsKeyFile, "key.pem");
}

TEST(DaemonDone7ListenerOptions, WithoutAProxyNobodyIsLeftOut) { EXPECT_TRUE(listenerOptions(CoreOptions{}).onlyFrom.empty()); }

TEST(DaemonDone7ListenerOptions, ABodyMayBeAsLongAsItsCallAllows) {
  const auto listener = listenerOptions(CoreOptions{});
  ASSERT_TRUE(listener.bodyLimitFor);
  EXPECT_GT(listener.bodyLimitFor("POST", "/api/events/batch"), listener.bodyLimitFor("POST", "/api/events"));
}

}  // namespace
}  // namespace hookline::core_api
