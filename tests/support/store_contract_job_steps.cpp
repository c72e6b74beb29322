// What a job's steps do to its items, and how the results of those are counted for it.
#include <gmock/gmock.h>

#include "support/store_contract_jobs.h"

namespace hookline::support {

using base::Errc;
using model::DeliveryState;
using model::JobKind;
using model::JobState;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_P(EngineDone4Store, AStepOfARetryMakesDeadLettersDueAndMovesTheJobOn) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto b = made(hook_, DeliveryState::kDead);
  const auto alive = made(hook_, DeliveryState::kDelivered);
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(retry);
  takeFresh();
  clock_.advance(base::Millis{1000});
  const auto stepped = step(stepOver(*retry, {a, b, alive}, false));
  ASSERT_TRUE(stepped);
  EXPECT_TRUE(stepped->applied);
  EXPECT_EQ(stepped->job.done, 3u);
  EXPECT_EQ(stepped->job.made, 2u);
  EXPECT_EQ(stepped->job.open, 2u);
  EXPECT_EQ(stepped->job.skipped, 1u);
  EXPECT_EQ(stepped->job.cursor, alive.value);
  EXPECT_EQ(stepped->job.total, 7u);
  EXPECT_EQ(stateOf(a), DeliveryState::kPending);
  EXPECT_EQ(detail(a).row.due, now());
  EXPECT_EQ(detail(a).row.counted, 0);
  EXPECT_EQ(stateOf(alive), DeliveryState::kDelivered);
  const auto fresh = takeFresh();
  ASSERT_EQ(fresh.size(), 2u);
  EXPECT_EQ(fresh[0].id, a);
  ASSERT_TRUE(fresh[0].event);
  EXPECT_FALSE(fresh[0].event->body->empty());
}

TEST_P(EngineDone4Store, AStepFromAnotherCursorOrOfAJobThatIsNotRunningDoesNothing) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto b = made(hook_, DeliveryState::kDead);
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(retry);
  auto first = stepOver(*retry, {a}, false);
  ASSERT_TRUE(step(first)->applied);
  const auto again = step(first);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->applied);
  EXPECT_EQ(again->job.done, 1u);
  ASSERT_TRUE(move(retry->id, JobState::kPaused));
  EXPECT_FALSE(step(stepOver(job(retry->id), {b}))->applied);
  EXPECT_EQ(stateOf(b), DeliveryState::kDead);
}

TEST_P(EngineDone4Store, ACountThatStoppedAtItsBudgetBecomesExactWithTheLastStep) {
  std::vector<model::DeliveryId> dead;
  for (int i = 0; i < 3; ++i) dead.push_back(made(hook_, DeliveryState::kDead));
  auto capped = newJob(JobKind::kRetry);
  capped.total = 1;
  capped.exact = false;
  const auto retry = create(capped);
  const auto half = step(stepOver(*retry, {dead[0], dead[1]}, false));
  EXPECT_EQ(half->job.total, 2u);
  EXPECT_FALSE(half->job.exact);
  const auto whole = step(stepOver(half->job, {dead[2]}));
  EXPECT_EQ(whole->job.total, 3u);
  EXPECT_TRUE(whole->job.exact);
}

TEST_P(EngineDone4Store, EndsAreCountedWithTheResultsAndTheLastOneEndsTheJob) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto b = made(hook_, DeliveryState::kDead);
  const auto c = made(hook_, DeliveryState::kDead);
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(retry);
  ASSERT_TRUE(step(stepOver(*retry, {a, b, c})));
  attempt(a, hook_, DeliveryState::kDelivered);
  attempt(b, hook_, DeliveryState::kRetrying);
  EXPECT_EQ(job(retry->id).delivered, 1u);
  EXPECT_EQ(job(retry->id).failures, 1u);
  EXPECT_EQ(job(retry->id).open, 2u);
  EXPECT_EQ(job(retry->id).untried, 1u);
  attempt(b, hook_, DeliveryState::kDead);
  EXPECT_EQ(job(retry->id).failures, 1u);
  EXPECT_EQ(job(retry->id).failedAgain, 1u);
  EXPECT_EQ(job(retry->id).state, JobState::kRunning);
  reopen();
  EXPECT_TRUE(await<model::DeliveryRow>([&](auto done) { store_->cancel(c, now(), std::move(done)); }));
  const auto ended = job(retry->id);
  EXPECT_EQ(ended.state, JobState::kDone);
  EXPECT_EQ(ended.skipped, 1u);
  EXPECT_EQ(ended.open, 0u);
  EXPECT_EQ(ended.untried, 0u);
  EXPECT_EQ(ended.total, 3u);
  EXPECT_TRUE(ended.exact);
}

