#include "api/forwarded.h"

#include "core/api/api_stack.h"

#include "api/http_door.h"

namespace hookline::api::testing {
namespace {

using internal::callerOf;

std::vector<net::AddressRange> proxies() { return {*net::AddressRange::parse("10.0.0.0/24"), *net::AddressRange::parse("fd00::5")}; }

Request from(std::string peer, std::vector<model::HttpHeader> headers) {
  Request request;
  request.peer = std::move(peer);
  request.headers = std::move(headers);
  return request;
}

std::string peerBehind(std::vector<std::string> forwardedFor) {
  std::vector<model::HttpHeader> headers;
  for (auto& one : forwardedFor) headers.push_back({"x-forwarded-for", std::move(one)});
  return callerOf(from("10.0.0.5", std::move(headers)), proxies()).peer;
}

TEST(DaemonDone7Forwarded, TheLastAddressThatIsNoTrustedProxyIsTheCaller) {
  EXPECT_EQ(peerBehind({"203.0.113.9"}), "203.0.113.9");
  EXPECT_EQ(peerBehind({"198.51.100.1, 203.0.113.9, 10.0.0.7"}), "203.0.113.9");
  EXPECT_EQ(peerBehind({"198.51.100.1", "203.0.113.9,fd00::5"}), "203.0.113.9");
  EXPECT_EQ(peerBehind({"203.0.113.9:4711"}), "203.0.113.9");
  EXPECT_EQ(peerBehind({"[2001:db8::9]:4711"}), "2001:db8::9");
  EXPECT_EQ(peerBehind({"10.0.0.9"}), "10.0.0.9") << "all of them trusted: the first one is where it began";
}

TEST(DaemonDone7Forwarded, WhatIsUnreadableLeavesTheProxyAsTheCaller) {
  for (const char* odd : {"unknown", "", "203.0.113.9, _hidden", "::::", "[", "1.2.3.4.5"}) EXPECT_EQ(peerBehind({odd}), "10.0.0.5") << odd;
  EXPECT_EQ(peerBehind({}), "10.0.0.5");
  EXPECT_EQ(peerBehind({"evil, 10.0.0.7"}), "10.0.0.7");
}

TEST(DaemonDone7Forwarded, NobodyElseIsBelieved) {
  for (const char* peer : {"10.0.1.5", "127.0.0.1", "fd00::6", "", "nonsense"}) {
    const auto caller =
        callerOf(from(peer, {{"Host", "a.example"}, {"X-Forwarded-For", "203.0.113.9"}, {"X-Forwarded-Host", "b.example"}}), proxies());
    EXPECT_EQ(caller.peer, peer);
    EXPECT_EQ(caller.host, "a.example");
    EXPECT_FALSE(caller.forwarded);
  }
  EXPECT_FALSE(callerOf(from("10.0.0.5", {{"Host", "a.example"}}), {}).forwarded);
}

/// The door of a daemon behind a proxy.
class DaemonDone7ProxyDoor : public ::testing::Test {
 protected:
  ApiStack stack_;
  HttpDoor door_{*stack_.router, stack_.services(), {{"hooks.example"}, proxies()}};

  int status(const std::string& peer, std::vector<model::HttpHeader> headers) {
    net::ServerRequest request;
    request.method = "GET";
    request.target = "/api/me";
    request.peer = peer;
    request.headers = std::move(headers);
    auto answer = await<net::ServerResponse>([&](auto done) { door_.handler()(std::move(request), std::move(done)); });
    return answer ? answer->status : 0;
  }
};

TEST_F(DaemonDone7ProxyDoor, AForwardedCallMustAskForThePublicHost) {
  const model::HttpHeader client{"X-Forwarded-For", "203.0.113.9"};
  EXPECT_EQ(status("10.0.0.5", {{"Host", "hooks.example"}, client}), 401);
  EXPECT_EQ(status("10.0.0.5", {{"Host", "upstream:8787"}, client, {"X-Forwarded-Host", "hooks.example"}}), 401);
  EXPECT_EQ(status("10.0.0.5", {{"Host", "127.0.0.1:8787"}, client}), 403);
  EXPECT_EQ(status("10.0.0.5", {{"Host", "hooks.example"}, {"X-Forwarded-Host", "evil.example"}}), 403);
  EXPECT_EQ(status("10.0.0.5", {{"Host", "hooks.example"}, {"X-Forwarded-Host", "localhost"}}), 403);
  EXPECT_EQ(status("127.0.0.1", {{"Host", "127.0.0.1:8787"}, client}), 401) << "who is not the proxy is judged by Host alone";
}

TEST_F(DaemonDone7ProxyDoor, GuessesCountAgainstTheClientAndNotAgainstTheProxy) {
  const auto guess = [&](const std::string& client) {
    return status("10.0.0.5", {{"Host", "hooks.example"}, {"X-Forwarded-For", client}, {"Authorization", "Bearer hl_wrong"}});
  };
  for (int i = 0; i < TokenBook::kMaxFailures; ++i) EXPECT_EQ(guess("198.51.100.1, 203.0.113.9"), 401);
  EXPECT_EQ(guess("203.0.113.9"), 429);
  EXPECT_EQ(guess("203.0.113.9, 203.0.113.10"), 401) << "an address that a client wrote itself must not count";
}

TEST_F(DaemonDone7ProxyDoor, WithoutTheOptionForwardedHeadersAreIgnored) {
  HttpDoor plain{*stack_.router, stack_.services(), {{"hooks.example"}}};
  for (int i = 0; i <= TokenBook::kMaxFailures; ++i) {
    net::ServerRequest request;
    request.method = "GET";
    request.target = "/api/me";
    request.peer = "10.0.0.5";
    request.headers = {
        {"Host", "hooks.example"}, {"X-Forwarded-For", "203.0.113." + std::to_string(i)}, {"Authorization", "Bearer hl_wrong"}};
    auto answer = await<net::ServerResponse>([&](auto done) { plain.handler()(std::move(request), std::move(done)); });
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, i == TokenBook::kMaxFailures ? 429 : 401);
  }
}

}  // namespace
}  // namespace hookline::api::testing
