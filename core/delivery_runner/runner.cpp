#include "delivery_runner/runner.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>

#include "delivery_runner/inbox.h"
#include "delivery_runner/refilled.h"
#include "delivery_runner/trials.h"

namespace hookline::delivery_runner {
namespace {

using internal::Inbox;

constexpr base::Micros kLongestSleep{1000000};
/// After the grace, so long for the last results to be recorded by a store that works.
constexpr base::Millis kLastRecords{5000};

std::string holdReason(const delivery::HoldWebhook& hold) {
  return model::causeText(hold.because, hold.status) + " " + model::helpText(hold.because, hold.status, model::NextTry::kByItself);
}

class EngineRunner final : public Runner {
 public:
  EngineRunner(store::Store& store, Configuration& config, std::unique_ptr<net::Transport> transport, const base::Clock& clock,
               std::unique_ptr<base::Random> random, Listeners listeners, base::Log log)
      : store_(store),
        config_(config),
        transport_(std::move(transport)),
        clock_(clock),
        listeners_(std::move(listeners)),
        log_(std::move(log)),
        engine_(delivery::EngineLimits{}, std::move(random)),
        inbox_(std::make_shared<Inbox>(*transport_)) {
    store_.onFresh([inbox = inbox_, changes = listeners_.changes](std::vector<model::DueDelivery> fresh) {
      for (const auto& delivery : fresh) changes(pendingChange(delivery));
      inbox->offer(std::move(fresh));
    });
    config_.onChange([inbox = inbox_](model::ConfigPtr present) { inbox->post(delivery::Configured{std::move(present)}); });
    thread_ = std::thread([this] { run(); });
  }

  ~EngineRunner() override { stop(base::Millis{0}); }

  void cancelled(model::DeliveryId id) override { inbox_->post(delivery::Cancelled{id}); }

  void watch(model::DeliveryId id, base::Completion<model::AttemptRecord> done) override {
    std::scoped_lock lock(watchMutex_);
    watchers_.emplace(id, std::move(done));
  }

  void tryOut(TrialOrder order, model::DeliveryId id, base::Completion<Trial> done) override {
    if (trials_.start(std::move(order), id, std::move(done))) transport_->wake();
  }

  RunnerFigures figures() const override {
    return {inFlight_.load(), window_.load(), !offline_.load(), attempts_.load(), delivered_.load()};
  }

  AttemptFigures attemptFigures() const override { return meters_->read(); }

  std::map<model::WebhookId, model::Circuit> circuits() const override {
    std::scoped_lock lock(circuitsMutex_);
    return circuits_;
  }

  void stop(base::Millis grace) override {
    {
      std::scoped_lock lock(stopMutex_);
      if (!thread_.joinable()) return;
      if (!stopping_.exchange(true)) graceEnds_.store((clock_.now().mono + grace).time_since_epoch().count());
    }
    inbox_->post(delivery::Drain{});
    transport_->wake();
    thread_.join();
    std::scoped_lock lock(watchMutex_);
    watchers_.clear();
  }

  void hurry() override {
    graceEnds_.store(0);
    transport_->wake();
  }

 private:
  static model::DeliveryChange pendingChange(const model::DueDelivery& delivery) {
    model::DeliveryChange change;
    change.id = delivery.id;
    change.eventSeq = delivery.eventSeq;
    change.webhookId = delivery.webhookId;
    change.event = delivery.event;
    change.tries = delivery.tries;
    change.counted = delivery.counted;
    change.once = delivery.once;
    change.due = delivery.due;
    change.step = delivery.step;
    change.createdAt = delivery.createdAt;
    change.at = std::max(delivery.createdAt, delivery.due);
    return change;
  }

