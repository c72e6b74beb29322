#include "net/url.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace hookline::net {
namespace {

std::string canonical(std::string_view text) {
  const auto url = parseUrl(text);
  return url ? url->text() : "refused: " + url.error().message;
}

TEST(Url, TakesUrlsApart) {
  const auto url = parseUrl("HTTPS://Example.COM:8443/a/b?c=d#part");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "example.com");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->pathAndQuery, "/a/b?c=d");
  EXPECT_FALSE(url->isIpLiteral());
}

TEST(Url, WritesOneCanonicalForm) {
  EXPECT_EQ(canonical("http://example.com"), "http://example.com/");
  EXPECT_EQ(canonical("http://example.com?x=1"), "http://example.com/?x=1");
  EXPECT_EQ(canonical("http://example.com:80/"), "http://example.com/");
  EXPECT_EQ(canonical("https://example.com:443/"), "https://example.com/");
  EXPECT_EQ(canonical("https://example.com:80/"), "https://example.com:80/");
  EXPECT_EQ(canonical("https://example.com./x"), "https://example.com/x");
  EXPECT_EQ(canonical("https://example.com/x#secret"), "https://example.com/x");
  EXPECT_EQ(canonical("http://[2001:0db8:0::1]:8080/"), "http://[2001:db8::1]:8080/");
  EXPECT_EQ(canonical("http://127.0.0.1:8788/hook"), "http://127.0.0.1:8788/hook");
  EXPECT_EQ(canonical("https://xn--bcher-kva.example/"), "https://xn--bcher-kva.example/");
  EXPECT_EQ(canonical("https://a_b.example/%7Ex/../y?f[0]=1&q=%C3%A4"), "https://a_b.example/%7Ex/../y?f[0]=1&q=%C3%A4");
}

TEST(Url, ReadsLiteralsAsAddresses) {
  EXPECT_EQ(parseUrl("http://127.0.0.1/")->address, IpAddress::parse("127.0.0.1"));
  EXPECT_EQ(parseUrl("http://127.0.0.1./")->address, IpAddress::parse("127.0.0.1"));
  EXPECT_EQ(parseUrl("http://[::1]/")->address, IpAddress::parse("::1"));
}

struct Refused {
  const char* url;
  const char* word;  ///< in the sentence
};

constexpr Refused kRefused[] = {
    {"", "empty"},
    {"example.com", "https://"},
    {"/path", "https://"},
    {"ftp://example.com/", "https://"},
    {"javascript:alert(1)", "https://"},
    {"http:/example.com/", "https://"},
    {"http:example.com", "https://"},
    {"file:///etc/passwd", "https://"},
    {"//example.com/", "https://"},
    {"http://", "no host"},
    {"http:///path", "no host"},
    {"http://:80/", "no host"},
    {"http://?x", "no host"},
    {"http://#x", "no host"},
    {"http://user@example.com/", "user name"},
    {"http://user:pass@example.com/", "user name"},
    {"http://example.com@127.0.0.1/", "user name"},
    {"http://evil\\@127.0.0.1/", "backslash"},
    {"http:\\\\example.com", "backslash"},
    {"http://example.com/a\\b", "backslash"},
    {"http://exa mple.com/", "space"},
    {" http://example.com/", "space"},
    {"http://example.com/a b", "space"},
    {"http://example.com/ ", "space"},
    {"http://example.com/\r\nX: y", "control"},
    {"http://example.com/\t", "control"},
    {"http://example.com/\x7f", "control"},
    {"http://%31%32%37.0.0.1/", "percent"},
    {"http://example%2ecom/", "percent"},
    {"http://[fe80::1%25eth0]/", "percent"},
    {"http://2130706433/", "unusual"},
    {"http://0x7f.1/", "unusual"},
    {"http://0x7f000001/", "unusual"},
    {"http://0177.0.0.1/", "unusual"},
    {"http://127.1/", "unusual"},
    {"http://127.0.1/", "unusual"},
    {"http://127.0.0.1.1/", "unusual"},
    {"http://256.1.1.1/", "unusual"},
    {"http://1.2.3.04/", "unusual"},
    {"http://foo.0x1f/", "unusual"},
    {"http://0x/", "unusual"},
    {"http://example.123/", "unusual"},
    {"http://[::1/", "brackets"},
    {"http://[]/", "brackets"},
    {"http://[127.0.0.1]/", "brackets"},
    {"http://[::1]x/", "brackets"},
    {"http://::1/", "port"},
    {"http://example.com:/", "port"},
    {"http://example.com:0/", "port"},
    {"http://example.com:080/", "port"},
    {"http://example.com:65536/", "port"},
    {"http://example.com:99999999999/", "port"},
    {"http://example.com:8a/", "port"},
    {"http://example.com:+80/", "port"},
    {"http://a:80:90/", "port"},
    {"http://b\xc3\xbc"
     "cher.example/",
     "punycode"},
    {"http://\xef\xbc\x91.example/", "punycode"},
    {"http://exa$mple.com/", "letters, digits"},
    {"http://a,b/", "letters, digits"},
    {"http://a;b/", "letters, digits"},
    {"http://.example.com/", "empty part"},
    {"http://a..b/", "empty part"},
    {"http://./", "empty part"},
    {"http://example.com../", "empty part"},
    {"http://-a.example/", "hyphen"},
    {"http://a-.example/", "hyphen"},
    {"http://example.com/%", "two hex"},
    {"http://example.com/%4", "two hex"},
    {"http://example.com/%zz", "two hex"},
    {"http://example.com/\xc3\xa4", "percent-encode"},
    {"http://example.com/<x>", "percent-encoded"},
    {"http://example.com/{id}", "percent-encoded"},
    {"http://example.com/[x]", "percent-encoded"},
    {"http://example.com/?a|b", "percent-encoded"},
};

