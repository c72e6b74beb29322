// What each role may do in the window: every action is there for all, and who may not use it reads why; over HTTP for each role, and in
// this process, where the person is an admin always. And while the core is gone: what was known stays, nothing can be done to it, and it
// is read again when the core is back.
#include <QAbstractItemView>
#include <nlohmann/json.hpp>

#include "core_api/remote_call.h"
#include "model/principal.h"
#include "real_window.h"
#include "sandbox/receiver.h"
#include "support/event_loop.h"
#include "support/temp_folder.h"
#include "support/ui_test.h"
#include "theme/system_look.h"

namespace hookline::desktop_test {
namespace {

using Json = nlohmann::json;
using Id = shell::PageId;
using model::Permission;

/// An action of a page, with what it takes.
struct Action {
  Id page;
  const char* name;
  Permission takes;
};

constexpr Action kActions[] = {{Id::kDeliveries, "retryDelivery", Permission::kOperate},
                               {Id::kDeadLetters, "retrySelected", Permission::kOperate},
                               {Id::kDeadLetters, "purgeSelected", Permission::kAdminister},
                               {Id::kDeadLetters, "retryLetter", Permission::kOperate},
                               {Id::kDeadLetters, "purgeLetter", Permission::kAdminister},
                               {Id::kWebhooks, "newWebhook", Permission::kAdminister},
                               {Id::kWebhooks, "sendTest", Permission::kOperate},
                               {Id::kWebhooks, "pauseWebhook", Permission::kOperate},
                               {Id::kWebhooks, "revealSecret", Permission::kAdminister},
                               {Id::kWebhooks, "rotateSecret", Permission::kAdminister},
                               {Id::kSimulator, "sendEvent", Permission::kOperate},
                               {Id::kSimulator, "loadStart", Permission::kOperate},
                               {Id::kSettings, "newToken", Permission::kAdminister},
                               {Id::kSettings, "keepDays", Permission::kAdminister},
                               {Id::kSettings, "startSendingButton", Permission::kOperate}};

/// What is chosen on a page before its actions make sense.
const char* listOf(Id page) {
  switch (page) {
    case Id::kDeliveries:
      return "deliveriesTable";
    case Id::kDeadLetters:
      return "letterTable";
    case Id::kWebhooks:
      return "webhookList";
    case Id::kSimulator:
      return "eventTypes";
    case Id::kOverview:
    case Id::kSettings:
      break;
  }
  return nullptr;
}

}  // namespace

class WindowRolesTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<support::TempFolder> folder_;
  base::SystemClock clock_;
  std::unique_ptr<core_api::Core> core_;
  std::unique_ptr<core_api::RemoteCall> admin_;
  std::unique_ptr<sandbox::Receiver> receiver_;
  std::unique_ptr<theme::Theme> theme_;
  std::unique_ptr<RealWindow> window_;

  void openCore(std::uint16_t port) {
    core_api::CoreOptions options;
    options.dataFolder = *folder_ / "data";
    options.masterKeyFile = *folder_ / "master.key";
    options.listenPort = port;
    options.allowPrivate = true;
    core_ = core_api::Core::open(std::move(options)).value();
    core_api::RemoteCall::Options call;
    call.url = core_->url();
    std::ifstream(core_->adminTokenFile()) >> call.token;
    admin_ = core_api::RemoteCall::open(std::move(call)).value();
  }
  Json ask(const std::string& method, const std::string& target, const std::optional<Json>& body = std::nullopt) {
    const auto answer = admin_->ask(method, target, body);
    if (!answer) qWarning() << answer.error().message.c_str();
    return answer ? *answer : Json();
  }
  /// One webhook with one delivery, a dead letter; and sending is stopped.
  void fill() {
    sandbox::ReceiverOptions options;
    options.port = 0;
    options.statuses = {400};
    receiver_ = sandbox::Receiver::start(std::move(options), clock_, [](const auto&) {}).value();
    QVERIFY(ask("POST", "/api/webhooks", Json{{"name", "Sales"}, {"url", receiver_->url() + "/hook"}, {"events", {"*"}}, {"test", true}})
                .is_object());
    QVERIFY(
        ask("POST", "/api/events", Json{{"type", "webhook.test"}, {"chatbotId", "bot_1"}, {"data", {{"message", "hello"}}}}).is_object());
    QTRY_VERIFY_WITH_TIMEOUT(ask("GET", "/api/dead-letters").at("items").size() == 1, kPatience);
    admin_->ask("POST", "/api/pause").value();
  }
  /// Opens the page and chooses its first row.
  bool open(Id page) {
    window_->open(page);
    const char* list = listOf(page);
    if (list == nullptr) return true;
    if (!support::spinUntil([&] { return window_->shows(list) && window_->rows(list).rowCount() > 0; })) return false;
    auto* view = window_->find<QAbstractItemView>(list);
    view->setCurrentIndex({});
    view->setCurrentIndex(view->model()->index(0, 0));
    return true;
  }

