#include "net/header_rules.h"

#include <gtest/gtest.h>

namespace hookline::net {
namespace {

TEST(HeaderRules, TakesOrdinaryHeaders) {
  EXPECT_TRUE(checkCustomHeader("X-Team", "sales"));
  EXPECT_TRUE(checkCustomHeader("Authorization", "Bearer abc"));
  EXPECT_TRUE(checkCustomHeader("!#$%&'*+-.^_`|~09azAZ", "x"));
  EXPECT_TRUE(checkCustomHeader("X-Empty", ""));
  EXPECT_TRUE(checkCustomHeader("X-Name", "M\xc3\xbcller"));
  EXPECT_TRUE(checkHeader("X-Webhook-Signature", "sha256=00"));
  EXPECT_TRUE(checkHeader("webhook-id", "evt_1"));
}

TEST(HeaderRules, RefusesNamesThatAreNoToken) {
  for (const auto* name : {"", "a b", "a:", "a\r", "a\n", "a(b)", "a/b", "a@", "\xc3\xa4", "a\"", "a\t", "[a]"})
    EXPECT_FALSE(checkHeader(name, "x")) << name;
  EXPECT_FALSE(checkHeader(std::string_view("a\0b", 3), "x"));
}

TEST(HeaderRules, RefusesControlCharactersInValues) {
  for (int c = 0; c < 0x20; ++c) EXPECT_FALSE(checkHeader("X-A", std::string("a") + static_cast<char>(c) + "b")) << c;
  EXPECT_FALSE(checkHeader("X-A", "a\x7f"));
  EXPECT_FALSE(checkHeader("X-A", "a\r\nX-Injected: 1"));
}

TEST(HeaderRules, RefusesLettersWhoseLowBytesAreLineBreaks) {
  EXPECT_FALSE(checkHeader("X-A",
                           "a\xe5\x98\x8a"
                           "b"));
  EXPECT_FALSE(checkHeader("X-A",
                           "a\xe5\x98\x8d"
                           "b"));
  EXPECT_TRUE(checkHeader("X-A",
                          "a\xe5\x98\x8b"
                          "b"));
}

TEST(HeaderRules, RefusesHeadersOfTheConnectionInAnyCase) {
  for (const auto* name : {"Host", "host", "CONTENT-LENGTH", "Transfer-Encoding", "Connection", "Upgrade", "TE", "te", "Trailer", "Expect",
                           "Proxy-Authorization", "proxy-connection", "PROXY-x"})
    EXPECT_FALSE(checkHeader(name, "x")) << name;
  for (const auto* name : {"Hosts", "X-Host", "Content-Type", "Proxy", "Tea", "Accept"}) EXPECT_TRUE(checkHeader(name, "x")) << name;
}

TEST(HeaderRules, RefusesOurOwnHeadersOnlyWhereAPersonAddsThem) {
  for (const auto* name : {"X-Webhook-Signature", "x-webhook-anything", "Webhook-Id", "WEBHOOK-SIGNATURE", "webhook-timestamp"}) {
    EXPECT_FALSE(checkCustomHeader(name, "x")) << name;
    EXPECT_TRUE(checkHeader(name, "x")) << name;
  }
  EXPECT_TRUE(checkCustomHeader("X-Webhooks", "x"));
}

TEST(HeaderRules, HoldsItsLimits) {
  EXPECT_TRUE(checkHeader("X-A", std::string(kMaxHeaderBytes - 3, 'a')));
  EXPECT_FALSE(checkHeader("X-A", std::string(kMaxHeaderBytes - 2, 'a')));
  std::vector<model::HttpHeader> headers(kMaxCustomHeaders, {"X-A", "b"});
  EXPECT_TRUE(checkCustomHeaders(headers));
  headers.push_back({"X-A", "b"});
  EXPECT_FALSE(checkCustomHeaders(headers));
  EXPECT_TRUE(checkHeaders(headers));
  headers.resize(kMaxSentHeaders + 1, {"X-A", "b"});
  EXPECT_FALSE(checkHeaders(headers));
}

TEST(HeaderRules, ItsLimitsAreThoseThatAreWrittenDown) {
  EXPECT_EQ(kMaxCustomHeaders, 64U);
  EXPECT_EQ(kMaxSentHeaders, 100U);
  EXPECT_EQ(kMaxHeaderBytes, 8192U);
}

TEST(HeaderRules, NamesTheHeaderWithoutItsControlCharacters) {
  const auto status = checkHeader("X\r\nEvil", "x");
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().message.find("Evil"), std::string::npos);
  EXPECT_EQ(status.error().message.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace hookline::net
