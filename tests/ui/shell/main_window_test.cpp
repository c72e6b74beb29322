#include "shell/main_window.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "shell/nav_button.h"
#include "shell/status_watch.h"
#include "support/ui_test.h"
#include "ui/shell/window_rig.h"
#include "widgets/banner.h"
#include "widgets/toast.h"

using namespace hookline;
using namespace hookline::shell_test;
using shell::PageId;
using widgets::Banner;
using Kind = client::ChannelState::Kind;

class MainWindowTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void init() {
    theme_->setMode(theme::Theme::Mode::kSystem);
    rig_.emplace(*theme_);
  }
  void cleanup() { rig_.reset(); }
  void cleanupTestCase() { theme_.reset(); }

  void keysSwitchPagesAlsoFromInsideAnEditor();
  void pagesThatAreNotThereAreNotShown();
  void shownAndHiddenFollowWhatIsSeen();
  void aDirtyPageIsAskedAndMayStay();
  void aDirtyPageHoldsTheWindowOpen();
  void whatAPageWishesArrivesAtTheOther();
  void theStatusBarSaysHowItGoesWhileSomebodyLooks();
  void aMinimisedWindowAsksForNothing();
  void aLostConnectionIsSaidAndCountedAndGoes();
  void aRefusedConnectionOffersANewTry();
  void anIncompatibleCoreSaysSo();
  void stoppedSendingIsSaidOnEveryPageAndCanBeStarted();
  void stoppingAsksFirst();
  void aViewerMayNotStartSending();
  void aFailedStartSaysWhy();
  void aFullStoreIsSaid();
  void demoDataIsMarkedAndCanBeLeft();
  void badgesStandBesideTheirPage();
  void anotherConnectionMakesEverythingAnew();
  void lateAnswersOfTheOldCoreReachNobody();
  void theOldConnectionStaysWhenTheDirtyPageStays();
  void theNextStartRemembersPageConnectionAndTheme();
  void theThemeIsSwitchedFromTheMenu();
  void everyWidgetThatTakesTheFocusHasAName();
  void tabVisitsAllAndComesRound();
  void f6GoesFromPaneToPane();
  void theToastIsShown();

 private:
  std::optional<theme::Theme> theme_;
  std::optional<Rig> rig_;
};

void MainWindowTest::keysSwitchPagesAlsoFromInsideAnEditor() {
  rig_->start();
  const QList<QPair<Qt::Key, PageId>> keys = {{Qt::Key_2, PageId::kDeliveries},  {Qt::Key_3, PageId::kDeadLetters},
                                              {Qt::Key_4, PageId::kWebhooks},    {Qt::Key_5, PageId::kSimulator},
                                              {Qt::Key_8, PageId::kSettings},    {Qt::Key_1, PageId::kOverview},
                                              {Qt::Key_Comma, PageId::kSettings}};
  for (const auto& [key, page] : keys) {
    auto* editor = rig_->page(rig_->window->currentPage()).editor;
    editor->setFocus();
    QTest::keyClick(editor, key, Qt::ControlModifier);
    QTRY_COMPARE(rig_->window->currentPage(), page);
    QVERIFY(rig_->page(page).isVisible());
  }
  QVERIFY(rig_->window->windowTitle().startsWith("Settings - This computer"));
}

void MainWindowTest::pagesThatAreNotThereAreNotShown() {
  rig_->pages = {PageId::kDeliveries, PageId::kSettings};
  rig_->start();
  QCOMPARE(rig_->window->currentPage(), PageId::kDeliveries);
  QVERIFY(rig_->find<QWidget>("nav_overview") == nullptr);
  QVERIFY(rig_->find<QWidget>("nav_deliveries") != nullptr);
  QVERIFY(rig_->find<QWidget>("sendEventButton")->isHidden());
  rig_->window->show(PageId::kWebhooks);
  QCOMPARE(rig_->window->currentPage(), PageId::kDeliveries);
}

