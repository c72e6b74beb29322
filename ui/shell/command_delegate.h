#pragma once
#include <QStyledItemDelegate>

namespace hookline::shell {

/// A row of the palette: icon, name, and the hint at the right end.
class CommandDelegate final : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace hookline::shell
