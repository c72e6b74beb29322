#include <set>

#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/router_state.h"
#include "delivery_runner/replay.h"
#include "model/event.h"

namespace hookline::api::internal {
namespace {

using model::Permission;
using model::WebhookId;

constexpr std::size_t kMaxWebhooks = 100;

/// The webhooks that the caller names, each once; none: those that take the event now. Whom a person names gets the event whether it
/// matches or not, but a disabled webhook takes nothing.
base::Result<std::vector<WebhookId>> readTargets(const nlohmann::json& body, const model::ConfigSnapshot& config) {
  FieldReader fields(body, {"webhookIds"});
  std::set<WebhookId> chosen;
  const auto* ids = fields.find("webhookIds");
  if (ids && (!ids->is_array() || ids->empty() || ids->size() > kMaxWebhooks))
    fields.refuse("/webhookIds", "must be a list of 1 to 100 ids of webhooks");
  else if (ids) {
    for (std::size_t i = 0; i < ids->size(); ++i) {
      const auto path = "/webhookIds/" + std::to_string(i);
      const auto& value = (*ids)[i];
      const auto id = value.is_string() ? WebhookId::parse(value.get_ref<const std::string&>()) : std::nullopt;
      const auto webhook = id ? config.find(*id) : nullptr;
      if (!webhook)
        fields.refuse(path, "must be the id of a webhook that exists");
      else if (!webhook->enabled)
        fields.refuse(path, "is disabled, so it takes nothing; enable it first");
      else
        chosen.insert(*id);
    }
  }
  if (auto fine = fields.status(); !fine) return base::fail(fine.error());
  return std::vector<WebhookId>(chosen.begin(), chosen.end());
}

base::Error cannot(std::string why) { return {base::Errc::kConflict, std::move(why), false, {}}; }

base::Result<std::vector<store::NewDelivery>> targetsOf(const Context& context, const model::Event& event,
                                                        const std::vector<WebhookId>& named) {
  if (event.type == "webhook.test") return base::fail(cannot("A test is not replayed; test the webhook again."));
  if (!event.body || event.body->empty())
    return base::fail(cannot("The event's payload is not kept any more, so it cannot be sent again."));
  const auto now = context->now();
  auto& ids = context->services.ids;
  if (named.empty()) {
    auto targets = delivery_runner::replayTargets(*context->services.config.snapshot(), event, {}, ids, now);
    if (targets.empty()) return base::fail(cannot("No webhook takes this event now; name one in webhookIds."));
    return targets;
  }
  std::vector<store::NewDelivery> targets;
  for (const auto webhook : named) targets.push_back({model::DeliveryId{ids.next()}, webhook, now, false});
  return targets;
}

void makeDeliveries(const Context& context, Call call, store::EventDetail event, const std::vector<WebhookId>& named) {
  auto targets = targetsOf(context, event.event, named);
  if (!targets) return call.refuse(targets.error());
  context->services.store.replay(
      {event.seq, std::move(*targets)}, context->now(),
      base::Completion<std::vector<store::AcceptedDelivery>>(
          [context, call = std::move(call), id = event.event.id](base::Result<std::vector<store::AcceptedDelivery>> made) mutable {
            if (!made) return call.refuse(made.error());
            context->services.store.audit(context->audit(call.who(), "event.replay", id));
            OrderedJson body{{"id", id}, {"deliveries", OrderedJson::array()}};
            for (const auto& delivery : *made)
              body["deliveries"].push_back({{"id", delivery.id.text()}, {"webhookId", delivery.webhookId.text()}});
            call.answer(jsonAnswer(202, body));
          }));
}

void replayEvent(const Context& context, Call call) {
  auto named = readTargets(call.body, *context->services.config.snapshot());
  if (!named) return call.refuse(named.error());
  if (!model::isEventId(call.parameters[0])) return call.refuse(notFound("Event not found"));
  const auto id = call.parameters[0];
  context->services.store.event(
      id, base::Completion<store::EventDetail>(
              [context, call = std::move(call), named = std::move(*named)](base::Result<store::EventDetail> found) mutable {
                if (!found) return call.refuse(found.error().code == base::Errc::kNotFound ? notFound("Event not found") : found.error());
                makeDeliveries(context, std::move(call), std::move(*found), named);
              }));
}

}  // namespace

void addReplayCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"POST", "/api/events/{id}/replay", Permission::kOperate, BodyKind::kOptionalObject, replayEvent, {}});
}

}  // namespace hookline::api::internal
