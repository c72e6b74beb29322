#include "widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "theme/metrics.h"

namespace hookline::widgets {

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent), title_(new QLabel(this)), aside_(new QHBoxLayout), body_(new QVBoxLayout) {
  setProperty("role", "card");
  title_->setObjectName(QStringLiteral("cardTitle"));
  title_->setProperty("role", "heading");
  title_->setTextFormat(Qt::PlainText);
  auto* line = new QHBoxLayout;
  line->setSpacing(theme::kSpaceSmall);
  line->addWidget(title_);
  line->addStretch(1);
  line->addLayout(aside_);
  aside_->setSpacing(theme::kSpaceSmall);
  body_->setSpacing(theme::kSpaceSmall);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(14, theme::kSpace, 14, theme::kSpace);
  column->setSpacing(theme::kSpaceSmall);
  column->addLayout(line);
  column->addLayout(body_, 1);
  setTitle(title);
}

void Card::setTitle(const QString& title) {
  title_->setText(title);
  title_->setVisible(!title.isEmpty());
  setAccessibleName(title);
}

}  // namespace hookline::widgets
