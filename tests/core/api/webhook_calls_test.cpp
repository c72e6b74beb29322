#include <thread>

#include "core/api/api_stack.h"
#include "crypto/signature.h"

namespace hookline::api::testing {
namespace {

using model::Role;

class WebhookCalls : public ::testing::Test {
 protected:
  ApiStack stack;
};

TEST_F(WebhookCalls, CreateAnswersTheSecretAndNothingElseDoes) {
  const auto made = stack.post("/api/webhooks", {{"name", "Sales"}, {"url", "https://receiver.example/hook"}, {"events", {"lead.*"}}});
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string secret = made.body["secret"];
  EXPECT_EQ(secret.rfind("whsec_", 0), 0U);
  const std::string id = made.body["id"];
  EXPECT_EQ(id.rfind("wh_", 0), 0U);
  EXPECT_EQ(made.header("Location"), "/api/webhooks/" + id);
  for (const auto& answer : {stack.get("/api/webhooks/" + id), stack.get("/api/webhooks"),
                             stack.call("PATCH", "/api/webhooks/" + id, R"({"name":"Sales 2"})")}) {
    EXPECT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.text.find(secret), std::string::npos);
  }
  EXPECT_EQ(stack.get("/api/webhooks/" + id + "/secret").body, json({{"secret", secret}}));
}

TEST_F(WebhookCalls, ACallersOwnSecretIsKept) {
  const auto made =
      stack.post("/api/webhooks", {{"name", "Own"}, {"url", "https://receiver.example/"}, {"events", {"*"}}, {"secret", "my own"}});
  EXPECT_EQ(made.body["secret"], "my own");
}

TEST_F(WebhookCalls, AnUndecodableSecretIsRefusedWithoutBeingShown) {
  const auto made = stack.post(
      "/api/webhooks", {{"name", "Own"}, {"url", "https://receiver.example/"}, {"events", {"*"}}, {"secret", "whsec_%%%notbase64"}});
  EXPECT_EQ(made.status, 422);
  EXPECT_NE(made.detail("/secret"), "");
  EXPECT_EQ(made.text.find("notbase64"), std::string::npos);
}

TEST_F(WebhookCalls, ListIsABareArrayAndAChatbotSeesThoseForAll) {
  const auto all = stack.webhook({{"name", "All"}});
  const auto one = stack.webhook({{"name", "One"}, {"chatbotId", "bot_1"}});
  stack.webhook({{"name", "Two"}, {"chatbotId", "bot_2"}});
  const auto list = stack.get("/api/webhooks");
  ASSERT_TRUE(list.body.is_array());
  EXPECT_EQ(list.body.size(), 3U);
  const auto some = stack.get("/api/webhooks?chatbotId=bot_1").body;
  ASSERT_EQ(some.size(), 2U);
  EXPECT_EQ(some[0]["id"], all);
  EXPECT_EQ(some[1]["id"], one);
}

TEST_F(WebhookCalls, PatchMergesAndIfMatchGuards) {
  const auto id = stack.webhook({{"headers", {{"X-Team", "sales"}, {"X-Old", "1"}}}});
  const auto path = "/api/webhooks/" + id;
  const std::string seen = stack.get(path).body["updatedAt"];
  const auto patch = R"({"headers":{"X-Old":null,"X-New":"2"}})";
  const auto changed = stack.call("PATCH", path, patch, Role::kAdmin, {{"If-Match", "\"" + seen + "\""}});
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.body["headers"], json({{"X-Team", "sales"}, {"X-New", "2"}}));
  EXPECT_EQ(changed.body["name"], "Sales");
  EXPECT_NE(changed.body["updatedAt"], seen);
  for (const auto* method : {"PATCH", "DELETE"}) {
    const auto late = stack.call(method, path, method[0] == 'P' ? "{}" : "", Role::kAdmin, {{"If-Match", seen}});
    EXPECT_EQ(late.status, 412) << late.text;
    EXPECT_NE(late.text.find("read it again"), std::string::npos);
  }
}

TEST_F(WebhookCalls, DeleteAnswers204AndHistoryStays) {
  const auto id = stack.webhook();
  EXPECT_EQ(stack.call("DELETE", "/api/webhooks/" + id).status, 204);
  EXPECT_EQ(stack.get("/api/webhooks/" + id).status, 404);
  EXPECT_EQ(stack.get("/api/webhooks").body, json::array());
}