  void run() {
    base::Micros patience{0};
    while (true) {
      auto ended = transport_->poll(patience);
      const auto now = clock_.now();
      delivery::Outputs out;
      for (auto& message : inbox_->take()) {
        if (const auto* offered = std::get_if<delivery::Offered>(&message)) inbox_->offeredTaken(offered->deliveries.size());
        engine_.on({now, std::move(message)}, out);
      }
      trials_.send(*transport_, now);
      for (auto& finished : ended) {
        if (internal::Trials::owns(finished.id)) {
          trials_.ended(std::move(finished), *transport_, now);
          continue;
        }
        // All ids are of one series, so no webhook has a delivery's.
        const model::WebhookId webhook{static_cast<std::int64_t>(finished.id)};
        if (signingIn_.erase(webhook) != 0) {
          engine_.on({now, delivery::SignInEnded{webhook, std::move(finished.result)}}, out);
          continue;
        }
        const model::DeliveryId id{static_cast<std::int64_t>(finished.id)};
        sending_.erase(id);
        attempts_.fetch_add(1);
        engine_.on({now, delivery::Ended{id, std::move(finished.result)}}, out);
      }
      engine_.on({now, delivery::Tick{}}, out);
      publishFigures();
      carryOut(out);
      if (stopping_.load() && stopDone(now)) break;
      patience = sleepFor(out.wakeAt, now);
    }
    inbox_->close();
    trials_.close();
  }

  /// While stopping: whether all is recorded, or cannot be. When the grace is over, what is still on its way is cut off.
  bool stopDone(const base::Now& now) {
    if (engine_.idle()) return true;
    const base::MonoTime ends{base::Micros{graceEnds_.load()}};
    if (now.mono < ends) return false;
    for (const auto id : sending_) transport_->cancel(static_cast<net::TransferId>(id.value));
    for (const auto id : signingIn_) transport_->cancel(static_cast<net::TransferId>(id.value));
    if (!cutOff_) cutOff_ = now.mono;
    if (now.mono - *cutOff_ < kLastRecords) return false;
    log_.error("results could not be recorded before the stop; their deliveries are sent again at the next start");
    return true;
  }

  base::Micros sleepFor(std::optional<base::MonoTime> wakeAt, const base::Now& now) const {
    const auto longest = stopping_.load() ? base::Micros{20000} : kLongestSleep;
    if (!wakeAt) return longest;
    return std::clamp(*wakeAt - now.mono, base::Micros{0}, longest);
  }

  void publishFigures() {
    inFlight_.store(engine_.inFlight(), std::memory_order_relaxed);
    window_.store(engine_.windowCount(), std::memory_order_relaxed);
    offline_.store(engine_.offline(), std::memory_order_relaxed);
  }

  void carryOut(delivery::Outputs& out) {
    if (!out.claims.empty()) claim(std::move(out.claims));
    for (auto& record : out.records) this->record(std::move(record));
    for (auto& send : out.sends) {
      sending_.insert(send.delivery);
      transport_->send(static_cast<net::TransferId>(send.delivery.value), std::move(send.request));
    }
    for (auto& signIn : out.signIns) {
      signingIn_.insert(signIn.webhook);
      log_.info("signing in", {{"webhook", signIn.webhook.text()}});
      transport_->send(static_cast<net::TransferId>(signIn.webhook.value), std::move(signIn.request));
    }
    for (const auto id : out.abandons) transport_->cancel(static_cast<net::TransferId>(id.value));
    for (const auto& wanted : out.refills) refill(wanted);
    for (const auto& hold : out.holds) this->hold(hold);
    for (const auto& circuit : out.circuits) keep(circuit);
    for (auto& change : out.changes) {
      if (change.state == model::DeliveryState::kDelivered) delivered_.fetch_add(1);
      listeners_.changes(std::move(change));
    }
  }

  void keep(const model::Circuit& circuit) {
    {
      std::scoped_lock lock(circuitsMutex_);
      if (circuit.closed)
        circuits_.erase(circuit.webhook);
      else
        circuits_.insert_or_assign(circuit.webhook, circuit);
    }
    listeners_.circuits(circuit);
  }

  void claim(std::vector<model::Claim> claims) {
    std::vector<model::DeliveryId> asked;
    asked.reserve(claims.size());
    for (const auto& claim : claims) asked.push_back(claim.id);
    store_.claim(std::move(claims),
                 base::Completion<std::vector<model::DeliveryId>>(
                     [inbox = inbox_, asked = std::move(asked)](base::Result<std::vector<model::DeliveryId>> granted) mutable {
                       inbox->post(delivery::Claimed{std::move(asked), std::move(granted)});
                     }));
  }

