// "First window", point 7: whatever a daemon answers, the window stays alive, bounded and responsive, and says what is wrong in words.
#include "hostile_daemon.h"

#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QtTest>

#include "client/channel.h"
#include "hostile_desk.h"
#include "models/live_deliveries.h"
#include "support/ui_test.h"

namespace hookline::desktop_test {
namespace {

using Json = HostileDaemon::Json;
using shell::PageId;

constexpr PageId kAllPages[] = {PageId::kOverview, PageId::kDeliveries, PageId::kDeadLetters,
                                PageId::kWebhooks, PageId::kSimulator,  PageId::kSettings};
constexpr const char* kMarkup = "<b>big</b> <img src='http://127.0.0.1:1/spy'> <script>alert(1)</script>";

/// Answers page after page of 200, each with a next one.
HostileDaemon::Answering endlessPages() {
  return [](testing::RawPeer& peer, const std::string& request) {
    const auto cursor = request.find("cursor=");
    const int page = cursor == std::string::npos ? 0 : std::atoi(request.c_str() + cursor + 7);
    Json items = Json::array();
    for (int n = 0; n < 200; ++n) items.push_back(HostileDaemon::delivery(100'000'000 - page * 200 - n));
    return peer.write(testing::httpAnswer(200, Json{{"items", items}, {"next", std::to_string(page + 1)}}.dump()));
  };
}

/// Texts everywhere are markup.
Json withMarkup(Json object, std::initializer_list<const char*> fields) {
  for (const auto* field : fields) object[field] = kMarkup;
  return object;
}

}  // namespace

class HostileDaemonTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<HostileDaemon> daemon_;
  std::unique_ptr<HostileDesk> desk_;
  void open() { desk_ = std::make_unique<HostileDesk>(*daemon_); }

 private slots:
  void init() { daemon_ = std::make_unique<HostileDaemon>(); }
  void cleanup() {
    desk_.reset();
    daemon_.reset();
  }

  void firstWindowDone7_endlessAnswersAreCutOffAndSaid() {
    daemon_->answer("/api/deliveries", daemon_->endless("HTTP/1.1 200 OK\r\n\r\n", std::string(65536, '[')));
    open();
    QVERIFY(desk_->comesToSay(QStringLiteral("longer than 64 MiB and was cut off")));
    // What the sockets on both sides hold comes on top.
    QVERIFY2(daemon_->mostSent() < client::Channel::kMaxAnswerBytes + 32 * 1024 * 1024, qPrintable(QString::number(daemon_->mostSent())));
  }

  void firstWindowDone7_aGreetingWithoutAnEndIsNoHookline() {
    daemon_->answer("/api/me", daemon_->endless("HTTP/1.1 200 OK\r\n\r\n", std::string(65536, ' ')));
    open();
    QVERIFY(desk_->comesToSay(QStringLiteral("longer than 64 MiB and was cut off")));
    QVERIFY(desk_->says(QStringLiteral("do not understand each other")));
  }

