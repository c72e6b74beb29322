#include <gmock/gmock.h>

#include "core/api/api_stack.h"

// An edited copy of a delivery, and the file that tells a colleague about one.

namespace hookline::api::testing {
namespace {

using model::Role;
using ::testing::HasSubstr;
using ::testing::Not;

class DaemonDone1Delivery : public ::testing::Test {
 protected:
  ApiStack stack;

  /// A delivery that the receiver refused for good.
  std::string deadLetter(const std::string& answer = "no thanks") {
    stack.network->answerWith([answer](const auto&) { return support::FakeNetwork::answer(400, answer); });
    const std::string text =
        R"({"id":"first","type":"custom.thing","chatbotId":"bot_1","conversationId":"c1","data":{"price":1.10,"email":"a@b.example"}})";
    const auto accepted = stack.call("POST", "/api/events?simulated=1", text);
    EXPECT_EQ(accepted.status, 202) << accepted.text;
    const auto id = accepted.body["deliveries"].at(0)["id"].get<std::string>();
    EXPECT_EQ(untilState(id, "dead").body["state"], "dead");
    return id;
  }
  Answer untilState(const std::string& id, const std::string& state) {
    return stack.until("/api/deliveries/" + id, [&](const json& body) { return body["state"] == state; });
  }
  void succeed() {
    stack.network->answerWith([](const auto&) { return support::FakeNetwork::answer(200); });
  }
  Answer resend(const std::string& id, const std::string& body = {}) {
    return stack.call("POST", "/api/deliveries/" + id + "/resend", body);
  }
  std::size_t eventsOf(const std::string& conversation) { return stack.get("/api/conversations/" + conversation).body["items"].size(); }
};

using DaemonDone1Resend = DaemonDone1Delivery;

TEST_F(DaemonDone1Resend, SendsACopyAsANewEventToThatWebhookAlone) {
  const auto webhook = stack.webhook();
  const auto first = deadLetter();
  stack.webhook({{"name", "Came later"}});
  succeed();
  const auto made = resend(first);
  ASSERT_EQ(made.status, 202) << made.text;
  EXPECT_NE(made.body["id"], "first");
  ASSERT_EQ(made.body["deliveries"].size(), 1U);
  EXPECT_EQ(made.body["deliveries"][0]["webhookId"], webhook);
  const auto copy = untilState(made.body["deliveries"][0]["id"], "delivered");
  EXPECT_EQ(copy.body["resentFrom"], first);
  EXPECT_EQ(copy.body["eventId"], made.body["id"]);
  EXPECT_EQ(copy.body["simulated"], true) << "a copy of a simulated event is simulated";
  EXPECT_EQ(copy.body["event"]["id"], made.body["id"]);
  EXPECT_THAT(copy.text, HasSubstr(R"("price":1.10)"));
  EXPECT_EQ(stack.get("/api/deliveries/" + first).body["state"], "dead") << "the first one stays as it is";
  EXPECT_FALSE(stack.get("/api/deliveries/" + first).body.contains("resentFrom"));
  EXPECT_EQ(stack.get("/api/events/" + made.body["id"].get<std::string>()).body["resentFrom"], first);
  const auto audit = stack.until("/api/audit?what=delivery.resend", [](const json& page) { return !page["items"].empty(); });
  EXPECT_EQ(audit.body["items"].at(0)["target"], first);
}

TEST_F(DaemonDone1Resend, SendsWhatWasEditedWithAnIdOfItsOwn) {
  stack.webhook();
  const auto first = deadLetter();
  succeed();
  const auto made = resend(
      first,
      R"({"body": {"id":"first","type":"custom.other","chatbotId":"bot_2","conversationId":"c2","data":{"price":2.50},"more":1e3}})");
  ASSERT_EQ(made.status, 202) << made.text;
  const auto copy = untilState(made.body["deliveries"][0]["id"], "delivered");
  EXPECT_EQ(copy.body["eventType"], "custom.other");
  EXPECT_EQ(copy.body["chatbotId"], "bot_2");
  EXPECT_EQ(copy.body["conversationId"], "c2");
  const auto sent = *stack.network->requests().back().body;
  EXPECT_THAT(sent, HasSubstr(R"("data":{"price":2.50},"more":1e3})"));
  EXPECT_THAT(sent, HasSubstr("\"id\":\"" + made.body["id"].get<std::string>() + "\""));
}

TEST_F(DaemonDone1Resend, TheSameKeySendsOnce) {
  stack.webhook();
  const auto first = deadLetter();
  const auto once = stack.keyed("POST", "/api/deliveries/" + first + "/resend", "{}", "k1");
  const auto again = stack.keyed("POST", "/api/deliveries/" + first + "/resend", "{}", "k1");
  EXPECT_EQ(once.status, 202);
  EXPECT_EQ(again.body, once.body);
  EXPECT_EQ(eventsOf("c1"), 2U);
}

TEST_F(DaemonDone1Resend, RefusesWhatItCannotDoAndMakesNothing) {
  const auto webhook = stack.webhook();
  const auto first = deadLetter();
  EXPECT_THAT(resend(first, R"({"headers":{"X-Team":"ops"}})").detail("/headers"), HasSubstr("change the webhook"));
  EXPECT_THAT(resend(first, R"({"url":"https://other.example/"})").detail("/url"), HasSubstr("change the webhook"));
  EXPECT_NE(resend(first, R"({"body":"text"})").detail("/body"), "");
  EXPECT_NE(resend(first, R"({"body":{"type":"nodots","chatbotId":"b"}})").detail("/body/type"), "");
  EXPECT_NE(resend(first, R"({"body":{"type":"purchase.intent","chatbotId":"b","data":{}}})").detail("/body/data/intent"), "")
      << resend(first, R"({"body":{"type":"purchase.intent","chatbotId":"b","data":{}}})").text;
  EXPECT_NE(resend(first, R"({"boddy":{}})").detail("/boddy"), "");
  for (const auto* unknown : {"dlv_0000000000001", "x"}) {
    EXPECT_EQ(resend(unknown).status, 404) << unknown;
    EXPECT_EQ(resend(unknown).body["error"], "Delivery not found");
  }
  EXPECT_EQ(stack.call("POST", "/api/deliveries/" + first + "/resend", {}, Role::kViewer).status, 403);
  ASSERT_EQ(stack.call("PATCH", "/api/webhooks/" + webhook, R"({"enabled":false})").status, 200);
  EXPECT_THAT(resend(first).text, HasSubstr("disabled"));
  EXPECT_EQ(resend(first).status, 409);
  ASSERT_EQ(stack.call("DELETE", "/api/webhooks/" + webhook).status, 204);
  EXPECT_EQ(resend(first).status, 409);
  EXPECT_THAT(resend(first).text, HasSubstr("deleted"));
  EXPECT_EQ(eventsOf("c1"), 1U);
  stack.webhook();  // what was written before it would be there with it
  EXPECT_EQ(stack.get("/api/audit?what=delivery.resend").body["items"].size(), 0U);
}

TEST_F(DaemonDone1Resend, ABodyThatIsGoneIsNotResentButANewOneIs) {
  stack.webhook();
  succeed();
  const auto accepted = stack.post("/api/events", {{"type", "custom.thing"}, {"chatbotId", "b"}, {"data", json::object()}});
  const auto first = accepted.body["deliveries"].at(0)["id"].get<std::string>();
  ASSERT_EQ(untilState(first, "delivered").body["state"], "delivered");
  store::RetentionStep step;
  step.payloadsBefore = stack.clock.now().wall + std::chrono::hours{1};
  ASSERT_EQ(await<store::Retained>([&](auto done) { stack.store->retain(step, std::move(done)); })->payloads, 1U);
  EXPECT_EQ(resend(first).status, 409);
  EXPECT_THAT(resend(first).text, HasSubstr("payload is not kept"));
  EXPECT_EQ(resend(first, R"({"body":{"type":"custom.thing","chatbotId":"b"}})").status, 202);
}

TEST_F(DaemonDone1Resend, ATestIsNotResent) {
  const auto webhook = stack.webhook();
  const auto test = stack.call("POST", "/api/webhooks/" + webhook + "/test");
  ASSERT_EQ(test.status, 200);
  EXPECT_EQ(resend(test.body["deliveryId"]).status, 409);
}

// ---- the case file

using DaemonDone1Case = DaemonDone1Delivery;

TEST_F(DaemonDone1Case, HoldsAllThatAColleagueNeeds) {
  const auto webhook = stack.webhook();
  const auto id = deadLetter();
  const auto file = stack.get("/api/deliveries/" + id + "/case");
  ASSERT_EQ(file.status, 200) << file.text;
  EXPECT_EQ(file.header("Content-Disposition"), "attachment; filename=\"" + id + ".json\"");
  EXPECT_EQ(file.body["hookline"], "9.9.9-test");
  EXPECT_TRUE(base::parseIso(file.body["madeAt"].get<std::string>()));
  EXPECT_EQ(file.body["delivery"]["id"], id);
  EXPECT_EQ(file.body["delivery"]["state"], "dead");
  EXPECT_THAT(file.text, HasSubstr(R"("event":{"id":"first",)"));
  EXPECT_THAT(file.text, HasSubstr(R"("price":1.10)"));
  ASSERT_EQ(file.body["attempts"].size(), 1U);
  EXPECT_EQ(file.body["attempts"][0]["response"]["body"], "no thanks");
  EXPECT_EQ(file.body["webhook"], stack.get("/api/webhooks/" + webhook).body);
  EXPECT_EQ(file.body["sameReceiver"]["webhookId"], webhook);
  EXPECT_EQ(file.body["sameReceiver"]["dead"], 1);
  ASSERT_EQ(stack.call("DELETE", "/api/webhooks/" + webhook).status, 204);
  const auto later = stack.get("/api/deliveries/" + id + "/case").body;
  EXPECT_TRUE(later["webhook"].is_null());
  EXPECT_TRUE(later["sameReceiver"].is_null());
  EXPECT_EQ(stack.get("/api/deliveries/dlv_0000000000001/case").status, 404);
  EXPECT_EQ(stack.call("GET", "/api/deliveries/" + id + "/case", {}, Role::kProducer).status, 403);
}

TEST_F(DaemonDone1Case, HoldsNoSecret) {
  stack.webhook({{"secret", "planted-secret-1"}, {"headers", {{"Authorization", "Bearer planted-header-2"}, {"X-Team", "sales"}}}});
  stack.webhook(
      {{"name", "Slack"}, {"kind", "slack"}, {"url", "https://hooks.slack.com/services/T0PLANTED/B0PLANTED/plantedUrl3plantedUrl3"}});
  stack.webhook({{"name", "Hub"},
                 {"kind", "hubspot"},
                 {"url", nullptr},
                 {"events", {"lead.captured"}},
                 {"settings", {{"accessToken", "planted-setting-4"}}}});
  // A receiver that sends back what it was sent.
  stack.network->answerWith([](const model::HttpRequest& request) {
    std::string echo = request.url + "\n";
    for (const auto& header : request.headers) echo += header.name + ": " + header.value + "\n";
    return support::FakeNetwork::answer(400, echo + (request.body ? *request.body : std::string()));
  });
  const json lead{{"type", "lead.captured"},
                  {"chatbotId", "b"},
                  {"conversationId", "c"},
                  {"data", {{"email", "a@b.example"}, {"source", "chat"}, {"conversationSummary", "wants to buy"}}}};
  const auto accepted = stack.post("/api/events", lead);
  ASSERT_EQ(accepted.body["deliveries"].size(), 3U) << accepted.text;
  for (const auto& delivery : accepted.body["deliveries"]) {
    const auto id = delivery["id"].get<std::string>();
    const auto ended = stack.until("/api/deliveries/" + id, [](const json& body) { return !body["attempts"].empty(); });
    ASSERT_FALSE(ended.body["attempts"].empty());
    const auto file = stack.get("/api/deliveries/" + id + "/case");
    ASSERT_EQ(file.status, 200);
    for (const auto* planted : {"planted-secret-1", "planted-header-2", "plantedUrl3", "planted-setting-4"})
      EXPECT_THAT(file.text, Not(HasSubstr(planted)));
  }
}

}  // namespace
}  // namespace hookline::api::testing
