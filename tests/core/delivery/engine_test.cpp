// What the engine makes of answers: retries, holds, pauses, throttles, the network's absence.
#include "delivery/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using model::DeliveryState;
using model::ErrorClass;
using model::NetFault;
using std::chrono::hours;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class EngineTest : public testing::Test {
 protected:
  EngineTest() {
    rig.webhook(1);
    rig.webhook(2);
    rig.configure();
  }
  /// Delivery `id` of webhook 1 is on the wire.
  void send(std::int64_t id, std::int64_t webhook = 1) {
    rig.offer(rig.delivery(id, webhook));
    ASSERT_THAT(rig.claimed(), ElementsAre(id));
    rig.grant();
    ASSERT_THAT(rig.sent(), ElementsAre(id));
  }
  EngineRig rig;
};

TEST_F(EngineTest, ClaimsBeforeItSendsAndSendsOnce) {
  rig.offer(rig.delivery(10, 1));
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
  EXPECT_THAT(rig.sent(), IsEmpty());
  rig.tick();
  EXPECT_THAT(rig.claimed(), IsEmpty());
  rig.out.claims.push_back({model::DeliveryId{10}, {}});
  rig.grant();
  EXPECT_THAT(rig.sent(), ElementsAre(10));
  rig.tick();
  EXPECT_THAT(rig.sent(), IsEmpty());
}

TEST_F(EngineTest, ClaimsByTheDueTimeItKnows) {
  const auto delivery = rig.delivery(10, 1);
  rig.offer(delivery);
  EXPECT_EQ(rig.out.claims.at(0).due, delivery.due);
}

TEST_F(EngineTest, ASlotIsFreeOnlyWhenTheResultIsRecorded) {
  rig.edit(1, [](auto& webhook) { webhook.maxInFlight = 1; });
  send(10);
  rig.offer(rig.delivery(11, 1));
  EXPECT_THAT(rig.claimed(), IsEmpty());
  rig.answer(10, 200);
  EXPECT_THAT(rig.claimed(), IsEmpty());
  EXPECT_EQ(rig.engine.inFlight(), 1U);
  rig.recorded(10);
  EXPECT_THAT(rig.claimed(), ElementsAre(11));
}

TEST_F(EngineTest, NothingIsSentBeforeItIsDue) {
  auto later = rig.delivery(10, 1);
  later.due += seconds{30};
  rig.offer(std::move(later));
  EXPECT_THAT(rig.claimed(), IsEmpty());
  ASSERT_TRUE(rig.out.wakeAt);
  EXPECT_EQ(*rig.out.wakeAt - rig.now().mono, seconds{30});
  rig.advance(base::Micros{seconds{30}} - base::Micros{1000});
  rig.tick();
  EXPECT_THAT(rig.claimed(), IsEmpty());
  rig.advance(base::Micros{1000});
  rig.tick();
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
}

TEST_F(EngineTest, AWallClockSetBackParksNothingForMoreThanADay) {
  rig.setWall(-hours{24 * 365});
  auto delivery = rig.delivery(10, 1);
  delivery.due += hours{24 * 365};
  rig.offer(std::move(delivery));
  EXPECT_EQ(rig.sleepUntilClaim(), hours{24});
}

TEST_F(EngineTest, AWallClockJumpMovesNoWaitThatHasBegun) {
  send(10);
  rig.answer(10, 500);
  rig.recorded(10);
  const auto wakeAt = rig.out.wakeAt.value();
  rig.setWall(hours{5});
  EXPECT_THAT(rig.tick().claims, IsEmpty());
  rig.setWall(-hours{10});
  EXPECT_EQ(rig.tick().wakeAt, wakeAt);
  rig.passTime();
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
}

TEST_F(EngineTest, NoTwoTriesOfADeliveryShareADueTime) {
  send(10);
  const auto first = rig.delivery(10, 1).due;
  rig.fault(10, NetFault::kStaleConnection);
  EXPECT_NE(rig.out.records.at(0)->due, first) << "a claim names its row by the due time";
}

