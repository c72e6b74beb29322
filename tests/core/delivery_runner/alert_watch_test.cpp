#include "delivery_runner/alert_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "runner_rig.h"
#include "support/forwarding_store.h"

namespace hookline::delivery_runner {
namespace {

using model::Alert;
using model::AlertState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// The real store, which can refuse alerts or keep them and say that it does not know, and counts what it is asked.
class AlertStore final : public support::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void putAlerts(std::vector<Alert> alerts, std::optional<store::AuditEntry> audit, base::Completion<void> done) override {
    ++writes;
    if (refuses) return std::move(done)(base::fail(base::Errc::kFull, "the disk is full"));
    if (!losesAnswer.exchange(false)) return real_.putAlerts(std::move(alerts), std::move(audit), std::move(done));
    real_.putAlerts(std::move(alerts), std::move(audit), base::Completion<void>([done = std::move(done)](base::Status) mutable {
                      std::move(done)(base::fail(base::Error{base::Errc::kIo, "the commit failed", true, {}}));
                    }));
  }
  void figures(store::FiguresQuery query, base::Completion<std::vector<model::WebhookFigures>> done) override {
    asked.push_back(query.webhooks.size());
    if (std::exchange(failsToRead, false)) return std::move(done)(base::fail(base::Errc::kIo, "the disk is tired"));
    real_.figures(std::move(query), std::move(done));
  }
  bool refuses = false;
  bool failsToRead = false;  ///< once
  std::atomic<bool> losesAnswer{false};
  int writes = 0;
  std::vector<std::size_t> asked;
};

class DaemonDone1AlertWatch : public testing::Test {
 protected:
  DaemonDone1AlertWatch() { begin(); }

  void begin() {
    store.emplace(*rig.store);
    auto stored = support::await<store::StoredConfig>([&](auto done) { rig.store->config(std::move(done)); });
    ASSERT_TRUE(stored);
    watch.emplace(AlertWatch::Seams{.store = *store,
                                    .config = *rig.config,
                                    .ids = *rig.ids,
                                    .clock = rig.clock,
                                    .log = {},
                                    .changed = [this](const Alert& alert) { told.push_back(alert); },
                                    .judged = [this](const model::ConfigSnapshot&, const model::WebhookFigures& figures,
                                                     base::WallTime) { judged.push_back(figures.webhookId); }},
                  *stored);
  }
  /// The process ends and starts again.
  void restart() {
    watch.reset();
    store.reset();
    rig.config.reset();
    rig.store->close();
    rig.store.reset();
    rig.open();
    begin();
  }

  /// A result of a delivery of its own, and the engine tells of it.
  void result(model::WebhookId hook, model::DeliveryState state, bool inStats = true) {
    const auto id = rig.accept(hook);
    const auto due = rig.stateOf(id)->due;
    ASSERT_TRUE(support::await<std::vector<model::DeliveryId>>([&](auto done) { rig.store->claim({{id, due}}, std::move(done)); }));
    auto record = std::make_shared<store::AttemptRecord>();
    record->deliveryId = id;
    record->webhookId = hook;
    record->next = state;
    record->tries = record->counted = record->attempt.n = 1;
    record->attempt.counted = true;
    record->recordedAt = rig.clock.now().wall;
    record->inStats = inStats;
    ASSERT_TRUE(support::await<store::Recorded>([&](auto done) { rig.store->record(record, std::move(done)); }));
    model::DeliveryChange change;
    change.id = id;
    change.webhookId = hook;
    change.state = state;
    watch->delivery(change);
  }
  void fail(model::WebhookId hook, int times, bool inStats = true) {
    for (int i = 0; i < times; ++i) result(hook, model::DeliveryState::kDead, inStats);
  }
  void succeed(model::WebhookId hook) { result(hook, model::DeliveryState::kDelivered); }
  /// Lets `by` go by and everything be done that is due then. Answers what changed.
  std::vector<Alert> after(base::Millis by) {
    told.clear();
    rig.clock.advance(by);
    watch->pass();
    return told;
  }
  std::vector<Alert> soon() { return after(AlertWatch::kRest); }
  template <typename T, typename Ask>
  base::Result<T> ordered(Ask ask) {
    std::optional<base::Result<T>> got;
    ask(base::Completion<T>([&](base::Result<T> answer) { got.emplace(std::move(answer)); }));
    watch->pass();
    return got ? std::move(*got) : base::Result<T>(base::fail(base::Errc::kTimeout, "no answer"));
  }
  base::Result<Alert> acknowledge(model::AlertId id) {
    return ordered<Alert>([&](auto done) { watch->acknowledge(id, {}, std::move(done)); });
  }
  base::Result<Alert> snooze(model::AlertId id, base::Millis span) {
    return ordered<Alert>([&](auto done) { watch->snooze(id, rig.clock.now().wall + span, {}, std::move(done)); });
  }
  base::Result<std::vector<model::AlertRule>> replace(std::vector<model::AlertRule> rules) {
    return ordered<std::vector<model::AlertRule>>([&](auto done) { watch->replaceRules(std::move(rules), {}, std::move(done)); });
  }
  std::vector<Alert> stored() {
    return support::await<store::AlertPage>([&](auto done) { rig.store->alerts({}, std::move(done)); })->alerts;
  }

