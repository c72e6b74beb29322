#include "support/store_contract_jobs.h"

#include <gmock/gmock.h>

namespace hookline::support {

using base::Errc;
using model::DeliveryState;
using model::JobKind;
using model::JobState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

void EngineDone4Store::SetUp() {
  StoreContract::SetUp();
  hook_ = addWebhook();
}

model::Job EngineDone4Store::newJob(JobKind kind, JobState state) {
  model::Job made;
  made.id.value = ids_->next();
  made.kind = kind;
  made.filter = R"({"webhookId":"any"})";
  made.state = state;
  made.total = 7;
  made.createdAt = made.updatedAt = now();
  return made;
}

base::Result<model::Job> EngineDone4Store::create(model::Job job) {
  return await<model::Job>([&](auto done) { store_->createJob(std::move(job), audit("job.start"), std::move(done)); });
}

base::Result<model::Job> EngineDone4Store::move(model::JobId id, JobState to) {
  return await<model::Job>([&](auto done) { store_->moveJob(id, to, audit("job.move"), std::move(done)); });
}

base::Result<store::JobStepped> EngineDone4Store::step(store::JobStep step) {
  return await<store::JobStepped>([&](auto done) { store_->stepJob(std::move(step), std::move(done)); });
}

std::vector<model::Job> EngineDone4Store::jobs() {
  auto all = await<std::vector<model::Job>>([&](auto done) { store_->jobs(std::move(done)); });
  EXPECT_TRUE(all);
  return all.value_or(std::vector<model::Job>{});
}

model::Job EngineDone4Store::job(model::JobId id) {
  for (auto& one : jobs())
    if (one.id == id) return one;
  ADD_FAILURE() << "no job " << id.text();
  return {};
}

store::JobScope EngineDone4Store::scope(const model::Job& job, store::DeliveryQuery filter) const {
  return {job.kind, std::move(filter), job.id, job.createdAt};
}

store::JobItems EngineDone4Store::items(const store::JobScope& scope, std::int64_t after, std::size_t limit) {
  auto page = await<store::JobItems>([&](auto done) { store_->jobItems(scope, after, limit, std::move(done)); });
  EXPECT_TRUE(page) << page.error().message;
  return page.value_or(store::JobItems{});
}

store::JobCount EngineDone4Store::count(const store::JobScope& scope) {
  auto counted = await<store::JobCount>([&](auto done) { store_->countJob(scope, std::move(done)); });
  EXPECT_TRUE(counted) << counted.error().message;
  return counted.value_or(store::JobCount{});
}

store::JobStep EngineDone4Store::stepOver(const model::Job& job, std::vector<model::DeliveryId> ids, bool last) const {
  store::JobStep made;
  made.job = job.id;
  made.from = job.cursor;
  made.to = ids.empty() ? job.cursor : ids.back().value;
  made.last = last;
  made.ids = std::move(ids);
  made.now = now();
  return made;
}

void EngineDone4Store::attempt(model::DeliveryId id, model::WebhookId webhook, DeliveryState end) {
  const auto row = detail(id).row;
  ASSERT_TRUE(claim(id, row.due)) << id.text();
  auto made = result(id, webhook, row.tries + 1, end);
  made.counted = row.counted + 1;
  EXPECT_TRUE(record(std::move(made)).applied);
}

namespace {

std::vector<std::int64_t> idsOf(const store::JobItems& page) {
  std::vector<std::int64_t> ids;
  for (const auto& item : page.items) ids.push_back(item.id);
  return ids;
}

}  // namespace

TEST_P(EngineDone4Store, AJobIsKeptAsItWasMadeAndTheNewestStandsFirst) {
  auto first = newJob(JobKind::kRetry);
  first.perSecond = 25;
  first.stopAfterFirstFailures = 3;
  first.exact = false;
  ASSERT_TRUE(create(first));
  const auto second = newJob(JobKind::kPurge, JobState::kPreview);
  ASSERT_TRUE(create(second));
  reopen();
  const auto all = jobs();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].id, second.id);
  EXPECT_EQ(all[0].state, JobState::kPreview);
  EXPECT_EQ(all[0].kind, JobKind::kPurge);
  EXPECT_EQ(all[1].filter, first.filter);
  EXPECT_EQ(all[1].perSecond, 25);
  EXPECT_EQ(all[1].stopAfterFirstFailures, 3);
  EXPECT_EQ(all[1].total, 7u);
  EXPECT_FALSE(all[1].exact);
  EXPECT_EQ(all[1].createdAt, first.createdAt);
  EXPECT_GE(store_->highestId(), second.id.value);
}

