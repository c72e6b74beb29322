#include "store_sqlite/accept_write.h"

#include "base/encoding.h"
#include "store_sqlite/dedup_key.h"
#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kInsertEvent =
    "INSERT INTO event(seq, event_id, type, chatbot, conversation, email, name, visitor, simulated, timestamp_ms, accepted_ms, deliveries,"
    " unmatched, resent_from, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kInsertDelivery =
    "INSERT INTO delivery(id, event_seq, webhook_id, state, tries, counted, interrupted, once, due_ms, created_ms, updated_ms, last_class)"
    " VALUES(?1, ?2, ?3, ?7, 0, 0, 0, ?4, ?5, ?6, ?6, ?8)";
constexpr const char* kFindDeliveries = "SELECT deliveries FROM event WHERE seq = ?";
constexpr const char* kFindWebhook = "SELECT webhook_id FROM delivery WHERE id = ?";

std::string_view bodyOf(const model::Event& event) { return event.body ? std::string_view(*event.body) : std::string_view(); }

store::AcceptedEvent firstAnswer(Connection& db, model::EventSeq seq, const std::string& id) {
  store::AcceptedEvent accepted{seq, id, true, {}};
  std::vector<model::DeliveryId> ids;
  {
    auto rows = db.statement(kFindDeliveries).query(seq.value);
    if (rows.next()) ids = unpackDeliveryIds(seq, rows.text(0));
  }
  for (const auto delivery : ids) {
    auto rows = db.statement(kFindWebhook).query(delivery.value);
    if (rows.next()) accepted.deliveries.push_back({delivery, {rows.integer(0)}});
  }
  return accepted;
}

}  // namespace

AcceptWrite::AcceptWrite(std::vector<store::NewEvent> events, base::Completion<std::vector<store::AcceptedEvent>> done)
    : AnsweredWrite(std::move(done)), events_(std::move(events)) {
  for (const auto& event : events_) bytes_ += bodyOf(event.event).size();
}

void AcceptWrite::apply(WriteContext& context) {
  checks_.clear();
  checks_.resize(events_.size());
  fresh_.assign(events_.size(), false);
  parked_.clear();
  // All are looked at before the first is written, because one conflict refuses all.
  if (!check(context)) return;
  std::vector<store::AcceptedEvent> accepted;
  accepted.reserve(events_.size());
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (checks_[i].sameAs) {
      accepted.push_back(accepted[*checks_[i].sameAs]);
      accepted.back().duplicate = true;
    } else if (checks_[i].stored) {
      accepted.push_back(firstAnswer(context.db, *checks_[i].stored, events_[i].event.id));
    } else {
      accepted.push_back(insert(context, i));
    }
  }
  outcome_ = std::move(accepted);
}

bool AcceptWrite::check(const WriteContext& context) {
  std::unordered_map<std::string_view, std::size_t> seen;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (!checkOne(context, i, seen)) return false;
  }
  return true;
}

bool AcceptWrite::checkOne(const WriteContext& context, std::size_t index, std::unordered_map<std::string_view, std::size_t>& seen) {
  auto& check = checks_[index];
  const auto& event = events_[index];
  check.key = dedupKey(event.event.id);
  if (events_.size() > 1) {
    const auto [found, isNew] = seen.try_emplace(check.key, index);
    if (!isNew) {
      if (events_[found->second].fingerprint != event.fingerprint) {
        refuse(event.event.id);
        return false;
      }
      check.sameAs = found->second;
      return true;
    }
  }
  const auto known = context.dedup.find(context.db, check.key);
  if (!known) return true;
  if (known->fingerprint != dedupFingerprint(event.fingerprint)) {
    refuse(event.event.id);
    return false;
  }
  check.stored = known->seq;
  return true;
}

void AcceptWrite::refuse(const std::string& id) {
  outcome_ = base::fail(base::Errc::kConflict, "The event id " + base::printable(id) +
                                                   " was used before for another body: send the same body again, or choose a new id.");
}

store::AcceptedEvent AcceptWrite::insert(WriteContext& context, std::size_t index) {
  const auto& one = events_[index];
  const auto& event = one.event;
  const auto seq = one.seq.value;
  store::AcceptedEvent accepted{one.seq, event.id, false, {}};
  std::vector<model::DeliveryId> ids;
  ids.reserve(one.deliveries.size());
  const auto acceptedMs = base::toMs(one.acceptedAt);
  auto& insertDelivery = context.db.statement(kInsertDelivery);
  for (const auto& delivery : one.deliveries) {
    if (!context.webhooks.alive(delivery.webhookId)) continue;
    const bool parked = !delivery.once && context.orders.mustWait(context.db, delivery.webhookId, event.conversationId, delivery.id);
    const auto state = parked ? model::DeliveryState::kHeld : model::DeliveryState::kPending;
    const auto because = parked ? std::optional(model::ErrorClass::kWaitsItsTurn) : std::nullopt;
    insertDelivery.execute(delivery.id.value, seq, delivery.webhookId.value, delivery.once, base::toMs(delivery.due), acceptedMs, state,
                           because);
    context.figures.moved(delivery.webhookId, std::nullopt, state);
    if (parked) parked_.insert(delivery.id);
    ids.push_back(delivery.id);
    accepted.deliveries.push_back({delivery.id, delivery.webhookId});
  }
  if (!ids.empty()) context.figures.typeCount(event.type, static_cast<std::int64_t>(ids.size()));
  fresh_[index] = !ids.empty();
  const auto packedIds = packDeliveryIds(one.seq, ids);
  const auto unmatched = packUnmatched(one.unmatched);
  const std::string_view ownId = event.id == one.seq.text() ? std::string_view() : std::string_view(event.id);
  context.db.statement(kInsertEvent)
      .execute(seq, TextOrNull{ownId}, Text{event.type}, TextOrNull{event.chatbotId}, TextOrNull{event.conversationId},
               TextOrNull{event.person.email}, TextOrNull{event.person.name}, TextOrNull{event.person.visitorId}, event.simulated,
               base::toMs(event.timestamp), acceptedMs, BytesOrNull{packedIds}, BytesOrNull{unmatched},
               event.resentFrom ? std::optional(event.resentFrom.value) : std::nullopt, Bytes{bodyOf(event)});
  context.conversations.accepted(context.db, one.seq);
  context.dedup.insert(context.db, checks_[index].key, dedupFingerprint(one.fingerprint), one.seq);
  return accepted;
}

void AcceptWrite::collectFresh(WriteContext& context, Fresh& fresh) {
  for (std::size_t i = 0; i < fresh_.size(); ++i) {
    if (!fresh_[i]) continue;
    auto& one = events_[i];
    const auto event = std::make_shared<const model::Event>(std::move(one.event));
    for (const auto& delivery : one.deliveries) {
      if (!context.webhooks.alive(delivery.webhookId) || parked_.contains(delivery.id)) continue;
      store::DueDelivery due;
      due.id = delivery.id;
      due.eventSeq = one.seq;
      due.webhookId = delivery.webhookId;
      due.due = delivery.due;
      due.createdAt = one.acceptedAt;
      due.once = delivery.once;
      due.event = event;
      fresh.add(std::move(due));
    }
  }
}

}  // namespace hookline::store_sqlite::internal
