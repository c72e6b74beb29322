// Saved daemons in the window as the program composes it: what they are called, and where their tokens are kept.
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core_api/remote_call.h"
#include "real_window.h"
#include "support/event_loop.h"
#include "support/simulated_key_ring.h"
#include "support/temp_folder.h"
#include "support/ui_test.h"
#include "theme/system_look.h"

namespace hookline::desktop_test {

class WindowConnectionsTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<support::TempFolder> folder_;
  std::unique_ptr<core_api::Core> own_;
  std::unique_ptr<core_api::Core> far_;
  std::unique_ptr<support::SimulatedKeyRing> ring_;
  std::unique_ptr<theme::Theme> theme_;
  std::unique_ptr<RealWindow> window_;

  std::unique_ptr<core_api::Core> openCore(const char* name) {
    core_api::CoreOptions options;
    options.dataFolder = *folder_ / name / "data";
    options.masterKeyFile = *folder_ / name / "master.key";
    options.listenPort = 0;
    return core_api::Core::open(std::move(options)).value();
  }
  /// As the next start does it: what was kept is what it finds.
  void start() {
    window_.reset();
    window_ = std::make_unique<RealWindow>(own_.get(), std::nullopt, *theme_, ring_.get(), settingsFile());
  }
  QString settingsFile() { return QString::fromStdString((*folder_ / "window.ini").string()); }
  QString url() const { return QString::fromStdString(far_->url()); }
  QString id() const { return QStringLiteral("daemon ") + url(); }
  std::string adminToken() const {
    std::string token;
    std::ifstream(far_->adminTokenFile()) >> token;
    return token;
  }
  std::string newToken(const char* name) {
    core_api::RemoteCall::Options call;
    call.url = far_->url();
    call.token = adminToken();
    const auto admin = core_api::RemoteCall::open(std::move(call)).value();
    return admin->ask("POST", "/api/tokens", nlohmann::json{{"name", name}, {"role", "viewer"}}).value().at("token");
  }
  void revoke(const char* name) {
    core_api::RemoteCall::Options call;
    call.url = far_->url();
    call.token = adminToken();
    const auto admin = core_api::RemoteCall::open(std::move(call)).value();
    QVERIFY(admin->ask("DELETE", std::string("/api/tokens/") + name));
  }
  bool attached(const QString& to) {
    return support::spinUntil([&] { return window_->address() == to && window_->shows("statusOnline"); });
  }
  /// Fills the open dialog in and presses Connect.
  void connectWith(const std::string& token) {
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("daemonToken"), kPatience);
    if (auto* address = window_->find<QLineEdit>("daemonAddress"); address->text().isEmpty()) {
      address->setText(url());
      emit address->textEdited(url());
    }
    window_->find<QLineEdit>("daemonToken")->setText(QString::fromStdString(token));
    if (ring_->refusal)
      QTRY_VERIFY(window_->find<QLabel>("whereTokenIsKept")->text().startsWith(QStringLiteral("No key ring answers")));
    else
      QTRY_VERIFY(window_->find<QCheckBox>("rememberToken")->isEnabled());
    window_->find<QPushButton>("connectButton")->click();
  }
  void connectAnew(const std::string& token) {
    window_->connectToDaemon();
    connectWith(token);
    QVERIFY(attached(url()));
  }
  /// Everything that is kept of the window.
  QByteArray kept() {
    window_->saveSettings();
    QFile file(settingsFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  bool toasted(const QString& words) {
    return support::spinUntil([&] { return window_->find<QLabel>("toastText")->text().contains(words); });
  }

 private slots:
  void initTestCase() { theme_ = std::make_unique<theme::Theme>(*qApp, theme::watchSystemLook()); }
  void init() {
    folder_ = std::make_unique<support::TempFolder>();
    ring_ = std::make_unique<support::SimulatedKeyRing>();
    own_ = openCore("own");
    far_ = openCore("far");
    start();
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("statusOnline"), kPatience);
  }
  void cleanup() {
    window_.reset();
    far_.reset();
    own_.reset();
  }
  void cleanupTestCase() { theme_.reset(); }

  void daemonDone6_theNextStartAttachesWithTheTokenOfTheKeyRingAndAsksNobody() {
    const auto token = newToken("anna");
    connectAnew(token);
    QTRY_COMPARE(ring_->tokens[url()], token);
    start();
    QVERIFY(attached(url()));
    QVERIFY(window_->find("connectDialog") == nullptr);
    const auto all = kept();
    QVERIFY(all.contains("127.0.0.1"));
    QVERIFY2(!all.contains("hl_") && !all.contains(token.c_str()), "no token is in the settings");
  }

  void daemonDone6_aTokenThatIsNotToBeRememberedIsAskedForAgain() {
    connectAnew(newToken("anna"));
    QTRY_COMPARE(ring_->tokens.size(), std::size_t{1});
    window_->connectToDaemon();
    QTRY_VERIFY(window_->shows("rememberToken"));
    QTRY_VERIFY(window_->find<QCheckBox>("rememberToken")->isEnabled());
    QVERIFY2(window_->find<QCheckBox>("rememberToken")->isChecked(), "a key ring answers");
    window_->find<QCheckBox>("rememberToken")->setChecked(false);
    QVERIFY(window_->find<QLabel>("whereTokenIsKept")->text().startsWith(QStringLiteral("The token is kept until Hookline is closed")));
    connectWith(newToken("bert"));
    QTRY_VERIFY2(ring_->tokens.empty(), "nor is the one of before");
    QVERIFY(attached(url()));
    start();
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("connectDialog"), kPatience);
    QCOMPARE(window_->find<QLineEdit>("daemonAddress")->text(), url());
    QVERIFY(!kept().contains("hl_"));
  }

  void daemonDone6_whatTheDaemonRefusesIsAskedForAgainAndReplaced() {
    connectAnew(newToken("anna"));
    QTRY_COMPARE(ring_->tokens.size(), std::size_t{1});
    window_.reset();
    revoke("anna");
    start();
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("connectDialog"), kPatience);
    const auto second = newToken("bert");
    connectWith(second);
    QVERIFY(attached(url()));
    QTRY_COMPARE(ring_->tokens[url()], second);
    QVERIFY(!kept().contains("hl_"));
  }

  void daemonDone6_forgettingADaemonRemovesItsTokenToo() {
    connectAnew(newToken("anna"));
    QTRY_COMPARE(ring_->tokens.size(), std::size_t{1});
    window_->switchTo(QStringLiteral("local"));
    QVERIFY(attached({}));
    window_->open(shell::PageId::kSettings);
    QTRY_VERIFY(window_->find<QPushButton>(qPrintable("forget_" + id())) != nullptr);
    window_->find<QPushButton>(qPrintable("forget_" + id()))->click();
    QTRY_VERIFY(ring_->tokens.empty());
    QVERIFY(!kept().contains(url().toUtf8()));
  }

  void daemonDone6_aTokenThatCouldNotBeRemovedIsSaid() {
    connectAnew(newToken("anna"));
    QTRY_COMPARE(ring_->tokens.size(), std::size_t{1});
    window_->switchTo(QStringLiteral("local"));
    QVERIFY(attached({}));
    ring_->refusal = base::Error{base::Errc::kForbidden, "The key ring was not unlocked.", false, {}};
    window_->open(shell::PageId::kSettings);
    QTRY_VERIFY(window_->find<QPushButton>(qPrintable("forget_" + id())) != nullptr);
    window_->find<QPushButton>(qPrintable("forget_" + id()))->click();
    QVERIFY(toasted(QStringLiteral("may still be in the key ring")));
  }

  void daemonDone6_whereNoKeyRingAnswersThePersonIsToldAndTheTokenIsKeptForThisRun() {
    ring_->refusal = base::Error{base::Errc::kUnavailable, "This computer has no key ring.", false, {}};
    window_->connectToDaemon();
    QTRY_COMPARE(window_->find<QLabel>("whereTokenIsKept")->text().section(QLatin1Char('.'), 0, 0),
                 QStringLiteral("No key ring answers on this computer; the token is kept until Hookline closes"));
    const auto* remember = window_->find<QCheckBox>("rememberToken");
    QVERIFY(remember->isVisible() && !remember->isEnabled() && !remember->isChecked());
    QCOMPARE(remember->toolTip(), QStringLiteral("This computer has no key ring."));
    connectWith(newToken("anna"));
    QVERIFY(attached(url()));
    QVERIFY(!ring_->calls.join(QLatin1Char('\n')).contains(QStringLiteral("write")));
    window_->switchTo(QStringLiteral("local"));
    QVERIFY(attached({}));
    window_->switchTo(id());
    QVERIFY2(attached(url()), "it is known for this run");
    start();
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("connectDialog"), kPatience);
    QVERIFY2(!ring_->calls.contains(QStringLiteral("read ") + url()), "a key ring that never had it is not asked");
  }

  void daemonDone6_aKeyRingThatAnswersLateHoldsNothingUp() {
    ring_->hold();
    window_->connectToDaemon();
    QTRY_VERIFY(window_->shows("whereTokenIsKept"));
    QVERIFY(window_->find<QLabel>("whereTokenIsKept")->text().startsWith(QStringLiteral("Asking whether")));
    QVERIFY(!window_->find<QCheckBox>("rememberToken")->isEnabled());
    auto* address = window_->find<QLineEdit>("daemonAddress");
    address->setText(url());
    const auto token = newToken("anna");
    window_->find<QLineEdit>("daemonToken")->setText(QString::fromStdString(token));
    window_->find<QPushButton>("connectButton")->click();
    QVERIFY(attached(url()));
    QVERIFY(ring_->tokens.empty());
    ring_->release();
    QTRY_COMPARE(ring_->tokens[url()], token);
  }

  void daemonDone6_aWishMeanwhileIsTheOneThatCounts() {
    connectAnew(newToken("anna"));
    QTRY_COMPARE(ring_->tokens.size(), std::size_t{1});
    window_.reset();
    ring_->hold();
    start();
    QTRY_VERIFY_WITH_TIMEOUT(ring_->calls.last().startsWith(QStringLiteral("read")), kPatience);
    window_->switchTo(QStringLiteral("local"));
    QVERIFY(attached({}));
    ring_->release();
    support::spinRounds(20);
    QCOMPARE(window_->address(), QString());
    QVERIFY(window_->find("connectDialog") == nullptr);
  }

  void daemonDone6_aNameAColourAndABadgeAreKeptAndShownEverywhere() {
    window_->connectToDaemon();
    QTRY_VERIFY(window_->shows("connectionNameField"));
    QTest::keyClicks(window_->find<QLineEdit>("connectionNameField"), QStringLiteral("<b>EU</b> production"));
    connectWith(newToken("anna"));
    QVERIFY(attached(url()));
    window_->editConnection(id());
    QTRY_VERIFY(window_->shows("editConnectionDialog"));
    QCOMPARE(window_->find<QLineEdit>("connectionNameField")->text(), QStringLiteral("<b>EU</b> production"));
    auto* environment = window_->find<QComboBox>("connectionEnvironmentField");
    QTest::keyClick(environment, Qt::Key_End);
    QTest::keyClick(window_->find<QComboBox>("connectionColourField"), Qt::Key_End);
    window_->find<QPushButton>("saveConnectionButton")->click();
    QTRY_VERIFY(window_->title().contains(QStringLiteral("<b>EU</b> production [Production]")));
    QVERIFY(attached(url()));
    start();
    QVERIFY(attached(url()));
    QVERIFY(window_->title().contains(QStringLiteral("<b>EU</b> production [Production]")));
    QCOMPARE(window_->colour(), shell::ConnectionColour::kGreen);
    QCOMPARE(window_->find("connectionButton")->accessibleName(), QStringLiteral("Connection: <b>EU</b> production [Production]"));
  }
};

}  // namespace hookline::desktop_test

UI_TEST(window_connections_test, hookline::desktop_test::WindowConnectionsTest)
#include "window_connections_test.moc"
