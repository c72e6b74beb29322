#include "api/calls.h"
#include "api/delivery_calls.h"
#include "api/event_calls.h"
#include "api/json_body.h"

namespace hookline::api::internal {
namespace {

base::Error cannotResend(std::string why) { return {base::Errc::kConflict, std::move(why), false, {}}; }

base::Error webhookGone() { return cannotResend("The delivery's webhook was deleted; there is nowhere to send it."); }

base::Status checkResend(const nlohmann::json& body) {
  FieldReader fields(body, {"body", "headers", "url"});
  const auto* event = fields.find("body");
  if (event != nullptr && !event->is_object())
    fields.refuse("/body", "must be the whole event as an object; left out, the first one's is sent");
  // Where it goes and what it carries is the webhook's: a retry, the masks and the address guard all go by that.
  for (const auto* name : {"headers", "url"})
    if (fields.find(name) != nullptr)
      fields.refuse("/" + std::string(name), "cannot be changed for one resend alone: change the webhook, or resend without it");
  return fields.status();
}

/// The text of the event that is to be sent, before it is judged.
base::Result<std::string> eventText(const Call& call, const store::DeliveryDetail& detail) {
  if (call.body.contains("body") && !call.body["body"].is_null()) {
    auto edited = model::memberText(call.request.body, "body");
    if (!edited) return base::fail(edited.error());
    return std::move(**edited);
  }
  if (detail.eventBody.empty())
    return base::fail(cannotResend("The event's payload is not kept any more, so it cannot be sent again; give a body to send instead."));
  return detail.eventBody;
}

/// What is wrong with the event is wrong with the call's body of that name.
base::Error underBody(base::Error error) {
  for (auto& detail : error.details) detail.path = "/body" + detail.path;
  return error;
}

base::Status mayResend(const model::ConfigSnapshot& config, const model::DeliveryRow& row) {
  const auto webhook = config.find(row.webhookId);
  if (row.eventType == model::kTestEventType) return base::fail(cannotResend("A test is not resent; test the webhook again."));
  if (!webhook) return base::fail(webhookGone());
  if (!webhook->enabled) return base::fail(cannotResend("The delivery's webhook is disabled, so it takes nothing; enable it first."));
  return {};
}

void makeResend(const Context& context, Call call, const store::DeliveryDetail& detail) {
  if (auto may = mayResend(*context->services.config.snapshot(), detail.row); !may) return call.refuse(may.error());
  auto text = eventText(call, detail);
  if (!text) return call.refuse(text.error());
  const auto from = detail.row.id;
  context->services.intake.resend(
      std::move(*text), {from, detail.row.webhookId, detail.row.simulated},
      base::Completion<store::AcceptedEvent>([context, call = std::move(call), from](base::Result<store::AcceptedEvent> accepted) mutable {
        if (!accepted) return call.refuse(underBody(accepted.error()));
        if (accepted->deliveries.empty()) return call.refuse(webhookGone());
        context->services.store.audit(context->audit(call.who(), "delivery.resend", from.text()));
        call.answer(jsonAnswer(202, acceptedJson(*accepted)));
      }));
}

void resend(const Context& context, Call call) {
  if (auto fine = checkResend(call.body); !fine) return call.refuse(fine.error());
  withDelivery(context, std::move(call), makeResend);
}

}  // namespace

void addResendCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"POST", "/api/deliveries/{id}/resend", model::Permission::kOperate, BodyKind::kOptionalObject, resend, {}});
}

}  // namespace hookline::api::internal
