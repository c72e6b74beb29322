// What every keeper of tokens promises: the one of tests, and that of the desktop over a message bus and a key ring of the test's own.
#include "hookline/token_keeper.h"

#include <QSignalSpy>
#include <QTest>

#include "hookline/key_ring.h"
#include "support/event_loop.h"
#include "support/private_key_ring.h"
#include "support/simulated_key_ring.h"
#include "support/ui_test.h"

namespace hookline::desktop_test {
namespace {

using desktop::KeyRing;
using desktop::TokenKeeper;
using Token = std::optional<std::string>;

const QString kHere = QStringLiteral("https://hooks.example:8787");
const QString kThere = QStringLiteral("https://other.example");

/// Waits for the answer of `call`, which comes later than the call returns.
template <typename T>
base::Result<T> answerOf(const std::function<void(base::Completion<T>)>& call) {
  std::optional<base::Result<T>> answer;
  call(base::Completion<T>([&answer](base::Result<T> given) { answer = std::move(given); }));
  if (answer) return base::fail(base::Error{base::Errc::kInternal, "answered from inside the call", false, {}});
  support::spinUntil([&] { return answer.has_value(); });
  return answer ? *answer : base::fail(base::Error{base::Errc::kInternal, "no answer", false, {}});
}

Token read(TokenKeeper& keeper, const QString& daemon) {
  const auto token = answerOf<Token>([&](auto done) { keeper.read(daemon, std::move(done)); });
  return token ? *token : "failed: " + token.error().message;
}
bool write(TokenKeeper& keeper, const QString& daemon, const std::string& token) {
  return answerOf<void>([&](auto done) { keeper.write(daemon, token, std::move(done)); }).has_value();
}
bool remove(TokenKeeper& keeper, const QString& daemon) {
  return answerOf<void>([&](auto done) { keeper.remove(daemon, std::move(done)); }).has_value();
}

}  // namespace

class TokenKeeperTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<support::PrivateKeyRing> ring_;

  std::unique_ptr<TokenKeeper> open(bool real) {
    if (real) return std::make_unique<KeyRing>();
    return std::make_unique<support::SimulatedKeyRing>();
  }
  static void both() {
    QTest::addColumn<bool>("real");
    QTest::newRow("simulated") << false;
    if (support::PrivateKeyRing::installed()) QTest::newRow("desktop's") << true;
  }

 private slots:
  void initTestCase() {
    if (!support::PrivateKeyRing::installed()) return;
    ring_ = std::make_unique<support::PrivateKeyRing>();
    QVERIFY(ring_->start());
  }
  void cleanupTestCase() { ring_.reset(); }

  void daemonDone6_aTokenIsReadAsItWasWrittenAndGoesWhenItIsRemoved_data() { both(); }
  void daemonDone6_aTokenIsReadAsItWasWrittenAndGoesWhenItIsRemoved() {
    QFETCH(bool, real);
    const auto keeper = open(real);
    QVERIFY(answerOf<void>([&](auto done) { keeper->ask(std::move(done)); }));
    QCOMPARE(read(*keeper, kHere), Token());
    QVERIFY(write(*keeper, kHere, "hl_one"));
    QVERIFY(write(*keeper, kThere, "hl_other"));
    QCOMPARE(read(*keeper, kHere), Token("hl_one"));
    QVERIFY(write(*keeper, kHere, "hl_two"));
    QCOMPARE(read(*keeper, kHere), Token("hl_two"));
    QVERIFY(remove(*keeper, kHere));
    QCOMPARE(read(*keeper, kHere), Token());
    QVERIFY2(remove(*keeper, kHere), "what is not there is removed all the same");
    QCOMPARE(read(*keeper, kThere), Token("hl_other"));
    QVERIFY(remove(*keeper, kThere));
  }

  void daemonDone6_whatTheKeeperOutlivesIsAnsweredAllTheSame_data() { both(); }
  void daemonDone6_whatTheKeeperOutlivesIsAnsweredAllTheSame() {
    QFETCH(bool, real);
    auto keeper = open(real);
    std::optional<base::Errc> code;
    keeper->read(kHere, base::Completion<Token>([&code](auto token) { code = token ? base::Errc::kInternal : token.error().code; }));
    QVERIFY(!code);
    keeper.reset();
    QCOMPARE(code, std::optional(base::Errc::kCancelled));
  }

  void daemonDone6_moreThanTheLimitIsRefusedAndTheRestAnswered_data() { both(); }
  void daemonDone6_moreThanTheLimitIsRefusedAndTheRestAnswered() {
    QFETCH(bool, real);
    const auto keeper = open(real);
    int answered = 0;
    int busy = 0;
    for (int n = 0; n <= TokenKeeper::kMaxWaiting; ++n)
      keeper->read(kHere, base::Completion<Token>([&](auto token) {
                     ++answered;
                     if (!token && token.error().code == base::Errc::kBusy) ++busy;
                   }));
    QVERIFY(support::spinUntil([&] { return answered == TokenKeeper::kMaxWaiting + 1; }));
    QCOMPARE(busy, 1);
    QCOMPARE(read(*keeper, kHere), Token());
  }

  void daemonDone6_whatIsOnItsWayWhenTheWindowClosesIsDone() {
    if (!ring_) QSKIP("no gnome-keyring-daemon here");
    KeyRing ring;
    std::optional<bool> done;
    ring.write(kHere, "hl_late", base::Completion<void>([&done](auto result) { done = result.has_value(); }));
    ring.finish();
    QCOMPARE(done, std::optional(true));
    QVERIFY(remove(ring, kHere));
  }

  /// As when it asks the person, who is not there.
  void daemonDone6_theWaitIsBounded() {
    if (!ring_) QSKIP("no gnome-keyring-daemon here");
    KeyRing ring(base::Millis{0});
    const auto token = answerOf<Token>([&](auto done) { ring.read(kHere, std::move(done)); });
    QVERIFY(!token);
    QCOMPARE(token.error().code, base::Errc::kTimeout);
    QVERIFY(!token.error().outcomeUnknown);
    const auto written = answerOf<void>([&](auto done) { ring.write(kHere, "hl_x", std::move(done)); });
    QVERIFY(!written && written.error().outcomeUnknown);
    KeyRing patient;
    QVERIFY(remove(patient, kHere));
  }
};

}  // namespace hookline::desktop_test

UI_TEST(token_keeper_test, hookline::desktop_test::TokenKeeperTest)
#include "token_keeper_test.moc"
