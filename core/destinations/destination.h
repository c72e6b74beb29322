#pragma once
#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "model/event.h"
#include "model/http_exchange.h"
#include "model/ids.h"
#include "model/verdict.h"
#include "model/webhook.h"

namespace hookline::destinations {

/// What one try of a delivery is made from. References outlive the call alone.
struct Occasion {
  const model::Event& event;
  const model::Webhook& webhook;
  model::DeliveryId delivery;
  int tryNumber = 1;
  base::WallTime now{};
  /// During a rotation's overlap: sign the guide's header with the new secret, because the receiver refused the old one.
  bool newSecretProven = false;
};

/// What a destination reads out of an answer; it goes before the common table of delivery.md §2.
struct Judgement {
  model::Verdict verdict = model::Verdict::kDelivered;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
};

/// Turns events into requests and answers into verdicts for one kind of webhook. Stateless. Thread: any.
class Destination {
 public:
  Destination() = default;
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;
  virtual ~Destination() = default;

  /// Errors: kInvalid when the webhook's own settings cannot make a request; the message names the field, never a secret.
  virtual base::Result<model::HttpRequest> request(const Occasion& occasion) const = 0;
  /// Nothing: the common table decides.
  virtual std::optional<Judgement> judge(const model::HttpResult& result) const = 0;
};

/// The destination of a kind; null while this version has none for it (webhooks of such kinds cannot be made).
const Destination* destinationFor(model::WebhookKind kind);

/// The request of the webhook's destination. Errors: those of Destination::request, and kInvalid when this version has none for its kind.
base::Result<model::HttpRequest> requestFor(const Occasion& occasion);

}  // namespace hookline::destinations
