#include "overview_page/address_row.h"

#include <QHBoxLayout>
#include <QLabel>

#include "overview_page/send_snippets.h"
#include "theme/metrics.h"
#include "widgets/copy_button.h"

namespace hookline::overview_page {

AddressRow::AddressRow(QWidget* parent)
    : QFrame(parent),
      address_(new QLabel(this)),
      received_(new QLabel(this)),
      copy_(new widgets::CopyButton(
          tr("Copy curl"), [this] { return curlSnippet(base_); }, this)) {
  setObjectName(QStringLiteral("addressRow"));
  setProperty("role", "card");
  address_->setObjectName(QStringLiteral("eventAddress"));
  received_->setObjectName(QStringLiteral("receivedRow"));
  address_->setTextFormat(Qt::PlainText);
  received_->setTextFormat(Qt::PlainText);
  received_->setProperty("role", "hint");
  received_->setMinimumWidth(1);
  copy_->setObjectName(QStringLiteral("copyCurl"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(14, theme::kSpaceSmall, 14, theme::kSpaceSmall);
  row->setSpacing(theme::kSpace);
  row->addWidget(address_);
  row->addWidget(received_, 1);
  row->addWidget(copy_);
  hide();  // until the address is known
}

void AddressRow::setAddress(const QString& address) {
  base_ = address;
  show();
  address_->setText(address.isEmpty() ? tr("This core takes no events from outside: it listens on no address.")
                                      : tr("Events come in at %1").arg(address + QStringLiteral("/api/events")));
  received_->setVisible(!address.isEmpty());
  copy_->setEnabled(!address.isEmpty());
}

void AddressRow::setReceived(const QString& sentence) { received_->setText(sentence); }

}  // namespace hookline::overview_page
