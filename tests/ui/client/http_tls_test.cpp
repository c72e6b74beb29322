#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QCryptographicHash>
#include <QSslCertificate>
#include <algorithm>

#include "channel_rig.h"
#include "support/raw_receiver.h"
#include "support/test_certificates.h"

// Whose certificate is believed, and that one which is not believed never sees the token.

namespace hookline::client {
namespace {

using base::Errc;
using support::spinUntil;
using ::testing::HasSubstr;
using Kind = ChannelState::Kind;

std::string fingerprint(const hookline::testing::TlsIdentity& identity) {
  const QSslCertificate certificate(QByteArray::fromStdString(identity.certPem));
  return certificate.digest(QCryptographicHash::Sha256).toHex().toStdString();
}

/// Answers a call with {} and a stream with one event, until the other end closes.
void beACore(hookline::testing::RawPeer& peer) {
  for (auto request = peer.readRequest(); !request.empty(); request = peer.readRequest()) {
    if (request.find("GET /api/stream ") == std::string::npos) {
      peer.write(hookline::testing::httpAnswer(200, "{}", "Content-Type: application/json\r\n"));
      continue;
    }
    peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: 1-1\nevent: webhook\ndata: {}\n\n");
    peer.waitForClose();
    return;
  }
}

class HttpTls : public ::testing::Test {
 protected:
  HttpTls() : identity_(authority_.issue()), receiver_({.tls = identity_}, beACore) {
    options_.url = receiver_.url("/");
    options_.token = "hl_0000000000000_secret_000000";
    options_.firstRetry = base::Millis{20};
  }

  const hookline::testing::TestAuthority authority_{"Test authority"};
  const hookline::testing::TlsIdentity identity_;
  hookline::testing::RawReceiver receiver_;
  HttpOptions options_;
};

TEST_F(HttpTls, ThePinnedCertificateIsBelieved) {
  for (const bool colons : {false, true}) {
    options_.pinnedSha256 = fingerprint(identity_);
    for (std::size_t at = 2; colons && at < options_.pinnedSha256.size(); at += 3) options_.pinnedSha256.insert(at, ":");
    Listening channel(openHttp(options_));
    channel->open();
    ASSERT_TRUE(channel.waitFor(Kind::kOpen));
    ASSERT_TRUE(channel.waitForNotices(1));
    std::vector<std::shared_ptr<Sent>> all;
    for (int i = 0; i < 20; ++i) all.push_back(channel.send("GET", "/api/me"));
    ASSERT_TRUE(spinUntil([&] { return all.back()->answers > 0; }));
    EXPECT_TRUE(all.back()->ok());
    EXPECT_EQ(channel.state().certificate, nullptr);
  }
}

TEST_F(HttpTls, AChangedCertificateIsRefusedWithBothFingerprints) {
  options_.pinnedSha256 = fingerprint(authority_.issue());
  Listening channel(openHttp(options_));
  const auto sent = channel.ask("POST", "/api/pause", "{}");
  EXPECT_EQ(sent->code(), Errc::kUnauthorized);
  EXPECT_FALSE(sent->answer.error().outcomeUnknown);
  EXPECT_THAT(sent->answer.error().message, HasSubstr(options_.pinnedSha256));
  EXPECT_THAT(sent->answer.error().message, HasSubstr(fingerprint(identity_)));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kRefused));
  EXPECT_THAT(channel.state().reason, HasSubstr("changed"));
  ASSERT_NE(channel.state().certificate, nullptr);
  EXPECT_EQ(channel.state().certificate->sha256, fingerprint(identity_));
  EXPECT_EQ(channel.state().certificate->pinned, options_.pinnedSha256);
  EXPECT_TRUE(receiver_.requests().empty()) << "nobody was shown the token";
}

TEST_F(HttpTls, ACertificateThatNoAuthorityVouchesForIsShown) {
  Listening channel(openHttp(options_));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kRefused));
  const auto seen = channel.state().certificate;
  ASSERT_NE(seen, nullptr);
  EXPECT_EQ(seen->sha256, fingerprint(identity_));
  EXPECT_EQ(seen->subject, "test receiver");
  EXPECT_EQ(seen->issuer, "Test authority");
  EXPECT_LT(seen->validFrom, base::SystemClock().now().wall);
  EXPECT_GT(seen->validUntil, base::SystemClock().now().wall);
  EXPECT_TRUE(seen->pinned.empty());
  EXPECT_EQ(channel.ask("GET", "/api/me")->code(), Errc::kUnauthorized);
  EXPECT_TRUE(receiver_.requests().empty());
}

