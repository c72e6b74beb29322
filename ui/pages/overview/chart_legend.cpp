#include "overview_page/chart_legend.h"

#include <QPainter>

#include "theme/fonts.h"
#include "theme/metrics.h"

namespace hookline::overview_page {
namespace {

constexpr int kSquare = 9;
constexpr int kGap = 5;

}  // namespace

ChartLegend::ChartLegend(std::vector<Entry> entries, QWidget* parent) : QWidget(parent), entries_(std::move(entries)) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  QStringList words;
  for (const auto& one : entries_) words << one.word;
  setAccessibleName(words.join(QStringLiteral(", ")));
}

QSize ChartLegend::sizeHint() const {
  const QFontMetrics metrics(theme::font(theme::TextRole::kHint));
  int width = -theme::kSpace;
  for (const auto& one : entries_) width += kSquare + kGap + metrics.horizontalAdvance(one.word) + 1 + theme::kSpace;
  return {width, metrics.height()};
}

void ChartLegend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto font = theme::font(theme::TextRole::kHint);
  const QFontMetrics metrics(font);
  const auto& palette = theme::shownPalette();
  painter.setFont(font);
  int x = 0;
  for (const auto& one : entries_) {
    painter.fillRect(x, (height() - kSquare) / 2, kSquare, kSquare, one.ink(palette));
    x += kSquare + kGap;
    const int width = metrics.horizontalAdvance(one.word) + 1;
    painter.setPen(palette.secondary);
    painter.drawText(QRect(x, 0, width, height()), Qt::AlignLeft | Qt::AlignVCenter, one.word);
    x += width + theme::kSpace;
  }
}

}  // namespace hookline::overview_page
