#pragma once
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "base/time.h"
#include "delivery_runner/budget_clock.h"
#include "delivery_runner/configuration.h"
#include "delivery_runner/storage_limits.h"
#include "model/circuit.h"
#include "store/store.h"

namespace hookline::delivery_runner {

/// What one pass did.
struct Tidied {
  std::uint64_t expired = 0;   ///< deliveries that waited longer than their webhook's maxHold
  std::uint64_t events = 0;    ///< that went because of their age
  std::uint64_t forRoom = 0;   ///< events that went before their time, for the room
  std::uint64_t payloads = 0;  ///< whose events stay
};

/// Ends pauses whose end has come, and lets go what is too old: held deliveries (delivery.md §3), finished events, payloads, dead letters
/// with a limit, ids; by age, and by size when the store nears its limit. In small writes with rests between them, so that nobody waits for
/// it. Thread: a thread of its own after start(); pass() by itself for whoever owns it, before start() or without it.
class Housekeeping {
 public:
  struct Seams {
    store::Store& store;
    Configuration& config;
    const StorageLimits& limits;
    std::function<std::map<model::WebhookId, model::Circuit>()> circuits;  ///< the breakers that are not closed
    std::function<bool()> online;                                          ///< whether there is a network
    std::function<void(const model::DeliveryRow&)> expired;                ///< told of each delivery that died of waiting
    std::function<void(model::WebhookId)> resumed;                         ///< whose pause has ended by itself; no id: all sending's
    const base::Clock& clock;
    base::Log log;
  };

  static constexpr base::Millis kEvery{60000};
  static constexpr base::Millis kRest{10};  ///< between two writes of one pass
  /// Old finished events go when the store takes more of its limit, until it takes less.
  static constexpr double kTooFull = 0.75;
  static constexpr double kRoomyAgain = 0.70;
  /// Ids of events are known for so long after the last retry that any webhook allows.
  static constexpr base::Millis kIdsOutlive{7LL * 24 * 3600 * 1000};

  explicit Housekeeping(Seams seams) : seams_(std::move(seams)) {}
  Housekeeping(const Housekeeping&) = delete;
  Housekeeping& operator=(const Housekeeping&) = delete;
  ~Housekeeping() { stop(); }

  void start();
  /// Ends a pass that is under way after its present write. Blocks until the thread ended; the store must still be open.
  void stop();

  /// Everything once. Blocks; not on a thread of the store.
  Tidied pass();

 private:
  void run();
  /// False: it is to stop.
  bool rest();
  void endPauses();
  void expireHeld(Tidied& done);
  std::optional<base::WallTime> heldSince(const model::Webhook& webhook, const std::map<model::WebhookId, model::Circuit>& circuits) const;
  void letEventsGo(Tidied& done);
  /// Step after step until nothing older is left or `goesOn` has enough.
  void letGo(store::RetentionStep step, const std::function<bool(const store::Retained&)>& goesOn);
  void makeRoom(Tidied& done);
  void forgetIds();
  base::Millis idsKept() const;

  const Seams seams_;
  BudgetClock budget_;  // of whoever runs pass()
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;  // guarded by mutex_
  bool threaded_ = false;  // constant once the thread runs
  std::thread thread_;
};

}  // namespace hookline::delivery_runner
