#include "webhooks_page/webhooks_page.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include "scripted_webhooks.h"
#include "support/ui_test.h"
#include "webhooks_page/event_chips.h"
#include "webhooks_page/retry_time_line.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"

namespace hookline::webhooks_page {

/// The editor of the page on a scripted core.
class WebhooksPageTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<ScriptedWebhooks> core_;

  template <typename Widget>
  Widget* child(const char* name) const {
    return core_->child<Widget>(name);
  }
  QLineEdit* field(const char* name) const { return child<QLineEdit>(name); }
  QString text(const char* label) const { return child<QLabel>(label)->text(); }
  bool visible(const char* name) const { return child<QWidget>(name)->isVisible(); }
  int rows() const { return child<QListView>("webhookList")->model()->rowCount(); }
  void start() {
    core_->show();
    QTRY_COMPARE(rows(), static_cast<int>(core_->webhooks.size()));
    QTRY_VERIFY(child<QPushButton>("newWebhook")->isEnabled());
  }
  /// As a person does: into the field, all of it replaced, and out by Tab.
  void type(const char* name, const QString& what, bool leave = true) {
    auto* into = field(name);
    into->setFocus();
    into->selectAll();
    QTest::keyClicks(into, what);
    if (what.isEmpty()) QTest::keyClick(into, Qt::Key_Delete);
    if (leave) QTest::keyClick(into, Qt::Key_Tab);
  }
  void press(const QKeySequence& keys) {
    auto* focus = QApplication::focusWidget() ? QApplication::focusWidget() : core_->page.get();
    const auto combination = keys[0];
    QTest::keyClick(focus, combination.key(), combination.keyboardModifiers());
  }
  void click(const char* name) { QTest::mouseClick(child<QPushButton>(name), Qt::LeftButton); }

 private slots:
  void init() { core_ = std::make_unique<ScriptedWebhooks>(); }
  void cleanup() { core_.reset(); }

  void withoutWebhooksItSaysSoAndOffersOne() {
    start();
    auto* empty = child<widgets::EmptyState>("webhooksEmpty");
    QTRY_COMPARE(empty->sentence(), QStringLiteral("No webhooks yet."));
    QVERIFY(empty->isVisible());
    QTest::mouseClick(&empty->button(), Qt::LeftButton);
    QTRY_VERIFY(child<QListWidget>("kindList")->hasFocus());
    QTest::keyClick(child<QListWidget>("kindList"), Qt::Key_Return);
    QTRY_VERIFY(visible("webhookEditor"));
    QTRY_VERIFY(field("nameField")->hasFocus());
  }

  void theFirstWebhookIsShownAndTheBadgeCountsThoseThatNeedAPerson() {
    core_->add("sales");
    core_->add("helpdesk", {{"status", {{"state", "on_hold"}, {"reason", "It answered 410."}, {"since", ScriptedWebhooks::time(1)}}}});
    core_->show();
    QSignalSpy badge(core_->page.get(), &shell::Page::badgeChanged);
    core_->page->reload();
    QTRY_COMPARE(field("urlField")->text(), QStringLiteral("https://sales.example/hook"));
    QTRY_VERIFY(!badge.isEmpty());
    QCOMPARE(badge.last().at(0).toInt(), 1);
    QCOMPARE(badge.last().at(1).toBool(), true);
    core_->webhooks[1]["status"] = {{"state", "active"}};
    core_->page->reload();
    QTRY_COMPARE(badge.last().at(0).toInt(), 2);
    QCOMPARE(badge.last().at(1).toBool(), false);
  }