 private slots:
  void initTestCase() { theme_ = std::make_unique<theme::Theme>(*qApp, theme::watchSystemLook()); }
  void init() {
    folder_ = std::make_unique<support::TempFolder>();
    openCore(0);
    fill();
  }
  void cleanup() {
    window_.reset();
    admin_.reset();
    core_.reset();
    receiver_.reset();
  }
  void cleanupTestCase() { theme_.reset(); }

  void daemonDone6_everyActionIsThereForAllAndSaysWhoMayNotUseIt_data() {
    QTest::addColumn<bool>("overHttp");
    QTest::addColumn<QString>("roleWord");
    QTest::newRow("own core") << false << QStringLiteral("admin");
    for (const char* role : {"viewer", "operator", "admin"}) QTest::newRow(role) << true << QString::fromLatin1(role);
  }
  void daemonDone6_everyActionIsThereForAllAndSaysWhoMayNotUseIt() {
    QFETCH(bool, overHttp);
    QFETCH(QString, roleWord);
    const auto role = *model::parseRole(roleWord.toStdString());
    std::optional<desktop::DaemonChoice> daemon;
    if (overHttp)
      daemon = desktop::DaemonChoice{core_->url(),
                                     ask("POST", "/api/tokens", Json{{"name", "tester"}, {"role", roleWord.toStdString()}}).at("token")};
    window_ = std::make_unique<RealWindow>(overHttp ? nullptr : core_.get(), daemon, *theme_);
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("statusOnline"), kPatience);
    for (const auto& action : kActions) {
      QVERIFY2(open(action.page), action.name);
      const bool may = model::allows(role, action.takes);
      QTRY_VERIFY2_WITH_TIMEOUT(window_->seen(action.name) && window_->seen(action.name)->isEnabled() == may, action.name, kPatience);
      const auto* widget = window_->seen(action.name);
      if (!may) {
        QVERIFY2(!widget->toolTip().isEmpty(), action.name);
        QVERIFY2(widget->toolTip().contains(QRegularExpression(QStringLiteral("role|connected as|administrator"))),
                 qPrintable(QLatin1String(action.name) + QLatin1Char(' ') + widget->toolTip()));
      }
    }
  }

  void daemonDone6_whileTheCoreIsGoneWhatWasKnownStaysAndNothingCanBeDone() {
    std::string token;
    std::ifstream(core_->adminTokenFile()) >> token;
    window_ = std::make_unique<RealWindow>(nullptr, desktop::DaemonChoice{core_->url(), token}, *theme_);
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("statusOnline"), kPatience);
    for (const auto& action : kActions) {
      QVERIFY2(open(action.page), action.name);
      QTRY_VERIFY2_WITH_TIMEOUT(window_->seen(action.name) && window_->seen(action.name)->isEnabled(), action.name, kPatience);
    }

    const auto port = core_->port();
    admin_.reset();
    core_.reset();
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("connectionStripe"), kPatience);
    for (const auto& action : kActions) {
      window_->open(action.page);
      const auto* widget = window_->seen(action.name);
      QVERIFY2(widget != nullptr, action.name);
      QVERIFY2(!widget->isEnabled(), action.name);
      QVERIFY2(widget->toolTip().contains(QRegularExpression(QStringLiteral("Not connected|no connection"))),
               qPrintable(QLatin1String(action.name) + QLatin1Char(' ') + widget->toolTip()));
    }

    // Something else happened there meanwhile.
    openCore(port);
    admin_->ask("POST", "/api/resume").value();
    QVERIFY(ask("POST", "/api/webhooks", Json{{"name", "Support"}, {"url", receiver_->url() + "/other"}, {"events", {"*"}}, {"test", true}})
                .is_object());
    QTRY_VERIFY_WITH_TIMEOUT(!window_->shows("connectionStripe") && window_->shows("statusOnline"), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!window_->shows("stoppedStripe"), kPatience);
    window_->open(Id::kWebhooks);
    QTRY_COMPARE_WITH_TIMEOUT(window_->rows("webhookList").rowCount(), 2, kPatience);
    for (const auto& action : kActions) {
      if (action.name == QLatin1String("startSendingButton")) continue;
      QVERIFY2(open(action.page), action.name);
      QTRY_VERIFY2_WITH_TIMEOUT(window_->seen(action.name) && window_->seen(action.name)->isEnabled(), action.name, kPatience);
    }
  }
};

}  // namespace hookline::desktop_test

UI_TEST(window_roles_test, hookline::desktop_test::WindowRolesTest)
#include "window_roles_test.moc"
