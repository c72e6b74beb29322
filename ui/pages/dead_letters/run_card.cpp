#include "dead_letters_page/run_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "dead_letters_page/bulk_words.h"
#include "theme/metrics.h"

namespace hookline::dead_letters_page {
namespace {

constexpr int kSteps = 1000;  // a bar counts in int, a group may not fit

}  // namespace

RunCard::RunCard(BulkActions& actions, QWidget* parent)
    : Card(tr("Retrying"), parent),
      actions_(actions),
      progress_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      sentence_(new QLabel(this)),
      stop_(new QPushButton(tr("Stop"), this)),
      close_(new QPushButton(tr("Close"), this)) {
  setObjectName(QStringLiteral("runCard"));
  progress_->setObjectName(QStringLiteral("runProgress"));
  progress_->setProperty("role", "subtitle");
  bar_->setObjectName(QStringLiteral("runBar"));
  bar_->setAccessibleName(tr("Progress"));
  bar_->setTextVisible(false);
  bar_->setRange(0, kSteps);
  sentence_->setObjectName(QStringLiteral("runReport"));
  sentence_->setProperty("role", "secondary");
  sentence_->setTextFormat(Qt::PlainText);
  sentence_->setWordWrap(true);
  stop_->setObjectName(QStringLiteral("runStop"));
  close_->setObjectName(QStringLiteral("runClose"));
  aside().addWidget(progress_);
  body().addWidget(bar_);
  body().addWidget(sentence_);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(theme::kSpaceSmall);
  buttons->addWidget(stop_);
  buttons->addWidget(close_);
  buttons->addStretch(1);
  body().addLayout(buttons);
  connect(stop_, &QPushButton::clicked, this, [this] {
    stop_->setEnabled(false);
    actions_.cancel();
  });
  connect(close_, &QPushButton::clicked, this, &QWidget::hide);
  connect(&actions_, &BulkActions::changed, this, &RunCard::refresh);
  hide();
}

void RunCard::refresh() {
  const auto phase = actions_.phase();
  if (phase == BulkActions::Phase::kIdle || phase == BulkActions::Phase::kAsking) return hide();
  const bool counting = phase == BulkActions::Phase::kCounting;
  if (isHidden() || !stop_->isVisibleTo(this)) stop_->setEnabled(true);
  const auto since = QLocale().toString(actions_.since(), QStringLiteral("HH:mm:ss"));
  setTitle(counting                              ? tr("Counting")
           : actions_.kind() == BulkKind::kRetry ? tr("Retrying since %1").arg(since)
                                                 : tr("Purging since %1").arg(since));
  progress_->setText(counting ? tr("%1 found").arg(QLocale().toString(static_cast<qulonglong>(actions_.asked())))
                              : progressWord(actions_.asked(), actions_.total()));
  bar_->setVisible(!counting);
  if (actions_.total() > 0) bar_->setValue(static_cast<int>(actions_.asked() * kSteps / actions_.total()));
  sentence_->hide();
  progress_->show();
  stop_->show();
  close_->hide();
  show();
}

void RunCard::report(const QString& sentence) {
  setTitle(actions_.kind() == BulkKind::kRetry ? tr("Retry") : tr("Purge"));
  progress_->hide();
  bar_->hide();
  stop_->hide();
  sentence_->setText(sentence);
  sentence_->show();
  close_->show();
  show();
}

}  // namespace hookline::dead_letters_page