  RunnerRig rig;
  std::optional<AlertStore> store;
  std::optional<AlertWatch> watch;
  std::vector<Alert> told;
  std::vector<model::WebhookId> judged;
};

TEST_F(DaemonDone1AlertWatch, FiveFailuresInARowFireOnceAndASuccessResolves) {
  const auto hook = rig.addWebhook();
  fail(hook, 4);
  EXPECT_THAT(soon(), IsEmpty());
  fail(hook, 1);
  const auto fired = soon();
  ASSERT_THAT(fired, SizeIs(1));
  EXPECT_EQ(fired[0].state, AlertState::kFiring);
  EXPECT_EQ(fired[0].webhookId, hook);
  EXPECT_EQ(fired[0].ruleId, watch->rules()[0].id);
  EXPECT_EQ(fired[0].message, "Webhook " + hook.text() + " has failed 5 times consecutively");
  EXPECT_EQ(stored(), fired);
  fail(hook, 1);
  EXPECT_THAT(soon(), IsEmpty()) << "it fires already";
  succeed(hook);
  const auto over = soon();
  ASSERT_THAT(over, SizeIs(1));
  EXPECT_EQ(over[0].id, fired[0].id);
  EXPECT_EQ(over[0].state, AlertState::kResolved);
  EXPECT_EQ(stored(), over);
}

TEST_F(DaemonDone1AlertWatch, ALowRateFiresAndEndsWithItsWindowWithoutANewResult) {
  const auto hook = rig.addWebhook();
  for (int i = 0; i < 16; ++i) succeed(hook);
  for (int i = 0; i < 4; ++i) fail(hook, 1), rig.clock.advance(base::Millis{1});
  const auto fired = soon();
  ASSERT_THAT(fired, SizeIs(1));
  EXPECT_EQ(fired[0].type, model::AlertType::kLowSuccessRate);
  EXPECT_EQ(fired[0].message, "Webhook " + hook.text() + " success rate is 80.0%");
  EXPECT_THAT(after(base::Millis{59 * 60 * 1000}), IsEmpty());
  const auto over = after(base::Millis{2 * 60 * 1000});
  ASSERT_THAT(over, SizeIs(1));
  EXPECT_EQ(over[0].state, AlertState::kResolved);
}

TEST_F(DaemonDone1AlertWatch, SimulatedEventsAndTestsDoNotCount) {
  const auto hook = rig.addWebhook();
  fail(hook, 30, false);
  EXPECT_THAT(soon(), IsEmpty());
}

TEST_F(DaemonDone1AlertWatch, ARestartMakesNoSecondAlertAndEndsTheFirst) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  const auto fired = soon();
  ASSERT_THAT(fired, SizeIs(1));
  const auto rules = watch->rules();
  restart();
  EXPECT_EQ(watch->rules(), rules) << "the guide's rules were stored at the first start";
  for (const auto& alert : soon()) EXPECT_EQ(alert.id, fired[0].id);
  EXPECT_THAT(stored(), SizeIs(1));
  succeed(hook);
  ASSERT_THAT(soon(), SizeIs(1));
  EXPECT_EQ(told[0].id, fired[0].id);
  EXPECT_EQ(told[0].state, AlertState::kResolved);
}

TEST_F(DaemonDone1AlertWatch, WhatFailedBeforeTheStartFiresAtIt) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  restart();
  EXPECT_THAT(soon(), SizeIs(1)) << "nobody told of a result";
}

TEST_F(DaemonDone1AlertWatch, AnUnknownCommitIsRepeatedUnderTheSameId) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  store->losesAnswer = true;
  EXPECT_THAT(soon(), IsEmpty()) << "nobody knows whether it is stored";
  const auto again = soon();
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(stored(), again);
}

