#include "models/delivery_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "models/delivery_words.h"
#include "support/ui_test.h"

namespace hookline::models {

using client::Delivery;

class DeliveryListModelTest final : public QObject {
  Q_OBJECT

 private:
  static Delivery delivery(std::int64_t id, model::DeliveryState state = model::DeliveryState::kPending) {
    Delivery made;
    made.row.id = {id};
    made.row.webhookId = {7};
    made.row.eventType = "lead.captured";
    made.row.person.name = "Ana Ruiz";
    made.row.state = state;
    made.row.createdAt = base::fromMs(1000 * id);
    made.webhookName = "HubSpot";
    return made;
  }
  static std::vector<Delivery> newestFirst(std::int64_t from, std::int64_t to) {
    std::vector<Delivery> made;
    for (auto id = from; id >= to; --id) made.push_back(delivery(id));
    return made;
  }
  static std::vector<std::int64_t> ids(const DeliveryListModel& model) {
    std::vector<std::int64_t> out;
    for (int row = 0; row < model.rowCount(); ++row) out.push_back(model.at(row).row.id.value);
    return out;
  }
  static bool all(const Delivery&) { return true; }
  static base::WallTime now() { return base::fromMs(100000); }

 private slots:
  void freshOnesComeInOnTopAndKnownOnesChangeInPlace() {
    DeliveryListModel model(now);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.start(newestFirst(12, 10));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.apply({delivery(14), delivery(11, model::DeliveryState::kDead), delivery(13), delivery(14, model::DeliveryState::kDelivered)},
                all, false);
    QCOMPARE(ids(model), (std::vector<std::int64_t>{14, 13, 12, 11, 10}));
    QCOMPARE(model.at(0).row.state, model::DeliveryState::kDelivered);
    QCOMPARE(model.at(3).row.state, model::DeliveryState::kDead);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
  }

  void anOldOneThatNowBelongsComesInWhereItsAgePutsIt() {
    DeliveryListModel model(now);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.start({delivery(20), delivery(10)});
    model.apply({delivery(15), delivery(5)}, all, false);
    QCOMPARE(ids(model), (std::vector<std::int64_t>{20, 15, 10}));
    model.apply({delivery(5)}, all, true);
    QCOMPARE(ids(model), (std::vector<std::int64_t>{20, 15, 10, 5}));
    for (int row = 0; row < model.rowCount(); ++row) QCOMPARE(model.rowOf(model.at(row).row.id), row);
  }

  void whatDoesNotBelongStaysOut() {
    DeliveryListModel model(now);
    model.start({});
    model.apply(
        {delivery(1), delivery(2, model::DeliveryState::kDead)},
        [](const Delivery& one) { return one.row.state == model::DeliveryState::kDead; }, true);
    QCOMPARE(ids(model), (std::vector<std::int64_t>{2}));
  }

  void anOlderPageGoesBelowAndNothingComesTwice() {
    DeliveryListModel model(now);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.start(newestFirst(30, 21));
    model.addOlder(newestFirst(22, 15));
    QCOMPARE(model.rowCount(), 16);
    QCOMPARE(model.at(15).row.id.value, 15);
    model.remove({20});
    QCOMPARE(model.rowOf({20}), -1);
    QCOMPARE(model.rowOf({19}), 10);
  }

  void daemonDone4_aListThatGoesOnWithoutEndIsTakenUpToItsLimit() {
    DeliveryListModel model(now);
    const auto limit = static_cast<std::int64_t>(DeliveryListModel::kMaxRows);
    model.start(newestFirst(limit + 1000, 1001));
    QCOMPARE(model.rowCount(), static_cast<int>(limit));
    model.addOlder(newestFirst(1000, 501));
    QCOMPARE(model.rowCount(), static_cast<int>(limit));
    model.start(newestFirst(limit + 1000, 1101));
    model.addOlder(newestFirst(1100, 501));
    QCOMPARE(model.rowCount(), static_cast<int>(limit));
    QCOMPARE(model.at(static_cast<int>(limit) - 1).row.id.value, 1001);
  }

