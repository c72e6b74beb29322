#include <gtest/gtest.h>

#include "channel_rig.h"
#include "client/client.h"
#include "support/fake_channel.h"

namespace hookline::client {
namespace {

using model::JobKind;
using model::JobState;
using support::spinUntil;

/// The typed calls on bulk work, in this process and over HTTP.
class EngineDone4Client : public ::testing::TestWithParam<bool> {
 protected:
  EngineDone4Client() {
    client_ = std::make_unique<Client>(GetParam() ? openHttp(httpOptions(rig_.core(), rig_.core().url())) : inProcessChannel(rig_.core()));
    QObject::connect(client_.get(), &Client::jobChanged, client_.get(), [this](const Job& job) { told_.push_back(job); });
    client_->open();
    EXPECT_TRUE(spinUntil([&] { return client_->state().kind == ChannelState::Kind::kOpen; }));
  }

  /// Asks and waits for the answer.
  template <typename T, typename Call>
  base::Result<T> ask(Call call) {
    std::optional<base::Result<T>> answer;
    call([&answer](base::Result<T> given) { answer.emplace(std::move(given)); });
    EXPECT_TRUE(spinUntil([&] { return answer.has_value(); }));
    return answer ? std::move(*answer) : base::Result<T>(base::fail(base::Errc::kTimeout, "no answer"));
  }
  std::vector<std::string> deadLetters(int count) {
    webhook_ = rig_.makeWebhook("http://127.0.0.1:9999/hook", {{"retryPolicy", support::quickRetries(0)}}).at("id").get<std::string>();
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) ids.push_back(rig_.postEvent().at("deliveries").at(0).at("id").get<std::string>());
    for (const auto& id : ids) rig_.waitForState(id, "dead");
    return ids;
  }
  bool isTold(model::JobId id, JobState state) {
    return spinUntil([&] { return !told_.empty() && told_.back().id == id && told_.back().state == state; });
  }

  support::CoreRig rig_;
  std::unique_ptr<Client> client_;
  std::vector<Job> told_;
  std::string webhook_;
};

TEST_P(EngineDone4Client, APreviewIsShownStartedAndToldOfUntilItIsDone) {
  const auto ids = deadLetters(3);
  DeliveryFilter filter;
  filter.webhook = model::WebhookId::parse(webhook_);
  filter.states = {model::DeliveryState::kDead};
  const auto matched = ask<Matched>([&](auto then) { client_->countDeadLetters(client_.get(), filter, std::move(then)); });
  ASSERT_TRUE(matched) << matched.error().message;
  EXPECT_EQ(matched->count, 3U);
  EXPECT_TRUE(matched->exact);

  JobOrder order;
  order.kind = JobKind::kPurge;
  order.filter = filter;
  order.perSecond = 5000;
  order.preview = true;
  const auto preview = ask<Job>([&](auto then) { client_->startJob(client_.get(), order, std::move(then)); });
  ASSERT_TRUE(preview) << preview.error().message;
  EXPECT_EQ(preview->state, JobState::kPreview);
  EXPECT_EQ(preview->total, 3U);
  EXPECT_EQ(preview->first, ids);
  EXPECT_EQ(preview->perSecond, 5000);
  const auto resumed = ask<Job>([&](auto then) { client_->resumeJob(client_.get(), preview->id, std::move(then)); });
  ASSERT_TRUE(resumed) << resumed.error().message;
  ASSERT_TRUE(isTold(preview->id, JobState::kDone));
  EXPECT_EQ(told_.back().done, 3U);
  const auto all = ask<std::vector<Job>>([&](auto then) { client_->jobs(client_.get(), std::move(then)); });
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().kind, JobKind::kPurge);
  EXPECT_EQ(all->front().state, JobState::kDone);
}

TEST_P(EngineDone4Client, AJobIsPausedAndCancelled) {
  deadLetters(3);
  JobOrder order;
  order.perSecond = 1;
  order.stopAfterFirstFailures = 2;
  const auto made = ask<Job>([&](auto then) { client_->startJob(client_.get(), order, std::move(then)); });
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->stopAfterFirstFailures, 2);
  EXPECT_EQ(ask<Job>([&](auto then) { client_->pauseJob(client_.get(), made->id, std::move(then)); })->state, JobState::kPaused);
  EXPECT_TRUE(isTold(made->id, JobState::kPaused));
  EXPECT_EQ(ask<Job>([&](auto then) { client_->cancelJob(client_.get(), made->id, std::move(then)); })->state, JobState::kCancelled);
  EXPECT_EQ(ask<Job>([&](auto then) { client_->job(client_.get(), made->id, std::move(then)); })->state, JobState::kCancelled);
  const auto late = ask<Job>([&](auto then) { client_->resumeJob(client_.get(), made->id, std::move(then)); });
  EXPECT_EQ(late.error().code, base::Errc::kConflict);
}