TEST_F(EngineTest, AStaleConnectionGoesAgainOnAFreshOne) {
  send(10);
  EXPECT_FALSE(rig.out.sends.at(0).request.freshConnection);
  rig.fault(10, NetFault::kStaleConnection);
  EXPECT_FALSE(rig.out.records.at(0)->attempt.counted);
  rig.recorded(10);
  rig.passTime();
  rig.grant();
  ASSERT_THAT(rig.sent(), ElementsAre(10));
  EXPECT_TRUE(rig.out.sends.at(0).request.freshConnection);
}

TEST_F(EngineTest, RefusedCredentialsPutTheWebhookOnHoldAndAPersonMendsIt) {
  rig.offer({rig.delivery(10, 1), rig.delivery(11, 1), rig.delivery(12, 1)});
  rig.grant();
  for (const int id : {10, 11, 12}) rig.answer(id, 401);
  ASSERT_THAT(rig.out.holds, SizeIs(1));
  EXPECT_EQ(rig.out.holds.at(0).webhook, model::WebhookId{1});
  EXPECT_EQ(rig.out.holds.at(0).because, ErrorClass::kAuth);
  EXPECT_EQ(rig.out.holds.at(0).status, 401);
  for (const int id : {10, 11, 12}) rig.recorded(id);
  rig.offer(rig.delivery(13, 1));
  rig.advance(seconds{60});
  EXPECT_THAT(rig.tick().claims, IsEmpty()) << "nothing goes out while the hold is being stored";
  rig.edit(1, [](auto& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kOnHold; });
  rig.tell(HoldAnswered{model::WebhookId{1}, true});
  EXPECT_THAT(rig.claimed(), IsEmpty());
  rig.edit(1, [](auto& webhook) { webhook.stop = {}; });
  rig.tick();
  rig.out = {};
  rig.tell(Tick{});
  EXPECT_EQ(rig.engine.inFlight(), 4U);
}

TEST_F(EngineTest, AHoldThatCannotBeStoredDoesNotParkTheWebhook) {
  send(10);
  rig.answer(10, 410);
  ASSERT_THAT(rig.out.holds, SizeIs(1));
  rig.recorded(10);
  EXPECT_THAT(rig.claimed(), IsEmpty());
  rig.tell(HoldAnswered{model::WebhookId{1}, false});
  rig.passTime();
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
}