  void theOldestGoWhenItIsFull() {
    DeliveryListModel model(now);
    const auto limit = static_cast<std::int64_t>(DeliveryListModel::kMaxRows);
    model.start(newestFirst(limit, 1));
    QVERIFY(!model.dropped());
    std::vector<Delivery> more;
    for (auto id = limit + 1; id <= limit + 500; ++id) more.push_back(delivery(id));
    model.apply(std::move(more), all, false);
    QCOMPARE(model.rowCount(), static_cast<int>(limit));
    QCOMPARE(model.at(0).row.id.value, limit + 500);
    QCOMPARE(model.rowOf({500}), -1);
    QCOMPARE(model.rowOf({501}), static_cast<int>(limit) - 1);
    QVERIFY(model.dropped());
  }

  void everyStateHasAWordAndTheRowASentence() {
    DeliveryListModel model(now);
    auto retrying = delivery(1, model::DeliveryState::kRetrying);
    retrying.nextAttemptAt = now() + base::Millis{14000};
    retrying.row.status = 503;
    retrying.row.tries = 2;
    model.start({retrying});
    QCOMPARE(model.index(0, DeliveryListModel::kState).data().toString(), QStringLiteral("Retry in 14 s"));
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Retry in 14 s, lead.captured for Ana Ruiz to HubSpot, HTTP 503, attempt 2"));
    for (const auto state : {model::DeliveryState::kPending, model::DeliveryState::kDelivering, model::DeliveryState::kDelivered,
                             model::DeliveryState::kDead, model::DeliveryState::kHeld, model::DeliveryState::kCancelled})
      QVERIFY(!stateWord(delivery(1, state), now()).isEmpty());
  }

  void destinationsDone1_theToolTipOfTheStateAndTheSentenceTellTheStep() {
    DeliveryListModel model(now);
    auto failed = delivery(1, model::DeliveryState::kDead);
    failed.cause = "HubSpot refuses the note";
    failed.row.step = model::PlanStep{2, 3, "Add the note"};
    model.start({failed});
    QCOMPARE(model.index(0, DeliveryListModel::kState).data(Qt::ToolTipRole).toString(),
             QStringLiteral("Step 2 of 3: Add the note. HubSpot refuses the note"));
    QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral(", Step 2 of 3: Add the note")));
    failed.cause.clear();
    model.start({failed});
    QCOMPARE(model.index(0, DeliveryListModel::kState).data(Qt::ToolTipRole).toString(), QStringLiteral("Step 2 of 3: Add the note"));
  }

  void markupOfACoreIsTextInToolTips() {
    DeliveryListModel model(now);
    auto hostile = delivery(1, model::DeliveryState::kDead);
    hostile.cause = "<img src=x>";
    model.start({hostile});
    QVERIFY(!model.index(0, DeliveryListModel::kState).data(Qt::ToolTipRole).toString().contains(QLatin1Char('<')));
  }

  void spansAreSaidInWordsThatFit_data() {
    QTest::addColumn<qint64>("millis");
    QTest::addColumn<QString>("word");
    QTest::newRow("seconds") << qint64{14000} << QStringLiteral("14 s");
    QTest::newRow("minutes") << qint64{252000} << QStringLiteral("4 min 12 s");
    QTest::newRow("hours") << qint64{3LL * 3600 * 1000} << QStringLiteral("3 h");
    QTest::newRow("days") << qint64{75LL * 3600 * 1000} << QStringLiteral("3 d 3 h");
    QTest::newRow("past") << qint64{-5} << QStringLiteral("0 s");
  }
  void spansAreSaidInWordsThatFit() {
    QFETCH(qint64, millis);
    QFETCH(QString, word);
    QCOMPARE(spanWord(base::Millis{millis}), word);
  }
};

}  // namespace hookline::models

UI_TEST(delivery_list_model_test, hookline::models::DeliveryListModelTest)
#include "delivery_list_model_test.moc"
