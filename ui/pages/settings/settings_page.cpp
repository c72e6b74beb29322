#include "settings_page/settings_page.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSysInfo>
#include <QVBoxLayout>

#include "models/delivery_words.h"
#include "settings_page/about_card.h"
#include "settings_page/appearance_card.h"
#include "settings_page/connections_card.h"
#include "settings_page/data_card.h"
#include "settings_page/receiving_card.h"
#include "settings_page/rights.h"
#include "settings_page/storage_card.h"
#include "theme/metrics.h"
#include "widgets/banner.h"

namespace hookline::settings_page {
namespace {

constexpr int kColumnWidth = 760;

}  // namespace

SettingsPage::SettingsPage(const shell::PageContext& context, QWidget* parent)
    : Page(parent),
      context_(context),
      figures_(context.client),
      trouble_(new widgets::Banner(widgets::Banner::Buttons::kBeside, this)),
      scroll_(new QScrollArea(this)),
      connections_(new ConnectionsCard(context.navigator)),
      appearance_(new AppearanceCard(context.navigator)),
      receiving_(new ReceivingCard(context.client, context.prompter)),
      storage_(new StorageCard(context.client)),
      data_(new DataCard),
      about_(new AboutCard([this] { return diagnostics(); })) {
  setObjectName(QStringLiteral("settingsPage"));
  build();
  listen();
  onState();
}

QWidget* SettingsPage::header() {
  auto* frame = new QFrame(this);
  frame->setProperty("role", "pageHeader");
  frame->setMinimumHeight(theme::kPageHeaderHeight);
  auto* title = new QLabel(tr("Settings"), frame);
  title->setProperty("role", "title");
  auto* subtitle = new QLabel(frame);
  subtitle->setProperty("role", "subtitle");
  subtitle->setTextFormat(Qt::PlainText);
  subtitle->setText(tr("applied at once"));
  auto* row = new QHBoxLayout(frame);
  row->setContentsMargins(theme::kPageMargin, 0, theme::kPageMargin, 0);
  row->setSpacing(theme::kSpaceSmall + 2);
  row->addWidget(title);
  row->addWidget(subtitle, 1);
  return frame;
}

void SettingsPage::build() {
  trouble_->setObjectName(QStringLiteral("settingsTrouble"));
  trouble_->addButton(QStringLiteral("settingsRetry"), tr("Try again"), [this] { reload(); });
  trouble_->hide();
  auto* content = new QWidget;
  auto* cards = new QVBoxLayout;
  cards->setSpacing(theme::kSpace);
  for (QWidget* card : {static_cast<QWidget*>(connections_), static_cast<QWidget*>(appearance_), static_cast<QWidget*>(receiving_),
                        static_cast<QWidget*>(storage_), static_cast<QWidget*>(data_), static_cast<QWidget*>(about_)}) {
    card->setMaximumWidth(kColumnWidth);
    cards->addWidget(card);
  }
  cards->addStretch(1);
  auto* room = new QHBoxLayout(content);
  room->setContentsMargins(theme::kPageMargin, theme::kSpaceWide, theme::kPageMargin, theme::kSpaceWide);
  room->addLayout(cards, kColumnWidth);
  room->addStretch(1);
  scroll_->setObjectName(QStringLiteral("settingsCards"));
  scroll_->setAccessibleName(tr("Settings"));
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setWidget(content);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header());
  column->addWidget(trouble_);
  column->addWidget(scroll_, 1);
  orderTabs();
}

void SettingsPage::listen() {
  connect(&figures_, &CoreFigures::settingsRead, this, [this](const client::Settings& settings) {
    receiving_->setSettings(settings);
    storage_->setSettings(settings);
    data_->setSettings(settings);
  });
  connect(&figures_, &CoreFigures::statusRead, this, [this](const client::Status& status) {
    status_ = status;
    storage_->setStatus(status);
    data_->setStatus(status);
  });
  connect(&figures_, &CoreFigures::tokensRead, this, [this](const std::vector<client::Token>& tokens) {
    receiving_->setTokens(tokens);
    orderTabs();
  });
  connect(&figures_, &CoreFigures::troubled, this, [this](const QString& why) {
    trouble_->setVisible(!why.isEmpty());
    if (!why.isEmpty()) trouble_->say(widgets::Banner::Kind::kWarn, tr("Not all of this could be read."), why);
  });
  connect(receiving_, &ReceivingCard::tokensToRead, &figures_, &CoreFigures::readTokens);
  connect(receiving_, &ReceivingCard::said, this, [this](const QString& sentence) { context_.navigator.toast(sentence); });
  connect(storage_, &StorageCard::said, this, [this](const QString& sentence) {
    context_.navigator.toast(sentence);
    figures_.read();
  });
  connect(&context_.client, &client::Client::stateChanged, this, &SettingsPage::onState);
  connect(&context_.client, &client::Client::missed, this, [this] {
    if (seen_) figures_.read();
  });
}

/// The first opening is told by nothing else; later ones are by `missed` too.
void SettingsPage::onState() {
  receiving_->gate();
  storage_->gate();
  const bool open = context_.client.state().kind == client::ChannelState::Kind::kOpen;
  const bool first = open && !open_;
  if (open) data_->setMe(context_.client.me());
  open_ = open_ || open;
  if (first && seen_) figures_.read();
}

void SettingsPage::shown() {
  seen_ = true;
  windowChanged();
  figures_.read();
}

void SettingsPage::hidden() { seen_ = false; }

void SettingsPage::reload() { figures_.read(); }

void SettingsPage::windowChanged() {
  connections_->refresh();
  appearance_->refresh();
  orderTabs();
}

/// Lines that were made later stand where they are seen.
void SettingsPage::orderTabs() {
  QWidget* before = scroll_;
  for (auto* stop :
       connections_->stops() + appearance_->stops() + receiving_->stops() + storage_->stops() + data_->stops() + about_->stops()) {
    setTabOrder(before, stop);
    before = stop;
  }
}

/// For those who help: in English, as they may not speak the person's language.
QString SettingsPage::diagnostics() const {
  const auto& client = context_.client;
  QStringList lines = {
      QStringLiteral("Hookline %1, core %2").arg(QCoreApplication::applicationVersion(), models::plain(client.me().version)),
      QStringLiteral("Qt %1 on %2 (%3), %4")
          .arg(QLatin1String(qVersion()), QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(), QSysInfo::kernelVersion()),
      QStringLiteral("connection: %1, role %2")
          .arg(client.state().kind == client::ChannelState::Kind::kOpen ? QStringLiteral("open") : QStringLiteral("closed"),
               models::plain(std::string(model::toText(client.me().role)))),
      QStringLiteral("colours: %1").arg(theme::toText(context_.navigator.themeMode()))};
  if (status_)
    lines << QStringLiteral("waiting %1, dead %2, on disk %3 bytes, sending %4, online %5")
                 .arg(qulonglong(status_->waiting))
                 .arg(qulonglong(status_->dead))
                 .arg(qulonglong(status_->diskBytes))
                 .arg(status_->allPaused ? QStringLiteral("stopped") : QStringLiteral("on"),
                      status_->online ? QStringLiteral("yes") : QStringLiteral("no"));
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace hookline::settings_page
