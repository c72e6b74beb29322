#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include "scripted_webhooks.h"
#include "support/ui_test.h"
#include "webhooks_page/message_view.h"
#include "webhooks_page/stand_in_feed.h"
#include "widgets/code_view.h"

namespace hookline::webhooks_page {

/// A webhook is led to a stand-in, and what arrived there is shown; on a scripted core.
class WebhookStandInTest final : public QObject {
  Q_OBJECT

 private:
  using Json = ScriptedWebhooks::Json;
  using ScriptedChannel = support::ScriptedChannel;
  enum Place { kCustom, kChatter, kDesk };

  static constexpr const char* kUrl = "http://127.0.0.1:8789";
  static constexpr const char* kSeen = "GET /api/sandbox/slack";

  std::unique_ptr<ScriptedWebhooks> core_;
  bool running_ = false;
  Json records_ = Json::object();

  template <typename Widget>
  Widget* child(const char* name) const {
    return core_->child<Widget>(name);
  }
  QString text(const char* label) const { return child<QLabel>(label)->text(); }
  QString typed(const char* name) const {
    const auto* line = core_->page->findChild<QLineEdit*>(QLatin1String(name));
    return line != nullptr ? line->text() : child<QPlainTextEdit>(name)->toPlainText();
  }
  bool visible(const char* name) const { return child<QWidget>(name)->isVisible(); }
  void click(const char* name) { child<QAbstractButton>(name)->click(); }
  std::size_t asked() const { return core_->channel->requests(kSeen).size(); }
  template <typename Widget>
  QList<Widget*> arrived(const char* name) const {
    return child<QWidget>("standInPane")->findChildren<Widget*>(QLatin1String(name));
  }
  Json sandbox() const {
    if (!running_) return {{"running", false}, {"url", nullptr}, {"webhooks", Json::object()}};
    return {{"running", true},
            {"url", kUrl},
            {"webhooks",
             {{"slack",
               {{"url", std::string(kUrl) + "/slack/room"}, {"settings", {{"baseUrl", kUrl}, {"mention", "none"}, {"unheard", "of"}}}}}}}};
  }
  void script() {
    core_->channel->on("GET /api/sandbox",
                       [this](const api::Request&) { return base::Result<api::Response>(ScriptedChannel::json(sandbox())); });
    core_->channel->on("PUT /api/sandbox", [this](const api::Request& request) {
      running_ = Json::parse(request.body).at("running").get<bool>();
      return base::Result<api::Response>(ScriptedChannel::json(sandbox()));
    });
    core_->channel->on(kSeen, [this](const api::Request&) {
      if (!running_) return base::Result<api::Response>(ScriptedChannel::refusal(409, "The stand-ins do not run: start them first."));
      return base::Result<api::Response>(ScriptedChannel::json({{"requests", Json::array()}, {"records", records_}}));
    });
  }
  void show() {
    core_->show();
    QTRY_COMPARE(child<QListWidget>("kindList")->count(), static_cast<int>(core_->integrations.size()));
    QTRY_VERIFY(!core_->channel->requests("GET /api/sandbox").empty());
  }
  /// A new webhook of the kind with messages.
  void startChatter() {
    show();
    core_->startNew(kChatter);
    QTRY_VERIFY(visible("tryStandIn"));
  }
  /// A saved webhook that goes to the running stand-ins.
  void showRoomThere() {
    running_ = true;
    core_->add("room", {{"kind", "slack"}, {"url", std::string(kUrl) + "/slack/•••"}, {"settings", {{"baseUrl", kUrl}}}});
    show();
    QTRY_VERIFY(visible("standInPane"));
    QTRY_VERIFY(asked() > 0);
  }

 private slots:
  void init() {
    core_ = std::make_unique<ScriptedWebhooks>();
    running_ = false;
    records_ = Json::object();
    script();
  }
  void cleanup() { core_.reset(); }