void MainWindowTest::shownAndHiddenFollowWhatIsSeen() {
  rig_->start();
  QCOMPARE(rig_->log, QStringList{"0 shown"});
  rig_->window->show(PageId::kDeliveries);
  QCOMPARE(rig_->log, (QStringList{"0 shown", "0 hidden", "1 shown"}));
  rig_->window->hide();
  rig_->window->show();
  QCOMPARE(rig_->log.mid(3), (QStringList{"1 hidden", "1 shown"}));
  rig_->window->show(PageId::kDeliveries);
  QCOMPARE(rig_->log.size(), 5);
}

void MainWindowTest::aDirtyPageIsAskedAndMayStay() {
  rig_->start();
  rig_->window->show(PageId::kWebhooks);
  auto& page = rig_->page(PageId::kWebhooks);
  page.dirty = true;
  rig_->find<QAbstractButton>("nav_deliveries")->click();
  QCOMPARE(rig_->window->currentPage(), PageId::kWebhooks);
  QVERIFY(rig_->find<QAbstractButton>("nav_webhooks")->isChecked());
  QVERIFY(!rig_->find<QAbstractButton>("nav_deliveries")->isChecked());
  page.leaveLater();
  QCOMPARE(rig_->window->currentPage(), PageId::kDeliveries);
  // A second answer, when the page is no longer the one that is shown, moves nothing.
  rig_->window->show(PageId::kOverview);
  page.leaveLater();
  QCOMPARE(rig_->window->currentPage(), PageId::kOverview);
}

void MainWindowTest::aDirtyPageHoldsTheWindowOpen() {
  rig_->start();
  auto& page = rig_->page(PageId::kOverview);
  page.dirty = true;
  QVERIFY(!rig_->window->close());
  QVERIFY(rig_->window->isVisible());
  page.leaveLater();
  QTRY_VERIFY(!rig_->window->isVisible());
}

void MainWindowTest::whatAPageWishesArrivesAtTheOther() {
  rig_->start();
  auto& navigator = rig_->page(PageId::kOverview).context.navigator;
  client::DeliveryFilter filter;
  filter.text = "ana";
  const model::DeliveryId delivery{77};
  const model::WebhookId webhook{99};
  navigator.showDeliveries(filter);
  navigator.showDelivery(delivery);
  navigator.showWebhook(webhook);
  navigator.newWebhook();
  const QStringList wanted = {"1 shown",      "1 filter ana", "1 delivery " + QString::fromStdString(delivery.text()),
                              "1 hidden",     "3 shown",      "3 webhook " + QString::fromStdString(webhook.text()),
                              "3 new webhook"};
  QCOMPARE(rig_->log.mid(2), wanted);
}

void MainWindowTest::theStatusBarSaysHowItGoesWhileSomebodyLooks() {
  rig_->start();
  QTRY_COMPARE(rig_->find<QLabel>("statusRate")->text(), QString("Delivering 38 a second"));
  QCOMPARE(rig_->find<QLabel>("statusWaiting")->text(), QString("Waiting 141"));
  QCOMPARE(rig_->find<QLabel>("statusKept")->text(), QString("Keeping 84 MB"));
  QCOMPARE(rig_->find<QLabel>("statusOnline")->text(), QString("online"));
  QCOMPARE(rig_->find<QLabel>("identity")->text(), QString("owner · receiving at 127.0.0.1:8787"));
  rig_->here.answer("GET /api/status", {{"waiting", 0}, {"inFlight", 0}, {"dead", 0}, {"online", false}});
  QTRY_COMPARE(rig_->find<QLabel>("statusRate")->text(), QString("Ready"));
  QVERIFY(rig_->find<QLabel>("statusOnline")->text().startsWith("offline"));
}

void MainWindowTest::aMinimisedWindowAsksForNothing() {
  rig_->start();
  QTRY_COMPARE(rig_->here.count("GET /api/status"), 1);
  rig_->window->hide();
  rig_->here.notice("webhook", "", "all sending is paused");
  QCoreApplication::processEvents();
  QCoreApplication::processEvents();
  QCOMPARE(rig_->here.count("GET /api/status"), 1);
  rig_->window->show();
  QTRY_COMPARE(rig_->here.count("GET /api/status"), 2);
}

