// `hookline_bench`: what one delivery costs, beside a bare libcurl loop in the same run. ./dev bench builds and starts it.
#include <curl/curl.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "aims.h"
#include "backlog_run.h"
#include "bare_loop.h"
#include "child.h"
#include "load_receiver.h"
#include "runs.h"

namespace hookline::bench {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RunResult, error, perSecond, p50Ms, p95Ms, p99Ms, cpuSecondsPer1000, rssStart, rssEnd,
                                                bytesPerDelivery)

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(BacklogResult, error, firstSendMs, rss, p99Ms, drainedPerSecond)

namespace {

struct Settings {
  std::string folder = "build/bench";
  std::uint64_t events = 100000;
  std::uint64_t stored = 1000000;
  std::uint64_t waiting = 1000000;
  double pacedSeconds = RunOptions{}.latencySeconds;
  std::string only;
  std::string before;  ///< the program of the build before, to be compared with
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

/// One run of the table.
struct Run {
  std::string name;
  bool embedded;
  bool filled;
  EventIds ids;
};

const std::vector<Run> kRuns{{"embedded, empty store, ordered ids", true, false, EventIds::kOrdered},
                             {"embedded, empty store, UUIDs", true, false, EventIds::kUuid},
                             {"through the API, empty store, ordered ids", false, false, EventIds::kOrdered},
                             {"through the API, empty store, UUIDs", false, false, EventIds::kUuid},
                             {"embedded, filled store, ordered ids", true, true, EventIds::kOrdered},
                             {"embedded, filled store, UUIDs", true, true, EventIds::kUuid},
                             {"through the API, filled store, UUIDs", false, true, EventIds::kUuid}};

/// A process of its own for each run, so that none begins with the memory of another. Its last line is the result.
RunResult embeddedInChild(const RunOptions& options, const std::string& program) {
  Child child({program, "--embedded-run", options.folder.string(), "--to", options.receiverUrl, "--events", std::to_string(options.events),
               "--paced-seconds", std::to_string(options.latencySeconds), options.ids == EventIds::kUuid ? "--uuids" : "--ordered"});
  const auto told = nlohmann::json::parse(child.line(), nullptr, false);
  return told.is_object() ? told.get<RunResult>() : RunResult{"the run ended without a result"};
}

int tellEmbeddedRun(const RunOptions& options) {
  const auto result = runEmbedded(options);
  std::printf("%s\n", nlohmann::json(result).dump().c_str());
  return result.error.empty() ? 0 : 1;
}

/// As embeddedInChild, on a store that was filled for it.
BacklogResult backlogInChild(const BacklogOptions& options, const std::string& self) {
  if (auto error = fillBacklog(options); !error.empty()) return {error};
  Child child({self, "--backlog-run", options.folder.string(), "--paced-rate", std::to_string(options.pacedRate), "--paced-seconds",
               std::to_string(options.pacedSeconds)});
  const auto told = nlohmann::json::parse(child.line(), nullptr, false);
  return told.is_object() ? told.get<BacklogResult>() : BacklogResult{"the run ended without a result"};
}

int tellBacklogRun(const BacklogOptions& options) {
  const auto result = runBacklog(options);
  std::printf("%s\n", nlohmann::json(result).dump().c_str());
  return result.error.empty() ? 0 : 1;
}

constexpr const char* kMillionWait = "a million deliveries wait";
constexpr const char* kStorm = "retry storm";
constexpr int kPairs = 3;
constexpr int kClients = 32;
constexpr double kNotSlowerThan = 0.9;
constexpr double kMebi = 1024.0 * 1024.0;

/// 1 M waiting deliveries: the memory of a core that works on them, and how soon it sends after its start.
bool millionWaits(const Settings& settings, const std::string& url, const std::string& self) {
  BacklogOptions options;
  options.folder = std::filesystem::absolute(settings.folder) / "run";
  options.receiverUrl = url;
  options.deliveries = settings.waiting;
  const auto result = backlogInChild(options, self);
  if (!result.error.empty()) {
    std::printf("%s failed: %s\n", kMillionWait, result.error.c_str());
    return false;
  }
  std::printf("%-44s first send after %.0f ms, RSS %.0f MiB\n", (std::to_string(settings.waiting) + " deliveries wait").c_str(),
              result.firstSendMs, static_cast<double>(result.rss) / kMebi);
  const bool quick = aim("1000 ms over the first send", 1000.0 / std::max(1.0, result.firstSendMs), 1);
  return aim("150 MB over resident memory", 150e6 / static_cast<double>(std::max<std::uint64_t>(1, result.rss)), 1) && quick;
}

/// 100,000 deliveries due in one second for 100 webhooks, of which 30 never answer, beside the same without those: what the others'
/// new events feel of it. One after the other, several times; the middle of each counts.
bool retryStorm(const Settings& settings, const std::string& url, const std::string& self) {
  Child hanging({self, "--hanging-receiver"});
  BacklogOptions storm;
  storm.folder = std::filesystem::absolute(settings.folder) / "run";
  storm.receiverUrl = url;
  storm.hangingUrl = "http://127.0.0.1:" + hanging.line() + "/hook";
  storm.dead = 30;
  storm.pacedRate = 500;
  auto calm = storm;
  calm.dead = 0;
  calm.webhooks = storm.webhooks - storm.dead;
  calm.deliveries = storm.deliveries / 10 * 7;
  std::vector<double> with;
  std::vector<double> without;
  for (int pair = 0; pair < kPairs; ++pair) {
    for (auto* kind : {&calm, &storm}) {
      const auto result = backlogInChild(*kind, self);
      if (!result.error.empty()) {
        std::printf("%s failed: %s\n", kStorm, result.error.c_str());
        return false;
      }
      std::printf("%-44s p99 %.0f ms of new events, backlog drains %.0f/s\n",
                  kind == &storm ? "retry storm, 30 of 100 dead" : "control, 70 healthy", result.p99Ms, result.drainedPerSecond);
      std::fflush(stdout);
      (kind == &storm ? with : without).push_back(result.p99Ms);
    }
  }
  return aim("control's p99 over the storm's (median)", median(without) / std::max(1.0, median(with)), 0.8);
}

/// One run of the table with the build before and with this one, by turns. The middle of each counts.
bool besideBefore(const Settings& settings, const Run& run, const std::string& url, const std::string& self) {
  std::map<std::string, std::vector<double>> perSecond;
  std::map<std::string, std::vector<double>> p99Ms;
  for (int pair = 0; pair < kPairs; ++pair) {
    for (const auto& program : {settings.before, self}) {
      RunOptions options;
      options.folder = freshFolder(settings, "run", false);
      options.receiverUrl = url;
      options.events = settings.events;
      options.ids = run.ids;
      options.latencySeconds = settings.pacedSeconds;
      const auto result = run.embedded ? embeddedInChild(options, program) : runDaemon(options, daemonBeside(program), kClients);
      const char* which = program == self ? "this build" : "the build before";
      if (!result.error.empty()) {
        std::printf("%s, %s failed: %s\n", run.name.c_str(), which, result.error.c_str());
        return false;
      }
      std::printf("%-44s %-16s %9.0f/s, p99 %.1f ms\n", run.name.c_str(), which, result.perSecond, result.p99Ms);
      std::fflush(stdout);
      perSecond[program].push_back(result.perSecond);
      p99Ms[program].push_back(result.p99Ms);
    }
  }
  const bool quick = aim("deliveries/s over those of the build before (median)",
                         median(perSecond[self]) / median(perSecond[settings.before]), kNotSlowerThan);
  // The times come in whole milliseconds.
  return aim("p99 of the build before over this one's (median)", (median(p99Ms[settings.before]) + 1) / std::max(1.0, median(p99Ms[self])),
             kNotSlowerThan) &&
         quick;
}

int runBeside(const Settings& settings, const std::string& self) {
  Child receiver({self, "--receiver"});
  const std::string url = "http://127.0.0.1:" + receiver.line() + "/hook";
  bool met = true;
  for (const auto& run : kRuns)
    if (!run.filled && run.name.find(settings.only) != std::string::npos) met = besideBefore(settings, run, url, self) && met;
  std::filesystem::remove_all(std::filesystem::absolute(settings.folder) / "run");
  return met ? 0 : 1;
}

/// Makes the store that the filled runs copy. Empty when it was made.
std::string fill(const Settings& settings) {
  const auto filled = std::filesystem::absolute(settings.folder) / "filled";
  std::filesystem::remove_all(filled);
  std::filesystem::create_directories(filled);
  std::printf("filling a store with %llu deliveries …\n", static_cast<unsigned long long>(settings.stored));
  std::fflush(stdout);
  return fillStore(filled, settings.stored);
}

bool aims(double bare, const RunResult& empty, const RunResult& filled, bool withFilled) {
  bool met = aim("embedded beside the bare loop", empty.perSecond / bare, 0.5);
  met = aim("embedded, empty store, thousand/s", empty.perSecond / 1000, 15) && met;
  if (withFilled) met = aim("embedded, filled store with UUIDs, thousand/s", filled.perSecond / 1000, 10) && met;
  const auto resident = static_cast<double>(std::max<std::uint64_t>(1, empty.rssEnd));
  return aim("120 MiB over resident memory", 120.0 * 1024 * 1024 / resident, 1) && met;
}

int run(const Settings& settings, const std::string& self) {
  if (!settings.before.empty()) return runBeside(settings, self);
  Child receiver({self, "--receiver"});
  const std::string url = "http://127.0.0.1:" + receiver.line() + "/hook";
  const Load bareLoad{.url = url, .count = settings.events, .inFlight = 64};
  const auto bare = bareLoop(bareLoad).perSecond();
  Table table(bare);
  std::map<std::string, RunResult> results;
  bool filled = false;
  for (const auto& run : kRuns) {
    if (run.name.find(settings.only) == std::string::npos || (run.filled && settings.stored == 0)) continue;
    if (run.filled && !std::exchange(filled, true)) {
      if (auto error = fill(settings); !error.empty()) {
        std::printf("failed: %s\n", error.c_str());
        return 1;
      }
    }
    RunOptions options;
    options.folder = freshFolder(settings, "run", run.filled);
    options.receiverUrl = url;
    options.events = settings.events;
    options.ids = run.ids;
    options.latencySeconds = settings.pacedSeconds;
    results[run.name] = run.embedded ? embeddedInChild(options, self) : runDaemon(options, daemonBeside(self), kClients);
    table.row(run.name, results[run.name]);
  }
  std::filesystem::remove_all(std::filesystem::absolute(settings.folder) / "filled");
  std::filesystem::remove_all(std::filesystem::absolute(settings.folder) / "run");
  std::printf("%-44s %9.0f (the same loop again, for the noise)\n", "bare libcurl loop", bareLoop(bareLoad).perSecond());
  bool backlogs = true;
  const auto wanted = [&settings](const char* name) { return std::string(name).find(settings.only) != std::string::npos; };
  if (settings.waiting > 0 && wanted(kMillionWait)) backlogs = millionWaits(settings, url, self) && backlogs;
  if (settings.waiting > 0 && wanted(kStorm)) backlogs = retryStorm(settings, url, self) && backlogs;
  std::filesystem::remove_all(std::filesystem::absolute(settings.folder) / "run");
  if (table.failed) return 1;
  if (!settings.check) return 0;
  if (!settings.only.empty()) return backlogs ? 0 : 1;
  return backlogs && aims(bare, results[kRuns[0].name], results[kRuns[5].name], settings.stored > 0) ? 0 : 1;
}

}  // namespace
}  // namespace hookline::bench

