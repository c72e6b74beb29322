#include "hookline/window_setup.h"

#include <QCoreApplication>
#include <QUrl>
#include <map>
#include <memory>

#include "client/http_channel.h"
#include "client/in_process_channel.h"
#include "dead_letters_page/dead_letters_page.h"
#include "deliveries_page/deliveries_page.h"
#include "overview_page/overview_page.h"
#include "settings_page/settings_page.h"
#include "simulator_page/simulator_page.h"
#include "webhooks_page/webhooks_page.h"

namespace hookline::desktop {
namespace {

constexpr const char* kLocalId = "local";

QString tr(const char* text) { return QCoreApplication::translate("WindowSetup", text); }

template <typename P>
shell::PageFactory pageOf() {
  return [](const shell::PageContext& context, QWidget* parent) { return new P(context, parent); };
}

/// The daemons of this run with their tokens, which are kept nowhere else.
class Daemons {
 public:
  /// The same address again is another token for it.
  shell::ConnectionChoice add(DaemonChoice daemon) {
    const auto id = idOf(daemon.url);
    auto& entry = byId_[id];
    if (entry.choice.id.isEmpty()) entry.choice = choiceOf(daemon.url, id);
    entry.daemon = std::move(daemon);
    return entry.choice;
  }
  const DaemonChoice& at(const QString& id) const { return byId_.at(id).daemon; }

 private:
  struct Entry {
    DaemonChoice daemon;
    shell::ConnectionChoice choice;
  };

  static QString idOf(const std::string& url) {
    const auto text = QString::fromStdString(url);
    const auto same = QUrl(text).adjusted(QUrl::StripTrailingSlash | QUrl::NormalizePathSegments).toString();
    return QStringLiteral("daemon ") + (same.isEmpty() ? text : same);
  }
  shell::ConnectionChoice choiceOf(const std::string& url, const QString& id) const {
    using enum shell::ConnectionColour;
    // Green is this computer.
    constexpr shell::ConnectionColour kColours[] = {kBlue, kViolet, kOrange, kRed};
    const auto text = QString::fromStdString(url);
    const auto name = QUrl(text).authority(QUrl::FullyEncoded);
    return {id, name.isEmpty() ? text : name, tr("daemon at %1").arg(text), kColours[(byId_.size() - 1) % std::size(kColours)], false};
  }

  std::map<QString, Entry> byId_;
};

}  // namespace

std::unique_ptr<client::Channel> daemonChannel(const DaemonChoice& daemon) {
  client::HttpOptions http;
  http.url = daemon.url;
  http.token = daemon.token;
  return client::openHttp(std::move(http));
}

shell::WindowOptions windowOptions(core_api::Core* core, std::optional<DaemonChoice> daemon, bool demo) {
  shell::WindowOptions options;
  const auto daemons = std::make_shared<Daemons>();
  if (daemon) options.connections.push_back(daemons->add(std::move(*daemon)));
  if (core != nullptr)
    options.connections.push_back({QLatin1String(kLocalId), tr("This computer"),
                                   tr("receiving at %1").arg(QString::fromStdString(core->url()).section(QLatin1String("//"), 1)),
                                   shell::ConnectionColour::kGreen, demo});
  if (demo) options.leaveDemo = [] { QCoreApplication::quit(); };
  options.connect = [core, daemons](const shell::ConnectionChoice& choice) -> std::unique_ptr<client::Channel> {
    if (choice.id == QLatin1String(kLocalId)) return client::openInProcess(client::doorOf(*core));
    return daemonChannel(daemons->at(choice.id));
  };
  options.addDaemon = [daemons](const QString& url, const QString& token) {
    return daemons->add({url.toStdString(), token.toStdString()});
  };
  options.pages = {{shell::PageId::kOverview, pageOf<overview_page::OverviewPage>()},
                   {shell::PageId::kDeliveries, pageOf<deliveries_page::DeliveriesPage>()},
                   {shell::PageId::kDeadLetters, pageOf<dead_letters_page::DeadLettersPage>()},
                   {shell::PageId::kWebhooks, pageOf<webhooks_page::WebhooksPage>()},
                   {shell::PageId::kSimulator, pageOf<simulator_page::SimulatorPage>()},
                   {shell::PageId::kSettings, pageOf<settings_page::SettingsPage>()}};
  return options;
}

}  // namespace hookline::desktop
