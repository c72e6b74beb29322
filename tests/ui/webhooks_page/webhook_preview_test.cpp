#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include "scripted_webhooks.h"
#include "support/ui_test.h"
#include "webhooks_page/message_difference.h"
#include "webhooks_page/message_view.h"
#include "widgets/code_view.h"

namespace hookline::webhooks_page {

/// What would arrive, and the messages that say it, on a scripted core.
class WebhookPreviewTest final : public QObject {
  Q_OBJECT

 private:
  using Json = ScriptedWebhooks::Json;

  static constexpr const char* kPreview = "POST /api/webhooks/preview";
  std::unique_ptr<ScriptedWebhooks> core_;

  template <typename Widget>
  Widget* child(const char* name) const {
    return core_->child<Widget>(name);
  }
  QString text(const char* label) const { return child<QLabel>(label)->text(); }
  bool visible(const char* name) const { return child<QWidget>(name)->isVisible(); }
  std::size_t asked() const { return core_->channel->requests(kPreview).size(); }
  Json lastAsked() const { return core_->lastBody(kPreview); }
  static Json recent(int n, const char* event, const char* name) {
    return {{"id", model::DeliveryId{n}.text()},     {"eventId", event},           {"webhookId", ScriptedWebhooks::idOf(1)},
            {"eventType", "lead.captured"},          {"person", {{"name", name}}}, {"state", "delivered"},
            {"createdAt", ScriptedWebhooks::time(n)}};
  }
  static Json room() { return {{"kind", "slack"}, {"url", "https://chatter.example/•••"}, {"events", {"lead.captured"}}}; }
  /// One webhook of the kind with messages, and its first preview.
  void showRoom(const Json& more = Json::object()) {
    auto fields = room();
    fields.merge_patch(more);
    core_->add("room", fields);
    core_->show();
    QTRY_VERIFY(visible("messageView"));
  }
  void type(const char* name, const QString& what) {
    auto* into = child<QWidget>(name);
    into->setFocus();
    QTest::keyClick(into, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(into, what);
  }
  void click(const char* name) { child<QAbstractButton>(name)->click(); }
  Json sentChange() const { return core_->lastBody("PATCH /api/webhooks/*"); }

 private slots:
  void init() { core_ = std::make_unique<ScriptedWebhooks>(); }
  void cleanup() { core_.reset(); }

  void destinationsDone5_theMessageIsDrawnAndNothingInItIsMarkup() {
    showRoom();
    QCOMPARE(text("previewHeading"), QStringLiteral("What Chatter will show"));
    QCOMPARE(text("shownTitle"), QStringLiteral("New lead"));
    QCOMPARE(text("shownText"), QStringLiteral("<b>Ana &lt;b&gt;Ruiz&lt;/b&gt;</b>"));
    QCOMPARE(text("shownQuote"), QStringLiteral("two<br>lines"));
    QVERIFY(text("shownLinks").contains(QStringLiteral("Open")));
    QVERIFY(child<MessageView>("messageView")->plainText().contains(QStringLiteral("Email: ana@example.com")));
    QCOMPARE(child<MessageView>("messageView")->accessibleDescription(), child<MessageView>("messageView")->plainText());
  }

  void destinationsDone5_theNewestRealEventIsTakenAndAnotherOrAnExampleCanBe() {
    core_->recent = {recent(3, "evt_3", "Ana"), recent(2, "evt_3", "Ana"), recent(1, "evt_1", "Bob")};
    showRoom();
    auto* events = child<QComboBox>("previewEvent");
    QTRY_COMPARE(events->count(), 3);
    QVERIFY2(events->currentText().startsWith(QStringLiteral("The newest, ")), qPrintable(events->currentText()));
    QVERIFY(events->currentText().endsWith(QStringLiteral("Ana")));
    QCOMPARE(QString::fromStdString(lastAsked()["eventId"]), QStringLiteral("evt_3"));
    events->setCurrentIndex(1);
    emit events->activated(1);
    QTRY_COMPARE(QString::fromStdString(lastAsked().value("eventId", "")), QStringLiteral("evt_1"));
    events->setCurrentIndex(2);
    emit events->activated(2);
    QTRY_VERIFY(lastAsked().contains("event"));
    QCOMPARE(QString::fromStdString(lastAsked()["event"]["data"]["name"]), QStringLiteral("Example"));
    QVERIFY(!lastAsked().contains("eventId"));
  }

  void destinationsDone5_eventsThatCameMeanwhileAreOfferedByF5AndTheOneThatIsShownStays() {
    core_->recent = Json::array({recent(3, "evt_3", "Ana")});
    showRoom();
    auto* events = child<QComboBox>("previewEvent");
    QTRY_COMPARE(events->currentData().toString(), QStringLiteral("evt_3"));
    core_->recent.insert(core_->recent.begin(), recent(4, "evt_4", "Eve"));
    core_->page->reload();
    QTRY_COMPARE(events->count(), 3);
    QVERIFY(events->itemText(0).endsWith(QStringLiteral("Eve")));
    QCOMPARE(events->currentData().toString(), QStringLiteral("evt_3"));
  }

  void destinationsDone5_aMessageForATypeThatIsTurnedOffCanStillBeSeen() {
    showRoom({{"messages", {{"message.sent", {{"title", "Said"}}}}}});
    auto* types = child<QComboBox>("previewType");
    QCOMPARE(types->count(), 2);
    types->setCurrentIndex(1);
    emit types->activated(1);
    QCOMPARE(text("messageHeading"), QStringLiteral("Message for message.sent"));
    QCOMPARE(child<QLineEdit>("messageTitle")->text(), QStringLiteral("Said"));
    QVERIFY(!child<QPushButton>("compareMessage")->isEnabled());
    QCOMPARE(child<QPushButton>("resetMessage")->text(), QStringLiteral("List the event"));
  }

  void destinationsDone5_aViewerSeesThePreviewAndChangesNothing() {
    core_ = std::make_unique<ScriptedWebhooks>(std::vector<std::string>{"read"});
    showRoom();
    QCOMPARE(text("shownTitle"), QStringLiteral("New lead"));
    QVERIFY(!child<QWidget>("messageTitle")->isEnabled());
    QVERIFY(!child<QWidget>("setting_urlReplace")->isEnabled());
    QVERIFY(child<QComboBox>("previewEvent")->isEnabled());
  }

  void destinationsDone5_itFollowsTheTypingOnceAWhileAndIsOfTheUnsavedForm() {
    showRoom();
    const auto before = asked();
    type("messageTitle", QStringLiteral("A long title"));
    QTRY_COMPARE(text("shownTitle"), QStringLiteral("A long title"));
    QVERIFY2(asked() <= before + 2, "not a call a letter");
    QCOMPARE(QString::fromStdString(lastAsked()["id"]), ScriptedWebhooks::idOf(1).c_str());
    QCOMPARE(QString::fromStdString(lastAsked()["messages"]["lead.captured"]["title"]), QStringLiteral("A long title"));
    QVERIFY(core_->channel->requests("PATCH /api/webhooks/*").empty());
  }

  void destinationsDone5_aLateAnswerOfAnEarlierFormIsDropped() {
    showRoom();
    core_->channel->hold(kPreview);
    type("messageTitle", QStringLiteral("First"));
    QTRY_COMPARE(core_->channel->held(kPreview), std::size_t{1});
    type("messageTitle", QStringLiteral("Second"));
    QTRY_COMPARE(core_->channel->held(kPreview), std::size_t{2});
    core_->channel->release(kPreview, 1);
    core_->add("other");
    core_->page->reload();  // answered after what was released
    QTRY_COMPARE(child<QListView>("webhookList")->model()->rowCount(), 2);
    QCOMPARE(text("shownTitle"), QStringLiteral("New lead"));
    core_->channel->unhold(kPreview);
    QTRY_COMPARE(text("shownTitle"), QStringLiteral("Second"));
  }

  void destinationsDone5_limitsAreSaidInNumbersAndWarnedOf() {
    showRoom();
    QTRY_VERIFY(visible("previewLimits"));
    auto* label = child<QWidget>("previewLimits")->findChild<QLabel*>();
    QCOMPARE(label->text(), QStringLiteral("The title: 8 of 1,240"));
    QVERIFY(!label->property("tone").isValid());
    child<QLineEdit>("messageTitle")->setText(QString(1300, QLatin1Char('x')));
    emit child<QLineEdit>("messageTitle")->textEdited({});
    QTRY_COMPARE(text("previewWarnings"), QStringLiteral("The title is cut."));
    label = child<QWidget>("previewLimits")->findChild<QLabel*>();
    QCOMPARE(label->text(), QStringLiteral("The title: 1,300 of 1,240"));
    QCOMPARE(label->property("tone").toString(), QStringLiteral("warn"));
  }

  void destinationsDone5_theRequestItselfCanBeSeen() {
    showRoom();
    QVERIFY(!visible("previewBody"));
    click("showRequest");
    QVERIFY(visible("previewBody"));
    QVERIFY(child<widgets::CodeView>("previewBody")->shownText().contains(QStringLiteral("\"text\": \"hi\"")));
    QVERIFY(text("previewTarget").startsWith(QStringLiteral("POST https://chatter.example/•••\nContent-Type: application/json")));
  }

  void destinationsDone5_aKindWithoutMessagesShowsItsRequest() {
    core_->previewAnswer = [](const Json& call) {
      auto answer = previewOf(call);
      answer["rendered"] = nullptr;
      answer["limits"] = Json::array();
      return base::Result<api::Response>(support::ScriptedChannel::json(answer));
    };
    core_->add("desk", {{"kind", "pagerduty"}, {"url", "https://desk.example/api"}, {"settings", {{"token", {{"set", true}}}}}});
    core_->show();
    QTRY_VERIFY(visible("previewBody"));
    QCOMPARE(text("previewHeading"), QStringLiteral("What Desk will get"));
    QVERIFY(!visible("messageView"));
    QVERIFY(!visible("messageSection"));
  }

  void destinationsDone5_whatIsMissingIsNamedAndNothingIsAsked() {
    core_->show();
    QTRY_COMPARE(child<QListWidget>("kindList")->count(), 3);
    QTRY_VERIFY(child<QPushButton>("newWebhook")->isEnabled());
    core_->startNew(1);
    QTRY_COMPARE(text("previewTrouble"), QStringLiteral("What arrives is shown as soon as this is right: Room URL."));
    QCOMPARE(asked(), std::size_t{0});
    type("setting_urlInput", QStringLiteral("https://chatter.example/a"));
    QTRY_VERIFY(visible("messageView"));
    QVERIFY(!visible("previewTrouble"));
  }

  void destinationsDone5_anEventThatWouldNotGoThereSaysWhy() {
    core_->recent = Json::array({recent(3, "evt_3", "Ana")});
    core_->previewAnswer = [](const Json& call) {
      auto answer = previewOf(call);
      answer["takes"] = false;
      answer["reason"] = "belongs to chatbot bot_2, not to bot_1";
      return base::Result<api::Response>(support::ScriptedChannel::json(answer));
    };
    showRoom();
    QTRY_COMPARE(text("previewReason"),
                 QStringLiteral("This event would not go here: the webhook belongs to chatbot bot_2, not to bot_1."));
    QVERIFY(visible("previewReason"));
  }

  void destinationsDone5_aTemplateThatIsWrongIsMarkedWhileItIsTypedAndTheRestSaysWhy() {
    showRoom();
    core_->previewAnswer = [](const Json&) {
      return base::Result<api::Response>(support::ScriptedChannel::json(
          {{"error", "What the webhook would send cannot be shown as it is."},
           {"details", {{{"path", "/messages/lead.captured/title"}, {"message", "The template never closes {{data.name"}}}}},
          422));
    };
    type("messageTitle", QStringLiteral("Hello {{data.name"));
    QTRY_COMPARE(text("messageTitleProblem"), QStringLiteral("The template never closes {{data.name."));
    QVERIFY(text("previewTrouble").contains(QStringLiteral("mend what is marked")));
    QVERIFY2(visible("messageView"), "the last one stays, so that nothing jumps");
    QCOMPARE(text("unsavedMark"), QStringLiteral("unsaved changes, 1 field to mend"));
    core_->previewAnswer = [](const Json& call) { return base::Result<api::Response>(support::ScriptedChannel::json(previewOf(call))); };
    type("messageTitle", QStringLiteral("Hello {{data.name}}"));
    QTRY_VERIFY(!visible("messageTitleProblem"));
    QVERIFY(!visible("previewTrouble"));
  }

  void destinationsDone5_aMessageBeginsAsTheBuiltInOneAndIsSavedAsAWhole() {
    showRoom();
    QCOMPARE(text("messageHeading"), QStringLiteral("Message for lead.captured"));
    QCOMPARE(child<QLineEdit>("messageTitle")->text(), QStringLiteral("New lead"));
    QCOMPARE(child<QLineEdit>("messageFieldsValue0")->text(), QStringLiteral("{{data.email}}"));
    QVERIFY(text("messageState").startsWith(QStringLiteral("The built-in one.")));
    click("messageFieldsAdd");
    type("messageFieldsName1", QStringLiteral("Phone"));
    type("messageFieldsValue1", QStringLiteral("{{data.phone}}"));
    click("saveWebhook");
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/*").empty());
    const Json wanted{{"messages",
                       {{"lead.captured",
                         {{"title", "New lead"},
                          {"text", "**{{data.name}}** is here"},
                          {"fields", {{{"name", "Email"}, {"value", "{{data.email}}"}}, {{"name", "Phone"}, {"value", "{{data.phone}}"}}}},
                          {"quote", ""},
                          {"links", Json::array()},
                          {"color", "#1f53db"},
                          {"mention", ""}}}}}};
    QVERIFY2(sentChange() == wanted, sentChange().dump().c_str());
  }

  void destinationsDone5_whatDiffersIsComparedAndTheBuiltInOneComesBack() {
    showRoom({{"messages", {{"lead.captured", {{"title", "Mine"}, {"text", "**{{data.name}}** is here"}}}}}});
    QCOMPARE(child<QLineEdit>("messageTitle")->text(), QStringLiteral("Mine"));
    QVERIFY(text("messageState").startsWith(QStringLiteral("Your own.")));
    click("compareMessage");
    QStringList said;
    for (const auto* label : child<QWidget>("messageDifferences")->findChildren<QLabel*>()) said << label->text();
    QCOMPARE(said, (QStringList{"Built-in", "Yours", "Title", "New lead", "Mine", "Fields", "Email: {{data.email}}", "(nothing)", "Colour",
                                "#1f53db", "(nothing)"}));
    click("resetMessage");
    QCOMPARE(child<QLineEdit>("messageTitle")->text(), QStringLiteral("New lead"));
    QVERIFY(!child<QPushButton>("compareMessage")->isEnabled());
    click("saveWebhook");
    QTRY_VERIFY(!core_->channel->requests("PATCH /api/webhooks/*").empty());
    QVERIFY2(sentChange() == (Json{{"messages", {{"lead.captured", nullptr}}}}), sentChange().dump().c_str());
  }

  void destinationsDone5_writingTheBuiltInWordsAgainIsNoChange() {
    showRoom();
    type("messageTitle", QStringLiteral("Other"));
    QTRY_COMPARE(text("unsavedMark"), QStringLiteral("unsaved changes"));
    type("messageTitle", QStringLiteral("New lead"));
    QTRY_VERIFY(!visible("unsavedMark"));
  }

  void destinationsDone5_aFieldOfTheEventIsInsertedWhereTheCursorWas() {
    showRoom();
    type("messageQuote", QStringLiteral("From "));
    auto* insert = child<QAction>("insert_data.email");
    child<QPushButton>("insertField")->setFocus();
    insert->trigger();
    QCOMPARE(child<QPlainTextEdit>("messageQuote")->toPlainText(), QStringLiteral("From {{data.email}}"));
    QTRY_COMPARE(text("unsavedMark"), QStringLiteral("unsaved changes"));
  }

  void destinationsDone5_aRefusedMessageOfAnotherTypeIsShown() {
    showRoom({{"events", {"lead.captured", "message.received"}}});
    core_->channel->on("PATCH /api/webhooks/*", [](const api::Request&) {
      return base::Result<api::Response>(support::ScriptedChannel::json(
          {{"error", "The webhook cannot be saved as it is."},
           {"details", {{{"path", "/messages/message.received/fields/0/value"}, {"message", "The template never closes {{x"}}}}},
          422));
    });
    type("nameField", QStringLiteral("Other"));
    click("saveWebhook");
    QTRY_COMPARE(text("messageHeading"), QStringLiteral("Message for message.received"));
    QCOMPARE(child<QComboBox>("previewType")->currentText(), QStringLiteral("message.received"));
    QCOMPARE(text("messageFieldsProblem"), QStringLiteral("Line 1: The template never closes {{x."));
    QVERIFY(!visible("troubleBanner"));
  }

  void destinationsDone5_onlyPartsThatDifferAreDifferences() {
    model::Message one;
    one.title = "A";
    one.links = {{"Open", "{{conversationUrl}}"}};
    auto other = one;
    QVERIFY(differencesOf(one, other).empty());
    other.links.clear();
    other.mention = "yes";
    const auto found = differencesOf(one, other);
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].part, QStringLiteral("Links"));
    QCOMPARE(found[0].builtIn, QStringLiteral("Open: {{conversationUrl}}"));
    QCOMPARE(found[1].own, QStringLiteral("yes"));
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhook_preview_test, hookline::webhooks_page::WebhookPreviewTest)
#include "webhook_preview_test.moc"
