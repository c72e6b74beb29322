// A daemon whose certificate no authority vouches for: shown once, believed from then on, and a change of it is loud.
#include <QLabel>
#include <QPushButton>
#include <fstream>

#include "real_window.h"
#include "support/daemon.h"
#include "support/temp_folder.h"
#include "support/test_certificates.h"
#include "support/ui_test.h"
#include "theme/system_look.h"
#include "widgets/banner.h"

namespace hookline::desktop_test {
namespace {

std::unique_ptr<support::Daemon> startDaemon(const support::TempFolder& folder, const testing::TlsIdentity& identity,
                                             const std::string& listen) {
  std::ofstream(folder / "tls.crt") << identity.certPem;
  std::ofstream(folder / "tls.key") << identity.keyPem;
  return std::make_unique<support::Daemon>(support::Daemon::Options{
      HOOKLINE_DAEMON_BINARY, folder.path(), {"--tls-cert", folder / "tls.crt", "--tls-key", folder / "tls.key"}, listen});
}

QString strongWords(const RealWindow& window) { return window.find<widgets::Banner>("connectionStripe")->strong(); }

}  // namespace

class WindowTrustTest final : public QObject {
  Q_OBJECT

 private slots:
  void aCertificateIsTrustedOnFirstUseAndAChangeOfItIsLoud() {
    const testing::TestAuthority authority{"Somebody's own"};
    const support::TempFolder folder;
    auto daemon = startDaemon(folder, authority.issue(), "127.0.0.1:0");
    QVERIFY(daemon->running());
    theme::Theme theme(*qApp, theme::watchSystemLook());
    RealWindow window(nullptr, desktop::DaemonChoice{daemon->url(), daemon->adminToken()}, theme);
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("trustButton"), kPatience);
    QCOMPARE(strongWords(window), QStringLiteral("This daemon is not known yet."));

    // Not now: nothing is trusted.
    window.find<QPushButton>("trustButton")->click();
    QTRY_VERIFY(window.shows("questionExact"));
    const auto first = window.find<QLabel>("questionExact")->text();
    QVERIFY2(first.contains(QRegularExpression(QStringLiteral("([0-9A-F]{4}[ \n]){15}[0-9A-F]{4}"))), qPrintable(first));
    QVERIFY(window.find<QLabel>("questionText")->text().contains(QStringLiteral("Issued by Somebody's own")));
    window.find<QPushButton>("cancelButton")->click();
    QTRY_VERIFY(window.find("questionDialog") == nullptr);
    QVERIFY(window.shows("trustButton"));

    window.find<QPushButton>("trustButton")->click();
    QTRY_VERIFY(window.shows("confirmButton"));
    window.find<QPushButton>("confirmButton")->click();
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("statusOnline"), kPatience);
    QVERIFY(!window.shows("connectionStripe"));

    const auto address = daemon->url().substr(daemon->url().find("//") + 2);
    daemon->kill();
    daemon = startDaemon(folder, authority.issue(), address);
    QVERIFY(daemon->running());
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("trustButton"), kPatience);
    QCOMPARE(strongWords(window), QStringLiteral("The daemon's certificate has changed."));
    window.find<QPushButton>("trustButton")->click();
    QTRY_VERIFY(window.shows("questionExact"));
    const auto changed = window.find<QLabel>("questionExact")->text();
    QVERIFY2(changed.contains(QStringLiteral("Trusted until now\n") + first.section(QLatin1Char('\n'), 1)), qPrintable(changed));
    QVERIFY2(!window.find<QPushButton>("confirmButton")->isDefault(), "Enter alone trusts nobody");
    window.find<QPushButton>("confirmButton")->click();
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("statusOnline"), kPatience);
  }
};

}  // namespace hookline::desktop_test

UI_TEST(window_trust_test, hookline::desktop_test::WindowTrustTest)
#include "window_trust_test.moc"
