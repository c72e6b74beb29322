// A name that answers differently the second time: the connection goes where it was vetted, or nowhere.
#include <gmock/gmock.h>

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
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kName[] = "turncoat.example";

model::HttpRequest toName(const RawReceiver& receiver) {
  return TransportRig::post("http://" + std::string(kName) + ":" + std::to_string(receiver.port()) + "/hook");
}

/// One on which nothing listens any more.
std::uint16_t closedPort() {
  const RawReceiver gone(answerOk);
  return gone.port();
}

/// The same name now points elsewhere, and nothing of before is kept.
void rebind(TransportRig& rig, std::initializer_list<const char*> addresses) {
  rig.resolver.add(kName, addresses);
  rig.transport->setPolicy({.allowPrivate = true});
}

TEST(EngineDone1Rebinding, OneTransferAsksOnceAndConnectsToWhatWasVetted) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  rig.resolver.add(kName, {"127.0.0.1"});
  const auto id = rig.send(toName(receiver));
  // Whoever would ask again between vetting and connecting, and libcurl's own resolver too, would get this.
  rig.resolver.add(kName, {"169.254.169.254"});
  const auto result = rig.await(id);
  EXPECT_EQ(result.status, 200) << result.faultText;
  EXPECT_EQ(result.peer, "127.0.0.1:" + std::to_string(receiver.port()));
  EXPECT_THAT(rig.resolver.asked, ElementsAre(kName));
}

TEST(EngineDone1Rebinding, ASecondAnswerThatIsForbiddenGoesNowhere) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  rig.resolver.add(kName, {"127.0.0.1"});
  EXPECT_EQ(rig.exchange(toName(receiver)).status, 200);
  for (const auto& answer : {std::initializer_list<const char*>{"169.254.169.254"}, {"127.0.0.1", "169.254.169.254"}, {"fd00:ec2::254"}}) {
    rebind(rig, answer);
    const auto result = rig.exchange(toName(receiver));
    EXPECT_EQ(result.fault, NetFault::kForbiddenAddress) << result.faultText;
    EXPECT_EQ(result.peer, "");
    EXPECT_THAT(result.faultText, HasSubstr("metadata"));
  }
  EXPECT_EQ(receiver.requests().size(), 1U);
  EXPECT_EQ(receiver.connections(), 1);
}

TEST(EngineDone1Rebinding, AForbiddenAnswerIsNotKeptForTheOthers) {
  RawReceiver receiver(answerOk);
  TransportRig rig;
  rig.resolver.add(kName, {"127.0.0.1", "100.100.100.200"});
  EXPECT_EQ(rig.exchange(toName(receiver)).fault, NetFault::kForbiddenAddress);
  rig.resolver.add(kName, {"127.0.0.1"});
  EXPECT_EQ(rig.exchange(toName(receiver)).status, 200);
  EXPECT_EQ(rig.resolver.asked.size(), 2U);
}

TEST(EngineDone1Rebinding, AConnectionKeptToTheOldAddressIsNotUsedForTheNew) {
  RawReceiver old(answerOk);
  RawReceiver present({.host = "127.0.0.2", .port = old.port()}, [](RawPeer& peer) {
    peer.readRequest();
    peer.write(httpAnswer(202, "new"));
  });
  TransportRig rig;
  rig.resolver.add(kName, {"127.0.0.1"});
  EXPECT_EQ(rig.exchange(toName(old)).status, 200);
  rig.resolver.add(kName, {"127.0.0.2"});
  const auto kept = rig.exchange(toName(old));
  EXPECT_EQ(kept.peer, "127.0.0.1:" + std::to_string(old.port())) << "for a moment the vetted address itself is kept";
  // A refused connection makes the name be asked for again, and leaves the kept connection alone.
  EXPECT_EQ(rig.exchange(TransportRig::post("http://" + std::string(kName) + ":" + std::to_string(closedPort()) + "/")).fault,
            NetFault::kRefused);
  const auto moved = rig.exchange(toName(old));
  EXPECT_EQ(moved.status, 202) << moved.faultText;
  EXPECT_EQ(moved.peer, "127.0.0.2:" + std::to_string(old.port()));
  EXPECT_EQ(old.requests().size(), 2U);
}

TEST(EngineDone1Rebinding, TwoNamesWithOnePortArePinnedEachToItsOwnAddress) {
  RawReceiver first({.host = "127.0.0.1"}, answerOk);
  RawReceiver second({.host = "127.0.0.2", .port = first.port()}, answerOk);
  TransportRig rig;
  rig.resolver.add("one.example", {"127.0.0.1"});
  rig.resolver.add("two.example", {"127.0.0.2"});
  const auto port = std::to_string(first.port());
  std::vector<std::pair<TransferId, std::string>> sent;
  for (int i = 0; i < 8; ++i) {
    const bool one = i % 2 == 0;
    sent.emplace_back(rig.send(TransportRig::post("http://" + std::string(one ? "one" : "two") + ".example:" + port + "/")),
                      one ? "127.0.0.1:" + port : "127.0.0.2:" + port);
  }
  for (const auto& [id, peer] : sent) EXPECT_EQ(rig.await(id).peer, peer);
  EXPECT_EQ(first.requests().size(), 4U);
  EXPECT_EQ(second.requests().size(), 4U);
}

TEST(EngineDone1Rebinding, AFailedConnectionAsksAndVetsAnew) {
  TransportRig rig;
  const auto request = TransportRig::post("http://" + std::string(kName) + ":" + std::to_string(closedPort()) + "/");
  rig.resolver.add(kName, {"127.0.0.1"});
  EXPECT_EQ(rig.exchange(request).fault, NetFault::kRefused);
  rig.resolver.add(kName, {"169.254.169.254"});
  EXPECT_EQ(rig.exchange(request).fault, NetFault::kForbiddenAddress);
  EXPECT_EQ(rig.resolver.asked.size(), 2U);
}

TEST(EngineDone1Rebinding, ANameThatPointsInsideIsRefusedWhereOnlyThePublicIsOpen) {
  RawReceiver receiver(answerOk);
  TransportRig rig{CurlTransport::Options{}};
  for (const char* address : {"127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", "192.168.1.1", "fd00::1", "fe80::1", "64:ff9b::7f00:1"}) {
    rig.resolver.add(kName, {address});
    auto request = toName(receiver);
    request.allowHttp = true;
    EXPECT_EQ(rig.exchange(request).fault, NetFault::kForbiddenAddress) << address;
  }
  EXPECT_EQ(receiver.connections(), 0);
}

}  // namespace
}  // namespace hookline::net
