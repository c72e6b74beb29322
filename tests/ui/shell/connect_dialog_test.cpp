#include "shell/connect_dialog.h"

#include <QAccessible>
#include <QLabel>
#include <QMenu>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "shell/connect_checks.h"
#include "support/ui_test.h"
#include "ui/shell/window_rig.h"

using namespace hookline;
using namespace hookline::shell_test;
using shell::checkDaemonAddress;
using shell::checkDaemonToken;
using shell::ConnectDialog;

class ConnectDialogTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void init() {
    rig_.emplace(*theme_);
    added_.clear();
    more_.clear();
  }
  void cleanup() { rig_.reset(); }
  void cleanupTestCase() { theme_.reset(); }

  void addressesAreCheckedInWords();
  void tokensAreCheckedInWords();
  void nothingIsSaidWhileOneTypes();
  void connectSaysWhatIsMissing();
  void aDaemonIsAddedAndShown();
  void theSameDaemonAgainIsNoSecondOne();
  void theMenuOffersIt();
  void thePaletteOffersIt();
  void withoutAWayToAddNothingIsOffered();
  void aKnownDaemonIsAskedForItsTokenAlone();
  void theDaemonOfLastTimeIsAskedForByName();
  void aRefusedTokenCanBeReplaced();
  void itIsUsedWithKeysAlone();

 private:
  void show() {
    auto options = rig_->options();
    options.addDaemon = [this](const shell::NewDaemon& given) {
      const auto& url = given.url;
      added_ << url + " " + given.token;
      shell::ConnectionChoice added{"daemon " + url, "hooks.example", "daemon at " + url, shell::ConnectionColour::kBlue, false};
      added.tokenFor = url;
      return added;
    };
    for (const auto& one : more_) options.connections.push_back(one);
    rig_->window = std::make_unique<shell::MainWindow>(std::move(options), *theme_, rig_->settings, rig_->clock);
    rig_->window->show();
    rig_->window->activateWindow();
  }
  void start() {
    show();
    QTRY_VERIFY(rig_->window->isActiveWindow());
  }
  void open() {
    start();
    rig_->window->connectToDaemon();
    QTRY_VERIFY(address()->hasFocus());
  }
  ConnectDialog* dialog() { return rig_->find<ConnectDialog>("connectDialog"); }
  QLineEdit* address() { return rig_->find<QLineEdit>("daemonAddress"); }
  QLineEdit* token() { return rig_->find<QLineEdit>("daemonToken"); }
  QLabel* problem(const char* name) { return rig_->find<QLabel>(name); }
  void connectTo(const char* url, const char* word) {
    rig_->window->connectToDaemon();
    QTRY_VERIFY(address()->hasFocus());
    QTest::keyClicks(address(), url);
    QTest::keyClick(address(), Qt::Key_Tab);
    QTest::keyClicks(token(), word);
    QTest::keyClick(token(), Qt::Key_Return);
    QTRY_VERIFY(dialog() == nullptr);
  }

  std::optional<theme::Theme> theme_;
  std::optional<Rig> rig_;
  QStringList added_;
  std::vector<shell::ConnectionChoice> more_;
};

void ConnectDialogTest::addressesAreCheckedInWords() {
  for (const char* good :
       {"https://hooks.example.com:8787", "http://127.0.0.1:8787", "http://localhost", "http://[::1]:9", " https://a/b "})
    QCOMPARE(checkDaemonAddress(QLatin1String(good)), QString());
  const std::pair<const char*, const char*> kBad[] = {
      {"", "Give the daemon's address"},     {"hooks.example.com", "Try https://hooks.example.com"},
      {"https://a b", "no spaces"},          {"ftp://a", "not reached by ftp"},
      {"https://", "names no computer"},     {"https://me:pw@a", "name and password"},
      {"https://a/?x=1", "Leave out"},       {"http://hooks.example.com", "read the token"},
      {"https://a:99999", "cannot be read"}, {"http://127.example.com", "read the token"}};
  for (const auto& [text, words] : kBad)
    QVERIFY2(checkDaemonAddress(QLatin1String(text)).contains(QLatin1String(words)), qPrintable(checkDaemonAddress(QLatin1String(text))));
}

