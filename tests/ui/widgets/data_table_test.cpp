#include "widgets/data_table.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <QtTest>

#include "support/bare_look.h"
#include "support/ui_test.h"
#include "theme/metrics.h"
#include "theme/theme.h"

using namespace hookline;
using widgets::DataTable;
using widgets::TableDelegate;

namespace {

void fill(QStandardItemModel& model, int rows) {
  model.setHorizontalHeaderLabels({"Time", "Event", "State", "Took"});
  for (int row = 0; row < rows; ++row)
    model.appendRow({new QStandardItem(QString("20:14:%1").arg(row)), new QStandardItem("lead.captured"), new QStandardItem("Delivered"),
                     new QStandardItem(QString::number(row))});
}

/// The table between two fields, as on a page.
struct Rig {
  explicit Rig(int rows) {
    fill(model, rows);
    auto* column = new QVBoxLayout(&window);
    column->addWidget(before);
    column->addWidget(table);
    column->addWidget(after);
    table->setModel(&model);
    table->setColumns({{TableDelegate::Column::kMono, 80},
                       {TableDelegate::Column::kText, 140},
                       {TableDelegate::Column::kText, 110},
                       {TableDelegate::Column::kNumber, 60}});
    window.resize(500, 400);
    window.show();
    window.activateWindow();
  }
  QStandardItemModel model;
  QWidget window;
  QLineEdit* before = new QLineEdit(&window);
  DataTable* table = new DataTable("Deliveries", &window);
  QLineEdit* after = new QLineEdit(&window);
};

}  // namespace

class DataTableTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { theme_.emplace(*qApp, std::make_unique<support::BareLook>()); }
  void cleanupTestCase() { theme_.reset(); }
  void tabEntersAndLeavesTheTable();
  void thereIsACurrentRowFromTheStartAndAfterEveryChange();
  void arrowsHomeAndEndMoveWholeRows();
  void shiftEndSelectsToTheLastRow();
  void enterAndDoubleClickOpenTheRow();
  void copyTakesTheSelectionInTheOrderItIsShown();
  void copyOfNothingLeavesTheClipboardAlone();
  void rowsHaveTheirFixedHeightAndGrowWithTheFont();
  void numbersStandToTheRightAndChipsShowTheirTone();
  void theRingShowsOnlyForTheKeyboard();
  void theRowUnderTheMouseIsMarked();
  void aModelThatIsExchangedIsLeftAlone();
  void everyCellSpeaks();

 private:
  std::optional<theme::Theme> theme_;
};

void DataTableTest::tabEntersAndLeavesTheTable() {
  Rig rig(5);
  rig.before->setFocus();
  QTest::keyClick(rig.before, Qt::Key_Tab);
  QTRY_VERIFY(rig.table->hasFocus());
  QTest::keyClick(rig.table, Qt::Key_Tab);
  QTRY_VERIFY(rig.after->hasFocus());
  QTest::keyClick(rig.after, Qt::Key_Backtab);
  QTRY_VERIFY(rig.table->hasFocus());
}

void DataTableTest::thereIsACurrentRowFromTheStartAndAfterEveryChange() {
  Rig rig(3);
  QCOMPARE(rig.table->currentIndex().row(), 0);
  QVERIFY(rig.table->selectedRows().empty());
  rig.model.removeRows(0, 3);
  QVERIFY(!rig.table->currentIndex().isValid());
  fill(rig.model, 2);
  QTRY_COMPARE(rig.table->currentIndex().row(), 0);
}

void DataTableTest::arrowsHomeAndEndMoveWholeRows() {
  Rig rig(50);
  rig.table->setFocus();
  QTest::keyClick(rig.table, Qt::Key_Down);
  QCOMPARE(rig.table->selectedRows(), std::vector<int>{1});
  QTest::keyClick(rig.table, Qt::Key_End);
  QCOMPARE(rig.table->selectedRows(), std::vector<int>{49});
  QCOMPARE(rig.table->verticalScrollBar()->value(), rig.table->verticalScrollBar()->maximum());
  QTest::keyClick(rig.table, Qt::Key_Home);
  QCOMPARE(rig.table->selectedRows(), std::vector<int>{0});
}

void DataTableTest::shiftEndSelectsToTheLastRow() {
  Rig rig(5);
  rig.table->setFocus();
  rig.table->selectRow(2);
  QTest::keyClick(rig.table, Qt::Key_End, Qt::ShiftModifier);
  QCOMPARE(rig.table->selectedRows(), (std::vector<int>{2, 3, 4}));
}

void DataTableTest::enterAndDoubleClickOpenTheRow() {
  Rig rig(5);
  QSignalSpy opened(rig.table, &DataTable::opened);
  rig.table->setFocus();
  rig.table->selectRow(3);
  QTest::keyClick(rig.table, Qt::Key_Return);
  QCOMPARE(opened.count(), 1);
  QCOMPARE(opened.at(0).at(0).toModelIndex().row(), 3);
  const auto place = rig.table->visualRect(rig.model.index(1, 1)).center();
  QTest::mouseDClick(rig.table->viewport(), Qt::LeftButton, {}, place);
  QCOMPARE(opened.count(), 2);
  QCOMPARE(opened.at(1).at(0).toModelIndex().row(), 1);
}

