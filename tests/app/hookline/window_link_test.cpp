// A connect link of a real daemon, from its command line to a window that shows it.
#include <QLabel>
#include <QPushButton>
#include <fstream>

#include "real_window.h"
#include "support/daemon.h"
#include "support/event_loop.h"
#include "support/program.h"
#include "support/simulated_key_ring.h"
#include "support/temp_folder.h"
#include "support/test_certificates.h"
#include "support/ui_test.h"
#include "theme/system_look.h"

namespace hookline::desktop_test {

class WindowLinkTest final : public QObject {
  Q_OBJECT

 private:
  /// As somebody at the daemon's own computer makes one.
  static std::string ask(const support::Daemon& daemon, std::vector<std::string> words) {
    const auto options = daemon.folderOptions();
    words.insert(words.end(), options.begin(), options.end());
    return support::run(HOOKLINE_DAEMON_BINARY, words).out;
  }
  static std::string makeLink(const support::Daemon& daemon) {
    const auto line = ask(daemon, {"token", "create", "--name", "anna", "--role", "operator", "--link"});
    return line.substr(0, line.find('\n'));
  }
  static bool hasToken(const support::Daemon& daemon) { return ask(daemon, {"token", "list"}).find("anna") != std::string::npos; }
  static bool answerTheQuestion(const RealWindow& window) {
    if (!support::spinUntil([&] { return window.shows("confirmButton"); })) return false;
    window.find<QPushButton>("confirmButton")->click();
    return true;
  }

 private slots:
  void daemonDone6_aLinkLeadsToADaemonThatNoAuthorityVouchesForAndWorksOnce() {
    const testing::TestAuthority authority{"Somebody's own"};
    const support::TempFolder folder;
    const auto identity = authority.issue();
    std::ofstream(folder / "tls.crt") << identity.certPem;
    std::ofstream(folder / "tls.key") << identity.keyPem;
    const support::Daemon daemon(
        {HOOKLINE_DAEMON_BINARY, folder.path(), {"--tls-cert", folder / "tls.crt", "--tls-key", folder / "tls.key"}, "127.0.0.1:0"});
    QVERIFY(daemon.running());
    const support::Daemon other({HOOKLINE_DAEMON_BINARY, folder / "other", {}});
    theme::Theme theme(*qApp, theme::watchSystemLook());
    support::SimulatedKeyRing ring;
    RealWindow window(nullptr, desktop::DaemonChoice{other.url(), other.adminToken()}, theme, &ring);
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("statusOnline"), kPatience);

    const auto link = QString::fromStdString(makeLink(daemon));
    window.openLink(link);
    QTRY_VERIFY(window.shows("questionExact"));
    QVERIFY(window.find<QLabel>("questionText")->text().contains(QStringLiteral("Token: anna, operator")));
    QVERIFY(window.find<QLabel>("questionText")->text().contains(QStringLiteral("kept in this computer's key ring")));
    QVERIFY(!hasToken(daemon));
    QVERIFY(answerTheQuestion(window));
    QTRY_COMPARE_WITH_TIMEOUT(window.address(), QString::fromStdString(daemon.url()), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("statusOnline"), kPatience);
    QTRY_VERIFY(window.find<QLabel>("identity")->text().contains(QStringLiteral("anna")));
    // What it was exchanged for is kept like one that was typed.
    QCOMPARE(ring.tokens.size(), std::size_t{1});
    QCOMPARE(ring.tokens.begin()->first, QString::fromStdString(daemon.url()));
    QVERIFY(ring.tokens.begin()->second.starts_with("hl_"));

    window.openLink(link);
    QVERIFY(answerTheQuestion(window));
    QTRY_VERIFY_WITH_TIMEOUT(
        window.shows("questionText") && window.find<QLabel>("questionText")->text().contains(QStringLiteral("used already")), kPatience);
  }

  /// A link that was tampered with on the way: the certificate there is not the one that it names.
  void daemonDone6_anotherCertificateThanTheLinksGetsNoCode() {
    const testing::TestAuthority authority{"Somebody's own"};
    const support::TempFolder folder;
    const auto identity = authority.issue();
    std::ofstream(folder / "tls.crt") << identity.certPem;
    std::ofstream(folder / "tls.key") << identity.keyPem;
    const support::Daemon daemon(
        {HOOKLINE_DAEMON_BINARY, folder.path(), {"--tls-cert", folder / "tls.crt", "--tls-key", folder / "tls.key"}, "127.0.0.1:0"});
    QVERIFY(daemon.running());
    const auto link = makeLink(daemon);
    auto bent = link;
    bent[link.find("pin=") + 4] = link[link.find("pin=") + 4] == '0' ? '1' : '0';
    theme::Theme theme(*qApp, theme::watchSystemLook());
    const support::Daemon other({HOOKLINE_DAEMON_BINARY, folder / "other", {}});
    RealWindow window(nullptr, desktop::DaemonChoice{other.url(), other.adminToken()}, theme);
    window.openLink(QString::fromStdString(bent));
    QVERIFY(answerTheQuestion(window));
    QTRY_VERIFY_WITH_TIMEOUT(
        window.shows("questionText") && window.find<QLabel>("questionText")->text().contains(QStringLiteral("Nothing was sent")),
        kPatience);
    QVERIFY(!hasToken(daemon));
  }
};

}  // namespace hookline::desktop_test

UI_TEST(window_link_test, hookline::desktop_test::WindowLinkTest)
#include "window_link_test.moc"
