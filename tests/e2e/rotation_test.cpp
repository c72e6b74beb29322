// "Engine", point 6: a webhook's secret is rotated with an overlap, for receivers that know only the old secret, only the new one, or
// both (interfaces.md §4).
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <mutex>

#include "crypto/signature.h"
#include "support/core_rig.h"
#include "support/raw_receiver.h"

namespace hookline {
namespace {

using support::CoreRig;
using support::quickRetries;

const std::string kOld = "whsec_b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xk";

std::string headerOf(const std::string& request, std::string name) {
  std::string lowered = request.substr(0, request.find("\r\n\r\n") + 2);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](unsigned char c) { return std::tolower(c); });
  name = "\r\n" + name + ": ";
  const auto at = lowered.find(name);
  if (at == std::string::npos) return {};
  return request.substr(at + name.size(), lowered.find("\r\n", at + name.size()) - at - name.size());
}

/// A receiver that takes what is signed with a secret it knows and refuses everything else with 401, as a real one does.
class Knower {
 public:
  enum class Scheme { kGuide, kStandard };

  explicit Knower(Scheme scheme) : scheme_(scheme) {
    receiver_ = std::make_unique<testing::RawReceiver>([this](testing::RawPeer& peer) {
      for (auto request = peer.readRequest(); !request.empty(); request = peer.readRequest())
        if (!peer.write(testing::httpAnswer(knows(request) ? 200 : 401))) return;
    });
  }

  void learn(std::vector<std::string> secrets) {
    std::scoped_lock lock(mutex_);
    secrets_ = std::move(secrets);
  }
  std::string url() const { return receiver_->url(); }
  std::size_t requests() const { return receiver_->requests().size(); }

 private:
  bool knows(const std::string& request) {
    std::scoped_lock lock(mutex_);
    const auto body = request.substr(request.find("\r\n\r\n") + 4);
    return std::any_of(secrets_.begin(), secrets_.end(), [&](const std::string& secret) {
      if (scheme_ == Scheme::kGuide) return crypto::verifyGuide(secret, headerOf(request, "x-webhook-signature"), body).valid;
      return crypto::verifyStandard(secret, headerOf(request, "webhook-id"), headerOf(request, "webhook-timestamp"),
                                    headerOf(request, "webhook-signature"), body, base::SystemClock().now().wall)
          .valid;
    });
  }

  const Scheme scheme_;
  std::mutex mutex_;
  std::vector<std::string> secrets_;  // guarded by mutex_
  std::unique_ptr<testing::RawReceiver> receiver_;
};

class EngineDone6Rotation : public ::testing::Test {
 protected:
  /// Makes the webhook, sends one event with its first secret, rotates, and answers the new secret.
  std::string rotate(Knower& receiver, int overlapSeconds, const std::string& signing = "both") {
    receiver.learn({kOld});
    webhook_ = rig_.makeWebhook(receiver.url(), {{"secret", kOld}, {"signing", signing}, {"retryPolicy", quickRetries(2)}})
                   .at("id")
                   .get<std::string>();
    EXPECT_EQ(attemptsOfNext().size(), 1U);
    return rig_.ask("POST", "/api/webhooks/" + webhook_ + "/rotate-secret", {{"overlapSeconds", overlapSeconds}}).at("secret");
  }
  /// Of an event that is delivered.
  nlohmann::json attemptsOfNext(const std::string& state = "delivered") {
    const std::string id = rig_.postEvent().at("deliveries").at(0).at("id");
    return rig_.waitForState(id, state).at("attempts");
  }

  CoreRig rig_;
  std::string webhook_;
};

TEST_F(EngineDone6Rotation, AReceiverThatKnowsOnlyTheOldSecretGetsEverythingAtTheFirstTryDuringTheOverlap) {
  Knower receiver(Knower::Scheme::kGuide);
  const auto fresh = rotate(receiver, 3600);
  EXPECT_NE(fresh, kOld);
  for (int i = 0; i < 3; ++i) {
    const auto attempts = attemptsOfNext();
    ASSERT_EQ(attempts.size(), 1U);
    EXPECT_TRUE(attempts.at(0).at("counted").get<bool>());
  }
}

TEST_F(EngineDone6Rotation, AReceiverThatKnowsOnlyTheNewOneRefusesOnceUncountedAndThenTheNewOneStays) {
  Knower receiver(Knower::Scheme::kGuide);
  receiver.learn({rotate(receiver, 3600)});
  const auto first = attemptsOfNext();
  ASSERT_EQ(first.size(), 2U) << first.dump(2);
  EXPECT_EQ(first.at(0).at("status"), 401);
  EXPECT_FALSE(first.at(0).at("counted").get<bool>());
  EXPECT_EQ(first.at(1).at("status"), 200);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(attemptsOfNext().size(), 1U) << "the new secret is proven";
  EXPECT_EQ(rig_.ask("GET", "/api/webhooks/" + webhook_).at("status").at("state"), "active");
}

TEST_F(EngineDone6Rotation, AReceiverThatKnowsBothNeverRefusesAndMayForgetTheOldOneInTheMiddle) {
  Knower receiver(Knower::Scheme::kGuide);
  const auto fresh = rotate(receiver, 3600);
  receiver.learn({kOld, fresh});
  EXPECT_EQ(attemptsOfNext().size(), 1U);
  receiver.learn({fresh});
  EXPECT_EQ(attemptsOfNext().size(), 2U);
  EXPECT_EQ(attemptsOfNext().size(), 1U);
}

TEST_F(EngineDone6Rotation, StandardSignaturesOfBothSecretsTravelTogetherDuringTheOverlap) {
  Knower receiver(Knower::Scheme::kStandard);
  const auto fresh = rotate(receiver, 3600, "standard");
  for (const auto& known : {std::vector<std::string>{kOld}, {fresh}, {kOld, fresh}}) {
    receiver.learn(known);
    EXPECT_EQ(attemptsOfNext().size(), 1U);
  }
}

TEST_F(EngineDone6Rotation, WithoutAnOverlapTheOldSecretSignsNothingMore) {
  for (const auto scheme : {Knower::Scheme::kGuide, Knower::Scheme::kStandard}) {
    Knower receiver(scheme);
    const auto fresh = rotate(receiver, 0, scheme == Knower::Scheme::kGuide ? "hookline" : "standard");
    const auto before = receiver.requests();
    const std::string id = rig_.postEvent().at("deliveries").back().at("id");
    const auto refused = rig_.waitForDelivery(id, [](const nlohmann::json& seen) { return !seen.at("attempts").empty(); });
    EXPECT_EQ(refused.at("attempts").at(0).at("status"), 401) << "it still knows the old one alone";
    EXPECT_GT(receiver.requests(), before);
    rig_.ask("DELETE", "/api/webhooks/" + webhook_);
  }
}

TEST_F(EngineDone6Rotation, ASecondRotationInTheMiddleOverlapsWithTheSecretBeforeIt) {
  Knower receiver(Knower::Scheme::kGuide);
  const auto second = rotate(receiver, 3600);
  const std::string third = rig_.ask("POST", "/api/webhooks/" + webhook_ + "/rotate-secret", {{"overlapSeconds", 3600}}).at("secret");
  receiver.learn({second});
  EXPECT_EQ(attemptsOfNext().size(), 1U);
  receiver.learn({third});
  EXPECT_EQ(attemptsOfNext().size(), 2U);
}

}  // namespace
}  // namespace hookline
