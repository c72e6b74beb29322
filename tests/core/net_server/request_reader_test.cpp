#include <gtest/gtest.h>

#include <string>

#include "net/server_request_reader.h"

namespace hookline::net::internal {
namespace {

using State = RequestReader::State;

HttpServerOptions smallLimits() {
  HttpServerOptions options;
  options.bodyLimitBytes = 10;
  return options;
}

/// Feeds bytes in pieces of `step` and keeps what is left over, as a connection does.
struct Feeder {
  explicit Feeder(HttpServerOptions o = {}, bool secure = false) : options(std::move(o)), reader(options, secure) {}

  State feed(std::string_view bytes, std::size_t step = std::string_view::npos) {
    State state = State::kHead;
    while (!bytes.empty()) {
      const auto piece = bytes.substr(0, step);
      left += piece;
      bytes.remove_prefix(piece.size());
      state = more();
      if (state == State::kDone || state == State::kRefused) {
        left += bytes;
        return state;
      }
    }
    return state;
  }
  State more() {
    std::size_t used = 0;
    const auto state = reader.read(left, used);
    left.erase(0, used);
    return state;
  }

  HttpServerOptions options;
  RequestReader reader;
  std::string left;
};

const std::string kChunkedHead = "POST /e HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(RequestReader, ReadsARequestInPiecesOfAnySize) {
  const std::string text = "POST /e?x=%20 HTTP/1.1\r\nHost: a\r\nX-Two:  b c \r\nContent-Length: 5\r\n\r\nhello";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    Feeder feeder;
    ASSERT_EQ(feeder.feed(text, step), State::kDone) << step;
    const auto request = feeder.reader.take();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/e?x=%20");
    EXPECT_EQ(request.body, "hello");
    ASSERT_EQ(request.headers.size(), 3u);
    EXPECT_EQ(request.headers[1], (model::HttpHeader{"X-Two", "b c"}));
  }
}

TEST(RequestReader, ReadsAChunkedBodyInPiecesOfAnySizeAndDropsTrailers) {
  const std::string text = kChunkedHead + "5;name=\"value\"\r\nhello\r\n00A\r\n, world!!!\r\n0\r\nTrailer: t\r\n\r\n";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    Feeder feeder;
    ASSERT_EQ(feeder.feed(text, step), State::kDone) << step;
    const auto request = feeder.reader.take();
    EXPECT_EQ(request.body, "hello, world!!!");
    EXPECT_EQ(request.headers.size(), 2u);
    EXPECT_TRUE(feeder.left.empty());
  }
}

TEST(RequestReader, LeavesTheNextRequestAlone) {
  Feeder feeder;
  ASSERT_EQ(feeder.feed("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nxGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"), State::kDone);
  EXPECT_EQ(feeder.reader.take().body, "x");
  feeder.reader.next();
  ASSERT_EQ(feeder.more(), State::kDone);
  const auto second = feeder.reader.take();
  EXPECT_EQ(second.target, "/2");
  EXPECT_EQ(second.body, "");
}

