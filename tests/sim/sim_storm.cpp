// What a storm is made of: traffic, people and faults.
#include <algorithm>

#include "sim_world.h"

namespace hookline::sim {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr base::Millis kGrace{10000};
constexpr int kProducerTries = 6;

}  // namespace

void SimWorld::planStorm() {
  const auto storm = scenario_.storm;
  for (int i = 0; i < scenario_.events; ++i) {
    // Some traffic is even, some comes in bursts.
    const auto when = lucky(random_, 500) ? upTo(random_, storm) : storm / 10 * static_cast<int>(random_.below(10));
    agenda_.after(when, [this] { postEvent(); });
  }
  every(storm / 8, &SimWorld::changeManner);
  every(std::max<base::Micros>(storm / 200, seconds{1}), &SimWorld::lookAround);
  if (scenario_.crashes) every(storm / between(random_, 2, 12), &SimWorld::crash);
  if (scenario_.stops) every(storm / between(random_, 2, 4), &SimWorld::stopGracefully);
  if (scenario_.wallJumps) every(storm / 6, &SimWorld::jumpWall);
  if (scenario_.suspends) every(storm / 5, &SimWorld::suspend);
  if (scenario_.offline) every(storm / 4, &SimWorld::toggleOffline);
  if (scenario_.configEdits) every(storm / 15, &SimWorld::editConfiguration);
  if (scenario_.manual) every(storm / 40, &SimWorld::retryOrCancel);
  if (scenario_.jobs) every(storm / 15, &SimWorld::workInBulk);
  if (scenario_.tests) every(storm / 6, &SimWorld::testWebhook);
}

void SimWorld::every(base::Micros about, void (SimWorld::*what)()) {
  agenda_.after(about / 2 + upTo(random_, about), [this, about, what] {
    if (!stormy_) return;
    (this->*what)();
    every(about, what);
  });
}

void SimWorld::lookAround() { oracle_.look(); }

// ---- faults

void SimWorld::changeManner() {
  if (const auto id = pickWebhook(false))
    network_.setManner(*id, lucky(random_, 250) ? Manner::kHealthy : scenario_.manners[random_.below(scenario_.manners.size())]);
}

void SimWorld::crash() {
  if (!process_) return;
  endProcess();
  oracle_.crashed();
  agenda_.after(upTo(random_, lucky(random_, 200) ? base::Micros{minutes{10}} : base::Micros{seconds{2}}), [this] {
    if (!process_) startProcess();
  });
}

void SimWorld::stopGracefully() {
  if (!process_ || process_->stopping()) return;
  process_->stop(lucky(random_, 300) ? base::Millis{0} : kGrace);
  waitForStop();
}

void SimWorld::waitForStop() {
  agenda_.after(base::Millis{10}, [this, life = lives_] {
    if (!process_ || life != lives_ || !process_->stopping()) return;
    if (!process_->over() || store_.busy()) return waitForStop();
    endProcess();
    oracle_.stopped();
    agenda_.after(upTo(random_, seconds{3}), [this] {
      if (!process_) startProcess();
    });
  });
}

void SimWorld::jumpWall() {
  const auto most = lucky(random_, 200) ? base::Millis{std::chrono::hours{20}} : base::Millis{minutes{3}};
  const base::Millis by{between(random_, -most.count(), most.count())};
  agenda_.shiftWall(by);
  if (by < base::Millis{0}) setBack_ -= by;
}

void SimWorld::suspend() {
  const base::Millis by{between(random_, 3000, 8 * 3600 * 1000)};
  agenda_.suspendFor(by);
  network_.suspend();
  if (process_) process_->resumed();
  oracle_.slept(by);
}

void SimWorld::toggleOffline() {
  offline_ = !offline_;
  network_.goOffline(offline_);
}

// ---- people

