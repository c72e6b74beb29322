// "Destinations": every kind is set up on its stand-in, tested and sent every action of the guide from the window alone; on both channels.
#include <QAbstractButton>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "models/delivery_list_model.h"
#include "real_window.h"
#include "support/temp_folder.h"
#include "support/test_core.h"
#include "support/ui_test.h"
#include "theme/system_look.h"

namespace hookline::desktop_test {
namespace {

using Column = models::DeliveryListModel::Column;

/// The guide's actions, with what each kind needs to know for its own.
std::vector<nlohmann::json> actions() {
  const auto event = [](const char* type, nlohmann::json data) {
    return nlohmann::json{{"type", type}, {"chatbotId", "bot_1"}, {"conversationId", "conv_1"}, {"data", std::move(data)}};
  };
  return {
      event("conversation.started", {{"visitorId", "v_1"}, {"pageUrl", "https://shop.example/"}, {"userAgent", "Firefox"}}),
      event("lead.captured", {{"email", "jo@example.com"}, {"name", "Jo Doe"}, {"source", "widget"}, {"conversationSummary", "A demo."}}),
      event("handoff.requested", {{"reason", "Angry"}, {"urgency", "high"}, {"visitorEmail", "jo@example.com"}}),
      event("sentiment.negative", {{"message", "Nothing works!"}, {"sentimentScore", 0.95}}),
      event("purchase.intent", {{"visitorId", "v_1"}, {"email", "jo@example.com"}, {"intent", "Pro"}, {"estimatedValue", 1200}}),
      event("feedback.received", {{"rating", 1}, {"comment", "Bad."}, {"email", "jo@example.com"}}),
      event("conversation.ended", {{"email", "jo@example.com"}, {"durationSeconds", 60}, {"messageCount", 4}, {"resolution", "resolved"}})};
}

/// How many of them a kind takes, as its form is filled in at first.
const std::map<QString, int> kTakes{{QStringLiteral("Slack"), 6},           {QStringLiteral("Discord"), 6},
                                    {QStringLiteral("Microsoft Teams"), 6}, {QStringLiteral("Telegram"), 6},
                                    {QStringLiteral("PagerDuty"), 2},       {QStringLiteral("HubSpot"), 5},
                                    {QStringLiteral("Salesforce"), 4},      {QStringLiteral("Zendesk"), 3}};

}  // namespace

class WindowDestinationsTest final : public QObject {
  Q_OBJECT

 private:
  struct Desk {
    explicit Desk(bool overHttp) : core(support::openTestCore(folder)), window(windowOn(*core, overHttp, theme)) {}
    support::TempFolder folder;
    theme::Theme theme{*qApp, theme::watchSystemLook()};
    std::unique_ptr<core_api::Core> core;
    std::unique_ptr<RealWindow> window;
  };
  std::unique_ptr<Desk> desk_;
  RealWindow& window() { return *desk_->window; }
  QString text(const char* label) { return window().find<QLabel>(label)->text(); }
  void click(const char* name) { window().find<QAbstractButton>(name)->click(); }

