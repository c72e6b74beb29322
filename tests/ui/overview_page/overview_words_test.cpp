#include <QAbstractItemModelTester>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include "overview_page/chart_data.h"
#include "overview_page/chart_scale.h"
#include "overview_page/figure_words.h"
#include "overview_page/health_model.h"
#include "overview_page/quantile_mix.h"
#include "overview_page/rate_strip.h"
#include "overview_page/send_snippets.h"
#include "support/ui_test.h"

namespace hookline::overview_page {

using client::StatsItem;

class OverviewWordsTest final : public QObject {
  Q_OBJECT

 private:
  static StatsItem step(std::int64_t minute, std::uint64_t delivered, std::uint64_t failed, std::optional<double> half = {}) {
    StatsItem item;
    item.at = base::WallTime{base::Millis{minute * 60000}};
    item.delivered = delivered;
    item.failed = failed;
    item.p50Ms = half;
    if (half) item.p95Ms = *half * 5;
    if (half) item.p99Ms = *half * 10;
    return item;
  }
  static client::Health health(std::int64_t id, const char* state, std::uint64_t waiting = 0) {
    client::Health made;
    made.webhookId = {id};
    made.state = state;
    made.waiting = waiting;
    return made;
  }
  static client::WebhookView view(std::int64_t id, const char* name) {
    client::WebhookView made;
    made.webhook.id = {id};
    made.webhook.name = name;
    return made;
  }

 private slots:
  void aShareIsNeverRoundedUp() {
    QCOMPARE(percentWord(std::nullopt), QStringLiteral("–"));
    QCOMPARE(percentWord(1.0), QStringLiteral("100 %"));
    QCOMPARE(percentWord(0.9999), QStringLiteral("99.9 %"));
    QCOMPARE(percentWord(0.614), QStringLiteral("61.4 %"));
    QCOMPARE(percentWord(0.0001), QStringLiteral("< 0.1 %"));
    QCOMPARE(percentWord(0.0), QStringLiteral("0 %"));
  }

  void withoutDataThereIsADash() {
    Figures figures;
    for (const auto& words : {deliveredTile(figures), waitingTile(figures, {}), deadTile(figures), slowTile(figures)})
      QCOMPARE(words.number, QStringLiteral("–"));
    figures.stats = std::vector<StatsItem>{step(1, 0, 0), step(2, 0, 0)};
    QCOMPARE(deliveredTile(figures).number, QStringLiteral("–"));
    QCOMPARE(slowTile(figures).number, QStringLiteral("–"));
    figures.stats = std::vector<StatsItem>{step(1, 0, 4)};
    QCOMPARE(deliveredTile(figures).number, QStringLiteral("0"));  // that is known
    QCOMPARE(deliveredTile(figures).hint, QStringLiteral("0 % of all attempts"));
  }

  void percentilesAreMixedByWeightAndNotAveraged() {
    QVERIFY(!mixedQuantile({step(1, 5, 0)}, 0.95));
    QVERIFY(std::abs(*mixedQuantile({step(1, 10, 0, 100.0), step(2, 999, 0, 100.0)}, 0.95) - 500) < 1);
    // One busy and fast step, one slow and all but empty: the slow one hardly counts.
    const auto mixed = *mixedQuantile({step(1, 990, 0, 10.0), step(2, 10, 0, 1000.0)}, 0.5);
    QVERIFY2(mixed > 9 && mixed < 12, qPrintable(QString::number(mixed)));
    const auto slow = *mixedQuantile({step(1, 500, 0, 10.0), step(2, 500, 0, 1000.0)}, 0.95);
    QVERIFY2(slow > 1000 && slow < 5000, qPrintable(QString::number(slow)));
  }

  void theWorstIsTheOneOnHoldThenTheOneWhereMostWait() {
    Figures figures;
    figures.webhooks = std::vector<client::WebhookView>{view(1, "A"), view(2, "B"), view(3, "C")};
    figures.health = client::HealthList{{}, {health(1, "failing", 5), health(2, "failing", 87), health(3, "paused", 900)}};
    auto words = actionWords(figures, {});
    QCOMPARE(words->strong, QStringLiteral("B is failing."));
    QVERIFY(words->text.contains(QStringLiteral("87 are waiting, nothing is lost.")));
    QVERIFY(words->text.endsWith(QStringLiteral("Another one needs you too.")));
    figures.health->items.push_back(health(3, "on_hold", 1));
    figures.webhooks->back().webhook.stop.reason = "The receiver says that it is gone.";
    words = actionWords(figures, {});
    QCOMPARE(words->strong, QStringLiteral("C is on hold."));
    QCOMPARE(words->text, QStringLiteral("The receiver says that it is gone. 1 is waiting, nothing is lost. Another 2 need you too."));
  }

  void theRunningStepIsLeftOutOfTheChartsUnlessItIsAllThereIs() {
    Figures figures;
    figures.stats = std::vector<StatsItem>{step(1, 5, 0), step(2, 7, 1), step(3, 0, 0)};
    auto data = ratesOf(figures);
    QCOMPARE(data.points.size(), std::size_t{2});
    QCOMPARE(*data.points[1].values[0], 7.0);
    QCOMPARE(*data.points[1].values[1], 1.0);
    QCOMPARE(data.summary, QStringLiteral("12 delivered and 1 failed attempts in the last hour."));
    figures.stats = std::vector<StatsItem>{step(1, 0, 0), step(2, 0, 0), step(3, 2, 0)};
    data = ratesOf(figures);
    QCOMPARE(data.points.size(), std::size_t{3});
    QVERIFY(!data.points[2].values[1]);  // nothing failed: no line along the axis
    figures.range = Range::kDay;         // steps of 15 minutes are shown as a rate a minute
    figures.stats = std::vector<StatsItem>{step(0, 30, 0), step(15, 1, 0)};
    QCOMPARE(*ratesOf(figures).points[0].values[0], 2.0);
  }

