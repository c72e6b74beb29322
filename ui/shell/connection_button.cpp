#include "shell/connection_button.h"

#include <QPainter>

#include "shell/environment_badge.h"
#include "theme/icon.h"
#include "theme/metrics.h"
#include "theme/mnemonic.h"
#include "theme/palette.h"
#include "theme/tool_tip.h"

namespace hookline::shell {
namespace {

constexpr int kDot = 8;
constexpr int kChevron = 12;
constexpr int kChevronRoom = 9;
constexpr int kMostOfName = 260;

}  // namespace

ConnectionButton::ConnectionButton(QWidget* parent) : QPushButton(parent) {
  setObjectName(QStringLiteral("connectionButton"));
  setProperty("kind", "connection");
}

void ConnectionButton::setChoice(const ConnectionChoice& choice) {
  colour_ = choice.colour;
  environment_ = choice.environment;
  ensurePolished();
  const auto shown = fontMetrics().elidedText(choice.name, Qt::ElideMiddle, kMostOfName);
  const auto door = tr("Switch connection (Ctrl+Shift+O)");
  setText(theme::withoutMnemonic(shown));
  setToolTip(shown == choice.name ? door : theme::tipText(choice.name + QLatin1Char('\n') + door));
  setAccessibleName(tr("Connection: %1").arg(nameWithBadge(choice)));
  updateGeometry();
}

int ConnectionButton::badgeRoom() const { return environment_ == Environment::kNone ? 0 : theme::kSpace + badgeSize(environment_).width(); }

QSize ConnectionButton::sizeHint() const {
  const auto hint = QPushButton::sizeHint();
  return {hint.width() + badgeRoom() + kChevronRoom, hint.height()};
}

void ConnectionButton::paintEvent(QPaintEvent* event) {
  QPushButton::paintEvent(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(inkOf(colour_));
  painter.drawEllipse(QRectF(11, (height() - kDot) / 2.0, kDot, kDot));
  paintBadge(painter, rect().adjusted(0, 0, -kChevron - 9 - theme::kSpaceTiny, 0), environment_);
  theme::paintIcon(painter, theme::Icon::kChevronDown,
                   QRectF(width() - kChevron - 9, (height() - kChevron) / 2.0 + 0.5, kChevron, kChevron), theme::shownPalette().text, 2.4);
}

}  // namespace hookline::shell
