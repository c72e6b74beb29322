#include <gmock/gmock.h>

#include <future>

#include "net/curl_transport.h"
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
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string named(const std::string& host, const RawReceiver& receiver) {
  return "http://" + host + ":" + std::to_string(receiver.port()) + "/hook";
}

TEST(CurlTransportGuard, RefusesWithoutTouchingTheNetwork) {
  RawReceiver receiver(answerOk);
  TransportRig rig{CurlTransport::Options{}};
  const auto faultOf = [&](const std::string& url) { return rig.exchange(TransportRig::post(url)).fault; };
  EXPECT_EQ(faultOf(receiver.url()), NetFault::kForbiddenAddress);
  EXPECT_EQ(faultOf("http://[::1]:" + std::to_string(receiver.port()) + "/"), NetFault::kForbiddenAddress);
  EXPECT_EQ(faultOf("http://[::ffff:127.0.0.1]:" + std::to_string(receiver.port()) + "/"), NetFault::kForbiddenAddress);
  EXPECT_EQ(faultOf("https://169.254.169.254/latest/meta-data"), NetFault::kForbiddenAddress);
  EXPECT_EQ(faultOf("https://metadata.google.internal/"), NetFault::kForbiddenAddress);
  EXPECT_EQ(faultOf("https://example.com:25/"), NetFault::kForbiddenAddress);
  EXPECT_EQ(faultOf("http://2130706433:" + std::to_string(receiver.port()) + "/"), NetFault::kBadUrl);
  EXPECT_EQ(faultOf("file:///etc/passwd"), NetFault::kBadUrl);
  EXPECT_EQ(faultOf("http://8.8.8.8/"), NetFault::kPlainHttp);
  auto header = TransportRig::post(receiver.url());
  header.headers.push_back({"Host", "evil"});
  EXPECT_EQ(rig.exchange(header).fault, NetFault::kForbiddenHeader);
  EXPECT_EQ(receiver.connections(), 0);
  EXPECT_TRUE(rig.resolver.asked.empty());
}

TEST(CurlTransportGuard, RefusesHeadersThatWouldBreakTheRequest) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  auto request = TransportRig::post(receiver.url());
  request.headers.push_back({"X-A", "b\r\nX-Injected: 1"});
  EXPECT_EQ(rig.exchange(request).fault, NetFault::kForbiddenHeader);
  request.headers.back() = {"X-A: x\r\nB", "c"};
  EXPECT_EQ(rig.exchange(request).fault, NetFault::kForbiddenHeader);
  EXPECT_EQ(receiver.connections(), 0);
}

TEST(CurlTransportGuard, RefusesMethodsThatAreNoRequestForAResource) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  for (const auto* method : {"CONNECT", "TRACE", "", "GET /other", "GET\r\nX-Injected: 1"}) {
    auto request = TransportRig::post(receiver.url());
    request.method = method;
    EXPECT_EQ(rig.exchange(request).fault, NetFault::kInternal) << method;
  }
  EXPECT_EQ(receiver.connections(), 0);
}

TEST(CurlTransportGuard, ConnectsToTheVettedAddressOfAName) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  rig.resolver.add("shop.example", {"127.0.0.1"});
  const auto result = rig.exchange(TransportRig::post(named("shop.example", receiver)));
  EXPECT_EQ(result.status, 200) << result.faultText;
  EXPECT_EQ(result.peer, "127.0.0.1:" + std::to_string(receiver.port()));
  EXPECT_THAT(receiver.requests()[0], HasSubstr("Host: shop.example:" + std::to_string(receiver.port())));
}

TEST(CurlTransportGuard, OneBadAddressPoisonsAll) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  rig.resolver.add("trick.example", {"127.0.0.1", "169.254.169.254"});
  const auto result = rig.exchange(TransportRig::post(named("trick.example", receiver)));
  EXPECT_EQ(result.fault, NetFault::kForbiddenAddress);
  EXPECT_EQ(result.phase, Phase::kDns);
  EXPECT_THAT(result.faultText, Not(HasSubstr("169.254")));
  EXPECT_EQ(receiver.connections(), 0);
}

TEST(CurlTransportGuard, PlainHttpToANameNeedsThisComputerOrTheSwitch) {
  TransportRig rig;
  rig.resolver.add("mixed.example", {"127.0.0.1", "10.255.255.1"});
  EXPECT_EQ(rig.exchange(TransportRig::post("http://mixed.example/")).fault, NetFault::kPlainHttp);
}

TEST(CurlTransportGuard, AsksOnceForManyAndAgainAfterAFailure) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  rig.resolver.add("shop.example", {"127.0.0.1"});
  std::vector<TransferId> ids;
  for (int i = 0; i < 10; ++i) ids.push_back(rig.send(TransportRig::post(named("shop.example", receiver))));
  for (const auto id : ids) EXPECT_EQ(rig.await(id).status, 200);
  EXPECT_THAT(rig.resolver.asked, ElementsAre("shop.example"));
}

