#include <gmock/gmock.h>

#include "job_rig.h"

namespace hookline::delivery_runner {
namespace {

using model::DeliveryState;
using model::JobKind;
using model::JobState;
using model::UndoState;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

Jobs::Options smallSteps() {
  Jobs::Options options;
  options.stepItems = 5;
  return options;
}

class DaemonDone1UndoJobs : public JobRig {
 protected:
  DaemonDone1UndoJobs() : JobRig(smallSteps()) { hook_ = addWebhook(); }

  /// Nothing that was accepted is lost, whatever became of it.
  void expectAll(std::size_t accepted) {
    std::size_t found = 0;
    for (const auto state : {DeliveryState::kPending, DeliveryState::kDelivering, DeliveryState::kRetrying, DeliveryState::kDelivered,
                             DeliveryState::kDead, DeliveryState::kHeld, DeliveryState::kCancelled})
      found += countOf(state);
    EXPECT_EQ(found, accepted);
  }

  model::WebhookId hook_;
};

TEST_F(DaemonDone1UndoJobs, ItTakesBackInStepsWhatWaitsAndToldTheEngineOfEach) {
  const auto letters = dead(23, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  ASSERT_EQ(due(), letters);
  send(3);
  told();
  const auto undone = undo(id);
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(undone->undone, 20u);
  EXPECT_EQ(undone->undo, UndoState::kDone);
  EXPECT_THAT(due(), IsEmpty());
  EXPECT_THAT(takenBack(), UnorderedElementsAreArray(std::vector(letters.begin() + 3, letters.end())));
  EXPECT_EQ(countOf(DeliveryState::kDead), 20u);
  EXPECT_EQ(countOf(DeliveryState::kDelivered), 3u);
  advance(base::Millis{1000});
  const auto heard = told();
  ASSERT_FALSE(heard.empty());
  EXPECT_EQ(heard.back().undone, 20u);
}

TEST_F(DaemonDone1UndoJobs, ARunningOneMakesNothingMoreDue) {
  dead(40, hook_);
  auto slow = order(JobKind::kRetry);
  slow.perSecond = 10;
  const auto id = start(slow);
  advance(base::Millis{1000});
  ASSERT_FALSE(due().empty());
  ASSERT_EQ(undo(id)->state, JobState::kCancelled);
  advance(base::Millis{60'000});
  EXPECT_THAT(due(), IsEmpty());
  EXPECT_EQ(countOf(DeliveryState::kDead), 40u);
}

TEST_F(DaemonDone1UndoJobs, APausedOneAndACancelledOneAreUndoneToo) {
  dead(10, hook_);
  const auto paused = start(order(JobKind::kRetry));
  settle();
  ASSERT_TRUE(pause(paused));
  EXPECT_EQ(undo(paused)->undone, 10u);
  const auto cancelled = start(order(JobKind::kRetry));
  settle();
  ASSERT_TRUE(cancel(cancelled));
  EXPECT_EQ(undo(cancelled)->undone, 10u);
  EXPECT_EQ(countOf(DeliveryState::kDead), 10u);
}

TEST_F(DaemonDone1UndoJobs, AReplaysDeliveriesAreCancelled) {
  for (int i = 0; i < 12; ++i) event("lead.captured");
  const auto id = start(order(JobKind::kReplay, {{"all", true}}));
  settle();
  send(2);
  EXPECT_EQ(undo(id)->undone, 10u);
  EXPECT_EQ(countOf(DeliveryState::kCancelled), 10u);
  EXPECT_EQ(countOf(DeliveryState::kDelivered), 2u);
  EXPECT_THAT(due(), IsEmpty());
}

TEST_F(DaemonDone1UndoJobs, CutOffAfterEachStepItGoesOnAndNothingIsLost) {
  const auto letters = dead(23, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  send(2);
  beginUndo(id);
  EXPECT_EQ(job(id).undone, 5u);
  for (int life = 0; life < 3; ++life) {
    restart();
    expectAll(23);
    EXPECT_EQ(job(id).undo, UndoState::kUnderWay);
    oneStep();
    EXPECT_EQ(job(id).undone, 5u * (static_cast<std::uint64_t>(life) + 2));
  }
  restart();
  EXPECT_EQ(due().size(), 1u);  // the engine may be quicker than what is left of the undo
  send(1);
  settle();
  EXPECT_EQ(job(id).undo, UndoState::kDone);
  EXPECT_EQ(job(id).undone, 20u);
  EXPECT_EQ(job(id).delivered, 3u);
  EXPECT_EQ(countOf(DeliveryState::kDead), 20u);
  expectAll(23);
  EXPECT_TRUE(finish(start(order(JobKind::kRetry))));
  for (const auto letter : letters) EXPECT_EQ(sent_[letter.value], 1) << letter.text();
}

TEST_F(DaemonDone1UndoJobs, CutOffWhenAllIsTakenBackItIsStillBroughtToItsEnd) {
  dead(10, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  beginUndo(id);
  oneStep();
  ASSERT_EQ(job(id).open, 0u);
  ASSERT_EQ(job(id).undo, UndoState::kUnderWay);
  restart();
  settle();
  EXPECT_EQ(job(id).undo, UndoState::kDone);
  EXPECT_EQ(job(id).undone, 10u);
}

TEST_F(DaemonDone1UndoJobs, AStepWhoseAnswerIsLostIsFollowedByTheOthers) {
  dead(23, hook_);
  for (const int lost : {1, 2}) {
    const auto id = start(order(JobKind::kRetry));
    settle();
    store_->losesUndoAnswers = lost;
    const auto unheard = undo(id);
    ASSERT_FALSE(unheard);
    EXPECT_TRUE(unheard.error().outcomeUnknown);
    for (int i = 0; i < 4; ++i) advance(base::Millis{1000});
    EXPECT_EQ(job(id).undo, UndoState::kDone);
    EXPECT_EQ(job(id).undone, 23u);
    EXPECT_EQ(undo(id)->undone, 23u);  // what a repeat is answered
    EXPECT_EQ(countOf(DeliveryState::kDead), 23u);
    restart();  // the engine forgets what it was not told of
  }
}

TEST_F(DaemonDone1UndoJobs, WhoWaitsForItIsAnsweredWhenHooklineEnds) {
  dead(23, hook_);
  const auto id = start(order(JobKind::kRetry));
  settle();
  beginUndo(id);
  jobs_->close();
  const auto answer = undo(id);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, base::Errc::kCancelled);
}

TEST_F(DaemonDone1UndoJobs, WhatCannotBeUndoneIsRefusedWithItsReason) {
  dead(3, hook_);
  auto look = order(JobKind::kRetry);
  look.preview = true;
  const auto preview = undo(start(look));
  EXPECT_EQ(preview.error().code, base::Errc::kConflict);
  EXPECT_THAT(preview.error().message, HasSubstr("has not started"));
  const auto retry = start(order(JobKind::kRetry));
  EXPECT_TRUE(finish(retry));
  EXPECT_THAT(undo(retry).error().message, HasSubstr("nothing of it waits for its first try"));
  dead(1, hook_);
  EXPECT_THAT(undo(start(order(JobKind::kPurge, {{"all", true}}))).error().message, HasSubstr("is a purge"));
  EXPECT_EQ(undo({7}).error().code, base::Errc::kNotFound);
}

}  // namespace
}  // namespace hookline::delivery_runner
