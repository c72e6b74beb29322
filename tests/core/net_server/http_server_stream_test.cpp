#include <condition_variable>

#include "core/net_server/server_fixture.h"

namespace hookline::net {
namespace {

using support::RawClient;
using Stream = std::shared_ptr<ResponseStream>;

const std::string kGet = "GET /live HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n";

/// A server whose every answer is a stream, handed to the test.
struct Streaming {
  explicit Streaming(HttpServerOptions options = {}) {
    server = startServer(options, [this](ServerRequest, base::Completion<ServerResponse> done) {
      ServerResponse response;
      response.headers.push_back({"Content-Type", "text/event-stream"});
      response.body = ": hello\n\n";
      response.stream = [this](Stream stream) { streams.give(std::move(stream)); };
      std::move(done)(std::move(response));
    });
  }
  Handover<Stream> streams;
  std::unique_ptr<HttpServer> server;
};

/// Waits, by writing nothing, until the stream is seen closed: the server runs the job after each round of its loop.
bool becomesClosed(HttpServer& server, const Stream& stream) {
  const auto end = std::chrono::steady_clock::now() + RawClient::kPatience;
  while (!stream->closed() && std::chrono::steady_clock::now() < end) {
    Handover<bool> turn;
    server.post([&] { turn.give(true); });
    turn.wait();
  }
  return stream->closed();
}

TEST(ResponseStream, DeliversWhatIsWrittenAtOnce) {
  Streaming streaming;
  RawClient client(streaming.server->port());
  client.send(kGet);
  const auto head = client.readUntil("\r\n\r\n");
  EXPECT_NE(head.find("HTTP/1.1 200 OK"), std::string::npos);
  EXPECT_NE(head.find("Content-Type: text/event-stream"), std::string::npos);
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
  EXPECT_EQ(client.readUntil("\n\n\r\n"), "9\r\n: hello\n\n\r\n");
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE((*stream)->write("data: " + std::to_string(i) + "\n\n"));
    EXPECT_EQ(client.readUntil("\n\n\r\n"), "9\r\ndata: " + std::to_string(i) + "\n\n\r\n") << "before the next is written";
  }
  stream.reset();
  EXPECT_EQ(client.readUntil("0\r\n\r\n"), "0\r\n\r\n");
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed);
}

TEST(ResponseStream, IsEndedByTheCloseForHttp10) {
  Streaming streaming;
  RawClient client(streaming.server->port());
  client.send("GET /live HTTP/1.0\r\n\r\n");
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  (*stream)->write("data: 1\n\n");
  stream.reset();
  const auto response = client.readResponse();
  EXPECT_EQ(response.headers.count("transfer-encoding"), 0u);
  EXPECT_EQ(response.body, ": hello\n\ndata: 1\n\n");
}

TEST(DaemonDone5Server, AListenerThatSendsWithoutEndIsCutOff) {
  Streaming streaming;
  RawClient client(streaming.server->port());
  client.send(kGet);
  const auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  const std::string piece(64 * 1024, 'a');
  bool cutOff = false;
  for (int i = 0; i < 256 && !cutOff; ++i) cutOff = !client.send(piece);
  EXPECT_TRUE(cutOff);
  EXPECT_TRUE(becomesClosed(*streaming.server, *stream));
}

TEST(ResponseStream, CarriesMuchFromAnotherThread) {
  Streaming streaming;
  RawClient client(streaming.server->port());
  client.send(kGet);
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  std::string all = ": hello\n\n";
  for (int i = 0; i < 2000; ++i) all += "data: " + std::string(static_cast<std::size_t>(i % 700), 'x') + "\n\n";
  std::thread writer([&, mine = std::move(*stream)]() mutable {
    for (std::size_t at = 9; at < all.size();) {
      const auto piece = all.substr(at, 1000);
      if (mine->write(piece)) {
        at += piece.size();
      } else if (mine->closed()) {
        break;
      } else {
        std::this_thread::yield();
      }
    }
    mine.reset();
  });
  stream.reset();
  EXPECT_TRUE(client.readResponse().body == all);
  writer.join();
}

