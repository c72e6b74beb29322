#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <nlohmann/json.hpp>

#include "dead_letters_page/dead_letters_page.h"
#include "support/scripted_shell.h"
#include "support/ui_core.h"
#include "support/ui_test.h"
#include "widgets/code_view.h"
#include "widgets/data_table.h"

namespace hookline::dead_letters_page {

/// The page on a real core and a real receiver, which refuses at first.
class DeadLettersCoreTest final : public QObject {
  Q_OBJECT

 private slots:
  void whatDiedIsGroupedRetriedAndGoesWhenItHasArrived_data() { support::bothChannels(); }
  void whatDiedIsGroupedRetriedAndGoesWhenItHasArrived() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    client.open();
    QTRY_VERIFY(client.me().may("administer"));

    model::Webhook webhook;
    webhook.name = "Salesforce";
    webhook.url = core.receiver({400, 400, 400, 200});
    webhook.events = {"*"};
    std::optional<model::WebhookId> made;
    client.createWebhook(&client, webhook, [&made](base::Result<client::CreatedWebhook> created) {
      if (created) made = created->view.webhook.id;
    });
    QTRY_VERIFY(made);

    support::ScriptedPrompter prompter;
    support::ScriptedNavigator navigator;
    DeadLettersPage page({client, prompter, navigator, QStringLiteral("This computer")});
    page.resize(1152, 780);
    QSignalSpy badge(&page, &shell::Page::badgeChanged);
    page.show();
    page.shown();
    for (int n = 0; n < 3; ++n) {
      const nlohmann::json event{
          {"type", "lead.captured"},
          {"chatbotId", "bot_1"},
          {"conversationId", "conv_" + std::to_string(n)},
          {"data", {{"email", "ana@example.com"}, {"name", "Ana Ruiz"}, {"source", "Pricing"}, {"conversationSummary", "Asked"}}}};
      client.postEvent(&client, event.dump(), false, [](base::Result<client::AcceptedEvent> accepted) { QVERIFY(accepted.has_value()); });
    }
    auto* groups = page.findChild<widgets::DataTable*>(QStringLiteral("groupTable"));
    auto* list = page.findChild<widgets::DataTable*>(QStringLiteral("letterTable"));
    auto* retry = page.findChild<QPushButton*>(QStringLiteral("retryGroup"));
    QTRY_VERIFY_WITH_TIMEOUT(!badge.isEmpty() && badge.last().at(0).toInt() == 3, 30000);
    page.reload();
    QTRY_COMPARE(list->model()->rowCount(), 3);
    QTRY_COMPARE(groups->model()->rowCount(), 1);
    QTRY_COMPARE(retry->text(), QStringLiteral("Retry these 3"));

    list->selectRow(0);
    QTRY_VERIFY(page.findChild<widgets::CodeView*>(QStringLiteral("letterBody"))->shownText().contains(QStringLiteral("ana@example.com")));
    groups->selectRow(0);
    QTRY_VERIFY(retry->isVisible() && retry->isEnabled());
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_COMPARE(navigator.toasts, QStringList{QStringLiteral("3 queued again.")});
    QTRY_COMPARE(list->model()->rowCount(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(badge.last().at(0).toInt() == 0, 30000);
    // They really went: the core says so of each.
    int delivered = 0;
    client::DeliveryFilter filter;
    filter.states = {model::DeliveryState::kDelivered};
    QTRY_VERIFY_WITH_TIMEOUT(([&] {
                               client.deliveries(&client, filter, {}, 50, [&delivered](base::Result<client::Page<client::Delivery>> found) {
                                 if (found) delivered = static_cast<int>(found->items.size());
                               });
                               return delivered == 3;
                             }()),
                             30000);
  }
};

}  // namespace hookline::dead_letters_page

UI_TEST(dead_letters_core_test, hookline::dead_letters_page::DeadLettersCoreTest)
#include "dead_letters_core_test.moc"
