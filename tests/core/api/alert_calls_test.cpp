#include <gmock/gmock.h>

#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using model::Role;
using ::testing::HasSubstr;

/// Alerts through the real router, store, engine and watch, on a network that a script answers.
class DaemonDone1AlertCalls : public ::testing::Test {
 protected:
  ApiStack stack;

  /// A webhook whose deliveries all fail at once, and so many of them.
  std::string failing(int times) {
    stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(400, "no thanks"); });
    const auto hook = stack.webhook();
    for (int i = 0; i < times; ++i)
      EXPECT_EQ(stack.post("/api/events", {{"type", "custom.thing"}, {"chatbotId", "bot_1"}, {"data", json::object()}}).status, 202);
    return hook;
  }
  /// The only alert, when it is in this state.
  json alert(const std::string& state) {
    const auto answer = stack.until("/api/alerts?state=" + state, [](const json& body) { return body["items"].size() == 1; });
    EXPECT_EQ(answer.body["items"].size(), 1u) << answer.text;
    return answer.body["items"].empty() ? json::object() : answer.body["items"][0];
  }
  std::string inDays(int days) const { return base::formatIso(stack.clock.now().wall + std::chrono::hours{24 * days}); }
};

TEST_F(DaemonDone1AlertCalls, FailuresOfTheEngineFireAndAPersonAcknowledgesAndSnoozes) {
  const auto hook = failing(5);
  const auto fired = alert("firing");
  EXPECT_EQ(fired["type"], "consecutive_failures");
  EXPECT_EQ(fired["webhookId"], hook);
  EXPECT_EQ(fired["message"], "Webhook " + hook + " has failed 5 times consecutively");
  EXPECT_EQ(fired["value"], 5);
  EXPECT_FALSE(fired.contains("until"));
  const auto path = "/api/alerts/" + fired["id"].get<std::string>();
  EXPECT_EQ(stack.call("POST", path + "/acknowledge", "", Role::kViewer).status, 403);
  const auto acknowledged = stack.call("POST", path + "/acknowledge", "", Role::kOperator);
  EXPECT_EQ(acknowledged.status, 200) << acknowledged.text;
  EXPECT_EQ(acknowledged.body["state"], "acknowledged");
  const auto until = inDays(30 - 1);
  const auto snoozed = stack.post(path + "/snooze", {{"until", until}});
  EXPECT_EQ(snoozed.status, 200) << snoozed.text;
  EXPECT_EQ(snoozed.body["state"], "snoozed");
  EXPECT_EQ(snoozed.body["until"], until);
  stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(200); });
  stack.post("/api/events", {{"type", "custom.thing"}, {"chatbotId", "bot_1"}, {"data", json::object()}});
  EXPECT_EQ(alert("resolved")["id"], fired["id"]);
  const auto late = stack.post(path + "/snooze", {{"until", until}});
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.text, HasSubstr("is resolved"));
  EXPECT_EQ(stack.post(path + "/acknowledge", json::object()).status, 409);
  const auto who = "tester " + fired["id"].get<std::string>() + ";";
  EXPECT_EQ(stack.audited("alert.acknowledge"), who) << "what was refused is not audited";
  EXPECT_EQ(stack.audited("alert.snooze"), who);
}

TEST_F(DaemonDone1AlertCalls, TheStreamTellsOfTheAlertAndOfTheHealth) {
  std::mutex mutex;
  std::map<std::string, json> last;
  const auto subscription = stack.hub->listen("", [&](const Notice& notice) {
    std::scoped_lock lock(mutex);
    last[notice.kind] = json::parse(notice.json);
  });
  const auto hook = failing(5);
  const auto fired = alert("firing");
  stack.hub->flush();
  std::scoped_lock lock(mutex);
  ASSERT_TRUE(last.contains("alert"));
  EXPECT_EQ(last["alert"]["id"], fired["id"]);
  EXPECT_EQ(last["alert"]["summary"], fired);
  ASSERT_TRUE(last.contains("health"));
  EXPECT_EQ(last["health"]["id"], hook);
  EXPECT_EQ(last["health"]["summary"]["webhookId"], hook);
  EXPECT_EQ(last["health"]["summary"]["state"], "failing");
  EXPECT_EQ(last["health"]["summary"]["consecutiveFailures"], 5);
}

