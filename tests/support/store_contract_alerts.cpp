#include "support/store_contract_alerts.h"

#include <gmock/gmock.h>

namespace hookline::support {

using model::Alert;
using model::AlertState;
using testing::ElementsAre;
using testing::IsEmpty;

Alert DaemonDone1AlertStore::newAlert(model::AlertRuleId rule, model::WebhookId webhook, AlertState state) {
  Alert made;
  made.id.value = ids_->next();
  made.ruleId = rule;
  made.type = model::AlertType::kLowSuccessRate;
  made.webhookId = webhook;
  made.message = "success rate is 88.2%";
  made.state = state;
  made.since = now();
  made.value = 0.8823;
  return made;
}

base::Status DaemonDone1AlertStore::put(std::vector<Alert> alerts, std::optional<store::AuditEntry> audit) {
  return await<void>([&](auto done) { store_->putAlerts(std::move(alerts), std::move(audit), std::move(done)); });
}

store::AlertPage DaemonDone1AlertStore::list(store::AlertQuery query) {
  auto page = await<store::AlertPage>([&](auto done) { store_->alerts(std::move(query), std::move(done)); });
  EXPECT_TRUE(page) << page.error().message;
  return page.value_or(store::AlertPage{});
}

store::StoredConfig DaemonDone1AlertStore::config() {
  auto read = await<store::StoredConfig>([&](auto done) { store_->config(std::move(done)); });
  EXPECT_TRUE(read) << read.error().message;
  return read.value_or(store::StoredConfig{});
}

TEST_P(DaemonDone1AlertStore, RulesAreReplacedAsAWholeAndNoneIsNotNever) {
  EXPECT_FALSE(config().alertRules) << "nobody put any";
  auto rules = model::guideRules();
  rules[0].id.value = ids_->next();
  rules[1].id.value = ids_->next();
  rules[1].chatbotId = "bot_1";
  rules[1].enabled = false;
  const auto putRules = [&](const std::vector<model::AlertRule>& some) {
    return await<void>([&](auto done) { store_->putAlertRules(some, audit("alert-rules.replace"), std::move(done)); });
  };
  ASSERT_TRUE(putRules(rules));
  EXPECT_GE((reopen(), store_->highestId()), rules[1].id.value);
  EXPECT_EQ(config().alertRules, rules);
  ASSERT_TRUE(putRules({rules[1]}));
  EXPECT_EQ(config().alertRules, std::vector{rules[1]});
  ASSERT_TRUE(putRules({}));
  reopen();
  ASSERT_TRUE(config().alertRules);
  EXPECT_THAT(*config().alertRules, IsEmpty());
}

TEST_P(DaemonDone1AlertStore, AnOpenAlertComesBackAfterARestart) {
  auto firing = newAlert({1}, {7});
  auto snoozed = newAlert({1}, {8}, AlertState::kSnoozed);
  snoozed.until = now() + base::Millis{60000};
  ASSERT_TRUE(put({firing, snoozed, newAlert({1}, {9}, AlertState::kResolved)}));
  reopen();
  EXPECT_GE(store_->highestId(), snoozed.id.value);
  EXPECT_THAT(config().openAlerts, ElementsAre(firing, snoozed));
  firing.state = AlertState::kResolved;
  firing.until = now();
  firing.message = "it is over";
  ASSERT_TRUE(put({firing}));
  EXPECT_THAT(config().openAlerts, ElementsAre(snoozed));
  EXPECT_THAT(list({.states = {}, .webhookId = {7}, .before = {}}).alerts, ElementsAre(firing));
}

TEST_P(DaemonDone1AlertStore, ARuleHasOneOpenAlertForAWebhook) {
  const auto first = newAlert({1}, {7});
  ASSERT_TRUE(put({first}));
  ASSERT_TRUE(put({first})) << "a repeat is no other";
  const auto refused = put({newAlert({1}, {8}), newAlert({1}, {7})});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::Errc::kConflict);
  EXPECT_THAT(config().openAlerts, ElementsAre(first)) << "all or none";
  EXPECT_TRUE(put({newAlert({2}, {7}), newAlert({1}, {7}, AlertState::kResolved)}));
}

TEST_P(DaemonDone1AlertStore, ListsNewestFirstByStateAndWebhookInPages) {
  std::vector<Alert> all;
  for (std::int64_t i = 0; i < 5; ++i) all.push_back(newAlert({1}, {7 + i}, i % 2 == 0 ? AlertState::kFiring : AlertState::kResolved));
  ASSERT_TRUE(put(all));
  const auto first = list({.states = {}, .webhookId = {}, .before = {}, .limit = 2});
  EXPECT_THAT(first.alerts, ElementsAre(all[4], all[3]));
  ASSERT_TRUE(first.next);
  const auto rest = list({.states = {}, .webhookId = {}, .before = *first.next, .limit = 3});
  EXPECT_THAT(rest.alerts, ElementsAre(all[2], all[1], all[0]));
  EXPECT_FALSE(rest.next) << "nothing follows a full last page";
  EXPECT_THAT(list({.states = {AlertState::kResolved, AlertState::kSnoozed}, .webhookId = {}, .before = {}}).alerts,
              ElementsAre(all[3], all[1]));
  EXPECT_THAT(list({.states = {AlertState::kFiring}, .webhookId = {9}, .before = {}}).alerts, ElementsAre(all[2]));
}

TEST_P(DaemonDone1AlertStore, OfTheResolvedOnesTheNewestStay) {
  const auto open = newAlert({1}, {7});
  std::vector<Alert> resolved;
  for (std::size_t i = 0; i < store::Store::kKeptAlerts + 3; ++i) resolved.push_back(newAlert({1}, {8}, AlertState::kResolved));
  ASSERT_TRUE(put({open}));
  ASSERT_TRUE(put(resolved));
  std::vector<Alert> left;
  store::AlertQuery query{.states = {}, .webhookId = {}, .before = {}, .limit = 500};
  for (std::optional<model::AlertId> next = model::AlertId{}; next;) {
    query.before = *next;
    auto page = list(query);
    left.insert(left.end(), page.alerts.begin(), page.alerts.end());
    next = page.next;
  }
  ASSERT_EQ(left.size(), store::Store::kKeptAlerts + 1);
  EXPECT_EQ(left.front(), resolved.back());
  EXPECT_EQ(left.back(), open) << "however old, what is open stays";
}

TEST_P(DaemonDone1AlertStore, FiguresOfSomeWebhooksAreThoseAlone) {
  const auto a = addWebhook("A");
  const auto b = addWebhook("B");
  made(a, model::DeliveryState::kDelivered);
  made(b, model::DeliveryState::kDead);
  const auto read = await<std::vector<model::WebhookFigures>>([&](auto done) {
    store_->figures({.since = {}, .webhooks = {b, {99}}}, std::move(done));
  });
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ(read->front().webhookId, b);
  EXPECT_EQ(read->front().minutes.size(), 1u);
}

}  // namespace hookline::support
