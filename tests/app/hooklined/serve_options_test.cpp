#include "hooklined/serve_options.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hookline::hooklined {
namespace {

std::optional<std::filesystem::path> homeOnly(const char* name) {
  return std::string_view(name) == "HOME" ? std::optional<std::filesystem::path>("/home/someone") : std::nullopt;
}

base::Result<core_api::CoreOptions> read(std::map<std::string, std::string> flags) {
  const auto& serve = *std::find_if(commands().begin(), commands().end(), [](const auto& one) { return one.name == "serve"; });
  const auto values = OptionValues::merge(serve, std::move(flags), {}, homeOnly);
  if (!values) return base::fail(values.error());
  return readServeOptions(*values, homeOnly);
}

std::string refusal(std::map<std::string, std::string> flags) {
  const auto options = read(std::move(flags));
  return options ? std::string("taken") : options.error().message;
}

TEST(ServeOptions, ListenOnLoopbackWhenNothingIsSaid) {
  const auto options = read({});
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->listenHost, "127.0.0.1");
  EXPECT_EQ(options->listenPort, 8787);
  EXPECT_FALSE(options->allowPrivate);
  EXPECT_FALSE(options->dataFolder.empty());
  EXPECT_FALSE(options->masterKeyFile.empty());
  EXPECT_TRUE(options->adminTokenFile.empty());
}

TEST(ServeOptions, TakeWhatIsSaid) {
  const auto options = read({{"listen", "0.0.0.0:8443"},
                             {"data-dir", "/d"},
                             {"master-key-file", "/k"},
                             {"tls-cert", "/c"},
                             {"tls-key", "/p"},
                             {"token-file", "/t"},
                             {"receive-secret-file", "/r"},
                             {"public-url", "https://Hooks.Example.com/x"},
                             {"allow-private", "true"}});
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->listenHost, "0.0.0.0");
  EXPECT_EQ(options->listenPort, 8443);
  EXPECT_EQ(options->dataFolder, "/d");
  EXPECT_EQ(options->masterKeyFile, "/k");
  EXPECT_EQ(options->tlsCertFile, "/c");
  EXPECT_EQ(options->tlsKeyFile, "/p");
  EXPECT_EQ(options->adminTokenFile, "/t");
  EXPECT_EQ(options->receiveSecretFile, "/r");
  EXPECT_EQ(options->publicHosts, (std::vector<std::string>{"hooks.example.com"}));
  EXPECT_TRUE(options->allowPrivate);
}

TEST(ServeOptions, BeyondLoopbackNeedTls) {
  for (const char* address : {"0.0.0.0:8787", "[::]:8787", "192.168.1.5:8787"})
    EXPECT_NE(refusal({{"listen", address}}).find("needs TLS: give --tls-cert FILE and --tls-key FILE"), std::string::npos) << address;
  EXPECT_EQ(refusal({{"listen", "127.9.9.9:8787"}}), "taken");
  EXPECT_EQ(refusal({{"listen", "[::1]:8787"}}), "taken");
}

TEST(DaemonDone7ServeOptions, BehindAProxyPlainHttpMayListenBeyondLoopback) {
  const auto options =
      read({{"listen", "0.0.0.0:8787"}, {"trusted-proxy", "10.0.0.5,fd00::/8"}, {"public-url", "https://hooks.example.com"}});
  ASSERT_TRUE(options) << options.error().message;
  EXPECT_EQ(options->trustedProxies,
            (std::vector<net::AddressRange>{*net::AddressRange::parse("10.0.0.5/32"), *net::AddressRange::parse("fd00::/8")}));
}

TEST(DaemonDone7ServeOptions, AProxyIsABlockOfAddressesAndNeedsAPublicAddress) {
  EXPECT_NE(refusal({{"trusted-proxy", "10.0.0.5"}}).find("--trusted-proxy needs --public-url URL"), std::string::npos);
  for (const char* odd : {"", "proxy.example", "10.0.0.5/24", "0.0.0.0/0", "10.0.0.5,", "10.0.0.5,,10.0.0.6"})
    EXPECT_NE(refusal({{"trusted-proxy", odd}, {"public-url", "https://a.example"}}).find("--trusted-proxy takes CIDR"), std::string::npos)
        << odd;
}

TEST(ServeOptions, NeedCertificateAndKeyTogether) {
  EXPECT_NE(refusal({{"tls-cert", "/c"}}).find("--tls-cert needs --tls-key"), std::string::npos);
  EXPECT_NE(refusal({{"tls-key", "/k"}}).find("--tls-key needs --tls-cert"), std::string::npos);
}

TEST(ServeOptions, NameTheOptionWhoseValueIsWrong) {
  EXPECT_NE(refusal({{"public-url", "hooks.example.com"}}).find("--public-url takes URL"), std::string::npos);
  EXPECT_NE(refusal({{"data-dir", ""}}).find("--data-dir takes DIR"), std::string::npos);
  EXPECT_NE(refusal({{"token-file", ""}}).find("--token-file takes FILE"), std::string::npos);
}

}  // namespace
}  // namespace hookline::hooklined
