#include "dead_letters_page/dead_letters_page.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "scripted_letters.h"
#include "support/scripted_shell.h"
#include "support/ui_test.h"
#include "widgets/banner.h"
#include "widgets/code_view.h"
#include "widgets/data_table.h"
#include "widgets/empty_state.h"

namespace hookline::dead_letters_page {

class DeadLettersPageTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<client::Client> client_;
  support::ScriptedChannel* channel_ = nullptr;  // the client's
  std::unique_ptr<ScriptedLetters> core_;
  support::ScriptedPrompter prompter_;
  support::ScriptedNavigator navigator_;
  std::unique_ptr<DeadLettersPage> page_;

  void open() {
    page_ = std::make_unique<DeadLettersPage>(shell::PageContext{*client_, prompter_, navigator_, QStringLiteral("Production")});
    page_->resize(1152, 780);
    page_->show();
    page_->activateWindow();
    QTRY_VERIFY(page_->isActiveWindow());
    client_->open();
    QTRY_VERIFY(client_->me().may("administer"));
    page_->shown();
  }
  template <typename T>
  T* part(const char* name) {
    auto* found = page_->findChild<T*>(QLatin1String(name));
    if (!found) qFatal("no %s on the page", name);
    return found;
  }
  widgets::DataTable* list() { return part<widgets::DataTable>("letterTable"); }
  widgets::DataTable* groups() { return part<widgets::DataTable>("groupTable"); }
  int rows() { return list()->model()->rowCount(); }
  void click(const char* name) {
    auto* button = part<QPushButton>(name);
    QVERIFY2(button->isEnabled(), name);
    QTest::mouseClick(button, Qt::LeftButton);
  }

 private slots:
  void init() {
    prompter_.asked.clear();
    prompter_.yes = true;
    navigator_.toasts.clear();
    navigator_.deliveries.clear();
    auto channel = std::make_unique<support::ScriptedChannel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    core_ = std::make_unique<ScriptedLetters>(*channel_);
  }
  void cleanup() {
    page_.reset();
    client_.reset();
  }

  void withoutDeadLettersThePageSaysWhyThereAreNone() {
    open();
    QTRY_VERIFY(part<widgets::EmptyState>("deadEmpty")->isVisible());
    QCOMPARE(part<widgets::EmptyState>("deadEmpty")->sentence(), QStringLiteral("No dead letters."));
  }

  void theBadgeIsTheirNumberAndAlarms() {
    core_->fill(12, {1});
    page_ = std::make_unique<DeadLettersPage>(shell::PageContext{*client_, prompter_, navigator_});
    QSignalSpy badge(page_.get(), &shell::Page::badgeChanged);
    client_->open();
    QTRY_COMPARE(badge.count(), 1);  // also while another page is shown
    QCOMPARE(badge.last().at(0).toInt(), 12);
    QCOMPARE(badge.last().at(1).toBool(), true);
    QVERIFY(channel_->requests("GET /api/dead-letters").empty());
    core_->letters.push_back({90});
    core_->tell({90}, "dead");
    QTRY_COMPARE(badge.last().at(0).toInt(), 13);
  }

  void groupsStandOnTopAndTheLargestIsShown() {
    core_->fill(3, {1, 8, 400});
    core_->fill(30, {10, 7, 503});
    core_->recovered = true;
    open();
    QTRY_COMPARE(groups()->model()->rowCount(), 2);
    QTRY_COMPARE(rows(), 33);
    QTRY_COMPARE(part<QLabel>("groupTitle")->text(), QStringLiteral("30 deliveries to Salesforce did not arrive"));
    QCOMPARE(part<QPushButton>("retryGroup")->text(), QStringLiteral("Retry these 30"));
    QVERIFY(part<QWidget>("groupMended")->isVisible());
    QVERIFY(part<QLabel>("deadSubtitle")->text().startsWith(QStringLiteral("33 deliveries did not arrive")));
  }

  void aSmallGroupIsRetriedWithoutAQuestionAndAToastSaysHowMany() {
    core_->fill(5, {1, 8, 400});
    core_->fill(4, {10, 8, 503});
    open();
    QTRY_COMPARE(part<QPushButton>("retryGroup")->text(), QStringLiteral("Retry these 5"));
    click("retryGroup");
    QTRY_COMPARE(navigator_.toasts, QStringList{QStringLiteral("5 queued again.")});
    QVERIFY(prompter_.asked.empty());
    // The other group of the same webhook was left alone.
    QCOMPARE(core_->letters.size(), std::size_t{4});
    QTRY_COMPARE(rows(), 4);
    QTRY_COMPARE(groups()->model()->rowCount(), 1);
  }

