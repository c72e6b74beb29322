// "Engine", point 6: a configuration with its secrets under a passphrase.
#include "crypto/sealed_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "crypto/scrypt.h"

namespace hookline::crypto {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kExportPassphrase = "correct horse battery staple";

/// One for all tests, because each costs 0.3 s.
const std::string& sealed() {
  static const std::string text = sealExport(kExportPassphrase, R"({"webhooks":[{"name":"Sales","secret":"whsec_marked"}]})").value();
  return text;
}

/// One that costs little to try, for tests that try many.
const std::string& quicklySealed() {
  static const std::string text = internal::sealExportAt({10, 1, 1}, kExportPassphrase, std::string(100, 'q')).value();
  return text;
}

base::Error refusal(std::string_view text, std::string_view passphrase = kExportPassphrase) {
  const auto opened = openExport(passphrase, text);
  EXPECT_FALSE(opened);
  return opened ? base::Error{} : opened.error();
}

TEST(EngineDone6SealedExport, OpensWithItsPassphraseAndShowsNothingWithout) {
  EXPECT_EQ(openExport(kExportPassphrase, sealed()).value(), R"({"webhooks":[{"name":"Sales","secret":"whsec_marked"}]})");
  EXPECT_TRUE(isSealedExport(sealed()));
  EXPECT_THAT(sealed(), HasSubstr("\nscrypt n=131072 r=8 p=1 salt="));
  EXPECT_THAT(sealed(), Not(HasSubstr("Sales")));
  EXPECT_TRUE(std::all_of(sealed().begin(), sealed().end(), [](unsigned char c) { return c == '\n' || (c >= ' ' && c < 127); }));
}

TEST(EngineDone6SealedExport, HoldsTextsOfManyLinesAndNone) {
  for (const std::string& plain : {std::string(), std::string(57, 'x'), std::string(100000, 'y')})
    EXPECT_EQ(openExport(kExportPassphrase, sealExport(kExportPassphrase, plain).value()).value(), plain);
}

TEST(EngineBadInputSealedExport, AWrongPassphraseIsALockedSentenceThatHoldsNeitherPassphraseNorPlainText) {
  const auto error = refusal(sealed(), "correct horse battery stable");
  EXPECT_EQ(error.code, base::Errc::kLocked);
  EXPECT_THAT(error.message, Not(HasSubstr("horse")));
  EXPECT_THAT(error.message, HasSubstr("Nothing was imported"));
  EXPECT_EQ(refusal(sealed(), "").code, base::Errc::kLocked);
}

TEST(EngineBadInputSealedExport, ABitFlippedAnywhereIsRefused) {
  for (std::size_t bit = 0; bit < quicklySealed().size() * 8; ++bit) {
    auto changed = quicklySealed();
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const auto code = refusal(changed).code;
    ASSERT_TRUE(code == base::Errc::kLocked || code == base::Errc::kCorrupt || code == base::Errc::kNewerVersion ||
                code == base::Errc::kInvalid)
        << bit;
  }
}

TEST(EngineBadInputSealedExport, ACutFileAndAnAddedByteAreRefused) {
  for (std::size_t length = 24; length < quicklySealed().size(); ++length) {
    const auto code = refusal(quicklySealed().substr(0, length)).code;
    ASSERT_TRUE(code == base::Errc::kCorrupt || code == base::Errc::kLocked) << length;
  }
  EXPECT_EQ(refusal(sealed() + "\n").code, base::Errc::kCorrupt);
  EXPECT_EQ(refusal(sealed() + "A").code, base::Errc::kCorrupt);
  auto windows = sealed();
  windows.replace(windows.find('\n'), 1, "\r\n");
  EXPECT_EQ(refusal(windows).code, base::Errc::kCorrupt);
}

TEST(EngineBadInputSealedExport, ANewerVersionSaysSoAndAnotherFileIsNone) {
  auto newer = sealed();
  newer[newer.find('1')] = '2';
  EXPECT_EQ(refusal(newer).code, base::Errc::kNewerVersion);
  EXPECT_THAT(refusal(newer).message, HasSubstr("its version is 2"));
  EXPECT_EQ(refusal("").code, base::Errc::kInvalid);
  EXPECT_EQ(refusal("{\"webhooks\": []}").code, base::Errc::kInvalid);
  EXPECT_EQ(refusal("Hookline sealed export ").code, base::Errc::kCorrupt);
  EXPECT_EQ(refusal("Hookline sealed export 0\n").code, base::Errc::kCorrupt);
}

TEST(EngineBadInputSealedExport, AbsurdParametersAreRefusedBeforeTheyCostAnything) {
  for (const std::string n : {"1", "512", "131073", "1073741824", "9223372036854775808", "99999999999999999999999", "-1", "", "0x20000"}) {
    auto changed = sealed();
    changed.replace(changed.find("131072"), 6, n);
    EXPECT_EQ(refusal(changed).code, base::Errc::kCorrupt) << n;
  }
  for (const auto& [from, to] : {std::pair{"r=8", "r=0"}, {"r=8", "r=1024"}, {"r=8", "r=08"}, {"p=1", "p=0"}, {"p=1", "p=1000000"}}) {
    auto changed = sealed();
    changed.replace(changed.find(from), 3, to);
    EXPECT_EQ(refusal(changed).code, base::Errc::kCorrupt) << to;
  }
}

TEST(EngineBadInputSealedExport, AShortPassphraseSealsNothing) {
  const auto made = sealExport("short", "{}");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, base::Errc::kInvalid);
}

TEST(EngineBadInputSealedExport, WhatIsTooLargeIsRefusedBeforeItIsSealed) {
  EXPECT_EQ(kMaxExportBytes, 64U * 1024 * 1024);
  const auto large = internal::sealExportAt({10, 1, 1}, kExportPassphrase, std::string(kMaxExportBytes + 1, 'x'));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, base::Errc::kInvalid);
  EXPECT_THAT(large.error().message, HasSubstr("67108864 bytes are the most"));
}

}  // namespace
}  // namespace hookline::crypto
