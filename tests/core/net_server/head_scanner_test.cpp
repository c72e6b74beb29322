#include <gtest/gtest.h>

#include <string>

#include "net/server_head_scanner.h"

namespace hookline::net::internal {
namespace {

/// The status it is refused with; 0: it is a complete, good head; -1: more is needed.
int verdict(std::string_view bytes, HeadLimits limits = {}) {
  HeadScanner scanner(limits);
  if (const auto refusal = scanner.scan(bytes)) return refusal->status;
  return scanner.done() ? 0 : -1;
}

/// As verdict, but the bytes come one by one, as a slow or hostile client sends them.
int verdictByteByByte(std::string_view bytes, HeadLimits limits = {}) {
  HeadScanner scanner(limits);
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    if (const auto refusal = scanner.scan(bytes.substr(0, size))) return refusal->status;
    if (scanner.done()) return size == bytes.size() && scanner.size() == size ? 0 : -2;
  }
  return -1;
}

struct Case {
  const char* name;
  const char* head;
  int status;
};

class HeadScannerCases : public testing::TestWithParam<Case> {};

TEST_P(HeadScannerCases, IsJudgedAlikeWholeAndInPieces) {
  EXPECT_EQ(verdict(GetParam().head), GetParam().status);
  EXPECT_EQ(verdictByteByByte(GetParam().head), GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(
    Heads, HeadScannerCases,
    testing::Values(
        Case{"Plain", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0}, Case{"OldVersionWithoutHost", "GET / HTTP/1.0\r\n\r\n", 0},
        Case{"OddButAllowedValue", "GET / HTTP/1.1\r\nHost:a\r\nX:\t \xc3\xa4;\"\r\nY:\r\n\r\n", 0},
        Case{"Unfinished", "GET / HTTP/1.1\r\nHost: a\r\n", -1}, Case{"BareLfInRequestLine", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
        Case{"BareLfInHeader", "GET / HTTP/1.1\r\nHost: a\n\r\n", 400}, Case{"BareLfAtEnd", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400},
        Case{"BareCrInValue", "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400}, Case{"CrCrLf", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", 400},
        Case{"ObsFoldWithSpace", "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400},
        Case{"ObsFoldWithTab", "GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n", 400},
        Case{"SpaceBeforeFirstHeader", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        Case{"SpaceBeforeColon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 1\r\n\r\n", 400},
        Case{"TabBeforeColon", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding\t: chunked\r\n\r\n", 400},
        Case{"NoColon", "GET / HTTP/1.1\r\nHost: a\r\nnothing\r\n\r\n", 400},
        Case{"NoName", "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 400},
        Case{"DeleteInValue", "GET / HTTP/1.1\r\nHost: a\x7f\r\n\r\n", 400},
        Case{"TwoLengthsThatDiffer", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
        Case{"TwoLengthsThatAgree", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\ncontent-length: 1\r\n\r\n", 400},
        Case{"LengthList", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400},
        Case{"LengthWithSign", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400},
        Case{"NegativeLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        Case{"HexLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400},
        Case{"EmptyLength", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400},
        Case{"LengthBeyond64Bits", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551617\r\n\r\n", 413},
        Case{"LengthThenChunked", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Case{"ChunkedThenLength", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", 400},
        Case{"OtherCoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400},
        Case{"Identity", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", 400},
        Case{"AlmostChunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 400},
        Case{"VerticalTabChunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \vchunked\r\n\r\n", 400},
        Case{"ChunkedTwice", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Case{"ChunkedInOldVersion", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        Case{"ChunkedInCapitals", "POST / HTTP/1.1\r\nHost: a\r\nTRANSFER-ENCODING: Chunked \r\n\r\n", 0},
        Case{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400}, Case{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        Case{"NoVersion", "GET /\r\n\r\n", 400}, Case{"NewerVersion", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        Case{"WrongVersion", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400}, Case{"LowerCaseVersion", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
        Case{"SpaceInTarget", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400}, Case{"TwoSpaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Case{"RawUtf8InTarget", "GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Case{"FragmentInTarget", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400}, Case{"BadMethod", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Case{"TlsHello", "\x16\x03\x01\x02", 400}),
    [](const auto& heads) { return heads.param.name; });

TEST(HeadScanner, RefusesAZeroByteInAValue) { EXPECT_EQ(verdict(std::string_view("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 29)), 400); }

TEST(HeadScanner, BoundsTheRequestLineToTheByte) {
  const HeadLimits limits{.requestLineBytes = 100};
  const std::string rest = "\r\nHost: a\r\n\r\n";
  const auto line = [](std::size_t size) { return "GET /" + std::string(size - 14, 'a') + " HTTP/1.1"; };
  EXPECT_EQ(verdict(line(100) + rest, limits), 0);
  EXPECT_EQ(verdictByteByByte(line(100) + rest, limits), 0);
  EXPECT_EQ(verdict(line(101) + rest, limits), 414);
  EXPECT_EQ(verdict(std::string(102, 'a'), limits), 414) << "without waiting for the line's end";
}

TEST(HeadScanner, BoundsTheHeadersTogether) {
  const HeadLimits limits{.headerBytes = 200};
  const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
  EXPECT_EQ(verdict(start + std::string(180, 'a') + "\r\n\r\n", limits), 0);
  EXPECT_EQ(verdict(start + std::string(200, 'a') + "\r\n\r\n", limits), 431);
  EXPECT_EQ(verdict(start + std::string(200, 'a'), limits), 431) << "without waiting for the line's end";
}

TEST(HeadScanner, BoundsTheNumberOfHeaders) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 1; i < 100; ++i) head += "X: y\r\n";
  EXPECT_EQ(verdict(head + "\r\n"), 0);
  EXPECT_EQ(verdict(head + "X: y\r\n"), 431);
}

TEST(HeadScanner, FindsTheEndBeforeTheNextRequest) {
  const std::string first = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  HeadScanner scanner({});
  EXPECT_FALSE(scanner.scan(first + "GET /2 HTTP/1.1\r\n\r\n"));
  EXPECT_TRUE(scanner.done());
  EXPECT_EQ(scanner.size(), first.size());
}

}  // namespace
}  // namespace hookline::net::internal
