#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/event.h"
#include "model/http_exchange.h"
#include "model/ids.h"
#include "model/plan_step.h"
#include "model/verdict.h"
#include "model/webhook.h"

namespace hookline::model {

/// The numbers are stored (architecture.md §6). `held` of a webhook's or the engine's own stop is derived when shown, never
/// stored; kHeld is a delivery's own hold (an address the guard refuses).
enum class DeliveryState : std::uint8_t {
  kPending = 0,
  kDelivering = 1,
  kRetrying = 2,
  kDelivered = 3,
  kCancelled = 4,
  kDead = 5,
  kHeld = 6
};

inline bool isTerminal(DeliveryState state) {
  return state == DeliveryState::kDelivered || state == DeliveryState::kCancelled || state == DeliveryState::kDead;
}

/// pending, delivering, retrying, delivered, cancelled, dead, held.
std::string_view toText(DeliveryState state);
std::optional<DeliveryState> parseDeliveryState(std::string_view text);

/// One delivery as lists show it: one event to one webhook.
struct DeliveryRow {
  DeliveryId id;
  EventSeq eventSeq;
  std::string eventId;
  std::string eventType;
  std::string chatbotId;
  std::string conversationId;
  Person person;
  bool simulated = false;
  DeliveryId resentFrom;  ///< of its event; 0: none
  WebhookId webhookId;
  DeliveryState state = DeliveryState::kPending;
  int tries = 0;      ///< tries so far, over all budgets
  int counted = 0;    ///< of the present budget
  bool once = false;  ///< a test send: one attempt, whatever holds the webhook
  base::WallTime due{};
  ErrorClass errorClass = ErrorClass::kNone;  ///< of the last attempt
  std::optional<int> status;                  ///< of the last attempt
  std::optional<base::Micros> latency;        ///< of the last attempt
  std::optional<PlanStep> step;               ///< of a plan that is not complete, once a request of it has ended or is under way
  base::WallTime createdAt{};
  base::WallTime updatedAt{};
};

/// One HTTP request on the wire (append-only). Secrets are masked before it is stored.
struct Attempt {
  int n = 1;  ///< over the delivery's life
  int tryNumber = 1;
  int step = 1;
  bool counted = true;
  bool maybeDelivered = false;
  base::WallTime startedAt{};
  Phase phase = Phase::kDns;
  PhaseTimes times;
  std::string peer;
  std::optional<int> status;
  ErrorClass errorClass = ErrorClass::kNone;
  std::string detail;  ///< technical text of the transport, for the inspector
  std::string method = "POST";
  std::string url;
  std::vector<HttpHeader> requestHeaders;
  /// Empty when the request's body is the event's stored body.
  std::optional<std::string> requestBody;
  std::vector<HttpHeader> responseHeaders;
  std::string responseBody;
  bool responseTruncated = false;
};

/// How the names that a webhook or the engine lends a row are joined when it is shown.
struct RowContext {
  const Webhook* webhook = nullptr;  ///< null: deleted
  bool allPaused = false;
  const Attempt* lastAttempt = nullptr;  ///< makes cause and help finer where it is at hand
};

/// {email?, name?, visitorId?}
nlohmann::ordered_json toJson(const Person& person);
/// The shape of interfaces.md §6 (Delivery). Derives `held` and its reason from the context.
nlohmann::ordered_json toJson(const DeliveryRow& row, const RowContext& context);
/// The shape of interfaces.md §6 (Attempt). `eventBody` stands in where the attempt sent the stored body.
nlohmann::ordered_json toJson(const Attempt& attempt, std::string_view eventBody);

std::string_view toText(Phase phase);

}  // namespace hookline::model
