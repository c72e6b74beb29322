// `hookline_window_bench`: what the window feels like over a large store that is being delivered from. ./dev bench starts it.
#include <CLI/CLI.hpp>
#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <vector>

#include "child.h"
#include "client/in_process_channel.h"
#include "hookline/local_core.h"
#include "hookline/window_setup.h"
#include "load_receiver.h"
#include "platform/process.h"
#include "runs.h"
#include "shell/main_window.h"
#include "theme/system_look.h"
#include "theme/theme.h"

namespace hookline::bench {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

struct Settings {
  std::string folder = "build/bench-window";
  std::uint64_t stored = 1000000;
  int perSecond = 2000;
  int seconds = 10;
  bool check = false;
};

double millisecondsSince(Steady::time_point start) { return std::chrono::duration<double, std::milli>(Steady::now() - start).count(); }

platform::ProcessUsage usageNow() { return platform::processUsage().value_or(platform::ProcessUsage{}); }

/// Runs the event loop until `done`, at most a minute.
template <typename Done>
bool spin(Done done) {
  const auto end = Steady::now() + 60s;
  while (!done() && Steady::now() < end) QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
  return done();
}

void spinFor(std::chrono::milliseconds time) {
  QEventLoop loop;
  QTimer::singleShot(time, &loop, &QEventLoop::quit);
  loop.exec();
}

/// How long the event loop kept a timer waiting that is due every millisecond.
class Heartbeat final : public QObject {
 public:
  Heartbeat() {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(1);
    connect(&timer_, &QTimer::timeout, this, [this] {
      gaps_.push_back(millisecondsSince(last_));
      last_ = Steady::now();
    });
    last_ = Steady::now();
    timer_.start();
  }
  double longest() const { return gaps_.empty() ? 0 : *std::max_element(gaps_.begin(), gaps_.end()); }
  double percentile99() {
    if (gaps_.empty()) return 0;
    const auto at = gaps_.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(gaps_.size()) * 0.99);
    std::nth_element(gaps_.begin(), at, gaps_.end());
    return *at;
  }

 private:
  QTimer timer_;
  Steady::time_point last_;
  std::vector<double> gaps_;
};

/// Posts events at a steady rate from a thread of its own, as chatbots do.
class Traffic {
 public:
  Traffic(core_api::Core& core, int perSecond) : core_(core), perSecond_(perSecond), thread_([this] { run(); }) {}
  ~Traffic() {
    over_ = true;
    thread_.join();
  }
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;

 private:
  void run() {
    const auto start = Steady::now();
    for (std::uint64_t n = 0; !over_; ++n) {
      std::this_thread::sleep_until(start + n * 1000000us / perSecond_);
      api::Request request;
      request.method = "POST";
      request.path = "/api/events";
      request.headers.push_back({"Content-Type", "application/json"});
      request.body = eventBody(n, EventIds::kOrdered);
      request.principal = model::Principal{"owner", model::Role::kAdmin, {}};
      core_.call(std::move(request), base::Completion<api::Response>([](const base::Result<api::Response>&) {}));
    }
  }

  core_api::Core& core_;
  const int perSecond_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

/// The slowest first page over filters that a person would choose.
double slowestFilter(client::Client& client) {
  std::vector<client::DeliveryFilter> filters(4);
  filters[0].states = {model::DeliveryState::kDead};
  filters[1].eventType = "lead.captured";
  filters[2].email = "person77@example.com";
  filters[3].since = base::wallNow() - base::Millis{3600000};
  double slowest = 0;
  for (const auto& filter : filters) {
    const auto start = Steady::now();
    bool came = false;
    client.deliveries(&client, filter, {}, 100, [&came](const auto&) { came = true; });
    if (!spin([&came] { return came; })) return 60000;
    slowest = std::max(slowest, millisecondsSince(start));
  }
  return slowest;
}

bool makeWebhook(client::Client& client, const std::string& url) {
  model::Webhook webhook;
  webhook.name = "Bench";
  webhook.url = url;
  webhook.events = {"*"};
  webhook.maxInFlight = 64;
  bool made = false;
  client.createWebhook(&client, webhook, [&made](const base::Result<client::CreatedWebhook>& created) { made = created.has_value(); });
  return spin([&made] { return made; });
}

bool aim(const char* what, double value, double most) {
  const bool met = value <= most;
  std::printf("%s %-58s %9.1f, aim at most %.0f\n", met ? "met    " : "NOT met", what, value, most);
  return met;
}

/// Makes the store of the run, in data/. Empty when it was made.
std::string fill(const std::filesystem::path& folder, std::uint64_t stored) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "data");
  std::printf("filling a store with %llu deliveries …\n", static_cast<unsigned long long>(stored));
  std::fflush(stdout);
  return fillStore(folder / "data", stored);
}