TEST(ResponseStream, RefusesBytesForASlowReaderAndNeverBlocks) {
  Streaming streaming;
  RawClient client(streaming.server->port());
  client.send(kGet);
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  // The kernel takes some megabytes first; then the queue fills, because nobody reads.
  const std::string piece(64 * 1024, 'x');
  std::size_t taken = 0;
  int refusals = 0;
  while (taken < 512u * 1024 * 1024 && refusals < 100) {
    if ((*stream)->write(piece)) {
      taken += piece.size();
      refusals = 0;
    } else {
      ++refusals;
      Handover<bool> turn;
      streaming.server->post([&] { turn.give(true); });
      turn.wait();
    }
  }
  EXPECT_EQ(refusals, 100);
  EXPECT_FALSE((*stream)->ready());
  EXPECT_FALSE((*stream)->closed()) << "slow is not gone";
  while (!(*stream)->ready() && client.readSome()) client.readUntil("x");
}

TEST(ResponseStream, EndsForAReaderThatStandsStill) {
  HttpServerOptions options;
  options.idleTimeout = base::Millis{100};
  Streaming streaming(options);
  RawClient client(streaming.server->port());
  client.send(kGet);
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  const std::string piece(64 * 1024, 'x');
  const auto end = std::chrono::steady_clock::now() + RawClient::kPatience;
  while (!(*stream)->closed() && std::chrono::steady_clock::now() < end) {
    (*stream)->write(piece);
    std::this_thread::yield();
  }
  EXPECT_TRUE((*stream)->closed());
}

TEST(ResponseStream, StaysOpenWhileThereIsNothingToSay) {
  HttpServerOptions options;
  options.idleTimeout = base::Millis{40};
  options.headerTimeout = base::Millis{40};
  Streaming streaming(options);
  RawClient client(streaming.server->port());
  client.send(kGet);
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  client.readUntil("\n\n\r\n");
  // Others come and go by time-out meanwhile, so the deadlines were surely looked at.
  for (int i = 0; i < 3; ++i) EXPECT_EQ(RawClient(streaming.server->port()).readEnd(), RawClient::End::kClosed);
  EXPECT_TRUE((*stream)->write("data: still here\n\n"));
  EXPECT_NE(client.readUntil("\n\n\r\n").find("still here"), std::string::npos);
}

TEST(ResponseStream, SeesTheClientGoWhileNothingIsWritten) {
  Streaming streaming;
  auto client = std::make_unique<RawClient>(streaming.server->port());
  client->send(kGet);
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  EXPECT_FALSE((*stream)->closed());
  client.reset();
  EXPECT_TRUE(becomesClosed(*streaming.server, *stream));
  EXPECT_FALSE((*stream)->write("data: 1\n\n"));
  EXPECT_FALSE((*stream)->ready());
}

TEST(ResponseStream, OutlivesTheServer) {
  Streaming streaming;
  RawClient client(streaming.server->port());
  client.send(kGet);
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  streaming.server.reset();
  EXPECT_TRUE((*stream)->closed());
  EXPECT_FALSE((*stream)->write("data: 1\n\n"));
  stream.reset();
}

TEST(ResponseStream, IsEndedCleanlyWhenTheServerStops) {
  Streaming streaming;
  RawClient client(streaming.server->port());
  client.send(kGet);
  auto stream = streaming.streams.wait();
  ASSERT_TRUE(stream);
  EXPECT_TRUE((*stream)->write("data: last\n\n"));
  std::thread stopper([&] { streaming.server->stop(std::chrono::duration_cast<base::Millis>(RawClient::kPatience)); });
  EXPECT_EQ(client.readResponse().body, ": hello\n\ndata: last\n\n");
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed);
  client.close();
  stopper.join();
  EXPECT_FALSE((*stream)->write("data: too late\n\n"));
}

TEST(ResponseStream, IsNotBegunForHead) {
  Streaming streaming;
  RawClient client(streaming.server->port());
  client.send("HEAD /live HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.readResponse(true).status, 200);
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed);
  EXPECT_TRUE(client.pending().empty());
}

}  // namespace
}  // namespace hookline::net
