#pragma once
#include <QStyledItemDelegate>

namespace hookline::simulator_page {

/// A line of the list of event types: rounded ground when it is chosen or under the mouse, a ring when the keyboard is there.
class TypeDelegate final : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace hookline::simulator_page
