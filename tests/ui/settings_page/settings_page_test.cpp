#include "settings_page/settings_page.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include "support/scripted_channel.h"
#include "support/scripted_shell.h"
#include "support/ui_test.h"
#include "widgets/banner.h"
#include "widgets/elided_label.h"

namespace hookline::settings_page {

using Json = nlohmann::json;
using support::ScriptedChannel;
using Kind = client::ChannelState::Kind;

class SettingsPageTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<client::Client> client_;
  ScriptedChannel* channel_ = nullptr;  // the client's
  std::unique_ptr<support::ScriptedPrompter> prompter_;
  std::unique_ptr<support::ScriptedNavigator> navigator_;
  std::unique_ptr<SettingsPage> page_;
  QTemporaryDir folder_;
  Json tokens_;
  Json storage_;
  Json fixed_ = Json::array();

  static Json token(const std::string& name, const std::string& role) {
    return {{"name", name}, {"role", role}, {"createdAt", "2026-11-23T20:00:00.000Z"}};
  }
  void serve() {
    storage_ = {
        {"keepDays", 30}, {"keepPayloadDays", 7}, {"keepDeadDays", nullptr}, {"maxDiskBytes", 10000000000}, {"maxWaiting", 5000000}};
    fixed_ = Json::array();
    tokens_ = Json::array({token("admin", "admin"), token("shop-chatbot", "producer")});
    tokens_[0]["lastUsedAt"] = "2026-11-24T08:00:00.000Z";
    channel_->role("admin", {"post_events", "read", "operate", "administer"});
    channel_->on("GET /api/settings", [this](const auto&) {
      return ScriptedChannel::json({{"address", "http://127.0.0.1:8787"},
                                    {"allowPrivate", true},
                                    {"dataFolder", folder_.path().toStdString()},
                                    {"storage", storage_},
                                    {"fixed", fixed_}});
    });
    channel_->on("GET /api/status", Json{{"rate", Json::object()}, {"disk", {{"bytes", 7}, {"used", 2500000000}, {"limit", 10000000000}}}});
    channel_->on("PATCH /api/settings", [this](const api::Request& request) -> base::Result<api::Response> {
      const auto patch = Json::parse(request.body)["storage"];
      if (patch.contains("keepDays") && patch["keepDays"] == 4)
        return ScriptedChannel::json({{"error", "The storage rules are not valid."},
                                      {"details", {{{"path", "/storage/keepDays"}, {"message", "must be another number"}}}}},
                                     422);
      storage_.merge_patch(patch);
      return ScriptedChannel::json({{"address", "http://127.0.0.1:8787"}, {"storage", storage_}, {"fixed", fixed_}});
    });
    channel_->on("GET /api/tokens", [this](const auto&) { return ScriptedChannel::json({{"items", tokens_}, {"next", nullptr}}); });
    channel_->on("DELETE /api/tokens/*", [this](const api::Request& request) -> base::Result<api::Response> {
      for (auto one = tokens_.begin(); one != tokens_.end(); ++one)
        if (request.path == "/api/tokens/" + (*one)["name"].get<std::string>()) {
          tokens_.erase(one);
          return api::Response{204, {}, {}, {}};
        }
      return ScriptedChannel::refusal(404, "Token not found");
    });
    channel_->on("POST /api/tokens", [this](const api::Request& request) {
      const auto body = Json::parse(request.body);
      auto made = token(body["name"], body["role"]);
      tokens_.push_back(made);
      made["token"] = "hl_abc_secret";
      return base::Result<api::Response>(ScriptedChannel::json(made, 201));
    });
  }
  void open() {
    page_ = std::make_unique<SettingsPage>(shell::PageContext{*client_, *prompter_, *navigator_, QStringLiteral("Production")});
    page_->resize(1152, 790);
    page_->show();
    page_->activateWindow();
    QTRY_VERIFY(page_->isActiveWindow());
    page_->shown();
    client_->open();
    QTRY_COMPARE(client_->state().kind, Kind::kOpen);
  }
  template <typename T>
  T* part(const QString& name) {
    for (auto* found : page_->findChildren<T*>(name))
      if (!found->isHidden()) return found;
    return nullptr;
  }
  template <typename T>
  T* known(const char* name) {
    return page_->findChild<T*>(QLatin1String(name));
  }
  QString address() { return known<QLabel>("receivingAddress")->text(); }
  QPushButton* revoke(const char* name) { return part<QPushButton>(QStringLiteral("revoke_") + QLatin1String(name)); }
  QLineEdit* name() { return known<QLineEdit>("tokenNameField"); }

