#include "shell/connection_button.h"

#include <QPainter>

#include "theme/icon.h"
#include "theme/mnemonic.h"
#include "theme/palette.h"

namespace hookline::shell {
namespace {

constexpr int kDot = 8;
constexpr int kChevron = 12;
constexpr int kChevronRoom = 9;

}  // namespace

ConnectionButton::ConnectionButton(QWidget* parent) : QPushButton(parent) {
  setObjectName(QStringLiteral("connectionButton"));
  setProperty("kind", "connection");
  setToolTip(tr("Switch connection (Ctrl+Shift+O)"));
}

void ConnectionButton::setChoice(const ConnectionChoice& choice) {
  colour_ = choice.colour;
  setText(theme::withoutMnemonic(choice.name));
  setAccessibleName(tr("Connection: %1").arg(choice.name));
  updateGeometry();
}

QSize ConnectionButton::sizeHint() const {
  const auto hint = QPushButton::sizeHint();
  return {hint.width() + kChevronRoom, hint.height()};
}

void ConnectionButton::paintEvent(QPaintEvent* event) {
  QPushButton::paintEvent(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(inkOf(colour_));
  painter.drawEllipse(QRectF(11, (height() - kDot) / 2.0, kDot, kDot));
  theme::paintIcon(painter, theme::Icon::kChevronDown,
                   QRectF(width() - kChevron - 9, (height() - kChevron) / 2.0 + 0.5, kChevron, kChevron), theme::shownPalette().text, 2.4);
}

}  // namespace hookline::shell
