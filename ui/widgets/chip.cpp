#include "widgets/chip.h"

#include <QFontMetrics>
#include <QPainter>

#include "theme/fonts.h"
#include "theme/icon.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::widgets {
namespace {

constexpr int kMargin = 6;
constexpr int kShape = 10;
constexpr int kGap = 6;
constexpr double kRadius = 4;

struct Look {
  theme::ToneName tone;
  theme::Icon shape;
};

Look lookOf(ChipKind kind) {
  using theme::Icon;
  using theme::ToneName;
  switch (kind) {
    case ChipKind::kGood:
      return {ToneName::kGood, Icon::kCheck};
    case ChipKind::kWarn:
      return {ToneName::kWarn, Icon::kRetry};
    case ChipKind::kBad:
      return {ToneName::kBad, Icon::kCross};
    case ChipKind::kHeld:
      return {ToneName::kIdle, Icon::kBars};
    case ChipKind::kBusy:
      return {ToneName::kAccent, Icon::kPlay};
    case ChipKind::kQuiet:
      break;
  }
  return {ToneName::kIdle, Icon::kDot};
}

QFont wordFont() {
  auto font = theme::font(theme::TextRole::kHint);
  font.setWeight(QFont::Medium);
  return font;
}

}  // namespace

QSize chipSize(const Chip& chip) {
  const QFontMetrics metrics(wordFont());
  const int word = chip.word.isEmpty() ? 0 : kGap + metrics.horizontalAdvance(chip.word) + 2;
  return {2 * kMargin + kShape + word, metrics.height() + theme::kSpaceTiny};
}

void paintChip(QPainter& painter, const QRectF& place, const Chip& chip) {
  const auto look = lookOf(chip.kind);
  const auto& tone = theme::shownPalette().tone(look.tone);
  const auto size = chipSize(chip);
  const QRectF box(place.left(), place.top() + std::floor((place.height() - size.height()) / 2),
                   std::min<double>(size.width(), place.width()), size.height());
  if (box.width() < 2 * kMargin + kShape) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(tone.ground);
  painter.drawRoundedRect(box, kRadius, kRadius);
  const double drawn = look.shape == theme::Icon::kDot || look.shape == theme::Icon::kPlay ? kShape - 2 : kShape;
  const QRectF shape(box.left() + kMargin + (kShape - drawn) / 2, box.top() + (box.height() - drawn) / 2, drawn, drawn);
  theme::paintIcon(painter, look.shape, shape, tone.ink, look.shape == theme::Icon::kRetry ? 2.6 : theme::kBoldStroke);
  if (!chip.word.isEmpty()) {
    const auto font = wordFont();
    const QRectF room = box.adjusted(kMargin + kShape + kGap, 0, -kMargin, 0);
    painter.setFont(font);
    painter.setPen(tone.ink);
    painter.drawText(room.adjusted(0, 0, 2, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(chip.word, Qt::ElideRight, static_cast<int>(room.width()) + 2));
  }
  painter.restore();
}

}  // namespace hookline::widgets
