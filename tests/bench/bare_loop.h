#pragma once
#include <cstdint>
#include <string>

namespace hookline::bench {

struct LoopResult {
  double seconds = 0;
  std::uint64_t answered = 0;
  std::uint64_t failed = 0;
};

/// Posts events 0 … count-1 to one URL with nothing but libcurl's multi interface, `inFlight` at a time on kept connections.
/// `token`: sent as bearer token when not empty.
LoopResult bareLoop(const std::string& url, std::uint64_t from, std::uint64_t count, int inFlight, bool uuidIds, const std::string& token,
                    double perSecond = 0);

}  // namespace hookline::bench
