#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace hookline::support {

/// A bad line between a sender and a receiver: passes bytes on late, and breaks connections off at random, before, in the middle of and
/// behind what they carry, on either side. The same seed breaks the same way as far as the traffic is the same.
/// Runs on a thread of its own until the object goes. Thread: any.
class LossyRelay {
 public:
  struct Options {
    std::uint16_t toPort = 0;  ///< on 127.0.0.1
    std::uint64_t seed = 1;
    double cutRate = 0.2;     ///< share of connections that are broken off after a random number of bytes
    int mostCutBytes = 1200;  ///< of both directions together
    int mostDelayMs = 20;     ///< before each piece
  };
  explicit LossyRelay(Options options);
  LossyRelay(const LossyRelay&) = delete;
  LossyRelay& operator=(const LossyRelay&) = delete;
  ~LossyRelay();

  std::string url() const;
  /// Connections that were broken off so far.
  int cuts() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hookline::support
