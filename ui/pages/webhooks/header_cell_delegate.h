#pragma once
#include <QStyledItemDelegate>

namespace hookline::webhooks_page {

/// A cell of the header table, with the margins and the row line of our other tables. A cell whose data says so (kWrong) is marked. Tab
/// goes from a name to its value and then ends the editing, so that the next one leaves the table.
class HeaderCellDelegate final : public QStyledItemDelegate {
  Q_OBJECT
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  static constexpr int kWrong = Qt::UserRole;

  /// Gives the table what was typed so far.
  void finish(QWidget* editor);

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace hookline::webhooks_page
