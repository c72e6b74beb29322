#include "webhooks_page/kind_tile_delegate.h"

#include <QListView>
#include <QPainter>
#include <QTextLayout>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kMark = 32;
constexpr int kMargin = 14;
constexpr int kSummaryLines = 3;

/// At most kSummaryLines of it; what does not fit ends in "…".
void drawSummary(QPainter& painter, const QRect& place, const QString& text, const QFont& font) {
  const QFontMetrics metrics(font);
  QTextLayout layout(text, font);
  layout.beginLayout();
  int y = place.top();
  for (int at = 0; at < kSummaryLines; ++at) {
    auto line = layout.createLine();
    if (!line.isValid()) break;
    line.setLineWidth(place.width());
    const bool last = at + 1 == kSummaryLines;
    auto piece = last ? text.mid(line.textStart()) : text.mid(line.textStart(), line.textLength());
    painter.drawText(QRect(place.left(), y, place.width(), metrics.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(piece.trimmed(), Qt::ElideRight, place.width()));
    y += metrics.lineSpacing();
  }
  layout.endLayout();
}

}  // namespace

QSize KindTileDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto* view = qobject_cast<const QListView*>(option.widget);
  return view != nullptr ? view->gridSize() : QStyledItemDelegate::sizeHint(option, index);
}

void KindTileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto& palette = theme::shownPalette();
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -theme::kSpaceSmall - 0.5, -theme::kSpaceSmall - 0.5);
  const bool focused = option.state.testFlag(QStyle::State_HasFocus);
  painter->setPen(focused ? QPen(palette.accent.ink, 2) : QPen(palette.line, 1));
  painter->setBrush(option.state.testFlag(QStyle::State_MouseOver) ? palette.rowLine : palette.surface);
  painter->drawRoundedRect(focused ? box.adjusted(1, 1, -1, -1) : box, theme::kCardRadius, theme::kCardRadius);

  const auto title = index.data().toString();
  const QRectF mark(box.left() + kMargin, box.center().y() - kMark / 2.0, kMark, kMark);
  painter->setPen(Qt::NoPen);
  painter->setBrush(palette.accent.ground);
  painter->drawRoundedRect(mark, theme::kCornerRadius, theme::kCornerRadius);
  painter->setPen(palette.accent.ink);
  painter->setFont(theme::font(theme::TextRole::kTitle));
  painter->drawText(mark, Qt::AlignCenter, title.left(1).toUpper());

  const auto strong = theme::font(theme::TextRole::kHeading);
  const auto hint = theme::font(theme::TextRole::kHint);
  const int left = static_cast<int>(mark.right()) + kMargin;
  const int width = static_cast<int>(box.right()) - kMargin - left;
  const int height = QFontMetrics(strong).height() + kSummaryLines * QFontMetrics(hint).lineSpacing() + theme::kSpaceTiny;
  const int top = static_cast<int>(box.center().y()) - height / 2;
  painter->setFont(strong);
  painter->setPen(palette.text);
  painter->drawText(QRect(left, top, width, QFontMetrics(strong).height()), Qt::AlignVCenter | Qt::TextSingleLine,
                    QFontMetrics(strong).elidedText(title, Qt::ElideRight, width));
  painter->setFont(hint);
  painter->setPen(palette.secondary);
  drawSummary(*painter, QRect(left, top + QFontMetrics(strong).height() + theme::kSpaceTiny, width, height),
              index.data(kSummary).toString(), hint);
  painter->restore();
}

}  // namespace hookline::webhooks_page
