#include "api/rate_meter.h"

#include <cmath>

namespace hookline::api::internal {
namespace {

double perSecond(std::uint64_t now, std::uint64_t before, double seconds) {
  if (now <= before || seconds <= 0) return 0;
  return std::round(static_cast<double>(now - before) / seconds * 10.0) / 10.0;
}

}  // namespace

Rates RateMeter::read(std::uint64_t attempts, std::uint64_t delivered) {
  const auto now = clock_.now().mono;
  std::scoped_lock lock(mutex_);
  while (samples_.size() > 1 && now - samples_.front().at > kSpan) samples_.pop_front();
  const auto& base = samples_.front();
  const double seconds = std::chrono::duration<double>(now - base.at).count();
  const Rates rates{perSecond(attempts, base.attempts, seconds), perSecond(delivered, base.delivered, seconds)};
  if (now - samples_.back().at >= kStep) samples_.push_back({now, attempts, delivered});
  return rates;
}

}  // namespace hookline::api::internal
