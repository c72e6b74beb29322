#include "store_sqlite/order_book.h"

#include <string>

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;
using OnDead = model::Ordering::OnDead;

constexpr const char* kOrdered =
    "SELECT id, json_extract(config, '$.ordering.onDead') FROM webhook WHERE deleted_ms IS NULL"
    " AND json_extract(config, '$.ordering.by') = 'conversation'";
constexpr const char* kLines = "SELECT webhook_id, count(*) FROM order_line GROUP BY webhook_id";
constexpr const char* kConversation = "SELECT conversation FROM event WHERE seq = ?";
constexpr const char* kPlaceInLine = "SELECT conversation, parked FROM order_line WHERE delivery_id = ?";
constexpr const char* kAnyBefore = "SELECT 1 FROM order_line INDEXED BY order_line_place WHERE webhook_id = ? AND conversation = ? LIMIT 1";
constexpr const char* kEnter = "INSERT INTO order_line(delivery_id, webhook_id, conversation, parked) VALUES(?, ?, ?, ?)";
constexpr const char* kLeave = "DELETE FROM order_line WHERE delivery_id = ?";
constexpr const char* kNextInLine =
    "SELECT delivery_id FROM order_line INDEXED BY order_line_place WHERE webhook_id = ? AND conversation = ? ORDER BY delivery_id LIMIT 1";
constexpr const char* kToTheFront = "UPDATE order_line SET parked = 0 WHERE delivery_id = ?";
constexpr const char* kMakeDue =
    "UPDATE delivery SET state = 0, due_ms = ?2, updated_ms = ?3, last_class = NULL WHERE id = ?1 AND state = 6";
constexpr const char* kBlocked =
    "SELECT o.delivery_id FROM order_line o JOIN delivery d ON d.id = o.delivery_id"
    " WHERE o.webhook_id = ? AND o.parked = 0 AND d.state = 5 LIMIT ?";

}  // namespace

void OrderBook::load(Connection& db) {
  forget();
  {
    auto rows = db.statement(kOrdered).query();
    while (rows.next()) onDead_[rows.integer(0)] = rows.text(1) == "skip" ? OnDead::kSkip : OnDead::kBlock;
  }
  auto rows = db.statement(kLines).query();
  while (rows.next()) {
    const model::WebhookId webhook{rows.integer(0)};
    rows_[webhook.value] = rows.integer(1);
    if (!blocks(webhook)) toUnblock_.insert(webhook.value);
  }
  loaded_ = !db.failure();
}

void OrderBook::forget() {
  loaded_ = false;
  onDead_.clear();
  rows_.clear();
  toUnblock_.clear();
  released_.clear();
}

void OrderBook::configured(const model::Webhook& webhook) {
  const bool blocked = blocks(webhook.id);
  if (webhook.ordering.by == model::Ordering::By::kConversation)
    onDead_[webhook.id.value] = webhook.ordering.onDead;
  else
    onDead_.erase(webhook.id.value);
  if (blocked && !blocks(webhook.id) && hasLines(webhook.id)) toUnblock_.insert(webhook.id.value);
}

void OrderBook::removed(model::WebhookId webhook) {
  onDead_.erase(webhook.value);
  if (hasLines(webhook)) toUnblock_.insert(webhook.value);
}

bool OrderBook::blocks(model::WebhookId webhook) const {
  const auto found = onDead_.find(webhook.value);
  return found != onDead_.end() && found->second == OnDead::kBlock;
}

bool OrderBook::hasLines(model::WebhookId webhook) const {
  const auto found = rows_.find(webhook.value);
  return found != rows_.end() && found->second > 0;
}

void OrderBook::counted(model::WebhookId webhook, std::int64_t difference) {
  auto& rows = rows_[webhook.value];
  rows += difference;
  if (rows <= 0) rows_.erase(webhook.value);
}

bool OrderBook::mustWait(Connection& db, model::WebhookId webhook, std::string_view conversation, model::DeliveryId delivery) {
  if (!keepsOrder(webhook) || conversation.empty()) return false;
  bool parked = false;
  if (hasLines(webhook)) {
    {
      auto rows = db.statement(kPlaceInLine).query(delivery.value);
      if (rows.next()) return rows.integer(1) != 0;
    }
    auto rows = db.statement(kAnyBefore).query(webhook.value, Text{conversation});
    parked = rows.next();
  }
  db.statement(kEnter).execute(delivery.value, webhook.value, Text{conversation}, parked);
  counted(webhook, 1);
  return parked;
}

bool OrderBook::mustWait(Connection& db, model::WebhookId webhook, model::EventSeq event, model::DeliveryId delivery) {
  if (!keepsOrder(webhook)) return false;
  std::string conversation;
  {
    auto rows = db.statement(kConversation).query(event.value);
    if (rows.next()) conversation = rows.string(0);
  }
  return mustWait(db, webhook, conversation, delivery);
}

bool OrderBook::isParked(Connection& db, model::WebhookId webhook, model::DeliveryId delivery) {
  if (!hasLines(webhook)) return false;
  auto rows = db.statement(kPlaceInLine).query(delivery.value);
  return rows.next() && rows.integer(1) != 0;
}

void OrderBook::ended(Connection& db, BatchFigures& figures, const End& end) {
  if (!hasLines(end.webhook)) return;
  if (end.state == DeliveryState::kDead && blocks(end.webhook)) return;
  std::string conversation;
  bool parked = false;
  {
    auto rows = db.statement(kPlaceInLine).query(end.delivery.value);
    if (!rows.next()) return;
    conversation = rows.string(0);
    parked = rows.integer(1) != 0;
  }
  db.statement(kLeave).execute(end.delivery.value);
  counted(end.webhook, -1);
  if (!parked) releaseNext(db, figures, end, conversation);
}

void OrderBook::releaseNext(Connection& db, BatchFigures& figures, const End& end, std::string_view conversation) {
  model::DeliveryId next;
  {
    auto rows = db.statement(kNextInLine).query(end.webhook.value, Text{conversation});
    if (!rows.next()) return;
    next.value = rows.integer(0);
  }
  db.statement(kToTheFront).execute(next.value);
  if (db.statement(kMakeDue).execute(next.value, base::toMs(end.due), base::toMs(end.now)) != 1) return;
  figures.moved(end.webhook, DeliveryState::kHeld, DeliveryState::kPending);
  released_.push_back(next);
}

void OrderBook::dropped(Connection& db, model::WebhookId webhook, model::DeliveryId delivery) {
  if (hasLines(webhook) && db.statement(kLeave).execute(delivery.value) == 1) counted(webhook, -1);
}

void OrderBook::unblock(Connection& db, BatchFigures& figures, base::WallTime now) {
  const model::WebhookId webhook{*toUnblock_.begin()};
  std::vector<model::DeliveryId> dead;
  {
    auto rows = db.statement(kBlocked).query(webhook.value, kMaxStep);
    while (rows.next()) dead.push_back({rows.integer(0)});
  }
  // Set to block again meanwhile: they stay where they are.
  if (!blocks(webhook))
    for (const auto id : dead) ended(db, figures, {webhook, id, DeliveryState::kDead, now, now});
  if (dead.size() < kMaxStep || blocks(webhook)) toUnblock_.erase(webhook.value);
}

}  // namespace hookline::store_sqlite::internal