TEST_F(DaemonDone1AlertWatch, AStoreThatRefusesIsAskedOnceARestAndTheAlertIsNotLost) {
  const auto hook = rig.addWebhook();
  soon();
  store->refuses = true;
  fail(hook, 5);
  soon();
  store->writes = 0;
  for (int i = 0; i < 3; ++i) soon();
  EXPECT_LE(store->writes, 3);
  store->refuses = false;
  succeed(hook);
  soon();
  soon();
  ASSERT_THAT(stored(), SizeIs(1));
  EXPECT_EQ(stored()[0].state, AlertState::kResolved);
}

TEST_F(DaemonDone1AlertWatch, AWebhookIsJudgedAtMostOnceARest) {
  const auto hook = rig.addWebhook();
  soon();
  judged.clear();
  for (int i = 0; i < 10; ++i) {
    fail(hook, 1);
    watch->pass();
  }
  EXPECT_THAT(judged, IsEmpty()) << "the rest is not over";
  soon();
  EXPECT_THAT(judged, ElementsAre(hook));
}

TEST_F(DaemonDone1AlertWatch, ManyWebhooksAreJudgedAFewAtATimeAndAllGetTheirTurn) {
  std::set<model::WebhookId> hooks;
  for (std::size_t i = 0; i < AlertWatch::kMaxJudged * 2 + 1; ++i) hooks.insert(rig.addWebhook());
  judged.clear();
  for (int i = 0; i < 3; ++i) soon();
  EXPECT_THAT(store->asked, testing::Each(testing::Le(AlertWatch::kMaxJudged)));
  EXPECT_EQ(std::set(judged.begin(), judged.end()), hooks);
}

TEST_F(DaemonDone1AlertWatch, ADeletedADisabledAndAPausedWebhooksAlertsResolve) {
  std::vector<model::WebhookId> hooks;
  for (int i = 0; i < 3; ++i) {
    hooks.push_back(rig.addWebhook());
    fail(hooks.back(), 5);
  }
  ASSERT_THAT(soon(), SizeIs(3));
  ASSERT_TRUE(support::await<void>([&](auto done) { rig.config->deleteWebhook(hooks[0], {}, std::move(done)); }));
  rig.edit(hooks[1], [](model::Webhook& webhook) { webhook.enabled = false; });
  rig.edit(hooks[2], [](model::Webhook& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  const auto over = soon();
  ASSERT_THAT(over, SizeIs(3));
  for (const auto& alert : over) EXPECT_EQ(alert.state, AlertState::kResolved);
  fail(hooks[2], 1);
  EXPECT_THAT(soon(), IsEmpty()) << "a paused one does not fire";
}

TEST_F(DaemonDone1AlertWatch, WhatMustHoldForATimeFiresWhenItIsOver) {
  auto rules = watch->rules();
  rules[0].holds = std::chrono::seconds{30};
  ASSERT_TRUE(replace(rules));
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  EXPECT_THAT(soon(), IsEmpty());
  const auto now = rig.clock.now().mono;
  EXPECT_EQ(watch->pass(), now + AlertWatch::kRest);
  rig.clock.advance(AlertWatch::kRest);
  EXPECT_EQ(watch->pass(), now + base::Millis{30000}) << "it wakes by itself then";
  EXPECT_THAT(after(base::Millis{28999}), IsEmpty());
  EXPECT_THAT(after(base::Millis{1}), SizeIs(1));
}

TEST_F(DaemonDone1AlertWatch, AnAcknowledgedOneStaysSoAndASnoozedOneFiresAgain) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  ASSERT_THAT(soon(), SizeIs(1));
  const auto id = told[0].id;
  ASSERT_TRUE(acknowledge(id));
  EXPECT_EQ(stored()[0].state, AlertState::kAcknowledged);
  EXPECT_EQ(told.back().state, AlertState::kAcknowledged) << "the stream hears of it";
  fail(hook, 1);
  soon();
  EXPECT_EQ(stored()[0].state, AlertState::kAcknowledged);
  ASSERT_TRUE(snooze(id, base::Millis{600000}));
  restart();
  EXPECT_EQ(stored()[0].state, AlertState::kSnoozed);
  after(base::Millis{590000});
  EXPECT_EQ(stored()[0].state, AlertState::kSnoozed);
  const auto woken = after(base::Millis{20000});
  ASSERT_THAT(woken, SizeIs(1));
  EXPECT_EQ(woken[0].id, id);
  EXPECT_EQ(woken[0].state, AlertState::kFiring);
  succeed(hook);
  soon();
  EXPECT_EQ(acknowledge(id).error().code, base::Errc::kConflict);
  EXPECT_EQ(snooze(id, base::Millis{1000}).error().code, base::Errc::kConflict);
  EXPECT_EQ(acknowledge({id.value - 1}).error().code, base::Errc::kNotFound);
}

TEST_F(DaemonDone1AlertWatch, AnAcknowledgedOneIsSnoozedNoMore) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  ASSERT_THAT(soon(), SizeIs(1));
  const auto id = told[0].id;
  ASSERT_TRUE(snooze(id, base::Millis{600000}));
  ASSERT_TRUE(acknowledge(id));
  EXPECT_FALSE(stored()[0].until);
  after(base::Millis{700000});
  EXPECT_EQ(stored()[0].state, AlertState::kAcknowledged);
}

