#include "delivery_runner/intake.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "crypto/signature.h"
#include "destinations/destination.h"
#include "model/event.h"
#include "model/event_view.h"

namespace hookline::delivery_runner {
namespace {

/// A random UUID (RFC 9562, version 4).
std::string uuid4() {
  std::string bytes = crypto::randomBytes(16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x40U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  std::string text = base::toHex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
  return text;
}

/// Of interfaces.md §5. Every field of it is ours, so it is never refused.
model::ParsedEvent makeTestEvent(base::WallTime now) {
  const std::string id = "test-" + uuid4();
  const nlohmann::ordered_json body{{"id", id},
                                    {"type", "webhook.test"},
                                    {"timestamp", base::formatIso(now)},
                                    {"data", {{"message", "This is a test webhook delivery"}}}};
  return model::parseEvent(body.dump(), {id, now, false}).value();
}

base::Error underIndex(base::Error error, std::size_t index) {
  const std::string prefix = "/events/" + std::to_string(index);
  for (auto& detail : error.details) detail.path = prefix + detail.path;
  error.message = "Event " + std::to_string(index) + ": " + error.message;
  return error;
}

}  // namespace

Intake::Intake(store::Store& store, const Configuration& config, const StorageLimits& limits, const model::EventTypes& types,
               base::Ids& ids, const base::Clock& clock)
    : store_(store), config_(config), limits_(limits), types_(types), ids_(ids), clock_(clock) {}

base::Status Intake::admit() const {
  if (closed_.load()) return base::fail(base::Errc::kUnavailable, "Hookline is stopping; send it again later.");
  const auto rules = limits_.rules();
  const auto figures = store_.storeFigures();
  if (figures.diskFull)
    return base::fail(base::Errc::kFull,
                      "The disk that holds Hookline's data is full: make room there. Nothing that was accepted is lost.");
  const auto waiting = static_cast<double>(figures.waiting) / static_cast<double>(rules.maxWaiting);
  const auto room = static_cast<double>(figures.bytesUsed) / static_cast<double>(rules.maxDiskBytes);
  const auto share = std::max(waiting, room);
  if (share <= kBusyAbove) return {};
  const std::string what = waiting >= room
                               ? std::to_string(figures.waiting) + " deliveries wait, of at most " + std::to_string(rules.maxWaiting)
                               : "the store takes " + std::to_string(figures.bytesUsed / 1'000'000) + " MB, of at most " +
                                     std::to_string(rules.maxDiskBytes / 1'000'000);
  if (share <= kFullAbove)
    return base::fail(base::Errc::kBusy, "Hookline takes no more events for now: " + what + ". Send the same again a little later.");
  return base::fail(
      base::Errc::kFull,
      "Hookline is full: " + what + ". See which webhook everything waits for, purge dead letters, or raise the limit in the settings.");
}

base::Result<store::NewEvent> Intake::read(std::string_view body, bool simulated, bool ownId) const {
  store::NewEvent made;
  made.seq = model::EventSeq{ids_.next()};
  made.acceptedAt = clock_.now().wall;
  const std::string fallbackId = made.seq.text();
  auto parsed = model::parseEvent(body, {.id = fallbackId, .now = made.acceptedAt, .alwaysThisId = !ownId});
  if (!parsed) return base::fail(parsed.error());
  if (auto fits = types_.check(parsed->event.type, *parsed->event.body); !fits) return base::fail(fits.error());
  made.event = std::move(parsed->event);
  made.event.simulated = simulated;
  made.fingerprint = crypto::sha256(parsed->comparable);
  return made;
}

base::Result<store::NewEvent> Intake::prepare(std::string_view body, bool simulated, const model::ConfigSnapshot& config) const {
  auto made = read(body, simulated, true);
  if (!made) return made;
  model::EventView view(made->event);
  for (const auto& [id, webhook] : config.webhooks) {
    const auto reason = destinations::match(*webhook, view);
    if (reason == model::NoMatch::kNone)
      made->deliveries.push_back({model::DeliveryId{ids_.next()}, id, made->acceptedAt, false});
    else if (reason != model::NoMatch::kChatbot)
      made->unmatched.push_back({id, reason});
  }
  return made;
}

void IntakeCounters::add(const base::Result<std::vector<store::AcceptedEvent>>& answer) {
  if (!answer) return refuse(answer.error());
  for (const auto& event : *answer) ++(event.duplicate ? duplicates : accepted);
}

void IntakeCounters::refuse(const base::Error& error) {
  auto why = Refusal::kInvalid;
  if (error.code == base::Errc::kBusy) why = Refusal::kBusy;
  if (error.code == base::Errc::kFull) why = Refusal::kFull;
  if (error.code == base::Errc::kConflict) why = Refusal::kConflict;
  if (error.code == base::Errc::kUnavailable || error.code == base::Errc::kIo) why = Refusal::kUnavailable;
  ++refused.at(static_cast<std::size_t>(why));
}

template <typename T>
void Intake::refuse(base::Completion<T> done, const base::Error& error) {
  counters_->refuse(error);
  std::move(done)(base::fail(error));
}

void Intake::store(std::vector<store::NewEvent> events, base::Completion<std::vector<store::AcceptedEvent>> done) {
  store_.accept(std::move(events),
                base::Completion<std::vector<store::AcceptedEvent>>(
                    [counters = counters_, done = std::move(done)](base::Result<std::vector<store::AcceptedEvent>> accepted) mutable {
                      counters->add(accepted);
                      std::move(done)(std::move(accepted));
                    }));
}

void Intake::acceptOne(store::NewEvent event, base::Completion<store::AcceptedEvent> done) {
  std::vector<store::NewEvent> one;
  one.push_back(std::move(event));
  store(std::move(one), base::Completion<std::vector<store::AcceptedEvent>>(
                            [done = std::move(done)](base::Result<std::vector<store::AcceptedEvent>> accepted) mutable {
                              if (!accepted) return std::move(done)(base::fail(accepted.error()));
                              std::move(done)(std::move(accepted->front()));
                            }));
}

void Intake::accept(std::string body, bool simulated, base::Completion<store::AcceptedEvent> done) {
  if (auto room = admit(); !room) return refuse(std::move(done), room.error());
  auto event = prepare(body, simulated, *config_.snapshot());
  if (!event) return refuse(std::move(done), event.error());
  acceptOne(std::move(*event), std::move(done));
}

void Intake::acceptBatch(std::string body, bool simulated, base::Completion<std::vector<store::AcceptedEvent>> done) {
  if (auto room = admit(); !room) return refuse(std::move(done), room.error());
  const auto texts = model::splitBatch(body, kMaxBatch);
  if (!texts) return refuse(std::move(done), texts.error());
  const auto config = config_.snapshot();
  std::vector<store::NewEvent> events;
  events.reserve(texts->size());
  for (std::size_t i = 0; i < texts->size(); ++i) {
    auto event = prepare((*texts)[i], simulated, *config);
    if (!event) return refuse(std::move(done), underIndex(std::move(event.error()), i));
    events.push_back(std::move(*event));
  }
  store(std::move(events), std::move(done));
}

void Intake::resend(std::string body, Resend what, base::Completion<store::AcceptedEvent> done) {
  if (auto room = admit(); !room) return refuse(std::move(done), room.error());
  auto event = read(body, what.simulated, false);
  if (!event) return refuse(std::move(done), event.error());
  const auto webhook = config_.snapshot()->find(what.webhook);
  if (!webhook)
    return std::move(done)(base::fail(base::Errc::kConflict, "The delivery's webhook was deleted; there is nowhere to send it."));
  model::EventView view(event->event);
  if (const auto reason = destinations::match(*webhook, view); reason == model::NoMatch::kNoAction)
    return std::move(done)(
        base::fail(base::Errc::kConflict, "It would send nothing: " + model::explainNoMatch(reason, *webhook, view) + "."));
  event->event.resentFrom = what.from;
  event->deliveries.push_back({model::DeliveryId{ids_.next()}, what.webhook, event->acceptedAt, false});
  acceptOne(std::move(*event), std::move(done));
}

void Intake::acceptTest(const model::Webhook& webhook, model::DeliveryId delivery, base::Completion<store::AcceptedEvent> done) {
  if (closed_.load()) return std::move(done)(base::fail(base::Errc::kUnavailable, "Hookline is stopping; test again later."));
  const auto now = clock_.now().wall;
  auto parsed = makeTestEvent(now);
  store::NewEvent event;
  event.seq = model::EventSeq{ids_.next()};
  event.acceptedAt = now;
  event.event = std::move(parsed.event);
  event.fingerprint = crypto::sha256(parsed.comparable);
  event.deliveries.push_back({delivery, webhook.id, now, true});
  acceptOne(std::move(event), std::move(done));
}

model::Event Intake::testEvent() const { return makeTestEvent(clock_.now().wall).event; }

base::Result<Explained> Intake::explain(std::string_view body) const {
  const auto now = clock_.now().wall;
  auto parsed = model::parseEvent(body, {"evt_not_sent", now});
  if (!parsed) return base::fail(parsed.error());
  if (auto fits = types_.check(parsed->event.type, *parsed->event.body); !fits) return base::fail(fits.error());
  Explained explained;
  explained.event = std::move(parsed->event);
  model::EventView view(explained.event);
  const auto config = config_.snapshot();
  for (const auto& [id, webhook] : config->webhooks) explained.webhooks.push_back({webhook, destinations::match(*webhook, view)});
  return explained;
}

}  // namespace hookline::delivery_runner