int main(int argc, char** argv) {
  using namespace hookline::bench;
  Settings settings;
  bool receiver = false;
  RunOptions embedded;
  std::string embeddedFolder;
  bool ordered = false;
  bool uuids = false;
  CLI::App app{"Measures deliveries: accepted, durable, signed, posted over loopback, answered, recorded."};
  app.add_option("--folder", settings.folder, "where the runs keep their data")->capture_default_str();
  app.add_option("--events", settings.events, "events a run")->capture_default_str();
  app.add_option("--stored", settings.stored, "deliveries in the filled store; 0 leaves those runs out")->capture_default_str();
  app.add_option("--waiting", settings.waiting, "deliveries that wait at the start of the backlog runs; 0 leaves those out")
      ->capture_default_str();
  app.add_option("--paced-seconds", settings.pacedSeconds, "how long the paced part of a run takes, from which the percentiles come")
      ->capture_default_str();
  app.add_option("--only", settings.only, "only the runs whose name has this text in it");
  app.add_option("--beside", settings.before, "compare with this hookline_bench of another build; nothing else is measured");
  app.add_flag("--check", settings.check, "say which aims are met, exit 1 if one is not");
  app.add_flag("--receiver", receiver, "be the receiver of a run")->group("");
  app.add_option("--embedded-run", embeddedFolder, "be one embedded run on this data folder")->group("");
  app.add_option("--to", embedded.receiverUrl, "where an embedded run delivers")->group("");
  bool hanging = false;
  BacklogOptions backlog;
  std::string backlogFolder;
  app.add_flag("--hanging-receiver", hanging, "be the receiver that never answers")->group("");
  app.add_option("--backlog-run", backlogFolder, "be one backlog run on this data folder")->group("");
  app.add_option("--paced-rate", backlog.pacedRate)->group("");
  app.add_flag("--ordered", ordered)->group("");
  app.add_flag("--uuids", uuids)->group("");
  CLI11_PARSE(app, argc, argv);
  if (receiver) return runLoadReceiver();
  if (hanging) return runHangingReceiver();
  curl_global_init(CURL_GLOBAL_DEFAULT);
  if (!embeddedFolder.empty()) {
    embedded.folder = embeddedFolder;
    embedded.events = settings.events;
    embedded.ids = uuids ? EventIds::kUuid : EventIds::kOrdered;
    embedded.latencySeconds = settings.pacedSeconds;
    return tellEmbeddedRun(embedded);
  }
  if (!backlogFolder.empty()) {
    backlog.folder = backlogFolder;
    backlog.pacedSeconds = settings.pacedSeconds;
    return tellBacklogRun(backlog);
  }
  return run(settings, std::filesystem::canonical("/proc/self/exe").string());
}
