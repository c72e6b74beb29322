#include <chrono>
#include <fstream>

#include "bare_loop.h"
#include "child.h"
#include "folder_size.h"
#include "http_door.h"
#include "run_steps.h"
#include "runs.h"

namespace hookline::bench {
RunResult runDaemon(const RunOptions& options, const std::string& daemonProgram, int clients) {
  RunResult result;
  const auto keyFile = options.folder.parent_path() / "bench-master.key";
  Child daemon({daemonProgram, "serve", "--listen", "127.0.0.1:0", "--data-dir", options.folder.string(), "--master-key-file",
                keyFile.string(), "--allow-private"});
  const std::string line = daemon.line();
  const auto at = line.find("http://");
  if (at == std::string::npos) return {"the daemon did not start: " + line};
  const std::string url = line.substr(at);
  std::ifstream file(options.folder / "admin.token");
  std::string token;
  file >> token;
  HttpDoor door(url, token);
  if (auto error = makeWebhooks(door, options.receiverUrl); !error.empty()) return {error};
  const auto bytesBefore = folderBytes(options.folder);
  result.rssStart = daemon.residentBytes();
  const bool uuid = options.ids == EventIds::kUuid;
  Load load{.url = url + "/api/events",
            .count = options.events,
            .inFlight = clients,
            .from = options.firstEvent,
            .uuidIds = uuid,
            .token = token};
  const auto start = std::chrono::steady_clock::now();
  const auto fed = bareLoop(load);
  if (fed.failed > 0) return {std::to_string(fed.failed) + " events were refused"};
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return {error};
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  result.perSecond = static_cast<double>(options.events) / seconds;
  result.rssEnd = daemon.residentBytes();

  const auto paced = static_cast<std::uint64_t>(options.latencyRate * options.latencySeconds);
  load.from += load.count;
  load.count = paced;
  load.perSecond = options.latencyRate;
  if (paced > 0) bareLoop(load);
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return {error};
  if (paced > 0) readLatencies(door, paced, result);
  result.cpuSecondsPer1000 = daemon.stop() / static_cast<double>(options.events + paced) * 1000;
  result.bytesPerDelivery = (folderBytes(options.folder) - bytesBefore) / (options.events + paced);
  return result;
}

}  // namespace hookline::bench
