#include "dead_letters_page/jobs_view.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <nlohmann/json.hpp>

#include "dead_letters_page/dead_letters_page.h"
#include "support/scripted_channel.h"
#include "support/scripted_shell.h"
#include "support/ui_core.h"
#include "support/ui_test.h"

namespace hookline::dead_letters_page {

using Json = nlohmann::json;
using support::ScriptedChannel;

/// Bulk work on screen: on a scripted core, and on a real one.
class JobsViewTest final : public QObject {
  Q_OBJECT

 private:
  std::unique_ptr<client::Client> client_;
  ScriptedChannel* channel_ = nullptr;  // the client's
  support::ScriptedPrompter prompter_;
  support::ScriptedNavigator navigator_;
  std::unique_ptr<JobsView> view_;
  Json jobs_ = Json::array();

  static Json job(int n, const std::string& kind, const std::string& state, const Json& more = Json::object()) {
    Json made{{"id", model::JobId{n}.text()},
              {"kind", kind},
              {"filter", {{"webhookId", model::WebhookId{7}.text()}}},
              {"state", state},
              {"total", 1204},
              {"exact", true},
              {"done", 0},
              {"delivered", 0},
              {"failedAgain", 0},
              {"skipped", 0},
              {"waiting", 0},
              {"perSecond", 10},
              {"stopAfterFirstFailures", 20},
              {"createdAt", "2026-11-27T10:00:00.000Z"}};
    made.merge_patch(more);
    return made;
  }
  void open(const std::string& role = "admin") {
    auto channel = std::make_unique<ScriptedChannel>();
    channel_ = channel.get();
    client_ = std::make_unique<client::Client>(std::move(channel));
    if (role == "admin")
      channel_->role("admin", {"post_events", "read", "operate", "administer"});
    else
      channel_->role("viewer", {"read"});
    channel_->on("GET /api/jobs", [this](const auto&) { return ScriptedChannel::json({{"items", jobs_}, {"next", nullptr}}); });
    channel_->on("GET /api/webhooks", Json::array());
    channel_->on("POST /api/jobs", [](const api::Request& request) {
      const auto order = Json::parse(request.body);
      return base::Result<api::Response>(
          ScriptedChannel::json(job(5, order["kind"], "preview", {{"perSecond", order.value("perSecond", 0)}}), 201));
    });
    channel_->on("POST /api/jobs/*", [](const api::Request& request) {
      const auto word = request.path.substr(request.path.rfind('/') + 1);
      const auto state = word == "resume" ? "running" : word == "pause" ? "paused" : "cancelled";
      return base::Result<api::Response>(ScriptedChannel::json(job(5, "retry", state, {{"done", 340}, {"delivered", 330}})));
    });
    view_ = std::make_unique<JobsView>(shell::PageContext{*client_, prompter_, navigator_, QStringLiteral("Production")});
    view_->resize(1152, 700);
    view_->show();
    client_->open();
    QTRY_COMPARE(client_->state().kind, client::ChannelState::Kind::kOpen);
    view_->read();
  }
  template <typename T>
  T* part(const char* name) {
    for (auto* found : view_->findChildren<T*>(QLatin1String(name)))
      if (found->isVisible()) return found;
    return nullptr;
  }
  QString text(const char* name) {
    auto* label = part<QLabel>(name);
    return label ? label->text() : QString();
  }
  void click(const char* name) { QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton); }
  void choose(const char* name, int index) {
    auto* choice = part<QComboBox>(name);
    choice->setCurrentIndex(index);
    emit choice->activated(index);
  }

 private slots:
  void cleanup() {
    view_.reset();
    client_.reset();
    jobs_ = Json::array();
    prompter_.asked.clear();
    prompter_.yes = true;
    navigator_.filters.clear();
  }