void ConnectDialogTest::tokensAreCheckedInWords() {
  QCOMPARE(checkDaemonToken(QStringLiteral(" hl_abc_DEF-123 ")), QString());
  QVERIFY(checkDaemonToken({}).contains(QStringLiteral("hooklined token create")));
  QVERIFY(checkDaemonToken(QStringLiteral("hl_a b")).contains(QStringLiteral("no token has")));
}

void ConnectDialogTest::nothingIsSaidWhileOneTypes() {
  open();
  QTest::keyClicks(address(), "hooks.example");
  QVERIFY(problem("daemonAddressProblem")->isHidden());
  QTest::keyClick(address(), Qt::Key_Tab);
  QTRY_VERIFY(!problem("daemonAddressProblem")->isHidden());
  QVERIFY(token()->hasFocus());
  QCOMPARE(address()->accessibleDescription(), problem("daemonAddressProblem")->text());
  QTest::keyClick(token(), Qt::Key_Backtab);
  QTest::keyClicks(address(), "x");
  QVERIFY(problem("daemonAddressProblem")->isHidden());
  // An empty token that was left is not yet a mistake.
  QVERIFY(problem("daemonTokenProblem")->isHidden());
}

void ConnectDialogTest::connectSaysWhatIsMissing() {
  open();
  QTest::mouseClick(rig_->find<QPushButton>("connectButton"), Qt::LeftButton);
  QVERIFY(!problem("daemonAddressProblem")->isHidden());
  QVERIFY(!problem("daemonTokenProblem")->isHidden());
  QVERIFY(address()->hasFocus());
  QVERIFY(dialog()->isVisible());
  QVERIFY(added_.isEmpty());
  QTest::keyClick(address(), Qt::Key_Escape);
  QTRY_VERIFY(dialog() == nullptr);
}

void ConnectDialogTest::aDaemonIsAddedAndShown() {
  start();
  connectTo("https://hooks.example", "hl_secret");
  QCOMPARE(added_, QStringList{"https://hooks.example hl_secret"});
  QTRY_COMPARE(rig_->window->connection().name, QString("hooks.example"));
  QCOMPARE(rig_->window->connections().size(), 4);
  QCOMPARE(rig_->far.channels(), 1);
  // Nothing of the token is kept for the next start.
  rig_->settings.sync();
  QFile file(rig_->settings.fileName());
  QVERIFY(file.open(QIODevice::ReadOnly));
  QVERIFY(!file.readAll().contains("hl_secret"));
}

void ConnectDialogTest::theSameDaemonAgainIsNoSecondOne() {
  start();
  connectTo("https://hooks.example", "hl_one");
  QTRY_COMPARE(rig_->far.channels(), 1);
  connectTo("https://hooks.example", "hl_two");
  QTRY_COMPARE(rig_->far.channels(), 2);
  QCOMPARE(rig_->window->connections().size(), 4);
  QCOMPARE(added_.size(), 2);
}

void ConnectDialogTest::theMenuOffersIt() {
  start();
  QTest::mouseClick(rig_->find<QPushButton>("connectionButton"), Qt::LeftButton);
  QTRY_VERIFY(rig_->find<QMenu>("connectionMenu"));
  auto* action = rig_->find<QMenu>("connectionMenu")->findChild<QAction*>("connectToDaemon");
  QVERIFY(action);
  action->trigger();
  QTRY_VERIFY(dialog() && dialog()->isVisible());
}

