#include "widgets/empty_state.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "theme/metrics.h"
#include "theme/palette.h"
#include "widgets/plain_label.h"

namespace hookline::widgets {
namespace {

constexpr int kPicture = 36;
constexpr int kWidest = 460;

QLabel* centred(const char* role, const char* name, QWidget* parent) {
  auto* label = wrappedLabel(role, {}, parent, name);
  label->setAlignment(Qt::AlignCenter);
  return label;
}

}  // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      picture_(new QLabel(this)),
      sentence_(centred("heading", "emptySentence", this)),
      detail_(centred("secondary", "emptyDetail", this)),
      button_(new QPushButton(this)) {
  picture_->setAlignment(Qt::AlignCenter);
  button_->setObjectName(QStringLiteral("emptyButton"));
  button_->setAutoDefault(false);
  button_->setProperty("kind", "primary");
  connect(button_, &QPushButton::clicked, this, &EmptyState::pressed);
  // The labels fill their column, as a wrapped label that is centred by its layout is given the height of another width.
  auto* block = new QWidget(this);
  block->setMaximumWidth(kWidest);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(theme::kSpaceSection, theme::kSpaceSection, theme::kSpaceSection, theme::kSpaceSection);
  row->addStretch(1);
  row->addWidget(block, 100);
  row->addStretch(1);
  auto* column = new QVBoxLayout(block);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceSmall);
  column->addStretch(2);
  column->addWidget(picture_);
  column->addWidget(sentence_);
  column->addWidget(detail_);
  column->addSpacing(theme::kSpaceTiny);
  column->addWidget(button_, 0, Qt::AlignHCenter);
  column->addStretch(3);
}

void EmptyState::show(theme::Icon icon, const QString& sentence, const QString& detail, const QString& button) {
  icon_ = icon;
  sentence_->setText(sentence);
  detail_->setText(detail);
  detail_->setVisible(!detail.isEmpty());
  button_->setText(button);
  button_->setVisible(!button.isEmpty());
  setAccessibleDescription(detail.isEmpty() ? sentence : sentence + QLatin1Char(' ') + detail);
  drawIcon();
}

QString EmptyState::sentence() const { return sentence_->text(); }

void EmptyState::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) drawIcon();
  QWidget::changeEvent(event);
}

void EmptyState::drawIcon() {
  QPixmap pixmap(QSize(kPicture, kPicture) * devicePixelRatioF());
  pixmap.setDevicePixelRatio(devicePixelRatioF());
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  theme::paintIcon(painter, icon_, QRectF(0, 0, kPicture, kPicture), theme::shownPalette().hint, 1.3);
  painter.end();
  picture_->setPixmap(pixmap);
}

}  // namespace hookline::widgets
