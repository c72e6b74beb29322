#include "webhooks_page/figures_card.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

const QString kNone = QStringLiteral("–");

QString whenWord(const std::optional<base::WallTime>& time) {
  return time ? QLocale().toString(models::localTime(*time), QLocale::ShortFormat) : kNone;
}

QString counted(std::uint64_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

}  // namespace

FiguresCard::FiguresCard(QWidget* parent)
    : Card(tr("Last hour"), parent),
      grid_(new QGridLayout),
      waiting_(addFigure(QStringLiteral("waitingFigure"), tr("Waiting"))),
      arrived_(addFigure(QStringLiteral("arrivedFigure"), tr("Arrived"))),
      took_(addFigure(QStringLiteral("tookFigure"), tr("Usual answer in"))),
      dead_(addFigure(QStringLiteral("deadFigure"), tr("Did not arrive"))),
      lastFailure_(addFigure(QStringLiteral("lastFailureFigure"), tr("Last failure"))) {
  setObjectName(QStringLiteral("figuresCard"));
  auto* show = new QPushButton(tr("Show its deliveries"), this);
  show->setObjectName(QStringLiteral("showDeliveries"));
  show->setProperty("kind", "link");
  show->setAutoDefault(false);
  aside().addWidget(show);
  grid_->setHorizontalSpacing(theme::kSpaceWide);
  grid_->setVerticalSpacing(theme::kSpaceTiny);
  grid_->setColumnStretch(1, 1);
  body().addLayout(grid_);
  connect(show, &QPushButton::clicked, this, &FiguresCard::deliveriesWished);
}

QLabel* FiguresCard::addFigure(const QString& objectName, const QString& label) {
  auto* what = new QLabel(label, this);
  what->setProperty("role", "secondary");
  auto* value = new QLabel(kNone, this);
  value->setObjectName(objectName);
  value->setTextFormat(Qt::PlainText);
  const int row = grid_->rowCount();
  grid_->addWidget(what, row, 0);
  grid_->addWidget(value, row, 1);
  return value;
}

void FiguresCard::setHealth(const client::Health* health) {
  if (health == nullptr) {
    for (auto* label : {waiting_, arrived_, took_, dead_, lastFailure_}) label->setText(kNone);
    return;
  }
  auto waiting = counted(health->waiting);
  if (health->oldestWaiting) waiting = tr("%1, the oldest since %2").arg(waiting, whenWord(health->oldestWaiting));
  waiting_->setText(waiting);
  arrived_->setText(health->successRate ? tr("%1 %").arg(QLocale().toString(*health->successRate * 100, 'f', 1)) : kNone);
  took_->setText(health->p50Ms ? models::tookWord(base::Micros{static_cast<std::int64_t>(*health->p50Ms * 1000)}) : kNone);
  dead_->setText(counted(health->dead));
  lastFailure_->setText(whenWord(health->lastFailure));
}

}  // namespace hookline::webhooks_page
