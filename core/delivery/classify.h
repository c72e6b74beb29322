#pragma once
#include <optional>
#include <string>

#include "base/time.h"
#include "model/http_exchange.h"
#include "model/verdict.h"
#include "model/webhook.h"

namespace hookline::delivery {

/// What an exchange means by the common table of delivery.md §2.
struct Classified {
  model::Verdict verdict = model::Verdict::kDelivered;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  bool maybeDelivered = false;            ///< the request had been written, the receiver may have acted on it
  std::optional<base::Millis> waitAsked;  ///< Retry-After, or what the service's body names; at most 24 h
  std::string says = {};                  ///< what the destination read out of the answer, for a person; empty: nothing of its own
  std::string helps = {};                 ///< its next step; empty: the class's
  bool certain = false;                   ///< refused credentials: on hold at once
};

Classified classify(const model::HttpResult& result, base::WallTime now);
/// What the webhook's destination reads out of it goes before the table.
Classified classify(const model::Webhook& webhook, const model::HttpResult& result, base::WallTime now);

}  // namespace hookline::delivery