void MainWindowTest::aLostConnectionIsSaidAndCountedAndGoes() {
  rig_->start();
  auto* stripe = rig_->find<Banner>("connectionStripe");
  QTRY_COMPARE(rig_->find<QLabel>("statusRate")->text(), QString("Delivering 38 a second"));
  QVERIFY(!stripe->isVisible());
  const auto now = rig_->clock.now();
  rig_->here.say({Kind::kLost, "The core closed the connection.", now.wall, now.mono + base::Millis(16000)});
  rig_->clock.pass(base::Millis(12000));
  QTRY_VERIFY(stripe->isVisible());
  QCOMPARE(stripe->strong() + " " + stripe->text(), QString("Connection lost 12 s ago, showing what was known then. Trying again in 4 s."));
  QCOMPARE(rig_->find<QLabel>("statusRate")->text(), QString("Not connected"));
  // What was known stays in sight.
  QCOMPARE(rig_->find<QLabel>("statusWaiting")->text(), QString("Waiting 141"));
  rig_->clock.pass(base::Millis(2000));
  QTRY_VERIFY(stripe->text().contains("Trying again in 2 s."));
  rig_->find<QPushButton>("tryNowButton")->click();
  QCOMPARE(rig_->here.triedNow(), 1);
  rig_->here.say({Kind::kOpen, {}, {}, {}});
  QTRY_VERIFY(!stripe->isVisible());
  QTRY_COMPARE(rig_->find<QLabel>("statusRate")->text(), QString("Delivering 38 a second"));
}

void MainWindowTest::aRefusedConnectionOffersANewTry() {
  rig_->here.openBy(false);
  rig_->start();
  rig_->here.say({Kind::kRefused, "The token was refused. Ask your operator for a new one.", {}, {}});
  auto* stripe = rig_->find<Banner>("connectionStripe");
  QTRY_VERIFY(stripe->isVisible());
  QVERIFY(stripe->text().contains("Ask your operator"));
  QVERIFY(!rig_->find<QPushButton>("tryNowButton")->isVisible());
  rig_->find<QPushButton>("reconnectButton")->click();
  QTRY_COMPARE(rig_->here.channels(), 2);
  QCOMPARE(rig_->here.closed(), 1);
  QTRY_VERIFY(!stripe->isVisible());
}

void MainWindowTest::anIncompatibleCoreSaysSo() {
  rig_->here.openBy(false);
  rig_->start();
  rig_->here.say({Kind::kIncompatible, "This daemon is version 2, this window is version 0. Update the window.", {}, {}});
  auto* stripe = rig_->find<Banner>("connectionStripe");
  QTRY_VERIFY(stripe->isVisible());
  QVERIFY(stripe->text().contains("Update the window"));
  QCOMPARE(rig_->here.count("GET /api/status"), 0);
}

namespace {

nlohmann::json stoppedStatus() {
  return {{"waiting", 141}, {"allPaused", true}, {"allPausedSince", "2026-11-23T20:10:00.000Z"}, {"online", true}};
}

}  // namespace

void MainWindowTest::stoppedSendingIsSaidOnEveryPageAndCanBeStarted() {
  rig_->here.answer("GET /api/status", stoppedStatus());
  rig_->here.answer("POST /api/resume", {{"allPaused", false}});
  rig_->start();
  auto* stripe = rig_->find<Banner>("stoppedStripe");
  QTRY_VERIFY(stripe->isVisible());
  QVERIFY2(stripe->strong().startsWith("Sending is stopped since "), qPrintable(stripe->strong()));
  QCOMPARE(stripe->text(), QString("· 141 waiting"));
  rig_->window->show(PageId::kSettings);
  QVERIFY(stripe->isVisible());
  rig_->here.answer("GET /api/status", {{"waiting", 141}, {"allPaused", false}});
  rig_->find<QPushButton>("startSendingButton")->click();
  QTRY_VERIFY(!stripe->isVisible());
}

