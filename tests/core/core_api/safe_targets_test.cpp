#include "core_api/safe_targets.h"

#include <gtest/gtest.h>

namespace hookline::core_api {
namespace {

nlohmann::json hook(const std::string& url, nlohmann::json changes = nlohmann::json::object()) {
  nlohmann::json entry{{"name", "Sales"}, {"chatbotId", "*"}, {"kind", "custom"}, {"url", url},
                       {"events", {"*"}}, {"enabled", true},  {"test", false}};
  entry.merge_patch(changes);
  return entry;
}

bool isSafe(const nlohmann::json& entry) { return unsafeTargets(nlohmann::json::array({entry}), {"bot_1", {"lead.captured"}}).empty(); }

TEST(SafeTargets, LoopbackIsSafe) {
  EXPECT_TRUE(isSafe(hook("http://127.0.0.1:8788/hook")));
  EXPECT_TRUE(isSafe(hook("http://127.9.9.9/")));
  EXPECT_TRUE(isSafe(hook("http://[::1]:8788/")));
  EXPECT_TRUE(isSafe(hook("http://localhost:8788/")));
  EXPECT_TRUE(isSafe(hook("http://hook.localhost/")));
}

TEST(SafeTargets, EverythingElseIsNotUnlessItIsMarkedForTests) {
  EXPECT_FALSE(isSafe(hook("https://hooks.example.com/x")));
  EXPECT_FALSE(isSafe(hook("http://10.0.0.5/")));
  EXPECT_FALSE(isSafe(hook("https://localhost.example.com/")));
  EXPECT_FALSE(isSafe(hook("https://notlocalhost/")));
  EXPECT_FALSE(isSafe(hook("")));
  EXPECT_TRUE(isSafe(hook("https://hooks.example.com/x", {{"test", true}})));
}

/// A stand-in of a service whose address follows from its settings.
TEST(SafeTargets, AServiceOnLoopbackIsSafe) {
  EXPECT_TRUE(isSafe(hook("", {{"kind", "hubspot"}, {"settings", {{"baseUrl", "http://127.0.0.1:8790/hubspot"}}}})));
  EXPECT_FALSE(isSafe(hook("", {{"kind", "hubspot"}, {"settings", {{"baseUrl", "https://hubspot.example.com"}}}})));
  EXPECT_FALSE(isSafe(hook("", {{"kind", "hubspot"}, {"settings", nlohmann::json::object()}})));
}

TEST(SafeTargets, WhatTakesNoneOfTheEventsDoesNotMatter) {
  EXPECT_TRUE(isSafe(hook("https://hooks.example.com/", {{"enabled", false}})));
  EXPECT_TRUE(isSafe(hook("https://hooks.example.com/", {{"chatbotId", "bot_2"}})));
  EXPECT_TRUE(isSafe(hook("https://hooks.example.com/", {{"events", {"message.sent"}}})));
  EXPECT_FALSE(isSafe(hook("https://hooks.example.com/", {{"events", {"message.sent", "lead.*"}}})));
  EXPECT_FALSE(isSafe(hook("https://hooks.example.com/", {{"chatbotId", "bot_1"}})));
}

TEST(SafeTargets, WithoutTypesEveryTypeIsMeant) {
  const auto all = nlohmann::json::array({hook("https://hooks.example.com/", {{"events", {"message.sent"}}})});
  EXPECT_EQ(unsafeTargets(all, {"bot_1", {}}).size(), 1U);
}

TEST(SafeTargets, NamesTheHostAndNotTheWholeAddress) {
  const auto found = unsafeTargets(nlohmann::json::array({hook("https://hooks.example.com/services/T0/secret")}), {"bot_1", {}});
  EXPECT_EQ(found, (std::vector<std::string>{"Sales (hooks.example.com)"}));
}

TEST(SafeTargets, WhatCannotBeReadIsNotSafe) {
  EXPECT_EQ(unsafeTargets(nlohmann::json::array({"nonsense"}), {"bot_1", {}}).size(), 1U);
  EXPECT_FALSE(isSafe({{"name", "bare"}, {"events", {"*"}}}));
}

}  // namespace
}  // namespace hookline::core_api
