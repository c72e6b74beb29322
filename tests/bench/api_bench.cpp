// What the daemon's REST API takes a second, beside a bare Beast server in the same run; what 200 live readers cost; its memory.
// `hookline_api_bench --help` names the options; ./dev bench builds and starts it.
#include <curl/curl.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "aims.h"
#include "bare_loop.h"
#include "child.h"
#include "echo_server.h"
#include "http_door.h"
#include "load_receiver.h"
#include "run_steps.h"
#include "runs.h"
#include "stream_readers.h"

namespace hookline::bench {
namespace {

constexpr double kMebi = 1024.0 * 1024.0;
constexpr int kRounds = 3;
constexpr int kReaders = 200;

struct Settings {
  std::filesystem::path folder = "build/bench/api";
  std::uint64_t events = 60000;
  std::uint64_t stored = 1000000;
  int clients = 128;
  double pacedSeconds = 5;
  bool check = false;
};

/// A daemon on a folder of its own.
class Serving {
 public:
  Serving(const std::string& program, const std::filesystem::path& folder)
      : folder_(folder),
        child_({program, "serve", "--listen", "127.0.0.1:0", "--data-dir", folder.string(), "--master-key-file",
                (folder.parent_path() / "bench-master.key").string(), "--allow-private"}) {
    const auto line = child_.line();
    const auto at = line.find("http://");
    if (at == std::string::npos) throw std::runtime_error("the daemon did not start: " + line);
    url = line.substr(at);
    std::ifstream file(folder / "admin.token");
    file >> token;
  }
  std::uint64_t resident() const { return child_.residentBytes(); }

  std::string url;
  std::string token;

 private:
  std::filesystem::path folder_;
  Child child_;
};

class Bench {
 public:
  Bench(Settings settings, const std::string& self) : settings_(std::move(settings)), self_(self), program_(daemonBeside(self)) {}

  int run() {
    std::filesystem::create_directories(settings_.folder);
    intake();
    crowd();
    readers();
    if (settings_.stored > 0) lists();
    std::filesystem::remove_all(settings_.folder);
    return settings_.check && !met_ ? 1 : 0;
  }

 private:
  std::filesystem::path fresh(const char* name) const {
    const auto folder = std::filesystem::absolute(settings_.folder) / name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
  }
  void judge(const char* what, double value, double wanted) { met_ = aim(what, value, wanted) && met_; }

  /// Events taken and durable, nothing to deliver: no webhook wants them.
  void intake() {
    Serving daemon(program_, fresh("intake"));
    std::printf("idle: RSS %.0f MiB\n", static_cast<double>(daemon.resident()) / kMebi);
    judge("60 MB over idle memory", 60e6 / static_cast<double>(daemon.resident()), 1);
    Child echo({self_, "--echo"});
    Load bare{.url = "http://127.0.0.1:" + echo.line() + "/api/events",
              .count = settings_.events,
              .inFlight = settings_.clients,
              .token = daemon.token};
    auto load = bare;
    load.url = daemon.url + "/api/events";
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int round = 0; round < kRounds; ++round) {
      theirs.push_back(bareLoop(bare).perSecond());
      const auto taken = bareLoop(load);
      if (taken.failed > 0) throw std::runtime_error(std::to_string(taken.failed) + " events were refused");
      ours.push_back(taken.perSecond());
      load.from += load.count;
      std::printf("POST /api/events %.0f/s, p99 %.1f ms; bare Beast echo %.0f/s\n", ours.back(), taken.p99Ms, theirs.back());
    }
    judge("events/s over the bare echo's requests/s (median)", median(ours) / median(theirs), 0.5);
    load.perSecond = median(ours) / 2;
    load.count = static_cast<std::uint64_t>(load.perSecond * settings_.pacedSeconds);
    const auto paced = bareLoop(load);
    std::printf("at %.0f/s: p99 %.1f ms\n", load.perSecond, paced.p99Ms);
    judge("20 ms over the p99 at half that load", 20 / std::max(0.1, paced.p99Ms), 1);
  }

  /// As many connections as the daemon takes, all posting.
  void crowd() {
    Serving daemon(program_, fresh("crowd"));
    Load load{.url = daemon.url + "/api/events", .count = settings_.events, .inFlight = 250, .token = daemon.token};
    const auto taken = bareLoop(load);
    std::printf("250 connections: %.0f/s, %llu refused, RSS %.0f MiB\n", taken.perSecond(), static_cast<unsigned long long>(taken.failed),
                static_cast<double>(daemon.resident()) / kMebi);
    judge("200 MB over memory at 250 connections", 200e6 / static_cast<double>(daemon.resident()), 1);
  }

