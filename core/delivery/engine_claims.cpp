// The part of the engine that decides which delivery is next and claims it.
#include <algorithm>
#include <utility>

#include "delivery/engine.h"

namespace hookline::delivery {
namespace {

constexpr base::Millis kClaimAgain{1000};

}  // namespace

void Engine::reschedule(Lane& lane, const base::Now& now) {
  auto next = lane.nextReady(now.wall);
  if (!next && !(lane.waiting.empty() && lane.fresh.empty()) && lane.slotsUsed < lane.slotLimit()) {
    if (const auto until = lane.stoppedUntil(now.wall)) next = now.mono + (*until - now.wall);
  }
  if (next == lane.scheduledAt) return;
  if (lane.scheduledAt) schedule_.erase({*lane.scheduledAt, lane.id});
  if (next) schedule_.emplace(*next, lane.id);
  lane.scheduledAt = next;
}

void Engine::startClaims(const base::Now& now, Outputs& out) {
  if (offline_ && (now.mono < probeAt_ || slotsUsed_ > 0)) return;
  for (auto at = schedule_.begin(); at != schedule_.end() && at->first <= now.mono && slotsUsed_ < limits_.slots;) {
    Lane& lane = lanes_.at(at->second);
    // A webhook may use as many slots as are still free for the others: so however many receivers hang, some slots stay.
    const auto fairShare = std::max<std::size_t>(1, std::min(lane.slotLimit(), limits_.slots - slotsUsed_));
    if (lane.slotsUsed >= fairShare) {
      ++at;
      continue;
    }
    const auto key = *at;
    const bool claimed = claimOne(lane, now, out);
    if (offline_ && claimed) {
      probeAt_ = now.mono + kOfflineProbe;
      return;
    }
    at = schedule_.lower_bound(key);
  }
}

/// Whether there was something to claim.
bool Engine::claimOne(Lane& lane, const base::Now& now, Outputs& out) {
  std::optional<model::DeliveryId> chosen;
  bool gathers = false;
  if (!lane.testSends.empty() && !lane.locked() && lane.testSends.begin()->first <= now.mono) {
    chosen = lane.testSends.begin()->second;
  } else if (const auto ready = lane.ordinaryReady(); ready && *ready <= now.mono && !lane.stopped(now.wall)) {
    const bool fresh = lane.freshTurn(now.mono);
    lane.turn = fresh ? 0 : lane.turn + 1;
    chosen = (fresh ? lane.fresh : lane.waiting).begin()->second;
    lane.pace.take(now.mono);
    gathers = lane.webhook->digestWindow.count() > 0;
  }
  if (chosen) {
    Item& item = items_.at(*chosen);
    startClaim(item, lane, out);
    ++lane.slotsUsed;
    ++slotsUsed_;
    if (gathers) gather(item, lane, now, out);
  }
  reschedule(lane, now);
  return chosen.has_value();
}

void Engine::startClaim(Item& item, Lane& lane, Outputs& out) {
  unplace(item, lane);
  item.stage = Stage::kClaiming;
  out.claims.push_back({item.delivery.id, item.delivery.due});
}

/// A claim whose outcome is unknown is asked for again until the store says what became of it: nobody else would look after it.
void Engine::claimAgain(const base::Now& now, Outputs& out) {
  while (!unclaimed_.empty() && unclaimed_.begin()->first <= now.mono) {
    const auto id = unclaimed_.begin()->second;
    unclaimed_.erase(unclaimed_.begin());
    const auto at = items_.find(id);
    if (at != items_.end() && at->second.claimUnknown) out.claims.push_back({id, at->second.delivery.due});
  }
}

void Engine::handle(const Claimed& input, const base::Now& now, Outputs& out) {
  std::vector<model::DeliveryId> granted;
  if (input.granted) granted = *input.granted;
  std::sort(granted.begin(), granted.end());
  for (const auto id : input.asked) {
    const auto at = items_.find(id);
    if (at == items_.end() || at->second.stage != Stage::kClaiming) continue;
    Item& item = at->second;
    const auto digest = item.digest;
    item.claimUnknown = !input.granted && (item.claimUnknown || input.granted.error().outcomeUnknown);
    if (std::binary_search(granted.begin(), granted.end(), id)) {
      if (item.cancelled)
        giveBack(item, now, out);
      else if (digest)
        item.stage = Stage::kGathered;
      else
        startSend(item, 1, now, out);
    } else if (item.claimUnknown && !draining_) {
      unclaimed_.emplace(now.mono + kClaimAgain, id);
      continue;
    } else {
      claimRefused(at, input.granted.has_value(), now);
    }
    if (digest) claimEnded(*digest, now, out);
  }
}

/// `changed`: the store says that it is not what it was; otherwise it could not be asked.
void Engine::claimRefused(Items::iterator at, bool changed, const base::Now& now) {
  Item& item = at->second;
  Lane& lane = laneOf(item.delivery.webhookId);
  releaseSlot(item, now);
  if (changed || item.cancelled) {
    // Whatever it is now, the store has it.
    if (!item.cancelled && !item.offeredMeanwhile) leftInStore(lane, base::MonoTime::min());
    finish(at, now);
  } else {
    place(item, lane, now.mono + kClaimAgain, now);
  }
}

void Engine::releaseSlot(Item& item, const base::Now& now) {
  const auto digest = std::exchange(item.digest, nullptr);
  if (digest && --digest->unrecorded > 0) return;
  Lane& lane = laneOf(item.delivery.webhookId);
  --lane.slotsUsed;
  --slotsUsed_;
  reschedule(lane, now);
}

}  // namespace hookline::delivery