  void engineDone7_aJobIsCountedStartedWatchedAndSteered() {
    open();
    QTRY_VERIFY(part<QLabel>("noJobs"));
    QVERIFY(!part<QPushButton>("jobStart")->isEnabled());
    choose("jobSpeed", 2);
    click("jobCount");
    QTRY_COMPARE(text("jobPreview"), QStringLiteral("1,204 dead letters would be sent again, in about 2 min at 10 a second."));
    const auto order = Json::parse(channel_->requests("POST /api/jobs").back().body);
    const Json wanted{{"kind", "retry"}, {"filter", {{"all", true}}}, {"perSecond", 10}, {"stopAfterFirstFailures", 20}, {"preview", true}};
    QVERIFY2(order == wanted, order.dump().c_str());
    click("jobStart");
    QTRY_COMPARE(text("jobFigures"), QStringLiteral("340 of 1,204: 330 arrived."));
    QVERIFY(part<QProgressBar>("jobBar"));
    channel_->notice("job", job(5, "retry", "running", {{"done", 700}, {"delivered", 650}, {"failedAgain", 8}, {"waiting", 42}}));
    QTRY_COMPARE(text("jobFigures"), QStringLiteral("700 of 1,204: 650 arrived, 8 failed again, 42 on their way."));
    click("jobPause");
    QTRY_VERIFY(part<QPushButton>("jobResume"));
    QVERIFY(text("jobState").startsWith(QStringLiteral("Paused")));
    click("jobCancel");
    QTRY_VERIFY(text("jobState").startsWith(QStringLiteral("Cancelled")));
    QVERIFY(!part<QProgressBar>("jobBar"));
  }

  void engineDone7_whatIsChangedAfterTheCountIsCountedAnew() {
    open();
    click("jobCount");
    QTRY_VERIFY(part<QPushButton>("jobStart")->isEnabled());
    choose("jobSpeed", 1);
    QVERIFY(!part<QPushButton>("jobStart")->isEnabled());
    QTRY_COMPARE(channel_->requests("POST /api/jobs/" + model::JobId{5}.text() + "/cancel").size(), 1U);
  }

  void engineDone7_aPurgeIsAskedForOnceMoreWithItsNumber() {
    open();
    choose("jobKind", 2);
    click("jobCount");
    QTRY_COMPARE(text("jobPreview"), QStringLiteral("1,204 dead letters would be deleted for ever."));
    prompter_.yes = false;
    click("jobStart");
    QTRY_COMPARE(prompter_.asked.size(), 1U);
    QCOMPARE(prompter_.asked.back().typeToConfirm, QStringLiteral("1204"));
    QVERIFY(channel_->requests("POST /api/jobs/" + model::JobId{5}.text() + "/resume").empty());
  }

  void daemonDone1Undo_isOfferedWhereSomethingWaitsForItsFirstTryAndTakesItBack() {
    jobs_.push_back(job(5, "retry", "running", {{"done", 340}, {"waiting", 40}, {"untried", 40}}));
    open();
    QTRY_VERIFY(part<QPushButton>("jobUndo"));
    QVERIFY(part<QPushButton>("jobUndo")->isEnabled());
    const auto tip = part<QPushButton>("jobUndo")->toolTip();
    QVERIFY2(tip.contains(QStringLiteral("What has not been tried yet (40) goes back to the dead letters.")), qPrintable(tip));
    QVERIFY2(tip.contains(QStringLiteral("The job is cancelled.")), qPrintable(tip));
    channel_->on("POST /api/jobs/*", [](const api::Request& request) {
      const bool undo = request.path.ends_with("/undo");
      return base::Result<api::Response>(ScriptedChannel::json(job(5, "retry", "cancelled", {{"done", 340}, {"undone", undo ? 40 : 0}})));
    });
    click("jobUndo");
    QTRY_COMPARE(text("jobFigures"), QStringLiteral("340 of 1,204: 0 arrived, 40 taken back."));
    QVERIFY(!part<QPushButton>("jobUndo"));
  }

  void daemonDone1Undo_isNotOfferedWhereNothingCanBeTakenBack() {
    jobs_.push_back(job(9, "purge", "running", {{"untried", 3}}));
    jobs_.push_back(job(8, "retry", "running", {{"waiting", 3}}));
    jobs_.push_back(job(7, "replay", "done"));
    open();
    QTRY_COMPARE(view_->findChildren<JobCard*>().size(), 3);
    QVERIFY(!part<QPushButton>("jobUndo"));
    channel_->notice("job", job(7, "replay", "cancelled", {{"waiting", 1}, {"untried", 1}}));
    QTRY_VERIFY(part<QPushButton>("jobUndo"));
    QVERIFY(part<QPushButton>("jobUndo")->toolTip().contains(QStringLiteral("What has not been tried yet (1) is cancelled.")));
  }