  void aNewWebhookHasTheStandardScheduleAndItsSecretIsShownOnce() {
    start();
    core_->startNew(0);
    QCOMPARE(child<QComboBox>("retryChoice")->currentText(), QStringLiteral("Standard"));
    type("nameField", QStringLiteral("Sales"));
    type("urlField", QStringLiteral("https://example.com/hooks"));
    type("eventField", QStringLiteral("lead.*"), false);
    press(Qt::CTRL | Qt::Key_S);
    QTRY_COMPARE(core_->webhooks.size(), std::size_t{1});
    const auto sent = core_->lastBody("POST /api/webhooks");
    QVERIFY(sent["retryPolicy"]["preset"] == "standard");
    QVERIFY(sent["events"] == ScriptedWebhooks::Json::array({"lead.*"}));
    QVERIFY(!sent.contains("secret"));
    QTRY_COMPARE(core_->prompter.secrets, QStringList{QStringLiteral("whsec_once")});
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(child<QListView>("webhookList")->currentIndex().data().toString(), QStringLiteral("Sales"));
    QVERIFY(!child<QPushButton>("saveWebhook")->isEnabled());
  }

  void aFieldIsCheckedWhenItIsLeftNotWhileItIsTyped() {
    core_->add("sales");
    start();
    QTRY_VERIFY(visible("urlField"));
    type("urlField", QStringLiteral("crm.example/hook"), false);
    QVERIFY(!visible("urlFieldProblem"));
    QTest::keyClick(field("urlField"), Qt::Key_Tab);
    QTRY_VERIFY(visible("urlFieldProblem"));
    QVERIFY(text("urlFieldProblem").contains(QStringLiteral("Try https://crm.example/hook")));
    QCOMPARE(field("urlField")->property("invalid").toBool(), true);
    QCOMPARE(field("urlField")->accessibleDescription(), text("urlFieldProblem"));
    QCOMPARE(text("unsavedMark"), QStringLiteral("unsaved changes, 1 field to mend"));
    // Mended: the mark goes when the field is left, and the old text comes back by Esc.
    type("urlField", QStringLiteral("https://crm.example/hook"), false);
    QVERIFY(visible("urlFieldProblem"));
    QTest::keyClick(field("urlField"), Qt::Key_Tab);
    QTRY_VERIFY(!visible("urlFieldProblem"));
    field("urlField")->setFocus();
    QTest::keyClick(field("urlField"), Qt::Key_Escape);
    QCOMPARE(field("urlField")->text(), QStringLiteral("https://sales.example/hook"));
    QTRY_VERIFY(!visible("unsavedMark"));
  }

  void saveSendsNothingWhileSomethingIsToBeMended() {
    core_->add("sales");
    start();
    type("timeoutField", QStringLiteral("ten"), false);
    type("atOnceField", QStringLiteral("0"), false);
    press(Qt::CTRL | Qt::Key_S);
    QTRY_VERIFY(visible("timeoutFieldProblem"));
    QVERIFY(visible("atOnceFieldProblem"));
    QVERIFY(field("timeoutField")->hasFocus());
    QCOMPARE(core_->channel->requests("PATCH /api/webhooks/*").size(), std::size_t{0});
  }

  void onlyWhatDiffersIsSentAndTheMarkGoes() {
    core_->add("sales");
    start();
    type("timeoutField", QStringLiteral("1 min"));
    QTRY_COMPARE(text("unsavedMark"), QStringLiteral("unsaved changes"));
    press(Qt::CTRL | Qt::Key_S);
    QTRY_COMPARE(core_->channel->requests("PATCH /api/webhooks/*").size(), std::size_t{1});
    QVERIFY(core_->lastBody("PATCH /api/webhooks/*") == (ScriptedWebhooks::Json{{"timeoutMs", 60000}}));
    QTRY_VERIFY(!visible("unsavedMark"));
    QTRY_VERIFY(core_->navigator.toasts.contains(QStringLiteral("Saved.")));
  }

  void aRefusalOfTheCoreGoesToItsFieldAndStaysUntilThatIsChanged() {
    core_->add("sales");
    start();
    core_->channel->on("PATCH /api/webhooks/*", [](const api::Request&) {
      return base::Result<api::Response>(
          support::ScriptedChannel::json({{"error", "The webhook cannot be saved as it is."},
                                          {"details", {{{"path", "/url"}, {"message", "The address is private; use a public one."}}}}},
                                         422));
    });
    type("urlField", QStringLiteral("https://10.0.0.1/hook"));
    press(Qt::CTRL | Qt::Key_S);
    QTRY_VERIFY(visible("urlFieldProblem"));
    QCOMPARE(text("urlFieldProblem"), QStringLiteral("The address is private; use a public one."));
    QVERIFY(!visible("troubleBanner"));
    QVERIFY(field("urlField")->hasFocus());
    QTest::keyClick(field("urlField"), Qt::Key_Tab);
    QVERIFY(visible("urlFieldProblem"));
    type("urlField", QStringLiteral("https://example.com/hook"));
    QTRY_VERIFY(!visible("urlFieldProblem"));
  }

