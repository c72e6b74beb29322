#include "dead_letters_page/job_form.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "dead_letters_page/job_words.h"
#include "models/delivery_words.h"
#include "models/rights.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"

namespace hookline::dead_letters_page {

using model::JobKind;

JobForm::JobForm(client::Client& client, QWidget* parent)
    : Card(tr("New job"), parent),
      client_(client),
      kind_(addChoice("jobKind", tr("What"))),
      webhook_(addChoice("jobWebhook", tr("Webhook"))),
      since_(addChoice("jobSince", tr("Events of the last"))),
      speed_(addChoice("jobSpeed", tr("Speed"))),
      stop_(addChoice("jobStop", tr("Pause it"))),
      count_(new QPushButton(tr("Count them"), this)),
      start_(new QPushButton(tr("Start"), this)),
      sentence_(new QLabel(this)) {
  setObjectName(QStringLiteral("jobForm"));
  kind_->addItem(tr("Retry dead letters"), static_cast<int>(JobKind::kRetry));
  kind_->addItem(tr("Replay events"), static_cast<int>(JobKind::kReplay));
  kind_->addItem(tr("Purge dead letters"), static_cast<int>(JobKind::kPurge));
  webhook_->addItem(tr("Every webhook"), qlonglong(0));
  for (const auto& [label, hours] : {std::pair{tr("hour"), 1}, {tr("6 hours"), 6}, {tr("24 hours"), 24}, {tr("7 days"), 168}})
    since_->addItem(label, hours);
  speed_->addItem(tr("As fast as the webhooks allow"), 0);
  for (const int rate : {1, 10, 50, 200}) speed_->addItem(tr("%1 a second").arg(rate), rate);
  stop_->addItem(tr("Never by itself"), 0);
  for (const int failures : {5, 20, 100}) stop_->addItem(tr("When the first %1 fail").arg(failures), failures);
  stop_->setCurrentIndex(2);
  count_->setObjectName(QStringLiteral("jobCount"));
  start_->setObjectName(QStringLiteral("jobStart"));
  start_->setProperty("kind", "primary");
  sentence_->setObjectName(QStringLiteral("jobPreview"));
  sentence_->setTextFormat(Qt::PlainText);
  sentence_->setWordWrap(true);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(theme::kSpaceSmall);
  for (auto* button : {count_, start_}) {
    button->setAutoDefault(false);
    buttons->addWidget(button);
  }
  buttons->addStretch(1);
  body().addWidget(sentence_);
  body().addLayout(buttons);
  connect(count_, &QPushButton::clicked, this, &JobForm::count);
  connect(start_, &QPushButton::clicked, this, [this] {
    if (preview_) emit startWished(*preview_);
  });
  refresh();
}

QComboBox* JobForm::addChoice(const char* objectName, const QString& label) {
  auto* choice = new QComboBox(this);
  choice->setObjectName(QLatin1String(objectName));
  choice->setAccessibleName(label);
  choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  auto* what = new QLabel(label, this);
  what->setProperty("role", "field");
  what->setBuddy(choice);
  if (QLatin1String(objectName) == QLatin1String("jobSince")) sinceLabel_ = what;
  body().addWidget(what);
  body().addWidget(choice);
  connect(choice, &QComboBox::activated, this, &JobForm::dropPreview);
  return choice;
}

void JobForm::setWebhooks(const std::vector<client::WebhookView>& webhooks) {
  const auto chosen = webhook_->currentData();
  webhook_->clear();
  webhook_->addItem(tr("Every webhook"), qlonglong(0));
  for (const auto& view : webhooks) webhook_->addItem(models::plain(view.webhook.name), qlonglong(view.webhook.id.value));
  webhook_->setCurrentIndex(std::max(0, webhook_->findData(chosen)));
}

void JobForm::choose(JobKind kind, std::optional<model::WebhookId> webhook) {
  kind_->setCurrentIndex(kind_->findData(static_cast<int>(kind)));
  webhook_->setCurrentIndex(std::max(0, webhook_->findData(qlonglong(webhook ? webhook->value : 0))));
  dropPreview();
}

client::JobOrder JobForm::order() const {
  client::JobOrder order;
  order.kind = static_cast<JobKind>(kind_->currentData().toInt());
  if (const auto id = webhook_->currentData().toLongLong(); id != 0) order.filter.webhook = model::WebhookId{id};
  order.all = true;
  order.preview = true;
  if (order.kind == JobKind::kReplay)
    order.filter.since = base::fromMs(QDateTime::currentMSecsSinceEpoch()) - std::chrono::hours{since_->currentData().toInt()};
  if (order.kind == JobKind::kPurge) return order;
  order.perSecond = speed_->currentData().toInt();
  order.stopAfterFirstFailures = stop_->currentData().toInt();
  return order;
}

void JobForm::count() {
  dropPreview();
  counting_ = true;
  refresh();
  client_.startJob(this, order(), [this, asked = ++asked_](const base::Result<client::Job>& job) {
    if (asked != asked_) {
      // The form says something else by now.
      if (job) client_.cancelJob(this, job->id, [](const base::Result<client::Job>&) {});
      return;
    }
    counting_ = false;
    if (job) preview_ = *job;
    refresh();
    sentence_->setText(job ? previewSentence(*job) : models::plain(job.error().message));
  });
}

void JobForm::dropPreview() {
  ++asked_;
  counting_ = false;
  if (preview_) client_.cancelJob(this, preview_->id, [](const base::Result<client::Job>&) {});
  clear();
}

void JobForm::clear() {
  preview_.reset();
  sentence_->clear();
  refresh();
}

QString JobForm::whyNot() const {
  const auto role = models::roleWord(client_.me().role);
  if (static_cast<JobKind>(kind_->currentData().toInt()) == JobKind::kPurge)
    return models::whyNot(client_, "administer", tr("You are connected as %1. Purging takes an admin.").arg(role));
  return models::whyNot(client_, "operate", tr("You are connected as %1. Sending again takes an operator.").arg(role));
}

void JobForm::gate() { refresh(); }

void JobForm::refresh() {
  const auto kind = static_cast<JobKind>(kind_->currentData().toInt());
  for (auto* part : std::initializer_list<QWidget*>{since_, sinceLabel_}) part->setVisible(kind == JobKind::kReplay);
  speed_->setEnabled(kind != JobKind::kPurge);
  stop_->setEnabled(kind != JobKind::kPurge);
  const auto why = whyNot();
  count_->setEnabled(why.isEmpty() && !counting_);
  count_->setToolTip(theme::tipText(why));
  count_->setText(counting_ ? tr("Counting …") : tr("Count them"));
  start_->setEnabled(why.isEmpty() && preview_ && preview_->total > 0);
  start_->setToolTip(theme::tipText(!why.isEmpty() ? why : preview_ ? QString() : tr("Count them first.")));
}

}  // namespace hookline::dead_letters_page