std::optional<model::WebhookId> SimWorld::pickWebhook(bool steadyToo) {
  std::vector<model::WebhookId> found;
  for (const auto& [id, webhook] : store_.webhooks())
    if (steadyToo || id.value > scenario_.steadyWebhooks) found.push_back(id);
  if (found.empty()) return std::nullopt;
  return found[random_.below(found.size())];
}

std::optional<model::DeliveryId> SimWorld::pickDelivery() {
  if (store_.rows().empty()) return std::nullopt;
  auto at = store_.rows().begin();
  std::advance(at, static_cast<std::ptrdiff_t>(random_.below(store_.rows().size())));
  return at->second.due.id;
}

void SimWorld::createWebhook() {
  auto webhook = drawWebhook(random_, model::WebhookId{++webhooksMade_}, agenda_.now());
  if (webhook.id.value <= scenario_.steadyWebhooks) {
    webhook.events = {"*"};
    webhook.rateLimit = {};
  }
  if (webhook.id.value > scenario_.steadyWebhooks)
    network_.setManner(webhook.id, scenario_.manners[random_.below(scenario_.manners.size())]);
  process_->configuration().createWebhook(std::move(webhook), {}, base::Completion<model::Webhook>([](base::Result<model::Webhook>) {}));
}

void SimWorld::edit(model::WebhookId id, std::function<void(model::Webhook&)> change) {
  process_->configuration().editWebhook(
      id,
      [change = std::move(change)](const model::Webhook& current) -> base::Result<model::Webhook> {
        auto edited = current;
        change(edited);
        return edited;
      },
      {}, base::Completion<model::Webhook>([](base::Result<model::Webhook>) {}));
}

void SimWorld::editConfiguration() {
  if (!process_ || process_->stopping()) return;
  const auto id = pickWebhook(false);
  if (!id) return createWebhook();
  const auto now = agenda_.now().wall;
  const auto until = lucky(random_, 500) ? std::optional(now + base::Millis{between(random_, 1000, 600000)}) : std::nullopt;
  auto& configuration = process_->configuration();
  // Drawn from what is there, so that a seed's other draws stay what they were.
  if (eventsMade_ % 11 == 0)
    edit(*id, [](model::Webhook& webhook) {
      if (webhook.ordering.by == model::Ordering::By::kConversation) webhook.ordering.onDead = model::Ordering::OnDead::kSkip;
    });
  switch (random_.below(9)) {
    case 0:
    case 1:
      return edit(*id, [now, until](model::Webhook& webhook) { webhook.stop = {model::WebhookStop::Kind::kPaused, "paused", now, until}; });
    case 2:
    case 3:
    case 4:
      return edit(*id, [](model::Webhook& webhook) {
        webhook.stop = {};
        webhook.enabled = true;
      });
    case 5:
      return edit(*id, [](model::Webhook& webhook) { webhook.enabled = false; });
    case 6:
      return edit(*id, [most = static_cast<int>(between(random_, 1, 10))](model::Webhook& webhook) { webhook.maxInFlight = most; });
    case 7:
      if (lucky(random_, 400)) return configuration.deleteWebhook(*id, {}, base::Completion<void>([](base::Status) {}));
      return createWebhook();
    default:
      if (scenario_.steadyWebhooks == 0)
        configuration.pauseAll(lucky(random_, 400), until, {}, base::Completion<void>([](base::Status) {}));
  }
}

void SimWorld::retryOrCancel() {
  const auto id = pickDelivery();
  if (!process_ || process_->stopping() || !id) return;
  const auto now = agenda_.now().wall;
  using store::RequeueOutcome;
  const bool both = lucky(random_, 200);
  if (both || lucky(random_, 400)) {
    store_.cancel(*id, now, base::Completion<model::DeliveryRow>([this, id = *id, life = lives_](base::Result<model::DeliveryRow> row) {
      if (row && process_ && life == lives_) process_->cancelled(id);
    }));
    if (!both) return;
  }
  base::Completion<RequeueOutcome> done([](base::Result<RequeueOutcome>) {});
  if (lucky(random_, 300))
    store_.retryDead({*id}, now, std::move(done));
  else
    store_.requeue({*id}, now, std::move(done));
}

