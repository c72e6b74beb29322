#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "overview_page/overview_page.h"
#include "overview_page/send_snippets.h"
#include "support/scripted_shell.h"
#include "support/ui_core.h"
#include "support/ui_test.h"
#include "widgets/banner.h"

namespace hookline::overview_page {

/// The page on a real core that nobody has used yet.
class TryItNowCoreTest final : public QObject {
  Q_OBJECT

 private:
  template <typename T>
  static T* part(const QWidget& page, const char* name) {
    auto* found = page.findChild<T*>(QLatin1String(name));
    if (!found) qFatal("no %s on the page", name);
    return found;
  }

 private slots:
  void firstWindowDone2_tryItNowEndsDeliveredAndVerified_data() { support::bothChannels(); }
  void firstWindowDone2_tryItNowEndsDeliveredAndVerified() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    client.open();
    QTRY_VERIFY(client.me().may("administer"));
    support::ScriptedPrompter prompter;
    support::ScriptedNavigator navigator;
    OverviewPage page({client, prompter, navigator, QStringLiteral("This computer")});
    page.resize(1152, 790);
    page.show();
    page.shown();
    auto* button = part<QPushButton>(page, "tryItNow");
    QTRY_VERIFY(button->isVisible() && button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    auto* trouble = part<widgets::Banner>(page, "overviewTrouble");
    QTRY_VERIFY_WITH_TIMEOUT(navigator.deliveries.size() == 1 || trouble->isVisible(), 20000);
    QVERIFY2(!trouble->isVisible(), qPrintable(trouble->strong() + QLatin1Char(' ') + trouble->text()));
    QCOMPARE(navigator.toasts.size(), 1);
    QVERIFY(navigator.toasts[0].startsWith(QStringLiteral("Delivered and verified in ")));

    const auto id = navigator.deliveries[0];
    std::optional<client::DeliveryDetail> detail;
    client.delivery(&client, id, [&detail](base::Result<client::DeliveryDetail> read) {
      if (read) detail = std::move(*read);
    });
    QTRY_VERIFY(detail);
    QCOMPARE(detail->delivery.row.state, model::DeliveryState::kDelivered);
    QVERIFY(detail->delivery.row.simulated);
    std::optional<std::vector<client::ReceivedRequest>> requests;
    client.receivedRequests(&client, [&requests](base::Result<std::vector<client::ReceivedRequest>> read) {
      if (read) requests = std::move(*read);
    });
    QTRY_VERIFY(requests);
    QCOMPARE(requests->size(), std::size_t{1});
    QCOMPARE(requests->front().deliveryId, id.text());
    QCOMPARE(requests->front().signature, std::string("verified"));
  }

  void aSecondTryUsesTheWebhookOfTheFirst_data() { support::bothChannels(); }
  void aSecondTryUsesTheWebhookOfTheFirst() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    client.open();
    QTRY_VERIFY(client.me().may("administer"));
    TryItNow tryIt(client);
    std::vector<model::DeliveryId> arrived;
    QString trouble;
    connect(&tryIt, &TryItNow::finished, this, [&arrived](model::DeliveryId id, base::Millis) { arrived.push_back(id); });
    connect(&tryIt, &TryItNow::failed, this, [&trouble](const QString& what, const QString& why) { trouble = what + why; });
    tryIt.start();
    QTRY_VERIFY_WITH_TIMEOUT(arrived.size() == 1 || !trouble.isEmpty(), 20000);
    tryIt.start();
    QTRY_VERIFY_WITH_TIMEOUT(arrived.size() == 2 || !trouble.isEmpty(), 20000);
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    std::optional<std::size_t> webhooks;
    client.webhooks(&client, [&webhooks](const base::Result<std::vector<client::WebhookView>>& read) {
      if (read) webhooks = read->size();
    });
    QTRY_VERIFY(webhooks);
    QCOMPARE(*webhooks, std::size_t{1});
  }

  void theEventOfTheCopiedLinesIsAccepted_data() { support::bothChannels(); }
  void theEventOfTheCopiedLinesIsAccepted() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    client.open();
    QTRY_VERIFY(client.me().may("administer"));
    QString refusal;
    bool accepted = false;
    client.postEvent(&client, snippetEvent().toStdString(), false, [&](const base::Result<client::AcceptedEvent>& answer) {
      accepted = answer.has_value();
      if (!answer) refusal = QString::fromStdString(answer.error().message);
    });
    QTRY_VERIFY(accepted || !refusal.isEmpty());
    QVERIFY2(accepted, qPrintable(refusal));
  }
};

}  // namespace hookline::overview_page

UI_TEST(try_it_now_core_test, hookline::overview_page::TryItNowCoreTest)
#include "try_it_now_core_test.moc"
