#include "widgets/tile.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "theme/metrics.h"
#include "theme/theme.h"
#include "theme/tool_tip.h"
#include "widgets/plain_label.h"

namespace hookline::widgets {
Tile::Tile(const QString& title, QWidget* parent)
    : QFrame(parent),
      title_(plainLabel("subtitle", {}, this, "tileTitle")),
      number_(plainLabel("tile", {}, this, "tileNumber")),
      hint_(plainLabel("hint", {}, this, "tileHint")) {
  setProperty("role", "card");
  title_->setText(title);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(14, theme::kSpace, 14, theme::kSpace);
  column->setSpacing(theme::kSpaceTiny);
  for (auto* label : {title_, number_, hint_}) {
    label->setMinimumWidth(1);  // a long number does not push the other tiles aside
    column->addWidget(label);
  }
  say(QStringLiteral("–"), {});
}

void Tile::say(const QString& number, const QString& hint, bool alarming) {
  number_->setText(number);
  hint_->setText(hint);
  theme::setLook(*number_, "tone", alarming ? QStringLiteral("bad") : QString());
  setAccessibleName(QStringList{title_->text(), number, hint}.join(QStringLiteral(", ")));
}

void Tile::setClickable(const QString& what) {
  clickable_ = true;
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setToolTip(theme::tipText(what));
}

void Tile::mouseReleaseEvent(QMouseEvent* event) {
  if (clickable_ && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
    emit pressed();
  else
    QFrame::mouseReleaseEvent(event);
}

void Tile::keyPressEvent(QKeyEvent* event) {
  const auto key = event->key();
  if (clickable_ && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space))
    emit pressed();
  else
    QFrame::keyPressEvent(event);
}

void Tile::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  if (!hasFocus()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme::shownPalette().accent.ink, 2));
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme::kCardRadius, theme::kCardRadius);
}

void Tile::focusInEvent(QFocusEvent* event) {
  QFrame::focusInEvent(event);
  update();
}

void Tile::focusOutEvent(QFocusEvent* event) {
  QFrame::focusOutEvent(event);
  update();
}

}  // namespace hookline::widgets
