#include <gmock/gmock.h>

#include <future>

#include "base/time.h"
#include "model/certificate_words.h"
#include "net/curl_transport.h"
#include "net/tls_trust.h"
#include "support/raw_receiver.h"
#include "support/test_certificates.h"
#include "support/transport_rig.h"

namespace hookline::net {
namespace {

using hookline::testing::answerOk;
using hookline::testing::RawPeer;
using hookline::testing::RawReceiver;
using hookline::testing::TestAuthority;
using hookline::testing::TlsIdentity;
using hookline::testing::TransportRig;
using model::NetFault;
using model::Phase;

RawReceiver::Options shows(TlsIdentity identity) { return {.host = "127.0.0.1", .tls = std::move(identity)}; }

class CurlTransportTls : public ::testing::Test {
 protected:
  model::HttpRequest trusting(const RawReceiver& receiver) const {
    auto request = TransportRig::post(receiver.url());
    request.caPem = authority.pem();
    return request;
  }
  TestAuthority authority{"Test authority"};
  TransportRig rig;
};

TEST_F(CurlTransportTls, AnExtraAuthorityIsBelievedForItsRequest) {
  RawReceiver receiver(shows(authority.issue()), answerOk);
  const auto result = rig.exchange(trusting(receiver));
  EXPECT_EQ(result.fault, NetFault::kNone) << result.faultText;
  EXPECT_EQ(result.status, 200);
  EXPECT_GT(result.times.tls, result.times.connect);
}

TEST_F(CurlTransportTls, AnUnknownAuthorityIsNotBelieved) {
  RawReceiver receiver(shows(authority.issue()), answerOk);
  const auto result = rig.exchange(TransportRig::post(receiver.url()));
  EXPECT_EQ(result.fault, NetFault::kCertificateUntrusted) << result.faultText;
  EXPECT_EQ(result.phase, Phase::kTls);
  EXPECT_TRUE(receiver.requests().empty());
}

TEST_F(CurlTransportTls, AnotherRequestsAuthorityIsNotBelievedThroughAKeptConnection) {
  RawReceiver receiver(shows(authority.issue()), answerOk);
  EXPECT_EQ(rig.exchange(trusting(receiver)).status, 200);
  EXPECT_EQ(rig.exchange(TransportRig::post(receiver.url())).fault, NetFault::kCertificateUntrusted);
  auto other = TransportRig::post(receiver.url());
  other.caPem = TestAuthority("Other").pem();
  EXPECT_EQ(rig.exchange(other).fault, NetFault::kCertificateUntrusted);
  EXPECT_EQ(rig.exchange(trusting(receiver)).status, 200);
  EXPECT_EQ(receiver.requests().size(), 2U);
}

TEST_F(CurlTransportTls, TheSameAuthorityKeepsItsConnection) {
  RawReceiver receiver(shows(authority.issue()), answerOk);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(rig.exchange(trusting(receiver)).status, 200);
  EXPECT_EQ(receiver.connections(), 1);
}

TEST_F(CurlTransportTls, TellsAWrongHost) {
  TestAuthority::Certificate certificate;
  certificate.subjectAltName = "DNS:other.example,IP:127.0.0.2";
  RawReceiver receiver(shows(authority.issue(certificate)), answerOk);
  const auto result = rig.exchange(trusting(receiver));
  EXPECT_EQ(result.fault, NetFault::kCertificateWrongHost) << result.faultText;
  EXPECT_TRUE(receiver.requests().empty());
}

TEST_F(CurlTransportTls, ChecksTheNameAndNotThePinnedAddress) {
  rig.resolver.add("shop.example", {"127.0.0.1"});
  TestAuthority::Certificate certificate;
  certificate.subjectAltName = "DNS:shop.example";
  RawReceiver receiver(shows(authority.issue(certificate)), answerOk);
  auto request = trusting(receiver);
  request.url = "https://shop.example:" + std::to_string(receiver.port()) + "/";
  EXPECT_EQ(rig.exchange(request).status, 200);
  EXPECT_EQ(rig.exchange(trusting(receiver)).fault, NetFault::kCertificateWrongHost);
}

TEST_F(CurlTransportTls, TellsAnExpiredCertificate) {
  TestAuthority::Certificate expired;
  expired.validToSeconds = -60;
  RawReceiver receiver(shows(authority.issue(expired)), answerOk);
  EXPECT_EQ(rig.exchange(trusting(receiver)).fault, NetFault::kCertificateExpired);
}

TEST_F(CurlTransportTls, TellsACertificateThatIsNotValidYet) {
  TestAuthority::Certificate early;
  early.validFromSeconds = 600;
  RawReceiver receiver(shows(authority.issue(early)), answerOk);
  EXPECT_EQ(rig.exchange(trusting(receiver)).fault, NetFault::kCertificateExpired);
}

/// The sentence for a day so many seconds from now; two of them, should midnight pass while the test runs.
auto saysDay(base::WallTime before, long seconds, model::CertificateDate::Fault fault) {
  const auto text = [&](base::WallTime now) { return model::certificateDateText({fault, false, now + std::chrono::seconds{seconds}}); };
  return ::testing::AnyOf(text(before), text(base::wallNow()));
}

class EngineDone1Certificates : public CurlTransportTls {};

TEST_F(EngineDone1Certificates, OneThatExpiredSaysWhen) {
  using Fault = model::CertificateDate::Fault;
  constexpr long kDays = 40L * 24 * 3600;
  const auto before = base::wallNow();
  TestAuthority::Certificate expired;
  expired.validFromSeconds = -2 * kDays;
  expired.validToSeconds = -kDays;
  RawReceiver receiver(shows(authority.issue(expired)), answerOk);
  for (int i = 0; i < 2; ++i) EXPECT_THAT(rig.exchange(trusting(receiver)).faultText, saysDay(before, -kDays, Fault::kExpired));

  TestAuthority::Certificate early;
  early.validFromSeconds = kDays;
  early.validToSeconds = 2 * kDays;
  RawReceiver tomorrow(shows(authority.issue(early)), answerOk);
  EXPECT_THAT(rig.exchange(trusting(tomorrow)).faultText, saysDay(before, kDays, Fault::kNotYetValid));
}

TEST_F(EngineDone1Certificates, TheDateOfOneIsNeverToldOfAnother) {
  TestAuthority::Certificate expired;
  expired.validToSeconds = -60;
  RawReceiver bad(shows(authority.issue(expired)), answerOk);
  EXPECT_EQ(rig.exchange(trusting(bad)).fault, NetFault::kCertificateExpired);
  RawReceiver untrusted(shows(authority.issue()), answerOk);
  const auto result = rig.exchange(TransportRig::post(untrusted.url()));
  EXPECT_EQ(result.fault, NetFault::kCertificateUntrusted);
  EXPECT_EQ(model::certificateDateFault(result.faultText), std::nullopt) << result.faultText;
  // An unknown authority outweighs the date: nobody knows who wrote it.
  EXPECT_EQ(rig.exchange(TransportRig::post(bad.url())).fault, NetFault::kCertificateUntrusted);
}

TEST_F(CurlTransportTls, AnAuthorityThatIsNoPemIsOurFault) {
  RawReceiver receiver(shows(authority.issue()), answerOk);
  auto request = TransportRig::post(receiver.url());
  request.caPem = "no certificate";
  const auto result = rig.exchange(request);
  EXPECT_EQ(result.fault, NetFault::kTlsOther) << result.faultText;
  EXPECT_TRUE(receiver.requests().empty());
  EXPECT_FALSE(checkCaPem(request.caPem));
  EXPECT_FALSE(checkCaPem(""));
  EXPECT_TRUE(checkCaPem(authority.pem() + authority.pem()));
  EXPECT_FALSE(checkCaPem(authority.pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
}

TEST_F(CurlTransportTls, SilenceInTheHandshakeTimesOutThere) {
  RawReceiver receiver([](RawPeer& peer) { peer.waitForClose(); });
  auto request = TransportRig::post("https://127.0.0.1:" + std::to_string(receiver.port()) + "/");
  request.timeout = base::Millis{200};
  const auto result = rig.exchange(request);
  EXPECT_EQ(result.fault, NetFault::kTlsTimeout) << result.faultText;
  EXPECT_EQ(result.phase, Phase::kTls);
}

TEST_F(CurlTransportTls, AResetInTheHandshakeSurelyDeliversNothing) {
  RawReceiver receiver([](RawPeer& peer) { peer.reset(); });
  const auto result = rig.exchange(TransportRig::post("https://127.0.0.1:" + std::to_string(receiver.port()) + "/"));
  EXPECT_EQ(result.fault, NetFault::kResetBeforeWrite) << result.faultText;
}

TEST_F(CurlTransportTls, APlainReceiverFailsTheHandshake) {
  RawReceiver receiver([](RawPeer& peer) {
    peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    peer.waitForClose();
  });
  const auto result = rig.exchange(TransportRig::post("https://127.0.0.1:" + std::to_string(receiver.port()) + "/"));
  EXPECT_EQ(result.fault, NetFault::kTlsOther) << result.faultText;
}

/// A file with the authority's certificate, as a person names it.
std::string bundleOf(const TestAuthority& authority) {
  auto file = ::testing::TempDir() + "hookline_bundle_test.pem";
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "wb"), &std::fclose);
  EXPECT_TRUE(out && std::fputs(authority.pem().c_str(), out.get()) >= 0);
  return file;
}

TEST_F(CurlTransportTls, ABundleReplacesTheSystemsAuthorities) {
  RawReceiver receiver(shows(authority.issue()), answerOk);
  TransportRig bundled(CurlTransport::Options{.policy = {.allowPrivate = true}, .caBundle = bundleOf(authority)});
  EXPECT_EQ(bundled.exchange(TransportRig::post(receiver.url())).status, 200);
}

TEST_F(CurlTransportTls, ExtraAuthoritiesAreBelievedBesideTheUsualOnesAndNotInTheirPlace) {
  const TestAuthority usual{"Usual authority"};
  RawReceiver receiver(shows(usual.issue()), answerOk);
  TransportRig bundled(CurlTransport::Options{.policy = {.allowPrivate = true}, .caBundle = bundleOf(usual)});
  EXPECT_EQ(bundled.exchange(trusting(receiver)).status, 200);
  RawReceiver own(shows(authority.issue()), answerOk);
  EXPECT_EQ(bundled.exchange(trusting(own)).status, 200);
}

TEST_F(CurlTransportTls, AKeptTlsConnectionThatDiesIsStale) {
  RawReceiver receiver(shows(authority.issue()), [](RawPeer& peer) {
    peer.readRequest();
    peer.write(hookline::testing::httpAnswer(200, "first"));
    if (peer.number() > 1) return answerOk(peer);
    peer.readRequest();
    peer.close();
  });
  EXPECT_EQ(rig.exchange(trusting(receiver)).status, 200);
  EXPECT_EQ(rig.exchange(trusting(receiver)).fault, NetFault::kStaleConnection);
  EXPECT_EQ(receiver.requests().size(), 2U);
}

}  // namespace
}  // namespace hookline::net
