#include "delivery_runner/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "base/random.h"
#include "delivery_runner/inbox.h"
#include "runner_rig.h"
#include "support/fake_transport.h"

namespace hookline::delivery_runner {
namespace {

using internal::Inbox;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// The runner between a real store and a network of the test's.
class EngineDone2Runner : public testing::Test {
 protected:
  void start() {
    runner = Runner::start(*rig.store, *rig.config, std::make_unique<support::FakeTransport>(network), clock_,
                           std::make_unique<base::SeededRandom>(7),
                           {.changes = [](const model::DeliveryChange&) {},
                            .circuits =
                                [this](const model::Circuit& circuit) {
                                  std::scoped_lock lock(mutex_);
                                  told_.push_back(circuit);
                                  changed_.notify_all();
                                },
                            .held = [](model::WebhookId) {}},
                           base::Log{});
  }
  /// Waits until a breaker was told of so often, and answers the last one.
  std::optional<model::Circuit> circuitTold(std::size_t times) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds{10}, [&] { return told_.size() >= times; })) return std::nullopt;
    return told_.back();
  }

  RunnerRig rig;
  std::shared_ptr<support::FakeNetwork> network = std::make_shared<support::FakeNetwork>();

 private:
  const base::SystemClock clock_{};  // the engine's rests end by themselves
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<model::Circuit> told_;  // guarded by mutex_

 protected:
  std::unique_ptr<Runner> runner;  // the last member: its thread uses the others
};

/// What waits behind an open one dies of it in the end, so none may be left there.
TEST_F(EngineDone2Runner, ABreakerIsAmongThoseThatAreNotClosedUntilItIs) {
  const auto hook = rig.addWebhook();
  network->answerWith([](const auto&) { return support::FakeNetwork::fault(model::NetFault::kRefused, model::Phase::kConnect); });
  start();
  for (int i = 0; i < 5; ++i) rig.accept(hook);
  const auto opened = circuitTold(1);
  ASSERT_TRUE(opened);
  EXPECT_FALSE(opened->closed);
  ASSERT_THAT(runner->circuits(), SizeIs(1));
  EXPECT_EQ(runner->circuits().begin()->first, hook);
  rig.edit(hook, [](model::Webhook& webhook) { webhook.url = "https://mended.example/hook"; });
  const auto closed = circuitTold(2);
  ASSERT_TRUE(closed);
  EXPECT_TRUE(closed->closed);
  EXPECT_THAT(runner->circuits(), IsEmpty());
}

// ---- the way from the store to the engine

class EngineDone2Inbox : public testing::Test {
 protected:
  static std::vector<model::DueDelivery> deliveries(std::size_t count, std::int64_t webhook = 1) {
    std::vector<model::DueDelivery> made(count);
    for (auto& one : made) one.webhookId = model::WebhookId{webhook};
    return made;
  }
  support::FakeTransport transport{std::make_shared<support::FakeNetwork>()};
  Inbox inbox{transport};
};

TEST_F(EngineDone2Inbox, WhatDoesNotFitIsSaidToBeInTheStore) {
  inbox.offer(deliveries(Inbox::kMaxOffered));
  inbox.offer(deliveries(1, 2));
  const auto messages = inbox.take();
  ASSERT_THAT(messages, SizeIs(2));
  EXPECT_THAT(std::get<delivery::Offered>(messages[0]).deliveries, SizeIs(Inbox::kMaxOffered));
  EXPECT_THAT(std::get<delivery::MoreInStore>(messages[1]).webhooks, ElementsAre(model::WebhookId{2}));
}

TEST_F(EngineDone2Inbox, WhatTheEngineHasTakenMakesRoom) {
  inbox.offer(deliveries(Inbox::kMaxOffered));
  inbox.take();
  inbox.offeredTaken(Inbox::kMaxOffered);
  inbox.offer(deliveries(1));
  const auto messages = inbox.take();
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_TRUE(std::holds_alternative<delivery::Offered>(messages[0]));
}

TEST_F(EngineDone2Inbox, AClosedOneTakesNothing) {
  inbox.offer(deliveries(1));
  inbox.close();
  inbox.offer(deliveries(1));
  EXPECT_THAT(inbox.take(), IsEmpty());
}

}  // namespace
}  // namespace hookline::delivery_runner
