#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "channel_rig.h"
#include "support/depth.h"

// What every channel owes to those who hold it (client/channel.h), whatever lies between it and its core.

namespace hookline::client {
namespace {

using base::Errc;
using Kind = ChannelState::Kind;
using support::spinRounds;
using support::spinUntil;

enum class Way { kInProcess, kHttp, kTatteredHttp };

class ChannelContract : public ::testing::TestWithParam<Way> {
 protected:
  ChannelContract() {
    support::ProxyFault fault;
    fault.pieceBytes = 7;  // an answer's head, an event's line, a UTF-8 character: all come in pieces
    if (GetParam() == Way::kTatteredHttp) proxy_ = std::make_unique<support::FaultyProxy>(rig_.core().port(), fault);
  }

  std::unique_ptr<Channel> channel() {
    if (GetParam() == Way::kInProcess) return inProcessChannel(rig_.core());
    return openHttp(httpOptions(rig_.core(), proxy_ ? proxy_->url() : rig_.core().url()));
  }

  /// Something that happens in the core, and one notice of it.
  void happen(int times = 1) {
    for (int i = 0; i < times; ++i) rig_.ask("POST", (paused_ = !paused_) ? "/api/pause" : "/api/resume", nlohmann::json::object());
  }

  support::CoreRig rig_;
  std::unique_ptr<support::FaultyProxy> proxy_;
  bool paused_ = false;
};

std::string eventBody(const std::string& conversation = "conv_1") {
  return nlohmann::json{
      {"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"conversationId", conversation}, {"data", {{"reason", "wants a person"}}}}
      .dump();
}

int answersOf(const std::vector<std::shared_ptr<Sent>>& all) {
  int answers = 0;
  for (const auto& sent : all) answers += sent->answers;
  return answers;
}

TEST_P(ChannelContract, EveryCallIsAnsweredOnceAndNeverBeforeSendReturned) {
  Listening channel(this->channel());
  channel->open();
  std::vector<std::shared_ptr<Sent>> all;
  for (int i = 0; i < 60; ++i) {
    all.push_back(channel.send("GET", "/api/me"));
    all.push_back(channel.send("POST", "/api/events", eventBody()));
    all.push_back(channel.send("GET", "/api/webhooks/wh_0000000000000"));
  }
  ASSERT_TRUE(spinUntil([&] { return answersOf(all) >= 180; }));
  spinRounds(20);
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(all[i]->answers, 1);
    EXPECT_FALSE(all[i]->early);
    ASSERT_TRUE(all[i]->answer) << all[i]->answer.error().message;
    EXPECT_EQ(all[i]->answer->status, i % 3 == 0 ? 200 : i % 3 == 1 ? 202 : 404);
    EXPECT_EQ(all[i]->answer->contentType, "application/json");
  }
}

TEST_P(ChannelContract, CallsAreAnsweredBeforeItIsOpen) {
  Listening channel(this->channel());
  EXPECT_TRUE(channel.ask("GET", "/api/version")->ok());
  EXPECT_TRUE(channel.states.empty());
}

TEST_P(ChannelContract, TextGoesThroughAsItIs) {
  Listening channel(this->channel());
  rig_.makeWebhook("http://127.0.0.1:9999/hook", {{"enabled", true}});
  const std::string odd = "a b+c&d=e%41/ü?#\u2603;\"'";
  ASSERT_TRUE(channel.ask("POST", "/api/events", eventBody(odd))->ok());
  const auto listed = channel.ask("GET", "/api/deliveries", {}, {{"conversationId", odd}, {"limit", "5"}});
  ASSERT_TRUE(listed->ok());
  const auto items = nlohmann::json::parse(listed->answer->body).at("items");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items.at(0).at("conversationId"), odd);
}

TEST_P(ChannelContract, CloseAnswersEveryWaitingCall) {
  Listening channel(this->channel());
  std::vector<std::shared_ptr<Sent>> all;
  for (int i = 0; i < 50; ++i) {
    all.push_back(channel.send("GET", "/api/me"));
    all.push_back(channel.send("POST", "/api/pause", "{}"));
  }
  channel->close();
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i]->answers, 1) << "answered when close returned";
    EXPECT_EQ(all[i]->code(), Errc::kCancelled);
    EXPECT_EQ(all[i]->answer.error().outcomeUnknown, i % 2 == 1) << "only a call that changes something";
  }
  rig_.ask("GET", "/api/status");
  spinRounds(50);
  EXPECT_EQ(answersOf(all), 100);
}

