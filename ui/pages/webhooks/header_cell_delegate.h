#pragma once
#include <QStyledItemDelegate>

namespace hookline::webhooks_page {

/// A cell of the header table, with the margins and the row line of our other tables. A cell whose data says so (kWrong) is marked.
class HeaderCellDelegate final : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  static constexpr int kWrong = Qt::UserRole;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace hookline::webhooks_page