void ConnectDialogTest::thePaletteOffersIt() {
  open();
  dialog()->reject();
  QTRY_VERIFY(dialog() == nullptr);
  // Without a window manager nobody else gives it back.
  rig_->window->activateWindow();
  QTRY_VERIFY(rig_->window->isActiveWindow());
  QTest::keyClick(rig_->window.get(), Qt::Key_K, Qt::ControlModifier);
  auto* input = rig_->find<QLineEdit>("commandInput");
  QTRY_VERIFY(input->hasFocus());
  QTest::keyClicks(input, "connect to");
  QTest::keyClick(input, Qt::Key_Return);
  QTRY_VERIFY(dialog() && dialog()->isVisible());
}

void ConnectDialogTest::withoutAWayToAddNothingIsOffered() {
  rig_->start();
  QVERIFY(!rig_->window->canConnectToDaemon());
  rig_->window->connectToDaemon();
  QVERIFY(dialog() == nullptr);
}

namespace {

shell::ConnectionChoice knownDaemon() {
  shell::ConnectionChoice known{"daemon https://hooks.example", "hooks.example", "daemon at https://hooks.example",
                                shell::ConnectionColour::kBlue, false};
  known.tokenFor = QStringLiteral("https://hooks.example");
  known.tokenKnown = false;
  return known;
}

}  // namespace

void ConnectDialogTest::aKnownDaemonIsAskedForItsTokenAlone() {
  more_ = {knownDaemon()};
  start();
  rig_->window->switchTo(knownDaemon().id);
  QTRY_VERIFY(dialog() && token()->hasFocus());
  QCOMPARE(address()->text(), QString("https://hooks.example"));
  QCOMPARE(rig_->window->connection().id, QString("here"));
  QTest::keyClicks(token(), "hl_secret");
  QTest::keyClick(token(), Qt::Key_Return);
  QTRY_COMPARE(rig_->window->connection().id, knownDaemon().id);
  QCOMPARE(added_, QStringList{"https://hooks.example hl_secret"});
  QCOMPARE(rig_->window->connections().size(), 4);
}

void ConnectDialogTest::theDaemonOfLastTimeIsAskedForByName() {
  rig_->settings.setValue("window/connection", knownDaemon().id);
  more_ = {knownDaemon()};
  show();
  QCOMPARE(rig_->window->connection().id, QString("here"));
  QTRY_VERIFY(dialog() && dialog()->isVisible());
  QCOMPARE(address()->text(), QString("https://hooks.example"));
}

void ConnectDialogTest::aRefusedTokenCanBeReplaced() {
  start();
  rig_->far.openBy(false);
  connectTo("https://hooks.example", "hl_old");
  QTRY_COMPARE(rig_->far.channels(), 1);
  rig_->far.say({client::ChannelState::Kind::kRefused, "It does not know the token.", {}, {}});
  auto* button = rig_->find<QPushButton>("tokenButton");
  QTRY_VERIFY(button->isVisible());
  QVERIFY(!rig_->find<QPushButton>("trustButton")->isVisible());
  button->click();
  QTRY_VERIFY(dialog() && token()->hasFocus());
  QTest::keyClicks(token(), "hl_new");
  QTest::keyClick(token(), Qt::Key_Return);
  QTRY_COMPARE(rig_->far.channels(), 2);
  QCOMPARE(added_.last(), QString("https://hooks.example hl_new"));
}

void ConnectDialogTest::itIsUsedWithKeysAlone() {
  open();
  QStringList order;
  for (int n = 0; n < 7; ++n) {
    auto* now = QApplication::focusWidget();
    QVERIFY(!QAccessible::queryAccessibleInterface(now)->text(QAccessible::Name).isEmpty());
    order << now->objectName();
    QTest::keyClick(now, Qt::Key_Tab);
  }
  QCOMPARE(QApplication::focusWidget(), address());
  order.sort();
  QCOMPARE(order, (QStringList{"cancelConnectButton", "connectButton", "connectionColourField", "connectionEnvironmentField",
                               "connectionNameField", "daemonAddress", "daemonToken"}));
  QCOMPARE(token()->echoMode(), QLineEdit::Password);
}

UI_TEST(connect_dialog_test, ConnectDialogTest)
#include "connect_dialog_test.moc"
