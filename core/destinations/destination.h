#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "destinations/kept_signer.h"
#include "model/event.h"
#include "model/http_exchange.h"
#include "model/ids.h"
#include "model/integration.h"
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
  KeptSigner* signer = nullptr;  ///< who makes many requests of one webhook keeps one; null: the key is prepared for this one alone
};

/// What a destination reads out of an answer; it goes before the common table of delivery.md §2.
struct Judgement {
  model::Verdict verdict = model::Verdict::kDelivered;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  std::optional<base::Millis> waitAsked;  ///< named in the body; the longer of it and Retry-After holds
  /// What happened and what helps, each one sentence for a person; empty: the class says enough. The service's own words only cut and
  /// made printable.
  std::string says;
  std::string helps;
  bool certain = false;  ///< the credentials are refused for good: on hold at once, not after the third time
};

/// Turns events into requests and answers into verdicts for one kind of webhook. Stateless. Thread: any.
class Destination {
 public:
  Destination() = default;
  Destination(const Destination&) = delete;
  Destination& operator=(const Destination&) = delete;
  virtual ~Destination() = default;

  /// How people set it up. Lives as long as the program.
  virtual const model::Integration& integration() const = 0;
  /// What cannot be seen field by field; paths such as /settings/baseUrl. The fields themselves have been checked.
  virtual std::vector<base::FieldError> check(const model::Webhook&) const { return {}; }
  /// Whether it does something with an event that the webhook's `events` and filter let through.
  virtual bool acts(const model::Webhook& webhook, model::EventView& event) const = 0;
  /// Where its requests go, for kinds without a `url` of their own (model::hasOwnUrl).
  virtual std::string address(const model::Webhook& webhook) const { return webhook.url; }
  /// Errors: kInvalid when the webhook's own settings cannot make a request; the message names the field, never a secret.
  virtual base::Result<model::HttpRequest> request(const Occasion& occasion) const = 0;
  /// Nothing: the common table decides.
  virtual std::optional<Judgement> judge(const model::HttpResult& result) const = 0;
};

/// The destination of a kind; null while this version has none for it (webhooks of such kinds cannot be made).
const Destination* destinationFor(model::WebhookKind kind);
/// All there are, in the order in which people are shown them.
std::vector<const Destination*> allDestinations();

/// Whether the webhook makes a delivery of the event: as model::match, and then whether its destination does something with it.
model::NoMatch match(const model::Webhook& webhook, model::EventView& event);

/// The request of the webhook's destination. Errors: those of Destination::request, and kInvalid when this version has none for its kind.
base::Result<model::HttpRequest> requestFor(const Occasion& occasion);

}  // namespace hookline::destinations
