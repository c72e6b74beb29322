#include "shell/command_delegate.h"

#include <QIcon>
#include <QPainter>

#include "shell/command_model.h"
#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::shell {

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto& palette = theme::shownPalette();
  const auto place = option.rect.adjusted(theme::kSpaceTiny, 0, -theme::kSpaceTiny, 0);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (option.state.testFlag(QStyle::State_Selected)) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(palette.selection);
    painter->drawRoundedRect(place, theme::kCornerRadius, theme::kCornerRadius);
  }
  const QRect icon(place.left() + theme::kSpaceSmall, place.center().y() - 7, 16, 16);
  index.data(Qt::DecorationRole).value<QIcon>().paint(painter, icon);
  const auto hintFont = theme::font(theme::TextRole::kHint);
  const auto hint = index.data(CommandModel::kHintRole).toString();
  const int hintWidth = QFontMetrics(hintFont).horizontalAdvance(hint) + 2;
  const auto text = place.adjusted(theme::kSpaceSmall + 16 + theme::kSpaceSmall, 0, -theme::kSpaceSmall, 0);
  painter->setFont(hintFont);
  painter->setPen(palette.secondary);
  painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, hint);
  const auto nameFont = theme::font(theme::TextRole::kBody);
  painter->setFont(nameFont);
  painter->setPen(index.data(CommandModel::kBlockedRole).toBool() ? palette.hint : palette.text);
  const int room = text.width() - hintWidth - theme::kSpace;
  painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                    QFontMetrics(nameFont).elidedText(index.data().toString(), Qt::ElideRight, room));
  painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {100, std::max(theme::kControlHeight + 2, QFontMetrics(theme::font(theme::TextRole::kBody)).height() + theme::kSpace)};
}

}  // namespace hookline::shell
