#include "sim_process.h"

#include "delivery_runner/refilled.h"

namespace hookline::sim {
namespace {

constexpr base::Millis kLastRecords{5000};
constexpr base::Micros kStoppingSleep{20000};
constexpr base::Micros kWakeUp{50};

/// So small that a world's few dead letters meet every bound.
delivery_runner::Jobs::Options smallJobs() {
  delivery_runner::Jobs::Options options;
  options.window = 4;
  options.maxOpen = 10;
  options.stepItems = 3;
  return options;
}

}  // namespace

void SimProcess::Inbox::post(Message message) {
  if (!owner) return;
  messages.push_back(std::move(message));
  owner->wake(kWakeUp);
}

void SimProcess::Inbox::offer(std::vector<model::DueDelivery> deliveries) {
  if (offered + deliveries.size() > mostOffered) {
    delivery::MoreInStore more;
    for (const auto& delivery : deliveries)
      if (more.webhooks.empty() || more.webhooks.back() != delivery.webhookId) more.webhooks.push_back(delivery.webhookId);
    return post(std::move(more));
  }
  offered += deliveries.size();
  post(delivery::Offered{std::move(deliveries)});
}

SimProcess::SimProcess(Agenda& agenda, const Scenario& scenario, SimStore& store, SimNetwork& network, EngineWatcher& watcher,
                       base::Ids& ids, std::uint64_t seed)
    : agenda_(agenda),
      scenario_(scenario),
      store_(store),
      network_(network),
      watcher_(watcher),
      inbox_(std::make_shared<Inbox>()),
      configuration_(store, agenda, store.storedConfig()),
      jobs_(
          store, configuration_, ids, agenda, [](const model::Job&) {}, base::Log{}, smallJobs()),
      engine_(scenario.limits, std::make_unique<base::SeededRandom>(seed)) {
  inbox_->owner = this;
  inbox_->mostOffered = scenario.offeredAtOnce;
  store_.onFresh([inbox = inbox_](std::vector<model::DueDelivery> fresh) { inbox->offer(std::move(fresh)); });
  configuration_.onChange([inbox = inbox_](model::ConfigPtr present) { inbox->post(delivery::Configured{std::move(present)}); });
  jobs_.onWork([inbox = inbox_, this] {
    if (inbox->owner) wakeJobs(agenda_.now().mono + kWakeUp);
  });
  jobs_.onTakenBack([inbox = inbox_](const model::DeliveryRow& row) { inbox->post(delivery::Cancelled{row.id}); });
  loadJobs();
  network_.onEnded([this](const Exchange& exchange) { ended(exchange); });
}

SimProcess::~SimProcess() {
  inbox_->owner = nullptr;
  jobs_.close();
}

/// A core that cannot read its jobs does not start, so here it is tried until they are read.
void SimProcess::loadJobs() {
  jobs_.load(base::Completion<void>([inbox = inbox_](base::Status loaded) {
    if (!loaded && inbox->owner) inbox->owner->loadJobs();
  }));
}

/// As delivery_runner's thread of jobs: it works when it is woken and at the time it asked for.
void SimProcess::wakeJobs(base::MonoTime at) {
  const auto mine = ++jobSleep_;
  agenda_.at(std::max(at, agenda_.now().mono + base::Micros{1}), [inbox = inbox_, mine] {
    auto* self = inbox->owner;
    if (!self || self->jobSleep_ != mine) return;
    if (const auto next = self->jobs_.work()) self->wakeJobs(*next);
  });
}

void SimProcess::wake(base::Micros after) {
  if (std::exchange(stepPlanned_, true)) return;
  agenda_.after(after, [inbox = inbox_] {
    if (inbox->owner) inbox->owner->step(false);
  });
}

void SimProcess::sleepUntil(std::optional<base::MonoTime> wakeAt) {
  const auto now = agenda_.now().mono;
  if (stopping_) wakeAt = std::min(wakeAt.value_or(now + kStoppingSleep), now + kStoppingSleep);
  // Sooner than a microsecond from now is now, and the thread goes round again.
  if (wakeAt) wakeAt = std::max(*wakeAt, now + base::Micros{1});
  wakeAt_ = wakeAt;
  planWaking();
}

/// One planned waking is enough: when it comes too early, it plans the next.
void SimProcess::planWaking() {
  if (!wakeAt_ || (wakingAt_ && *wakingAt_ <= *wakeAt_)) return;
  wakingAt_ = wakeAt_;
  agenda_.at(*wakeAt_, [inbox = inbox_, planned = *wakeAt_] {
    if (inbox->owner) inbox->owner->wakeUp(planned);
  });
}

void SimProcess::wakeUp(base::MonoTime planned) {
  if (wakingAt_ != planned) return;
  wakingAt_.reset();
  if (stepPlanned_ || !wakeAt_) return;
  if (*wakeAt_ <= planned)
    step(true);
  else
    planWaking();
}

void SimProcess::ended(const Exchange& exchange) {
  auto result = exchange.result;
  if (scenario_.mutant == Mutant::kRetriesPermanent && result.status && *result.status >= 400 && *result.status < 500) result.status = 500;
  inbox_->post(delivery::Ended{exchange.delivery, std::move(result)});
}

void SimProcess::step(bool woken) {
  if (over_) return;
  stepPlanned_ = false;
  const auto now = agenda_.now();
  delivery::Outputs out;
  taken_.clear();
  taken_.swap(inbox_->messages);
  for (auto& message : taken_) {
    if (const auto* offered = std::get_if<delivery::Offered>(&message)) inbox_->offered -= offered->deliveries.size();
    if (const auto* finished = std::get_if<delivery::Ended>(&message)) sending_.erase(finished->delivery);
    watcher_.told(message);
    mutate(message);
    engine_.on({now, std::move(message)}, out);
  }
  engine_.on({now, delivery::Tick{}}, out);
  watcher_.decided(out, engine_, woken && taken_.empty() && !stopping_);
  const auto wakeAt = out.wakeAt;
  carryOut(out);
  if (stopping_ && stopDone()) {
    over_ = true;
    return;
  }
  sleepUntil(wakeAt);
}

void SimProcess::mutate(Message& message) const {
  if (auto* ended = std::get_if<delivery::Ended>(&message);
      ended && scenario_.mutant == Mutant::kMissesRefusals && ended->result.fault == model::NetFault::kRefused) {
    ended->result.fault = model::NetFault::kNone;
    ended->result.status = 500;
  }
  auto* configured = std::get_if<delivery::Configured>(&message);
  const bool paceless = scenario_.mutant == Mutant::kForgetsRateLimits;
  const bool chatty = scenario_.mutant == Mutant::kForgetsDigests;
  if (!configured || !(paceless || chatty)) return;
  auto forgetful = std::make_shared<model::ConfigSnapshot>(*configured->config);
  for (auto& [id, webhook] : forgetful->webhooks) {
    auto free = std::make_shared<model::Webhook>(*webhook);
    if (paceless) free->rateLimit = {};
    if (chatty) free->digestWindow = {};
    webhook = std::move(free);
  }
  configured->config = std::move(forgetful);
}

void SimProcess::stop(base::Millis grace) {
  if (stopping_) return;
  stopping_ = true;
  jobs_.close();
  graceEnds_ = agenda_.now().mono + grace;
  inbox_->post(delivery::Drain{});
}

bool SimProcess::stopDone() {
  if (engine_.idle()) return true;
  const auto now = agenda_.now().mono;
  if (now < graceEnds_) return false;
  for (const auto id : sending_) network_.cancel(id);
  if (!cutOff_) cutOff_ = now;
  return now - *cutOff_ >= kLastRecords;
}

void SimProcess::carryOut(delivery::Outputs& out) {
  if (!out.claims.empty()) claim(std::move(out.claims));
  for (auto& record : out.records) this->record(std::move(record));
  for (auto& send : out.sends) {
    sending_.insert(send.delivery);
    watcher_.sending(send);
    network_.send(send);
  }
  for (const auto id : out.abandons) network_.cancel(id);
  for (const auto& wanted : out.refills) refill(wanted);
  for (const auto& one : out.holds) hold(one);
}

void SimProcess::claim(std::vector<model::Claim> claims) {
  std::vector<model::DeliveryId> asked;
  for (const auto& claim : claims) asked.push_back(claim.id);
  using Granted = std::vector<model::DeliveryId>;
  store_.claim(std::move(claims),
               base::Completion<Granted>([inbox = inbox_, asked, mutant = scenario_.mutant](base::Result<Granted> granted) {
                 if (mutant == Mutant::kIgnoresRefusal && granted) granted = asked;
                 inbox->post(delivery::Claimed{asked, std::move(granted)});
               }));
}

void SimProcess::record(std::shared_ptr<const model::AttemptRecord> record) {
  const auto id = record->deliveryId;
  const bool early = scenario_.mutant == Mutant::kFreesSlotEarly;
  store_.record(std::move(record), base::Completion<store::Recorded>([inbox = inbox_, id, early](base::Result<store::Recorded> recorded) {
                  if (early) return;
                  inbox->post(delivery::RecordAnswered{
                      id, recorded ? base::Result<bool>(recorded->applied) : base::Result<bool>(base::fail(recorded.error()))});
                }));
  if (early) inbox_->post(delivery::RecordAnswered{id, true});
}

void SimProcess::refill(const delivery::Refill& wanted) {
  store_.due(wanted.webhook, wanted.limit,
             base::Completion<store::DuePage>([inbox = inbox_, webhook = wanted.webhook](base::Result<store::DuePage> page) {
               inbox->post(delivery_runner::refilled(webhook, std::move(page)));
             }));
}

void SimProcess::hold(const delivery::HoldWebhook& hold) {
  const auto now = agenda_.now().wall;
  configuration_.editWebhook(
      hold.webhook,
      [now](const model::Webhook& current) -> base::Result<model::Webhook> {
        auto held = current;
        held.stop = {model::WebhookStop::Kind::kOnHold, "held", now, std::nullopt};
        return held;
      },
      {now, "hookline", "webhook.hold", hold.webhook.text()},
      base::Completion<model::Webhook>([inbox = inbox_, id = hold.webhook](base::Result<model::Webhook> held) {
        inbox->post(delivery::HoldAnswered{id, held.has_value()});
      }));
}

}  // namespace hookline::sim
