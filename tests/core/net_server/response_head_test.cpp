#include <gtest/gtest.h>

#include <chrono>

#include "net/server_response_head.h"

namespace hookline::net::internal {
namespace {

using std::chrono::system_clock;

TEST(DateValue, IsAnHttpDate) {
  DateValue date;
  EXPECT_EQ(date.at(system_clock::time_point(std::chrono::seconds(784111777))), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date.at(system_clock::time_point(std::chrono::milliseconds(1709209800999))), "Thu, 29 Feb 2024 12:30:00 GMT");
}

std::string headOf(const ServerResponse& response, const ResponseHeadParts& parts) {
  std::string out;
  appendResponseHead(out, response, parts);
  return out;
}

TEST(ResponseHead, CarriesOwnHeadersAndTheHandlers) {
  ServerResponse response;
  response.status = 201;
  response.headers = {{"Content-Type", "text/plain"}, {"content-length", "7"}, {"CONNECTION", "upgrade"}, {"Date", "x"}};
  response.body = "abc";
  EXPECT_EQ(headOf(response, {.serverName = "S", .date = "D", .keepAlive = true}),
            "HTTP/1.1 201 Created\r\nDate: D\r\nServer: S\r\nContent-Length: 3\r\nContent-Type: text/plain\r\n\r\n");
}

TEST(ResponseHead, LeavesOutWhatWouldSplitIt) {
  ServerResponse response;
  response.headers = {{"X", "a\r\nSet-Cookie: b"}, {"Y\r\nZ", "a"}, {"", "a"}, {"W", "a\nb"}, {"Good", "a"}};
  std::string out;
  EXPECT_EQ(appendResponseHead(out, response, {.date = "D", .keepAlive = true}), 4u);
  EXPECT_EQ(out, "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 0\r\nGood: a\r\n\r\n");
}

TEST(ResponseHead, HasNoLengthWhereNoBodyCanBe) {
  ServerResponse response;
  response.status = 204;
  EXPECT_EQ(headOf(response, {.date = "D", .keepAlive = true}), "HTTP/1.1 204 No Content\r\nDate: D\r\n\r\n");
  response.status = 599;
  EXPECT_EQ(headOf(response, {.date = "D"}), "HTTP/1.1 599 \r\nDate: D\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

TEST(ErrorResponse, IsJsonWhateverTheSentence) {
  const auto response = errorResponse(400, "a \"quote\" and \xff");
  EXPECT_EQ(response.body, "{\"error\":\"a \\\"quote\\\" and \xEF\xBF\xBD\"}");
  EXPECT_EQ(response.headers.at(0), (model::HttpHeader{"Content-Type", "application/json"}));
}

}  // namespace
}  // namespace hookline::net::internal
