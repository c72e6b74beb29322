// How old things go, and what never does.
#include <gmock/gmock.h>

#include "support/store_contract.h"

namespace hookline::support {

using base::Errc;
using model::DeliveryState;
using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::vector<model::DeliveryId> idsOf(const std::vector<model::DeliveryRow>& rows) {
  std::vector<model::DeliveryId> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  return ids;
}

}  // namespace

TEST_P(StoreContract, EngineDone2_WhatWaitedTooLongIsDeadAndSaysWhy) {
  const auto hook = addWebhook();
  const auto other = addWebhook("Other");
  const auto old = made(hook, DeliveryState::kPending);
  const auto elsewhere = made(other, DeliveryState::kPending);
  const auto sent = made(hook, DeliveryState::kDelivering);
  const auto held = made(hook, DeliveryState::kHeld);
  clock_.advance(hours{80});
  const auto fresh = made(hook, DeliveryState::kPending);
  const auto expire = [&] {
    return await<std::vector<model::DeliveryRow>>([&](auto done) { store_->expire(hook, now() - hours{72}, now(), std::move(done)); });
  };
  const auto died = expire();
  ASSERT_TRUE(died) << died.error().message;
  EXPECT_THAT(idsOf(*died), testing::UnorderedElementsAre(old, held));
  for (const auto id : {old, held}) {
    const auto row = detail(id).row;
    EXPECT_EQ(row.state, DeliveryState::kDead);
    EXPECT_EQ(row.errorClass, model::ErrorClass::kExpired);
    EXPECT_EQ(row.updatedAt, now());
  }
  EXPECT_EQ(stateOf(fresh), DeliveryState::kPending);
  EXPECT_EQ(stateOf(sent), DeliveryState::kDelivering);
  EXPECT_EQ(stateOf(elsewhere), DeliveryState::kPending);
  EXPECT_EQ(figuresOf(hook).dead, 2u);
  EXPECT_THAT(*expire(), IsEmpty());
  // It is a dead letter as any other.
  const auto again = await<store::RequeueOutcome>([&](auto done) { store_->retryDead({old}, now(), std::move(done)); });
  ASSERT_TRUE(again);
  EXPECT_THAT(again->requeued, ElementsAre(old));
}

TEST_P(StoreContract, EngineDone2_ExpiryGoesInSmallSteps) {
  const auto hook = addWebhook();
  for (std::size_t i = 0; i < store::Store::kMaxExpired + 10; ++i) acceptOne(hook);
  clock_.advance(hours{80});
  const auto step = [&] {
    return await<std::vector<model::DeliveryRow>>([&](auto done) { store_->expire(hook, now() - hours{72}, now(), std::move(done)); })
        ->size();
  };
  EXPECT_EQ(step(), store::Store::kMaxExpired);
  EXPECT_EQ(step(), 10u);
  EXPECT_EQ(step(), 0u);
}

TEST_P(StoreContract, EngineDone2_ATestSendDoesNotExpire) {
  const auto hook = addWebhook();
  auto test = generatedEvent({hook});
  test.deliveries[0].once = true;
  const auto id = accept(test).deliveries.at(0).id;
  const auto usual = acceptOne(hook);
  clock_.advance(hours{80});
  const auto died =
      await<std::vector<model::DeliveryRow>>([&](auto done) { store_->expire(hook, now() - hours{72}, now(), std::move(done)); });
  ASSERT_TRUE(died) << died.error().message;
  EXPECT_THAT(idsOf(*died), ElementsAre(usual));
  EXPECT_EQ(stateOf(id), DeliveryState::kPending);
}

TEST_P(StoreContract, EngineDone2_AStepOfExpiryIsAsSmallWhereSomeWaitAndSomeAreHeld) {
  const auto hook = addWebhook();
  for (std::size_t i = 0; i + 10 < store::Store::kMaxExpired; ++i) acceptOne(hook);
  for (int i = 0; i < 20; ++i) made(hook, DeliveryState::kHeld);
  clock_.advance(hours{80});
  const auto step = [&] {
    return await<std::vector<model::DeliveryRow>>([&](auto done) { store_->expire(hook, now() - hours{72}, now(), std::move(done)); })
        ->size();
  };
  EXPECT_EQ(step(), store::Store::kMaxExpired);
  EXPECT_EQ(step(), 10u);
}

