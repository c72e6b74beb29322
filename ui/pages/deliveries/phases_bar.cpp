#include "deliveries_page/phases_bar.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::deliveries_page {
namespace {

constexpr int kBarHeight = 18;

/// Names and order of the parts; a part without a time is left out.
QColor inkOf(std::size_t part) {
  const auto& palette = theme::shownPalette();
  const QColor inks[] = {palette.idle.ink, palette.series[0], palette.series[1], palette.good.ink, palette.series[2]};
  return inks[std::min<std::size_t>(part, 4)];
}

double millis(base::Micros time) { return static_cast<double>(time.count()) / 1000.0; }

}  // namespace

PhasesBar::PhasesBar(QWidget* parent) : QWidget(parent) { setObjectName(QStringLiteral("phasesBar")); }

/// The times are cumulative, as the attempt keeps them; what a part took is the difference to the one before.
void PhasesBar::setTimes(const model::PhaseTimes& times) {
  parts_.clear();
  base::Micros before{};
  const auto add = [&](const QString& name, base::Micros at) {
    parts_.push_back({name, at > before ? millis(at - before) : 0.0});
    before = std::max(before, at);
  };
  add(tr("dns"), times.dns);
  add(tr("connect"), times.connect);
  add(tr("tls"), times.tls);
  add(tr("wait"), times.firstByte);
  add(tr("body"), times.total);
  setAccessibleName(tr("Phases"));
  setAccessibleDescription(words());
  updateGeometry();
  update();
}

QString PhasesBar::words() const {
  QStringList out;
  for (const auto& part : parts_)
    if (part.millis >= 0.05) out << tr("%1 %2").arg(part.name, QLocale().toString(part.millis, 'f', part.millis < 10 ? 1 : 0));
  return out.isEmpty() ? tr("nothing was measured") : out.join(QStringLiteral(" · ")) + tr(" ms");
}

QSize PhasesBar::sizeHint() const {
  return {240, kBarHeight + theme::kSpaceTiny + QFontMetrics(theme::font(theme::TextRole::kHint)).height()};
}

void PhasesBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  double total = 0;
  for (const auto& part : parts_) total += part.millis;
  QPainterPath shape;
  shape.addRoundedRect(QRectF(0, 0, width(), kBarHeight), 3, 3);
  painter.setClipPath(shape);
  painter.fillRect(QRectF(0, 0, width(), kBarHeight), theme::shownPalette().header);
  double x = 0;
  for (std::size_t n = 0; n < parts_.size() && total > 0; ++n) {
    const double wide = parts_[n].millis / total * width();
    painter.fillRect(QRectF(x, 0, wide, kBarHeight), inkOf(n));
    x += wide;
  }
  painter.setClipping(false);
  painter.setFont(theme::font(theme::TextRole::kHint));
  painter.setPen(theme::shownPalette().secondary);
  painter.drawText(QRect(0, kBarHeight + theme::kSpaceTiny, width(), height()), Qt::AlignLeft | Qt::AlignTop, words());
}

}  // namespace hookline::deliveries_page
