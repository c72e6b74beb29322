#include "health/alert_book.h"

#include <gtest/gtest.h>

#include "support/store_contract.h"

namespace hookline::health {
namespace {

using model::Alert;
using model::AlertState;

class DaemonDone1AlertBook : public testing::Test {
 protected:
  std::optional<Alert> next(const std::optional<Finding>& finding) {
    auto change = book.next(rule, hook, finding, clock.now(), ids);
    if (change) book.keep(*change, clock.now());
    return change;
  }
  static Finding finding(int failures = 5) { return {static_cast<double>(failures), "failed " + std::to_string(failures)}; }
  /// The alert that fires now.
  Alert fired() { return next(finding()).value_or(Alert{}); }

  support::HandClock clock;
  base::TimeOrderedIds ids{clock, 0};
  model::WebhookId hook{7};
  model::AlertRule rule = [] {
    auto one = model::guideRules()[0];
    one.id = {3};
    return one;
  }();
  AlertBook book{{}};
};

TEST_F(DaemonDone1AlertBook, FiresOnceAndResolvesOnce) {
  const auto alert = fired();
  EXPECT_EQ(alert.state, AlertState::kFiring);
  EXPECT_EQ(alert.since, clock.now().wall);
  EXPECT_EQ(alert.ruleId, rule.id);
  EXPECT_EQ(alert.value, 5);
  EXPECT_FALSE(next(finding())) << "it fires already";
  clock.advance(base::Millis{5000});
  const auto end = next(std::nullopt);
  ASSERT_TRUE(end);
  EXPECT_EQ(end->id, alert.id);
  EXPECT_EQ(end->state, AlertState::kResolved);
  EXPECT_EQ(end->until, clock.now().wall);
  EXPECT_FALSE(next(std::nullopt));
  EXPECT_NE(fired().id, alert.id) << "another outage is another alert";
}

TEST_F(DaemonDone1AlertBook, WhatIsNotStoredIsProposedAgain) {
  EXPECT_TRUE(book.next(rule, hook, finding(), clock.now(), ids));
  EXPECT_TRUE(book.next(rule, hook, finding(), clock.now(), ids)) << "nobody kept the first";
}

TEST_F(DaemonDone1AlertBook, MustHoldForItsTimeWithoutABreak) {
  rule.holds = std::chrono::seconds{60};
  EXPECT_FALSE(next(finding()));
  EXPECT_EQ(book.wakeAt(clock.now()), clock.now().mono + rule.holds);
  clock.advance(base::Millis{40000});
  EXPECT_FALSE(next(std::nullopt));
  EXPECT_FALSE(next(finding())) << "it begins anew";
  clock.advance(base::Millis{59999});
  EXPECT_FALSE(next(finding()));
  EXPECT_TRUE(book.ripe(clock.now()).empty());
  clock.advance(base::Millis{1});
  EXPECT_EQ(book.ripe(clock.now()), std::set{hook});
  EXPECT_TRUE(next(finding()));
  EXPECT_FALSE(book.wakeAt(clock.now()));
}

TEST_F(DaemonDone1AlertBook, StaysAcknowledgedUntilItResolves) {
  auto alert = fired();
  alert.state = AlertState::kAcknowledged;
  book.keep(alert, clock.now());
  clock.advance(base::Millis{24 * 3600 * 1000});
  const auto followed = next(finding(90));
  ASSERT_TRUE(followed);
  EXPECT_EQ(followed->state, AlertState::kAcknowledged);
  EXPECT_EQ(followed->value, 90) << "what it says is true";
  EXPECT_EQ(next(std::nullopt)->state, AlertState::kResolved);
}

TEST_F(DaemonDone1AlertBook, FiresAgainWhenItWasSnoozedLongEnoughAndStillHolds) {
  auto alert = fired();
  alert.state = AlertState::kSnoozed;
  alert.until = clock.now().wall + base::Millis{60000};
  book.keep(alert, clock.now());
  EXPECT_EQ(book.wakeAt(clock.now()), clock.now().mono + base::Millis{60000});
  clock.advance(base::Millis{59000});
  EXPECT_FALSE(next(finding()));
  clock.advance(base::Millis{1000});
  EXPECT_EQ(book.ripe(clock.now()), std::set{hook});
  const auto woken = next(finding());
  ASSERT_TRUE(woken);
  EXPECT_EQ(woken->state, AlertState::kFiring);
  EXPECT_EQ(woken->id, alert.id);
  EXPECT_FALSE(woken->until);
}

TEST_F(DaemonDone1AlertBook, ResolvesWhileItIsSnoozed) {
  auto alert = fired();
  alert.state = AlertState::kSnoozed;
  alert.until = clock.now().wall + base::Millis{60000};
  book.keep(alert, clock.now());
  EXPECT_EQ(next(std::nullopt)->state, AlertState::kResolved) << "nobody swallows the end";
}

TEST_F(DaemonDone1AlertBook, WhatIsFoundIsFollowedOnceAMinute) {
  fired();
  clock.advance(base::Millis{59000});
  EXPECT_FALSE(next(finding(6)));
  clock.advance(base::Millis{1000});
  EXPECT_EQ(next(finding(7))->value, 7);
  clock.advance(base::Millis{60000});
  EXPECT_FALSE(next(finding(7))) << "nothing is new";
}

TEST_F(DaemonDone1AlertBook, ARestartGoesOnWithTheOpenOne) {
  const auto alert = fired();
  AlertBook again({alert});
  EXPECT_FALSE(again.next(rule, hook, Finding{alert.value, alert.message}, clock.now(), ids));
  EXPECT_EQ(again.next(rule, hook, std::nullopt, clock.now(), ids)->id, alert.id);
}

TEST_F(DaemonDone1AlertBook, AlertsOfARuleThatIsGoneResolve) {
  const auto alert = fired();
  EXPECT_TRUE(book.orphans(hook, {rule}, clock.now().wall).empty());
  const auto gone = book.orphans(hook, {}, clock.now().wall);
  ASSERT_EQ(gone.size(), 1u);
  EXPECT_EQ(gone[0].id, alert.id);
  EXPECT_EQ(gone[0].state, AlertState::kResolved);
}

}  // namespace
}  // namespace hookline::health
