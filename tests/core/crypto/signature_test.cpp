#include "crypto/signature.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/encoding.h"
#include "crypto/signer.h"
#include "vectors.h"

namespace hookline::crypto {
namespace {

using namespace vectors;

TEST(FirstEventDone4, StandardWebhooksVectorWithASharedSecretIsSignedExactly) {
  const auto signature = signStandard(kSecret, kId, kSeconds, kBody);
  ASSERT_TRUE(signature) << signature.error().message;
  EXPECT_EQ(*signature, kMac);
}

TEST(FirstEventDone4, StandardWebhooksVectorWithAKeyPairIsSignedExactly) {
  const auto signature = signStandard(kPair, kId, kSeconds, kBody);
  ASSERT_TRUE(signature) << signature.error().message;
  EXPECT_EQ(*signature, kEd25519);
}

TEST(FirstEventDone4, GuideVectorIsSignedWithTheWholeSecretTextOverTheExactBytes) {
  EXPECT_EQ(signGuide(kGuideSecret, kGuideBody), kGuideSignature);
}

TEST(FirstEventDone4, AKeptSignerGivesTheSameSignaturesEveryTime) {
  const Signer shared(kSecret);
  const Signer pair(kPair);
  const Signer guide(kGuideSecret);
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(shared.standard(kId, kSeconds, kBody).value(), kMac);
    EXPECT_EQ(pair.standard(kId, kSeconds, kBody).value(), kEd25519);
    EXPECT_EQ(guide.guide(kGuideBody), kGuideSignature);
  }
}

TEST(Hash, GivesTheVectorsOfTheStandards) {
  // FIPS 180-4 and RFC 4231, cases 1, 2 and 6 (a key longer than a block).
  EXPECT_EQ(base::toHex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(base::toHex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(base::toHex(hmacSha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(base::toHex(hmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(base::toHex(hmacSha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hash, TakesAnEmptyKeyAndAnEmptyMessage) {
  const std::string expected = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
  EXPECT_EQ(base::toHex(hmacSha256({}, {})), expected);
  hmacSha256("another key", "before");
  EXPECT_EQ(base::toHex(hmacSha256("", "")), expected) << "the key of the call before must not stay";
}

TEST(Hash, IsTheSameOnAllThreads) {
  const Signer signer(kSecret);
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i)
        if (signer.standard(kId, kSeconds, kBody).value_or("") != kMac || signGuide(kGuideSecret, kGuideBody) != kGuideSignature) ++wrong;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(EqualConstantTime, ComparesBytesAndLength) {
  EXPECT_TRUE(equalConstantTime("", ""));
  EXPECT_TRUE(equalConstantTime(std::string_view("a\0b", 3), std::string_view("a\0b", 3)));
  EXPECT_FALSE(equalConstantTime(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
  EXPECT_FALSE(equalConstantTime("abc", "abcd"));
  EXPECT_FALSE(equalConstantTime("", "a"));
}

TEST(SignStandard, UsesAShortWhsecSecretThatIsBase64) {
  EXPECT_EQ(signStandard(kGuideSecret, "id", 5, "body").value(), "v1," + base::toBase64(hmacSha256("\xB5\xEB\x2D", "id.5.body")));
}

TEST(SignStandard, UsesAPlainSecretAsItsBytes) {
  const auto expected = "v1," + base::toBase64(hmacSha256("p\xC3\xA4ss word", "id.5.body"));
  EXPECT_EQ(signStandard("p\xC3\xA4ss word", "id", 5, "body").value(), expected);
  EXPECT_EQ(Signer("p\xC3\xA4ss word").standard("id", 5, "body").value(), expected);
}

TEST(SignStandard, RefusesAWhsecSecretThatIsNotBase64ThoughTheGuideTakesIt) {
  for (const std::string secret : {"whsec_te!t", "whsec_", "whsec_abcde", "whsec_a b="}) {
    const auto signature = signStandard(secret, "id", 5, "body");
    ASSERT_FALSE(signature) << secret;
    EXPECT_EQ(signature.error().code, base::Errc::kInvalid);
    EXPECT_NE(signature.error().message.find("not base64"), std::string::npos);
    EXPECT_EQ(Signer(secret).standard("id", 5, "body").error().message, signature.error().message);
    EXPECT_EQ(Signer(secret).guide("body"), "sha256=" + base::toHex(hmacSha256(secret, "body")));
  }
}

TEST(SignStandard, RefusesABrokenKeyPairAndNeverShowsIt) {
  const std::string pair(kPair);
  auto otherPublicHalf = pair;
  otherPublicHalf[60] = otherPublicHalf[60] == 'A' ? 'B' : 'A';
  for (const std::string& secret : {std::string("whsk_"), std::string("whsk_%%%"), pair.substr(0, 49), pair + "AAAA", otherPublicHalf}) {
    const auto signature = signStandard(secret, "id", 5, "body");
    ASSERT_FALSE(signature) << secret;
    EXPECT_EQ(signature.error().code, base::Errc::kInvalid);
    EXPECT_EQ(signature.error().message.find("6Xb"), std::string::npos);
  }
}

TEST(SignStandard, RefusesToSignWithAPublicKey) {
  const auto signature = signStandard(kPublic, "id", 5, "body");
  ASSERT_FALSE(signature);
  EXPECT_NE(signature.error().message.find("can verify but not sign"), std::string::npos);
}

TEST(SignStandard, CoversIdTimestampAndBody) {
  const auto base = signStandard(kSecret, kId, kSeconds, kBody).value();
  EXPECT_NE(signStandard(kSecret, "msg_other", kSeconds, kBody).value(), base);
  EXPECT_NE(signStandard(kSecret, kId, kSeconds + 1, kBody).value(), base);
  EXPECT_NE(signStandard(kSecret, kId, kSeconds, "{}").value(), base);
}

TEST(GenerateSecret, GivesThirtyTwoFreshBytesInBase64) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto secret = generateSecret();
    ASSERT_TRUE(secret.starts_with("whsec_"));
    const auto bytes = base::fromBase64(std::string_view(secret).substr(6));
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size(), 32U);
    EXPECT_TRUE(seen.insert(secret).second);
  }
  EXPECT_TRUE(signStandard(generateSecret(), "id", 5, "body"));
}

TEST(RandomBytes, GivesAsManyAsAsked) {
  EXPECT_EQ(randomBytes(0).size(), 0U);
  EXPECT_EQ(randomBytes(1000).size(), 1000U);
  EXPECT_NE(randomBytes(16), randomBytes(16));
}

}  // namespace
}  // namespace hookline::crypto
