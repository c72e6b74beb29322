#include <gmock/gmock.h>

#include <condition_variable>

#include "support/store_contract.h"

namespace hookline::support {

using base::Errc;
using model::DeliveryState;

TEST_P(StoreContract, AWebhookComesBackWithAllItsFields) {
  auto input = webhook("Sales");
  input.secret = "whsec_current";
  input.previousSecret = "whsec_before";
  input.previousSecretUntil = now() + base::Millis{60000};
  input.headers = {{"Authorization", "Bearer abc"}, {"X-Team", "sales: one\ntwo"}};
  input.stop = {model::WebhookStop::Kind::kOnHold, "410", now(), std::nullopt};
  input.maxInFlight = 3;
  const auto expected = input;
  ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(std::move(input), audit("webhook.create"), std::move(done)); }));
  for (int round = 0; round < 2; ++round) {
    const auto config = await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); });
    ASSERT_TRUE(config) << config.error().message;
    ASSERT_EQ(config->webhooks.size(), 1u);
    const auto& found = config->webhooks[0];
    EXPECT_EQ(found.id, expected.id);
    EXPECT_EQ(found.name, "Sales");
    EXPECT_EQ(found.url, expected.url);
    EXPECT_EQ(found.secret, "whsec_current");
    EXPECT_EQ(found.previousSecret, "whsec_before");
    EXPECT_EQ(found.previousSecretUntil, expected.previousSecretUntil);
    EXPECT_EQ(found.headers, expected.headers);
    EXPECT_EQ(found.stop, expected.stop);
    EXPECT_EQ(found.events, expected.events);
    EXPECT_EQ(found.maxInFlight, 3);
    EXPECT_EQ(found.updatedAt, now());
    reopen();
  }
}

TEST_P(StoreContract, AWebhookIsReplacedByItsId) {
  auto first = webhook("Before");
  auto second = first;
  second.name = "After";
  second.secret.clear();
  ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(std::move(first), audit("webhook.create"), std::move(done)); }));
  ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(std::move(second), audit("webhook.update"), std::move(done)); }));
  const auto config = await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); });
  ASSERT_EQ(config->webhooks.size(), 1u);
  EXPECT_EQ(config->webhooks[0].name, "After");
  EXPECT_EQ(config->webhooks[0].secret, "");
}

TEST_P(StoreContract, DeletingAWebhookCancelsWhatWaitsAndKeepsHistory) {
  const auto hook = addWebhook();
  std::vector<model::DeliveryId> waiting;
  for (int i = 0; i < 700; ++i) waiting.push_back(acceptOne(hook));
  const auto retrying = made(hook, DeliveryState::kRetrying);
  const auto held = made(hook, DeliveryState::kHeld);
  const auto delivered = made(hook, DeliveryState::kDelivered);
  const auto dead = made(hook, DeliveryState::kDead);
  const auto inFlight = made(hook, DeliveryState::kDelivering);
  ASSERT_TRUE(await<void>([&](auto done) { store_->deleteWebhook(hook, audit("webhook.delete"), std::move(done)); }));
  const auto waits = await<store::DuePage>([&](auto done) { store_->due(hook, 10, std::move(done)); });
  EXPECT_TRUE(waits->items.empty());
  EXPECT_TRUE(eventually([&] { return figuresOf(hook).waiting == 1; }));
  EXPECT_EQ(figuresOf(hook).cancelled, 702u);
  EXPECT_EQ(stateOf(waiting.front()), DeliveryState::kCancelled);
  EXPECT_EQ(stateOf(waiting.back()), DeliveryState::kCancelled);
  EXPECT_EQ(stateOf(retrying), DeliveryState::kCancelled);
  EXPECT_EQ(stateOf(held), DeliveryState::kCancelled);
  EXPECT_EQ(stateOf(delivered), DeliveryState::kDelivered);
  EXPECT_EQ(stateOf(dead), DeliveryState::kDead);
  // What was on its way cannot wait again.
  EXPECT_TRUE(record(result(inFlight, hook, 1, DeliveryState::kRetrying)).applied);
  EXPECT_EQ(stateOf(inFlight), DeliveryState::kCancelled);
  const auto again = await<store::RequeueOutcome>([&](auto done) { store_->retryDead({dead}, now(), std::move(done)); });
  EXPECT_THAT(again->refused, testing::ElementsAre(dead));
  EXPECT_TRUE(await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); })->webhooks.empty());
}

TEST_P(StoreContract, ALateChangeDoesNotBringADeletedWebhookBack) {
  auto input = webhook("Sales");
  auto late = input;
  ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(std::move(input), audit("webhook.create"), std::move(done)); }));
  const auto id = late.id;
  ASSERT_TRUE(await<void>([&](auto done) { store_->deleteWebhook(id, audit("webhook.delete"), std::move(done)); }));
  const auto refused = await<void>([&](auto done) { store_->putWebhook(std::move(late), audit("webhook.update"), std::move(done)); });
  EXPECT_EQ(refused.error().code, Errc::kNotFound);
}

