// The oracle's invariants: each is one promise.
#include <algorithm>

#include "model/retry_policy.h"
#include "oracle.h"

namespace hookline::sim {
namespace {

using model::DeliveryState;
using model::ErrorClass;

constexpr std::chrono::seconds kStarved{60};
constexpr std::chrono::minutes kForgotten{7};
constexpr int kMostIdleWakings = 50;
constexpr int kUncountedThrottles = 10;

std::string name(DeliveryState state) { return std::string(model::toText(state)); }

}  // namespace

bool Oracle::stoppedFor(const model::Webhook* webhook) const {
  const auto wall = agenda_.now().wall;
  if (!webhook || !webhook->enabled) return true;
  if (known_->allPaused && !(known_->allPausedUntil && *known_->allPausedUntil <= wall)) return true;
  const auto& stop = webhook->stop;
  return stop.kind != model::WebhookStop::Kind::kNone && !(stop.until && *stop.until <= wall);
}

/// By what the receiver itself answered, which is not always what the engine was told.
bool Oracle::refusesForGood(const StoredDelivery& row, const Truth& truth) const {
  static constexpr int kPermanent[] = {400, 405, 406, 411, 413, 414, 415, 422, 431, 501};
  const auto webhook = store_->webhooks().find(row.due.webhookId);
  return truth.answered && std::find(std::begin(kPermanent), std::end(kPermanent), *truth.answered) != std::end(kPermanent) &&
         webhook != store_->webhooks().end() && !webhook->second.retryEveryFailure;
}

/// Delivered, dead and cancelled are for ever, but for a person's retry.
void Oracle::terminalStatesStay(const StoredDelivery& row, DeliveryState from, Cause cause) {
  if (!model::isTerminal(from)) return;
  if (cause == Cause::kRequeue && from != DeliveryState::kDelivered) return;
  fail("terminalStatesStay", row.due.id.text() + " was " + name(from) + " and became " + name(row.state));
}

/// Dead only when the receiver refused it for good, when its budget is used up, or when three crashes in a row cut it off.
void Oracle::deadLettersAreScripted(const StoredDelivery& row, Cause cause, const store::AttemptRecord* record) {
  if (cause == Cause::kUndo) return;  // it was dead before, which was scripted then
  if (cause == Cause::kRecovery) {
    if (row.due.interrupted < 3) fail("deadLettersAreScripted", row.due.id.text() + " was called poison too soon");
    return;
  }
  if (!record) return fail("deadLettersAreScripted", row.due.id.text() + " died without an attempt");
  if (row.due.once) return fail("deadLettersAreScripted", row.due.id.text() + " is a test send and became a dead letter");
  const auto& truth = truths_[row.due.id];
  if (truth.refused) return;
  // Where people edit policies, the budget may have been another one when the attempt ended.
  const auto webhook = known_ ? known_->find(row.due.webhookId) : nullptr;
  if (webhook && !scenario_.configEdits && truth.countedUsed != model::retriesAllowed(webhook->retryPolicy) + 1)
    fail("deadLettersAreScripted", row.due.id.text() + " died after " + std::to_string(truth.countedUsed) + " counted attempts, " +
                                       std::to_string(model::retriesAllowed(webhook->retryPolicy) + 1) + " are its budget");
}

/// Nothing of it has been on the wire since it was made due.
void Oracle::anUndoTakesBackWhatWasNotSent(const StoredDelivery& row) {
  const auto& truth = truths_[row.due.id];
  if (row.state != DeliveryState::kDead || truth.requeues == 0 || truth.sent.size() != truth.sentBefore || live_.contains(row.due.id))
    fail("anUndoTakesBackWhatWasNotSent", row.due.id.text() + " was taken back and had been sent");
}

/// What is ours, interrupted, gone, or among the first throttles uses nothing of the budget; everything else does.
void Oracle::onlyCountedAttemptsUseTheBudget(const store::AttemptRecord& record) {
  const auto& attempt = record.attempt;
  const bool ours = attempt.errorClass == ErrorClass::kOffline || attempt.errorClass == ErrorClass::kGone;
  if (ours && attempt.counted)
    fail("onlyCountedAttemptsUseTheBudget", record.deliveryId.text() + " paid for a failure that is not its own");
  const bool theirs = attempt.errorClass == ErrorClass::kServerError || attempt.errorClass == ErrorClass::kRefused ||
                      attempt.errorClass == ErrorClass::kReset || attempt.errorClass == ErrorClass::kTimeout ||
                      attempt.errorClass == ErrorClass::kRedirect;
  if (theirs && !attempt.counted && record.next != DeliveryState::kCancelled)
    fail("onlyCountedAttemptsUseTheBudget", record.deliveryId.text() + " did not pay for the receiver's failure");
  if (attempt.errorClass == ErrorClass::kThrottled && !attempt.counted && record.tries - record.counted > kUncountedThrottles)
    fail("onlyCountedAttemptsUseTheBudget", record.deliveryId.text() + " is throttled without end and never pays");
}

/// Delivered only when the receiver itself said 2xx.
void Oracle::deliveredMeansTaken(const StoredDelivery& row, Cause cause) {
  if (cause != Cause::kRecord || truths_[row.due.id].effects == 0)
    fail("deliveredMeansTaken", row.due.id.text() + " counts as delivered and no receiver took it");
}

/// A receiver sees only its own events, whole, under their own ids, and only what somebody posted and the store holds.
void Oracle::noReceiverSeesAStranger(const Exchange& exchange) {
  if (exchange.eventId.empty()) return noMessageTellsOfAStranger(exchange);
  const auto* row = store_->find(exchange.delivery);
  if (!row || !store_->hasEvent(exchange.eventId))
    return fail("noReceiverSeesAStranger", exchange.eventId + " arrived and was never stored");
  if (!events_.contains(exchange.eventId) && !row->due.once)
    return fail("noReceiverSeesAStranger", exchange.eventId + " arrived and was never posted");
  if (exchange.receiver != row->due.webhookId)
    return fail("noReceiverSeesAStranger", exchange.eventId + " arrived at " + exchange.receiver.text() + ", which is not its webhook");
  if (exchange.eventId != row->due.event->id || exchange.deliveryText != exchange.delivery.text() ||
      *exchange.body != *row->due.event->body)
    fail("noReceiverSeesAStranger", exchange.eventId + " arrived with another id, delivery or body");
}

/// A message for people tells of deliveries of its own webhook alone, and of how many.
void Oracle::noMessageTellsOfAStranger(const Exchange& exchange) {
  auto all = exchange.beside;
  all.push_back(exchange.delivery);
  for (const auto id : all) {
    const auto* row = store_->find(id);
    if (!row || row->due.webhookId != exchange.receiver || !store_->hasEvent(row->due.event->id))
      return fail("noReceiverSeesAStranger", exchange.receiver.text() + " was told of " + id.text() + ", which is not its own");
  }
  const bool counted = exchange.body->find('"' + std::to_string(all.size()) + " events\"") != std::string::npos;
  if (counted != (all.size() > 1))
    fail("noReceiverSeesAStranger", exchange.receiver.text() + " was told another number than " + std::to_string(all.size()));
}

/// A slot is taken by a claim and free again only when its result is committed; neither the core nor a webhook has more than its own.
void Oracle::slotLimitsHold(const model::Claim& claim) {
  const auto* row = store_->find(claim.id);
  const auto webhook = row ? row->due.webhookId : model::WebhookId{};
  auto message = ++messages_;
  if (const auto before = unsure_.find(claim.id); before != unsure_.end()) {
    message = before->second;
  } else if (row && isGathered(*row)) {
    auto& present = lanes_[webhook].message;
    if (present == 0) present = message;
    message = present;
  }
  slots_.insert({claim.id, {webhook, message}});
  if (slotsInUse() > scenario_.limits.slots)
    return fail("slotLimitsHold", std::to_string(slotsInUse()) + " slots in use, " + std::to_string(scenario_.limits.slots) + " allowed");
  const auto known = known_ ? known_->find(webhook) : nullptr;
  if (!known || unsure_.contains(claim.id)) return;
  const auto used = slotsInUse(webhook);
  if (used > static_cast<std::size_t>(known->maxInFlight))
    fail("slotLimitsHold",
         std::to_string(used) + " slots of " + webhook.text() + " in use, " + std::to_string(known->maxInFlight) + " allowed");
}

std::size_t Oracle::slotsInUse(std::optional<model::WebhookId> of) const {
  std::vector<std::uint64_t> messages;
  messages.reserve(slots_.size());
  for (const auto& [id, slot] : slots_)
    if (!of || slot.webhook == *of) messages.push_back(slot.message);
  std::sort(messages.begin(), messages.end());
  return static_cast<std::size_t>(std::unique(messages.begin(), messages.end()) - messages.begin());
}

bool Oracle::isGathered(const StoredDelivery& row) const {
  const auto webhook = known_ ? known_->find(row.due.webhookId) : nullptr;
  return webhook && webhook->digestWindow.count() > 0 && !row.due.once;
}

/// No attempt before its due time, by the clock that never jumps, or by the wall clock as it may have been when the wait began.
void Oracle::noAttemptIsEarly(const model::Claim& claim, const StoredDelivery& row) {
  const auto now = agenda_.now();
  if (claim.due != row.due.due) return;  // the store will refuse it
  const base::WallTime wall{wallAhead_ + std::chrono::duration_cast<base::Millis>(now.mono.time_since_epoch())};
  if (row.due.due <= wall || row.readyAt <= now.mono + base::Millis{1}) return;
  fail("noAttemptIsEarly", claim.id.text() + " was claimed " + std::to_string((row.readyAt - now.mono).count()) + " us before its time");
}

/// Nothing is claimed for a webhook that the engine knows to be paused, on hold, disabled or deleted, or that it is putting on hold.
void Oracle::nothingGoesToAStoppedWebhook(const StoredDelivery& row) {
  const auto id = row.due.webhookId;
  const auto webhook = known_ ? known_->find(id) : nullptr;
  if (stoppedFor(webhook.get())) fail("nothingGoesToAStoppedWebhook", row.due.id.text() + " was claimed for a stopped " + id.text());
  if (lanes_[id].holdAsked) fail("nothingGoesToAStoppedWebhook", row.due.id.text() + " was claimed while " + id.text() + " goes on hold");
}

/// Retry-After governs the whole webhook.
void Oracle::throttleHoldsTheWholeWebhook(const StoredDelivery& row) {
  if (agenda_.now().mono < lanes_[row.due.webhookId].throttledUntil)
    fail("throttleHoldsTheWholeWebhook", row.due.id.text() + " was claimed before the time that its receiver named");
}

/// Offline: one probe at a time, 30 s apart.
void Oracle::offlineOnlyProbes() {
  if (!offline_) return;
  const auto now = agenda_.now().mono;
  if (slotsInUse() > 1) return fail("offlineOnlyProbes", std::to_string(slotsInUse()) + " deliveries under way while offline");
  if (probedAt_ && now - *probedAt_ < std::chrono::seconds{30}) fail("offlineOnlyProbes", "a probe came too soon after the last");
  probedAt_ = now;
}

/// What is sent was granted by the store to this life, and the engine was not told that it is cancelled.
void Oracle::everySendHasItsClaim(model::DeliveryId id) {
  if (!granted_.contains(id)) return fail("everySendHasItsClaim", id.text() + " was sent without a claim");
  // What was decided in the same breath is cut off before it is written; a person may have asked for it again since.
  const auto told = cancelled_.find(id);
  const bool before = told != cancelled_.end() && told->second < agenda_.now().mono;
  if (before && store_->find(id)->state != DeliveryState::kDelivering)
    fail("everySendHasItsClaim", id.text() + " was sent although it is cancelled");
}

void Oracle::neverTwoLiveSends(model::DeliveryId id) {
  if (live_.contains(id)) fail("neverTwoLiveSends", id.text() + " was sent while it is being sent");
}

/// What a receiver refused for good is not sent again, unless a person or the webhook asks for it.
void Oracle::nothingAfterAPermanentRefusal(model::DeliveryId id) {
  if (truths_[id].refused) fail("nothingAfterAPermanentRefusal", id.text() + " was sent again after its receiver refused it for good");
}

/// Memory does not grow with the queue.
void Oracle::theWindowIsBounded(const delivery::Engine& engine) {
  const auto lanes = known_ ? known_->webhooks.size() : 0;
  auto most = scenario_.limits.window + scenario_.limits.slots + lanes * scenario_.limits.laneReserve;
  if (engine.windowCount() <= most) return;
  // Test sends always have room.
  for (const auto& [id, row] : store_->rows()) most += row.due.once && !model::isTerminal(row.state) ? 1 : 0;
  if (engine.windowCount() > most)
    fail("theWindowIsBounded", std::to_string(engine.windowCount()) + " deliveries in memory, " + std::to_string(most) + " allowed");
}

/// A waking that finds nothing to do is rare.
void Oracle::theEngineDoesNotSpin(bool woken, bool decidedSomething) {
  const auto now = agenda_.now().mono;
  if (!woken || decidedSomething || now - spinStarted_ > std::chrono::seconds{1}) {
    spinStarted_ = now;
    idleWakings_ = 0;
  }
  if (woken && !decidedSomething && ++idleWakings_ > kMostIdleWakings)
    fail("theEngineDoesNotSpin",
         "the engine asked to be woken " + std::to_string(idleWakings_) + " times in a second and had nothing to do");
}

/// However many receivers hang, one that is well gets its turn.
void Oracle::healthyWebhooksAreNotStarved() {
  if (!scenario_.quietCore() || !known_) return;
  const auto now = agenda_.now();
  for (const auto& [id, webhook] : known_->webhooks) {
    auto& lane = lanes_[id];
    const auto due = store_->earliestDue(id);
    const bool served =
        std::any_of(slots_.begin(), slots_.end(), [webhookId = id](const auto& slot) { return slot.second.webhook == webhookId; });
    // What a message had no room for waits for the next one.
    const bool told = webhook->digestWindow.count() > 0 && lane.gatheredAt && now.mono - *lane.gatheredAt < kStarved;
    const bool eligible =
        id.value <= scenario_.steadyWebhooks && due && *due <= now.wall && !served && !told && !stoppedFor(webhook.get()) && !offline_;
    if (!eligible) {
      lane.starvedSince.reset();
    } else if (!lane.starvedSince) {
      lane.starvedSince = now.mono;
    } else if (now.mono - *lane.starvedSince > kStarved) {
      fail("healthyWebhooksAreNotStarved",
           id.text() + " waits for " + std::to_string((now.mono - *lane.starvedSince).count() / 1000000) + " s");
    }
  }
}

/// In calm weather what is due goes out: no wake-up is lost.
void Oracle::nothingDueIsForgotten() {
  if (!known_ || offline_) return;
  const auto now = agenda_.now();
  for (const auto& [key, row] : store_->rows()) {
    if (row.state != DeliveryState::kPending && row.state != DeliveryState::kRetrying) continue;
    const auto webhook = known_->find(row.due.webhookId);
    if (stoppedFor(webhook.get()) || lanes_[row.due.webhookId].holdAsked) continue;
    const auto since = std::max(row.waitedFor, calmSince_) + setBack_ + kForgotten;
    const auto& lane = lanes_[row.due.webhookId];
    // A rate limit makes a backlog take its time, and so does one message in a window, which tells of one at least.
    const auto rate = webhook->rateLimit.perSecond;
    const auto rows = static_cast<std::int64_t>(store_->rows().size());
    const base::Millis spread =
        webhook->digestWindow * rows + std::chrono::seconds{rate > 0 ? static_cast<int>(static_cast<double>(rows) / rate) : 0};
    const auto heldBack = std::max({lane.throttledUntil, lane.closedAt, lane.openUntil.value_or(lane.closedAt)}) + kForgotten;
    if (now.mono > since + spread && now.mono > heldBack + spread)
      return fail("nothingDueIsForgotten", row.due.id.text() + " of " + row.due.webhookId.text() + " is due for " +
                                               std::to_string((now.mono - row.waitedFor).count() / 1000000) + " s and nobody sends it");
  }
}

/// One delivery for each webhook that matched when the event was acknowledged, none missing, none twice.
void Oracle::everyAcknowledgedEventHasItsDeliveries() {
  std::map<std::pair<std::string, model::WebhookId>, int> made;
  for (const auto& [key, row] : store_->rows()) ++made[{row.due.event->id, row.due.webhookId}];
  for (const auto& [key, count] : made)
    if (count > 1)
      return fail("everyAcknowledgedEventHasItsDeliveries", key.first + " has " + std::to_string(count) + " deliveries of one webhook");
  for (const auto& [id, event] : events_) {
    if (!event.acknowledged) continue;
    if (!store_->hasEvent(id)) return fail("everyAcknowledgedEventHasItsDeliveries", id + " was acknowledged and is lost");
    const auto whole = [&, key = id](const std::vector<model::WebhookId>& matching) {
      return std::all_of(matching.begin(), matching.end(), [&](auto webhook) {
        return made.contains({key, webhook}) || !store_->webhooks().contains(webhook) || store_->wasDeleted(webhook);
      });
    };
    std::string lists;
    for (const auto& matching : event.matching) {
      lists += " [";
      for (const auto webhook : matching) lists += (made.contains({id, webhook}) ? " +" : " -") + std::to_string(webhook.value);
      lists += " ]";
    }
    if (!std::any_of(event.matching.begin(), event.matching.end(), whole))
      return fail("everyAcknowledgedEventHasItsDeliveries", id + " lacks a delivery for a webhook that it matched" + lists);
  }
}

/// Of the deliveries of one conversation to a webhook that keeps their order, only one waits or is sent; where a dead one blocks, none.
void Oracle::aConversationKeepsItsOrder(const StoredDelivery& row) {
  const auto webhook = store_->webhooks().find(row.due.webhookId);
  const auto& conversation = row.due.event->conversationId;
  if (webhook == store_->webhooks().end() || webhook->second.ordering.by != model::Ordering::By::kConversation) return;
  if (conversation.empty() || row.due.once) return;
  for (const auto& [key, other] : store_->rows()) {
    if (other.due.webhookId != row.due.webhookId || other.due.event->conversationId != conversation || other.due.once) continue;
    if (other.due.id == row.due.id || model::isTerminal(other.state) || other.state == DeliveryState::kHeld) continue;
    return fail("aConversationKeepsItsOrder",
                row.due.id.text() + " is sent while " + other.due.id.text() + " of the same conversation is " + name(other.state));
  }
}

/// What waits its turn waits for one of its conversation that is dead and blocks, or held itself.
bool Oracle::waitsItsTurn(const StoredDelivery& row) const {
  const auto& conversation = row.due.event->conversationId;
  return std::any_of(store_->rows().begin(), store_->rows().end(), [&](const auto& entry) {
    const auto& other = entry.second;
    const bool same = other.due.webhookId == row.due.webhookId && other.due.event->conversationId == conversation && !conversation.empty();
    const bool forbidden =
        other.state == DeliveryState::kHeld && !other.attempts.empty() && other.attempts.back().errorClass == ErrorClass::kForbiddenAddress;
    return same && other.due.id != row.due.id && (other.state == DeliveryState::kDead || forbidden);
  });
}

/// Every delivery ends; what is held is held because its receiver's address is forbidden, or because another one stands before it.
void Oracle::everythingEnds() {
  for (const auto& [key, row] : store_->rows()) {
    if (model::isTerminal(row.state)) continue;
    if (row.state == DeliveryState::kHeld && !row.attempts.empty() && row.attempts.back().errorClass == ErrorClass::kForbiddenAddress)
      continue;
    if (row.state == DeliveryState::kHeld && waitsItsTurn(row)) continue;
    return fail("everythingEnds", row.due.id.text() + " is still " + name(row.state));
  }
}

/// A receiver takes a delivery twice only where a crash, a stop or a maybe-delivered failure hid the first time, or a person asked again.
void Oracle::duplicatesStayWithinTheirBound() {
  for (const auto& [id, truth] : truths_)
    if (truth.effects > 1 + truth.excuses + truth.requeues)
      return fail("duplicatesStayWithinTheirBound", id.text() + " was taken " + std::to_string(truth.effects) + " times, " +
                                                        std::to_string(1 + truth.excuses + truth.requeues) + " can be explained");
}

/// Every send has its attempt, and every attempt that was not cut off has its send.
void Oracle::attemptsAreSends() {
  for (const auto& [key, row] : store_->rows()) {
    const auto& sent = truths_[row.due.id].sent;
    std::set<int> stored;
    for (const auto& attempt : row.attempts) {
      stored.insert(attempt.n);
      if (attempt.errorClass != ErrorClass::kInterrupted && !sent.contains(attempt.n))
        return fail("attemptsAreSends", row.due.id.text() + " has attempt " + std::to_string(attempt.n) + ", which was never sent");
    }
    for (const int n : sent)
      if (!stored.contains(n) && !truths_[row.due.id].lost.contains(n))
        return fail("attemptsAreSends", row.due.id.text() + " was sent as attempt " + std::to_string(n) + ", which is not kept");
  }
}

}  // namespace hookline::sim
