#include "dead_letters_page/bulk_run.h"

#include <QSignalSpy>
#include <QTest>

#include "dead_letters_page/bulk_words.h"
#include "scripted_letters.h"
#include "support/ui_test.h"

namespace hookline::dead_letters_page {

class BulkRunTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<client::Client> client_;
  support::ScriptedChannel* channel_ = nullptr;  // the client's
  std::unique_ptr<ScriptedLetters> core_;

  std::vector<model::DeliveryId> ids(std::int64_t count) {
    std::vector<model::DeliveryId> made;
    for (std::int64_t n = 1; n <= count; ++n) made.push_back({n});
    return made;
  }

 private slots:
  void init() {
    auto channel = std::make_unique<support::ScriptedChannel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    core_ = std::make_unique<ScriptedLetters>(*channel_);
    client_->open();
  }

  void aRunGoesInSlicesAndCountsWhatIsGone() {
    core_->fill(230, {1});
    BulkRun run(*client_, BulkKind::kRetry, ids(250));
    QSignalSpy finished(&run, &BulkRun::finished);
    QSignalSpy went(&run, &BulkRun::went);
    run.start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(channel_->requests("POST /api/dead-letters/retry").size(), std::size_t{3});
    QCOMPARE(run.report().done, std::uint64_t{230});
    QCOMPARE(run.report().gone, std::uint64_t{20});
    QCOMPARE(went.count(), 2);  // of the slice that fell short nobody knows which went
    QCOMPARE(reportSentence(run.report()), QStringLiteral("230 queued again, 20 were not there any more."));
  }

  void aStoppedRunLeavesTheRestAndSaysSo() {
    core_->fill(300, {1});
    channel_->hold("POST /api/dead-letters/retry");
    BulkRun run(*client_, BulkKind::kRetry, ids(300));
    QSignalSpy finished(&run, &BulkRun::finished);
    run.start();
    QTRY_COMPARE(channel_->held("POST /api/dead-letters/retry"), std::size_t{1});
    run.cancel();
    channel_->unhold("POST /api/dead-letters/retry");
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(channel_->requests("POST /api/dead-letters/retry").size(), std::size_t{1});
    QCOMPARE(run.report().left, std::uint64_t{200});
    QCOMPARE(reportSentence(run.report()), QStringLiteral("Stopped: 100 queued again, 200 left as they were."));
  }

  void aRefusalEndsTheRunAndItsReasonIsTold() {
    core_->fill(300, {1});
    channel_->on("DELETE /api/dead-letters", [](const auto&) { return support::ScriptedChannel::refusal(507, "The disk is full."); });
    BulkRun run(*client_, BulkKind::kPurge, ids(300));
    QSignalSpy finished(&run, &BulkRun::finished);
    run.start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(channel_->requests("DELETE /api/dead-letters").size(), std::size_t{1});
    QCOMPARE(reportSentence(run.report()), QStringLiteral("It ended early: The disk is full. 0 purged, 300 left as they were."));
  }

  void aLostAnswerIsUnknownAndNeverCalledFailed() {
    core_->fill(10, {1});
    channel_->on("POST /api/dead-letters/retry", [](const auto&) -> base::Result<api::Response> {
      return base::fail(base::Error{base::Errc::kTimeout, "The core did not answer in time.", true, {}});
    });
    BulkRun run(*client_, BulkKind::kRetry, ids(10));
    QSignalSpy finished(&run, &BulkRun::finished);
    run.start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(run.report().unknown, std::uint64_t{10});
    QVERIFY(reportSentence(run.report()).contains(QStringLiteral("another 10 were queued again is unknown")));
  }

  void theNumberIsTypedOnlyAboveAHundred() {
    QVERIFY(purgeQuestion({100, {}, {}}).typeToConfirm.isEmpty());
    const auto question = purgeQuestion({1234, QStringLiteral("for HubSpot"), QStringLiteral("Production")});
    QCOMPARE(question.typeToConfirm, QStringLiteral("1234"));
    QVERIFY(question.dangerous);
    QVERIFY(question.text.contains(QStringLiteral("Production")));
    QVERIFY(question.text.contains(QStringLiteral("for HubSpot")));
  }
};

}  // namespace hookline::dead_letters_page

UI_TEST(bulk_run_test, hookline::dead_letters_page::BulkRunTest)
#include "bulk_run_test.moc"