  void aLargeGroupIsAskedForReadPageByPageAndReported() {
    core_->fill(812, {1});
    open();
    QTRY_COMPARE(part<QPushButton>("retryGroup")->text(), QStringLiteral("Retry these 812"));
    QTRY_COMPARE(rows(), 100);
    channel_->hold("POST /api/dead-letters/retry");
    click("retryGroup");
    QTRY_COMPARE(prompter_.asked.size(), std::size_t{1});
    QVERIFY(prompter_.asked[0].text.contains(QStringLiteral("812 dead letters for Salesforce")));
    QVERIFY(prompter_.asked[0].text.contains(QStringLiteral("Production")));
    QTRY_COMPARE(channel_->held("POST /api/dead-letters/retry"), std::size_t{1});
    QVERIFY(!part<QPushButton>("retryGroup")->isEnabled());
    channel_->release("POST /api/dead-letters/retry", 1);
    QTRY_COMPARE(part<QLabel>("runProgress")->text(), QStringLiteral("100 of 812"));
    QVERIFY(part<QPushButton>("runStop")->isVisible());
    std::erase_if(core_->letters, [](const auto& one) { return one.id >= 500 && one.id < 512; });  // somebody else took those
    channel_->unhold("POST /api/dead-letters/retry");
    QTRY_COMPARE(part<QLabel>("runReport")->text(), QStringLiteral("800 queued again, 12 were not there any more."));
    QTRY_VERIFY(part<widgets::EmptyState>("deadEmpty")->isVisible());
  }

  void aRunCanBeStoppedAndTheRestStays() {
    core_->fill(300, {1});
    open();
    QTRY_COMPARE(rows(), 100);
    QTRY_COMPARE(part<QPushButton>("retryGroup")->text(), QStringLiteral("Retry these 300"));
    channel_->hold("POST /api/dead-letters/retry");
    click("retryGroup");
    QTRY_COMPARE(channel_->held("POST /api/dead-letters/retry"), std::size_t{1});
    click("runStop");
    channel_->unhold("POST /api/dead-letters/retry");
    QTRY_COMPARE(part<QLabel>("runReport")->text(), QStringLiteral("Stopped: 100 queued again, 200 left as they were."));
    QCOMPARE(core_->letters.size(), std::size_t{200});
  }

  void rowsStayUntilTheCoreSaidThatTheyWent() {
    core_->fill(10, {1});
    open();
    QTRY_COMPARE(rows(), 10);
    channel_->hold("POST /api/dead-letters/retry");
    list()->selectRow(2);
    QCOMPARE(part<QPushButton>("retrySelected")->text(), QStringLiteral("Retry 1 selected"));
    click("retrySelected");
    QTRY_COMPARE(channel_->held("POST /api/dead-letters/retry"), std::size_t{1});
    QCOMPARE(rows(), 10);
    channel_->unhold("POST /api/dead-letters/retry");
    QTRY_COMPARE(rows(), 9);
    core_->tell({5}, "pending");  // somebody else retried that one
    QTRY_COMPARE(rows(), 8);
  }

  void whatDiesMeanwhileWaitsUntilItIsAskedFor() {
    core_->fill(10, {1});
    open();
    QTRY_COMPARE(rows(), 10);
    core_->letters.push_back({50});
    core_->tell({50}, "dead");
    QTRY_VERIFY(part<QPushButton>("freshLetters")->isVisible());
    QCOMPARE(part<QPushButton>("freshLetters")->text(), QStringLiteral("1 more did not arrive: show it"));
    QCOMPARE(rows(), 10);
    click("freshLetters");
    QTRY_COMPARE(rows(), 11);
    QTRY_VERIFY(!part<QPushButton>("freshLetters")->isVisible());
  }

  void aPurgeIsAlwaysAskedForAndANoLeavesEverything() {
    core_->fill(3, {1});
    open();
    QTRY_COMPARE(rows(), 3);
    prompter_.yes = false;
    list()->selectAll();
    click("purgeSelected");
    QTRY_COMPARE(prompter_.asked.size(), std::size_t{1});
    QCOMPARE(prompter_.asked[0].confirm, QStringLiteral("Purge 3 dead letters"));
    QVERIFY(prompter_.asked[0].dangerous);
    QTRY_VERIFY(part<QPushButton>("purgeSelected")->isEnabled());
    QVERIFY(channel_->requests("DELETE /api/dead-letters").empty());
    prompter_.yes = true;
    click("purgeSelected");
    QTRY_COMPARE(navigator_.toasts, QStringList{QStringLiteral("3 purged.")});
    QTRY_VERIFY(part<widgets::EmptyState>("deadEmpty")->isVisible());
  }

  void aGroupOfMoreThanAHundredIsPurgedOnlyByTypingItsNumber() {
    core_->fill(150, {1});
    open();
    QTRY_COMPARE(part<QPushButton>("purgeGroup")->text(), QStringLiteral("Purge these 150…"));
    click("purgeGroup");
    QTRY_COMPARE(prompter_.asked.size(), std::size_t{1});
    QCOMPARE(prompter_.asked[0].typeToConfirm, QStringLiteral("150"));
    QTRY_VERIFY(core_->letters.empty());
  }

