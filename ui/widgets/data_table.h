#pragma once
#include <QTableView>
#include <initializer_list>

#include "widgets/table_delegate.h"

namespace hookline::widgets {

/// A table as all pages have it: whole rows are selected, fixed row height, no grid, hover, smooth scrolling, Tab leaves it, a current
/// row from the start, Home and End go to the first and last row, Enter opens, Ctrl+C copies the selection as tab-separated text.
class DataTable : public QTableView {
  Q_OBJECT
 public:
  struct ColumnSetup {
    TableDelegate::Column kind = TableDelegate::Column::kText;
    int width = 100;  ///< pixels at a 13-pixel font
  };

  /// What a table is, for those who cannot see it ("Deliveries").
  explicit DataTable(const QString& accessibleName, QWidget* parent = nullptr);

  /// After setModel. `stretch`: the column that takes the room that is left; -1: none does.
  void setColumns(std::initializer_list<ColumnSetup> columns, int stretch = -1);
  TableDelegate& cells() { return *cells_; }
  /// For a page's own painting; it inherits TableDelegate. The table's by then: give it the table as parent.
  void setCells(TableDelegate* cells);
  void setCompact(bool compact);

  void setModel(QAbstractItemModel* model) override;

  int hoveredRow() const { return hovered_; }
  /// Ascending; walks the ranges of the selection, not each cell. At most kMaxCopiedRows.
  std::vector<int> selectedRows() const;
  /// Header and selected rows, tabs between cells; tabs and line ends inside a cell become spaces.
  QString selectionAsText() const;

  static constexpr std::size_t kMaxCopiedRows = 100000;

 signals:
  /// Enter, or a double click.
  void opened(const QModelIndex& index);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void setUpHeaders();
  void fitRowHeight();
  void keepACurrentRow();
  void hover(int row);
  void updateRow(int row);
  void goToRow(int row, Qt::KeyboardModifiers modifiers);

  TableDelegate* cells_ = nullptr;
  int hovered_ = -1;
  bool compact_ = false;
};

}  // namespace hookline::widgets
