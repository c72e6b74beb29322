#include "delivery/outcome.h"

#include <algorithm>

#include "model/retry_policy.h"

namespace hookline::delivery {
namespace {

using model::DeliveryState;
using model::ErrorClass;
using model::Verdict;

void updateStreaks(const Classified& classified, Streaks& streaks) {
  const bool ours = classified.verdict == Verdict::kOurs;
  if (classified.verdict == Verdict::kAuth)
    streaks.refusedCredentials = classified.certain ? Streaks::kMaxRefused : streaks.refusedCredentials + 1;
  else if (!ours)
    streaks.refusedCredentials = 0;
  if (classified.errorClass == ErrorClass::kNotFound)
    ++streaks.notFound;
  else if (!ours)
    streaks.notFound = 0;
}

/// The next try by the retry policy, or the end of the budget.
Outcome countedRetry(const OutcomeInput& input) {
  Outcome outcome;
  const int counted = input.delivery.counted + 1;
  if (counted > model::retriesAllowed(input.webhook.retryPolicy)) {
    outcome.next = DeliveryState::kDead;
    return outcome;
  }
  outcome.next = DeliveryState::kRetrying;
  const auto backoff = model::jitteredDelay(input.webhook.retryPolicy, counted, input.chance);
  outcome.wait = std::max(backoff, input.classified.waitAsked.value_or(base::Millis{0}));
  return outcome;
}

/// Goes again without a mark on its budget.
Outcome uncounted(base::Millis wait) {
  Outcome outcome;
  outcome.next = DeliveryState::kRetrying;
  outcome.counted = false;
  outcome.wait = wait;
  return outcome;
}

Outcome throttled(const OutcomeInput& input) {
  const int uncountedSoFar = input.delivery.tries - input.delivery.counted;
  Outcome outcome = countedRetry(input);
  if (uncountedSoFar < kUncountedThrottles) {
    const int n = std::clamp(input.delivery.counted + 1, 1, std::max(1, model::retriesAllowed(input.webhook.retryPolicy)));
    const auto backoff = model::retriesAllowed(input.webhook.retryPolicy) == 0
                             ? input.webhook.retryPolicy.backoff
                             : model::jitteredDelay(input.webhook.retryPolicy, n, input.chance);
    outcome = uncounted(std::max(backoff, input.classified.waitAsked.value_or(base::Millis{0})));
  }
  outcome.throttleWebhook = input.classified.waitAsked.value_or(std::min(outcome.wait, kUnnamedThrottle));
  return outcome;
}

Outcome ours(const OutcomeInput& input) {
  if (input.fault == model::NetFault::kStaleConnection) {
    if (input.staleBefore) return countedRetry(input);
    Outcome again = uncounted(base::Millis{0});
    again.freshConnection = true;
    return again;
  }
  if (input.fault == model::NetFault::kCancelled) return uncounted(base::Millis{0});
  Outcome offline = uncounted(kOfflineProbe);
  offline.offline = true;
  return offline;
}

Outcome byVerdict(const OutcomeInput& input) {
  Outcome outcome;
  switch (input.classified.verdict) {
    case Verdict::kDelivered:
      return outcome;
    case Verdict::kPermanent:
      if (input.webhook.retryEveryFailure) return countedRetry(input);
      outcome.next = DeliveryState::kDead;
      return outcome;
    case Verdict::kForbidden:
      outcome.next = DeliveryState::kHeld;
      outcome.counted = false;
      return outcome;
    case Verdict::kGone:
      outcome = uncounted(base::Millis{0});
      outcome.holdBecause = ErrorClass::kGone;
      return outcome;
    case Verdict::kThrottle:
      return throttled(input);
    case Verdict::kOurs:
      return ours(input);
    case Verdict::kAuth:
      if (input.signedWithOldSecret) {
        outcome = uncounted(base::Millis{0});
        outcome.newSecretProven = true;
        return outcome;
      }
      return countedRetry(input);
    case Verdict::kRetry:
      return countedRetry(input);
  }
  return outcome;
}

}  // namespace

Outcome decide(const OutcomeInput& input, Streaks& streaks) {
  Outcome outcome = byVerdict(input);
  if (input.classified.quiet)
    outcome.throttleWebhook = std::max(*input.classified.quiet, outcome.throttleWebhook.value_or(base::Millis{0}));
  if (input.delivery.once) {
    // A test send is one attempt, whatever comes back; it is no dead letter and says nothing about the webhook's health.
    outcome.next = input.classified.verdict == Verdict::kDelivered ? DeliveryState::kDelivered : DeliveryState::kCancelled;
    outcome.holdBecause = ErrorClass::kNone;
    outcome.throttleWebhook.reset();
    outcome.newSecretProven = false;
    return outcome;
  }
  if (!outcome.newSecretProven) updateStreaks(input.classified, streaks);
  if (streaks.refusedCredentials >= Streaks::kMaxRefused) outcome.holdBecause = ErrorClass::kAuth;
  if (streaks.notFound >= Streaks::kMaxNotFound) outcome.holdBecause = ErrorClass::kNotFound;
  if (outcome.holdBecause == ErrorClass::kAuth || outcome.holdBecause == ErrorClass::kNotFound) {
    // Held deliveries keep what is left of their budget: a person mends the webhook, then they go again.
    if (outcome.next == DeliveryState::kDead) {
      outcome.next = DeliveryState::kRetrying;
      outcome.counted = false;
      outcome.wait = base::Millis{0};
    }
    streaks = {};
  }
  return outcome;
}

}  // namespace hookline::delivery
