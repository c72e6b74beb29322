#include "sandbox/receiver.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <mutex>

#include "crypto/signature.h"
#include "support/http_client_raw.h"

namespace hookline::sandbox {
namespace {

using support::RawClient;
using support::RawResponse;
using State = SignatureVerdict::State;

constexpr char kSecret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char kBody[] = R"({"test": 2432232314})";
constexpr std::int64_t kNowMs = 1614265330000;

class FixedClock final : public base::Clock {
 public:
  base::Now now() const override { return {base::fromMs(kNowMs), {}, {}}; }
};

/// A receiver with what it reported.
class Rig {
 public:
  explicit Rig(ReceiverOptions options) {
    options.port = 0;
    auto started = Receiver::start(std::move(options), clock_, [this](const ReceivedRequest& request) {
      {
        const std::scoped_lock lock(mutex_);
        seen_.push_back(request);
      }
      came_.notify_all();
    });
    if (!started) {
      ADD_FAILURE() << started.error().message;
      return;
    }
    receiver_ = std::move(*started);
  }

  Receiver& receiver() { return *receiver_; }

  /// The next request that was reported; an empty one when none came in time.
  ReceivedRequest next() {
    std::unique_lock lock(mutex_);
    if (!came_.wait_for(lock, RawClient::kPatience, [this] { return !seen_.empty(); })) {
      ADD_FAILURE() << "no request came";
      return {};
    }
    auto first = std::move(seen_.front());
    seen_.pop_front();
    return first;
  }

  RawResponse post(const std::vector<std::pair<std::string, std::string>>& headers, const std::string& body = kBody) {
    RawClient client(receiver_->port());
    client.send(text(headers, body));
    return client.readResponse();
  }

  static std::string text(const std::vector<std::pair<std::string, std::string>>& headers, const std::string& body = kBody) {
    std::string request = "POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
    return request + "\r\n" + body;
  }

