#include "widgets/status_chip.h"

#include <QEvent>
#include <QPainter>

namespace hookline::widgets {

StatusChip::StatusChip(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

void StatusChip::setChip(const Chip& chip) {
  chip_ = chip;
  setAccessibleName(chip.word);
  updateGeometry();
  update();
}

QSize StatusChip::sizeHint() const { return chipSize(chip_); }
QSize StatusChip::minimumSizeHint() const { return chipSize(chip_); }

void StatusChip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintChip(painter, rect(), chip_);
}

void StatusChip::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange) updateGeometry();
  QWidget::changeEvent(event);
}

}  // namespace hookline::widgets
