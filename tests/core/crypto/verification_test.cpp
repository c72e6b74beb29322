#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/encoding.h"
#include "base/random.h"
#include "crypto/signature.h"
#include "vectors.h"

namespace hookline::crypto {
namespace {

using namespace vectors;
using testing::HasSubstr;

base::WallTime at(std::int64_t seconds) { return base::fromMs(seconds * 1000); }

Verification verifyAt(std::int64_t now, std::string_view header, std::string_view secret = kSecret) {
  return verifyStandard(secret, kId, kTimestamp, header, kBody, at(now));
}

TEST(FirstEventDone4, TheVectorsAreVerified) {
  EXPECT_TRUE(verifyAt(kSeconds, kMac).valid);
  EXPECT_TRUE(verifyAt(kSeconds, kEd25519, kPair).valid);
  EXPECT_TRUE(verifyAt(kSeconds, kEd25519, kPublic).valid) << "the public key is enough";
  EXPECT_TRUE(verifyGuide(kGuideSecret, kGuideSignature, kGuideBody).valid);
}

TEST(FirstEventDone4, TheVectorsAreRefusedWithAnyByteOfTheBodyChanged) {
  for (std::size_t i = 0; i < kBody.size(); ++i) {
    std::string body(kBody);
    body[i] = static_cast<char>(body[i] ^ 1);
    EXPECT_FALSE(verifyStandard(kSecret, kId, kTimestamp, kMac, body, at(kSeconds)).valid) << i;
    EXPECT_FALSE(verifyStandard(kPublic, kId, kTimestamp, kEd25519, body, at(kSeconds)).valid) << i;
  }
  for (std::size_t i = 0; i < kGuideBody.size(); ++i) {
    std::string body(kGuideBody);
    body[i] = static_cast<char>(body[i] ^ 1);
    EXPECT_FALSE(verifyGuide(kGuideSecret, kGuideSignature, body).valid) << i;
  }
}

TEST(VerifyStandard, RefusesAnyChangedCharacterOfTheSignature) {
  for (const auto& [secret, signature] : {std::pair{kSecret, kMac}, std::pair{kPublic, kEd25519}})
    for (std::size_t i = 0; i < signature.size(); ++i)
      for (const char other : {'A', 'B', '=', ' ', ','}) {
        std::string changed(signature);
        if (changed[i] == other) continue;
        changed[i] = other;
        EXPECT_FALSE(verifyAt(kSeconds, changed, secret).valid) << changed;
      }
}

TEST(VerifyStandard, RefusesACutOrLongerSignature) {
  for (const auto& [secret, signature] : {std::pair{kSecret, kMac}, std::pair{kPublic, kEd25519}}) {
    for (std::size_t length = 0; length < signature.size() - 2; ++length)
      EXPECT_FALSE(verifyAt(kSeconds, signature.substr(0, length), secret).valid) << length;
    EXPECT_FALSE(verifyAt(kSeconds, std::string(signature) + "A", secret).valid);
  }
}

TEST(VerifyStandard, AllowsThreeHundredSecondsEitherWayAndNotOneMore) {
  EXPECT_TRUE(verifyAt(kSeconds + 300, kMac).valid);
  EXPECT_TRUE(verifyAt(kSeconds - 300, kMac).valid);
  EXPECT_EQ(verifyAt(kSeconds + 412, kMac).reason, "timestamp is 412 s old, 300 allowed");
  EXPECT_EQ(verifyAt(kSeconds - 301, kMac).reason, "timestamp is 301 s in the future, 300 allowed");
  EXPECT_FALSE(verifyAt(kSeconds + 301, kMac).valid);
  // Parts of a second do not make it older.
  EXPECT_TRUE(verifyStandard(kSecret, kId, kTimestamp, kMac, kBody, at(kSeconds + 300) + base::Millis{999}).valid);
}

TEST(VerifyStandard, RefusesTimestampsThatAreNoSeconds) {
  for (const std::string_view timestamp :
       {"abc", "-5", "+1614265330", " 1614265330", "1614265330 ", "1614265330.0", "0x5", "99999999999999999999", "1614265330\n"}) {
    const auto verdict = verifyStandard(kSecret, kId, timestamp, kMac, kBody, at(kSeconds));
    EXPECT_FALSE(verdict.valid) << timestamp;
    EXPECT_THAT(verdict.reason, HasSubstr("not a number of seconds"));
  }
}

TEST(VerifyStandard, RefusesAnotherTimestampOrIdThanTheSignedOnes) {
  EXPECT_FALSE(verifyStandard(kSecret, kId, "1614265331", kMac, kBody, at(kSeconds)).valid);
  EXPECT_FALSE(verifyStandard(kSecret, "msg_other", kTimestamp, kMac, kBody, at(kSeconds)).valid);
}

TEST(VerifyStandard, TakesOneOfSeveralSignaturesInAnyOrderAndIgnoresOtherVersions) {
  const std::string good(kMac);
  const std::string stale = signStandard("whsec_AAAA", kId, kSeconds, kBody).value();
  EXPECT_TRUE(verifyAt(kSeconds, stale + " " + good).valid);
  EXPECT_TRUE(verifyAt(kSeconds, good + " " + stale).valid);
  EXPECT_TRUE(verifyAt(kSeconds, "v9,what v0 ,  " + std::string(kEd25519) + " " + good + " ").valid);
  EXPECT_TRUE(verifyAt(kSeconds, good + " " + std::string(kEd25519), kPublic).valid);
  EXPECT_FALSE(verifyAt(kSeconds, stale + " v2" + good.substr(2)).valid) << "the right bytes under another version";
  EXPECT_THAT(verifyAt(kSeconds, stale).reason, HasSubstr("no v1 signature matches"));
  EXPECT_THAT(verifyAt(kSeconds, "v2,abc nonsense").reason, HasSubstr("holds no v1 signature"));
  EXPECT_THAT(verifyAt(kSeconds, good, kPublic).reason, HasSubstr("holds no v1a signature"));
}

TEST(VerifyStandard, LooksAtSixteenSignaturesAtMost) {
  std::string header;
  for (int i = 0; i < 15; ++i) header += "v1,x ";
  EXPECT_TRUE(verifyAt(kSeconds, header + std::string(kMac)).valid);
  const auto verdict = verifyAt(kSeconds, header + "v1,x " + std::string(kMac));
  EXPECT_FALSE(verdict.valid);
  EXPECT_THAT(verdict.reason, HasSubstr("more than 16"));
}

TEST(VerifyStandard, NamesTheHeaderThatIsMissing) {
  EXPECT_EQ(verifyStandard(kSecret, "", kTimestamp, kMac, kBody, at(kSeconds)).reason, "webhook-id is missing");
  EXPECT_EQ(verifyStandard(kSecret, kId, "", kMac, kBody, at(kSeconds)).reason, "webhook-timestamp is missing");
  EXPECT_EQ(verifyStandard(kSecret, kId, kTimestamp, "", kBody, at(kSeconds)).reason, "webhook-signature is missing");
}

TEST(VerifyStandard, RefusesAnotherSecretAndOneThatCannotBeRead) {
  EXPECT_FALSE(verifyAt(kSeconds, kMac, generateSecret()).valid);
  EXPECT_FALSE(verifyAt(kSeconds, kMac, "").valid);
  EXPECT_FALSE(verifyAt(kSeconds, kEd25519, "whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").valid);
  EXPECT_THAT(verifyAt(kSeconds, kMac, "whsec_?").reason, HasSubstr("not base64"));
  EXPECT_THAT(verifyAt(kSeconds, kEd25519, "whpk_AAAA").reason, HasSubstr("32 bytes"));
}

TEST(VerifyGuide, TellsWhatIsWrongWithTheHeader) {
  EXPECT_EQ(verifyGuide(kGuideSecret, "", kGuideBody).reason, "X-Webhook-Signature is missing");
  EXPECT_THAT(verifyGuide(kGuideSecret, kGuideSignature.substr(7), kGuideBody).reason, HasSubstr("does not begin with sha256="));
  EXPECT_THAT(verifyGuide(kGuideSecret, kGuideSignature.substr(0, 70), kGuideBody).reason, HasSubstr("has 63 characters"));
  EXPECT_THAT(verifyGuide("another", kGuideSignature, kGuideBody).reason, HasSubstr("does not match"));
  EXPECT_FALSE(verifyGuide(kGuideSecret, std::string(kGuideSignature) + " ", kGuideBody).valid);
}

TEST(VerifyGuide, RefusesTheTwoSchemesMixedUp) {
  EXPECT_FALSE(verifyGuide(kSecret, kMac, kBody).valid);
  EXPECT_FALSE(verifyAt(kSeconds, signGuide(kSecret, kBody)).valid);
}

TEST(Verification, AcceptsWhatWasSignedForRandomSecretsAndBodies) {
  base::SeededRandom random(7);
  for (int i = 0; i < 300; ++i) {
    std::string body(random.below(2000), '\0');
    for (char& c : body) c = static_cast<char>(random.next());
    std::string secret = i % 2 == 0 ? generateSecret() : "plain " + std::to_string(random.next());
    const auto seconds = static_cast<std::int64_t>(random.below(4000000000U));
    const auto header = signStandard(secret, "evt_x", seconds, body).value();
    EXPECT_TRUE(verifyStandard(secret, "evt_x", std::to_string(seconds), header, body, at(seconds)).valid);
    EXPECT_TRUE(verifyGuide(secret, signGuide(secret, body), body).valid);
    EXPECT_FALSE(verifyGuide(secret, signGuide(secret, body), body + "x").valid);
  }
}

}  // namespace
}  // namespace hookline::crypto
