#include "deliveries_page/deliveries_page.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <array>

#include "models/delivery_list_model.h"
#include "scripted_deliveries.h"
#include "support/scripted_shell.h"
#include "support/ui_test.h"
#include "widgets/banner.h"
#include "widgets/data_table.h"
#include "widgets/empty_state.h"

namespace hookline::deliveries_page {

class DeliveriesPageTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<client::Client> client_;
  support::ScriptedChannel* channel_ = nullptr;  // the client's
  std::unique_ptr<ScriptedDeliveries> core_;
  support::ScriptedPrompter prompter_;
  support::ScriptedNavigator navigator_;
  std::unique_ptr<DeliveriesPage> page_;

  void open() {
    page_ = std::make_unique<DeliveriesPage>(shell::PageContext{*client_, prompter_, navigator_, QStringLiteral("Production")});
    page_->resize(1152, 780);
    client_->open();
    QTRY_VERIFY(client_->me().may("administer"));
    show();
  }
  void show() {
    page_->show();
    page_->activateWindow();
    QTRY_VERIFY(page_->isActiveWindow());
    page_->shown();
  }
  template <typename T>
  T* part(const char* name) {
    auto* found = page_->findChild<T*>(QLatin1String(name));
    if (!found) qFatal("no %s on the page", name);
    return found;
  }
  widgets::DataTable* list() { return part<widgets::DataTable>("deliveriesTable"); }
  QScrollBar* bar() { return list()->verticalScrollBar(); }
  int rows() { return list()->model()->rowCount(); }
  qint64 idAt(int row) { return list()->model()->index(row, 0).data(models::DeliveryListModel::kIdRole).toLongLong(); }
  int topRow() { return list()->rowAt(0); }
  void click(const char* name) {
    auto* button = part<QPushButton>(name);
    // A button that is added to what is shown shows itself a turn of the event loop later.
    QTRY_VERIFY2(button->isEnabled() && button->isVisible(), name);
    QTest::mouseClick(button, Qt::LeftButton);
  }
  std::vector<api::Request> listings() { return channel_->requests("GET /api/deliveries"); }
  QString asked(const char* name) { return QString::fromStdString(std::string(listings().back().queryValue(name))); }
  void chooseFrom(const char* chip, const QString& entry) {
    for (auto* action : part<QPushButton>(chip)->findChild<QMenu*>()->actions())
      if (action->text() == entry) return action->trigger();
    QFAIL(qPrintable(entry));
  }
  bool retryIsOffered() {
    const auto* button = page_->findChild<QPushButton*>(QStringLiteral("retryDelivery"));
    return button != nullptr && button->isVisible();
  }
  /// Scrolls to the middle; the id of the row that stands on top then.
  qint64 scrollDown() {
    bar()->setValue(bar()->maximum() / 2);
    return idAt(topRow());
  }

 private slots:
  void init() {
    navigator_.toasts.clear();
    navigator_.pages.clear();
    auto channel = std::make_unique<support::ScriptedChannel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    core_ = std::make_unique<ScriptedDeliveries>(*channel_);
  }
  void cleanup() {
    page_.reset();
    client_.reset();
  }

  void theListAppearsNewestFirst() {
    core_->fill(5);
    open();
    QTRY_COMPARE(rows(), 5);
    QVERIFY(list()->isVisible());
    QCOMPARE(idAt(0), 5);
    QCOMPARE(list()->model()->index(0, models::DeliveryListModel::kFor).data().toString(), QStringLiteral("Ana Ruiz"));
    QCOMPARE(list()->model()->index(0, models::DeliveryListModel::kState).data().toString(), QStringLiteral("Did not arrive"));
    QVERIFY(list()->currentIndex().isValid());
  }

  void atTheTopItFollows() {
    core_->fill(100);
    open();
    QTRY_COMPARE(rows(), 100);
    for (const int id : {101, 102, 103}) core_->comes(id);
    QTRY_COMPARE(rows(), 103);
    QCOMPARE(bar()->value(), 0);
    QCOMPARE(idAt(topRow()), 103);
    QVERIFY(!part<QPushButton>("freshPill")->isVisible());
  }