  void destinationsDone6_theStandInsAreStartedAndTheFormIsFilledWithoutBeingSaved() {
    startChatter();
    QVERIFY(!visible("goesToStandIn"));
    QVERIFY(!visible("standInPane"));
    click("tryStandIn");
    QVERIFY2(!child<QPushButton>("tryStandIn")->isEnabled(), "a second press while they start asks nothing");
    QTRY_COMPARE(typed("setting_urlInput"), QStringLiteral("http://127.0.0.1:8789/slack/room"));
    QVERIFY(child<QPushButton>("tryStandIn")->isEnabled());
    QCOMPARE(typed("setting_baseUrlInput"), QLatin1String(kUrl));
    QCOMPARE(typed("setting_mentionInput"), QStringLiteral("none"));
    QVERIFY2(visible("setting_baseUrlInput"), "what was filled in can be seen");
    QVERIFY(!visible("setting_urlProblem"));
    QCOMPARE(text("goesToStandIn"),
             QStringLiteral("This webhook goes to the stand-in at http://127.0.0.1:8789: nothing leaves the core's own computer."));
    QVERIFY(visible("unsavedMark"));
    QCOMPARE(core_->channel->requests("PUT /api/sandbox").size(), std::size_t{1});
    QVERIFY(core_->channel->requests("POST /api/webhooks").empty());
    click("saveWebhook");
    QTRY_COMPARE(core_->webhooks.size(), std::size_t{1});
    const auto& saved = core_->webhooks[0];
    QVERIFY2(saved["settings"] == (Json{{"baseUrl", kUrl}, {"mention", "none"}}), saved["settings"].dump().c_str());
    QCOMPARE(QString::fromStdString(saved["url"]), QStringLiteral("http://127.0.0.1:8789/slack/room"));
  }

  void destinationsDone1_whatIsOffIsOfferedForTheKindsAloneThatTheCoreNames() {
    core_->channel->on("GET /api/sandbox",
                       Json{{"running", false}, {"url", nullptr}, {"kinds", {"pagerduty"}}, {"webhooks", Json::object()}});
    core_->integrations[kDesk]["fields"].push_back({{"name", "baseUrl"}, {"kind", "url"}, {"label", "Another host"}, {"advanced", true}});
    show();
    core_->startNew(kDesk);
    QTRY_VERIFY(visible("tryStandIn"));
    core_->startNew(kChatter);
    QTRY_VERIFY(child<QWidget>("setting_urlInput")->isVisible());
    QVERIFY(!visible("tryStandIn"));
  }

  void destinationsDone1_whatWasAskedOfAStandInIsNotReadAtEachLook() {
    showRoomThere();
    QCOMPARE(QString::fromStdString(std::string(core_->channel->requests(kSeen).back().queryValue("requests"))), QStringLiteral("0"));
  }

  void destinationsDone6_revertTakesTheStandInBackFromASavedWebhook() {
    core_->add("room", {{"kind", "slack"}, {"url", "https://chatter.example/•••"}, {"settings", {{"mention", "here"}}}});
    show();
    QTRY_VERIFY(visible("tryStandIn"));
    click("tryStandIn");
    QTRY_VERIFY(visible("goesToStandIn"));
    QCOMPARE(typed("setting_mentionInput"), QStringLiteral("none"));
    click("revertWebhook");
    QTRY_VERIFY(!visible("goesToStandIn"));
    QVERIFY(!visible("standInPane"));
    QCOMPARE(text("setting_urlKept"), QStringLiteral("https://chatter.example/•••"));
    QCOMPARE(typed("setting_mentionInput"), QStringLiteral("here"));
    QCOMPARE(typed("setting_baseUrlInput"), QString());
    QVERIFY(core_->channel->requests("PATCH /api/webhooks/*").empty());
  }

