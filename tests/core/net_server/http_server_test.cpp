#include <set>
#include <thread>

#include "core/net_server/server_fixture.h"

namespace hookline::net {
namespace {

using support::RawClient;

const std::string kGet = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(HttpServer, AnswersARequestWithTheServersOwnHeaders) {
  ServerRequest seen;
  auto server = startServer({}, [&](ServerRequest request, base::Completion<ServerResponse> done) {
    seen = request;
    echo(std::move(request), std::move(done));
  });
  RawClient client(server->port());
  client.send("POST /e?q=1 HTTP/1.1\r\nHost: a\r\nX-Y: z\r\nContent-Length: 5\r\n\r\nhello");
  const auto response = client.readResponse();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "POST /e?q=1 hello");
  EXPECT_EQ(response.headers.at("server"), "Hookline");
  EXPECT_EQ(response.headers.at("content-type"), "text/plain");
  EXPECT_TRUE(response.headers.at("date").ends_with(" GMT"));
  EXPECT_EQ(response.headers.count("connection"), 0u);
  server->stop(base::Millis{0});
  EXPECT_EQ(seen.peer, "127.0.0.1");
  EXPECT_FALSE(seen.secure);
  EXPECT_EQ(seen.headers.at(1), (model::HttpHeader{"X-Y", "z"}));
}

TEST(HttpServer, NamesItsAddress) {
  auto server = startServer({}, echo);
  EXPECT_NE(server->port(), 0);
  EXPECT_EQ(server->url(), "http://127.0.0.1:" + std::to_string(server->port()));
}

TEST(HttpServer, ServesIPv6AndBracketsItsAddress) {
  HttpServerOptions options;
  options.host = "::1";
  Handover<std::string> peer;
  auto started = HttpServer::start(
      options,
      [&](ServerRequest request, base::Completion<ServerResponse> done) {
        peer.give(request.peer);
        echo(std::move(request), std::move(done));
      },
      base::Log());
  if (!started && started.error().code == base::Errc::kInvalid) GTEST_SKIP() << "no IPv6 loopback here: " << started.error().message;
  ASSERT_TRUE(started);
  EXPECT_EQ((*started)->url(), "http://[::1]:" + std::to_string((*started)->port()));
  RawClient client((*started)->port(), "::1");
  client.send(kGet);
  EXPECT_EQ(client.readResponse().status, 200);
  EXPECT_EQ(peer.wait(), "::1");
}

TEST(HttpServer, SaysThatThePortIsTaken) {
  auto server = startServer({}, echo);
  HttpServerOptions options;
  options.port = server->port();
  const auto second = HttpServer::start(options, echo, base::Log());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::Errc::kInUse);
  EXPECT_EQ(second.error().message,
            "Port " + std::to_string(server->port()) +
                " on 127.0.0.1 is taken by another program. Choose another with --listen, or port 0 for a free one.");
}

TEST(HttpServer, RefusesAHostThatIsNoLiteralAddress) {
  HttpServerOptions options;
  options.host = "localhost";
  const auto named = HttpServer::start(options, echo, base::Log());
  ASSERT_FALSE(named);
  EXPECT_EQ(named.error().code, base::Errc::kInvalid);
  EXPECT_NE(named.error().message.find("localhost"), std::string::npos);
  options.host = "192.0.2.1";
  const auto foreign = HttpServer::start(options, echo, base::Log());
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, base::Errc::kInvalid);
  EXPECT_NE(foreign.error().message.find("192.0.2.1"), std::string::npos);
}

TEST(HttpServer, KeepsAConnectionForManyRequests) {
  auto server = startServer({}, echo);
  RawClient client(server->port());
  for (int i = 0; i < 50; ++i) {
    client.send("POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
    EXPECT_EQ(client.readResponse().body, "POST /" + std::to_string(i) + " x");
  }
}

TEST(HttpServer, ClosesWhenTheClientAsks) {
  auto server = startServer({}, echo);
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const auto response = client.readResponse();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed);
}

TEST(HttpServer, SpeaksHttp10) {
  auto server = startServer({}, echo);
  RawClient once(server->port());
  once.send("GET /a HTTP/1.0\r\n\r\n");
  EXPECT_EQ(once.readResponse().headers.at("connection"), "close");
  EXPECT_EQ(once.readEnd(), RawClient::End::kClosed);
  RawClient kept(server->port());
  for (int i = 0; i < 2; ++i) {
    kept.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.readResponse().headers.at("connection"), "keep-alive");
  }
}

TEST(HttpServer, AnswersAClientThatEndedItsHalf) {
  auto server = startServer({}, echo);
  RawClient client(server->port());
  client.send(kGet);
  client.finishSending();
  EXPECT_EQ(client.readResponse().body, "GET /x ");
  EXPECT_EQ(client.readEnd(), RawClient::End::kClosed);
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  std::mutex mutex;
  std::vector<std::thread> threads;
  auto server = startServer({}, [&](ServerRequest request, base::Completion<ServerResponse> done) {
    // Every second one is answered from elsewhere, so that a server without order would mix them.
    if (request.target.back() % 2 == 0) return echo(std::move(request), std::move(done));
    std::scoped_lock lock(mutex);
    threads.emplace_back([r = std::move(request), d = std::move(done)]() mutable { echo(std::move(r), std::move(d)); });
  });
  RawClient client(server->port());
  std::string requests;
  for (int i = 0; i < 20; ++i) requests += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab";
  client.send(requests);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.readResponse().body, "POST /" + std::to_string(i) + " ab");
  server->stop(base::Millis{0});
  for (auto& thread : threads) thread.join();
}

