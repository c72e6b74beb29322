#include "webhooks_page/security_section.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "theme/metrics.h"

namespace hookline::webhooks_page {
namespace {

constexpr int kPemHeight = 76;

}  // namespace

SecuritySection::SecuritySection(QWidget* parent)
    : Section(parent),
      signing_(new QComboBox(this)),
      longestHold_(makeLine(QStringLiteral("longestHoldField"))),
      authorities_(new QPlainTextEdit(this)) {
  signing_->setObjectName(QStringLiteral("signingChoice"));
  signing_->addItem(tr("Both ways"), static_cast<int>(model::Signing::kBoth));
  signing_->addItem(tr("X-Webhook-Signature alone"), static_cast<int>(model::Signing::kHookline));
  signing_->addItem(tr("Standard Webhooks alone"), static_cast<int>(model::Signing::kStandard));
  authorities_->setObjectName(QStringLiteral("authoritiesField"));
  authorities_->setProperty("look", "mono");
  authorities_->setTabChangesFocus(true);
  authorities_->setFixedHeight(kPemHeight);
  authorities_->setPlaceholderText(QStringLiteral("-----BEGIN CERTIFICATE-----"));

  signingBox_ = addBox(Field::kSigning, tr("Sign each event"), signing_);
  signingBox_->setHint(tr("By the signature the receiver knows that an event is from here."));
  auto* hold = addBox(Field::kLongestHold, tr("Hold back at most"), longestHold_);
  hold->setHint(tr("What is held longer is given up. Pauses, sleep and time offline do not count."));
  auto* authorities = addBox(Field::kAuthorities, tr("Certificate authorities to trust beside the system's"), authorities_);
  authorities->setHint(tr("For a receiver with a certificate of your own. Counts for this webhook alone."));
  auto* row = new QHBoxLayout;
  row->setSpacing(10);
  row->addWidget(signingBox_, 1);
  row->addWidget(hold, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpace);
  column->addLayout(row);
  column->addWidget(authorities);
  connect(signing_, &QComboBox::activated, this, &SecuritySection::edited);
  connect(authorities_, &QPlainTextEdit::textChanged, this, &SecuritySection::edited);
}

void SecuritySection::show(const WebhookForm& form) {
  signingBox_->setVisible(isCustom(form));  // the others prove who they are by their service's own credentials
  signing_->setCurrentIndex(signing_->findData(static_cast<int>(form.signing)));
  longestHold_->setText(form.longestHold);
  const QSignalBlocker quiet(authorities_);
  authorities_->setPlainText(form.authorities);
}

void SecuritySection::collect(WebhookForm& form) const {
  form.signing = static_cast<model::Signing>(signing_->currentData().toInt());
  form.longestHold = longestHold_->text();
  form.authorities = authorities_->toPlainText();
}

void SecuritySection::revert(const FieldId& field, const WebhookForm& saved) {
  if (field.field == Field::kSigning) signing_->setCurrentIndex(signing_->findData(static_cast<int>(saved.signing)));
  if (field.field == Field::kLongestHold) longestHold_->setText(saved.longestHold);
  if (field.field == Field::kAuthorities) {
    const QSignalBlocker quiet(authorities_);
    authorities_->setPlainText(saved.authorities);
  }
}

}  // namespace hookline::webhooks_page
