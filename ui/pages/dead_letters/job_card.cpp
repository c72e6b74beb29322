#include "dead_letters_page/job_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "dead_letters_page/letter_words.h"
#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"

namespace hookline::dead_letters_page {
namespace {

constexpr int kSteps = 1000;  // a bar counts in int, a job may not fit

}  // namespace

JobCard::JobCard(QWidget* parent)
    : Card(QStringLiteral(" "), parent),
      state_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      figures_(new QLabel(this)),
      reason_(new QLabel(this)),
      pause_(new QPushButton(tr("Pause"), this)),
      resume_(new QPushButton(tr("Resume"), this)),
      cancel_(new QPushButton(tr("Cancel"), this)),
      undo_(new QPushButton(tr("Undo"), this)),
      failures_(new QPushButton(tr("Show dead letters"), this)) {
  setObjectName(QStringLiteral("jobCard"));
  state_->setObjectName(QStringLiteral("jobState"));
  state_->setProperty("role", "subtitle");
  bar_->setObjectName(QStringLiteral("jobBar"));
  bar_->setAccessibleName(tr("Progress"));
  bar_->setTextVisible(false);
  bar_->setRange(0, kSteps);
  figures_->setObjectName(QStringLiteral("jobFigures"));
  reason_->setObjectName(QStringLiteral("jobReason"));
  reason_->setProperty("role", "hint");
  for (auto* label : {state_, figures_, reason_}) label->setTextFormat(Qt::PlainText);
  for (auto* label : {figures_, reason_}) label->setWordWrap(true);
  pause_->setObjectName(QStringLiteral("jobPause"));
  resume_->setObjectName(QStringLiteral("jobResume"));
  cancel_->setObjectName(QStringLiteral("jobCancel"));
  undo_->setObjectName(QStringLiteral("jobUndo"));
  failures_->setObjectName(QStringLiteral("jobFailures"));
  failures_->setProperty("kind", "link");
  aside().addWidget(state_);
  body().addWidget(bar_);
  body().addWidget(figures_);
  body().addWidget(reason_);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(theme::kSpaceSmall);
  for (auto* button : {pause_, resume_, cancel_, undo_, failures_}) {
    button->setAutoDefault(false);
    buttons->addWidget(button);
  }
  buttons->addStretch(1);
  body().addLayout(buttons);
  connect(pause_, &QPushButton::clicked, this, [this] { emit pauseWished(job_); });
  connect(resume_, &QPushButton::clicked, this, [this] { emit resumeWished(job_); });
  connect(cancel_, &QPushButton::clicked, this, [this] { emit cancelWished(job_); });
  connect(undo_, &QPushButton::clicked, this, [this] { emit undoWished(job_); });
  connect(failures_, &QPushButton::clicked, this, [this] { emit failuresWished(job_); });
}

void JobCard::show(const client::Job& job, const WebhookNames& names, const QString& whyNot) {
  using model::JobState;
  job_ = job;
  setTitle(jobTitle(job, names));
  state_->setText(tr("%1 · %2").arg(jobStateWord(job), timeWord(job.createdAt)));
  const bool unfinished = model::isUnfinished(job.state);
  bar_->setVisible(unfinished);
  if (job.total > 0) bar_->setValue(static_cast<int>(std::min<std::uint64_t>(job.done, job.total) * kSteps / job.total));
  figures_->setText(jobFigures(job));
  reason_->setText(models::plain(job.reason));
  reason_->setVisible(!job.reason.empty());
  pause_->setVisible(job.state == JobState::kRunning);
  resume_->setVisible(job.state == JobState::kPaused);
  cancel_->setVisible(unfinished);
  undo_->setVisible(canBeUndone(job));
  failures_->setVisible(job.failedAgain > 0);
  for (auto* button : {pause_, resume_, cancel_}) {
    button->setEnabled(whyNot.isEmpty());
    button->setToolTip(theme::tipText(whyNot));
  }
  undo_->setEnabled(whyNot.isEmpty());
  undo_->setToolTip(theme::tipText(whyNot.isEmpty() ? undoSentence(job) : whyNot));
}

}  // namespace hookline::dead_letters_page
