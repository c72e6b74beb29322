#include "shell/command_palette.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QListView>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "shell/match_rank.h"
#include "support/ui_test.h"
#include "ui/shell/window_rig.h"

using namespace hookline;
using namespace hookline::shell_test;
using shell::matchRank;
using shell::PageId;

class CommandPaletteTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void init() { rig_.emplace(*theme_); }
  void cleanup() { rig_.reset(); }
  void cleanupTestCase() { theme_.reset(); }

  void beginningsFitBetterThanWordsAndThoseBetterThanInitials();
  void whatDoesNotFitIsLeftOut();
  void theModelKeepsItsPromises();
  void theModelShowsNoMoreThanItsLimit();
  void ctrlKOpensAlsoFromInsideAField();
  void escapeGivesTheFocusBack();
  void typingChoosesAndEnterRuns();
  void arrowsChooseAndStopAtTheEnds();
  void whatWasTypedCanBeSearchedForInDeliveries();
  void webhooksComeInWhileOneTypes();
  void anotherFocusClosesIt();
  void daemonDone6_whatARoleMayNotIsNamedWithTheReasonAndNotDone();
  void theInputHasAName();

 private:
  void open();
  QLineEdit* input() { return rig_->find<QLineEdit>("commandInput"); }
  QListView* list() { return rig_->find<QListView>("commandList"); }
  QStringList names() {
    QStringList all;
    for (int row = 0; row < list()->model()->rowCount(); ++row) all << list()->model()->index(row, 0).data().toString();
    return all;
  }
  std::optional<theme::Theme> theme_;
  std::optional<Rig> rig_;
};

void CommandPaletteTest::open() {
  rig_->start();
  QTRY_VERIFY(rig_->here.count("GET /api/status") > 0);
  QTest::keyClick(rig_->window.get(), Qt::Key_K, Qt::ControlModifier);
  QTRY_VERIFY(input()->hasFocus());
}

void CommandPaletteTest::beginningsFitBetterThanWordsAndThoseBetterThanInitials() {
  QCOMPARE(matchRank("dead", "Dead letters"), 4);
  QCOMPARE(matchRank("DEAD L", "Dead letters"), 4);
  QCOMPARE(matchRank("let", "Dead letters"), 3);
  QCOMPARE(matchRank("let dea", "Dead letters"), 2);
  QCOMPARE(matchRank("dl", "Dead letters"), 1);
  QCOMPARE(matchRank("delet", "Dead letters"), 1);
  QCOMPARE(matchRank("", "Dead letters"), 1);
}

void CommandPaletteTest::whatDoesNotFitIsLeftOut() {
  QCOMPARE(matchRank("ead", "Dead letters"), 0);
  QCOMPARE(matchRank("ld", "Dead letters"), 0);
  QCOMPARE(matchRank("deadx", "Dead letters"), 0);
  QCOMPARE(matchRank("...", "Dead letters"), 0);
  QCOMPARE(matchRank("x", ""), 0);
  QCOMPARE(matchRank(QString(shell::kMaxTyped + 1, 'd'), QString(400, 'd')), 0);
}

void CommandPaletteTest::theModelKeepsItsPromises() {
  shell::CommandModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  model.setCommands({{"Overview", "Ctrl+1", theme::Icon::kOverview, {}}, {"Deliveries", {}, theme::Icon::kDeliveries, {}}});
  model.setTyped("del", shell::Command{"Search", {}, theme::Icon::kSearch, {}});
  QCOMPARE(model.rowCount(), 2);
  QCOMPARE(model.index(1, 0).data().toString(), QString("Search"));
  model.addCommands({{"Delta", "webhook", theme::Icon::kWebhooks, {}}});
  QCOMPARE(model.rowCount(), 3);
  QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(), QString("Delta, webhook"));
  QVERIFY(model.at(-1) == nullptr);
  QVERIFY(model.at(3) == nullptr);
}

void CommandPaletteTest::theModelShowsNoMoreThanItsLimit() {
  shell::CommandModel model;
  std::vector<shell::Command> many;
  for (std::size_t n = 0; n < shell::CommandModel::kMaxShown + 1; ++n)
    many.push_back({QString("Webhook %1").arg(n), {}, theme::Icon::kWebhooks, {}});
  model.setCommands(std::move(many));
  QCOMPARE(model.rowCount(), int(shell::CommandModel::kMaxShown));
}

void CommandPaletteTest::ctrlKOpensAlsoFromInsideAField() {
  rig_->start();
  auto* field = rig_->page(PageId::kOverview).field;
  field->setText("keep me");
  field->setFocus();
  field->setCursorPosition(0);
  QTest::keyClick(field, Qt::Key_K, Qt::ControlModifier);
  QTRY_VERIFY(rig_->find<QWidget>("commandPalette")->isVisible());
  QCOMPARE(field->text(), QString("keep me"));
  QTest::keyClick(input(), Qt::Key_K, Qt::ControlModifier);
  QTRY_VERIFY(!rig_->find<QWidget>("commandPalette")->isVisible());
}

void CommandPaletteTest::escapeGivesTheFocusBack() {
  rig_->start();
  auto* editor = rig_->page(PageId::kOverview).editor;
  editor->setFocus();
  QTest::keyClick(editor, Qt::Key_K, Qt::ControlModifier);
  QTRY_VERIFY(input()->hasFocus());
  QTest::keyClick(input(), Qt::Key_Escape);
  QTRY_VERIFY(editor->hasFocus());
  QVERIFY(!rig_->find<QWidget>("commandPalette")->isVisible());
}

