#pragma once
#include <optional>
#include <string>
#include <variant>

#include "base/time.h"
#include "destinations/destination.h"
#include "model/http_exchange.h"
#include "model/verdict.h"
#include "model/webhook.h"

namespace hookline::delivery {

/// What an exchange means by the common table of delivery.md §2.
struct Classified {
  model::Verdict verdict = model::Verdict::kDelivered;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  bool maybeDelivered = false;             ///< the request had been written, the receiver may have acted on it
  std::optional<base::Millis> waitAsked;   ///< Retry-After, or what the service's body names; at most 24 h
  std::string says = {};                   ///< what the destination read out of the answer, for a person; empty: nothing of its own
  std::string helps = {};                  ///< its next step; empty: the class's
  bool certain = false;                    ///< refused credentials: on hold at once
  std::optional<base::Millis> quiet = {};  ///< the service wants no more requests for so long, whatever this one came to
  // As destinations::Judgement has them.
  std::optional<std::string> checkpoint = {};
  bool more = false;
  bool signInAgain = false;
};

Classified classify(const model::HttpResult& result, base::WallTime now);
/// Of an answer to a request of the occasion's destination: what that reads out of it goes before the table. Its `now` is the answer's.
Classified classify(const destinations::Occasion& occasion, const model::HttpResult& result);
/// Of an answer to a sign-in: the token, or how the deliveries that wait for it failed.
std::variant<destinations::Token, Classified> classifySignIn(const model::Webhook& webhook, const model::HttpResult& result,
                                                             base::WallTime now);

}  // namespace hookline::delivery
