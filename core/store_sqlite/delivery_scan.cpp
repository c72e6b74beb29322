#include "store_sqlite/delivery_scan.h"

#include <algorithm>
#include <limits>

#include "base/ascii.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;

constexpr const char* kNewest =
    "SELECT " HOOKLINE_DELIVERY_COLUMNS " FROM delivery d NOT INDEXED WHERE d.id < ? AND d.id >= ? ORDER BY d.id DESC";
constexpr const char* kOfWebhook = "SELECT " HOOKLINE_DELIVERY_COLUMNS
                                   " FROM delivery d INDEXED BY delivery_hook WHERE d.webhook_id = ? AND d.id < ? AND d.id >= ?"
                                   " ORDER BY d.id DESC";
constexpr const char* kStopped = "SELECT " HOOKLINE_DELIVERY_COLUMNS
                                 " FROM delivery d INDEXED BY delivery_stopped WHERE d.state >= 5 AND d.state = ? AND d.id < ?"
                                 " AND d.id >= ? ORDER BY d.id DESC";
constexpr const char* kStoppedOfWebhook = "SELECT " HOOKLINE_DELIVERY_COLUMNS
                                          " FROM delivery d INDEXED BY delivery_stopped WHERE d.state >= 5 AND d.state = ? AND d.id < ?"
                                          " AND d.id >= ? AND d.webhook_id = ? ORDER BY d.id DESC";
constexpr const char* kDeadUp = "SELECT " HOOKLINE_DELIVERY_COLUMNS
                                " FROM delivery d INDEXED BY delivery_stopped WHERE d.state >= 5 AND d.state = 5 AND d.id > ?"
                                " AND d.id < ? ORDER BY d.id";
constexpr const char* kWaitingIds = "SELECT id FROM delivery INDEXED BY delivery_due WHERE webhook_id = ? AND state IN (0, 2) AND id < ?";
constexpr const char* kLiveIds = "SELECT id FROM delivery INDEXED BY delivery_live WHERE state = 1 AND id < ?";
constexpr const char* kOne = "SELECT " HOOKLINE_DELIVERY_COLUMNS " FROM delivery d WHERE d.id = ?";
constexpr const char* kWaitingCount = "SELECT sum(pending + retrying) FROM webhook_figures";
constexpr const char* kWebhookIds = "SELECT webhook_id FROM webhook_figures WHERE pending + retrying > 0";

/// An id is made before its event is stored, in the same minute unless the queue stood for longer.
constexpr std::int64_t kIdSlackMs = 3600 * 1000;

bool contains(const std::string& text, const std::string& lowerPart) { return base::lowered(text).find(lowerPart) != std::string::npos; }

}  // namespace

DeliveryScan::DeliveryScan(ReadContext& context, const store::DeliveryQuery& query, base::Micros budget)
    : context_(context),
      query_(query),
      budget_(budget),
      states_(query.states.begin(), query.states.end()),
      text_(base::lowered(query.text)) {
  for (const auto id : query.webhooks) webhooks_.insert(id.value);
  types_.insert(query.eventTypes.begin(), query.eventTypes.end());
  // Ids carry the time they were made at and never lag behind the clock (base::TimeOrderedIds), so older ones need no look.
  if (query.since) leastId_ = std::max<std::int64_t>(0, (base::toMs(*query.since) - kIdSlackMs) << 21);
}

DeliveryScan::Way DeliveryScan::chooseWay() const {
  const auto only = [this](std::initializer_list<DeliveryState> allowed) {
    return !states_.empty() && std::all_of(states_.begin(), states_.end(),
                                           [&](auto state) { return std::find(allowed.begin(), allowed.end(), state) != allowed.end(); });
  };
  if (states_.size() == 1 && only({DeliveryState::kDead, DeliveryState::kHeld})) return Way::kStopped;
  if (only({DeliveryState::kPending, DeliveryState::kRetrying, DeliveryState::kDelivering}) && waitingCount() <= kMaxSorted) {
    return Way::kSorted;
  }
  return webhooks_.size() == 1 ? Way::kWebhook : Way::kNewest;
}

std::int64_t DeliveryScan::waitingCount() const {
  auto rows = context_.db.statement(kWaitingCount).query();
  return rows.next() ? rows.integer(0) : 0;
}