TEST_F(WebhookCalls, TestAnswersWhatTheReceiverSaid) {
  const auto path = "/api/webhooks/" + stack.webhook() + "/test";
  const auto good = stack.call("POST", path);
  EXPECT_EQ(good.status, 200);
  EXPECT_EQ(good.body["success"], true) << good.text;
  EXPECT_EQ(good.body["status"], 200);
  EXPECT_EQ(good.body["statusText"], "OK");
  EXPECT_TRUE(good.body["latencyMs"].is_number());
  const auto detail = stack.get("/api/deliveries/" + good.body["deliveryId"].get<std::string>());
  EXPECT_EQ(detail.body["eventType"], "webhook.test");
  const auto sent = stack.network->requests();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_NE(sent[0].body->find("This is a test webhook delivery"), std::string::npos);

  stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(503, "busy"); });
  const auto bad = stack.call("POST", path);
  EXPECT_EQ(bad.status, 200);
  EXPECT_EQ(bad.body["success"], false);
  EXPECT_EQ(bad.body["status"], 503);
  EXPECT_EQ(bad.body["statusText"], "Service Unavailable");

  stack.network->answerWith([](const auto&) { return support::FakeNetwork::fault(model::NetFault::kRefused, model::Phase::kConnect); });
  const auto refused = stack.call("POST", path);
  EXPECT_EQ(refused.status, 200);
  EXPECT_EQ(refused.body["success"], false);
  EXPECT_TRUE(refused.body["error"].is_string());
  EXPECT_FALSE(refused.body.contains("status"));
}

TEST_F(WebhookCalls, ATestIsSentWhileTheWebhookIsPausedAndIsNeverRetried) {
  const auto id = stack.webhook();
  EXPECT_EQ(stack.call("POST", "/api/webhooks/" + id + "/pause").status, 200);
  stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(500); });
  const auto tested = stack.call("POST", "/api/webhooks/" + id + "/test");
  EXPECT_EQ(tested.body["status"], 500) << tested.text;
  const auto detail = stack.get("/api/deliveries/" + tested.body["deliveryId"].get<std::string>());
  EXPECT_EQ(detail.body["attempts"].size(), 1U);
  // A test that failed is no dead letter: nobody waits for it.
  EXPECT_EQ(detail.body["state"], "cancelled");
  EXPECT_EQ(stack.get("/api/dead-letters").body["items"].size(), 0U);
}

TEST_F(WebhookCalls, AnUnsavedWebhookIsTestedAndNothingIsKept) {
  const json unsaved{{"name", "New"}, {"url", "https://new.example.com/in"}, {"events", {"*"}}, {"headers", {{"X-Team", "sales"}}}};
  const auto good = stack.post("/api/webhooks/test", unsaved);
  EXPECT_EQ(good.status, 200) << good.text;
  EXPECT_EQ(good.body["success"], true) << good.text;
  EXPECT_EQ(good.body["status"], 200);
  EXPECT_FALSE(good.body.contains("deliveryId"));
  const auto sent = stack.network->requests();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].url, "https://new.example.com/in");
  EXPECT_TRUE(std::any_of(sent[0].headers.begin(), sent[0].headers.end(), [](const auto& header) { return header.name == "X-Team"; }));
  EXPECT_EQ(stack.get("/api/webhooks").body.size(), 0U);
  EXPECT_EQ(stack.get("/api/deliveries").body["items"].size(), 0U);

  stack.network->answerWith([](const auto&) { return support::FakeNetwork::fault(model::NetFault::kRefused, model::Phase::kConnect); });
  const auto refused = stack.post("/api/webhooks/test", unsaved);
  EXPECT_EQ(refused.body["success"], false);
  EXPECT_TRUE(refused.body["error"].is_string());

  const auto wrong = stack.post("/api/webhooks/test", {{"name", "New"}, {"url", "ftp://x"}, {"events", {"*"}}});
  EXPECT_EQ(wrong.status, 422) << wrong.text;
  EXPECT_NE(wrong.detail("/url"), "");
  EXPECT_EQ(stack.post("/api/webhooks/test", {{"id", "wh_none"}, {"url", "https://a.example.com/"}}).status, 404);
}

TEST_F(WebhookCalls, AChangeIsTestedWithTheStoredSecretByWhoMaySaveIt) {
  const auto id = stack.webhook({{"secret", "stored secret"}});
  const auto before = stack.get("/api/webhooks/" + id).body;
  const auto tested = stack.post("/api/webhooks/test", {{"id", id}, {"url", "https://other.example.com/in"}});
  EXPECT_EQ(tested.body["success"], true) << tested.text;
  const auto sent = stack.network->requests();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].url, "https://other.example.com/in");
  for (const auto& header : sent[0].headers)
    if (header.name == "X-Webhook-Signature") EXPECT_EQ(header.value, crypto::signGuide("stored secret", *sent[0].body));
  EXPECT_EQ(stack.get("/api/webhooks/" + id).body, before);
  EXPECT_EQ(stack.call("POST", "/api/webhooks/test", json{{"id", id}}.dump(), model::Role::kOperator).status, 403);
}

