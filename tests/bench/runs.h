#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "bench_events.h"

namespace hookline::bench {

struct RunOptions {
  std::filesystem::path folder;  ///< the data folder; what is stored there stays
  std::string receiverUrl;
  std::uint64_t firstEvent = 0;  ///< numbers of events already posted to this folder lie below it
  std::uint64_t events = 100000;
  EventIds ids = EventIds::kOrdered;
  double latencyRate = 2000;  ///< events a second of the paced part, from which the percentiles come
  double latencySeconds = 5;
};

struct RunResult {
  std::string error;
  double perSecond = 0;
  double p50Ms = 0;
  double p95Ms = 0;
  double p99Ms = 0;
  double cpuSecondsPer1000 = 0;
  std::uint64_t rssStart = 0;
  std::uint64_t rssEnd = 0;
  std::uint64_t bytesPerDelivery = 0;
};

/// The core in this process: events are posted at its door without a socket.
RunResult runEmbedded(const RunOptions& options);
/// A daemon of its own process: events are posted over HTTP by `clients` kept connections.
RunResult runDaemon(const RunOptions& options, const std::string& daemonProgram, int clients);

/// Fills a data folder with delivered events through the store, until it holds `deliveries`. Foreign (UUID) event ids.
std::string fillStore(const std::filesystem::path& folder, std::uint64_t deliveries);

}  // namespace hookline::bench
