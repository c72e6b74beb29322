// "First event", points 2 to 4, on a whole core: what a receiver sees and what the API says of it.
#include <gtest/gtest.h>

#include <chrono>

#include "crypto/signature.h"
#include "support/core_rig.h"

namespace hookline {
namespace {

using support::CoreRig;
using support::Inbox;
using support::quickRetries;

sandbox::ReceiverOptions answering(std::vector<int> statuses, std::string secret = {}) {
  sandbox::ReceiverOptions options;
  options.statuses = std::move(statuses);
  options.secret = std::move(secret);
  return options;
}

std::string firstDelivery(const nlohmann::json& accepted) { return accepted.at("deliveries").at(0).at("id"); }

TEST(FirstEventDone2, APostedEventArrivesWithBothSignaturesVerified) {
  const std::string secret = crypto::generateSecret();
  Inbox inbox(answering({200}, secret));
  CoreRig rig;
  rig.makeWebhook(inbox.url(), {{"secret", secret}});
  const auto accepted = rig.postEvent();
  const auto came = inbox.waitFor(1);
  ASSERT_EQ(came.size(), 1U);
  EXPECT_EQ(came[0].hookline.text(), "verified");
  EXPECT_EQ(came[0].standard.text(), "verified");
  EXPECT_EQ(came[0].header("webhook-id"), accepted.at("id").get<std::string>());
  EXPECT_EQ(came[0].header("x-webhook-attempt"), "1");
  EXPECT_EQ(came[0].headerCount("x-webhook-signature"), 1U);
  const auto delivery = rig.waitForState(firstDelivery(accepted), "delivered");
  EXPECT_EQ(delivery.at("attempts").size(), 1U);
}

TEST(FirstEventDone3, ThreeFailuresThenSuccessAreFourAttemptsWithRisingDelaysAndOneId) {
  Inbox inbox(answering({500, 500, 500, 200}));
  CoreRig rig;
  auto policy = quickRetries(5);
  policy["backoffMs"] = 100;
  rig.makeWebhook(inbox.url(), {{"retryPolicy", policy}});
  const auto accepted = rig.postEvent();
  const auto delivery = rig.waitForState(firstDelivery(accepted), "delivered");
  const auto came = inbox.waitFor(4);
  ASSERT_EQ(came.size(), 4U);
  for (std::size_t i = 0; i < came.size(); ++i) {
    EXPECT_EQ(came[i].header("webhook-id"), accepted.at("id").get<std::string>());
    EXPECT_EQ(came[i].header("x-webhook-attempt"), std::to_string(i + 1));
    EXPECT_EQ(came[i].body, came[0].body);
  }
  // Each wait is at least the schedule's: 100, 200, 400 ms.
  for (std::size_t i = 1; i < came.size(); ++i) EXPECT_GE(came[i].at - came[i - 1].at, base::Millis{100 * (1 << (i - 1))});
  ASSERT_EQ(delivery.at("attempts").size(), 4U);
  EXPECT_EQ(delivery.at("attempts").at(0).at("status"), 500);
  EXPECT_EQ(delivery.at("attempts").at(3).at("status"), 200);
}

TEST(FirstEventDone3, WhatFailsForEverIsADeadLetterAndItsRetryGoesToThatWebhookAlone) {
  Inbox mended(answering({500, 500, 500, 200}));
  Inbox other(answering({200}));
  CoreRig rig;
  const auto failing = rig.makeWebhook(mended.url(), {{"retryPolicy", quickRetries(2)}});
  rig.makeWebhook(other.url());
  const auto accepted = rig.postEvent();
  ASSERT_EQ(accepted.at("deliveries").size(), 2U);
  std::string dead;
  for (const auto& delivery : accepted.at("deliveries"))
    if (delivery.at("webhookId") == failing.at("id")) dead = delivery.at("id");
  const auto letter = rig.waitForState(dead, "dead");
  EXPECT_EQ(letter.at("attempts").size(), 3U);
  const auto letters = rig.ask("GET", "/api/dead-letters");
  ASSERT_EQ(letters.at("items").size(), 1U);
  EXPECT_EQ(letters.at("items").at(0).at("id"), dead);
  EXPECT_FALSE(letters.at("items").at(0).at("cause").get<std::string>().empty());

  rig.ask("POST", "/api/dead-letters/" + dead + "/retry");
  rig.waitForState(dead, "delivered");
  EXPECT_EQ(mended.waitFor(4).size(), 4U);
  EXPECT_EQ(other.waitFor(1).size(), 1U);
  EXPECT_TRUE(rig.ask("GET", "/api/dead-letters").at("items").empty());
}

TEST(FirstEventDone3, AnUnprocessableEventIsDeadAtOnce) {
  Inbox inbox(answering({422}));
  CoreRig rig;
  rig.makeWebhook(inbox.url(), {{"retryPolicy", quickRetries(5)}});
  const auto accepted = rig.postEvent();
  const auto letter = rig.waitForState(firstDelivery(accepted), "dead");
  EXPECT_EQ(letter.at("attempts").size(), 1U);
  EXPECT_EQ(inbox.now().size(), 1U);
}

TEST(FirstEventDone3, ARedirectIsNeverFollowed) {
  Inbox inbox(answering({302}));
  CoreRig rig;
  rig.makeWebhook(inbox.url(), {{"retryPolicy", quickRetries(1)}});
  const auto accepted = rig.postEvent();
  const auto letter = rig.waitForState(firstDelivery(accepted), "dead");
  EXPECT_EQ(letter.at("attempts").size(), 2U);
  EXPECT_EQ(letter.at("attempts").at(0).at("status"), 302);
  for (const auto& request : inbox.now()) EXPECT_EQ(request.path, "/hook");
}

TEST(FirstEventDone3, AReceiverThatIsGoneHoldsTheWebhookAndNothingIsDropped) {
  Inbox inbox(answering({410, 200}));
  CoreRig rig;
  const auto webhook = rig.makeWebhook(inbox.url(), {{"retryPolicy", quickRetries(1)}});
  const auto accepted = rig.postEvent();
  const auto held = rig.waitForState(firstDelivery(accepted), "held");
  EXPECT_EQ(held.at("attempts").size(), 1U);
  const std::string path = "/api/webhooks/" + webhook.at("id").get<std::string>();
  EXPECT_EQ(rig.ask("GET", path).at("status").at("state"), "on_hold");
  rig.ask("POST", path + "/resume", nlohmann::json::object());
  rig.waitForState(firstDelivery(accepted), "delivered");
}

TEST(FirstEventDone3, APausedWebhookWaitsAndATestSendStillGoes) {
  Inbox inbox(answering({200}));
  CoreRig rig;
  const auto webhook = rig.makeWebhook(inbox.url());
  const std::string path = "/api/webhooks/" + webhook.at("id").get<std::string>();
  rig.ask("POST", path + "/pause", nlohmann::json::object());
  const auto accepted = rig.postEvent();
  const auto tested = rig.ask("POST", path + "/test");
  EXPECT_EQ(tested.at("success"), true);
  EXPECT_EQ(tested.at("status"), 200);
  const auto came = inbox.waitFor(1);
  ASSERT_EQ(came.size(), 1U);
  EXPECT_EQ(came[0].header("x-webhook-event"), "webhook.test");
  EXPECT_EQ(rig.ask("GET", "/api/deliveries/" + firstDelivery(accepted)).at("state"), "held");
  rig.ask("POST", path + "/resume", nlohmann::json::object());
  rig.waitForState(firstDelivery(accepted), "delivered");
}

TEST(FirstEventDone3, TheSameEventTwiceIsDeliveredOnce) {
  Inbox inbox(answering({200}));
  CoreRig rig;
  rig.makeWebhook(inbox.url());
  const nlohmann::json event{{"id", "evt-own-1"}, {"type", "webhook.test"}, {"chatbotId", "bot_1"}, {"data", {{"message", "hello"}}}};
  const auto first = rig.send("POST", "/api/events", event.dump());
  const auto second = rig.send("POST", "/api/events", event.dump());
  auto other = event;
  other["data"]["message"] = "other";
  const auto clash = rig.send("POST", "/api/events", other.dump());
  EXPECT_EQ(first.status, 202);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(nlohmann::json::parse(second.body).at("duplicate"), true);
  EXPECT_EQ(nlohmann::json::parse(second.body).at("deliveries"), nlohmann::json::parse(first.body).at("deliveries"));
  EXPECT_EQ(clash.status, 409);
  rig.waitForState(firstDelivery(nlohmann::json::parse(first.body)), "delivered");
  EXPECT_EQ(inbox.now().size(), 1U);
}

TEST(EngineDone2OrderingEndToEnd, TheEventsOfAConversationArriveInTheirOrderWhateverFails) {
  Inbox inbox(answering({200, 500, 503, 200, 500, 200}));
  CoreRig rig;
  rig.makeWebhook(inbox.url(), {{"ordering", {{"by", "conversation"}}}, {"retryPolicy", quickRetries(5)}});
  std::vector<std::string> said;
  std::string last;
  for (int i = 0; i < 6; ++i) {
    said.push_back("evt_order_" + std::to_string(i));
    last = firstDelivery(rig.postEvent({{"id", said.back()}, {"conversationId", "conv_1"}}));
  }
  rig.waitForState(last, "delivered");
  std::vector<std::string> arrived;
  for (const auto& one : inbox.now()) {
    const std::string id(one.header("webhook-id"));
    if (arrived.empty() || arrived.back() != id) arrived.push_back(id);
  }
  EXPECT_EQ(arrived, said) << "each is tried until it is delivered before the next one goes";
}

}  // namespace
}  // namespace hookline
