// Sign-ins shared by a webhook's deliveries, seen through the engine with Zendesk's destination.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine_rig.h"

namespace hookline::delivery {
namespace {

using model::DeliveryState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kToken = R"({"access_token":"token-of-today-1","token_type":"bearer","expires_in":1000})";

class SignInOnEngine {
 public:
  EngineRig rig;

  SignInOnEngine() {
    auto& webhook = rig.webhook(1);
    webhook.kind = model::WebhookKind::kZendesk;
    webhook.url.clear();
    webhook.settings = {{"subdomain", "acme"}, {"clientId", "hookline"}};
    webhook.secretSettings["clientSecret"] = "a-client-secret";
    rig.configure();
  }

  void handOff(std::int64_t id) {
    auto made = rig.delivery(id, 1);
    auto event = std::make_shared<model::Event>(*made.event);
    event->type = "handoff.requested";
    event->conversationId = "conv_" + std::to_string(id);
    event->body = std::make_shared<const std::string>(R"({"type":"handoff.requested","data":{"reason":"Lost"}})");
    made.event = std::move(event);
    rig.offer(std::move(made));
    rig.grant();
  }
  Outputs& signIn(int status, std::string body) {
    model::HttpResult result;
    result.status = status;
    result.body = std::move(body);
    return rig.tell(SignInEnded{model::WebhookId{1}, std::move(result)});
  }
  Outputs& answer(std::int64_t id, int status, std::string body = {}) {
    model::HttpResult result;
    result.status = status;
    result.body = std::move(body);
    return rig.tell(Ended{model::DeliveryId{id}, std::move(result)});
  }
  std::string authorization() const { return rig.out.sends.empty() ? "nothing sent" : headerOf(rig.out.sends[0].request, "Authorization"); }
};

TEST(DestinationsDone3SignIn, OneSignInServesAllThatWaitAndAllThatFollow) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  ASSERT_THAT(zendesk.rig.out.signIns, SizeIs(1));
  EXPECT_EQ(zendesk.rig.out.signIns[0].request.url, "https://acme.zendesk.com/oauth/tokens");
  EXPECT_THAT(zendesk.rig.out.sends, IsEmpty());
  zendesk.handOff(8);
  EXPECT_THAT(zendesk.rig.out.signIns, IsEmpty()) << "one is under way";
  zendesk.signIn(200, kToken);
  EXPECT_THAT(zendesk.rig.sent(), ElementsAre(7, 8));
  EXPECT_EQ(zendesk.authorization(), "Bearer token-of-today-1");
  zendesk.handOff(9);
  EXPECT_THAT(zendesk.rig.out.signIns, IsEmpty());
  EXPECT_THAT(zendesk.rig.sent(), ElementsAre(9));
}

TEST(DestinationsDone3SignIn, ATokenIsNewAfterItsTime) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.signIn(200, kToken);
  zendesk.rig.advance(std::chrono::seconds{799});
  zendesk.handOff(8);
  EXPECT_THAT(zendesk.rig.out.signIns, IsEmpty()) << "used for four fifths of its life";
  zendesk.rig.advance(std::chrono::seconds{2});
  zendesk.handOff(9);
  EXPECT_THAT(zendesk.rig.out.signIns, SizeIs(1));
}

TEST(DestinationsDone3SignIn, ARefusedTokenIsReplacedOnceAndTheSameStepGoesAgain) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.signIn(200, kToken);
  const std::string step(zendesk.rig.out.sends[0].request.step);
  zendesk.answer(7, 401, R"({"error":"invalid_token"})");
  ASSERT_THAT(zendesk.rig.out.records, SizeIs(1));
  EXPECT_EQ(zendesk.rig.out.records[0]->next, DeliveryState::kDelivering) << "no try is lost for it";
  zendesk.rig.recorded(7);
  ASSERT_THAT(zendesk.rig.out.signIns, SizeIs(1));
  zendesk.signIn(200, R"({"access_token":"token-of-today-2","expires_in":1000})");
  EXPECT_EQ(zendesk.authorization(), "Bearer token-of-today-2");
  EXPECT_EQ(zendesk.rig.out.sends[0].request.step, step);
  zendesk.answer(7, 401, R"({"error":"invalid_token"})");
  ASSERT_THAT(zendesk.rig.out.holds, SizeIs(1)) << "the second time they are refused credentials";
  EXPECT_EQ(zendesk.rig.out.holds[0].because, model::ErrorClass::kAuth);
}

