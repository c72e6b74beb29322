#pragma once
#include <cstdint>
#include <string>

namespace hookline::bench {

struct LoopResult {
  double seconds = 0;
  std::uint64_t answered = 0;
  std::uint64_t failed = 0;
  double p99Ms = 0;  ///< from being sent to the answer

  double perSecond() const { return static_cast<double>(answered) / seconds; }
};

struct Load {
  std::string url;
  std::uint64_t count = 0;  ///< requests
  int inFlight = 1;         ///< at a time, each on a kept connection of its own
  std::uint64_t from = 0;   ///< number of the first event
  bool uuidIds = false;
  std::string token = {};  ///< sent as bearer token when not empty
  double perSecond = 0;    ///< 0: as fast as it goes
  bool get = false;        ///< GETs in place of posted events
};

/// Posts events with nothing but libcurl's multi interface.
LoopResult bareLoop(const Load& load);

}  // namespace hookline::bench
