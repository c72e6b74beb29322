#include "crypto/api_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <set>
#include <string>

#include "base/random.h"
#include "crypto/signature.h"

namespace hookline::crypto {
namespace {

using testing::HasSubstr;

TEST(ApiToken, HasThreePartsOfLettersAndDigits) {
  for (int i = 0; i < 200; ++i) {
    const auto token = generateToken();
    ASSERT_EQ(token.text.size(), 65U);
    EXPECT_TRUE(token.text.starts_with("hl_" + token.kid + "_"));
    EXPECT_EQ(std::count(token.text.begin(), token.text.end(), '_'), 3);
    EXPECT_TRUE(std::all_of(token.text.begin(), token.text.end(), [](unsigned char c) { return c == '_' || std::isalnum(c) != 0; }));
    EXPECT_EQ(token.hash, sha256(token.text));
  }
}

TEST(ApiToken, IsFoundByItsKidAndMatchesItsHash) {
  const auto token = generateToken();
  const auto kid = tokenKid(token.text);
  ASSERT_TRUE(kid) << kid.error().message;
  EXPECT_EQ(*kid, token.kid);
  EXPECT_TRUE(tokenMatches(token.text, token.hash));
}

TEST(ApiToken, IsFreshEveryTime) {
  std::set<std::string> kids;
  std::set<std::string> secrets;
  for (int i = 0; i < 2000; ++i) {
    const auto token = generateToken();
    EXPECT_TRUE(kids.insert(token.kid).second);
    EXPECT_TRUE(secrets.insert(token.text.substr(15, 43)).second);
  }
}

TEST(ApiToken, DoesNotMatchAnothersHashNorAnEmptyOne) {
  const auto mine = generateToken();
  const auto theirs = generateToken();
  EXPECT_FALSE(tokenMatches(mine.text, theirs.hash));
  EXPECT_FALSE(tokenMatches(mine.text, ""));
  EXPECT_FALSE(tokenMatches(mine.text, mine.hash.substr(0, 31)));
  EXPECT_FALSE(tokenMatches("", mine.hash));
}

TEST(ApiToken, TellsATypingMistakeFromSomethingElse) {
  const auto token = generateToken();
  auto mistyped = token.text;
  mistyped[20] = mistyped[20] == 'x' ? 'y' : 'x';
  auto swapped = token.text;
  const auto pair = std::adjacent_find(swapped.begin() + 15, swapped.begin() + 58, std::not_equal_to<>());
  std::iter_swap(pair, pair + 1);
  for (const std::string& text :
       {mistyped, swapped, token.text.substr(0, 40), token.text + "x", std::string("hl_"), token.text.substr(0, 58)}) {
    const auto kid = tokenKid(text);
    ASSERT_FALSE(kid) << text;
    EXPECT_EQ(kid.error().code, base::Errc::kUnauthorized);
    EXPECT_THAT(kid.error().message, HasSubstr("mistyped"));
  }
  for (const std::string& text : {std::string(), std::string("Bearer"), " " + token.text, std::string("HL_x"), std::string("ghp_abc")}) {
    const auto kid = tokenKid(text);
    ASSERT_FALSE(kid) << text;
    EXPECT_EQ(kid.error().code, base::Errc::kUnauthorized);
    EXPECT_THAT(kid.error().message, HasSubstr("not a Hookline token"));
  }
}

TEST(ApiToken, IsNeverShownInAMessage) {
  auto text = generateToken().text;
  text.back() = text.back() == 'a' ? 'b' : 'a';
  const auto message = tokenKid(text).error().message;
  EXPECT_EQ(message.find(text.substr(3, 5)), std::string::npos);
  EXPECT_EQ(message.find(text.substr(15, 5)), std::string::npos);
}

TEST(ApiToken, EverySingleChangedCharacterIsCalledMistyped) {
  const auto token = generateToken();
  for (std::size_t i = 3; i < token.text.size(); ++i)
    for (int c = 0; c < 256; ++c) {
      auto text = token.text;
      if (text[i] == static_cast<char>(c)) continue;
      text[i] = static_cast<char>(c);
      ASSERT_FALSE(tokenKid(text)) << i;
      ASSERT_FALSE(tokenMatches(text, token.hash)) << i;
    }
}

std::string edited(std::string text, base::SeededRandom& random) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
  const auto edits = 1 + random.below(4);
  for (std::uint64_t i = 0; i < edits; ++i) {
    const auto place = random.below(text.size());
    const char c = kAlphabet[random.below(kAlphabet.size())];
    switch (random.below(5)) {
      case 0:
        text.insert(place, 1, c);
        break;
      case 1:
        text.erase(place, 1);
        break;
      case 2:
        text[place] = c;
        break;
      case 3:
        std::swap(text[place], text[random.below(text.size())]);
        break;
      default:
        text[place] = static_cast<char>(random.next());
        break;
    }
  }
  return text;
}

TEST(ApiToken, IsNeverAcceptedAfterRandomEdits) {
  base::SeededRandom random(11);
  const auto token = generateToken();
  for (int i = 0; i < 100000; ++i) {
    const auto text = edited(token.text, random);
    if (text == token.text) continue;
    ASSERT_FALSE(tokenMatches(text, token.hash)) << text;
    ASSERT_FALSE(tokenKid(text)) << text;
  }
}

}  // namespace
}  // namespace hookline::crypto
