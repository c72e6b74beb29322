#include "overview_page/first_run.h"

#include <QAccessible>
#include <QFont>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

#include "overview_page/address_card.h"
#include "theme/fonts.h"
#include "theme/metrics.h"
#include "theme/theme.h"
#include "theme/tool_tip.h"
#include "widgets/card.h"
#include "widgets/plain_label.h"

namespace hookline::overview_page {
namespace {

constexpr int kWidth = 720;

QLabel* wrapped(const QString& text, QWidget* parent) {
  auto* label = widgets::wrappedLabel("secondary", text, parent);
  label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  return label;
}

}  // namespace

FirstRun::FirstRun(QWidget* parent)
    : QScrollArea(parent),
      try_(new QPushButton(tr("Try it now"), this)),
      progress_(new QLabel(this)),
      connect_(new QPushButton(tr("Connect…"), this)),
      address_(new AddressCard(this)) {
  setObjectName(QStringLiteral("firstRun"));
  setAccessibleName(tr("First steps"));
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  try_->setObjectName(QStringLiteral("tryItNow"));
  try_->setProperty("kind", "primary");
  connect_->setObjectName(QStringLiteral("connectToDaemon"));
  progress_->setObjectName(QStringLiteral("tryProgress"));
  progress_->setProperty("role", "hint");
  progress_->setTextFormat(Qt::PlainText);
  progress_->setWordWrap(true);
  auto* content = new QWidget(this);
  auto* title = new QLabel(tr("See a webhook arrive"), content);
  title->setObjectName(QStringLiteral("firstRunTitle"));
  title->setProperty("role", "title");
  title->setStyleSheet(
      QStringLiteral("font-size: %1px; font-weight: 700;").arg(qRound(theme::fontPixels(theme::TextRole::kTitle) * 22 / 17.0)));
  auto* cards = new QHBoxLayout;
  cards->setSpacing(theme::kSpace);
  cards->addWidget(
      choice(tr("Try it now"), tr("Starts a receiver, makes a webhook, sends a sample event and shows what arrived. About 2 seconds."),
             try_, progress_),
      1);
  daemon_ = choice(tr("Connect to a daemon"),
                   tr("Watch and steer deliveries that run on a server. It takes the address and the token that its operator gave you."),
                   connect_, nullptr);
  cards->addWidget(daemon_, 1);
  auto* middle = new QWidget(content);
  middle->setMaximumWidth(qRound(kWidth * theme::fontPixels(theme::TextRole::kBody) / 13.0));
  auto* column = new QVBoxLayout(middle);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(theme::kSpace);
  column->addWidget(title);
  column->addWidget(wrapped(tr("Nothing to set up: Hookline keeps events, signs them and delivers them."), middle));
  column->addSpacing(theme::kSpaceSmall);
  column->addLayout(cards);
  column->addWidget(address_);
  auto* across = new QHBoxLayout;
  across->addStretch(1);
  across->addWidget(middle, 1000);
  across->addStretch(1);
  auto* whole = new QVBoxLayout(content);
  whole->setContentsMargins(theme::kPageMargin, theme::kSpaceSection, theme::kPageMargin, theme::kSpaceSection);
  whole->addStretch(1);
  whole->addLayout(across);
  whole->addStretch(1);
  setWidget(content);
  connect(try_, &QPushButton::clicked, this, &FirstRun::tryWished);
  connect(connect_, &QPushButton::clicked, this, &FirstRun::connectWished);
}

QWidget* FirstRun::choice(const QString& title, const QString& text, QPushButton* button, QLabel* beside) {
  auto* card = new widgets::Card(title, this);
  button->setAutoDefault(false);
  auto* about = wrapped(text, card);
  about->setMinimumHeight(3 * about->fontMetrics().lineSpacing());
  card->body().addWidget(about, 1);
  auto* row = new QHBoxLayout;
  row->setSpacing(theme::kSpaceSmall);
  row->addWidget(button);
  if (beside)
    row->addWidget(beside, 1);
  else
    row->addStretch(1);
  card->body().addLayout(row);
  return card;
}

void FirstRun::setProgress(const QString& step) {
  if (progress_->text() == step) return;
  progress_->setText(step);
  if (!step.isEmpty()) {
    progress_->setAccessibleName(step);
    QAccessibleEvent event(progress_, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
  }
  refresh();
}

void FirstRun::setCanConnect(bool can) { daemon_->setVisible(can); }

void FirstRun::setTryReason(const QString& why) {
  whyNot_ = why;
  refresh();
}

void FirstRun::refresh() {
  const bool busy = !progress_->text().isEmpty();
  const bool may = whyNot_.isEmpty() && !busy;
  if (may != try_->isEnabled()) {
    // A button that is switched off gives the focus away, and Enter would press the next one.
    if (!may) tryHadFocus_ = try_->hasFocus();
    try_->setEnabled(may);
    if (may && std::exchange(tryHadFocus_, false)) try_->setFocus();
  }
  try_->setToolTip(theme::tipText(whyNot_));
}

}  // namespace hookline::overview_page
