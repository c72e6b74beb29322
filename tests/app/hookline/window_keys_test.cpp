// "First window", point 3: the whole round, from a new webhook to the delivery that was mended, by keyboard alone; on both channels.
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <mutex>
#include <nlohmann/json.hpp>

#include "models/delivery_list_model.h"
#include "real_window.h"
#include "sandbox/receiver.h"
#include "support/temp_folder.h"
#include "support/test_core.h"
#include "support/ui_test.h"
#include "theme/system_look.h"

namespace hookline::desktop_test {
namespace {

using Column = models::DeliveryListModel::Column;

/// The event types that came to a receiver, each with the status that it was answered.
class Arrivals {
 public:
  void add(const sandbox::ReceivedRequest& request) {
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    const auto type = body.is_object() ? body.value("type", std::string("?")) : std::string("?");
    const std::scoped_lock lock(mutex_);
    all_ << QStringLiteral("%1 %2").arg(QString::fromStdString(type)).arg(request.status.value_or(0));
  }
  QStringList all() const {
    const std::scoped_lock lock(mutex_);
    return all_;
  }

 private:
  mutable std::mutex mutex_;
  QStringList all_;  // guarded by mutex_
};

/// A core, a receiver and the window on that core, inside this process or over loopback HTTP.
struct Desk {
  explicit Desk(bool overHttp) : core(support::openTestCore(folder)) {
    sandbox::ReceiverOptions options;
    options.port = 0;
    receiver = sandbox::Receiver::start(std::move(options), clock, [this](const auto& request) { arrivals.add(request); }).value();
    window = windowOn(*core, overHttp, theme);
  }
  bool answersFromNowOn(int status) { return bool(receiver->change({{}, std::vector<int>{status}, {}})); }

  support::TempFolder folder;
  base::SystemClock clock;
  Arrivals arrivals;
  theme::Theme theme{*qApp, theme::watchSystemLook()};
  std::unique_ptr<core_api::Core> core;
  std::unique_ptr<sandbox::Receiver> receiver;
  std::unique_ptr<RealWindow> window;
};

}  // namespace

class WindowKeysTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<Desk> desk_;
  RealWindow& window() { return *desk_->window; }
  QString text(const char* label) { return window().find<QLabel>(label)->text(); }
  QString newest(Column column) { return window().cell("deliveriesTable", 0, column); }

