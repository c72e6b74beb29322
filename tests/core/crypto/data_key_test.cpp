// "Engine", point 6: data keys in several versions, wrapped by a key file or a passphrase.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "crypto/scrypt.h"
#include "crypto/signature.h"
#include "crypto/vault.h"
#include "crypto/wrapped_keys.h"
#include "platform/private_file.h"
#include "support/temp_folder.h"

namespace hookline::crypto {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr SealContext kSecretPlace{"webhook", 7, "secret"};
constexpr std::string_view kSecretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view kMasterPassphrase = "correct horse battery staple";

class EngineDone6DataKeys : public testing::Test {
 protected:
  MasterKeySource byFile(const std::string& name = "master.key") { return {folder_ / name, {}}; }
  static MasterKeySource byPassphrase(std::string_view text = kMasterPassphrase) { return {{}, std::string(text)}; }
  static OpenedVault open(const MasterKeySource& master, std::string_view wrapped = {}) {
    auto opened = openVault(master, wrapped);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? std::move(*opened) : OpenedVault{};
  }
  static base::Error refusal(const MasterKeySource& master, std::string_view wrapped) {
    const auto opened = openVault(master, wrapped);
    EXPECT_FALSE(opened);
    return opened ? base::Error{} : opened.error();
  }
  /// Wrapped keys under a passphrase that costs little to try, for tests that try many.
  static std::string cheaplyWrapped(std::string_view passphrase) {
    internal::WrappedKeys keys;
    keys.guard = internal::KeyGuard::kPassphrase;
    keys.cost = {10, 1, 1};
    keys.salt = randomBytes(internal::kSaltBytes);
    const auto master = internal::keyFromPassphrase(passphrase, keys.salt, keys.cost);
    internal::wrapKey(keys, *master, 1, randomBytes(internal::kKeyBytes));
    return internal::textOf(keys);
  }

  support::TempFolder folder_;
};

TEST_F(EngineDone6DataKeys, APassphraseOpensWhatItSealedAndAWrongOneIsRefusedInASentenceThatDoesNotHoldIt) {
  const auto first = open(byPassphrase());
  ASSERT_EQ(first.wrappedKey.substr(0, 5), std::string("\1\2\x11\x08\1", 5)) << "scrypt N 2^17, r 8, p 1";
  const auto sealed = first.vault->seal(kSecretPlace, kSecretText).value();
  EXPECT_EQ(open(byPassphrase(), first.wrappedKey).vault->open(kSecretPlace, sealed).value(), kSecretText);
  const auto error = refusal(byPassphrase("correct horse battery stable"), first.wrappedKey);
  EXPECT_EQ(error.code, base::Errc::kLocked);
  EXPECT_THAT(error.message, HasSubstr("does not open the stored secrets"));
  EXPECT_THAT(error.message, HasSubstr("nothing was changed"));
  EXPECT_THAT(error.message, Not(HasSubstr("horse")));
}

TEST_F(EngineDone6DataKeys, ScryptAnswersAsItsStandardSays) {
  // The first bytes of the third vector of RFC 7914 §12.
  const auto key = internal::keyFromPassphrase("pleaseletmein", "SodiumChloride", {14, 8, 1});
  ASSERT_TRUE(key);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(key->data()), 8), "\x70\x23\xbd\xcb\x3a\xfd\x73\x48");
}

TEST_F(EngineDone6DataKeys, TwoVaultsOfOnePassphraseShareNothing) {
  const auto one = cheaplyWrapped(kMasterPassphrase);
  const auto other = cheaplyWrapped(kMasterPassphrase);
  EXPECT_NE(one.substr(5, internal::kSaltBytes), other.substr(5, internal::kSaltBytes));
  const auto sealed = open(byPassphrase(), one).vault->seal(kSecretPlace, kSecretText).value();
  EXPECT_EQ(open(byPassphrase(), other).vault->open(kSecretPlace, sealed).error().code, base::Errc::kCorrupt);
}

