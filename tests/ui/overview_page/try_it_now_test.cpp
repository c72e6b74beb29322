#include "overview_page/try_it_now.h"

#include <QSignalSpy>
#include <QTest>

#include "scripted_overview.h"
#include "support/ui_test.h"

namespace hookline::overview_page {

class TryItNowTest final : public QObject {
  Q_OBJECT

 private:
  using Json = nlohmann::json;
  using Channel = support::ScriptedChannel;

  std::unique_ptr<client::Client> client_;
  Channel* channel_ = nullptr;  // the client's
  std::unique_ptr<ScriptedOverview> core_;
  std::string signature_;
  std::unique_ptr<TryItNow> try_;
  std::unique_ptr<QSignalSpy> finished_, failed_;

  /// One that is asked for by its id comes with its attempts.
  Json detail(const std::string& state) const {
    auto body = core_->row(5, 7, state, true);
    body["attempts"] = Json::array();
    return body;
  }
  void script() {
    channel_->on("PUT /api/receiver", Json{{"running", true}, {"url", "http://127.0.0.1:9099"}, {"statuses", {200}}, {"received", 0}});
    channel_->on("POST /api/webhooks", [](const auto&) {
      auto made = ScriptedOverview::webhook({.id = 7, .name = "Try it now", .test = true, .url = "http://127.0.0.1:9099/try"});
      made["secret"] = "whsec_made";
      return Channel::json(made, 201);
    });
    channel_->on("GET /api/webhooks/*", Json{{"secret", "whsec_kept"}});
    channel_->on("GET /api/event-types/*", Json{{"type", "lead.captured"}, {"chatbotId", "bot_1"}});
    channel_->on("POST /api/events", [](const auto&) {
      return Channel::json({{"id", "evt_5"},
                            {"duplicate", false},
                            {"deliveries", {{{"id", ScriptedOverview::deliveryId(5)}, {"webhookId", ScriptedOverview::hookId(7)}}}}},
                           202);
    });
    channel_->on("GET /api/deliveries/dlv_*", [this](const auto&) { return Channel::json(detail("pending")); });
    channel_->on("GET /api/receiver/requests", [this](const auto&) {
      return Channel::json({{"items",
                             {{{"at", "2026-11-23T20:00:00.000Z"},
                               {"method", "POST"},
                               {"path", "/try"},
                               {"deliveryId", ScriptedOverview::deliveryId(5)},
                               {"body", "{}"},
                               {"status", 200},
                               {"signature", signature_}}}},
                            {"next", nullptr}});
    });
  }
  void refuse(const std::string& route) {
    channel_->on(route, [](const auto&) { return Channel::refusal(503, "The store is stopping."); });
  }
  QString why() const { return failed_->last().at(1).toString(); }

 private slots:
  void init() {
    auto channel = std::make_unique<Channel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    core_ = std::make_unique<ScriptedOverview>(*channel_);
    signature_ = "verified";
    script();
    try_ = std::make_unique<TryItNow>(*client_);
    finished_ = std::make_unique<QSignalSpy>(try_.get(), &TryItNow::finished);
    failed_ = std::make_unique<QSignalSpy>(try_.get(), &TryItNow::failed);
    client_->open();
    QTRY_VERIFY(client_->me().may("administer"));
  }
  void cleanup() {
    try_.reset();
    client_.reset();
  }

  void eachStepIsTakenOnceAndTheSecretReachesTheReceiver() {
    try_->start();
    try_->start();  // an impatient second click
    QTRY_COMPARE(channel_->requests("GET /api/deliveries/dlv_*").size(), std::size_t{1});
    core_->tell(5, 7, "delivered", true);
    QTRY_COMPARE(finished_->count(), 1);
    QVERIFY(!try_->running());
    QCOMPARE(finished_->at(0).at(0).value<model::DeliveryId>(), model::DeliveryId{5});
    QCOMPARE(finished_->at(0).at(1).value<base::Millis>(), base::Millis{84});
    for (const char* once : {"POST /api/webhooks", "POST /api/events", "GET /api/receiver/requests"})
      QCOMPARE(channel_->requests(once).size(), std::size_t{1});
    const auto changes = channel_->requests("PUT /api/receiver");
    QCOMPARE(changes.size(), std::size_t{2});
    QVERIFY(Json::parse(changes[0].body).at("running") == Json(true));
    QVERIFY(Json::parse(changes[1].body).at("secret") == Json("whsec_made"));
    const auto webhook = Json::parse(channel_->requests("POST /api/webhooks")[0].body);
    QVERIFY(webhook.at("url") == Json("http://127.0.0.1:9099/try"));
    QVERIFY(webhook.at("test") == Json(true));
    QCOMPARE(std::string(channel_->requests("POST /api/events")[0].queryValue("simulated")), std::string("1"));
  }