TEST_P(StoreContract, TokensAreKeptByNameUntilRevoked) {
  model::ApiToken token{{ids_->next()}, "ci", "kid1", std::string(32, '\0'), model::Role::kProducer, 50, now(), std::nullopt};
  auto rival = token;
  rival.id.value = ids_->next();
  ASSERT_TRUE(await<void>([&](auto done) { store_->putToken(token, audit("token.create"), std::move(done)); }));
  EXPECT_EQ(await<void>([&](auto done) { store_->putToken(rival, audit("token.create"), std::move(done)); }).error().code, Errc::kConflict);
  store_->touchToken(token.id, now());
  store_->audit(audit("token.list"));
  takeFresh();
  reopen();
  auto config = await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); });
  ASSERT_EQ(config->tokens.size(), 1u);
  EXPECT_EQ(config->tokens[0].kid, "kid1");
  EXPECT_EQ(config->tokens[0].hash, token.hash);
  EXPECT_EQ(config->tokens[0].role, model::Role::kProducer);
  EXPECT_EQ(config->tokens[0].eventsPerSecond, 50);
  EXPECT_EQ(config->tokens[0].lastUsedAt, now());
  const auto revoked = await<model::ApiToken>([&](auto done) { store_->revokeToken("ci", audit("token.revoke"), std::move(done)); });
  ASSERT_TRUE(revoked);
  EXPECT_EQ(revoked->id, token.id);
  EXPECT_TRUE(await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); })->tokens.empty());
  EXPECT_TRUE(await<void>([&](auto done) { store_->putToken(rival, audit("token.create"), std::move(done)); }));
}

TEST_P(StoreContract, ASettingIsReplacedByItsName) {
  for (const auto* value : {"one", "two"}) {
    ASSERT_TRUE(await<void>([&](auto done) { store_->putSetting("paused", value, audit("setting"), std::move(done)); }));
  }
  const auto config = await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); });
  EXPECT_THAT(config->settings, testing::ElementsAre(testing::Pair("paused", "two")));
}

TEST_P(StoreContract, TheFirstAnswerOfAKeyStaysForADay) {
  const auto keep = [&](const std::string& body) {
    return await<void>([&](auto done) { store_->keepAnswer({"owner:k1", "print", 202, body, now()}, std::move(done)); });
  };
  const auto kept = [&] {
    return await<std::optional<store::KeptAnswer>>([&](auto done) { store_->keptAnswer("owner:k1", std::move(done)); });
  };
  EXPECT_FALSE(kept()->has_value());
  ASSERT_TRUE(keep("first"));
  ASSERT_TRUE(keep("second"));
  ASSERT_TRUE(kept()->has_value());
  EXPECT_EQ(kept()->value().body, "first");
  EXPECT_EQ(kept()->value().fingerprint, "print");
  EXPECT_EQ(kept()->value().status, 202);
  clock_.advance(base::Millis{23 * 3600 * 1000});
  EXPECT_TRUE(kept()->has_value());
  clock_.advance(base::Millis{2 * 3600 * 1000});
  EXPECT_FALSE(kept()->has_value());
  ASSERT_TRUE(keep("next day"));
  EXPECT_EQ(kept()->value().body, "next day");
}

