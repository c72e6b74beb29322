#include "webhooks_page/sending_section.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "theme/metrics.h"
#include "webhooks_page/retry_time_line.h"

namespace hookline::webhooks_page {

SendingSection::SendingSection(QWidget* parent)
    : Section(parent),
      choice_(new QComboBox(this)),
      timeout_(makeLine(QStringLiteral("timeoutField"))),
      atOnce_(makeLine(QStringLiteral("atOnceField"))),
      retries_(makeLine(QStringLiteral("retriesField"))),
      firstDelay_(makeLine(QStringLiteral("firstDelayField"))),
      growth_(makeLine(QStringLiteral("growthField"))),
      longestDelay_(makeLine(QStringLiteral("longestDelayField"))),
      delays_(makeLine(QStringLiteral("delaysField"))),
      spread_(makeTick(QStringLiteral("spreadTick"), tr("Spread: each wait is a random part of it, from half to all"))),
      everyFailure_(makeTick(QStringLiteral("everyFailureTick"), tr("Also try again what the receiver refuses (HTTP 400, 404 …)"))),
      numbers_(makeNumbers()),
      list_(makeList()),
      timeLine_(new RetryTimeLine(this)),
      sentence_(new QLabel(this)) {
  choice_->setObjectName(QStringLiteral("retryChoice"));
  choice_->addItem(tr("Quick"), static_cast<int>(RetryChoice::kQuick));
  choice_->addItem(tr("Standard"), static_cast<int>(RetryChoice::kStandard));
  choice_->addItem(tr("Custom: waits that grow"), static_cast<int>(RetryChoice::kNumbers));
  choice_->addItem(tr("Custom: a list of waits"), static_cast<int>(RetryChoice::kList));
  sentence_->setObjectName(QStringLiteral("retrySentence"));
  sentence_->setProperty("role", "hint");
  sentence_->setTextFormat(Qt::PlainText);
  sentence_->setWordWrap(true);

  auto* row = new QHBoxLayout;
  row->setSpacing(10);
  row->addWidget(addBox(Field::kRetry, tr("When it fails, try again"), choice_), 3);
  row->addWidget(addBox(Field::kAtOnce, tr("At most at once"), atOnce_), 2);
  row->addWidget(addBox(Field::kTimeout, tr("Wait for an answer"), timeout_), 2);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpaceSmall);
  column->addLayout(row);
  column->addWidget(numbers_);
  column->addWidget(list_);
  column->addWidget(spread_);
  column->addSpacing(theme::kSpaceTiny);
  column->addWidget(timeLine_);
  column->addWidget(sentence_);
  column->addWidget(everyFailure_);
  connect(choice_, &QComboBox::activated, this, [this] {
    showChoice();
    emit edited();
    emit left(Field::kRetry);
  });
}

QWidget* SendingSection::makeNumbers() {
  auto* numbers = new QWidget(this);
  auto* row = new QHBoxLayout(numbers);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(10);
  row->addWidget(addBox(Field::kRetries, tr("Tries after the first"), retries_));
  row->addWidget(addBox(Field::kFirstDelay, tr("First wait"), firstDelay_));
  row->addWidget(addBox(Field::kGrowth, tr("Times the last"), growth_));
  row->addWidget(addBox(Field::kLongestDelay, tr("Longest wait"), longestDelay_));
  return numbers;
}

QWidget* SendingSection::makeList() {
  auto* list = new QWidget(this);
  auto* row = new QHBoxLayout(list);
  row->setContentsMargins(0, 0, 0, 0);
  auto* box = addBox(Field::kDelays, tr("Wait before each try, the first one included"), delays_);
  box->setHint(tr("Such as 0 s, 5 s, 1 min, 2 h."));
  row->addWidget(box);
  return list;
}

void SendingSection::showChoice() {
  const auto choice = static_cast<RetryChoice>(choice_->currentData().toInt());
  numbers_->setVisible(choice == RetryChoice::kNumbers);
  list_->setVisible(choice == RetryChoice::kList);
  spread_->setVisible(choice == RetryChoice::kNumbers || choice == RetryChoice::kList);
}

void SendingSection::show(const WebhookForm& form) {
  choice_->setCurrentIndex(choice_->findData(static_cast<int>(form.retry)));
  timeout_->setText(form.timeout);
  atOnce_->setText(form.atOnce);
  retries_->setText(form.retries);
  firstDelay_->setText(form.firstDelay);
  growth_->setText(form.growth);
  longestDelay_->setText(form.longestDelay);
  delays_->setText(form.delays);
  spread_->setChecked(form.spread);
  everyFailure_->setChecked(form.retryEveryFailure);
  showChoice();
}

void SendingSection::collect(WebhookForm& form) const {
  form.retry = static_cast<RetryChoice>(choice_->currentData().toInt());
  form.timeout = timeout_->text();
  form.atOnce = atOnce_->text();
  form.retries = retries_->text();
  form.firstDelay = firstDelay_->text();
  form.growth = growth_->text();
  form.longestDelay = longestDelay_->text();
  form.delays = delays_->text();
  form.spread = spread_->isChecked();
  form.retryEveryFailure = everyFailure_->isChecked();
}

void SendingSection::revert(const FieldId& field, const WebhookForm& saved) {
  if (field.field == Field::kTimeout) timeout_->setText(saved.timeout);
  if (field.field == Field::kAtOnce) atOnce_->setText(saved.atOnce);
  if (field.field == Field::kRetries) retries_->setText(saved.retries);
  if (field.field == Field::kFirstDelay) firstDelay_->setText(saved.firstDelay);
  if (field.field == Field::kGrowth) growth_->setText(saved.growth);
  if (field.field == Field::kLongestDelay) longestDelay_->setText(saved.longestDelay);
  if (field.field == Field::kDelays) delays_->setText(saved.delays);
  if (field.field == Field::kRetry) {
    choice_->setCurrentIndex(choice_->findData(static_cast<int>(saved.retry)));
    showChoice();
  }
}

void SendingSection::showSchedule(base::Millis first, const client::RetrySchedule& schedule) {
  timeLine_->setSchedule(first, schedule);
  sentence_->setText(scheduleSentence(timeLine_->times()));
}

void SendingSection::showNoSchedule(const QString& why) {
  timeLine_->clear();
  sentence_->setText(why);
}

}  // namespace hookline::webhooks_page
