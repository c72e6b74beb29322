#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "channel_rig.h"
#include "client/sse_parser.h"

// The live stream over HTTP: what is told when it breaks off, and that nothing is missed or told twice when it comes back.

namespace hookline::client {
namespace {

using support::FaultyProxy;
using support::ProxyFault;
using support::rawAnswer;
using support::spinRounds;
using support::spinUntil;
using ::testing::HasSubstr;
using Kind = ChannelState::Kind;

class HttpStreamTest : public ::testing::Test {
 protected:
  void happen(int times = 1) {
    for (int i = 0; i < times; ++i) rig_.ask("POST", (paused_ = !paused_) ? "/api/pause" : "/api/resume", nlohmann::json::object());
  }
  HttpOptions options(const FaultyProxy& proxy) { return httpOptions(rig_.core(), proxy.url()); }
  static ProxyFault answering(std::string answer) {
    ProxyFault fault;
    fault.answer = std::move(answer);
    return fault;
  }
  static std::vector<std::uint64_t> numbers(const Listening& channel) {
    std::vector<std::uint64_t> out;
    for (const auto& notice : channel.notices) out.push_back(notice.seq);
    return out;
  }
  static std::vector<std::uint64_t> upTo(std::uint64_t last) {
    std::vector<std::uint64_t> out;
    for (std::uint64_t i = 1; i <= last; ++i) out.push_back(i);
    return out;
  }

  support::CoreRig rig_;
  bool paused_ = false;
};

TEST_F(HttpStreamTest, ResumesAfterACutWithoutAGapOrADouble) {
  FaultyProxy proxy(rig_.core().port());
  Listening channel(openHttp(options(proxy)));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  std::uint64_t expected = 0;
  for (int round = 0; round < 10; ++round) {
    happen(5);
    // Half of them are cut before they came, so that they must be told again, and once only.
    if (round % 2 == 0) {
      ASSERT_TRUE(channel.waitForNotices(expected + 5));
    }
    expected += 5;
    proxy.cutAll();
    ASSERT_TRUE(spinUntil([&] { return channel.state().kind == Kind::kLost; }));
    happen(5);
    expected += 5;
    ASSERT_TRUE(channel.waitFor(Kind::kOpen));
    ASSERT_TRUE(channel.waitForNotices(expected));
  }
  spinRounds(50);
  EXPECT_EQ(numbers(channel), upTo(expected));
}

TEST_F(HttpStreamTest, ResumesWhereverAnEventWasCut) {
  ProxyFault cut;
  FaultyProxy proxy(rig_.core().port());
  Listening channel(openHttp(options(proxy)));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  happen(1);
  ASSERT_TRUE(channel.waitForNotices(1));
  std::uint64_t expected = 1;
  for (qint64 bytes = 1; bytes < 900; bytes += 23) {
    cut.cutAfterBytes = bytes;
    proxy.setFault(cut);
    proxy.cutAll();
    happen(2);
    expected += 2;
    const auto before = proxy.connections();
    ASSERT_TRUE(spinUntil([&] { return proxy.connections() > before; }));
    proxy.setFault({});
    ASSERT_TRUE(channel.waitForNotices(expected)) << "cut after " << bytes;
  }
  EXPECT_EQ(numbers(channel), upTo(expected));
}

TEST_F(HttpStreamTest, WithoutAKnownIdAReconnectionIsAGap) {
  FaultyProxy proxy(rig_.core().port());
  Listening channel(openHttp(options(proxy)));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  proxy.cutAll();
  ASSERT_TRUE(channel.waitFor(Kind::kLost));
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  ASSERT_TRUE(channel.waitForNotices(1));
  EXPECT_EQ(channel.notices[0].kind, "gap");
}

TEST_F(HttpStreamTest, AGapOfTheCoreIsPassedOn) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  FaultyProxy proxy(rig_.core().port(), answering(head + "id: 1-5\nevent: webhook\ndata: {}\n\n"));
  Listening channel(openHttp(options(proxy)));
  channel->open();
  ASSERT_TRUE(channel.waitForNotices(1));
  proxy.setFault({});  // the real core knows no such id
  ASSERT_TRUE(channel.waitForNotices(2));
  EXPECT_EQ(channel.notices[1].kind, "gap");
}

TEST_F(HttpStreamTest, ARepeatedEventIsToldOnceAndATooLongOneIsAGap) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n";
  std::string stream;
  for (const int id : {1, 2, 1, 2, 3}) stream += "id: 7-" + std::to_string(id) + "\nevent: webhook\ndata: {}\n\n";
  stream += "id: 7-4\ndata: " + std::string(internal::SseParser::kMaxEventBytes + 1, 'x') + "\n\nid: 8-1\nevent: webhook\ndata: {}\n\n";
  FaultyProxy proxy(rig_.core().port(), answering(head + stream));
  Listening channel(openHttp(options(proxy)));
  channel->open();
  ASSERT_TRUE(channel.waitForNotices(5));
  ASSERT_TRUE(channel.waitFor(Kind::kLost));
  channel->close();
  EXPECT_EQ(numbers(channel), (std::vector<std::uint64_t>{1, 2, 3, 4, 1}));
  EXPECT_EQ(channel.notices[3].kind, "gap");
  EXPECT_EQ(channel.notices[4].kind, "webhook");
}

