#include "api/delivery_calls.h"

#include <map>

#include "api/calls.h"
#include "api/delivery_lists.h"
#include "api/rows.h"

namespace hookline::api::internal {

base::Error deliveryNotFound() { return notFound("Delivery not found"); }

namespace {

using model::DeliveryId;
using model::DeliveryState;
using model::Permission;

void listCall(const Context& context, Call call) {
  auto filter = readFilter(call.request, true, true);
  if (!filter) return call.refuse(filter.error());
  auto queries = storeQueries(*filter, *context->services.config.snapshot());
  listDeliveries(context, std::move(queries), filter->page,
                 base::Completion<store::DeliveryPage>([context, call = std::move(call)](base::Result<store::DeliveryPage> page) mutable {
                   if (!page) return call.refuse(page.error());
                   const auto config = context->services.config.snapshot();
                   std::vector<std::string> items;
                   items.reserve(page->rows.size());
                   for (const auto& row : page->rows) items.push_back(dump(rowJson(*config, row)));
                   call.answer(textAnswer(200, listText(items, page->next ? std::optional(page->next->text()) : std::nullopt)));
                 }));
}

OrderedJson facetsJson(const store::Facets& facets, const model::ConfigSnapshot& config) {
  std::map<DeliveryState, std::uint64_t> states;
  std::map<model::WebhookId, std::uint64_t> webhooks;
  for (const auto& count : facets.byStateAndWebhook) {
    states[shownState(config, count.webhookId, count.state)] += count.count;
    webhooks[count.webhookId] += count.count;
  }
  OrderedJson byState = OrderedJson::object();
  for (const auto state : {DeliveryState::kPending, DeliveryState::kDelivering, DeliveryState::kRetrying, DeliveryState::kHeld,
                           DeliveryState::kDelivered, DeliveryState::kDead, DeliveryState::kCancelled})
    byState[std::string(model::toText(state))] = states[state];
  OrderedJson byWebhook = OrderedJson::object();
  for (const auto& [id, count] : webhooks) byWebhook[id.text()] = count;
  OrderedJson byType = OrderedJson::object();
  for (const auto& type : facets.byType) byType[type.type] = type.count;
  return {{"total", facets.total},
          {"byState", std::move(byState)},
          {"byWebhook", std::move(byWebhook)},
          {"byType", std::move(byType)},
          {"exact", facets.exact}};
}

void facetsCall(const Context& context, Call call) {
  const auto filter = readFilter(call.request, true, false);
  if (!filter) return call.refuse(filter.error());
  auto queries = storeQueries(*filter, *context->services.config.snapshot());
  countDeliveries(context, std::move(queries),
                  base::Completion<store::Facets>([context, call = std::move(call)](base::Result<store::Facets> facets) mutable {
                    if (!facets) return call.refuse(facets.error());
                    call.answer(jsonAnswer(200, facetsJson(*facets, *context->services.config.snapshot())));
                  }));
}

/// The row with `attempts` as the list of all of them, and their number as `attemptCount`.
Response detailAnswer(const model::ConfigSnapshot& config, const store::DeliveryDetail& detail) {
  auto body = rowJson(config, detail.row, detail.attempts.empty() ? nullptr : &detail.attempts.back());
  OrderedJson attempts = OrderedJson::array();
  for (const auto& attempt : detail.attempts) attempts.push_back(model::toJson(attempt, detail.eventBody));
  body["attempts"] = std::move(attempts);
  body["attemptCount"] = detail.row.tries;
  return textAnswer(200, detail.eventBody.empty() ? dump(body) : dumpWithRaw(body, "event", detail.eventBody));
}

void getDelivery(const Context& context, Call call) {
  withDelivery(context, std::move(call), [](const Context& shared, Call ready, const store::DeliveryDetail& detail) {
    ready.answer(detailAnswer(*shared->services.config.snapshot(), detail));
  });
}

base::Error notRetryable(const model::ConfigSnapshot& config, const model::DeliveryRow& row) {
  if (!config.find(row.webhookId))
    return {base::Errc::kConflict, "The delivery's webhook was deleted; there is nowhere to send it.", false, {}};
  if (row.state == DeliveryState::kHeld && row.errorClass == model::ErrorClass::kWaitsItsTurn)
    return {base::Errc::kConflict,
            "It waits for an earlier delivery of its conversation, whose order its webhook keeps. Retry or purge that one.",
            false,
            {}};
  return {
      base::Errc::kConflict,
      "The delivery is " + std::string(model::toText(row.state)) + ", so it cannot be retried; a dead, cancelled, held or waiting one can.",
      false,
      {}};
}

void retryDelivery(const Context& context, Call call) {
  const auto id = DeliveryId::parse(call.parameters[0]);
  if (!id) return call.refuse(deliveryNotFound());
  auto& store = context->services.store;
  store.requeue({*id}, context->now(),
                base::Completion<store::RequeueOutcome>(
                    [context, call = std::move(call), id = *id](base::Result<store::RequeueOutcome> outcome) mutable {
                      if (!outcome) return call.refuse(outcome.error());
                      const bool requeued = !outcome->requeued.empty();
                      if (requeued) context->services.store.audit(context->audit(call.who(), "delivery.retry", id.text()));
                      withDelivery(context, std::move(call),
                                   [requeued](const Context& shared, Call ready, const store::DeliveryDetail& detail) {
                                     const auto config = shared->services.config.snapshot();
                                     if (!requeued) return ready.refuse(notRetryable(*config, detail.row));
                                     ready.answer(jsonAnswer(200, rowJson(*config, detail.row)));
                                   });
                    }));
}

void cancelDelivery(const Context& context, Call call) {
  const auto id = DeliveryId::parse(call.parameters[0]);
  if (!id) return call.refuse(deliveryNotFound());
  context->services.store.cancel(
      *id, context->now(),
      base::Completion<model::DeliveryRow>([context, call = std::move(call)](base::Result<model::DeliveryRow> row) mutable {
        if (!row) return call.refuse(row.error().code == base::Errc::kNotFound ? deliveryNotFound() : row.error());
        context->services.runner.cancelled(row->id);
        context->services.store.audit(context->audit(call.who(), "delivery.cancel", row->id.text()));
        context->services.hub.delivery(model::toChange(*row));
        call.answer(jsonAnswer(200, rowJson(*context->services.config.snapshot(), *row)));
      }));
}

}  // namespace

void addDeliveryCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/deliveries", Permission::kRead, BodyKind::kNone, listCall, {}});
  routes.push_back({"GET", "/api/deliveries/facets", Permission::kRead, BodyKind::kNone, facetsCall, {}});
  routes.push_back({"GET", "/api/deliveries/{id}", Permission::kRead, BodyKind::kNone, getDelivery, {}});
  routes.push_back({"POST", "/api/deliveries/{id}/retry", Permission::kOperate, BodyKind::kNone, retryDelivery, {}});
  routes.push_back({"POST", "/api/deliveries/{id}/cancel", Permission::kOperate, BodyKind::kNone, cancelDelivery, {}});
}

}  // namespace hookline::api::internal
