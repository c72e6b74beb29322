// The part of the engine that makes one message of several deliveries.
#include <algorithm>
#include <memory>

#include "delivery/engine.h"

namespace hookline::delivery {

/// `first` has been claimed: all else that is ready goes with it. A first event is told of at once, what follows within the window
/// together.
void Engine::gather(Item& first, Lane& lane, const base::Now& now, Outputs& out) {
  lane.digestFrom = now.mono + lane.webhook->digestWindow;
  auto digest = std::make_shared<Digest>();
  digest->members.push_back(first.delivery.id);
  for (auto* place : {&lane.waiting, &lane.fresh}) {
    while (digest->members.size() < Digest::kMostMembers && !place->empty() && place->begin()->first <= now.mono) {
      Item& item = items_.at(place->begin()->second);
      startClaim(item, lane, out);
      digest->members.push_back(item.delivery.id);
    }
  }
  if (digest->members.size() == 1) return;
  digest->unclaimed = digest->unrecorded = digest->members.size();
  for (const auto id : digest->members) items_.at(id).digest = digest;
}

void Engine::claimEnded(Digest& digest, const base::Now& now, Outputs& out) {
  if (--digest.unclaimed == 0) sendGathered(digest, now, out);
}

/// With those that were granted and not cancelled meanwhile.
void Engine::sendGathered(Digest& digest, const base::Now& now, Outputs& out) {
  for (const auto id : std::exchange(digest.members, {})) {
    const auto at = items_.find(id);
    if (at == items_.end() || at->second.digest.get() != &digest || at->second.stage != Stage::kGathered) continue;
    if (at->second.cancelled)
      giveBack(at->second, now, out);
    else
      digest.members.push_back(id);
  }
  if (digest.members.empty()) return;
  Item& leader = items_.at(digest.members.front());
  Lane& lane = laneOf(leader.delivery.webhookId);
  if (lane.webhook) lane.digestFrom = now.mono + lane.webhook->digestWindow;
  startSend(leader, 1, now, out);
}

bool Engine::leads(const Item& item) {
  return item.digest && !item.digest->members.empty() && item.digest->members.front() == item.delivery.id;
}

/// Those that go with the one whose id the exchange has.
std::vector<Engine::Item*> Engine::besideOf(const Item& item) {
  std::vector<Item*> others;
  if (!leads(item)) return others;
  for (const auto id : item.digest->members)
    if (id != item.delivery.id) others.push_back(&items_.at(id));
  return others;
}

/// The answer to one message is the answer to each delivery in it; the receiver itself has answered once, which its streaks know already.
void Engine::shareAnswer(const Item& leader, const model::HttpResult& result, const Classified& classified, Streaks streaks,
                         std::uint64_t chance, const base::Now& now, Outputs& out) {
  Lane& lane = laneOf(leader.delivery.webhookId);
  for (Item* item : besideOf(leader)) {
    Outcome outcome;
    outcome.next = model::DeliveryState::kCancelled;
    outcome.counted = false;
    Streaks asBefore = streaks;
    // With the same chance, so that those of one budget come due together again.
    if (lane.webhook)
      outcome = decide({item->delivery, *lane.webhook, classified, result.fault, leader.freshConnection, false, chance}, asBefore);
    item->record = std::make_shared<model::AttemptRecord>(*leader.record);
    model::HttpResult copy = result;
    complete(*item, lane, copy, classified, outcome, now, out);
  }
}

}  // namespace hookline::delivery