 private:
  FixedClock clock_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<ReceivedRequest> seen_;  // guarded by mutex_
  std::unique_ptr<Receiver> receiver_;
};

std::vector<std::pair<std::string, std::string>> standardHeaders(const std::string& secret) {
  const auto signature = crypto::signStandard(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", kNowMs / 1000, kBody);
  return {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
          {"webhook-timestamp", std::to_string(kNowMs / 1000)},
          {"webhook-signature", signature ? *signature : signature.error().message}};
}

TEST(Receiver, AnswersAsItsScriptSaysAndRepeatsTheLastOne) {
  ReceiverOptions options;
  options.statuses = {500, 503, 200};
  Rig rig(std::move(options));
  std::vector<int> answered;
  for (int i = 0; i < 5; ++i) answered.push_back(rig.post({}).status);
  EXPECT_EQ(answered, (std::vector<int>{500, 503, 200, 200, 200}));
  EXPECT_EQ(rig.next().status, 500);
  EXPECT_EQ(rig.next().status, 503);
}

TEST(Receiver, TakesEveryMethodAndPath) {
  Rig rig({});
  RawClient client(rig.receiver().port());
  client.send("GET /any/where?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(client.readResponse().status, 200);
  const auto request = rig.next();
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.path, "/any/where?x=1");
  EXPECT_EQ(request.at, base::fromMs(kNowMs));
}

TEST(Receiver, ChecksNothingWithoutASecret) {
  Rig rig({});
  rig.post({{"X-Webhook-Signature", "sha256=00"}});
  const auto request = rig.next();
  EXPECT_EQ(request.signature.text(), "not checked");
  EXPECT_EQ(request.hookline.text(), "not checked");
  EXPECT_EQ(request.standard.text(), "not checked");
}

TEST(Receiver, VerifiesBothSchemes) {
  ReceiverOptions options;
  options.secret = kSecret;
  Rig rig(std::move(options));
  auto headers = standardHeaders(kSecret);
  headers.emplace_back("X-Webhook-Signature", crypto::signGuide(kSecret, kBody));
  rig.post(headers);
  const auto request = rig.next();
  EXPECT_EQ(request.signature.text(), "verified");
  EXPECT_EQ(request.hookline.state, State::kVerified);
  EXPECT_EQ(request.standard.state, State::kVerified);
}

TEST(Receiver, TheVectorOfStandardWebhooksIsVerified) {
  ReceiverOptions options;
  options.secret = kSecret;
  Rig rig(std::move(options));
  rig.post({{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
            {"webhook-timestamp", "1614265330"},
            {"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}});
  const auto request = rig.next();
  EXPECT_EQ(request.standard.state, State::kVerified);
  EXPECT_EQ(request.hookline.state, State::kMissing);
  EXPECT_EQ(request.signature.state, State::kVerified);
}

TEST(Receiver, OneWrongSignatureSpoilsARightOne) {
  ReceiverOptions options;
  options.secret = kSecret;
  Rig rig(std::move(options));
  auto headers = standardHeaders(kSecret);
  headers.emplace_back("X-Webhook-Signature", crypto::signGuide("another", kBody));
  rig.post(headers);
  const auto request = rig.next();
  EXPECT_EQ(request.standard.state, State::kVerified);
  EXPECT_EQ(request.hookline.state, State::kInvalid);
  EXPECT_TRUE(request.signature.text().starts_with("invalid: hookline scheme: ")) << request.signature.text();
}

TEST(Receiver, AChangedBodyIsInvalidInBothSchemesAndStillAnsweredAsTold) {
  ReceiverOptions options;
  options.secret = kSecret;
  Rig rig(std::move(options));
  auto headers = standardHeaders(kSecret);
  headers.emplace_back("X-Webhook-Signature", crypto::signGuide(kSecret, kBody));
  EXPECT_EQ(rig.post(headers, R"({"test": 2432232315})").status, 200);
  const auto request = rig.next();
  EXPECT_EQ(request.hookline.state, State::kInvalid);
  EXPECT_EQ(request.standard.state, State::kInvalid);
}

TEST(Receiver, SaysThatNoSignatureCame) {
  ReceiverOptions options;
  options.secret = kSecret;
  Rig rig(std::move(options));
  rig.post({});
  EXPECT_EQ(rig.next().signature.text(), "missing");
}

TEST(Receiver, ASignatureThatIsThereTwiceProvesNothing) {
  ReceiverOptions options;
  options.secret = kSecret;
  Rig rig(std::move(options));
  const auto signature = crypto::signGuide(kSecret, kBody);
  rig.post({{"X-Webhook-Signature", signature}, {"X-Webhook-Signature", signature}});
  EXPECT_EQ(rig.next().hookline.text(), "invalid: X-Webhook-Signature is there 2 times");
}

TEST(Receiver, APublicKeyChecksTheStandardSchemeAlone) {
  ReceiverOptions options;
  constexpr char kPair[] = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
  options.secret = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
  Rig rig(std::move(options));
  auto headers = standardHeaders(kPair);
  headers.emplace_back("X-Webhook-Signature", crypto::signGuide(kPair, kBody));
  rig.post(headers);
  const auto request = rig.next();
  EXPECT_EQ(request.standard.text(), "verified");
  EXPECT_EQ(request.hookline.text(), "not checked");
  EXPECT_EQ(request.signature.text(), "verified");
}

TEST(Receiver, DropsConnectionsByASeededChance) {
  const auto pattern = [](std::uint64_t seed) {
    ReceiverOptions options;
    options.resetRate = 0.5;
    options.seed = seed;
    Rig rig(std::move(options));
    std::string drops;
    for (int i = 0; i < 20; ++i) drops += rig.post({}).status == 0 ? 'x' : '.';
    return drops;
  };
  const auto first = pattern(7);
  EXPECT_EQ(first, pattern(7));
  EXPECT_NE(first, pattern(8));
  EXPECT_NE(first.find('x'), std::string::npos);
  EXPECT_NE(first.find('.'), std::string::npos);
}

TEST(Receiver, ADroppedRequestTakesNoStatusOfTheScript) {
  ReceiverOptions options;
  options.resetRate = 0.5;
  options.seed = 7;
  options.statuses = {500, 200};
  Rig rig(std::move(options));
  std::vector<int> answered;
  for (int i = 0; i < 20; ++i)
    if (const int status = rig.post({}).status; status != 0) answered.push_back(status);
  ASSERT_GE(answered.size(), 2U);
  EXPECT_EQ(answered[0], 500);
  EXPECT_EQ(answered[1], 200);
}

TEST(Receiver, ADelayedAnswerDoesNotHoldUpWhatComesAfter) {
  ReceiverOptions options;
  options.delay = base::Millis{50};
  options.statuses = {201, 202};
  Rig rig(std::move(options));
  RawClient one(rig.receiver().port());
  RawClient two(rig.receiver().port());
  one.send(Rig::text({}));
  EXPECT_EQ(rig.next().status, 201);
  two.send(Rig::text({}));
  EXPECT_EQ(rig.next().status, 202);
  EXPECT_EQ(one.readResponse().status, 201);
  EXPECT_EQ(two.readResponse().status, 202);
}

TEST(Receiver, StoppingDoesNotWaitForDelayedAnswers) {
  ReceiverOptions options;
  options.delay = ReceiverOptions::kMaxDelay;
  Rig rig(std::move(options));
  RawClient client(rig.receiver().port());
  client.send(Rig::text({}));
  rig.next();
  rig.receiver().stop();
  EXPECT_EQ(client.readResponse().status, 0);
}

TEST(Receiver, NamesThePortThatIsTaken) {
  Rig rig({});
  const FixedClock clock;
  ReceiverOptions options;
  options.port = rig.receiver().port();
  const auto second = Receiver::start(std::move(options), clock, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::Errc::kInUse);
  EXPECT_NE(second.error().message.find(std::to_string(rig.receiver().port())), std::string::npos);
}

TEST(Receiver, RefusesOptionsOutOfTheirRange) {
  const FixedClock clock;
  const auto refused = [&](auto change) {
    ReceiverOptions options;
    options.port = 0;
    change(options);
    const auto started = Receiver::start(std::move(options), clock, {});
    return !started && started.error().code == base::Errc::kInvalid;
  };
  EXPECT_TRUE(refused([](auto& o) { o.statuses.clear(); }));
  EXPECT_TRUE(refused([](auto& o) { o.statuses = {200, 199}; }));
  EXPECT_TRUE(refused([](auto& o) { o.statuses = {600}; }));
  EXPECT_TRUE(refused([](auto& o) { o.resetRate = 1.01; }));
  EXPECT_TRUE(refused([](auto& o) { o.resetRate = -0.1; }));
  EXPECT_TRUE(refused([](auto& o) { o.delay = base::Millis{600001}; }));
}

}  // namespace
}  // namespace hookline::sandbox