TEST(RequestReader, SkipsOneEmptyLineBeforeARequestAndNotTwo) {
  Feeder one;
  EXPECT_EQ(one.feed("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 1), State::kDone);
  Feeder two;
  EXPECT_EQ(two.feed("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 1), State::kRefused);
}

TEST(RequestReader, RefusesALengthOverTheLimitBeforeTheBody) {
  Feeder atLimit(smallLimits());
  EXPECT_EQ(atLimit.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"), State::kBody);
  Feeder over(smallLimits());
  ASSERT_EQ(over.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n"), State::kRefused);
  EXPECT_EQ(over.reader.refusal().status, 413);
}

TEST(RequestReader, RefusesChunksOverTheLimitAsTheyAreAnnounced) {
  Feeder atLimit(smallLimits());
  EXPECT_EQ(atLimit.feed(kChunkedHead + "5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n"), State::kDone);
  Feeder over(smallLimits());
  ASSERT_EQ(over.feed(kChunkedHead + "5\r\nhello\r\n6\r\n"), State::kRefused);
  EXPECT_EQ(over.reader.refusal().status, 413);
}

TEST(RequestReader, LetsSingleTargetsHaveLargerBodies) {
  auto options = smallLimits();
  options.bodyLimitFor = [](std::string_view method, std::string_view target) -> std::size_t {
    return method == "POST" && target == "/batch" ? 20 : 0;
  };
  Feeder batch(options);
  EXPECT_EQ(batch.feed("POST /batch HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n"), State::kBody);
  Feeder other(options);
  EXPECT_EQ(other.feed("POST /other HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n"), State::kRefused);
  Feeder small(options);
  EXPECT_EQ(small.feed("POST /other HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"), State::kBody) << "never below the general limit";
}

TEST(RequestReader, RefusesBrokenChunks) {
  const std::string bad[] = {"x\r\n",
                             "\r\n",
                             "-1\r\n",
                             "0x5\r\nhello\r\n\r\n",
                             "5\nhello\r\n0\r\n\r\n",
                             "5 \nhello\r\n0\r\n\r\n",
                             "5\r\nhelloX\r\n0\r\n\r\n",
                             "5\r\nhello\n0\r\n\r\n",
                             "5\r\nhello0\r\n\r\n",
                             "5\rXhello\r\n0\r\n\r\n",
                             "10000000000000000\r\n",
                             "0\r\nTrailer: a\r\n folded\r\n\r\n",
                             "0\r\nTrailer : a\r\n\r\n",
                             "0\r\nContent-Length: 3\r\n\r\n",
                             "0\r\nTransfer-Encoding: chunked\r\n\r\n",
                             "0\r\nX: a\nY: b\r\n\r\n"};
  for (const auto& body : bad) {
    Feeder whole;
    ASSERT_EQ(whole.feed(kChunkedHead + body), State::kRefused) << body;
    EXPECT_TRUE(whole.reader.refusal().status == 400 || whole.reader.refusal().status == 413);
    Feeder pieces;
    EXPECT_EQ(pieces.feed(kChunkedHead + body, 1), State::kRefused) << body;
  }
}

TEST(RequestReader, RefusesAnEndlessChunkLine) {
  Feeder feeder;
  EXPECT_EQ(feeder.feed(kChunkedHead + "5;" + std::string(20000, 'a'), 1000), State::kRefused);
  EXPECT_EQ(feeder.reader.refusal().status, 400);
}

TEST(RequestReader, RefusesEndlessTrailers) {
  Feeder feeder;
  std::string body = "0\r\n";
  while (body.size() < 20000) body += "X: y\r\n";
  EXPECT_EQ(feeder.feed(kChunkedHead + body, 1000), State::kRefused);
}

TEST(RequestReader, RefusesAFloodOfChunkExtensionsButTakesTinyChunks) {
  std::string flood;
  for (int i = 0; i < 20; ++i) flood += "1;" + std::string(8000, 'a') + "\r\nx\r\n";
  Feeder bad;
  EXPECT_EQ(bad.feed(kChunkedHead + flood), State::kRefused);
  std::string tiny;
  for (int i = 0; i < 50000; ++i) tiny += "1\r\nx\r\n";
  Feeder good;
  ASSERT_EQ(good.feed(kChunkedHead + tiny + "0\r\n\r\n"), State::kDone);
  EXPECT_EQ(good.reader.take().body.size(), 50000u);
}

TEST(RequestReader, CutsAnAbsoluteTargetToItsPath) {
  const auto target = [](const std::string& line, bool secure = false) {
    Feeder feeder({}, secure);
    return feeder.feed(line + " HTTP/1.1\r\nHost: a:1\r\n\r\n") == State::kDone ? feeder.reader.take().target : "refused";
  };
  EXPECT_EQ(target("GET http://a:1/p?q"), "/p?q");
  EXPECT_EQ(target("GET HTTP://A:1/p"), "/p");
  EXPECT_EQ(target("GET http://a:1"), "/");
  EXPECT_EQ(target("GET http://a:1?q"), "/?q");
  EXPECT_EQ(target("GET https://a:1/p", true), "/p");
  EXPECT_EQ(target("OPTIONS http://a:1"), "*");
  EXPECT_EQ(target("OPTIONS *"), "*");
  EXPECT_EQ(target("GET *"), "refused");
  EXPECT_EQ(target("GET https://a:1/p"), "refused") << "another scheme than the connection's";
  EXPECT_EQ(target("GET http://b/p"), "refused") << "another host than Host";
  EXPECT_EQ(target("GET http://user@a:1/p"), "refused");
  EXPECT_EQ(target("GET ftp://a:1/p"), "refused");
  EXPECT_EQ(target("CONNECT a:1"), "refused");
  EXPECT_EQ(target("GET p"), "refused");
}

TEST(RequestReader, KnowsWhenToKeepTheConnection) {
  const auto keeps = [](const std::string& rest) {
    Feeder feeder;
    EXPECT_EQ(feeder.feed("GET / " + rest + "\r\n\r\n"), State::kDone);
    return feeder.reader.keepAlive();
  };
  EXPECT_TRUE(keeps("HTTP/1.1\r\nHost: a"));
  EXPECT_FALSE(keeps("HTTP/1.1\r\nHost: a\r\nConnection: close"));
  EXPECT_FALSE(keeps("HTTP/1.1\r\nHost: a\r\nConnection: x, Close"));
  EXPECT_FALSE(keeps("HTTP/1.0"));
  EXPECT_TRUE(keeps("HTTP/1.0\r\nConnection: keep-alive"));
}

TEST(RequestReader, TellsOnceThatTheClientWaitsForContinue) {
  Feeder feeder;
  ASSERT_EQ(feeder.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n"), State::kBody);
  EXPECT_TRUE(feeder.reader.takeExpectation());
  EXPECT_FALSE(feeder.reader.takeExpectation());
  Feeder old;
  ASSERT_EQ(old.feed("POST / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n"), State::kBody);
  EXPECT_FALSE(old.reader.takeExpectation()) << "HTTP/1.0 does not know it";
  Feeder other;
  ASSERT_EQ(other.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: miracles\r\n\r\n"), State::kRefused);
  EXPECT_EQ(other.reader.refusal().status, 417);
}

}  // namespace
}  // namespace hookline::net::internal