void DataTableTest::copyTakesTheSelectionInTheOrderItIsShown() {
  Rig rig(4);
  rig.model.item(2, 1)->setText("two\twords\nand a line");
  rig.table->setFocus();
  rig.table->selectionModel()->select(rig.model.index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
  rig.table->selectionModel()->select(rig.model.index(0, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
  rig.table->setColumnHidden(2, true);
  QTest::keyClick(rig.table, Qt::Key_C, Qt::ControlModifier);
  QCOMPARE(QApplication::clipboard()->text(), QString("Time\tEvent\tTook\n20:14:0\tlead.captured\t0\n20:14:2\ttwo words and a line\t2\n"));
}

void DataTableTest::copyOfNothingLeavesTheClipboardAlone() {
  Rig rig(2);
  QApplication::clipboard()->setText("before");
  rig.table->setFocus();
  rig.table->clearSelection();
  QTest::keyClick(rig.table, Qt::Key_C, Qt::ControlModifier);
  QCOMPARE(QApplication::clipboard()->text(), QString("before"));
}

void DataTableTest::rowsHaveTheirFixedHeightAndGrowWithTheFont() {
  Rig rig(2);
  QCOMPARE(rig.table->rowHeight(0), theme::kRowHeight);
  rig.table->setCompact(true);
  QCOMPARE(rig.table->rowHeight(0), theme::kCompactRowHeight);
  rig.table->setCompact(false);
  const auto before = QApplication::font();
  auto large = before;
  large.setPixelSize(26);
  QApplication::setFont(large);
  rig.table->setFont(large);
  QTRY_VERIFY(rig.table->rowHeight(0) >= QFontMetrics(large).height());
  QApplication::setFont(before);
  rig.table->setFont(before);
  QTRY_COMPARE(rig.table->rowHeight(0), theme::kRowHeight);
}

void DataTableTest::numbersStandToTheRightAndChipsShowTheirTone() {
  Rig rig(1);
  rig.model.item(0, 3)->setText("7");
  rig.table->cells().setChips(2, [](const QModelIndex& index) { return widgets::Chip{widgets::ChipKind::kBad, index.data().toString()}; });
  const auto cell = [&](int column) { return rig.table->viewport()->grab(rig.table->visualRect(rig.model.index(0, column))).toImage(); };
  const auto& palette = theme::shownPalette();
  QVERIFY(support::holds(cell(2), palette.bad.ground));
  QVERIFY(!support::holds(cell(1), palette.bad.ground));
  const auto number = cell(3);
  const auto half = number.width() / 2;
  const auto inked = [&](const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height() - 1; ++y)
      for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y).lightness() < 120;
    return count;
  };
  QCOMPARE(inked(number.copy(0, 0, half, number.height())), 0);
  QVERIFY(inked(number.copy(half, 0, number.width() - half, number.height())) > 3);
}

void DataTableTest::theRingShowsOnlyForTheKeyboard() {
  Rig rig(3);
  const auto& accent = theme::shownPalette().accent.ink;
  QTest::mouseClick(rig.table->viewport(), Qt::LeftButton, {}, rig.table->visualRect(rig.model.index(1, 0)).center());
  rig.window.setAttribute(Qt::WA_KeyboardFocusChange, false);
  QTRY_VERIFY(rig.table->hasFocus());
  QVERIFY(!support::holds(rig.table->viewport()->grab().toImage(), accent));
  QTest::keyClick(rig.table, Qt::Key_Backtab);
  QTest::keyClick(rig.before, Qt::Key_Tab);
  QTRY_VERIFY(rig.table->hasFocus());
  QVERIFY(support::holds(rig.table->viewport()->grab().toImage(), accent));
}

void DataTableTest::theRowUnderTheMouseIsMarked() {
  Rig rig(3);
  QTest::mouseMove(rig.table->viewport(), rig.table->visualRect(rig.model.index(1, 1)).center());
  QTRY_COMPARE(rig.table->hoveredRow(), 1);
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(rig.table->viewport(), &leave);
  QCOMPARE(rig.table->hoveredRow(), -1);
}

void DataTableTest::aModelThatIsExchangedIsLeftAlone() {
  Rig rig(3);
  QStandardItemModel other;
  fill(other, 1);
  rig.table->setModel(&other);
  QCOMPARE(rig.table->currentIndex().model(), &other);
  rig.model.clear();
  fill(rig.model, 2);
  QCoreApplication::processEvents();
  QCOMPARE(rig.table->currentIndex().model(), &other);
  rig.table->setModel(nullptr);
}

void DataTableTest::everyCellSpeaks() {
  Rig rig(2);
  auto* table = QAccessible::queryAccessibleInterface(rig.table);
  QVERIFY(table != nullptr);
  QCOMPARE(table->text(QAccessible::Name), QString("Deliveries"));
  QVERIFY(table->tableInterface() != nullptr);
  auto* cell = table->tableInterface()->cellAt(0, 2);
  QVERIFY(cell != nullptr);
  QCOMPARE(cell->text(QAccessible::Name), QString("Delivered"));
}

UI_TEST(data_table_test, DataTableTest)
#include "data_table_test.moc"
