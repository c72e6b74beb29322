#include "api/delivery_lists.h"

#include <gtest/gtest.h>

#include "api/delivery_filter.h"

namespace hookline::api::internal {
namespace {

using model::DeliveryState;

store::DeliveryPage page(std::vector<std::int64_t> ids, std::optional<std::int64_t> next) {
  store::DeliveryPage made;
  for (const auto id : ids) {
    model::DeliveryRow row;
    row.id = {id};
    made.rows.push_back(row);
  }
  if (next) made.next = model::DeliveryId{*next};
  return made;
}

std::vector<std::int64_t> idsOf(const store::DeliveryPage& given) {
  std::vector<std::int64_t> ids;
  for (const auto& row : given.rows) ids.push_back(row.id.value);
  return ids;
}

TEST(DeliveryLists, JoinsPagesNewestFirst) {
  const auto joined = joinPages({page({9, 5, 1}, std::nullopt), page({8, 3}, std::nullopt)}, 10);
  EXPECT_EQ(idsOf(joined), (std::vector<std::int64_t>{9, 8, 5, 3, 1}));
  EXPECT_FALSE(joined.next);
}

TEST(DeliveryLists, GoesNoFurtherThanTheShortestPage) {
  const auto joined = joinPages({page({9, 5}, 5), page({8, 3, 2}, std::nullopt)}, 10);
  EXPECT_EQ(idsOf(joined), (std::vector<std::int64_t>{9, 8, 5}));
  EXPECT_EQ(joined.next->value, 5);
}

TEST(DaemonDone1DeliveryLists, OfTwoPagesThatGoOnNoRowIsSkippedWhicheverIsShorter) {
  const auto shorterFirst = joinPages({page({9, 5}, 5), page({8, 3}, 3)}, 10);
  EXPECT_EQ(idsOf(shorterFirst), (std::vector<std::int64_t>{9, 8, 5}));
  EXPECT_EQ(shorterFirst.next->value, 5) << "below 5 the first may hold more";
  const auto shorterLast = joinPages({page({8, 3}, 3), page({9, 5}, 5)}, 10);
  EXPECT_EQ(idsOf(shorterLast), (std::vector<std::int64_t>{9, 8, 5}));
  EXPECT_EQ(shorterLast.next->value, 5);
}

TEST(DeliveryLists, CutsAtTheLimitAndGoesOnBehindIt) {
  const auto joined = joinPages({page({9, 7}, std::nullopt), page({8, 6}, std::nullopt)}, 3);
  EXPECT_EQ(idsOf(joined), (std::vector<std::int64_t>{9, 8, 7}));
  EXPECT_EQ(joined.next->value, 7);
}

TEST(DeliveryLists, IsEmptyWithoutAnyQuery) {
  EXPECT_TRUE(joinPages({}, 5).rows.empty());
  EXPECT_FALSE(joinPages({}, 5).next);
}

model::ConfigSnapshot config(bool allPaused, bool pauseSecond) {
  model::ConfigSnapshot snapshot;
  for (const std::int64_t id : {1, 2}) {
    auto webhook = std::make_shared<model::Webhook>();
    webhook->id = {id};
    if (id == 2 && pauseSecond) webhook->stop.kind = model::WebhookStop::Kind::kPaused;
    snapshot.webhooks.emplace(webhook->id, webhook);
  }
  snapshot.allPaused = allPaused;
  return snapshot;
}

DeliveryFilter states(std::vector<DeliveryState> shown) {
  DeliveryFilter filter;
  filter.states.all = false;
  filter.states.shown = std::move(shown);
  return filter;
}

TEST(DeliveryFilter, AsksOnceWhenNothingIsStopped) {
  const auto queries = storeQueries(states({DeliveryState::kPending, DeliveryState::kHeld}), config(false, false));
  ASSERT_EQ(queries.size(), 1U);
  EXPECT_EQ(queries[0].states, (std::vector<DeliveryState>{DeliveryState::kHeld, DeliveryState::kPending}));
  EXPECT_TRUE(queries[0].webhooks.empty());
}

TEST(DeliveryFilter, PendingLeavesOutStoppedWebhooks) {
  const auto queries = storeQueries(states({DeliveryState::kPending}), config(false, true));
  ASSERT_EQ(queries.size(), 1U);
  EXPECT_EQ(queries[0].webhooks, std::vector<model::WebhookId>{{1}});
  EXPECT_TRUE(storeQueries(states({DeliveryState::kPending}), config(true, false)).empty());
}

TEST(DeliveryFilter, HeldIsTheirOwnAndWhatWaitsForStoppedWebhooks) {
  const auto queries = storeQueries(states({DeliveryState::kHeld}), config(false, true));
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_EQ(queries[0].states, std::vector<DeliveryState>{DeliveryState::kHeld});
  EXPECT_TRUE(queries[0].webhooks.empty());
  EXPECT_EQ(queries[1].states, (std::vector<DeliveryState>{DeliveryState::kPending, DeliveryState::kRetrying}));
  EXPECT_EQ(queries[1].webhooks, std::vector<model::WebhookId>{{2}});
}

TEST(DeliveryFilter, EverythingThatWaitsIsHeldWhileAllIsPaused) {
  const auto queries = storeQueries(states({DeliveryState::kHeld}), config(true, false));
  ASSERT_EQ(queries.size(), 1U);
  EXPECT_EQ(queries[0].states, (std::vector<DeliveryState>{DeliveryState::kHeld, DeliveryState::kPending, DeliveryState::kRetrying}));
}

TEST(DeliveryFilter, TheCallersWebhooksStayTheLimit) {
  auto filter = states({DeliveryState::kHeld, DeliveryState::kPending});
  filter.query.webhooks = {{1}};
  const auto queries = storeQueries(filter, config(false, true));
  for (const auto& query : queries) EXPECT_EQ(query.webhooks, std::vector<model::WebhookId>{{1}});
}

}  // namespace
}  // namespace hookline::api::internal
