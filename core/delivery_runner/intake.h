#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "base/completion.h"
#include "base/ids.h"
#include "delivery_runner/configuration.h"
#include "delivery_runner/storage_limits.h"
#include "model/event_types.h"
#include "store/store.h"

namespace hookline::delivery_runner {

/// Why a webhook would take an event or not.
struct WebhookMatch {
  std::shared_ptr<const model::Webhook> webhook;
  model::NoMatch reason = model::NoMatch::kNone;  ///< kNone: it makes a delivery
};

struct Explained {
  model::Event event;
  std::vector<WebhookMatch> webhooks;
};

/// What an edited copy of a delivery's event is sent for.
struct Resend {
  model::DeliveryId from;
  model::WebhookId webhook;  ///< alone, whether it would take the event or not
  bool simulated = false;
};

/// What came to the intake since the start. All of it only rises. Thread: any.
struct IntakeCounters {
  /// Why an event, or a whole batch, was not taken.
  enum class Refusal { kBusy, kFull, kInvalid, kConflict, kUnavailable };
  static constexpr std::size_t kRefusals = 5;

  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> duplicates{0};
  std::array<std::atomic<std::uint64_t>, kRefusals> refused{};

  void add(const base::Result<std::vector<store::AcceptedEvent>>& answer);
  void refuse(const base::Error& error);
};

/// The way in (architecture.md §3): parse, validate, match with the snapshot in memory, one transaction. Thread: any; the answer
/// comes on the store's writer once the event is durable, or at once when the event is refused.
class Intake {
 public:
  static constexpr std::size_t kMaxBatch = 1000;

  /// Shares of the limits of StorageLimits above which events are refused: come back later, and make room first (delivery.md §3).
  static constexpr double kBusyAbove = 0.80;
  static constexpr double kFullAbove = 0.95;

  Intake(store::Store& store, const Configuration& config, const StorageLimits& limits, const model::EventTypes& types, base::Ids& ids,
         const base::Clock& clock);

  /// Errors: kUnavailable, kBusy and kFull as the limits say, those of parseEvent and EventTypes::check, then those of Store::accept.
  /// kUnavailable after close().
  void accept(std::string body, bool simulated, base::Completion<store::AcceptedEvent> done);
  /// `body` is {"events": [1..1000]}; all or nothing. Detail paths start with /events/<index>.
  void acceptBatch(std::string body, bool simulated, base::Completion<std::vector<store::AcceptedEvent>> done);
  /// A new event with an id of its own, whatever id the text has, with one delivery. Errors: those of accept, and kConflict when the
  /// webhook is deleted or its kind has no use for the event's type.
  void resend(std::string body, Resend what, base::Completion<store::AcceptedEvent> done);
  /// A test event (interfaces.md §5) for one webhook, one attempt, whatever holds the webhook. `delivery` is the id its delivery
  /// shall have, so that the caller can watch it before it exists.
  void acceptTest(const model::Webhook& webhook, model::DeliveryId delivery, base::Completion<store::AcceptedEvent> done);
  /// Such an event by itself, not stored.
  model::Event testEvent() const;
  /// Judges an event without storing it.
  base::Result<Explained> explain(std::string_view body) const;

  const IntakeCounters& counters() const { return *counters_; }

  /// From now on everything is refused with kUnavailable (graceful stop). Thread: any.
  void close() { closed_.store(true); }

 private:
  /// Whether there is room for more: never accept and then drop.
  base::Status admit() const;
  base::Result<store::NewEvent> read(std::string_view body, bool simulated, bool ownId) const;
  /// Both count what becomes of it.
  template <typename T>
  void refuse(base::Completion<T> done, const base::Error& error);
  void store(std::vector<store::NewEvent> events, base::Completion<std::vector<store::AcceptedEvent>> done);
  base::Result<store::NewEvent> prepare(std::string_view body, bool simulated, const model::ConfigSnapshot& config) const;
  void acceptOne(store::NewEvent event, base::Completion<store::AcceptedEvent> done);

  store::Store& store_;
  const Configuration& config_;
  const StorageLimits& limits_;
  const model::EventTypes& types_;
  base::Ids& ids_;
  const base::Clock& clock_;
  std::atomic<bool> closed_{false};
  const std::shared_ptr<IntakeCounters> counters_ = std::make_shared<IntakeCounters>();  ///< shared with answers to come
};

}  // namespace hookline::delivery_runner
