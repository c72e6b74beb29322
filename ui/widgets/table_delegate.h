#pragma once
#include <QStyledItemDelegate>
#include <functional>
#include <optional>
#include <vector>

#include "widgets/chip.h"

namespace hookline::widgets {

/// Paints the cells of a DataTable: ground, row line, text by the column's kind, chips, and a ring round the current row when the
/// keyboard moves it. A page that wants more (a sparkline) overrides paintContent.
class TableDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  enum class Column { kText, kStrong, kSecondary, kMono, kNumber };
  /// Asked in each paint: answers from the model alone. None: the cell is text.
  using ChipOf = std::function<std::optional<Chip>(const QModelIndex&)>;

  using QStyledItemDelegate::QStyledItemDelegate;

  void setColumn(int column, Column kind);
  Column columnKind(int column) const;
  void setChips(int column, ChipOf chipOf);

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  static constexpr int kCellMargin = 10;

 protected:
  /// `place`: the cell without its margins.
  virtual void paintContent(QPainter& painter, const QRect& place, const QStyleOptionViewItem& option, const QModelIndex& index) const;

 private:
  struct Setup {
    Column kind = Column::kText;
    ChipOf chipOf;
  };
  Setup& setup(int column);

  std::vector<Setup> columns_;
};

}  // namespace hookline::widgets