  void whatBelongsToNoFieldStandsInTheBanner() {
    core_->add("sales");
    start();
    core_->channel->on("PATCH /api/webhooks/*", [](const api::Request&) {
      return base::Result<api::Response>(support::ScriptedChannel::refusal(507, "The disk is full. Make room."));
    });
    type("nameField", QStringLiteral("Other"));
    press(Qt::CTRL | Qt::Key_S);
    auto* banner = child<widgets::Banner>("troubleBanner");
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->text(), QStringLiteral("The disk is full. Make room."));
    QCOMPARE(field("nameField")->text(), QStringLiteral("Other"));
  }

  void somebodyElsesChangeCanBeSeenOrOverwritten_data() {
    QTest::addColumn<bool>("overwrite");
    QTest::newRow("theirs") << false;
    QTest::newRow("mine") << true;
  }
  void somebodyElsesChangeCanBeSeenOrOverwritten() {
    QFETCH(bool, overwrite);
    core_->add("sales");
    start();
    type("nameField", QStringLiteral("Mine"));
    core_->webhooks[0]["name"] = "Theirs";
    core_->webhooks[0]["updatedAt"] = ScriptedWebhooks::time(500);
    press(Qt::CTRL | Qt::Key_S);
    QTRY_VERIFY(visible("troubleBanner"));
    QCOMPARE(field("nameField")->text(), QStringLiteral("Mine"));
    click(overwrite ? "overwriteTheirs" : "showTheirs");
    const auto expected = overwrite ? QStringLiteral("Mine") : QStringLiteral("Theirs");
    QTRY_COMPARE(QString::fromStdString(core_->webhooks[0]["name"]), expected);
    QTRY_COMPARE(field("nameField")->text(), expected);
    QTRY_VERIFY(!visible("troubleBanner"));
    QTRY_VERIFY(!visible("unsavedMark"));
  }

  void aNoticeReadsTheListAnewAndLeavesADirtyEditorAlone() {
    core_->add("sales");
    core_->add("other");
    start();
    type("nameField", QStringLiteral("Mine"));
    core_->webhooks[0]["name"] = "Theirs";
    core_->webhooks[0]["updatedAt"] = ScriptedWebhooks::time(500);
    core_->add("third");
    core_->channel->notice("webhook", "webhook.update", ScriptedWebhooks::idOf(1));
    QTRY_COMPARE(rows(), 3);
    QCOMPARE(field("nameField")->text(), QStringLiteral("Mine"));
    QTRY_VERIFY(visible("troubleBanner"));
  }

  void aNoticeRefreshesACleanEditor() {
    core_->add("sales");
    start();
    QTRY_COMPARE(field("nameField")->text(), QStringLiteral("sales"));
    core_->webhooks[0]["name"] = "Theirs";
    core_->webhooks[0]["updatedAt"] = ScriptedWebhooks::time(500);
    core_->channel->notice("webhook", "webhook.update", ScriptedWebhooks::idOf(1));
    QTRY_COMPARE(field("nameField")->text(), QStringLiteral("Theirs"));
    QVERIFY(!visible("troubleBanner"));
  }

  void aPauseMeanwhileIsNoConflict() {
    core_->add("sales");
    start();
    type("nameField", QStringLiteral("Mine"));
    child<QAction>("pause0")->trigger();
    QTRY_VERIFY(visible("stopBanner"));
    QCOMPARE(field("nameField")->text(), QStringLiteral("Mine"));
    press(Qt::CTRL | Qt::Key_S);
    QTRY_COMPARE(QString::fromStdString(core_->webhooks[0]["name"]), QStringLiteral("Mine"));
    QVERIFY(!visible("troubleBanner"));
  }

  void leavingWithChangesAsksAndStays() {
    core_->add("sales");
    core_->add("other");
    start();
    type("nameField", QStringLiteral("Mine"));
    auto* list = child<QListView>("webhookList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTRY_COMPARE(core_->prompter.leavings.size(), 1);
    QTRY_COMPARE(list->currentIndex().row(), 0);
    QCOMPARE(field("nameField")->text(), QStringLiteral("Mine"));
    bool left = false;
    // Asked again once the first question is answered.
    QTRY_VERIFY((core_->page->beforeLeaving([&left] { left = true; }), core_->prompter.leavings.size() == 2));
    QVERIFY(!left);
  }

  void leavingMaySaveOrDiscardFirst_data() {
    QTest::addColumn<bool>("save");
    QTest::newRow("save") << true;
    QTest::newRow("discard") << false;
  }
  void leavingMaySaveOrDiscardFirst() {
    QFETCH(bool, save);
    core_->add("sales");
    core_->add("other");
    start();
    core_->prompter.leaving = save ? shell::Prompter::Leaving::kSave : shell::Prompter::Leaving::kDiscard;
    type("nameField", QStringLiteral("Mine"));
    auto* list = child<QListView>("webhookList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTRY_COMPARE(field("nameField")->text(), QStringLiteral("other"));
    QTRY_COMPARE(list->currentIndex().row(), 1);
    QCOMPARE(QString::fromStdString(core_->webhooks[0]["name"]), save ? QStringLiteral("Mine") : QStringLiteral("sales"));
  }

  void leavingStaysWhereSavingIsRefused() {
    core_->add("sales");
    core_->add("other");
    start();
    core_->prompter.leaving = shell::Prompter::Leaving::kSave;
    type("urlField", QStringLiteral("nowhere"));
    core_->page->showWebhook({2});
    QTRY_COMPARE(core_->prompter.leavings.size(), 1);
    QTRY_VERIFY(visible("urlFieldProblem"));
    QCOMPARE(field("urlField")->text(), QStringLiteral("nowhere"));
  }

  void theScheduleFollowsTheChoiceAndSaysItInWords() {
    core_->add("sales");
    start();
    auto* line = child<RetryTimeLine>("retryTimeLine");
    QTRY_COMPARE(line->times().size(), std::size_t{6});
    QVERIFY(line->accessibleDescription().contains(QStringLiteral("0 s, 1 s, 3 s, 7 s, 15 s, 31 s. Gives up after 31 s")));
    QVERIFY(core_->lastBody("POST /api/retry-schedule")["retryPolicy"]["preset"] == "quick");
    core_->channel->on("POST /api/retry-schedule", ScriptedWebhooks::Json{{"delaysMs", {5000}}, {"givesUpAfterMs", 5000}});
    auto* choice = child<QComboBox>("retryChoice");
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QTest::keyClick(choice, Qt::Key_Down);
    QTRY_VERIFY(visible("retriesField"));
    type("retriesField", QStringLiteral("1"));
    QTRY_COMPARE(line->times().size(), std::size_t{2});
    QVERIFY(core_->lastBody("POST /api/retry-schedule")["retryPolicy"]["maxRetries"] == 1);
    type("firstDelayField", QStringLiteral("soon"));
    QTRY_VERIFY(line->times().empty());
    QVERIFY(text("retrySentence").contains(QStringLiteral("as soon as")));
  }

  void aLateScheduleOfOtherNumbersIsNotShown() {
    core_->add("sales");
    start();
    auto* line = child<RetryTimeLine>("retryTimeLine");
    QTRY_COMPARE(line->times().size(), std::size_t{6});
    core_->channel->hold("POST /api/retry-schedule");
    auto* choice = child<QComboBox>("retryChoice");
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);  // standard: its answer is held
    QTRY_COMPARE(core_->channel->held("POST /api/retry-schedule"), std::size_t{1});
    QTest::keyClick(choice, Qt::Key_Down);
    type("firstDelayField", QStringLiteral("soon"));  // no numbers to show
    core_->channel->unhold("POST /api/retry-schedule");
    QTRY_VERIFY(line->times().empty());
  }

  void eventTypesBecomeChipsAndAreTakenBack() {
    core_->add("sales");
    start();
    auto* chips = child<EventChips>("events");
    QTRY_COMPARE(chips->chips(), QStringList{QStringLiteral("lead.captured")});
    auto* into = field("eventField");
    into->setFocus();
    QTest::keyClicks(into, QStringLiteral("message.*,"));
    QCOMPARE(chips->chips().size(), 2);
    QTest::keyClicks(into, QStringLiteral("No type"));  // the space makes no chip of what is none
    QCOMPARE(chips->chips().size(), 2);
    QTest::keyClick(into, Qt::Key_Tab);
    QTRY_VERIFY(visible("eventsProblem"));
    into->clear();
    into->setFocus();
    QTest::keyClick(into, Qt::Key_Backspace);
    QCOMPARE(into->text(), QStringLiteral("message.*"));
    QTest::keyClick(into, Qt::Key_Return);
    QCOMPARE(chips->chips(), (QStringList{QStringLiteral("lead.captured"), QStringLiteral("message.*")}));
    QTest::keyClick(into, Qt::Key_Tab);
    QTRY_VERIFY(!visible("eventsProblem"));
    QTest::mouseClick(chips->findChild<QPushButton*>(QStringLiteral("eventChip")), Qt::LeftButton);
    QCOMPARE(chips->chips(), QStringList{QStringLiteral("message.*")});
  }

  void aWrongHeaderIsMarkedUnderTheTable() {
    core_->add("sales", {{"headers", {{"X-Team", "sales"}, {"Authorization", "•••"}}}});
    start();
    auto* table = child<QTableWidget>("headerTable");
    QTRY_COMPARE(table->rowCount(), 2);
    table->item(1, 0)->setText(QStringLiteral("X Team"));
    QTRY_COMPARE(text("headersProblem"), QStringLiteral("A header name has no spaces. Try X-Team."));
    table->item(1, 0)->setText(QStringLiteral("X-Other"));
    QTRY_VERIFY(!visible("headersProblem"));
    press(Qt::CTRL | Qt::Key_S);
    QTRY_VERIFY(core_->lastBody("PATCH /api/webhooks/*") ==
                (ScriptedWebhooks::Json{{"headers", {{"X-Other", "sales"}, {"X-Team", nullptr}}}}));
  }

  void theCellsOfHeadersAreLeftByTab() {
    core_->add("sales", {{"headers", {{"X-Team", "sales"}}}});
    start();
    auto* table = child<QTableWidget>("headerTable");
    QTRY_VERIFY(table->isVisible());
    table->setFocus();
    table->setCurrentCell(0, 0);
    QTest::keyClick(table, Qt::Key_F2);
    QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("X-A"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_COMPARE(table->currentColumn(), 1);
    QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_VERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_Tab);
    QTRY_VERIFY(child<QPushButton>("addHeader")->hasFocus());
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("X-A"));
  }

  void engineDone7_aFilterIsTypedTriedOnTheLatestEventsAndSaved() {
    core_->add("sales");
    start();
    click("addCondition");
    QTRY_VERIFY(field("conditionPath0")->hasFocus());
    type("conditionPath0", QStringLiteral("data.source"));
    type("conditionValue0", QStringLiteral("website"));
    QTRY_COMPARE(text("whatIf"), QStringLiteral("Of the latest 1,000 events it would take 38; as saved it takes 212."));
    QCOMPARE(text("whatIfEvents"), QStringLiteral("No longer: e1, e2, e3 and 2 more."));
    const ScriptedWebhooks::Json wanted{{"all", {{{"path", "data.source"}, {"op", "eq"}, {"value", "website"}}}}};
    QVERIFY(core_->lastBody("POST /api/webhooks/what-if")["filter"] == wanted);
    click("saveWebhook");
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/" + core_->idOf(1)).empty());
    QVERIFY(core_->lastBody("PATCH /api/webhooks/" + core_->idOf(1)) == (ScriptedWebhooks::Json{{"filter", wanted}}));
    QTRY_COMPARE(text("unsavedMark"), QString());
    click("removeCondition0");
    QTRY_VERIFY(!field("conditionPath0")->isVisible());
    QTRY_COMPARE(text("unsavedMark"), QStringLiteral("unsaved changes"));
  }

  void engineDone7_aConditionThatCannotBeIsMarkedWithItsNumberAndNotSaved() {
    core_->add("sales", {{"filter", {{"all", {{{"path", "data.score"}, {"op", "gt"}, {"value", 5}}}}}}});
    start();
    QCOMPARE(field("conditionValue0")->text(), QStringLiteral("5"));
    type("conditionValue0", QStringLiteral("high"));
    QTRY_VERIFY(text("filterProblem").startsWith(QStringLiteral("Condition 1: ")));
    QVERIFY(text("whatIf").contains(QStringLiteral("as soon as")));
    click("saveWebhook");
    QVERIFY(core_->channel->requests("PATCH /api/webhooks/" + core_->idOf(1)).empty());
    press(QKeySequence(Qt::Key_Escape));
    type("conditionValue0", QStringLiteral("7"));
    QTRY_COMPARE(text("filterProblem"), QString());
  }

  void engineDone7_limitsAndOrderAreSetInWordsAndSaved() {
    core_->add("sales");
    start();
    type("perSecondField", QStringLiteral("lots"));
    QTRY_VERIFY(text("perSecondFieldProblem").contains(QStringLiteral("no limit")));
    type("perSecondField", QStringLiteral("2,5"));
    type("burstField", QStringLiteral("4"));
    auto* order = child<QComboBox>("orderChoice");
    order->setCurrentIndex(2);
    emit order->activated(2);
    click("saveWebhook");
    const auto path = "PATCH /api/webhooks/" + core_->idOf(1);
    QTRY_VERIFY(!core_->channel->requests(path).empty());
    const ScriptedWebhooks::Json wanted{{"rateLimit", {{"perSecond", 2.5}, {"burst", 4}}},
                                        {"ordering", {{"by", "conversation"}, {"onDead", "skip"}}}};
    QVERIFY2(core_->lastBody(path) == wanted, core_->lastBody(path).dump().c_str());
  }

  void engineDone7_aReceiverThatLooksDownIsSaidWithWhatWaitsAndWhenItIsTriedAgain() {
    core_->add("sales");
    core_->waiting = 212;
    core_->moreHealth = {{"circuit", "open"}, {"circuitOpenUntil", "2026-11-27T12:00:00.000Z"}};
    start();
    QTRY_VERIFY(visible("stopBanner"));
    auto* banner = child<widgets::Banner>("stopBanner");
    QCOMPARE(banner->strong(), QStringLiteral("The receiver looks down."));
    QVERIFY2(banner->text().contains(QStringLiteral("212 deliveries wait.")), qPrintable(banner->text()));
    QVERIFY(banner->text().contains(QStringLiteral("rests until")));
    QVERIFY2(!visible("bannerResume"), "nobody has to resume it");
  }

  void everyFieldHasANameAndTabLeavesTheForm() {
    core_->add("sales");
    start();
    QTRY_VERIFY(visible("urlField"));
    for (auto* widget : core_->page->findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy()) continue;
      auto* accessible = QAccessible::queryAccessibleInterface(widget);
      QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
    field("nameField")->setFocus();
    QSet<QWidget*> visited;
    for (int step = 0; step < 80 && !visited.contains(QApplication::focusWidget()); ++step) {
      visited.insert(QApplication::focusWidget());
      QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const char* name :
         {"nameField", "urlField", "eventField", "retryChoice", "timeoutField", "signingChoice", "authoritiesField", "webhookList"})
      QVERIFY2(visited.contains(child<QWidget>(name)), name);
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhooks_page_test, hookline::webhooks_page::WebhooksPageTest)
#include "webhooks_page_test.moc"
