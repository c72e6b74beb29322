#include "webhooks_page/secret_card.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "theme/tool_tip.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kHour = 3600;
const QString kHidden = QStringLiteral("whsec_••••••••••••");

}  // namespace

SecretCard::SecretCard(const shell::PageContext& context, QWidget* parent)
    : Card(tr("Secret"), parent),
      context_(context),
      value_(new QLabel(kHidden, this)),
      age_(new QLabel(this)),
      reveal_(new QPushButton(tr("Hold to show"), this)),
      overlap_(new QComboBox(this)),
      rotate_(new QPushButton(tr("New secret…"), this)) {
  setObjectName(QStringLiteral("secretCard"));
  value_->setObjectName(QStringLiteral("secretValue"));
  value_->setProperty("role", "mono");
  value_->setTextFormat(Qt::PlainText);
  value_->setWordWrap(true);
  value_->setMinimumWidth(120);
  age_->setProperty("role", "hint");
  age_->setTextFormat(Qt::PlainText);
  reveal_->setObjectName(QStringLiteral("revealSecret"));
  rotate_->setObjectName(QStringLiteral("rotateSecret"));
  overlap_->setObjectName(QStringLiteral("overlapChoice"));
  overlap_->setAccessibleName(tr("The old secret stays valid"));
  overlap_->addItem(tr("Old one ends at once"), 0);
  overlap_->addItem(tr("Old one stays 1 hour"), kHour);
  overlap_->addItem(tr("Old one stays 1 day"), 24 * kHour);
  overlap_->addItem(tr("Old one stays 7 days"), 7 * 24 * kHour);
  overlap_->setCurrentIndex(2);
  for (auto* button : {reveal_, rotate_}) button->setAutoDefault(false);
  auto* top = new QHBoxLayout;
  top->setSpacing(theme::kSpaceSmall);
  top->addWidget(value_, 1);
  top->addWidget(reveal_, 0, Qt::AlignTop);
  auto* bottom = new QHBoxLayout;
  bottom->setSpacing(theme::kSpaceSmall);
  bottom->addWidget(overlap_);
  bottom->addWidget(rotate_);
  bottom->addStretch(1);
  body().addLayout(top);
  body().addWidget(age_);
  body().addLayout(bottom);
  connect(reveal_, &QPushButton::pressed, this, &SecretCard::reveal);
  connect(reveal_, &QPushButton::released, this, &SecretCard::hideSecret);
  connect(rotate_, &QPushButton::clicked, this, &SecretCard::askRotation);
}

void SecretCard::setWebhook(const client::WebhookView& view) {
  if (webhook_ != view.webhook.id) hideSecret();
  webhook_ = view.webhook.id;
  name_ = models::plain(view.webhook.name);
  age_->setText(tr("Made %1.").arg(QLocale().toString(models::localTime(view.webhook.secretCreatedAt), QLocale::ShortFormat)));
}

void SecretCard::setRefusal(const QString& why) {
  for (auto* widget : {static_cast<QWidget*>(reveal_), static_cast<QWidget*>(rotate_), static_cast<QWidget*>(overlap_)}) {
    widget->setEnabled(why.isEmpty());
    widget->setToolTip(theme::tipText(why));
  }
  if (why.isEmpty()) reveal_->setToolTip(tr("Shows the secret while it is held down. Each look is recorded."));
}

void SecretCard::reveal() {
  value_->setText(tr("asking …"));
  context_.client.webhookSecret(this, webhook_, [this, id = webhook_](const base::Result<std::string>& secret) {
    if (!reveal_->isDown() || id != webhook_) return;  // let go meanwhile
    value_->setText(QString::fromStdString(secret ? *secret : secret.error().message));
  });
}

void SecretCard::hideSecret() { value_->setText(kHidden); }

void SecretCard::askRotation() {
  const std::chrono::seconds overlap{overlap_->currentData().toInt()};
  shell::Question question;
  question.title = tr("Make a new secret for “%1”?").arg(name_);
  question.text =
      overlap.count() == 0
          ? tr("Events are signed with the new secret at once. A receiver that still checks with the old one refuses them until "
               "it is given the new one.")
          : tr("Give the new secret to the receiver within the next %1: until then the old one still counts. Afterwards a "
               "receiver that checks with the old one refuses the events.")
                .arg(models::spanWord(overlap));
  question.confirm = tr("Make a new secret");
  question.dangerous = overlap.count() == 0;
  context_.prompter.ask(this, question, [this, overlap](bool yes) {
    if (yes) rotate(overlap);
  });
}

void SecretCard::rotate(std::chrono::seconds overlap) {
  rotate_->setEnabled(false);
  context_.client.rotateSecret(this, webhook_, overlap, [this, name = name_](const base::Result<std::string>& secret) {
    rotate_->setEnabled(true);
    if (!secret) {
      const auto why = QString::fromStdString(secret.error().message);
      context_.prompter.tell(
          this, secret.error().outcomeUnknown ? tr("It is not known whether there is a new secret") : tr("There is no new secret"),
          secret.error().outcomeUnknown ? tr("%1 Hold “Hold to show” to see which one counts.").arg(why) : why);
      return;
    }
    context_.prompter.showOnce(this, tr("The new secret of “%1”").arg(name),
                               tr("Give it to the receiver now. It checks the signature of each event with it."),
                               QString::fromStdString(*secret), [this] { emit rotated(); });
  });
}

}  // namespace hookline::webhooks_page