TEST_F(WebhookCalls, EngineDone6AnAdminReadsAllThatAnswersMask) {
  const auto id = stack.webhook({{"secret", "stored secret"}, {"headers", {{"Authorization", "Bearer kept"}, {"X-Team", "sales"}}}});
  const auto path = "/api/webhooks/" + id + "/secret";
  EXPECT_EQ(stack.get(path).body, (json{{"secret", "stored secret"}, {"headers", {{"Authorization", "Bearer kept"}}}}));
  EXPECT_EQ(stack.call("GET", path, "", model::Role::kOperator).status, 403);
  ASSERT_EQ(stack.call("PATCH", "/api/webhooks/" + id, json{{"url", "https://hooks.slack.com/services/T/B/kept"}}.dump()).status, 200);
  EXPECT_EQ(stack.get("/api/webhooks/" + id).body["url"], "https://hooks.slack.com/•••");
  EXPECT_EQ(stack.get(path).body["url"], "https://hooks.slack.com/services/T/B/kept");
}

TEST_F(WebhookCalls, RotateKeepsTheOldSecretForTheOverlap) {
  const auto id = stack.webhook({{"secret", "old secret"}});
  const auto rotated = stack.post("/api/webhooks/" + id + "/rotate-secret", {{"overlapSeconds", 3600}});
  ASSERT_EQ(rotated.status, 200) << rotated.text;
  EXPECT_EQ(rotated.body.size(), 1U);
  const auto webhook = stack.config->snapshot()->webhooks.begin()->second;
  EXPECT_EQ(webhook->secret, rotated.body["secret"]);
  EXPECT_EQ(webhook->previousSecret, "old secret");
  ASSERT_TRUE(webhook->previousSecretUntil);
  EXPECT_EQ(*webhook->previousSecretUntil - webhook->secretCreatedAt, base::Millis{3600 * 1000});
  ASSERT_EQ(stack.post("/api/webhooks/" + id + "/rotate-secret", {{"overlapSeconds", 0}}).status, 200);
  EXPECT_EQ(stack.config->snapshot()->webhooks.begin()->second->previousSecret, "");
  EXPECT_EQ(stack.post("/api/webhooks/" + id + "/rotate-secret", {{"overlapSeconds", -1}}).status, 422);
}

TEST_F(WebhookCalls, DestinationsDone1AKindThatSignsNothingHasNoSecretToRotate) {
  const auto hubspot = stack.webhook({{"kind", "hubspot"}, {"url", nullptr}, {"settings", {{"accessToken", "kept-service-key"}}}});
  const auto before = stack.get("/api/webhooks/" + hubspot).body;
  const auto refused = stack.post("/api/webhooks/" + hubspot + "/rotate-secret", {{"overlapSeconds", 0}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["error"],
            "HubSpot is sent no signature, so this webhook has no secret to rotate. Make a new credential at HubSpot and "
            "change it in the webhook's settings, with PATCH /api/webhooks/" +
                hubspot + ": Service key (/settings/accessToken).");
  EXPECT_EQ(stack.get("/api/webhooks/" + hubspot).body, before);
  EXPECT_EQ(stack.config->snapshot()->webhooks.begin()->second->secret, "");
  EXPECT_EQ(stack.get("/api/webhooks/" + hubspot + "/secret").body, json({{"settings", {{"accessToken", "kept-service-key"}}}}))
      << "what the other answers mask, and no empty secret";
  const auto slack = stack.webhook({{"kind", "slack"}, {"url", "https://hooks.slack.com/services/T000/B000/kept"}});
  EXPECT_NE(stack.post("/api/webhooks/" + slack + "/rotate-secret", json::object()).body.value("error", "").find("(/url)"),
            std::string::npos);
}

TEST_F(WebhookCalls, PauseAndResumeShowInTheStatus) {
  const auto path = "/api/webhooks/" + stack.webhook();
  const auto paused = stack.post(path + "/pause", {{"until", "2999-01-01T00:00:00Z"}});
  ASSERT_EQ(paused.status, 200) << paused.text;
  EXPECT_EQ(paused.body["status"]["state"], "paused");
  EXPECT_EQ(paused.body["status"]["until"], "2999-01-01T00:00:00.000Z");
  EXPECT_EQ(stack.call("POST", path + "/resume").body["status"]["state"], "active");
}

TEST_F(WebhookCalls, RetryScheduleIsTheGuidesForAnEmptyPolicy) {
  const auto quick = stack.post("/api/retry-schedule", {{"retryPolicy", json::object()}});
  ASSERT_EQ(quick.status, 200) << quick.text;
  EXPECT_EQ(quick.body["delaysMs"], json({1000, 2000, 4000, 8000, 16000}));
  EXPECT_EQ(quick.body["givesUpAfterMs"], 31000);
  EXPECT_EQ(stack.post("/api/retry-schedule", {{"preset", "standard"}}).body["givesUpAfterMs"], 272105000);
  EXPECT_EQ(stack.post("/api/retry-schedule", {{"retryPolicy", {{"maxRetries", 51}}}}).status, 422);
}

}  // namespace
}  // namespace hookline::api::testing