  void openTheWebhooks(QStringList* kinds) {
    auto& w = window();
    QTRY_VERIFY_WITH_TIMEOUT(w.active() && w.shows("statusOnline"), kPatience);
    w.key(Qt::Key_4, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(w.shows("webhooksEmpty") && w.find("webhooksEmpty")->findChild<QPushButton*>("emptyButton")->isEnabled(),
                             kPatience);
    auto* list = w.find<QListWidget>("kindList");
    QTRY_VERIFY_WITH_TIMEOUT(list->count() > 1, kPatience);
    for (int row = 0; row < list->count(); ++row)
      if (list->item(row)->text() != QStringLiteral("Custom webhook")) kinds->append(list->item(row)->text());
  }

  void setUpOnItsStandIn(const QString& kind, int number) {
    auto& w = window();
    if (number == 1)
      w.find("webhooksEmpty")->findChild<QPushButton*>("emptyButton")->click();
    else
      click("newWebhook");
    QTRY_VERIFY_WITH_TIMEOUT(RealWindow::focusIsAt("kindList"), kPatience);
    auto* list = w.find<QListWidget>("kindList");
    list->setCurrentItem(list->findItems(kind, Qt::MatchExactly).at(0));
    w.key(Qt::Key_Return);
    QTRY_VERIFY2_WITH_TIMEOUT(w.shows("tryStandIn"), qPrintable(kind), kPatience);
    click("tryStandIn");
    QTRY_VERIFY2_WITH_TIMEOUT(w.shows("goesToStandIn"), qPrintable(kind), kPatience);
    click("saveWebhook");
    QTRY_VERIFY2_WITH_TIMEOUT(w.rows("webhookList").rowCount() == number && !w.shows("unsavedMark"), qPrintable(kind), kPatience);
    click("sendTest");
    QTRY_VERIFY2_WITH_TIMEOUT(text("testSentence").contains(QStringLiteral(" in ")), qPrintable(kind + ": " + text("testSentence")),
                              kPatience);
    QVERIFY2(text("testSentence").startsWith(QLatin1Char('2')), qPrintable(kind + ": " + text("testSentence")));
  }

  void sendTheAction(const nlohmann::json& event) {
    auto& w = window();
    const auto type = QString::fromStdString(event.at("type"));
    auto* types = w.find<QListWidget>("eventTypes");
    auto* text = w.find<QPlainTextEdit>("eventJson");
    types->setCurrentItem(types->findItems(type, Qt::MatchExactly).at(0));
    QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText().contains(QLatin1Char('"') + type + QLatin1Char('"')), kPatience);
    text->setPlainText(QString::fromStdString(event.dump(2)));
    auto* send = w.find<QPushButton>("sendEvent");
    QTRY_VERIFY2_WITH_TIMEOUT(send->isEnabled() && send->text().startsWith(QStringLiteral("Send to ")), qPrintable(type + send->text()),
                              kPatience);
    click("sendEvent");
  }

 private slots:
  void cleanup() { desk_.reset(); }

  void destinationsDone6_everyActionOfTheGuideRunsOnEveryStandInFromTheWindow_data() { support::bothChannels(); }
  void destinationsDone6_everyActionOfTheGuideRunsOnEveryStandInFromTheWindow() {
    QFETCH(const bool, overHttp);
    desk_ = std::make_unique<Desk>(overHttp);
    auto& w = window();
    QStringList kinds;
    openTheWebhooks(&kinds);
    if (QTest::currentTestFailed()) return;
    QCOMPARE(kinds.size(), static_cast<qsizetype>(kTakes.size()));
    for (const auto& kind : kinds) {
      setUpOnItsStandIn(kind, static_cast<int>(kinds.indexOf(kind)) + 1);
      if (QTest::currentTestFailed()) return;
    }
    w.key(Qt::Key_5, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(w.find<QListWidget>("eventTypes")->count() > 0, kPatience);
    int sent = 0;
    for (const auto& event : actions()) {
      sendTheAction(event);
      if (QTest::currentTestFailed()) return;
      const auto begin = ++sent == 1 ? QStringLiteral("1 event, ") : QStringLiteral("%1 events, ").arg(sent);
      QTRY_VERIFY2_WITH_TIMEOUT(text("sentSentence").startsWith(begin), qPrintable(text("sentSentence")), kPatience);
    }
    w.key(Qt::Key_2, Qt::ControlModifier);
    std::map<QString, int> arrived;
    const auto look = [&w, &arrived] {
      arrived.clear();
      const int rows = w.rows("deliveriesTable").rowCount();
      for (int row = 0; row < rows; ++row)
        if (w.cell("deliveriesTable", row, Column::kState) == QStringLiteral("Delivered"))
          ++arrived[w.cell("deliveriesTable", row, Column::kWebhook)];
      int all = 0;
      for (const auto& [kind, count] : arrived) all += count;
      return rows > 0 && all == rows;
    };
    QTRY_VERIFY_WITH_TIMEOUT(look(), kPatience);
    // Each test is a delivery too.
    QStringList tooFew;
    for (const auto& [kind, least] : kTakes)
      if (arrived[kind] < least) tooFew << QStringLiteral("%1 %2").arg(kind).arg(arrived[kind]);
    QCOMPARE(tooFew.join(QStringLiteral(", ")), QString());
  }
};

}  // namespace hookline::desktop_test

UI_TEST(window_destinations_test, hookline::desktop_test::WindowDestinationsTest)
#include "window_destinations_test.moc"
