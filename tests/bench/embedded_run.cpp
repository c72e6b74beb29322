#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "core_api/core.h"
#include "core_door.h"
#include "folder_size.h"
#include "platform/process.h"
#include "run_steps.h"
#include "runs.h"

namespace hookline::bench {
namespace {

using Clock = std::chrono::steady_clock;

double cpuSeconds() {
  const auto usage = platform::processUsage();
  return usage ? std::chrono::duration<double>(usage->cpuTime).count() : 0;
}

std::uint64_t resident() {
  const auto usage = platform::processUsage();
  return usage ? usage->residentBytes : 0;
}

}  // namespace

RunResult runEmbedded(const RunOptions& options) {
  RunResult result;
  core_api::CoreOptions core;
  core.dataFolder = options.folder;
  core.masterKeyFile = options.folder.parent_path() / "bench-master.key";
  core.listenPort = 0;
  core.allowPrivate = true;
  auto opened = core_api::Core::open(std::move(core));
  if (!opened) return {opened.error().message};
  CoreDoor door(**opened);
  if (auto error = makeWebhooks(door, options.receiverUrl); !error.empty()) return {error};
  const auto bytesBefore = folderBytes(options.folder);
  result.rssStart = resident();
  const double cpuBefore = cpuSeconds();
  const auto start = Clock::now();
  Feed feed(**opened);
  for (std::uint64_t n = 0; n < options.events; ++n) feed.post(eventBody(options.firstEvent + n, options.ids));
  if (const auto refused = feed.finish(); refused > 0) return {std::to_string(refused) + " events were refused"};
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return {error};
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  result.perSecond = static_cast<double>(options.events) / seconds;
  result.cpuSecondsPer1000 = (cpuSeconds() - cpuBefore) / static_cast<double>(options.events) * 1000;
  result.rssEnd = resident();

  const auto paced = static_cast<std::uint64_t>(options.latencyRate * options.latencySeconds);
  const auto pacedStart = Clock::now();
  for (std::uint64_t n = 0; n < paced; ++n) {
    const auto due = pacedStart + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(static_cast<double>(n) / options.latencyRate));
    std::this_thread::sleep_until(due);
    feed.post(eventBody(options.firstEvent + options.events + n, options.ids));
  }
  feed.finish();
  if (auto error = waitUntilNothingWaits(door); !error.empty()) return {error};
  if (paced > 0) readLatencies(door, paced, result);
  (*opened)->close(base::Millis{10000});
  result.bytesPerDelivery = (folderBytes(options.folder) - bytesBefore) / (options.events + paced);
  return result;
}

}  // namespace hookline::bench