  void aPageThatWasHiddenWhileRowsCameStandsAtTheTop() {
    core_->fill(100);
    open();
    QTRY_COMPARE(rows(), 100);
    page_->hidden();
    page_->hide();
    for (int id = 101; id <= 160; ++id) core_->comes(id);
    QTRY_COMPARE(rows(), 160);
    page_->show();
    page_->shown();
    QCOMPARE(bar()->value(), 0);
    QCOMPARE(idAt(topRow()), 160);
    QVERIFY(!part<QPushButton>("freshPill")->isVisible());
  }

  void aPageThatWasNeverShownBeforeStandsAtTheTop() {
    core_->fill(100);
    page_ = std::make_unique<DeliveriesPage>(shell::PageContext{*client_, prompter_, navigator_});
    page_->resize(1152, 780);
    client_->open();
    QTRY_COMPARE(rows(), 100);
    for (int id = 101; id <= 160; ++id) core_->comes(id);
    QTRY_COMPARE(rows(), 160);
    show();
    QCOMPARE(idAt(topRow()), 160);
    QVERIFY(!part<QPushButton>("freshPill")->isVisible());
  }

  void scrolledDownTheSameRowStaysAndThePillCounts() {
    core_->fill(150);
    open();
    QTRY_COMPARE(rows(), 150);
    const auto id = scrollDown();
    const int place = list()->rowViewportPosition(topRow());
    for (const int fresh : {151, 152, 153}) core_->comes(fresh);
    QTRY_COMPARE(rows(), 153);
    QCOMPARE(idAt(topRow()), id);
    QCOMPARE(list()->rowViewportPosition(topRow()), place);
    QCOMPARE(part<QPushButton>("freshPill")->text(), QStringLiteral("3 new"));
    click("freshPill");
    QCOMPARE(bar()->value(), 0);
    QCOMPARE(idAt(topRow()), 153);
    QVERIFY(!part<QPushButton>("freshPill")->isVisible());
  }

  void anotherFilterBeginsAtTheTop() {
    core_->fill(150);
    open();
    QTRY_COMPARE(rows(), 150);
    scrollDown();
    core_->comes(151);
    QTRY_COMPARE(part<QPushButton>("freshPill")->text(), QStringLiteral("1 new"));
    click("filterDead");
    QTRY_COMPARE(bar()->value(), 0);
    QTRY_VERIFY(!part<QPushButton>("freshPill")->isVisible());
    QCOMPARE(idAt(topRow()), 151);
  }

  void olderPagesComeAsTheyAreScrolledTo() {
    core_->fill(350);
    open();
    QTRY_COMPARE(rows(), 200);
    QCOMPARE(listings().size(), std::size_t{1});
    bar()->setValue(bar()->maximum());
    QTRY_COMPARE(rows(), 350);
  }

  void theChipsAskTheCoreWithTheirQuery() {
    core_->fill(3);
    open();
    QTRY_COMPARE(part<QPushButton>("filterAll")->text(), QStringLiteral("All 12"));
    QCOMPARE(part<QPushButton>("filterDead")->text(), QStringLiteral("Did not arrive 2"));
    QCOMPARE(part<QPushButton>("filterWaiting")->text(), QStringLiteral("Waiting 3"));
    QCOMPARE(asked("state"), QString());
    click("filterDead");
    QTRY_COMPARE(asked("state"), QStringLiteral("dead"));
    click("filterWaiting");
    QTRY_COMPARE(asked("state"), QStringLiteral("pending,delivering,retrying,held"));
    click("filterAll");
    QTRY_COMPARE(asked("state"), QString());
    chooseFrom("filterWebhook", QStringLiteral("Salesforce"));
    QTRY_COMPARE(asked("webhookId"), QString::fromStdString(model::WebhookId{7}.text()));
    QCOMPARE(part<QPushButton>("filterWebhook")->text(), QStringLiteral("Webhook: Salesforce"));
    chooseFrom("filterType", QStringLiteral("lead.captured"));
    QTRY_COMPARE(asked("eventType"), QStringLiteral("lead.captured"));
    chooseFrom("filterSince", QStringLiteral("Last hour"));
    QTRY_VERIFY(!asked("since").isEmpty());
    QTest::keyClicks(part<QLineEdit>("deliverySearch"), QStringLiteral("Ana"));
    QTRY_COMPARE(asked("q"), QStringLiteral("Ana"));
  }