TEST_P(EngineDone4Store, AnEndIsCountedForTheJobThatMadeItDueAlone) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto first = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(step(stepOver(*first, {a}, false)));
  attempt(a, hook_, DeliveryState::kDead);
  // A person retries it by itself: no job's business.
  ASSERT_TRUE(await<store::RequeueOutcome>([&](auto done) { store_->retryDead({a}, now(), std::move(done)); }));
  attempt(a, hook_, DeliveryState::kDead);
  EXPECT_EQ(job(first->id).failedAgain, 1u);
  const auto second = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(step(stepOver(*second, {a})));
  attempt(a, hook_, DeliveryState::kDelivered);
  EXPECT_EQ(job(first->id).delivered, 0u);
  EXPECT_EQ(job(second->id).delivered, 1u);
  EXPECT_EQ(job(second->id).state, JobState::kDone);
}

TEST_P(EngineDone4Store, WhatExpiresOrIsCancelledAfterAJobMadeItDueEndsInItsReport) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto b = made(hook_, DeliveryState::kDead);
  const auto c = made(hook_, DeliveryState::kDead);
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(step(stepOver(*retry, {a, b, c})));
  attempt(a, hook_, DeliveryState::kRetrying);
  EXPECT_EQ(job(retry->id).untried, 2u);
  ASSERT_TRUE(await<model::DeliveryRow>([&](auto done) { store_->cancel(a, now(), std::move(done)); }));
  EXPECT_EQ(job(retry->id).untried, 2u) << "it was tried, whatever became of it";
  ASSERT_TRUE(await<model::DeliveryRow>([&](auto done) { store_->cancel(b, now(), std::move(done)); }));
  EXPECT_EQ(job(retry->id).untried, 1u);
  clock_.advance(base::Millis{80 * 3600 * 1000});
  const auto died = await<std::vector<model::DeliveryRow>>([&](auto done) { store_->expire(hook_, now(), now(), std::move(done)); });
  ASSERT_TRUE(died && died->size() == 1) << "the third waited too long";
  const auto ended = job(retry->id);
  EXPECT_EQ(ended.state, JobState::kDone);
  EXPECT_EQ(ended.open, 0u);
  EXPECT_EQ(ended.untried, 0u);
  EXPECT_EQ(ended.failedAgain, 1u);
}

TEST_P(EngineDone4Store, TheDeletionOfAWebhookEndsWhatAJobMadeDueForIt) {
  std::vector<model::DeliveryId> dead;
  for (int i = 0; i < 3; ++i) dead.push_back(made(hook_, DeliveryState::kDead));
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(step(stepOver(*retry, dead)));
  ASSERT_TRUE(await<void>([&](auto done) { store_->deleteWebhook(hook_, audit("webhook.delete"), std::move(done)); }));
  EXPECT_TRUE(eventually([&] { return job(retry->id).state == JobState::kDone; }));
  EXPECT_EQ(job(retry->id).skipped, 3u);
}

TEST_P(EngineDone4Store, WhatDiesAfterTheJobWasMadeIsLeftAlone) {
  for (const auto kind : {JobKind::kRetry, JobKind::kPurge}) {
    const auto late = create(newJob(kind));
    clock_.advance(base::Millis{1});
    const auto dead = made(hook_, DeliveryState::kDead);
    EXPECT_EQ(step(stepOver(*late, {dead}))->job.skipped, 1u);
    EXPECT_EQ(stateOf(dead), DeliveryState::kDead);
  }
}

TEST_P(EngineDone4Store, DeadLettersOfADeletedWebhookAreSkipped) {
  const auto a = made(hook_, DeliveryState::kDead);
  ASSERT_TRUE(await<void>([&](auto done) { store_->deleteWebhook(hook_, audit("webhook.delete"), std::move(done)); }));
  const auto retry = create(newJob(JobKind::kRetry));
  const auto stepped = step(stepOver(*retry, {a}));
  EXPECT_EQ(stepped->job.skipped, 1u);
  EXPECT_EQ(stepped->job.made, 0u);
  EXPECT_EQ(stepped->job.state, JobState::kDone);
  EXPECT_EQ(stateOf(a), DeliveryState::kDead);
}

