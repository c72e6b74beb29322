#pragma once
#include <memory>
#include <optional>
#include <string>

#include "base/time.h"
#include "model/delivery.h"
#include "model/event.h"
#include "model/ids.h"

namespace hookline::model {

/// A waiting delivery with all that sending it takes.
struct DueDelivery {
  DeliveryId id;
  EventSeq eventSeq;
  WebhookId webhookId;
  base::WallTime due{};
  base::WallTime createdAt{};
  int tries = 0;        ///< tries so far
  int counted = 0;      ///< of the present budget
  int interrupted = 0;  ///< crashes in a row that cut an attempt off
  bool once = false;
  int attempts = 0;        ///< requests so far that are kept; 0 also when there was one for each try
  std::string checkpoint;  ///< of a plan: what its answered requests came to
  std::optional<PlanStep> step;
  std::shared_ptr<const Event> event;
};

/// Asks for a delivery that is about to be sent. It is granted only while the row is as the asker believes it to be.
struct Claim {
  DeliveryId id;
  base::WallTime due{};  ///< the row's due time as the asker knows it
};

/// How an attempt ended and what the delivery becomes.
struct AttemptRecord {
  DeliveryId deliveryId;
  WebhookId webhookId;
  Attempt attempt;
  DeliveryState next = DeliveryState::kDelivered;  ///< kDelivering: the same try goes on with another request
  base::WallTime due{};                            ///< when `next` is kRetrying
  int tries = 0;
  int counted = 0;
  base::WallTime recordedAt{};
  std::optional<base::Micros> latency;
  /// Whether it enters minute statistics, last success/failure and the streak (not for simulated events, tests, interruptions).
  bool inStats = true;
  std::string checkpoint;
  /// Where the checkpoint leaves the plan. It is stored beside it, and not worked out when it is shown, because that takes the event's body
  /// and the webhook as it was: lists read neither.
  std::optional<PlanStep> step;
};

}  // namespace hookline::model
