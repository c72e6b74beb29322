#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include "scripted_webhooks.h"
#include "support/ui_test.h"
#include "widgets/banner.h"

namespace hookline::webhooks_page {

/// The editor for kinds that the page knows from their descriptors alone, on a scripted core.
class WebhookKindsTest final : public QObject {
  Q_OBJECT

 private:
  using Json = ScriptedWebhooks::Json;
  enum Place { kCustom, kChatter, kDesk };

  std::unique_ptr<ScriptedWebhooks> core_;

  template <typename Widget>
  Widget* child(const char* name) const {
    return core_->child<Widget>(name);
  }
  QString text(const char* label) const { return child<QLabel>(label)->text(); }
  bool visible(const char* name) const { return child<QWidget>(name)->isVisible(); }
  void start() {
    core_->show();
    QTRY_COMPARE(child<QListView>("webhookList")->model()->rowCount(), static_cast<int>(core_->webhooks.size()));
    QTRY_VERIFY(child<QPushButton>("newWebhook")->isEnabled());
    QTRY_COMPARE(child<QListWidget>("kindList")->count(), static_cast<int>(core_->integrations.size()));
  }
  void typeInto(const char* name, const QString& what) {
    auto* into = child<QWidget>(name);
    into->setFocus();
    QTest::keyClick(into, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(into, Qt::Key_Delete);
    QTest::keyClicks(into, what);
    QTest::keyClick(into, Qt::Key_Tab);
  }
  void click(const char* name) { child<QAbstractButton>(name)->click(); }
  void choose(const char* name, const char* value) {
    auto* choice = child<QComboBox>(name);
    choice->setCurrentIndex(choice->findData(QString::fromLatin1(value)));
    emit choice->activated(choice->currentIndex());
  }
  void save() { click("saveWebhook"); }
  Json sentNew() const { return core_->lastBody("POST /api/webhooks"); }
  Json sentChange() const { return core_->lastBody("PATCH /api/webhooks/*"); }
  static Json desk() {
    return {{"kind", "pagerduty"},
            {"url", "https://desk.example/api"},
            {"settings", {{"token", {{"set", true}}}, {"signature", {{"set", true}}}, {"region", "eu"}, {"threshold", 0.25}}}};
  }

 private slots:
  void init() { core_ = std::make_unique<ScriptedWebhooks>(); }
  void cleanup() { core_.reset(); }

  void destinationsDone1_aNewWebhookBeginsWithItsKindByKeysAndEscGoesBack() {
    core_->add("sales");
    start();
    QTRY_VERIFY(child<QLineEdit>("nameField")->isVisible());
    QTest::keyClick(core_->page.get(), Qt::Key_N, Qt::ControlModifier);
    auto* kinds = child<QListWidget>("kindList");
    QTRY_VERIFY(kinds->hasFocus());
    QCOMPARE(kinds->currentItem()->text(), QStringLiteral("Custom webhook"));
    QVERIFY(kinds->item(kChatter)->data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Posts a message in a room.")));
    QTest::keyClick(kinds, Qt::Key_Escape);
    QTRY_COMPARE(child<QLineEdit>("nameField")->text(), QStringLiteral("sales"));
    QTest::keyClick(core_->page.get(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(kinds->hasFocus());
    QTest::keyClick(kinds, Qt::Key_Right);
    QTest::keyClick(kinds, Qt::Key_Return);
    QTRY_COMPARE(text("webhookTitle"), QStringLiteral("New webhook for Chatter"));
    QCOMPARE(child<QLineEdit>("kindField")->text(), QStringLiteral("Chatter"));
    QCOMPARE(child<QLineEdit>("nameField")->text(), QStringLiteral("Chatter"));
    QVERIFY2(!visible("unsavedMark"), "nothing was typed yet");
  }

  void destinationsDone1_theManualIsOpenedAtTheKindThatIsEdited() {
    start();
    core_->startNew(kDesk);
    auto* manual = child<QPushButton>("howToSetUp");
    QVERIFY(manual->isVisible());
    QCOMPARE(manual->text(), QStringLiteral("How to set up Desk…"));
    for (int step = 0; step < 20 && !manual->hasFocus(); ++step) QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY2(manual->hasFocus(), "Tab does not lead to it");
    QTest::keyClick(manual, Qt::Key_Space);
    QVERIFY(core_->navigator.manuals == (std::vector<std::optional<model::WebhookKind>>{model::WebhookKind::kPagerduty}));
  }

  void destinationsDone1_whoMayOnlyLookMayReadTheManual() {
    core_ = std::make_unique<ScriptedWebhooks>(std::vector<std::string>{"read"});
    core_->integrations[kChatter]["title"] = "Chat & more";
    core_->add("room", {{"kind", "slack"}, {"url", "https://chatter.example/•••"}});
    core_->show();
    QTRY_VERIFY(visible("howToSetUp"));
    QVERIFY(!child<QLineEdit>("nameField")->isEnabled());
    QCOMPARE(child<QPushButton>("howToSetUp")->text(), QStringLiteral("How to set up Chat && more…"));
    click("howToSetUp");
    QVERIFY(core_->navigator.manuals == (std::vector<std::optional<model::WebhookKind>>{model::WebhookKind::kSlack}));
  }

  void destinationsDone1_whatCannotBeReadIsSaidAndReadAgain() {
    core_->channel->on("GET /api/integrations", [](const api::Request&) {
      return base::Result<api::Response>(support::ScriptedChannel::refusal(503, "The store is closed."));
    });
    core_->show();
    QTRY_VERIFY(child<QPushButton>("newWebhook")->isEnabled());
    click("newWebhook");
    QTRY_VERIFY(visible("readKindsAgain"));
    QVERIFY(text("kindTrouble").contains(QStringLiteral("The store is closed.")));
    core_->channel->on("GET /api/integrations", Json{{"items", core_->integrations}});
    click("readKindsAgain");
    QTRY_COMPARE(child<QListWidget>("kindList")->count(), 3);
    QVERIFY(!visible("kindTrouble"));
  }

  void destinationsDone1_everyWayOfEnteringIsDrawnFromTheDescriptorAndSaved() {
    start();
    core_->startNew(kDesk);
    QVERIFY(!visible("urlField"));
    QVERIFY(!visible("headerTable"));
    QVERIFY(!visible("signingChoice"));
    QCOMPARE(child<QLineEdit>("setting_thresholdInput")->placeholderText(), QStringLiteral("0.5"));
    QVERIFY(child<QCheckBox>("setting_openInput")->isChecked());
    QCOMPARE(child<QComboBox>("setting_regionInput")->currentText(), QStringLiteral("America"));
    QVERIFY2(!visible("setting_groupInput"), "advanced ones are folded");
    click("advancedSettings");
    QVERIFY(visible("setting_groupInput"));
    QCOMPARE(child<QLineEdit>("setting_groupInput")->placeholderText(), QStringLiteral("support"));
    typeInto("setting_tokenInput", QStringLiteral("tok_1"));
    choose("setting_regionInput", "eu");
    typeInto("setting_thresholdInput", QStringLiteral("0,25"));
    click("setting_openInput");
    click("setting_propertiesLinesAdd");
    typeInto("setting_propertiesLinesName0", QStringLiteral("source"));
    typeInto("setting_propertiesLinesValue0", QStringLiteral("{{data.source}}"));
    typeInto("setting_groupInput", QStringLiteral("sales"));
    save();
    QTRY_COMPARE(core_->webhooks.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(sentNew()["kind"]), QStringLiteral("pagerduty"));
    const Json wanted{
        {"token", "tok_1"}, {"region", "eu"}, {"threshold", 0.25}, {"open", false}, {"properties", {{"source", "{{data.source}}"}}},
        {"group", "sales"}};
    QVERIFY2(sentNew()["settings"] == wanted, sentNew()["settings"].dump().c_str());
    QVERIFY2(!sentNew().contains("url"), "its address follows from the settings");
  }

  void destinationsDone1_whatIsNotGivenIsNotSent() {
    start();
    core_->startNew(kDesk);
    typeInto("setting_tokenInput", QStringLiteral("tok_1"));
    save();
    QTRY_COMPARE(core_->webhooks.size(), std::size_t{1});
    QVERIFY2(sentNew()["settings"] == (Json{{"token", "tok_1"}}), sentNew()["settings"].dump().c_str());
  }

  void destinationsDone1_aKindWithoutASecretOfOursShowsNone() {
    core_->channel->on("POST /api/webhooks", [this](const api::Request& request) {
      core_->add("desk", Json::parse(request.body));
      return base::Result<api::Response>(support::ScriptedChannel::json(core_->webhooks.back(), 201));
    });
    start();
    core_->startNew(kDesk);
    typeInto("setting_tokenInput", QStringLiteral("tok_1"));
    save();
    QTRY_VERIFY(core_->navigator.toasts.contains(QStringLiteral("Saved.")));
    QVERIFY(core_->prompter.secrets.isEmpty());
    QVERIFY(!visible("secretCard"));
  }

  void destinationsDone1_aSecretIsShownAsSetAndIsReplacedOrRemovedButNeverSentBack() {
    core_->add("desk", desk());
    start();
    QTRY_VERIFY(visible("setting_tokenKept"));
    QVERIFY(!visible("setting_tokenInput"));
    QCOMPARE(text("setting_tokenKept"), QStringLiteral("Set. It is kept and not shown."));
    QVERIFY2(!visible("setting_tokenRemove"), "it is needed");
    typeInto("nameField", QStringLiteral("Desk 2"));
    save();
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/*").empty());
    QVERIFY2(sentChange() == (Json{{"name", "Desk 2"}}), sentChange().dump().c_str());
    QTRY_VERIFY(!visible("unsavedMark"));

    click("setting_tokenReplace");
    typeInto("setting_tokenInput", QStringLiteral("tok_2"));
    click("setting_signatureRemove");
    save();
    QTRY_COMPARE(core_->channel->requests("PATCH /api/webhooks/*").size(), std::size_t{2});
    QVERIFY2(sentChange() == (Json{{"settings", {{"token", "tok_2"}, {"signature", nullptr}}}}), sentChange().dump().c_str());
  }

  void destinationsDone1_aReplacementIsTakenBackAndNothingIsChanged() {
    core_->add("desk", desk());
    start();
    QTRY_VERIFY(visible("setting_tokenReplace"));
    click("setting_tokenReplace");
    typeInto("setting_tokenInput", QStringLiteral("tok_2"));
    QTRY_COMPARE(text("unsavedMark"), QStringLiteral("unsaved changes"));
    click("setting_tokenKeep");
    QTRY_VERIFY(!visible("unsavedMark"));
    QVERIFY(visible("setting_tokenKept"));
  }

  void destinationsDone1_theAddressThatIsASecretIsReplacedAndElseLeftAlone() {
    core_->add("room", {{"kind", "slack"}, {"url", "https://chatter.example/•••"}, {"settings", {{"mention", "here"}}}});
    start();
    QTRY_COMPARE(text("setting_urlKept"), QStringLiteral("https://chatter.example/•••"));
    typeInto("setting_mentionInput", QStringLiteral("channel"));
    save();
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/*").empty());
    QVERIFY2(sentChange() == (Json{{"settings", {{"mention", "channel"}}}}), sentChange().dump().c_str());
    QTRY_VERIFY(!visible("unsavedMark"));
    click("setting_urlReplace");
    typeInto("setting_urlInput", QStringLiteral("https://elsewhere.example/a"));
    QTRY_COMPARE(text("setting_urlProblem"), QStringLiteral("This must be a room of Chatter."));
    typeInto("setting_urlInput", QStringLiteral("https://chatter.example/b"));
    QTRY_VERIFY(!visible("setting_urlProblem"));
    save();
    QTRY_VERIFY2(sentChange() == (Json{{"url", "https://chatter.example/b"}}), sentChange().dump().c_str());
  }

  void destinationsDone7_whatSendsNoMessagesHasNothingToGather() {
    core_->add("desk", desk());
    start();
    QTRY_VERIFY(visible("setting_tokenKept"));
    QVERIFY(!visible("gatherField"));
  }

  void destinationsDone7_messagesForPeopleCanBeGathered() {
    core_->add("room", {{"kind", "slack"}, {"url", "https://chatter.example/•••"}});
    start();
    QTRY_VERIFY(visible("gatherField"));
    QCOMPARE(child<QLineEdit>("gatherField")->text(), QString());
    typeInto("gatherField", QStringLiteral("half a minute"));
    QTRY_VERIFY(text("gatherFieldProblem").contains(QStringLiteral("30 s")));
    typeInto("gatherField", QStringLiteral("500 ms"));
    QTRY_VERIFY(text("gatherFieldProblem").contains(QStringLiteral("1 s")));
    typeInto("gatherField", QStringLiteral("1 min"));
    save();
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/*").empty());
    QVERIFY2(sentChange() == (Json{{"digest", {{"windowMs", 60000}}}}), sentChange().dump().c_str());
    QTRY_VERIFY(!visible("unsavedMark"));
    typeInto("gatherField", QString());
    save();
    QTRY_VERIFY2(sentChange() == (Json{{"digest", {{"windowMs", 0}}}}), sentChange().dump().c_str());
    QTRY_VERIFY(!visible("unsavedMark"));
  }

  void destinationsDone1_aCopyAsksForWhatIsKeptSecret() {
    core_->add("desk", desk());
    start();
    QTRY_VERIFY(visible("setting_tokenKept"));
    QTest::keyClick(core_->page.get(), Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(text("webhookTitle"), QStringLiteral("New webhook for Desk"));
    save();
    QTRY_VERIFY(text("setting_tokenProblem").contains(QStringLiteral("Give it again")));
    QVERIFY(core_->channel->requests("POST /api/webhooks").empty());
    click("setting_tokenReplace");
    typeInto("setting_tokenInput", QStringLiteral("tok_3"));
    save();
    QTRY_COMPARE(core_->webhooks.size(), std::size_t{2});
    QVERIFY2(sentNew()["settings"] == (Json{{"token", "tok_3"}, {"region", "eu"}, {"threshold", 0.25}}),
             sentNew()["settings"].dump().c_str());
    QVERIFY(!sentNew().contains("url"));
  }

  void destinationsDone1_whatIsNeededAndWhatDoesNotFitIsSaidAtItsField() {
    start();
    core_->startNew(kDesk);
    save();
    QTRY_VERIFY(text("setting_tokenProblem").startsWith(QStringLiteral("This is needed. Help for Access token.")));
    typeInto("setting_tokenInput", QStringLiteral("tok_1"));
    QTRY_VERIFY(!visible("setting_tokenProblem"));
    typeInto("setting_thresholdInput", QStringLiteral("2"));
    QTRY_VERIFY(text("setting_thresholdProblem").contains(QStringLiteral("from 0 to 1")));
    QVERIFY(core_->channel->requests("POST /api/webhooks").empty());
  }

  void destinationsDone1_aRefusedSettingIsSaidAtItsFieldEvenAFoldedOneAndTheRestAbove() {
    start();
    core_->startNew(kDesk);
    typeInto("setting_tokenInput", QStringLiteral("tok_1"));
    core_->channel->on("POST /api/webhooks", [](const api::Request&) {
      return base::Result<api::Response>(
          support::ScriptedChannel::json({{"error", "The webhook cannot be saved as it is."},
                                          {"details",
                                           {{{"path", "/settings/group"}, {"message", "is not a group of Desk"}},
                                            {{"path", "/settings/properties/source"}, {"message", "The template never closes {{data."}},
                                            {{"path", "/settings/newer"}, {"message", "is required by this core"}}}}},
                                         422));
    });
    save();
    QTRY_VERIFY(visible("setting_groupProblem"));
    QCOMPARE(text("setting_groupProblem"), QStringLiteral("The core says that it is not a group of Desk."));
    QCOMPARE(text("setting_propertiesProblem"), QStringLiteral("The template never closes {{data."));
    QVERIFY(child<widgets::Banner>("troubleBanner")->text().contains(QStringLiteral("is required by this core")));
    typeInto("setting_groupInput", QStringLiteral("sales"));
    QTRY_VERIFY(!visible("setting_groupProblem"));
  }

  void destinationsDone1_eventsAreTheActionsOfTheKindWithTheirDefaults() {
    start();
    core_->startNew(kChatter);
    QVERIFY(!visible("eventField"));
    QVERIFY(child<QCheckBox>("action_lead.captured")->isChecked());
    QVERIFY(!child<QCheckBox>("action_message.sent")->isChecked());
    QCOMPARE(child<QCheckBox>("action_lead.captured")->accessibleDescription(), QStringLiteral("Shows who left their details"));
    click("action_message.sent");
    click("action_message.received");
    typeInto("setting_urlInput", QStringLiteral("https://chatter.example/a"));
    save();
    QTRY_COMPARE(core_->webhooks.size(), std::size_t{1});
    QVERIFY2(sentNew()["events"] == Json::array({"lead.captured", "message.sent"}), sentNew()["events"].dump().c_str());
  }

  void destinationsDone1_aGroupIsReplacedByWhatItStoodForWhenOneOfItIsTurnedOff() {
    core_->add("room", {{"kind", "slack"}, {"url", "https://chatter.example/•••"}, {"events", {"*"}}});
    start();
    QTRY_VERIFY(visible("action_lead.captured"));
    QVERIFY(child<QCheckBox>("action_lead.captured")->isChecked());
    QVERIFY2(!child<QCheckBox>("action_message.sent")->isChecked(), "a group is not enough for it");
    click("action_message.received");
    QTRY_COMPARE(text("unsavedMark"), QStringLiteral("unsaved changes"));
    click("action_lead.captured");
    save();
    QTRY_VERIFY(text("actionsProblem").contains(QStringLiteral("Tick at least one")));
    click("action_lead.captured");
    save();
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/*").empty());
    QVERIFY2(sentChange() == (Json{{"events", {"lead.captured"}}}), sentChange().dump().c_str());
  }

  void destinationsDone1_theListAndTheBannersCallAKindByItsTitle() {
    core_->add("room", {{"kind", "slack"}, {"url", "https://chatter.example/•••"}});
    core_->moreHealth = {{"circuit", "open"}, {"circuitOpenUntil", "2026-11-27T12:00:00.000Z"}};
    start();
    QTRY_VERIFY(visible("stopBanner"));
    QTRY_COMPARE(child<widgets::Banner>("stopBanner")->strong(), QStringLiteral("Chatter looks down."));
    const auto row = child<QListView>("webhookList")->model()->index(0, 0);
    QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), QStringLiteral("room, Chatter, Down"));
    typeInto("webhookSearch", QStringLiteral("chatt"));
    QCOMPARE(child<QListView>("webhookList")->model()->rowCount(), 1);
  }

  void destinationsDone1_everyFieldHasANameAndTabGoesThroughTheForm() {
    core_->add("desk", desk());
    start();
    QTRY_VERIFY(visible("setting_tokenReplace"));
    for (auto* widget : core_->page->findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy()) continue;
      auto* accessible = QAccessible::queryAccessibleInterface(widget);
      QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
    }
    child<QLineEdit>("nameField")->setFocus();
    QStringList visited;
    for (int step = 0; step < 80; ++step) {
      const auto name = QApplication::focusWidget()->objectName();
      if (visited.contains(name) && name == QLatin1String("nameField")) break;
      visited << name;
      QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    int before = -1;
    for (const char* name : {"setting_tokenReplace", "setting_regionInput", "setting_thresholdInput", "setting_openInput",
                             "setting_propertiesLinesAdd", "advancedSettings", "action_lead.captured", "retryChoice", "previewType"}) {
      const auto at = static_cast<int>(visited.indexOf(QLatin1String(name)));
      QVERIFY2(at > before, name);
      before = at;
    }
  }

  void destinationsDone1_aKindThatTheCoreDoesNotDescribeIsLeftAsItIs() {
    core_->integrations.erase(kDesk);
    core_->add("desk", desk());
    start();
    QTRY_VERIFY(visible("settingsUnknown"));
    typeInto("nameField", QStringLiteral("Desk 2"));
    save();
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/*").empty());
    QVERIFY2(sentChange() == (Json{{"name", "Desk 2"}}), sentChange().dump().c_str());
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhook_kinds_test, hookline::webhooks_page::WebhookKindsTest)
#include "webhook_kinds_test.moc"