TEST(DestinationsDone3SignIn, AFailedSignInIsWhatTheDeliveriesFailedAtAndShowsNoSecret) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.handOff(8);
  zendesk.signIn(401, R"({"error":"invalid_client","error_description":"no: a-client-secret"})");
  ASSERT_THAT(zendesk.rig.out.records, SizeIs(2));
  for (const auto& record : zendesk.rig.out.records) {
    EXPECT_EQ(record->next, DeliveryState::kRetrying) << "it waits for a person";
    EXPECT_EQ(record->attempt.url, "https://acme.zendesk.com/oauth/tokens");
    EXPECT_FALSE(record->attempt.maybeDelivered);
    ASSERT_TRUE(record->attempt.requestBody);
    for (const auto* text : {&*record->attempt.requestBody, &record->attempt.responseBody, &record->attempt.detail})
      EXPECT_EQ(text->find("a-client-secret"), std::string::npos) << *text;
  }
  ASSERT_THAT(zendesk.rig.out.holds, SizeIs(1)) << "once, however many waited";
}

TEST(DestinationsDone3SignIn, ASignInThatNobodyAnswersIsTriedAgain) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  model::HttpResult refused;
  refused.fault = model::NetFault::kRefused;
  zendesk.rig.tell(SignInEnded{model::WebhookId{1}, refused});
  ASSERT_THAT(zendesk.rig.out.records, SizeIs(1));
  EXPECT_EQ(zendesk.rig.out.records[0]->counted, 1);
  zendesk.rig.recorded(7);
  zendesk.rig.sleepUntilClaim();
  zendesk.rig.grant();
  EXPECT_THAT(zendesk.rig.out.signIns, SizeIs(1));
}

TEST(DestinationsDone3SignIn, WhatWasLearntWithOldCredentialsSaysNothing) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.rig.edit(1, [](model::Webhook& webhook) { webhook.secretSettings["clientSecret"] = "another-secret"; });
  zendesk.signIn(401, R"({"error":"invalid_client"})");
  EXPECT_THAT(zendesk.rig.out.records, IsEmpty());
  ASSERT_THAT(zendesk.rig.out.signIns, SizeIs(1));
  EXPECT_NE(zendesk.rig.out.signIns[0].request.body->find("another-secret"), std::string::npos);
}

TEST(DestinationsDone3SignIn, ACancelledOneAndADeletedWebhookLeaveNothingBehind) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.handOff(8);
  zendesk.rig.tell(Cancelled{model::DeliveryId{7}});
  zendesk.rig.webhooks.clear();
  zendesk.rig.configure();
  zendesk.signIn(200, kToken);
  EXPECT_THAT(zendesk.rig.out.sends, IsEmpty());
  EXPECT_THAT(zendesk.rig.out.records, SizeIs(2));
  zendesk.rig.recorded(7, false);
  zendesk.rig.recorded(8, false);
  EXPECT_TRUE(zendesk.rig.engine.idle());
}

TEST(DestinationsDone3SignIn, ATokenAgesWhileTheMachineSleeps) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.signIn(200, kToken);
  zendesk.rig.suspendFor(std::chrono::seconds{801});
  zendesk.handOff(8);
  EXPECT_THAT(zendesk.rig.out.signIns, SizeIs(1));
}