  void firstWindowDone7_deepNestingIsNoAnswer() {
    daemon_->sayText("/api/deliveries", std::string(1'000'000, '['));
    daemon_->sayText("/api/webhooks", std::string(500'000, '[') + std::string(500'000, ']'));
    open();
    QVERIFY(desk_->comesToSay(QStringLiteral("is no JSON")));
  }

  void firstWindowDone7_anEndlessListIsReadOnlyAsFarAsItIsScrolled() {
    daemon_->answer("/api/deliveries", endlessPages());
    open();
    QVERIFY(desk_->becomes([&] { return desk_->rows() == 200; }));
    const auto pages = [&] { return daemon_->asked("/api/deliveries?").size(); };
    const auto before = pages();
    QVERIFY(desk_->goesOnFor(20));
    QCOMPARE(pages(), before);
    auto* bar = desk_->list().verticalScrollBar();
    bar->setValue(bar->maximum());
    QVERIFY(desk_->becomes([&] { return desk_->rows() == 400; }));
    QVERIFY(desk_->goesOnFor(20));
    QCOMPARE(pages(), before + 1);
  }

  void firstWindowDone7_markupIsShownAsText() {
    auto delivery = withMarkup(HostileDaemon::delivery(1), {"eventType", "webhookName", "cause", "help", "reason", "chatbotId"});
    delivery["person"] = Json{{"name", kMarkup}, {"email", kMarkup}};
    daemon_->say("/api/me", withMarkup(HostileDaemon::me(), {"name"}));
    daemon_->say("/api/deliveries", {{"items", {delivery}}, {"next", nullptr}});
    auto detail = delivery;
    detail["attempts"] = Json::array();
    daemon_->say("/api/deliveries/dlv_*", detail);
    daemon_->say("/api/webhooks", Json::array({withMarkup(HostileDaemon::webhook(), {"name"})}));
    daemon_->say("/api/dead-letters", {{"items", {withMarkup(delivery, {"error"})}}, {"next", nullptr}});
    auto status = Json{{"allPaused", true}, {"stoppedBecause", kMarkup}};
    daemon_->say("/api/status", status);
    open();
    QVERIFY(desk_->becomes([&] { return desk_->rows() == 1; }));
    desk_->list().selectRow(0);
    QVERIFY(desk_->comesToSay(QString::fromLatin1(kMarkup)));
    int found = 0;
    for (const auto page : kAllPages) {
      desk_->window.MainWindow::show(page);
      QVERIFY(desk_->goesOnFor(5));
      for (const auto* label : desk_->window.findChildren<QLabel*>()) {
        if (!label->text().contains(QLatin1Char('<'))) continue;
        ++found;
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName() + label->text()));
      }
      for (const auto* widget : desk_->window.findChildren<QWidget*>())
        QVERIFY2(!widget->toolTip().contains(QStringLiteral("<img")), qPrintable(widget->objectName() + widget->toolTip()));
    }
    QVERIFY(found >= 5);
    const auto& model = *desk_->list().model();
    for (int column = 0; column < model.columnCount(); ++column)
      QVERIFY(!model.index(0, column).data(Qt::ToolTipRole).toString().contains(QLatin1Char('<')));
  }

  void firstWindowDone7_aReasonInMarkupIsTextInToolTipsToo() {
    // Why nothing can be done now stands in the tooltips of what is greyed.
    daemon_->sayText("/api/me", Json{{"error", kMarkup}}.dump(), 403);
    open();
    QVERIFY(desk_->comesToSay(QString::fromLatin1(kMarkup)));
    int reasons = 0;
    for (const auto page : kAllPages) {
      desk_->window.MainWindow::show(page);
      QVERIFY(desk_->goesOnFor(5));
      for (const auto* widget : desk_->window.findChildren<QWidget*>()) {
        QVERIFY2(!widget->toolTip().contains(QStringLiteral("<img")), qPrintable(widget->objectName() + widget->toolTip()));
        if (widget->toolTip().contains(QStringLiteral("&lt;img"))) ++reasons;
      }
    }
    QVERIFY2(reasons >= 3, qPrintable(QString::number(reasons)));
  }

  void firstWindowDone7_aRedirectIsNamedAndNotFollowed() {
    HostileDaemon elsewhere;
    const auto moved = "Location: " + elsewhere.url() + "/api\r\n";
    for (const auto* path : {"/api/me", "/api/deliveries", "/api/webhooks", "/api/status"}) daemon_->sayText(path, "", 307, moved);
    open();
    QVERIFY(desk_->comesToSay(QStringLiteral("sent us on to ") + QString::fromStdString(elsewhere.url())));
    daemon_->sayText("/api/stream", "", 302, moved);
    desk_->window.switchTo(desk_->window.connectionId());
    QVERIFY(desk_->comesToSay(QStringLiteral("do not understand each other")));
    QVERIFY(desk_->goesOnFor(5));
    QCOMPARE(elsewhere.connections(), 0);
  }

  void firstWindowDone7_clocksThatAreFarOffAreShown() {
    constexpr const char* kOld = "1970-01-01T00:00:00.000Z";
    constexpr const char* kFar = "9999-12-31T23:59:59.999Z";
    Json items = Json::array();
    for (const auto* time : {kOld, kFar}) {
      auto delivery = HostileDaemon::delivery(time == kOld ? 1 : 2);
      delivery["state"] = "retrying";
      for (const auto* field : {"createdAt", "updatedAt", "nextAttemptAt"}) delivery[field] = time;
      items.push_back(delivery);
    }
    daemon_->say("/api/deliveries", {{"items", items}, {"next", nullptr}});
    daemon_->say("/api/status", {{"allPaused", true}, {"allPausedSince", kOld}, {"allPausedUntil", kFar}});
    daemon_->say("/api/stats", {{{"at", kOld}, {"delivered", 1}}, {{"at", kFar}, {"delivered", 1}}});
    daemon_->say("/api/health", {{"items", {{{"webhookId", model::WebhookId{7}.text()}, {"lastFailure", kFar}, {"oldestWaiting", kOld}}}}});
    auto webhook = HostileDaemon::webhook();
    webhook["status"] = Json{{"state", "paused"}, {"since", kOld}, {"until", kFar}};
    daemon_->say("/api/webhooks", Json::array({webhook}));
    open();
    QVERIFY(desk_->becomes([&] { return desk_->rows() == 2; }));
    QVERIFY(desk_->comesToSay(QStringLiteral("Sending is stopped from")));
    for (const auto page : kAllPages) {
      desk_->window.MainWindow::show(page);
      QVERIFY(desk_->goesOnFor(5));
    }
  }

  void firstWindowDone7_aDeliveryWithAWrongFieldCannotBeRead() {
    const Json good{{"items", {HostileDaemon::delivery(1)}}, {"next", nullptr}};
    const std::vector<Json> noText{-1, true, Json::array({1}), Json::object()};
    const std::vector<Json> noCount{-1, 1.5, 1e300, "many", Json::array()};
    const std::map<std::string, std::vector<Json>> wrongs{{"id", noText},
                                                          {"eventId", noText},
                                                          {"webhookId", noText},
                                                          {"webhookName", noText},
                                                          {"kind", noText},
                                                          {"eventType", noText},
                                                          {"person", {-1, "Ana", Json::array()}},
                                                          {"state", noText},
                                                          {"attempts", noCount},
                                                          {"counted", noCount},
                                                          {"status", noCount},
                                                          {"cause", noText},
                                                          {"help", noText},
                                                          {"latencyMs", {"soon", -1, true, Json::array()}},
                                                          {"reason", noText},
                                                          {"simulated", {1, "no"}},
                                                          {"createdAt", noText},
                                                          {"updatedAt", {1, "yesterday", "9999999-01-01"}}};
    open();
    QVERIFY(desk_->becomes([&] { return desk_->rows() == 1; }));
    for (const auto& [field, values] : wrongs) {
      for (const auto& value : values) {
        auto row = HostileDaemon::delivery(1);
        row[field] = value;
        daemon_->say("/api/deliveries", {{"items", {row}}, {"next", nullptr}});
        desk_->reload();
        const auto words = QStringLiteral("cannot be read: in a delivery, its field \"%1\"").arg(QString::fromStdString(field));
        QVERIFY2(desk_->comesToSay(words), qPrintable(QString::fromStdString(row.dump())));
        daemon_->say("/api/deliveries", good);
        desk_->reload();
        QVERIFY(desk_->becomes([&] { return !desk_->says(QStringLiteral("cannot be read")); }));
      }
    }
  }

  void firstWindowDone7_listsWithWrongFieldsSayThatTheyCannotBeRead() {
    auto webhook = HostileDaemon::webhook();
    webhook["createdAt"] = -1;
    daemon_->say("/api/webhooks", Json::array({webhook}));
    daemon_->say("/api/dead-letters/groups", {{"items", {{{"webhookId", model::WebhookId{7}.text()}, {"count", -1}}}}});
    daemon_->say("/api/health", {{"items", {{{"webhookId", model::WebhookId{7}.text()}, {"rates", {1.0, "most of them"}}}}}});
    open();
    QVERIFY(desk_->becomes([&] { return desk_->rows() == 1; }));
    for (const auto page : {PageId::kWebhooks, PageId::kDeadLetters, PageId::kOverview}) {
      desk_->window.MainWindow::show(page);
      QVERIFY(desk_->comesToSay(QStringLiteral("cannot be read")));
    }
  }

  void firstWindowDone7_aGreetingWithAWrongFieldCannotBeRead() {
    open();
    for (const auto* field : {"role", "name", "can", "version", "epoch", "features"}) {
      auto me = HostileDaemon::me();
      me[field] = -1;
      daemon_->say("/api/me", me);
      desk_->window.switchTo(desk_->window.connectionId());
      QVERIFY(desk_->comesToSay(QStringLiteral("cannot be read: in who we are, its field \"%1\"").arg(QLatin1String(field))));
    }
  }

  void firstWindowDone7_bytesThatAreNoHttpAreShown() {
    daemon_->sayToAll("SSH-2.0-OpenSSH_9.2p1 Debian\r\n\x01\x02 and more of it\r\n");
    open();
    QVERIFY(desk_->comesToSay(QStringLiteral("is no Hookline and no web server: it said \"SSH-2.0-OpenSSH_9.2p1 Debian")));
  }

  void firstWindowDone7_aStreamOfGarbageDisturbsNobody() {
    const std::string garbage =
        "\xff\xfe\r\r\n:\n::\ndata\nid:\x01\nretry: -1\nevent: delivery\ndata: {\"summary\":{\"id\":[]}}\n\n"
        "event: delivery\ndata: [[[[{\n\nevent: webhook\ndata: {\"id\":1,\"summary\":2}\n\nevent: gap\nid: 9-9\ndata: x\n\n"
        "event: delivery\ndata: " +
        std::string(100'000, '[') + "\n\n";
    daemon_->answer("/api/stream", [daemon = daemon_.get(), garbage](testing::RawPeer& peer, const std::string& request) {
      for (int n = 0; n < 20; ++n) peer.write(n == 0 ? HostileDaemon::kStreamHead + garbage : garbage);
      // One line that has no end.
      return daemon->endless("data: ", std::string(65536, 'x'))(peer, request);
    });
    open();
    QVERIFY(desk_->becomes([&] { return daemon_->mostSent() > 32 * 1024 * 1024; }));
    QVERIFY(!desk_->says(QStringLiteral("do not understand each other")));
    daemon_->answer("/api/deliveries", endlessPages());
    desk_->reload();
    // What the gaps of the stream make it read again, it comes to read, however many there are. While the stream begins anew nothing can
    // be asked, which is said; then it is asked again, as often as a person would.
    constexpr int kPatience = 500;
    int askedAt = desk_->ticks;
    const auto askedBefore = daemon_->asked("/api/deliveries?").size();
    const bool came = desk_->becomes([&] {
      if (desk_->ticks > askedAt + kPatience) {
        askedAt = desk_->ticks;
        desk_->reload();
      }
      return desk_->rows() == 200;
    });
    QVERIFY2(came, (desk_->inSight() + "; asked " + QByteArray::number(daemon_->asked("/api/deliveries?").size() - askedBefore) +
                    " times, ticks " + QByteArray::number(desk_->ticks))
                       .constData());
  }

  void firstWindowDone7_aSearchWithoutEndStopsByItself() {
    // Each page is empty and names another one.
    const auto page = std::make_shared<int>(0);
    daemon_->answer("/api/deliveries", [page](testing::RawPeer& peer, const std::string&) {
      return peer.write(testing::httpAnswer(200, Json{{"items", Json::array()}, {"next", std::to_string(++*page)}}.dump()));
    });
    open();
    QVERIFY(desk_->comesToSay(QStringLiteral("Nothing found yet; searching further back…")));
    QVERIFY(desk_->comesToSay(QStringLiteral("Nothing found so far.")));
    QCOMPARE(daemon_->asked("/api/deliveries?").size(), std::size_t{models::LiveDeliveries::kMaxShortPages});
  }

  void firstWindowDone7_anotherMajorVersionIsNamed() {
    auto me = HostileDaemon::me();
    me["version"] = "3.2.1";
    daemon_->say("/api/me", me);
    open();
    QVERIFY(desk_->comesToSay(QStringLiteral("the daemon is 3.2. Update the older one.")));
  }
};

}  // namespace hookline::desktop_test

UI_TEST(hostile_daemon_test, hookline::desktop_test::HostileDaemonTest)
#include "hostile_daemon_test.moc"
