#include "simulator_page/sent_model.h"

#include <QAbstractItemModelTester>
#include <QProcess>
#include <QTest>

#include "simulator_page/curl_line.h"
#include "simulator_page/reach.h"
#include "support/ui_test.h"

namespace hookline::simulator_page {

class SentModelTest final : public QObject {
  Q_OBJECT

 private:
  static client::AcceptedEvent accepted(std::int64_t first, int count) {
    client::AcceptedEvent event;
    event.id = "evt_" + std::to_string(first);
    for (int n = 0; n < count; ++n) event.deliveries.emplace_back(model::DeliveryId{first + n}, model::WebhookId{n + 1});
    return event;
  }
  static client::Delivery delivery(std::int64_t id, model::DeliveryState state, int millis = 3) {
    client::Delivery made;
    made.row.id = {id};
    made.row.state = state;
    made.row.latency = base::Millis{millis};
    made.webhookName = "CRM";
    return made;
  }
  static base::WallTime now() { return base::fromMs(1000); }

 private slots:
  void theNewestEventStandsOnTopAndStatesFollow() {
    SentModel model(now);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.add(QStringLiteral("a.b"), accepted(10, 2), {});
    model.add(QStringLiteral("c.d"), accepted(20, 1), {});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, SentModel::kEvent).data().toString(), QStringLiteral("c.d"));
    QCOMPARE(model.totals().onTheWay, std::uint64_t{3});
    QVERIFY(model.apply(delivery(11, model::DeliveryState::kDelivered, 184)));
    QVERIFY(!model.apply(delivery(99, model::DeliveryState::kDelivered)));
    QCOMPARE(model.index(2, SentModel::kState).data().toString(), QStringLiteral("Delivered"));
    QCOMPARE(model.index(2, SentModel::kNote).data().toString(), QStringLiteral("184 ms"));
    model.apply(delivery(10, model::DeliveryState::kDead));
    QCOMPARE(model.totals().arrived, std::uint64_t{1});
    QCOMPARE(model.totals().failed, std::uint64_t{1});
    QCOMPARE(model.totals().onTheWay, std::uint64_t{1});
    QCOMPARE(model.totals().slowest, base::Micros{base::Millis{184}});
  }

  void whatTheStreamToldBeforeTheAnswerIsNotLost() {
    SentModel model(now);
    model.add(QStringLiteral("a.b"), accepted(10, 1), {delivery(10, model::DeliveryState::kDelivered)});
    QCOMPARE(model.totals().arrived, std::uint64_t{1});
    QCOMPARE(model.totals().onTheWay, std::uint64_t{0});
  }

  void anEventThatNobodyTakesAndOneThatWasKnownAreRowsToo() {
    SentModel model(now);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.add(QStringLiteral("a.b"), accepted(10, 0), {});
    auto known = accepted(20, 1);
    known.duplicate = true;
    model.add(QStringLiteral("a.b"), known, {});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, SentModel::kState).data().toString(), QStringLiteral("Not matched"));
    QCOMPARE(model.index(0, SentModel::kState).data().toString(), QStringLiteral("Known already"));
    QCOMPARE(model.totals().deliveries, std::uint64_t{0});
  }

  void theOldestRowsGoAndTheirCountsStay() {
    SentModel model(now);
    const auto limit = static_cast<std::int64_t>(SentModel::kMaxRows);
    for (std::int64_t id = 1; id <= limit; ++id) model.add(QStringLiteral("a.b"), accepted(id, 1), {});
    model.apply(delivery(1, model::DeliveryState::kDelivered));
    model.add(QStringLiteral("a.b"), accepted(limit + 1, 2), {});
    QCOMPARE(model.rowCount(), static_cast<int>(limit));
    QCOMPARE(model.totals().arrived, std::uint64_t{1});
    QCOMPARE(model.totals().lostSight, std::uint64_t{1});
    QCOMPARE(model.totals().onTheWay, static_cast<std::uint64_t>(limit));
    QVERIFY(!model.apply(delivery(2, model::DeliveryState::kDelivered)));
  }

  void onlyLoopbackAndMarkedWebhooksAreSafe_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("test");
    QTest::addColumn<int>("safety");
    QTest::newRow("loopback") << QStringLiteral("http://127.0.0.1:9099/in") << false << int(Safety::kLoopback);
    QTest::newRow("all of 127") << QStringLiteral("http://127.8.9.1/in") << false << int(Safety::kLoopback);
    QTest::newRow("IPv6") << QStringLiteral("http://[::1]:80/") << false << int(Safety::kLoopback);
    QTest::newRow("name") << QStringLiteral("https://app.localhost/x") << false << int(Safety::kLoopback);
    QTest::newRow("marked") << QStringLiteral("https://hooks.example.com/x") << true << int(Safety::kTest);
    QTest::newRow("service") << QStringLiteral("https://hooks.slack.com/services/T/B/x") << false << int(Safety::kReal);
    QTest::newRow("looks like it") << QStringLiteral("https://localhost.example.com/") << false << int(Safety::kReal);
    QTest::newRow("in the user part") << QStringLiteral("https://127.0.0.1@example.com/") << false << int(Safety::kReal);
    QTest::newRow("private") << QStringLiteral("http://192.168.1.4/") << false << int(Safety::kReal);
    QTest::newRow("nonsense") << QStringLiteral("::") << false << int(Safety::kReal);
  }
  void onlyLoopbackAndMarkedWebhooksAreSafe() {
    QFETCH(QString, url);
    QFETCH(bool, test);
    QFETCH(int, safety);
    model::Webhook webhook;
    webhook.url = url.toStdString();
    webhook.test = test;
    QCOMPARE(int(safetyOf(webhook)), safety);
  }

  void aWebhookThatTheListDoesNotKnowIsReal() {
    client::EventExplanation explanation;
    explanation.deliveries = {{model::WebhookId{5}, "New one"}};
    const auto reach = reachOf(explanation, {});
    QCOMPARE(reach.real().size(), std::size_t{1});
    QCOMPARE(sendLabel(reach), QStringLiteral("Sends to 1 real service"));
  }

  void theCurlLineRunsInAShellWithAnyText() {
    const auto body = QStringLiteral("{\"a\": \"it's $HOME `id` \\\\ \\\"q\\\" 'x'\",\n \"b\": 1}");
    QProcess shell;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOOKLINE_TOKEN"), QStringLiteral("hl_t"));
    environment.insert(QStringLiteral("HOOKLINE_URL"), QStringLiteral("http://127.0.0.1:1"));
    shell.setProcessEnvironment(environment);
    // A curl that prints its words, so that what the shell made of the line is seen.
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("curl() { printf '%s\\0' \"$@\"; }\n") + curlLine(body)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitCode(), 0);
    const auto words = shell.readAllStandardOutput().split('\0');
    QVERIFY(words.contains(body.toUtf8()));
    QVERIFY(words.contains("http://127.0.0.1:1/api/events?simulated=1"));
    QVERIFY(words.contains("Authorization: Bearer hl_t"));
    environment.remove(QStringLiteral("HOOKLINE_TOKEN"));
    shell.setProcessEnvironment(environment);
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("curl() { echo sent; }\n") + curlLine(body)});
    QVERIFY(shell.waitForFinished());
    QVERIFY(shell.exitCode() != 0);
    QVERIFY(shell.readAllStandardError().contains("producer token"));
  }
};

}  // namespace hookline::simulator_page

UI_TEST(sent_model_test, hookline::simulator_page::SentModelTest)
#include "sent_model_test.moc"
