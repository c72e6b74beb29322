#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

#include "scripted_webhooks.h"
#include "support/ui_test.h"

namespace hookline::webhooks_page {

/// A field whose values the service can be asked for, on a scripted core.
class WebhookLookUpTest final : public QObject {
  Q_OBJECT

 private:
  using Json = ScriptedWebhooks::Json;
  static constexpr int kDesk = 2;
  static constexpr const char* kChoices = "POST /api/webhooks/choices";

  std::unique_ptr<ScriptedWebhooks> core_;

  template <typename Widget>
  Widget* child(const char* name) const {
    return core_->child<Widget>(name);
  }
  QString said() const { return child<QLabel>("setting_groupFound")->text(); }
  bool saysSomething() const { return child<QLabel>("setting_groupFound")->isVisible(); }
  QPushButton* button() const { return child<QPushButton>("setting_groupFind"); }
  QMenu* menu() const { return child<QMenu>("setting_groupChoices"); }
  QLineEdit* line() const { return child<QLineEdit>("setting_groupInput"); }
  Json asked() const { return core_->lastBody(kChoices); }

  /// A new webhook for the service with the field in sight.
  void begin() {
    core_->show();
    QTRY_VERIFY(child<QPushButton>("newWebhook")->isEnabled());
    QTRY_COMPARE(child<QListWidget>("kindList")->count(), static_cast<int>(core_->integrations.size()));
    core_->startNew(kDesk);
    child<QPushButton>("advancedSettings")->click();
    QTRY_VERIFY(button()->isVisible());
  }
  /// The webhooks that there are; one is chosen by itself.
  void showSaved() {
    core_->show();
    QTRY_VERIFY(core_->page->findChild<QPushButton*>(QStringLiteral("setting_groupFind")) != nullptr);
    QTRY_VERIFY(button()->isVisible());
  }
  void giveToken() {
    auto* token = child<QWidget>("setting_tokenInput");
    token->setFocus();
    QTest::keyClicks(token, QStringLiteral("tok_1"));
  }
  void ask() {
    button()->setFocus();
    QTest::keyClick(button(), Qt::Key_Space);
  }
  static Json choicesOf(std::initializer_list<std::pair<const char*, const char*>> list) {
    auto choices = Json::array();
    for (const auto& [value, label] : list) choices.push_back({{"value", value}, {"label", label}});
    return {{"choices", choices}};
  }

 private slots:
  void init() {
    core_ = std::make_unique<ScriptedWebhooks>();
    for (auto& field : core_->integrations[kDesk]["fields"])
      if (field["name"] == "group") field["find"] = {{"label", "Find group…"}, {"whenNone", "Desk has no group: make one there."}};
    core_->channel->on(kChoices, choicesOf({{"7", "Sales & more"}, {"8", "<b>Support</b>\twest"}}));
  }
  void cleanup() { core_.reset(); }

  void destinationsDone1_whatTheServiceHasIsChosenFromAMenuByKeys() {
    begin();
    giveToken();
    QCOMPARE(button()->text(), QStringLiteral("Find group…"));
    QVERIFY(!saysSomething());
    ask();
    QTRY_VERIFY(menu()->isVisible());
    QCOMPARE(menu()->actions().size(), 2);
    QCOMPARE(menu()->actions()[0]->text(), QStringLiteral("Sales && more\t7"));
    QCOMPARE(menu()->actions()[1]->text(), QStringLiteral("<b>Support</b> west\t8"));
    QTest::keyClick(menu(), Qt::Key_Down);
    QTest::keyClick(menu(), Qt::Key_Return);
    QTRY_COMPARE(line()->text(), QStringLiteral("8"));
    QTRY_VERIFY(line()->hasFocus());
    QVERIFY(!saysSomething());
    QVERIFY2(asked()["field"] == "group" && asked()["webhook"]["settings"] == (Json{{"token", "tok_1"}}), asked().dump().c_str());
    QVERIFY(!asked().contains("id"));
    child<QPushButton>("saveWebhook")->click();
    QTRY_COMPARE(core_->webhooks.size(), std::size_t{1});
    QVERIFY(core_->webhooks[0]["settings"]["group"] == "8");
  }

  void destinationsDone1_aSavedWebhookIsNamedSoThatItsSecretsCount() {
    core_->add("desk", {{"kind", "pagerduty"}, {"settings", {{"token", {{"set", true}}}, {"group", "3"}}}});
    showSaved();
    ask();
    QTRY_VERIFY(menu()->isVisible());
    QVERIFY2(asked() == (Json{{"id", ScriptedWebhooks::idOf(1)}, {"field", "group"}, {"webhook", Json::object()}}), asked().dump().c_str());
  }

