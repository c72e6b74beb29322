// What saved daemons are called, and how they are told apart wherever they stand.
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QtTest>

#include "shell/environment_badge.h"
#include "support/ui_test.h"
#include "theme/palette.h"
#include "ui/shell/window_rig.h"

using namespace hookline;
using namespace hookline::shell_test;
using shell::ConnectionChoice;
using shell::ConnectionColour;
using shell::Environment;

class ConnectionLabelTest final : public QObject {
  Q_OBJECT

 private:
  std::optional<theme::Theme> theme_;
  std::optional<Rig> rig_;
  std::vector<ConnectionChoice> saved_;

  static ConnectionChoice daemon(const char* host, const QString& name, Environment environment = Environment::kNone) {
    ConnectionChoice choice{QLatin1String("daemon ") + QLatin1String(host), name, QLatin1String("daemon at ") + QLatin1String(host),
                            ConnectionColour::kBlue};
    choice.tokenFor = QLatin1String("https://") + QLatin1String(host);
    choice.saved = true;
    choice.environment = environment;
    return choice;
  }
  void start() {
    auto options = rig_->options();
    options.connections.resize(1);
    for (const auto& one : saved_) options.connections.push_back(one);
    options.addDaemon = [](const shell::NewDaemon&) { return ConnectionChoice{}; };
    options.forget = [](const QString&) {};
    options.label = [this](const QString& id, const shell::ConnectionLabel& label) {
      for (auto& one : saved_)
        if (one.id == id) {
          one.name = label.name.isEmpty() ? one.tokenFor.mid(8) : label.name;
          one.colour = label.colour;
          one.environment = label.environment;
          return one;
        }
      return ConnectionChoice{};
    };
    rig_->window = std::make_unique<shell::MainWindow>(std::move(options), *theme_, rig_->settings, rig_->clock);
    rig_->window->show();
    rig_->window->activateWindow();
    QTRY_VERIFY(rig_->window->isActiveWindow());
  }
  void switchTo(const char* host) {
    const auto id = QLatin1String("daemon ") + QLatin1String(host);
    rig_->window->switchTo(id);
    QTRY_COMPARE(rig_->window->connectionId(), id);
  }
  QMenu* menu() {
    if (auto* open = rig_->find<QMenu>("connectionMenu")) delete open;
    rig_->find<QPushButton>("connectionButton")->click();
    return rig_->find<QMenu>("connectionMenu");
  }
  QString entry(const char* host) { return menu()->findChild<QAction*>(QLatin1String("connection_daemon ") + QLatin1String(host))->text(); }

 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void init() {
    rig_.emplace(*theme_);
    saved_ = {daemon("eu.example", QStringLiteral("Shop"), Environment::kProduction), daemon("us.example", QStringLiteral("shop")),
              daemon("lab.example:8787", QStringLiteral("lab.example:8787"))};
  }
  void cleanup() { rig_.reset(); }
  void cleanupTestCase() { theme_.reset(); }

  void daemonDone6_namesAreOneLineOfPlainTextOfAtMostSixtyLetters() {
    QCOMPARE(shell::cleanName(QStringLiteral("  EU\n\tproduction ")), QStringLiteral("EU production"));
    QCOMPARE(shell::cleanName(QStringLiteral("a") + QChar(0x202E) + QChar(0x200B) + QStringLiteral("b")), QStringLiteral("ab"));
    QCOMPARE(shell::cleanName(QString(70, QLatin1Char('x'))).size(), 60);
    const auto emoji = QString(59, QLatin1Char('x')) + QString::fromUtf8("\xF0\x9F\x90\x9F");
    QCOMPARE(shell::cleanName(emoji), QString(59, QLatin1Char('x')));
    QCOMPARE(shell::cleanName(QStringLiteral("<b>&amp;")), QStringLiteral("<b>&amp;"));
  }

  void daemonDone6_theBadgeStandsInTheButtonTheMenuAndTheTitle() {
    start();
    auto* button = rig_->find<QPushButton>("connectionButton");
    switchTo("lab.example:8787");
    QVERIFY(!rig_->window->windowTitle().contains(QLatin1Char('[')));
    switchTo("eu.example");
    QVERIFY(rig_->window->windowTitle().contains(QStringLiteral("Shop (eu.example) [Production]")));
    QVERIFY(button->accessibleName().endsWith(QStringLiteral("[Production]")));
    QTRY_VERIFY(button->width() >= button->sizeHint().width());
    const auto place = button->grab().toImage();
    int loud = 0;
    for (int x = place.width() / 2; x < place.width(); ++x)
      if (place.pixelColor(x, place.height() / 2) == theme::shownPalette().bad.ink) ++loud;
    QVERIFY2(loud > shell::badgeSize(Environment::kProduction).width() / 4, "Production is painted on a loud ground");
    QCOMPARE(entry("eu.example"), QStringLiteral("Shop (eu.example)\tProduction"));
  }

