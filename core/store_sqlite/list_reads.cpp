#include <algorithm>
#include <map>

#include "store_sqlite/delivery_reads.h"
#include "store_sqlite/delivery_scan.h"

namespace hookline::store_sqlite::internal {
namespace {

using model::DeliveryState;

constexpr std::size_t kMaxLimit = 500;
constexpr std::size_t kMaxTypes = 1000;
constexpr const char* kStateCounts =
    "SELECT webhook_id, pending, delivering, retrying, delivered, cancelled, dead, held FROM webhook_figures ORDER BY webhook_id";
constexpr const char* kTypeCounts = "SELECT type, deliveries FROM type_figures WHERE deliveries > 0 ORDER BY deliveries DESC, type LIMIT ?";

bool filters(const store::DeliveryQuery& query) {
  return !query.states.empty() || !query.webhooks.empty() || !query.eventTypes.empty() || !query.chatbotId.empty() ||
         !query.conversationId.empty() || !query.email.empty() || query.since || query.until || query.status || query.errorClass ||
         query.simulated || !query.text.empty();
}

store::Facets fromCounters(Connection& db) {
  store::Facets facets;
  {
    auto rows = db.statement(kStateCounts).query();
    while (rows.next()) {
      const model::WebhookId webhook{rows.integer(0)};
      for (int state = 0; state < 7; ++state) {
        const auto count = static_cast<std::uint64_t>(std::max<std::int64_t>(0, rows.integer(state + 1)));
        if (count == 0) continue;
        facets.byStateAndWebhook.push_back({static_cast<DeliveryState>(state), webhook, count});
        facets.total += count;
      }
    }
  }
  auto rows = db.statement(kTypeCounts).query(kMaxTypes);
  while (rows.next()) facets.byType.push_back({rows.string(0), static_cast<std::uint64_t>(rows.integer(1))});
  return facets;
}

}  // namespace

base::Result<store::DeliveryPage> listDeliveries(ReadContext& context, const store::DeliveryQuery& query, store::PageRequest page) {
  const auto limit = std::clamp<std::size_t>(page.limit, 1, kMaxLimit);
  store::DeliveryPage found;
  DeliveryScan scan(context, query, kPageBudget);
  // One more than asked for tells whether more follow.
  const auto end = scan.run(page.before, [&](const model::DeliveryRow& row) {
    if (found.rows.size() == limit) return false;
    found.rows.push_back(row);
    return true;
  });
  if (end == DeliveryScan::End::kEnough) found.next = found.rows.back().id;
  if (end == DeliveryScan::End::kBudget) found.next = scan.reached();
  return found;
}

base::Result<store::Facets> countDeliveries(ReadContext& context, const store::DeliveryQuery& query) {
  if (!filters(query)) return fromCounters(context.db);
  store::Facets facets;
  std::map<std::pair<std::int64_t, DeliveryState>, std::uint64_t> states;
  std::map<std::string, std::uint64_t> types;
  DeliveryScan scan(context, query, kCountBudget);
  const auto end = scan.run({}, [&](const model::DeliveryRow& row) {
    ++states[{row.webhookId.value, row.state}];
    ++types[row.eventType];
    ++facets.total;
    return true;
  });
  facets.exact = end == DeliveryScan::End::kExhausted;
  for (const auto& [key, count] : states) facets.byStateAndWebhook.push_back({key.second, {key.first}, count});
  for (const auto& [type, count] : types) facets.byType.push_back({type, count});
  std::stable_sort(facets.byType.begin(), facets.byType.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  if (facets.byType.size() > kMaxTypes) facets.byType.resize(kMaxTypes);
  return facets;
}

}  // namespace hookline::store_sqlite::internal
