#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/delivery.h"
#include "model/delivery_change.h"
#include "webhook_samples.h"

namespace hookline::model {
namespace {

using testing::HasSubstr;

DeliveryRow waitingRow() {
  DeliveryRow row;
  row.id = DeliveryId{7};
  row.eventId = "order-1";
  row.eventType = "lead.captured";
  row.chatbotId = "bot_1";
  row.conversationId = "conv_1";
  row.person = {"ann@example.com", "Ann", ""};
  row.webhookId = fullWebhook().id;
  row.state = DeliveryState::kRetrying;
  row.tries = 2;
  row.counted = 1;
  row.due = base::fromMs(1795464000000);
  row.errorClass = ErrorClass::kServerError;
  row.status = 503;
  row.latency = base::Micros{12345};
  row.createdAt = base::fromMs(1795463000000);
  row.updatedAt = base::fromMs(1795463500000);
  return row;
}

Webhook activeWebhook() {
  auto webhook = fullWebhook();
  webhook.stop = {};
  return webhook;
}

TEST(ShownDelivery, HasTheShapeOfTheInterface) {
  const auto webhook = activeWebhook();
  EXPECT_EQ(toJson(waitingRow(), {&webhook}).dump(),
            R"({"id":")" + DeliveryId{7}.text() + R"(","eventId":"order-1","webhookId":")" + webhook.id.text() +
                R"(","webhookName":"Sales","kind":"custom","eventType":"lead.captured","chatbotId":"bot_1","conversationId":"conv_1",)"
                R"("person":{"email":"ann@example.com","name":"Ann"},"state":"retrying","attempts":2,"counted":1,)"
                R"("nextAttemptAt":"2026-11-23T20:00:00.000Z","status":503,"errorClass":"server_error",)"
                R"("cause":"HTTP 503: the receiver says it is overloaded or down.",)"
                R"("help":"It is tried again by itself; tell the receiver's owner if it goes on.","latencyMs":12.345,"simulated":false,)"
                R"("createdAt":"2026-11-23T19:43:20.000Z","updatedAt":"2026-11-23T19:51:40.000Z"})");
}

TEST(DestinationsDone1PlanSteps, ADeliveryShowsItsStepAlsoAsANotice) {
  auto row = waitingRow();
  row.step = PlanStep{2, 3, "Add the note"};
  const nlohmann::ordered_json shape{{"n", 2}, {"of", 3}, {"name", "Add the note"}};
  EXPECT_EQ(toJson(row, {})["step"], shape);
  EXPECT_EQ(toJson(toRow(toChange(row)), {})["step"], shape);
}

TEST(ShownDelivery, LeavesOutWhatIsNotThere) {
  DeliveryRow row;
  row.id = DeliveryId{1};
  row.webhookId = WebhookId{2};
  row.state = DeliveryState::kDelivered;
  const auto shown = toJson(row, {});
  for (const auto* name : {"reason", "nextAttemptAt", "status", "errorClass", "cause", "help", "latencyMs", "step", "resentFrom"})
    EXPECT_FALSE(shown.contains(name)) << name;
  EXPECT_TRUE(shown["webhookName"].is_null());
  EXPECT_TRUE(shown["conversationId"].is_null());
  EXPECT_TRUE(shown["person"].empty());
}

TEST(ShownDelivery, IsHeldWhileItsWebhookOrTheEngineStands) {
  auto webhook = activeWebhook();
  const auto state = [&](DeliveryRow row, bool allPaused = false) {
    const auto shown = toJson(row, {&webhook, allPaused});
    EXPECT_EQ(shown["state"] == "held", shown.contains("reason"));
    EXPECT_EQ(shown["state"] == "retrying", shown.contains("nextAttemptAt"));
    return shown["state"].get<std::string>() + ": " + shown.value("reason", "");
  };
  EXPECT_EQ(state(waitingRow()), "retrying: ");
  EXPECT_EQ(state(waitingRow(), true), "held: All sending is paused.");
  webhook.stop = {WebhookStop::Kind::kPaused, "", {}, base::fromMs(1795464000000)};
  EXPECT_EQ(state(waitingRow()), "held: The webhook is paused until 2026-11-23T20:00:00.000Z.");
  webhook.stop = {WebhookStop::Kind::kOnHold, "it is gone.", {}, std::nullopt};
  EXPECT_EQ(state(waitingRow()), "held: The webhook is on hold: it is gone.");
  webhook.stop = {};
  webhook.enabled = false;
  EXPECT_EQ(state(waitingRow()), "held: The webhook is disabled.");
}

TEST(ShownDelivery, IsNotHeldWhenItIsATestOrUnderWayOrOver) {
  auto webhook = fullWebhook();
  auto row = waitingRow();
  row.once = true;
  EXPECT_EQ(toJson(row, {&webhook, true})["state"], "retrying");
  row.once = false;
  for (const auto state : {DeliveryState::kDelivering, DeliveryState::kDelivered, DeliveryState::kDead, DeliveryState::kCancelled}) {
    row.state = state;
    EXPECT_EQ(toJson(row, {&webhook, true})["state"], toText(state));
  }
}

