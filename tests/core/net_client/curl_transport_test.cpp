#include "net/curl_transport.h"

#include <gmock/gmock.h>

#include <future>

#include "support/raw_receiver.h"
#include "support/transport_rig.h"

namespace hookline::net {
namespace {

using hookline::testing::answerOk;
using hookline::testing::httpAnswer;
using hookline::testing::RawPeer;
using hookline::testing::RawReceiver;
using hookline::testing::TransportRig;
using model::NetFault;
using model::Phase;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(CurlTransport, SendsExactlyWhatItWasGiven) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  auto request = TransportRig::post(receiver.url("/a/../b?c=%20d"), "{\"x\":1}");
  request.headers.push_back({"X-Empty", ""});
  request.headers.push_back({"webhook-id", "evt_1"});
  const auto result = rig.exchange(request);
  EXPECT_EQ(result.fault, NetFault::kNone) << result.faultText;
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "ok");
  EXPECT_EQ(result.phase, Phase::kDone);
  EXPECT_EQ(result.peer, "127.0.0.1:" + std::to_string(receiver.port()));
  ASSERT_EQ(receiver.requests().size(), 1U);
  EXPECT_EQ(receiver.requests()[0], "POST /a/../b?c=%20d HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(receiver.port()) +
                                        "\r\nAccept: */*\r\nContent-Type: application/json\r\nX-Empty:\r\nwebhook-id: evt_1\r\n"
                                        "User-Agent: Hookline\r\nContent-Length: 7\r\n\r\n{\"x\":1}");
}

TEST(CurlTransport, SpeaksEveryMethodWithAndWithoutBody) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  for (const auto* method : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "POST", "GET"}) {
    model::HttpRequest request;
    request.url = receiver.url();
    request.method = method;
    EXPECT_EQ(rig.exchange(request).status, 200) << method;
    EXPECT_THAT(receiver.requests().back(), StartsWith(std::string(method) + " /hook HTTP/1.1"));
    EXPECT_THAT(receiver.requests().back(), Not(HasSubstr("Content-Type")));
    request.body = std::make_shared<const std::string>("body");
    if (request.method == "HEAD") continue;
    EXPECT_EQ(rig.exchange(request).status, 200) << method;
    EXPECT_THAT(receiver.requests().back(), HasSubstr("Content-Length: 4\r\n\r\nbody"));
  }
}

TEST(CurlTransport, NeverAsksForLeaveToSendALargeBody) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  const std::string body(3 * 1024 * 1024, 'x');
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url(), body)).status, 200);
  EXPECT_THAT(receiver.requests()[0].substr(0, 1000), Not(HasSubstr("Expect")));
  EXPECT_EQ(receiver.requests()[0].size() - receiver.requests()[0].find("\r\n\r\n") - 4, body.size());
}

TEST(CurlTransport, FillsThePhaseTimes) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_GT(result.times.connect.count(), 0);
  EXPECT_EQ(result.times.tls.count(), 0);
  EXPECT_GE(result.times.firstByte, result.times.connect);
  EXPECT_GE(result.times.total, result.times.firstByte);
}

TEST(CurlTransport, KeepsAConnectionForTheNextRequest) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).status, 200);
  EXPECT_EQ(receiver.connections(), 1);
  EXPECT_EQ(receiver.requests().size(), 20U);
}

TEST(CurlTransport, OpensANewConnectionWhenToldTo) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  rig.exchange(TransportRig::post(receiver.url()));
  auto request = TransportRig::post(receiver.url());
  request.freshConnection = true;
  EXPECT_EQ(rig.exchange(request).status, 200);
  EXPECT_EQ(receiver.connections(), 2);
}

TEST(CurlTransport, RunsManyExchangesAtOnce) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  std::vector<TransferId> ids;
  for (int i = 0; i < 200; ++i) ids.push_back(rig.send(TransportRig::post(receiver.url(), std::to_string(i))));
  EXPECT_EQ(rig.transport->inFlight(), 200U);
  for (const auto id : ids) EXPECT_EQ(rig.await(id).status, 200);
  EXPECT_EQ(rig.transport->inFlight(), 0U);
  EXPECT_EQ(receiver.requests().size(), 200U);
}

