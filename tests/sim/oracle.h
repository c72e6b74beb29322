#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agenda.h"
#include "scenario.h"
#include "sim_network.h"
#include "sim_process.h"
#include "sim_store.h"

namespace hookline::sim {

/// The first broken promise of a run.
struct Violation {
  std::string name;      ///< of the invariant
  std::string sentence;  ///< what was seen
};

/// Watches a world from outside and knows what may happen in it (delivery.md §7, oracle a to f). Each check is one function named after
/// what it promises; the first that fails is kept.
class Oracle final : public StoreWatcher, public NetworkWatcher, public EngineWatcher {
 public:
  Oracle(const Agenda& agenda, const Scenario& scenario) : agenda_(agenda), scenario_(scenario) {}
  void watch(const SimStore& store, const SimNetwork& network) {
    store_ = &store;
    network_ = &network;
  }

  const std::optional<Violation>& violation() const { return violation_; }
  /// Of all that the engine decided so far.
  std::uint64_t trace() const { return trace_; }
  /// Prints every decision to stdout.
  void speak() { speaks_ = true; }

  // ---- what the world says
  void posted(const std::string& eventId, std::vector<model::WebhookId> matching);
  void acknowledged(const store::AcceptedEvent& event);
  void crashed();
  void stopped();
  void started();
  void slept(base::Millis by);
  /// Faults are over; `setBack` is how far the wall clock went back in all.
  void calm(base::Millis setBack);
  /// Regularly, between steps.
  void look();
  /// When the world has come to rest.
  void judgeTheEnd();

  // ---- what the seams say
  void moved(const StoredDelivery& row, model::DeliveryState from, Cause cause, const store::AttemptRecord* record) override;
  void granted(model::DeliveryId id) override { granted_.insert(id); }
  void recorded(const store::AttemptRecord& record) override;
  void madeDue(model::JobId job, model::DeliveryId id) override;
  void arrived(const Exchange& exchange) override;
  void told(const Message& message) override;
  void decided(const delivery::Outputs& out, const delivery::Engine& engine, bool woken) override;
  void sending(const delivery::Send& send) override;

 private:
  /// One delivery's truth, kept outside the store.
  struct Truth {
    int effects = 0;             ///< the receiver took it
    int excuses = 0;             ///< it may have been taken without our knowing: crash while in a slot, maybe-delivered, cut off, cancelled
    int requeues = 0;            ///< by a person
    int countedUsed = 0;         ///< attempts of the present budget that count
    std::size_t sentBefore = 0;  ///< attempts on the wire when it was last made due
    bool refused = false;        ///< the receiver said that it never will take it
    std::set<int> sent;          ///< attempt numbers on the wire
    std::set<int> lost;          ///< attempt numbers that a crash took although their claim had ended
    std::optional<int> answered;  ///< the present attempt's status, as the receiver gave it
  };
  /// What a claimed delivery takes; those that go as one message take one together.
  struct Slot {
    model::WebhookId webhook;
    std::uint64_t message = 0;
  };
  struct PostedEvent {
    std::vector<std::vector<model::WebhookId>> matching;  ///< one each time it was posted; the store kept one of them
    bool acknowledged = false;
  };
  struct Lane {
    base::MonoTime throttledUntil{};
    bool holdAsked = false;
    std::optional<base::MonoTime> starvedSince;
    base::WallTime changedAt{};  ///< the webhook as the engine was told it
    int connectFailures = 0;     ///< in a row, since the breaker last opened or closed
    std::optional<base::MonoTime> openUntil;
    base::MonoTime closedAt{};
    std::vector<base::MonoTime> sent;          ///< as many as a burst and one more
    std::optional<base::MonoTime> gatheredAt;  ///< the last message that told of several, or might have
    std::uint64_t message = 0;                 ///< the one that is being claimed
  };

  void fail(std::string_view name, const std::string& sentence);
  void note(std::string_view what, std::int64_t a, std::int64_t b = 0);
  void noteTold(const Message& message);
  void noteWebhooks(const model::ConfigSnapshot& config);
  void noteSign(model::WebhookId id, const model::HttpResult& result);
  void noteCircuit(const model::Circuit& circuit);
  bool refusesForGood(const StoredDelivery& row, const Truth& truth) const;
  bool stoppedFor(const model::Webhook* webhook) const;

