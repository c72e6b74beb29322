// What the oracle is told, and the bookkeeping behind its invariants.
#include "oracle.h"

#include <algorithm>
#include <cstdio>

#include "model/retry_policy.h"

namespace hookline::sim {
namespace {

using model::DeliveryState;
using model::NetFault;

/// Results that leave open whether the receiver acted.
bool maybeTaken(const model::HttpResult& result) {
  switch (result.fault) {
    case NetFault::kResetAfterWrite:
    case NetFault::kTimeoutAfterWrite:
    case NetFault::kBrokenAnswer:
    case NetFault::kCancelled:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Oracle::fail(std::string_view name, const std::string& sentence) {
  if (violation_) return;
  char at[64];
  std::snprintf(at, sizeof at, "%.6f s: ", static_cast<double>(agenda_.now().mono.time_since_epoch().count()) / 1e6);
  violation_ = Violation{std::string(name), at + sentence};
}

void Oracle::note(std::string_view what, std::int64_t a, std::int64_t b) {
  const auto mix = [this](std::uint64_t value) { trace_ = (trace_ ^ value) * 1099511628211ULL; };
  const auto at = agenda_.now().mono.time_since_epoch().count();
  for (const char c : what) mix(static_cast<unsigned char>(c));
  mix(static_cast<std::uint64_t>(at));
  mix(static_cast<std::uint64_t>(a));
  mix(static_cast<std::uint64_t>(b));
  if (speaks_)
    std::printf("%12.6f %-14.*s %lld %lld\n", static_cast<double>(at) / 1e6, static_cast<int>(what.size()), what.data(),
                static_cast<long long>(a), static_cast<long long>(b));
}

// ---- the world

void Oracle::posted(const std::string& eventId, std::vector<model::WebhookId> matching) {
  events_[eventId].matching.push_back(std::move(matching));
}

void Oracle::acknowledged(const store::AcceptedEvent& event) { events_[event.id].acknowledged = true; }

void Oracle::started() {
  alive_ = true;
  known_ = nullptr;
  granted_.clear();
  unsure_.clear();
  cancelled_.clear();
  lanes_.clear();
  offline_ = false;
  probedAt_.reset();
  idleWakings_ = 0;
  note("start", store_->epoch());
}

void Oracle::slept(base::Millis by) {
  for (auto& [id, lane] : lanes_) {
    lane.throttledUntil -= by;
    if (lane.gatheredAt) *lane.gatheredAt -= by;
  }
  probedAt_.reset();
  wallAhead_ += by;
  note("slept", by.count());
}

void Oracle::crashed() {
  for (const auto& [id, slot] : slots_) {
    auto& truth = truths_[id];
    ++truth.excuses;
    const auto* row = store_->find(id);
    if (row && row->state != DeliveryState::kDelivering && !truth.sent.empty()) truth.lost.insert(*truth.sent.rbegin());
  }
  slots_.clear();
  live_.clear();
  beside_.clear();
  alive_ = false;
  note("crash", 0);
}

void Oracle::stopped() {
  crashed();
  note("stop", 0);
}

void Oracle::calm(base::Millis setBack) {
  calm_ = true;
  calmSince_ = agenda_.now().mono;
  setBack_ = setBack;
}

// ---- the store

void Oracle::moved(const StoredDelivery& row, DeliveryState from, Cause cause, const store::AttemptRecord* record) {
  note("moved", row.due.id.value, static_cast<int>(row.state) * 16 + static_cast<int>(cause));
  auto& truth = truths_[row.due.id];
  if (record && record->attempt.counted) ++truth.countedUsed;
  if (record && record->attempt.status && refusesForGood(row, truth)) truth.refused = true;
  if (cause != Cause::kAccept) terminalStatesStay(row, from, cause);
  if (row.state == DeliveryState::kDead) deadLettersAreScripted(row, cause, record);
  if (cause == Cause::kUndo) anUndoTakesBackWhatWasNotSent(row);
  if (row.state == DeliveryState::kDelivered) deliveredMeansTaken(row, cause);
  if (cause == Cause::kClaim) aConversationKeepsItsOrder(row);
  if (cause == Cause::kRequeue) {
    ++truth.requeues;
    truth.sentBefore = truth.sent.size();
    truth.countedUsed = 0;
    truth.refused = false;
  }
}

void Oracle::recorded(const store::AttemptRecord& record) {
  if (slots_.erase(record.deliveryId) == 0) return;  // the repeat of a record that was stored before
  granted_.erase(record.deliveryId);
  unsure_.erase(record.deliveryId);
  onlyCountedAttemptsUseTheBudget(record);
}

// ---- the network

void Oracle::arrived(const Exchange& exchange) {
  note("arrived", exchange.delivery.value, exchange.attempt);
  noReceiverSeesAStranger(exchange);
  auto& truth = truths_[exchange.delivery];
  const bool named = exchange.attempt > 0;
  if (named ? !truth.sent.empty() && *truth.sent.rbegin() == exchange.attempt : live_.contains(exchange.delivery))
    truth.answered = exchange.result.status;
  if (exchange.taken) ++truth.effects;
  for (const auto id : exchange.beside) {
    if (live_.contains(id)) truths_[id].answered = exchange.result.status;
    if (exchange.taken) ++truths_[id].effects;
  }
}

// ---- the engine

void Oracle::told(const Message& message) {
  const auto now = agenda_.now().mono;
  noteTold(message);
  if (const auto* configured = std::get_if<delivery::Configured>(&message)) {
    known_ = configured->config;
    noteWebhooks(*known_);
  } else if (const auto* offered = std::get_if<delivery::Offered>(&message)) {
    for (const auto& delivery : offered->deliveries) cancelled_.erase(delivery.id);
  } else if (const auto* refilled = std::get_if<delivery::Refilled>(&message)) {
    if (refilled->deliveries)
      for (const auto& delivery : *refilled->deliveries) cancelled_.erase(delivery.id);
  } else if (const auto* claimed = std::get_if<delivery::Claimed>(&message)) {
    for (const auto id : claimed->asked) {
      const auto& granted = claimed->granted;
      const bool stands = granted && std::find(granted->begin(), granted->end(), id) != granted->end();
      if (granted)
        unsure_.erase(id);
      else if (granted.error().outcomeUnknown)
        unsure_.insert({id, slots_[id].message});
      if (!stands) slots_.erase(id);
    }
  } else if (const auto* cancelled = std::get_if<delivery::Cancelled>(&message)) {
    cancelled_.insert_or_assign(cancelled->delivery, now);
  } else if (const auto* answered = std::get_if<delivery::HoldAnswered>(&message)) {
    lanes_[answered->webhook].holdAsked = false;
  } else if (const auto* ended = std::get_if<delivery::Ended>(&message)) {
    live_.erase(ended->delivery);
    for (const auto id : std::exchange(beside_[ended->delivery], {})) {
      live_.erase(id);
      if (maybeTaken(ended->result)) ++truths_[id].excuses;
    }
    const auto* row = store_->find(ended->delivery);
    if (maybeTaken(ended->result)) ++truths_[ended->delivery].excuses;
    const auto& result = ended->result;
    const auto status = result.status;
    const auto* webhook = known_ && row ? known_->find(row->due.webhookId).get() : nullptr;
    if (webhook && (result.fault == NetFault::kNoRoute || result.fault == NetFault::kResolverDown)) {
      if (!offline_) probedAt_ = now;
      offline_ = true;
    } else if (webhook && result.fault != NetFault::kCancelled && result.fault != NetFault::kInternal) {
      offline_ = false;
    }
    if (row && !row->due.once && webhook) noteSign(row->due.webhookId, result);
    if (row && !row->due.once && webhook && status && (*status == 429 || *status == 503) && !result.headers.empty()) {
      const std::chrono::seconds wait{std::stoi(result.headers.front().value)};
      auto& lane = lanes_[row->due.webhookId];
      lane.throttledUntil = std::max(lane.throttledUntil, now + wait);
    }
  }
}

void Oracle::noteTold(const Message& message) {
  if (const auto* offered = std::get_if<delivery::Offered>(&message)) {
    for (const auto& delivery : offered->deliveries) note("offered", delivery.id.value, delivery.webhookId.value);
  } else if (const auto* more = std::get_if<delivery::MoreInStore>(&message)) {
    for (const auto id : more->webhooks) note("more in store", id.value);
  } else if (const auto* refilled = std::get_if<delivery::Refilled>(&message)) {
    note("refilled", refilled->webhook.value, refilled->deliveries ? static_cast<std::int64_t>(refilled->deliveries->size()) : -1);
  } else if (const auto* ended = std::get_if<delivery::Ended>(&message)) {
    note("ended", ended->delivery.value, ended->result.status.value_or(-static_cast<int>(ended->result.fault)));
  } else if (const auto* configured = std::get_if<delivery::Configured>(&message)) {
    note("configured", static_cast<std::int64_t>(configured->config->version), configured->config->allPaused ? 1 : 0);
    for (const auto& [id, webhook] : configured->config->webhooks)
      note("webhook", id.value, static_cast<int>(webhook->stop.kind) * 2 + (webhook->enabled ? 1 : 0));
  } else {
    note("told", static_cast<std::int64_t>(message.index()));
  }
}

void Oracle::decided(const delivery::Outputs& out, const delivery::Engine& engine, bool woken) {
  const auto now = agenda_.now();
  const auto ahead = now.wall.time_since_epoch() - std::chrono::duration_cast<base::Millis>(now.mono.time_since_epoch());
  wallAhead_ = std::max(wallAhead_, ahead);
  bool fresh = false;
  for (auto& [id, lane] : lanes_) lane.message = 0;
  for (const auto& circuit : out.circuits) noteCircuit(circuit);
  for (const auto& claim : out.claims) {
    note("claim", claim.id.value, base::toMs(claim.due));
    slotLimitsHold(claim);
    const auto* row = store_->find(claim.id);
    if (!row) {
      if (scenario_.mutant == Mutant::kNone) fail("everySendHasItsClaim", claim.id.text() + " was claimed and the store has no such row");
      continue;
    }
    noAttemptIsEarly(claim, *row);
    // The repeat of a claim whose outcome is unknown is no new decision.
    if (unsure_.contains(claim.id)) continue;
    fresh = true;
    if (row->due.once) continue;
    nothingGoesToAStoppedWebhook(*row);
    throttleHoldsTheWholeWebhook(*row);
    anOpenBreakerLetsNothingThrough(*row);
    if (!isGathered(*row) || aDigestKeepsItsDistance(*row)) rateLimitsHold(*row);
  }
  if (fresh) offlineOnlyProbes();
  for (const auto& record : out.records) note("record", record->deliveryId.value, record->attempt.n * 16 + static_cast<int>(record->next));
  for (const auto id : out.abandons) note("abandon", id.value);
  for (const auto& wanted : out.refills) note("refill", wanted.webhook.value);
  for (const auto& hold : out.holds) {
    note("hold", hold.webhook.value, static_cast<int>(hold.because));
    lanes_[hold.webhook].holdAsked = true;
  }
  for (const auto& change : out.changes) note("change", change.id.value, static_cast<int>(change.state));
  theWindowIsBounded(engine);
  theEngineDoesNotSpin(woken, !out.claims.empty() || !out.records.empty() || !out.refills.empty());
}

void Oracle::sending(const delivery::Send& send) {
  note("send", send.delivery.value, base::toMs(agenda_.now().wall));
  std::optional<int> attempt;
  for (const auto& header : send.request.headers)
    if (header.name == "X-Webhook-Attempt") attempt = std::stoi(header.value);
  sendingOne(send.delivery, attempt);
  for (const auto id : send.beside) {
    note("beside", id.value);
    sendingOne(id, attempt);
  }
  beside_[send.delivery] = send.beside;
}

void Oracle::sendingOne(model::DeliveryId id, std::optional<int> attempt) {
  everySendHasItsClaim(id);
  neverTwoLiveSends(id);
  nothingAfterAPermanentRefusal(id);
  live_.insert(id);
  auto& truth = truths_[id];
  truth.answered.reset();
  const auto* row = store_->find(id);
  // A message for people says no number: it is the next one of those that are kept.
  if (!attempt && row) attempt = std::max(row->due.tries, row->attempts.empty() ? 0 : row->attempts.back().n) + 1;
  if (attempt && !truth.sent.insert(*attempt).second && truth.lost.erase(*attempt) == 0)
    fail("attemptsAreSends", id.text() + " went out twice as attempt " + std::to_string(*attempt));
}

void Oracle::look() {
  if (!alive_) return;
  healthyWebhooksAreNotStarved();
  if (calm_) nothingDueIsForgotten();
}

void Oracle::judgeTheEnd() {
  everyAcknowledgedEventHasItsDeliveries();
  everythingEnds();
  jobsEndAndTheirFiguresAreTrue();
  duplicatesStayWithinTheirBound();
  attemptsAreSends();
}

}  // namespace hookline::sim
