// The request of interfaces.md §4, to the letter.
#include "destinations/custom.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/encoding.h"
#include "crypto/signature.h"
#include "destinations/destination.h"

namespace hookline::destinations {
namespace {

using model::HttpHeader;
using model::Signing;
using std::chrono::hours;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;

// The first vector of delivery.md §5: what other implementations of Standard Webhooks sign and verify.
constexpr std::string_view kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view kOldSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
constexpr std::string_view kId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::string_view kBody = R"({"test": 2432232314})";
constexpr std::string_view kStandardSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
constexpr base::WallTime kAt{seconds{1614265330}};

class CustomTest : public testing::Test {
 protected:
  CustomTest() {
    event.id = kId;
    event.type = "lead.captured";
    event.body = std::make_shared<const std::string>(kBody);
    webhook.id.value = 7;
    webhook.url = "https://receiver.example/hooks?team=sales";
    webhook.secret = kSecret;
  }
  model::HttpRequest make() const {
    const Occasion occasion{event, webhook, delivery, tryNumber, now, newSecretProven, signer};
    auto request = Custom().request(occasion);
    EXPECT_TRUE(request) << request.error().message;
    return request ? std::move(*request) : model::HttpRequest{};
  }
  std::string header(std::string_view name) const {
    std::string found = "(none)";
    int times = 0;
    for (const auto& one : make().headers) {
      if (one.name != name) continue;
      found = one.value;
      ++times;
    }
    EXPECT_LE(times, 1) << name << " must be there once";
    return found;
  }
  void rotate() {
    webhook.previousSecret = kOldSecret;
    webhook.previousSecretUntil = now + hours{1};
  }
  std::string guide(std::string_view secret) const { return crypto::signGuide(secret, kBody); }
  std::string standard(std::string_view secret) const { return crypto::signStandard(secret, kId, base::toMs(now) / 1000, kBody).value(); }

