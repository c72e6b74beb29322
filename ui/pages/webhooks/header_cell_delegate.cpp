#include "webhooks_page/header_cell_delegate.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QPainter>

#include "theme/fonts.h"
#include "theme/palette.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kMargin = 10;

}  // namespace

void HeaderCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto& palette = theme::shownPalette();
  const bool wrong = index.data(kWrong).toBool();
  const auto font = theme::font(theme::TextRole::kMono);
  painter->save();
  if (option.state.testFlag(QStyle::State_Selected))
    painter->fillRect(option.rect, palette.selection);
  else if (wrong)
    painter->fillRect(option.rect, palette.bad.ground);
  painter->setPen(palette.rowLine);
  painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
  if (option.state.testFlag(QStyle::State_HasFocus)) {
    painter->setPen(QPen(palette.accent.ink, 2));
    painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
  }
  painter->setFont(font);
  painter->setPen(wrong ? palette.bad.ink : palette.text);
  const QRect room = option.rect.adjusted(kMargin, 0, -kMargin, 0);
  painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                    QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
  painter->restore();
}

void HeaderCellDelegate::finish(QWidget* editor) {
  emit commitData(editor);
  emit closeEditor(editor, NoHint);
}

bool HeaderCellDelegate::eventFilter(QObject* watched, QEvent* event) {
  auto* editor = qobject_cast<QWidget*>(watched);
  const auto* table = qobject_cast<QAbstractItemView*>(parent());
  if (editor && table && event->type() == QEvent::KeyPress) {
    const auto key = static_cast<QKeyEvent*>(event)->key();
    const int column = table->currentIndex().column();
    if ((key == Qt::Key_Tab && column == table->model()->columnCount() - 1) || (key == Qt::Key_Backtab && column == 0)) {
      finish(editor);
      return true;
    }
  }
  return QStyledItemDelegate::eventFilter(watched, event);
}

}  // namespace hookline::webhooks_page
