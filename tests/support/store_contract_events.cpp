#include <gmock/gmock.h>

#include "support/store_contract.h"

namespace hookline::support {

using base::Errc;
using model::DeliveryState;
using Accepted = std::vector<store::AcceptedEvent>;
using Granted = std::vector<model::DeliveryId>;

TEST_P(StoreContract, AnAcceptedEventIsThereWithItsDeliveriesAndReasons) {
  const auto sales = addWebhook();
  const auto ops = addWebhook("Ops");
  auto input = event("order-1", {sales, ops});
  input.unmatched = {{model::WebhookId{ids_->next()}, model::NoMatch::kType}};
  const auto body = *input.event.body;
  const auto unmatched = input.unmatched;
  const auto accepted = accept(std::move(input));
  EXPECT_FALSE(accepted.duplicate);
  ASSERT_EQ(accepted.deliveries.size(), 2u);

  const auto found = await<store::EventDetail>([&](auto done) { store_->event("order-1", std::move(done)); });
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->seq, accepted.seq);
  EXPECT_EQ(found->event.id, "order-1");
  EXPECT_EQ(*found->event.body, body);
  EXPECT_EQ(found->event.type, "lead.captured");
  EXPECT_EQ(found->event.timestamp, now());
  EXPECT_EQ(found->event.person, (model::Person{"ada@example.com", "Ada Lovelace", "v-17"}));
  EXPECT_EQ(found->acceptedAt, now());
  ASSERT_EQ(found->deliveries.size(), 2u);
  EXPECT_EQ(found->deliveries[0].id, accepted.deliveries[0].id);
  EXPECT_EQ(found->deliveries[0].state, DeliveryState::kPending);
  EXPECT_EQ(found->deliveries[1].webhookId, ops);
  EXPECT_EQ(found->deliveries[1].createdAt, now());
  ASSERT_EQ(found->unmatched.size(), 1u);
  EXPECT_EQ(found->unmatched[0].webhookId, unmatched[0].webhookId);
  EXPECT_EQ(found->unmatched[0].reason, model::NoMatch::kType);
}

TEST_P(StoreContract, EventIdsOfEveryFormAreFoundAgain) {
  const auto hook = addWebhook();
  const std::vector<std::string> ids = {"a",
                                        "evt_0000000000ABC",
                                        "evt_not-ours",
                                        "7f9c24e5-2c31-4d2a-9b1e-0f8e6c5d4b3a",
                                        "7F9C24E5-2C31-4D2A-9B1E-0F8E6C5D4B3A",
                                        std::string(32, 'x'),
                                        std::string(33, 'x'),
                                        std::string(128, 'y'),
                                        std::string(127, 'y') + "z",
                                        "test-7f9c24e5-2c31-4d2a-9b1e-0f8e6c5d4b3a"};
  for (const auto& id : ids) EXPECT_FALSE(accept(event(id, {hook})).duplicate) << id;
  for (const auto& id : ids) {
    EXPECT_TRUE(accept(event(id, {hook})).duplicate) << id;
    const auto found = await<store::EventDetail>([&](auto done) { store_->event(id, std::move(done)); });
    ASSERT_TRUE(found) << id;
    EXPECT_EQ(found->event.id, id);
  }
  const auto generated = accept(generatedEvent({hook}));
  EXPECT_EQ(generated.id, generated.seq.text());
  EXPECT_TRUE(await<store::EventDetail>([&](auto done) { store_->event(generated.id, std::move(done)); }));
}

TEST_P(StoreContract, RecentEventsComeNewestFirstInPagesWithoutSimulatedOnesAndTests) {
  const auto hook = addWebhook();
  std::vector<std::string> expected;
  for (int i = 0; i < 9; ++i) {
    auto made = event("order-" + std::to_string(i), {hook}, "{\"n\":" + std::to_string(i) + "}");
    made.event.simulated = i % 3 == 1;
    if (i % 3 == 2) made.event.type = "webhook.test";
    if (i % 3 == 0) expected.insert(expected.begin(), made.event.id);
    accept(std::move(made));
  }
  std::vector<std::string> found;
  model::EventSeq before{};
  for (int pages = 0; pages < 20; ++pages) {
    const auto page = await<store::EventPage>([&](auto done) { store_->recentEvents(before, 2, std::move(done)); });
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_LE(page->events.size(), 2u);
    for (const auto& one : page->events) {
      found.push_back(one.id);
      EXPECT_EQ(one.type, "lead.captured");
      EXPECT_THAT(*one.body, testing::HasSubstr("\"n\":" + one.id.substr(6)));
    }
    if (!page->next) break;
    before = *page->next;
  }
  EXPECT_EQ(found, expected);
}

