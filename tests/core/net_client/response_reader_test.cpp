#include "net/response_reader.h"

#include <gtest/gtest.h>

namespace hookline::net::internal {
namespace {

model::HttpResult moved(ResponseReader& reader) {
  model::HttpResult result;
  reader.moveInto(result);
  return result;
}

TEST(ResponseReader, SkipsInterimAnswers) {
  ResponseReader reader;
  for (const auto* line : {"HTTP/1.1 103 Early Hints\r\n", "Link: x\r\n", "\r\n"}) EXPECT_TRUE(reader.headerLine(line));
  EXPECT_FALSE(reader.headComplete());
  for (const auto* line : {"HTTP/1.1 204 No Content\r\n", "X-A:  b \r\n", "\r\n"}) EXPECT_TRUE(reader.headerLine(line));
  EXPECT_TRUE(reader.headComplete());
  const auto result = moved(reader);
  EXPECT_EQ(result.status, 204);
  EXPECT_EQ(result.headers, (std::vector<model::HttpHeader>{{"X-A", "b"}}));
}

TEST(ResponseReader, GivesNoStatusBeforeTheHeadIsComplete) {
  ResponseReader reader;
  EXPECT_TRUE(reader.headerLine("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(moved(reader).status, std::nullopt);
}

TEST(ResponseReader, RefusesMoreHeadersThanTheLimit) {
  ResponseReader reader;
  EXPECT_TRUE(reader.headerLine("HTTP/1.1 200 OK\r\n"));
  for (std::size_t i = 0; i < ResponseReader::kMaxHeaders; ++i) EXPECT_TRUE(reader.headerLine("A: b\r\n"));
  EXPECT_FALSE(reader.headerLine("A: b\r\n"));
  EXPECT_NE(reader.problem().find("100"), std::string::npos);
}

TEST(ResponseReader, CountsTheBytesOfAllHeadsTogether) {
  ResponseReader reader;
  const std::string line = "HTTP/1.1 100 " + std::string(1000, 'x') + "\r\n";
  std::size_t taken = 0;
  while (taken <= ResponseReader::kMaxHeadBytes && reader.headerLine(line) && reader.headerLine("\r\n")) taken += line.size() + 2;
  EXPECT_LE(taken, ResponseReader::kMaxHeadBytes);
  EXPECT_NE(reader.problem().find("64 KiB"), std::string::npos);
}

TEST(ResponseReader, RefusesASecondStatusLineWithinAHead) {
  ResponseReader reader;
  EXPECT_TRUE(reader.headerLine("HTTP/1.1 200 OK\r\n"));
  EXPECT_FALSE(reader.headerLine("HTTP/1.1 500 Oops\r\n"));
  EXPECT_NE(reader.problem().find("second status line"), std::string::npos);
  reader.reset();
  for (const auto* line : {"HTTP/1.1 102 Processing\r\n", "\r\n", "HTTP/1.1 102 Processing\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "\r\n"})
    EXPECT_TRUE(reader.headerLine(line)) << reader.problem();
}

TEST(ResponseReader, RefusesTwoLengthsThatDiffer) {
  ResponseReader reader;
  for (const auto* line : {"HTTP/1.1 200 OK\r\n", "Content-Length: 3\r\n", "content-length: 3\r\n"}) EXPECT_TRUE(reader.headerLine(line));
  EXPECT_FALSE(reader.headerLine("CONTENT-LENGTH: 5\r\n"));
  EXPECT_NE(reader.problem().find("two different lengths"), std::string::npos);
}

TEST(ResponseReader, RefusesASwitchOfProtocol) {
  ResponseReader reader;
  EXPECT_FALSE(reader.headerLine("HTTP/1.1 101 Switching\r\n"));
}

TEST(ResponseReader, KeepsExactlyTheBodyLimit) {
  ResponseReader reader;
  EXPECT_TRUE(reader.bodyPiece(std::string(model::HttpResult::kResponseBodyLimitBytes, 'a')));
  EXPECT_FALSE(reader.truncated());
  EXPECT_FALSE(reader.bodyPiece("b"));
  const auto result = moved(reader);
  EXPECT_TRUE(result.bodyTruncated);
  EXPECT_EQ(result.body.size(), model::HttpResult::kResponseBodyLimitBytes);
}

}  // namespace
}  // namespace hookline::net::internal
