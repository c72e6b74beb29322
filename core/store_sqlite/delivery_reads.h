#pragma once
#include "base/result.h"
#include "store/records.h"
#include "store_sqlite/reader_pool.h"

// The reads of deliveries and events, each on one snapshot. Errors of the database stay with the connection (see Statement).

namespace hookline::store_sqlite::internal {

base::Result<store::DeliveryPage> listDeliveries(ReadContext& context, const store::DeliveryQuery& query, store::PageRequest page);
base::Result<store::Facets> countDeliveries(ReadContext& context, const store::DeliveryQuery& query);
base::Result<store::DeliveryDetail> deliveryDetail(ReadContext& context, model::DeliveryId id);
base::Result<store::EventDetail> eventDetail(ReadContext& context, const std::string& id);
/// Errors: kNotFound.
base::Result<store::EventDetail> eventDetail(ReadContext& context, model::EventSeq seq);
base::Result<store::EventPage> recentEvents(ReadContext& context, model::EventSeq before, std::size_t limit);
base::Result<store::DuePage> dueDeliveries(ReadContext& context, model::WebhookId webhook, std::size_t limit);
base::Result<std::vector<store::DeadGroup>> deadGroups(ReadContext& context);

}  // namespace hookline::store_sqlite::internal