TEST(Url, RefusesWithASentenceThatNamesTheRemedy) {
  for (const auto& [text, word] : kRefused) {
    const auto url = parseUrl(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.error().code, base::Errc::kInvalid);
    EXPECT_NE(url.error().message.find(word), std::string::npos) << text << " → " << url.error().message;
  }
  EXPECT_FALSE(parseUrl(std::string_view("http://example.com/\0x", 21)));
}

TEST(Url, HoldsItsLengthLimits) {
  const std::string base = "http://example.com/";
  EXPECT_TRUE(parseUrl(base + std::string(Url::kMaxLength - base.size(), 'a')));
  EXPECT_FALSE(parseUrl(base + std::string(Url::kMaxLength - base.size() + 1, 'a')));
  EXPECT_TRUE(parseUrl("http://" + std::string(63, 'a') + ".example/"));
  EXPECT_FALSE(parseUrl("http://" + std::string(64, 'a') + ".example/"));
  std::string longName;
  for (int i = 0; i < 64; ++i) longName += "abc.";
  EXPECT_FALSE(parseUrl("http://" + longName + "example/"));
}

// What was accepted stays the same when it is read again, whatever was thrown at the parser.
TEST(Url, CanonicalFormIsAFixedPoint) {
  base::SeededRandom random(20260101);
  const std::string_view pieces[] = {"http", "https",      "://", "example", ".",   "com",   "127.0.0.1", "[::1]",
                                     "[",    "]",          ":",   "80",      "443", "65535", "/",         "?",
                                     "#",    "%41",        "%",   "@",       "\\",  " ",     "-",         "_",
                                     "0x7f", "2130706433", "A",   "\xc3",    "\n",  "=",     "&",         "::ffff:1.2.3.4",
                                     "0",    "+",          "~",   "..",      "a1",  "xn--"};
  int accepted = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string text = random.below(8) == 0 ? "" : (random.below(2) == 0 ? "http://" : "HTTPS://");
    const auto count = random.below(9);
    for (std::uint64_t i = 0; i < count; ++i) text += pieces[random.below(std::size(pieces))];
    const auto first = parseUrl(text);
    if (!first) {
      EXPECT_FALSE(first.error().message.empty());
      continue;
    }
    ++accepted;
    const auto second = parseUrl(first->text());
    ASSERT_TRUE(second) << text << " → " << first->text();
    ASSERT_EQ(second->text(), first->text()) << text;
    ASSERT_EQ(second->host, first->host);
    ASSERT_EQ(second->port, first->port);
    ASSERT_EQ(second->address, first->address);
  }
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace hookline::net