  void record(std::shared_ptr<const model::AttemptRecord> record) {
    const auto id = record->deliveryId;
    // The try that is watched ends with its last request.
    auto watcher = record->next == model::DeliveryState::kDelivering ? base::Completion<model::AttemptRecord>() : takeWatcher(id);
    store_.record(record, base::Completion<store::Recorded>([inbox = inbox_, meters = meters_, id, watcher = std::move(watcher),
                                                             record](base::Result<store::Recorded> recorded) mutable {
                    if (recorded) meters->add(*record, recorded->applied);
                    inbox->post(delivery::RecordAnswered{
                        id, recorded ? base::Result<bool>(recorded->applied) : base::Result<bool>(base::fail(recorded.error()))});
                    if (watcher) std::move(watcher)(*record);
                  }));
  }

  base::Completion<model::AttemptRecord> takeWatcher(model::DeliveryId id) {
    std::scoped_lock lock(watchMutex_);
    if (watchers_.empty()) return {};
    const auto found = watchers_.find(id);
    if (found == watchers_.end()) return {};
    auto watcher = std::move(found->second);
    watchers_.erase(found);
    return watcher;
  }

  void refill(const delivery::Refill& wanted) {
    store_.due(wanted.webhook, wanted.limit,
               base::Completion<store::DuePage>([inbox = inbox_, webhook = wanted.webhook](base::Result<store::DuePage> page) {
                 inbox->post(refilled(webhook, std::move(page)));
               }));
  }

  void hold(const delivery::HoldWebhook& hold) {
    const auto reason = holdReason(hold);
    log_.warning("a webhook is on hold", {{"webhook", hold.webhook.text()}, {"reason", reason}});
    const auto now = clock_.now().wall;
    config_.editWebhook(
        hold.webhook,
        [reason, now](const model::Webhook& current) -> base::Result<model::Webhook> {
          auto held = current;
          held.stop = {model::WebhookStop::Kind::kOnHold, reason, now, std::nullopt};
          return held;
        },
        {now, "hookline", "webhook.hold", hold.webhook.text()},
        base::Completion<model::Webhook>([inbox = inbox_, id = hold.webhook, told = listeners_.held](base::Result<model::Webhook> held) {
          if (held) told(id);
          inbox->post(delivery::HoldAnswered{id, held.has_value()});
        }));
  }

  store::Store& store_;                        // constant after construction
  Configuration& config_;                      // constant after construction
  std::unique_ptr<net::Transport> transport_;  // used by the thread, but for wake
  const base::Clock& clock_;                   // constant after construction
  const Listeners listeners_;
  const base::Log log_;

  delivery::Engine engine_;               // the thread's own
  std::set<model::DeliveryId> sending_;   // the thread's own
  std::set<model::WebhookId> signingIn_;  // the thread's own
  std::optional<base::MonoTime> cutOff_;  // the thread's own

  std::shared_ptr<Inbox> inbox_;
  internal::Trials trials_;
  std::mutex watchMutex_;
  std::unordered_map<model::DeliveryId, base::Completion<model::AttemptRecord>> watchers_;  // guarded by watchMutex_

  mutable std::mutex circuitsMutex_;
  std::map<model::WebhookId, model::Circuit> circuits_;  // guarded by circuitsMutex_

  std::mutex stopMutex_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::int64_t> graceEnds_{0};
  std::atomic<std::size_t> inFlight_{0};
  std::atomic<std::size_t> window_{0};
  std::atomic<bool> offline_{false};
  const std::shared_ptr<Meters> meters_ = std::make_shared<Meters>();
  std::atomic<std::uint64_t> attempts_{0};
  std::atomic<std::uint64_t> delivered_{0};
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Runner> Runner::start(store::Store& store, Configuration& config, std::unique_ptr<net::Transport> transport,
                                      const base::Clock& clock, std::unique_ptr<base::Random> random, Listeners listeners, base::Log log) {
  return std::make_unique<EngineRunner>(store, config, std::move(transport), clock, std::move(random), std::move(listeners),
                                        std::move(log));
}

}  // namespace hookline::delivery_runner
