#pragma once
#include <optional>

#include "base/time.h"
#include "delivery/classify.h"
#include "model/due_delivery.h"
#include "model/webhook.h"

namespace hookline::delivery {

/// What the results of one webhook have been lately; decides when Hookline puts it on hold. In memory: a restart starts afresh.
struct Streaks {
  int refusedCredentials = 0;
  int notFound = 0;

  static constexpr int kMaxRefused = 3;    ///< 401/403/407 in a row (delivery.md §2)
  static constexpr int kMaxNotFound = 10;  ///< 404 in a row
};

/// What becomes of a delivery after an attempt, by delivery.md §2 and §3.
struct Outcome {
  model::DeliveryState next = model::DeliveryState::kDelivered;
  bool counted = true;
  base::Millis wait{};                                       ///< until the next try, when next is kRetrying
  std::optional<base::Millis> throttleWebhook;               ///< nothing is sent to the webhook for so long
  model::ErrorClass holdBecause = model::ErrorClass::kNone;  ///< not kNone: the webhook goes on hold
  bool freshConnection = false;                              ///< the next try must not reuse a connection
  bool newSecretProven = false;                              ///< overlap: the old secret was refused, the new one is next
  bool offline = false;                                      ///< ours: the machine has no network
};

/// 429 answers to one delivery that are not counted.
inline constexpr int kUncountedThrottles = 10;
/// The longest that a 429 without Retry-After keeps the whole webhook back: one delivery's long backoff is not the others' business.
inline constexpr base::Millis kUnnamedThrottle{60000};
/// How long the engine waits between probes while the network is gone.
inline constexpr base::Millis kOfflineProbe{30000};

struct OutcomeInput {
  const model::DueDelivery& delivery;  ///< as it was before the attempt
  const model::Webhook& webhook;
  const Classified& classified;
  model::NetFault fault = model::NetFault::kNone;
  bool staleBefore = false;  ///< the previous attempt of this delivery found a stale connection
  bool signedWithOldSecret = false;
  std::uint64_t chance = 0;  ///< for the jitter
};

/// Pure; `streaks` are the webhook's and are brought up to date.
Outcome decide(const OutcomeInput& input, Streaks& streaks);

}  // namespace hookline::delivery
