#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/completion.h"
#include "base/log.h"
#include "base/random.h"
#include "base/time.h"
#include "delivery_runner/configuration.h"
#include "delivery_runner/meters.h"
#include "model/circuit.h"
#include "model/delivery_change.h"
#include "model/due_delivery.h"
#include "model/integration.h"
#include "net/transport.h"
#include "store/store.h"

namespace hookline::delivery_runner {

struct RunnerFigures {
  std::size_t inFlight = 0;  ///< slots in use
  std::size_t window = 0;    ///< waiting deliveries in memory
  bool online = true;
  std::uint64_t attempts = 0;   ///< ended, since start
  std::uint64_t delivered = 0;  ///< since start
};

/// What is asked of a service that belongs to no stored delivery: a test, or which values a field of the webhook's settings may have.
struct TrialOrder {
  model::Webhook webhook;  ///< need not be saved
  model::Event event;      ///< of a test; a look-up carries nothing of it
  std::string field = {};  ///< whose values are looked up; empty: a test
};

/// What it came to.
struct Trial {
  bool delivered = false;
  std::optional<int> status;
  model::ErrorClass errorClass = model::ErrorClass::kNone;
  std::string detail;  ///< of a failure: technical, or model::serviceDetail
  base::Micros latency{};
  std::vector<model::FoundValue> found = {};  ///< by a look-up
};

/// The engine's thread and sockets: feeds the engine, carries out what it decides, on one thread of its own.
class Runner {
 public:
  /// Who is told what happens; none may block.
  struct Listeners {
    std::function<void(model::DeliveryChange)> changes;   ///< on the engine's thread or the store's writer
    std::function<void(const model::Circuit&)> circuits;  ///< a breaker opened or closed; on the engine's thread
    std::function<void(model::WebhookId)> held;           ///< Hookline put a webhook on hold; on the store's writer
  };

  static std::unique_ptr<Runner> start(store::Store& store, Configuration& config, std::unique_ptr<net::Transport> transport,
                                       const base::Clock& clock, std::unique_ptr<base::Random> random, Listeners listeners, base::Log log);

  Runner() = default;
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  /// Stops as stop(0) does.
  virtual ~Runner() = default;

  /// A delivery was cancelled in the store: stop waiting for it or give up its exchange. Thread: any.
  virtual void cancelled(model::DeliveryId id) = 0;
  /// Answers with the record of the next attempt of a delivery that is about to be made. Thread: any.
  virtual void watch(model::DeliveryId id, base::Completion<model::AttemptRecord> done) = 0;
  /// Asks once, whatever would hold the webhook back; nothing of it is stored or counted. `id` is new. Errors: kBusy (kMaxTrials are under
  /// way), kInvalid (its settings make no request), kUnavailable (stopping). Thread: any; the answer comes on the engine's.
  virtual void tryOut(TrialOrder order, model::DeliveryId id, base::Completion<Trial> done) = 0;
  virtual RunnerFigures figures() const = 0;
  /// Thread: any.
  virtual AttemptFigures attemptFigures() const = 0;
  /// The breakers that are not closed. Thread: any.
  virtual std::map<model::WebhookId, model::Circuit> circuits() const = 0;

  static constexpr std::size_t kMaxTrials = 16;

  /// No new claims; up to `grace` for what is in flight, then it is cut off and kept as interrupted; all results are recorded.
  /// Blocks until the thread ended. The store must still be open. `hurry` (any thread) ends the wait.
  virtual void stop(base::Millis grace) = 0;
  virtual void hurry() = 0;
};

}  // namespace hookline::delivery_runner