DeliveryScan::End DeliveryScan::run(model::DeliveryId before, const Taker& taker) {
  const auto below = before.value == 0 ? std::numeric_limits<std::int64_t>::max() : before.value;
  auto& db = context_.db;
  switch (chooseWay()) {
    case Way::kStopped:
      if (webhooks_.size() == 1) {
        return walk(db.statement(kStoppedOfWebhook).query(*states_.begin(), below, leastId_, *webhooks_.begin()), taker);
      }
      return walk(db.statement(kStopped).query(*states_.begin(), below, leastId_), taker);
    case Way::kSorted:
      return walkSorted(below, taker);
    case Way::kWebhook:
      return walk(db.statement(kOfWebhook).query(*webhooks_.begin(), below, leastId_), taker);
    case Way::kNewest:
      break;
  }
  return walk(db.statement(kNewest).query(below, leastId_), taker);
}

DeliveryScan::End DeliveryScan::runDeadUp(model::DeliveryId after, model::DeliveryId below, const Taker& taker) {
  return walk(context_.db.statement(kDeadUp).query(std::max(after.value, leastId_ - 1), below.value), taker);
}

DeliveryScan::End DeliveryScan::walk(Rows rows, const Taker& taker) {
  while (rows.next()) {
    if (const auto end = look(readDeliveryColumns(rows), taker)) return *end;
  }
  return End::kExhausted;
}

DeliveryScan::End DeliveryScan::walkSorted(std::int64_t below, const Taker& taker) {
  std::vector<std::int64_t> webhooks(webhooks_.begin(), webhooks_.end());
  if (webhooks.empty()) {
    auto rows = context_.db.statement(kWebhookIds).query();
    while (rows.next()) webhooks.push_back(rows.integer(0));
  }
  std::vector<std::int64_t> ids;
  for (const auto webhook : webhooks) {
    auto rows = context_.db.statement(kWaitingIds).query(webhook, below);
    while (rows.next()) ids.push_back(rows.integer(0));
  }
  {
    auto rows = context_.db.statement(kLiveIds).query(below);
    while (rows.next()) ids.push_back(rows.integer(0));
  }
  std::sort(ids.begin(), ids.end(), std::greater<>());
  for (const auto id : ids) {
    auto rows = context_.db.statement(kOne).query(id);
    if (!rows.next()) continue;
    if (const auto end = look(readDeliveryColumns(rows), taker)) return *end;
  }
  return End::kExhausted;
}

std::optional<DeliveryScan::End> DeliveryScan::look(model::DeliveryRow row, const Taker& taker) {
  if (--untilCheck_ == 0) {
    untilCheck_ = kRowsBetweenChecks;
    if (reached_ && context_.over(budget_)) return End::kBudget;
  }
  if (passes(row)) {
    if (!head_ || head_->seq != row.eventSeq) head_ = readEventHead(context_.db, row.eventSeq);
    if (head_) lend(*head_, row);
    if (eventPasses(row) && !taker(row)) return End::kEnough;
  }
  reached_ = row.id;
  return std::nullopt;
}

bool DeliveryScan::passes(const model::DeliveryRow& row) const {
  if (!states_.empty() && states_.count(row.state) == 0) return false;
  if (!webhooks_.empty() && webhooks_.count(row.webhookId.value) == 0) return false;
  if (query_.since && row.createdAt < *query_.since) return false;
  if (query_.until && row.createdAt >= *query_.until) return false;
  if (query_.status && row.status != query_.status) return false;
  return !query_.errorClass || row.errorClass == *query_.errorClass;
}

bool DeliveryScan::eventPasses(const model::DeliveryRow& row) const {
  if (!types_.empty() && types_.count(row.eventType) == 0) return false;
  if (!query_.chatbotId.empty() && row.chatbotId != query_.chatbotId) return false;
  if (!query_.conversationId.empty() && row.conversationId != query_.conversationId) return false;
  if (!query_.email.empty() && !base::sameIgnoringCase(row.person.email, query_.email)) return false;
  if (query_.simulated && row.simulated != *query_.simulated) return false;
  return text_.empty() || textPasses(row);
}

bool DeliveryScan::textPasses(const model::DeliveryRow& row) const {
  const auto& person = row.person;
  return contains(row.eventId, text_) || contains(row.eventType, text_) || contains(row.conversationId, text_) ||
         contains(person.email, text_) || contains(person.name, text_) || contains(person.visitorId, text_) ||
         (row.id && contains(row.id.text(), text_));
}

}  // namespace hookline::store_sqlite::internal
