#include "dead_letters_page/dead_letter_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "dead_letters_page/dead_groups_model.h"
#include "support/ui_test.h"

namespace hookline::dead_letters_page {

using client::DeadLetter;

class DeadLetterListModelTest final : public QObject {
  Q_OBJECT

 private:
  static std::vector<DeadLetter> letters(std::initializer_list<std::int64_t> ids) {
    std::vector<DeadLetter> made;
    for (const auto id : ids) {
      DeadLetter letter;
      letter.delivery.row.id = {id};
      letter.delivery.row.eventType = "lead.captured";
      letter.delivery.row.tries = 6;
      letter.delivery.row.person.name = "Ana Ruiz";
      letter.delivery.webhookName = "HubSpot";
      letter.error = "HTTP <b>503</b>";
      made.push_back(std::move(letter));
    }
    return made;
  }
  static std::vector<std::int64_t> ids(const DeadLetterListModel& model) {
    std::vector<std::int64_t> out;
    for (int row = 0; row < model.rowCount(); ++row) out.push_back(model.at(row).delivery.row.id.value);
    return out;
  }
  static client::DeadGroup group(std::int64_t webhook, std::uint64_t count) {
    client::DeadGroup made;
    made.webhookId = {webhook};
    made.count = count;
    made.cause = "HTTP 503";
    made.help = "Wait until it is back";
    return made;
  }

 private slots:
  void whatTheCoreNoLongerHasGoesAndNothingElseMoves() {
    DeadLetterListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.start(letters({50, 40, 30, 20, 10}));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    // The page reaches down to 30; below it nothing is known yet.
    const auto unknown = model.reconcile(letters({60, 50, 30}), std::nullopt, false, false);
    QCOMPARE(ids(model), (std::vector<std::int64_t>{50, 30, 20, 10}));
    QCOMPARE(unknown, (std::vector<model::DeliveryId>{{60}}));
    model.reconcile(letters({20}), model::DeliveryId{30}, true, false);
    QCOMPARE(ids(model), (std::vector<std::int64_t>{50, 30, 20}));
    QCOMPARE(reset.count(), 0);
  }

  void freshOnesComeInOnlyWhenAskedForAndOlderOnesAlways() {
    DeadLetterListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.start(letters({50, 40}));
    QVERIFY(model.reconcile(letters({60, 50, 45, 40}), std::nullopt, false, true).empty());
    QCOMPARE(ids(model), (std::vector<std::int64_t>{60, 50, 45, 40}));
    QVERIFY(model.reconcile(letters({30, 20}), model::DeliveryId{40}, true, false).empty());
    QCOMPARE(ids(model), (std::vector<std::int64_t>{60, 50, 45, 40, 30, 20}));
  }

  void aListIsBounded() {
    DeadLetterListModel model;
    std::vector<DeadLetter> many;
    for (std::int64_t id = static_cast<std::int64_t>(DeadLetterListModel::kMaxRows) + 1; id > 1; --id) {
      many.emplace_back();
      many.back().delivery.row.id = {id};
    }
    model.start(std::move(many));
    QVERIFY(model.full());
    model.reconcile(letters({1}), model::DeliveryId{2}, true, false);
    QCOMPARE(model.rowCount(), static_cast<int>(DeadLetterListModel::kMaxRows));
  }

  void aRowIsASentenceAndACoresMarkupIsText() {
    DeadLetterListModel model;
    model.start(letters({10}));
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Did not arrive, lead.captured for Ana Ruiz to HubSpot, HTTP <b>503</b>, 6 tries"));
    QVERIFY(!model.index(0, DeadLetterListModel::kWhy).data(Qt::ToolTipRole).toString().contains(QLatin1Char('<')));
  }

  void groupsChangeInPlaceAndFreshOnesComeLast() {
    DeadGroupsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.update({group(1, 5), group(2, 80), group(3, 7)});
    QCOMPARE(model.at(0).webhookId, model::WebhookId{2});  // at first the most come first
    model.update({group(1, 500), group(4, 900), group(2, 80)});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.at(0).webhookId, model::WebhookId{2});
    QCOMPARE(model.at(1).count, std::uint64_t{500});
    QCOMPARE(model.at(2).webhookId, model::WebhookId{4});
  }

  void aMendedGroupSaysSoAndADeletedWebhookToo() {
    DeadGroupsModel model;
    auto mended = group(1, 5);
    mended.recovered = true;
    model.update({mended, group(2, 3)});
    model.setNames({{model::WebhookId{1}, QStringLiteral("HubSpot")}});
    const auto help = [&model](int row) { return model.index(row, DeadGroupsModel::kHelp).data().toString(); };
    QCOMPARE(help(0), QStringLiteral("Looks mended: retry"));
    QVERIFY(help(1).contains(QStringLiteral("deleted")));
    QVERIFY(!model.webhookExists({2}));
  }
};

}  // namespace hookline::dead_letters_page

UI_TEST(dead_letter_list_model_test, hookline::dead_letters_page::DeadLetterListModelTest)
#include "dead_letter_list_model_test.moc"
