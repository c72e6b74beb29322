#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include "simulator_page/simulator_page.h"
#include "support/scripted_shell.h"
#include "support/ui_core.h"
#include "support/ui_test.h"
#include "widgets/data_table.h"

namespace hookline::simulator_page {

/// The page on a real core and a real receiver.
class SimulatorCoreTest final : public QObject {
  Q_OBJECT

 private slots:
  void eachTypesExampleIsTakenDeliveredAndFollowed_data() { support::bothChannels(); }
  void eachTypesExampleIsTakenDeliveredAndFollowed() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    client.open();
    QTRY_VERIFY(client.me().may("operate"));
    model::Webhook webhook;
    webhook.name = "Local receiver";
    webhook.url = core.receiver({200});
    webhook.events = {"*"};
    bool made = false;
    client.createWebhook(&client, webhook, [&made](base::Result<client::CreatedWebhook> created) { made = created.has_value(); });
    QTRY_VERIFY(made);

    support::ScriptedPrompter prompter;
    support::ScriptedNavigator navigator;
    SimulatorPage page({client, prompter, navigator, {}});
    page.resize(1152, 780);
    page.show();
    page.shown();
    auto* types = page.findChild<QListWidget*>(QStringLiteral("eventTypes"));
    auto* send = page.findChild<QPushButton*>(QStringLiteral("sendEvent"));
    auto* json = page.findChild<QPlainTextEdit*>(QStringLiteral("eventJson"));
    auto* sentence = page.findChild<QLabel*>(QStringLiteral("sentSentence"));
    QTRY_VERIFY(types->count() >= 10);
    int sent = 0;
    for (int row = 0; row < types->count(); ++row) {
      types->setCurrentRow(row);
      QTRY_VERIFY2(json->toPlainText().contains(types->item(row)->text()), qPrintable(types->item(row)->text()));
      QTRY_VERIFY2_WITH_TIMEOUT(send->isEnabled() && send->text() == QStringLiteral("Send to 1 safe target"),
                                qPrintable(types->item(row)->text() + QLatin1Char(' ') + send->toolTip()), 10000);
      QTest::mouseClick(send, Qt::LeftButton);
      ++sent;
      const auto begin = sent == 1 ? QStringLiteral("1 event, ") : QStringLiteral("%1 events, ").arg(sent);
      QTRY_VERIFY2_WITH_TIMEOUT(sentence->text().startsWith(begin), qPrintable(sentence->text()), 10000);
    }
    QTRY_VERIFY2_WITH_TIMEOUT(sentence->text().endsWith(QStringLiteral(": %1 arrived").arg(sent)), qPrintable(sentence->text()), 30000);

    page.findChild<QSpinBox*>(QStringLiteral("loadCount"))->setValue(40);
    page.findChild<QSpinBox*>(QStringLiteral("loadRate"))->setValue(200);
    QTRY_VERIFY(page.findChild<QPushButton*>(QStringLiteral("loadStart"))->isEnabled());
    QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("loadStart")), Qt::LeftButton);
    QTRY_VERIFY2_WITH_TIMEOUT(sentence->text().endsWith(QStringLiteral(": %1 arrived").arg(sent + 40)), qPrintable(sentence->text()),
                              30000);
    QVERIFY(prompter.asked.empty());

    // They are marked: the core finds as many simulated deliveries.
    QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("showDeliveries")), Qt::LeftButton);
    QCOMPARE(navigator.filters.size(), std::size_t{1});
    std::uint64_t found = 0;
    client.facets(&client, navigator.filters[0], [&found](base::Result<client::Facets> facets) {
      if (facets) found = facets->total;
    });
    QTRY_COMPARE(found, std::uint64_t{40});
  }
};

}  // namespace hookline::simulator_page

UI_TEST(simulator_core_test, hookline::simulator_page::SimulatorCoreTest)
#include "simulator_core_test.moc"