void CommandPaletteTest::typingChoosesAndEnterRuns() {
  open();
  QTest::keyClicks(input(), "dead");
  QCOMPARE(names().constFirst(), QString("Dead letters"));
  QTest::keyClick(input(), Qt::Key_Return);
  QCOMPARE(rig_->window->currentPage(), PageId::kDeadLetters);
  QVERIFY(!rig_->find<QWidget>("commandPalette")->isVisible());
}

void CommandPaletteTest::arrowsChooseAndStopAtTheEnds() {
  open();
  QTest::keyClick(input(), Qt::Key_Up);
  QCOMPARE(list()->currentIndex().row(), 0);
  QTest::keyClick(input(), Qt::Key_Down);
  QTest::keyClick(input(), Qt::Key_Down);
  QCOMPARE(list()->currentIndex().row(), 2);
  for (int n = 0; n < 100; ++n) QTest::keyClick(input(), Qt::Key_PageDown);
  QCOMPARE(list()->currentIndex().row(), list()->model()->rowCount() - 1);
  QTest::keyClick(input(), Qt::Key_Tab);
  QVERIFY(input()->hasFocus());
}

void CommandPaletteTest::whatWasTypedCanBeSearchedForInDeliveries() {
  open();
  QTest::keyClicks(input(), "ana@example.com");
  QCOMPARE(names(), QStringList{"Search deliveries for “ana@example.com”"});
  QTest::keyClick(input(), Qt::Key_Return);
  QCOMPARE(rig_->window->currentPage(), PageId::kDeliveries);
  QVERIFY(rig_->log.contains("1 filter ana@example.com"));
}

void CommandPaletteTest::webhooksComeInWhileOneTypes() {
  const model::WebhookId id{4711};
  rig_->here.hold("GET /api/webhooks");
  rig_->here.answer(
      "GET /api/webhooks",
      nlohmann::json::array({{{"id", id.text()}, {"name", "Sales Slack"}, {"url", "https://hooks.example/a"}, {"events", {"*"}}}}));
  open();
  QTRY_COMPARE(rig_->here.count("GET /api/webhooks"), 1);
  QTest::keyClicks(input(), "sales");
  QVERIFY(!names().contains("Sales Slack"));
  rig_->here.release("GET /api/webhooks");
  QTRY_VERIFY(names().contains("Sales Slack"));
  QTest::keyClick(input(), Qt::Key_Home);
  QTest::keyClick(input(), Qt::Key_Up);
  QTest::keyClick(input(), Qt::Key_Return);
  QVERIFY(rig_->log.contains("3 webhook " + QString::fromStdString(id.text())));
}

void CommandPaletteTest::anotherFocusClosesIt() {
  open();
  rig_->page(PageId::kOverview).field->setFocus();
  QTRY_VERIFY(!rig_->find<QWidget>("commandPalette")->isVisible());
}

void CommandPaletteTest::daemonDone6_whatARoleMayNotIsNamedWithTheReasonAndNotDone() {
  open();
  QTest::keyClick(input(), Qt::Key_Escape);
  QTRY_COMPARE(rig_->find<QWidget>("statusWaiting")->isVisible(), true);
  QTest::keyClick(rig_->window.get(), Qt::Key_K, Qt::ControlModifier);
  QTRY_VERIFY(names().contains("Stop all sending…"));
  rig_->far.answer("GET /api/me", {{"role", "viewer"}, {"name", "lena"}, {"can", {"read"}}, {"version", "0.1.0"}, {"epoch", 1}});
  rig_->window->switchTo("far");
  QTRY_COMPARE(rig_->far.count("GET /api/status"), 1);
  QTRY_COMPARE(rig_->find<QWidget>("statusWaiting")->isVisible(), true);
  QTest::keyClick(rig_->window.get(), Qt::Key_K, Qt::ControlModifier);
  QTRY_VERIFY(names().contains("Switch to This computer"));
  for (const char* name : {"Stop all sending…", "New webhook"}) {
    const auto row = names().indexOf(name);
    QVERIFY2(row >= 0, "it is named all the same");
    const auto index = list()->model()->index(static_cast<int>(row), 0);
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains("You are connected as viewer."));
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains("You are connected as viewer."));
  }
  QTest::keyClicks(input(), "stop all");
  QTest::keyClick(input(), Qt::Key_Return);
  QTRY_VERIFY(rig_->find<QLabel>("toastText")->isVisible());
  QVERIFY(rig_->find<QLabel>("toastText")->text().startsWith("You are connected as viewer."));
  QVERIFY(rig_->log.filter("ask").isEmpty());
  QCOMPARE(rig_->far.count("POST /api/pause"), 0);
}

void CommandPaletteTest::theInputHasAName() {
  open();
  QVERIFY(!QAccessible::queryAccessibleInterface(input())->text(QAccessible::Name).isEmpty());
  QVERIFY(!QAccessible::queryAccessibleInterface(list())->text(QAccessible::Name).isEmpty());
}

UI_TEST(command_palette_test, CommandPaletteTest)
#include "command_palette_test.moc"
