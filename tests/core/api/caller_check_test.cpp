#include "api/caller_check.h"

#include <gtest/gtest.h>

namespace hookline::api::internal {
namespace {

Request with(std::vector<model::HttpHeader> headers, std::string body = {}) {
  Request request;
  request.headers = std::move(headers);
  request.body = std::move(body);
  return request;
}

base::Status sameSite(const Request& request) { return checkSameSite(request, request.header("Host")); }

TEST(CallerCheck, ServesLoopbackAndNamedHosts) {
  for (const auto* host :
       {"localhost", "LOCALHOST:8787", "127.0.0.1:8787", "127.8.9.1", "[::1]:8787", "hooks.example", "Hooks.Example.:443"})
    EXPECT_TRUE(checkHost(host, {"hooks.example"})) << host;
}

TEST(CallerCheck, RefusesOtherHosts) {
  for (const auto* host : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[::2]", "[",
                           "hooks.example.org", "2130706433"}) {
    const auto refused = checkHost(host, {"hooks.example"});
    ASSERT_FALSE(refused) << host;
    EXPECT_EQ(refused.error().code, base::Errc::kForbidden);
  }
}

TEST(CallerCheck, RefusesPagesOfOtherSites) {
  EXPECT_FALSE(sameSite(with({{"Sec-Fetch-Site", "cross-site"}})));
  EXPECT_FALSE(sameSite(with({{"Sec-Fetch-Site", "same-site"}})));
  EXPECT_FALSE(sameSite(with({{"Host", "localhost:1"}, {"Origin", "http://evil.example"}})));
  EXPECT_FALSE(sameSite(with({{"Host", "localhost:1"}, {"Origin", "null"}})));
  EXPECT_FALSE(sameSite(with({{"Host", "localhost:1"}, {"Origin", "http://localhost:2"}})));
  EXPECT_TRUE(sameSite(with({{"Host", "localhost:1"}, {"Origin", "http://localhost:1"}, {"Sec-Fetch-Site", "same-origin"}})));
  EXPECT_TRUE(sameSite(with({{"Sec-Fetch-Site", "none"}})));
  EXPECT_TRUE(sameSite(with({})));
}

TEST(CallerCheck, TakesJsonBodiesAlone) {
  EXPECT_TRUE(checkJsonBody(with({})));
  EXPECT_TRUE(checkJsonBody(with({{"content-type", "application/json"}}, "{}")));
  EXPECT_TRUE(checkJsonBody(with({{"Content-Type", "Application/JSON ; charset=utf-8"}}, "{}")));
  const auto form = checkJsonBody(with({{"Content-Type", "application/x-www-form-urlencoded"}}, "{}"));
  ASSERT_FALSE(form);
  EXPECT_EQ(form.error().code, base::Errc::kUnsupported);
  EXPECT_NE(form.error().message.find("-H 'Content-Type: application/json'"), std::string::npos);
  EXPECT_FALSE(checkJsonBody(with({}, "{}")));
  EXPECT_FALSE(checkJsonBody(with({{"Content-Type", "application/jsonp"}}, "{}")));
}

}  // namespace
}  // namespace hookline::api::internal
