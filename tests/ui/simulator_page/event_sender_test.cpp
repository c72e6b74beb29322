#include "simulator_page/event_sender.h"

#include <QSignalSpy>
#include <QTest>
#include <set>

#include "scripted_simulator.h"
#include "simulator_page/load_panel.h"
#include "support/ui_test.h"

namespace hookline::simulator_page {

class EventSenderTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<client::Client> client_;
  support::ScriptedChannel* channel_ = nullptr;  // the client's
  std::unique_ptr<ScriptedSimulator> core_;

  static EventSender::Options options(std::uint64_t count, int perSecond) {
    return {count, perSecond, [](std::uint64_t n) { return R"({"type":"lead.captured","n":)" + std::to_string(n) + "}"; }};
  }

 private slots:
  void init() {
    auto channel = std::make_unique<support::ScriptedChannel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    core_ = std::make_unique<ScriptedSimulator>(*channel_);
    client_->open();
  }

  void everyEventIsPostedOnceAndMarkedAsSimulated() {
    EventSender sender(*client_, options(30, 1000));
    QSignalSpy finished(&sender, &EventSender::finished);
    sender.start();
    QTRY_COMPARE(finished.count(), 1);
    std::set<int> numbers;
    for (const auto& one : core_->posted) numbers.insert(one.at("n").get<int>());
    QCOMPARE(numbers.size(), std::size_t{30});
    QCOMPARE(core_->posted.size(), std::size_t{30});
    for (const auto& request : channel_->requests("POST /api/events")) QCOMPARE(request.queryValue("simulated"), std::string_view("1"));
    QCOMPARE(reportSentence(sender.report()), QStringLiteral("30 accepted."));
  }

  void atMost64WaitForAnAnswer() {
    channel_->hold("POST /api/events");
    EventSender sender(*client_, options(500, 1000));
    QSignalSpy finished(&sender, &EventSender::finished);
    sender.start();
    QTRY_COMPARE(channel_->held("POST /api/events"), EventSender::kMaxUnanswered);
    // One answer makes room for one more, however much time has passed.
    channel_->release("POST /api/events", 1);
    QTRY_COMPARE(channel_->requests("POST /api/events").size(), EventSender::kMaxUnanswered + 1);
    QCOMPARE(channel_->held("POST /api/events"), EventSender::kMaxUnanswered);
    sender.stop();
    QCOMPARE(finished.count(), 0);  // what is on its way is waited for
    channel_->unhold("POST /api/events");
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(sender.report().accepted, std::uint64_t{65});
    QCOMPARE(sender.report().left, std::uint64_t{435});
    QCOMPARE(reportSentence(sender.report()), QStringLiteral("Stopped: 65 accepted, 435 not sent."));
  }

  void aSlowRateSendsTheFirstAtOnceAndNotAllTogether() {
    EventSender sender(*client_, options(1000, 1));
    sender.start();
    QTRY_COMPARE(core_->posted.size(), std::size_t{1});
    QVERIFY(channel_->requests("POST /api/events").size() < 10);
  }

  void aRefusalEndsTheRunWithTheCoresSentence() {
    channel_->on("POST /api/events", [](const auto&) {
      return support::ScriptedChannel::json(
          {{"error", "The event does not validate."}, {"details", {{{"path", "/data/email"}, {"message", "is needed"}}}}}, 422);
    });
    EventSender sender(*client_, options(100, 10));
    QSignalSpy finished(&sender, &EventSender::finished);
    sender.start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(channel_->requests("POST /api/events").size(), std::size_t{1});
    QCOMPARE(sender.report().trouble, QStringLiteral("The event does not validate. /data/email is needed."));
    QCOMPARE(sender.report().left, std::uint64_t{99});
  }

  void aBusyCoreIsWaitedForAndNothingIsLost() {
    int busy = 2;
    channel_->on("POST /api/events", [&busy](const auto&) {
      if (busy-- > 0) return support::ScriptedChannel::refusal(429, "The queue is full.");
      return support::ScriptedChannel::json({{"id", "evt_1"}, {"deliveries", nlohmann::json::array()}}, 202);
    });
    EventSender sender(*client_, options(3, 1000));
    QSignalSpy finished(&sender, &EventSender::finished);
    sender.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30000);
    QCOMPARE(sender.report().accepted, std::uint64_t{3});
    QVERIFY(sender.report().trouble.isEmpty());
  }

  void aLostAnswerIsNeverCalledFailed() {
    channel_->on("POST /api/events", [](const auto&) -> base::Result<api::Response> {
      return base::fail(base::Error{base::Errc::kTimeout, "The core did not answer in time.", true, {}});
    });
    EventSender sender(*client_, options(1, 1));
    QSignalSpy finished(&sender, &EventSender::finished);
    sender.start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(sender.report().unknown, std::uint64_t{1});
    QVERIFY(reportSentence(sender.report()).contains(QStringLiteral("may have been taken")));
  }
};

}  // namespace hookline::simulator_page

UI_TEST(event_sender_test, hookline::simulator_page::EventSenderTest)
#include "event_sender_test.moc"
