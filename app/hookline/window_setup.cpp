#include "hookline/window_setup.h"

#include <QCoreApplication>

#include "client/http_channel.h"
#include "client/in_process_channel.h"
#include "dead_letters_page/dead_letters_page.h"
#include "deliveries_page/deliveries_page.h"
#include "simulator_page/simulator_page.h"
#include "webhooks_page/webhooks_page.h"

namespace hookline::desktop {
namespace {

constexpr const char* kLocalId = "local";
constexpr const char* kDaemonId = "daemon";

QString tr(const char* text) { return QCoreApplication::translate("WindowSetup", text); }

template <typename P>
shell::PageFactory pageOf() {
  return [](const shell::PageContext& context, QWidget* parent) { return new P(context, parent); };
}

}  // namespace

shell::WindowOptions windowOptions(core_api::Core* core, std::optional<DaemonChoice> daemon) {
  shell::WindowOptions options;
  if (daemon)
    options.connections.push_back({QLatin1String(kDaemonId), QString::fromStdString(daemon->url),
                                   tr("daemon at %1").arg(QString::fromStdString(daemon->url)), shell::ConnectionColour::kBlue, false});
  if (core != nullptr)
    options.connections.push_back({QLatin1String(kLocalId), tr("This computer"),
                                   tr("receiving at %1").arg(QString::fromStdString(core->url()).section(QLatin1String("//"), 1)),
                                   shell::ConnectionColour::kGreen, false});
  options.connect = [core, daemon](const shell::ConnectionChoice& choice) -> std::unique_ptr<client::Channel> {
    if (choice.id == QLatin1String(kLocalId)) return client::openInProcess(client::doorOf(*core));
    client::HttpOptions http;
    http.url = daemon->url;
    http.token = daemon->token;
    return client::openHttp(std::move(http));
  };
  options.pages = {{shell::PageId::kDeliveries, pageOf<deliveries_page::DeliveriesPage>()},
                   {shell::PageId::kDeadLetters, pageOf<dead_letters_page::DeadLettersPage>()},
                   {shell::PageId::kWebhooks, pageOf<webhooks_page::WebhooksPage>()},
                   {shell::PageId::kSimulator, pageOf<simulator_page::SimulatorPage>()}};
  return options;
}

}  // namespace hookline::desktop
