#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agenda.h"
#include "base/random.h"
#include "delivery/engine.h"
#include "model/http_exchange.h"
#include "model/ids.h"
#include "scenario.h"

namespace hookline::sim {

/// One request that the engine had sent, from its first byte to what the transport says of it.
struct Exchange {
  model::DeliveryId delivery;
  std::vector<model::DeliveryId> beside;  ///< that the same message tells of
  model::WebhookId receiver;              ///< by the URL's path
  std::string eventId;       ///< by the webhook-id header; of a message for people, which has none, and so with the next two, empty
  std::string deliveryText;  ///< by the X-Webhook-Delivery header
  int attempt = 0;           ///< by the X-Webhook-Attempt header
  std::shared_ptr<const std::string> body;
  bool arrives = false;  ///< the receiver gets it whole
  bool taken = false;    ///< … and acts on it, whatever it answers
  base::MonoTime arrivesAt{};
  base::MonoTime endsAt{};
  model::HttpResult result;
};

class NetworkWatcher {
 public:
  NetworkWatcher() = default;
  NetworkWatcher(const NetworkWatcher&) = delete;
  NetworkWatcher& operator=(const NetworkWatcher&) = delete;
  virtual ~NetworkWatcher() = default;
  virtual void arrived(const Exchange& exchange) = 0;
};

/// The transport's seam with simulated receivers behind it. Each exchange ends in one answer to `ended`, given at the agenda's time,
/// as long as the process lives that sent it.
class SimNetwork {
 public:
  using Ended = std::function<void(const Exchange&)>;

  SimNetwork(Agenda& agenda, const Scenario& scenario, NetworkWatcher& watcher);

  void onEnded(Ended ended) { ended_ = std::move(ended); }
  void send(const delivery::Send& send);
  /// Ends an exchange at once with kCancelled. Unknown ids are ignored.
  void cancel(model::DeliveryId delivery);
  std::size_t inFlight() const { return running_.size(); }

  /// The process died: nobody hears the answers, but what is under way may still arrive.
  void crash();
  /// The machine slept: nothing that is under way comes to its end.
  void suspend();
  /// From now on every receiver is well, but for events that it refuses for ever.
  void heal() { healed_ = true; }
  void goOffline(bool offline) { offline_ = offline; }
  Manner mannerOf(model::WebhookId id) const;
  void setManner(model::WebhookId id, Manner manner) { manners_[id] = manner; }

 private:
  /// How long the receiver takes and what it answers. Sets arrives, taken, times and the result.
  void script(Exchange& exchange, const model::HttpRequest& request);
  void answer(Exchange& exchange, int status);
  void fault(Exchange& exchange, model::NetFault fault);
  void throttle(Exchange& exchange);
  void followRedirect(Exchange& exchange);
  void finish(std::uint64_t key);

  Agenda& agenda_;
  base::SeededRandom random_;
  const Scenario& scenario_;
  NetworkWatcher& watcher_;
  Ended ended_;
  std::map<model::WebhookId, Manner> manners_;
  std::map<std::uint64_t, Exchange> running_;  ///< by order of sending
  std::map<model::DeliveryId, std::uint64_t> byDelivery_;
  std::uint64_t sent_ = 0;
  std::uint64_t life_ = 0;
  bool offline_ = false;
  bool healed_ = false;
};

/// Whether a receiver refuses this event for good, however well it is.
bool refusedForEver(model::WebhookId receiver, const std::string& eventId);

}  // namespace hookline::sim
