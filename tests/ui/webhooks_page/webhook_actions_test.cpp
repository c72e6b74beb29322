#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QTest>

#include "scripted_webhooks.h"
#include "support/ui_test.h"
#include "widgets/banner.h"

namespace hookline::webhooks_page {

/// What is done with a saved webhook, and what a role may not do.
class WebhookActionsTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<ScriptedWebhooks> core_;

  template <typename Widget>
  Widget* child(const char* name) const {
    return core_->child<Widget>(name);
  }
  QPushButton* button(const char* name) const { return child<QPushButton>(name); }
  QString text(const char* label) const { return child<QLabel>(label)->text(); }
  void start() {
    core_->show();
    QTRY_COMPARE(child<QListView>("webhookList")->model()->rowCount(), static_cast<int>(core_->webhooks.size()));
  }
  void press(const QKeySequence& keys) { QTest::keyClick(core_->page.get(), keys[0].key(), keys[0].keyboardModifiers()); }
  void ready() {
    core_ = std::make_unique<ScriptedWebhooks>();
    core_->add("sales");
    core_->add("other");
    start();
    QTRY_VERIFY(button("sendTest")->isEnabled());
  }

 private slots:
  void cleanup() { core_.reset(); }

  void aTestSaysWhatCameBackAndLeadsToItsDelivery() {
    ready();
    press(Qt::CTRL | Qt::Key_Return);
    QTRY_COMPARE(text("testSentence"), QStringLiteral("200 OK in 84 ms"));
    QTest::mouseClick(button("testShowDelivery"), Qt::LeftButton);
    QCOMPARE(core_->navigator.deliveries, std::vector<model::DeliveryId>{{5}});
    core_->testAnswer = {{"success", false}, {"error", "The name does not exist. Check the address."}};
    press(Qt::CTRL | Qt::Key_Return);
    QTRY_COMPARE(text("testSentence"), QStringLiteral("The name does not exist. Check the address."));
    QVERIFY(!button("testShowDelivery")->isVisible());
  }

  void anAnswerToATestOfAnotherWebhookIsNotShown() {
    ready();
    core_->channel->hold("POST /api/webhooks/*");
    press(Qt::CTRL | Qt::Key_Return);
    QTRY_COMPARE(core_->channel->held("POST /api/webhooks/*"), std::size_t{1});
    core_->page->showWebhook({2});
    QTRY_COMPARE(child<QLineEdit>("nameField")->text(), QStringLiteral("other"));
    const auto before = text("testSentence");
    core_->channel->unhold("POST /api/webhooks/*");
    QTest::mouseClick(button("sendTest"), Qt::LeftButton);  // answered after the one that was held
    QTRY_COMPARE(text("testSentence"), QStringLiteral("200 OK in 84 ms"));
    QVERIFY(before != text("testSentence"));
    QCOMPARE(core_->channel->requests("POST /api/webhooks/" + ScriptedWebhooks::idOf(2) + "/test").size(), std::size_t{1});
  }

