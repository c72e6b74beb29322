#include "shell/nav_button.h"

#include <QLocale>
#include <QPainter>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::shell {
namespace {

constexpr int kIcon = 18;
constexpr int kIconLeft = 9;
constexpr int kTextLeft = 36;
constexpr int kMostShown = 9999;

}  // namespace

NavButton::NavButton(theme::Icon icon, const QString& name, const QString& key, QWidget* parent) : QAbstractButton(parent), icon_(icon) {
  setText(name);
  setAccessibleName(name);
  setToolTip(key);
  setCheckable(true);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavButton::setBadge(int count, bool alarming) {
  badge_ = std::max(0, count);
  alarming_ = alarming;
  const auto sentence = alarming ? tr("%1, %2 to look at") : tr("%1, %2");
  setAccessibleName(badge_ == 0 ? text() : sentence.arg(text(), QLocale().toString(badge_)));
  update();
}

QString NavButton::badgeWord() const {
  return badge_ > kMostShown ? QLocale().toString(kMostShown) + QLatin1Char('+') : QLocale().toString(badge_);
}

QSize NavButton::sizeHint() const {
  const auto height = std::max(theme::kControlHeight, QFontMetrics(theme::font(theme::TextRole::kStrong)).height() + theme::kSpaceSmall);
  return {theme::kSideBarWidth - 2 * theme::kSpaceSmall - 1, height};
}

void NavButton::paintEvent(QPaintEvent*) {
  const auto& palette = theme::shownPalette();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const auto place = rect();
  if (isChecked() || underMouse()) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? palette.selection : theme::mixed(palette.text, palette.bar, 0.06));
    painter.drawRoundedRect(place, theme::kCornerRadius, theme::kCornerRadius);
  }
  const auto ink = isChecked() ? palette.text : palette.secondary;
  theme::paintIcon(painter, icon_, QRectF(kIconLeft, (height() - kIcon) / 2, kIcon, kIcon), ink);
  painter.setFont(theme::font(theme::TextRole::kStrong));
  painter.setPen(ink);
  painter.drawText(place.adjusted(kTextLeft, 0, -theme::kSpaceSmall, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text());
  if (badge_ > 0) paintBadge(painter, place);
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette.accent.ink, 2));
    painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), theme::kCornerRadius, theme::kCornerRadius);
  }
}

void NavButton::paintBadge(QPainter& painter, const QRect& place) const {
  const auto& palette = theme::shownPalette();
  auto font = theme::font(theme::TextRole::kHint);
  font.setWeight(QFont::DemiBold);
  font.setPixelSize(std::max(1, font.pixelSize() - 1));
  const QFontMetrics metrics(font);
  const auto word = badgeWord();
  const int height = metrics.height() + 2;
  const int width = std::max(height, metrics.horizontalAdvance(word) + theme::kSpace);
  const QRect box(place.right() - theme::kSpaceSmall - width - 1, (place.height() - height) / 2, width, height);
  const auto& tone = alarming_ ? palette.bad : palette.idle;
  painter.setPen(Qt::NoPen);
  painter.setBrush(tone.ground);
  painter.drawRoundedRect(box, height / 2.0, height / 2.0);
  painter.setFont(font);
  painter.setPen(tone.ink);
  painter.drawText(box, Qt::AlignCenter, word);
}

void NavButton::enterEvent(QEnterEvent* event) {
  QAbstractButton::enterEvent(event);
  update();
}

void NavButton::leaveEvent(QEvent* event) {
  QAbstractButton::leaveEvent(event);
  update();
}

}  // namespace hookline::shell
