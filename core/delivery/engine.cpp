#include "delivery/engine.h"

#include <algorithm>

#include "model/retry_policy.h"

namespace hookline::delivery {
namespace {

/// The two clocks are not read in the same instant.
constexpr base::Micros kShortestSleep{std::chrono::seconds{2}};
constexpr base::Millis kRefillAgain{1000};
/// A commit whose outcome was unknown may have stored deliveries, or moved their due time, and nobody announced it. So each lane makes
/// sure now and then, whatever it believes of the store.
constexpr base::Millis kLookAgain{5 * 60 * 1000};

std::size_t bodyBytes(const model::DueDelivery& delivery) {
  return delivery.event && delivery.event->body ? delivery.event->body->size() : 0;
}

}  // namespace

Engine::Engine(EngineLimits limits, std::unique_ptr<base::Random> random)
    : limits_(limits), random_(std::move(random)), config_(std::make_shared<model::ConfigSnapshot>()) {}

void Engine::on(Input input, Outputs& out) {
  noticeSleep(input.now);
  std::visit([&](auto& what) { handle(what, input.now, out); }, input.what);
}

/// While the machine slept, the clock that the waits are kept by stood still: what fell due meanwhile is due now, and what was on its way
/// was cut off by nobody's fault.
void Engine::noticeSleep(const base::Now& now) {
  const auto ahead = now.boot - now.mono;
  const auto slept = ahead - std::exchange(bootAhead_, ahead).value_or(ahead);
  if (slept < kShortestSleep) return;
  for (auto& [id, lane] : lanes_) {
    for (const auto& key : std::exchange(lane.waiting, {})) {
      Item& item = items_.at(key.second);
      if (item.readyAt > now.mono) item.readyAt = std::max(now.mono, item.readyAt - slept);
      lane.waiting.emplace(item.readyAt, key.second);
    }
    if (lane.throttledUntil > now.mono) lane.throttledUntil -= slept;
    if (lane.digestFrom > now.mono) lane.digestFrom -= slept;
    if (lane.storedFrom > now.mono) leftInStore(lane, lane.storedFrom - slept);
    lane.signedIn.until -= std::min<base::Micros>(slept, lane.signedIn.until.time_since_epoch());
    lane.signedIn.sleptThrough = lane.signedIn.underWay;
    reschedule(lane, now);
  }
  for (const auto id : sending_) items_.at(id).sleptThrough = true;
  probeAt_ = now.mono;
}

// ---- configuration

/// A person changed the webhook, so what was learnt of its receiver counts no more.
void Engine::startAfresh(Lane& lane, const base::Now& now, Outputs& out) {
  lane.streaks = {};
  lane.signedIn.token.reset();
  lane.signedIn.outdated = lane.signedIn.underWay;
  const bool closed = lane.breaker.state(now.mono) == Breaker::State::kClosed;
  lane.breaker = {};
  if (!closed) tellCircuit(lane, now, out);
}

/// Since when stays as it was told first: the monotonic clock does not know how long the machine slept since.
void Engine::tellCircuit(Lane& lane, const base::Now& now, Outputs& out) {
  model::Circuit circuit{lane.id, lane.breaker.state(now.mono) == Breaker::State::kClosed, {}, {}};
  const auto wallOf = [&](base::MonoTime at) { return now.wall + std::chrono::duration_cast<base::Millis>(at - now.mono); };
  circuit.openUntil = wallOf(lane.breaker.openUntil());
  if (circuit.closed)
    lane.failingSince.reset();
  else if (!lane.failingSince)
    lane.failingSince = wallOf(lane.breaker.failingSince().value_or(now.mono));
  circuit.failingSince = lane.failingSince.value_or(now.wall);
  out.circuits.push_back(circuit);
}

void Engine::handle(Configured& input, const base::Now& now, Outputs& out) {
  config_ = std::move(input.config);
  configured_ = true;
  for (const auto& [id, webhook] : config_->webhooks) laneOf(id);
  for (auto at = lanes_.begin(); at != lanes_.end();) {
    Lane& lane = at->second;
    const auto fresh = config_->find(lane.id);
    if (fresh && lane.webhook && fresh->updatedAt != lane.webhook->updatedAt) startAfresh(lane, now, out);
    lane.webhook = fresh;
    if (fresh) lane.pace.set(fresh->rateLimit);
    if (fresh) lane.digestFrom = std::min(lane.digestFrom, now.mono + fresh->digestWindow);
    lane.allPaused = config_->allPaused;
    lane.allPausedUntil = config_->allPausedUntil;
    if (!fresh || fresh->secret != lane.secretAtProof) lane.newSecretProven = false;
    if (!fresh) {
      while (!lane.waiting.empty()) forget(items_.find(lane.waiting.begin()->second), now);
      while (!lane.fresh.empty()) forget(items_.find(lane.fresh.begin()->second), now);
      while (!lane.testSends.empty()) forget(items_.find(lane.testSends.begin()->second), now);
    }
    if (fresh && lane.moreInStore) wantRefill_.insert(lane.id);
    reschedule(lane, now);
    at = !fresh && lane.inWindow == 0 ? lanes_.erase(at) : std::next(at);
  }
}

void Engine::handle(const HoldAnswered& input, const base::Now& now, Outputs&) {
  const auto found = lanes_.find(input.webhook);
  if (found == lanes_.end()) return;
  found->second.holdAsked = false;
  reschedule(found->second, now);
}

void Engine::handle(const Drain&, const base::Now& now, Outputs& out) {
  draining_ = true;
  // Nothing was sent on a claim whose outcome is unknown: should it stand, the next start makes it due again.
  for (const auto& [at, id] : std::exchange(unclaimed_, {})) {
    const auto found = items_.find(id);
    if (found == items_.end() || !found->second.claimUnknown) continue;
    const auto digest = found->second.digest;
    releaseSlot(found->second, now);
    finish(found, now);
    if (digest) claimEnded(*digest, now, out);
  }
}

Lane& Engine::laneOf(model::WebhookId id) {
  const auto [at, made] = lanes_.try_emplace(id);
  if (made) {
    at->second.id = id;
    at->second.webhook = config_->find(id);
    at->second.allPaused = config_->allPaused;
    at->second.allPausedUntil = config_->allPausedUntil;
  }
  return at->second;
}

// ---- the window

base::MonoTime Engine::readyAt(const model::DueDelivery& delivery, const base::Now& now) const {
  // A wall clock that was set back must not park a delivery, so no wait is longer than the longest a schedule can ask for.
  const auto wait = std::clamp(delivery.due - now.wall, base::Millis{0}, model::RetryPolicy::kMaxDelay);
  return now.mono + wait;
}

bool Engine::hasRoom(const Lane& lane, std::size_t bytes) const {
  if (lane.inWindow == 0) return true;
  if (bytes_ + bytes > limits_.windowBytes) return false;
  if (lane.inWindow < limits_.laneReserve) return true;
  return lane.inWindow < limits_.laneWindow && items_.size() < limits_.window;
}

bool Engine::makeRoom(Lane& lane, base::MonoTime ready, std::size_t bytes, const base::Now& now) {
  while (!hasRoom(lane, bytes)) {
    if (lane.waiting.empty() || lane.waiting.rbegin()->first <= ready) return false;
    const auto [latest, id] = *lane.waiting.rbegin();
    forget(items_.find(id), now);
    leftInStore(lane, latest);
  }
  return true;
}

/// For one that came in while old ones wait: the latest of those goes back to the store.
bool Engine::makeFreshRoom(Lane& lane, std::size_t bytes, const base::Now& now) {
  if (lane.fresh.size() >= std::max<std::size_t>(1, laneShare() / Lane::kFreshTurn)) return false;
  while (!hasRoom(lane, bytes)) {
    if (lane.waiting.empty()) return false;
    const auto [latest, id] = *lane.waiting.rbegin();
    forget(items_.find(id), now);
    leftInStore(lane, latest);
  }
  return true;
}

/// `ready`: when it will be at the earliest, as far as that is known.
void Engine::leftInStore(Lane& lane, base::MonoTime ready) {
  lane.moreInStore = true;
  lane.storedFrom = std::min(lane.storedFrom, ready);
  ++lane.turnedAway;
  wantRefill_.insert(lane.id);
}

void Engine::take(model::DueDelivery&& delivery, Way way, const base::Now& now) {
  // The store cancels by itself what waits for a webhook that is gone.
  if (configured_ && !config_->find(delivery.webhookId)) return;
  const auto known = items_.find(delivery.id);
  Lane& lane = laneOf(delivery.webhookId);
  const auto ready = readyAt(delivery, now);
  if (known != items_.end()) {
    Item& item = known->second;
    if (item.stage != Stage::kWaiting) {
      item.offeredMeanwhile = std::make_unique<model::DueDelivery>(std::move(delivery));
      return;
    }
    unplace(item, lane);
    item.delivery = std::move(delivery);
    place(item, lane, ready, now);
    return;
  }
  const auto bytes = bodyBytes(delivery);
  const bool fresh = way == Way::kLive && !delivery.once && delivery.tries == 0 && ready <= now.mono && lane.hasBacklog(now.mono);
  const bool room = fresh ? makeFreshRoom(lane, bytes, now) : makeRoom(lane, ready, bytes, now);
  // Somebody waits for a test send, and no refill would fetch it while its webhook is stopped.
  if (!room && !delivery.once) {
    leftInStore(lane, ready);
    return;
  }
  const auto id = delivery.id;
  Item& item = items_[id];
  item.delivery = std::move(delivery);
  item.fresh = fresh;
  bytes_ += bytes;
  if (lane.inWindow++ == 0) ++busyLanes_;
  place(item, lane, ready, now);
}

void Engine::place(Item& item, Lane& lane, base::MonoTime ready, const base::Now& now) {
  item.stage = Stage::kWaiting;
  item.readyAt = ready;
  placeOf(item, lane).emplace(ready, item.delivery.id);
  reschedule(lane, now);
}

void Engine::unplace(Item& item, Lane& lane) {
  placeOf(item, lane).erase({item.readyAt, item.delivery.id});
  item.fresh = false;
}

std::set<std::pair<base::MonoTime, model::DeliveryId>>& Engine::placeOf(const Item& item, Lane& lane) {
  return item.delivery.once ? lane.testSends : item.fresh ? lane.fresh : lane.waiting;
}

void Engine::forget(Items::iterator at, const base::Now& now) {
  Item& item = at->second;
  Lane& lane = laneOf(item.delivery.webhookId);
  if (item.stage == Stage::kWaiting) unplace(item, lane);
  bytes_ -= bodyBytes(item.delivery);
  if (--lane.inWindow == 0) --busyLanes_;
  items_.erase(at);
  if (lane.moreInStore && lane.inWindow < refillBelow()) wantRefill_.insert(lane.id);
  reschedule(lane, now);
}

/// The end of a delivery's stay; what was offered for it meanwhile comes in afresh.
void Engine::finish(Items::iterator at, const base::Now& now) {
  auto meanwhile = std::move(at->second.offeredMeanwhile);
  const int tries = at->second.delivery.tries;
  const int attempts = at->second.delivery.attempts;
  forget(at, now);
  if (!meanwhile) return;
  meanwhile->tries = std::max(meanwhile->tries, tries);
  meanwhile->attempts = std::max(meanwhile->attempts, attempts);
  take(std::move(*meanwhile), Way::kFromStore, now);
}

void Engine::handle(Offered& input, const base::Now& now, Outputs&) {
  for (auto& delivery : input.deliveries) take(std::move(delivery), Way::kLive, now);
}

void Engine::handle(const MoreInStore& input, const base::Now&, Outputs&) {
  for (const auto id : input.webhooks)
    if (!configured_ || config_->find(id)) leftInStore(laneOf(id), base::MonoTime::min());
}

void Engine::handle(Refilled& input, const base::Now& now, Outputs&) {
  const auto found = lanes_.find(input.webhook);
  if (found == lanes_.end()) return;
  Lane& lane = found->second;
  const auto asked = std::exchange(lane.refillAsked, std::nullopt);
  if (!input.deliveries) {
    lane.refillAgainAt = now.mono + kRefillAgain;
    wantRefill_.insert(lane.id);
    return;
  }
  const auto before = lane.inWindow;
  // The page holds the earliest, so what it does not hold is ready no sooner than its last; what was left behind meanwhile may be.
  if (asked == lane.turnedAway && !input.deliveries->empty()) lane.storedFrom = readyAt(input.deliveries->back(), now);
  takeStored(*input.deliveries, lane, now);
  lookLater(lane, now.mono + kLookAgain);
  if (input.complete && asked == lane.turnedAway) {
    lane.moreInStore = false;
    wantRefill_.erase(lane.id);
    return;
  }
  // Nothing new although more waits: what is in memory has to go first.
  if (lane.inWindow == before) lane.refillAgainAt = now.mono + kRefillAgain;
  wantRefill_.insert(lane.id);
}

void Engine::lookLater(Lane& lane, base::MonoTime at) {
  if (lane.lookAgainAt) looks_.erase({*lane.lookAgainAt, lane.id});
  lane.lookAgainAt = at;
  looks_.emplace(at, lane.id);
}

void Engine::lookAgain(const base::Now& now) {
  while (!looks_.empty() && looks_.begin()->first <= now.mono) {
    const auto found = lanes_.find(looks_.begin()->second);
    looks_.erase(looks_.begin());
    if (found == lanes_.end()) continue;
    found->second.lookAgainAt.reset();
    leftInStore(found->second, base::MonoTime::min());
  }
}

void Engine::takeStored(std::vector<model::DueDelivery>& page, Lane& lane, const base::Now& now) {
  for (auto& delivery : page) {
    const auto known = items_.find(delivery.id);
    if (known == items_.end()) {
      take(std::move(delivery), Way::kFromStore, now);
      continue;
    }
    // Either a person retried it and the offer did not get through, or the page is the older one: then the next page says so.
    const auto& mine = known->second.delivery;
    if (known->second.stage != Stage::kWaiting || mine.due == delivery.due || delivery.tries < mine.tries) continue;
    take(std::move(delivery), Way::kFromStore, now);
    leftInStore(lane, base::MonoTime::min());
  }
}

/// What one of the webhooks with something to send may have in memory when all have the same.
std::size_t Engine::laneShare() const {
  const auto even = limits_.window / std::max<std::size_t>(1, busyLanes_);
  return std::min(limits_.laneWindow, std::max({even, limits_.laneReserve, std::size_t{1}}));
}

/// A page brings what the lane holds already as well, so it is asked for when at least half of it will be new.
std::size_t Engine::refillBelow() const { return std::min(limits_.refillBelow, std::max<std::size_t>(1, laneShare() / 2)); }

bool Engine::wantsRefill(const Lane& lane, const base::Now& now) const {
  if (!lane.webhook || lane.stopped(now.wall) || lane.refillAsked || lane.refillAgainAt > now.mono) return false;
  // Some way below the limit of bytes: else every page would be read for the one body that still fits.
  const bool light = bytes_ < limits_.windowBytes / 4 * 3;
  const bool roomy = items_.size() + laneShare() / 2 <= limits_.window;
  const bool room = lane.inWindow == 0 || (light && (roomy || lane.inWindow < limits_.laneReserve));
  if (room && lane.inWindow < refillBelow()) return true;
  // A full window that waits for later must not keep back what is ready in the store.
  return lane.storedFrom <= now.mono && lane.idle(now.mono) && (room || !lane.waiting.empty());
}

void Engine::askRefills(const base::Now& now, Outputs& out) {
  for (auto at = wantRefill_.begin(); at != wantRefill_.end();) {
    const auto found = lanes_.find(*at);
    if (found == lanes_.end() || !found->second.moreInStore) {
      at = wantRefill_.erase(at);
      continue;
    }
    Lane& lane = found->second;
    if (!wantsRefill(lane, now)) {
      ++at;
      continue;
    }
    lane.refillAsked = lane.turnedAway;
    out.refills.push_back({lane.id, laneShare()});
    at = wantRefill_.erase(at);
  }
}

// ---- time

void Engine::handle(const Tick&, const base::Now& now, Outputs& out) {
  recordAgain(now, out);
  if (!draining_) {
    claimAgain(now, out);
    startClaims(now, out);
    lookAgain(now);
    askRefills(now, out);
  }
  out.wakeAt = nextWake(now);
}

/// When a lane that cannot be refilled now can be, as far as time alone decides it.
std::optional<base::MonoTime> Engine::nextRefill(const Lane& lane, const base::Now& now) const {
  if (!lane.webhook || !lane.moreInStore || lane.refillAsked) return std::nullopt;
  if (lane.refillAgainAt > now.mono) return lane.refillAgainAt;
  if (const auto until = lane.stoppedUntil(now.wall)) return now.mono + (*until - now.wall);
  if (!lane.stopped(now.wall) && lane.storedFrom > now.mono) return lane.storedFrom;
  return std::nullopt;
}

std::optional<base::MonoTime> Engine::nextWake(const base::Now& now) const {
  std::optional<base::MonoTime> wake;
  const auto consider = [&](base::MonoTime at) {
    if (!wake || at < *wake) wake = at;
  };
  if (!unrecorded_.empty()) consider(unrecorded_.begin()->first);
  if (draining_) return wake;
  if (!unclaimed_.empty()) consider(unclaimed_.begin()->first);
  if (!offline_) {
    // What is ready by now waits for a slot, not for time.
    const auto later = schedule_.upper_bound({now.mono, model::WebhookId{INT64_MAX}});
    if (later != schedule_.end()) consider(later->first);
  } else if (!schedule_.empty() && slotsUsed_ == 0) {
    consider(std::max({probeAt_, schedule_.begin()->first, now.mono + base::Millis{1}}));
  }
  if (!looks_.empty()) consider(looks_.begin()->first);
  for (const auto id : wantRefill_) {
    const auto found = lanes_.find(id);
    if (found == lanes_.end()) continue;
    if (const auto at = nextRefill(found->second, now)) consider(*at);
  }
  return wake;
}

}  // namespace hookline::delivery