  // invariants, as they happen
  void terminalStatesStay(const StoredDelivery& row, model::DeliveryState from, Cause cause);
  void deadLettersAreScripted(const StoredDelivery& row, Cause cause, const store::AttemptRecord* record);
  void anUndoTakesBackWhatWasNotSent(const StoredDelivery& row);
  void onlyCountedAttemptsUseTheBudget(const store::AttemptRecord& record);
  void deliveredMeansTaken(const StoredDelivery& row, Cause cause);
  void noReceiverSeesAStranger(const Exchange& exchange);
  void noMessageTellsOfAStranger(const Exchange& exchange);
  void slotLimitsHold(const model::Claim& claim);
  std::size_t slotsInUse(std::optional<model::WebhookId> of = std::nullopt) const;
  bool isGathered(const StoredDelivery& row) const;
  bool aDigestKeepsItsDistance(const StoredDelivery& row);
  void sendingOne(model::DeliveryId id, std::optional<int> attempt);
  void noAttemptIsEarly(const model::Claim& claim, const StoredDelivery& row);
  void nothingGoesToAStoppedWebhook(const StoredDelivery& row);
  void throttleHoldsTheWholeWebhook(const StoredDelivery& row);
  void anOpenBreakerLetsNothingThrough(const StoredDelivery& row);
  void rateLimitsHold(const StoredDelivery& row);
  void offlineOnlyProbes();
  void everySendHasItsClaim(model::DeliveryId id);
  void neverTwoLiveSends(model::DeliveryId id);
  void nothingAfterAPermanentRefusal(model::DeliveryId id);
  void theWindowIsBounded(const delivery::Engine& engine);
  void theEngineDoesNotSpin(bool woken, bool decidedSomething);
  // invariants, looked at now and then
  void healthyWebhooksAreNotStarved();
  void nothingDueIsForgotten();
  // invariants of the end
  void everyAcknowledgedEventHasItsDeliveries();
  void aConversationKeepsItsOrder(const StoredDelivery& row);
  bool waitsItsTurn(const StoredDelivery& row) const;
  void everythingEnds();
  void jobsEndAndTheirFiguresAreTrue();
  void duplicatesStayWithinTheirBound();
  void attemptsAreSends();

  const Agenda& agenda_;
  const Scenario& scenario_;
  const SimStore* store_ = nullptr;
  const SimNetwork* network_ = nullptr;
  std::optional<Violation> violation_;
  std::uint64_t trace_ = 14695981039346656037ULL;
  bool speaks_ = false;
  bool calm_ = false;

  std::map<std::string, PostedEvent> events_;
  std::map<model::DeliveryId, Truth> truths_;
  std::map<model::JobId, std::set<model::DeliveryId>> madeDue_;
  base::Millis setBack_{0};
  base::Millis wallAhead_{0};  ///< the most that the wall clock was ahead of the other, at any step
  base::MonoTime calmSince_{};

  // this life's
  bool alive_ = false;
  model::ConfigPtr known_;  ///< the configuration that the engine was told
  std::set<model::DeliveryId> granted_;
  std::map<model::DeliveryId, std::uint64_t> unsure_;      ///< claimed as part of a message, and the store could not say whether it stands
  std::map<model::DeliveryId, base::MonoTime> cancelled_;  ///< when the engine was told
  std::map<model::DeliveryId, Slot> slots_;                ///< claimed, and the result not committed
  std::uint64_t messages_ = 0;                             ///< so far
  std::map<model::DeliveryId, std::vector<model::DeliveryId>> beside_;  ///< of those that are being sent, by the first
  std::set<model::DeliveryId> live_;                                    ///< being sent
  std::map<model::WebhookId, Lane> lanes_;
  bool offline_ = false;
  std::optional<base::MonoTime> probedAt_;
  base::MonoTime spinStarted_{};
  int idleWakings_ = 0;
};

}  // namespace hookline::sim
