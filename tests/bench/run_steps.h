#pragma once
#include <cstdint>
#include <string>

#include "runs.h"

namespace hookline::bench {

/// Calls of the API, however they get there.
class CallDoor {
 public:
  struct Answer {
    int status = 0;
    std::string body;
  };
  CallDoor() = default;
  CallDoor(const CallDoor&) = delete;
  CallDoor& operator=(const CallDoor&) = delete;
  virtual ~CallDoor() = default;
  virtual Answer call(const std::string& method, const std::string& path, const std::string& body) = 0;
};

// The steps of both kinds of run. An error is a sentence, success an empty text.

/// One webhook for each chatbot of eventBody, all to the load receiver; those of an earlier run stay.
std::string makeWebhooks(CallDoor& door, const std::string& receiverUrl);
std::string waitUntilNothingWaits(CallDoor& door);
/// Percentiles of accepted to attempt durable over the newest `count` deliveries.
void readLatencies(CallDoor& door, std::uint64_t count, RunResult& result);

}  // namespace hookline::bench
