#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "destinations/kept_signer.h"
#include "model/event.h"
#include "model/http_exchange.h"
#include "model/ids.h"
#include "model/integration.h"
#include "model/plan_step.h"
#include "model/verdict.h"
#include "model/webhook.h"

namespace hookline::destinations {

/// What a sign-in gave: in memory alone, shared by all deliveries of a webhook (architecture.md §3).
struct Token {
  std::string value;
  std::string baseUrl;                  ///< where the service wants its requests; empty: where it was signed in to
  std::optional<base::Millis> goodFor;  ///< from now on; nothing: until it is refused
};

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
  bool test = false;             ///< a test send: one try, which a person waits for
  // Of several requests (a PlanDestination, a test of two): how far the delivery has come.
  std::string_view checkpoint = {};  ///< as the last answer left it; empty: nothing is done yet
  int step = 1;                      ///< requests of this try so far, this one included
  std::string_view stepName = {};    ///< after an answer: what the request was for (model::HttpRequest::step)
  const Token* token = nullptr;      ///< of a service that is signed in to; null in a preview
  // Of a chat kind whose webhook gathers messages (model::Webhook::digestWindow).
  std::span<const model::Event* const> beside = {};  ///< the events that the same message tells of, as they came; none is null
};

/// What a destination reads out of an answer; it goes before the common table of delivery.md §2.
struct Judgement {
  model::Verdict verdict = model::Verdict::kDelivered;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  std::optional<base::Millis> waitAsked;  ///< named in the body; the longer of it and Retry-After holds
  /// What happened and what helps, each one sentence for a person; empty: the class says enough. The service's own words only cut and
  /// made printable.
  std::string says = {};
  std::string helps = {};
  bool certain = false;  ///< the credentials are refused for good: on hold at once, not after the third time
  bool byTable = false;  ///< verdict and class are the common table's; what is said is the destination's
  // Of several requests.
  std::optional<std::string> checkpoint = {};  ///< kept with this answer, before anything else is sent; nothing: as it was
  bool more = false;                           ///< this request has ended well or harmlessly, and another one follows in the same try
  bool signInAgain = false;                    ///< the token is good no more
};

/// How the values that a field may have are found at the service (model::SettingFind): a harmless read.
struct LookUp {
  model::HttpRequest request;
  /// Of a whole answer that says success, as they are there, in the order in which people are shown them; nothing: it is none of the
  /// service's.
  std::function<std::optional<std::vector<model::FoundValue>>(const model::HttpResult&)> read;
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
  /// Whether two events of one conversation must never be under way at once: saving a webhook of the kind turns their order on.
  virtual bool needsOrder() const { return false; }
  /// Where its requests go, for kinds without a `url` of their own (model::hasOwnUrl).
  virtual std::string address(const model::Webhook& webhook) const { return webhook.url; }
  /// Errors: kInvalid when the webhook's own settings cannot make a request; the message names the field, never a secret.
  virtual base::Result<model::HttpRequest> request(const Occasion& occasion) const = 0;
  /// Nothing: the common table decides.
  virtual std::optional<Judgement> judge(const model::HttpResult& result) const = 0;
  /// For how long the service wants no more requests, because this answer's headers say that its limit is reached (integrations.md §2).
  virtual std::optional<base::Millis> quiet(const model::HttpResult&) const { return std::nullopt; }

  /// The look-up of one of the form's fields, whose own value need not be there. Nothing: its values cannot be looked up. Errors: kInvalid
  /// when the other settings do not suffice; the message says what to give first. A failed answer is judged by conclude().
  virtual std::optional<base::Result<LookUp>> lookUp(const Occasion&, std::string_view) const { return std::nullopt; }

  // ---- what plans of several requests add; the others have no need of it

  /// As judge, for any end of the occasion's request, also without an answer.
  virtual std::optional<Judgement> conclude(const Occasion& occasion, const model::HttpResult& result) const;
  /// Whether the checkpoint says that nothing is left to do: the delivery has arrived.
  virtual bool isComplete(const Occasion&) const { return false; }
  /// The step that follows from the checkpoint; nothing: the plan is complete, or there is none.
  virtual std::optional<model::PlanStep> standsAt(const Occasion&) const { return std::nullopt; }
  /// A request that signs in, for services whose requests carry a token. It is made once for all deliveries of the webhook and again when
  /// the token has run out or is refused. Nothing: no sign-in. Errors: kInvalid, as for request().
  virtual std::optional<base::Result<model::HttpRequest>> signIn(const model::Webhook&, base::WallTime) const { return std::nullopt; }
  /// Only of a sign-in that had an answer with a status.
  virtual std::variant<Token, Judgement> signedIn(const model::Webhook& webhook, const model::HttpResult& result) const;

 protected:
  /// Whether the form's events let it act: on by default, or named by the webhook itself.
  bool isWanted(const model::Webhook& webhook, std::string_view type) const;
};

/// The destination of a kind; null while this version has none for it (webhooks of such kinds cannot be made).
const Destination* destinationFor(model::WebhookKind kind);
/// All there are, in the order in which people are shown them.
std::vector<const Destination*> allDestinations();

/// Whether the webhook makes a delivery of the event: as model::match, and then whether its destination does something with it.
model::NoMatch match(const model::Webhook& webhook, model::EventView& event);

/// The look-up of a field's values, which are made fit to be shown and chosen: those that the field would take, at most kMostFound, each
/// once, with labels of one line. Errors: those of Destination::lookUp, and kInvalid when the kind has none for the field.
base::Result<LookUp> lookUpFor(const Occasion& occasion, std::string_view field);
inline constexpr std::size_t kMostFound = 200;
inline constexpr std::size_t kMaxFoundLabel = 100;  ///< characters

/// The request of the webhook's destination. Errors: those of Destination::request, and kInvalid when this version has none for its kind.
base::Result<model::HttpRequest> requestFor(const Occasion& occasion);

}  // namespace hookline::destinations
