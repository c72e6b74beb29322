#include <limits>
#include <map>
#include <set>

#include "base/encoding.h"
#include "store_sqlite/attempt_rows.h"
#include "store_sqlite/dedup_index.h"
#include "store_sqlite/dedup_key.h"
#include "store_sqlite/delivery_reads.h"
#include "store_sqlite/delivery_rows.h"
#include "store_sqlite/packing.h"

namespace hookline::store_sqlite::internal {
namespace {

constexpr const char* kAlive = "SELECT 1 FROM webhook WHERE id = ? AND deleted_ms IS NULL";
constexpr const char* kDueIds =
    "SELECT id FROM delivery INDEXED BY delivery_due WHERE webhook_id = ? AND state IN (0, 2) ORDER BY due_ms, id LIMIT ?";
constexpr const char* kDead =
    "SELECT webhook_id, last_class, last_http, created_ms, event_seq FROM delivery INDEXED BY delivery_stopped"
    " WHERE state >= 5 AND state = 5 ORDER BY id DESC";
constexpr const char* kReplayed = "SELECT delivery_id FROM replayed WHERE event_seq = ? ORDER BY delivery_id";
// The body stands last in its row, so this walk does not touch the pages it spills to.
constexpr const char* kEventsDown = "SELECT seq, simulated, type FROM event WHERE seq < ? ORDER BY seq DESC";
constexpr int kEventsBetweenChecks = 256;
constexpr const char* kConversation = "SELECT conversation FROM event WHERE seq = ?";

struct Group {
  std::uint64_t count = 0;
  std::int64_t oldestMs = 0;
  std::set<std::string, std::less<>> conversations;
};

}  // namespace

base::Result<store::DeliveryDetail> deliveryDetail(ReadContext& context, model::DeliveryId id) {
  auto row = readDelivery(context.db, id);
  if (!row) return base::fail(base::Errc::kNotFound, "There is no delivery " + id.text() + ".");
  store::DeliveryDetail detail;
  if (const auto stored = readEvent(context.db, row->eventSeq)) detail.eventBody = *stored->event.body;
  detail.row = std::move(*row);
  detail.attempts = readAttempts(context.db, id);
  return detail;
}

base::Result<store::EventDetail> eventDetail(ReadContext& context, const std::string& id) {
  const auto seq = findEventSeq(context.db, dedupKey(id));
  if (seq) {
    auto detail = eventDetail(context, *seq);
    if (detail && detail->event.id == id) return detail;
  }
  return base::fail(base::Errc::kNotFound, "There is no event " + base::printable(id) + ".");
}

base::Result<store::EventDetail> eventDetail(ReadContext& context, model::EventSeq seq) {
  auto stored = readEvent(context.db, seq);
  if (!stored) return base::fail(base::Errc::kNotFound, "There is no event " + seq.text() + ".");
  store::EventDetail detail;
  detail.seq = seq;
  detail.acceptedAt = stored->acceptedAt;
  detail.unmatched = unpackUnmatched(stored->unmatched);
  for (const auto delivery : unpackDeliveryIds(seq, stored->deliveries)) {
    if (auto row = readDelivery(context.db, delivery)) detail.deliveries.push_back(std::move(*row));
  }
  auto replayed = context.db.statement(kReplayed).query(seq.value);
  while (replayed.next()) {
    if (auto row = readDelivery(context.db, {replayed.integer(0)})) detail.deliveries.push_back(std::move(*row));
  }
  detail.event = std::move(stored->event);
  return detail;
}

base::Result<store::EventPage> recentEvents(ReadContext& context, model::EventSeq before, std::size_t limit) {
  auto& db = context.db;
  store::EventPage page;
  std::size_t bytes = 0;
  int untilCheck = kEventsBetweenChecks;
  model::EventSeq reached = before;
  auto rows = db.statement(kEventsDown).query(before.value != 0 ? before.value : std::numeric_limits<std::int64_t>::max());
  while (rows.next()) {
    const bool full = page.events.size() == limit || bytes >= store::Store::kMaxRecentBytes;
    if (--untilCheck == 0) untilCheck = kEventsBetweenChecks;
    if (full || (untilCheck == kEventsBetweenChecks && context.over(kPageBudget))) {
      page.next = reached;
      break;
    }
    const model::EventSeq seq{rows.integer(0)};
    if (rows.integer(1) == 0 && rows.text(2) != model::kTestEventType) {
      auto stored = readEvent(db, seq);
      const auto size = stored ? stored->event.body->size() : 0;
      if (!page.events.empty() && bytes + size > store::Store::kMaxRecentBytes) {
        page.next = reached;
        break;
      }
      bytes += size;
      if (size > 0) page.events.push_back(std::move(stored->event));
    }
    reached = seq;
  }
  return page;
}

base::Result<store::DuePage> dueDeliveries(ReadContext& context, model::WebhookId webhook, std::size_t limit) {
  auto& db = context.db;
  store::DuePage page;
  {
    // What waits for a deleted webhook is about to be cancelled.
    auto rows = db.statement(kAlive).query(webhook.value);
    if (!rows.next()) return page;
  }
  std::size_t bytes = 0;
  auto ids = db.statement(kDueIds).query(webhook.value, limit + 1);
  while (ids.next()) {
    if (page.items.size() == limit || (!page.items.empty() && bytes >= store::Store::kMaxDueBytes)) {
      page.complete = false;
      break;
    }
    auto due = readDue(db, {ids.integer(0)});
    if (!due) continue;
    auto stored = readEvent(db, due->eventSeq);
    if (!stored) continue;
    const auto size = stored->event.body->size();
    if (!page.items.empty() && bytes + size > store::Store::kMaxDueBytes) {
      page.complete = false;
      break;
    }
    bytes += size;
    due->event = std::make_shared<const model::Event>(std::move(stored->event));
    page.items.push_back(std::move(*due));
  }
  return page;
}

base::Result<std::vector<store::DeadGroup>> deadGroups(ReadContext& context) {
  std::map<std::tuple<std::int64_t, std::int64_t, std::optional<std::int64_t>>, Group> groups;
  auto& db = context.db;
  auto rows = db.statement(kDead).query();
  while (rows.next()) {
    auto& group = groups[{rows.integer(0), rows.integer(1), rows.maybeInteger(2)}];
    ++group.count;
    const auto createdMs = rows.integer(3);
    group.oldestMs = group.count == 1 ? createdMs : std::min(group.oldestMs, createdMs);
    auto event = db.statement(kConversation).query(rows.integer(4));
    if (!event.next() || event.isNull(0)) continue;
    if (group.conversations.find(event.text(0)) == group.conversations.end()) group.conversations.insert(event.string(0));
  }
  std::vector<store::DeadGroup> found;
  for (const auto& [key, group] : groups) {
    const auto& [webhook, errorClass, status] = key;
    store::DeadGroup one;
    one.webhookId.value = webhook;
    one.errorClass = static_cast<model::ErrorClass>(errorClass);
    if (status) one.status = static_cast<int>(*status);
    one.count = group.count;
    one.conversations = group.conversations.size();
    one.oldest = base::fromMs(group.oldestMs);
    found.push_back(one);
  }
  return found;
}

}  // namespace hookline::store_sqlite::internal