TEST_F(EngineTest, PauseStopsOneWebhookAndResumeLetsItGo) {
  rig.edit(1, [](auto& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  rig.offer({rig.delivery(10, 1), rig.delivery(11, 2)});
  EXPECT_THAT(rig.claimed(), ElementsAre(11));
  rig.edit(1, [](auto& webhook) { webhook.stop = {}; });
  EXPECT_EQ(rig.engine.inFlight(), 2U);
}

TEST_F(EngineTest, APauseWithAnEndEndsByItself) {
  const auto until = rig.now().wall + seconds{90};
  rig.edit(1, [until](auto& webhook) {
    webhook.stop.kind = model::WebhookStop::Kind::kPaused;
    webhook.stop.until = until;
  });
  rig.offer(rig.delivery(10, 1));
  EXPECT_THAT(rig.claimed(), IsEmpty());
  ASSERT_TRUE(rig.out.wakeAt);
  EXPECT_EQ(*rig.out.wakeAt - rig.now().mono, seconds{90});
  rig.passTime();
  EXPECT_THAT(rig.claimed(), ElementsAre(10));
}

TEST_F(EngineTest, APausedCoreSendsNothing) {
  rig.allPaused = true;
  rig.configure();
  rig.offer({rig.delivery(10, 1), rig.delivery(11, 2)});
  EXPECT_THAT(rig.claimed(), IsEmpty());
  rig.allPaused = false;
  rig.configure();
  EXPECT_EQ(rig.engine.inFlight(), 2U);
}

TEST_F(EngineTest, ADisabledWebhookWaits) {
  rig.edit(1, [](auto& webhook) { webhook.enabled = false; });
  rig.offer(rig.delivery(10, 1));
  EXPECT_THAT(rig.claimed(), IsEmpty());
}

TEST_F(EngineTest, ATestSendGoesThroughAPause) {
  rig.edit(1, [](auto& webhook) { webhook.stop.kind = model::WebhookStop::Kind::kPaused; });
  auto test = rig.delivery(10, 1);
  test.once = true;
  rig.offer(std::move(test));
  ASSERT_THAT(rig.claimed(), ElementsAre(10));
  rig.grant();
  EXPECT_TRUE(rig.out.sends.at(0).request.freshConnection) << "its one attempt is not lost to an idle connection that died";
  rig.answer(10, 500);
  EXPECT_EQ(rig.out.records.at(0)->next, DeliveryState::kCancelled);
  EXPECT_FALSE(rig.out.records.at(0)->inStats);
}

TEST_F(EngineTest, DaemonDone1_ResultsOfSimulatedEventsAreInNoStatistics) {
  auto simulated = rig.delivery(10, 1);
  auto event = *simulated.event;
  event.simulated = true;
  simulated.event = std::make_shared<const model::Event>(std::move(event));
  rig.offer({std::move(simulated), rig.delivery(11, 2)});
  rig.grant();
  rig.answer(10, 500);
  EXPECT_FALSE(rig.out.records.at(0)->inStats);
  rig.answer(11, 500);
  EXPECT_TRUE(rig.out.records.at(0)->inStats);
}

TEST_F(EngineTest, RetryAfterHoldsTheWholeWebhook) {
  send(10);
  rig.answer(10, 429, "60");
  rig.recorded(10);
  rig.offer({rig.delivery(11, 1), rig.delivery(12, 2)});
  EXPECT_THAT(rig.claimed(), ElementsAre(12)) << "the other webhook goes on";
  rig.advance(seconds{59});
  EXPECT_THAT(rig.tick().claims, IsEmpty());
  rig.advance(seconds{1});
  rig.tick();
  EXPECT_THAT(rig.claimed(), testing::Contains(11));
}

TEST_F(EngineTest, WithoutANetworkOneProbeEvery30SecondsAndNoBudgetIsUsed) {
  rig.offer({rig.delivery(10, 1), rig.delivery(11, 1), rig.delivery(12, 2)});
  rig.grant();
  for (const int id : {10, 11, 12}) {
    rig.fault(id, NetFault::kNoRoute);
    EXPECT_FALSE(rig.out.records.at(0)->attempt.counted);
    rig.recorded(id);
  }
  EXPECT_TRUE(rig.engine.offline());
  for (int probe = 0; probe < 3; ++probe) {
    rig.advance(seconds{29});
    EXPECT_THAT(rig.tick().claims, IsEmpty());
    rig.advance(seconds{1});
    rig.tick();
    ASSERT_THAT(rig.claimed(), SizeIs(1));
    const auto id = rig.claimed().front();
    rig.grant();
    rig.fault(id, NetFault::kResolverDown);
    rig.recorded(id);
  }
  rig.advance(seconds{30});
  rig.tick();
  const auto id = rig.claimed().at(0);
  rig.grant();
  rig.answer(id, 200);
  EXPECT_FALSE(rig.engine.offline());
  EXPECT_THAT(rig.claimed(), SizeIs(2)) << "all the others go as soon as one got through";
}

TEST_F(EngineTest, OfflineWithNothingToSendItSleepsLong) {
  send(10);
  rig.fault(10, NetFault::kNoRoute);
  rig.tell(Cancelled{model::DeliveryId{10}});
  rig.recorded(10, false);
  int wakings = 0;
  for (const auto begun = rig.now().mono; rig.now().mono - begun < hours{1}; ++wakings) {
    ASSERT_TRUE(rig.out.wakeAt) << "each lane makes sure of the store now and then";
    const auto refills = rig.passTime().refills;
    for (const auto& wanted : refills) rig.tell(Refilled{wanted.webhook, std::vector<model::DueDelivery>{}, true});
  }
  EXPECT_LE(wakings, 13);
}

TEST_F(EngineTest, DuringARotationTheRefusedSecretIsReplacedAtOnce) {
  rig.edit(1, [this](auto& webhook) {
    webhook.previousSecret = "the old secret";
    webhook.previousSecretUntil = rig.now().wall + hours{1};
  });
  send(10);
  const auto old = headerOf(rig.out.sends.at(0).request, "X-Webhook-Signature");
  rig.answer(10, 401);
  EXPECT_FALSE(rig.out.records.at(0)->attempt.counted);
  rig.recorded(10);
  rig.passTime();
  rig.grant();
  ASSERT_THAT(rig.sent(), ElementsAre(10));
  EXPECT_NE(headerOf(rig.out.sends.at(0).request, "X-Webhook-Signature"), old);
  rig.answer(10, 200);
  send(11);
  EXPECT_NE(headerOf(rig.out.sends.at(0).request, "X-Webhook-Signature"), old) << "the new secret stays";
}

TEST_F(EngineTest, SecretsAreMaskedInWhatIsKept) {
  rig.edit(1, [](auto& webhook) { webhook.headers = {{"Authorization", "Bearer hush"}, {"X-Team", "sales"}}; });
  send(10);
  rig.answer(10, 200);
  const auto& kept = rig.out.records.at(0)->attempt.requestHeaders;
  EXPECT_THAT(kept, testing::Contains(model::HttpHeader{"X-Team", "sales"}));
  for (const auto& header : kept) EXPECT_EQ(header.value.find("hush"), std::string::npos);
}

TEST_F(EngineTest, ASecretThatTravelsInTheBodyIsMaskedInAllThatIsKept) {
  rig.edit(1, [](auto& webhook) {
    webhook.kind = model::WebhookKind::kPagerduty;
    webhook.url.clear();
    webhook.secretSettings["routingKey"] = "R0UT1NGKEYOFTHESERVICE0123456789";
  });
  send(10);
  ASSERT_NE(rig.out.sends.at(0).request.body->find("R0UT1NG"), std::string::npos);
  model::HttpResult echo;
  echo.status = 400;
  echo.body = R"({"status":"invalid event","errors":["routing_key R0UT1NGKEYOFTHESERVICE0123456789 is unknown"]})";
  rig.tell(Ended{{10}, std::move(echo)});
  const auto& kept = rig.out.records.at(0)->attempt;
  EXPECT_NE(kept.detail.find("is unknown"), std::string::npos) << kept.detail;
  for (const auto* text : {&*kept.requestBody, &kept.responseBody, &kept.detail})
    EXPECT_EQ(text->find("R0UT1NG"), std::string::npos) << *text;
}

TEST_F(EngineTest, DaemonDone1_AnAddressThatIsASecretIsMaskedInWhatAReceiverSendsBack) {
  rig.edit(1, [](auto& webhook) { webhook.url = "https://hooks.slack.com/services/T0/B0/hushhush?key=whisper8"; });
  send(10);
  model::HttpResult echo;
  echo.status = 400;
  echo.body = "POST /services/T0/B0/hushhush?key=whisper8 is unknown";
  rig.tell(Ended{{10}, std::move(echo)});
  const auto& kept = rig.out.records.at(0)->attempt;
  EXPECT_EQ(kept.url.find("hush"), std::string::npos) << kept.url;
  EXPECT_EQ(kept.url.find("whisper"), std::string::npos) << kept.url;
  EXPECT_EQ(kept.responseBody.find("hush"), std::string::npos) << kept.responseBody;
  EXPECT_EQ(kept.responseBody.find("whisper"), std::string::npos) << kept.responseBody;
  EXPECT_NE(kept.responseBody.find(" is unknown"), std::string::npos);
}

TEST_F(EngineTest, ManyHangingReceiversLeaveASlotForAHealthyOne) {
  EngineRig crowded({.slots = 8});
  for (int id = 1; id <= 6; ++id) crowded.webhook(id);
  crowded.configure();
  std::vector<model::DueDelivery> deliveries;
  for (int webhook = 1; webhook <= 5; ++webhook)
    for (int i = 0; i < 20; ++i) deliveries.push_back(crowded.delivery(webhook * 100 + i, webhook));
  crowded.offer(std::move(deliveries));
  crowded.grant();
  ASSERT_EQ(crowded.engine.inFlight(), 8U);
  // One of those that hang times out; the healthy one has its turn before any of them gets a second slot.
  crowded.advance(seconds{1});
  crowded.offer(crowded.delivery(600, 6));
  const auto hanging = crowded.sent();
  crowded.fault(100, NetFault::kTimeoutAfterWrite);
  crowded.recorded(100);
  std::set<std::int64_t> next;
  for (const auto id : crowded.claimed()) next.insert(id / 100);
  EXPECT_TRUE(next.contains(6) || next.contains(5)) << "a webhook without a slot comes first";
}

}  // namespace
}  // namespace hookline::delivery
