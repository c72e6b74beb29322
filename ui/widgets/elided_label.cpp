#include "widgets/elided_label.h"

#include <QPainter>
#include <QStyle>

namespace hookline::widgets {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent) {
  setTextFormat(Qt::PlainText);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text) {
  QLabel::setText(text);
  showWholeInToolTip();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode) {
  mode_ = mode;
  update();
}

QSize ElidedLabel::minimumSizeHint() const { return {fontMetrics().horizontalAdvance(QStringLiteral("…")), fontMetrics().height()}; }

QSize ElidedLabel::sizeHint() const { return {fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height()}; }

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto place = contentsRect();
  auto line = text();
  line.replace(QLatin1Char('\n'), QLatin1Char(' '));
  style()->drawItemText(&painter, place, alignment().toInt() | Qt::TextSingleLine, palette(), isEnabled(),
                        fontMetrics().elidedText(line, mode_, place.width()), foregroundRole());
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
  QLabel::resizeEvent(event);
  showWholeInToolTip();
}

void ElidedLabel::showWholeInToolTip() {
  const bool whole = fontMetrics().horizontalAdvance(text()) <= contentsRect().width();
  // Escaped, as a tooltip takes anything that looks like markup for markup.
  setToolTip(whole ? QString() : QStringLiteral("<span>%1</span>").arg(text().toHtmlEscaped()));
}

}  // namespace hookline::widgets
