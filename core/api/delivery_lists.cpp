#include "api/delivery_lists.h"

#include <algorithm>

#include "api/router_state.h"

namespace hookline::api::internal {
namespace {

/// One question after another; the answers of all, or the first error. Lives in the completion that is on its way.
struct Listing {
  std::vector<store::DeliveryQuery> queries;
  store::PageRequest page;
  std::vector<store::DeliveryPage> pages;
  base::Completion<store::DeliveryPage> done;

  static void next(const Context& context, Listing self) {
    if (self.pages.size() == self.queries.size()) return std::move(self.done)(joinPages(std::move(self.pages), self.page.limit));
    auto query = self.queries[self.pages.size()];
    const auto page = self.page;
    context->services.store.list(
        std::move(query), page,
        base::Completion<store::DeliveryPage>([context, self = std::move(self)](base::Result<store::DeliveryPage> found) mutable {
          if (!found) return std::move(self.done)(base::fail(found.error()));
          self.pages.push_back(std::move(*found));
          next(context, std::move(self));
        }));
  }
};

void addCounts(store::Facets& sum, const store::Facets& more) {
  sum.total += more.total;
  sum.exact = sum.exact && more.exact;
  sum.byStateAndWebhook.insert(sum.byStateAndWebhook.end(), more.byStateAndWebhook.begin(), more.byStateAndWebhook.end());
  for (const auto& type : more.byType) {
    const auto known = std::find_if(sum.byType.begin(), sum.byType.end(), [&](const auto& entry) { return entry.type == type.type; });
    if (known == sum.byType.end())
      sum.byType.push_back(type);
    else
      known->count += type.count;
  }
}

struct Counting {
  std::vector<store::DeliveryQuery> queries;
  std::size_t asked = 0;
  store::Facets sum;
  base::Completion<store::Facets> done;

  static void next(const Context& context, Counting self) {
    if (self.asked == self.queries.size()) return std::move(self.done)(std::move(self.sum));
    auto query = self.queries[self.asked++];
    context->services.store.facets(
        std::move(query), base::Completion<store::Facets>([context, self = std::move(self)](base::Result<store::Facets> found) mutable {
          if (!found) return std::move(self.done)(base::fail(found.error()));
          addCounts(self.sum, *found);
          next(context, std::move(self));
        }));
  }
};

}  // namespace

void listDeliveries(const Context& context, std::vector<store::DeliveryQuery> queries, store::PageRequest page,
                    base::Completion<store::DeliveryPage> done) {
  Listing::next(context, {std::move(queries), page, {}, std::move(done)});
}

void countDeliveries(const Context& context, std::vector<store::DeliveryQuery> queries, base::Completion<store::Facets> done) {
  Counting::next(context, {std::move(queries), 0, {}, std::move(done)});
}

store::DeliveryPage joinPages(std::vector<store::DeliveryPage> pages, std::size_t limit) {
  if (pages.size() == 1) return std::move(pages.front());
  store::DeliveryPage whole;
  for (auto& page : pages) {
    if (page.next && (!whole.next || *whole.next < *page.next)) whole.next = page.next;
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(whole.rows));
  }
  // `next` is the last id that was looked at: rows below it are another page's.
  if (whole.next) std::erase_if(whole.rows, [&](const model::DeliveryRow& row) { return row.id < *whole.next; });
  std::sort(whole.rows.begin(), whole.rows.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
  if (whole.rows.size() > limit) {
    whole.rows.resize(limit);
    whole.next = whole.rows.back().id;
  }
  return whole;
}

}  // namespace hookline::api::internal