void MainWindowTest::stoppingAsksFirst() {
  rig_->here.answer("POST /api/pause", {{"allPaused", true}});
  rig_->start();
  QTRY_VERIFY(rig_->here.count("GET /api/status") > 0);
  QTRY_COMPARE(rig_->find<QLabel>("statusWaiting")->text(), QString("Waiting 141"));
  const auto stop = [this] {
    rig_->window->activateWindow();
    QTRY_VERIFY(rig_->window->isActiveWindow());
    QTest::keyClick(rig_->window.get(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(rig_->find<QMenu>("connectionMenu") != nullptr);
    auto* menu = rig_->find<QMenu>("connectionMenu");
    menu->findChild<QAction*>("sendingAction")->trigger();
    menu->close();
    QTRY_VERIFY(rig_->find<QMenu>("connectionMenu") == nullptr);
  };
  rig_->yes = false;
  stop();
  QTRY_VERIFY(rig_->log.contains("ask Stop all sending?"));
  QCoreApplication::processEvents();
  QCOMPARE(rig_->here.count("POST /api/pause"), 0);
  rig_->yes = true;
  stop();
  QTRY_COMPARE(rig_->here.count("POST /api/pause"), 1);
}

void MainWindowTest::aViewerMayNotStartSending() {
  rig_->here.answer("GET /api/me", {{"role", "viewer"}, {"name", "lena"}, {"can", {"read"}}, {"version", "0.1.0"}, {"epoch", 1}});
  rig_->here.answer("GET /api/status", stoppedStatus());
  rig_->start();
  QTRY_VERIFY(rig_->find<Banner>("stoppedStripe")->isVisible());
  auto* start = rig_->find<QPushButton>("startSendingButton");
  QVERIFY(!start->isEnabled());
  QVERIFY(start->toolTip().contains("You are connected as viewer."));
  QCOMPARE(rig_->find<QLabel>("identity")->text(), QString("lena · receiving at 127.0.0.1:8787"));
}

void MainWindowTest::aFailedStartSaysWhy() {
  rig_->here.answer("GET /api/status", stoppedStatus());
  rig_->here.answer("POST /api/resume", {{"error", "The disk is full. Make room first."}}, 507);
  rig_->start();
  QTRY_VERIFY(rig_->find<Banner>("stoppedStripe")->isVisible());
  rig_->find<QPushButton>("startSendingButton")->click();
  QTRY_VERIFY(rig_->log.contains("tell Sending could not be started: The disk is full. Make room first."));
}

void MainWindowTest::aFullStoreIsSaid() {
  rig_->here.answer("GET /api/status", {{"waiting", 1}, {"stoppedBecause", "The disk is full: 12 MB are left. Make room."}});
  rig_->start();
  auto* stripe = rig_->find<Banner>("storeStripe");
  QTRY_VERIFY(stripe->isVisible());
  QVERIFY(stripe->text().contains("Make room"));
}

void MainWindowTest::demoDataIsMarkedAndCanBeLeft() {
  rig_->start();
  QVERIFY(!rig_->find<Banner>("demoStripe")->isVisible());
  rig_->window->switchTo("demo");
  QTRY_VERIFY(rig_->find<Banner>("demoStripe")->isVisible());
  rig_->find<QPushButton>("leaveDemoButton")->click();
  QVERIFY(rig_->log.contains("left demo"));
  rig_->window->switchTo("here");
  QTRY_VERIFY(!rig_->find<Banner>("demoStripe")->isVisible());
}

void MainWindowTest::badgesStandBesideTheirPage() {
  rig_->start();
  auto* button = rig_->find<shell::NavButton>("nav_dead_letters");
  emit rig_->page(PageId::kDeadLetters).badgeChanged(128, true);
  QCOMPARE(button->badge(), 128);
  QCOMPARE(button->accessibleName(), QString("Dead letters, 128 to look at"));
  const auto image = button->grab().toImage();
  bool red = false;
  for (int x = image.width() / 2; x < image.width() && !red; ++x)
    for (int y = 0; y < image.height() && !red; ++y) red = image.pixelColor(x, y) == theme::shownPalette().bad.ground;
  QVERIFY(red);
  emit rig_->page(PageId::kDeadLetters).badgeChanged(0, false);
  QCOMPARE(button->badge(), 0);
  QCOMPARE(button->accessibleName(), QString("Dead letters"));
}

void MainWindowTest::anotherConnectionMakesEverythingAnew() {
  rig_->start();
  rig_->window->show(PageId::kDeliveries);
  emit rig_->page(PageId::kDeadLetters).badgeChanged(5, true);
  QPointer<NotingPage> old = &rig_->page(PageId::kDeliveries);
  QTRY_VERIFY(rig_->here.count("GET /api/status") > 0);
  rig_->window->switchTo("far");
  QTRY_VERIFY(old.isNull());
  QCOMPARE(rig_->here.closed(), 1);
  QCOMPARE(rig_->window->connection().name, QString("Production"));
  QCOMPARE(rig_->window->currentPage(), PageId::kDeliveries);
  QCOMPARE(rig_->page(PageId::kDeliveries).context.connection, QString("Production"));
  QCOMPARE(rig_->window->findChildren<NotingPage*>().size(), int(rig_->pages.size()));
  QCOMPARE(rig_->find<shell::NavButton>("nav_dead_letters")->badge(), 0);
  QVERIFY(rig_->window->windowTitle().contains("Production"));
  QTRY_COMPARE(rig_->find<QLabel>("identity")->text(), QString("owner · hooks.example"));
  rig_->window->switchTo("nowhere");
  QCoreApplication::processEvents();
  QCOMPARE(rig_->window->connection().name, QString("Production"));
}

void MainWindowTest::lateAnswersOfTheOldCoreReachNobody() {
  rig_->here.hold("GET /api/deliveries");
  rig_->here.hold("GET /api/status");
  rig_->start();
  rig_->page(PageId::kOverview).askForDeliveries();
  QTRY_COMPARE(rig_->here.count("GET /api/status"), 1);
  rig_->far.answer("GET /api/status", {{"waiting", 7}});
  rig_->window->switchTo("far");
  QTRY_COMPARE(rig_->find<QLabel>("statusWaiting")->text(), QString("Waiting 7"));
  rig_->here.release("GET /api/deliveries");
  rig_->here.release("GET /api/status");
  rig_->here.say({Kind::kLost, "gone", {}, {}});
  for (int n = 0; n < 10; ++n) QCoreApplication::processEvents();
  QVERIFY(!rig_->log.contains("0 answered"));
  QCOMPARE(rig_->find<QLabel>("statusWaiting")->text(), QString("Waiting 7"));
  QVERIFY(!rig_->find<Banner>("connectionStripe")->isVisible());
}

void MainWindowTest::theOldConnectionStaysWhenTheDirtyPageStays() {
  rig_->start();
  rig_->page(PageId::kOverview).dirty = true;
  rig_->window->switchTo("far");
  QCoreApplication::processEvents();
  QCOMPARE(rig_->window->connection().id, QString("here"));
  rig_->page(PageId::kOverview).leaveLater();
  QTRY_COMPARE(rig_->window->connection().id, QString("far"));
}

void MainWindowTest::theNextStartRemembersPageConnectionAndTheme() {
  rig_->start();
  rig_->window->switchTo("far");
  QTRY_COMPARE(rig_->window->connection().id, QString("far"));
  rig_->window->show(PageId::kWebhooks);
  rig_->window->resize(900, 600);
  rig_->settings.setValue("look/theme", "dark");
  rig_->window->close();
  QTRY_VERIFY(!rig_->window->isVisible());
  rig_->window.reset();
  rig_->start();
  QCOMPARE(rig_->window->connection().id, QString("far"));
  QCOMPARE(rig_->window->currentPage(), PageId::kWebhooks);
  QCOMPARE(rig_->window->size(), QSize(900, 600));
  QVERIFY(theme::shownPalette().dark);
  rig_->settings.setValue("window/page", "no such page");
  rig_->settings.setValue("window/connection", 12);
  rig_->settings.setValue("window/geometry", "nonsense");
  rig_->window.reset();
  rig_->start();
  QCOMPARE(rig_->window->connection().id, QString("here"));
  QCOMPARE(rig_->window->currentPage(), PageId::kOverview);
}

void MainWindowTest::theThemeIsSwitchedFromTheMenu() {
  rig_->start();
  QTest::mouseClick(rig_->find<QPushButton>("connectionButton"), Qt::LeftButton);
  QTRY_VERIFY(rig_->find<QMenu>("connectionMenu") != nullptr);
  auto* menu = rig_->find<QMenu>("connectionMenu");
  menu->findChild<QAction*>("themeDark")->trigger();
  QVERIFY(theme::shownPalette().dark);
  QCOMPARE(rig_->settings.value("look/theme").toString(), QString("dark"));
  menu->close();
}

void MainWindowTest::everyWidgetThatTakesTheFocusHasAName() {
  rig_->here.answer("GET /api/status", stoppedStatus());
  rig_->start();
  QTRY_VERIFY(rig_->find<Banner>("stoppedStripe")->isVisible());
  int seen = 0;
  for (auto* widget : rig_->window->findChildren<QWidget*>()) {
    if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0) continue;
    auto* interface = QAccessible::queryAccessibleInterface(widget);
    QVERIFY(interface != nullptr);
    QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName() + " " + widget->metaObject()->className()));
    ++seen;
  }
  QVERIFY(seen > 10);
}