TEST_F(HttpStreamTest, AStreamThatFallsSilentIsLostAndComesBack) {
  FaultyProxy proxy(rig_.core().port());
  auto given = options(proxy);
  given.silence = base::Millis{1500};  // the core's first heartbeat comes later
  Listening channel(openHttp(given));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  happen(1);
  ASSERT_TRUE(channel.waitForNotices(1));
  proxy.freezeAll();
  happen(1);
  ASSERT_TRUE(channel.waitFor(Kind::kLost));
  EXPECT_THAT(channel.state().reason, HasSubstr("Nothing was heard"));
  ASSERT_TRUE(channel.waitForNotices(2));
  EXPECT_EQ(numbers(channel), upTo(2));
}

TEST_F(HttpStreamTest, ALostCoreIsTriedAgainEachTimeLater) {
  auto given = httpOptions(rig_.core(), {});
  given.firstRetry = base::Millis{4};
  auto gone = std::make_unique<FaultyProxy>(rig_.core().port());
  given.url = gone->url();
  gone.reset();
  Listening channel(openHttp(given));
  channel->open();
  ASSERT_TRUE(spinUntil([&] { return channel.states.size() >= 9; }));
  EXPECT_EQ(channel.states[0].kind, Kind::kConnecting);
  std::vector<base::Micros> waits;
  for (std::size_t i = 1; i < channel.states.size(); ++i) {
    EXPECT_EQ(channel.states[i].kind, Kind::kLost);
    EXPECT_EQ(channel.states[i].since, channel.states[1].since) << "lost since the first time";
    EXPECT_THAT(channel.states[i].reason, HasSubstr("refused"));
    if (i > 1) waits.push_back(channel.states[i].retryAt - channel.states[i - 1].retryAt);
  }
  EXPECT_GT(waits.back(), waits.front() * 8) << "2, 4, 8 … 128 times the first, more or less";
}

TEST_F(HttpStreamTest, AnOpeningForgetsEarlierFailures) {
  FaultyProxy proxy(rig_.core().port(), answering(rawAnswer(503, "", "{\"error\":\"The core is stopping.\"}")));
  auto given = options(proxy);
  given.firstRetry = base::Millis{8};
  Listening channel(openHttp(given));
  channel->open();
  ASSERT_TRUE(spinUntil([&] { return channel.states.size() >= 6; }));
  EXPECT_EQ(channel.state().kind, Kind::kLost);
  EXPECT_THAT(channel.state().reason, HasSubstr("The core is stopping."));
  proxy.setFault({});
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  const auto before = base::SystemClock().now().mono;
  proxy.cutAll();
  ASSERT_TRUE(channel.waitFor(Kind::kLost));
  EXPECT_GT(channel.state().retryAt, before);
  const auto attempt = channel.states.size();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  EXPECT_EQ(channel.states.size(), attempt + 1);
}

