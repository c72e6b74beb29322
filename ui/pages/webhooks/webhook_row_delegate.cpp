#include "webhooks_page/webhook_row_delegate.h"

#include <QPainter>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"
#include "webhooks_page/webhook_list_model.h"
#include "widgets/chip.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kMargin = 10;
constexpr int kChipRoom = 34;

}  // namespace

void WebhookRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto& palette = theme::shownPalette();
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const QRectF box = QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -0.5);
  const bool selected = option.state.testFlag(QStyle::State_Selected);
  if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(selected ? palette.selection : palette.rowLine);
    painter->drawRoundedRect(box, theme::kCornerRadius, theme::kCornerRadius);
  }
  if (option.state.testFlag(QStyle::State_HasFocus)) {
    painter->setPen(QPen(palette.accent.ink, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), theme::kCornerRadius - 1, theme::kCornerRadius - 1);
  }
  auto chip = index.data(WebhookListModel::kChip).value<widgets::Chip>();
  const auto word = chip.word;
  chip.word.clear();
  const QRect inside = option.rect.adjusted(kMargin, 6, -kMargin, -5);
  widgets::paintChip(*painter, QRectF(inside.left(), inside.top(), kChipRoom, inside.height() / 2.0), chip);

  const QRect text = inside.adjusted(kChipRoom, 0, 0, 0);
  const auto name = theme::font(theme::TextRole::kBody);
  painter->setFont(name);
  painter->setPen(palette.text);
  painter->drawText(QRect(text.left(), text.top(), text.width(), text.height() / 2), Qt::AlignVCenter | Qt::TextSingleLine,
                    QFontMetrics(name).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
  const auto hint = theme::font(theme::TextRole::kHint);
  painter->setFont(hint);
  painter->setPen(palette.secondary);
  const auto second = QStringLiteral("%1 · %2").arg(index.data(WebhookListModel::kKind).toString(), word);
  painter->drawText(QRect(text.left(), text.top() + text.height() / 2, text.width(), text.height() / 2),
                    Qt::AlignVCenter | Qt::TextSingleLine, QFontMetrics(hint).elidedText(second, Qt::ElideRight, text.width()));
  painter->restore();
}

QSize WebhookRowDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  const QFontMetrics name(theme::font(theme::TextRole::kBody));
  const QFontMetrics hint(theme::font(theme::TextRole::kHint));
  return {160, name.height() + hint.height() + 13};
}

}  // namespace hookline::webhooks_page