TEST_P(EngineDone4Client, DaemonDone1UndoTakesBackWhatWaitsForItsFirstTry) {
  const auto ids = deadLetters(3);
  rig_.ask("POST", "/api/webhooks/" + webhook_ + "/pause");
  const auto made = ask<Job>([&](auto then) { client_->startJob(client_.get(), JobOrder{}, std::move(then)); });
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(spinUntil([&] { return !told_.empty() && told_.back().untried == 3; }));
  const auto undone = ask<Job>([&](auto then) { client_->undoJob(client_.get(), made->id, std::move(then)); });
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(undone->undone, 3U);
  EXPECT_EQ(undone->untried, 0U);
  EXPECT_EQ(undone->state, JobState::kCancelled);
  EXPECT_TRUE(isTold(made->id, JobState::kCancelled));
  EXPECT_EQ(told_.back().undone, 3U);
  for (const auto& id : ids) rig_.waitForState(id, "dead");
  JobOrder purge;
  purge.kind = JobKind::kPurge;
  purge.all = true;
  const auto gone = ask<Job>([&](auto then) { client_->startJob(client_.get(), purge, std::move(then)); });
  ASSERT_TRUE(gone) << gone.error().message;
  const auto refused = ask<Job>([&](auto then) { client_->undoJob(client_.get(), gone->id, std::move(then)); });
  EXPECT_EQ(refused.error().code, base::Errc::kConflict);
  EXPECT_NE(refused.error().message.find("nobody can bring back"), std::string::npos) << refused.error().message;
}

TEST_P(EngineDone4Client, EverythingAtOnceIsSaidAndNothingIsRefused) {
  JobOrder order;
  order.kind = JobKind::kPurge;
  auto refused = ask<Job>([&](auto then) { client_->startJob(client_.get(), order, std::move(then)); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::Errc::kInvalid);
  order.all = true;
  refused = ask<Job>([&](auto then) { client_->startJob(client_.get(), order, std::move(then)); });
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("nothing"), std::string::npos) << refused.error().message;
  deadLetters(1);
  EXPECT_TRUE(ask<Job>([&](auto then) { client_->startJob(client_.get(), order, std::move(then)); }));
}

TEST_P(EngineDone4Client, OneEventIsReplayed) {
  deadLetters(1);
  const auto event = rig_.postEvent().at("id").get<std::string>();
  const auto again = ask<AcceptedEvent>(
      [&](auto then) { client_->replayEvent(client_.get(), event, {*model::WebhookId::parse(webhook_)}, std::move(then)); });
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->id, event);
  ASSERT_EQ(again->deliveries.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Ways, EngineDone4Client, ::testing::Bool(),
                         [](const auto& way) { return std::string(way.param ? "Http" : "InProcess"); });

TEST(EngineBadInput, AJobThatCannotBeReadIsRefusedWhole) {
  support::FakeCore core;
  core.answer("GET /api/me", {{"role", "admin"}});
  Client client(core.channel());
  std::vector<Job> told;
  QObject::connect(&client, &Client::jobChanged, &client, [&told](const Job& job) { told.push_back(job); });
  client.open();
  ASSERT_TRUE(spinUntil([&] { return client.state().kind == ChannelState::Kind::kOpen; }));
  const nlohmann::json good{{"id", model::JobId{7}.text()}, {"kind", "retry"}, {"state", "running"}, {"createdAt", "2026-11-23T20:00:00Z"}};
  for (const auto& wrong : std::vector<nlohmann::json>{{{"id", "dlv_1"}},
                                                       {{"kind", "rewind"}},
                                                       {{"state", "asleep"}},
                                                       {{"done", -1}},
                                                       {{"filter", "x"}},
                                                       {{"first", {1}}},
                                                       {{"total", "3"}}}) {
    auto job = good;
    job.merge_patch(wrong);
    core.answer("GET /api/jobs", {{"items", {job}}});
    std::optional<base::Result<std::vector<Job>>> answer;
    client.jobs(&client, [&answer](base::Result<std::vector<Job>> given) { answer.emplace(std::move(given)); });
    ASSERT_TRUE(spinUntil([&] { return answer.has_value(); }));
    ASSERT_FALSE(*answer) << wrong;
    EXPECT_EQ(answer->error().code, base::Errc::kMalformed) << wrong;
    core.notice("job", "job_x", job);
  }
  core.notice("job", model::JobId{7}.text(), good);
  ASSERT_TRUE(spinUntil([&] { return !told.empty(); }));
  EXPECT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].id, model::JobId{7});
}

}  // namespace
}  // namespace hookline::client