  void destinationsDone1_whatIsMissingIsSaidBeforeAnythingIsAsked() {
    begin();
    ask();
    QTRY_VERIFY(saysSomething());
    QVERIFY2(said().contains(QStringLiteral("Access token")), qPrintable(said()));
    QVERIFY(core_->channel->requests(kChoices).empty());
  }

  void destinationsDone4_aFailureIsSaidInPlaceAndNothingIsFoundSaysWhatHelps() {
    core_->channel->on(kChoices, [](const api::Request&) {
      return base::Result<api::Response>(support::ScriptedChannel::refusal(422, "HTTP 401: the token is refused. Make a new one."));
    });
    begin();
    giveToken();
    ask();
    QTRY_COMPARE(said(), QStringLiteral("HTTP 401: the token is refused. Make a new one."));
    QVERIFY(!menu()->isVisible());
    core_->channel->on(kChoices, choicesOf({}));
    ask();
    QTRY_COMPARE(said(), QStringLiteral("Desk has no group: make one there."));
    QVERIFY(!menu()->isVisible());
  }

  void destinationsDone1_itShowsThatItAsksAndIsGivenUpByClickOrEsc() {
    begin();
    giveToken();
    core_->channel->hold(kChoices);
    for (const auto key : {Qt::Key_Space, Qt::Key_Escape}) {
      ask();
      QTRY_COMPARE(button()->text(), QStringLiteral("Cancel"));
      QVERIFY(saysSomething());
      QTest::keyClick(button(), key);
      QCOMPARE(button()->text(), QStringLiteral("Find group…"));
      QVERIFY(!saysSomething());
      core_->channel->release(kChoices, 1);
    }
    core_->channel->unhold(kChoices);
    ask();
    QTRY_VERIFY(menu()->isVisible());
    QCOMPARE(core_->channel->requests(kChoices).size(), std::size_t{3});
  }

  void destinationsDone1_whatComesWhileThePersonTypesElsewhereWaitsForAClick() {
    begin();
    giveToken();
    core_->channel->hold(kChoices);
    ask();
    QTRY_COMPARE(core_->channel->held(kChoices), std::size_t{1});
    child<QLineEdit>("nameField")->setFocus();
    core_->channel->unhold(kChoices);
    QTRY_VERIFY2(said().contains(QStringLiteral("2 to choose from")), qPrintable(said()));
    QVERIFY(!menu()->isVisible());
    QVERIFY(child<QLineEdit>("nameField")->hasFocus());
    ask();
    QTRY_VERIFY(menu()->isVisible());
    QCOMPARE(core_->channel->requests(kChoices).size(), std::size_t{1});
  }

  void destinationsDone1_anAnswerForAnotherWebhookIsNotShown() {
    core_->add("desk", {{"kind", "pagerduty"}, {"settings", {{"token", {{"set", true}}}, {"group", "3"}}}});
    core_->add("other", {{"kind", "pagerduty"}, {"settings", {{"token", {{"set", true}}}, {"group", "4"}}}});
    showSaved();
    const auto before = line()->text();
    core_->channel->hold(kChoices);
    ask();
    QTRY_COMPARE(core_->channel->held(kChoices), std::size_t{1});
    auto* list = child<QAbstractItemView>("webhookList");
    const int row = list->currentIndex().row() == 0 ? 1 : 0;
    list->setCurrentIndex(list->model()->index(row, 0));
    QTRY_VERIFY(line()->text() != before);
    QCOMPARE(button()->text(), QStringLiteral("Find group…"));
    core_->channel->unhold(kChoices);
    ask();
    QTRY_COMPARE(core_->channel->requests(kChoices).size(), std::size_t{2});
    QTRY_VERIFY(menu()->isVisible());
    QCOMPARE(menu()->actions().size(), 2);
  }

  void destinationsDone5_noMoreThanACoreFindsIsOffered() {
    auto choices = Json::array();
    for (int i = 0; i < 1000; ++i) choices.push_back({{"value", std::to_string(i)}, {"label", std::string(500, 'W')}});
    core_->channel->on(kChoices, Json{{"choices", choices}});
    begin();
    giveToken();
    ask();
    QTRY_VERIFY(menu()->isVisible());
    QCOMPARE(menu()->actions().size(), 200);
    QVERIFY(menu()->width() < 600);
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhook_look_up_test, hookline::webhooks_page::WebhookLookUpTest)
#include "webhook_look_up_test.moc"
