#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "crypto/locked_vault.h"
#include "crypto/vault.h"
#include "platform/private_file.h"
#include "support/temp_folder.h"

namespace hookline::crypto {
namespace {

using testing::HasSubstr;

constexpr SealContext kWhere{"webhook_secret", 7, "secret"};
constexpr std::string_view kPlain = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

class KeyFileVault : public testing::Test {
 protected:
  OpenedVault open(std::string_view wrapped = {}) {
    auto opened = openKeyFileVault(keyFile_, wrapped);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? std::move(*opened) : OpenedVault{};
  }
  /// Expects kLocked with a message that names the file, and answers the message.
  std::string lockedMessage(std::string_view wrapped) {
    const auto opened = openKeyFileVault(keyFile_, wrapped);
    if (opened) return "it opened";
    EXPECT_EQ(opened.error().code, base::Errc::kLocked);
    EXPECT_THAT(opened.error().message, HasSubstr(keyFile_.string()));
    EXPECT_THAT(opened.error().message, HasSubstr("--master-key-file"));
    return opened.error().message;
  }
  void writeKey(std::string_view text) { ASSERT_TRUE(platform::writePrivateFile(keyFile_, text)); }

  support::TempFolder folder_;
  std::filesystem::path keyFile_ = folder_ / "config" / "hookline" / "master.key";
};

TEST_F(KeyFileVault, MakesAPrivateFileOfSixtyFourHexDigitsInAPrivateFolder) {
  open();
  const auto text = platform::readFile(keyFile_, 1000).value();
  ASSERT_EQ(text.size(), 65U);
  EXPECT_EQ(text.back(), '\n');
  EXPECT_TRUE(std::all_of(text.begin(), text.end() - 1, [](unsigned char c) { return std::isxdigit(c) != 0; }));
  EXPECT_TRUE(platform::isPrivate(keyFile_).value());
  EXPECT_TRUE(platform::isPrivate(keyFile_.parent_path()).value());
  EXPECT_TRUE(platform::isPrivate(keyFile_.parent_path().parent_path()).value());
}

TEST_F(KeyFileVault, OpensWhatItSealedAlsoAfterARestart) {
  const auto first = open();
  ASSERT_FALSE(first.wrappedKey.empty());
  const std::string bytes("\0\xFF\n", 3);
  for (const std::string_view plain : {kPlain, std::string_view(), std::string_view(bytes), std::string_view("x")}) {
    const auto sealed = first.vault->seal(kWhere, plain).value();
    EXPECT_EQ(sealed.size(), 2 + 12 + plain.size() + 16);
    EXPECT_EQ(first.vault->open(kWhere, sealed).value(), plain);
    const auto second = open(first.wrappedKey);
    EXPECT_EQ(second.wrappedKey, first.wrappedKey);
    EXPECT_EQ(second.vault->open(kWhere, sealed).value(), plain);
  }
}

TEST_F(KeyFileVault, SealsALongValue) {
  const auto opened = open();
  const std::string plain(100000, 'p');
  EXPECT_EQ(opened.vault->open(kWhere, opened.vault->seal(kWhere, plain).value()).value(), plain);
}

TEST_F(KeyFileVault, DoesNotShowThePlainTextNorTheKeys) {
  const auto opened = open();
  const auto sealed = opened.vault->seal(kWhere, kPlain).value();
  for (std::size_t i = 0; i + 6 <= kPlain.size(); ++i) EXPECT_EQ(sealed.find(kPlain.substr(i, 6)), std::string::npos);
  EXPECT_NE(sealed, opened.vault->seal(kWhere, kPlain).value()) << "the same value twice looks different";
}

TEST_F(KeyFileVault, RefusesAValueOfAnotherTableRowOrColumn) {
  const auto opened = open();
  const auto sealed = opened.vault->seal({"ab", 7, "c"}, kPlain).value();
  ASSERT_TRUE(opened.vault->open({"ab", 7, "c"}, sealed));
  for (const SealContext& where :
       {SealContext{"ab", 8, "c"}, SealContext{"ab", -7, "c"}, SealContext{"ax", 7, "c"}, SealContext{"ab", 7, "d"},
        SealContext{"a", 7, "bc"}, SealContext{"abc", 7, ""}, SealContext{"c", 7, "ab"}, SealContext{"", 0, ""}}) {
    const auto plain = opened.vault->open(where, sealed);
    ASSERT_FALSE(plain) << where.table << where.row << where.column;
    EXPECT_EQ(plain.error().code, base::Errc::kCorrupt);
    EXPECT_THAT(plain.error().message, HasSubstr("row " + std::to_string(where.row)));
  }
}

TEST_F(KeyFileVault, RefusesEveryFlippedBitAndEveryCut) {
  const auto opened = open();
  const auto sealed = opened.vault->seal(kWhere, kPlain).value();
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    auto changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const auto plain = opened.vault->open(kWhere, changed);
    ASSERT_FALSE(plain) << bit;
    ASSERT_EQ(plain.error().code, base::Errc::kCorrupt) << bit;
  }
  for (std::size_t length = 0; length < sealed.size(); ++length)
    ASSERT_FALSE(opened.vault->open(kWhere, sealed.substr(0, length))) << length;
  EXPECT_FALSE(opened.vault->open(kWhere, sealed + "x"));
}

TEST_F(KeyFileVault, UsesANewNonceForEachOfTenThousandSeals) {
  const auto opened = open();
  std::set<std::string> nonces;
  for (int i = 0; i < 10000; ++i) nonces.insert(opened.vault->seal(kWhere, "x").value().substr(2, 12));
  EXPECT_EQ(nonces.size(), 10000U);
}

TEST_F(KeyFileVault, RefusesAValueOfAnotherVault) {
  const auto mine = open();
  const auto theirs = open();
  EXPECT_NE(mine.wrappedKey, theirs.wrappedKey) << "a new data key each time, under the same master key";
  EXPECT_EQ(theirs.vault->open(kWhere, mine.vault->seal(kWhere, kPlain).value()).error().code, base::Errc::kCorrupt);
}

TEST_F(KeyFileVault, IsLockedWithAWrongMasterKey) {
  const auto wrapped = open().wrappedKey;
  writeKey(std::string(64, 'a') + "\n");
  EXPECT_THAT(lockedMessage(wrapped), HasSubstr("does not fit the stored secrets"));
}

TEST_F(KeyFileVault, IsLockedAndMakesNoNewKeyWhenTheFileIsMissingThoughSecretsExist) {
  const auto wrapped = open().wrappedKey;
  std::filesystem::remove_all(keyFile_.parent_path());
  EXPECT_THAT(lockedMessage(wrapped), HasSubstr("is missing"));
  EXPECT_FALSE(std::filesystem::exists(keyFile_));
  EXPECT_FALSE(std::filesystem::exists(keyFile_.parent_path()));
}

TEST_F(KeyFileVault, IsLockedByAFileThatIsNoKeyAndLeavesItAlone) {
  const auto wrapped = open().wrappedKey;
  const std::string digits(64, 'a');
  for (const std::string& text : {std::string(), std::string("\n"), digits.substr(1), digits + "a", digits + "aa", digits.substr(2) + "zz",
                                  " " + digits, digits + "\n" + digits + "\n", std::string(5000, 'a')}) {
    writeKey(text);
    for (const std::string_view stored : {std::string_view(wrapped), std::string_view()}) {
      const auto opened = openKeyFileVault(keyFile_, stored);
      ASSERT_FALSE(opened) << text;
      EXPECT_EQ(opened.error().code, base::Errc::kLocked);
      EXPECT_THAT(opened.error().message, HasSubstr(keyFile_.string()));
    }
    EXPECT_EQ(platform::readFile(keyFile_, 10000).value(), text);
  }
}

TEST_F(KeyFileVault, IsLockedWhenTheKeyCannotBeRead) {
  const auto wrapped = open().wrappedKey;
  std::filesystem::remove(keyFile_);
  std::filesystem::create_directory(keyFile_);
  for (const std::string_view stored : {std::string_view(wrapped), std::string_view()}) {
    const auto opened = openKeyFileVault(keyFile_, stored);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, base::Errc::kLocked);
    EXPECT_THAT(opened.error().message, HasSubstr(keyFile_.string()));
  }
}