  void selectingOpensTheInspectorWithCauseAndHelp() {
    core_->fill(3);
    open();
    QTRY_COMPARE(rows(), 3);
    QVERIFY(!part<QWidget>("deliveryInspector")->isVisible());
    list()->selectRow(1);
    auto* verdict = part<widgets::Banner>("inspectorVerdict");
    QTRY_COMPARE(verdict->strong(), QStringLiteral("HTTP 503: Salesforce says it is overloaded"));
    QCOMPARE(verdict->text(), QStringLiteral("Wait until it has recovered, then retry."));
    QVERIFY(verdict->isVisible());
    QCOMPARE(part<QLabel>("inspectorTitle")->text(), QStringLiteral("lead.captured → Salesforce"));
    list()->clearSelection();
    QTRY_VERIFY(!part<QWidget>("deliveryInspector")->isVisible());
  }

  void destinationsDone1_theInspectorTellsTheStepThatADeliveryFailedOrStandsAt() {
    core_->fill(1);
    std::string state = "dead";
    channel_->on("GET /api/deliveries/dlv_*", [&state](const auto&) {
      auto body = ScriptedDeliveries::row(1);
      body["state"] = state;
      if (state != "dead") body.erase("cause");
      body["step"] = {{"n", 2}, {"of", 3}, {"name", "Add the note"}};
      body["attempts"] = ScriptedDeliveries::Json::array();
      body["attemptCount"] = 1;
      return support::ScriptedChannel::json(std::move(body));
    });
    open();
    QTRY_COMPARE(rows(), 1);
    list()->selectRow(0);
    auto* verdict = part<widgets::Banner>("inspectorVerdict");
    QTRY_COMPARE(verdict->text(), QStringLiteral("Step 2 of 3: Add the note. Wait until it has recovered, then retry."));
    const auto facts = [this] {
      QStringList texts;
      for (const auto* label : part<QWidget>("inspectorFacts")->findChildren<QLabel*>()) texts << label->text();
      return texts;
    };
    QVERIFY(!facts().contains(QStringLiteral("Step 2 of 3: Add the note")));
    // With nothing to say of a failure there is no banner, and the step stands among the facts.
    state = "delivering";
    list()->clearSelection();
    QTRY_VERIFY(!part<QWidget>("deliveryInspector")->isVisible());
    list()->selectRow(0);
    QTRY_VERIFY(facts().contains(QStringLiteral("Step 2 of 3: Add the note")));
    QVERIFY(!verdict->isVisible());
  }

  void daemonDone1_anEditedCopySaysWhatItIsACopyOf() {
    core_->fill(2);
    channel_->on("GET /api/deliveries/dlv_*", [](const auto& request) {
      auto body = ScriptedDeliveries::detail(request.path.ends_with(ScriptedDeliveries::textId(2)) ? 2 : 1);
      if (body["id"] == ScriptedDeliveries::textId(2)) body["resentFrom"] = ScriptedDeliveries::textId(1);
      return support::ScriptedChannel::json(std::move(body));
    });
    open();
    QTRY_COMPARE(rows(), 2);
    const auto shows = [this](const QString& text) {
      const auto labels = part<QWidget>("inspectorFacts")->findChildren<QLabel*>();
      return std::any_of(labels.begin(), labels.end(), [&text](const auto* label) { return label->isVisible() && label->text() == text; });
    };
    list()->selectRow(0);
    QTRY_VERIFY(shows(QString::fromStdString(ScriptedDeliveries::textId(1))));
    QVERIFY(shows(QStringLiteral("Edited copy of")));
    list()->selectRow(1);
    QTRY_VERIFY(shows(QStringLiteral("conv_1")));
    QVERIFY(!shows(QStringLiteral("Edited copy of")));
  }