TEST_F(DaemonDone1AlertWatch, AWebhookWhoseFiguresCouldNotBeReadIsJudgedSoonAgain) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  store->failsToRead = true;
  EXPECT_THAT(soon(), IsEmpty());
  EXPECT_THAT(soon(), SizeIs(1));
}

TEST_F(DaemonDone1AlertWatch, TheAlertsOfAWebhookThatWentWhileNobodyWatchedResolve) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  ASSERT_THAT(soon(), SizeIs(1));
  ASSERT_TRUE(support::await<void>([&](auto done) { rig.config->deleteWebhook(hook, {}, std::move(done)); }));
  restart();
  const auto over = soon();
  ASSERT_THAT(over, SizeIs(1));
  EXPECT_EQ(over[0].state, AlertState::kResolved);
}

TEST_F(DaemonDone1AlertWatch, AChangeThatIsNotStoredChangesNothing) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  ASSERT_THAT(soon(), SizeIs(1));
  const auto id = told[0].id;
  store->refuses = true;
  told.clear();
  EXPECT_EQ(acknowledge(id).error().code, base::Errc::kFull);
  EXPECT_THAT(told, IsEmpty());
  store->refuses = false;
  EXPECT_EQ(stored()[0].state, AlertState::kFiring);
}

TEST_F(DaemonDone1AlertWatch, RulesThatAreReplacedDisabledOrRemovedResolveTheirAlerts) {
  const auto hook = rig.addWebhook();
  fail(hook, 20);
  ASSERT_THAT(soon(), SizeIs(2)) << "both of the guide's rules";
  auto rules = watch->rules();
  rules[0].enabled = false;
  const auto kept = replace({rules[0]});
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(*kept, std::vector{rules[0]});
  const auto over = soon();
  ASSERT_THAT(over, SizeIs(2));
  for (const auto& alert : over) EXPECT_EQ(alert.state, AlertState::kResolved);
  restart();
  EXPECT_EQ(watch->rules(), std::vector{rules[0]}) << "the guide's do not come back";
}

TEST_F(DaemonDone1AlertWatch, ARuleKeepsItsIdAndItsType) {
  auto rules = watch->rules();
  std::swap(rules[0].type, rules[1].type);
  EXPECT_EQ(replace(rules).error().details.at(0).path, "/items/0/type");
  auto unknown = watch->rules();
  unknown[1].id.value += 1000;
  EXPECT_EQ(replace(unknown).error().details.at(0).path, "/items/1/id");
  auto fresh = model::guideRules();
  const auto made = replace(fresh);
  ASSERT_TRUE(made);
  EXPECT_TRUE((*made)[0].id && (*made)[1].id);
  EXPECT_NE((*made)[0].id, watch->rules()[1].id);
}

TEST_F(DaemonDone1AlertWatch, TheThreadAnswersAndStopsAndLaterCallsAreRefused) {
  const auto hook = rig.addWebhook();
  fail(hook, 5);
  watch->start();
  const auto answer =
      support::await<std::vector<model::AlertRule>>([&](auto done) { watch->replaceRules(model::guideRules(), {}, std::move(done)); });
  EXPECT_TRUE(answer);
  watch->stop();
  const auto refused = support::await<Alert>([&](auto done) { watch->acknowledge({1}, {}, std::move(done)); });
  EXPECT_EQ(refused.error().code, base::Errc::kUnavailable);
}

TEST_F(DaemonDone1AlertWatch, SoManyCallsMayWaitAndNoMore) {
  std::size_t busy = 0;
  std::size_t cancelled = 0;
  for (std::size_t i = 0; i < AlertWatch::kMaxOrders + 2; ++i)
    watch->acknowledge({1}, {}, base::Completion<Alert>([&](base::Result<Alert> answer) {
                         busy += answer.error().code == base::Errc::kBusy ? 1 : 0;
                         cancelled += answer.error().code == base::Errc::kCancelled ? 1 : 0;
                       }));
  EXPECT_EQ(busy, 2u);
  watch->stop();
  EXPECT_EQ(cancelled, AlertWatch::kMaxOrders) << "each is answered, also at the end";
}

}  // namespace
}  // namespace hookline::delivery_runner
