#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "support/store_contract.h"

namespace hookline::support {

using model::DeliveryState;

namespace {

std::vector<std::int64_t> idsOf(const store::DeliveryPage& page) {
  std::vector<std::int64_t> ids;
  for (const auto& row : page.rows) ids.push_back(row.id.value);
  return ids;
}

}  // namespace

TEST_P(StoreContract, PagesShowEveryRowOnceNewestFirst) {
  const auto hook = addWebhook();
  const auto other = addWebhook("Other");
  std::vector<std::int64_t> all;
  for (int i = 0; i < 53; ++i) {
    all.push_back(made(i % 3 == 0 ? other : hook, static_cast<DeliveryState>(i % 7)).value);
  }
  std::sort(all.begin(), all.end(), std::greater<>());
  EXPECT_EQ(idsOf(list({})), all);
  store::DeliveryQuery dead;
  dead.states = {DeliveryState::kDead};
  store::DeliveryQuery waiting;
  waiting.states = {DeliveryState::kPending, DeliveryState::kRetrying, DeliveryState::kDelivering};
  store::DeliveryQuery ofOther;
  ofOther.webhooks = {other};
  store::DeliveryQuery both;
  both.webhooks = {other, hook};
  store::DeliveryQuery deadOfOther = dead;
  deadOfOther.webhooks = {other};
  store::DeliveryQuery mixed;
  mixed.states = {DeliveryState::kHeld, DeliveryState::kDelivered};
  for (const auto& query : {store::DeliveryQuery{}, dead, waiting, ofOther, both, deadOfOther, mixed}) {
    for (const std::size_t limit : {1u, 4u, 7u}) {
      const auto whole = list(query);
      EXPECT_FALSE(whole.next);
      const auto expected = idsOf(whole);
      EXPECT_TRUE(std::is_sorted(expected.begin(), expected.end(), std::greater<>()));
      std::vector<std::int64_t> seen;
      model::DeliveryId before;
      for (int pages = 0; pages < 2000; ++pages) {
        const auto page = list(query, limit, before);
        for (const auto id : idsOf(page)) seen.push_back(id);
        if (!page.next) break;
        before = *page.next;
        if (pages < 3) acceptOne(hook);  // what is new meanwhile stands above the page
      }
      EXPECT_EQ(seen, expected);
    }
  }
}

TEST_P(StoreContract, EveryFilterKeepsOutWhatDoesNotFit) {
  const auto hook = addWebhook();
  auto first = event("order-1", {hook});
  auto second = event("order-2", {hook});
  second.event.type = "purchase.intent";
  second.event.chatbotId = "bot_2";
  second.event.conversationId = "conv_2";
  second.event.person = {"grace@example.com", "Grace Hopper", "v-2"};
  second.event.simulated = true;
  const auto one = accept(std::move(first)).deliveries.front().id;
  clock_.advance(base::Millis{10'000});
  second.acceptedAt = now();
  const auto two = accept(std::move(second)).deliveries.front().id;
  ASSERT_TRUE(claim(two, now() - base::Millis{10'000}));
  ASSERT_TRUE(record(result(two, hook, 1, DeliveryState::kRetrying)).applied);

  const auto only = [&](const std::function<void(store::DeliveryQuery&)>& change) {
    store::DeliveryQuery query;
    change(query);
    const auto facets = await<store::Facets>([&](auto done) { store_->facets(query, std::move(done)); });
    const auto ids = idsOf(list(query));
    EXPECT_EQ(facets->total, ids.size());
    EXPECT_TRUE(facets->exact);
    return ids;
  };
  using testing::ElementsAre;
  EXPECT_THAT(only([](auto& q) { q.eventTypes = {"purchase.intent", "x.y"}; }), ElementsAre(two.value));
  EXPECT_THAT(only([](auto& q) { q.chatbotId = "bot_1"; }), ElementsAre(one.value));
  EXPECT_THAT(only([](auto& q) { q.conversationId = "conv_2"; }), ElementsAre(two.value));
  EXPECT_THAT(only([](auto& q) { q.email = "Ada@Example.com"; }), ElementsAre(one.value));
  EXPECT_THAT(only([&](auto& q) { q.since = now(); }), ElementsAre(two.value));
  EXPECT_THAT(only([&](auto& q) { q.until = now(); }), ElementsAre(one.value));
  EXPECT_THAT(only([](auto& q) { q.status = 503; }), ElementsAre(two.value));
  EXPECT_THAT(only([](auto& q) { q.errorClass = model::ErrorClass::kServerError; }), ElementsAre(two.value));
  EXPECT_THAT(only([](auto& q) { q.simulated = true; }), ElementsAre(two.value));
  EXPECT_THAT(only([](auto& q) { q.simulated = false; }), ElementsAre(one.value));
  EXPECT_THAT(only([](auto& q) { q.states = {DeliveryState::kRetrying}; }), ElementsAre(two.value));
  EXPECT_THAT(only([](auto& q) { q.text = "HOPPER"; }), ElementsAre(two.value));
  EXPECT_THAT(only([](auto& q) { q.text = "order-"; }), ElementsAre(two.value, one.value));
  EXPECT_THAT(only([&](auto& q) { q.text = one.text().substr(4); }), ElementsAre(one.value));
  EXPECT_THAT(only([](auto& q) { q.text = "nobody"; }), ElementsAre());
}

TEST_P(StoreContract, ARowShowsItsEvent) {
  const auto hook = addWebhook();
  const auto id = accept(event("order-1", {hook})).deliveries.front().id;
  const auto page = list({});
  ASSERT_EQ(page.rows.size(), 1u);
  const auto& row = page.rows[0];
  EXPECT_EQ(row.id, id);
  EXPECT_EQ(row.eventId, "order-1");
  EXPECT_EQ(row.eventType, "lead.captured");
  EXPECT_EQ(row.chatbotId, "bot_1");
  EXPECT_EQ(row.conversationId, "conv_1");
  EXPECT_EQ(row.person.name, "Ada Lovelace");
  EXPECT_EQ(row.webhookId, hook);
  EXPECT_EQ(row.createdAt, now());
  EXPECT_EQ(row.due, now());
  EXPECT_EQ(row.errorClass, model::ErrorClass::kNone);
  EXPECT_EQ(row.status, std::nullopt);
  EXPECT_EQ(detail(id).eventBody, "{\"id\":\"order-1\",\"data\":{}}");
}

TEST_P(StoreContract, FacetsWithoutFiltersAreExactInEveryState) {
  const auto hook = addWebhook();
  std::map<DeliveryState, std::uint64_t> expected;
  for (int i = 0; i < 20; ++i) {
    const auto state = static_cast<DeliveryState>(i % 7);
    made(hook, state);
    ++expected[state];
  }
  const auto purged = made(hook, DeliveryState::kDead);
  ASSERT_TRUE(await<std::uint64_t>([&](auto done) { store_->purgeDead({purged}, std::move(done)); }));
  const auto facets = await<store::Facets>([&](auto done) { store_->facets({}, std::move(done)); });
  ASSERT_TRUE(facets);
  EXPECT_TRUE(facets->exact);
  EXPECT_EQ(facets->total, 20u);
  std::map<DeliveryState, std::uint64_t> counted;
  for (const auto& one : facets->byStateAndWebhook) counted[one.state] += one.count;
  EXPECT_EQ(counted, expected);
  ASSERT_EQ(facets->byType.size(), 1u);
  EXPECT_EQ(facets->byType[0].type, "lead.captured");
  EXPECT_EQ(facets->byType[0].count, 20u);
}

TEST_P(StoreContract, DueDeliveriesComeEarliestFirstAndSayWhetherMoreWait) {
  const auto hook = addWebhook();
  std::vector<store::NewEvent> batch;
  for (const int delay : {50, 10, 40, 10}) {
    batch.push_back(generatedEvent({hook}));
    batch.back().deliveries[0].due = now() + base::Millis{delay};
  }
  const auto accepted = await<std::vector<store::AcceptedEvent>>([&](auto done) { store_->accept(std::move(batch), std::move(done)); });
  ASSERT_TRUE(accepted);
  const auto id = [&](std::size_t i) { return accepted->at(i).deliveries.front().id; };
  const auto some = await<store::DuePage>([&](auto done) { store_->due(hook, 3, std::move(done)); });
  ASSERT_EQ(some->items.size(), 3u);
  EXPECT_FALSE(some->complete);
  EXPECT_EQ(some->items[0].id, id(1));
  EXPECT_EQ(some->items[1].id, id(3));
  EXPECT_EQ(some->items[2].id, id(2));
  EXPECT_EQ(some->items[0].event->id, accepted->at(1).id);
  const auto all = await<store::DuePage>([&](auto done) { store_->due(hook, 4, std::move(done)); });
  EXPECT_EQ(all->items.size(), 4u);
  EXPECT_TRUE(all->complete);
}

TEST_P(StoreContract, APageOfDueDeliveriesIsBoundedByItsBodies) {
  const auto hook = addWebhook();
  const std::string big(6 * 1024 * 1024, 'x');
  for (int i = 0; i < 4; ++i) accept(event("big-" + std::to_string(i), {hook}, big));
  const auto page = await<store::DuePage>([&](auto done) { store_->due(hook, 100, std::move(done)); });
  ASSERT_TRUE(page);
  EXPECT_EQ(page->items.size(), 2u);
  EXPECT_FALSE(page->complete);
}

TEST_P(StoreContract, DeadLettersAreGroupedByCause) {
  const auto hook = addWebhook();
  const auto began = now();
  made(hook, DeliveryState::kDead);
  clock_.advance(base::Millis{1000});
  made(hook, DeliveryState::kDead);
  const auto id = made(hook, DeliveryState::kDelivering);
  auto gone = result(id, hook, 1, DeliveryState::kDead);
  gone.attempt.errorClass = model::ErrorClass::kRefused;
  gone.attempt.status = std::nullopt;
  EXPECT_TRUE(record(std::move(gone)).applied);
  made(hook, DeliveryState::kDelivered);
  auto groups = await<std::vector<store::DeadGroup>>([&](auto done) { store_->deadGroups(std::move(done)); });
  ASSERT_TRUE(groups);
  ASSERT_EQ(groups->size(), 2u);
  const auto& server = groups->at(groups->at(0).errorClass == model::ErrorClass::kServerError ? 0 : 1);
  const auto& refused = groups->at(groups->at(0).errorClass == model::ErrorClass::kServerError ? 1 : 0);
  EXPECT_EQ(server.count, 2u);
  EXPECT_EQ(server.conversations, 1u);
  EXPECT_EQ(server.status, 503);
  EXPECT_EQ(server.oldest, began);
  EXPECT_EQ(server.webhookId, hook);
  EXPECT_EQ(refused.errorClass, model::ErrorClass::kRefused);
  EXPECT_EQ(refused.status, std::nullopt);
}

}  // namespace hookline::support