  void theInspectorShowsCauseLastAttemptAndBody() {
    core_->fill(2, {1});
    open();
    QTRY_COMPARE(rows(), 2);
    list()->selectRow(0);
    QTRY_COMPARE(part<QLabel>("letterCause")->text(), QStringLiteral("HTTP 503"));
    QTRY_VERIFY(part<widgets::CodeView>("letterBody")->isVisible());
    QVERIFY(part<widgets::CodeView>("letterBody")->shownText().contains(QStringLiteral("lead.captured")));
    QVERIFY(part<widgets::CodeView>("letterAnswer")->shownText().contains(QStringLiteral("<b>overloaded</b>")));
    QVERIFY(part<QLabel>("letterTwice")->isVisible());
    click("openLetter");
    QCOMPARE(navigator_.deliveries, (std::vector<model::DeliveryId>{{2}}));
  }

  void olderPagesComeAsTheyAreScrolledTo() {
    core_->fill(150, {1});
    open();
    QTRY_COMPARE(rows(), 100);
    list()->scrollToBottom();
    QTRY_COMPARE(rows(), 150);
  }

  void theSearchNarrowsTheListAndNotTheGroups() {
    core_->fill(5, {1});
    core_->letters.push_back({40, 7, 503, "Mila Novak"});
    open();
    QTRY_COMPARE(rows(), 6);
    QTest::keyClicks(part<QLineEdit>("letterSearch"), QStringLiteral("Mila"));
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(part<QPushButton>("retryGroup")->text(), QStringLiteral("Retry these 6"));
  }

  void anErrorKeepsWhatWasShownAndSaysSo() {
    core_->fill(4, {1});
    open();
    QTRY_COMPARE(rows(), 4);
    channel_->on("GET /api/dead-letters", [](const auto&) { return support::ScriptedChannel::refusal(503, "The store is stopping."); });
    page_->reload();
    auto* trouble = part<widgets::Banner>("deadTrouble");
    QTRY_VERIFY(trouble->isVisible());
    QVERIFY(trouble->text().contains(QStringLiteral("The store is stopping.")));
    QVERIFY(trouble->text().contains(QStringLiteral("known before")));
    QCOMPARE(rows(), 4);
  }

  void aFailedRetryIsToldAndItsRowsStay() {
    core_->fill(4, {1});
    open();
    QTRY_COMPARE(rows(), 4);
    channel_->on("POST /api/dead-letters/retry", [](const auto&) { return support::ScriptedChannel::refusal(507, "The disk is full."); });
    list()->selectAll();
    click("retrySelected");
    auto* trouble = part<widgets::Banner>("deadTrouble");
    QTRY_VERIFY(trouble->isVisible());
    QVERIFY(trouble->text().contains(QStringLiteral("The disk is full.")));
    QCOMPARE(rows(), 4);
    QVERIFY(navigator_.toasts.isEmpty());
  }

  void whoMayOnlyLookSeesWhyTheButtonsAreOff() {
    core_->fill(4, {1});
    channel_->role("viewer", {"read"});
    page_ = std::make_unique<DeadLettersPage>(shell::PageContext{*client_, prompter_, navigator_});
    page_->show();
    client_->open();
    page_->shown();
    QTRY_COMPARE(rows(), 4);
    list()->selectAll();
    for (const char* name : {"retrySelected", "purgeSelected"}) {
      QVERIFY(!part<QPushButton>(name)->isEnabled());
      QVERIFY(!part<QPushButton>(name)->toolTip().isEmpty());
    }
    QVERIFY(part<QPushButton>("retrySelected")->toolTip().contains(QStringLiteral("operator")));
  }

  void whatBelongsToADeletedWebhookIsNotRetried() {
    core_->fill(2, {1, 9, 503});
    core_->fill(2, {10, 7, 503});
    open();
    QTRY_COMPARE(rows(), 4);
    list()->selectAll();
    QCOMPARE(part<QPushButton>("retrySelected")->text(), QStringLiteral("Retry 2 of 4 selected"));
    click("retrySelected");
    QTRY_COMPARE(navigator_.toasts, QStringList{QStringLiteral("2 queued again.")});
    QTRY_COMPARE(rows(), 2);
    QTRY_COMPARE(groups()->model()->rowCount(), 1);
    groups()->selectRow(0);
    QTRY_VERIFY(!part<QPushButton>("retryGroup")->isEnabled());
    QVERIFY(part<QPushButton>("purgeGroup")->isEnabled());
  }

  void everythingFocusableHasANameAndTheTablesLetTabOut() {
    core_->fill(4, {1});
    open();
    QTRY_COMPARE(rows(), 4);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Tab);
    QVERIFY(page_->focusWidget() != list());
    for (auto* widget : page_->findChildren<QWidget*>()) {
      if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()) continue;
      auto* interface = QAccessible::queryAccessibleInterface(widget);
      QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
  }
};

}  // namespace hookline::dead_letters_page

UI_TEST(dead_letters_page_test, hookline::dead_letters_page::DeadLettersPageTest)
#include "dead_letters_page_test.moc"
