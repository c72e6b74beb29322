#include "overview_page/quantile_mix.h"

#include <algorithm>
#include <cmath>

namespace hookline::overview_page {
namespace {

/// The share of a step's answers that took at most `millis`: straight between the points that are known.
double shareWithin(const client::StatsItem& step, double millis) {
  const double points[][2] = {{0, 0}, {*step.p50Ms, 0.50}, {*step.p95Ms, 0.95}, {*step.p99Ms, 0.99}};
  double share = 0;
  for (std::size_t n = 1; n < std::size(points); ++n) {
    const auto [left, low] = points[n - 1];
    const auto [right, high] = points[n];
    if (millis >= right)
      share = high;
    else
      return right > left && millis > left ? low + (high - low) * (millis - left) / (right - left) : share;
  }
  return share;
}

}  // namespace

std::optional<double> mixedQuantile(const std::vector<client::StatsItem>& steps, double share) {
  std::vector<const client::StatsItem*> known;
  double weight = 0;
  double most = 0;
  for (const auto& step : steps) {
    if (!step.p50Ms || !step.p95Ms || !step.p99Ms || step.delivered + step.failed == 0) continue;
    known.push_back(&step);
    weight += static_cast<double>(step.delivered + step.failed);
    most = std::max(most, *step.p99Ms);
  }
  if (known.empty()) return std::nullopt;
  double low = 0;
  double high = most;
  constexpr int kHalvings = 50;
  for (int n = 0; n < kHalvings && high - low > high * 1e-6; ++n) {
    const double middle = (low + high) / 2;
    double within = 0;
    for (const auto* step : known) within += shareWithin(*step, middle) * static_cast<double>(step->delivered + step->failed);
    (within < share * weight ? low : high) = middle;
  }
  return high;
}

}  // namespace hookline::overview_page