void SimWorld::testWebhook() {
  const auto id = pickWebhook(true);
  if (!process_ || process_->stopping() || !id || !process_->configuration().snapshot()->find(*id)) return;
  auto event = makeEvent();
  event.event.id = "test-" + event.event.id;
  event.deliveries.push_back({model::DeliveryId{ids_.next()}, *id, agenda_.now().wall, true});
  std::vector<store::NewEvent> one{std::move(event)};
  store_.accept(std::move(one),
                base::Completion<std::vector<store::AcceptedEvent>>([](base::Result<std::vector<store::AcceptedEvent>>) {}));
}

// ---- producers

store::NewEvent SimWorld::makeEvent() {
  store::NewEvent made;
  made.seq = model::EventSeq{ids_.next()};
  made.acceptedAt = agenda_.now().wall;
  made.event.id = "event-" + std::to_string(++eventsMade_);
  made.event.type = lucky(random_, 500) ? "lead.captured" : "message.sent";
  made.event.chatbotId = "bot";
  // A few conversations, so that their events meet; some events belong to none.
  if (eventsMade_ % 5 != 0) made.event.conversationId = "conversation-" + std::to_string(eventsMade_ % 7 % 3);
  made.event.timestamp = made.acceptedAt;
  std::string body = R"({"id":")" + made.event.id + R"("})";
  body.resize(body.size() + random_.below(scenario_.largestBody), ' ');
  made.event.body = std::make_shared<const std::string>(std::move(body));
  made.fingerprint = made.event.id;
  return made;
}

/// As the intake does it, by the configuration of the moment.
void SimWorld::match(store::NewEvent& event) const {
  event.deliveries.clear();
  const auto config = process_->configuration().snapshot();
  for (const auto& [id, webhook] : config->webhooks)
    if (model::match(*webhook, event.event.chatbotId, event.event.type) == model::NoMatch::kNone)
      event.deliveries.push_back({model::DeliveryId{0}, id, event.acceptedAt, false});
}

void SimWorld::postEvent() {
  auto event = makeEvent();
  post(event, kProducerTries);
  // An impatient producer posts twice.
  if (lucky(random_, 50)) post(std::move(event), kProducerTries);
}

void SimWorld::post(store::NewEvent event, int triesLeft) {
  if (!process_ || process_->stopping()) {
    if (triesLeft > 0)
      agenda_.after(upTo(random_, seconds{2}),
                    [this, event = std::move(event), triesLeft]() mutable { post(std::move(event), triesLeft - 1); });
    return;
  }
  event.acceptedAt = agenda_.now().wall;
  event.seq = model::EventSeq{ids_.next()};
  match(event);
  std::vector<model::WebhookId> matching;
  for (auto& delivery : event.deliveries) {
    delivery.id = model::DeliveryId{ids_.next()};
    matching.push_back(delivery.webhookId);
  }
  oracle_.posted(event.event.id, std::move(matching));
  std::vector<store::NewEvent> one{event};
  store_.accept(std::move(one), base::Completion<std::vector<store::AcceptedEvent>>(
                                    [this, event = std::move(event), triesLeft](base::Result<std::vector<store::AcceptedEvent>> answer) {
                                      answered(event, triesLeft, answer);
                                    }));
}

void SimWorld::answered(const store::NewEvent& event, int triesLeft, const base::Result<std::vector<store::AcceptedEvent>>& answer) {
  if (answer) return oracle_.acknowledged(answer->front());
  // Some producers send again, with the same id; others never know.
  if (triesLeft > 0 && lucky(random_, 800))
    agenda_.after(upTo(random_, seconds{5}), [this, event, triesLeft]() mutable { post(std::move(event), triesLeft - 1); });
}

}  // namespace hookline::sim
