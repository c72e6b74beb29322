// What comes late, twice or out of its order, and changes nothing that it may not.
#include <gmock/gmock.h>

#include "support/store_contract.h"

namespace hookline::support {

using model::DeliveryState;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

using Granted = std::vector<model::DeliveryId>;

}  // namespace

TEST_P(StoreContract, EngineDone2_OwnIdsThatComeOutOfTheirOrderAreKnownAgainAllTheSame) {
  const auto hook = addWebhook();
  const auto lower = generatedEvent({hook});
  const auto higher = generatedEvent({hook});
  const auto first = accept(higher);
  accept(lower);
  for (const auto& sent : {higher, lower}) {
    auto again = sent;
    again.seq.value = ids_->next();
    again.deliveries[0].id.value = ids_->next();
    EXPECT_TRUE(accept(again).duplicate) << "an event that a client sends again is not delivered twice";
  }
  EXPECT_EQ(list({}).rows.size(), 2u);
  EXPECT_EQ(detail(first.deliveries[0].id).row.eventId, higher.event.id);
}

// Deleting cancels in steps; the engine may ask for one whose turn to be cancelled has not come.
TEST_P(StoreContract, EngineDone2_NothingOfADeletedWebhookIsClaimedBeforeItIsCancelled) {
  constexpr int kMoreThanAStep = 600;
  const auto hook = addWebhook();
  std::vector<store::NewEvent> many;
  std::vector<store::Claim> all;
  for (int i = 0; i < kMoreThanAStep; ++i) {
    many.push_back(generatedEvent({hook}));
    all.push_back({many.back().deliveries[0].id, now()});
  }
  ASSERT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(many), std::move(done)); }));
  // From within the answer, so that the claim is in the next commit, before the second step.
  const auto granted = await<Granted>([&](auto done) {
    auto shared = std::make_shared<decltype(done)>(std::move(done));
    store_->deleteWebhook(hook, audit("webhook.delete"), base::Completion<void>([this, shared, all](base::Status deleted) {
                            EXPECT_TRUE(deleted);
                            store_->claim(all, std::move(*shared));
                          }));
  });
  ASSERT_TRUE(granted) << granted.error().message;
  ASSERT_THAT(*granted, IsEmpty());
  EXPECT_TRUE(eventually([&] { return figuresOf(hook).waiting == 0; }));
  EXPECT_EQ(figuresOf(hook).cancelled, static_cast<std::uint64_t>(kMoreThanAStep));
}

TEST_P(StoreContract, EngineDone8_APersonsRetryOfWhatCrashedThreeTimesHasThreeCrashesAgain) {
  const auto hook = addWebhook();
  const auto id = acceptOne(hook);
  for (int crash = 0; crash < 3; ++crash) {
    ASSERT_TRUE(claim(id, detail(id).row.due));
    reopen();
  }
  ASSERT_EQ(detail(id).row.errorClass, model::ErrorClass::kPoison);
  const auto retried = await<store::RequeueOutcome>([&](auto done) { store_->retryDead({id}, now(), std::move(done)); });
  ASSERT_TRUE(retried);
  EXPECT_THAT(retried->requeued, ElementsAre(id));
  ASSERT_TRUE(claim(id, detail(id).row.due));
  reopen();
  EXPECT_EQ(stateOf(id), DeliveryState::kRetrying);
}

// A plan makes several requests within one try, so attempts have higher numbers than tries.
TEST_P(StoreContract, EngineDone8_WhatIsCutOffBetweenTwoStepsHasAnAttemptOfItsOwn) {
  const auto hook = addWebhook();
  const auto id = made(hook, DeliveryState::kDelivering);
  for (int n = 1; n <= 2; ++n) {
    auto step = result(id, hook, n, DeliveryState::kDelivering);
    step.tries = step.counted = 0;
    step.attempt.tryNumber = 1;
    ASSERT_TRUE(record(std::move(step)).applied);
  }
  reopen();
  const auto found = detail(id);
  ASSERT_EQ(found.attempts.size(), 3u);
  EXPECT_EQ(found.attempts[2].n, 3);
  EXPECT_EQ(found.attempts[2].tryNumber, 1);
  EXPECT_EQ(found.attempts[2].errorClass, model::ErrorClass::kInterrupted);
  EXPECT_TRUE(found.attempts[2].maybeDelivered);
  EXPECT_EQ(found.attempts[1].responseBody, "ok");
}

// Old answers are cleared a few at a time, so the one of a key may still lie there when the key comes again.
TEST_P(StoreContract, FirstEventDone5_AnAnswerThatIsOverGivesWayThoughManyOthersAreOverToo) {
  const auto keep = [&](int key, const std::string& body) {
    return await<void>([&](auto done) {
      store_->keepAnswer({"owner:k" + std::to_string(key), "print", 202, body, now()}, std::move(done));
    });
  };
  constexpr int kMany = 40;
  for (int key = 0; key < kMany; ++key) {
    ASSERT_TRUE(keep(key, "first"));
    clock_.advance(base::Millis{1});
  }
  clock_.advance(base::Millis{25 * 3600 * 1000});
  ASSERT_TRUE(keep(kMany - 1, "next day"));
  const auto kept = await<std::optional<store::KeptAnswer>>(
      [&](auto done) { store_->keptAnswer("owner:k" + std::to_string(kMany - 1), std::move(done)); });
  ASSERT_TRUE(kept && kept->has_value());
  EXPECT_EQ((*kept)->body, "next day");
}

// The next process counts on from the highest, so that nothing is given an id for the second time when the clock was set back.
TEST_P(StoreContract, EngineDone8_EveryKindOfIdIsCountedOnFromAfterARestart) {
  const auto hook = addWebhook();
  EXPECT_EQ((reopen(), store_->highestId()), hook.value);
  const model::ApiToken token{{ids_->next()}, "ci", "kid1", std::string(32, '\0'), model::Role::kProducer, 50, now(), std::nullopt};
  ASSERT_TRUE(await<void>([&](auto done) { store_->putToken(token, audit("token.create"), std::move(done)); }));
  EXPECT_EQ((reopen(), store_->highestId()), token.id.value);
  model::Job job;
  job.id.value = ids_->next();
  job.createdAt = job.updatedAt = now();
  ASSERT_TRUE(await<model::Job>([&](auto done) { store_->createJob(job, audit("job.start"), std::move(done)); }));
  EXPECT_EQ((reopen(), store_->highestId()), job.id.value);
  const auto unmatched = accept(generatedEvent({}));
  EXPECT_EQ((reopen(), store_->highestId()), unmatched.seq.value);
  const auto delivery = acceptOne(hook);
  EXPECT_EQ((reopen(), store_->highestId()), delivery.value);
}

}  // namespace hookline::support