TEST_P(StoreContract, APageOfRecentEventsIsBoundedByTheBytesOfTheirBodies) {
  const auto hook = addWebhook();
  const std::string data = "{\"x\":\"" + std::string(400'000, 'x') + "\"}";
  for (const auto* id : {"a", "b", "c", "d"}) accept(event(id, {hook}, data));
  accept(event("huge", {hook}, "{\"x\":\"" + std::string(store::Store::kMaxRecentBytes, 'x') + "\"}"));
  std::vector<std::size_t> sizes;
  model::EventSeq before{};
  for (int pages = 0; pages < 20; ++pages) {
    const auto page = await<store::EventPage>([&](auto done) { store_->recentEvents(before, 500, std::move(done)); });
    ASSERT_TRUE(page) << page.error().message;
    sizes.push_back(page->events.size());
    if (!page->next) break;
    before = *page->next;
  }
  EXPECT_THAT(sizes, testing::ElementsAre(1, 2, 2));
}

TEST_P(StoreContract, UnknownThingsAreNotFound) {
  EXPECT_EQ(await<store::EventDetail>([&](auto done) { store_->event("nobody", std::move(done)); }).error().code, Errc::kNotFound);
  EXPECT_EQ(await<store::DeliveryDetail>([&](auto done) { store_->delivery({77}, std::move(done)); }).error().code, Errc::kNotFound);
  EXPECT_EQ(await<model::DeliveryRow>([&](auto done) { store_->cancel({77}, now(), std::move(done)); }).error().code, Errc::kNotFound);
  EXPECT_EQ(await<model::ApiToken>([&](auto done) { store_->revokeToken("x", audit("token.revoke"), std::move(done)); }).error().code,
            Errc::kNotFound);
  EXPECT_EQ(await<void>([&](auto done) { store_->deleteWebhook({77}, audit("webhook.delete"), std::move(done)); }).error().code,
            Errc::kNotFound);
}

TEST_P(StoreContract, TheSameEventAgainAnswersTheFirstAndStoresNothing) {
  const auto hook = addWebhook();
  const auto first = accept(event("order-1", {hook}));
  const auto again = accept(event("order-1", {hook}));
  EXPECT_TRUE(again.duplicate);
  EXPECT_EQ(again.seq, first.seq);
  ASSERT_EQ(again.deliveries.size(), 1u);
  EXPECT_EQ(again.deliveries[0].id, first.deliveries[0].id);
  EXPECT_EQ(again.deliveries[0].webhookId, hook);
  EXPECT_EQ(list({}).rows.size(), 1u);
  EXPECT_EQ(takeFresh().size(), 1u);
}

TEST_P(StoreContract, ACallWithAConflictStoresNothingOfItAndNamesTheId) {
  const auto hook = addWebhook();
  accept(event("order-1", {hook}, "{\"a\":1}"));
  std::vector<store::NewEvent> batch;
  batch.push_back(event("order-2", {hook}));
  batch.push_back(event("order-1", {hook}, "{\"a\":2}"));
  batch.push_back(event("order-3", {hook}));
  const auto refused = await<Accepted>([&](auto done) { store_->accept(std::move(batch), std::move(done)); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::kConflict);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("order-1"));
  EXPECT_FALSE(refused.error().outcomeUnknown);
  EXPECT_FALSE(await<store::EventDetail>([&](auto done) { store_->event("order-2", std::move(done)); }));
  EXPECT_EQ(list({}).rows.size(), 1u);
}

TEST_P(StoreContract, ACallMayNameOneEventTwiceButNotWithTwoBodies) {
  const auto hook = addWebhook();
  std::vector<store::NewEvent> twice;
  twice.push_back(event("order-1", {hook}));
  twice.push_back(event("order-1", {hook}));
  const auto accepted = await<Accepted>([&](auto done) { store_->accept(std::move(twice), std::move(done)); });
  ASSERT_TRUE(accepted);
  EXPECT_FALSE(accepted->at(0).duplicate);
  EXPECT_TRUE(accepted->at(1).duplicate);
  EXPECT_EQ(accepted->at(1).seq, accepted->at(0).seq);
  EXPECT_EQ(list({}).rows.size(), 1u);

  std::vector<store::NewEvent> clash;
  clash.push_back(event("order-2", {hook}, "{\"a\":1}"));
  clash.push_back(event("order-2", {hook}, "{\"a\":2}"));
  EXPECT_EQ(await<Accepted>([&](auto done) { store_->accept(std::move(clash), std::move(done)); }).error().code, Errc::kConflict);
  EXPECT_EQ(list({}).rows.size(), 1u);
}

TEST_P(StoreContract, ARefusedCallDoesNotHurtTheOthersOfItsMoment) {
  const auto hook = addWebhook();
  accept(event("order-0", {hook}, "{\"a\":1}"));
  std::vector<std::future<base::Result<Accepted>>> answers;
  for (int i = 0; i < 60; ++i) {
    auto promise = std::make_shared<std::promise<base::Result<Accepted>>>();
    answers.push_back(promise->get_future());
    std::vector<store::NewEvent> one;
    one.push_back(i % 3 == 0 ? event("order-0", {hook}, "{\"a\":2}") : event("fine-" + std::to_string(i), {hook}));
    store_->accept(std::move(one), base::Completion<Accepted>([promise](auto result) { promise->set_value(std::move(result)); }));
  }
  for (int i = 0; i < 60; ++i) {
    const auto answer = answers[static_cast<std::size_t>(i)].get();
    EXPECT_EQ(answer.has_value(), i % 3 != 0) << i;
  }
  EXPECT_EQ(list({}).rows.size(), 41u);
}

TEST_P(StoreContract, DeliveriesForAWebhookThatIsGoneAreLeftOut) {
  const auto kept = addWebhook();
  const auto gone = addWebhook("Gone");
  ASSERT_TRUE(await<void>([&](auto done) { store_->deleteWebhook(gone, audit("webhook.delete"), std::move(done)); }));
  const auto accepted = accept(event("order-1", {gone, kept, model::WebhookId{ids_->next()}}));
  ASSERT_EQ(accepted.deliveries.size(), 1u);
  EXPECT_EQ(accepted.deliveries[0].webhookId, kept);
  const auto fresh = takeFresh();
  ASSERT_EQ(fresh.size(), 1u);
  EXPECT_EQ(fresh[0].webhookId, kept);
}

TEST_P(StoreContract, FreshDeliveriesAreAnnouncedWithTheirEvent) {
  const auto hook = addWebhook();
  auto input = event("order-1", {hook});
  input.event.simulated = true;
  input.deliveries[0].once = true;
  input.deliveries[0].due = now() + base::Millis{250};
  const auto body = *input.event.body;
  const auto accepted = accept(std::move(input));
  const auto fresh = takeFresh();
  ASSERT_EQ(fresh.size(), 1u);
  EXPECT_EQ(fresh[0].id, accepted.deliveries[0].id);
  EXPECT_EQ(fresh[0].eventSeq, accepted.seq);
  EXPECT_EQ(fresh[0].due, now() + base::Millis{250});
  EXPECT_EQ(fresh[0].createdAt, now());
  EXPECT_TRUE(fresh[0].once);
  EXPECT_EQ(*fresh[0].event->body, body);
  EXPECT_TRUE(fresh[0].event->simulated);
}

TEST_P(StoreContract, AClaimIsGrantedOnceAndOnlyForTheDueTimeTheAskerKnows) {
  const auto hook = addWebhook();
  const auto id = acceptOne(hook);
  EXPECT_FALSE(claim(id, now() + base::Millis{1}));
  EXPECT_EQ(stateOf(id), DeliveryState::kPending);
  EXPECT_TRUE(claim(id, now()));
  EXPECT_EQ(stateOf(id), DeliveryState::kDelivering);
  EXPECT_TRUE(claim(id, now()));  // the repeat of a claim whose outcome was unknown
  EXPECT_EQ(figuresOf(hook).waiting, 1u);
}

TEST_P(StoreContract, ClaimsOfWhatChangedMeanwhileAreLeftOut) {
  const auto hook = addWebhook();
  const auto fine = acceptOne(hook);
  const auto cancelled = made(hook, DeliveryState::kCancelled);
  const auto delivered = made(hook, DeliveryState::kDelivered);
  const auto granted = await<Granted>([&](auto done) {
    store_->claim({{cancelled, now()}, {fine, now()}, {delivered, now()}, {{77}, now()}}, std::move(done));
  });
  ASSERT_TRUE(granted);
  EXPECT_THAT(*granted, testing::ElementsAre(fine));
}

TEST_P(StoreContract, AResultMovesItsDeliveryOnAndKeepsTheAttempt) {
  const auto hook = addWebhook();
  const auto id = made(hook, DeliveryState::kDelivering);
  auto input = result(id, hook, 1, DeliveryState::kRetrying);
  input.checkpoint = "step-2";
  input.attempt.maybeDelivered = true;
  input.attempt.responseTruncated = true;
  input.attempt.detail = "HTTP/1.1 503";
  input.attempt.requestBody = "other";
  const auto sent = input.attempt;
  EXPECT_TRUE(record(std::move(input)).applied);
  const auto found = detail(id);
  EXPECT_EQ(found.row.state, DeliveryState::kRetrying);
  EXPECT_EQ(found.row.tries, 1);
  EXPECT_EQ(found.row.counted, 1);
  EXPECT_EQ(found.row.due, now() + base::Millis{5000});
  EXPECT_EQ(found.row.errorClass, model::ErrorClass::kServerError);
  EXPECT_EQ(found.row.status, 503);
  EXPECT_EQ(found.row.latency, base::Micros{12'500});
  ASSERT_EQ(found.attempts.size(), 1u);
  const auto& kept = found.attempts[0];
  EXPECT_EQ(kept.n, 1);
  EXPECT_TRUE(kept.counted);
  EXPECT_TRUE(kept.maybeDelivered);
  EXPECT_TRUE(kept.responseTruncated);
  EXPECT_EQ(kept.phase, model::Phase::kDone);
  EXPECT_EQ(kept.times.tls, sent.times.tls);
  EXPECT_EQ(kept.times.total, sent.times.total);
  EXPECT_EQ(kept.peer, sent.peer);
  EXPECT_EQ(kept.status, 503);
  EXPECT_EQ(kept.detail, "HTTP/1.1 503");
  EXPECT_EQ(kept.url, sent.url);
  EXPECT_EQ(kept.requestHeaders, sent.requestHeaders);
  EXPECT_EQ(kept.requestBody, "other");
  EXPECT_EQ(kept.responseHeaders, sent.responseHeaders);
  EXPECT_EQ(kept.responseBody, "ok");
  const auto due = await<store::DuePage>([&](auto done) { store_->due(hook, 10, std::move(done)); });
  ASSERT_EQ(due->items.size(), 1u);
  EXPECT_EQ(due->items[0].checkpoint, "step-2");
  EXPECT_FALSE(claim(id, now()));
  EXPECT_TRUE(claim(id, now() + base::Millis{5000}));
}

TEST_P(StoreContract, DestinationsDone1TheStepOfAPlanIsShownUntilThePlanIsComplete) {
  const auto hook = addWebhook();
  const auto id = made(hook, DeliveryState::kDelivering);
  EXPECT_FALSE(detail(id).row.step);
  const model::PlanStep note{2, 3, "Add the note"};
  auto failed = result(id, hook, 1, DeliveryState::kDead);
  failed.step = note;
  EXPECT_TRUE(record(std::move(failed)).applied);
  EXPECT_EQ(detail(id).row.step, note);
  const auto page = await<store::DeliveryPage>([&](auto done) { store_->list({}, {}, std::move(done)); });
  ASSERT_EQ(page->rows.size(), 1u);
  EXPECT_EQ(page->rows[0].step, note);
  takeFresh();
  ASSERT_TRUE(await<store::RequeueOutcome>([&](auto done) { store_->requeue({id}, now(), std::move(done)); }));
  const auto fresh = takeFresh();
  ASSERT_EQ(fresh.size(), 1u);
  EXPECT_EQ(fresh[0].step, note) << "a retry goes on where it stood";
  ASSERT_TRUE(claim(id, fresh[0].due));
  EXPECT_TRUE(record(result(id, hook, 2, DeliveryState::kDelivered)).applied);
  EXPECT_FALSE(detail(id).row.step);
}

TEST_P(StoreContract, AResultAfterACancelIsKeptAndChangesNoState) {
  const auto hook = addWebhook();
  const auto id = made(hook, DeliveryState::kDelivering);
  const auto cancelled = await<model::DeliveryRow>([&](auto done) { store_->cancel(id, now(), std::move(done)); });
  ASSERT_TRUE(cancelled);
  EXPECT_EQ(cancelled->state, DeliveryState::kCancelled);
  EXPECT_FALSE(record(result(id, hook, 1, DeliveryState::kDelivered)).applied);
  EXPECT_EQ(stateOf(id), DeliveryState::kCancelled);
  EXPECT_EQ(detail(id).attempts.size(), 1u);
  EXPECT_EQ(figuresOf(hook).delivered, 0u);
  EXPECT_TRUE(figuresOf(hook).minutes.empty());
  EXPECT_FALSE(record(result(id, hook, 1, DeliveryState::kDelivered)).applied);  // its repeat neither
}

TEST_P(StoreContract, ATryAfterARetryOfWhatWasCancelledInFlightHasANumberOfItsOwn) {
  const auto hook = addWebhook();
  const auto id = made(hook, DeliveryState::kDelivering);
  ASSERT_TRUE(await<model::DeliveryRow>([&](auto done) { store_->cancel(id, now(), std::move(done)); }));
  EXPECT_FALSE(record(result(id, hook, 1, DeliveryState::kDelivered)).applied);
  takeFresh();
  ASSERT_TRUE(await<store::RequeueOutcome>([&](auto done) { store_->requeue({id}, now(), std::move(done)); }));
  const auto fresh = takeFresh();
  ASSERT_EQ(fresh.size(), 1u);
  EXPECT_EQ(fresh[0].tries, 1);
  ASSERT_TRUE(claim(id, fresh[0].due));
  EXPECT_TRUE(record(result(id, hook, fresh[0].tries + 1, DeliveryState::kDelivered)).applied);
  EXPECT_EQ(stateOf(id), DeliveryState::kDelivered);
  EXPECT_EQ(detail(id).attempts.size(), 2u);
}

TEST_P(StoreContract, TheRepeatOfAResultReplacesTheAttemptAndChangesNothingTwice) {
  const auto hook = addWebhook();
  const auto id = made(hook, DeliveryState::kRetrying);
  ASSERT_TRUE(claim(id, now() + base::Millis{5000}));
  auto again = result(id, hook, 1, DeliveryState::kDead);
  again.attempt.responseBody = "second telling";
  EXPECT_TRUE(record(std::move(again)).applied);
  const auto found = detail(id);
  EXPECT_EQ(found.row.state, DeliveryState::kDelivering);
  ASSERT_EQ(found.attempts.size(), 1u);
  EXPECT_EQ(found.attempts[0].responseBody, "second telling");
  EXPECT_EQ(figuresOf(hook).dead, 0u);
  ASSERT_EQ(figuresOf(hook).minutes.size(), 1u);
  EXPECT_EQ(figuresOf(hook).minutes[0].failed, 1u);
}

TEST_P(StoreContract, AStepInBetweenKeepsTheClaim) {
  const auto hook = addWebhook();
  const auto id = made(hook, DeliveryState::kDelivering);
  auto step = result(id, hook, 1, DeliveryState::kDelivering);
  step.checkpoint = "contact:17";
  EXPECT_TRUE(record(std::move(step)).applied);
  EXPECT_EQ(stateOf(id), DeliveryState::kDelivering);
  EXPECT_TRUE(record(result(id, hook, 2, DeliveryState::kDelivered)).applied);
  EXPECT_EQ(figuresOf(hook).delivered, 1u);
  EXPECT_EQ(figuresOf(hook).waiting, 0u);
  EXPECT_EQ(detail(id).attempts.size(), 2u);
}

TEST_P(StoreContract, ARequeuedDeliveryStartsANewBudgetAndIsAnnounced) {
  const auto hook = addWebhook();
  const auto dead = made(hook, DeliveryState::kDead);
  const auto cancelled = made(hook, DeliveryState::kCancelled);
  const auto held = made(hook, DeliveryState::kHeld);
  const auto retrying = made(hook, DeliveryState::kRetrying);
  const auto delivering = made(hook, DeliveryState::kDelivering);
  const auto delivered = made(hook, DeliveryState::kDelivered);
  takeFresh();
  clock_.advance(base::Millis{1000});
  const auto outcome = await<store::RequeueOutcome>([&](auto done) {
    store_->requeue({dead, cancelled, held, retrying, delivering, delivered, {77}}, now(), std::move(done));
  });
  ASSERT_TRUE(outcome);
  EXPECT_THAT(outcome->requeued, testing::ElementsAre(dead, cancelled, held, retrying));
  EXPECT_THAT(outcome->refused, testing::ElementsAre(delivering, delivered, model::DeliveryId{77}));
  const auto fresh = takeFresh();
  ASSERT_EQ(fresh.size(), 4u);
  EXPECT_EQ(fresh[0].id, dead);
  EXPECT_EQ(fresh[0].due, now());
  EXPECT_EQ(fresh[0].tries, 1);
  EXPECT_EQ(fresh[0].counted, 0);
  ASSERT_TRUE(fresh[0].event);
  EXPECT_EQ(fresh[0].event->type, "lead.captured");
  EXPECT_EQ(stateOf(dead), DeliveryState::kPending);
  EXPECT_TRUE(claim(dead, now()));
  EXPECT_EQ(figuresOf(hook).dead, 0u);
  EXPECT_EQ(figuresOf(hook).waiting, 5u);
}

TEST_P(StoreContract, OnlyDeadLettersAreRetriedAsDeadLetters) {
  const auto hook = addWebhook();
  const auto dead = made(hook, DeliveryState::kDead);
  const auto held = made(hook, DeliveryState::kHeld);
  const auto pending = acceptOne(hook);
  const auto outcome = await<store::RequeueOutcome>([&](auto done) { store_->retryDead({held, dead, pending}, now(), std::move(done)); });
  ASSERT_TRUE(outcome);
  EXPECT_THAT(outcome->requeued, testing::ElementsAre(dead));
  EXPECT_THAT(outcome->refused, testing::ElementsAre(held, pending));
}

TEST_P(StoreContract, WhatIsOverCannotBeCancelled) {
  const auto hook = addWebhook();
  for (const auto state : {DeliveryState::kDelivered, DeliveryState::kDead, DeliveryState::kCancelled}) {
    const auto id = made(hook, state);
    const auto refused = await<model::DeliveryRow>([&](auto done) { store_->cancel(id, now(), std::move(done)); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::kConflict);
    EXPECT_THAT(refused.error().message, testing::HasSubstr(std::string(model::toText(state))));
  }
  for (const auto state : {DeliveryState::kPending, DeliveryState::kRetrying, DeliveryState::kDelivering, DeliveryState::kHeld}) {
    const auto id = made(hook, state);
    EXPECT_TRUE(await<model::DeliveryRow>([&](auto done) { store_->cancel(id, now(), std::move(done)); }));
    EXPECT_EQ(stateOf(id), DeliveryState::kCancelled);
  }
}

TEST_P(StoreContract, APurgeTakesDeadLettersAndNothingElse) {
  const auto hook = addWebhook();
  const auto dead = made(hook, DeliveryState::kDead);
  const auto delivered = made(hook, DeliveryState::kDelivered);
  const auto gone = await<std::uint64_t>([&](auto done) { store_->purgeDead({dead, delivered, {77}}, std::move(done)); });
  ASSERT_TRUE(gone);
  EXPECT_EQ(*gone, 1u);
  EXPECT_EQ(await<store::DeliveryDetail>([&](auto done) { store_->delivery(dead, std::move(done)); }).error().code, Errc::kNotFound);
  EXPECT_EQ(stateOf(delivered), DeliveryState::kDelivered);
  EXPECT_EQ(figuresOf(hook).dead, 0u);
  EXPECT_FALSE(record(result(dead, hook, 1, DeliveryState::kDelivered)).applied);
}

}  // namespace hookline::support
