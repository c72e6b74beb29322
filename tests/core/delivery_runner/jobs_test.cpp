#include <gmock/gmock.h>

#include "job_rig.h"

namespace hookline::delivery_runner {
namespace {

using model::DeliveryState;
using model::JobKind;
using model::JobState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Jobs::Options smallWindow() {
  Jobs::Options options;
  options.window = 60;
  options.maxOpen = 120;
  options.stepItems = 20;
  options.purgeItems = 8;
  return options;
}

class EngineDone4Jobs : public JobRig {
 protected:
  EngineDone4Jobs() : JobRig(smallWindow()) { hook_ = addWebhook(); }
  model::WebhookId hook_;
};

TEST_F(EngineDone4Jobs, ARetryMakesDeadLettersDueOldestFirstAndNoMoreThanItsWindow) {
  const auto letters = dead(120, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  EXPECT_EQ(job(id).total, 120u);
  EXPECT_EQ(due(), std::vector(letters.begin(), letters.begin() + 60));
  advance(base::Millis{10'000});
  EXPECT_EQ(due().size(), 60u);
  send(30);
  settle();
  EXPECT_EQ(job(id).made, 80u);  // room for a whole step came at once, the rest a little later
  advance(base::Millis{500});
  EXPECT_EQ(job(id).made, 90u);
  EXPECT_EQ(job(id).delivered, 30u);
  EXPECT_TRUE(finish(id));
  const auto ended = job(id);
  EXPECT_EQ(ended.done, 120u);
  EXPECT_EQ(ended.delivered, 120u);
  EXPECT_EQ(countOf(DeliveryState::kDead), 0u);
  for (const auto letter : letters) EXPECT_EQ(sent_[letter.value], 1) << letter.text();
}

TEST_F(EngineDone4Jobs, DeliveriesThatWaitForTheirNextTryLeaveRoomForTheOthersUpToABound) {
  dead(200, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  send(60, DeliveryState::kRetrying);
  advance(base::Millis{500});
  EXPECT_EQ(job(id).made, 120u);
  send(60, DeliveryState::kRetrying);
  advance(base::Millis{10'000});
  EXPECT_EQ(job(id).open, 120u);
}

TEST_F(EngineDone4Jobs, NothingIsMadeDueFasterThanItsSpeed) {
  dead(60, hook_);
  auto slow = order(JobKind::kRetry);
  slow.perSecond = 10;
  const auto id = start(slow);
  settle();
  EXPECT_EQ(job(id).made, 0u);
  std::uint64_t before = 0;
  for (int tenth = 1; tenth <= 30; ++tenth) {
    advance(base::Millis{100});
    const auto made = job(id).made;
    EXPECT_LE(made, static_cast<std::uint64_t>(tenth));
    EXPECT_LE(made - before, 1u);
    before = made;
  }
  EXPECT_GE(before, 29u);
  advance(base::Millis{60'000});  // a long sleep is not made up for
  EXPECT_LE(job(id).made, before + 3);
}

TEST_F(EngineDone4Jobs, APausedJobMakesNothingMoreDueAndWhatIsDueGoesOn) {
  dead(100, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  ASSERT_EQ(pause(id)->state, JobState::kPaused);
  send(60);
  advance(base::Millis{5000});
  EXPECT_THAT(due(), IsEmpty());
  EXPECT_EQ(job(id).delivered, 60u);
  restart();
  advance(base::Millis{5000});
  EXPECT_THAT(due(), IsEmpty());
  ASSERT_EQ(resume(id)->state, JobState::kRunning);
  settle();
  EXPECT_EQ(due().size(), 40u);
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(job(id).delivered, 100u);
}

TEST_F(EngineDone4Jobs, ACancelledJobLeavesTheRestAsItWas) {
  dead(100, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  ASSERT_EQ(cancel(id)->state, JobState::kCancelled);
  send(60);
  advance(base::Millis{5000});
  EXPECT_EQ(countOf(DeliveryState::kDead), 40u);
  EXPECT_EQ(countOf(DeliveryState::kDelivered), 60u);
  EXPECT_EQ(job(id).delivered, 60u);
  EXPECT_EQ(job(id).state, JobState::kCancelled);
}

TEST_F(EngineDone4Jobs, APreviewCountsAndStartsOnlyWhenItIsResumed) {
  const auto letters = dead(7, hook_);
  auto look = order(JobKind::kRetry);
  look.preview = true;
  const auto made = create(look);
  ASSERT_TRUE(made && made->job);
  EXPECT_EQ(made->job->state, JobState::kPreview);
  EXPECT_EQ(made->count.total, 7u);
  EXPECT_THAT(made->count.first,
              ElementsAre(letters[0].text(), letters[1].text(), letters[2].text(), letters[3].text(), letters[4].text()));
  dead(2, hook_);  // what the person did not see
  advance(base::Millis{5000});
  EXPECT_THAT(due(), IsEmpty());
  ASSERT_TRUE(resume(made->job->id));
  settle();
  EXPECT_EQ(due(), letters);
}

TEST_F(EngineDone4Jobs, AFilterThatFindsNothingMakesNoJob) {
  dead(3, hook_);
  const auto made = create(order(JobKind::kRetry, {{"status", 418}}));
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->job);
  EXPECT_EQ(made->count.total, 0u);
}

TEST_F(EngineDone4Jobs, WhatComesInOrDiesMeanwhileIsNotChased) {
  dead(30, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  send(30, DeliveryState::kDead);  // they die again
  advance(base::Millis{1000});
  dead(5, hook_);
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(job(id).failedAgain, 30u);
  EXPECT_EQ(job(id).made, 30u);
  EXPECT_EQ(countOf(DeliveryState::kDead), 35u);
}

TEST_F(EngineDone4Jobs, FirstTriesThatFailStopTheJobBeforeItHasSentMoreThanThose) {
  dead(100, hook_);
  auto careful = order(JobKind::kRetry);
  careful.stopAfterFirstFailures = 3;
  const auto id = start(careful);
  advance(base::Millis{5000});
  EXPECT_EQ(due().size(), 3u);
  send(3, DeliveryState::kRetrying);
  advance(base::Millis{5000});
  EXPECT_THAT(due(), IsEmpty());
  EXPECT_EQ(job(id).state, JobState::kPaused);
  EXPECT_THAT(job(id).reason, HasSubstr("3 tries all failed"));
  ASSERT_TRUE(resume(id));
  advance(base::Millis{1000});
  EXPECT_EQ(due().size(), 60u);
}

TEST_F(EngineDone4Jobs, OneThatArrivesOpensTheWindow) {
  dead(100, hook_);
  auto careful = order(JobKind::kRetry);
  careful.stopAfterFirstFailures = 3;
  const auto id = start(careful);
  settle();
  send(1, DeliveryState::kRetrying);
  send(1, DeliveryState::kDelivered);
  advance(base::Millis{1000});
  advance(base::Millis{1000});
  EXPECT_EQ(due().size(), 60u);
  EXPECT_EQ(job(id).state, JobState::kRunning);
}

TEST_F(EngineDone4Jobs, APurgeTakesWhatItsFilterFindsAndNothingElse) {
  const auto other = addWebhook();
  dead(30, hook_);
  dead(10, other);
  const auto id = start(order(JobKind::kPurge, {{"webhookId", hook_.text()}}));
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(job(id).made, 30u);
  EXPECT_EQ(countOf(DeliveryState::kDead), 10u);
  EXPECT_THAT(due(), IsEmpty());
}

TEST_F(EngineDone4Jobs, DeadLettersOfADeletedWebhookAreSkipped) {
  const auto other = addWebhook();
  dead(5, hook_);
  dead(5, other);
  deleteWebhook(other);
  const auto id = start(order(JobKind::kRetry));
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(job(id).skipped, 5u);
  EXPECT_EQ(job(id).delivered, 5u);
}

TEST_F(EngineDone4Jobs, AReplayOfARangeGoesToTheWebhooksThatTakeItNow) {
  event("lead.captured");
  clock_.advance(base::Millis{60'000});
  const auto since = base::formatIso(clock_.now().wall);
  const auto first = event("lead.captured");
  event("message.sent");
  event("webhook.test");
  const auto last = event("lead.captured", "bot_2");
  clock_.advance(base::Millis{1});
  const auto until = base::formatIso(clock_.now().wall);
  event("lead.captured");
  const auto leads = addWebhook({"lead.*"}, "bot_1");
  deleteWebhook(hook_);
  const auto id = start(order(JobKind::kReplay, {{"since", since}, {"until", until}}));
  settle();
  const auto sent = send(100);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].webhookId, leads);
  EXPECT_EQ(sent[0].eventSeq, first);
  EXPECT_EQ(*sent[0].event->body, "{\"id\":\"" + first.text() + "\"}");
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(job(id).total, 3u);
  EXPECT_EQ(job(id).skipped, 2u);
  EXPECT_EQ(job(id).delivered, 1u);
  const auto all = addWebhook({"*"});
  const auto second = start(order(JobKind::kReplay, {{"since", since}, {"until", until}, {"webhookId", all.text()}}));
  settle();
  const auto again = send(100);
  ASSERT_EQ(again.size(), 3u);
  EXPECT_EQ(again[0].eventSeq, first);
  EXPECT_EQ(again[2].eventSeq, last);
  for (const auto& one : again) EXPECT_EQ(one.webhookId, all);
  EXPECT_TRUE(finish(second));
}

TEST_F(EngineDone4Jobs, AReplayDoesNotMeetItsOwnDeliveries) {
  for (int i = 0; i < 90; ++i) event("lead.captured");
  const auto id = start(order(JobKind::kReplay, {{"all", true}}));
  EXPECT_TRUE(finish(id));
  EXPECT_EQ(job(id).delivered, 90u);
  EXPECT_EQ(countOf(DeliveryState::kDelivered), 90u);
}

TEST_F(EngineDone4Jobs, NoStepIsTakenWhileTheWriterIsBehind) {
  dead(10, hook_);
  store_->behind = 100'000;
  const auto id = start(order(JobKind::kRetry));
  advance(base::Millis{5000});
  EXPECT_EQ(job(id).done, 0u);
  store_->behind = 0;
  advance(base::Millis{100});
  EXPECT_EQ(job(id).done, 10u);
}

TEST_F(EngineDone4Jobs, FiguresAreToldNowAndThenAndAChangeOfStateAtOnce) {
  dead(50, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  told();
  for (int i = 0; i < 20; ++i) {
    send(1);
    settle();
  }
  EXPECT_THAT(told(), IsEmpty());
  advance(base::Millis{300});
  const auto later = told();
  ASSERT_EQ(later.size(), 1u);
  EXPECT_EQ(later[0].delivered, 20u);
  ASSERT_TRUE(pause(id));
  settle();
  const auto paused = told();
  ASSERT_EQ(paused.size(), 1u);
  EXPECT_EQ(paused[0].state, JobState::kPaused);
}

TEST_F(EngineDone4Jobs, SeveralJobsGoOnBesideEachOther) {
  const auto other = addWebhook();
  dead(40, hook_);
  dead(40, other);
  const auto first = start(order(JobKind::kRetry, {{"webhookId", hook_.text()}}));
  const auto second = start(order(JobKind::kRetry, {{"webhookId", other.text()}}));
  settle();
  EXPECT_EQ(job(first).made, 40u);
  EXPECT_EQ(job(second).made, 40u);
  EXPECT_TRUE(finish(first));
  EXPECT_TRUE(finish(second));
  EXPECT_EQ(job(first).delivered, 40u);
  EXPECT_EQ(job(second).delivered, 40u);
}

}  // namespace
}  // namespace hookline::delivery_runner
