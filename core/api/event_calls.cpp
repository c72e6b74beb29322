#include "api/event_calls.h"

#include "api/calls.h"
#include "api/query.h"
#include "api/router_state.h"
#include "api/rows.h"
#include "model/event.h"
#include "model/event_view.h"

namespace hookline::api::internal {

OrderedJson acceptedJson(const store::AcceptedEvent& accepted) {
  OrderedJson body{{"id", accepted.id}, {"deliveries", OrderedJson::array()}};
  for (const auto& delivery : accepted.deliveries)
    body["deliveries"].push_back({{"id", delivery.id.text()}, {"webhookId", delivery.webhookId.text()}});
  if (accepted.duplicate) body["duplicate"] = true;
  return body;
}

OrderedJson eventJson(const model::Event& event) {
  OrderedJson body{{"id", event.id}, {"type", event.type}, {"timestamp", base::formatIso(event.timestamp)}, {"chatbotId", event.chatbotId}};
  body["conversationId"] = event.conversationId.empty() ? OrderedJson(nullptr) : OrderedJson(event.conversationId);
  body["simulated"] = event.simulated;
  if (event.resentFrom) body["resentFrom"] = event.resentFrom.text();
  return body;
}

namespace {

using model::NoMatch;
using model::Permission;

base::Error overRate() { return {base::Errc::kBusy, "This token's eventsPerSecond is used up; send the rest a second later.", false, {}}; }

/// A name that is misspelt would make an event real that was meant as a simulated one.
base::Result<bool> readSimulated(const Request& request) {
  if (auto fine = checkNames(request, {"simulated"}); !fine) return base::fail(fine.error());
  const auto simulated = queryFlag(request, "simulated");
  if (!simulated) return base::fail(simulated.error());
  return simulated->value_or(false);
}

void postEvent(const Context& context, Call call) {
  const auto simulated = readSimulated(call.request);
  if (!simulated) return call.refuse(simulated.error());
  if (!context->services.tokens.admitEvents(*call.request.principal, 1)) return call.refuse(overRate());
  auto body = std::move(call.request.body);
  context->services.intake.accept(
      std::move(body), *simulated,
      base::Completion<store::AcceptedEvent>([call = std::move(call)](base::Result<store::AcceptedEvent> accepted) mutable {
        if (!accepted) return call.refuse(accepted.error());
        call.answer(jsonAnswer(accepted->duplicate ? 200 : 202, acceptedJson(*accepted)));
      }));
}

void postBatch(const Context& context, Call call) {
  const auto simulated = readSimulated(call.request);
  if (!simulated) return call.refuse(simulated.error());
  auto& services = context->services;
  if (services.tokens.limitsEvents(*call.request.principal)) {
    const auto events = model::splitBatch(call.request.body, delivery_runner::Intake::kMaxBatch);
    if (!events) return call.refuse(events.error());
    if (!services.tokens.admitEvents(*call.request.principal, events->size())) return call.refuse(overRate());
  }
  auto body = std::move(call.request.body);
  services.intake.acceptBatch(
      std::move(body), *simulated,
      base::Completion<std::vector<store::AcceptedEvent>>([call = std::move(call)](
                                                              base::Result<std::vector<store::AcceptedEvent>> accepted) mutable {
        if (!accepted) return call.refuse(accepted.error());
        std::size_t duplicates = 0;
        OrderedJson ids = OrderedJson::array();
        for (const auto& event : *accepted) {
          if (event.duplicate) ++duplicates;
          ids.push_back(event.id);
        }
        call.answer(jsonAnswer(202, {{"accepted", accepted->size() - duplicates}, {"duplicates", duplicates}, {"ids", std::move(ids)}}));
      }));
}

std::string_view codeOf(NoMatch reason) {
  switch (reason) {
    case NoMatch::kNone:
      return "none";
    case NoMatch::kChatbot:
      return "chatbot";
    case NoMatch::kType:
      return "type";
    case NoMatch::kDisabled:
      return "disabled";
    case NoMatch::kFilter:
      return "filter";
    case NoMatch::kNoAction:
      return "no_action";
  }
  return "none";
}

OrderedJson unmatchedJson(model::WebhookId id, const model::Webhook* webhook, NoMatch reason, model::EventView& event) {
  return {{"webhookId", id.text()},
          {"webhookName", webhook ? OrderedJson(webhook->name) : OrderedJson(nullptr)},
          {"code", codeOf(reason)},
          {"reason", webhook ? model::explainNoMatch(reason, *webhook, event) : std::string("the webhook was deleted since")}};
}

void getEvent(const Context& context, Call call) {
  if (!model::isEventId(call.parameters[0])) return call.refuse(notFound("Event not found"));
  const auto id = call.parameters[0];
  context->services.store.event(
      id, base::Completion<store::EventDetail>([context, call = std::move(call)](base::Result<store::EventDetail> found) mutable {
        if (!found) return call.refuse(found.error().code == base::Errc::kNotFound ? notFound("Event not found") : found.error());
        const auto config = context->services.config.snapshot();
        auto body = eventJson(found->event);
        body["acceptedAt"] = base::formatIso(found->acceptedAt);
        body["deliveries"] = OrderedJson::array();
        for (const auto& row : found->deliveries) body["deliveries"].push_back(rowJson(*config, row));
        body["unmatched"] = OrderedJson::array();
        model::EventView view(found->event);
        for (const auto& unmatched : found->unmatched)
          body["unmatched"].push_back(unmatchedJson(unmatched.webhookId, config->find(unmatched.webhookId).get(), unmatched.reason, view));
        call.answer(textAnswer(200, found->event.body ? dumpWithRaw(body, "event", *found->event.body) : dump(body)));
      }));
}

void explain(const Context& context, Call call) {
  const auto explained = context->services.intake.explain(call.request.body);
  if (!explained) return call.refuse(explained.error());
  const auto& event = explained->event;
  auto body = eventJson(event);
  body["deliveries"] = OrderedJson::array();
  body["unmatched"] = OrderedJson::array();
  model::EventView view(event);
  for (const auto& match : explained->webhooks) {
    if (match.reason == NoMatch::kNone)
      body["deliveries"].push_back({{"webhookId", match.webhook->id.text()}, {"webhookName", match.webhook->name}});
    else
      body["unmatched"].push_back(unmatchedJson(match.webhook->id, match.webhook.get(), match.reason, view));
  }
  call.answer(textAnswer(200, event.body ? dumpWithRaw(body, "event", *event.body) : dump(body)));
}

}  // namespace

void addEventCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"POST", "/api/events", Permission::kPostEvents, BodyKind::kRaw, postEvent, {}});
  routes.push_back({"POST", "/api/events/batch", Permission::kPostEvents, BodyKind::kRaw, postBatch, {}});
  routes.push_back({"POST", "/api/events/explain", Permission::kRead, BodyKind::kRaw, explain, {}});
  routes.push_back({"GET", "/api/events/{id}", Permission::kRead, BodyKind::kNone, getEvent, {}});
}

}  // namespace hookline::api::internal