namespace {

/// All steps until nothing older is left.
store::Retained retainAll(store::Store& store, store::RetentionStep step, std::uint64_t* steps = nullptr) {
  store::Retained sum;
  for (int n = 0; n < 1000; ++n) {
    const auto done = await<store::Retained>([&](auto answer) { store.retain(step, std::move(answer)); });
    if (!done) {
      ADD_FAILURE() << done.error().message;
      break;
    }
    if (steps) ++*steps;
    EXPECT_LE(done->deliveries + done->payloads, store::RetentionStep::kMaxGone + 8) << "a step is small";
    sum.events += done->events;
    sum.deliveries += done->deliveries;
    sum.payloads += done->payloads;
    step.after = done->upTo;
    if (done->atEnd) return sum;
  }
  ADD_FAILURE() << "retention does not come to an end";
  return sum;
}

}  // namespace

TEST_P(StoreContract, EngineDone5_OldFinishedEventsGoWithAllThatIsTheirs) {
  const auto hook = addWebhook();
  const auto delivered = made(hook, DeliveryState::kDelivered);
  const auto cancelled = made(hook, DeliveryState::kCancelled);
  const auto waiting = made(hook, DeliveryState::kPending);
  const auto retrying = made(hook, DeliveryState::kRetrying);
  const auto dead = made(hook, DeliveryState::kDead);
  accept(event("nobody-wants-it", {}));
  const auto goneEvent = detail(delivered).row.eventId;
  clock_.advance(hours{31 * 24});
  const auto young = made(hook, DeliveryState::kDelivered);
  store::RetentionStep rules;
  rules.eventsBefore = now() - hours{30 * 24};
  const auto done = retainAll(*store_, rules);
  EXPECT_EQ(done.events, 3u);
  EXPECT_EQ(done.deliveries, 2u);
  for (const auto id : {delivered, cancelled}) {
    const auto found = await<store::DeliveryDetail>([&](auto answer) { store_->delivery(id, std::move(answer)); });
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, Errc::kNotFound);
  }
  const auto event = await<store::EventDetail>([&](auto answer) { store_->event("nobody-wants-it", std::move(answer)); });
  EXPECT_FALSE(event);
  for (const auto id : {waiting, retrying, dead, young}) EXPECT_FALSE(detail(id).eventBody.empty());
  const auto figures = figuresOf(hook);
  EXPECT_EQ(figures.delivered, 1u);
  EXPECT_EQ(figures.cancelled, 0u);
  EXPECT_EQ(figures.dead, 1u);
  EXPECT_EQ(figures.waiting, 2u);
  EXPECT_EQ(list({}).rows.size(), 4u);
  reopen();
  EXPECT_EQ(list({}).rows.size(), 4u);
}

TEST_P(StoreContract, EngineDone5_AnOldEventStaysWhileAReplayOfItWaits) {
  const auto hook = addWebhook();
  const auto first = made(hook, DeliveryState::kDelivered);
  const auto seq = detail(first).row.eventSeq;
  clock_.advance(hours{31 * 24});
  const model::DeliveryId again{ids_->next()};
  ASSERT_TRUE(await<std::vector<store::AcceptedDelivery>>([&](auto done) {
    store_->replay({seq, {{again, hook, now(), false}}}, now(), std::move(done));
  }));
  store::RetentionStep rules;
  rules.eventsBefore = rules.payloadsBefore = now();
  EXPECT_EQ(retainAll(*store_, rules).deliveries, 0u);
  EXPECT_FALSE(detail(again).eventBody.empty());
  EXPECT_TRUE(claim(again, now()));
  record(result(again, hook, 1, DeliveryState::kDelivered));
  EXPECT_EQ(retainAll(*store_, rules).deliveries, 2u);
  EXPECT_EQ(figuresOf(hook).delivered, 0u);
}

TEST_P(StoreContract, EngineDone5_AnIdIsKnownLongerThanItsEvent) {
  const auto hook = addWebhook();
  auto first = event("order-7", {hook});
  const auto accepted = accept(first);
  EXPECT_TRUE(claim(accepted.deliveries[0].id, now()));
  record(result(accepted.deliveries[0].id, hook, 1, DeliveryState::kDelivered));
  clock_.advance(hours{40 * 24});
  store::RetentionStep rules;
  rules.eventsBefore = now();
  EXPECT_EQ(retainAll(*store_, rules).events, 1u);
  EXPECT_TRUE(accept(first).duplicate) << "nothing is sent twice because its event is gone";
  EXPECT_EQ(list({}).rows.size(), 0u);
}

TEST_P(StoreContract, EngineDone5_PayloadsGoBeforeMetadata) {
  const auto hook = addWebhook();
  const auto delivered = made(hook, DeliveryState::kDelivered);
  const auto dead = made(hook, DeliveryState::kDead);
  const auto waiting = made(hook, DeliveryState::kPending);
  clock_.advance(hours{48});
  store::RetentionStep rules;
  rules.payloadsBefore = now() - hours{24};
  EXPECT_EQ(retainAll(*store_, rules).payloads, 1u);
  const auto kept = detail(delivered);
  EXPECT_TRUE(kept.eventBody.empty());
  ASSERT_EQ(kept.attempts.size(), 1u);
  EXPECT_TRUE(kept.attempts[0].responseBody.empty());
  EXPECT_EQ(kept.attempts[0].status, 200);
  EXPECT_EQ(kept.row.state, DeliveryState::kDelivered);
  EXPECT_FALSE(detail(dead).eventBody.empty()) << "a dead letter can be retried";
  EXPECT_FALSE(detail(waiting).eventBody.empty());
  EXPECT_EQ(retainAll(*store_, rules).payloads, 0u);
}