TEST_F(KeyFileVault, IsLockedWhenTheFileIsALinkToNowhere) {
  ASSERT_TRUE(platform::makePrivateFolder(keyFile_.parent_path()));
  std::filesystem::create_symlink(folder_ / "gone", keyFile_);
  EXPECT_THAT(lockedMessage({}), HasSubstr("is a link to a file that is missing"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "gone"));
}

TEST_F(KeyFileVault, ReadsAKeyFileWithOtherLineEndsAndCapitals) {
  const std::string digits = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";
  ASSERT_TRUE(platform::makePrivateFolder(keyFile_.parent_path()));
  writeKey(digits);
  const auto wrapped = open().wrappedKey;
  for (const std::string end : {"\n", "\r\n", "\n\n"}) {
    writeKey(digits + end);
    EXPECT_EQ(open(wrapped).wrappedKey, wrapped);
  }
}

TEST_F(KeyFileVault, IsLockedByEveryFlippedBitAndEveryCutOfTheWrappedKey) {
  const auto wrapped = open().wrappedKey;
  ASSERT_EQ(wrapped.size(), 3U + 12 + 32 + 16);
  for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
    auto changed = wrapped;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const auto opened = openKeyFileVault(keyFile_, changed);
    ASSERT_FALSE(opened) << bit;
    ASSERT_EQ(opened.error().code, base::Errc::kLocked);
  }
  for (std::size_t length = 1; length < wrapped.size(); ++length)
    ASSERT_FALSE(openKeyFileVault(keyFile_, wrapped.substr(0, length))) << length;
}

TEST_F(KeyFileVault, TellsThatTheFolderCannotBeMade) {
  ASSERT_TRUE(platform::writePrivateFile(folder_ / "config", "a file in the way"));
  const auto opened = openKeyFileVault(keyFile_, {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, base::Errc::kIo);
  EXPECT_THAT(opened.error().message, HasSubstr("--master-key-file"));
}

TEST_F(KeyFileVault, IsMadeOnceByManyThatStartTogether) {
  std::vector<std::thread> starters;
  std::vector<std::string> wrapped(6);
  for (auto& one : wrapped)
    starters.emplace_back([&one, this] {
      const auto opened = openKeyFileVault(keyFile_, {});
      if (opened) one = opened->wrappedKey;
    });
  for (auto& starter : starters) starter.join();
  for (const auto& one : wrapped) {
    ASSERT_FALSE(one.empty());
    EXPECT_TRUE(openKeyFileVault(keyFile_, one)) << "all of them wrapped under the one master key that stayed";
  }
}

TEST(LockedVault, AnswersWhyToEveryCall) {
  const auto vault = lockedVault({base::Errc::kIo, "The master key file /k is missing.", false, {}});
  for (const auto& answer : {vault->seal(kWhere, kPlain), vault->open(kWhere, kPlain)}) {
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, base::Errc::kLocked);
    EXPECT_EQ(answer.error().message, "The master key file /k is missing.");
  }
}

}  // namespace
}  // namespace hookline::crypto
