#pragma once
#include "api/delivery_filter.h"
#include "api/route_table.h"
#include "base/completion.h"

namespace hookline::api::internal {

/// One page, newest first, of all that `queries` find together.
void listDeliveries(const Context& context, std::vector<store::DeliveryQuery> queries, store::PageRequest page,
                    base::Completion<store::DeliveryPage> done);

/// The counts of all queries together.
void countDeliveries(const Context& context, std::vector<store::DeliveryQuery> queries, base::Completion<store::Facets> done);

/// Joins pages of queries that share no row. A page that stopped at its budget is complete only down to its `next`, so the whole is
/// complete only down to the highest of them.
store::DeliveryPage joinPages(std::vector<store::DeliveryPage> pages, std::size_t limit);

}  // namespace hookline::api::internal
