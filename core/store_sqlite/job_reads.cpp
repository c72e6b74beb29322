#include "store_sqlite/job_reads.h"

#include <algorithm>
#include <functional>

#include "store_sqlite/delivery_rows.h"
#include "store_sqlite/delivery_scan.h"

namespace hookline::store_sqlite::internal {
namespace {

using End = DeliveryScan::End;

constexpr const char* kEvents =
    "SELECT seq, event_id, type, chatbot, conversation, email, name, visitor, simulated, accepted_ms, length(body) FROM event"
    " WHERE seq > ? AND seq < ? ORDER BY seq";
/// What a purge of a dead letter frees. length() does not read what spills over its page.
constexpr const char* kKept =
    "SELECT sum(coalesce(length(request_body), 0) + coalesce(length(response_body), 0)) FROM attempt WHERE delivery_id = ?";
/// A test was for one webhook at one moment.
constexpr std::string_view kTestType = "webhook.test";

struct Found {
  std::int64_t id;
  const model::DeliveryRow& row;  ///< of a replay: the event's side alone
  std::size_t bytes;              ///< of the bodies that a step would move
};
/// False: enough.
using Taker = std::function<bool(const Found&)>;

/// An event as the filters of deliveries see it.
model::DeliveryRow eventRow(const Rows& rows) {
  model::DeliveryRow row;
  row.eventSeq.value = rows.integer(0);
  row.eventId = rows.isNull(1) ? row.eventSeq.text() : rows.string(1);
  row.eventType = rows.string(2);
  row.chatbotId = rows.string(3);
  row.conversationId = rows.string(4);
  row.person = {rows.string(5), rows.string(6), rows.string(7)};
  row.simulated = rows.integer(8) != 0;
  row.createdAt = base::fromMs(rows.integer(9));
  return row;
}

/// Walks what a job would handle, oldest first.
class JobScan {
 public:
  /// `sized`: the bytes are wanted.
  JobScan(ReadContext& context, const store::JobScope& scope, base::Micros budget, bool sized)
      : context_(context), scope_(scope), query_(queryOf(scope)), budget_(budget), sized_(sized), scan_(context, query_, budget) {}

  End run(std::int64_t after, const Taker& taker) {
    reached_ = after;
    return scope_.kind == model::JobKind::kReplay ? events(after, taker) : deadLetters(after, taker);
  }
  std::int64_t reached() const { return reached_; }

 private:
  static store::DeliveryQuery queryOf(const store::JobScope& scope) {
    auto query = scope.filter;
    query.states.clear();
    if (scope.kind == model::JobKind::kReplay)
      query.webhooks.clear();  // where it goes, not what it is
    else
      query.states = {model::DeliveryState::kDead};
    return query;
  }

  End deadLetters(std::int64_t after, const Taker& taker) {
    const auto end = scan_.runDeadUp({after}, {scope_.below.value}, [&](const model::DeliveryRow& row) {
      return row.updatedAt > scope_.diedBy || taker({row.id.value, row, keptBytes(row.id)});
    });
    reached_ = std::max(after, scan_.reached().value);
    return end;
  }

  End events(std::int64_t after, const Taker& taker) {
    auto rows = context_.db.statement(kEvents).query(std::max(after, scan_.leastId() - 1), scope_.below.value);
    for (int looked = 1; rows.next(); ++looked) {
      if (looked % DeliveryScan::kRowsBetweenChecks == 0 && context_.over(budget_)) return End::kBudget;
      const auto row = eventRow(rows);
      if (row.eventType != kTestType && scan_.takes(row) && !taker({row.eventSeq.value, row, static_cast<std::size_t>(rows.integer(10))}))
        return End::kEnough;
      reached_ = row.eventSeq.value;
    }
    return End::kExhausted;
  }

  std::size_t keptBytes(model::DeliveryId id) const {
    if (!sized_ || scope_.kind != model::JobKind::kPurge) return 0;
    auto rows = context_.db.statement(kKept).query(id.value);
    return rows.next() ? static_cast<std::size_t>(rows.integer(0)) : 0;
  }

  ReadContext& context_;
  const store::JobScope& scope_;
  const store::DeliveryQuery query_;
  const base::Micros budget_;
  const bool sized_;
  DeliveryScan scan_;
  std::int64_t reached_ = 0;
};

}  // namespace

base::Result<store::JobCount> countJob(ReadContext& context, const store::JobScope& scope) {
  store::JobCount count;
  JobScan scan(context, scope, kCountBudget, false);
  const auto end = scan.run(0, [&](const Found& found) {
    ++count.total;
    if (count.first.size() < store::JobCount::kShown) count.first.push_back(found.row.id ? found.row.id.text() : found.row.eventId);
    return true;
  });
  count.exact = end == End::kExhausted;
  return count;
}

base::Result<store::JobItems> jobItems(ReadContext& context, const store::JobScope& scope, std::int64_t after, std::size_t limit) {
  limit = std::clamp<std::size_t>(limit, 1, store::Store::kMaxStepItems);
  store::JobItems page;
  std::size_t bytes = 0;
  JobScan scan(context, scope, kPageBudget, true);
  const auto end = scan.run(after, [&](const Found& found) {
    const bool full = page.items.size() == limit || (!page.items.empty() && bytes + found.bytes > store::Store::kMaxItemBytes);
    if (full) return false;
    bytes += found.bytes;
    page.items.push_back({found.id, nullptr});
    return true;
  });
  page.complete = end == End::kExhausted;
  page.reached = scan.reached();
  if (scope.kind != model::JobKind::kReplay) return page;
  for (auto& item : page.items) {
    if (auto stored = readEvent(context.db, {item.id})) item.event = std::make_shared<const model::Event>(std::move(stored->event));
  }
  return page;
}

}  // namespace hookline::store_sqlite::internal
