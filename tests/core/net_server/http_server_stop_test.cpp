#include <thread>

#include "core/net_server/server_fixture.h"

namespace hookline::net {
namespace {

using support::RawClient;
using Answer = base::Completion<ServerResponse>;

const std::string kGet = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr base::Millis kLongGrace = std::chrono::duration_cast<base::Millis>(RawClient::kPatience);

/// A server that owes every answer: the test gives it.
struct Owing {
  Owing() {
    server = startServer({}, [this](ServerRequest, Answer done) { answers.give(std::move(done)); });
  }
  Handover<Answer> answers;
  std::unique_ptr<HttpServer> server;
};

TEST(HttpServerStop, ClosesIdleConnectionsAtOnce) {
  auto server = startServer({}, echo);
  RawClient used(server->port());
  used.send(kGet);
  EXPECT_EQ(used.readResponse().status, 200);
  RawClient silent(server->port());
  const auto begin = std::chrono::steady_clock::now();
  server->stop(base::Millis{60000});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(50)) << "the grace was not used up";
  EXPECT_EQ(used.readEnd(), RawClient::End::kClosed);
  EXPECT_NE(silent.readEnd(), RawClient::End::kStillOpen);
}

TEST(HttpServerStop, LetsAnAnswerUnderWayEndWithinTheGrace) {
  Owing owing;
  RawClient client(owing.server->port());
  client.send(kGet);
  auto answer = owing.answers.wait();
  ASSERT_TRUE(answer);
  std::thread stopper([&] { owing.server->stop(kLongGrace); });
  // Refused from now on: the stop has begun.
  const auto refusing = [&] {
    try {
      RawClient late(owing.server->port());
      return false;
    } catch (const std::exception&) {
      return true;
    }
  };
  while (!refusing()) std::this_thread::yield();
  ServerResponse response;
  response.body = "in time";
  std::move (*answer)(std::move(response));
  const auto got = client.readResponse();
  EXPECT_EQ(got.body, "in time");
  EXPECT_EQ(got.headers.at("connection"), "close");
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed);
  client.close();
  stopper.join();
}

TEST(HttpServerStop, CutsWhatOutlastsTheGrace) {
  Owing owing;
  RawClient client(owing.server->port());
  client.send(kGet);
  auto answer = owing.answers.wait();
  ASSERT_TRUE(answer);
  owing.server->stop(base::Millis{50});
  EXPECT_EQ(client.readEnd(), RawClient::End::kReset);
  std::move (*answer)(ServerResponse{});
}

TEST(HttpServerStop, AnAnswerMayComeWhenTheServerIsGone) {
  Owing owing;
  RawClient client(owing.server->port());
  client.send(kGet);
  auto answer = owing.answers.wait();
  ASSERT_TRUE(answer);
  owing.server.reset();
  std::thread([&] { std::move (*answer)(ServerResponse{}); }).join();
}

TEST(HttpServerStop, AnAnswerMayComeWhenTheClientIsGone) {
  Owing owing;
  {
    RawClient client(owing.server->port());
    client.send(kGet);
    auto answer = owing.answers.wait();
    ASSERT_TRUE(answer);
    client.close();
    ServerResponse response;
    response.body = std::string(1024 * 1024, 'a');
    std::move (*answer)(std::move(response));
  }
  RawClient next(owing.server->port());
  next.send(kGet);
  auto answer = owing.answers.wait();
  ASSERT_TRUE(answer);
  std::move (*answer)(ServerResponse{});
  EXPECT_EQ(next.readResponse().status, 200);
}

TEST(HttpServerStop, DropsJobsAfterwardsAndMayBeRepeated) {
  auto server = startServer({}, echo);
  server->stop(base::Millis{0});
  auto witness = std::make_shared<int>(0);
  bool ran = false;
  server->post([witness, &ran] { ran = true; });
  EXPECT_EQ(witness.use_count(), 1) << "the job was dropped, not kept";
  server->stop(base::Millis{1000});
  server.reset();
  EXPECT_FALSE(ran);
}

TEST(HttpServerStop, FreesThePort) {
  auto server = startServer({}, echo);
  const auto port = server->port();
  RawClient client(port);
  client.send(kGet);
  EXPECT_EQ(client.readResponse().status, 200);
  server->stop(base::Millis{0});
  HttpServerOptions options;
  options.port = port;
  const auto again = HttpServer::start(options, echo, base::Log());
  EXPECT_TRUE(again) << again.error().message;
}

TEST(HttpServerStop, IsSafeUnderTraffic) {
  for (int round = 0; round < 20; ++round) {
    std::mutex mutex;
    std::vector<std::thread> workers;
    auto server = startServer({}, [&](ServerRequest request, Answer done) {
      std::scoped_lock lock(mutex);
      if (workers.size() > 50) return echo(std::move(request), std::move(done));
      workers.emplace_back([r = std::move(request), d = std::move(done)]() mutable { echo(std::move(r), std::move(d)); });
    });
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
      clients.emplace_back([port = server->port()] {
        try {
          RawClient client(port);
          while (client.send(kGet) && client.readResponse().status == 200) {
          }
        } catch (const std::exception&) {  // refused: the server has stopped
        }
      });
    }
    Handover<bool> turn;
    server->post([&] { turn.give(true); });
    turn.wait();
    server->stop(base::Millis{round % 3 == 0 ? 0 : 1000});
    server.reset();
    for (auto& thread : clients) thread.join();
    for (auto& thread : workers) thread.join();
  }
}

}  // namespace
}  // namespace hookline::net
