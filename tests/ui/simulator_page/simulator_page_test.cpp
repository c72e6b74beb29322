#include "simulator_page/simulator_page.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <set>

#include "scripted_simulator.h"
#include "support/scripted_shell.h"
#include "support/ui_test.h"
#include "widgets/banner.h"
#include "widgets/data_table.h"

namespace hookline::simulator_page {

class SimulatorPageTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<client::Client> client_;
  support::ScriptedChannel* channel_ = nullptr;  // the client's
  std::unique_ptr<ScriptedSimulator> core_;
  support::ScriptedPrompter prompter_;
  support::ScriptedNavigator navigator_;
  std::unique_ptr<SimulatorPage> page_;

  void open() {
    page_ = std::make_unique<SimulatorPage>(shell::PageContext{*client_, prompter_, navigator_, QStringLiteral("Production")});
    page_->resize(1152, 780);
    page_->show();
    page_->activateWindow();
    QTRY_VERIFY(page_->isActiveWindow());
    client_->open();
    QTRY_COMPARE(client_->state().kind, client::ChannelState::Kind::kOpen);
    page_->shown();
  }
  void openReady(const QString& label) {
    open();
    QTRY_COMPARE(send()->text(), label);
    QTRY_VERIFY(send()->isEnabled());
  }
  template <typename T>
  T* part(const char* name) {
    auto* found = page_->findChild<T*>(QLatin1String(name));
    if (!found) qFatal("no %s on the page", name);
    return found;
  }
  QPushButton* send() { return part<QPushButton>("sendEvent"); }
  QPlainTextEdit* json() { return part<QPlainTextEdit>("eventJson"); }
  QString cell(const char* table, int row, int column) {
    return part<widgets::DataTable>(table)->model()->index(row, column).data().toString();
  }

 private slots:
  void init() {
    prompter_.asked.clear();
    prompter_.yes = true;
    navigator_.filters.clear();
    navigator_.toasts.clear();
    auto channel = std::make_unique<support::ScriptedChannel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    core_ = std::make_unique<ScriptedSimulator>(*channel_);
  }
  void cleanup() {
    page_.reset();
    client_.reset();
  }

  void thereIsARealisticEventFromTheStart() {
    openReady(QStringLiteral("Send to 1 safe target"));
    QCOMPARE(part<QListWidget>("eventTypes")->currentItem()->text(), QStringLiteral("lead.captured"));
    QCOMPARE(part<QLineEdit>("field_email")->text(), QStringLiteral("seed4711@example.com"));
    QVERIFY(json()->toPlainText().contains(QStringLiteral("seed4711@example.com")));
  }

  void formAndJsonStayInStepBothWays() {
    openReady(QStringLiteral("Send to 1 safe target"));
    QTest::keyClicks(part<QLineEdit>("field_name"), QStringLiteral("Ana"));
    QVERIFY(json()->toPlainText().contains(QStringLiteral("\"name\": \"Ana\"")));
    json()->setPlainText(QStringLiteral(R"({"type":"lead.captured","chatbotId":"bot_2","data":{"email":"other@example.com"}})"));
    QCOMPARE(part<QLineEdit>("field_email")->text(), QStringLiteral("other@example.com"));
    QCOMPARE(part<QLineEdit>("field_chatbotId")->text(), QStringLiteral("bot_2"));
    QCOMPARE(part<QLineEdit>("field_name")->text(), QString());
  }

