// What each role may do in the window: every action is there for all, and who may not use it reads why; over HTTP for each role, and in
// this process, where the person is an admin always. And while the core is gone: what was known stays, nothing can be done to it, and it
// is read again when the core is back.
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
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

/// What a tooltip says to who may not.
bool namesTheRole(const QString& tip) { return tip.contains(QRegularExpression(QStringLiteral("role|connected as|administrator"))); }

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
  static void roles() {
    QTest::addColumn<bool>("overHttp");
    QTest::addColumn<QString>("roleWord");
    QTest::newRow("own core") << false << QStringLiteral("admin");
    for (const char* role : {"viewer", "operator", "admin"}) QTest::newRow(role) << true << QString::fromLatin1(role);
  }
  /// The window as one with that role sees it.
  void show(bool overHttp, const QString& role) {
    std::optional<desktop::DaemonChoice> daemon;
    if (overHttp)
      daemon = desktop::DaemonChoice{core_->url(),
                                     ask("POST", "/api/tokens", Json{{"name", "tester"}, {"role", role.toStdString()}}).at("token")};
    window_ = std::make_unique<RealWindow>(overHttp ? nullptr : core_.get(), daemon, *theme_);
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

  void daemonDone6_everyActionIsThereForAllAndSaysWhoMayNotUseIt_data() { roles(); }
  void daemonDone6_everyActionIsThereForAllAndSaysWhoMayNotUseIt() {
    QFETCH(bool, overHttp);
    QFETCH(QString, roleWord);
    const auto role = *model::parseRole(roleWord.toStdString());
    show(overHttp, roleWord);
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("statusOnline"), kPatience);
    for (const auto& action : kActions) {
      QVERIFY2(open(action.page), action.name);
      const bool may = model::allows(role, action.takes);
      QTRY_VERIFY2_WITH_TIMEOUT(window_->seen(action.name) && window_->seen(action.name)->isEnabled() == may, action.name, kPatience);
      const auto* widget = window_->seen(action.name);
      if (!may) {
        QVERIFY2(!widget->toolTip().isEmpty(), action.name);
        QVERIFY2(namesTheRole(widget->toolTip()), qPrintable(QLatin1String(action.name) + QLatin1Char(' ') + widget->toolTip()));
      }
    }
  }

  void daemonDone6_savingDuplicatingAndDeletingWebhooksIsThereForAll_data() { roles(); }
  void daemonDone6_savingDuplicatingAndDeletingWebhooksIsThereForAll() {
    QFETCH(bool, overHttp);
    QFETCH(QString, roleWord);
    const bool may = model::allows(*model::parseRole(roleWord.toStdString()), Permission::kAdminister);
    show(overHttp, roleWord);
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("statusOnline"), kPatience);
    QVERIFY(open(Id::kWebhooks));
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("saveWebhook"), kPatience);
    auto* name = window_->find<QLineEdit>("nameField");
    QTRY_VERIFY_WITH_TIMEOUT(!name->text().isEmpty(), kPatience);
    if (may) {
      QTest::keyClicks(name, QStringLiteral("!"));
      QTRY_VERIFY(window_->find<QPushButton>("saveWebhook")->isEnabled());
    } else {
      QVERIFY(!window_->find<QPushButton>("saveWebhook")->isEnabled());
      QVERIFY2(namesTheRole(window_->find<QPushButton>("saveWebhook")->toolTip()), "save");
    }
    const auto* more = window_->find<QPushButton>("moreActions");
    QVERIFY2(more->isVisible() && more->isEnabled(), "the menu opens for all");
    QVERIFY(more->menu()->toolTipsVisible());
    for (const char* entry : {"duplicateWebhook", "deleteWebhook"}) {
      const auto* action = more->menu()->findChild<QAction*>(QLatin1String(entry));
      QVERIFY2(action != nullptr && action->isVisible(), entry);
      QCOMPARE(action->isEnabled(), may);
      if (!may) QVERIFY2(namesTheRole(action->toolTip()), qPrintable(action->toolTip()));
    }
  }

  void daemonDone6_theJobsFormIsThereForAll_data() { roles(); }
  void daemonDone6_theJobsFormIsThereForAll() {
    QFETCH(bool, overHttp);
    QFETCH(QString, roleWord);
    const auto role = *model::parseRole(roleWord.toStdString());
    show(overHttp, roleWord);
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("statusOnline"), kPatience);
    QVERIFY(open(Id::kDeadLetters));
    window_->find<QPushButton>("showJobs")->click();
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("jobCount"), kPatience);
    auto* kind = window_->find<QComboBox>("jobKind");
    const auto* count = window_->find<QPushButton>("jobCount");
    const auto* start = window_->find<QPushButton>("jobStart");
    for (int at = 0; at < kind->count(); ++at) {
      kind->setCurrentIndex(at);
      emit kind->activated(at);
      const bool purges = kind->itemText(at).contains(QStringLiteral("urge"));
      const bool may = model::allows(role, purges ? Permission::kAdminister : Permission::kOperate);
      QCOMPARE(count->isEnabled(), may);
      QVERIFY2(start->isVisible() && !start->isEnabled(), "nothing was counted");
      for (const auto* button : {count, start})
        if (!may) QVERIFY2(namesTheRole(button->toolTip()), qPrintable(button->toolTip()));
    }
  }

  void daemonDone6_theConnectionMenuIsThereForAll_data() { roles(); }
  void daemonDone6_theConnectionMenuIsThereForAll() {
    QFETCH(bool, overHttp);
    QFETCH(QString, roleWord);
    const bool may = model::allows(*model::parseRole(roleWord.toStdString()), Permission::kOperate);
    show(overHttp, roleWord);
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("stoppedStripe"), kPatience);
    window_->find<QPushButton>("connectionButton")->click();
    const auto* menu = window_->find<QMenu>("connectionMenu");
    QVERIFY(menu->toolTipsVisible());
    const auto* sending = menu->findChild<QAction*>(QStringLiteral("sendingAction"));
    QVERIFY(sending->isVisible());
    QCOMPARE(sending->isEnabled(), may);
    if (!may) QVERIFY2(namesTheRole(sending->toolTip()), qPrintable(sending->toolTip()));
    QVERIFY2(!overHttp || menu->findChild<QAction*>(QStringLiteral("editConnection"))->isEnabled(),
             "what it is called here is nobody's right");
  }

  /// It posts events and may read nothing: the window says so, and holds nothing ready that would be refused.
  void daemonDone6_aProducerIsToldThatThisTokenShowsNothing() {
    show(true, QStringLiteral("producer"));
    QTRY_VERIFY_WITH_TIMEOUT(window_->shows("connectionStripe"), kPatience);
    const auto said = window_->find("connectionStripe")->findChild<QLabel*>(QStringLiteral("bannerText"))->text();
    QVERIFY2(said.contains(QStringLiteral("The role producer may not")), qPrintable(said));
    QVERIFY2(window_->shows("tokenButton"), "another token helps");
    for (const auto& action : kActions) {
      window_->open(action.page);
      const auto* widget = window_->seen(action.name);
      if (widget == nullptr) continue;  // of a thing that is not shown either
      QVERIFY2(!widget->isEnabled(), action.name);
      QVERIFY2(namesTheRole(widget->toolTip()), qPrintable(QLatin1String(action.name) + widget->toolTip()));
    }
    for (const char* name : {"newWebhook", "sendEvent", "newToken", "keepDays"}) {
      for (const auto& action : kActions)
        if (action.name == QLatin1String(name)) window_->open(action.page);
      QVERIFY2(window_->seen(name) != nullptr, name);
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
      QVERIFY2(widget->toolTip().contains(QStringLiteral("Not connected")),
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