TEST_F(HttpTls, NoneOfManyCallsAtOnceGetsPastTheCertificate) {
  options_.pinnedSha256 = fingerprint(authority_.issue());
  Listening channel(openHttp(options_));
  channel->open();
  std::vector<std::shared_ptr<Sent>> all;
  for (int i = 0; i < 30; ++i) all.push_back(channel.send("GET", "/api/me"));
  ASSERT_TRUE(spinUntil([&] { return std::all_of(all.begin(), all.end(), [](const auto& sent) { return sent->answers > 0; }); }));
  for (const auto& sent : all) EXPECT_EQ(sent->code(), Errc::kUnauthorized);
  EXPECT_TRUE(receiver_.requests().empty());
}

TEST_F(HttpTls, APinHoldsForAnExpiredCertificateAndAnotherName) {
  hookline::testing::TestAuthority::Certificate odd;
  odd.subjectAltName = "DNS:elsewhere.example.com";
  odd.validToSeconds = -60;
  const auto identity = authority_.issue(odd);
  hookline::testing::RawReceiver receiver({.tls = identity}, beACore);
  options_.url = receiver.url("/");
  options_.pinnedSha256 = fingerprint(identity);
  Listening channel(openHttp(options_));
  EXPECT_TRUE(channel.ask("GET", "/api/me")->ok());
}

TEST_F(HttpTls, ACertificateThatChangesMeanwhileIsRefused) {
  for (const bool withAuthority : {false, true}) {
    // Of the same authority, for the same names: only the fingerprint tells them apart. Shown with its authority, both certificates
    // meet the very same error.
    auto first = authority_.issue();
    auto second = authority_.issue();
    for (auto* identity : {&first, &second})
      if (withAuthority) identity->certPem += authority_.pem();
    hookline::testing::RawReceiver core({.tls = first}, beACore);
    hookline::testing::RawReceiver other({.tls = second}, beACore);
    support::FaultyProxy proxy(core.port());
    options_.url = "https://127.0.0.1:" + std::to_string(proxy.port());
    options_.pinnedSha256 = fingerprint(first);
    Listening channel(openHttp(options_));
    channel->open();
    ASSERT_TRUE(channel.waitFor(Kind::kOpen));
    EXPECT_TRUE(channel.ask("GET", "/api/me")->ok());
    proxy.setCorePort(other.port());
    proxy.cutAll();
    ASSERT_TRUE(channel.waitFor(Kind::kRefused));
    std::vector<std::shared_ptr<Sent>> all;
    for (int i = 0; i < 20; ++i) all.push_back(channel.send("GET", "/api/me"));
    ASSERT_TRUE(spinUntil([&] { return std::all_of(all.begin(), all.end(), [](const auto& sent) { return sent->answers > 0; }); }));
    for (const auto& sent : all) EXPECT_EQ(sent->code(), Errc::kUnauthorized);
    EXPECT_TRUE(other.requests().empty()) << "it never saw the token";
    ASSERT_NE(channel.state().certificate, nullptr);
    EXPECT_EQ(channel.state().certificate->sha256, fingerprint(second));
  }
}

TEST_F(HttpTls, PlainHttpBehindAnHttpsAddressIsTold) {
  support::CoreRig plain;
  options_.url = "https://127.0.0.1:" + std::to_string(plain.core().port());
  Listening channel(openHttp(options_));
  const auto sent = channel.ask("GET", "/api/me");
  EXPECT_EQ(sent->code(), Errc::kUnavailable);
  EXPECT_THAT(sent->answer.error().message, HasSubstr("https"));
}

TEST_F(HttpTls, AListenerMayCloseWhenACertificateIsShown) {
  auto channel = std::make_unique<Listening>(openHttp(options_));
  channel->onState = [&](const ChannelState& state) {
    if (state.certificate) (*channel)->close();
  };
  const auto first = channel->send("GET", "/api/me");
  const auto second = channel->send("GET", "/api/me");
  (*channel)->open();
  ASSERT_TRUE(channel->waitFor(Kind::kClosed));
  EXPECT_EQ(first->answers, 1);
  EXPECT_EQ(second->answers, 1);
}

}  // namespace
}  // namespace hookline::client
