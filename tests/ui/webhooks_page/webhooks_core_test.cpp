#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QTableWidget>
#include <QTest>

#include "scripted_webhooks.h"
#include "support/ui_core.h"
#include "support/ui_test.h"
#include "webhooks_page/retry_time_line.h"
#include "webhooks_page/webhooks_page.h"

namespace hookline::webhooks_page {

/// The page on a real core and a real receiver.
class WebhooksCoreTest final : public QObject {
  Q_OBJECT

 private:
  static void keys(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
  static void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(QApplication::focusWidget(), which, modifiers); }
  static bool isIn(const char* name) {
    return QApplication::focusWidget() != nullptr && QApplication::focusWidget()->objectName() == QLatin1String(name);
  }
  /// Tab until the field with this name has the focus.
  static bool tabTo(const char* name) {
    for (int step = 0; step < 60; ++step) {
      if (QApplication::focusWidget()->objectName() == QLatin1String(name)) return true;
      key(Qt::Key_Tab);
    }
    return false;
  }

 private slots:
  void byKeysAloneAWebhookIsMadeSavedListedTestedAndChanged_data() { support::bothChannels(); }
  void byKeysAloneAWebhookIsMadeSavedListedTestedAndChanged() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    support::ScriptedPrompter prompter;
    support::ScriptedNavigator navigator;
    WebhooksPage page({client, prompter, navigator, QStringLiteral("This computer")});
    page.resize(1152, 780);
    page.show();
    QTRY_VERIFY(page.isActiveWindow());
    client.open();
    QTRY_VERIFY(client.me().may("administer"));
    page.shown();
    QTRY_VERIFY(page.findChild<QWidget*>(QStringLiteral("webhooksEmpty"))->isVisible());

    QTest::keyClick(&page, Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(isIn("kindList"));
    key(Qt::Key_Return);
    QTRY_VERIFY(isIn("nameField"));
    keys(QStringLiteral("Sales"));
    QVERIFY(tabTo("urlField"));
    keys(QString::fromStdString(core.receiver({200})));
    QVERIFY(tabTo("eventField"));
    keys(QStringLiteral("lead.*,"));
    // The list of types was a window for a moment, and without a window manager the focus does not come back from it.
    page.activateWindow();
    QTRY_VERIFY(page.isActiveWindow() && QApplication::focusWidget());
    QVERIFY(tabTo("addHeader"));
    key(Qt::Key_Space);
    keys(QStringLiteral("Authorization"));
    key(Qt::Key_Tab);
    keys(QStringLiteral("Bearer 1"));  // and saved from within the cell
    key(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(prompter.secrets.size(), 1);
    QVERIFY(prompter.secrets[0].startsWith(QStringLiteral("whsec_")));
    auto* list = page.findChild<QListView*>(QStringLiteral("webhookList"));
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("Sales"));
    auto* line = page.findChild<RetryTimeLine*>(QStringLiteral("retryTimeLine"));
    QTRY_COMPARE(line->times().size(), std::size_t{10});
    QVERIFY(line->accessibleDescription().contains(QStringLiteral("Gives up after 3 d 3 h")));

    QTest::keyClick(&page, Qt::Key_Return, Qt::ControlModifier);
    auto* sentence = page.findChild<QLabel*>(QStringLiteral("testSentence"));
    QTRY_VERIFY2(sentence->text().startsWith(QStringLiteral("200 OK in ")),
                 qPrintable(sentence->text() + navigator.toasts.join(QLatin1Char('|'))));

    QVERIFY(tabTo("timeoutField"));
    key(Qt::Key_A, Qt::ControlModifier);
    keys(QStringLiteral("25 s"));
    key(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!page.findChild<QWidget*>(QStringLiteral("unsavedMark"))->isVisible());
    std::optional<base::Millis> timeout;
    client.webhooks(&page, [&timeout](const base::Result<std::vector<client::WebhookView>>& all) {
      if (all && all->size() == 1) timeout = all->front().webhook.timeout;
    });
    QTRY_VERIFY(timeout);
    QCOMPARE(timeout->count(), 25000);
    // The core keeps the header's value to itself, and a change of something else leaves it alone.
    const auto* table = page.findChild<QTableWidget*>(QStringLiteral("headerTable"));
    QCOMPARE(table->item(0, 0)->text(), QStringLiteral("Authorization"));
    QCOMPARE(table->item(0, 1)->text(), QStringLiteral("•••"));
  }

  void whatTheCoreRefusesStandsAtItsField_data() { support::bothChannels(); }
  void whatTheCoreRefusesStandsAtItsField() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    support::ScriptedPrompter prompter;
    support::ScriptedNavigator navigator;
    WebhooksPage page({client, prompter, navigator});
    page.show();
    client.open();
    QTRY_VERIFY(client.me().may("administer"));
    page.shown();
    QTRY_VERIFY(page.findChild<QWidget*>(QStringLiteral("webhooksEmpty"))->isVisible());
    page.newWebhook();
    auto* kinds = page.findChild<QListWidget*>(QStringLiteral("kindList"));
    QTRY_VERIFY(kinds->isVisible());
    QTest::keyClick(kinds, Qt::Key_Return);
    QTRY_VERIFY(page.findChild<QWidget*>(QStringLiteral("urlField"))->isVisible());
    auto* url = page.findChild<QLineEdit*>(QStringLiteral("urlField"));
    url->setFocus();
    QTest::keyClicks(url, QStringLiteral("https://169.254.169.254/latest"));
    auto* events = page.findChild<QLineEdit*>(QStringLiteral("eventField"));
    events->setFocus();
    QTest::keyClicks(events, QStringLiteral("*,"));
    QTest::keyClick(events, Qt::Key_S, Qt::ControlModifier);
    auto* problem = page.findChild<QLabel*>(QStringLiteral("urlFieldProblem"));
    QTRY_VERIFY(problem->isVisible());
    QVERIFY(prompter.secrets.isEmpty());
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhooks_core_test, hookline::webhooks_page::WebhooksCoreTest)
#include "webhooks_core_test.moc"
