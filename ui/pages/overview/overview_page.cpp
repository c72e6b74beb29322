#include "overview_page/overview_page.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "overview_page/address_card.h"
#include "overview_page/address_row.h"
#include "overview_page/dashboard.h"
#include "overview_page/first_run.h"
#include "overview_page/rights.h"
#include "widgets/banner.h"

namespace hookline::overview_page {

using Kind = widgets::Banner::Kind;

OverviewPage::OverviewPage(const shell::PageContext& context, QWidget* parent)
    : Page(parent),
      context_(context),
      feed_(context.client),
      received_(context.client),
      try_(context.client),
      tokens_(context.client),
      trouble_(new widgets::Banner(widgets::Banner::Buttons::kBeside, this)),
      views_(new QStackedWidget(this)),
      blank_(new QWidget(this)),
      first_(new FirstRun(this)),
      dashboard_(new Dashboard(this)) {
  setObjectName(QStringLiteral("overviewPage"));
  trouble_->setObjectName(QStringLiteral("overviewTrouble"));
  trouble_->hide();
  build();
  listenToCore();
  listenToFirstRun();
  listenToDashboard();
  refreshReasons();
  refreshReceived();
}

void OverviewPage::build() {
  views_->addWidget(blank_);
  views_->addWidget(first_);
  views_->addWidget(dashboard_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(trouble_);
  column->addWidget(views_, 1);
}

// ---- what it hears

void OverviewPage::listenToCore() {
  connect(&feed_, &OverviewFeed::read, this, &OverviewPage::onRead);
  connect(&context_.client, &client::Client::stateChanged, this, [this](const client::ChannelState& state) {
    refreshReasons();
    const bool there = state.kind == client::ChannelState::Kind::kOpen;
    if (isVisible() && there) readAddress();
    // The window itself says that the core is gone, on every page.
    if (!there) readTrouble_.clear();
    showTrouble();
  });
  connect(&received_, &ReceivedCount::changed, this, &OverviewPage::refreshReceived);
}

void OverviewPage::listenToFirstRun() {
  first_->setCanConnect(context_.navigator.canConnectToDaemon());
  connect(first_, &FirstRun::connectWished, this, [this] { context_.navigator.connectToDaemon(); });
  connect(first_, &FirstRun::tryWished, this, [this] {
    action_ = {};
    showTrouble();
    try_.start();
  });
  connect(&try_, &TryItNow::stepped, first_, &FirstRun::setProgress);
  connect(&try_, &TryItNow::finished, this, &OverviewPage::onTried);
  connect(&try_, &TryItNow::failed, this, [this](const QString& what, const QString& why) {
    first_->setProgress({});
    action_ = {what, why};
    showTrouble();
  });
  connect(&first_->address(), &AddressCard::tokenWished, this, [this] {
    action_ = {};
    showTrouble();
    tokens_.copy(first_->address().address());
  });
  connect(&tokens_, &TokenCopier::copied, this, [this](const QString& name) {
    context_.navigator.toast(tr("Copied with the token %1, which may send events and nothing else.").arg(name));
  });
  connect(&tokens_, &TokenCopier::failed, this, [this](const QString& why) {
    action_ = {tr("No token was made."), why};
    showTrouble();
  });
}

void OverviewPage::listenToDashboard() {
  auto& navigator = context_.navigator;
  connect(dashboard_, &Dashboard::rangeWished, &feed_, &OverviewFeed::setRange);
  connect(dashboard_, &Dashboard::deliveriesWished, this,
          [&navigator](const client::DeliveryFilter& filter) { navigator.showDeliveries(filter); });
  connect(dashboard_, &Dashboard::deadLettersWished, this, [&navigator] { navigator.show(shell::PageId::kDeadLetters); });
  connect(dashboard_, &Dashboard::webhookWished, this, [&navigator](model::WebhookId id) { navigator.showWebhook(id); });
  connect(dashboard_, &Dashboard::pauseWished, this, &OverviewPage::askPause);
}

// ---- what it does

void OverviewPage::shown() {
  dashboard_->sortWorstFirst();
  feed_.setSeen(true);
  readAddress();
}

void OverviewPage::hidden() { feed_.setSeen(false); }

void OverviewPage::reload() {
  feed_.refresh();
  readAddress();
}

void OverviewPage::readAddress() {
  if (context_.client.state().kind != client::ChannelState::Kind::kOpen) return;
  context_.client.settings(this, [this, asked = ++addressAsked_](const base::Result<client::Settings>& settings) {
    if (asked != addressAsked_) return;
    if (!settings) return first_->address().setAddressTrouble(models::plain(settings.error().message));
    const auto address = models::plain(settings->address);
    first_->address().setAddress(address);
    dashboard_->address().setAddress(address);
  });
}

void OverviewPage::onTried(model::DeliveryId delivery, base::Millis took) {
  first_->setProgress({});
  context_.navigator.showDelivery(delivery);
  context_.navigator.toast(tr("Delivered and verified in %1.").arg(models::tookWord(took)));
  refreshView();
}

void OverviewPage::askPause(const ActionWords& what) {
  shell::Question question;
  question.title = tr("Pause %1?").arg(what.name);
  question.text = what.waiting == 0 ? tr("Nothing is sent to it until somebody resumes it. What comes for it waits and is not lost.")
                                    : tr("Nothing is sent to it until somebody resumes it. %1 waiting and what comes for it stay and are "
                                         "not lost.")
                                          .arg(countWord(what.waiting));
  if (!context_.connection.isEmpty()) question.text += QLatin1Char(' ') + tr("This is on %1.").arg(context_.connection);
  question.confirm = tr("Pause %1").arg(what.name);
  context_.prompter.ask(this, question, [this, what](bool yes) {
    if (!yes) return;
    action_ = {};
    showTrouble();
    context_.client.pauseWebhook(this, what.webhook, std::nullopt,
                                 [this, name = what.name](const base::Result<client::WebhookView>& paused) {
                                   if (paused) {
                                     context_.navigator.toast(tr("%1 is paused.").arg(name));
                                   } else {
                                     action_ = {tr("%1 could not be paused.").arg(name), models::plain(paused.error().message)};
                                     showTrouble();
                                   }
                                   feed_.refresh();
                                 });
  });
}

// ---- what it shows

void OverviewPage::onRead(const QString& trouble) {
  const bool there = context_.client.state().kind == client::ChannelState::Kind::kOpen;
  readTrouble_ = there ? trouble : QString();
  const auto& figures = feed_.figures();
  dashboard_->show(figures);
  received_.setEver(figures.real && figures.real->total > 0);
  received_.setLastCall(figures.lastCall);
  refreshView();
  showTrouble();
}

/// Somebody who is just trying it, or was told why it failed, keeps the button before them.
void OverviewPage::refreshView() {
  const bool trying = views_->currentWidget() == first_ && (try_.running() || !action_.what.isEmpty());
  if (trying) return;
  views_->setCurrentWidget(unused(feed_.figures()) ? static_cast<QWidget*>(first_) : dashboard_);
}

void OverviewPage::refreshReceived() {
  first_->address().setReceived(received_.sentence(), received_.any());
  dashboard_->address().setReceived(received_.sentence());
}

void OverviewPage::refreshReasons() {
  const auto& client = context_.client;
  first_->setTryReason(whyNotAdminister(client, tr("Making a webhook")));
  first_->address().setTokenReason(whyNotAdminister(client, tr("Making a token")));
  dashboard_->setPauseReason(whyNotOperate(client, tr("Pausing")));
  const bool there = client.state().kind == client::ChannelState::Kind::kOpen;
  const auto readAt = feed_.figures().readAt;
  const bool known = readAt != base::WallTime{};
  dashboard_->setStale(there || !known ? QString()
                                       : tr("as of %1, not connected").arg(models::localTime(readAt).toString(QStringLiteral("HH:mm:ss"))));
}

void OverviewPage::showTrouble() {
  trouble_->setVisible(!action_.what.isEmpty() || !readTrouble_.isEmpty());
  if (!action_.what.isEmpty())
    trouble_->say(Kind::kDanger, action_.what, action_.why);
  else if (!readTrouble_.isEmpty())
    trouble_->say(Kind::kWarn, tr("Not everything could be read."), tr("%1 It is tried again by itself.").arg(readTrouble_));
}

}  // namespace hookline::overview_page
