// What a URL may hide behind its spelling: each odd way to write an address is refused, or vetted as the address that libcurl would
// connect to. libcurl's own reader is the judge of that.
#include <curl/curl.h>
#include <gtest/gtest.h>

#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include "base/random.h"
#include "net/address_guard.h"
#include "net/url.h"
#include "support/depth.h"

namespace hookline::net {
namespace {

struct Spelling {
  std::string_view url;
  const char* vettedAs;  ///< an address; a name that is looked up; null: refused
};

using namespace std::string_view_literals;

constexpr Spelling kSpellings[] = {
    // Taken, and judged as what they are.
    {"http://127.0.0.1/"sv, "127.0.0.1"},
    {"http://127.0.0.1./"sv, "127.0.0.1"},
    {"HTTP://127.0.0.1:80"sv, "127.0.0.1"},
    {"http://127.0.0.1#@evil.example"sv, "127.0.0.1"},
    {"http://127.0.0.1?@evil.example"sv, "127.0.0.1"},
    {"http://127.0.0.1/@evil.example"sv, "127.0.0.1"},
    {"http://0.0.0.0/"sv, "0.0.0.0"},
    {"http://255.255.255.255/"sv, "255.255.255.255"},
    {"http://[::1]/"sv, "::1"},
    {"http://[0:0:0:0:0:0:0:1]/"sv, "::1"},
    {"http://[0000:0000:0000:0000:0000:0000:0000:0001]/"sv, "::1"},
    {"http://[::]/"sv, "::"},
    {"http://[::ffff:7f00:1]/"sv, "::ffff:127.0.0.1"},
    {"http://[::FFFF:7F00:0001]/"sv, "::ffff:127.0.0.1"},
    {"http://[::ffff:127.0.0.1]/"sv, "::ffff:127.0.0.1"},
    {"http://[0:0:0:0:0:ffff:127.0.0.1]/"sv, "::ffff:127.0.0.1"},
    {"http://[::127.0.0.1]/"sv, "::127.0.0.1"},
    {"http://[64:ff9b::127.0.0.1]/"sv, "64:ff9b::7f00:1"},
    {"http://[2002:7f00:1::]/"sv, "2002:7f00:1::"},
    {"http://[::ffff:a9fe:a9fe]/"sv, "::ffff:169.254.169.254"},
    {"http://localhost/"sv, "localhost"},
    {"http://LOCALHOST./"sv, "localhost"},
    {"http://127.0.0.1.nip.io/"sv, "127.0.0.1.nip.io"},
    {"http://0x7f.1.example/"sv, "0x7f.1.example"},
    {"http://xn--bcher-kva.example/"sv, "xn--bcher-kva.example"},
    {"http://evil.example/\x5c"sv, nullptr},
    // Numbers that a lenient reader takes for an address.
    {"http://2130706433/"sv, nullptr},
    {"http://017700000001/"sv, nullptr},
    {"http://0x7f000001/"sv, nullptr},
    {"http://0X7F000001/"sv, nullptr},
    {"http://0x7f.1/"sv, nullptr},
    {"http://0x7f.0.0.1/"sv, nullptr},
    {"http://0177.0.0.1/"sv, nullptr},
    {"http://0177.0x0.0.1/"sv, nullptr},
    {"http://127.1/"sv, nullptr},
    {"http://127.0.1/"sv, nullptr},
    {"http://127.0.0.01/"sv, nullptr},
    {"http://127.0.0.1.."sv, nullptr},
    {"http://127..0.1/"sv, nullptr},
    {"http://.127.0.0.1/"sv, nullptr},
    {"http://127.0.0.256/"sv, nullptr},
    {"http://127.0.0.4294967297/"sv, nullptr},
    {"http://4294967296/"sv, nullptr},
    {"http://0/"sv, nullptr},
    {"http://0x/"sv, nullptr},
    {"http://00000000177.0.0.1/"sv, nullptr},
    {"http://127.0.0.1.0x1/"sv, nullptr},
    {"http://-1/"sv, nullptr},
    // Percent signs in the host.
    {"http://%31%32%37.0.0.1/"sv, nullptr},
    {"http://127%2e0%2e0%2e1/"sv, nullptr},
    {"http://%6cocalhost/"sv, nullptr},
    {"http://127.0.0.1%00.example/"sv, nullptr},
    {"http://127.0.0.1%2f.example/"sv, nullptr},
    {"http://%5B::1%5D/"sv, nullptr},
    // Letters that become digits or dots when a reader folds them.
    {"http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/"sv, nullptr},
    {"http://\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1/"sv, nullptr},
    {"http://127\xe3\x80\x82"
     "0\xe3\x80\x82"
     "0\xe3\x80\x82"
     "1/"sv,
     nullptr},
    {"http://loc\xc2\xad"
     "alhost/"sv,
     nullptr},
    {"http://b\xc3\xbc"
     "cher.example/"sv,
     nullptr},
    {"http://\xe2\x80\x8blocalhost/"sv, nullptr},
    // User names, and what looks like a host before them.
    {"http://evil.example@127.0.0.1/"sv, nullptr},
    {"http://evil.example:80@127.0.0.1/"sv, nullptr},
    {"http://@127.0.0.1/"sv, nullptr},
    {"http://:@127.0.0.1/"sv, nullptr},
    {"http://a@b@127.0.0.1/"sv, nullptr},
    {"http://evil\\@127.0.0.1/"sv, nullptr},
    {"http://127.0.0.1\\@evil.example/"sv, nullptr},
    {"http:\\\\127.0.0.1/"sv, nullptr},
    {"http://evil.example\\.127.0.0.1/"sv, nullptr},
    // White space, control characters, NUL.
    {"http://127.0.0.1\t/"sv, nullptr},
    {"http://127.0.\n0.1/"sv, nullptr},
    {"ht\ntp://127.0.0.1/"sv, nullptr},
    {"http://127.0.0.1\r\nHost: evil.example/"sv, nullptr},
    {"http://127.0.0.1\0.evil.example/"sv, nullptr},
    {"\thttp://127.0.0.1/"sv, nullptr},
    {"http://127.0.0.1 /"sv, nullptr},
    {"http://127.0.0.1\x7f/"sv, nullptr},
    {"http://127.0.0.1\v/"sv, nullptr},
    // Zones, brackets and ports.
    {"http://[fe80::1%25eth0]/"sv, nullptr},
    {"http://[fe80::1%eth0]/"sv, nullptr},
    {"http://[::1%25lo]/"sv, nullptr},
    {"http://[::1/"sv, nullptr},
    {"http://::1/"sv, nullptr},
    {"http://[127.0.0.1]/"sv, nullptr},
    {"http://[::1].evil.example/"sv, nullptr},
    {"http://[::1]evil.example/"sv, nullptr},
    {"http://[::ffff:127.1]/"sv, nullptr},
    {"http://[::ffff:0x7f.0.0.1]/"sv, nullptr},
    {"http://[v1.fe80::1]/"sv, nullptr},
    {"http://[[::1]]/"sv, nullptr},
    {"http://[::1]:@evil.example/"sv, nullptr},
    {"http://127.0.0.1:80:80/"sv, nullptr},
    {"http://127.0.0.1: 80/"sv, nullptr},
    {"http://127.0.0.1:0x50/"sv, nullptr},
    {"http://127.0.0.1:065616/"sv, nullptr},
    // Schemes and shapes that are no absolute http URL.
    {"http:127.0.0.1/"sv, nullptr},
    {"http:/127.0.0.1/"sv, nullptr},
    {"http:///127.0.0.1/"sv, nullptr},
    {"//127.0.0.1/"sv, nullptr},
    {"127.0.0.1"sv, nullptr},
    {"file://127.0.0.1/etc/passwd"sv, nullptr},
    {"gopher://127.0.0.1/"sv, nullptr},
    {"https+unix://127.0.0.1/"sv, nullptr},
    {"http+://127.0.0.1/"sv, nullptr},
};

TEST(EngineDone1Url, EachOddSpellingIsRefusedOrVettedAsWhatItIs) {
  for (const auto& row : kSpellings) {
    const auto url = parseUrl(row.url);
    EXPECT_EQ(url.has_value(), row.vettedAs != nullptr) << row.url << (url ? " → " + url->text() : ": " + url.error().message);
    if (!url || row.vettedAs == nullptr) continue;
    EXPECT_EQ(url->host, row.vettedAs) << row.url;
    // What ends in digits or stands in brackets is an address, and everything else is looked up and vetted then.
    EXPECT_EQ(url->address, IpAddress::parse(row.vettedAs)) << row.url;
    const bool guarded = !url->address || !checkAddress(*url->address, {});
    EXPECT_TRUE(guarded || url->host == "255.255.255.255") << row.url << " would have been reached";
  }
}

/// A URL as libcurl reads it for a transfer.
class CurlReading {
 public:
  explicit CurlReading(const std::string& text) : handle_(curl_url(), &curl_url_cleanup) {
    constexpr unsigned kAsForATransfer = CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS;
    code_ = curl_url_set(handle_.get(), CURLUPART_URL, text.c_str(), kAsForATransfer);
  }
  bool good() const { return code_ == CURLUE_OK; }
  std::optional<std::string> part(CURLUPart what) const {
    char* found = nullptr;
    if (curl_url_get(handle_.get(), what, &found, CURLU_DEFAULT_PORT) != CURLUE_OK) return std::nullopt;
    const std::unique_ptr<char, decltype(&curl_free)> owned(found, &curl_free);
    return std::string(found);
  }