TEST_P(StoreContract, EngineDone5_DeadLettersStayUntilTheirOwnLimit) {
  const auto hook = addWebhook();
  const auto dead = made(hook, DeliveryState::kDead);
  clock_.advance(hours{400 * 24});
  store::RetentionStep rules;
  rules.eventsBefore = rules.payloadsBefore = now();
  EXPECT_EQ(retainAll(*store_, rules).deliveries, 0u);
  EXPECT_EQ(stateOf(dead), DeliveryState::kDead);
  rules.deadBefore = now() - hours{401 * 24};
  EXPECT_EQ(retainAll(*store_, rules).deliveries, 0u);
  rules.deadBefore = now() - hours{399 * 24};
  EXPECT_EQ(retainAll(*store_, rules).deliveries, 1u);
  EXPECT_EQ(figuresOf(hook).dead, 0u);
}

TEST_P(StoreContract, EngineDone5_RetentionGoesInSmallStepsAndComesToItsEnd) {
  const auto hook = addWebhook();
  for (int i = 0; i < 300; ++i) made(hook, i % 3 == 0 ? DeliveryState::kDead : DeliveryState::kDelivered);
  clock_.advance(hours{24});
  store::RetentionStep rules;
  rules.eventsBefore = now();
  std::uint64_t steps = 0;
  EXPECT_EQ(retainAll(*store_, rules, &steps).deliveries, 200u);
  EXPECT_GE(steps, 3u);
  EXPECT_EQ(figuresOf(hook).delivered, 0u);
  EXPECT_EQ(figuresOf(hook).dead, 100u);
}

TEST_P(StoreContract, EngineDone5_ADeadLetterKeepsItsBodyUntilItGoesItself) {
  const auto hook = addWebhook();
  const auto dead = made(hook, DeliveryState::kDead);
  store::RetentionStep rules;
  rules.payloadsBefore = now() + hours{24};
  rules.deadBefore = now();
  EXPECT_EQ(retainAll(*store_, rules).payloads, 0u) << "it died at that very moment, not before it";
  rules.deadBefore = now() + hours{24};
  EXPECT_EQ(retainAll(*store_, rules).payloads, 0u) << "its event is young, so it stays, and can be retried";
  EXPECT_FALSE(detail(dead).eventBody.empty());
  rules.eventsBefore = now() + hours{24};
  rules.deadBefore = now();
  EXPECT_EQ(retainAll(*store_, rules).deliveries, 0u);
  rules.deadBefore = now() + base::Millis{1};
  EXPECT_EQ(retainAll(*store_, rules).deliveries, 1u);
}

TEST_P(StoreContract, EngineDone5_PayloadsGoInSmallStepsToo) {
  const auto hook = addWebhook();
  constexpr int kMany = 200;
  for (int i = 0; i < kMany; ++i) made(hook, DeliveryState::kDelivered);
  store::RetentionStep rules;
  rules.payloadsBefore = now() + hours{24};
  std::uint64_t steps = 0;
  EXPECT_EQ(retainAll(*store_, rules, &steps).payloads, static_cast<std::uint64_t>(kMany));
  EXPECT_GE(steps, 3u);
}

TEST_P(StoreContract, EngineDone5_OldIdsAreForgottenInSteps) {
  const auto hook = addWebhook();
  std::vector<store::NewEvent> old;
  for (int i = 0; i < 1200; ++i) old.push_back(generatedEvent({}));
  const auto first = old.front();
  ASSERT_TRUE(await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(old), std::move(done)); }));
  clock_.advance(hours{24});
  const auto young = accept(event("young", {hook}));
  std::string after;
  int steps = 0;
  do {
    const auto next = await<std::string>([&](auto done) { store_->forgetIds(after, now() - hours{1}, std::move(done)); });
    ASSERT_TRUE(next) << next.error().message;
    after = *next;
    ++steps;
  } while (!after.empty() && steps < 100);
  EXPECT_GE(steps, 3);
  auto again = first;
  again.seq = model::EventSeq{ids_->next()};
  EXPECT_FALSE(accept(again).duplicate);
  EXPECT_TRUE(accept(event("young", {hook})).duplicate);
}

}  // namespace hookline::support