TEST_P(EngineDone4Store, TheSameJobAgainAnswersWhatIsKept) {
  const auto made = newJob(JobKind::kRetry);
  ASSERT_TRUE(create(made));
  ASSERT_TRUE(move(made.id, JobState::kPaused));
  const auto again = create(made);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->state, JobState::kPaused);
  EXPECT_EQ(jobs().size(), 1u);
}

TEST_P(EngineDone4Store, OnlySoManyJobsAreUnfinishedAtOnce) {
  std::vector<model::JobId> made;
  for (std::size_t i = 0; i < store::Store::kMaxUnfinishedJobs; ++i) {
    made.push_back(newJob(JobKind::kRetry).id);
    auto one = newJob(JobKind::kRetry);
    one.id = made.back();
    ASSERT_TRUE(create(one));
  }
  const auto preview = newJob(JobKind::kRetry, JobState::kPreview);
  EXPECT_TRUE(create(preview));
  const auto refused = create(newJob(JobKind::kRetry));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kConflict);
  EXPECT_THAT(refused.error().message, HasSubstr("20 jobs"));
  EXPECT_EQ(move(preview.id, JobState::kRunning).error().code, Errc::kConflict);
  ASSERT_TRUE(move(made[3], JobState::kCancelled));
  EXPECT_TRUE(move(preview.id, JobState::kRunning));
}

TEST_P(EngineDone4Store, OldPreviewsAndOldFinishedJobsMakeRoom) {
  for (std::size_t i = 0; i < store::Store::kMaxPreviews + 3; ++i) ASSERT_TRUE(create(newJob(JobKind::kRetry, JobState::kPreview)));
  EXPECT_EQ(jobs().size(), store::Store::kMaxPreviews);
  model::JobId newest;
  for (std::size_t i = 0; i < store::Store::kKeptJobs + 5; ++i) {
    const auto made = newJob(JobKind::kRetry);
    ASSERT_TRUE(create(made));
    ASSERT_TRUE(move(made.id, JobState::kCancelled));
    newest = made.id;
  }
  ASSERT_TRUE(create(newJob(JobKind::kRetry)));
  EXPECT_EQ(jobs().size(), store::Store::kMaxPreviews + store::Store::kKeptJobs + 1);
  EXPECT_EQ(job(newest).state, JobState::kCancelled);
}

TEST_P(EngineDone4Store, AJobIsPausedResumedAndCancelledOnlyWhereThatMeansSomething) {
  const auto made = newJob(JobKind::kRetry, JobState::kPreview);
  ASSERT_TRUE(create(made));
  EXPECT_EQ(move(made.id, JobState::kPaused).error().code, Errc::kConflict);
  EXPECT_EQ(move(made.id, JobState::kRunning)->state, JobState::kRunning);
  EXPECT_THAT(move(made.id, JobState::kPaused)->reason, HasSubstr("Paused by owner"));
  EXPECT_EQ(move(made.id, JobState::kPaused)->state, JobState::kPaused);
  EXPECT_EQ(move(made.id, JobState::kRunning)->state, JobState::kRunning);
  EXPECT_EQ(move(made.id, JobState::kCancelled)->state, JobState::kCancelled);
  const auto late = move(made.id, JobState::kRunning);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Errc::kConflict);
  EXPECT_THAT(late.error().message, HasSubstr("is cancelled, so it cannot be resumed"));
  EXPECT_EQ(move({99}, JobState::kPaused).error().code, Errc::kNotFound);
  EXPECT_EQ(step(stepOver({.id = {99}}, {})).error().code, Errc::kNotFound);
}

