#include <gmock/gmock.h>

#include "core/api/api_stack.h"

// What is asked afterwards: the audit log, saved views, conversations, chatbots.

namespace hookline::api::testing {
namespace {

using model::Role;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> column(const Answer& answer, const std::string& name) {
  std::vector<std::string> values;
  if (answer.body.contains("items"))
    for (const auto& item : answer.body["items"]) values.push_back(item[name]);
  return values;
}

// ---- the audit log

TEST(DaemonDone1Audit, ListsNewestFirstPageByPage) {
  ApiStack stack;
  const auto webhook = stack.webhook();
  ASSERT_EQ(stack.call("POST", "/api/webhooks/" + webhook + "/pause").status, 200);
  ASSERT_EQ(stack.call("POST", "/api/webhooks/" + webhook + "/resume").status, 200);
  const auto first = stack.get("/api/audit?who=tester&limit=2");
  ASSERT_EQ(first.status, 200) << first.text;
  EXPECT_THAT(column(first, "what"), ElementsAre("webhook.resume", "webhook.pause"));
  EXPECT_EQ(first.body["items"][0]["who"], "tester");
  EXPECT_EQ(first.body["items"][0]["target"], webhook);
  EXPECT_TRUE(base::parseIso(first.body["items"][0]["at"].get<std::string>()));
  const auto rest = stack.get("/api/audit?who=tester&limit=2&cursor=" + first.body["next"].get<std::string>());
  EXPECT_THAT(column(rest, "what"), ElementsAre("webhook.create"));
  EXPECT_TRUE(rest.body["next"].is_null());
}

TEST(DaemonDone1Audit, IsNarrowedByWhoWhatTargetAndTime) {
  ApiStack stack;
  const auto webhook = stack.webhook();
  stack.webhook({{"name", "Other"}});
  ASSERT_EQ(stack.call("POST", "/api/webhooks/" + webhook + "/pause").status, 200);
  EXPECT_THAT(column(stack.get("/api/audit?what=webhook.pause"), "target"), ElementsAre(webhook));
  EXPECT_THAT(column(stack.get("/api/audit?target=" + webhook), "what"), ElementsAre("webhook.pause", "webhook.create"));
  EXPECT_EQ(column(stack.get("/api/audit?who=tester"), "what").size(), 3U);
  EXPECT_EQ(column(stack.get("/api/audit?who=nobody"), "what").size(), 0U);
  EXPECT_EQ(column(stack.get("/api/audit?since=2001-01-01T00:00:00Z&until=2002-01-01T00:00:00Z"), "what").size(), 0U);
  EXPECT_EQ(column(stack.get("/api/audit?who=tester&since=2001-01-01T00:00:00Z"), "what").size(), 3U);
}

TEST(DaemonDone1Audit, IsAnAdminsAndSaysWhatIsWrongWithAQuestion) {
  ApiStack stack;
  EXPECT_EQ(stack.call("GET", "/api/audit", {}, Role::kOperator).status, 403);
  EXPECT_NE(stack.get("/api/audit?hwo=ada").detail("?hwo"), "");
  EXPECT_NE(stack.get("/api/audit?since=yesterday").detail("?since"), "");
  EXPECT_NE(stack.get("/api/audit?limit=501").detail("?limit"), "");
  EXPECT_NE(stack.get("/api/audit?who=").detail("?who"), "");
  for (const auto* cursor : {"x", "0", "-3", "99999999999999999999"})
    EXPECT_NE(stack.get(std::string("/api/audit?cursor=") + cursor).detail("?cursor"), "") << cursor;
}

// ---- saved views

const json kView{
    {"page", "deliveries"}, {"query", {{"state", {"dead", "held"}}, {"status", 503}, {"simulated", false}}}, {"columns", {"state", "for"}}};

TEST(DaemonDone1Views, AViewIsKeptAsItIsListedAndDeleted) {
  ApiStack stack;
  const auto saved = stack.call("PUT", "/api/views/Tote%20Briefe%20%E2%9C%89", kView.dump());
  ASSERT_EQ(saved.status, 200) << saved.text;
  EXPECT_EQ(saved.body["name"], "Tote Briefe ✉");
  ASSERT_EQ(stack.call("PUT", "/api/views/all", R"({"page":"dead-letters","query":{}})").status, 200);
  const auto shown = stack.get("/api/views/Tote%20Briefe%20%E2%9C%89");
  EXPECT_EQ(shown.body, saved.body);
  auto expected = kView;
  expected["name"] = "Tote Briefe ✉";
  expected["updatedAt"] = shown.body["updatedAt"];
  EXPECT_EQ(shown.body, expected);
  EXPECT_THAT(column(stack.get("/api/views"), "name"), ElementsAre("Tote Briefe ✉", "all"));
  EXPECT_TRUE(stack.get("/api/views").body["next"].is_null());
  ASSERT_EQ(stack.call("PUT", "/api/views/all", R"({"page":"deliveries","query":{"q":"ada"}})").status, 200);
  EXPECT_EQ(stack.get("/api/views/all").body["query"]["q"], "ada");
  EXPECT_EQ(stack.call("DELETE", "/api/views/all").status, 204);
  for (const auto* method : {"GET", "DELETE"}) {
    const auto gone = stack.call(method, "/api/views/all");
    EXPECT_EQ(gone.status, 404);
    EXPECT_EQ(gone.body["error"], "View not found");
  }
  EXPECT_THAT(column(stack.get("/api/audit?who=tester&target=all"), "what"), ElementsAre("view.delete", "view.save", "view.save"));
}

TEST(DaemonDone1Views, AViewerSeesThemAndAnOperatorChangesThem) {
  ApiStack stack;
  EXPECT_EQ(stack.call("PUT", "/api/views/v", kView.dump(), Role::kViewer).status, 403);
  EXPECT_EQ(stack.call("PUT", "/api/views/v", kView.dump(), Role::kOperator).status, 200);
  EXPECT_EQ(stack.call("GET", "/api/views/v", {}, Role::kViewer).status, 200);
  EXPECT_EQ(stack.call("DELETE", "/api/views/v", {}, Role::kViewer).status, 403);
}

TEST(DaemonDone1Views, WhatIsNoViewIsRefusedByNameAndChangesNothing) {
  ApiStack stack;
  const auto put = [&](const json& change) {
    auto body = kView;
    body.merge_patch(change);
    return stack.call("PUT", "/api/views/v", body.dump());
  };
  EXPECT_NE(put({{"page", "events"}}).detail("/page"), "");
  EXPECT_NE(put({{"page", nullptr}}).detail("/page"), "");
  EXPECT_NE(put({{"query", nullptr}}).detail("/query"), "");
  EXPECT_NE(put({{"query", {{"state", "asleep"}}}}).detail("/query/state"), "");
  EXPECT_NE(put({{"query", {{"stat", "dead"}}}}).detail("/query/stat"), "");
  EXPECT_NE(put({{"query", {{"status", json::object()}}}}).detail("/query/status"), "");
  EXPECT_NE(put({{"query", {{"limit", 5}}}}).detail("/query/limit"), "");
  EXPECT_NE(put({{"page", "dead-letters"}, {"query", {{"cursor", "dlv_0123456789ABC"}}}}).detail("/query/cursor"), "");
  EXPECT_NE(put({{"page", "dead-letters"}}).detail("/query/state"), "") << "dead letters have one state";
  EXPECT_NE(put({{"columns", json::array()}}).detail("/columns"), "");
  EXPECT_NE(put({{"columns", {1}}}).detail("/columns"), "");
  EXPECT_NE(put({{"colour", "red"}}).detail("/colour"), "");
  EXPECT_EQ(stack.call("PUT", "/api/views/v", R"({"page":"deliveries","query":{"q":")" + std::string(17 * 1024, 'x') + "\"}}").status, 413);
  EXPECT_EQ(stack.call("PUT", "/api/views/v").status, 400);
  EXPECT_EQ(stack.get("/api/views").body["items"].size(), 0U);
  EXPECT_EQ(stack.get("/api/audit?who=tester").body["items"].size(), 0U);
}

TEST(DaemonDone1Views, ANameIsOneTo64PrintableCharacters) {
  ApiStack stack;
  const auto put = [&](const std::string& name) { return stack.call("PUT", "/api/views/" + name, kView.dump()).status; };
  std::string umlauts;
  for (int i = 0; i < 64; ++i) umlauts += "%C3%BC";
  EXPECT_EQ(put(umlauts), 200);
  EXPECT_EQ(put(umlauts + "x"), 422);
  EXPECT_EQ(put("a%C2%85b"), 422) << "a control character of Latin-1";
  EXPECT_EQ(put("a%2Fb"), 404) << "a slash is a path";
}

TEST(DaemonDone1Views, TheTwoHundredthIsTheLast) {
  ApiStack stack;
  for (std::size_t i = 0; i < store::Store::kMaxViews; ++i)
    ASSERT_EQ(stack.call("PUT", "/api/views/" + std::to_string(i), kView.dump()).status, 200);
  const auto refused = stack.call("PUT", "/api/views/more", kView.dump());
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.text, HasSubstr("delete one first"));
}

