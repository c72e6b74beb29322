#include "overview_page/rate_strip.h"

#include <QPainter>
#include <QPolygonF>
#include <algorithm>

#include "theme/palette.h"

namespace hookline::overview_page {
namespace {

constexpr int kHeight = 14;
constexpr double kStroke = 1.5;

QColor inkOf(widgets::ChipKind kind) {
  const auto& palette = theme::shownPalette();
  switch (kind) {
    case widgets::ChipKind::kGood:
      return palette.good.ink;
    case widgets::ChipKind::kWarn:
      return palette.warn.ink;
    case widgets::ChipKind::kBad:
      return palette.bad.ink;
    default:
      return palette.idle.ink;
  }
}

}  // namespace

void paintStrip(QPainter& painter, const QRect& place, const RateStrip& strip) {
  painter.setRenderHint(QPainter::Antialiasing);
  QPen pen(inkOf(strip.kind), kStroke);
  pen.setJoinStyle(Qt::RoundJoin);
  painter.setPen(pen);
  const double top = place.center().y() - kHeight / 2.0;
  const double step = strip.rates.empty() ? 0 : place.width() / static_cast<double>(strip.rates.size());
  bool any = false;
  QPolygonF line;
  const auto draw = [&] {
    if (!line.isEmpty()) painter.drawPolyline(line);
    line.clear();
  };
  for (std::size_t n = 0; n < strip.rates.size(); ++n) {
    const auto& rate = strip.rates[n];
    if (!rate) {
      draw();
      continue;
    }
    any = true;
    const double x = place.left() + static_cast<double>(n) * step;
    const double y = top + (1.0 - std::clamp(*rate, 0.0, 1.0)) * kHeight;
    // A part has a width of its own, so that one alone is seen too.
    if (line.isEmpty()) line << QPointF(x, y);
    line << QPointF(x + step, y);
  }
  draw();
  if (any) return;
  painter.setPen(QPen(theme::shownPalette().line, kStroke));
  painter.drawLine(QPointF(place.left(), top + kHeight), QPointF(place.right(), top + kHeight));
}

void StripDelegate::paintContent(QPainter& painter, const QRect& place, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
  const auto strip = index.data(role_);
  if (!strip.canConvert<RateStrip>()) return TableDelegate::paintContent(painter, place, option, index);
  paintStrip(painter, place, strip.value<RateStrip>());
}

}  // namespace hookline::overview_page
