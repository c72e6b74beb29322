#include "simulator_page/type_delegate.h"

#include <QPainter>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::simulator_page {
namespace {

constexpr int kMargin = 10;

}  // namespace

void TypeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto& palette = theme::shownPalette();
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (chosen || option.state.testFlag(QStyle::State_MouseOver)) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(chosen ? palette.selection : palette.rowLine);
    painter->drawRoundedRect(option.rect, theme::kCornerRadius, theme::kCornerRadius);
  }
  if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
    painter->setPen(QPen(palette.accent.ink, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), theme::kCornerRadius, theme::kCornerRadius);
  }
  const auto font = theme::font(theme::TextRole::kBody);
  const auto place = option.rect.adjusted(kMargin, 0, -kMargin, 0);
  painter->setFont(font);
  painter->setPen(option.state.testFlag(QStyle::State_Enabled) ? palette.text : palette.hint);
  painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                    QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, place.width()));
  painter->restore();
}

QSize TypeDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  const QFontMetrics metrics(theme::font(theme::TextRole::kBody));
  return {metrics.horizontalAdvance(index.data().toString()) + 2 * kMargin,
          std::max(theme::kControlHeight, metrics.height() + theme::kSpaceSmall)};
}

}  // namespace hookline::simulator_page
