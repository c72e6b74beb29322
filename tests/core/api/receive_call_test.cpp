#include "core/api/api_stack.h"
#include "crypto/signature.h"

namespace hookline::api::testing {
namespace {

constexpr char kSecret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char kPath[] = "/api/webhooks/receive";
constexpr char kBody[] = R"({"type":"custom.new"})";

class ReceiveCall : public ::testing::Test {
 protected:
  ApiStack stack{{}, kSecret};

  Answer receive(std::vector<model::HttpHeader> headers, const std::string& body = kBody) {
    return stack.call("POST", kPath, body, std::nullopt, std::move(headers));
  }
  std::vector<model::HttpHeader> standard(std::int64_t ageSeconds) const {
    const auto at = base::toMs(stack.clock.now().wall) / 1000 - ageSeconds;
    return {{"webhook-id", "m1"},
            {"webhook-timestamp", std::to_string(at)},
            {"webhook-signature", *crypto::signStandard(kSecret, "m1", at, kBody)}};
  }
};

TEST_F(ReceiveCall, TakesTheGuidesSignature) {
  const auto answer = receive({{"X-Webhook-Signature", crypto::signGuide(kSecret, kBody)}, {"X-Webhook-Event", "never.heard.of"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, json({{"received", true}}));
}

TEST_F(ReceiveCall, TakesStandardWebhooks) { EXPECT_EQ(receive(standard(0)).status, 200); }

TEST_F(ReceiveCall, RefusesAnOldTimestamp) { EXPECT_EQ(receive(standard(400)).body["error"], "Invalid signature"); }

TEST_F(ReceiveCall, SaysMissingAndInvalidInTheGuidesWords) {
  const auto missing = receive({});
  EXPECT_EQ(missing.status, 401);
  EXPECT_EQ(missing.body, json({{"error", "Missing signature"}}));
  for (const auto* header : {"X-Webhook-Signature", "webhook-signature"}) {
    const auto invalid = receive({{header, "sha256=00"}});
    EXPECT_EQ(invalid.status, 401);
    EXPECT_EQ(invalid.body, json({{"error", "Invalid signature"}}));
  }
  EXPECT_EQ(receive({{"X-Webhook-Signature", crypto::signGuide(kSecret, kBody)}}, std::string(kBody) + " ").status, 401);
}

TEST_F(ReceiveCall, RefusesWhatIsNoJson) {
  const auto answer = receive({{"X-Webhook-Signature", crypto::signGuide(kSecret, "hello")}}, "hello");
  EXPECT_EQ(answer.status, 400);
}

TEST(ReceiveCallWithoutSecret, RefusesEverySignedRequest) {
  ApiStack stack;
  const auto answer = stack.call("POST", kPath, kBody, std::nullopt, {{"X-Webhook-Signature", crypto::signGuide("", kBody)}});
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.body["error"], "Invalid signature");
}

}  // namespace
}  // namespace hookline::api::testing
