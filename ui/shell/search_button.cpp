#include "shell/search_button.h"

#include <QKeySequence>
#include <QPainter>

#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/palette.h"

namespace hookline::shell {

SearchButton::SearchButton(QWidget* parent) : QPushButton(tr("Find a customer, an event, an e-mail, a command"), parent) {
  setObjectName(QStringLiteral("searchButton"));
  setProperty("kind", "search");
  setCursor(Qt::IBeamCursor);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SearchButton::paintEvent(QPaintEvent* event) {
  QPushButton::paintEvent(event);
  const auto& palette = theme::shownPalette();
  auto font = theme::font(theme::TextRole::kHint);
  font.setPixelSize(std::max(1, font.pixelSize() - 1));
  const QFontMetrics metrics(font);
  const auto key = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText).replace(QLatin1Char('+'), QLatin1Char(' '));
  const int width = metrics.horizontalAdvance(key) + 10;
  const int height = metrics.height() + 3;
  const QRectF box(this->width() - width - 10.5, (this->height() - height) / 2 + 0.5, width, height);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(palette.line);
  painter.setBrush(palette.surface);
  painter.drawRoundedRect(box, 3, 3);
  painter.setPen(palette.hint);
  painter.setFont(font);
  painter.drawText(box, Qt::AlignCenter, key);
}

}  // namespace hookline::shell
