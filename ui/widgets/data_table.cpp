#include "widgets/data_table.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>

#include "theme/fonts.h"
#include "theme/metrics.h"

namespace hookline::widgets {

DataTable::DataTable(const QString& accessibleName, QWidget* parent) : QTableView(parent) {
  setAccessibleName(accessibleName);
  setCells(new TableDelegate(this));
  setShowGrid(false);
  setWordWrap(false);
  setFrameShape(QFrame::NoFrame);
  setSelectionBehavior(SelectRows);
  setSelectionMode(ExtendedSelection);
  setEditTriggers(NoEditTriggers);
  setTabKeyNavigation(false);
  setCornerButtonEnabled(false);
  setVerticalScrollMode(ScrollPerPixel);
  setHorizontalScrollMode(ScrollPerPixel);
  setTextElideMode(Qt::ElideRight);
  setMouseTracking(true);
  viewport()->setMouseTracking(true);
  setUpHeaders();
  fitRowHeight();
}

void DataTable::setUpHeaders() {
  verticalHeader()->hide();
  // Fixed, so that a million rows need no memory for their heights.
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  auto* header = horizontalHeader();
  header->setHighlightSections(false);
  header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  header->setSectionsMovable(true);
  header->setMinimumSectionSize(36);
  header->setFixedHeight(theme::kRowHeight);
  header->setFocusPolicy(Qt::NoFocus);
}

void DataTable::fitRowHeight() {
  const int least = compact_ ? theme::kCompactRowHeight : theme::kRowHeight;
  const int text = QFontMetrics(theme::font(theme::TextRole::kBody)).height() + theme::kSpaceSmall;
  verticalHeader()->setMinimumSectionSize(least);
  verticalHeader()->setDefaultSectionSize(std::max(least, text));
  horizontalHeader()->setFixedHeight(std::max(theme::kRowHeight, text));
}

void DataTable::setColumns(std::initializer_list<ColumnSetup> columns, int stretch) {
  const double scale = theme::fontPixels(theme::TextRole::kBody) / 13.0;
  int at = 0;
  for (const auto& column : columns) {
    cells_->setColumn(at, column.kind);
    if (at < horizontalHeader()->count()) {
      horizontalHeader()->setSectionResizeMode(at, at == stretch ? QHeaderView::Stretch : QHeaderView::Interactive);
      setColumnWidth(at, qRound(column.width * scale));
    }
    ++at;
  }
}

void DataTable::setCells(TableDelegate* cells) {
  cells_ = cells;
  setItemDelegate(cells);
}

void DataTable::setCompact(bool compact) {
  compact_ = compact;
  fitRowHeight();
}

void DataTable::setModel(QAbstractItemModel* newModel) {
  if (model() != nullptr) disconnect(model(), nullptr, this, nullptr);
  QTableView::setModel(newModel);
  hovered_ = -1;
  if (newModel == nullptr) return;
  // Queued: the view and its selection have to hear of the change first.
  connect(newModel, &QAbstractItemModel::modelReset, this, &DataTable::keepACurrentRow, Qt::QueuedConnection);
  connect(newModel, &QAbstractItemModel::rowsRemoved, this, &DataTable::keepACurrentRow, Qt::QueuedConnection);
  connect(newModel, &QAbstractItemModel::rowsInserted, this, &DataTable::keepACurrentRow, Qt::QueuedConnection);
  keepACurrentRow();
}

/// Without a current index a screen reader that asks for the focused cell is given none, which some do not survive (ui.md §5).
void DataTable::keepACurrentRow() {
  if (model() == nullptr || selectionModel() == nullptr || currentIndex().isValid() || model()->rowCount() == 0) return;
  // Nobody chose that row: a table that is shown later must not scroll to where it will be by then.
  const bool scrolls = hasAutoScroll();
  setAutoScroll(false);
  selectionModel()->setCurrentIndex(model()->index(0, 0), QItemSelectionModel::NoUpdate);
  setAutoScroll(scrolls);
}

std::vector<int> DataTable::selectedRows() const {
  std::vector<int> rows;
  if (selectionModel() == nullptr) return rows;
  for (const auto& range : selectionModel()->selection())
    for (int row = range.top(); row <= range.bottom() && rows.size() < kMaxCopiedRows; ++row) rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

QString DataTable::selectionAsText() const {
  const auto rows = selectedRows();
  if (rows.empty()) return {};
  QStringList lines;
  const auto addLine = [&](const auto& textOf) {
    QStringList cells;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
      const int column = horizontalHeader()->logicalIndex(visual);
      if (isColumnHidden(column)) continue;
      QString text = textOf(column);
      for (const auto separator : {'\t', '\n', '\r'}) text.replace(QLatin1Char(separator), QLatin1Char(' '));
      cells << text;
    }
    lines << cells.join(QLatin1Char('\t'));
  };
  addLine([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
  for (const int row : rows) addLine([&](int column) { return model()->index(row, column).data().toString(); });
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void DataTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    if (const auto text = selectionAsText(); !text.isEmpty()) QGuiApplication::clipboard()->setText(text);
    return;
  }
  const bool plain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == Qt::NoModifier;
  if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
    emit opened(currentIndex());
    return;
  }
  if (plain && model() != nullptr && (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)) {
    goToRow(event->key() == Qt::Key_Home ? 0 : model()->rowCount() - 1, event->modifiers());
    return;
  }
  QTableView::keyPressEvent(event);
}

void DataTable::goToRow(int row, Qt::KeyboardModifiers modifiers) {
  if (row < 0) return;
  const auto target = model()->index(row, std::max(0, currentIndex().column()));
  if (modifiers.testFlag(Qt::ShiftModifier) && currentIndex().isValid()) {
    const QItemSelection range(model()->index(std::min(row, currentIndex().row()), 0),
                               model()->index(std::max(row, currentIndex().row()), model()->columnCount() - 1));
    selectionModel()->select(range, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    selectionModel()->setCurrentIndex(target, QItemSelectionModel::NoUpdate);
  } else {
    setCurrentIndex(target);
  }
  scrollTo(target);
}

void DataTable::mouseDoubleClickEvent(QMouseEvent* event) {
  QTableView::mouseDoubleClickEvent(event);
  const auto index = indexAt(event->position().toPoint());
  if (index.isValid() && event->button() == Qt::LeftButton) emit opened(index);
}

bool DataTable::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::MouseMove) hover(rowAt(static_cast<QMouseEvent*>(event)->position().toPoint().y()));
  if (event->type() == QEvent::Leave || event->type() == QEvent::Wheel) hover(-1);
  return QTableView::viewportEvent(event);
}

void DataTable::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) fitRowHeight();
  QTableView::changeEvent(event);
}

void DataTable::focusInEvent(QFocusEvent* event) {
  QTableView::focusInEvent(event);
  keepACurrentRow();
  updateRow(currentIndex().row());
}

void DataTable::focusOutEvent(QFocusEvent* event) {
  QTableView::focusOutEvent(event);
  updateRow(currentIndex().row());
}

void DataTable::hover(int row) {
  if (row == hovered_) return;
  const int before = std::exchange(hovered_, row);
  updateRow(before);
  updateRow(row);
}

void DataTable::updateRow(int row) {
  if (row < 0) return;
  viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
}

}  // namespace hookline::widgets
