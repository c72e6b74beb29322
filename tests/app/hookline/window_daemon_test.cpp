// "First window", point 4: a daemon that is killed under the window is said at once, and comes back with nothing missing and nothing twice.
#include <QLabel>
#include <nlohmann/json.hpp>

#include "models/delivery_list_model.h"
#include "real_window.h"
#include "sandbox/receiver.h"
#include "support/daemon.h"
#include "support/temp_folder.h"
#include "support/ui_test.h"
#include "theme/system_look.h"

namespace hookline::desktop_test {
namespace {

constexpr int kAtOnce = 1000;
/// More than are posted.
constexpr const char* kAllDeliveries = "/api/deliveries?limit=200";

std::unique_ptr<support::Daemon> startDaemon(const support::TempFolder& folder, const std::string& listen) {
  return std::make_unique<support::Daemon>(support::Daemon::Options{HOOKLINE_DAEMON_BINARY, folder.path(), {"--allow-private"}, listen});
}

/// "127.0.0.1:40123" of "http://127.0.0.1:40123".
std::string addressOf(const std::string& url) { return url.substr(url.find("//") + 2); }

void post(support::Daemon& daemon, int first, int count) {
  for (int n = first; n < first + count; ++n) {
    const nlohmann::json event{{"id", "evt_" + std::to_string(n)},
                               {"type", "handoff.requested"},
                               {"chatbotId", "bot_1"},
                               {"conversationId", "conv_" + std::to_string(n)},
                               {"data", {{"reason", "wants a person"}}}};
    daemon.ask("POST", "/api/events", event);
  }
}

/// The ids of all deliveries, each as often as it is there.
QStringList idsOf(support::Daemon& daemon) {
  QStringList ids;
  const auto answer = daemon.ask("GET", kAllDeliveries);
  if (!answer.is_object()) return ids;
  for (const auto& one : answer.at("items")) ids << QString::fromStdString(one.at("id").get<std::string>());
  ids.sort();
  return ids;
}

QStringList idsShown(const RealWindow& window) {
  QStringList ids;
  const auto& model = dynamic_cast<const models::DeliveryListModel&>(window.rows("deliveriesTable"));
  for (int row = 0; row < model.rowCount(); ++row) ids << QString::fromStdString(model.at(row).row.id.text());
  ids.sort();
  return ids;
}

int deliveredShown(const RealWindow& window) {
  int delivered = 0;
  for (int row = 0; row < window.rows("deliveriesTable").rowCount(); ++row)
    if (window.cell("deliveriesTable", row, models::DeliveryListModel::kState) == QStringLiteral("Delivered")) ++delivered;
  return delivered;
}

}  // namespace

class WindowDaemonTest final : public QObject {
  Q_OBJECT

 private slots:
  void firstWindowDone4_aKilledDaemonIsSaidAndComesBack() {
    const base::SystemClock clock;
    sandbox::ReceiverOptions options;
    options.port = 0;
    const auto receiver = sandbox::Receiver::start(std::move(options), clock, [](const auto&) {}).value();
    const support::TempFolder folder;
    auto daemon = startDaemon(folder, "127.0.0.1:0");
    QVERIFY(daemon->running());
    daemon->ask("POST", "/api/webhooks",
                nlohmann::json{{"name", "Sales"}, {"url", receiver->url() + "/hook"}, {"chatbotId", "bot_1"}, {"events", {"*"}}});
    post(*daemon, 0, 10);

    theme::Theme theme(*qApp, theme::watchSystemLook());
    RealWindow window(nullptr, desktop::DaemonChoice{daemon->url(), daemon->adminToken()}, theme);
    QTRY_VERIFY_WITH_TIMEOUT(window.active(), kPatience);
    window.key(Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(deliveredShown(window), 10, kPatience);
    // The list may be read before the stream is open, and only a stream that was open can be lost.
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("statusOnline"), kPatience);
    QVERIFY(!window.shows("connectionStripe"));

    // Some of these may be on their way when it dies; that they were taken is enough for them to be delivered later.
    post(*daemon, 10, 10);
    const auto address = addressOf(daemon->url());
    daemon->kill();
    QTRY_VERIFY_WITH_TIMEOUT(window.shows("connectionStripe"), kAtOnce);
    QCOMPARE(window.find("connectionStripe")->findChild<QLabel*>("bannerStrong")->text(), QStringLiteral("Connection lost"));
    QVERIFY(deliveredShown(window) >= 10);  // what was known stays

    daemon = startDaemon(folder, address);
    QVERIFY(daemon->running());
    QCOMPARE(addressOf(daemon->url()), address);
    post(*daemon, 20, 10);  // before the window is back
    QTRY_VERIFY_WITH_TIMEOUT(!window.shows("connectionStripe") && window.shows("statusOnline"), kPatience);
    post(*daemon, 30, 10);
    QTRY_COMPARE_WITH_TIMEOUT(deliveredShown(window), 40, kPatience);
    const auto ids = idsOf(*daemon);
    QCOMPARE(ids.size(), 40);
    QCOMPARE(idsShown(window), ids);
  }
};

}  // namespace hookline::desktop_test

UI_TEST(window_daemon_test, hookline::desktop_test::WindowDaemonTest)
#include "window_daemon_test.moc"
