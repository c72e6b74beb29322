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
using ::testing::HasSubstr;

model::HttpResult exchangeWith(RawReceiver::Script script, base::Millis timeout = base::Millis{20000}) {
  RawReceiver receiver(std::move(script));
  TransportRig rig;
  auto request = TransportRig::post(receiver.url());
  request.timeout = timeout;
  return rig.exchange(std::move(request));
}

model::HttpResult answeredWith(const std::string& bytes) {
  return exchangeWith([&bytes](RawPeer& peer) {
    peer.readRequest();
    peer.write(bytes);
  });
}

TEST(CurlTransportFaults, AClosedPortIsRefused) {
  std::string url;
  {
    RawReceiver gone(answerOk);
    url = gone.url();
  }
  TransportRig rig;
  const auto result = rig.exchange(TransportRig::post(url));
  EXPECT_EQ(result.fault, NetFault::kRefused) << result.faultText;
  EXPECT_EQ(result.phase, Phase::kConnect);
  EXPECT_EQ(result.peer, "");
  EXPECT_FALSE(result.status);
}

TEST(CurlTransportFaults, AResetAfterTheRequestMayHaveDelivered) {
  const auto result = exchangeWith([](RawPeer& peer) {
    peer.readRequest();
    peer.reset();
  });
  EXPECT_EQ(result.fault, NetFault::kResetAfterWrite) << result.faultText;
  EXPECT_EQ(result.phase, Phase::kFirstByte);
}

TEST(CurlTransportFaults, AConnectionClosedWithoutAnAnswerMayHaveDelivered) {
  const auto result = answeredWith("");
  EXPECT_EQ(result.fault, NetFault::kResetAfterWrite) << result.faultText;
}

TEST(CurlTransportFaults, AResetWithinTheAnswerKeepsWhatCame) {
  const auto result = exchangeWith([](RawPeer& peer) {
    peer.readRequest();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
    peer.close();
  });
  EXPECT_EQ(result.fault, NetFault::kBrokenAnswer) << result.faultText;
  EXPECT_EQ(result.phase, Phase::kBody);
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "abc");
}

TEST(CurlTransportFaults, SilenceAfterTheRequestMayHaveDelivered) {
  const auto result = exchangeWith(
      [](RawPeer& peer) {
        peer.readRequest();
        peer.waitForClose();
      },
      base::Millis{100});
  EXPECT_EQ(result.fault, NetFault::kTimeoutAfterWrite) << result.faultText;
  EXPECT_EQ(result.phase, Phase::kFirstByte);
}

TEST(CurlTransportFaults, ABodyThatStallsTimesOutInItsPhase) {
  const auto result = exchangeWith(
      [](RawPeer& peer) {
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
        peer.waitForClose();
      },
      base::Millis{100});
  EXPECT_EQ(result.fault, NetFault::kTimeoutAfterWrite);
  EXPECT_EQ(result.phase, Phase::kBody);
  EXPECT_EQ(result.status, 200);
}

TEST(CurlTransportFaults, AReceiverThatStopsReadingTimesOutWhileWriting) {
  std::promise<void> done;
  RawReceiver receiver([&](RawPeer&) { done.get_future().wait(); });
  TransportRig rig;
  auto request = TransportRig::post(receiver.url(), std::string(64 * 1024 * 1024, 'x'));
  request.timeout = base::Millis{200};
  const auto result = rig.exchange(std::move(request));
  done.set_value();
  EXPECT_EQ(result.fault, NetFault::kTimeoutAfterWrite);
  EXPECT_EQ(result.phase, Phase::kWrite);
}

