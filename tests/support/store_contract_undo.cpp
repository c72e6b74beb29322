// Undo of a job: what waits for its first try goes back to what it was, and nothing else.
#include <gmock/gmock.h>

#include "support/store_contract_jobs.h"

namespace hookline::support {

using base::Errc;
using model::DeliveryState;
using model::JobKind;
using model::JobState;
using model::UndoState;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

base::Result<store::JobUndone> DaemonDone1UndoStore::undo(model::JobId id, std::size_t limit) {
  return await<store::JobUndone>([&](auto done) { store_->undoJob({id, limit, audit("job.undo")}, std::move(done)); });
}

std::vector<model::DeliveryId> DaemonDone1UndoStore::dead(int count) {
  std::vector<model::DeliveryId> ids;
  for (int i = 0; i < count; ++i) ids.push_back(made(hook_, DeliveryState::kDead));
  return ids;
}

model::JobId DaemonDone1UndoStore::retried(const std::vector<model::DeliveryId>& ids, bool last) {
  const auto retry = create(newJob(JobKind::kRetry));
  EXPECT_TRUE(retry);
  clock_.advance(base::Millis{60'000});
  EXPECT_EQ(step(stepOver(*retry, ids, last))->job.made, ids.size());
  return retry->id;
}

std::pair<model::JobId, model::DeliveryId> DaemonDone1UndoStore::replayed() {
  const auto stored = accept(event("order-1", {}));
  const auto replay = create(newJob(JobKind::kReplay));
  auto over = stepOver(*replay, {});
  auto& one = over.replays.emplace_back();
  one.seq = stored.seq;
  one.deliveries.push_back({{ids_->next()}, hook_, now(), false});
  const auto id = one.deliveries.back().id;
  EXPECT_TRUE(step(std::move(over))->applied);
  return {replay->id, id};
}

TEST_P(DaemonDone1UndoStore, DeadLettersAreDeadAgainAsTheyWere) {
  const auto letters = dead(2);
  const auto before = detail(letters[0]).row;
  const auto figures = figuresOf(hook_);
  const auto id = retried(letters, false);
  ASSERT_EQ(stateOf(letters[0]), DeliveryState::kPending);
  const auto undone = undo(id);
  ASSERT_TRUE(undone) << undone.error().message;
  EXPECT_EQ(undone->job.undone, 2u);
  EXPECT_EQ(undone->job.open, 0u);
  EXPECT_EQ(undone->job.untried, 0u);
  EXPECT_EQ(undone->job.failedAgain, 0u);
  EXPECT_EQ(undone->job.undo, UndoState::kDone);
  EXPECT_EQ(undone->job.state, JobState::kCancelled);
  EXPECT_THAT(undone->job.reason, HasSubstr("Undone by owner"));
  ASSERT_THAT(undone->rows, SizeIs(2));
  EXPECT_EQ(undone->rows[0].state, DeliveryState::kDead);
  const auto after = detail(letters[0]).row;
  EXPECT_EQ(after.state, DeliveryState::kDead);
  EXPECT_EQ(after.errorClass, before.errorClass);
  EXPECT_EQ(after.status, before.status);
  EXPECT_EQ(after.counted, before.counted);
  EXPECT_EQ(after.tries, before.tries);
  EXPECT_EQ(after.updatedAt, before.updatedAt);
  EXPECT_EQ(figuresOf(hook_).dead, figures.dead);
  EXPECT_EQ(figuresOf(hook_).waiting, 0u);
  reopen();
  EXPECT_EQ(stateOf(letters[1]), DeliveryState::kDead);
  EXPECT_EQ(job(id).undone, 2u);
  EXPECT_EQ(job(id).undo, UndoState::kDone);
}

TEST_P(DaemonDone1UndoStore, WhatWasSentOrIsOnItsWayStaysAsItIs) {
  const auto letters = dead(4);
  const auto id = retried(letters);
  attempt(letters[0], hook_, DeliveryState::kDelivered);
  attempt(letters[1], hook_, DeliveryState::kRetrying);
  ASSERT_TRUE(claim(letters[2], detail(letters[2]).row.due));
  const auto undone = undo(id);
  ASSERT_TRUE(undone);
  EXPECT_EQ(undone->job.undone, 1u);
  EXPECT_EQ(undone->job.open, 2u);
  EXPECT_EQ(stateOf(letters[0]), DeliveryState::kDelivered);
  EXPECT_EQ(stateOf(letters[1]), DeliveryState::kRetrying);
  EXPECT_EQ(stateOf(letters[2]), DeliveryState::kDelivering);
  EXPECT_EQ(stateOf(letters[3]), DeliveryState::kDead);
  EXPECT_TRUE(record(result(letters[2], hook_, detail(letters[2]).row.tries + 1, DeliveryState::kDelivered)).applied);
  EXPECT_EQ(job(id).delivered, 2u);
}

TEST_P(DaemonDone1UndoStore, ATryThatDoesNotCountIsATry) {
  const auto letters = dead(2);
  const auto id = retried(letters);
  ASSERT_TRUE(claim(letters[0], detail(letters[0]).row.due));
  auto ours = result(letters[0], hook_, detail(letters[0]).row.tries + 1, DeliveryState::kRetrying);
  ours.counted = 0;
  ours.attempt.counted = false;
  ASSERT_TRUE(record(std::move(ours)).applied);
  ASSERT_TRUE(claim(letters[1], detail(letters[1]).row.due));
  reopen();  // cut off: the receiver may have it
  ASSERT_EQ(stateOf(letters[1]), DeliveryState::kRetrying);
  EXPECT_EQ(undo(id).value().job.undone, 0u);
  EXPECT_EQ(stateOf(letters[0]), DeliveryState::kRetrying);
  EXPECT_EQ(stateOf(letters[1]), DeliveryState::kRetrying);
}

TEST_P(DaemonDone1UndoStore, ATakenBackDeliveryCannotBeClaimed) {
  const auto letters = dead(1);
  const auto id = retried(letters);
  const auto due = detail(letters[0]).row.due;
  ASSERT_TRUE(undo(id));
  EXPECT_FALSE(claim(letters[0], due));
  EXPECT_EQ(stateOf(letters[0]), DeliveryState::kDead);
  takeFresh();
  reopen();
  EXPECT_THAT(takeFresh(), IsEmpty());
}

TEST_P(DaemonDone1UndoStore, WhatAPersonRetriedSinceIsTheirs) {
  const auto letters = dead(2);
  const auto id = retried(letters);
  ASSERT_TRUE(await<store::RequeueOutcome>([&](auto done) { store_->requeue({letters[0]}, now(), std::move(done)); }));
  EXPECT_EQ(undo(id)->job.undone, 1u);
  EXPECT_EQ(stateOf(letters[0]), DeliveryState::kPending);
  EXPECT_EQ(stateOf(letters[1]), DeliveryState::kDead);
}

TEST_P(DaemonDone1UndoStore, AReplayedDeliveryIsCancelled) {
  const auto [id, delivery] = replayed();
  const auto undone = undo(id);
  ASSERT_TRUE(undone);
  EXPECT_EQ(undone->job.undone, 1u);
  EXPECT_EQ(undone->job.skipped, 0u);
  EXPECT_EQ(undone->job.state, JobState::kCancelled);
  EXPECT_EQ(stateOf(delivery), DeliveryState::kCancelled);
}

TEST_P(DaemonDone1UndoStore, ItGoesOnStepByStepAndAfterARestart) {
  const auto letters = dead(5);
  const auto id = retried(letters);
  EXPECT_EQ(undo(id, 2)->job.undo, UndoState::kUnderWay);
  reopen();
  EXPECT_EQ(job(id).undo, UndoState::kUnderWay);
  EXPECT_EQ(job(id).undone, 2u);
  EXPECT_THAT(undo(id, 2)->rows, SizeIs(2));
  const auto last = undo(id, 2);
  EXPECT_THAT(last->rows, SizeIs(1));
  EXPECT_EQ(last->job.undo, UndoState::kDone);
  EXPECT_EQ(last->job.undone, 5u);
  const auto again = undo(id);
  ASSERT_TRUE(again);
  EXPECT_THAT(again->rows, IsEmpty());
  EXPECT_EQ(again->job.revision, last->job.revision);
  for (const auto letter : letters) EXPECT_EQ(stateOf(letter), DeliveryState::kDead);
}

TEST_P(DaemonDone1UndoStore, AnUndoneDeadLetterCanBeRetriedAgain) {
  const auto letters = dead(1);
  const auto first = retried(letters);
  ASSERT_TRUE(undo(first));
  const auto second = retried(letters);
  attempt(letters[0], hook_, DeliveryState::kDelivered);
  EXPECT_EQ(job(second).delivered, 1u);
  EXPECT_EQ(job(first).delivered, 0u);
  EXPECT_EQ(job(first).undone, 1u);
}

TEST_P(DaemonDone1UndoStore, WhatCannotBeUndoneIsRefusedWithItsReasonAndChangesNothing) {
  const auto purge = newJob(JobKind::kPurge);
  const auto preview = newJob(JobKind::kRetry, JobState::kPreview);
  ASSERT_TRUE(create(purge));
  ASSERT_TRUE(create(preview));
  const auto letters = dead(1);
  const auto ended = retried(letters);
  attempt(letters[0], hook_, DeliveryState::kDelivered);
  ASSERT_EQ(job(ended).state, JobState::kDone);
  for (const auto& [id, why] : std::vector<std::pair<model::JobId, std::string>>{
           {purge.id, "is a purge"}, {preview.id, "has not started"}, {ended, "is done and nothing of it waits for its first try"}}) {
    const auto before = job(id).revision;
    const auto refused = undo(id);
    ASSERT_FALSE(refused) << why;
    EXPECT_EQ(refused.error().code, Errc::kConflict);
    EXPECT_THAT(refused.error().message, HasSubstr(why));
    EXPECT_EQ(job(id).revision, before);
  }
  EXPECT_EQ(undo({99}).error().code, Errc::kNotFound);
}

TEST_P(DaemonDone1UndoStore, AnUnfinishedJobOfWhichNothingWaitsIsCancelled) {
  const auto id = create(newJob(JobKind::kRetry))->id;
  const auto undone = undo(id);
  ASSERT_TRUE(undone);
  EXPECT_EQ(undone->job.undone, 0u);
  EXPECT_EQ(undone->job.state, JobState::kCancelled);
  EXPECT_EQ(undone->job.undo, UndoState::kDone);
}

TEST_P(DaemonDone1UndoStore, ACancelledJobsDeliveriesCanStillBeTakenBackAndItIsAuditedOnce) {
  const auto letters = dead(3);
  const auto id = retried(letters, false);
  ASSERT_TRUE(move(id, JobState::kCancelled));
  ASSERT_TRUE(undo(id, 1));
  ASSERT_TRUE(undo(id));
  ASSERT_TRUE(undo(id));
  EXPECT_EQ(job(id).undone, 3u);
  store::AuditQuery query;
  query.what = "job.undo";
  const auto lines = await<store::AuditPage>([&](auto done) { store_->auditLog(query, 0, 10, std::move(done)); });
  ASSERT_TRUE(lines);
  EXPECT_THAT(lines->entries, SizeIs(1));
}

/// The order of a conversation keeps its line whole, whoever leaves it.
TEST_P(DaemonDone1UndoStore, WhatStoodBehindATakenBackDeliveryHasItsTurn) {
  auto ordered = webhook("Ordered");
  ordered.ordering = {model::Ordering::By::kConversation, model::Ordering::OnDead::kSkip};
  const auto hook = ordered.id;
  ASSERT_TRUE(await<void>([&](auto done) { store_->putWebhook(std::move(ordered), audit("webhook.create"), std::move(done)); }));
  std::vector<model::DeliveryId> letters;
  for (int i = 0; i < 3; ++i) {
    auto one = event("turn-" + std::to_string(i), {hook});
    one.event.conversationId = "conv_7";
    letters.push_back(one.deliveries[0].id);
    accept(std::move(one));
    attempt(letters.back(), hook, DeliveryState::kDead);
  }
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_EQ(step(stepOver(*retry, letters))->job.made, 3u);
  ASSERT_EQ(stateOf(letters[0]), DeliveryState::kPending);
  ASSERT_EQ(stateOf(letters[2]), DeliveryState::kHeld);
  const auto cause = detail(letters[2]).row.errorClass;
  ASSERT_EQ(cause, model::ErrorClass::kWaitsItsTurn);
  // A newer one of the conversation stands behind them and has its turn when they leave.
  auto last = event("turn-9", {hook});
  last.event.conversationId = "conv_7";
  const auto behind = last.deliveries[0].id;
  accept(std::move(last));
  ASSERT_EQ(stateOf(behind), DeliveryState::kHeld);
  EXPECT_EQ(undo(retry->id)->job.undone, 3u);
  for (const auto letter : letters) {
    EXPECT_EQ(stateOf(letter), DeliveryState::kDead);
    EXPECT_EQ(detail(letter).row.errorClass, detail(letters[0]).row.errorClass);
    EXPECT_NE(detail(letter).row.errorClass, model::ErrorClass::kWaitsItsTurn);
  }
  EXPECT_EQ(stateOf(behind), DeliveryState::kPending);
  EXPECT_EQ(figuresOf(hook).waiting, 1u);
  EXPECT_EQ(figuresOf(hook).dead, 3u);
}

TEST_P(DaemonDone1UndoStore, ATakenBackDeliveryThatHadNoTurnBlocksNobody) {
  auto ordered = webhook("Ordered");
  const auto hook = ordered.id;
  const auto put = [&](model::Ordering::OnDead onDead) {
    ordered.ordering = {model::Ordering::By::kConversation, onDead};
    return await<void>([&](auto done) { store_->putWebhook(ordered, audit("webhook.update"), std::move(done)); });
  };
  const auto acceptTurn = [&](const std::string& id) {
    auto one = event(id, {hook});
    one.event.conversationId = "conv_7";
    const auto delivery = one.deliveries[0].id;
    accept(std::move(one));
    return delivery;
  };
  ASSERT_TRUE(put(model::Ordering::OnDead::kSkip));
  std::vector<model::DeliveryId> letters;
  for (const auto* id : {"turn-0", "turn-1"}) {
    letters.push_back(acceptTurn(id));
    attempt(letters.back(), hook, DeliveryState::kDead);
  }
  ASSERT_TRUE(put(model::Ordering::OnDead::kBlock));
  const auto retry = create(newJob(JobKind::kRetry));
  ASSERT_EQ(step(stepOver(*retry, letters))->job.made, 2u);
  ASSERT_EQ(stateOf(letters[1]), DeliveryState::kHeld);
  const auto behind = acceptTurn("turn-9");
  EXPECT_EQ(undo(retry->id)->job.undone, 2u);
  EXPECT_EQ(stateOf(letters[1]), DeliveryState::kDead);
  EXPECT_EQ(stateOf(behind), DeliveryState::kHeld) << "the first had its turn, and a dead one blocks here";
  ASSERT_EQ(await<std::uint64_t>([&](auto done) { store_->purgeDead({letters[0]}, std::move(done)); }).value_or(0), 1u);
  EXPECT_EQ(stateOf(behind), DeliveryState::kPending);
}

}  // namespace hookline::support
