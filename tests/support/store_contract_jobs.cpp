#include "support/store_contract_jobs.h"

#include <gmock/gmock.h>

namespace hookline::support {

using base::Errc;
using model::DeliveryState;
using model::JobKind;
using model::JobState;
using testing::ElementsAre;
using testing::HasSubstr;

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

TEST_P(EngineDone4Store, AFinishedJobWhoseDeliveriesAreNotOverIsKeptHoweverOldItIs) {
  const auto a = made(hook_, DeliveryState::kDead);
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_TRUE(step(stepOver(*retry, {a})));
  ASSERT_TRUE(move(retry->id, JobState::kCancelled));
  for (std::size_t i = 0; i < store::Store::kKeptJobs; ++i) {
    const auto other = newJob(JobKind::kRetry);
    ASSERT_TRUE(create(other));
    ASSERT_TRUE(move(other.id, JobState::kCancelled));
  }
  ASSERT_TRUE(create(newJob(JobKind::kRetry)));
  EXPECT_EQ(job(retry->id).open, 1u);
  attempt(a, hook_, DeliveryState::kDelivered);
  EXPECT_EQ(job(retry->id).delivered, 1u) << "who started it reads what became of it";
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

}  // namespace hookline::support
