#include "webhooks_page/webhook_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "support/ui_test.h"
#include "widgets/chip.h"

namespace hookline::webhooks_page {

class WebhookListModelTest final : public QObject {
  Q_OBJECT

 private:
  static client::WebhookView view(std::int64_t id, const char* name, const char* state = "active") {
    client::WebhookView made;
    made.webhook.id = {id};
    made.webhook.name = name;
    made.webhook.url = std::string("https://") + name + ".example/hook";
    made.webhook.events = {"*"};
    made.state = state;
    return made;
  }
  static QStringList names(const WebhookListModel& model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) all << model.index(row).data().toString();
    return all;
  }

 private slots:
  void whatChangesIsChangedInPlace() {
    WebhookListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setWebhooks({view(1, "one"), view(2, "two"), view(3, "three")});
    const QPersistentModelIndex third(model.indexOf({3}));
    model.setWebhooks({view(1, "uno"), view(3, "three"), view(4, "four")});
    QCOMPARE(names(model), (QStringList{"uno", "three", "four"}));
    QCOMPARE(third.row(), 1);
    model.setWebhooks({view(4, "four"), view(1, "uno")});
    QCOMPARE(names(model), (QStringList{"four", "uno"}));
    model.setWebhooks({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(reset.count(), 0);
  }

  void aTextNarrowsByNameAddressAndType() {
    WebhookListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    auto leads = view(2, "two");
    leads.webhook.events = {"lead.captured"};
    model.setWebhooks({view(1, "one"), leads});
    model.setFilter(QStringLiteral("LEAD"));
    QCOMPARE(names(model), QStringList{"two"});
    model.setFilter(QStringLiteral("one.example"));
    QCOMPARE(names(model), QStringList{"one"});
    model.take(view(3, "phone.example"));
    QCOMPARE(model.rowCount(), 2);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(model.find({2}));
  }

  void theStateIsAShapeAndAWord() {
    WebhookListModel model;
    model.setWebhooks({view(1, "one"), view(2, "two", "paused"), view(3, "three", "on_hold"), view(4, "four")});
    client::Health good;
    good.webhookId = {1};
    good.state = "healthy";
    client::Health bad = good;
    bad.webhookId = {4};
    bad.state = "failing";
    model.setHealth({good, bad});
    const auto chip = [&](int row) { return model.index(row).data(WebhookListModel::kChip).value<widgets::Chip>(); };
    QVERIFY(chip(0).kind == widgets::ChipKind::kGood);
    QVERIFY(chip(1).kind == widgets::ChipKind::kHeld);
    QCOMPARE(chip(2).word, QStringLiteral("On hold"));
    QVERIFY(chip(3).kind == widgets::ChipKind::kBad);
    QVERIFY(model.index(1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Paused")));
  }
};

}  // namespace hookline::webhooks_page

UI_TEST(webhook_list_model_test, hookline::webhooks_page::WebhookListModelTest)
#include "webhook_list_model_test.moc"