int failed(const std::string& why) {
  std::printf("failed: %s\n", why.c_str());
  return 1;
}

int run(QApplication& application, const Settings& settings, const std::string& self) {
  const auto folder = std::filesystem::absolute(settings.folder);
  if (const auto error = fill(folder, settings.stored); !error.empty()) return failed(error);
  Child receiver({self, "--receiver"});
  const auto url = "http://127.0.0.1:" + receiver.line() + "/hook";

  const auto start = Steady::now();
  desktop::DesktopOptions options;
  options.dataFolder = folder / "data";
  options.masterKeyFile = folder / "bench-master.key";
  options.listenPort = 0;
  options.listenGiven = true;
  auto core = desktop::openLocalCore(options, base::Log{});
  if (!core) return failed(core.error().message);
  const QTemporaryDir kept;
  QSettings windowSettings(kept.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
  theme::Theme theme(application, theme::watchSystemLook());
  const base::SystemClock clock;
  shell::MainWindow window(desktop::windowOptions(core->get(), std::nullopt, windowSettings), theme, windowSettings, clock);
  window.resize(1360, 860);
  window.show();
  window.show(shell::PageId::kDeliveries);
  const auto* table = window.findChild<QAbstractItemView*>(QStringLiteral("deliveriesTable"));
  spin([table] { return table != nullptr && table->model()->rowCount() > 0; });
  const auto useful = millisecondsSince(start);

  client::Client client(client::openInProcess(client::doorOf(**core)));
  client.open();
  const auto filter = slowestFilter(client);
  if (!makeWebhook(client, url)) return 1;
  std::uint64_t updates = 0;
  QObject::connect(&client, &client::Client::deliveryChanged, &client, [&updates] { ++updates; });
  double longest = 0;
  double usual = 0;
  {
    const Traffic traffic(**core, settings.perSecond);
    spinFor(1s);
    updates = 0;
    Heartbeat heartbeat;
    spinFor(std::chrono::seconds(settings.seconds));
    longest = heartbeat.longest();
    usual = heartbeat.percentile99();
  }
  std::printf("%.0f updates/s streamed for %d s over %llu stored deliveries\n",
              static_cast<double>(updates) / static_cast<double>(settings.seconds), settings.seconds,
              static_cast<unsigned long long>(settings.stored));
  const auto resident = static_cast<double>(usageNow().residentBytes) / 1e6;
  window.hide();
  spinFor(5s);
  const auto before = usageNow().cpuTime;
  spinFor(10s);
  const auto idle = std::chrono::duration<double>(usageNow().cpuTime - before).count() * 10;

  bool met = aim("GUI thread's longest block, ms", longest, 50);
  met = aim("GUI thread kept waiting, p99, ms", usual, 16) && met;
  met = aim("slowest first page of a filter, ms", filter, 100) && met;
  met = aim("start to rows on the screen, core included, ms", useful, 1000) && met;
  met = aim("resident memory, core included, MB", resident, 250) && met;
  met = aim("CPU when hidden and idle, %", idle, 1) && met;
  (*core)->close(base::Millis{2000});
  std::filesystem::remove_all(folder);
  return met || !settings.check ? 0 : 1;
}

}  // namespace
}  // namespace hookline::bench

int main(int argc, char** argv) {
  using namespace hookline::bench;
  Settings settings;
  bool receiver = false;
  CLI::App app{"Measures the window: blocks of its thread, filters, start, memory, idling."};
  app.add_option("--folder", settings.folder, "where the run keeps its data")->capture_default_str();
  app.add_option("--stored", settings.stored, "deliveries in the store")->capture_default_str();
  app.add_option("--per-second", settings.perSecond, "events a second while it is watched")->capture_default_str();
  app.add_option("--seconds", settings.seconds, "for how long")->capture_default_str();
  app.add_flag("--check", settings.check, "exit 1 if an aim is not met");
  app.add_flag("--receiver", receiver, "be the receiver of a run")->group("");
  CLI11_PARSE(app, argc, argv);
  if (receiver) return runLoadReceiver();
  qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  QApplication application(count, argv);
  return run(application, settings, std::filesystem::canonical("/proc/self/exe").string());
}
