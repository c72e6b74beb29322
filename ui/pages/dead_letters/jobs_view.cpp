#include "dead_letters_page/jobs_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "dead_letters_page/bulk_words.h"
#include "models/delivery_words.h"
#include "models/rights.h"
#include "theme/metrics.h"

namespace hookline::dead_letters_page {
namespace {

constexpr int kFormWidth = 340;

}  // namespace

JobsView::JobsView(const shell::PageContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      book_(context.client),
      form_(new JobForm(context.client, this)),
      none_(new QLabel(tr("No jobs yet. Retries, replays and purges that are started here go on while you do something else, and after a "
                          "restart too."),
                       this)),
      trouble_(new QLabel(this)) {
  setObjectName(QStringLiteral("jobsView"));
  build();
  connect(&book_, &JobBook::changed, this, &JobsView::refresh);
  connect(&book_, &JobBook::failed, this, [this](const QString& why) {
    trouble_->setText(tr("The jobs could not be read: %1").arg(why));
    trouble_->show();
  });
  connect(form_, &JobForm::startWished, this, &JobsView::start);
  connect(&context_.client, &client::Client::stateChanged, this, [this] {
    form_->gate();
    refresh();
  });
}

void JobsView::build() {
  none_->setObjectName(QStringLiteral("noJobs"));
  none_->setProperty("role", "secondary");
  trouble_->setObjectName(QStringLiteral("jobsTrouble"));
  trouble_->setProperty("role", "error");
  trouble_->hide();
  for (auto* label : {none_, trouble_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  auto* area = new QScrollArea(this);
  area->setObjectName(QStringLiteral("jobList"));
  area->setAccessibleName(tr("Jobs"));
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  auto* inside = new QWidget;
  list_ = new QVBoxLayout(inside);
  list_->setContentsMargins(0, 0, theme::kSpaceSmall, 0);
  list_->setSpacing(theme::kSpace);
  list_->addWidget(trouble_);
  list_->addWidget(none_);
  list_->addStretch(1);
  area->setWidget(inside);
  form_->setFixedWidth(kFormWidth);
  auto* left = new QVBoxLayout;
  left->addWidget(form_);
  left->addStretch(1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(theme::kPageMargin, theme::kSpaceWide, theme::kPageMargin, theme::kSpaceWide);
  row->setSpacing(theme::kSpaceWide);
  row->addLayout(left);
  row->addWidget(area, 1);
}

void JobsView::read() {
  book_.read();
  context_.client.webhooks(this, [this](const base::Result<std::vector<client::WebhookView>>& webhooks) {
    if (!webhooks) return;  // names are a help, not a condition
    names_.clear();
    for (const auto& view : *webhooks) names_[view.webhook.id] = models::plain(view.webhook.name);
    form_->setWebhooks(*webhooks);
    refresh();
  });
}

JobCard* JobsView::cardFor(std::size_t at) {
  while (cards_.size() <= at) {
    auto* card = new JobCard(this);
    list_->insertWidget(list_->count() - 1, card);
    connect(card, &JobCard::pauseWished, this, [this](const client::Job& job) { steer(job, &client::Client::pauseJob); });
    connect(card, &JobCard::resumeWished, this, [this](const client::Job& job) { steer(job, &client::Client::resumeJob); });
    connect(card, &JobCard::cancelWished, this, [this](const client::Job& job) { steer(job, &client::Client::cancelJob); });
    connect(card, &JobCard::undoWished, this, [this](const client::Job& job) { steer(job, &client::Client::undoJob); });
    connect(card, &JobCard::failuresWished, this, &JobsView::failuresWished);
    cards_.push_back(card);
  }
  return cards_[at];
}

void JobsView::refresh() {
  const auto& jobs = book_.jobs();
  const auto shown = std::min(jobs.size(), kShown);
  const auto why =
      models::whyNot(context_.client, "operate",
                     tr("You are connected as %1. Steering jobs takes an operator.").arg(models::roleWord(context_.client.me().role)));
  const auto names = [this](model::WebhookId id) {
    const auto found = names_.find(id);
    return found == names_.end() ? QString() : found->second;
  };
  for (std::size_t at = 0; at < shown; ++at) {
    cardFor(at)->show(jobs[at], names, why);
    cards_[at]->setVisible(true);
  }
  for (auto at = shown; at < cards_.size(); ++at) cards_[at]->hide();
  none_->setVisible(shown == 0);
}

/// What cannot be brought back is asked for once more.
void JobsView::start(const client::Job& preview) {
  if (preview.kind != model::JobKind::kPurge) return run(preview);
  context_.prompter.ask(this, purgeQuestion({preview.total, {}, context_.connection}), [this, preview](bool yes) {
    if (yes) run(preview);
  });
}

void JobsView::run(const client::Job& preview) {
  form_->clear();
  steer(preview, &client::Client::resumeJob);
}

void JobsView::steer(const client::Job& job,
                     void (client::Client::*call)(client::Client::Context, model::JobId, client::Client::Then<client::Job>)) {
  trouble_->hide();
  (context_.client.*call)(this, job.id, [this](const base::Result<client::Job>& moved) {
    if (moved) return book_.take(*moved);
    trouble_->setText(models::plain(moved.error().message));
    trouble_->show();
    book_.read();
  });
}

}  // namespace hookline::dead_letters_page