TEST(ShownDelivery, SaysWhyItIsHeldByItself) {
  auto row = waitingRow();
  row.state = DeliveryState::kHeld;
  row.errorClass = ErrorClass::kForbiddenAddress;
  row.status.reset();
  const auto webhook = activeWebhook();
  const auto shown = toJson(row, {&webhook});
  EXPECT_EQ(shown["state"], "held");
  EXPECT_THAT(shown["reason"].get<std::string>(), HasSubstr("may not reach"));
}

TEST(EngineDone1Words, TheDeliveryItselfSaysWhatItsLastAttemptKnows) {
  const auto webhook = activeWebhook();
  auto row = waitingRow();
  Attempt last;
  row.errorClass = last.errorClass = ErrorClass::kCertificateExpired;
  row.status = {};
  last.detail = "The receiver's certificate expired on 3 May 2026.";
  auto shown = toJson(row, {&webhook, false, &last});
  EXPECT_EQ(shown["cause"], last.detail);
  EXPECT_THAT(shown["help"].get<std::string>(), HasSubstr("then retry"));
  EXPECT_EQ(toJson(last, "")["cause"], last.detail);

  row.errorClass = last.errorClass = ErrorClass::kRedirect;
  row.status = 308;
  last.responseHeaders = {{"Server", "x"}, {"LOCATION", "https://new.example/hook"}};
  shown = toJson(row, {&webhook, false, &last});
  EXPECT_THAT(shown["help"].get<std::string>(), HasSubstr("\"https://new.example/hook\""));
  // An attempt of another kind, one that a person cut off, knows nothing of why the row is as it is.
  last.errorClass = ErrorClass::kInterrupted;
  shown = toJson(row, {&webhook, false, &last});
  EXPECT_EQ(shown["help"], helpText(ErrorClass::kRedirect, 308, NextTry::kByItself));
}

TEST(ShownAttempt, HasTheShapeOfTheInterface) {
  Attempt attempt;
  attempt.n = 3;
  attempt.tryNumber = 2;
  attempt.startedAt = base::fromMs(1795464000000);
  attempt.phase = Phase::kDone;
  attempt.times = {base::Micros{1000}, base::Micros{2500}, base::Micros{0}, base::Micros{10000}, base::Micros{10500}};
  attempt.peer = "203.0.113.7:443";
  attempt.status = 500;
  attempt.errorClass = ErrorClass::kServerError;
  attempt.url = "https://example.com/";
  attempt.requestHeaders = {{"X-A", "1"}};
  attempt.responseHeaders = {{"Server", "x"}, {"Set-Cookie", "a=hunter2"}, {"Set-Cookie", "b=hunter2"}, {"Via", "a"}, {"Via", "b"}};
  attempt.responseBody = "oops";
  EXPECT_EQ(toJson(attempt, R"({"id":"e"})").dump(),
            R"({"n":3,"try":2,"step":1,"counted":true,"startedAt":"2026-11-23T20:00:00.000Z","phase":"done",)"
            R"("phasesMs":{"dns":1.0,"connect":2.5,"tls":0.0,"firstByte":10.0,"total":10.5},"peer":"203.0.113.7:443","status":500,)"
            R"("errorClass":"server_error","cause":"HTTP 500: the receiver ran into an error of its own.","maybeDelivered":false,)"
            R"("request":{"method":"POST","url":"https://example.com/","headers":{"X-A":"1"},"body":"{\"id\":\"e\"}"},)"
            R"("response":{"status":500,"headers":{"Server":"x","Set-Cookie":"•••","Via":"a, b"},"body":"oops","truncated":false}})");
}

TEST(ShownAttempt, HasNullsWhereNothingCame) {
  Attempt attempt;
  attempt.requestBody = "its own";
  attempt.detail = "Could not resolve host";
  const auto shown = toJson(attempt, "unused");
  for (const auto* name : {"peer", "status", "errorClass", "cause", "response"}) EXPECT_TRUE(shown.at(name).is_null()) << name;
  EXPECT_EQ(shown["request"]["body"], "its own");
  EXPECT_EQ(shown["detail"], "Could not resolve host");
}

TEST(ShownAttempt, IsJsonWhateverBytesTheReceiverSent) {
  Attempt attempt;
  attempt.status = 200;
  attempt.responseBody = "ok \xFF\xC3\x28 \xED\xA0\x80 \xE2\x82";
  attempt.responseHeaders = {{"X-\xE9", "caf\xE9"}, {"X-\xE9", "\xFF"}};
  attempt.detail = "\x80";
  const auto text = toJson(attempt, "\xFE").dump();
  EXPECT_THAT(text, HasSubstr("ok \xEF\xBF\xBD"));
  EXPECT_THAT(text, HasSubstr("caf\xEF\xBF\xBD"));
}

}  // namespace
}  // namespace hookline::model
