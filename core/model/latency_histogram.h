#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace hookline::model {

/// Counts of latencies in buckets that grow by a quarter, 0.1 ms to about two minutes: percentiles within 12 %, and the minutes
/// of an hour add up. Value type; packed it takes two to some dozen bytes.
class LatencyHistogram {
 public:
  static constexpr std::size_t kBuckets = 64;

  void add(base::Micros latency, std::uint32_t count = 1);
  void merge(const LatencyHistogram& other);
  std::uint64_t total() const;
  /// The latency below which `share` (0..1) of the counts lie; nullopt when empty.
  std::optional<base::Micros> percentile(double share) const;

  /// Pairs of bucket and count as base-128 varints.
  std::string pack() const;
  /// Errors: kCorrupt.
  static base::Result<LatencyHistogram> unpack(std::string_view packed);

 private:
  std::array<std::uint32_t, kBuckets> counts_{};
};

}  // namespace hookline::model
