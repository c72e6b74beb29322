#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agenda.h"
#include "oracle.h"
#include "scenario.h"
#include "sim_network.h"
#include "sim_process.h"
#include "sim_store.h"

namespace hookline::sim {

/// What a run came to.
struct Report {
  std::optional<Violation> violation;
  std::uint64_t trace = 0;  ///< equal for equal seeds
  std::size_t deliveries = 0;
  std::uint64_t doneJobs = 0;     ///< that made anything due
  std::uint64_t stoppedJobs = 0;  ///< that a person cancelled half-way
  std::uint64_t madeDue = 0;      ///< deliveries, by jobs
  std::uint64_t undone = 0;       ///< of those, taken back
  base::Micros lived{};           ///< simulated time
};

/// Counts up, over all lives.
class SimIds final : public base::Ids {
 public:
  std::int64_t next() override { return ++made_; }

 private:
  std::int64_t made_ = 1000;
};

/// One simulated world: a store, a network with receivers, people and producers, and one Hookline process after another. First a storm
/// of whatever the seed drew, then calm, in which everything has to end.
class SimWorld {
 public:
  SimWorld(std::uint64_t seed, Mutant mutant);
  SimWorld(const SimWorld&) = delete;
  SimWorld& operator=(const SimWorld&) = delete;
  ~SimWorld();

  Report run();
  Oracle& oracle() { return oracle_; }
  const Scenario& scenario() const { return scenario_; }

 private:
  bool goOnUntil(base::MonoTime until);
  void startProcess();
  void endProcess();

  // the storm
  void planStorm();
  void every(base::Micros about, void (SimWorld::*what)());
  void changeManner();
  void crash();
  void stopGracefully();
  void waitForStop();
  void jumpWall();
  void suspend();
  void toggleOffline();
  void editConfiguration();
  void retryOrCancel();
  void testWebhook();
  void workInBulk();
  void resumeJobs();
  void countJobs(Report& report) const;
  void lookAround();

  // people and producers
  void postEvent();
  void post(store::NewEvent event, int triesLeft);
  void answered(const store::NewEvent& event, int triesLeft, const base::Result<std::vector<store::AcceptedEvent>>& answer);
  store::NewEvent makeEvent();
  void match(store::NewEvent& event) const;
  void edit(model::WebhookId id, std::function<void(model::Webhook&)> change);
  void createWebhook();
  std::optional<model::WebhookId> pickWebhook(bool steadyToo);
  std::optional<model::DeliveryId> pickDelivery();

  // calm
  void bringCalm();
  void mend();
  bool atRest() const;

  const Scenario scenario_;
  Agenda agenda_;
  base::SeededRandom random_;
  Oracle oracle_;
  SimStore store_;
  SimNetwork network_;
  std::unique_ptr<SimProcess> process_;
  SimIds ids_;
  std::int64_t webhooksMade_ = 0;
  int eventsMade_ = 0;
  int lives_ = 0;
  bool stormy_ = true;
  bool offline_ = false;
  base::Millis setBack_{0};
};

}  // namespace hookline::sim
