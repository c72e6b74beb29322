#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace hookline::bench {

/// A store full of deliveries that wait, all due in the same second, and a core that starts on it.
struct BacklogOptions {
  std::filesystem::path folder;  ///< emptied first
  std::string receiverUrl;       ///< of the healthy webhooks
  std::string hangingUrl;        ///< of the dead ones; empty: there are none
  std::uint64_t deliveries = 100000;
  int webhooks = 100;    ///< one a chatbot: bot_0 …
  int dead = 0;          ///< of them, the last ones lead to hangingUrl
  double pacedRate = 0;  ///< new events a second for the healthy ones while the backlog drains; 0: none
  double pacedSeconds = 5;
};

struct BacklogResult {
  std::string error;
  double firstSendMs = 0;       ///< from the start of the core's opening until the first delivery arrived
  std::uint64_t rss = 0;        ///< resident memory of the core's process when it had worked for two seconds
  double p99Ms = 0;             ///< of the new events, accepted to attempt durable
  double drainedPerSecond = 0;  ///< of the backlog, while the new events came
};

/// Writes the store: nothing of it was sent. Empty when it was made.
std::string fillBacklog(const BacklogOptions& options);
/// Opens a core on it, in this process.
BacklogResult runBacklog(const BacklogOptions& options);

/// Takes connections on a port of its own and never answers one. Prints the port, ends when stdin closes.
int runHangingReceiver();

}  // namespace hookline::bench