  void theWebhookOfAnEarlierRunIsUsedAgain() {
    core_->hooks.push_back({.id = 7, .name = "Try it now", .test = true, .url = "http://127.0.0.1:9099/try"});
    try_->start();
    QTRY_COMPARE(channel_->requests("GET /api/deliveries/dlv_*").size(), std::size_t{1});
    core_->tell(5, 7, "delivered", true);
    QTRY_COMPARE(finished_->count(), 1);
    QVERIFY(channel_->requests("POST /api/webhooks").empty());
    QVERIFY(Json::parse(channel_->requests("PUT /api/receiver").back().body).at("secret") == Json("whsec_kept"));
  }

  void whatWasMissedIsLookedAtAgain() {
    try_->start();
    QTRY_COMPARE(channel_->requests("GET /api/deliveries/dlv_*").size(), std::size_t{1});
    channel_->on("GET /api/deliveries/dlv_*", [this](const auto&) { return Channel::json(detail("delivered")); });
    channel_->notice("gap", {});
    QTRY_COMPARE(finished_->count(), 1);
  }

  void aRefusalOfAnyStepEndsItAndItCanBeTriedAgain_data() {
    QTest::addColumn<QString>("route");
    for (const char* route : {"PUT /api/receiver", "GET /api/webhooks", "POST /api/webhooks", "GET /api/event-types/*", "POST /api/events"})
      QTest::newRow(route) << QString::fromLatin1(route);
  }
  void aRefusalOfAnyStepEndsItAndItCanBeTriedAgain() {
    QFETCH(QString, route);
    refuse(route.toStdString());
    try_->start();
    QTRY_COMPARE(failed_->count(), 1);
    QVERIFY(!failed_->last().at(0).toString().isEmpty());
    QVERIFY(why().contains(QStringLiteral("The store is stopping.")));
    QVERIFY(!try_->running());
    script();
    core_->hooks.clear();
    channel_->on("GET /api/webhooks", Json::array());
    try_->start();
    QTRY_VERIFY(!channel_->requests("GET /api/deliveries/dlv_*").empty());
    core_->tell(5, 7, "delivered", true);
    QTRY_COMPARE(finished_->count(), 1);
  }

  void aDeadAHeldAndAnUnverifiedDeliveryAreToldApart() {
    const auto run = [this](const char* state) {
      const auto asked = channel_->requests("GET /api/deliveries/dlv_*").size();
      try_->start();
      QTRY_COMPARE(channel_->requests("GET /api/deliveries/dlv_*").size(), asked + 1);
      core_->tell(5, 7, state, true);
    };
    run("dead");
    QTRY_COMPARE(failed_->count(), 1);
    QVERIFY(why().contains(QStringLiteral("overloaded")));
    run("held");
    QTRY_COMPARE(failed_->count(), 2);
    QVERIFY(why().contains(QStringLiteral("All sending is stopped.")));
    signature_ = "invalid: another secret";
    run("delivered");
    QTRY_COMPARE(failed_->count(), 3);
    QVERIFY(why().contains(QStringLiteral("invalid: another secret")));
    QCOMPARE(finished_->count(), 0);
  }

  void aPausedWebhookIsLeftAsItIs() {
    core_->hooks.push_back({.id = 7, .name = "Try it now", .state = "paused", .test = true, .url = "http://127.0.0.1:9099/try"});
    try_->start();
    QTRY_COMPARE(failed_->count(), 1);
    QVERIFY(why().contains(QStringLiteral("Resume it")));
    QVERIFY(channel_->requests("POST /api/events").empty());
  }
};

}  // namespace hookline::overview_page

UI_TEST(try_it_now_test, hookline::overview_page::TryItNowTest)
#include "try_it_now_test.moc"