TEST(HttpServer, AnswersHeadWithTheLengthAndNoBody) {
  auto server = startServer({}, echo);
  RawClient client(server->port());
  client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + kGet);
  EXPECT_EQ(client.readResponse(true).headers.at("content-length"), "8");
  EXPECT_EQ(client.readResponse().body, "GET /x ");
}

TEST(HttpServer, SendsNoBodyWith204) {
  auto server = startServer({}, [](ServerRequest, base::Completion<ServerResponse> done) {
    ServerResponse response;
    response.status = 204;
    response.body = "never";
    std::move(done)(std::move(response));
  });
  RawClient client(server->port());
  client.send(kGet + kGet);
  for (int i = 0; i < 2; ++i) {
    const auto response = client.readResponse();
    EXPECT_EQ(response.status, 204);
    EXPECT_EQ(response.headers.count("content-length"), 0u);
  }
  EXPECT_TRUE(client.pending().empty());
}

TEST(HttpServer, PassesEveryMethodOn) {
  auto server = startServer({}, echo);
  RawClient client(server->port());
  for (const std::string method : {"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"}) {
    client.send(method + " /m HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.readResponse().body, method + " /m ");
  }
}

TEST(HttpServer, TakesAndGivesBodiesOfTheFullSize) {
  HttpServerOptions options;
  options.bodyLimitBytes = 16 * 1024 * 1024;
  auto server = startServer(options, echo);
  RawClient client(server->port());
  std::string body(options.bodyLimitBytes, 'a');
  for (std::size_t i = 0; i < body.size(); i += 997) body[i] = static_cast<char>('b' + i % 20);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
  client.send(body);
  EXPECT_TRUE(client.readResponse().body == "POST / " + body);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1000000\r\n" + body + "\r\n0\r\n\r\n");
  EXPECT_TRUE(client.readResponse().body == "POST / " + body);
}

TEST(HttpServer, AsksForTheBodyThatWaitsForContinue) {
  auto server = startServer({}, echo);
  RawClient client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  EXPECT_EQ(client.readResponse().body, "POST / hi");
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nhi");
  EXPECT_EQ(client.readResponse().body, "POST / hi") << "a body that is here already is not asked for";
}

TEST(HttpServer, TakesAnswersFromAnyThread) {
  std::mutex mutex;
  std::vector<std::thread> threads;
  auto server = startServer({}, [&](ServerRequest request, base::Completion<ServerResponse> done) {
    std::scoped_lock lock(mutex);
    threads.emplace_back([r = std::move(request), d = std::move(done)]() mutable { echo(std::move(r), std::move(d)); });
  });
  for (int i = 0; i < 10; ++i) {
    RawClient client(server->port());
    client.send(kGet + kGet);
    EXPECT_EQ(client.readResponse().body, "GET /x ");
    EXPECT_EQ(client.readResponse().body, "GET /x ");
  }
  server->stop(base::Millis{0});
  for (auto& thread : threads) thread.join();
}

TEST(HttpServer, Answers503WhenNobodyAnswers) {
  auto server = startServer({}, [](ServerRequest, base::Completion<ServerResponse>) {});
  RawClient client(server->port());
  client.send(kGet + kGet);
  for (int i = 0; i < 2; ++i) {
    const auto response = client.readResponse();
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.headers.at("content-type"), "application/json");
    EXPECT_TRUE(response.body.starts_with("{\"error\":"));
  }
}

TEST(HttpServer, ReplacesAnImpossibleStatus) {
  auto server = startServer({}, [](ServerRequest, base::Completion<ServerResponse> done) {
    ServerResponse response;
    response.status = 101;
    std::move(done)(std::move(response));
  });
  RawClient client(server->port());
  client.send(kGet);
  EXPECT_EQ(client.readResponse().status, 500);
}

TEST(HttpServer, DropsTheConnectionWithAResetWhenToldSo) {
  auto server = startServer({}, [](ServerRequest, base::Completion<ServerResponse> done) {
    ServerResponse response;
    response.drop = true;
    std::move(done)(std::move(response));
  });
  RawClient client(server->port());
  client.send(kGet);
  EXPECT_EQ(client.readEnd(), RawClient::End::kReset);
  EXPECT_TRUE(client.pending().empty());
}

TEST(HttpServer, RunsPostedJobsInOrderOnItsThread) {
  auto server = startServer({}, echo);
  Handover<std::thread::id> first;
  std::vector<int> order;
  std::set<std::thread::id> ids;
  for (int i = 0; i < 1000; ++i) {
    server->post([&, i] {
      order.push_back(i);
      ids.insert(std::this_thread::get_id());
      if (i == 999) first.give(std::this_thread::get_id());
    });
  }
  const auto id = first.wait();
  ASSERT_TRUE(id);
  EXPECT_NE(*id, std::this_thread::get_id());
  EXPECT_EQ(ids.size(), 1u);
  EXPECT_EQ(order.size(), 1000u);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(HttpServer, GoesOnAfterAJobThatThrew) {
  auto server = startServer({}, echo);
  server->post([] { throw std::runtime_error("a bug"); });
  RawClient client(server->port());
  client.send(kGet);
  EXPECT_EQ(client.readResponse().status, 200);
}

}  // namespace
}  // namespace hookline::net