void MainWindowTest::tabVisitsAllAndComesRound() {
  rig_->start();
  QSet<QWidget*> wanted;
  for (auto* widget : rig_->window->findChildren<QWidget*>())
    if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0) wanted.insert(widget);
  auto* first = rig_->find<QPushButton>("connectionButton");
  first->setFocus();
  QTRY_VERIFY(first->hasFocus());
  QSet<QWidget*> visited;
  QList<QPoint> places;
  for (int n = 0; n < wanted.size(); ++n) {
    auto* now = QApplication::focusWidget();
    QVERIFY(now != nullptr);
    visited.insert(now);
    places << now->mapTo(rig_->window.get(), QPoint(0, 0));
    QTest::keyClick(now, Qt::Key_Tab);
  }
  QCOMPARE(visited, wanted);
  QCOMPARE(QApplication::focusWidget(), first);
  // Top bar, side bar from top to bottom, page.
  const auto placeOf = [&](QWidget* widget) { return places.indexOf(widget->mapTo(rig_->window.get(), QPoint(0, 0))); };
  const auto place = [&](const char* name) { return placeOf(rig_->find<QWidget>(name)); };
  QVERIFY(place("searchButton") < place("nav_overview"));
  QVERIFY(place("nav_overview") < place("nav_deliveries"));
  QVERIFY(place("nav_settings") < placeOf(rig_->page(PageId::kOverview).field));
}

void MainWindowTest::f6GoesFromPaneToPane() {
  rig_->start();
  auto* connection = rig_->find<QPushButton>("connectionButton");
  connection->setFocus();
  QTRY_VERIFY(connection->hasFocus());
  const auto press = [](Qt::KeyboardModifiers with = {}) { QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, with); };
  press();
  QTRY_VERIFY(rig_->find<QWidget>("sideBar")->isAncestorOf(QApplication::focusWidget()));
  press();
  QTRY_VERIFY(rig_->page(PageId::kOverview).isAncestorOf(QApplication::focusWidget()));
  rig_->page(PageId::kOverview).editor->setFocus();
  press();
  QTRY_VERIFY(rig_->find<QWidget>("topBar")->isAncestorOf(QApplication::focusWidget()));
  press(Qt::ShiftModifier);
  QTRY_VERIFY(rig_->page(PageId::kOverview).editor->hasFocus());
}

void MainWindowTest::theToastIsShown() {
  rig_->start();
  rig_->page(PageId::kOverview).context.navigator.toast("5 queued again");
  QCOMPARE(rig_->window->findChild<widgets::Toast*>()->sentence(), QString("5 queued again"));
}

UI_TEST(main_window_test, MainWindowTest)
#include "main_window_test.moc"