TEST_P(EngineDone4Store, ItemsAreDeadLettersThatWereDeadWhenTheJobWasMadeOldestFirst) {
  const auto other = addWebhook("Ops");
  const auto a = made(hook_, DeliveryState::kDead);
  made(hook_, DeliveryState::kDelivered);
  const auto b = made(other, DeliveryState::kDead);
  const auto dying = acceptOne(hook_);
  const auto c = made(hook_, DeliveryState::kDead);
  const auto retry = newJob(JobKind::kRetry);
  made(hook_, DeliveryState::kDead);  // after it
  const auto due = now();
  clock_.advance(base::Millis{5});
  ASSERT_TRUE(claim(dying, due));
  record(result(dying, hook_, 1, DeliveryState::kDead));  // before it, but it lived then

  EXPECT_THAT(idsOf(items(scope(retry))), ElementsAre(a.value, b.value, c.value));
  EXPECT_THAT(idsOf(items(scope(retry), a.value)), ElementsAre(b.value, c.value));
  const auto page = items(scope(retry), 0, 2);
  EXPECT_THAT(idsOf(page), ElementsAre(a.value, b.value));
  EXPECT_FALSE(page.complete);
  EXPECT_GE(page.reached, b.value);
  EXPECT_LT(page.reached, c.value);
  EXPECT_TRUE(items(scope(retry), page.reached, 2).complete);

  store::DeliveryQuery ofOther;
  ofOther.webhooks = {other};
  EXPECT_THAT(idsOf(items(scope(retry, ofOther))), ElementsAre(b.value));
  const auto counted = count(scope(retry));
  EXPECT_EQ(counted.total, 3u);
  EXPECT_TRUE(counted.exact);
  EXPECT_THAT(counted.first, ElementsAre(a.text(), b.text(), c.text()));
}

TEST_P(EngineDone4Store, ItemsOfAReplayAreEventsWithTheirBodies) {
  auto first = event("order-1", {hook_});
  const auto body = *first.event.body;
  const auto a = accept(std::move(first));
  clock_.advance(base::Millis{1000});
  auto other = event("order-2", {});
  other.event.chatbotId = "bot_2";
  other.event.type = "message.sent";
  const auto b = accept(std::move(other));
  auto test = event("test-1", {hook_});
  test.event.type = "webhook.test";
  accept(std::move(test));
  const auto since = now();
  const auto replay = newJob(JobKind::kReplay);
  accept(event("order-3", {hook_}));  // after it

  const auto all = items(scope(replay));
  ASSERT_THAT(idsOf(all), ElementsAre(a.seq.value, b.seq.value));
  ASSERT_TRUE(all.items[0].event);
  EXPECT_EQ(*all.items[0].event->body, body);
  EXPECT_EQ(all.items[0].event->id, "order-1");
  store::DeliveryQuery later;
  later.since = since;
  EXPECT_THAT(idsOf(items(scope(replay, later))), ElementsAre(b.seq.value));
  store::DeliveryQuery earlier;
  earlier.until = since;
  EXPECT_THAT(idsOf(items(scope(replay, earlier))), ElementsAre(a.seq.value));
  store::DeliveryQuery typed;
  typed.eventTypes = {"message.sent"};
  EXPECT_THAT(idsOf(items(scope(replay, typed))), ElementsAre(b.seq.value));
  store::DeliveryQuery ofBot;
  ofBot.chatbotId = "bot_1";
  ofBot.webhooks = {hook_};  // where it goes, not what is chosen
  EXPECT_THAT(count(scope(replay, ofBot)).first, ElementsAre("order-1"));
}

TEST_P(EngineDone4Store, APageOfEventsEndsAtItsBytesButHoldsOne) {
  for (int i = 0; i < 3; ++i) accept(event("big-" + std::to_string(i), {}, "\"" + std::string(700'000, 'b') + "\""));
  const auto replay = newJob(JobKind::kReplay);
  const auto first = items(scope(replay));
  EXPECT_EQ(first.items.size(), 1u);
  EXPECT_FALSE(first.complete);
  EXPECT_EQ(items(scope(replay), first.reached).items.size(), 1u);
}

TEST_P(EngineDone4Store, APageOfAPurgeEndsAtTheBytesOfItsAttempts) {
  std::vector<std::int64_t> dead;
  for (int i = 0; i < 5; ++i) {
    const auto id = acceptOne(hook_);
    dead.push_back(id.value);
    ASSERT_TRUE(claim(id, now()));
    auto big = result(id, hook_, 1, DeliveryState::kDead);
    big.attempt.responseBody = std::string(400'000, 'r');
    record(std::move(big));
  }
  const auto purge = newJob(JobKind::kPurge);
  const auto page = items(scope(purge));
  EXPECT_THAT(idsOf(page), ElementsAre(dead[0], dead[1]));
  EXPECT_FALSE(page.complete);
  EXPECT_EQ(items(scope(newJob(JobKind::kRetry))).items.size(), 5u);
}

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
