#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api_stack.h"

namespace hookline::api::testing {
namespace {

using model::Role;

TEST(EngineDone5, StorageRulesAreReadAndChangedAndKept) {
  ApiStack stack;
  EXPECT_EQ(stack.get("/api/settings").body["storage"]["keepDays"], 30);
  const auto changed = stack.call("PATCH", "/api/settings", R"({"storage":{"keepDays":7,"keepDeadDays":90}})");
  EXPECT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.body["storage"]["keepDays"], 7);
  EXPECT_EQ(stack.get("/api/settings").body["storage"]["keepDeadDays"], 90);
  EXPECT_EQ(stack.limits.rules().keepDays, 7);
}

TEST(EngineDone5, OnlyAnAdminChangesStorageRules) {
  ApiStack stack;
  EXPECT_EQ(stack.call("PATCH", "/api/settings", R"({"storage":{"keepDays":7}})", Role::kOperator).status, 403);
  EXPECT_EQ(stack.limits.rules().keepDays, 30);
}

TEST(EngineBadInput, AWrongStorageRuleChangesNothing) {
  ApiStack stack;
  const auto refused = stack.call("PATCH", "/api/settings", R"({"storage":{"keepDays":0,"maxWaiting":9}})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["details"][0]["path"], "/storage/keepDays");
  EXPECT_EQ(stack.limits.rules(), model::StorageRules{});
  EXPECT_EQ(stack.call("PATCH", "/api/settings", R"({"storrage":{}})").status, 422);
}

TEST(EngineDone5, WhatAnOptionDecidedIsNotChangedByACall) {
  ApiStack stack;
  stack.fixedLimits = {"keepDays"};
  stack.router = std::make_unique<Router>(stack.services());
  EXPECT_EQ(stack.get("/api/settings").body["fixed"], json::array({"keepDays"}));
  const auto refused = stack.call("PATCH", "/api/settings", R"({"storage":{"keepDays":7}})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["details"][0]["path"], "/storage/keepDays");
  EXPECT_EQ(stack.call("PATCH", "/api/settings", R"({"storage":{"keepDeadDays":9}})").status, 200);
}

TEST(EngineDone2, AQueueNearItsLimitAnswers429AndThen507) {
  ApiStack stack;
  stack.webhook();
  ASSERT_EQ(stack.call("POST", "/api/pause").status, 200);
  const auto post = [&] { return stack.post("/api/events", {{"type", "lead.won"}, {"chatbotId", "bot_1"}, {"data", json::object()}}); };
  for (int i = 0; i < 9; ++i) EXPECT_EQ(post().status, 202);
  stack.limits.set({.maxWaiting = 10});
  const auto busy = post();
  EXPECT_EQ(busy.status, 429) << busy.text;
  EXPECT_FALSE(busy.header("Retry-After").empty());
  stack.limits.set({.maxWaiting = 9});
  EXPECT_EQ(post().status, 507);
  stack.limits.set({});
  EXPECT_EQ(post().status, 202);
}

}  // namespace
}  // namespace hookline::api::testing
