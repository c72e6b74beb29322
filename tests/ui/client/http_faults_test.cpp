#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "channel_rig.h"

// What a call becomes when that which lies between us and the core fails.

namespace hookline::client {
namespace {

using base::Errc;
using support::FaultyProxy;
using support::ProxyFault;
using support::rawAnswer;
using ::testing::HasSubstr;

class HttpFaults : public ::testing::Test {
 protected:
  std::unique_ptr<Channel> through(FaultyProxy& proxy) { return openHttp(httpOptions(rig_.core(), proxy.url())); }

  std::shared_ptr<Sent> askThrough(ProxyFault fault, std::string method = "GET", std::string path = "/api/me", std::string body = {}) {
    FaultyProxy proxy(rig_.core().port(), std::move(fault));
    Listening channel(through(proxy));
    return channel.ask(std::move(method), std::move(path), std::move(body));
  }
  static ProxyFault answering(std::string answer) {
    ProxyFault fault;
    fault.answer = std::move(answer);
    return fault;
  }
  bool paused() { return rig_.ask("GET", "/api/status").at("allPaused").get<bool>(); }

  support::CoreRig rig_;
};

TEST_F(HttpFaults, ARefusedConnectionIsCertainNotToHaveArrived) {
  auto options = httpOptions(rig_.core(), {});
  {
    const FaultyProxy gone(rig_.core().port());
    options.url = gone.url();
  }
  Listening channel(openHttp(options));
  const auto sent = channel.ask("POST", "/api/pause", "{}");
  EXPECT_EQ(sent->code(), Errc::kUnavailable);
  EXPECT_FALSE(sent->answer.error().outcomeUnknown);
  EXPECT_THAT(sent->answer.error().message, HasSubstr(options.url));
  EXPECT_THAT(sent->answer.error().message, HasSubstr("refused"));
}

TEST_F(HttpFaults, AHostThatIsNotFoundIsNamed) {
  auto options = httpOptions(rig_.core(), "https://no-such-host.invalid");
  Listening channel(openHttp(options));
  const auto sent = channel.ask("GET", "/api/me");
  EXPECT_EQ(sent->code(), Errc::kUnavailable);
  EXPECT_THAT(sent->answer.error().message, HasSubstr("no-such-host.invalid"));
}

TEST_F(HttpFaults, AnAnswerThatIsCutOffLeavesTheOutcomeOfAChangeUnknown) {
  ProxyFault cut;
  cut.cutAnswer = true;
  const auto changing = askThrough(cut, "POST", "/api/pause", "{}");
  EXPECT_EQ(changing->code(), Errc::kUnavailable);
  EXPECT_TRUE(changing->answer.error().outcomeUnknown);
  EXPECT_THAT(changing->answer.error().message, HasSubstr("not known"));
  EXPECT_TRUE(paused()) << "it did reach the core";
  const auto reading = askThrough(cut);
  EXPECT_EQ(reading->code(), Errc::kUnavailable);
  EXPECT_FALSE(reading->answer.error().outcomeUnknown);
}

TEST_F(HttpFaults, ACutAnywhereInTheAnswerIsNoAnswer) {
  const auto whole = rig_.send("GET", "/api/me").body.size();
  for (const qint64 bytes : {1, 5, 15, 40, 200, 300}) {
    ProxyFault cut;
    cut.cutAfterBytes = bytes;
    const auto sent = askThrough(cut);
    ASSERT_EQ(sent->answers, 1);
    EXPECT_EQ(sent->code(), Errc::kUnavailable) << "cut after " << bytes << ", body " << whole;
  }
}

TEST_F(HttpFaults, ABodyShorterThanItsLengthIsNoAnswer) {
  const auto sent = askThrough(answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"a\":"));
  EXPECT_EQ(sent->code(), Errc::kUnavailable);
  const auto chunked =
      askThrough(answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"a\":"));
  EXPECT_EQ(chunked->code(), Errc::kUnavailable);
}

TEST_F(HttpFaults, BytesThatAreNoHttpAreShown) {
  const auto sent = askThrough(answering("SSH-2.0-OpenSSH_9.2p1 Debian\r\n\x01\x02 and more of it\r\n"), "POST", "/api/pause", "{}");
  EXPECT_EQ(sent->code(), Errc::kMalformed);
  EXPECT_THAT(sent->answer.error().message, HasSubstr("SSH-2.0-OpenSSH_9.2p1 Debian"));
  EXPECT_TRUE(sent->answer.error().outcomeUnknown);
}

TEST_F(HttpFaults, AStatusLineWithoutAStatusIsNoHttp) {
  const auto sent = askThrough(answering("HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\n{}"));
  EXPECT_EQ(sent->code(), Errc::kMalformed);
  EXPECT_THAT(sent->answer.error().message, HasSubstr("HTTP/1.1 abc"));
}

TEST_F(HttpFaults, ManyCallsThatMeetNoHttpAreEachAnswered) {
  FaultyProxy proxy(rig_.core().port(), answering("garbage garbage garbage"));
  Listening channel(through(proxy));
  std::vector<std::shared_ptr<Sent>> all;
  for (int i = 0; i < 40; ++i) all.push_back(channel.send("GET", "/api/me"));
  ASSERT_TRUE(support::spinUntil([&] { return std::all_of(all.begin(), all.end(), [](const auto& sent) { return sent->answers > 0; }); }));
  for (const auto& sent : all) {
    EXPECT_EQ(sent->answers, 1);
    EXPECT_EQ(sent->code(), Errc::kMalformed);
  }
}

