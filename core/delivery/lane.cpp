#include "delivery/lane.h"

#include <algorithm>

namespace hookline::delivery {

bool Lane::stopped(base::WallTime now) const {
  if (!webhook || holdAsked || !webhook->enabled || locked()) return true;
  if (allPaused && !(allPausedUntil && *allPausedUntil <= now)) return true;
  const auto& stop = webhook->stop;
  return stop.kind != model::WebhookStop::Kind::kNone && !stop.isOver(now);
}

std::optional<base::WallTime> Lane::stoppedUntil(base::WallTime now) const {
  if (!webhook || holdAsked || !webhook->enabled || locked() || !stopped(now)) return std::nullopt;
  const auto& stop = webhook->stop;
  const bool own = stop.kind != model::WebhookStop::Kind::kNone && !stop.isOver(now);
  const bool all = allPaused && !(allPausedUntil && *allPausedUntil <= now);
  if ((own && !stop.until) || (all && !allPausedUntil)) return std::nullopt;
  if (own && all) return std::max(*stop.until, *allPausedUntil);
  return own ? stop.until : allPausedUntil;
}

std::optional<base::MonoTime> Lane::nextReady(base::WallTime now) const {
  if (slotsUsed >= slotLimit()) return std::nullopt;
  std::optional<base::MonoTime> ready;
  if (!testSends.empty() && !locked()) ready = testSends.begin()->first;
  if (const auto ordinary = ordinaryReady(); ordinary && !stopped(now)) ready = ready ? std::min(*ready, *ordinary) : *ordinary;
  return ready;
}

std::optional<base::MonoTime> Lane::ordinaryReady() const {
  if ((waiting.empty() && fresh.empty()) || slotsUsed >= breaker.slots(slotLimit())) return std::nullopt;
  auto first = waiting.empty() ? fresh.begin()->first : waiting.begin()->first;
  if (!fresh.empty()) first = std::min(first, fresh.begin()->first);
  return std::max({first, throttledUntil, digestFrom, breaker.openUntil(), pace.readyAt()});
}

bool Lane::freshTurn(base::MonoTime now) const {
  if (fresh.empty() || fresh.begin()->first > now) return false;
  return turn + 1 >= kFreshTurn || idle(now);
}

}  // namespace hookline::delivery