TEST_F(HttpStreamTest, AWrongTokenIsRefusedAndNotTriedAgain) {
  FaultyProxy proxy(rig_.core().port());
  auto given = options(proxy);
  given.token = "hl_0000000000000_abcdefghijklmnopqrstuvwxyz_000000";
  Listening channel(openHttp(given));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kRefused));
  EXPECT_THAT(channel.state().reason, HasSubstr(proxy.url()));
  EXPECT_THAT(channel.state().reason, HasSubstr("token"));
  const auto connections = proxy.connections();
  EXPECT_FALSE(spinUntil([&] { return proxy.connections() > connections; }, std::chrono::milliseconds{300}));
  EXPECT_EQ(channel.ask("GET", "/api/me")->answer->status, 401) << "an answer as any other";
}

TEST_F(HttpStreamTest, ARevokedTokenIsRefused) {
  const auto made = rig_.ask("POST", "/api/tokens", {{"name", "window"}, {"role", "viewer"}});
  FaultyProxy proxy(rig_.core().port());
  auto given = options(proxy);
  given.token = made.at("token");
  Listening channel(openHttp(given));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  rig_.send("DELETE", "/api/tokens/window");
  ASSERT_TRUE(channel.waitFor(Kind::kRefused));
}

TEST_F(HttpStreamTest, A401AndA403AreRefused) {
  for (const int status : {401, 403}) {
    FaultyProxy proxy(rig_.core().port(), answering(rawAnswer(status, "WWW-Authenticate: Bearer\r\n", "{\"error\":\"Not you.\"}")));
    Listening channel(openHttp(options(proxy)));
    channel->open();
    ASSERT_TRUE(channel.waitFor(Kind::kRefused));
    EXPECT_THAT(channel.state().reason, HasSubstr("Not you."));
  }
}

TEST_F(HttpStreamTest, WhatIsNoHooklineIsIncompatibleUntilItIsOne) {
  FaultyProxy elsewhere(rig_.core().port());
  const std::vector<std::pair<std::string, std::string>> strangers{
      {rawAnswer(200, "Content-Type: text/html\r\n", "<html>Welcome to nginx</html>"), "text/html"},
      {rawAnswer(404, "", "not here"), "404"},
      {rawAnswer(302, "Location: " + elsewhere.url() + "/login\r\n", ""), elsewhere.url()},
      {"220 mail.example.com ESMTP Postfix\r\n", "ESMTP Postfix"}};
  for (const auto& [answer, word] : strangers) {
    FaultyProxy proxy(rig_.core().port(), answering(answer));
    auto given = options(proxy);
    given.firstRetry = base::Millis{1};
    Listening channel(openHttp(given));
    channel->open();
    ASSERT_TRUE(channel.waitFor(Kind::kIncompatible)) << channel.state().reason;
    EXPECT_THAT(channel.state().reason, HasSubstr(word));
    proxy.setFault({});
    ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  }
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST_F(HttpStreamTest, ACoreThatIsTooBusyIsAskedWhenItSays) {
  FaultyProxy proxy(rig_.core().port(), answering(rawAnswer(429, "Retry-After: 60\r\n", "{\"error\":\"Too many live streams.\"}")));
  Listening channel(openHttp(options(proxy)));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kLost));
  EXPECT_GT(channel.state().retryAt, base::SystemClock().now().mono + std::chrono::seconds{30});
}

TEST_F(HttpStreamTest, DaemonDone4_ACoreThatAsksForAgesOfPatienceIsAskedAfterFiveMinutes) {
  FaultyProxy proxy(rig_.core().port(), answering(rawAnswer(503, "Retry-After: 4000000000\r\n", "{\"error\":\"Come back later.\"}")));
  Listening channel(openHttp(options(proxy)));
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kLost));
  const auto left = channel.state().retryAt - base::SystemClock().now().mono;
  EXPECT_GT(left, std::chrono::minutes{1});
  EXPECT_LE(left, std::chrono::minutes{5});
}

TEST_F(HttpStreamTest, AWaitIsEndedByAPerson) {
  FaultyProxy proxy(rig_.core().port(), answering(rawAnswer(429, "Retry-After: 3600\r\n", "{\"error\":\"Too many live streams.\"}")));
  Listening channel(openHttp(options(proxy)));
  channel->tryNow();  // not yet opened: nothing to end
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kLost));
  proxy.setFault({});
  channel->tryNow();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
}

}  // namespace
}  // namespace hookline::client
