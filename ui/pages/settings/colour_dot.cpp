#include "settings_page/colour_dot.h"

#include <QPainter>

namespace hookline::settings_page {
namespace {

constexpr int kDot = 10;

}  // namespace

ColourDot::ColourDot(shell::ConnectionColour colour, QWidget* parent) : QWidget(parent), colour_(colour) { setFixedSize(kDot, kDot); }

void ColourDot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(shell::inkOf(colour_));
  painter.drawEllipse(QRectF(0.5, 0.5, kDot - 1, kDot - 1));
}

}  // namespace hookline::settings_page