  /// The same paced deliveries with nobody at the live stream and with kReaders: what events feel of it.
  void readers() {
    Child receiver({self_, "--receiver"});
    Serving daemon(program_, fresh("readers"));
    HttpDoor door(daemon.url, daemon.token);
    if (auto error = makeWebhooks(door, "http://127.0.0.1:" + receiver.line() + "/hook"); !error.empty()) throw std::runtime_error(error);
    Load load{.url = daemon.url + "/api/events", .inFlight = settings_.clients, .token = daemon.token, .perSecond = 100};
    load.count = static_cast<std::uint64_t>(load.perSecond * settings_.pacedSeconds);
    std::vector<double> with;
    std::vector<double> without;
    for (int round = 0; round < kRounds; ++round) {
      for (const int count : {0, kReaders}) {
        std::unique_ptr<StreamReaders> crowd;
        if (count > 0) crowd = std::make_unique<StreamReaders>(daemon.url, daemon.token, count);
        if (crowd && !crowd->allRead()) throw std::runtime_error("not every reader was let in");
        bareLoop(load);
        load.from += load.count;
        if (auto error = waitUntilNothingWaits(door); !error.empty()) throw std::runtime_error(error);
        RunResult result;
        readLatencies(door, load.count, result);
        (count > 0 ? with : without).push_back(result.p99Ms);
        std::printf("%3d live readers: p50 %.1f, p99 %.1f ms, %.0f MB read\n", count, result.p50Ms, result.p99Ms,
                    crowd ? static_cast<double>(crowd->bytes()) / 1e6 : 0.0);
        std::fflush(stdout);
      }
    }
    // The times come in whole milliseconds.
    judge("p99 without readers over that with 200 (median)", (median(without) + 1) / std::max(1.0, median(with)), 0.8);
  }

  void lists() {
    const auto folder = fresh("lists");
    std::printf("filling a store with %llu deliveries …\n", static_cast<unsigned long long>(settings_.stored));
    std::fflush(stdout);
    if (auto error = fillStore(folder, settings_.stored); !error.empty()) throw std::runtime_error(error);
    Serving daemon(program_, folder);
    Load load{
        .url = daemon.url + "/api/deliveries?limit=50", .count = 10000, .inFlight = settings_.clients, .token = daemon.token, .get = true};
    const auto read = bareLoop(load);
    if (read.failed > 0) throw std::runtime_error(std::to_string(read.failed) + " lists were refused");
    std::printf("GET /api/deliveries?limit=50: %.0f/s, p99 %.1f ms, RSS %.0f MiB\n", read.perSecond(), read.p99Ms,
                static_cast<double>(daemon.resident()) / kMebi);
    judge("lists/s over 2000", read.perSecond() / 2000, 1);
  }

  const Settings settings_;
  const std::string self_;
  const std::string program_;
  bool met_ = true;
};

}  // namespace
}  // namespace hookline::bench

int main(int argc, char** argv) {
  using namespace hookline::bench;
  Settings settings;
  bool echo = false;
  bool receiver = false;
  CLI::App app{"Measures the REST API of a daemon beside a bare Beast server."};
  app.add_option("--folder", settings.folder, "where the runs keep their data")->capture_default_str();
  app.add_option("--events", settings.events, "events a run")->capture_default_str();
  app.add_option("--clients", settings.clients, "kept connections of a run")->capture_default_str();
  app.add_option("--stored", settings.stored, "deliveries in the store whose lists are read; 0 leaves that out")->capture_default_str();
  app.add_option("--paced-seconds", settings.pacedSeconds, "how long each paced part takes")->capture_default_str();
  app.add_flag("--check", settings.check, "exit 1 if an aim is not met");
  app.add_flag("--echo", echo, "be the bare server")->group("");
  app.add_flag("--receiver", receiver, "be the receiver of a run")->group("");
  CLI11_PARSE(app, argc, argv);
  if (echo) return runEchoServer();
  if (receiver) return runLoadReceiver();
  curl_global_init(CURL_GLOBAL_DEFAULT);
  try {
    return Bench(settings, std::filesystem::canonical("/proc/self/exe").string()).run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
