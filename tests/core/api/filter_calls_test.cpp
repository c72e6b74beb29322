#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using model::Role;

json wants(const std::string& path, const std::string& op, const json& value) {
  return {{"all", {{{"path", path}, {"op", op}, {"value", value}}}}};
}

json lead(const std::string& id, const std::string& source, int score = 1) {
  return {{"id", id},
          {"type", "lead.captured"},
          {"chatbotId", "bot_1"},
          {"data", {{"email", "ada@example.com"}, {"source", source}, {"conversationSummary", "s"}, {"score", score}}}};
}

class EngineDone3Calls : public ::testing::Test {
 protected:
  /// The reason of a webhook among those that did not match.
  static std::string reasonOf(const json& body, const std::string& webhook) {
    for (const auto& one : body["unmatched"])
      if (one["webhookId"] == webhook) return one["code"].get<std::string>() + ": " + one["reason"].get<std::string>();
    return {};
  }
  void accept(const json& event, const std::string& query = {}) {
    const auto accepted = stack.post("/api/events" + query, event);
    ASSERT_EQ(accepted.status, 202) << accepted.text;
  }

  ApiStack stack;
};

TEST_F(EngineDone3Calls, AnEventThatAFilterLeavesOutIsAcceptedMakesNoDeliveryAndKeepsTheReason) {
  const auto webhook = stack.webhook({{"filter", wants("data.source", "eq", "website")}});
  const auto accepted = stack.post("/api/events", lead("e1", "partner"));
  ASSERT_EQ(accepted.status, 202) << accepted.text;
  EXPECT_TRUE(accepted.body["deliveries"].empty());
  const std::string why = "filter: its filter wants data.source to be website; this event has partner";
  const auto shown = stack.get("/api/events/e1").body;
  EXPECT_TRUE(shown["deliveries"].empty());
  EXPECT_EQ(reasonOf(shown, webhook), why);
  EXPECT_EQ(stack.get("/api/deliveries").body["items"].size(), 0U);
  const auto explained = stack.post("/api/events/explain", lead("e2", "partner")).body;
  EXPECT_TRUE(explained["deliveries"].empty());
  EXPECT_EQ(reasonOf(explained, webhook), why);

  accept(lead("e3", "website"));
  EXPECT_EQ(stack.get("/api/events/e3").body["deliveries"].size(), 1U);
  EXPECT_EQ(stack.post("/api/events/explain", lead("e4", "website")).body["deliveries"].size(), 1U);
}

TEST_F(EngineDone3Calls, EveryEventOfABatchIsJudgedByItself) {
  stack.webhook({{"filter", wants("data.score", "gt", 5)}});
  const auto batch = stack.post("/api/events/batch", {{"events", {lead("e1", "a", 5), lead("e2", "a", 6), lead("e3", "a", 7)}}});
  ASSERT_EQ(batch.status, 202) << batch.text;
  EXPECT_EQ(stack.get("/api/events/e1").body["deliveries"].size(), 0U);
  EXPECT_EQ(stack.get("/api/events/e2").body["deliveries"].size(), 1U);
  EXPECT_EQ(stack.get("/api/events/e3").body["deliveries"].size(), 1U);
}

TEST_F(EngineDone3Calls, AReasonReadLaterIsToldByTheFilterAsItIsNow) {
  const auto webhook = stack.webhook({{"filter", wants("data.source", "eq", "website")}});
  accept(lead("e1", "partner"));
  ASSERT_EQ(stack.call("PATCH", "/api/webhooks/" + webhook, json{{"filter", wants("data.score", "gt", 10)}}.dump()).status, 200);
  EXPECT_EQ(reasonOf(stack.get("/api/events/e1").body, webhook),
            "filter: its filter wants data.score to be more than 10; this event has 1");
  ASSERT_EQ(stack.call("PATCH", "/api/webhooks/" + webhook, R"({"filter":null})").status, 200);
  EXPECT_NE(reasonOf(stack.get("/api/events/e1").body, webhook).find("was changed since"), std::string::npos);
}

TEST_F(EngineDone3Calls, AFilterIsSavedShownAndReplacedWhole) {
  const auto filter = wants("data.source", "in", {"website", "partner"});
  const auto id = stack.webhook({{"filter", filter}});
  EXPECT_EQ(stack.get("/api/webhooks/" + id).body["filter"], filter);
  const auto other = wants("type", "ne", "x.y");
  EXPECT_EQ(stack.call("PATCH", "/api/webhooks/" + id, json{{"filter", other}}.dump()).body["filter"], other);
  EXPECT_EQ(stack.call("PATCH", "/api/webhooks/" + id, R"({"name":"n"})").body["filter"], other);
  EXPECT_EQ(stack.call("PATCH", "/api/webhooks/" + id, R"({"filter":{"all":[]}})").body["filter"], json({{"all", json::array()}}));
}

