#include "webhooks_page/test_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "theme/metrics.h"
#include "webhooks_page/webhook_words.h"
#include "widgets/status_chip.h"

namespace hookline::webhooks_page {

TestCard::TestCard(QWidget* parent)
    : Card(tr("Test"), parent),
      chip_(new widgets::StatusChip(this)),
      sentence_(new QLabel(this)),
      show_(new QPushButton(tr("Show the delivery"), this)) {
  setObjectName(QStringLiteral("testCard"));
  chip_->setObjectName(QStringLiteral("testChip"));
  sentence_->setObjectName(QStringLiteral("testSentence"));
  sentence_->setProperty("role", "secondary");
  sentence_->setTextFormat(Qt::PlainText);
  sentence_->setWordWrap(true);
  sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  show_->setObjectName(QStringLiteral("testShowDelivery"));
  show_->setProperty("kind", "link");
  show_->setAutoDefault(false);
  aside().addWidget(chip_);
  body().addWidget(sentence_);
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(show_);
  row->addStretch(1);
  body().addLayout(row);
  connect(show_, &QPushButton::clicked, this, [this] {
    if (delivery_) emit deliveryWished(*delivery_);
  });
  showNone({});
}

void TestCard::showNone(const QString& service) {
  delivery_.reset();
  chip_->hide();
  show_->hide();
  sentence_->setText(service.isEmpty() ? tr("A test sends one event of type webhook.test now. It is never tried again.")
                                       : tr("A test asks %1 now, once: by a message that says it is a test, by a question that changes "
                                            "nothing, or by an alert that is resolved at once.")
                                             .arg(service));
}

void TestCard::showSending() {
  delivery_.reset();
  show_->hide();
  chip_->setChip({widgets::ChipKind::kBusy, tr("Sending")});
  chip_->show();
  sentence_->setText(tr("Waiting for the receiver's answer."));
}

void TestCard::showOutcome(const client::TestOutcome& outcome, Tested tested) {
  delivery_ = outcome.delivery;
  show_->setVisible(delivery_.has_value());
  chip_->setChip(outcome.success ? widgets::Chip{widgets::ChipKind::kGood, tr("Test arrived")}
                                 : widgets::Chip{widgets::ChipKind::kBad, tr("Test failed")});
  chip_->show();
  auto sentence = testSentence(outcome);
  if (tested == Tested::kForm)
    sentence += QLatin1Char('\n') + tr("Tested as it stands in the form. Nothing was saved, and the deliveries do not show it.");
  sentence_->setText(sentence);
}

void TestCard::showFailure(const QString& why) {
  delivery_.reset();
  show_->hide();
  chip_->setChip({widgets::ChipKind::kBad, tr("Not sent")});
  chip_->show();
  sentence_->setText(why);
}

QString TestCard::sentence() const { return sentence_->text(); }

}  // namespace hookline::webhooks_page
