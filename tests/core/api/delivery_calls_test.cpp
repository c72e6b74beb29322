#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using model::Role;

class DeliveryCalls : public ::testing::Test {
 protected:
  ApiStack stack;

  std::string post(const std::string& type = "custom.thing") {
    const auto accepted = stack.post("/api/events", {{"type", type}, {"chatbotId", "bot_1"}, {"data", {{"email", "a@b.example"}}}});
    EXPECT_EQ(accepted.status, 202) << accepted.text;
    return accepted.body["deliveries"].empty() ? "" : accepted.body["deliveries"][0]["id"].get<std::string>();
  }
  Answer untilState(const std::string& id, const std::string& state) {
    return stack.until("/api/deliveries/" + id, [&](const json& body) { return body["state"] == state; });
  }
  /// A delivery that the receiver refused for good.
  std::string deadLetter() {
    stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(400, "no thanks"); });
    const auto id = post();
    EXPECT_EQ(untilState(id, "dead").body["state"], "dead");
    return id;
  }
  void succeed() {
    stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(200); });
  }
};

TEST_F(DeliveryCalls, DetailShowsEveryAttempt) {
  stack.webhook();
  const auto id = post();
  const auto detail = untilState(id, "delivered");
  ASSERT_EQ(detail.status, 200);
  ASSERT_EQ(detail.body["attempts"].size(), 1U) << detail.text;
  EXPECT_EQ(detail.body["attempts"][0]["status"], 200);
  EXPECT_EQ(detail.body["attempts"][0]["request"]["method"], "POST");
  EXPECT_EQ(detail.body["event"]["type"], "custom.thing");
  EXPECT_EQ(detail.body["attemptCount"], 1);
}

TEST_F(DeliveryCalls, ListsPageNewestFirst) {
  stack.webhook();
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) ids.insert(ids.begin(), post());
  std::vector<std::string> seen;
  std::string cursor;
  int pages = 0;
  do {
    const auto page = stack.get("/api/deliveries?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.text;
    for (const auto& row : page.body["items"]) seen.push_back(row["id"]);
    cursor = page.body["next"].is_null() ? "" : page.body["next"].get<std::string>();
  } while (!cursor.empty() && ++pages < 10);
  EXPECT_EQ(seen, ids);
}

TEST_F(DeliveryCalls, HeldIsWhatWaitsForAStoppedWebhook) {
  const auto running = stack.webhook({{"name", "Running"}, {"events", {"a.one"}}});
  const auto paused = stack.webhook({{"name", "Paused"}, {"events", {"a.two"}}});
  ASSERT_EQ(stack.call("POST", "/api/webhooks/" + paused + "/pause").status, 200);
  stack.network->hold();
  const auto delivering = post("a.one");
  const auto held = post("a.two");
  ASSERT_EQ(untilState(delivering, "delivering").body["state"], "delivering");
  const auto list = stack.get("/api/deliveries?state=held");
  ASSERT_EQ(list.body["items"].size(), 1U) << list.text;
  EXPECT_EQ(list.body["items"][0]["id"], held);
  EXPECT_EQ(list.body["items"][0]["state"], "held");
  EXPECT_EQ(stack.get("/api/deliveries?state=pending").body["items"].size(), 0U);
  EXPECT_EQ(stack.get("/api/deliveries?state=pending,held,delivering").body["items"].size(), 2U);
  const auto facets = stack.get("/api/deliveries/facets").body;
  EXPECT_EQ(facets["total"], 2);
  EXPECT_EQ(facets["byState"]["held"], 1);
  EXPECT_EQ(facets["byState"]["pending"], 0);
  EXPECT_EQ(facets["byWebhook"][running], 1);
  EXPECT_EQ(facets["byType"]["a.two"], 1);
  EXPECT_EQ(stack.get("/api/deliveries/facets?state=held").body["total"], 1);
  stack.network->release();
  ASSERT_EQ(stack.call("POST", "/api/webhooks/" + paused + "/resume").status, 200);
  EXPECT_EQ(untilState(held, "delivered").body["state"], "delivered");
}

TEST_F(DeliveryCalls, PausingAllHoldsAndResumingSends) {
  stack.webhook();
  const auto paused = stack.call("POST", "/api/pause");
  ASSERT_EQ(paused.status, 200) << paused.text;
  EXPECT_EQ(paused.body["allPaused"], true);
  const auto id = post();
  EXPECT_EQ(stack.get("/api/deliveries/" + id).body["state"], "held");
  EXPECT_EQ(stack.get("/api/deliveries?state=held").body["items"].size(), 1U);
  EXPECT_EQ(stack.get("/api/status").body["allPaused"], true);
  ASSERT_EQ(stack.call("POST", "/api/resume").body["allPaused"], false);
  EXPECT_EQ(untilState(id, "delivered").body["state"], "delivered");
}

TEST_F(DeliveryCalls, CancelEndsWhatWaitsAndNothingElse) {
  const auto webhook = stack.webhook();
  stack.call("POST", "/api/webhooks/" + webhook + "/pause");
  const auto id = post();
  const auto cancelled = stack.call("POST", "/api/deliveries/" + id + "/cancel");
  ASSERT_EQ(cancelled.status, 200) << cancelled.text;
  EXPECT_EQ(cancelled.body["state"], "cancelled");
  EXPECT_EQ(stack.call("POST", "/api/deliveries/" + id + "/cancel").status, 409);
}