TEST(CurlTransportGuard, TellsAMissingNameFromADeadResolver) {
  TransportRig rig;
  rig.resolver.fail("missing.example", base::Errc::kNotFound);
  rig.resolver.fail("down.example", base::Errc::kUnavailable);
  rig.resolver.fail("slow.example", base::Errc::kTimeout);
  EXPECT_EQ(rig.exchange(TransportRig::post("https://missing.example/")).fault, NetFault::kNoSuchName);
  EXPECT_EQ(rig.exchange(TransportRig::post("https://down.example/")).fault, NetFault::kResolverDown);
  EXPECT_EQ(rig.exchange(TransportRig::post("https://slow.example/")).fault, NetFault::kResolverDown);
}

TEST(CurlTransportGuard, ALookupThatNeverEndsDoesNotOutliveTheRequest) {
  TransportRig rig;
  auto request = TransportRig::post("https://never.example/");
  request.timeout = base::Millis{50};
  const auto result = rig.exchange(request);
  EXPECT_EQ(result.fault, NetFault::kResolverDown);
  EXPECT_EQ(result.phase, Phase::kDns);
}

TEST(CurlTransportGuard, GoesOnToTheNextAddressWhenNothingListensAtTheFirst) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  rig.resolver.add("dual.example", {"::1", "127.0.0.1"});
  const auto first = rig.exchange(TransportRig::post(named("dual.example", receiver)));
  EXPECT_EQ(first.status, 200) << first.faultText;
  EXPECT_EQ(first.peer, "127.0.0.1:" + std::to_string(receiver.port()));
  EXPECT_EQ(rig.exchange(TransportRig::post(named("dual.example", receiver))).status, 200);
  EXPECT_EQ(receiver.requests().size(), 2U);
  EXPECT_EQ(receiver.connections(), 1);
}

TEST(CurlTransportGuard, ReachesIpv6Literals) {
  RawReceiver receiver({.host = "::1"}, answerOk);
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.status, 200) << result.faultText;
  EXPECT_EQ(result.peer, "[::1]:" + std::to_string(receiver.port()));
}

TEST(CurlTransportGuard, AStricterPolicyClosesKeptConnectionsAndCountsForWhatIsUnderWay) {
  std::promise<void> closed;
  RawReceiver receiver([&](RawPeer& peer) {
    answerOk(peer);
    if (peer.number() == 1) closed.set_value();
  });
  TransportRig rig;
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).status, 200);
  const auto underWay = rig.send(TransportRig::post(receiver.url()));
  rig.transport->setPolicy({});
  EXPECT_EQ(rig.await(underWay).fault, NetFault::kForbiddenAddress);
  closed.get_future().wait();
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).fault, NetFault::kForbiddenAddress);
  rig.transport->setPolicy({.allowPrivate = true});
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).status, 200);
  EXPECT_EQ(receiver.requests().size(), 2U);
}

TEST(CurlTransportGuard, AStricterPolicyClosesAKeptConnectionThoughNothingIsSent) {
  std::promise<void> closed;
  RawReceiver receiver([&](RawPeer& peer) {
    answerOk(peer);
    closed.set_value();
  });
  TransportRig rig;
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).status, 200);
  rig.transport->setPolicy({});
  EXPECT_EQ(closed.get_future().wait_for(std::chrono::seconds(20)), std::future_status::ready);
}

TEST(CurlTransportGuard, AnAddressThatWasPinnedUnderAnEarlierPolicyIsNotEvenConnectedTo) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  const auto pinned = rig.send(TransportRig::post(receiver.url()));
  rig.transport->setPolicy({});
  EXPECT_EQ(rig.await(pinned).fault, NetFault::kForbiddenAddress);
  rig.transport->setPolicy({.allowPrivate = true});
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).status, 200);
  EXPECT_EQ(receiver.connections(), 1) << "connections are counted in their order: the refused one would have been the first";
}

TEST(CurlTransportGuard, AnAnswerUnderWayOutlivesAChangeOfPolicy) {
  std::promise<void> asked;
  std::promise<void> go;
  RawReceiver receiver([&](RawPeer& peer) {
    peer.readRequest();
    asked.set_value();
    go.get_future().wait();
    peer.write(httpAnswer(200, "late"));
  });
  TransportRig rig;
  const auto id = rig.send(TransportRig::post(receiver.url()));
  auto arrived = asked.get_future();
  while (arrived.wait_for(std::chrono::seconds(0)) != std::future_status::ready) EXPECT_TRUE(rig.transport->poll(base::Millis{1}).empty());
  rig.transport->setPolicy({});
  go.set_value();
  EXPECT_EQ(rig.await(id).body, "late");
}

}  // namespace
}  // namespace hookline::net
