#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include "support/scripted_shell.h"
#include "support/ui_core.h"
#include "support/ui_test.h"
#include "webhooks_page/message_view.h"
#include "webhooks_page/webhooks_page.h"

namespace hookline::webhooks_page {

/// The page on a real core and a receiver that stands in for a chat service, in this process and over HTTP.
class WebhookKindsCoreTest final : public QObject {
  Q_OBJECT

 private:
  struct Rig {
    explicit Rig(bool overHttp) : client(core.channel(overHttp)) {}

    support::UiCore core;
    client::Client client;
    support::ScriptedPrompter prompter;
    support::ScriptedNavigator navigator;
    std::unique_ptr<WebhooksPage> page;
  };
  std::unique_ptr<Rig> rig_;

  template <typename Widget>
  Widget* child(const QString& name) const {
    auto* found = rig_->page->findChild<Widget*>(name);
    if (!found) qFatal("There is no %s.", qPrintable(name));
    return found;
  }
  bool visible(const char* name) const { return child<QWidget>(QLatin1String(name))->isVisible(); }
  QString text(const char* name) const { return child<QLabel>(QLatin1String(name))->text(); }
  void click(const char* name) { child<QAbstractButton>(QLatin1String(name))->click(); }
  void type(const char* name, const QString& what) {
    auto* into = child<QWidget>(QLatin1String(name));
    into->setFocus();
    QTest::keyClick(into, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(into, what);
    QTest::keyClick(into, Qt::Key_Tab);
  }
  void start(bool http) {
    rig_ = std::make_unique<Rig>(http);
    rig_->page = std::make_unique<WebhooksPage>(shell::PageContext{rig_->client, rig_->prompter, rig_->navigator});
    rig_->page->resize(1152, 780);
    rig_->page->show();
    QTRY_VERIFY(rig_->page->isActiveWindow());
    rig_->client.open();
    QTRY_VERIFY(rig_->client.me().may("administer"));
    rig_->page->shown();
    QTRY_VERIFY(child<QListWidget>(QStringLiteral("kindList"))->count() > 1);
    QTRY_VERIFY(visible("webhooksEmpty"));
  }
  void chooseKind(const QString& title) {
    rig_->page->newWebhook();
    auto* kinds = child<QListWidget>(QStringLiteral("kindList"));
    QTRY_VERIFY(kinds->isVisible());
    const auto found = kinds->findItems(title, Qt::MatchExactly);
    QCOMPARE(found.size(), 1);
    kinds->setCurrentItem(found.front());
    QTest::keyClick(kinds, Qt::Key_Return);
    QTRY_VERIFY(visible("setting_urlInput"));
  }

 private slots:
  void cleanup() { rig_.reset(); }

  void destinationsDone1_aSlackWebhookIsSetUpRefusedMendedSavedAndTested_data() { support::bothChannels(); }
  void destinationsDone1_aSlackWebhookIsSetUpRefusedMendedSavedAndTested() {
    QFETCH(bool, overHttp);
    start(overHttp);
    chooseKind(QStringLiteral("Slack"));
    if (QTest::currentTestFailed()) return;
    QVERIFY(child<QCheckBox>(QStringLiteral("action_lead.captured"))->isChecked());
    QVERIFY(!child<QCheckBox>(QStringLiteral("action_message.sent"))->isChecked());
    const auto receiver = QString::fromStdString(rig_->core.receiver({200}));
    type("setting_urlInput", QStringLiteral("https://hooks.slack.example/a"));
    QTRY_VERIFY(text("setting_urlProblem").contains(QStringLiteral("must be a webhook of Slack")));
    click("advancedSettings");
    type("setting_baseUrlInput", receiver.section(QLatin1Char('/'), 0, 2));
    type("setting_urlInput", receiver);
    QTRY_VERIFY(!visible("setting_urlProblem"));
    type("setting_conversationUrlInput", QStringLiteral("https://app.example.com/{{#conversationId}}"));
    click("saveWebhook");
    QTRY_VERIFY2(visible("setting_conversationUrlProblem"), "the core alone knows what is wrong with a template");
    QVERIFY(child<QListView>(QStringLiteral("webhookList"))->model()->rowCount() == 0);
    type("setting_conversationUrlInput", QStringLiteral("https://app.example.com/{{conversationId}}"));
    click("saveWebhook");
    QTRY_COMPARE(child<QListView>(QStringLiteral("webhookList"))->model()->rowCount(), 1);
    QTRY_VERIFY(visible("setting_urlKept"));
    QVERIFY2(text("setting_urlKept").endsWith(QStringLiteral("/•••")), qPrintable(text("setting_urlKept")));
    QVERIFY(rig_->prompter.secrets.isEmpty());
    click("sendTest");
    QTRY_VERIFY2(text("testSentence").startsWith(QStringLiteral("200 OK in ")), qPrintable(text("testSentence")));
  }

  void destinationsDone5_aMessageIsWrittenSeenWithARealEventAndKept_data() { support::bothChannels(); }
  void destinationsDone5_aMessageIsWrittenSeenWithARealEventAndKept() {
    QFETCH(bool, overHttp);
    start(overHttp);
    chooseKind(QStringLiteral("Slack"));
    if (QTest::currentTestFailed()) return;
    type("setting_urlInput", QStringLiteral("https://hooks.slack.com/services/T000/B000/secret"));
    auto* types = child<QComboBox>(QStringLiteral("previewType"));
    types->setCurrentText(QStringLiteral("lead.captured"));
    emit types->activated(types->currentIndex());
    QTRY_VERIFY(visible("messageView"));
    QTRY_COMPARE(text("shownTitle"), QStringLiteral("🎉 New Lead Captured!"));
    type("messageTitle", QStringLiteral("Hello **{{data.email}}"));
    QTRY_VERIFY(text("shownTitle").contains(QLatin1Char('@')));
    type("messageTitle", QStringLiteral("Hello {{data.email"));
    QTRY_VERIFY(visible("messageTitleProblem"));
    type("messageTitle", QStringLiteral("Hello {{data.name}}"));
    QTRY_VERIFY(!visible("messageTitleProblem"));
    QTRY_VERIFY(text("shownTitle").startsWith(QStringLiteral("Hello ")));
    click("saveWebhook");
    QTRY_COMPARE(child<QListView>(QStringLiteral("webhookList"))->model()->rowCount(), 1);
    QTRY_VERIFY(!visible("unsavedMark"));
    QCOMPARE(child<QLineEdit>(QStringLiteral("messageTitle"))->text(), QStringLiteral("Hello {{data.name}}"));
  }

  void destinationsDone6_aSlackWebhookIsTriedOnTheStandInsAndWhatArrivedIsShown_data() { support::bothChannels(); }
  void destinationsDone6_aSlackWebhookIsTriedOnTheStandInsAndWhatArrivedIsShown() {
    QFETCH(bool, overHttp);
    start(overHttp);
    chooseKind(QStringLiteral("Slack"));
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY(visible("tryStandIn"));
    click("tryStandIn");
    QTRY_VERIFY(visible("goesToStandIn"));
    QTRY_VERIFY2(text("standInState").startsWith(QStringLiteral("Nothing yet.")), qPrintable(text("standInState")));
    click("saveWebhook");
    QTRY_COMPARE(child<QListView>(QStringLiteral("webhookList"))->model()->rowCount(), 1);
    QTRY_VERIFY(!visible("unsavedMark"));
    QVERIFY2(visible("goesToStandIn"), "what the core shows of the address is still theirs");
    click("sendTest");
    QTRY_VERIFY2(text("testSentence").startsWith(QStringLiteral("200 OK in ")), qPrintable(text("testSentence")));
    QTRY_VERIFY(child<QWidget>(QStringLiteral("standInPane"))->findChild<MessageView*>(QStringLiteral("arrivedMessage")) != nullptr);
    const auto* message = child<MessageView>(QStringLiteral("arrivedMessage"));
    QVERIFY2(message->plainText().contains(QStringLiteral("test"), Qt::CaseInsensitive), qPrintable(message->plainText()));
    QVERIFY(!visible("standInState"));
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhook_kinds_core_test, hookline::webhooks_page::WebhookKindsCoreTest)
#include "webhook_kinds_core_test.moc"