TEST(CurlTransportFaults, UnreadableAnswersAreBroken) {
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string broken[] = {
      "hello\r\n\r\n",
      "SSH-2.0-OpenSSH_9.2\r\n",
      "HTTP/1.1 abc OK\r\n\r\n",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
      chunked + "xyz\r\nabc\r\n",
      chunked + "3\r\nabcde\r\n0\r\n\r\n",
      chunked + "3\r\nabc\r\n",
      chunked + "ffffffffffffffffff\r\nabc\r\n",
      head + "Content-Length: 100\r\n\r\nabc",
      head + "Content-Length: abc\r\n\r\n",
      head + std::string(120 * 1024, 'a'),
      head + "X: " + std::string(120 * 1024, 'a') + "\r\n\r\n",
      head +
          [] {
            std::string many;
            for (int i = 0; i < 101; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
            return many + "\r\n";
          }(),
  };
  for (const auto& bytes : broken) {
    const auto result = answeredWith(bytes);
    EXPECT_EQ(result.fault, NetFault::kBrokenAnswer)
        << bytes.substr(0, 60) << " → " << result.faultText << " status " << result.status.value_or(0);
  }
}

TEST(CurlTransportFaults, EndlessInterimAnswersAreStopped) {
  const auto result = exchangeWith([](RawPeer& peer) {
    peer.readRequest();
    while (peer.write("HTTP/1.1 102 Processing\r\n\r\n")) {
    }
  });
  EXPECT_EQ(result.fault, NetFault::kBrokenAnswer) << result.faultText;
}

TEST(CurlTransportFaults, AnEndlessHeadIsStopped) {
  const auto result = exchangeWith([](RawPeer& peer) {
    peer.readRequest();
    peer.write("HTTP/1.1 200 OK\r\n");
    while (peer.write("A: " + std::string(5000, 'b') + "\r\n")) {
    }
  });
  EXPECT_EQ(result.fault, NetFault::kBrokenAnswer) << result.faultText;
  EXPECT_THAT(result.faultText, HasSubstr("64 KiB"));
}

// The receiver closes its kept connection at the moment when the second request arrives, which libcurl cannot know before.
TEST(CurlTransportFaults, ADeadKeptConnectionIsReportedAndTheRequestNotRepeated) {
  RawReceiver receiver([](RawPeer& peer) {
    peer.readRequest();
    peer.write(httpAnswer(200, "first"));
    if (peer.number() > 1) return answerOk(peer);
    peer.readRequest();
    peer.close();
  });
  TransportRig rig;
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).status, 200);
  const auto result = rig.exchange(TransportRig::post(receiver.url(), "second"));
  EXPECT_EQ(result.fault, NetFault::kStaleConnection) << result.faultText;
  EXPECT_FALSE(result.status);
  EXPECT_EQ(receiver.requests().size(), 2U);

  auto again = TransportRig::post(receiver.url(), "second");
  again.freshConnection = true;
  EXPECT_EQ(rig.exchange(again).status, 200);
  EXPECT_EQ(receiver.requests().size(), 3U);
}

TEST(CurlTransportFaults, AKeptConnectionThatIsResetIsStaleToo) {
  RawReceiver receiver([](RawPeer& peer) {
    peer.readRequest();
    peer.write(httpAnswer(200, "first"));
    if (peer.number() > 1) return answerOk(peer);
    peer.readRequest();
    peer.reset();
  });
  TransportRig rig;
  rig.exchange(TransportRig::post(receiver.url()));
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.fault, NetFault::kStaleConnection) << result.faultText;
  EXPECT_EQ(receiver.requests().size(), 2U);
}

TEST(CurlTransportFaults, AnIdleConnectionKnownToBeClosedIsReplacedSilently) {
  std::promise<void> closed;
  RawReceiver receiver([&](RawPeer& peer) {
    peer.readRequest();
    peer.write(httpAnswer(200, "x"));
    peer.close();
    if (peer.number() == 1) closed.set_value();
  });
  TransportRig rig;
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).status, 200);
  closed.get_future().wait();
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).status, 200);
  EXPECT_EQ(receiver.requests().size(), 2U);
}

}  // namespace
}  // namespace hookline::net