TEST_P(EngineDone4Store, APurgeDeletesDeadLettersAndNothingElse) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto b = made(hook_, DeliveryState::kHeld);
  const auto before = figuresOf(hook_);
  const auto purge = create(newJob(JobKind::kPurge));
  const auto stepped = step(stepOver(*purge, {a, b}));
  ASSERT_TRUE(stepped);
  EXPECT_EQ(stepped->job.made, 1u);
  EXPECT_EQ(stepped->job.skipped, 1u);
  EXPECT_EQ(stepped->job.open, 0u);
  EXPECT_EQ(stepped->job.state, JobState::kDone);
  EXPECT_EQ(await<store::DeliveryDetail>([&](auto done) { store_->delivery(a, std::move(done)); }).error().code, Errc::kNotFound);
  EXPECT_EQ(stateOf(b), DeliveryState::kHeld);
  EXPECT_EQ(figuresOf(hook_).dead, before.dead - 1);
}

TEST_P(EngineDone4Store, AStepOfAReplayMakesNewDeliveriesOfTheStoredBytes) {
  const auto ops = addWebhook("Ops");
  const auto a = accept(event("order-1", {hook_}));
  const auto b = accept(event("order-2", {hook_}));
  const auto replay = create(newJob(JobKind::kReplay));
  takeFresh();
  clock_.advance(base::Millis{10});
  auto one = stepOver(*replay, {}, true);
  one.to = b.seq.value;
  const model::DeliveryId again{ids_->next()};
  const model::DeliveryId toOps{ids_->next()};
  one.replays = {{a.seq, {{again, hook_, now()}, {toOps, ops, now()}, {{ids_->next()}, {77}, now()}}}, {b.seq, {}}};
  const auto stepped = step(one);
  ASSERT_TRUE(stepped);
  EXPECT_EQ(stepped->job.done, 2u);
  EXPECT_EQ(stepped->job.made, 2u);
  EXPECT_EQ(stepped->job.open, 2u);
  EXPECT_EQ(stepped->job.skipped, 1u);
  const auto fresh = takeFresh();
  ASSERT_EQ(fresh.size(), 2u);
  EXPECT_EQ(fresh[0].id, again);
  EXPECT_EQ(fresh[0].due, now());
  EXPECT_EQ(fresh[0].event->id, "order-1");
  const auto found = await<store::EventDetail>([&](auto done) { store_->event("order-1", std::move(done)); });
  ASSERT_EQ(found->deliveries.size(), 3u);
  EXPECT_EQ(found->deliveries[1].id, again);
  EXPECT_EQ(found->deliveries[1].createdAt, now());
  // The same event posted again still answers its first deliveries.
  EXPECT_EQ(accept(event("order-1", {hook_})).deliveries.size(), 1u);
  attempt(again, hook_, DeliveryState::kDelivered);
  attempt(toOps, ops, DeliveryState::kDead);
  EXPECT_EQ(job(replay->id).state, JobState::kDone);
  EXPECT_EQ(job(replay->id).delivered, 1u);
  EXPECT_EQ(job(replay->id).failedAgain, 1u);
  EXPECT_EQ(figuresOf(ops).dead, 1u);
}

TEST_P(EngineDone4Store, OneEventIsReplayedByItselfAndItsRepeatMakesNothingNew) {
  const auto a = accept(event("order-1", {hook_}));
  const model::DeliveryId again{ids_->next()};
  const auto ask = [&] {
    return await<std::vector<store::AcceptedDelivery>>([&](auto done) {
      store_->replay({a.seq, {{again, hook_, now()}, {{ids_->next()}, {77}, now()}}}, now(), std::move(done));
    });
  };
  const auto made = ask();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->size(), 1u);
  EXPECT_EQ((*made)[0].id, again);
  ASSERT_TRUE(ask());
  EXPECT_EQ(figuresOf(hook_).waiting, 2u);
  const auto lost = await<std::vector<store::AcceptedDelivery>>([&](auto done) { store_->replay({{77}, {}}, now(), std::move(done)); });
  EXPECT_EQ(lost.error().code, Errc::kNotFound);
}

TEST_P(EngineDone4Store, FirstTriesThatAllFailPauseTheJobOnceAndSayWhy) {
  std::vector<model::DeliveryId> dead;
  for (int i = 0; i < 4; ++i) dead.push_back(made(hook_, DeliveryState::kDead));
  auto careful = newJob(JobKind::kRetry);
  careful.stopAfterFirstFailures = 2;
  const auto retry = create(careful);
  ASSERT_TRUE(step(stepOver(*retry, dead, false)));
  attempt(dead[0], hook_, DeliveryState::kRetrying);
  EXPECT_EQ(job(retry->id).state, JobState::kRunning);
  attempt(dead[1], hook_, DeliveryState::kDead);
  EXPECT_EQ(job(retry->id).state, JobState::kPaused);
  EXPECT_THAT(job(retry->id).reason, HasSubstr("first 2 tries all failed"));
  ASSERT_TRUE(move(retry->id, JobState::kRunning));
  EXPECT_THAT(job(retry->id).reason, IsEmpty());
  attempt(dead[2], hook_, DeliveryState::kDead);
  EXPECT_EQ(job(retry->id).state, JobState::kRunning);
}

