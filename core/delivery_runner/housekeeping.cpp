#include "delivery_runner/housekeeping.h"

#include <algorithm>

#include "base/await.h"
#include "model/retry_policy.h"

namespace hookline::delivery_runner {
namespace {

using std::chrono::hours;

constexpr base::Millis days(int count) { return std::chrono::duration_cast<base::Millis>(hours{24} * count); }

}  // namespace

void Housekeeping::start() {
  budget_.look(seams_.clock.now(), true);
  threaded_ = true;
  thread_ = std::thread([this] { run(); });
}

void Housekeeping::stop() {
  {
    std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Housekeeping::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (wake_.wait_for(lock, kEvery, [this] { return stopping_; })) return;
    }
    pass();
  }
}

bool Housekeeping::rest() {
  std::unique_lock lock(mutex_);
  // Without a thread nobody else is kept waiting.
  if (!threaded_) return true;
  return !wake_.wait_for(lock, kRest, [this] { return stopping_; });
}

Tidied Housekeeping::pass() {
  Tidied done;
  budget_.look(seams_.clock.now(), seams_.online());
  endPauses();
  expireHeld(done);
  letEventsGo(done);
  makeRoom(done);
  forgetIds();
  if (done.expired + done.events + done.forRoom + done.payloads > 0)
    seams_.log.info("old things were let go", {{"expired", std::to_string(done.expired)},
                                               {"events", std::to_string(done.events)},
                                               {"eventsForRoom", std::to_string(done.forRoom)},
                                               {"payloads", std::to_string(done.payloads)}});
  return done;
}

/// The engine sends again to the minute; lists, health, alerts and the time that counts as held know a pause by its being there.
void Housekeeping::endPauses() {
  const auto config = seams_.config.snapshot();
  const auto now = seams_.clock.now().wall;
  const auto audit = [now](const char* what, std::string whom) { return store::AuditEntry{now, "hookline", what, std::move(whom)}; };
  if (config->allPaused && config->allPausedUntil && *config->allPausedUntil <= now &&
      base::await<void>([&](auto done) { seams_.config.endPauseOfAll(audit("resume.all", ""), std::move(done)); }))
    seams_.resumed({});
  for (const auto& [id, webhook] : config->webhooks) {
    if (webhook->stop.kind != model::WebhookStop::Kind::kPaused || !webhook->stop.isOver(now)) continue;
    // Somebody may have paused it anew meanwhile.
    const auto end = [now](const model::Webhook& current) -> base::Result<model::Webhook> {
      if (current.stop.kind != model::WebhookStop::Kind::kPaused || !current.stop.isOver(now))
        return base::fail(base::Errc::kConflict, "The webhook's pause is not over");
      auto resumed = current;
      resumed.stop = {};
      return resumed;
    };
    const auto ended = base::await<model::Webhook>([&, webhookId = id](auto done) {
      seams_.config.editWebhook(webhookId, end, audit("webhook.resume", webhookId.text()), std::move(done));
    });
    if (ended) seams_.resumed(id);
  }
}

/// Since when nothing could go to a webhook for a reason that counts: paused time never does.
std::optional<base::WallTime> Housekeeping::heldSince(const model::Webhook& webhook,
                                                      const std::map<model::WebhookId, model::Circuit>& circuits) const {
  if (webhook.stop.kind == model::WebhookStop::Kind::kPaused || !webhook.enabled) return std::nullopt;
  if (webhook.stop.kind == model::WebhookStop::Kind::kOnHold) return webhook.stop.since;
  const auto circuit = circuits.find(webhook.id);
  if (circuit == circuits.end()) return std::nullopt;
  return circuit->second.failingSince;
}

void Housekeeping::expireHeld(Tidied& done) {
  const auto config = seams_.config.snapshot();
  if (config->allPaused) return;
  const auto circuits = seams_.circuits();
  for (const auto& [id, webhook] : config->webhooks) {
    const auto now = seams_.clock.now().wall;
    const auto before = budget_.ago(webhook->maxHold);
    const auto since = heldSince(*webhook, circuits);
    // A pause of everything within that time is none of it, so what is held counts afresh from its end.
    if (!since || std::max(*since, config->allResumedAt.value_or(*since)) > before) continue;
    for (bool more = true; more;) {
      const auto died = base::await<std::vector<model::DeliveryRow>>(
          [&, webhookId = id](auto answer) { seams_.store.expire(webhookId, before, now, std::move(answer)); });
      if (!died) return;
      for (const auto& row : *died) seams_.expired(row);
      done.expired += died->size();
      more = died->size() == store::Store::kMaxExpired && rest();
    }
  }
}

void Housekeeping::letEventsGo(Tidied& done) {
  const auto rules = seams_.limits.rules();
  const auto now = seams_.clock.now().wall;
  store::RetentionStep step;
  step.eventsBefore = now - days(rules.keepDays);
  step.payloadsBefore = now - days(rules.keepPayloadDays);
  if (rules.keepDeadDays) step.deadBefore = now - days(*rules.keepDeadDays);
  letGo(step, [&done](const store::Retained& gone) {
    done.events += gone.events;
    done.payloads += gone.payloads;
    return true;
  });
}

void Housekeeping::letGo(store::RetentionStep step, const std::function<bool(const store::Retained&)>& goesOn) {
  for (bool more = true; more;) {
    const auto gone = base::await<store::Retained>([&](auto answer) { seams_.store.retain(step, std::move(answer)); });
    if (!gone) return;
    step.after = gone->upTo;
    more = goesOn(*gone) && !gone->atEnd && rest();
  }
}

/// Oldest first, whatever their age: better an old finished event than a new one that is refused.
void Housekeeping::makeRoom(Tidied& done) {
  const auto limit = static_cast<double>(seams_.limits.rules().maxDiskBytes);
  const auto share = [limit](std::uint64_t bytes) { return static_cast<double>(bytes) / limit; };
  if (share(seams_.store.storeFigures().bytesUsed) <= kTooFull) return;
  store::RetentionStep step;
  step.eventsBefore = seams_.clock.now().wall + base::Millis{1};
  letGo(step, [&](const store::Retained& gone) {
    done.forRoom += gone.events;
    return share(gone.bytesUsed) > kRoomyAgain;
  });
}

base::Millis Housekeeping::idsKept() const {
  base::Millis longest = days(seams_.limits.rules().keepDays);
  const auto config = seams_.config.snapshot();
  for (const auto& [id, webhook] : config->webhooks)
    longest = std::max(longest, model::givesUpAfter(webhook->retryPolicy) + webhook->maxHold);
  return longest + kIdsOutlive;
}

void Housekeeping::forgetIds() {
  const auto before = seams_.clock.now().wall - idsKept();
  std::string after;
  do {
    const auto next = base::await<std::string>([&](auto answer) { seams_.store.forgetIds(after, before, std::move(answer)); });
    if (!next) return;
    after = *next;
  } while (!after.empty() && rest());
}

}  // namespace hookline::delivery_runner