  void brokenJsonSaysWhereAndIsNotSent() {
    openReady(QStringLiteral("Send to 1 safe target"));
    json()->setPlainText(QStringLiteral("{\n  \"type\": \"lead.captured\"\n  \"data\": {}\n}"));
    auto* problem = part<QLabel>("jsonProblem");
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().startsWith(QStringLiteral("Line 3, column")), qPrintable(problem->text()));
    QVERIFY(!send()->isEnabled());
    QVERIFY(send()->toolTip().contains(QStringLiteral("Line 3")));
    QVERIFY(!part<QPushButton>("loadStart")->isEnabled());
  }

  void otherDataAndASeedMakeAnotherEvent() {
    openReady(QStringLiteral("Send to 1 safe target"));
    QTest::mouseClick(part<QPushButton>("otherData"), Qt::LeftButton);
    QTRY_COMPARE(part<QLineEdit>("field_email")->text(), QStringLiteral("seed4712@example.com"));
    auto* seed = part<QLineEdit>("seed");
    seed->selectAll();
    QTest::keyClicks(seed, QStringLiteral("7"));
    QTest::keyClick(seed, Qt::Key_Return);
    QTRY_COMPARE(part<QLineEdit>("field_email")->text(), QStringLiteral("seed7@example.com"));
  }

  void eachTypeKeepsWhatWasMadeOfIt() {
    openReady(QStringLiteral("Send to 1 safe target"));
    QTest::keyClicks(part<QLineEdit>("field_name"), QStringLiteral("Ana"));
    part<QListWidget>("eventTypes")->setCurrentRow(1);
    QTRY_VERIFY(json()->toPlainText().contains(QStringLiteral("webhook.test")));
    part<QListWidget>("eventTypes")->setCurrentRow(0);
    QCOMPARE(part<QLineEdit>("field_name")->text(), QStringLiteral("Ana"));
  }

  void aTypeThatWasLeftBeforeItsExampleCameHasNoDraft() {
    channel_->hold("GET /api/event-types/*");
    open();
    auto* types = part<QListWidget>("eventTypes");
    QTRY_COMPARE(channel_->held("GET /api/event-types/*"), std::size_t{1});
    types->setCurrentRow(1);
    channel_->unhold("GET /api/event-types/*");
    QTRY_VERIFY(json()->toPlainText().contains(QStringLiteral("webhook.test")));
    types->setCurrentRow(0);
    QTRY_VERIFY(json()->toPlainText().contains(QStringLiteral("lead.captured")));
  }

  void whereItWouldGoIsToldWithTheReasonsOfTheOthers() {
    core_->hooks.push_back({2, "Deals", "https://hooks.example.com/x", false, false});
    openReady(QStringLiteral("Send to 1 safe target"));
    QCOMPARE(part<widgets::DataTable>("reachTable")->model()->rowCount(), 2);
    QCOMPARE(cell("reachTable", 0, 0), QStringLiteral("Local receiver"));
    QCOMPARE(cell("reachTable", 0, 1), QStringLiteral("Safe: this machine"));
    QCOMPARE(cell("reachTable", 1, 1), QStringLiteral("Not matched"));
    QCOMPARE(cell("reachTable", 1, 2), QStringLiteral("takes sale.*, not lead.captured"));
  }

  void anEventThatTheCoreWouldNotTakeIsNotSent() {
    open();
    channel_->on("POST /api/events/explain", [](const auto&) {
      return support::ScriptedChannel::json(
          {{"error", "The event does not validate."}, {"details", {{{"path", "/data/email"}, {"message", "is needed"}}}}}, 422);
    });
    QTRY_VERIFY(part<QLabel>("reachProblem")->isVisible());
    QVERIFY(part<QLabel>("reachProblem")->text().contains(QStringLiteral("/data/email is needed")));
    QVERIFY(!send()->isEnabled());
  }

  void oneIsSentWithCtrlEnterAndFollowedUntilItArrived() {
    openReady(QStringLiteral("Send to 1 safe target"));
    json()->setFocus();
    QTest::keyClick(json(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(core_->posted.size(), std::size_t{1});
    QVERIFY(prompter_.asked.empty());
    QTRY_COMPARE(part<QLabel>("sentSentence")->text(), QStringLiteral("1 event, 1 delivery: 1 on the way"));
    channel_->notice("delivery", core_->row(101, 1, "evt_1", "delivered"));
    QTRY_COMPARE(part<QLabel>("sentSentence")->text(), QStringLiteral("1 event, 1 delivery: 1 arrived"));
    QCOMPARE(cell("sentTable", 0, SentModel::kState), QStringLiteral("Delivered"));
    QTest::mouseClick(part<QPushButton>("showDeliveries"), Qt::LeftButton);
    QCOMPARE(navigator_.filters.size(), std::size_t{1});
    QCOMPARE(navigator_.filters[0].text, std::string("evt_1"));
    QCOMPARE(navigator_.filters[0].simulated, std::optional(true));
  }

  void aNoticeThatComesBeforeTheAnswerCounts() {
    openReady(QStringLiteral("Send to 1 safe target"));
    channel_->hold("POST /api/events");
    QTest::mouseClick(send(), Qt::LeftButton);
    QTRY_COMPARE(channel_->held("POST /api/events"), std::size_t{1});
    channel_->notice("delivery", core_->row(101, 1, "evt_1", "delivered"));
    channel_->unhold("POST /api/events");
    QTRY_COMPARE(part<QLabel>("sentSentence")->text(), QStringLiteral("1 event, 1 delivery: 1 arrived"));
  }

  void realServicesAreNamedAndAskedForOnce() {
    core_->hooks.push_back({2, "Sales", "https://hooks.slack.com/services/T/B/secret"});
    core_->hooks.push_back({3, "CRM", "https://crm.example.com/x"});
    openReady(QStringLiteral("Also sends to 2 real services"));
    prompter_.yes = false;
    QTest::mouseClick(send(), Qt::LeftButton);
    QTRY_COMPARE(prompter_.asked.size(), std::size_t{1});
    QVERIFY(prompter_.asked[0].text.contains(QStringLiteral("Sales (hooks.slack.com), CRM (crm.example.com)")));
    QVERIFY(!prompter_.asked[0].text.contains(QStringLiteral("secret")));
    QVERIFY(prompter_.asked[0].text.contains(QStringLiteral("Production")));
    QTRY_VERIFY(send()->isEnabled());
    QVERIFY(core_->posted.empty());
    prompter_.yes = true;
    QTest::mouseClick(send(), Qt::LeftButton);
    QTRY_COMPARE(core_->posted.size(), std::size_t{1});
    QTRY_VERIFY(send()->isEnabled());
    QTest::mouseClick(send(), Qt::LeftButton);
    QTRY_COMPARE(core_->posted.size(), std::size_t{2});
    QCOMPARE(prompter_.asked.size(), std::size_t{2});  // agreed to once is enough
  }

  void aServiceThatCameMeanwhileIsAskedForThoughTheButtonDidNotKnow() {
    openReady(QStringLiteral("Send to 1 safe target"));
    core_->hooks.push_back({2, "Sales", "https://hooks.slack.com/services/T/B/x"});  // nobody told the page
    prompter_.yes = false;
    QTest::mouseClick(send(), Qt::LeftButton);
    QTRY_COMPARE(prompter_.asked.size(), std::size_t{1});
    QVERIFY(core_->posted.empty());
  }

  void aLoadRunsToItsEndWithConversationsOfTheirOwn() {
    openReady(QStringLiteral("Send to 1 safe target"));
    part<QSpinBox>("loadCount")->setValue(25);
    part<QSpinBox>("loadRate")->setValue(1000);
    QTest::mouseClick(part<QPushButton>("loadStart"), Qt::LeftButton);
    QTRY_COMPARE(part<QLabel>("loadState")->text(), QStringLiteral("25 accepted."));
    std::set<std::string> conversations;
    for (const auto& one : core_->posted) conversations.insert(one.at("conversationId").get<std::string>());
    QCOMPARE(conversations.size(), std::size_t{25});
    QCOMPARE(navigator_.toasts, QStringList{QStringLiteral("25 accepted.")});
    QTest::mouseClick(part<QPushButton>("showDeliveries"), Qt::LeftButton);
    QVERIFY(navigator_.filters[0].since.has_value());
  }

  void aLoadCanBeStopped() {
    openReady(QStringLiteral("Send to 1 safe target"));
    part<QSpinBox>("loadCount")->setValue(500);
    part<QSpinBox>("loadRate")->setValue(1000);
    channel_->hold("POST /api/events");
    QTest::mouseClick(part<QPushButton>("loadStart"), Qt::LeftButton);
    QTRY_VERIFY(channel_->held("POST /api/events") > 0);
    QVERIFY(!send()->isEnabled());
    QTest::mouseClick(part<QPushButton>("loadStop"), Qt::LeftButton);
    channel_->unhold("POST /api/events");
    QTRY_VERIFY(part<QLabel>("loadState")->text().startsWith(QStringLiteral("Stopped: ")));
    QVERIFY(core_->posted.size() < 500);
  }

  void manyEventsAreAskedForAlsoWhenAllIsSafe() {
    openReady(QStringLiteral("Send to 1 safe target"));
    part<QSpinBox>("loadCount")->setValue(5000);
    prompter_.yes = false;
    QTest::mouseClick(part<QPushButton>("loadStart"), Qt::LeftButton);
    QTRY_COMPARE(prompter_.asked.size(), std::size_t{1});
    QVERIFY(core_->posted.empty());
  }

  void aLoadDoesNotGoOnToAServiceThatWasAddedMeanwhile() {
    openReady(QStringLiteral("Send to 1 safe target"));
    part<QSpinBox>("loadCount")->setValue(1000);
    part<QSpinBox>("loadRate")->setValue(1);
    QTest::mouseClick(part<QPushButton>("loadStart"), Qt::LeftButton);
    QTRY_COMPARE(core_->posted.size(), std::size_t{1});
    core_->hooks.push_back({2, "Sales", "https://hooks.slack.com/services/T/B/x"});
    channel_->notice("webhook", "created", model::WebhookId{2}.text());
    QTRY_VERIFY(part<QLabel>("loadState")->text().contains(QStringLiteral("Sales (hooks.slack.com)")));
    QTRY_VERIFY(part<widgets::Banner>("simulatorBanner")->isVisible());
  }

  void aRefusedEventIsToldAndNothingIsShownAsSent() {
    openReady(QStringLiteral("Send to 1 safe target"));
    channel_->on("POST /api/events", [](const auto&) { return support::ScriptedChannel::refusal(507, "The disk is full."); });
    QTest::mouseClick(send(), Qt::LeftButton);
    QTRY_VERIFY(part<widgets::Banner>("simulatorBanner")->isVisible());
    QVERIFY(part<widgets::Banner>("simulatorBanner")->text().contains(QStringLiteral("The disk is full.")));
    QCOMPARE(part<QLabel>("sentSentence")->text(), QStringLiteral("Where it went"));
  }

  void whoMayNotSimulateSeesWhy_data() {
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("can");
    QTest::newRow("viewer") << QStringLiteral("viewer") << QStringLiteral("read");
    QTest::newRow("producer") << QStringLiteral("producer") << QStringLiteral("post_events");
  }
  void whoMayNotSimulateSeesWhy() {
    QFETCH(QString, role);
    QFETCH(QString, can);
    channel_->role(role.toStdString(), {can.toStdString()});
    open();
    auto* banner = part<widgets::Banner>("simulatorBanner");
    QTRY_VERIFY(banner->isVisible());
    QVERIFY(banner->text().contains(role));
    QVERIFY(!send()->isEnabled());
    QVERIFY(send()->toolTip().contains(QStringLiteral("operator")));
    QVERIFY(!part<QPushButton>("loadStart")->isEnabled());
  }

  void whenTheConnectionIsLostNothingIsSent() {
    openReady(QStringLiteral("Send to 1 safe target"));
    channel_->state(client::ChannelState::Kind::kLost, "The core does not answer.");
    QTRY_VERIFY(!send()->isEnabled());
    QVERIFY(send()->toolTip().contains(QStringLiteral("Not connected")));
    QVERIFY(!json()->toPlainText().isEmpty());
  }

  void theCurlLineHoldsTheEventThatIsShown() {
    openReady(QStringLiteral("Send to 1 safe target"));
    QTest::mouseClick(part<QPushButton>("copyCurl"), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("seed4711@example.com")));
  }

  void everythingFocusableHasAName() {
    openReady(QStringLiteral("Send to 1 safe target"));
    for (auto* widget : page_->findChildren<QWidget*>()) {
      if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()) continue;
      auto* interface = QAccessible::queryAccessibleInterface(widget);
      QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(),
               qPrintable(widget->objectName() + QLatin1Char(' ') + QLatin1String(widget->metaObject()->className())));
    }
  }
};

}  // namespace hookline::simulator_page

UI_TEST(simulator_page_test, hookline::simulator_page::SimulatorPageTest)
#include "simulator_page_test.moc"
