#include "api/token_book.h"

#include "core/api/api_stack.h"
#include "crypto/api_token.h"

namespace hookline::api::testing {
namespace {

/// A clock that a test sets.
class HandClock final : public base::Clock {
 public:
  base::Now now() const override { return now_; }
  void advance(base::Millis by) {
    now_.wall += by;
    now_.mono += by;
    now_.boot += by;
  }

 private:
  base::Now now_{base::fromMs(1'700'000'000'000), base::MonoTime{base::Micros{1'000'000}}, {}};
};

class TokenBookTest : public ::testing::Test {
 protected:
  ApiStack stack;
  HandClock clock;
  TokenBook book{*stack.store, *stack.ids, clock, {}};

  TokenBook::Created create(const std::string& name, model::Role role, int perSecond = 0) {
    auto made = await<TokenBook::Created>([&](auto done) { book.create(name, role, perSecond, "tester", std::move(done)); });
    if (!made) throw std::runtime_error(made.error().message);
    return std::move(*made);
  }
  base::Errc codeOf(const std::string& authorization, const std::string& peer = "192.0.2.1") {
    const auto found = book.authenticate(authorization, peer);
    return found ? base::Errc::kInternal : found.error().code;
  }
};

TEST_F(TokenBookTest, KnowsWhomItGaveATokenTo) {
  const auto made = create("ci", model::Role::kOperator);
  for (const auto* scheme : {"Bearer ", "bearer "}) {
    const auto principal = book.authenticate(scheme + made.text, "192.0.2.1");
    ASSERT_TRUE(principal);
    EXPECT_EQ(principal->name, "ci");
    EXPECT_EQ(principal->role, model::Role::kOperator);
  }
}

TEST_F(TokenBookTest, RefusesEverythingElse) {
  const auto made = create("ci", model::Role::kOperator);
  auto mistyped = made.text;
  mistyped.back() = mistyped.back() == 'a' ? 'b' : 'a';
  for (const auto& text : {std::string{}, made.text, "Basic " + made.text, std::string("Bearer "), std::string("Bearer x"),
                           "Bearer " + mistyped, "Bearer " + crypto::generateToken().text})
    EXPECT_EQ(codeOf(text), base::Errc::kUnauthorized) << text.substr(0, 12);
}

TEST_F(TokenBookTest, RefusesARevokedTokenFromTheAnswerOn) {
  const auto made = create("ci", model::Role::kViewer);
  const auto principal = book.authenticate("Bearer " + made.text, "192.0.2.1");
  ASSERT_TRUE(principal);
  EXPECT_TRUE(book.stillValid(*principal));
  EXPECT_TRUE(await<void>([&](auto done) { book.revoke("ci", "tester", std::move(done)); }));
  EXPECT_EQ(codeOf("Bearer " + made.text), base::Errc::kUnauthorized);
  EXPECT_FALSE(book.stillValid(*principal));
  EXPECT_EQ(await<void>([&](auto done) { book.revoke("ci", "tester", std::move(done)); }).error().code, base::Errc::kNotFound);
}

TEST_F(TokenBookTest, LimitsGuessesPerAddressForAMinute) {
  const auto good = "Bearer " + create("ci", model::Role::kViewer).text;
  for (int i = 0; i < TokenBook::kMaxFailures; ++i) EXPECT_EQ(codeOf("Bearer " + crypto::generateToken().text), base::Errc::kUnauthorized);
  EXPECT_EQ(codeOf("Bearer " + crypto::generateToken().text), base::Errc::kBusy);
  EXPECT_TRUE(book.authenticate(good, "192.0.2.1")) << "who has a token is not shut out by a guesser at the same address";
  clock.advance(TokenBook::kFailureWindow);
  EXPECT_EQ(codeOf("Bearer " + crypto::generateToken().text), base::Errc::kUnauthorized);
}

TEST_F(TokenBookTest, DaemonDone5_AForgedSecretBehindAKnownKidIsAWrongToken) {
  const auto forged = crypto::generateToken();
  TokenBook other{*stack.store,
                  *stack.ids,
                  clock,
                  {{{7}, "ci", forged.kid, crypto::generateToken().hash, model::Role::kAdmin, 0, clock.now().wall, std::nullopt}}};
  for (int i = 0; i < TokenBook::kMaxFailures; ++i) {
    const auto found = other.authenticate("Bearer " + forged.text, "192.0.2.1");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, base::Errc::kUnauthorized);
  }
  EXPECT_EQ(other.authenticate("Bearer " + forged.text, "192.0.2.1").error().code, base::Errc::kBusy);
}

TEST_F(TokenBookTest, DaemonDone5_OfTooManyGuessersTheOldestIsForgotten) {
  const auto wrong = "Bearer " + crypto::generateToken().text;
  for (int i = 0; i < TokenBook::kMaxFailures; ++i) codeOf(wrong);
  EXPECT_EQ(codeOf(wrong), base::Errc::kBusy);
  clock.advance(base::Millis{1});
  for (std::size_t i = 0; i < TokenBook::kMaxAddresses; ++i) codeOf(wrong, "guesser " + std::to_string(i));
  EXPECT_EQ(codeOf(wrong), base::Errc::kUnauthorized) << "no more addresses than that are kept";
}

TEST_F(TokenBookTest, HoldsATokenToItsEventsPerSecond) {
  const auto made = create("bot", model::Role::kProducer, 10);
  const auto principal = *book.authenticate("Bearer " + made.text, "192.0.2.1");
  EXPECT_TRUE(book.limitsEvents(principal));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(book.admitEvents(principal, 1)) << i;
  EXPECT_FALSE(book.admitEvents(principal, 1));
  clock.advance(base::Millis{100});
  EXPECT_TRUE(book.admitEvents(principal, 1));
  EXPECT_FALSE(book.admitEvents(principal, 1));
  clock.advance(base::Millis{1000});
  EXPECT_TRUE(book.admitEvents(principal, 30));
  clock.advance(base::Millis{2000});
  EXPECT_FALSE(book.admitEvents(principal, 1));
  clock.advance(base::Millis{200});
  EXPECT_TRUE(book.admitEvents(principal, 1));
}

TEST_F(TokenBookTest, DoesNotLimitTheOwner) {
  EXPECT_FALSE(book.limitsEvents({"owner", model::Role::kAdmin, {}}));
  EXPECT_TRUE(book.admitEvents({"owner", model::Role::kAdmin, {}}, 1000000));
}

TEST_F(TokenBookTest, RefusesATakenName) {
  create("ci", model::Role::kViewer);
  const auto again = await<TokenBook::Created>([&](auto done) { book.create("ci", model::Role::kViewer, 0, "tester", std::move(done)); });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, base::Errc::kConflict);
}