TEST_P(ChannelContract, GoingIsClosing) {
  std::shared_ptr<Sent> sent;
  {
    Listening channel(this->channel());
    channel->open();
    sent = channel.send("GET", "/api/me");
  }
  EXPECT_EQ(sent->answers, 1);
  EXPECT_EQ(sent->code(), Errc::kCancelled);
  spinRounds(50);
  EXPECT_EQ(sent->answers, 1);
}

TEST_P(ChannelContract, WhatIsSentAfterTheCloseIsCancelledLater) {
  Listening channel(this->channel());
  channel->open();
  channel->close();
  const auto sent = channel.send("POST", "/api/pause", "{}");
  EXPECT_EQ(sent->answers, 0);
  ASSERT_TRUE(spinUntil([&] { return sent->answers > 0; }));
  EXPECT_EQ(sent->code(), Errc::kCancelled);
  EXPECT_FALSE(sent->answer.error().outcomeUnknown) << "it never went out";
}

TEST_P(ChannelContract, OneTooManyIsBusy) {
  Listening channel(this->channel());
  std::vector<std::shared_ptr<Sent>> taken;
  for (std::size_t i = 0; i < Channel::kMaxWaiting; ++i) taken.push_back(channel.send("GET", "/api/version"));
  const auto refused = channel.send("GET", "/api/version");
  EXPECT_EQ(refused->answers, 0);
  ASSERT_TRUE(spinUntil([&] { return refused->answers > 0; }));
  EXPECT_EQ(refused->code(), Errc::kBusy);
  ASSERT_TRUE(spinUntil([&] { return answersOf(taken) == static_cast<int>(Channel::kMaxWaiting); }));
  EXPECT_TRUE(std::all_of(taken.begin(), taken.end(), [](const auto& sent) { return sent->ok(); }));
  EXPECT_TRUE(channel.ask("GET", "/api/version")->ok()) << "there is room again";
}

TEST_P(ChannelContract, FirstWindowDone5RandomClosesLoseNoCallAndDoubleNone) {
  const int closes = GetParam() == Way::kInProcess ? support::depth(2500, 10000)
                     : GetParam() == Way::kHttp    ? support::depth(300, 1200)
                                                   : support::depth(100, 300);
  std::mt19937 random(20261124);
  const auto upTo = [&](unsigned most) { return random() % (most + 1); };
  std::vector<std::shared_ptr<Sent>> all;
  int answered = 0;
  for (int i = 0; i < closes; ++i) {
    Listening channel(this->channel());
    if (upTo(1) == 0) channel->open();
    const auto first = all.size();
    const auto calls = upTo(8);
    for (unsigned call = 0; call < calls; ++call) {
      all.push_back(upTo(3) == 0 ? channel.send("POST", "/api/retry-schedule", R"({"retryPolicy":{"preset":"quick"}})")
                                 : channel.send("GET", "/api/version"));
      if (upTo(2) == 0) QCoreApplication::processEvents();
    }
    const auto waitFor = static_cast<std::ptrdiff_t>(upTo(calls));
    const auto mine = all.begin() + static_cast<std::ptrdiff_t>(first);
    const auto enough = [&] { return std::count_if(mine, all.end(), [](const auto& sent) { return sent->answers > 0; }) >= waitFor; };
    if (upTo(3) == 0) {
      ASSERT_TRUE(spinUntil(enough));
    }
    if (upTo(1) == 0) channel->close();
  }
  spinRounds(100);
  for (const auto& sent : all) {
    ASSERT_EQ(sent->answers, 1);
    ASSERT_FALSE(sent->early);
    ASSERT_TRUE(sent->ok() || sent->code() == Errc::kCancelled) << (sent->answer ? sent->answer->body : sent->answer.error().message);
    answered += sent->ok() ? 1 : 0;
  }
  EXPECT_GT(answered, static_cast<int>(all.size()) / 20) << "some calls were answered before their close, or nothing was tried";
  EXPECT_LT(answered, static_cast<int>(all.size()));
}