  void destinationsDone6_secretsAreFilledInForAKindWithoutAnAddressAndTheRestStays() {
    core_->integrations[kDesk]["fields"].push_back({{"name", "baseUrl"}, {"kind", "url"}, {"label", "Another host"}, {"advanced", true}});
    core_->channel->on("PUT /api/sandbox", [](const api::Request&) {
      const Json desk{{"settings", {{"baseUrl", std::string(kUrl) + "/desk"}, {"token", "stand-in-key"}, {"threshold", 0.75}}}};
      return base::Result<api::Response>(ScriptedChannel::json({{"running", true}, {"url", kUrl}, {"webhooks", {{"pagerduty", desk}}}}));
    });
    core_->add("desk", {{"kind", "pagerduty"},
                        {"url", "https://desk.example/api"},
                        {"settings", {{"token", {{"set", true}}}, {"signature", {{"set", true}}}, {"region", "eu"}}}});
    show();
    QTRY_VERIFY(visible("tryStandIn"));
    click("tryStandIn");
    QTRY_VERIFY2(visible("goesToStandIn"), "its address follows from the settings when it is saved");
    click("saveWebhook");
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/*").empty());
    const auto sent = core_->lastBody("PATCH /api/webhooks/*");
    QCOMPARE(QString::fromStdString(sent["settings"]["token"]), QStringLiteral("stand-in-key"));
    QCOMPARE(QString::fromStdString(sent["settings"]["baseUrl"]), QStringLiteral("http://127.0.0.1:8789/desk"));
    QCOMPARE(sent["settings"]["threshold"].get<double>(), 0.75);
    const auto& kept = core_->webhooks[0]["settings"];
    QVERIFY2(kept["region"] == "eu" && kept["signature"] == (Json{{"set", true}}), kept.dump().c_str());
  }

  void destinationsDone6_aWebhookThatIsOpenedWhileTheyStartIsNotFilledIn() {
    core_->add("room", {{"kind", "slack"}, {"url", "https://chatter.example/•••"}});
    core_->add("other", {{"kind", "slack"}, {"url", "https://chatter.example/•••"}});
    show();
    QTRY_VERIFY(visible("tryStandIn"));
    core_->channel->hold("PUT /api/sandbox");
    click("tryStandIn");
    core_->page->showWebhook(model::WebhookId{2});
    QTRY_COMPARE(text("webhookTitle"), QStringLiteral("other"));
    core_->channel->unhold("PUT /api/sandbox");
    QTRY_VERIFY(child<QPushButton>("tryStandIn")->isEnabled());
    QCOMPARE(typed("setting_baseUrlInput"), QString());
    QVERIFY(!visible("unsavedMark"));
  }

  void destinationsDone6_theLineGoesAsSoonAsTheFormLeadsElsewhere() {
    startChatter();
    click("tryStandIn");
    QTRY_VERIFY(visible("goesToStandIn"));
    auto* url = child<QPlainTextEdit>("setting_urlInput");
    url->setPlainText(QStringLiteral("https://chatter.example/room"));
    QVERIFY2(!visible("goesToStandIn"), "the address is the service's again");
    url->setPlainText(QStringLiteral("http://127.0.0.1:87890/slack/room"));
    QVERIFY2(!visible("goesToStandIn"), "another port only begins like theirs");
    url->setPlainText(QStringLiteral("http://127.0.0.1:8789/slack/other"));
    QVERIFY(visible("goesToStandIn"));
    auto* base = child<QLineEdit>("setting_baseUrlInput");
    base->clear();
    emit base->textEdited({});
    QVERIFY(!visible("goesToStandIn"));
  }

  void destinationsDone6_onlyAKindWithAStandInOffersIt() {
    show();
    core_->startNew(kDesk);
    QVERIFY2(!visible("tryStandIn"), "it cannot be sent to another host");
    core_->startNew(kCustom);
    QVERIFY(!visible("tryStandIn"));
  }

  void destinationsDone6_aCoreThatKnowsNoStandInsOffersNone() {
    core_->channel->on("GET /api/sandbox", [](const api::Request&) {
      return base::Result<api::Response>(ScriptedChannel::refusal(404, "There is nothing at this address."));
    });
    show();
    core_->startNew(kChatter);
    QVERIFY(!visible("tryStandIn"));
    QVERIFY(!visible("goesToStandIn"));
  }

  void destinationsDone6_standInsThatDoNotStartSayWhy() {
    core_->channel->on("PUT /api/sandbox",
                       [](const api::Request&) { return base::Result<api::Response>(ScriptedChannel::refusal(500, "No port is free.")); });
    startChatter();
    click("tryStandIn");
    QTRY_VERIFY(visible("troubleBanner"));
    QVERIFY(child<QPushButton>("tryStandIn")->isEnabled());
    QCOMPARE(typed("setting_urlInput"), QString());
  }

  void destinationsDone6_aViewerIsToldWhyAndSeesWhatArrived() {
    core_ = std::make_unique<ScriptedWebhooks>(std::vector<std::string>{"read"});
    script();
    records_ = {{"messages", {{{"message", {{"text", "Hello"}}}}}}};
    showRoomThere();
    const auto* button = child<QPushButton>("tryStandIn");
    QVERIFY(button->isVisible());
    QVERIFY(!button->isEnabled());
    QVERIFY2(button->toolTip().contains(QStringLiteral("Only an admin may change webhooks")), qPrintable(button->toolTip()));
    QTRY_COMPARE(arrived<MessageView>("arrivedMessage").size(), 1);
  }

  void destinationsDone6_whatArrivedIsShownNewestFirstAndNothingInItIsMarkup() {
    records_ = {{"messages", {{{"message", {{"text", "first"}}}}, {{"message", {{"title", "New lead"}, {"text", "<b>Ana</b>"}}}}}},
                {"tickets", {{{"subject", "Help"}}}}};
    showRoomThere();
    QTRY_COMPARE(arrived<MessageView>("arrivedMessage").size(), 2);
    const auto messages = arrived<MessageView>("arrivedMessage");
    QCOMPARE(messages[0]->plainText(), QStringLiteral("New lead\n<b>Ana</b>"));
    QCOMPARE(messages[0]->findChild<QLabel*>(QStringLiteral("shownText"))->text(), QStringLiteral("&lt;b&gt;Ana&lt;/b&gt;"));
    QCOMPARE(messages[1]->plainText(), QStringLiteral("first"));
    const auto whole = arrived<widgets::CodeView>("arrivedJson");
    QCOMPARE(whole.size(), 3);
    QTRY_VERIFY2(whole[1]->isVisible(), "what is no message is shown as it is");
    QVERIFY(whole[1]->shownText().contains(QStringLiteral("\"subject\": \"Help\"")));
    QVERIFY(!whole[0]->isVisible());
    arrived<QPushButton>("showRecord")[0]->click();
    QVERIFY(whole[0]->isVisible());
    QVERIFY(whole[0]->shownText().contains(QStringLiteral("\"title\": \"New lead\"")));
    arrived<QPushButton>("showRecord")[0]->click();
    QVERIFY(!whole[0]->isVisible());
    QStringList collections;
    for (const auto* label : arrived<QLabel>("arrivedCollection")) collections << label->text();
    QCOMPARE(collections, (QStringList{QStringLiteral("messages"), QStringLiteral("tickets"), QStringLiteral("messages")}));
    QVERIFY(!visible("standInState"));
  }

  void destinationsDone6_nothingYetSaysWhatToDoAndWhatComesNextIsSeen() {
    showRoomThere();
    QTRY_COMPARE(text("standInState"), QStringLiteral("Nothing yet. Save it, then send a test or an event from the Simulator."));
    records_ = {{"messages", {{{"message", {{"text", "Hello"}}}}}}};
    QTRY_COMPARE(arrived<MessageView>("arrivedMessage").size(), 1);
    QVERIFY(!visible("standInState"));
  }

  void destinationsDone6_itIsReadOnlyWhileItIsSeen() {
    showRoomThere();
    const auto* timer = core_->page->findChild<QTimer*>(QStringLiteral("standInTimer"));
    QTRY_VERIFY(timer->isActive());
    core_->page->hide();
    QVERIFY2(!timer->isActive(), "nobody looks");
    const auto before = asked();
    core_->page->show();
    QTRY_COMPARE(asked(), before + 1);
    QTRY_VERIFY(timer->isActive());
    child<QLineEdit>("setting_baseUrlInput")->clear();
    emit child<QLineEdit>("setting_baseUrlInput")->textEdited({});
    QVERIFY(!visible("standInPane"));
    QVERIFY2(!timer->isActive(), "the form leads elsewhere");
  }

  void destinationsDone6_anAnswerThatComesAfterThePageWasLeftStartsNothing() {
    running_ = true;
    core_->channel->hold(kSeen);
    core_->add("room", {{"kind", "slack"}, {"url", std::string(kUrl) + "/slack/•••"}, {"settings", {{"baseUrl", kUrl}}}});
    show();
    QTRY_COMPARE(core_->channel->held(kSeen), std::size_t{1});
    core_->page->hide();
    core_->channel->unhold(kSeen);
    bool turned = false;
    core_->client->status(core_->page.get(), [&turned](const auto&) { turned = true; });  // answered after what was held
    QTRY_VERIFY(turned);
    QVERIFY(!core_->page->findChild<QTimer*>(QStringLiteral("standInTimer"))->isActive());
  }

  void destinationsDone6_standInsThatWereStoppedMeanwhileAreNoticed() {
    records_ = {{"messages", {{{"message", {{"text", "Hello"}}}}}}};
    showRoomThere();
    QTRY_COMPARE(arrived<MessageView>("arrivedMessage").size(), 1);
    running_ = false;
    QTRY_VERIFY(!visible("standInPane"));
    QVERIFY(!visible("goesToStandIn"));
    QVERIFY2(visible("tryStandIn"), "they can be started again");
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhook_stand_in_test, hookline::webhooks_page::WebhookStandInTest)
#include "webhook_stand_in_test.moc"
