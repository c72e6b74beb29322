#pragma once
#include <cstdint>
#include <vector>

#include "base/time.h"
#include "model/http_exchange.h"

namespace hookline::net {

using TransferId = std::uint64_t;

struct Finished {
  TransferId id = 0;
  model::HttpResult result;
};

/// The seam to the network: sends requests, each at most once on the wire (delivery.md §4). Redirects are never followed.
/// Thread: send, cancel and poll belong to one thread (the engine's); wake may be called from any.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  /// Starts an exchange; it ends in exactly one Finished of a later poll, also when the request is refused by a rule.
  virtual void send(TransferId id, model::HttpRequest request) = 0;
  /// Ends an exchange soon, with NetFault::kCancelled. Unknown ids are ignored.
  virtual void cancel(TransferId id) = 0;
  /// Drives all exchanges; waits up to `patience` for something to happen or for wake(). Returns what ended.
  virtual std::vector<Finished> poll(base::Micros patience) = 0;
  /// Makes a poll that waits, or the next one, return at once. Thread: any.
  virtual void wake() = 0;
  virtual std::size_t inFlight() const = 0;
};

}  // namespace hookline::net
