// `hookline_bench`: what one delivery costs, beside a bare libcurl loop in the same run. ./dev bench builds and starts it.
#include <curl/curl.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>

#include "bare_loop.h"
#include "child.h"
#include "load_receiver.h"
#include "runs.h"

namespace hookline::bench {
namespace {

struct Settings {
  std::string folder = "build/bench";
  std::uint64_t events = 100000;
  std::uint64_t stored = 1000000;
  bool check = false;
};

class Table {
 public:
  explicit Table(double bare) : bare_(bare) {
    std::printf("%-44s %9s %6s %7s %7s %7s %9s %14s %8s\n", "run", "per s", "ratio", "p50 ms", "p95 ms", "p99 ms", "CPU ms/k", "RSS MiB",
                "bytes");
    std::printf("%-44s %9.0f %6.2f\n", "bare libcurl loop", bare, 1.0);
  }
  void row(const std::string& name, const RunResult& run) {
    if (!run.error.empty()) {
      std::printf("%-44s failed: %s\n", name.c_str(), run.error.c_str());
      failed = true;
      return;
    }
    const auto mebi = [](std::uint64_t bytes) { return static_cast<double>(bytes) / (1024.0 * 1024.0); };
    std::printf("%-44s %9.0f %6.2f %7.1f %7.1f %7.1f %9.1f %6.0f → %5.0f %8llu\n", name.c_str(), run.perSecond, run.perSecond / bare_,
                run.p50Ms, run.p95Ms, run.p99Ms, run.cpuSecondsPer1000 * 1000, mebi(run.rssStart), mebi(run.rssEnd),
                static_cast<unsigned long long>(run.bytesPerDelivery));
    std::fflush(stdout);
  }
  bool failed = false;

 private:
  double bare_;
};

/// A data folder for one run, empty or a copy of the filled one.
std::filesystem::path freshFolder(const Settings& settings, const std::string& name, bool filled) {
  const auto folder = std::filesystem::absolute(settings.folder) / name;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder.parent_path());
  if (filled)
    std::filesystem::copy(std::filesystem::absolute(settings.folder) / "filled", folder, std::filesystem::copy_options::recursive);
  else
    std::filesystem::create_directories(folder);
  return folder;
}

bool aim(const char* what, double value, double wanted) {
  std::printf("%s %s: %.2f, aim %.2f\n", value >= wanted ? "met   " : "NOT met", what, value, wanted);
  return value >= wanted;
}

int run(const Settings& settings, const std::string& self) {
  const auto daemon = (std::filesystem::path(self).parent_path() / "hooklined").string();
  Child receiver({self, "--receiver"});
  const std::string url = "http://127.0.0.1:" + receiver.line() + "/hook";
  const auto bare = bareLoop(url, 0, settings.events, 64, false, "");
  Table table(static_cast<double>(bare.answered) / bare.seconds);

  const auto options = [&](const std::string& name, bool filled, EventIds ids) {
    RunOptions made;
    made.folder = freshFolder(settings, name, filled);
    made.receiverUrl = url;
    made.events = settings.events;
    made.ids = ids;
    return made;
  };
  const auto emptyOrdered = runEmbedded(options("run", false, EventIds::kOrdered));
  table.row("embedded, empty store, ordered ids", emptyOrdered);
  table.row("embedded, empty store, UUIDs", runEmbedded(options("run", false, EventIds::kUuid)));
  table.row("through the API, empty store, ordered ids", runDaemon(options("run", false, EventIds::kOrdered), daemon, 32));
  table.row("through the API, empty store, UUIDs", runDaemon(options("run", false, EventIds::kUuid), daemon, 32));
  RunResult filledUuid;
  if (settings.stored > 0) {
    const auto filled = std::filesystem::absolute(settings.folder) / "filled";
    std::filesystem::remove_all(filled);
    std::filesystem::create_directories(filled);
    std::printf("filling a store with %llu deliveries …\n", static_cast<unsigned long long>(settings.stored));
    std::fflush(stdout);
    if (auto error = fillStore(filled, settings.stored); !error.empty()) {
      std::printf("failed: %s\n", error.c_str());
      return 1;
    }
    table.row("embedded, filled store, ordered ids", runEmbedded(options("run", true, EventIds::kOrdered)));
    filledUuid = runEmbedded(options("run", true, EventIds::kUuid));
    table.row("embedded, filled store, UUIDs", filledUuid);
    table.row("through the API, filled store, UUIDs", runDaemon(options("run", true, EventIds::kUuid), daemon, 32));
    std::filesystem::remove_all(filled);
  }
  std::filesystem::remove_all(std::filesystem::absolute(settings.folder) / "run");
  const auto again = bareLoop(url, 0, settings.events, 64, false, "");
  std::printf("%-44s %9.0f (the same loop again, for the noise)\n", "bare libcurl loop",
              static_cast<double>(again.answered) / again.seconds);
  if (table.failed) return 1;
  if (!settings.check) return 0;
  bool met = aim("embedded beside the bare loop", emptyOrdered.perSecond * bare.seconds / static_cast<double>(bare.answered), 0.5);
  met = aim("embedded, empty store, thousand/s", emptyOrdered.perSecond / 1000, 15) && met;
  if (settings.stored > 0) met = aim("embedded, filled store with UUIDs, thousand/s", filledUuid.perSecond / 1000, 10) && met;
  met =
      aim("120 MiB over resident memory", 120.0 * 1024 * 1024 / static_cast<double>(std::max<std::uint64_t>(1, emptyOrdered.rssEnd)), 1) &&
      met;
  return met ? 0 : 1;
}

}  // namespace
}  // namespace hookline::bench

int main(int argc, char** argv) {
  using namespace hookline::bench;
  Settings settings;
  bool receiver = false;
  CLI::App app{"Measures deliveries: accepted, durable, signed, posted over loopback, answered, recorded."};
  app.add_option("--folder", settings.folder, "where the runs keep their data")->capture_default_str();
  app.add_option("--events", settings.events, "events a run")->capture_default_str();
  app.add_option("--stored", settings.stored, "deliveries in the filled store; 0 leaves those runs out")->capture_default_str();
  app.add_flag("--check", settings.check, "say which aims are met, exit 1 if one is not");
  app.add_flag("--receiver", receiver, "be the receiver of a run");
  CLI11_PARSE(app, argc, argv);
  if (receiver) return runLoadReceiver();
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return run(settings, std::filesystem::canonical("/proc/self/exe").string());
}