// ---- conversations and chatbots

class DaemonDone1Conversation : public ::testing::Test {
 protected:
  ApiStack stack;
  Answer post(const std::string& id, const json& data, const std::string& chatbot = "bot_1", const std::string& conversation = "conv 1") {
    const json event{{"id", id}, {"type", "custom.thing"}, {"chatbotId", chatbot}, {"conversationId", conversation}, {"data", data}};
    auto answer = stack.post("/api/events", event);
    EXPECT_EQ(answer.status, 202) << answer.text;
    return answer;
  }
  static std::vector<std::string> idsOf(const Answer& answer) {
    std::vector<std::string> ids;
    for (const auto& item : answer.body["items"]) ids.push_back(item["event"]["id"]);
    return ids;
  }
};

TEST_F(DaemonDone1Conversation, ShowsEventsNewestFirstWithTheirDeliveriesAndThePerson) {
  const auto webhook = stack.webhook();
  post("e1", {{"email", "ada@example.com"}, {"name", "Ada"}});
  post("elsewhere", json::object(), "bot_1", "conv 2");
  post("e2", {{"visitorId", "v1"}});
  const auto shown = stack.get("/api/conversations/conv%201");
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_EQ(shown.body["conversationId"], "conv 1");
  EXPECT_EQ(shown.body["person"], json({{"email", "ada@example.com"}, {"name", "Ada"}, {"visitorId", "v1"}}));
  EXPECT_THAT(idsOf(shown), ElementsAre("e2", "e1"));
  EXPECT_TRUE(shown.body["next"].is_null());
  const auto& newest = shown.body["items"][0];
  EXPECT_EQ(newest["event"]["data"], json({{"visitorId", "v1"}}));
  for (const auto* name : {"type", "timestamp", "chatbotId", "simulated", "acceptedAt"})
    EXPECT_TRUE(newest["event"].contains(name)) << name;
  ASSERT_EQ(newest["deliveries"].size(), 1U);
  EXPECT_EQ(newest["deliveries"][0]["webhookId"], webhook);
  EXPECT_EQ(newest["deliveries"][0]["eventId"], "e2");
}

