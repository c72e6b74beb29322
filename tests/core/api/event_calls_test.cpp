#include "core/api/api_stack.h"

namespace hookline::api::testing {
namespace {

using model::Role;

json event(const std::string& id = {}) {
  json made{{"type", "purchase.intent"}, {"chatbotId", "bot_1"}, {"data", {{"visitorId", "v1"}, {"intent", "buy"}}}};
  if (!id.empty()) made["id"] = id;
  return made;
}

class EventCalls : public ::testing::Test {
 protected:
  ApiStack stack;
};

TEST_F(EventCalls, AnEventIsAcceptedOnceAndItsRepeatAnswersTheSame) {
  const auto webhook = stack.webhook();
  const auto first = stack.post("/api/events", event("e1"));
  ASSERT_EQ(first.status, 202) << first.text;
  EXPECT_EQ(first.body["id"], "e1");
  ASSERT_EQ(first.body["deliveries"].size(), 1U);
  EXPECT_EQ(first.body["deliveries"][0]["webhookId"], webhook);
  EXPECT_FALSE(first.body.contains("duplicate"));
  const auto second = stack.post("/api/events", event("e1"));
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body["duplicate"], true);
  EXPECT_EQ(second.body["deliveries"], first.body["deliveries"]);
  auto other = event("e1");
  other["data"]["intent"] = "sell";
  const auto clash = stack.post("/api/events", other);
  EXPECT_EQ(clash.status, 409);
  EXPECT_NE(clash.text.find("e1"), std::string::npos);
}

TEST_F(EventCalls, ABatchCountsDuplicates) {
  ASSERT_EQ(stack.post("/api/events", event("e1")).status, 202);
  const auto batch = stack.post("/api/events/batch", {{"events", {event("e1"), event("e2")}}});
  ASSERT_EQ(batch.status, 202) << batch.text;
  EXPECT_EQ(batch.body, json({{"accepted", 1}, {"duplicates", 1}, {"ids", {"e1", "e2"}}}));
}

TEST_F(EventCalls, AProducerPostsEventsAndNothingElse) {
  EXPECT_EQ(stack.call("POST", "/api/events", event().dump(), Role::kProducer).status, 202);
  EXPECT_EQ(stack.call("GET", "/api/deliveries", {}, Role::kProducer).status, 403);
  EXPECT_EQ(stack.call("POST", "/api/events/explain", event().dump(), Role::kProducer).status, 403);
}

TEST_F(EventCalls, AnEventShowsItsDeliveriesAndWhyOthersHaveNone) {
  const auto taking = stack.webhook({{"name", "Taking"}});
  const auto leads = stack.webhook({{"name", "Leads"}, {"events", {"lead.captured"}}});
  const auto off = stack.webhook({{"name", "Off"}, {"enabled", false}});
  const auto accepted = stack.call("POST", "/api/events?simulated=1", event("e1").dump());
  ASSERT_EQ(accepted.status, 202) << accepted.text;
  const auto shown = stack.get("/api/events/e1");
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_EQ(shown.body["simulated"], true);
  EXPECT_EQ(shown.body["event"]["data"]["intent"], "buy");
  ASSERT_EQ(shown.body["deliveries"].size(), 1U);
  EXPECT_EQ(shown.body["deliveries"][0]["webhookId"], taking);
  std::map<std::string, std::string> codes;
  for (const auto& one : shown.body["unmatched"]) {
    codes[one["webhookId"]] = one["code"];
    EXPECT_FALSE(one["reason"].get<std::string>().empty());
  }
  EXPECT_EQ(codes, (std::map<std::string, std::string>{{leads, "type"}, {off, "disabled"}}));
}

TEST_F(EventCalls, NumbersOfAnEventAreShownAsTheyWereWritten) {
  const std::string text =
      R"({"id":"n1","type":"custom.numbers","chatbotId":"b","data":{"a":1.10,"b":1E3,"c":123456789012345678901234567890}})";
  ASSERT_EQ(stack.call("POST", "/api/events", text).status, 202);
  const auto shown = stack.get("/api/events/n1").text;
  for (const auto* token : {"1.10", "1E3", "123456789012345678901234567890"}) EXPECT_NE(shown.find(token), std::string::npos) << shown;
}

TEST_F(EventCalls, ExplainStoresNothing) {
  const auto taking = stack.webhook();
  const auto leads = stack.webhook({{"events", {"lead.captured"}}});
  const auto explained = stack.post("/api/events/explain", event("e1"));
  ASSERT_EQ(explained.status, 200) << explained.text;
  ASSERT_EQ(explained.body["deliveries"].size(), 1U);
  EXPECT_EQ(explained.body["deliveries"][0]["webhookId"], taking);
  ASSERT_EQ(explained.body["unmatched"].size(), 1U);
  EXPECT_EQ(explained.body["unmatched"][0]["webhookId"], leads);
  EXPECT_EQ(stack.get("/api/events/e1").status, 404);
}

TEST_F(EventCalls, ATokenOverItsRateGets429) {
  const auto made = await<TokenBook::Created>([&](auto done) { stack.tokens->create("bot", Role::kProducer, 1, "t", std::move(done)); });
  ASSERT_TRUE(made);
  auto request = stack.request("POST", "/api/events", event().dump(), Role::kProducer);
  request.principal->token = made->token.id;
  int limited = 0;
  // Three at once are over one a second, however slow the machine is: the first leaves nothing, the batch would owe.
  request.path = "/api/events/batch";
  request.body = json{{"events", {event(), event(), event()}}}.dump();
  for (int i = 0; i < 2; ++i) {
    const auto answer = await<Response>([&](auto done) { stack.router->handle(request, std::move(done)); });
    ASSERT_TRUE(answer);
    if (answer->status != 429) continue;
    ++limited;
    EXPECT_EQ(answer->headers.at(0).name, "Retry-After");
  }
  EXPECT_EQ(limited, 1);
}

TEST_F(EventCalls, AStoppingCoreTakesNoEvents) {
  stack.intake->close();
  const auto answer = stack.post("/api/events", event());
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body["outcomeUnknown"], false);
}

}  // namespace
}  // namespace hookline::api::testing