TEST(CurlTransport, WaitsForAConnectionWhenAllAreTaken) {
  RawReceiver receiver(answerOk);
  TransportRig rig(CurlTransport::Options{.policy = {.allowPrivate = true}, .maxConnections = 2});
  std::vector<TransferId> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(rig.send(TransportRig::post(receiver.url())));
  for (const auto id : ids) EXPECT_EQ(rig.await(id).status, 200);
  EXPECT_LE(receiver.connections(), 2);
}

TEST(CurlTransport, RefusesMoreThanItsBound) {
  RawReceiver receiver([](RawPeer& peer) { peer.waitForClose(); });
  TransportRig rig(CurlTransport::Options{.policy = {.allowPrivate = true}, .maxConnections = 4});
  for (std::size_t i = 0; i < CurlTransport::kMaxInFlight; ++i) rig.send(TransportRig::post(receiver.url()));
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).fault, NetFault::kInternal);
  EXPECT_EQ(rig.transport->inFlight(), CurlTransport::kMaxInFlight);
}

TEST(CurlTransport, RefusesANumberThatIsUnderWayAndKeepsTheFirst) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  const auto first = rig.send(TransportRig::post(receiver.url()));
  rig.transport->send(first, TransportRig::post(receiver.url("/second")));
  std::vector<Finished> finished;
  for (int i = 0; i < 1000 && finished.size() < 2; ++i)
    for (auto& one : rig.transport->poll(base::Millis{20})) finished.push_back(std::move(one));
  ASSERT_EQ(finished.size(), 2U);
  EXPECT_EQ(finished[0].result.fault, NetFault::kInternal);
  EXPECT_EQ(finished[1].result.status, 200) << finished[1].result.faultText;
  ASSERT_EQ(receiver.requests().size(), 1U);
  EXPECT_THAT(receiver.requests()[0], StartsWith("POST /hook "));
}

TEST(CurlTransport, TakesALongerAnswerWhereTheRequestAllowsIt) {
  RawReceiver receiver([](RawPeer& peer) {
    while (!peer.readRequest().empty()) peer.write(httpAnswer(200, std::string(1000, 'x')));
  });
  TransportRig rig(CurlTransport::Options{.policy = {.allowPrivate = true}, .responseLimitBytes = 100});
  auto request = TransportRig::post(receiver.url());
  EXPECT_EQ(rig.exchange(request).body.size(), 100U);
  request.answerLimitBytes = 1000;
  const auto longer = rig.exchange(request);
  EXPECT_EQ(longer.body.size(), 1000U);
  EXPECT_FALSE(longer.bodyTruncated);
  request.answerLimitBytes = 0;
  EXPECT_EQ(rig.exchange(request).body.size(), 100U) << "one request's limit is not left to the next";
}

TEST(CurlTransport, NeverFollowsARedirect) {
  RawReceiver other(answerOk);
  RawReceiver receiver([&](RawPeer& peer) {
    peer.readRequest();
    peer.write(httpAnswer(302, "", "Location: " + other.url() + "\r\nSet-Cookie: a=b\r\n"));
    answerOk(peer);
  });
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.fault, NetFault::kNone);
  EXPECT_EQ(result.status, 302);
  EXPECT_EQ(other.connections(), 0);
  rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_THAT(receiver.requests().back(), Not(HasSubstr("Cookie")));
}

TEST(CurlTransport, SkipsInterimAnswers) {
  RawReceiver receiver([](RawPeer& peer) {
    peer.readRequest();
    peer.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + httpAnswer(201, "made", "X-A: b\r\n"));
    peer.waitForClose();
  });
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.status, 201);
  EXPECT_EQ(result.body, "made");
  EXPECT_EQ(result.headers, (std::vector<model::HttpHeader>{{"Content-Length", "4"}, {"X-A", "b"}}));
}

TEST(CurlTransport, ReadsChunksAndDropsTrailers) {
  RawReceiver receiver([](RawPeer& peer) {
    peer.readRequest();
    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n");
    answerOk(peer);
  });
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.fault, NetFault::kNone) << result.faultText;
  EXPECT_EQ(result.body, "abcde");
  EXPECT_EQ(result.headers.size(), 1U);
}

