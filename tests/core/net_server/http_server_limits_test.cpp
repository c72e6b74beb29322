#include "core/net_server/server_fixture.h"

namespace hookline::net {
namespace {

using support::RawClient;

/// The handler must never see what breaks a limit.
void forbidden(ServerRequest request, base::Completion<ServerResponse>) { ADD_FAILURE() << "got through: " << request.target; }

void expectRefusal(RawClient& client, int status) {
  const auto response = client.readResponse();
  EXPECT_EQ(response.status, status);
  ASSERT_EQ(response.headers.count("content-type"), 1u);
  EXPECT_EQ(response.headers.at("content-type"), "application/json");
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_TRUE(response.body.starts_with("{\"error\":\"")) << response.body;
  client.finishSending();
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed) << "the answer must not be torn by a reset";
  EXPECT_TRUE(client.pending().empty());
}

struct Form {
  const char* name;
  const char* bytes;
  int status;
};

class SmugglingForms : public testing::TestWithParam<Form> {};

TEST_P(SmugglingForms, AreRefusedAndTheConnectionIsClosed) {
  auto server = startServer({}, forbidden);
  RawClient client(server->port());
  client.send(GetParam().bytes);
  client.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
  expectRefusal(client, GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(
    All, SmugglingForms,
    testing::Values(
        Form{"BareLf", "GET / HTTP/1.1\nHost: a\n\n", 400}, Form{"ObsFold", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400},
        Form{"TwoLengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400},
        Form{"LengthList", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1,1\r\n\r\nx", 400},
        Form{"LengthAndChunked", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Form{"ChunkedAndLength", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
        Form{"OtherCoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n", 400},
        Form{"SpaceBeforeColon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\n", 400},
        Form{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Form{"BrokenChunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n", 400},
        Form{"BareLfInChunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n", 400},
        Form{"FoldedTrailer", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: a\r\n b\r\n\r\n", 400},
        Form{"OtherExpectation", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: x\r\n\r\n", 417},
        Form{"OtherVersion", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505}),
    [](const auto& form) { return form.param.name; });

AddressRange range(const char* text) { return *AddressRange::parse(text); }

TEST(DaemonDone7OnlyFrom, AStrangerIsRefusedBeforeAnythingOfItsRequestIsRead) {
  HttpServerOptions options;
  options.onlyFrom = {range("127.0.0.3/32")};
  auto server = startServer(options, forbidden);
  RawClient silent(server->port(), "127.0.0.1", "127.0.0.2");
  expectRefusal(silent, 403);
  RawClient sending(server->port(), "127.0.0.1", "127.0.0.2");
  sending.send("POST /api/events HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n{");
  expectRefusal(sending, 403);
}

TEST(DaemonDone7OnlyFrom, ThoseInTheRangeAndCallersFromTheSameAddressAreServed) {
  HttpServerOptions options;
  options.onlyFrom = {range("127.0.0.3/32")};
  auto server = startServer(options, echo);
  for (const char* from : {"127.0.0.3", "127.0.0.1"}) {
    RawClient client(server->port(), "127.0.0.1", from);
    client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.readResponse().status, 200) << from;
  }
}

TEST(DaemonDone7OnlyFrom, StrangersTakeNobodysPlace) {
  HttpServerOptions options;
  options.onlyFrom = {range("127.0.0.3/32")};
  options.maxConnections = 1;
  auto server = startServer(options, echo);
  std::vector<std::unique_ptr<RawClient>> strangers;
  for (int i = 0; i < 40; ++i) strangers.push_back(std::make_unique<RawClient>(server->port(), "127.0.0.1", "127.0.0.2"));
  RawClient client(server->port(), "127.0.0.1", "127.0.0.3");
  client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.readResponse().status, 200);
}

TEST(HttpServerLimits, RefuseALongRequestLine) {
  auto server = startServer({}, forbidden);
  RawClient client(server->port());
  client.send("GET /" + std::string(8 * 1024, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n");
  expectRefusal(client, 414);
}

TEST(HttpServerLimits, RefuseLargeHeaders) {
  auto server = startServer({}, forbidden);
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(70 * 1024, 'a') + "\r\n\r\n");
  expectRefusal(client, 431);
}

TEST(HttpServerLimits, TakeHeadersUpToTheLimit) {
  auto server = startServer({}, echo);
  RawClient client(server->port());
  client.send("GET /" + std::string(8000, 'a') + " HTTP/1.1\r\nHost: a\r\nX: " + std::string(65000, 'a') + "\r\n\r\n");
  EXPECT_EQ(client.readResponse().status, 200);
}

TEST(HttpServerLimits, RefuseManyHeaders) {
  auto server = startServer({}, forbidden);
  RawClient client(server->port());
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 100; ++i) head += "X: y\r\n";
  client.send(head + "\r\n");
  expectRefusal(client, 431);
}

TEST(HttpServerLimits, RefuseALargeBodyBeforeItIsSent) {
  auto server = startServer({}, forbidden);
  RawClient client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\nExpect: 100-continue\r\n\r\n");
  expectRefusal(client, 413);
}

TEST(HttpServerLimits, LetABlindSenderReadTheRefusal) {
  auto server = startServer({}, forbidden);
  RawClient client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8388608\r\n\r\n");
  EXPECT_TRUE(client.send(std::string(8388608, 'a'))) << "the rest is drained, so that the client comes to reading";
  expectRefusal(client, 413);
}

TEST(HttpServerLimits, CutOffAnEndlessSender) {
  auto server = startServer({}, forbidden);
  RawClient client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\n\r\n");
  const std::string piece(1024 * 1024, 'a');
  bool cutOff = false;
  for (int i = 0; i < 256 && !cutOff; ++i) cutOff = !client.send(piece);
  EXPECT_TRUE(cutOff);
}

TEST(HttpServerLimits, RefuseALargeChunkedBodyAsItComes) {
  auto server = startServer({}, forbidden);
  RawClient client(server->port());
  const std::string chunk = "80000\r\n" + std::string(0x80000, 'a') + "\r\n";
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "1\r\n");
  expectRefusal(client, 413);
}

TEST(HttpServerLimits, AllowALargerBodyForSingleTargets) {
  HttpServerOptions options;
  options.bodyLimitBytes = 10;
  options.bodyLimitFor = [](std::string_view method, std::string_view target) -> std::size_t {
    return method == "POST" && target == "/batch" ? 100 : 10;
  };
  auto server = startServer(options, echo);
  RawClient client(server->port());
  client.send("POST /batch HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'b'));
  EXPECT_EQ(client.readResponse().status, 200);
  client.send("POST /event HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
  expectRefusal(client, 413);
}

HttpServerOptions impatient() {
  HttpServerOptions options;
  options.headerTimeout = base::Millis{100};
  return options;
}

TEST(HttpServerLimits, EndSlowHeaders) {
  auto server = startServer(impatient(), forbidden);
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n");
  expectRefusal(client, 408);
}

TEST(HttpServerLimits, EndSlowHeadersOfALaterRequest) {
  auto server = startServer(impatient(), echo);
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nG");
  EXPECT_EQ(client.readResponse().status, 200);
  expectRefusal(client, 408);
}

TEST(DaemonDone5Server, AHeadThatComesByteByByteGetsNoMoreTime) {
  auto options = impatient();
  options.headerLimitBytes = 1024 * 1024 * 1024;
  auto server = startServer(options, forbidden);
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
  const auto end = std::chrono::steady_clock::now() + RawClient::kPatience;
  while (client.socket().available() == 0 && std::chrono::steady_clock::now() < end) client.send("a");
  EXPECT_GT(client.socket().available(), 0U) << "refused while its bytes still come";
  expectRefusal(client, 408);
}

TEST(HttpServerLimits, CloseASilentConnection) {
  auto server = startServer(impatient(), forbidden);
  RawClient client(server->port());
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed);
  EXPECT_TRUE(client.pending().empty());
}

TEST(HttpServerLimits, EndASlowBody) {
  auto server = startServer(impatient(), forbidden);
  RawClient client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nslow");
  expectRefusal(client, 408);
}

TEST(HttpServerLimits, EndABodyThatStallsAfterABurst) {
  auto server = startServer(impatient(), forbidden);
  RawClient client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + std::string(900000, 'a'));
  expectRefusal(client, 408);
}

TEST(HttpServerLimits, CloseAnIdleConnectionWithoutAWord) {
  HttpServerOptions options;
  options.idleTimeout = base::Millis{100};
  auto server = startServer(options, echo);
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.readResponse().status, 200);
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed);
  EXPECT_TRUE(client.pending().empty());
}

/// Asks on new connections until one is let in. Zero: none was.
int statusOnceLetIn(std::uint16_t port) {
  const auto end = std::chrono::steady_clock::now() + RawClient::kPatience;
  int status = 503;
  while (status == 503 && std::chrono::steady_clock::now() < end) {
    RawClient client(port);
    client.send("GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    status = client.readResponse().status;
  }
  return status;
}

TEST(HttpServerLimits, EndAnAnswerThatNobodyReads) {
  constexpr std::size_t kSize = 64 * 1024 * 1024;
  HttpServerOptions options;
  options.idleTimeout = base::Millis{100};
  options.maxConnections = 1;
  auto server = startServer(options, [&](ServerRequest request, base::Completion<ServerResponse> done) {
    if (request.target == "/next") return echo(std::move(request), std::move(done));
    ServerResponse response;
    response.body = std::string(kSize, 'a');
    std::move(done)(std::move(response));
  });
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(statusOnceLetIn(server->port()), 200) << "its place is free again";
  EXPECT_LT(client.readAll().size(), kSize);
}

TEST(HttpServerLimits, Answer503BeyondTheConnectionsAllowed) {
  HttpServerOptions options;
  options.maxConnections = 3;
  auto server = startServer(options, echo);
  std::vector<std::unique_ptr<RawClient>> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(std::make_unique<RawClient>(server->port()));
    held.back()->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(held.back()->readResponse().status, 200);
  }
  RawClient fourth(server->port());
  fourth.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  expectRefusal(fourth, 503);
  held[0]->send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(held[0]->readResponse().status, 200) << "those who are in are served on";
  held[0]->finishSending();
  EXPECT_EQ(held[0]->readEnd(), RawClient::End::kClosed);
  held[0]->close();
  EXPECT_EQ(statusOnceLetIn(server->port()), 200) << "the place is free again";
}

TEST(DaemonDone5Server, WhoHoldsTheConnectionAfterTheLastAnswerLosesItsPlace) {
  HttpServerOptions options;
  options.maxConnections = 1;
  auto server = startServer(options, echo);
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.readResponse().status, 200);
  EXPECT_EQ(statusOnceLetIn(server->port()), 200) << "it has neither hung up nor said another word";
}

TEST(HttpServerLimits, SurviveAFloodOfConnections) {
  HttpServerOptions options;
  options.maxConnections = 2;
  auto server = startServer(options, echo);
  std::vector<std::unique_ptr<RawClient>> crowd;
  for (int i = 0; i < 100; ++i) crowd.push_back(std::make_unique<RawClient>(server->port()));
  crowd[0]->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(crowd[0]->readResponse().status, 200);
  int refused = 0;
  for (std::size_t i = 2; i < crowd.size(); ++i) refused += crowd[i]->readResponse().status == 503 ? 1 : 0;
  EXPECT_GT(refused, 0);
  EXPECT_LT(refused, 98) << "beyond a bound nobody is told";
}

}  // namespace
}  // namespace hookline::net
