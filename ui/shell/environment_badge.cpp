#include "shell/environment_badge.h"

#include <QPainter>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::shell {
namespace {

constexpr int kSide = 6;
constexpr double kRadius = 4;

QFont badgeFont() {
  auto font = theme::font(theme::TextRole::kHint);
  font.setWeight(QFont::DemiBold);
  return font;
}

theme::Tone toneOf(Environment environment) {
  const auto& palette = theme::shownPalette();
  switch (environment) {
    case Environment::kProduction:
      return {palette.badInk, palette.bad.ink};
    case Environment::kStaging:
      return palette.warn;
    case Environment::kDevelopment:
    case Environment::kNone:
      break;
  }
  return palette.idle;
}

}  // namespace

QSize badgeSize(Environment environment) {
  if (environment == Environment::kNone) return {0, 0};
  const QFontMetrics metrics(badgeFont());
  return {metrics.horizontalAdvance(wordOf(environment)) + 2 * kSide, metrics.height() + theme::kSpaceTiny};
}

void paintBadge(QPainter& painter, const QRect& place, Environment environment) {
  if (environment == Environment::kNone) return;
  const auto size = badgeSize(environment);
  const QRectF box(place.right() + 1 - size.width(), place.top() + (place.height() - size.height()) / 2, size.width(), size.height());
  const auto tone = toneOf(environment);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(tone.ground);
  painter.drawRoundedRect(box, kRadius, kRadius);
  painter.setFont(badgeFont());
  painter.setPen(tone.ink);
  painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, wordOf(environment));
  painter.restore();
}

EnvironmentBadge::EnvironmentBadge(Environment environment, QWidget* parent) : QWidget(parent), environment_(environment) {
  setObjectName(QStringLiteral("environmentBadge"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  if (environment_ == Environment::kNone)
    hide();
  else
    setAccessibleName(wordOf(environment_));
}

QSize EnvironmentBadge::sizeHint() const { return badgeSize(environment_); }
QSize EnvironmentBadge::minimumSizeHint() const { return sizeHint(); }

void EnvironmentBadge::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintBadge(painter, rect(), environment_);
}

}  // namespace hookline::shell
