#include "shell/top_bar.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "shell/connection_button.h"
#include "shell/search_button.h"
#include "theme/metrics.h"
#include "widgets/elided_label.h"

namespace hookline::shell {
namespace {

constexpr int kStripe = 3;

}  // namespace

TopBar::TopBar(QWidget* parent)
    : QFrame(parent),
      connection_(new ConnectionButton(this)),
      identity_(new widgets::ElidedLabel(this)),
      search_(new SearchButton(this)),
      send_(new QPushButton(tr("Send event…"), this)) {
  setObjectName(QStringLiteral("topBar"));
  setProperty("role", "topBar");
  identity_->setObjectName(QStringLiteral("identity"));
  identity_->setProperty("role", "subtitle");
  send_->setObjectName(QStringLiteral("sendEventButton"));
  send_->setProperty("kind", "bar");
  send_->setToolTip(tr("Send a made-up event to safe targets"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(theme::kSpace, kStripe + 5, theme::kSpace, 7);
  row->setSpacing(10);
  row->addWidget(connection_);
  row->addWidget(identity_, 2);
  row->addWidget(search_);
  row->addStretch(1);
  row->addWidget(send_);
  connect(connection_, &QPushButton::clicked, this, &TopBar::connectionWanted);
  connect(search_, &QPushButton::clicked, this, &TopBar::searchWanted);
  connect(send_, &QPushButton::clicked, this, &TopBar::sendWanted);
}

void TopBar::setChoice(const ConnectionChoice& choice) {
  colour_ = choice.colour;
  connection_->setChoice(choice);
  update();
}

void TopBar::setIdentity(const QString& words) { identity_->setText(words); }

void TopBar::setSendShown(bool shown) { send_->setVisible(shown); }

void TopBar::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  QPainter(this).fillRect(0, 0, width(), kStripe, stripeOf(colour_));
}

}  // namespace hookline::shell