  void daemonDone6_twoOfOneNameAreToldApartByTheirAddress() {
    start();
    QCOMPARE(entry("us.example"), QStringLiteral("shop (us.example)"));
    QCOMPARE(entry("lab.example:8787"), QStringLiteral("lab.example:8787"));
    switchTo("eu.example");
    // The one in use is called anew as well when another takes or leaves its name.
    rig_->window->forget(QStringLiteral("daemon us.example"));
    QTRY_COMPARE(rig_->window->connection().name, QStringLiteral("Shop"));
    rig_->window->editConnection(QStringLiteral("daemon lab.example:8787"));
    QTRY_VERIFY(rig_->find<QDialog>("editConnectionDialog"));
    QTest::keyClicks(rig_->find<QLineEdit>("connectionNameField"), QStringLiteral("SHOP"));
    rig_->find<QPushButton>("saveConnectionButton")->click();
    QTRY_COMPARE(rig_->window->connection().name, QStringLiteral("Shop (eu.example)"));
  }

  void daemonDone6_theOneInUseIsEditedFromTheMenuAndShowsItAtOnce() {
    start();
    QVERIFY2(menu()->findChild<QAction*>("editConnection") == nullptr, "this computer is no saved daemon");
    switchTo("lab.example:8787");
    const int channels = rig_->far.channels();
    menu()->findChild<QAction*>("editConnection")->trigger();
    QTRY_VERIFY(rig_->find<QDialog>("editConnectionDialog"));
    auto* name = rig_->find<QLineEdit>("connectionNameField");
    QCOMPARE(name->text(), QString());
    QCOMPARE(name->placeholderText(), QStringLiteral("lab.example:8787"));
    QTest::keyClicks(name, QStringLiteral("Shop & lab"));
    QTest::keyClick(rig_->find<QComboBox>("connectionEnvironmentField"), Qt::Key_Down);
    QTest::keyClick(rig_->find<QComboBox>("connectionColourField"), Qt::Key_End);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(rig_->window->connection().name, QStringLiteral("Shop & lab"));
    QCOMPARE(rig_->window->connection().environment, Environment::kDevelopment);
    QCOMPARE(rig_->window->connection().colour, ConnectionColour::kGreen);
    QCOMPARE(rig_->far.channels(), channels + 1);
    QCOMPARE(rig_->find<QPushButton>("connectionButton")->text(), QStringLiteral("Shop && lab"));
  }

  void daemonDone6_cancelChangesNothing() {
    start();
    rig_->window->editConnection(QStringLiteral("daemon us.example"));
    QTRY_VERIFY(rig_->find<QDialog>("editConnectionDialog"));
    QTest::keyClicks(rig_->find<QLineEdit>("connectionNameField"), QStringLiteral("other"));
    QTest::keyClick(rig_->find<QLineEdit>("connectionNameField"), Qt::Key_Escape);
    QTRY_VERIFY(rig_->find<QDialog>("editConnectionDialog") == nullptr);
    QCOMPARE(saved_.at(1).name, QStringLiteral("shop"));
    rig_->window->editConnection(QStringLiteral("here"));
    rig_->window->editConnection(QStringLiteral("nobody"));
    QVERIFY(rig_->find<QDialog>("editConnectionDialog") == nullptr);
  }

  void daemonDone6_aNameLongerThanThereIsRoomForIsShortenedAndWholeInTheToolTip() {
    const auto longName = QString(58, QLatin1Char('W')) + QStringLiteral("<b>");
    saved_ = {daemon("eu.example", longName, Environment::kStaging)};
    start();
    switchTo("eu.example");
    auto* button = rig_->find<QPushButton>("connectionButton");
    QVERIFY(button->width() < 460);
    QVERIFY(button->text().contains(QChar(0x2026)));
    QVERIFY(button->toolTip().contains(longName.toHtmlEscaped()));
    QVERIFY(menu()->sizeHint().width() < 620);
  }

  void daemonDone6_whenConnectingWhatItIsCalledAlreadyStandsThere() {
    start();
    rig_->window->connectToDaemon();
    auto* address = rig_->find<QLineEdit>("daemonAddress");
    QTRY_VERIFY(address->hasFocus());
    auto* name = rig_->find<QLineEdit>("connectionNameField");
    auto* colour = rig_->find<QComboBox>("connectionColourField");
    QCOMPARE(colour->currentText(), QStringLiteral("Violet"));  // blue is taken
    QTest::keyClicks(address, QStringLiteral("https://eu.example/"));
    QCOMPARE(name->text(), QStringLiteral("Shop"));
    QCOMPARE(colour->currentText(), QStringLiteral("Blue"));
    QCOMPARE(rig_->find<QComboBox>("connectionEnvironmentField")->currentText(), QStringLiteral("Production"));
    name->clear();
    QTest::keyClicks(name, QStringLiteral("Mine"));
    QTest::keyClick(address, Qt::Key_Backspace);
    QTest::keyClick(address, Qt::Key_Backspace);
    QCOMPARE(name->text(), QStringLiteral("Mine"));
    QCOMPARE(name->placeholderText(), QStringLiteral("eu.exampl"));
  }
};

UI_TEST(connection_label_test, ConnectionLabelTest)
#include "connection_label_test.moc"