 private slots:
  void init() {
    auto channel = std::make_unique<ScriptedChannel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    prompter_ = std::make_unique<support::ScriptedPrompter>();
    navigator_ = std::make_unique<support::ScriptedNavigator>();
    navigator_->known = {{"here", "This computer", "receiving at 127.0.0.1:8787", shell::ConnectionColour::kGreen, false},
                         {"far", "Production", "hooks.example", shell::ConnectionColour::kRed, false}};
    serve();
  }
  void cleanup() {
    page_.reset();
    client_.reset();
  }

  void engineDone7_storageIsShownChangedAndRefusedByField() {
    fixed_ = {"maxDiskBytes"};
    open();
    QTRY_COMPARE(known<QLabel>("storageUsed")->text(), QStringLiteral("2.5 GB of 10.0 GB used"));
    auto* days = known<QLineEdit>("keepDays");
    QTRY_COMPARE(days->text(), QStringLiteral("30"));
    QVERIFY(!known<QLineEdit>("maxDisk")->isEnabled());
    QVERIFY(known<QLabel>("maxDiskNote")->text().contains(QStringLiteral("when Hookline was started")));
    auto* save = known<QPushButton>("storageSave");
    days->setText(QStringLiteral("soon"));
    QTest::mouseClick(save, Qt::LeftButton);
    QVERIFY(known<QLabel>("keepDaysNote")->text().contains(QStringLiteral("from 1 to 3650")));
    QVERIFY(channel_->requests("PATCH /api/settings").empty());
    days->setText(QStringLiteral("4"));
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_VERIFY(known<QLabel>("keepDaysNote")->text().contains(QStringLiteral("must be another number")));
    days->setText(QStringLiteral("14"));
    known<QLineEdit>("keepDeadDays")->setText(QStringLiteral("365"));
    QTest::mouseClick(save, Qt::LeftButton);
    QTRY_COMPARE(channel_->requests("PATCH /api/settings").size(), 2U);
    const Json wanted{{"storage", {{"keepDays", 14}, {"keepDeadDays", 365}}}};
    QVERIFY(Json::parse(channel_->requests("PATCH /api/settings").back().body) == wanted);
    QTRY_VERIFY(save->isEnabled());
    QTRY_COMPARE(storage_["keepDays"].get<int>(), 14);
  }

