#include "store_sqlite/accept_write.h"

#include "base/encoding.h"
#include "store_sqlite/dedup_key.h"
#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kFindDedup = "SELECT fingerprint, seq FROM dedup WHERE key = ?";
constexpr const char* kInsertDedup = "INSERT INTO dedup(key, fingerprint, seq) VALUES(?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* kInsertEvent =
    "INSERT INTO event(seq, event_id, type, chatbot, conversation, email, name, visitor, simulated, timestamp_ms, accepted_ms, deliveries,"
    " unmatched, body) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kInsertDelivery =
    "INSERT INTO delivery(id, event_seq, webhook_id, state, tries, counted, interrupted, once, due_ms, created_ms, updated_ms)"
    " VALUES(?1, ?2, ?3, 0, 0, 0, 0, ?4, ?5, ?6, ?6)";
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
  if (events_.size() == 1) {
    applyOne(context);
  } else {
    applySeveral(context);
  }
}

// Nearly every event is new, so the insertion itself is the look: it changes nothing when the id is known.
void AcceptWrite::applyOne(WriteContext& context) {
  checks_[0].key = dedupKey(events_[0].event.id);
  std::vector<store::AcceptedEvent> accepted;
  if (insertDedup(context.db, 0)) {
    accepted.push_back(insert(context, 0));
  } else {
    std::unordered_map<std::string_view, std::size_t> seen;
    if (!checkOne(context.db, 0, seen)) return;
    if (checks_[0].stored) accepted.push_back(firstAnswer(context.db, *checks_[0].stored, events_[0].event.id));
  }
  outcome_ = std::move(accepted);
}

// All are looked at before the first is written, because one conflict refuses all.
void AcceptWrite::applySeveral(WriteContext& context) {
  if (!check(context.db)) return;
  std::vector<store::AcceptedEvent> accepted;
  accepted.reserve(events_.size());
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (checks_[i].sameAs) {
      accepted.push_back(accepted[*checks_[i].sameAs]);
      accepted.back().duplicate = true;
    } else if (checks_[i].stored) {
      accepted.push_back(firstAnswer(context.db, *checks_[i].stored, events_[i].event.id));
    } else {
      insertDedup(context.db, i);
      accepted.push_back(insert(context, i));
    }
  }
  outcome_ = std::move(accepted);
}

bool AcceptWrite::check(Connection& db) {
  std::unordered_map<std::string_view, std::size_t> seen;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (!checkOne(db, i, seen)) return false;
  }
  return true;
}

bool AcceptWrite::checkOne(Connection& db, std::size_t index, std::unordered_map<std::string_view, std::size_t>& seen) {
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
  auto rows = db.statement(kFindDedup).query(Bytes{check.key});
  if (!rows.next()) return true;
  if (rows.text(0) != dedupFingerprint(event.fingerprint)) {
    refuse(event.event.id);
    return false;
  }
  check.stored = model::EventSeq{rows.integer(1)};
  return true;
}

void AcceptWrite::refuse(const std::string& id) {
  outcome_ = base::fail(base::Errc::kConflict, "The event id " + base::printable(id) +
                                                   " was used before for another body: send the same body again, or choose a new id.");
}

bool AcceptWrite::insertDedup(Connection& db, std::size_t index) {
  const auto& one = events_[index];
  return db.statement(kInsertDedup).execute(Bytes{checks_[index].key}, Bytes{dedupFingerprint(one.fingerprint)}, one.seq.value) == 1;
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
    insertDelivery.execute(delivery.id.value, seq, delivery.webhookId.value, delivery.once, base::toMs(delivery.due), acceptedMs);
    context.figures.moved(delivery.webhookId, std::nullopt, model::DeliveryState::kPending);
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
               base::toMs(event.timestamp), acceptedMs, BytesOrNull{packedIds}, BytesOrNull{unmatched}, Bytes{bodyOf(event)});
  return accepted;
}

void AcceptWrite::collectFresh(WriteContext& context, Fresh& fresh) {
  for (std::size_t i = 0; i < fresh_.size(); ++i) {
    if (!fresh_[i]) continue;
    auto& one = events_[i];
    const auto event = std::make_shared<const model::Event>(std::move(one.event));
    for (const auto& delivery : one.deliveries) {
      if (!context.webhooks.alive(delivery.webhookId)) continue;
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
