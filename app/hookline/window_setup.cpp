#include "hookline/window_setup.h"

#include <QCoreApplication>
#include <memory>

#include "client/http_channel.h"
#include "client/in_process_channel.h"
#include "dead_letters_page/dead_letters_page.h"
#include "deliveries_page/deliveries_page.h"
#include "hookline/token_doors.h"
#include "manual_page/help_page.h"
#include "manual_page/manual_window.h"
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

}  // namespace

std::unique_ptr<client::Channel> daemonChannel(const DaemonChoice& daemon) {
  client::HttpOptions http;
  http.url = daemon.url;
  http.token = daemon.token;
  http.pinnedSha256 = daemon.pinnedSha256;
  return client::openHttp(std::move(http));
}

shell::WindowOptions windowOptions(core_api::Core* core, const std::optional<DaemonChoice>& daemon, QSettings& settings,
                                   TokenKeeper* keeper, bool demo) {
  shell::WindowOptions options;
  const auto daemons = std::make_shared<KnownDaemons>(settings);
  if (daemon) options.startWith = daemons->add(daemon->url, daemon->token).id;
  if (core != nullptr)
    options.connections.push_back({QLatin1String(kLocalId), tr("This computer"),
                                   core->url().empty()
                                       ? tr("receiving nothing from outside")
                                       : tr("receiving at %1").arg(QString::fromStdString(core->url()).section(QLatin1String("//"), 1)),
                                   shell::ConnectionColour::kGreen, demo});
  for (auto& choice : daemons->choices()) options.connections.push_back(std::move(choice));
  if (demo) options.leaveDemo = [] { QCoreApplication::quit(); };
  options.connect = [core, daemons](const shell::ConnectionChoice& choice) -> std::unique_ptr<client::Channel> {
    if (choice.id == QLatin1String(kLocalId)) return client::openInProcess(client::doorOf(*core));
    return daemonChannel(daemons->at(choice.id));
  };
  options.addDaemon = [daemons](const shell::NewDaemon& given) {
    return daemons->add(given.url.toStdString(), given.token.toStdString(), given.label);
  };
  options.label = [daemons](const QString& id, const shell::ConnectionLabel& label) { return daemons->label(id, label); };
  if (keeper != nullptr) options.keyRing = tokenDoors(daemons, *keeper);
  options.introduce = [](const QString& url, const QString& pin) {
    client::HttpOptions http;
    http.url = url.toStdString();
    http.withoutToken = true;
    http.pinnedSha256 = pin.toStdString();
    return client::openHttp(std::move(http));
  };
  options.trust = [daemons](const QString& id, const QString& sha256) { daemons->trust(id, sha256); };
  options.forget = [daemons](const QString& id) { daemons->forget(id); };
  options.pages = {{shell::PageId::kOverview, pageOf<overview_page::OverviewPage>()},
                   {shell::PageId::kDeliveries, pageOf<deliveries_page::DeliveriesPage>()},
                   {shell::PageId::kDeadLetters, pageOf<dead_letters_page::DeadLettersPage>()},
                   {shell::PageId::kWebhooks, pageOf<webhooks_page::WebhooksPage>()},
                   {shell::PageId::kSimulator, pageOf<simulator_page::SimulatorPage>()},
                   {shell::PageId::kSettings, pageOf<settings_page::SettingsPage>()}};
  options.manual = [](QWidget* window) { return new manual_page::ManualWindow(window, manual_page::helpPages()); };
  return options;
}

}  // namespace hookline::desktop