TEST_P(EngineDone4Store, ARefusedAddressIsAFirstResultThatFailedThoughItsDeliveryWaits) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto b = made(hook_, DeliveryState::kDead);
  auto careful = newJob(JobKind::kRetry);
  careful.stopAfterFirstFailures = 1;
  const auto retry = create(careful);
  ASSERT_TRUE(step(stepOver(*retry, {a, b}, false)));
  ASSERT_TRUE(claim(a, detail(a).row.due));
  auto held = result(a, hook_, 2, DeliveryState::kHeld);
  held.counted = 0;
  held.attempt.counted = false;
  ASSERT_TRUE(record(std::move(held)).applied);
  EXPECT_EQ(job(retry->id).state, JobState::kPaused);
  EXPECT_EQ(job(retry->id).untried, 1u);
  EXPECT_EQ(job(retry->id).open, 2u);
}

TEST_P(EngineDone4Store, OneThatArrivesFirstLetsTheJobGoOn) {
  std::vector<model::DeliveryId> dead;
  for (int i = 0; i < 3; ++i) dead.push_back(made(hook_, DeliveryState::kDead));
  auto careful = newJob(JobKind::kRetry);
  careful.stopAfterFirstFailures = 2;
  const auto retry = create(careful);
  ASSERT_TRUE(step(stepOver(*retry, dead, false)));
  attempt(dead[0], hook_, DeliveryState::kDelivered);
  attempt(dead[1], hook_, DeliveryState::kDead);
  attempt(dead[2], hook_, DeliveryState::kDead);
  EXPECT_EQ(job(retry->id).state, JobState::kRunning);
}

TEST_P(EngineDone4Store, ACancelledJobStillCountsWhatItMadeDue) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(step(stepOver(*retry, {a}, false)));
  ASSERT_TRUE(move(retry->id, JobState::kCancelled));
  EXPECT_THAT(job(retry->id).reason, HasSubstr("Cancelled by owner"));
  EXPECT_THAT(job(retry->id).reason, HasSubstr("the one delivery that it made due and that has not ended goes on"));
  reopen();
  EXPECT_EQ(stateOf(a), DeliveryState::kPending);
  attempt(a, hook_, DeliveryState::kDelivered);
  EXPECT_EQ(job(retry->id).delivered, 1u);
  EXPECT_EQ(job(retry->id).state, JobState::kCancelled);
}

TEST_P(EngineDone4Store, ADeliveryThatCrashesPoisonIsCountedAtTheStart) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(step(stepOver(*retry, {a})));
  for (int crash = 0; crash < 3; ++crash) {
    EXPECT_EQ(job(retry->id).state, JobState::kRunning);
    ASSERT_TRUE(claim(a, detail(a).row.due));
    reopen();
  }
  EXPECT_EQ(stateOf(a), DeliveryState::kDead);
  EXPECT_EQ(job(retry->id).failedAgain, 1u);
  EXPECT_EQ(job(retry->id).state, JobState::kDone);
}

TEST_P(EngineDone4Store, WhoListensHearsOfEveryChangeAfterItsCommit) {
  std::mutex mutex;
  std::vector<model::Job> heard;
  store_->onJobs([&](std::vector<model::Job> changed) {
    std::scoped_lock lock(mutex);
    heard.insert(heard.end(), changed.begin(), changed.end());
  });
  const auto a = made(hook_, DeliveryState::kDead);
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(step(stepOver(*retry, {a})));
  attempt(a, hook_, DeliveryState::kDelivered);
  takeFresh();  // a fence
  std::scoped_lock lock(mutex);
  ASSERT_EQ(heard.size(), 3u);
  EXPECT_EQ(heard[0].done, 0u);
  EXPECT_EQ(heard[1].open, 1u);
  EXPECT_EQ(heard[2].state, JobState::kDone);
  EXPECT_LT(heard[0].revision, heard[1].revision);
  EXPECT_LT(heard[1].revision, heard[2].revision);
}

}  // namespace hookline::support
