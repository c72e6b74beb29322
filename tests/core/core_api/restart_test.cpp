#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/await.h"
#include "base/time.h"
#include "support/test_core.h"

namespace hookline::core_api {
namespace {

using nlohmann::json;

/// A core that is opened again on what the one before left.
class DaemonDone1Restart : public ::testing::Test {
 protected:
  json ask(const std::string& method, const std::string& path, const json& body, int status) {
    api::Request request;
    request.method = method;
    request.path = path;
    if (!body.is_null()) request.body = body.dump();
    request.principal = model::Principal{"owner", model::Role::kAdmin, {}};
    const auto answer = base::await<api::Response>([&](auto done) { core->call(std::move(request), std::move(done)); });
    EXPECT_TRUE(answer);
    if (!answer) return {};
    EXPECT_EQ(answer->status, status) << answer->body;
    return json::parse(answer->body, nullptr, false);
  }
  json get(const std::string& path) { return ask("GET", path, nullptr, 200); }
  void restart() {
    core.reset();
    core = support::openTestCore(folder);
  }

  support::TempFolder folder;
  std::unique_ptr<Core> core = support::openTestCore(folder);
};

TEST_F(DaemonDone1Restart, TheRulesOfAlertsStayAsTheyWerePut) {
  auto rules = get("/api/alert-rules")["items"];
  ASSERT_EQ(rules.size(), 2u);
  restart();
  EXPECT_EQ(get("/api/alert-rules")["items"], rules) << "the guide's are stored, not made anew";
  rules.erase(1);
  rules[0]["threshold"] = 3;
  ask("PUT", "/api/alert-rules", {{"items", rules}}, 200);
  restart();
  EXPECT_EQ(get("/api/alert-rules")["items"], rules);
  ask("PUT", "/api/alert-rules", {{"items", json::array()}}, 200);
  restart();
  EXPECT_EQ(get("/api/alert-rules")["items"], json::array());
}

TEST_F(DaemonDone1Restart, HowLongThingsAreKeptStaysAsItWasPut) {
  ask("PATCH", "/api/settings", {{"storage", {{"keepDays", 7}, {"keepPayloadDays", 3}, {"maxWaiting", 1000}}}}, 200);
  const auto put = get("/api/settings")["storage"];
  EXPECT_EQ(put["keepDays"], 7);
  restart();
  EXPECT_EQ(get("/api/settings")["storage"], put);
}

TEST_F(DaemonDone1Restart, APauseOfAllSendingStaysUntilSomebodyEndsIt) {
  ask("POST", "/api/pause", {{"until", base::formatIso(base::wallNow() + std::chrono::hours{1})}}, 200);
  const auto paused = get("/api/status");
  EXPECT_EQ(paused["allPaused"], true);
  restart();
  const auto after = get("/api/status");
  for (const auto* name : {"allPaused", "allPausedSince", "allPausedUntil"}) EXPECT_EQ(after.value(name, json()), paused.at(name)) << name;
  ask("POST", "/api/resume", nullptr, 200);
  restart();
  EXPECT_EQ(get("/api/status")["allPaused"], false);
}

TEST_F(DaemonDone1Restart, EventTypesOfOnesOwnAreStillCheckedAfterIt) {
  const json type{{"type", "order.paid"}, {"schema", {{"required", {"total"}}, {"properties", {{"total", {{"type", "number"}}}}}}}};
  ask("PUT", "/api/event-types", {{"items", {type}}}, 200);
  const auto types = get("/api/event-types");
  restart();
  EXPECT_EQ(get("/api/event-types"), types);
  const json event{{"type", "order.paid"}, {"chatbotId", "bot_1"}, {"data", json::object()}};
  EXPECT_EQ(ask("POST", "/api/events", event, 422)["details"][0]["path"], "/data/total");
}

}  // namespace
}  // namespace hookline::core_api
