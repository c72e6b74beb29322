#include "overview_page/overview_page.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "overview_page/time_chart.h"
#include "scripted_overview.h"
#include "support/scripted_shell.h"
#include "support/ui_test.h"
#include "widgets/banner.h"
#include "widgets/code_view.h"
#include "widgets/data_table.h"
#include "widgets/tile.h"

namespace hookline::overview_page {

class OverviewPageTest final : public QObject {
  Q_OBJECT

 private:
  using Json = nlohmann::json;
  using Channel = support::ScriptedChannel;

  std::unique_ptr<client::Client> client_;
  Channel* channel_ = nullptr;  // the client's
  std::unique_ptr<ScriptedOverview> core_;
  support::ScriptedPrompter prompter_;
  std::unique_ptr<support::ScriptedNavigator> navigator_;
  std::unique_ptr<OverviewPage> page_;

  void open() {
    page_ = std::make_unique<OverviewPage>(shell::PageContext{*client_, prompter_, *navigator_, QStringLiteral("Production")});
    page_->resize(1152, 790);
    page_->show();
    page_->activateWindow();
    QTRY_VERIFY(page_->isActiveWindow());
    client_->open();
    QTRY_COMPARE(client_->state().kind, client::ChannelState::Kind::kOpen);
    page_->shown();
  }
  template <typename T>
  T* part(const char* name) {
    auto* found = page_->findChild<T*>(QLatin1String(name));
    if (!found) qFatal("no %s on the page", name);
    return found;
  }
  QString number(const char* tile) { return part<widgets::Tile>(tile)->findChild<QLabel*>(QStringLiteral("tileNumber"))->text(); }
  QString hint(const char* tile) { return part<widgets::Tile>(tile)->findChild<QLabel*>(QStringLiteral("tileHint"))->text(); }
  QString title(const char* tile) { return part<widgets::Tile>(tile)->findChild<QLabel*>(QStringLiteral("tileTitle"))->text(); }
  void click(const char* name) {
    auto* button = part<QPushButton>(name);
    QVERIFY2(button->isEnabled(), name);
    QTest::mouseClick(button, Qt::LeftButton);
  }
  std::size_t asked(const char* route) const { return channel_->requests(route).size(); }

 private slots:
  void init() {
    prompter_.asked.clear();
    prompter_.yes = true;
    navigator_ = std::make_unique<support::ScriptedNavigator>();
    auto channel = std::make_unique<Channel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    core_ = std::make_unique<ScriptedOverview>(*channel_);
  }
  void cleanup() {
    page_.reset();
    client_.reset();
  }

  // ---- a core that nobody has used

  void anUnusedCoreShowsHowToBegin() {
    open();
    QTRY_VERIFY(part<QPushButton>("tryItNow")->isVisible());
    QVERIFY(!part<QWidget>("dashboard")->isVisible());
    QTRY_VERIFY(
        part<widgets::CodeView>("curlLine")->shownText().startsWith(QStringLiteral("curl -X POST http://127.0.0.1:8787/api/events")));
    QCOMPARE(part<QLabel>("receivedStrip")->text(), QStringLiteral("Waiting for the first one. Nothing has come yet on this address."));
    core_->tell(1, 7, "pending");
    core_->tell(1, 8, "pending");  // the same event to another webhook
    core_->tell(2, 7, "pending");
    core_->tell(3, 7, "pending", true);  // a sample is no event of a chatbot
    QTRY_VERIFY(part<QLabel>("receivedStrip")->text().startsWith(QStringLiteral("2 received")));
  }

  void eventsThatNoWebhookTookAreToldOf() {
    channel_->on("GET /api/tokens", Json{{"items",
                                          {{{"name", "chatbot"},
                                            {"role", "producer"},
                                            {"createdAt", "2026-11-23T20:00:00.000Z"},
                                            {"lastUsedAt", "2026-11-23T20:10:00.000Z"}}}},
                                         {"next", nullptr}});
    open();
    QTRY_VERIFY(part<QLabel>("receivedStrip")->text().contains(QStringLiteral("no webhook took it")));
  }

