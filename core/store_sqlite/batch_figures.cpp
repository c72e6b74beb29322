#include "store_sqlite/batch_figures.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;

constexpr const char* kUpsertFigures =
    "INSERT INTO webhook_figures(webhook_id, last_success_ms, last_failure_ms, streak, pending, delivering, retrying, delivered, cancelled,"
    " dead, held) VALUES(?1, ?2, ?3, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT(webhook_id) DO UPDATE SET"
    " last_success_ms = coalesce(?2, last_success_ms), last_failure_ms = coalesce(?3, last_failure_ms),"
    " streak = CASE WHEN ?4 THEN ?5 ELSE streak + ?5 END, pending = pending + ?6, delivering = delivering + ?7, retrying = retrying + ?8,"
    " delivered = delivered + ?9, cancelled = cancelled + ?10, dead = dead + ?11, held = held + ?12";
constexpr const char* kUpsertType =
    "INSERT INTO type_figures(type, deliveries) VALUES(?1, ?2) ON CONFLICT(type) DO UPDATE SET deliveries = deliveries + ?2";
constexpr const char* kReadLatency = "SELECT latency FROM stat_minute WHERE webhook_id = ? AND minute = ?";
constexpr const char* kUpsertMinute =
    "INSERT INTO stat_minute(webhook_id, minute, delivered, failed, dead, retried, latency_sum_us, latency)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(webhook_id, minute) DO UPDATE SET delivered = delivered + ?3,"
    " failed = failed + ?4, dead = dead + ?5, retried = retried + ?6, latency_sum_us = latency_sum_us + ?7, latency = ?8";

constexpr std::array kWaitingStates = {DeliveryState::kPending, DeliveryState::kDelivering, DeliveryState::kRetrying, DeliveryState::kHeld};

std::size_t index(DeliveryState state) { return static_cast<std::size_t>(state); }

void keepLatest(std::optional<std::int64_t>& slot, std::int64_t value) { slot = slot ? std::max(*slot, value) : value; }

}  // namespace

void BatchFigures::moved(model::WebhookId webhook, std::optional<DeliveryState> from, std::optional<DeliveryState> to) {
  auto& states = webhooks_[webhook.value].states;
  if (from) --states[index(*from)];
  if (to) ++states[index(*to)];
}

void BatchFigures::typeCount(std::string_view type, std::int64_t difference) {
  auto found = types_.find(type);
  if (found == types_.end()) found = types_.emplace(std::string(type), 0).first;
  found->second += difference;
}

void BatchFigures::result(const model::AttemptRecord& record) {
  auto& webhook = webhooks_[record.webhookId.value];
  const auto atMs = base::toMs(record.recordedAt);
  const auto minute = atMs / 60000;
  auto& stats = minutes_[{record.webhookId.value, minute}];
  stats.minute = minute;
  const bool delivered = record.next == DeliveryState::kDelivered;
  const bool failed = !delivered && record.next != DeliveryState::kDelivering && record.attempt.counted;
  if (delivered) {
    ++stats.delivered;
    keepLatest(webhook.lastSuccessMs, atMs);
    webhook.streakBroken = true;
    webhook.failuresSince = 0;
  }
  if (failed) {
    ++stats.failed;
    keepLatest(webhook.lastFailureMs, atMs);
    ++webhook.failuresSince;
  }
  if (record.next == DeliveryState::kDead) ++stats.dead;
  if (record.attempt.tryNumber > 1) ++stats.retried;
  if (record.latency) {
    stats.latencySumUs += static_cast<std::uint64_t>(record.latency->count());
    stats.latency.add(*record.latency);
  }
}

void BatchFigures::expired(model::WebhookId webhook, base::WallTime at) {
  const auto minute = base::toMs(at) / 60000;
  auto& stats = minutes_[{webhook.value, minute}];
  stats.minute = minute;
  ++stats.dead;
}

void BatchFigures::write(Connection& db) {
  for (const auto& [id, webhook] : webhooks_) {
    const auto& states = webhook.states;
    db.statement(kUpsertFigures)
        .execute(id, webhook.lastSuccessMs, webhook.lastFailureMs, webhook.streakBroken, webhook.failuresSince, states[0], states[1],
                 states[2], states[3], states[4], states[5], states[6]);
  }
  for (const auto& [type, difference] : types_) db.statement(kUpsertType).execute(Text{type}, difference);
  writeMinutes(db);
}

void BatchFigures::writeMinutes(Connection& db) {
  for (auto& [key, stats] : minutes_) {
    auto latency = stats.latency;
    {
      auto rows = db.statement(kReadLatency).query(key.first, key.second);
      // A histogram that no longer reads starts anew: one minute's percentiles are not worth a refused result.
      if (rows.next()) {
        if (const auto before = model::LatencyHistogram::unpack(rows.text(0))) latency.merge(*before);
      }
    }
    const auto packed = latency.pack();
    db.statement(kUpsertMinute)
        .execute(key.first, key.second, stats.delivered, stats.failed, stats.dead, stats.retried, stats.latencySumUs, Bytes{packed});
  }
}

void BatchFigures::clear() {
  webhooks_.clear();
  minutes_.clear();
  types_.clear();
}

std::int64_t BatchFigures::waitingDifference() const {
  std::int64_t sum = 0;
  for (const auto& [id, webhook] : webhooks_) {
    for (const auto state : kWaitingStates) sum += webhook.states[index(state)];
  }
  return sum;
}

std::int64_t BatchFigures::deadDifference() const {
  std::int64_t sum = 0;
  for (const auto& [id, webhook] : webhooks_) sum += webhook.states[index(DeliveryState::kDead)];
  return sum;
}

}  // namespace hookline::store_sqlite::internal
