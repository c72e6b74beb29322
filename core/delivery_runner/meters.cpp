#include "delivery_runner/meters.h"

#include <algorithm>

namespace hookline::delivery_runner {

void Meters::add(const model::AttemptRecord& record, bool applied) {
  const auto kind = static_cast<std::size_t>(record.attempt.errorClass);
  const std::scoped_lock lock(mutex_);
  if (kind < figures_.byClass.size()) ++figures_.byClass.at(kind);
  if (record.latency) {
    const auto& bounds = AttemptFigures::kBounds;
    const auto bound = std::lower_bound(bounds.begin(), bounds.end(), *record.latency);
    ++figures_.durations.at(static_cast<std::size_t>(bound - bounds.begin()));
    ++figures_.timed;
    figures_.durationSum += *record.latency;
  }
  if (!applied) return;
  if (record.next == model::DeliveryState::kDelivered) ++figures_.delivered;
  if (record.next == model::DeliveryState::kDead) ++figures_.dead;
  if (record.next == model::DeliveryState::kRetrying) ++figures_.retried;
}

AttemptFigures Meters::read() const {
  const std::scoped_lock lock(mutex_);
  return figures_;
}

}  // namespace hookline::delivery_runner
