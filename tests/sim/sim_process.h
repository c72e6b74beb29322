#pragma once
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "agenda.h"
#include "base/ids.h"
#include "delivery/engine.h"
#include "delivery_runner/configuration.h"
#include "delivery_runner/jobs.h"
#include "scenario.h"
#include "sim_network.h"
#include "sim_store.h"

namespace hookline::sim {

using Message = decltype(delivery::Input::what);

/// Sees what the engine is told and what it decides, in the order of its thread.
class EngineWatcher {
 public:
  EngineWatcher() = default;
  EngineWatcher(const EngineWatcher&) = delete;
  EngineWatcher& operator=(const EngineWatcher&) = delete;
  virtual ~EngineWatcher() = default;
  virtual void told(const Message& message) = 0;
  virtual void decided(const delivery::Outputs& out, const delivery::Engine& engine, bool woken) = 0;
  virtual void sending(const delivery::Send& send) = 0;
};

/// One life of a Hookline process: the real engine and the real configuration on simulated seams, driven as delivery_runner's thread
/// drives them: all that came in, then a tick, then what was decided is carried out.
class SimProcess {
 public:
  SimProcess(Agenda& agenda, const Scenario& scenario, SimStore& store, SimNetwork& network, EngineWatcher& watcher, base::Ids& ids,
             std::uint64_t seed);
  SimProcess(const SimProcess&) = delete;
  SimProcess& operator=(const SimProcess&) = delete;
  ~SimProcess();

  delivery_runner::Configuration& configuration() { return configuration_; }
  delivery_runner::Jobs& jobs() { return jobs_; }
  void cancelled(model::DeliveryId id) { inbox_->post(delivery::Cancelled{id}); }
  /// The machine was suspended: the real thread sleeps no longer than this before it looks at the clocks.
  void resumed() { wake(kLongestSleep); }
  /// Graceful stop: `over` turns true when all results are recorded, or cannot be.
  void stop(base::Millis grace);
  bool stopping() const { return stopping_; }
  bool over() const { return over_; }
  const delivery::Engine& engine() const { return engine_; }

 private:
  static constexpr std::chrono::seconds kLongestSleep{1};
  /// What waits for the engine; outlives the process in the hands of answers that come too late.
  struct Inbox {
    SimProcess* owner = nullptr;  ///< null: the process is gone
    std::vector<Message> messages;
    std::size_t offered = 0;
    std::size_t mostOffered = 0;

    void post(Message message);
    void offer(std::vector<model::DueDelivery> deliveries);
  };

  void wake(base::Micros after);
  void step(bool woken);
  void carryOut(delivery::Outputs& out);
  /// What reaches the engine is not what happened.
  void mutate(Message& message) const;
  void claim(std::vector<model::Claim> claims);
  void record(std::shared_ptr<const model::AttemptRecord> record);
  void refill(const delivery::Refill& wanted);
  void hold(const delivery::HoldWebhook& hold);
  void ended(const Exchange& exchange);
  bool stopDone();
  void sleepUntil(std::optional<base::MonoTime> wakeAt);
  void planWaking();
  void wakeUp(base::MonoTime planned);
  void loadJobs();
  void wakeJobs(base::MonoTime at);

  Agenda& agenda_;
  const Scenario& scenario_;
  SimStore& store_;
  SimNetwork& network_;
  EngineWatcher& watcher_;
  std::shared_ptr<Inbox> inbox_;
  delivery_runner::Configuration configuration_;
  delivery_runner::Jobs jobs_;
  delivery::Engine engine_;
  std::vector<Message> taken_;  ///< of the step under way
  std::set<model::DeliveryId> sending_;
  bool stepPlanned_ = false;
  std::uint64_t jobSleep_ = 0;
  std::optional<base::MonoTime> wakeAt_;    ///< when the thread's sleep ends, if nothing comes in
  std::optional<base::MonoTime> wakingAt_;  ///< the planned waking; no later than that
  bool stopping_ = false;
  bool over_ = false;
  base::MonoTime graceEnds_{};
  std::optional<base::MonoTime> cutOff_;
};

}  // namespace hookline::sim
