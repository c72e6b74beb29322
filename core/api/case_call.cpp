#include "api/calls.h"
#include "api/delivery_calls.h"
#include "api/health_calls.h"
#include "api/rows.h"

namespace hookline::api::internal {
namespace {

/// Of the receiver's health: a case is mostly looked at the same day.
constexpr base::Millis kWindow{24 * 3600 * 1000};

/// All about one delivery for somebody who has no access here: nothing in it is secret, because each part is shown as its own call shows
/// it.
Response caseAnswer(const Context& context, const store::DeliveryDetail& detail, const std::vector<model::WebhookFigures>& figures) {
  const auto config = context->services.config.snapshot();
  const auto now = context->now();
  const auto webhook = config->find(detail.row.webhookId);
  OrderedJson body{{"hookline", context->services.version}, {"madeAt", base::formatIso(now)}};
  body["delivery"] = rowJson(*config, detail.row, detail.attempts.empty() ? nullptr : &detail.attempts.back());
  body["attempts"] = OrderedJson::array();
  for (const auto& attempt : detail.attempts) body["attempts"].push_back(model::toJson(attempt, detail.eventBody));
  body["webhook"] = webhook ? OrderedJson(model::toJson(*webhook, false)) : OrderedJson(nullptr);
  body["sameReceiver"] = nullptr;
  if (webhook)
    body["sameReceiver"] =
        toJson(healthNow(context, *webhook, figures.empty() ? model::WebhookFigures{} : figures.front(), now - kWindow, now), now);
  auto response = textAnswer(200, dumpWithRaw(body, "event", detail.eventBody.empty() ? "null" : detail.eventBody));
  response.headers.push_back({"Content-Disposition", "attachment; filename=\"" + detail.row.id.text() + ".json\""});
  return response;
}

void getCase(const Context& context, Call call) {
  withDelivery(context, std::move(call), [](const Context& shared, Call ready, store::DeliveryDetail detail) {
    const store::FiguresQuery query{.since = shared->now() - kWindow, .webhooks = {detail.row.webhookId}};
    shared->services.store.figures(
        query, base::Completion<std::vector<model::WebhookFigures>>([shared, ready = std::move(ready), detail = std::move(detail)](
                                                                        base::Result<std::vector<model::WebhookFigures>> figures) mutable {
          if (!figures) return ready.refuse(figures.error());
          ready.answer(caseAnswer(shared, detail, *figures));
        }));
  });
}

}  // namespace

void addCaseCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/deliveries/{id}/case", model::Permission::kRead, BodyKind::kNone, getCase, {}});
}

}  // namespace hookline::api::internal