TEST_F(DaemonDone1Conversation, IsPagedAndNarrowedToAChatbot) {
  for (int i = 1; i <= 5; ++i) post("e" + std::to_string(i), json::object(), i == 3 ? "bot_2" : "bot_1");
  const auto first = stack.get("/api/conversations/conv%201?limit=3");
  EXPECT_THAT(idsOf(first), ElementsAre("e5", "e4", "e3"));
  const auto rest = stack.get("/api/conversations/conv%201?limit=3&cursor=" + first.body["next"].get<std::string>());
  EXPECT_THAT(idsOf(rest), ElementsAre("e2", "e1"));
  EXPECT_THAT(idsOf(stack.get("/api/conversations/conv%201?chatbotId=bot_2")), ElementsAre("e3"));
}

TEST_F(DaemonDone1Conversation, KeepsNumbersAsTheyWereWritten) {
  const std::string text = R"({"type":"a.b","chatbotId":"b","conversationId":"c","data":{"a":1.10,"b":123456789012345678901234567890}})";
  ASSERT_EQ(stack.call("POST", "/api/events", text).status, 202);
  EXPECT_THAT(stack.get("/api/conversations/c").text, HasSubstr(R"("data":{"a":1.10,"b":123456789012345678901234567890})"));
}

TEST_F(DaemonDone1Conversation, LeavesOutWhatRetentionTook) {
  post("e1", {{"email", "ada@example.com"}});
  store::RetentionStep step;
  step.payloadsBefore = stack.clock.now().wall + std::chrono::hours{1};
  ASSERT_EQ(await<store::Retained>([&](auto done) { stack.store->retain(step, std::move(done)); })->payloads, 1U);
  const auto shown = stack.get("/api/conversations/conv%201");
  ASSERT_EQ(shown.body["items"].size(), 1U) << shown.text;
  EXPECT_FALSE(shown.body["items"][0]["event"].contains("data"));
  EXPECT_EQ(shown.body["person"]["email"], "ada@example.com");
}

TEST_F(DaemonDone1Conversation, SaysWhatIsNotThereAndWhatIsWrong) {
  const auto none = stack.get("/api/conversations/nothing");
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(none.body["error"], "Conversation not found");
  post("e1", json::object());
  EXPECT_EQ(stack.get("/api/conversations/conv%201?chatbotId=bot_9").status, 404);
  EXPECT_NE(stack.get("/api/conversations/conv%201?cursor=x").detail("?cursor"), "");
  EXPECT_NE(stack.get("/api/conversations/conv%201?chatbot=x").detail("?chatbot"), "");
  EXPECT_NE(stack.get("/api/conversations/conv%201?limit=0").detail("?limit"), "");
  EXPECT_EQ(stack.call("GET", "/api/conversations/conv%201", {}, Role::kProducer).status, 403);
}

TEST_F(DaemonDone1Conversation, ChatbotsAreThoseSeenAndThoseOfWebhooks) {
  stack.webhook({{"chatbotId", "bot_1"}});
  stack.webhook({{"chatbotId", "bot_1"}, {"name", "Second"}});
  stack.webhook({{"chatbotId", "bot_new"}});
  stack.webhook({{"chatbotId", "*"}});
  post("e1", json::object(), "bot_1");
  post("e2", json::object(), "bot_2");
  const auto list = stack.get("/api/chatbots");
  ASSERT_EQ(list.status, 200) << list.text;
  std::map<std::string, std::pair<int, bool>> found;
  for (const auto& item : list.body["items"]) found[item["chatbotId"]] = {item["webhooks"], item["lastSeenAt"].is_string()};
  EXPECT_EQ(found, (std::map<std::string, std::pair<int, bool>>{{"bot_1", {2, true}}, {"bot_2", {0, true}}, {"bot_new", {1, false}}}));
  EXPECT_EQ(column(list, "chatbotId").back(), "bot_new");
  EXPECT_TRUE(list.body["next"].is_null());
}

}  // namespace
}  // namespace hookline::api::testing