TEST(DestinationsDone3SignIn, ASignInThatASuspendCutOffIsNotCountedAndTheNextOneIs) {
  SignInOnEngine zendesk;
  const auto cutOff = [&zendesk] {
    model::HttpResult result;
    result.fault = model::NetFault::kConnectTimeout;
    zendesk.rig.tell(SignInEnded{model::WebhookId{1}, result});
    ASSERT_THAT(zendesk.rig.out.records, SizeIs(1));
  };
  zendesk.handOff(7);
  zendesk.rig.suspendFor(std::chrono::hours{8});
  cutOff();
  EXPECT_FALSE(zendesk.rig.out.records[0]->attempt.counted);
  zendesk.rig.recorded(7);
  zendesk.rig.sleepUntilClaim();
  zendesk.rig.grant();
  ASSERT_THAT(zendesk.rig.out.signIns, SizeIs(1));
  cutOff();
  EXPECT_TRUE(zendesk.rig.out.records[0]->attempt.counted);
}

TEST(DestinationsDone3SignIn, NewCredentialsAreSignedInWith) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.signIn(200, kToken);
  zendesk.rig.edit(1, [](model::Webhook& webhook) { webhook.secretSettings["clientSecret"] = "another-secret"; });
  zendesk.handOff(8);
  ASSERT_THAT(zendesk.rig.out.signIns, SizeIs(1)) << "the token was given to the old ones";
  EXPECT_THAT(zendesk.rig.sent(), IsEmpty());
}

TEST(DestinationsDone3SignIn, ALateRefusalOfTheOldTokenLeavesTheNewOne) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.handOff(8);
  zendesk.signIn(200, kToken);
  ASSERT_THAT(zendesk.rig.sent(), ElementsAre(7, 8));
  zendesk.answer(7, 401, R"({"error":"invalid_token"})");
  zendesk.rig.recorded(7);
  zendesk.signIn(200, R"({"access_token":"token-of-today-2","expires_in":1000})");
  ASSERT_THAT(zendesk.rig.sent(), ElementsAre(7));
  zendesk.answer(8, 401, R"({"error":"invalid_token"})");
  zendesk.rig.recorded(8);
  EXPECT_THAT(zendesk.rig.out.signIns, IsEmpty());
  EXPECT_THAT(zendesk.rig.sent(), ElementsAre(8));
  EXPECT_EQ(zendesk.authorization(), "Bearer token-of-today-2");
}

TEST(DestinationsDone3SignIn, ATokenThatIsSentBackIsNotKept) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  zendesk.signIn(200, kToken);
  model::HttpResult echo;
  echo.status = 401;
  echo.headers = {{"X-Echo", "Bearer token-of-today-1"}};
  echo.body = R"({"error":"invalid_token","error_description":"token-of-today-1 is refused"})";
  zendesk.rig.tell(Ended{model::DeliveryId{7}, std::move(echo)});
  ASSERT_THAT(zendesk.rig.out.records, SizeIs(1));
  const auto& kept = zendesk.rig.out.records[0]->attempt;
  for (const auto* text : {&kept.responseBody, &kept.detail, &kept.responseHeaders.at(0).value})
    EXPECT_EQ(text->find("token-of-today-1"), std::string::npos) << *text;
}

TEST(DestinationsDone3SignIn, OneThatWasWrittenAndNotAnsweredDeliveredNothing) {
  SignInOnEngine zendesk;
  zendesk.handOff(7);
  model::HttpResult late;
  late.fault = model::NetFault::kTimeoutAfterWrite;
  zendesk.rig.tell(SignInEnded{model::WebhookId{1}, late});
  ASSERT_THAT(zendesk.rig.out.records, SizeIs(1));
  EXPECT_TRUE(zendesk.rig.out.records[0]->attempt.counted);
  EXPECT_FALSE(zendesk.rig.out.records[0]->attempt.maybeDelivered) << "nothing of the event was in it";
}

}  // namespace
}  // namespace hookline::delivery
