#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "delivery/engine.h"

namespace hookline::delivery {

/// An engine with clocks in the test's hand. Every call is one turn of the runner: the input, then a tick; what it decided is kept
/// in `out` until the next turn.
class EngineRig {
 public:
  explicit EngineRig(EngineLimits limits = {}) : engine(limits, std::make_unique<base::SeededRandom>(7)) {}

  Outputs out;
  Engine engine;
  std::map<model::WebhookId, model::Webhook> webhooks;
  bool allPaused = false;
  std::optional<base::WallTime> allPausedUntil;

  base::Now now() const { return {wall_, mono_, mono_ + slept_}; }
  /// The machine is suspended for so long.
  void suspendFor(base::Millis by) {
    slept_ += by;
    wall_ += by;
  }
  void advance(base::Micros by) {
    mono_ += by;
    wall_ += std::chrono::duration_cast<base::Millis>(by);
  }
  void setWall(base::Millis by) { wall_ += by; }

  template <typename What>
  Outputs& tell(What what) {
    out = {};
    engine.on({now(), std::move(what)}, out);
    engine.on({now(), Tick{}}, out);
    return out;
  }
  Outputs& tick() {
    out = {};
    engine.on({now(), Tick{}}, out);
    return out;
  }
  /// Lets time pass until the engine wants to be woken, and wakes it.
  /// The webhooks whose deliveries were asked for.
  std::vector<model::WebhookId> refilled() const {
    std::vector<model::WebhookId> ids;
    for (const auto& wanted : out.refills) ids.push_back(wanted.webhook);
    return ids;
  }

  Outputs& passTime() {
    if (out.wakeAt && *out.wakeAt > mono_) {
      const auto wait = *out.wakeAt - mono_;
      // The wall clock counts whole milliseconds.
      advance(base::Micros{(wait.count() + 999) / 1000 * 1000});
    }
    return tick();
  }

  /// Sleeps until something is claimed, and says how long that took. The store answers that it holds nothing. Gives up after a
  /// year.
  base::Micros sleepUntilClaim() {
    const auto begun = mono_;
    while (out.claims.empty() && mono_ - begun < std::chrono::hours{24 * 365}) {
      const auto refills = passTime().refills;
      if (!out.claims.empty()) break;
      for (const auto& wanted : refills) tell(Refilled{wanted.webhook, std::vector<model::DueDelivery>{}, true});
      if (!out.wakeAt) break;
    }
    return mono_ - begun;
  }

  model::Webhook& webhook(std::int64_t id) {
    const model::WebhookId key{id};
    auto& webhook = webhooks[key];
    if (!webhook.id) {
      webhook.id = key;
      webhook.url = "https://receiver.test/" + std::to_string(id);
      webhook.secret = "a secret";
      webhook.updatedAt = wall_;
    }
    return webhook;
  }
  /// Tells the present webhooks, and answers that the store holds nothing else.
  void configure() {
    auto config = std::make_shared<model::ConfigSnapshot>();
    config->version = ++version_;
    config->allPaused = allPaused;
    config->allPausedUntil = allPausedUntil;
    for (const auto& [id, webhook] : webhooks) config->webhooks.emplace(id, std::make_shared<const model::Webhook>(webhook));
    auto refills = tell(Configured{std::move(config)}).refills;
    if (storeIsEmpty)
      for (const auto& wanted : refills) tell(Refilled{wanted.webhook, std::vector<model::DueDelivery>{}, true});
  }
  /// An edit by a person.
  void edit(std::int64_t id, const std::function<void(model::Webhook&)>& change) {
    change(webhook(id));
    webhook(id).updatedAt += base::Millis{1};
    configure();
  }

  model::DueDelivery delivery(std::int64_t id, std::int64_t webhookId, std::size_t bodyBytes = 0) {
    auto event = std::make_shared<model::Event>();
    event->id = "event-" + std::to_string(id);
    event->type = "lead.captured";
    event->body = std::make_shared<const std::string>(R"({"n":)" + std::to_string(id) + "}" + std::string(bodyBytes, ' '));
    model::DueDelivery made;
    made.id.value = id;
    made.eventSeq.value = id;
    made.webhookId.value = webhookId;
    made.due = made.createdAt = wall_;
    made.event = std::move(event);
    return made;
  }
  Outputs& offer(std::vector<model::DueDelivery> deliveries) { return tell(Offered{std::move(deliveries)}); }
  Outputs& offer(model::DueDelivery delivery) { return offer(std::vector{std::move(delivery)}); }

  /// The store grants all that the last turn claimed.
  Outputs& grant() {
    std::vector<model::DeliveryId> asked;
    for (const auto& claim : out.claims) asked.push_back(claim.id);
    return tell(Claimed{asked, asked});
  }
  Outputs& refuse(std::int64_t id) { return tell(Claimed{{model::DeliveryId{id}}, std::vector<model::DeliveryId>{}}); }
  Outputs& claimFails(std::int64_t id, bool outcomeUnknown) {
    return tell(Claimed{{model::DeliveryId{id}},
                        base::Result<std::vector<model::DeliveryId>>(base::fail(base::Error{base::Errc::kIo, "no", outcomeUnknown, {}}))});
  }
  Outputs& answer(std::int64_t id, int status, std::string retryAfter = {}) {
    model::HttpResult result;
    result.status = status;
    if (!retryAfter.empty()) result.headers.push_back({"Retry-After", std::move(retryAfter)});
    return tell(Ended{model::DeliveryId{id}, std::move(result)});
  }
  Outputs& fault(std::int64_t id, model::NetFault fault) {
    model::HttpResult result;
    result.fault = fault;
    return tell(Ended{model::DeliveryId{id}, std::move(result)});
  }
  Outputs& recorded(std::int64_t id, bool applied = true) { return tell(RecordAnswered{model::DeliveryId{id}, applied}); }
  Outputs& recordFails(std::int64_t id) {
    return tell(RecordAnswered{model::DeliveryId{id}, base::Result<bool>(base::fail(base::Error{base::Errc::kIo, "no", true, {}}))});
  }

  /// The ids of the last turn's claims and sends.
  std::vector<std::int64_t> claimed() const {
    std::vector<std::int64_t> ids;
    for (const auto& claim : out.claims) ids.push_back(claim.id.value);
    return ids;
  }
  std::vector<std::int64_t> sent() const {
    std::vector<std::int64_t> ids;
    for (const auto& send : out.sends) ids.push_back(send.delivery.value);
    return ids;
  }

  bool storeIsEmpty = true;  ///< false: the test answers refills itself

 private:
  base::WallTime wall_{base::Millis{1764000000000}};
  base::MonoTime mono_{base::Micros{5000000}};
  base::Micros slept_{0};
  std::uint64_t version_ = 0;
};

inline std::string headerOf(const model::HttpRequest& request, std::string_view name) {
  for (const auto& header : request.headers)
    if (header.name == name) return header.value;
  return {};
}

}  // namespace hookline::delivery