TEST_F(DaemonDone1AlertCalls, TheGuidesRulesAreThereAndCanBeDisabled) {
  const auto rules = stack.call("GET", "/api/alert-rules", "", Role::kViewer);
  ASSERT_EQ(rules.status, 200);
  EXPECT_EQ(rules.body["next"], nullptr);
  ASSERT_EQ(rules.body["items"].size(), 2u);
  EXPECT_EQ(rules.body["items"][0]["type"], "consecutive_failures");
  EXPECT_EQ(rules.body["items"][1]["type"], "low_success_rate");
  auto items = rules.body["items"];
  items[0]["enabled"] = false;
  EXPECT_EQ(stack.call("PUT", "/api/alert-rules", json({{"items", items}}).dump(), Role::kOperator).status, 403);
  const auto put = stack.call("PUT", "/api/alert-rules", json({{"items", items}}).dump());
  EXPECT_EQ(put.status, 200) << put.text;
  EXPECT_EQ(put.body["items"], items);
  EXPECT_EQ(stack.get("/api/alert-rules").body["items"], items);
  EXPECT_EQ(stack.audited("alert-rules.replace"), "tester 2 rules;");
}

TEST_F(DaemonDone1AlertCalls, AListOfRulesIsTakenWholeOrNotAtAll) {
  const auto before = stack.get("/api/alert-rules").body;
  const auto put = [&](const json& body) { return stack.call("PUT", "/api/alert-rules", body.dump()); };
  const json good{{"type", "consecutive_failures"}};
  EXPECT_EQ(put(json::object()).detail("/items"), "is required: the whole list of rules");
  EXPECT_THAT(put({{"items", {good, {{"type", "dead"}}}}}).detail("/items/1/type"), HasSubstr("must be consecutive_failures"));
  EXPECT_THAT(put({{"items", {good, {{"type", "low_success_rate"}, {"threshold", 5}}}}}).detail("/items/1/threshold"),
              HasSubstr("success rate"));
  const json gone{{"type", "consecutive_failures"}, {"scope", {{"webhookId", model::WebhookId{77}.text()}}}};
  EXPECT_THAT(put({{"items", {good, gone}}}).detail("/items/1/scope/webhookId"), HasSubstr("is no webhook"));
  const json notifying{{"type", "consecutive_failures"}, {"notify", {stack.webhook()}}};
  const auto refused = put({{"items", {good, notifying}}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.detail("/items/1/notify"), HasSubstr("sends no notifications yet"));
  EXPECT_EQ(stack.get("/api/alert-rules").body, before);
}

TEST_F(DaemonDone1AlertCalls, BadInputIsNamed) {
  const auto detail = [&](const std::string& query, const std::string& path) { return stack.get("/api/alerts" + query).detail(path); };
  EXPECT_THAT(detail("?state=loud", "?state"), HasSubstr("must be firing, acknowledged, snoozed or resolved"));
  EXPECT_NE(detail("?webhookId=7", "?webhookId"), "");
  EXPECT_THAT(detail("?cursor=7", "?cursor"), HasSubstr("\"next\""));
  EXPECT_NE(detail("?limit=501", "?limit"), "");
  EXPECT_NE(detail("?sate=firing", "?sate"), "");
  EXPECT_EQ(stack.get("/api/alerts").body, json({{"items", json::array()}, {"next", nullptr}}));
  const auto path = "/api/alerts/" + model::AlertId{5}.text();
  EXPECT_EQ(stack.post("/api/alerts/5/acknowledge", json::object()).status, 404);
  EXPECT_EQ(stack.post(path + "/acknowledge", json::object()).body["error"], "Alert not found");
  EXPECT_EQ(stack.post(path + "/snooze", json::object()).detail("/until"), "is required: when the alert is to fire again");
  EXPECT_THAT(stack.post(path + "/snooze", {{"until", inDays(31)}}).detail("/until"), HasSubstr("within 30 days"));
  EXPECT_THAT(stack.post(path + "/snooze", {{"until", inDays(-1)}}).detail("/until"), HasSubstr("a time to come"));
  EXPECT_EQ(stack.post(path + "/snooze", {{"until", inDays(1)}}).status, 404);
}

}  // namespace
}  // namespace hookline::api::testing
