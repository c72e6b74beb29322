#include "dead_letters_page/letter_inspector.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "dead_letters_page/letter_words.h"
#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "widgets/code_view.h"
#include "widgets/fact_grid.h"
#include "widgets/plain_label.h"

namespace hookline::dead_letters_page {
namespace {

constexpr int kBodyLines = 14;
constexpr int kAnswerLines = 6;

QLabel* label(const char* objectName, const char* role, QWidget* parent) {
  auto* made = widgets::wrappedLabel(role, {}, parent, objectName);
  made->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return made;
}

}  // namespace

LetterInspector::LetterInspector(client::Client& client, QWidget* parent)
    : QWidget(parent),
      client_(client),
      cause_(label("letterCause", "heading", this)),
      route_(label("letterRoute", "subtitle", this)),
      help_(label("letterHelp", "secondary", this)),
      retry_(new QPushButton(tr("Retry this one"), this)),
      purge_(new QPushButton(tr("Purge this one…"), this)),
      open_(new QPushButton(tr("Show delivery"), this)),
      facts_(new widgets::FactGrid(this)),
      attemptTitle_(label("letterAttemptTitle", "heading", this)),
      attempt_(new widgets::FactGrid(this)),
      twice_(label("letterTwice", "subtitle", this)),
      answerTitle_(label("letterAnswerTitle", "field", this)),
      answer_(new widgets::CodeView(tr("Answer of the receiver"), this)),
      bodyTitle_(label("letterBodyTitle", "field", this)),
      body_(new widgets::CodeView(tr("Body of the event"), this)),
      problem_(label("letterProblem", "error", this)) {
  retry_->setObjectName(QStringLiteral("retryLetter"));
  retry_->setProperty("kind", "primary");
  purge_->setObjectName(QStringLiteral("purgeLetter"));
  open_->setObjectName(QStringLiteral("openLetter"));
  open_->setProperty("kind", "link");
  facts_->setObjectName(QStringLiteral("letterFacts"));
  attempt_->setObjectName(QStringLiteral("letterAttempt"));
  answer_->setObjectName(QStringLiteral("letterAnswer"));
  body_->setObjectName(QStringLiteral("letterBody"));
  build();
}

void LetterInspector::build() {
  attemptTitle_->setText(tr("Last attempt"));
  answerTitle_->setText(tr("Answer"));
  bodyTitle_->setText(tr("Body that was sent"));
  twice_->setText(tr("The receiver may have taken it all the same: a retry may deliver it twice."));
  body_->setFittedLines(kBodyLines);
  answer_->setFittedLines(kAnswerLines);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(theme::kSpaceWide, theme::kSpaceTiny, theme::kSpaceWide, theme::kSpaceWide);
  column->setSpacing(theme::kSpaceSmall);
  for (auto* one : {cause_, route_, help_}) column->addWidget(one);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(theme::kSpaceSmall);
  buttons->addWidget(retry_);
  buttons->addWidget(purge_);
  buttons->addStretch(1);
  column->addSpacing(theme::kSpaceTiny);
  column->addLayout(buttons);
  column->addSpacing(theme::kSpaceTiny);
  column->addWidget(facts_);
  column->addWidget(open_, 0, Qt::AlignLeft);
  column->addSpacing(theme::kSpaceSmall);
  column->addWidget(attemptTitle_);
  column->addWidget(attempt_);
  for (QWidget* one : std::initializer_list<QWidget*>{twice_, answerTitle_, answer_, bodyTitle_, body_, problem_}) column->addWidget(one);
  column->addStretch(1);
}

void LetterInspector::show(const client::DeadLetter& letter) {
  const auto& row = letter.delivery.row;
  if (shown_ == row.id) return;
  shown_ = row.id;
  cause_->setText(causeWord(letter));
  route_->setText(tr("%1 to %2").arg(models::plain(row.eventType), webhookWord(letter.delivery)));
  help_->setText(models::plain(letter.delivery.help));
  help_->setVisible(!letter.delivery.help.empty());
  auto person = models::personWord(row.person);
  if (!row.person.email.empty() && !row.person.name.empty()) person = tr("%1, %2").arg(person, models::plain(row.person.email));
  const auto tries = row.tries == 1 ? tr("after 1 try") : tr("after %1 tries").arg(row.tries);
  const auto lived = letter.diedAt > row.createdAt ? tr(" in %1").arg(models::spanWord(letter.diedAt - row.createdAt)) : QString();
  facts_->setFacts({{tr("For"), person},
                    {tr("Died"), tr("%1 %2%3").arg(exactTime(letter.diedAt), tries, lived)},
                    {tr("Failed at"), models::stepWord(letter.delivery)},
                    {tr("Conversation"), models::plain(row.conversationId)},
                    {tr("Event"), models::plain(row.eventId)},
                    {tr("Simulated"), row.simulated ? tr("yes") : QString()}});
  for (QWidget* one : std::initializer_list<QWidget*>{attemptTitle_, attempt_, twice_, answerTitle_, answer_, bodyTitle_, body_, problem_})
    one->hide();
  client_.delivery(this, row.id, [this, id = row.id](base::Result<client::DeliveryDetail> detail) {
    if (shown_ != id) return;
    problem_->setVisible(!detail);
    if (!detail) return problem_->setText(tr("Its attempts and body could not be read: %1").arg(models::plain(detail.error().message)));
    showDetail(*detail);
  });
}

void LetterInspector::showDetail(const client::DeliveryDetail& detail) {
  const bool tried = !detail.attempts.empty();
  attemptTitle_->setVisible(tried);
  attempt_->setVisible(tried);
  if (tried) showAttempt(detail.attempts.back());
  const auto& body = tried ? detail.attempts.back().requestBody : detail.event;
  bodyTitle_->setVisible(true);
  bodyTitle_->setText(body.empty() ? tr("The body is not kept any more.") : tr("Body that was sent"));
  body_->setVisible(!body.empty());
  body_->setBytes(body);
}

void LetterInspector::showAttempt(const client::Attempt& attempt) {
  const auto& sent = attempt.sent;
  attempt_->setFacts({{tr("Sent"), exactTime(sent.startedAt)},
                      {tr("To"), tr("%1 %2").arg(models::plain(sent.method), models::plain(sent.url))},
                      {tr("HTTP"), sent.status ? QString::number(*sent.status) : tr("no answer")},
                      {tr("Took"), sent.times.total.count() > 0 ? models::tookWord(sent.times.total) : QString()},
                      {tr("Cause"), models::plain(attempt.cause)},
                      {tr("Detail"), models::plain(sent.detail)}});
  twice_->setVisible(sent.maybeDelivered);
  answerTitle_->setVisible(!sent.responseBody.empty());
  answer_->setVisible(!sent.responseBody.empty());
  answer_->setBytes(sent.responseBody);
}

}  // namespace hookline::dead_letters_page