  void itShowsWhatTheCoreSays() {
    open();
    QTRY_COMPARE(address(), QStringLiteral("http://127.0.0.1:8787"));
    QTRY_COMPARE(page_->findChildren<QWidget*>(QStringLiteral("tokenName")).size(), 2);
    QCOMPARE(known<QLabel>("dataFolder")->text(), folder_.path());
    QVERIFY(known<QPushButton>("openFolder")->isVisible());
    QVERIFY(known<QLabel>("versions")->text().contains(QStringLiteral("core 0.1.0")));
    QVERIFY(known<QLabel>("licence")->text().contains(QStringLiteral("GPL-3.0-or-later")));
    QVERIFY(!known<QWidget>("settingsTrouble")->isVisible());
    QTest::mouseClick(known<QPushButton>("receivingAddressCopy"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://127.0.0.1:8787"));
  }

  void aFolderThatIsNotHereCannotBeOpened() {
    channel_->on("GET /api/settings",
                 Json{{"address", "https://hooks.example"}, {"allowPrivate", false}, {"dataFolder", "/no/such/folder"}});
    open();
    QTRY_COMPARE(known<QLabel>("dataFolder")->text(), QStringLiteral("/no/such/folder"));
    QVERIFY(!known<QPushButton>("openFolder")->isVisible());
  }

  void itReadsOnlyWhenItIsLookedAt() {
    open();
    QTRY_COMPARE(channel_->requests("GET /api/settings").size(), std::size_t{1});
    page_->hidden();
    channel_->notice("gap", Json::object());
    page_->shown();
    QCOMPARE(channel_->requests("GET /api/settings").size(), std::size_t{2});
    channel_->notice("gap", Json::object());
    QCOMPARE(channel_->requests("GET /api/settings").size(), std::size_t{3});
    page_->reload();
    QCOMPARE(channel_->requests("GET /api/settings").size(), std::size_t{4});
  }

  void theColoursAndTheConnectionsAreTheWindows() {
    open();
    QVERIFY(known<QRadioButton>("modeSystem")->isChecked());
    QTest::mouseClick(known<QRadioButton>("modeDark"), Qt::LeftButton, {}, {8, 10});
    QCOMPARE(navigator_->mode, theme::Theme::Mode::kDark);
    navigator_->mode = theme::Theme::Mode::kLight;
    page_->windowChanged();
    QVERIFY(known<QRadioButton>("modeLight")->isChecked());

    QVERIFY(part<QLabel>(QStringLiteral("inUse_here")));
    QVERIFY(!part<QPushButton>(QStringLiteral("switch_here")));
    QTest::mouseClick(part<QPushButton>(QStringLiteral("switch_far")), Qt::LeftButton);
    QCOMPARE(navigator_->switches, QStringList{"far"});
    QVERIFY2(!part<QPushButton>(QStringLiteral("forget_far")), "it came with the start");
    QTest::mouseClick(known<QPushButton>("settingsConnect"), Qt::LeftButton);
    QCOMPARE(navigator_->connectsToDaemon, 1);
    QTest::mouseClick(part<QPushButton>(QStringLiteral("settingsPasteLink")), Qt::LeftButton);
    QCOMPARE(navigator_->pastedLinks, 1);
    navigator_->known << shell::ConnectionChoice{"new", "New", "new.example", shell::ConnectionColour::kBlue, false, {}, true, true};
    page_->windowChanged();
    QVERIFY(part<QPushButton>(QStringLiteral("switch_new")));
    QTest::mouseClick(part<QPushButton>(QStringLiteral("edit_new")), Qt::LeftButton);
    QCOMPARE(navigator_->edited, QStringList{QStringLiteral("new")});
    QTest::mouseClick(part<QPushButton>(QStringLiteral("forget_new")), Qt::LeftButton);
    QCOMPARE(navigator_->forgotten, QStringList{"new"});
  }

  void revokingAsksFirst() {
    open();
    QTRY_VERIFY(revoke("shop-chatbot"));
    prompter_->yes = false;
    QTest::mouseClick(revoke("shop-chatbot"), Qt::LeftButton);
    QCOMPARE(prompter_->asked.size(), std::size_t{1});
    QVERIFY(prompter_->asked[0].dangerous);
    QVERIFY(prompter_->asked[0].title.contains(QStringLiteral("shop-chatbot")));
    prompter_->yes = true;
    QTest::mouseClick(revoke("shop-chatbot"), Qt::LeftButton);
    QTRY_COMPARE(navigator_->toasts, QStringList{QStringLiteral("shop-chatbot is revoked.")});
    QCOMPARE(channel_->requests("DELETE /api/tokens/shop-chatbot").size(), std::size_t{1});
    QTRY_VERIFY(!revoke("shop-chatbot"));
    QVERIFY(revoke("admin"));
  }

  void aRefusedRevokeSaysWhy() {
    channel_->on("DELETE /api/tokens/*", [](const auto&) { return ScriptedChannel::refusal(409, "It is the last admin token."); });
    open();
    QTRY_VERIFY(revoke("admin"));
    QTest::mouseClick(revoke("admin"), Qt::LeftButton);
    QTRY_COMPARE(prompter_->told, QStringList{QStringLiteral("It is the last admin token.")});
    QVERIFY(revoke("admin"));
  }

  void theTokenOfThisWindowCannotBeRevokedFromIt() {
    tokens_.push_back(token("tester", "admin"));
    open();
    QTRY_VERIFY(revoke("tester"));
    QVERIFY(!revoke("tester")->isEnabled());
    QCOMPARE(revoke("tester")->toolTip(), QStringLiteral("This window is connected with it."));
    QVERIFY(revoke("admin")->isEnabled());
  }

  void aNewTokenIsShownOnce() {
    open();
    QTRY_VERIFY(revoke("admin"));
    name()->setFocus();
    QTest::keyClicks(name(), "crm bot");
    auto* problem = known<QLabel>("tokenNameProblem");
    QVERIFY(problem->isHidden());
    known<QPushButton>("newToken")->setFocus();
    QTRY_VERIFY(!problem->isHidden());
    QVERIFY(problem->text().startsWith(QStringLiteral("A name has letters")));
    QTest::mouseClick(known<QPushButton>("newToken"), Qt::LeftButton);
    QVERIFY(channel_->requests("POST /api/tokens").empty());
    QVERIFY(name()->hasFocus());
    name()->selectAll();
    QTest::keyClicks(name(), "crm-bot");
    QVERIFY(problem->isHidden());
    QTest::keyClick(name(), Qt::Key_Return);
    QTRY_COMPARE(prompter_->secrets, QStringList{QStringLiteral("hl_abc_secret")});
    QTRY_VERIFY(revoke("crm-bot"));
    QCOMPARE(name()->text(), QString());
    const auto sent = Json::parse(channel_->requests("POST /api/tokens").front().body);
    QCOMPARE(sent["role"].get<std::string>(), std::string("producer"));
    for (auto* label : page_->findChildren<QLabel*>()) QVERIFY(!label->text().contains(QStringLiteral("hl_abc")));
  }

  void aTakenNameIsSaidAtTheField() {
    channel_->on("POST /api/tokens", [](const auto&) { return ScriptedChannel::refusal(409, "There is a token named a already."); });
    open();
    QTRY_VERIFY(revoke("admin"));
    name()->setText(QStringLiteral("a"));
    QTest::mouseClick(known<QPushButton>("newToken"), Qt::LeftButton);
    QTRY_COMPARE(known<QLabel>("tokenNameProblem")->text(), QStringLiteral("There is a token named a already."));
    QVERIFY(known<QPushButton>("newToken")->isEnabled());
    QCOMPARE(name()->text(), QStringLiteral("a"));
  }

  void whoIsNoAdminIsToldSo() {
    channel_->role("operator", {"post_events", "read", "operate"});
    channel_->on("GET /api/settings", Json{{"address", "http://127.0.0.1:8787"}, {"allowPrivate", true}});
    open();
    QTRY_COMPARE(address(), QStringLiteral("http://127.0.0.1:8787"));
    QVERIFY(!known<QPushButton>("newToken")->isEnabled());
    QVERIFY(!name()->isEnabled());
    auto* why = known<QLabel>("tokensWhyNot");
    QVERIFY(why->isVisible());
    QCOMPARE(why->text(), QStringLiteral("You are connected as operator. Only an admin may see, make and revoke tokens."));
    QVERIFY(channel_->requests("GET /api/tokens").empty());
    QCOMPARE(known<QLabel>("dataFolder")->text(), QStringLiteral("only an admin may know"));
    QVERIFY(!known<QPushButton>("dataFolderCopy")->isVisible());
  }

  void aLostCoreLeavesWhatIsKnown() {
    open();
    QTRY_VERIFY(revoke("shop-chatbot"));
    channel_->state(Kind::kLost, "the <b>line</b> is cut");
    QVERIFY(!revoke("shop-chatbot")->isEnabled());
    QVERIFY(!known<QPushButton>("newToken")->isEnabled());
    QCOMPARE(known<QLabel>("tokensWhyNot")->text(), QStringLiteral("Not connected: the <b>line</b> is cut"));
    QCOMPARE(known<QLabel>("tokensWhyNot")->textFormat(), Qt::PlainText);
    QCOMPARE(address(), QStringLiteral("http://127.0.0.1:8787"));
    QVERIFY(known<QRadioButton>("modeDark")->isEnabled());
    QVERIFY(part<QPushButton>(QStringLiteral("switch_far"))->isEnabled());
    const auto before = channel_->requests("GET /api/settings").size();
    page_->reload();
    QCOMPARE(channel_->requests("GET /api/settings").size(), before);
    channel_->state(Kind::kOpen);
    QTRY_COMPARE(channel_->requests("GET /api/settings").size(), before + 1);
    QTRY_VERIFY(revoke("shop-chatbot")->isEnabled());
  }

  void whatCannotBeReadIsSaid() {
    channel_->on("GET /api/tokens", [](const auto&) { return ScriptedChannel::refusal(500, "The store cannot be read."); });
    open();
    auto* trouble = known<widgets::Banner>("settingsTrouble");
    QTRY_VERIFY(trouble->isVisible());
    QCOMPARE(trouble->text(), QStringLiteral("The store cannot be read."));
    serve();
    QTest::mouseClick(known<QPushButton>("settingsRetry"), Qt::LeftButton);
    QTRY_VERIFY(revoke("admin"));
    QVERIFY(!trouble->isVisible());
  }

  void diagnosticsHoldNoSecret() {
    open();
    QTRY_VERIFY(revoke("admin"));
    QTest::mouseClick(known<QPushButton>("copyDiagnostics"), Qt::LeftButton);
    const auto text = QGuiApplication::clipboard()->text();
    QVERIFY(text.contains(QStringLiteral("core 0.1.0")));
    QVERIFY(text.contains(QStringLiteral("role admin")));
    for (const char* secret : {"shop-chatbot", "127.0.0.1", "tester", "hl_"}) QVERIFY2(!text.contains(QLatin1String(secret)), secret);
    QVERIFY(!text.contains(folder_.path()));
  }

  void everythingFocusableHasANameAndTabComesRound() {
    open();
    QTRY_VERIFY(revoke("shop-chatbot"));
    QList<QWidget*> wanted;
    for (auto* widget : page_->findChildren<QWidget*>()) {
      if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()) continue;
      auto* interface = QAccessible::queryAccessibleInterface(widget);
      QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
      // The others of a group are reached with the arrow keys.
      const auto* radio = qobject_cast<QRadioButton*>(widget);
      if (!radio || radio->isChecked()) wanted << widget;
    }
    QVERIFY(wanted.size() >= 10);
    known<QWidget>("settingsCards")->setFocus();
    QStringList order;
    while (!wanted.isEmpty() && order.size() < 50) {
      auto* now = QApplication::focusWidget();
      wanted.removeAll(now);
      order << now->objectName();
      QTest::keyClick(now, Qt::Key_Tab);
    }
    QVERIFY2(wanted.isEmpty(), qPrintable(order.join(' ')));
    QCOMPARE(QApplication::focusWidget(), known<QWidget>("settingsCards"));
    QCOMPARE(order,
             (QStringList{"settingsCards", "switch_far", "settingsConnect", "settingsPasteLink", "modeSystem", "receivingAddressCopy",
                          "revoke_admin", "revoke_shop-chatbot", "tokenNameField", "newToken", "keepDays", "keepPayloadDays",
                          "keepDeadDays", "maxDisk", "storageSave", "dataFolderCopy", "openFolder", "copyDiagnostics"}));
  }
};

}  // namespace hookline::settings_page

UI_TEST(settings_page_test, hookline::settings_page::SettingsPageTest)
#include "settings_page_test.moc"