  void destinationsDone1_theAttemptsOfAPlanAreNumberedByTryAndRequest() {
    core_->fill(1);
    channel_->on("GET /api/deliveries/dlv_*", [](const auto&) {
      auto body = ScriptedDeliveries::detail(1);
      auto attempts = ScriptedDeliveries::Json::array();
      for (const auto& [n, of, step] : {std::array{1, 1, 1}, {2, 1, 2}, {3, 2, 1}}) {
        auto attempt = body["attempts"][0];
        attempt.update({{"n", n}, {"try", of}, {"step", step}});
        attempts.push_back(std::move(attempt));
      }
      body["attempts"] = std::move(attempts);
      return support::ScriptedChannel::json(std::move(body));
    });
    open();
    QTRY_COMPARE(rows(), 1);
    list()->selectRow(0);
    const auto* attempts = part<widgets::DataTable>("attemptsTable")->model();
    QTRY_COMPARE(attempts->rowCount(), 3);
    QStringList numbers;
    for (int row = 0; row < 3; ++row) numbers << attempts->index(row, 0).data().toString();
    QCOMPARE(numbers, (QStringList{QStringLiteral("2.1"), QStringLiteral("1.2"), QStringLiteral("1.1")}));
    QCOMPARE(attempts->index(1, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("Try 1, request 2"));
  }

  void aRetryThatIsRefusedIsSaid() {
    core_->fill(1);
    channel_->on("POST /api/deliveries/*",
                 [](const auto&) { return support::ScriptedChannel::refusal(409, "It is being sent right now."); });
    open();
    QTRY_COMPARE(rows(), 1);
    list()->selectRow(0);
    QTRY_VERIFY(retryIsOffered());
    click("retryDelivery");
    QTRY_COMPARE(navigator_.toasts, QStringList{QStringLiteral("It is being sent right now.")});
    QCOMPARE(channel_->requests("POST /api/deliveries/" + ScriptedDeliveries::textId(1) + "/retry").size(), std::size_t{1});
  }

  void whereThereIsNothingThePageSaysWhyAndWhatHelps() {
    open();
    auto* empty = part<widgets::EmptyState>("deliveriesEmpty");
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(empty->sentence(), QStringLiteral("Nothing was delivered yet."));
    QTest::mouseClick(&empty->button(), Qt::LeftButton);
    QCOMPARE(navigator_.pages, std::vector{shell::PageId::kSimulator});
    click("filterDead");
    QTRY_COMPARE(empty->sentence(), QStringLiteral("Nothing matches this filter."));
    QTest::mouseClick(&empty->button(), Qt::LeftButton);
    QTRY_COMPARE(empty->sentence(), QStringLiteral("Nothing was delivered yet."));
    QCOMPARE(asked("state"), QString());
    core_->comes(1);
    QTRY_VERIFY(list()->isVisible());
    QCOMPARE(rows(), 1);
  }

  void aListThatIsReadAgainStillHasItsOlderPages() {
    core_->fill(350);
    open();
    QTRY_COMPARE(rows(), 200);
    QSignalSpy read(list()->model(), &QAbstractItemModel::modelReset);
    page_->reload();  // the same page, with the same place to go on
    QTRY_COMPARE(read.count(), 1);
    bar()->setValue(bar()->maximum());
    QTRY_COMPARE(rows(), 350);
  }

  void howeverOftenTheStreamHadGapsTheListIsRead() {
    core_->fill(3);
    open();
    QTRY_COMPARE(rows(), 3);
    core_->ids.insert(core_->ids.begin(), 4);
    channel_->hold("GET /api/deliveries");
    for (int n = 0; n < 5; ++n) channel_->notice("gap", ScriptedDeliveries::Json::object());
    QCOMPARE(channel_->held("GET /api/deliveries"), std::size_t{1});
    channel_->release("GET /api/deliveries", 1);
    QTRY_COMPARE(rows(), 4);
    // What was missed after the question is asked for once more.
    QTRY_COMPARE(channel_->held("GET /api/deliveries"), std::size_t{1});
    core_->ids.insert(core_->ids.begin(), 5);
    channel_->unhold("GET /api/deliveries");
    QTRY_COMPARE(rows(), 5);
    QCOMPARE(listings().size(), std::size_t{3});
  }

  void aPageThatCameShortIsAskedOnUntilOneIsFull() {
    // A core that has looked for long enough answers what it found, with where to go on.
    channel_->on("GET /api/deliveries", [](const api::Request& request) {
      const int page = std::atoi(std::string(request.queryValue("cursor")).c_str());
      ScriptedDeliveries::Json found = ScriptedDeliveries::Json::array();
      if (page == 3) found.push_back(ScriptedDeliveries::row(9));
      const auto next = page < 5 ? ScriptedDeliveries::Json(std::to_string(page + 1)) : ScriptedDeliveries::Json();
      return support::ScriptedChannel::json({{"items", found}, {"next", next}});
    });
    open();
    QTRY_COMPARE(rows(), 1);
    QTRY_COMPARE(listings().size(), std::size_t{6});
    QTRY_VERIFY(!part<QPushButton>("stopSearch")->isVisible());
    QVERIFY(list()->isVisible());
  }

  void aSearchThatFindsNothingSaysSoAndCanBeStopped() {
    channel_->on("GET /api/deliveries", [this](const api::Request&) {
      return support::ScriptedChannel::json({{"items", ScriptedDeliveries::Json::array()}, {"next", std::to_string(listings().size())}});
    });
    open();
    auto* empty = part<widgets::EmptyState>("deliveriesEmpty");
    QTRY_COMPARE(empty->sentence(), QStringLiteral("Nothing found yet; searching further back…"));
    QTest::mouseClick(&empty->button(), Qt::LeftButton);
    QTRY_COMPARE(empty->sentence(), QStringLiteral("Nothing found so far."));
    const auto asked = listings().size();
    QCoreApplication::processEvents();
    QCOMPARE(listings().size(), asked);
    QTest::mouseClick(&empty->button(), Qt::LeftButton);
    QTRY_VERIFY(listings().size() > asked);
    click("stopSearch");
    QTRY_COMPARE(empty->sentence(), QStringLiteral("Nothing found so far."));
  }

  void anErrorKeepsWhatWasShownAndOffersANewTry() {
    core_->fill(4);
    open();
    QTRY_COMPARE(rows(), 4);
    channel_->on("GET /api/deliveries", [](const auto&) { return support::ScriptedChannel::refusal(503, "The store is stopping."); });
    page_->reload();
    auto* problem = part<widgets::Banner>("deliveriesProblem");
    QTRY_VERIFY(problem->isVisible());
    QCOMPARE(problem->text(), QStringLiteral("The store is stopping."));
    QVERIFY(problem->strong().contains(QStringLiteral("known before")));
    QCOMPARE(rows(), 4);
    channel_->on("GET /api/deliveries", ScriptedDeliveries::Json{{"items", {ScriptedDeliveries::row(9)}}, {"next", nullptr}});
    click("deliveriesAgain");
    QTRY_VERIFY(!problem->isVisible());
    QCOMPARE(rows(), 1);
  }

  void everythingFocusableHasANameAndTabComesRound() {
    core_->fill(4);
    open();
    QTRY_COMPARE(rows(), 4);
    list()->selectRow(0);
    QTRY_VERIFY(retryIsOffered());
    QList<QWidget*> wanted;
    for (auto* widget : page_->findChildren<QWidget*>()) {
      if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()) continue;
      auto* interface = QAccessible::queryAccessibleInterface(widget);
      const auto what = widget->objectName() + QLatin1Char(' ') + QLatin1String(widget->metaObject()->className());
      QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), qPrintable(what));
      wanted << widget;
    }
    QVERIFY(wanted.size() >= 10);
    auto* first = part<QLineEdit>("deliverySearch");
    first->setFocus();
    QStringList order;
    while (!wanted.isEmpty() && order.size() < 50) {
      auto* now = QApplication::focusWidget();
      QVERIFY(now != nullptr);
      wanted.removeAll(now);
      order << now->objectName();
      QTest::keyClick(now, Qt::Key_Tab);
    }
    QVERIFY2(wanted.isEmpty(), qPrintable(order.join(QLatin1Char(' '))));
    QCOMPARE(QApplication::focusWidget(), first);
  }
};

}  // namespace hookline::deliveries_page

UI_TEST(deliveries_page_test, hookline::deliveries_page::DeliveriesPageTest)
#include "deliveries_page_test.moc"