  void eachRangeStaysWithinTheChartsPoints() {
    for (const auto range : kRanges) QVERIFY(windowOf(range) / stepOf(range) < static_cast<std::int64_t>(TimeChart::kMaxPoints));
  }

  void scalesEndAtRoundNumbers() {
    QCOMPARE(linearScale(2140).high(), 3000.0);
    QCOMPARE(linearScale(2140).marks[1].second, QStringLiteral("1k"));
    QCOMPARE(linearScale(0).low(), 0.0);
    QVERIFY(linearScale(0).high() >= 1);
    QCOMPARE(logScale(23, 5800).low(), 1.0);
    QCOMPARE(logScale(23, 5800).marks.back().second, QStringLiteral("10k"));
    QVERIFY(logScale(100, 100).high() > logScale(100, 100).low());
    QCOMPARE(shortNumber(1500), QStringLiteral("1.5k"));
  }

  void webhooksChangeInPlaceAndAreSortedOnlyWhenAsked() {
    HealthModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    Figures figures;
    figures.webhooks = std::vector<client::WebhookView>{view(1, "Able"), view(2, "Baker"), view(3, "<b>Charlie</b>")};
    figures.health = client::HealthList{{}, {health(1, "healthy"), health(2, "failing"), health(3, "idle")}};
    model.update(figures);
    QCOMPARE(model.webhookAt(0), model::WebhookId{2});
    const QPersistentModelIndex able(model.index(1, 0));
    figures.health->items = {health(1, "on_hold"), health(2, "healthy"), health(4, "failing")};
    figures.webhooks->push_back(view(4, "Dog"));
    model.update(figures);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.webhookAt(0), model::WebhookId{2});
    QCOMPARE(model.webhookAt(2), model::WebhookId{4});
    model.sortWorstFirst();
    QCOMPARE(model.webhookAt(0), model::WebhookId{1});
    QCOMPARE(able.row(), 0);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Able, On hold, 0 waiting"));
    QCOMPARE(model.index(0, HealthModel::kDelivered).data().toString(), QStringLiteral("–"));
    QVERIFY(model.index(0, HealthModel::kRates).data(HealthModel::kStripRole).canConvert<RateStrip>());
    QVERIFY(!model.index(0, HealthModel::kWaiting).data(HealthModel::kStripRole).isValid());
    QVERIFY(model.headerData(HealthModel::kRates, Qt::Horizontal, Qt::DisplayRole).toString().contains(QStringLiteral(" to ")));
  }

  void aStripSaysInWordsWhatItDraws() {
    QCOMPARE(ratesWord({}), QStringLiteral("–"));
    QCOMPARE(ratesWord({std::nullopt, std::nullopt}), QStringLiteral("–"));
    QCOMPARE(ratesWord({1.0, std::nullopt, 0.25, 0.999}), QStringLiteral("at worst 25.0 %, lately 99.9 %"));
  }

  void aStripDrawsWhereSomethingWasTriedAndNowhereElse() {
    const auto drawn = [](const std::vector<std::optional<double>>& rates) {
      QImage image(90, 20, QImage::Format_RGB32);
      image.fill(Qt::white);
      QPainter painter(&image);
      paintStrip(painter, image.rect(), {rates, widgets::ChipKind::kBad});
      painter.end();
      return image;
    };
    const auto inkIn = [](const QImage& image, const QRect& place) {
      for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x)
          if (image.pixelColor(x, y) != QColor(Qt::white)) return true;
      return false;
    };
    const auto strip = drawn({1.0, std::nullopt, 0.0});
    QVERIFY(inkIn(strip, {2, 0, 26, 6}));     // all arrived: high
    QVERIFY(!inkIn(strip, {34, 0, 22, 20}));  // nothing was tried
    QVERIFY(!inkIn(strip, {64, 0, 24, 10}));  // none arrived:
    QVERIFY(inkIn(strip, {64, 12, 24, 8}));   // low
    const auto empty = drawn({std::nullopt, std::nullopt});
    QVERIFY(inkIn(empty, {0, 14, 90, 6}));
    QVERIFY(!inkIn(empty, {0, 0, 90, 14}));
  }

  void aCopiedLineIsWholeAndTheShownOneIsShort() {
    const auto address = QStringLiteral("http://127.0.0.1:8787");
    QVERIFY(curlSnippet(address).contains(snippetEvent()));
    QVERIFY(curlSnippet(address, QStringLiteral("hl_1_2_3")).contains(QStringLiteral("Bearer hl_1_2_3\"")));
    QVERIFY(shownCurl(address).contains(QStringLiteral("…")));
    for (const auto& snippet : {nodeSnippet(address), pythonSnippet(address)})
      QVERIFY(snippet.contains(QStringLiteral("http://127.0.0.1:8787/api/events")));
  }
};

}  // namespace hookline::overview_page

UI_TEST(overview_words_test, hookline::overview_page::OverviewWordsTest)
#include "overview_words_test.moc"