TEST_P(ChannelContract, OpensOnceAndClosesLast) {
  Listening channel(this->channel());
  channel->open();
  channel->open();
  EXPECT_TRUE(channel.states.empty()) << "told from the event loop";
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  EXPECT_TRUE(channel.state().reason.empty());
  channel->close();
  channel->close();
  spinRounds(50);
  std::vector<Kind> kinds;
  for (const auto& state : channel.states) kinds.push_back(state.kind);
  if (kinds.front() == Kind::kConnecting) kinds.erase(kinds.begin());
  EXPECT_EQ(kinds, (std::vector{Kind::kOpen, Kind::kClosed}));
}

TEST_P(ChannelContract, NoticesComeInOrderAndNoneAfterTheClose) {
  Listening channel(this->channel());
  Listening witness(this->channel());
  channel->open();
  witness->open();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen) && witness.waitFor(Kind::kOpen));
  happen(20);
  ASSERT_TRUE(channel.waitForNotices(20) && witness.waitForNotices(20));
  for (std::size_t i = 1; i < 20; ++i) EXPECT_EQ(channel.notices[i].seq, channel.notices[i - 1].seq + 1);
  for (const auto& notice : channel.notices) {
    EXPECT_EQ(notice.kind, "webhook");
    EXPECT_EQ(nlohmann::json::parse(notice.json).at("seq"), notice.seq);
  }
  happen(5);
  channel->close();
  const auto had = channel.notices.size();
  happen(5);
  ASSERT_TRUE(witness.waitForNotices(30));
  spinRounds(50);
  EXPECT_EQ(channel.notices.size(), had);
  EXPECT_EQ(witness.notices.size(), 30U);
}

TEST_P(ChannelContract, ADeliveryIsToldWithItsRow) {
  Listening channel(this->channel());
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  rig_.makeWebhook("http://127.0.0.1:9999/hook", {{"retryPolicy", support::quickRetries(0)}});
  const auto accepted = rig_.postEvent();
  const auto id = accepted.at("deliveries").at(0).at("id").get<std::string>();
  ASSERT_TRUE(spinUntil([&] {
    return std::any_of(channel.notices.begin(), channel.notices.end(), [&](const api::Notice& notice) {
      if (notice.kind != "delivery") return false;
      const auto json = nlohmann::json::parse(notice.json);
      return json.at("id") == id && json.at("summary").at("state") == "dead";
    });
  }));
}

TEST_P(ChannelContract, AnAnswerMayCloseTheChannelAndSendAgain) {
  Listening channel(this->channel());
  channel->open();
  int closes = 0;
  int later = 0;
  const auto again = [&] {
    channel->send({"GET", "/api/me", {}, {}, {}, {}, {}}, Channel::Answer([&](base::Result<api::Response> answer) {
                    EXPECT_EQ(answer.error().code, Errc::kCancelled);
                    ++later;
                  }));
  };
  for (int i = 0; i < 20; ++i)
    channel->send({"GET", "/api/version", {}, {}, {}, {}, {}}, Channel::Answer([&](base::Result<api::Response>) {
                    channel->close();
                    ++closes;
                    again();
                  }));
  ASSERT_TRUE(spinUntil([&] { return later == 20; }));
  EXPECT_EQ(closes, 20);
}

TEST_P(ChannelContract, ANoticeMayCloseTheChannel) {
  Listening channel(this->channel());
  channel.onNotice = [&](const api::Notice&) { channel->close(); };
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kOpen));
  const auto sent = channel.send("GET", "/api/webhooks/wh_0000000000000");
  happen(30);
  ASSERT_TRUE(channel.waitFor(Kind::kClosed));
  spinRounds(50);
  EXPECT_EQ(channel.notices.size(), 1U);
  EXPECT_EQ(sent->answers, 1);
}

TEST_P(ChannelContract, AStateMayCloseTheChannel) {
  Listening channel(this->channel());
  channel.onState = [&](const ChannelState&) { channel->close(); };
  channel->open();
  ASSERT_TRUE(channel.waitFor(Kind::kClosed));
  spinRounds(50);
  EXPECT_EQ(channel.states.size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Ways, ChannelContract, ::testing::Values(Way::kInProcess, Way::kHttp, Way::kTatteredHttp), [](const auto& way) {
  switch (way.param) {
    case Way::kInProcess:
      return std::string("InProcess");
    case Way::kHttp:
      return std::string("Http");
    case Way::kTatteredHttp:
      return std::string("TatteredHttp");
  }
  return std::string();
});

}  // namespace
}  // namespace hookline::client