 private:
  std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle_;
  CURLUcode code_;
};

/// The strictest form of "what libcurl connects to is what was vetted": every part is the same, and nothing else is there.
void expectLibcurlAgrees(const Url& url, std::string_view source) {
  const CurlReading seen(url.text());
  ASSERT_TRUE(seen.good()) << source << " → " << url.text();
  EXPECT_EQ(seen.part(CURLUPART_SCHEME), url.scheme) << source;
  const auto host = url.address && !url.address->isV4() ? "[" + url.host + "]" : url.host;
  EXPECT_EQ(seen.part(CURLUPART_HOST), host) << source;
  EXPECT_EQ(seen.part(CURLUPART_PORT), std::to_string(url.port)) << source;
  auto path = seen.part(CURLUPART_PATH).value_or("");
  if (const auto query = seen.part(CURLUPART_QUERY)) path += "?" + *query;
  EXPECT_EQ(path, url.pathAndQuery.ends_with('?') && path + "?" == url.pathAndQuery ? path : url.pathAndQuery) << source;
  for (const auto none : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT, CURLUPART_ZONEID})
    EXPECT_EQ(seen.part(none), std::nullopt) << source << " has part " << none;
}

std::string nastyUrl(base::SeededRandom& random) {
  static constexpr std::string_view kStarts[] = {"http://", "https://", "HTTP://", "hTTps://", "http:", "//", "", "http:///", "ftp://"};
  static constexpr std::string_view kHosts[] = {"example.com",   "a.b-c.d_e",
                                                "127.0.0.1",     "10.0.0.1",
                                                "[::1]",         "[::ffff:7f00:1]",
                                                "[2001:DB8::A]", "[64:ff9b::1.2.3.4]",
                                                "localhost",     "xn--bcher-kva.example",
                                                "1.2.3",         "0x7f.1",
                                                "2130706433",    "EXAMPLE.com.",
                                                "8.8.8.8",       "a",
                                                "a.1",           "-",
                                                "[fe80::1%25x]", "169.254.169.254"};
  static constexpr std::string_view kPieces[] = {
      "/",   "//",  "?",   "#",   "@",   ":",     ":80",  ":443", ":8443", ":0",       ".",         "..",          "/../",
      "/./", "%2e", "%2F", "%00", "%",   "%4",    "\\",   " ",    "\t",    "\n",       "\r\n",      "a",           "B",
      "0",   "-",   "_",   "~",   "!",   "$&'()", "*+,;", "=",    "[",     "]",        "[0]",       "\"",          "<>",
      "{}",  "|",   "^",   "`",   "%7E", "%aa",   "é",    "\x01", ";x",    "user:pw@", "127.0.0.1", "example.com", "http://"};
  std::string text(kStarts[random.below(4) == 0 ? random.below(std::size(kStarts)) : random.below(4)]);
  text += kHosts[random.below(std::size(kHosts))];
  const bool tame = random.below(2) == 0;
  for (auto left = random.below(8); left > 0; --left) {
    if (tame && text.find('/', 8) == std::string::npos) text += '/';
    text += kPieces[random.below(std::size(kPieces))];
  }
  if (random.below(10) == 0) text.insert(random.below(text.size() + 1), kPieces[random.below(std::size(kPieces))]);
  return text;
}

TEST(EngineDone1Url, TheCanonicalFormIsAFixedPointAndLibcurlReadsItAlike) {
  base::SeededRandom random(20261127);
  const int rounds = support::depth(200000, 4000000);
  int taken = 0;
  for (int round = 0; round < rounds && !::testing::Test::HasFailure(); ++round) {
    const auto source = nastyUrl(random);
    const auto url = parseUrl(source);
    if (!url) {
      EXPECT_TRUE(url.error().message.ends_with('.') || url.error().message.ends_with(')')) << source << ": " << url.error().message;
      continue;
    }
    ++taken;
    const auto again = parseUrl(url->text());
    ASSERT_TRUE(again) << source << " → " << url->text();
    ASSERT_EQ(again->text(), url->text()) << source;
    ASSERT_EQ(again->host, url->host) << source;
    ASSERT_EQ(again->port, url->port) << source;
    ASSERT_EQ(again->pathAndQuery, url->pathAndQuery) << source;
    ASSERT_EQ(again->address, url->address) << source;
    expectLibcurlAgrees(*url, source);
  }
  EXPECT_GT(taken, rounds / 10) << "most URLs were refused: the pieces are no longer a proof";
}

TEST(EngineDone1Url, LibcurlReadsEachSpellingThatIsTakenAlike) {
  for (const auto& row : kSpellings) {
    if (const auto url = parseUrl(row.url)) expectLibcurlAgrees(*url, row.url);
  }
}

}  // namespace
}  // namespace hookline::net
