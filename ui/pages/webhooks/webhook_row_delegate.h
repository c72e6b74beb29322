#pragma once
#include <QStyledItemDelegate>

namespace hookline::webhooks_page {

/// A webhook in the list: the shape of its state, its name, and under it its kind and its state in a word.
class WebhookRowDelegate final : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace hookline::webhooks_page