  void whatIsNotSavedIsTestedAsItStands() {
    ready();
    core_->channel->on("POST /api/webhooks/test",
                       nlohmann::json{{"success", true}, {"status", 200}, {"statusText", "OK"}, {"latencyMs", 84}});
    auto* url = child<QLineEdit>("urlField");
    url->setFocus();
    url->setText(QStringLiteral("https://other.example.com/in"));
    emit url->textEdited(url->text());
    QTest::keyClick(url, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(text("testSentence").startsWith(QStringLiteral("200 OK in 84 ms\nTested as it stands in the form.")));
    QVERIFY(!button("testShowDelivery")->isVisible());
    const auto body = core_->lastBody("POST /api/webhooks/test");
    QVERIFY(body == (nlohmann::json{{"id", ScriptedWebhooks::idOf(1)}, {"url", "https://other.example.com/in"}}));
    QVERIFY(core_->channel->requests("PATCH /api/webhooks/*").empty());
  }

  void aFormWithAFaultIsNotTested() {
    ready();
    auto* url = child<QLineEdit>("urlField");
    url->setFocus();
    url->setText(QStringLiteral("nonsense"));
    emit url->textEdited(url->text());
    QTest::keyClick(url, Qt::Key_Return, Qt::ControlModifier);
    for (const auto& request : core_->channel->requests("POST /api/webhooks/*")) QVERIFY(!request.path.ends_with("/test"));
  }

  void aPauseSaysWhyAndHowManyWaitAndIsResumed() {
    ready();
    core_->waiting = 141;
    child<QAction>("pause60")->trigger();
    QTRY_VERIFY(child<QWidget>("stopBanner")->isVisible());
    const auto until = base::parseIso(core_->lastBody("POST /api/webhooks/*").value("until", ""));
    QVERIFY(until.has_value());
    QVERIFY(base::toMs(*until) > QDateTime::currentMSecsSinceEpoch());
    core_->page->reload();
    QTRY_VERIFY(child<widgets::Banner>("stopBanner")->text().contains(QStringLiteral("141 deliveries wait.")));
    QVERIFY(child<widgets::Banner>("stopBanner")->text().contains(QStringLiteral("Paused by tester.")));
    QTest::mouseClick(button("bannerResume"), Qt::LeftButton);
    QTRY_VERIFY(!child<QWidget>("stopBanner")->isVisible());
    QVERIFY(core_->webhooks[0]["status"]["state"] == "active");
  }

  void aDeletionNamesWhatWaitsAndIsAsked() {
    ready();
    core_->waiting = 3;
    core_->prompter.yes = false;
    child<QAction>("deleteWebhook")->trigger();
    QTRY_COMPARE(core_->prompter.asked.size(), std::size_t{1});
    QVERIFY(core_->prompter.asked[0].text.contains(QStringLiteral("3 deliveries wait. What waits is cancelled")));
    QVERIFY(core_->prompter.asked[0].title.contains(QStringLiteral("on Production")));
    QVERIFY(core_->prompter.asked[0].dangerous);
    core_->prompter.yes = true;
    child<QAction>("deleteWebhook")->trigger();
    QTRY_COMPARE(core_->webhooks.size(), std::size_t{1});
    QTRY_COMPARE(child<QLineEdit>("nameField")->text(), QStringLiteral("other"));
    QCOMPARE(core_->channel->requests("DELETE /api/webhooks/*").size(), std::size_t{1});
  }

  void aDuplicateIsANewWebhookAndAsksForHiddenValues() {
    core_ = std::make_unique<ScriptedWebhooks>();
    core_->add("sales", {{"headers", {{"Authorization", "•••"}}}});
    start();
    QTRY_VERIFY(button("sendTest")->isEnabled());
    press(Qt::CTRL | Qt::Key_D);
    QTRY_COMPARE(child<QLineEdit>("nameField")->text(), QStringLiteral("sales (copy)"));
    QTest::keyClick(child<QLineEdit>("nameField"), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(text("headersProblem").contains(QStringLiteral("Type it again")));
    QCOMPARE(core_->webhooks.size(), std::size_t{1});
  }

  void theSecretIsShownWhileTheButtonIsHeld() {
    ready();
    auto* reveal = button("revealSecret");
    QTest::mousePress(reveal, Qt::LeftButton);
    QTRY_COMPARE(text("secretValue"), QStringLiteral("whsec_held"));
    QTest::mouseRelease(reveal, Qt::LeftButton);
    QVERIFY(!text("secretValue").contains(QStringLiteral("held")));
    core_->channel->hold("GET /api/webhooks/*");
    QTest::keyPress(reveal, Qt::Key_Space);
    QTRY_COMPARE(core_->channel->held("GET /api/webhooks/*"), std::size_t{1});
    QTest::keyRelease(reveal, Qt::Key_Space);
    core_->channel->unhold("GET /api/webhooks/*");
    // Answered after the secret was.
    QTest::mouseClick(button("sendTest"), Qt::LeftButton);
    QTRY_COMPARE(text("testSentence"), QStringLiteral("200 OK in 84 ms"));
    QVERIFY(!text("secretValue").contains(QStringLiteral("held")));
  }

  void aNewSecretIsAskedForWithItsOverlapAndShownOnce() {
    ready();
    child<QComboBox>("overlapChoice")->setCurrentIndex(1);
    QTest::mouseClick(button("rotateSecret"), Qt::LeftButton);
    QTRY_COMPARE(core_->prompter.secrets, QStringList{QStringLiteral("whsec_new")});
    QVERIFY(core_->prompter.asked.at(0).text.contains(QStringLiteral("within the next 1 h")));
    QVERIFY(core_->lastBody("POST /api/webhooks/*")["overlapSeconds"] == 3600);
  }

  void aViewerSeesEverythingAndTheTooltipsSayWhyNot() {
    core_ = std::make_unique<ScriptedWebhooks>(std::vector<std::string>{"read"});
    core_->add("sales", {{"status", {{"state", "paused"}, {"reason", "Paused by owner."}, {"since", ScriptedWebhooks::time(1)}}}});
    start();
    QTRY_VERIFY(child<QWidget>("urlField")->isVisible());
    for (const char* name : {"newWebhook", "sendTest", "resumeWebhook", "bannerResume", "saveWebhook", "revealSecret", "rotateSecret"}) {
      QTRY_VERIFY2(button(name)->isVisible(), name);
      QVERIFY2(!button(name)->isEnabled(), name);
      QVERIFY2(button(name)->toolTip().contains(QStringLiteral("viewer")), name);
    }
    QVERIFY(!child<QWidget>("urlField")->isEnabled());
    press(Qt::CTRL | Qt::Key_N);
    QTRY_VERIFY(!core_->navigator.toasts.isEmpty());
    QVERIFY(core_->navigator.toasts.last().contains(QStringLiteral("admin")));
  }

  void anOperatorPausesAndTestsButDoesNotEdit() {
    core_ = std::make_unique<ScriptedWebhooks>(std::vector<std::string>{"post_events", "read", "operate"});
    core_->add("sales");
    start();
    QTRY_VERIFY(button("sendTest")->isEnabled());
    QVERIFY(button("pauseWebhook")->isEnabled());
    QVERIFY(!button("revealSecret")->isEnabled());
    QVERIFY(!child<QWidget>("urlField")->isEnabled());
    QVERIFY(!child<QAction>("deleteWebhook")->isEnabled());
  }

  void aLostConnectionKeepsWhatIsShownAndSaysWhyNothingGoes() {
    ready();
    core_->channel->state(client::ChannelState::Kind::kLost, "The daemon does not answer. It is tried again.");
    QTRY_VERIFY(!button("sendTest")->isEnabled());
    QVERIFY(button("sendTest")->toolTip().contains(QStringLiteral("does not answer")));
    QCOMPARE(child<QLineEdit>("nameField")->text(), QStringLiteral("sales"));
  }

  void aListThatCannotBeReadSaysWhyAndIsReadAgain() {
    ready();
    core_->channel->on("GET /api/webhooks", [](const api::Request&) {
      return base::Result<api::Response>(support::ScriptedChannel::refusal(503, "Hookline is stopping."));
    });
    core_->page->reload();
    QTRY_VERIFY(child<QWidget>("readTrouble")->isVisible());
    QCOMPARE(child<widgets::Banner>("readTrouble")->text(), QStringLiteral("Hookline is stopping."));
    core_->channel->on("GET /api/webhooks", ScriptedWebhooks::Json(core_->webhooks));
    QTest::mouseClick(button("readAgain"), Qt::LeftButton);
    QTRY_VERIFY(!child<QWidget>("readTrouble")->isVisible());
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhook_actions_test, hookline::webhooks_page::WebhookActionsTest)
#include "webhook_actions_test.moc"