TEST_F(DeliveryCalls, RetrySendsAgainAndRefusesWhatIsDelivered) {
  stack.webhook();
  const auto id = deadLetter();
  succeed();
  EXPECT_EQ(stack.call("POST", "/api/deliveries/" + id + "/retry").status, 200);
  EXPECT_EQ(untilState(id, "delivered").body["state"], "delivered");
  const auto again = stack.call("POST", "/api/deliveries/" + id + "/retry");
  EXPECT_EQ(again.status, 409);
  EXPECT_NE(again.text.find("delivered"), std::string::npos);
}

TEST_F(DeliveryCalls, ADeadLetterCarriesAllThatIsKnownOfIt) {
  const auto webhook = stack.webhook({{"secret", "canary-secret"}});
  const auto id = deadLetter();
  const auto list = stack.get("/api/dead-letters");
  ASSERT_EQ(list.body["items"].size(), 1U) << list.text;
  const auto letter = list.body["items"][0];
  EXPECT_EQ(letter["id"], id);
  EXPECT_EQ(letter["webhookConfig"]["id"], webhook);
  EXPECT_EQ(letter["event"]["type"], "custom.thing");
  EXPECT_EQ(letter["lastAttempt"]["status"], 400);
  EXPECT_EQ(letter["lastAttempt"]["response"]["body"], "no thanks");
  EXPECT_FALSE(letter["error"].get<std::string>().empty());
  EXPECT_TRUE(letter["diedAt"].is_string());
  EXPECT_EQ(list.text.find("canary-secret"), std::string::npos);
  const auto groups = stack.get("/api/dead-letters/groups").body["items"];
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0]["webhookId"], webhook);
  EXPECT_EQ(groups[0]["errorClass"], "rejected");
  EXPECT_EQ(groups[0]["count"], 1);
  EXPECT_EQ(groups[0]["recovered"], false);
}

TEST_F(DeliveryCalls, ADeadLetterIsRetriedAloneAndThenIsNone) {
  stack.webhook();
  const auto id = deadLetter();
  succeed();
  const auto retried = stack.call("POST", "/api/dead-letters/" + id + "/retry");
  ASSERT_EQ(retried.status, 200) << retried.text;
  EXPECT_EQ(retried.body["requeued"], 1);
  EXPECT_EQ(untilState(id, "delivered").body["state"], "delivered");
  const auto again = stack.call("POST", "/api/dead-letters/" + id + "/retry");
  EXPECT_EQ(again.status, 404);
  EXPECT_EQ(again.body["error"], "Dead letter not found");
}

TEST_F(DeliveryCalls, SeveralDeadLettersAreCountedRetriedAndPurged) {
  stack.webhook();
  const auto one = deadLetter();
  const auto two = deadLetter();
  const json ids{one, two, one, "dlv_0000000000001"};
  EXPECT_EQ(stack.post("/api/dead-letters/retry", {{"ids", ids}, {"dryRun", true}}).body, json({{"matched", 2}}));
  succeed();
  EXPECT_EQ(stack.post("/api/dead-letters/retry", {{"ids", {one}}}).body, json({{"requeued", 1}}));
  ASSERT_EQ(untilState(one, "delivered").body["state"], "delivered");
  const auto purge = json{{"ids", ids}};
  EXPECT_EQ(stack.call("DELETE", "/api/dead-letters", purge.dump(), Role::kOperator).status, 403);
  EXPECT_EQ(stack.call("DELETE", "/api/dead-letters", purge.dump()).body, json({{"purged", 1}}));
  EXPECT_EQ(stack.get("/api/deliveries/" + two).status, 404);
}

TEST_F(DeliveryCalls, EngineDone5AThousandChosenDeadLettersGoInSmallWrites) {
  stack.webhook();
  const std::vector<std::string> dead{deadLetter(), deadLetter(), deadLetter()};
  constexpr std::size_t kChosen = 1000;
  json ids = json::array();
  for (std::size_t n = 1; ids.size() < kChosen; ++n) ids.push_back(model::DeliveryId{static_cast<std::int64_t>(n)}.text());
  ids[0] = dead[0];
  ids[kChosen / 2] = dead[1];
  ids[kChosen - 1] = dead[2];
  const auto before = stack.store->storeFigures().operations;
  EXPECT_EQ(stack.call("DELETE", "/api/dead-letters", json{{"ids", ids}}.dump()).body, json({{"purged", 3}}));
  EXPECT_GE(stack.store->storeFigures().operations - before, kChosen / store::Store::kMaxStepItems);
  for (const auto& id : dead) EXPECT_EQ(stack.get("/api/deliveries/" + id).status, 404);
}

TEST_F(DeliveryCalls, ADeadLetterOfADeletedWebhookSaysSo) {
  const auto webhook = stack.webhook();
  const auto id = deadLetter();
  ASSERT_EQ(stack.call("DELETE", "/api/webhooks/" + webhook).status, 204);
  const auto retried = stack.call("POST", "/api/dead-letters/" + id + "/retry");
  EXPECT_EQ(retried.status, 409) << retried.text;
  EXPECT_NE(retried.text.find("deleted"), std::string::npos);
  EXPECT_TRUE(stack.get("/api/dead-letters").body["items"][0]["webhookConfig"].is_null());
}

TEST_F(DeliveryCalls, HealthFollowsTheResults) {
  const auto webhook = stack.webhook();
  untilState(post(), "delivered");
  const auto health = stack.get("/api/health/" + webhook + "?window=1h");
  ASSERT_EQ(health.status, 200) << health.text;
  EXPECT_EQ(health.body["state"], "healthy");
  EXPECT_EQ(health.body["successRate"], 1.0);
  EXPECT_TRUE(health.body["lastSuccess"].is_string());
  EXPECT_EQ(stack.get("/api/health").body["overall"], "healthy");
}

}  // namespace
}  // namespace hookline::api::testing