  void makeTheWebhook() {
    auto& w = window();
    QTRY_VERIFY_WITH_TIMEOUT(w.active(), kPatience);
    w.key(Qt::Key_4, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(w.shows("webhooksEmpty") && w.find("webhooksEmpty")->findChild<QPushButton*>("emptyButton")->isEnabled(),
                             kPatience);
    w.key(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(w.focusIsAt("commandInput"), kPatience);
    w.type(QStringLiteral("New webhook"));
    w.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(w.focusIsAt("kindList"), kPatience);
    w.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(w.focusIsAt("nameField"), kPatience);
    w.type(QStringLiteral("Sales"));
    QVERIFY(w.tabTo("urlField"));
    w.type(QString::fromStdString(desk_->receiver->url()) + QStringLiteral("/hook"));
    QVERIFY(w.tabTo("eventField"));
    w.type(QStringLiteral("*,"));
    w.activate();
    QTRY_VERIFY_WITH_TIMEOUT(w.active() && QApplication::focusWidget(), kPatience);
    w.key(Qt::Key_S, Qt::ControlModifier);
    // The secret is shown this once; copying it is what Enter does first, and having it is one Tab further.
    QTRY_VERIFY_WITH_TIMEOUT(w.focusIsAt("copyOnceButton"), kPatience);
    QVERIFY(w.tabTo("doneButton"));
    w.key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(!w.find("questionDialog"), kPatience);
    w.activate();
    QTRY_VERIFY_WITH_TIMEOUT(w.active() && w.rows("webhookList").rowCount() == 1, kPatience);
    QCOMPARE(text("webhookTitle"), QStringLiteral("Sales"));
  }

  /// The next type of the list, so that each event is told from the others.
  void sendTheNextEvent(QString* sent) {
    auto& w = window();
    w.key(Qt::Key_5, Qt::ControlModifier);
    auto* types = w.find<QListWidget>("eventTypes");
    QTRY_VERIFY_WITH_TIMEOUT(types->count() > 0 && types->isVisible(), kPatience);
    QVERIFY(w.tabTo("eventTypes"));
    w.key(Qt::Key_Down);
    *sent = types->currentItem()->text();
    QTRY_VERIFY_WITH_TIMEOUT(w.find<QPlainTextEdit>("eventJson")->toPlainText().contains(QLatin1Char('"') + *sent + QLatin1Char('"')),
                             kPatience);
    auto* send = w.find<QPushButton>("sendEvent");
    QTRY_VERIFY_WITH_TIMEOUT(send->isEnabled() && send->text() == QStringLiteral("Send to 1 safe target"), kPatience);
    w.key(Qt::Key_Return, Qt::ControlModifier);
  }

  void seeTheNewest(const QString& type, const QString& state) {
    auto& w = window();
    w.key(Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(newest(Column::kEvent), type, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(newest(Column::kState), state, kPatience);
    QVERIFY(w.shows("deliveriesTable"));
  }

  void readTheCauseInTheInspector() {
    auto& w = window();
    QVERIFY(w.tabTo("deliveriesTable"));
    w.key(Qt::Key_Home);
    QTRY_VERIFY_WITH_TIMEOUT(w.shows("inspectorVerdict"), kPatience);
    const auto* cause = w.find("inspectorVerdict")->findChild<QLabel*>("bannerStrong");
    QTRY_VERIFY2_WITH_TIMEOUT(cause->text().contains(QStringLiteral("refuses its content")), qPrintable(cause->text()), kPatience);
    w.key(Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!w.shows("deliveryInspector"), kPatience);
  }

  void retryTheDeadLetter() {
    auto& w = window();
    w.key(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(w.shows("letterTable") && w.rows("letterTable").rowCount() == 1, kPatience);
    QVERIFY(w.tabTo("letterTable"));
    w.key(Qt::Key_Home);
    QTRY_VERIFY2_WITH_TIMEOUT(text("letterCause").contains(QStringLiteral("refuses its content")), qPrintable(text("letterCause")),
                              kPatience);
    QVERIFY(desk_->answersFromNowOn(200));
    w.key(Qt::Key_R);
    QTRY_COMPARE_WITH_TIMEOUT(w.rows("letterTable").rowCount(), 0, kPatience);
  }

  void pauseTheWebhook() {
    auto& w = window();
    w.key(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(w.tabTo("pauseWebhook"));
    w.takeFirstOfItsMenu();  // until it is resumed
    w.activate();
    QTRY_VERIFY_WITH_TIMEOUT(w.active() && w.shows("resumeWebhook"), kPatience);
  }

  void resumeTheWebhook() {
    auto& w = window();
    w.key(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(w.tabTo("resumeWebhook"));
    w.key(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(w.shows("pauseWebhook"), kPatience);
  }

 private slots:
  void cleanup() { desk_.reset(); }

  void firstWindowDone3_everythingByKeyboardAlone_data() { support::bothChannels(); }
  void firstWindowDone3_everythingByKeyboardAlone() {
    QFETCH(const bool, overHttp);
    desk_ = std::make_unique<Desk>(overHttp);
    QString first;
    QString refused;
    QString held;
    const std::function<void()> steps[] = {
        [&] { makeTheWebhook(); },
        [&] { sendTheNextEvent(&first); },
        [&] { seeTheNewest(first, QStringLiteral("Delivered")); },
        [&] { QVERIFY(desk_->answersFromNowOn(422)); },
        [&] { sendTheNextEvent(&refused); },
        [&] { seeTheNewest(refused, QStringLiteral("Did not arrive")); },
        [&] { readTheCauseInTheInspector(); },
        [&] { retryTheDeadLetter(); },
        [&] { seeTheNewest(refused, QStringLiteral("Delivered")); },
        [&] { pauseTheWebhook(); },
        [&] { sendTheNextEvent(&held); },
        [&] { seeTheNewest(held, QStringLiteral("Held")); },
        [&] { QCOMPARE(desk_->arrivals.all().size(), 3); },
        [&] { resumeTheWebhook(); },
        [&] { seeTheNewest(held, QStringLiteral("Delivered")); },
    };
    for (const auto& step : steps) {
      step();
      if (QTest::currentTestFailed()) return;
    }
    QCOMPARE(window().rows("deliveriesTable").rowCount(), 3);
    const QStringList expected{first + " 200", refused + " 422", refused + " 200", held + " 200"};
    QCOMPARE(desk_->arrivals.all(), expected);
  }

  /// Nothing has the focus in a window that was just opened: the page that is chosen by its key has to take it, or its own keys are dead.
  void firstWindowDone3_aPageChosenByItsKeyHearsItsOwnKeys() {
    desk_ = std::make_unique<Desk>(false);
    auto& w = window();
    QTRY_VERIFY_WITH_TIMEOUT(w.active() && w.shows("statusOnline"), kPatience);
    w.key(Qt::Key_4, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(w.shows("webhooksEmpty") && w.find("webhooksEmpty")->findChild<QPushButton*>("emptyButton")->isEnabled(),
                             kPatience);
    w.key(Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(w.focusIsAt("kindList"), kPatience);
  }
};

}  // namespace hookline::desktop_test

UI_TEST(window_keys_test, hookline::desktop_test::WindowKeysTest)
#include "window_keys_test.moc"
