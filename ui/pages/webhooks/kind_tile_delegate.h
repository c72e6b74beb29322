#pragma once
#include <QStyledItemDelegate>

namespace hookline::webhooks_page {

/// A kind of webhook as a tile: the first letter of its title as a mark, the title, and what it does.
class KindTileDelegate final : public QStyledItemDelegate {
  Q_OBJECT
 public:
  enum Role { kSummary = Qt::UserRole, kKind };

  using QStyledItemDelegate::QStyledItemDelegate;

  /// As large as the view's grid, which follows its width.
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace hookline::webhooks_page