TEST_F(TokenBookTest, AdoptsTheTokenOfAFileAndTheNextOneInItsPlace) {
  const auto first = crypto::generateToken().text;
  const auto second = crypto::generateToken().text;
  const auto adopt = [&](const std::string& text) {
    return await<model::ApiToken>([&](auto done) { book.adopt("admin", model::Role::kAdmin, text, std::move(done)); });
  };
  ASSERT_TRUE(adopt(first));
  EXPECT_TRUE(adopt(first));
  EXPECT_EQ(book.list().size(), 1U);
  ASSERT_TRUE(adopt(second));
  EXPECT_EQ(book.list().size(), 1U);
  EXPECT_EQ(codeOf("Bearer " + first), base::Errc::kUnauthorized);
  EXPECT_TRUE(book.authenticate("Bearer " + second, "192.0.2.1"));
  EXPECT_EQ(adopt("hl_nonsense").error().code, base::Errc::kInvalid);
}

TEST_F(TokenBookTest, KeepsWhenATokenWasLastUsed) {
  const auto made = create("ci", model::Role::kViewer);
  EXPECT_FALSE(book.list()[0].lastUsedAt);
  EXPECT_TRUE(book.authenticate("Bearer " + made.text, "192.0.2.1"));
  const auto first = book.list()[0].lastUsedAt;
  EXPECT_EQ(first, clock.now().wall);
  clock.advance(base::Millis{59'000});
  EXPECT_TRUE(book.authenticate("Bearer " + made.text, "192.0.2.1"));
  EXPECT_EQ(book.list()[0].lastUsedAt, first);
  clock.advance(base::Millis{1'000});
  EXPECT_TRUE(book.authenticate("Bearer " + made.text, "192.0.2.1"));
  EXPECT_EQ(book.list()[0].lastUsedAt, clock.now().wall);
}

}  // namespace
}  // namespace hookline::api::testing
