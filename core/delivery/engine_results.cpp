// The second half of the engine: what it does with requests, answers and their records.
#include <algorithm>
#include <utility>

#include "delivery/classify.h"
#include "delivery/engine.h"
#include "delivery/masking.h"
#include "destinations/destination.h"
#include "model/masked.h"
#include "model/secret_url.h"

namespace hookline::delivery {
namespace {

constexpr base::Millis kRecordAgain{250};

/// The request as the attempt keeps it.
void keepRequest(const model::HttpRequest& request, const model::Event& event, model::Attempt& attempt) {
  attempt.method = request.method;
  attempt.url = request.shownUrl.empty() ? model::shownUrl(request.url) : request.shownUrl;
  attempt.requestHeaders.reserve(request.headers.size());
  for (const auto& header : request.headers)
    attempt.requestHeaders.push_back({header.name, model::isSensitiveHeader(header.name) ? std::string(model::kMasked) : header.value});
  if (request.body && request.body != event.body) attempt.requestBody = *request.body;
}

/// What a connection comes to when its machine sleeps.
bool brokenOff(model::NetFault fault) {
  switch (fault) {
    case model::NetFault::kConnectTimeout:
    case model::NetFault::kTlsTimeout:
    case model::NetFault::kResetBeforeWrite:
    case model::NetFault::kResetAfterWrite:
    case model::NetFault::kTimeoutAfterWrite:
    case model::NetFault::kBrokenAnswer:
      return true;
    default:
      return false;
  }
}

bool hadAnswer(const model::HttpResult& result) { return result.status.has_value(); }

}  // namespace

destinations::Occasion Engine::occasionOf(const Item& item, Lane& lane, const base::Now& now) {
  const auto& delivery = item.delivery;
  destinations::Occasion occasion{*delivery.event, *lane.webhook,        delivery.id, delivery.tries + 1,
                                  now.wall,        lane.newSecretProven, &lane.signer};
  occasion.test = delivery.once;
  occasion.checkpoint = delivery.checkpoint;
  occasion.step = item.record->attempt.step;
  occasion.stepName = item.stepName;
  if (lane.signedIn.token) occasion.token = &*lane.signedIn.token;
  return occasion;
}

void Engine::startSend(Item& item, int step, const base::Now& now, Outputs& out) {
  Lane& lane = laneOf(item.delivery.webhookId);
  item.record = std::make_shared<model::AttemptRecord>();
  item.record->attempt.startedAt = now.wall;
  item.record->attempt.step = step;
  send(item, lane, now, out);
}

void Engine::send(Item& item, Lane& lane, const base::Now& now, Outputs& out) {
  item.stage = Stage::kSending;
  model::HttpResult refused;
  if (!lane.webhook) {
    refused.fault = model::NetFault::kCancelled;
    refused.faultText = "the webhook was deleted";
    return settle(item, refused, now, out);
  }
  const auto& webhook = *lane.webhook;
  const auto* destination = destinations::destinationFor(webhook.kind);
  auto occasion = occasionOf(item, lane, now);
  if (destination && destination->isComplete(occasion)) {
    refused.faultText = "nothing was left to do";
    return settleAs(item, refused, Classified{}, now, out);
  }
  if (!isSignedIn(item, lane, now, out)) return;
  const auto others = besideOf(item);
  std::vector<const model::Event*> events;
  for (const auto* other : others) events.push_back(other->delivery.event.get());
  occasion.beside = events;
  auto request = destinations::requestFor(occasion);
  if (!request) {
    refused.fault = model::NetFault::kBadUrl;
    refused.faultText = request.error().message;
    return settle(item, refused, now, out);
  }
  sending_.insert(item.delivery.id);
  if (!item.delivery.step) item.delivery.step = destination->standsAt(occasion);
  item.tokenNumber = lane.signedIn.number;
  item.stepName = request->step;
  item.signedWithOldSecret = !lane.newSecretProven && !webhook.previousSecret.empty() && webhook.previousSecretUntil &&
                             now.wall < *webhook.previousSecretUntil && webhook.signing != model::Signing::kStandard;
  // A test send has one attempt, which must not be lost to an idle connection that died.
  request->freshConnection = item.freshConnection || item.delivery.once;
  keepRequest(*request, *item.delivery.event, item.record->attempt);
  out.changes.push_back(change(item, model::DeliveryState::kDelivering, now));
  Send sent{item.delivery.id, std::move(*request)};
  for (auto* other : others) {
    other->stage = Stage::kSending;
    out.changes.push_back(change(*other, model::DeliveryState::kDelivering, now));
    sent.beside.push_back(other->delivery.id);
  }
  out.sends.push_back(std::move(sent));
}

/// Cancelled between claim and grant. As a rule the claim has ended with it; but should the news be older than the claim, the row would
/// stay 'delivering', so the store is told that nothing was sent.
void Engine::giveBack(Item& item, const base::Now& now, Outputs& out) {
  if (item.digest) std::erase(item.digest->members, item.delivery.id);
  item.record = std::make_shared<model::AttemptRecord>();
  item.record->attempt.startedAt = now.wall;
  model::HttpResult unsent;
  unsent.fault = model::NetFault::kCancelled;
  unsent.faultText = "cancelled before it was sent";
  settle(item, unsent, now, out);
}

void Engine::handle(Ended& input, const base::Now& now, Outputs& out) {
  const auto at = items_.find(input.delivery);
  if (at == items_.end() || at->second.stage != Stage::kSending) return;
  settle(at->second, input.result, now, out);
}

void Engine::excuseSleep(model::HttpResult& result) {
  if (!brokenOff(result.fault)) return;
  result.faultText = "the computer was suspended meanwhile (" + result.faultText + ")";
  result.fault = model::NetFault::kCancelled;
}

void Engine::settle(Item& item, model::HttpResult& result, const base::Now& now, Outputs& out) {
  Lane& lane = laneOf(item.delivery.webhookId);
  if (std::exchange(item.sleptThrough, false)) excuseSleep(result);
  settleAs(item, result, lane.webhook ? classify(occasionOf(item, lane, now), result) : classify(result, now.wall), now, out);
}

void Engine::settleAs(Item& item, model::HttpResult& result, const Classified& classified, const base::Now& now, Outputs& out) {
  Lane& lane = laneOf(item.delivery.webhookId);
  sending_.erase(item.delivery.id);
  Outcome outcome;
  const auto streaks = lane.streaks;
  const auto chance = random_->next();
  if (lane.webhook && classified.more) {
    // The try has not ended: what it comes to is said by its last request. That the receiver works is said by each.
    outcome.next = model::DeliveryState::kDelivering;
    outcome.counted = false;
    outcome.throttleWebhook = classified.quiet;
    judgeReceiver(lane, item.delivery.once, classified, now, out);
    applyToWebhook(lane, outcome, result, now, out);
  } else if (lane.webhook) {
    const OutcomeInput input{item.delivery, *lane.webhook, classified, result.fault, item.freshConnection, item.signedWithOldSecret,
                             chance};
    outcome = decide(input, lane.streaks);
    judgeReceiver(lane, item.delivery.once, classified, now, out);
    applyToWebhook(lane, outcome, result, now, out);
  } else {
    outcome.next = model::DeliveryState::kCancelled;
    outcome.counted = false;
  }
  shareAnswer(item, result, classified, streaks, chance, now, out);
  complete(item, lane, result, classified, outcome, now, out);
  // Only now: what is kept of the try is masked with it.
  if (classified.signInAgain && item.tokenNumber == lane.signedIn.number) lane.signedIn.token.reset();
}

/// What became of the try is on its way to the store.
void Engine::complete(Item& item, Lane& lane, model::HttpResult& result, const Classified& classified, const Outcome& outcome,
                      const base::Now& now, Outputs& out) {
  item.freshConnection = outcome.freshConnection;
  completeRecord(item, result, classified, outcome, now);
  item.record->step = stepAfter(item, lane, now);
  // By the clock that neither jumps nor sleeps: the wall clock may be another one by the time that this is recorded.
  item.readyAt = now.boot + (item.record->due - now.wall);
  if (lane.webhook) {
    const auto& token = lane.signedIn.token;
    maskSecrets(*lane.webhook, token ? std::string_view(token->value) : std::string_view(), item.record->attempt);
  }
  item.stage = Stage::kRecording;
  out.records.push_back(item.record);
}

void Engine::judgeReceiver(Lane& lane, bool once, const Classified& classified, const base::Now& now, Outputs& out) {
  const auto before = lane.breaker.openUntil();
  const bool wasClosed = lane.breaker.state(now.mono) == Breaker::State::kClosed;
  if (!once)
    lane.breaker.took(signOf(classified.verdict, classified.errorClass), now.mono, lane.slotLimit(), random_->next());
  else if (classified.verdict == model::Verdict::kDelivered)
    lane.breaker.proven(now.mono);
  const bool isClosed = lane.breaker.state(now.mono) == Breaker::State::kClosed;
  if (isClosed != wasClosed || lane.breaker.openUntil() != before) tellCircuit(lane, now, out);
}

void Engine::applyToWebhook(Lane& lane, const Outcome& outcome, const model::HttpResult& result, const base::Now& now, Outputs& out) {
  if (outcome.offline) {
    offline_ = true;
    probeAt_ = now.mono + kOfflineProbe;
  } else if (result.fault != model::NetFault::kCancelled && result.fault != model::NetFault::kInternal) {
    offline_ = false;
  }
  if (outcome.throttleWebhook) lane.throttledUntil = std::max(lane.throttledUntil, now.mono + *outcome.throttleWebhook);
  if (outcome.newSecretProven) {
    lane.newSecretProven = true;
    lane.secretAtProof = lane.webhook->secret;
  }
  if (outcome.holdBecause != model::ErrorClass::kNone && !lane.holdAsked && lane.webhook->stop.kind != model::WebhookStop::Kind::kOnHold) {
    lane.holdAsked = true;
    out.holds.push_back({lane.id, outcome.holdBecause, result.status});
  }
  reschedule(lane, now);
}

void Engine::completeRecord(Item& item, model::HttpResult& result, const Classified& classified, const Outcome& outcome,
                            const base::Now& now) const {
  const auto& delivery = item.delivery;
  auto& record = *item.record;
  record.deliveryId = delivery.id;
  record.webhookId = delivery.webhookId;
  record.next = outcome.next;
  const bool goesOn = outcome.next == model::DeliveryState::kDelivering;
  record.tries = delivery.tries + (goesOn ? 0 : 1);
  record.counted = delivery.counted + (outcome.counted ? 1 : 0);
  record.due = outcome.next == model::DeliveryState::kRetrying ? now.wall + outcome.wait : delivery.due;
  // A claim names its row by the due time, so two tries of one delivery never share it.
  if (record.next == model::DeliveryState::kRetrying && record.due == delivery.due) record.due += base::Millis{1};
  record.recordedAt = now.wall;
  record.checkpoint = classified.checkpoint.value_or(delivery.checkpoint);
  record.inStats = !delivery.event->simulated && !delivery.once && !goesOn && classified.verdict != model::Verdict::kOurs;
  // One message that failed is one failure of its receiver, however many deliveries it told of.
  if (item.digest && !leads(item) && classified.verdict != model::Verdict::kDelivered) record.inStats = false;
  if (hadAnswer(result)) record.latency = result.times.total;
  auto& attempt = record.attempt;
  attempt.n = std::max(delivery.attempts, delivery.tries) + 1;
  attempt.tryNumber = delivery.tries + 1;
  attempt.counted = outcome.counted;
  attempt.maybeDelivered = classified.maybeDelivered && !attempt.url.empty();
  attempt.phase = result.phase;
  attempt.times = result.times;
  attempt.peer = std::move(result.peer);
  attempt.status = result.status;
  attempt.errorClass = classified.errorClass;
  attempt.detail = classified.says.empty() ? std::move(result.faultText) : model::serviceDetail(classified.says, classified.helps);
  attempt.responseHeaders = std::move(result.headers);
  attempt.responseBody = std::move(result.body);
  attempt.responseTruncated = result.bodyTruncated;
}

/// Where the item's record leaves its plan.
std::optional<model::PlanStep> Engine::stepAfter(const Item& item, Lane& lane, const base::Now& now) {
  const auto* destination = lane.webhook ? destinations::destinationFor(lane.webhook->kind) : nullptr;
  if (!destination) return item.delivery.step;
  auto occasion = occasionOf(item, lane, now);
  occasion.checkpoint = item.record->checkpoint;
  return destination->standsAt(occasion);
}

void Engine::handle(const RecordAnswered& input, const base::Now& now, Outputs& out) {
  const auto at = items_.find(input.delivery);
  if (at == items_.end() || at->second.stage != Stage::kRecording) return;
  Item& item = at->second;
  Lane& lane = laneOf(item.delivery.webhookId);
  if (!input.applied) {
    // The result may or may not be stored. The slot stays taken and the same record goes again: the store makes it one.
    unrecorded_.emplace(now.mono + kRecordAgain, item.delivery.id);
    return;
  }
  const auto kept = std::move(item.record);
  const auto& record = *kept;
  item.delivery.tries = *input.applied ? record.tries : record.attempt.tryNumber;
  item.delivery.attempts = record.attempt.n;
  if (*input.applied && record.next == model::DeliveryState::kDelivering) return goOn(item, record, now, out);
  releaseSlot(item, now);
  if (!*input.applied) {
    finish(at, now);
    return;
  }
  item.delivery.checkpoint = record.checkpoint;
  item.delivery.step = record.step;
  item.delivery.counted = record.counted;
  item.delivery.due = record.due;
  item.delivery.interrupted = 0;
  item.cancelled = false;
  auto moved = change(item, record.next, now);
  moved.errorClass = record.attempt.errorClass;
  moved.status = record.attempt.status;
  moved.latency = record.latency;
  out.changes.push_back(std::move(moved));
  if (record.next == model::DeliveryState::kRetrying && lane.webhook && !item.offeredMeanwhile)
    place(item, lane, now.mono + std::max(base::Micros{0}, item.readyAt - now.boot), now);
  else
    finish(at, now);
}

/// The checkpoint is stored, so the same try goes on after it.
void Engine::goOn(Item& item, const model::AttemptRecord& record, const base::Now& now, Outputs& out) {
  item.delivery.checkpoint = record.checkpoint;
  item.delivery.step = record.step;
  if (item.cancelled)
    giveBack(item, now, out);
  else
    startSend(item, record.attempt.step + 1, now, out);
}

void Engine::recordAgain(const base::Now& now, Outputs& out) {
  while (!unrecorded_.empty() && unrecorded_.begin()->first <= now.mono) {
    const auto id = unrecorded_.begin()->second;
    unrecorded_.erase(unrecorded_.begin());
    const auto at = items_.find(id);
    if (at != items_.end() && at->second.stage == Stage::kRecording) out.records.push_back(at->second.record);
  }
}

void Engine::handle(const Cancelled& input, const base::Now& now, Outputs& out) {
  const auto at = items_.find(input.delivery);
  if (at == items_.end()) return;
  Item& item = at->second;
  item.offeredMeanwhile.reset();
  if (item.stage == Stage::kWaiting) {
    forget(at, now);
  } else {
    item.cancelled = true;
    // What others go with is not cut off.
    if (item.stage == Stage::kSending && !item.digest) out.abandons.push_back(item.delivery.id);
  }
}

model::DeliveryChange Engine::change(const Item& item, model::DeliveryState state, const base::Now& now) const {
  model::DeliveryChange made;
  made.id = item.delivery.id;
  made.eventSeq = item.delivery.eventSeq;
  made.webhookId = item.delivery.webhookId;
  made.event = item.delivery.event;
  made.state = state;
  made.tries = item.delivery.tries;
  made.counted = item.delivery.counted;
  made.once = item.delivery.once;
  made.due = item.delivery.due;
  made.step = item.delivery.step;
  made.createdAt = item.delivery.createdAt;
  made.at = now.wall;
  return made;
}

}  // namespace hookline::delivery