TEST_P(StoreContract, FiguresFollowTheResults) {
  const auto hook = addWebhook();
  made(hook, DeliveryState::kDelivered);
  clock_.advance(base::Millis{61000});
  made(hook, DeliveryState::kRetrying);
  made(hook, DeliveryState::kDead);
  const auto secondTry = made(hook, DeliveryState::kDelivering);
  auto input = result(secondTry, hook, 2, DeliveryState::kDead);
  EXPECT_TRUE(record(std::move(input)).applied);
  const auto silent = made(hook, DeliveryState::kDelivering);
  auto simulated = result(silent, hook, 1, DeliveryState::kDelivered);
  simulated.inStats = false;
  EXPECT_TRUE(record(std::move(simulated)).applied);
  auto figures = figuresOf(hook);
  EXPECT_EQ(figures.delivered, 2u);
  EXPECT_EQ(figures.dead, 2u);
  EXPECT_EQ(figures.waiting, 1u);
  EXPECT_EQ(figures.consecutiveFailures, 3u);
  EXPECT_EQ(figures.lastFailure, now());
  EXPECT_EQ(figures.lastSuccess, now() - base::Millis{61000});
  ASSERT_EQ(figures.minutes.size(), 2u);
  EXPECT_EQ(figures.minutes[0].delivered, 1u);
  EXPECT_EQ(figures.minutes[1].failed, 3u);
  EXPECT_EQ(figures.minutes[1].dead, 2u);
  EXPECT_EQ(figures.minutes[1].retried, 1u);
  EXPECT_EQ(figures.minutes[1].latencySumUs, 3u * 12'500u);
  EXPECT_EQ(figures.minutes[1].latency.total(), 3u);
  made(hook, DeliveryState::kDelivered);
  EXPECT_EQ(figuresOf(hook).consecutiveFailures, 0u);
  EXPECT_EQ(store_->storeFigures().waiting, 1u);
  EXPECT_EQ(store_->storeFigures().dead, 2u);
  reopen();
  EXPECT_EQ(store_->storeFigures().waiting, 1u);
  EXPECT_EQ(store_->storeFigures().dead, 2u);
  EXPECT_EQ(figuresOf(hook).delivered, 3u);
}

TEST_P(StoreContract, DaemonDone1_ATryThatDoesNotCountIsNoFailureInTheFigures) {
  const auto hook = addWebhook();
  const auto throttled = made(hook, DeliveryState::kDelivering);
  auto input = result(throttled, hook, 1, DeliveryState::kRetrying);
  input.attempt.counted = false;
  EXPECT_TRUE(record(std::move(input)).applied);
  const auto figures = figuresOf(hook);
  EXPECT_EQ(figures.consecutiveFailures, 0u);
  EXPECT_EQ(figures.lastFailure, std::nullopt);
  for (const auto& minute : figures.minutes) EXPECT_EQ(minute.failed, 0u);
}

TEST_P(StoreContract, TheOldestWaitingOneIsKnown) {
  const auto hook = addWebhook();
  EXPECT_EQ(figuresOf(hook).oldestWaiting, std::nullopt);
  const auto began = now();
  made(hook, DeliveryState::kRetrying);
  clock_.advance(base::Millis{1000});
  acceptOne(hook);
  EXPECT_EQ(figuresOf(hook).oldestWaiting, began);
}

TEST_P(StoreContract, ARestartKeepsEverythingAndRaisesTheEpoch) {
  const auto hook = addWebhook();
  const auto epoch = store_->epoch();
  std::vector<std::pair<model::DeliveryId, DeliveryState>> all;
  for (const auto state : {DeliveryState::kPending, DeliveryState::kRetrying, DeliveryState::kDelivered, DeliveryState::kCancelled,
                           DeliveryState::kDead, DeliveryState::kHeld}) {
    all.emplace_back(made(hook, state), state);
  }
  reopen();
  EXPECT_EQ(store_->epoch(), epoch + 1);
  EXPECT_GE(store_->highestId(), all.back().first.value);
  for (const auto& [id, state] : all) EXPECT_EQ(stateOf(id), state);
  const auto due = await<store::DuePage>([&](auto done) { store_->due(hook, 10, std::move(done)); });
  EXPECT_EQ(due->items.size(), 2u);
}

TEST_P(StoreContract, WhatWasInFlightIsDueAtOnceAfterARestartAndTheThirdTimePoison) {
  const auto hook = addWebhook();
  const auto id = acceptOne(hook);
  auto due = now();
  for (int crash = 1; crash <= 2; ++crash) {
    ASSERT_TRUE(claim(id, due));
    clock_.advance(base::Millis{1000});
    reopen();
    due = now();
    const auto found = detail(id);
    EXPECT_EQ(found.row.state, DeliveryState::kRetrying);
    EXPECT_EQ(found.row.due, now());
    EXPECT_EQ(found.row.tries, crash);
    EXPECT_EQ(found.row.counted, 0);
    ASSERT_EQ(found.attempts.size(), static_cast<std::size_t>(crash));
    EXPECT_EQ(found.attempts.back().n, crash);
    EXPECT_EQ(found.attempts.back().errorClass, model::ErrorClass::kInterrupted);
    EXPECT_FALSE(found.attempts.back().counted);
    const auto page = await<store::DuePage>([&](auto done) { store_->due(hook, 10, std::move(done)); });
    ASSERT_EQ(page->items.size(), 1u);
    EXPECT_EQ(page->items[0].interrupted, crash);
  }
  ASSERT_TRUE(claim(id, due));
  reopen();
  EXPECT_EQ(stateOf(id), DeliveryState::kDead);
  EXPECT_EQ(detail(id).row.errorClass, model::ErrorClass::kPoison);
  EXPECT_EQ(figuresOf(hook).dead, 1u);
  EXPECT_EQ(figuresOf(hook).waiting, 0u);
}

TEST_P(StoreContract, ARecordedAttemptEndsTheRowOfInterruptions) {
  const auto hook = addWebhook();
  const auto id = acceptOne(hook);
  ASSERT_TRUE(claim(id, now()));
  reopen();
  ASSERT_TRUE(claim(id, now()));
  EXPECT_TRUE(record(result(id, hook, 2, DeliveryState::kRetrying)).applied);
  auto page = await<store::DuePage>([&](auto done) { store_->due(hook, 10, std::move(done)); });
  ASSERT_EQ(page->items.size(), 1u);
  EXPECT_EQ(page->items[0].interrupted, 0);
}

TEST_P(StoreContract, AResultOfAnOlderEpochIsKeptAndChangesNoState) {
  const auto hook = addWebhook();
  const auto id = made(hook, DeliveryState::kDelivering);
  reopen();
  // Numbered as the cut-off attempt was, because its sender knew no better.
  record(result(id, hook, 1, DeliveryState::kDelivered));
  EXPECT_EQ(stateOf(id), DeliveryState::kRetrying);
  EXPECT_FALSE(record(result(id, hook, 2, DeliveryState::kDelivered)).applied);
  EXPECT_EQ(stateOf(id), DeliveryState::kRetrying);
}

TEST_P(StoreContract, ManyWritesShareCommits) {
  const auto hook = addWebhook();
  const auto before = store_->storeFigures();
  std::vector<std::future<void>> answers;
  for (int i = 0; i < 2000; ++i) {
    auto promise = std::make_shared<std::promise<void>>();
    answers.push_back(promise->get_future());
    std::vector<store::NewEvent> one;
    one.push_back(generatedEvent({hook}));
    store_->accept(std::move(one), base::Completion<std::vector<store::AcceptedEvent>>([promise](auto result) {
                     EXPECT_TRUE(result);
                     promise->set_value();
                   }));
  }
  for (auto& answer : answers) answer.get();
  const auto after = store_->storeFigures();
  EXPECT_EQ(after.operations - before.operations, 2000u);
  EXPECT_LT(after.commits - before.commits, 1000u);
  EXPECT_GE(after.commits - before.commits, 2u) << "a commit has a bound";
}

TEST_P(StoreContract, AFullQueueSaysBusyAndEveryCallIsAnsweredOnce) {
  const auto hook = addWebhook();
  std::mutex mutex;
  std::condition_variable changed;
  bool open = false;
  // An answer that does not return holds the writer, against the rules, so that the queue fills.
  store_->putSetting("gate", "1", audit("gate"), base::Completion<void>([&](auto) {
                       std::unique_lock lock(mutex);
                       changed.wait(lock, [&] { return open; });
                     }));
  std::atomic<int> fine = 0;
  std::atomic<int> busy = 0;
  // The writer may have taken a batch out of the queue when the gate closes.
  const int calls = static_cast<int>(store::Store::kMaxQueuedWrites) + 3000;
  for (int i = 0; i < calls; ++i) {
    store_->claim({{{i + 1}, now()}}, base::Completion<std::vector<model::DeliveryId>>([&](auto result) {
                    if (result) ++fine;
                    if (!result && result.error().code == Errc::kBusy) ++busy;
                  }));
  }
  EXPECT_GE(busy.load(), 300);
  {
    std::scoped_lock lock(mutex);
    open = true;
  }
  changed.notify_all();
  store_->close();
  EXPECT_EQ(fine + busy, calls);
  EXPECT_TRUE(hook);
}

TEST_P(StoreContract, AClosedStoreAnswersUnavailable) {
  const auto hook = addWebhook();
  store_->close();
  store_->close();
  EXPECT_EQ(await<std::vector<model::DeliveryId>>([&](auto done) {
              store_->claim({{{1}, now()}}, std::move(done));
            })
                .error()
                .code,
            Errc::kUnavailable);
  EXPECT_EQ(await<store::Recorded>([&](auto done) {
              store_->record(std::make_shared<const store::AttemptRecord>(result({1}, hook, 1, DeliveryState::kDelivered)),
                             std::move(done));
            })
                .error()
                .code,
            Errc::kUnavailable);
  EXPECT_EQ(await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); }).error().code, Errc::kUnavailable);
  store_->audit(audit("late"));
  store_->touchToken({1}, now());
}

TEST_P(StoreContract, AnAnswerMayCallTheStoreAgain) {
  const auto hook = addWebhook();
  std::promise<bool> granted;
  std::vector<store::NewEvent> one;
  one.push_back(generatedEvent({hook}));
  store_->accept(std::move(one), base::Completion<std::vector<store::AcceptedEvent>>([&](auto accepted) {
                   store_->claim({{accepted->front().deliveries.front().id, now()}},
                                 base::Completion<std::vector<model::DeliveryId>>(
                                     [&](auto result) { granted.set_value(result && result->size() == 1); }));
                 }));
  EXPECT_TRUE(granted.get_future().get());
}

}  // namespace hookline::support
