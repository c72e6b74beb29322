#include "overview_page/address_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "overview_page/send_snippets.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "theme/tool_tip.h"
#include "widgets/code_view.h"
#include "widgets/copy_button.h"

namespace hookline::overview_page {

AddressCard::AddressCard(QWidget* parent)
    : Card(tr("Your chatbot sends events here"), parent),
      received_(new QLabel(this)),
      line_(new widgets::CodeView(tr("A line that sends an event"), this)),
      token_(new QPushButton(tr("Copy with token"), this)),
      node_(new widgets::CopyButton(
          tr("Node"), [this] { return nodeSnippet(address_); }, this)),
      python_(new widgets::CopyButton(
          tr("Python"), [this] { return pythonSnippet(address_); }, this)) {
  setObjectName(QStringLiteral("addressCard"));
  received_->setObjectName(QStringLiteral("receivedStrip"));
  received_->setProperty("role", "hint");
  received_->setTextFormat(Qt::PlainText);
  received_->setWordWrap(true);
  line_->setObjectName(QStringLiteral("curlLine"));
  line_->setFittedLines(2);
  token_->setObjectName(QStringLiteral("copyWithToken"));
  token_->setAutoDefault(false);
  node_->setObjectName(QStringLiteral("copyNode"));
  node_->setAccessibleName(tr("Copy for Node"));
  python_->setObjectName(QStringLiteral("copyPython"));
  python_->setAccessibleName(tr("Copy for Python"));
  body().addWidget(received_);
  body().addWidget(line_);
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  for (QPushButton* button : {token_, static_cast<QPushButton*>(node_), static_cast<QPushButton*>(python_)}) row->addWidget(button);
  row->addStretch(1);
  body().addLayout(row);
  connect(token_, &QPushButton::clicked, this, &AddressCard::tokenWished);
  refresh();
}

void AddressCard::setAddress(const QString& address) {
  address_ = address;
  known_ = true;
  refresh();
}

void AddressCard::setAddressTrouble(const QString& why) {
  if (known_) return;
  line_->setBytes(tr("The address could not be read: %1").arg(why).toStdString());
  line_->show();
}

void AddressCard::setReceived(const QString& sentence, bool some) {
  received_->setText(sentence);
  theme::setLook(*received_, "tone", some ? QStringLiteral("good") : QString());
}

void AddressCard::setTokenReason(const QString& why) {
  whyNoToken_ = why;
  refresh();
}

void AddressCard::refresh() {
  const bool there = !address_.isEmpty();
  line_->setVisible(known_);
  if (known_)
    line_->setBytes((there ? shownCurl(address_) : tr("This core takes no events from outside: it listens on no address.")).toStdString());
  const auto none = known_ ? tr("This core listens on no address.") : tr("The address is not known yet.");
  token_->setEnabled(there && whyNoToken_.isEmpty());
  token_->setToolTip(theme::tipText(!there ? none : whyNoToken_));
  for (auto* button : {node_, python_}) {
    button->setEnabled(there);
    button->setToolTip(there ? QString() : theme::tipText(none));
  }
}

}  // namespace hookline::overview_page