  model::Event event;
  model::Webhook webhook;
  model::DeliveryId delivery{42};
  int tryNumber = 1;
  base::WallTime now = kAt;
  bool newSecretProven = false;
  KeptSigner* signer = nullptr;
};

TEST_F(CustomTest, CarriesExactlyThePromisedHeadersInOrder) {
  std::vector<std::string> names;
  for (const auto& one : make().headers) names.push_back(one.name);
  EXPECT_THAT(names, ElementsAre("Content-Type", "X-Webhook-Event", "X-Webhook-Signature", "webhook-id", "webhook-timestamp",
                                 "webhook-signature", "X-Webhook-Delivery", "X-Webhook-Attempt"));
}

TEST_F(CustomTest, SaysWhatItCarries) {
  EXPECT_EQ(header("Content-Type"), "application/json");
  EXPECT_EQ(header("X-Webhook-Event"), "lead.captured");
  EXPECT_EQ(header("webhook-id"), kId);
  EXPECT_EQ(header("webhook-timestamp"), "1614265330");
  EXPECT_EQ(header("X-Webhook-Delivery"), "dlv_000000000001A");
  EXPECT_EQ(header("X-Webhook-Attempt"), "1");
}

TEST_F(CustomTest, PostsToTheWebhooksUrlByItsSettings) {
  webhook.timeout = base::Millis{4321};
  webhook.allowHttp = true;
  webhook.caPem = "a certificate";
  const auto request = make();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://receiver.example/hooks?team=sales");
  EXPECT_EQ(request.timeout, base::Millis{4321});
  EXPECT_TRUE(request.allowHttp);
  EXPECT_EQ(request.caPem, "a certificate");
  EXPECT_FALSE(request.freshConnection);
}

TEST_F(CustomTest, SendsTheStoredBytesThemselvesAtEveryAttempt) {
  const auto first = make();
  tryNumber = 5;
  now += hours{30};
  const auto fifth = make();
  EXPECT_EQ(first.body, event.body) << "not a copy: the same bytes are shared by all attempts";
  EXPECT_EQ(fifth.body, event.body);
  EXPECT_EQ(*fifth.body, kBody);
}

TEST_F(CustomTest, SignsTheGuidesWayWithTheSecretsOwnBytes) {
  EXPECT_EQ(header("X-Webhook-Signature"), guide(kSecret));
  EXPECT_TRUE(crypto::verifyGuide(kSecret, header("X-Webhook-Signature"), kBody).valid);
  webhook.secret = "whsec_test";
  event.body = std::make_shared<const std::string>("{\"a\":\"\xC3\xA9\"}");
  EXPECT_EQ(header("X-Webhook-Signature"), "sha256=e2c45bc3ff655823d339f371041c0d53c1d01bab2a03e9bd0313d3fccb1039fa");
}

TEST_F(CustomTest, SignsByStandardWebhooks) { EXPECT_EQ(header("webhook-signature"), kStandardSignature); }

TEST_F(CustomTest, AKeyPairSignsWithEd25519) {
  webhook.secret = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
  EXPECT_EQ(header("webhook-signature"), "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");
}

TEST_F(CustomTest, TheTimestampIsTheAttemptsAndIsSigned) {
  now += seconds{61};
  EXPECT_EQ(header("webhook-timestamp"), "1614265391");
  EXPECT_EQ(header("webhook-id"), kId) << "the same at every attempt";
  EXPECT_NE(header("webhook-signature"), kStandardSignature);
  EXPECT_TRUE(crypto::verifyStandard(kSecret, kId, header("webhook-timestamp"), header("webhook-signature"), kBody, now).valid);
}

TEST_F(CustomTest, MillisecondsDoNotReachTheTimestamp) {
  now += base::Millis{999};
  EXPECT_EQ(header("webhook-timestamp"), "1614265330");
}

TEST_F(CustomTest, SigningHooklineLeavesTheStandardSignatureOut) {
  webhook.signing = Signing::kHookline;
  EXPECT_EQ(header("X-Webhook-Signature"), guide(kSecret));
  EXPECT_EQ(header("webhook-signature"), "(none)");
  EXPECT_EQ(header("webhook-id"), kId) << "the id is how a receiver knows a repeat";
  EXPECT_EQ(header("webhook-timestamp"), "1614265330");
}

TEST_F(CustomTest, SigningStandardLeavesTheGuidesSignatureOut) {
  webhook.signing = Signing::kStandard;
  EXPECT_EQ(header("X-Webhook-Signature"), "(none)");
  EXPECT_EQ(header("webhook-signature"), kStandardSignature);
}

TEST_F(CustomTest, DuringAnOverlapTheGuidesHeaderIsTheOldSecretsUntilTheNewOneIsProven) {
  rotate();
  EXPECT_EQ(header("X-Webhook-Signature"), guide(kOldSecret));
  newSecretProven = true;
  EXPECT_EQ(header("X-Webhook-Signature"), guide(kSecret));
}

TEST_F(CustomTest, DuringAnOverlapBothStandardSignaturesAreThereTheCurrentFirst) {
  rotate();
  EXPECT_EQ(header("webhook-signature"), standard(kSecret) + " " + standard(kOldSecret));
  newSecretProven = true;
  EXPECT_EQ(header("webhook-signature"), standard(kSecret) + " " + standard(kOldSecret));
}

TEST_F(CustomTest, AfterTheOverlapTheOldSecretIsGone) {
  rotate();
  now = *webhook.previousSecretUntil;
  EXPECT_EQ(header("X-Webhook-Signature"), guide(kSecret));
  EXPECT_EQ(header("webhook-signature"), standard(kSecret));
}

TEST_F(CustomTest, AnOldSecretThatCannotSignDoesNotStopTheNewOne) {
  rotate();
  webhook.previousSecret = "whsec_!!!";
  EXPECT_EQ(header("webhook-signature"), standard(kSecret));
}

TEST_F(CustomTest, ASecretThatCannotSignIsNamedButNotShown) {
  webhook.secret = "whsec_$$hush$$";
  const auto request = Custom().request({event, webhook, delivery, 1, now, false});
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().code, base::Errc::kInvalid);
  EXPECT_EQ(request.error().message.find("hush"), std::string::npos);
  EXPECT_FALSE(request.error().message.empty());
}

TEST_F(CustomTest, AKeptSignerSignsTheSameAndFollowsTheSecret) {
  KeptSigner kept;
  signer = &kept;
  for (const auto secret : {kSecret, std::string_view("a plain secret"), kSecret, kSecret}) {
    webhook.secret = secret;
    EXPECT_EQ(header("X-Webhook-Signature"), guide(secret));
    EXPECT_EQ(header("webhook-signature"), standard(secret));
  }
  rotate();
  EXPECT_EQ(header("X-Webhook-Signature"), guide(kOldSecret));
  EXPECT_EQ(header("webhook-signature"), standard(kSecret) + " " + standard(kOldSecret));
  webhook.secret = "whsec_$$hush$$";
  EXPECT_FALSE(Custom().request({event, webhook, delivery, 1, now, true, &kept}));
}

TEST_F(CustomTest, CountsItsAttempts) {
  for (tryNumber = 1; tryNumber <= 12; ++tryNumber) EXPECT_EQ(header("X-Webhook-Attempt"), std::to_string(tryNumber));
}

TEST_F(CustomTest, OnlySimulatedEventsSayThatTheyAre) {
  EXPECT_EQ(header("X-Webhook-Simulated"), "(none)");
  event.simulated = true;
  EXPECT_EQ(header("X-Webhook-Simulated"), "1");
}

TEST_F(CustomTest, TheWebhooksOwnHeadersComeLast) {
  webhook.headers = {{"X-Team", "sales"}, {"Authorization", "Bearer token"}};
  const auto headers = make().headers;
  ASSERT_GE(headers.size(), 2U);
  EXPECT_EQ(headers[headers.size() - 2], (HttpHeader{"X-Team", "sales"}));
  EXPECT_EQ(headers.back(), (HttpHeader{"Authorization", "Bearer token"}));
}

TEST_F(CustomTest, ReadsNothingIntoAnswers) {
  model::HttpResult result;
  result.status = 200;
  result.body = R"({"ok":false})";
  EXPECT_FALSE(Custom().judge(result)) << "any 2xx is success";
}

TEST(DestinationsDone1Fields, EachDestinationIsTheOnlyOneOfItsKindAndSaysHowItIsSetUp) {
  std::set<model::WebhookKind> kinds;
  for (const auto* destination : allDestinations()) {
    const auto& integration = destination->integration();
    EXPECT_TRUE(kinds.insert(integration.kind).second) << integration.title;
    EXPECT_EQ(destinationFor(integration.kind), destination);
    EXPECT_FALSE(integration.title.empty());
    for (const auto& field : integration.fields) {
      EXPECT_FALSE(field.label.empty()) << integration.title << " " << field.name;
      EXPECT_FALSE(field.help.empty()) << integration.title << " " << field.name;
      EXPECT_EQ(field.pattern.empty(), field.mustBe.empty()) << integration.title << " " << field.name;
    }
  }
}

}  // namespace
}  // namespace hookline::destinations