  void daemonDone1Undo_thatIsTooLateSaysSo() {
    jobs_.push_back(job(5, "retry", "done", {{"waiting", 1}, {"untried", 1}}));
    open();
    channel_->on("POST /api/jobs/*", [](const api::Request&) {
      return base::Result<api::Response>(ScriptedChannel::json({{"error", "There is nothing left to undo."}}, 409));
    });
    QTRY_VERIFY(part<QPushButton>("jobUndo"));
    click("jobUndo");
    QTRY_COMPARE(text("jobsTrouble"), QStringLiteral("There is nothing left to undo."));
  }

  void engineDone7_jobsOfOthersAndOfBeforeARestartAreThereWithTheirReport() {
    jobs_.push_back(job(9, "replay", "paused", {{"reason", "The first 20 failed."}, {"done", 20}, {"failedAgain", 0}}));
    jobs_.push_back(job(8, "retry", "done", {{"done", 1204}, {"delivered", 1190}, {"failedAgain", 14}}));
    open();
    QTRY_COMPARE(view_->findChildren<JobCard*>().size(), 2);
    QCOMPARE(text("jobReason"), QStringLiteral("The first 20 failed."));
    auto* failures = part<QPushButton>("jobFailures");
    QVERIFY(failures);
    QSignalSpy wished(view_.get(), &JobsView::failuresWished);
    QTest::mouseClick(failures, Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
  }

  void engineDone7_whoMayOnlyLookIsToldSo() {
    jobs_.push_back(job(9, "retry", "running", {{"untried", 2}}));
    open("viewer");
    QTRY_VERIFY(part<QPushButton>("jobPause"));
    QVERIFY(!part<QPushButton>("jobPause")->isEnabled());
    QVERIFY(part<QPushButton>("jobPause")->toolTip().contains(QStringLiteral("operator")));
    QVERIFY(!part<QPushButton>("jobUndo")->isEnabled());
    QVERIFY(part<QPushButton>("jobUndo")->toolTip().contains(QStringLiteral("operator")));
    QVERIFY(!part<QPushButton>("jobCount")->isEnabled());
  }

  void engineDone7_onARealCoreAReplayGoesToItsEnd_data() { support::bothChannels(); }
  void engineDone7_onARealCoreAReplayGoesToItsEnd() {
    QFETCH(bool, overHttp);
    support::UiCore core;
    client::Client client(core.channel(overHttp));
    client.open();
    QTRY_VERIFY(client.me().may("administer"));
    model::Webhook webhook;
    webhook.name = "CRM";
    webhook.url = core.receiver({200});
    webhook.events = {"*"};
    bool made = false;
    client.createWebhook(&client, webhook, [&made](const base::Result<client::CreatedWebhook>& created) { made = created.has_value(); });
    QTRY_VERIFY(made);
    int accepted = 0;
    for (int n = 0; n < 3; ++n) {
      const Json event{{"type", "handoff.requested"}, {"chatbotId", "bot_1"}, {"data", {{"reason", "lost"}}}};
      client.postEvent(&client, event.dump(), false,
                       [&accepted](const base::Result<client::AcceptedEvent>& one) { accepted += one ? 1 : 0; });
    }
    QTRY_COMPARE(accepted, 3);
    view_ = std::make_unique<JobsView>(shell::PageContext{client, prompter_, navigator_, {}});
    view_->show();
    view_->read();
    choose("jobKind", 1);
    click("jobCount");
    QTRY_COMPARE(text("jobPreview"), QStringLiteral("3 events would be sent again, as fast as their webhooks allow."));
    click("jobStart");
    QTRY_VERIFY_WITH_TIMEOUT(text("jobState").startsWith(QStringLiteral("Done")), 30000);
    QCOMPARE(text("jobFigures"), QStringLiteral("3 of 3: 3 arrived."));
    view_.reset();
  }
};

}  // namespace hookline::dead_letters_page

UI_TEST(jobs_view_test, hookline::dead_letters_page::JobsViewTest)
#include "jobs_view_test.moc"