TEST_F(EngineDone6DataKeys, ANewDataKeySealsFromThenOnAndTheOldOneStillOpens) {
  const auto first = open(byFile());
  const auto before = first.vault->seal(kSecretPlace, kSecretText).value();
  EXPECT_FALSE(first.vault->hasOldKeys());
  const auto rotated = addDataKey(byFile(), first.wrappedKey);
  ASSERT_TRUE(rotated);
  const auto second = open(byFile(), *rotated);
  const auto after = second.vault->seal(kSecretPlace, kSecretText).value();
  EXPECT_EQ(after[1], 2) << "records carry the version of their key";
  EXPECT_EQ(second.vault->open(kSecretPlace, before).value(), kSecretText);
  EXPECT_EQ(second.vault->open(kSecretPlace, after).value(), kSecretText);
  EXPECT_TRUE(second.vault->hasOldKeys());
  EXPECT_FALSE(second.vault->isNewest(before));
  EXPECT_TRUE(second.vault->isNewest(after));
  auto disguised = before;
  disguised[1] = 2;
  EXPECT_EQ(second.vault->open(kSecretPlace, disguised).error().code, base::Errc::kCorrupt);

  const auto facts = describeWrappedKey(*rotated).value();
  EXPECT_EQ(facts.newest, 2);
  EXPECT_THAT(facts.older, ElementsAre(1));
  const auto third = open(byFile(), dropOldDataKeys(*rotated));
  EXPECT_FALSE(third.vault->hasOldKeys());
  EXPECT_EQ(third.vault->open(kSecretPlace, after).value(), kSecretText);
  EXPECT_EQ(third.vault->open(kSecretPlace, before).error().code, base::Errc::kCorrupt);
}

TEST_F(EngineDone6DataKeys, ThreeHundredRotationsGoRoundTheVersionsAndNeverToZero) {
  auto wrapped = open(byFile()).wrappedKey;
  for (int i = 0; i < 300; ++i) {
    const auto before = open(byFile(), wrapped).vault->seal(kSecretPlace, kSecretText).value();
    wrapped = addDataKey(byFile(), wrapped).value();
    const auto both = open(byFile(), wrapped);
    ASSERT_EQ(both.vault->open(kSecretPlace, before).value(), kSecretText);
    ASSERT_NE(both.vault->seal(kSecretPlace, kSecretText).value()[1], 0);
    wrapped = dropOldDataKeys(wrapped);
  }
  EXPECT_EQ(describeWrappedKey(wrapped).value().newest, 1 + 300 - 255);
}

TEST_F(EngineDone6DataKeys, AnotherMasterKeyWrapsTheSameDataKeys) {
  const auto first = open(byFile());
  const auto sealed = first.vault->seal(kSecretPlace, kSecretText).value();
  auto wrapped = addDataKey(byFile(), first.wrappedKey).value();
  // key file, another key file, passphrase, key file
  const MasterKeySource way[] = {byFile(), byFile("other.key"), byPassphrase(), byFile("third.key")};
  for (std::size_t i = 1; i < std::size(way); ++i) {
    const auto next = wrapAnew(way[i - 1], way[i], wrapped);
    ASSERT_TRUE(next) << next.error().message;
    const auto opened = open(way[i], *next);
    EXPECT_EQ(opened.vault->open(kSecretPlace, sealed).value(), kSecretText);
    EXPECT_TRUE(opened.vault->hasOldKeys());
    EXPECT_EQ(refusal(way[i - 1], *next).code, base::Errc::kLocked) << "the master key before opens nothing any more";
    wrapped = *next;
  }
  EXPECT_TRUE(platform::isPrivate(folder_ / "third.key").value());
}

TEST_F(EngineDone6DataKeys, EachGuardNamesTheOtherWhenItIsTheWrongOne) {
  const auto byKey = open(byFile()).wrappedKey;
  EXPECT_THAT(refusal(byPassphrase(), byKey).message, HasSubstr("leave --master-passphrase-file out"));
  EXPECT_THAT(refusal(byFile(), cheaplyWrapped(kMasterPassphrase)).message, HasSubstr("give the passphrase with --master-passphrase-file"));
}

class EngineBadInputDataKeys : public EngineDone6DataKeys {};