TEST_F(EngineDone3Calls, WhatIfCountsWhatANewWebhookWouldTake) {
  for (const auto& [id, source] : {std::pair{"e1", "website"}, {"e2", "partner"}, {"e3", "website"}}) accept(lead(id, source));
  json unsaved{{"url", "https://receiver.example/hook"}, {"events", {"*"}}, {"filter", wants("data.source", "eq", "website")}};
  const auto answer = stack.post("/api/webhooks/what-if", unsaved);
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.body, json({{"now", 0}, {"then", 2}, {"gained", {"e3", "e1"}}, {"lost", json::array()}, {"events", 3}}));
  unsaved["last"] = 2;
  EXPECT_EQ(stack.post("/api/webhooks/what-if", unsaved).body["gained"], json({"e3"}));
  unsaved["chatbotId"] = "bot_2";
  EXPECT_EQ(stack.post("/api/webhooks/what-if", unsaved).body["then"], 0);
  EXPECT_TRUE(stack.get("/api/webhooks").body.empty());
}

TEST_F(EngineDone3Calls, WhatIfComparesAChangeWithTheSavedWebhookAndKeepsNothingOfIt) {
  const auto webhook = stack.webhook({{"filter", wants("data.source", "eq", "website")}});
  for (const auto& [id, source] : {std::pair{"e1", "website"}, {"e2", "partner"}, {"e3", "phone"}}) accept(lead(id, source));
  const json change{{"id", webhook}, {"filter", wants("data.source", "in", {"partner", "phone"})}};
  const auto answer = stack.call("POST", "/api/webhooks/what-if", change.dump(), Role::kViewer);
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.body, json({{"now", 1}, {"then", 2}, {"gained", {"e3", "e2"}}, {"lost", {"e1"}}, {"events", 3}}));
  const auto off = stack.post("/api/webhooks/what-if", {{"id", webhook}, {"enabled", false}}).body;
  EXPECT_EQ(off["then"], 0);
  EXPECT_EQ(off["lost"], json({"e1"}));
  EXPECT_EQ(stack.get("/api/webhooks/" + webhook).body["filter"], wants("data.source", "eq", "website"));
  EXPECT_EQ(stack.call("POST", "/api/webhooks/what-if", change.dump(), Role::kProducer).status, 403);
}

TEST_F(EngineDone3Calls, WhatIfLeavesSimulatedAndTestEventsOutAndReadsMoreThanAPage) {
  accept(lead("s1", "website"), "?simulated=1");
  accept({{"id", "t1"}, {"type", "webhook.test"}, {"chatbotId", "bot_1"}, {"data", {{"message", "m"}}}});
  json events = json::array();
  for (int i = 0; i < 450; ++i) events.push_back(lead("b" + std::to_string(i), "website", i));
  ASSERT_EQ(stack.post("/api/events/batch", {{"events", events}}).status, 202);
  const auto answer = stack.post("/api/webhooks/what-if",
                                 {{"url", "https://receiver.example/"}, {"events", {"*"}}, {"filter", wants("data.score", "lt", 440)}});
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.body["events"], 450);
  EXPECT_EQ(answer.body["then"], 440);
  EXPECT_EQ(answer.body["gained"][0], "b439");
  EXPECT_EQ(answer.body["gained"].size(), 440U);
}

TEST(EngineBadInputFilterCalls, AWrongFilterIsRefusedByPlaceAndChangesNothing) {
  ApiStack stack;
  const auto filter = wants("data.source", "eq", "website");
  const auto id = stack.webhook({{"filter", filter}});
  const json wrong{{"all", {{{"path", "a"}, {"op", "eq"}, {"value", 1}}, {{"path", "b"}, {"op", "matches"}, {"value", "(a"}}}}};
  const auto patched = stack.call("PATCH", "/api/webhooks/" + id, json{{"name", "New"}, {"filter", wrong}}.dump());
  EXPECT_EQ(patched.status, 422);
  EXPECT_NE(patched.detail("/filter/all/1/value").find("missing )"), std::string::npos) << patched.text;
  const auto kept = stack.get("/api/webhooks/" + id).body;
  EXPECT_EQ(kept["filter"], filter);
  EXPECT_EQ(kept["name"], "Sales");
  EXPECT_EQ(stack.post("/api/webhooks", {{"url", "https://receiver.example/"}, {"events", {"*"}}, {"filter", wrong}}).status, 422);
  EXPECT_EQ(stack.get("/api/webhooks").body.size(), 1U);
}

TEST(EngineBadInputFilterCalls, WhatIfNamesWhatIsWrong) {
  ApiStack stack;
  const json fine{{"url", "https://receiver.example/"}, {"events", {"*"}}};
  for (const json& last : {json(0), json(1001), json(1.5), json("10"), json(-1)}) {
    auto body = fine;
    body["last"] = last;
    const auto answer = stack.post("/api/webhooks/what-if", body);
    EXPECT_EQ(answer.status, 422) << last;
    EXPECT_NE(answer.detail("/last"), "") << last;
  }
  auto wrong = fine;
  wrong["filter"] = wants("", "eq", 1);
  EXPECT_NE(stack.post("/api/webhooks/what-if", wrong).detail("/filter/all/0/path"), "");
  EXPECT_EQ(stack.post("/api/webhooks/what-if", {{"id", "wh_0000000000001"}}).status, 404);
  EXPECT_EQ(stack.call("POST", "/api/webhooks/what-if", "[]").status, 422);
  EXPECT_EQ(stack.post("/api/webhooks/what-if", fine).body["events"], 0);
}

}  // namespace
}  // namespace hookline::api::testing