TEST_F(HttpFaults, ClosingWhileItIsFoundOutWhatAnsweredIsSafe) {
  FaultyProxy proxy(rig_.core().port(), answering("garbage garbage garbage"));
  for (int i = 1; i < 40; ++i) {
    Listening channel(through(proxy));
    const auto sent = channel.send("GET", "/api/me");
    support::spinRounds(i);
    channel->close();
    EXPECT_EQ(sent->answers, 1);
  }
}

TEST_F(HttpFaults, ARedirectIsNamedAndNotFollowed) {
  FaultyProxy elsewhere(rig_.core().port());
  for (const int status : {301, 302, 303, 307, 308}) {
    FaultyProxy proxy(rig_.core().port(), answering(rawAnswer(status, "Location: " + elsewhere.url() + "/api/me\r\n", "moved")));
    Listening channel(through(proxy));
    const auto sent = channel.ask(status == 307 ? "POST" : "GET", "/api/me");
    EXPECT_EQ(sent->code(), Errc::kUnavailable);
    EXPECT_THAT(sent->answer.error().message, HasSubstr(elsewhere.url()));
    EXPECT_THAT(sent->answer.error().message, HasSubstr("did not go"));
    EXPECT_EQ(proxy.connections(), 1);
  }
  support::spinRounds(50);
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST_F(HttpFaults, AnAnswerWithoutEndIsCutOff) {
  auto fault = answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
  fault.endless = true;
  const auto sent = askThrough(fault, "POST", "/api/pause", "{}");
  EXPECT_EQ(sent->code(), Errc::kTooLarge);
  EXPECT_TRUE(sent->answer.error().outcomeUnknown);
  EXPECT_THAT(sent->answer.error().message, HasSubstr("64 MiB"));
}

TEST_F(HttpFaults, AnAnswerThatSaysItIsHugeIsNotRead) {
  auto fault = answering("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(Channel::kMaxAnswerBytes + 1) + "\r\n\r\n{");
  fault.endless = true;
  EXPECT_EQ(askThrough(fault)->code(), Errc::kTooLarge);
}

TEST_F(HttpFaults, AnyStatusIsAnAnswer) {
  for (const int status : {200, 201, 400, 401, 403, 404, 409, 412, 422, 429, 500, 501, 502, 503, 507}) {
    for (const std::string extra : {"", "WWW-Authenticate: Bearer\r\n", "WWW-Authenticate: Basic realm=\"x\"\r\n"}) {
      if (!extra.empty() && status != 401) continue;
      const auto sent = askThrough(answering(rawAnswer(status, extra + "X-Odd: 1\r\n", "{\"error\":\"so\"}")));
      ASSERT_TRUE(sent->answer) << status << ": " << sent->answer.error().message;
      EXPECT_EQ(sent->answer->status, status);
      EXPECT_EQ(sent->answer->body, "{\"error\":\"so\"}");
    }
  }
}

TEST_F(HttpFaults, EachChangeCarriesAKeyOfItsOwnAndNoReadDoes) {
  FaultyProxy proxy(rig_.core().port());
  Listening channel(through(proxy));
  EXPECT_TRUE(channel.ask("POST", "/api/pause", "{}")->ok());
  EXPECT_TRUE(channel.ask("POST", "/api/resume")->ok());
  EXPECT_TRUE(channel.ask("GET", "/api/me")->ok());
  EXPECT_EQ(channel.ask("DELETE", "/api/webhooks/wh_0000000000000")->answer->status, 404);
  std::string all;
  for (const auto& heard : proxy.heard()) all += heard;
  std::set<std::string> keys;
  for (auto at = all.find("Idempotency-Key: "); at != std::string::npos; at = all.find("Idempotency-Key: ", at + 1))
    keys.insert(all.substr(at + 17, 36));
  EXPECT_EQ(keys.size(), 3U);
  EXPECT_THAT(all, HasSubstr("Authorization: Bearer " + tokenOf(rig_.core())));
  EXPECT_THAT(all, ::testing::Not(HasSubstr("Cookie")));
}

TEST_F(HttpFaults, NoCookieIsKept) {
  FaultyProxy proxy(rig_.core().port(), answering(rawAnswer(200, "Set-Cookie: spy=1; Path=/\r\n", "{}")));
  Listening channel(through(proxy));
  EXPECT_TRUE(channel.ask("GET", "/api/me")->ok());
  EXPECT_TRUE(channel.ask("GET", "/api/me")->ok());
  for (const auto& heard : proxy.heard()) EXPECT_THAT(heard, ::testing::Not(HasSubstr("spy")));
}

TEST_F(HttpFaults, WhatMakesNoSenseIsToldAndNothingIsSent) {
  const auto good = httpOptions(rig_.core(), rig_.core().url());
  const auto refused = [&](HttpOptions options, const char* word) {
    Listening channel(openHttp(std::move(options)));
    const auto sent = channel.ask("GET", "/api/me");
    EXPECT_EQ(sent->code(), Errc::kInvalid);
    EXPECT_FALSE(sent->early);
    EXPECT_THAT(sent->answer.error().message, HasSubstr(word));
    channel->open();
    EXPECT_TRUE(channel.waitFor(ChannelState::Kind::kRefused));
    EXPECT_THAT(channel.state().reason, HasSubstr(word));
    const auto waiting = channel.send("GET", "/api/me");
    channel->close();
    EXPECT_EQ(waiting->code(), Errc::kCancelled);
  };
  auto options = good;
  options.url = "http://hooks.example.com:8787";
  refused(options, "https");
  options = good;
  options.url = "hooks example";
  refused(options, "");
  options = good;
  options.url += "/?x=1";
  refused(options, "query");
  options = good;
  options.token = "hl_a b\r\nX: y";
  refused(options, "token");
  options.token = {};
  refused(options, "token");
  options = good;
  options.pinnedSha256 = "12:34";
  refused(options, "fingerprint");
}

}  // namespace
}  // namespace hookline::client