TEST_F(EngineBadInputDataKeys, ShortAndEmptyPassphrasesProtectNothing) {
  for (const std::string_view text : {"x", "seven 7"}) EXPECT_EQ(refusal(byPassphrase(text), {}).code, base::Errc::kInvalid);
  const auto none = openPassphraseVault("", {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, base::Errc::kLocked);
  EXPECT_EQ(refusal(byPassphrase(std::string(5000, 'x')), {}).code, base::Errc::kInvalid);
}

TEST_F(EngineBadInputDataKeys, EveryFlippedBitAndEveryCutOfKeysUnderAPassphraseIsRefused) {
  const auto wrapped = cheaplyWrapped(kMasterPassphrase);
  open(byPassphrase(), wrapped);
  for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
    auto changed = wrapped;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_EQ(refusal(byPassphrase(), changed).code, base::Errc::kLocked) << bit;
  }
  for (std::size_t length = 1; length < wrapped.size(); ++length)
    ASSERT_EQ(refusal(byPassphrase(), wrapped.substr(0, length)).code, base::Errc::kLocked) << length;
  EXPECT_EQ(refusal(byPassphrase(), wrapped + wrapped.substr(21)).code, base::Errc::kLocked) << "one version twice";
}

TEST_F(EngineBadInputDataKeys, EveryFlippedBitOfTwoKeyVersionsIsRefused) {
  const auto wrapped = addDataKey(byFile(), open(byFile()).wrappedKey).value();
  for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
    auto changed = wrapped;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_EQ(refusal(byFile(), changed).code, base::Errc::kLocked) << bit;
    ASSERT_FALSE(addDataKey(byFile(), changed)) << bit;
  }
}

TEST_F(EngineBadInputDataKeys, CostsBeyondBoundsAreNotFollowed) {
  for (const internal::ScryptCost& cost : {internal::ScryptCost{9, 8, 1}, internal::ScryptCost{21, 1, 1}, internal::ScryptCost{20, 8, 1},
                                           internal::ScryptCost{17, 17, 1}, internal::ScryptCost{17, 0, 1}, internal::ScryptCost{17, 8, 0},
                                           internal::ScryptCost{17, 8, 5}, internal::ScryptCost{255, 255, 255}})
    EXPECT_FALSE(internal::isBearable(cost)) << cost.log2N << " " << cost.r << " " << cost.p;
  EXPECT_TRUE(internal::isBearable({}));
  EXPECT_TRUE(internal::isBearable({18, 8, 1}));
}

TEST_F(EngineBadInputDataKeys, MoreVersionsThanThereMayBeAreRefusedAndNothingChanges) {
  auto wrapped = open(byFile()).wrappedKey;
  for (std::size_t i = 1; i < internal::WrappedKeys::kMostEntries; ++i) wrapped = addDataKey(byFile(), wrapped).value();
  const auto more = addDataKey(byFile(), wrapped);
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, base::Errc::kBusy);
  open(byFile(), wrapped);
  auto keys = internal::parseWrappedKeys(wrapped).value();
  keys.entries.push_back({static_cast<char>(keys.entries.front().version + 1), keys.entries.back().box});
  EXPECT_FALSE(internal::parseWrappedKeys(internal::textOf(keys))) << "nobody writes so many, so nobody reads them";
}

TEST_F(EngineBadInputDataKeys, AWrongMasterKeyChangesNoWrapping) {
  const auto wrapped = open(byFile()).wrappedKey;
  ASSERT_TRUE(platform::writePrivateFile(folder_ / "wrong.key", std::string(64, 'a')));
  for (const auto& wrong : {byFile("wrong.key"), byFile("missing.key"), byPassphrase()}) {
    EXPECT_EQ(addDataKey(wrong, wrapped).error().code, base::Errc::kLocked);
    EXPECT_EQ(wrapAnew(wrong, byFile("next.key"), wrapped).error().code, base::Errc::kLocked);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "next.key")) << "no key is made for nothing";
  EXPECT_FALSE(std::filesystem::exists(folder_ / "missing.key"));
}

}  // namespace
}  // namespace hookline::crypto