  void copyWithTokenMakesOneTokenAndCopiesTheWholeLine() {
    channel_->on("POST /api/tokens", [](const api::Request& request) {
      return Channel::json({{"name", Json::parse(request.body).at("name")},
                            {"role", "producer"},
                            {"createdAt", "2026-11-23T20:00:00.000Z"},
                            {"token", "hl_a_b_c"}},
                           201);
    });
    open();
    QTRY_VERIFY(part<QPushButton>("copyWithToken")->isVisible() && part<QPushButton>("copyWithToken")->isEnabled());
    click("copyWithToken");
    QTRY_COMPARE(navigator_->toasts.size(), 1);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("Bearer hl_a_b_c")));
    const auto body = Json::parse(channel_->requests("POST /api/tokens")[0].body);
    QVERIFY(body.at("role") == Json("producer"));
    QVERIFY(body.at("name").get<std::string>().starts_with("chatbot-"));
    QTRY_VERIFY(part<QPushButton>("copyWithToken")->isEnabled());
    click("copyWithToken");
    QTRY_COMPARE(navigator_->toasts.size(), 2);
    QCOMPARE(asked("POST /api/tokens"), std::size_t{1});
  }

  void whoMayNotSeesWhy() {
    channel_->role("viewer", {"read"});
    open();
    QTRY_VERIFY(part<QPushButton>("tryItNow")->isVisible());
    for (const char* name : {"tryItNow", "copyWithToken"}) {
      QVERIFY(!part<QPushButton>(name)->isEnabled());
      QVERIFY(part<QPushButton>(name)->toolTip().contains(QStringLiteral("administrator")));
    }
    QVERIFY(channel_->requests("GET /api/tokens").empty());
  }

  void aTryThatFailsSaysWhyAndTheButtonStays() {
    channel_->on("PUT /api/receiver", [](const auto&) { return Channel::refusal(503, "Port 9099 is taken."); });
    open();
    QTRY_VERIFY(part<QPushButton>("tryItNow")->isVisible());
    click("tryItNow");
    QTRY_VERIFY(part<widgets::Banner>("overviewTrouble")->isVisible());
    QCOMPARE(part<widgets::Banner>("overviewTrouble")->strong(), QStringLiteral("The receiver did not start."));
    QVERIFY(part<widgets::Banner>("overviewTrouble")->text().contains(QStringLiteral("Port 9099 is taken.")));
    core_->used();  // even if somebody makes a webhook now
    page_->reload();
    QTRY_COMPARE(asked("GET /api/webhooks"), std::size_t{2});
    QVERIFY(part<QPushButton>("tryItNow")->isVisible() && part<QPushButton>("tryItNow")->isEnabled());
    QVERIFY(part<QPushButton>("tryItNow")->hasFocus());
  }

  void aCoreThatListensNowhereSaysSo() {
    channel_->on("GET /api/settings", Json{{"address", ""}, {"allowPrivate", true}});
    open();
    QTRY_VERIFY(part<widgets::CodeView>("curlLine")->isVisible());
    QVERIFY(part<widgets::CodeView>("curlLine")->shownText().contains(QStringLiteral("listens on no address")));
    for (const char* name : {"copyWithToken", "copyNode", "copyPython"}) QVERIFY(!part<QPushButton>(name)->isEnabled());
  }

  void connectGoesToTheWindowsDialog() {
    open();
    QTRY_VERIFY(part<QPushButton>("connectToDaemon")->isVisible());
    click("connectToDaemon");
    QCOMPARE(navigator_->connectsToDaemon, 1);
  }

  // ---- one that is used

  void tilesSayWhatThereIs() {
    core_->used();
    core_->hooks[0].waiting = 141;
    core_->waiting = 141;
    core_->dead = 128;
    core_->failed = 100;
    open();
    QTRY_VERIFY(part<QWidget>("dashboard")->isVisible());
    QCOMPARE(title("deliveredTile"), QStringLiteral("Delivered, last hour"));
    QVERIFY(number("deliveredTile").startsWith(QStringLiteral("11")));
    QCOMPARE(hint("deliveredTile"), QStringLiteral("95.0 % of all attempts"));
    QCOMPARE(number("waitingTile"), QStringLiteral("141"));
    QVERIFY(hint("waitingTile").startsWith(QStringLiteral("oldest 4 min 1")));
    QCOMPARE(number("deadTile"), QStringLiteral("128"));
    QCOMPARE(hint("deadTile"), QStringLiteral("128 in the last hour"));
    QCOMPARE(number("slowTile"), QStringLiteral("412 ms"));
    QCOMPARE(hint("slowTile"), QStringLiteral("half take under 64 ms"));
    QVERIFY(part<QLabel>("eventAddress")->text().endsWith(QStringLiteral("http://127.0.0.1:8787/api/events")));
    click("copyCurl");
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("conversationSummary")));
  }

  void withoutDataThereAreDashes() {
    core_->used();
    core_->hooks[0].state = "idle";
    core_->hooks[0].rate.reset();
    core_->delivered = 0;
    open();
    QTRY_VERIFY(part<QWidget>("dashboard")->isVisible());
    QCOMPARE(number("deliveredTile"), QStringLiteral("–"));
    QCOMPARE(number("slowTile"), QStringLiteral("–"));
    auto* rows = part<widgets::DataTable>("healthTable")->model();
    QCOMPARE(rows->rowCount(), 1);
    for (int column = 3; column < 6; ++column) QCOMPARE(rows->index(0, column).data().toString(), QStringLiteral("–"));
    QVERIFY(part<TimeChart>("ratesChart")->accessibleDescription().startsWith(QStringLiteral("Nothing was sent")));
  }

  void whatNeedsActionStandsInWords() {
    core_->used();
    core_->hooks[0].state = "failing";
    core_->hooks[0].rate = 0.614;
    core_->hooks[0].waiting = 2;
    open();
    auto* banner = part<widgets::Banner>("needsAction");
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->strong(), QStringLiteral("Zendesk is failing."));
    QVERIFY(
        banner->text().startsWith(QStringLiteral("61 % delivered in the last hour. HTTP 503: it says that it is overloaded. "
                                                 "2 are waiting, nothing is lost. Next try in 2")));
    QCOMPARE(part<QPushButton>("seeWaiting")->text(), QStringLiteral("See the 2"));
    click("seeWaiting");
    QCOMPARE(navigator_->filters.size(), std::size_t{1});
    QCOMPARE(*navigator_->filters[0].webhook, model::WebhookId{7});
    QCOMPARE(navigator_->filters[0].states.size(), std::size_t{3});
    core_->hooks[0].state = "healthy";
    page_->reload();
    QTRY_VERIFY(!banner->isVisible());
  }

  void aPauseIsAskedForAndANoLeavesItAlone() {
    core_->used();
    core_->hooks[0].state = "failing";
    core_->hooks[0].waiting = 87;
    channel_->on("POST /api/webhooks/*", [this](const auto&) { return Channel::json(ScriptedOverview::webhook(core_->hooks[0])); });
    open();
    QTRY_VERIFY(part<widgets::Banner>("needsAction")->isVisible());
    prompter_.yes = false;
    click("pauseWebhook");
    QTRY_COMPARE(prompter_.asked.size(), std::size_t{1});
    QVERIFY(prompter_.asked[0].text.contains(QStringLiteral("87")) && prompter_.asked[0].text.contains(QStringLiteral("Production")));
    prompter_.yes = true;
    click("pauseWebhook");
    QTRY_COMPARE(navigator_->toasts, QStringList{QStringLiteral("Zendesk is paused.")});
    QCOMPARE(asked("POST /api/webhooks/*"), std::size_t{1});
  }

  void aRefusedPauseIsTold() {
    core_->used();
    core_->hooks[0].state = "failing";
    channel_->on("POST /api/webhooks/*", [](const auto&) { return Channel::refusal(503, "The store is stopping."); });
    open();
    QTRY_VERIFY(part<widgets::Banner>("needsAction")->isVisible());
    click("pauseWebhook");
    QTRY_VERIFY(part<widgets::Banner>("overviewTrouble")->isVisible());
    QCOMPARE(part<widgets::Banner>("overviewTrouble")->strong(), QStringLiteral("Zendesk could not be paused."));
    QCOMPARE(part<widgets::Banner>("overviewTrouble")->text(), QStringLiteral("The store is stopping."));
  }

  void anotherRangeIsAskedForAndAnOldAnswerIsDropped() {
    core_->used();
    open();
    QTRY_COMPARE(asked("GET /api/stats"), std::size_t{1});
    QTRY_VERIFY(part<QWidget>("dashboard")->isVisible());
    channel_->hold("GET /api/stats");
    page_->reload();
    QTRY_COMPARE(channel_->held("GET /api/stats"), std::size_t{1});
    click("range2");
    QTRY_COMPARE(channel_->held("GET /api/stats"), std::size_t{2});
    const auto last = channel_->requests("GET /api/stats").back();
    QCOMPARE(std::string(last.queryValue("step")), std::string("15m"));
    QCOMPARE(std::string(channel_->requests("GET /api/health").back().queryValue("window")), std::string("1440m"));
    channel_->release("GET /api/stats", 1);  // of the old range
    QCOMPARE(title("deliveredTile"), QStringLiteral("Delivered, last hour"));
    channel_->unhold("GET /api/stats");
    QTRY_COMPARE(title("deliveredTile"), QStringLiteral("Delivered, last 24 hours"));
  }

  void theRangeIsChangedByTheArrowKeysToo() {
    core_->used();
    open();
    QTRY_VERIFY(part<QWidget>("dashboard")->isVisible());
    part<QPushButton>("range1")->setFocus();
    QTest::keyClick(part<QPushButton>("range1"), Qt::Key_Left);
    QTRY_COMPARE(title("deliveredTile"), QStringLiteral("Delivered, last 15 minutes"));
  }

  void aHiddenPageAsksForNothing() {
    core_->used();
    open();
    QTRY_VERIFY(part<QWidget>("dashboard")->isVisible());
    page_->hidden();
    const auto before = channel_->requests().size();
    page_->reload();
    channel_->notice("gap", {});
    channel_->notice("webhook", "changed");
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    const auto after = channel_->requests().size();
    QVERIFY(after - before <= 1);  // the address alone, as F5 was pressed
    page_->shown();
    QTRY_VERIFY(asked("GET /api/health") >= 2);
  }

  void manyNoticesAreReadOnceMoreAndNotOneByOne() {
    core_->used();
    open();
    QTRY_VERIFY(part<QWidget>("dashboard")->isVisible());
    channel_->hold("GET /api/status");
    page_->reload();
    QTRY_COMPARE(channel_->held("GET /api/status"), std::size_t{1});
    const auto before = asked("GET /api/health");
    for (int n = 0; n < 20; ++n) channel_->notice("webhook", "changed");
    channel_->unhold("GET /api/status");
    QTRY_COMPARE(asked("GET /api/health"), before + 1);
    QCoreApplication::processEvents();
    QCOMPARE(asked("GET /api/health"), before + 1);
  }

  void aRefusalIsToldAndWhatWasKnownStays() {
    core_->used();
    core_->waiting = 3;
    open();
    QTRY_COMPARE(number("waitingTile"), QStringLiteral("3"));
    channel_->on("GET /api/status", [](const auto&) { return Channel::refusal(503, "The store is stopping."); });
    page_->reload();
    QTRY_VERIFY(part<widgets::Banner>("overviewTrouble")->isVisible());
    QVERIFY(part<widgets::Banner>("overviewTrouble")->text().contains(QStringLiteral("The store is stopping.")));
    QCOMPARE(number("waitingTile"), QStringLiteral("3"));
  }

  void whileTheCoreIsLostThePageKeepsWhatItKnowsAndSaysOfWhen() {
    core_->used();
    core_->waiting = 3;
    open();
    QTRY_COMPARE(number("waitingTile"), QStringLiteral("3"));
    const auto before = channel_->requests().size();
    channel_->state(client::ChannelState::Kind::kLost, "The connection was cut.");
    page_->reload();
    QVERIFY(part<QLabel>("overviewStale")->text().contains(QStringLiteral("not connected")));
    QCOMPARE(channel_->requests().size(), before);
    QCOMPARE(number("waitingTile"), QStringLiteral("3"));
    channel_->state(client::ChannelState::Kind::kOpen);
    QTRY_VERIFY(part<QLabel>("overviewStale")->text().isEmpty());
  }

  void aRowLeadsToItsDeliveriesAndATileToTheDeadLetters() {
    core_->used();
    core_->dead = 4;
    open();
    auto* table = part<widgets::DataTable>("healthTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(navigator_->filters.size(), std::size_t{1});
    QCOMPARE(*navigator_->filters[0].webhook, model::WebhookId{7});
    part<widgets::Tile>("deadTile")->setFocus();
    QTest::keyClick(part<widgets::Tile>("deadTile"), Qt::Key_Space);
    QCOMPARE(navigator_->pages, std::vector<shell::PageId>{shell::PageId::kDeadLetters});
  }

  void everythingHasANameAndTabGoesRound_data() {
    QTest::addColumn<bool>("used");
    QTest::newRow("first run") << false;
    QTest::newRow("dashboard") << true;
  }
  void everythingHasANameAndTabGoesRound() {
    QFETCH(bool, used);
    if (used) core_->used();
    if (used) core_->hooks[0].state = "failing";
    open();
    QTRY_VERIFY(used ? part<widgets::Banner>("needsAction")->isVisible() : part<QPushButton>("copyWithToken")->isEnabled());
    QSet<QWidget*> focusable;
    const auto byArrows = [](QWidget* widget) {
      auto* button = qobject_cast<QPushButton*>(widget);
      return button && button->group() && !button->isChecked();
    };
    for (auto* widget : page_->findChildren<QWidget*>()) {
      const bool chart = widget->isVisible() && qobject_cast<TimeChart*>(widget);
      const bool reached = widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
      if (!reached && !chart) continue;
      auto* interface = QAccessible::queryAccessibleInterface(widget);
      QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
      if (chart) QVERIFY(!interface->text(QAccessible::Description).isEmpty());
      if (reached && !byArrows(widget)) focusable << widget;
    }
    auto* first = used ? part<QPushButton>("range1") : part<QPushButton>("tryItNow");
    first->setFocus();
    QSet<QWidget*> visited{first};
    for (int n = 0; n < 40; ++n) {
      QTest::keyClick(page_->focusWidget(), Qt::Key_Tab);
      if (page_->focusWidget() == first) break;
      visited << page_->focusWidget();
    }
    QCOMPARE(page_->focusWidget(), first);
    for (auto* widget : focusable) QVERIFY2(visited.contains(widget), qPrintable(widget->objectName()));
  }
};

}  // namespace hookline::overview_page

UI_TEST(overview_page_test, hookline::overview_page::OverviewPageTest)
#include "overview_page_test.moc"
