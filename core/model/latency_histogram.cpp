#include "model/latency_histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hookline::model {
namespace {

using Bounds = std::array<std::int64_t, LatencyHistogram::kBuckets>;

/// Upper bounds in microseconds; the last bucket also takes whatever is longer.
constexpr Bounds makeBounds() {
  Bounds bounds{};
  double bound = 100.0;
  for (auto& entry : bounds) {
    entry = static_cast<std::int64_t>(bound);
    bound *= 1.25;
  }
  return bounds;
}
constexpr Bounds kBounds = makeBounds();

std::size_t bucketOf(base::Micros latency) {
  const auto at = std::lower_bound(kBounds.begin(), kBounds.end(), latency.count());
  return std::min<std::size_t>(static_cast<std::size_t>(at - kBounds.begin()), LatencyHistogram::kBuckets - 1);
}

/// The geometric middle of a bucket, which is at most 12 % from anything inside it.
base::Micros middleOf(std::size_t bucket) {
  if (bucket == 0) return base::Micros{kBounds[0] / 2};
  const double middle = std::sqrt(static_cast<double>(kBounds[bucket - 1]) * static_cast<double>(kBounds[bucket]));
  return base::Micros{static_cast<std::int64_t>(middle)};
}

/// Counts stop at the top instead of starting again at nothing.
std::uint32_t saturatingSum(std::uint32_t a, std::uint32_t b) {
  return a > std::numeric_limits<std::uint32_t>::max() - b ? std::numeric_limits<std::uint32_t>::max() : a + b;
}

void appendVarint(std::string& out, std::uint32_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

std::optional<std::uint32_t> readVarint(std::string_view& text) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 35 && !text.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte >= 0x80) continue;
    if (value > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    return static_cast<std::uint32_t>(value);
  }
  return std::nullopt;
}

tl::unexpected<base::Error> corrupt() {
  return base::fail(base::Errc::kCorrupt,
                    "Stored response times cannot be read: restore the last backup, or let the statistics start anew.");
}

}  // namespace

void LatencyHistogram::add(base::Micros latency, std::uint32_t count) {
  auto& entry = counts_[bucketOf(latency)];
  entry = saturatingSum(entry, count);
}

void LatencyHistogram::merge(const LatencyHistogram& other) {
  for (std::size_t i = 0; i < kBuckets; ++i) counts_[i] = saturatingSum(counts_[i], other.counts_[i]);
}

std::uint64_t LatencyHistogram::total() const {
  std::uint64_t sum = 0;
  for (const auto count : counts_) sum += count;
  return sum;
}

std::optional<base::Micros> LatencyHistogram::percentile(double share) const {
  const std::uint64_t all = total();
  if (all == 0) return std::nullopt;
  const double clamped = std::isnan(share) ? 1.0 : std::clamp(share, 0.0, 1.0);
  const auto wanted = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(clamped * static_cast<double>(all))));
  std::uint64_t seen = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    if (counts_[i] == 0) continue;
    last = i;
    seen += counts_[i];
    if (seen >= wanted) break;
  }
  return middleOf(last);
}

std::string LatencyHistogram::pack() const {
  std::string out;
  for (std::uint32_t i = 0; i < kBuckets; ++i) {
    if (counts_[i] == 0) continue;
    appendVarint(out, i);
    appendVarint(out, counts_[i]);
  }
  return out;
}

base::Result<LatencyHistogram> LatencyHistogram::unpack(std::string_view packed) {
  LatencyHistogram histogram;
  std::uint32_t next = 0;  // pack() writes rising buckets, so anything else is damage
  while (!packed.empty()) {
    const auto bucket = readVarint(packed);
    const auto count = bucket ? readVarint(packed) : std::nullopt;
    if (!bucket || !count || *bucket < next || *bucket >= kBuckets || *count == 0) return corrupt();
    histogram.counts_[*bucket] = *count;
    next = *bucket + 1;
  }
  return histogram;
}

}  // namespace hookline::model