TEST(CurlTransport, LeavesACompressedBodyAsItIs) {
  const std::string squeezed("\x1f\x8b\x08\x00\x00", 5);
  RawReceiver receiver([&](RawPeer& peer) {
    peer.readRequest();
    peer.write(httpAnswer(200, squeezed, "Content-Encoding: gzip\r\n"));
    peer.waitForClose();
  });
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.fault, NetFault::kNone) << result.faultText;
  EXPECT_EQ(result.body, squeezed);
}

TEST(CurlTransport, TakesABodyOfExactlyTheLimit) {
  const std::string body(model::HttpResult::kResponseBodyLimitBytes, 'b');
  RawReceiver receiver([&](RawPeer& peer) {
    peer.readRequest();
    peer.write(httpAnswer(200, body));
    answerOk(peer);
  });
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.body, body);
  EXPECT_FALSE(result.bodyTruncated);
}

TEST(CurlTransport, ClosesAnEndlessBodyAtTheLimitAndCountsItAsAnswered) {
  std::promise<void> closed;
  RawReceiver receiver([&](RawPeer& peer) {
    peer.readRequest();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
    while (peer.write(std::string(10000, 'z'))) {
    }
    closed.set_value();
  });
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.fault, NetFault::kNone) << result.faultText;
  EXPECT_EQ(result.status, 200);
  EXPECT_TRUE(result.bodyTruncated);
  EXPECT_EQ(result.phase, Phase::kDone);
  EXPECT_EQ(result.body.size(), model::HttpResult::kResponseBodyLimitBytes);
  closed.get_future().wait();
}

TEST(CurlTransport, CancelEndsAnExchangeOnceAndIgnoresStrangers) {
  RawReceiver receiver([](RawPeer& peer) {
    peer.readRequest();
    peer.waitForClose();
  });
  TransportRig rig;
  rig.resolver.add("quick.example", {"127.0.0.1"});
  const auto onWire = rig.send(TransportRig::post(receiver.url()));
  const auto looking = rig.send(TransportRig::post("http://never.example/"));
  rig.transport->cancel(onWire);
  rig.transport->cancel(looking);
  rig.transport->cancel(looking);
  rig.transport->cancel(4711);
  EXPECT_EQ(rig.await(onWire).fault, NetFault::kCancelled);
  EXPECT_EQ(rig.await(looking).fault, NetFault::kCancelled);
  EXPECT_EQ(rig.transport->inFlight(), 0U);
}

TEST(CurlTransport, WakeEndsAWaitingPoll) {
  TransportRig rig;
  auto other = std::async(std::launch::async, [&] { rig.transport->wake(); });
  EXPECT_TRUE(rig.transport->poll(base::Millis{100000}).empty());
  other.get();
  rig.transport->wake();
  EXPECT_TRUE(rig.transport->poll(base::Millis{100000}).empty());
}

TEST(CurlTransport, EndsWithExchangesUnderWay) {
  RawReceiver receiver([](RawPeer& peer) { peer.waitForClose(); });
  TransportRig rig;
  rig.send(TransportRig::post(receiver.url()));
  rig.send(TransportRig::post("http://never.example/"));
  rig.transport->poll(base::Millis{0});
  rig.transport.reset();
}

TEST(CurlTransport, TakesNothingFromTheEnvironment) {
  RawReceiver receiver(answerOk);
  RawReceiver proxy(answerOk);
  ::setenv("http_proxy", proxy.url("").c_str(), 1);
  ::setenv("ALL_PROXY", proxy.url("").c_str(), 1);
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(proxy.connections(), 0);
  EXPECT_EQ(receiver.requests().size(), 1U);
}

TEST(CurlTransport, RefusesABundleThatIsNoPem) {
  hookline::testing::TableResolver resolver;
  const auto transport = CurlTransport::create({.caBundle = "/nonexistent/ca.pem"}, resolver);
  ASSERT_FALSE(transport);
  EXPECT_THAT(transport.error().message, HasSubstr("/nonexistent/ca.pem"));
}

}  // namespace
}  // namespace hookline::net
