#include "widgets/table_delegate.h"

#include <QHeaderView>
#include <QPainter>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"
#include "widgets/data_table.h"

namespace hookline::widgets {
namespace {

QColor inkOf(TableDelegate::Column kind, const QModelIndex& index) {
  if (const auto own = index.data(Qt::ForegroundRole); own.canConvert<QBrush>()) return own.value<QBrush>().color();
  const auto& palette = theme::shownPalette();
  return kind == TableDelegate::Column::kSecondary ? palette.secondary : palette.text;
}

QFont fontOf(TableDelegate::Column kind) {
  switch (kind) {
    case TableDelegate::Column::kMono:
      return theme::font(theme::TextRole::kMono);
    case TableDelegate::Column::kStrong:
      return theme::font(theme::TextRole::kStrong);
    default:
      return theme::font(theme::TextRole::kBody);
  }
}

QColor groundOf(const QStyleOptionViewItem& option, const QModelIndex& index) {
  const auto& palette = theme::shownPalette();
  if (option.state.testFlag(QStyle::State_Selected)) return palette.selection;
  const auto* table = qobject_cast<const DataTable*>(option.widget);
  if (table != nullptr && table->hoveredRow() == index.row()) return palette.header;
  if (const auto own = index.data(Qt::BackgroundRole); own.canConvert<QBrush>()) return own.value<QBrush>().color();
  return palette.surface;
}

/// Cells of one row draw one ring together.
void paintRing(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
  const auto* table = qobject_cast<const DataTable*>(option.widget);
  if (table == nullptr || !table->hasFocus() || table->currentIndex().row() != index.row()) return;
  if (!option.state.testFlag(QStyle::State_KeyboardFocusChange)) return;
  constexpr int width = 2;
  const auto& place = option.rect;
  const auto accent = theme::shownPalette().accent.ink;
  painter.fillRect(place.left(), place.top(), place.width(), width, accent);
  painter.fillRect(place.left(), place.bottom() - width + 1, place.width(), width, accent);
  const auto* header = table->horizontalHeader();
  const int visual = header->visualIndex(index.column());
  if (visual == 0) painter.fillRect(place.left(), place.top(), width, place.height(), accent);
  if (visual == header->count() - 1) painter.fillRect(place.right() - width + 1, place.top(), width, place.height(), accent);
}

}  // namespace

TableDelegate::Setup& TableDelegate::setup(int column) {
  const auto at = static_cast<std::size_t>(std::max(column, 0));
  if (columns_.size() <= at) columns_.resize(at + 1);
  return columns_[at];
}

void TableDelegate::setColumn(int column, Column kind) { setup(column).kind = kind; }

TableDelegate::Column TableDelegate::columnKind(int column) const {
  const auto at = static_cast<std::size_t>(column);
  return column >= 0 && at < columns_.size() ? columns_[at].kind : Column::kText;
}

void TableDelegate::setChips(int column, ChipOf chipOf) { setup(column).chipOf = std::move(chipOf); }

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  const auto& place = option.rect;
  painter->fillRect(place, groundOf(option, index));
  painter->fillRect(place.left(), place.bottom(), place.width(), 1, theme::shownPalette().rowLine);
  paintContent(*painter, place.adjusted(kCellMargin, 0, -kCellMargin, -1), option, index);
  paintRing(*painter, option, index);
  painter->restore();
}

void TableDelegate::paintContent(QPainter& painter, const QRect& place, const QStyleOptionViewItem&, const QModelIndex& index) const {
  const auto at = static_cast<std::size_t>(index.column());
  if (at < columns_.size() && columns_[at].chipOf) {
    if (const auto chip = columns_[at].chipOf(index)) return paintChip(painter, place, *chip);
  }
  const auto kind = columnKind(index.column());
  const auto text = displayText(index.data(Qt::DisplayRole), QLocale());
  if (text.isEmpty()) return;
  const auto font = fontOf(kind);
  auto alignment = Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter);
  if (const auto own = index.data(Qt::TextAlignmentRole); own.isValid()) alignment = Qt::Alignment::fromInt(own.toInt());
  if (kind == Column::kNumber) alignment = Qt::AlignRight | Qt::AlignVCenter;
  painter.setFont(font);
  painter.setPen(inkOf(kind, index));
  painter.drawText(place, alignment.toInt() | Qt::TextSingleLine, QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  const auto at = static_cast<std::size_t>(index.column());
  int width = 0;
  if (at < columns_.size() && columns_[at].chipOf) {
    if (const auto chip = columns_[at].chipOf(index)) width = chipSize(*chip).width();
  }
  if (width == 0)
    width = QFontMetrics(fontOf(columnKind(index.column()))).horizontalAdvance(displayText(index.data(Qt::DisplayRole), QLocale()));
  return {width + 2 * kCellMargin, theme::kRowHeight};
}

}  // namespace hookline::widgets
