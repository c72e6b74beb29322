#include <utility>

#include "api/answers.h"
#include "api/calls.h"
#include "api/webhook_calls.h"
#include "destinations/chat_destination.h"
#include "model/event_view.h"
#include "model/masked.h"
#include "model/secret_url.h"
#include "simulate/event_maker.h"

namespace hookline::api::internal {
namespace {

constexpr std::uint64_t kSameExample = 1;

OrderedJson richJson(const destinations::RichText& text) {
  auto out = OrderedJson::array();
  for (const auto& span : text) out.push_back({{"text", span.text}, {"bold", span.bold}, {"italic", span.italic}, {"code", span.code}});
  return out;
}

/// The message before any service's shape: enough to draw it.
OrderedJson renderedJson(const destinations::Rendered& message) {
  OrderedJson out{{"title", richJson(message.title)}, {"text", richJson(message.text)},
                  {"fields", OrderedJson::array()},   {"quote", richJson(message.quote)},
                  {"links", OrderedJson::array()},    {"color", message.color ? OrderedJson(*message.color) : OrderedJson(nullptr)},
                  {"mention", message.mention},       {"footer", message.footer}};
  for (const auto& field : message.fields) out["fields"].push_back({{"name", richJson(field.name)}, {"value", richJson(field.value)}});
  for (const auto& link : message.links) out["links"].push_back({{"text", link.text}, {"url", link.url}});
  return out;
}

OrderedJson requestJson(const model::HttpRequest& request, const model::Webhook& webhook) {
  auto headers = OrderedJson::object();
  for (const auto& header : request.headers)
    headers[header.name] = model::isSensitiveHeader(header.name) ? std::string(model::kMasked) : header.value;
  auto body = request.body ? *request.body : std::string();
  // Some services want a secret in the body.
  for (const auto& [name, secret] : webhook.secretSettings) model::maskAll(body, secret);
  return {{"method", request.method},
          {"url", request.shownUrl.empty() ? model::shownUrl(request.url) : request.shownUrl},
          {"headers", std::move(headers)},
          {"body", std::move(body)}};
}

/// What the webhook would send for the event, and what of it does not fit.
Response previewOf(const Context& context, const model::Webhook& webhook, const model::Event& event) {
  const destinations::Occasion occasion{event, webhook, model::DeliveryId{1}, 1, context->now(), false};
  const auto request = destinations::requestFor(occasion);
  if (!request) return errorAnswer(request.error());
  OrderedJson body{{"eventId", event.id}, {"eventType", event.type}, {"takes", false}, {"request", requestJson(*request, webhook)}};
  model::EventView view(event);
  const auto reason = destinations::match(webhook, view);
  body["takes"] = reason == model::NoMatch::kNone;
  if (reason != model::NoMatch::kNone) body["reason"] = model::explainNoMatch(reason, webhook, view);
  body["rendered"] = nullptr;
  body["limits"] = OrderedJson::array();
  body["warnings"] = OrderedJson::array();
  const auto* chat = dynamic_cast<const destinations::ChatDestination*>(destinations::destinationFor(webhook.kind));
  if (!chat) return jsonAnswer(200, body);
  const auto message = destinations::renderMessage(occasion);
  body["rendered"] = renderedJson(message);
  for (const auto& use : chat->measure(message)) {
    body["limits"].push_back({{"what", use.what}, {"length", use.length}, {"most", use.most}});
    if (use.length > use.most)
      body["warnings"].push_back(use.what + " is " + std::to_string(use.length) + " long and is cut to " + std::to_string(use.most) + ".");
  }
  return jsonAnswer(200, body);
}

/// A realistic event of the first type that the webhook takes by name, or a lead.
base::Result<model::Event> exampleFor(const Context& context, const model::Webhook& webhook) {
  std::string type = "lead.captured";
  for (const auto& pattern : webhook.events)
    if (model::isEventType(pattern)) {
      type = pattern;
      break;
    }
  simulate::EventMaker maker(kSameExample);
  const auto chatbot = webhook.chatbotId == "*" ? std::string("bot_1") : webhook.chatbotId;
  auto parsed = model::parseEvent(maker.make(type, chatbot), {"evt_example", context->now()});
  if (!parsed) return base::fail(parsed.error());
  return std::move(parsed->event);
}

base::Result<model::Event> eventOf(const Context& context, const nlohmann::json& given) {
  auto parsed = model::parseEvent(given.dump(), {"evt_not_sent", context->now()});
  if (!parsed) return base::fail(parsed.error());
  return std::move(parsed->event);
}

nlohmann::json takeMember(nlohmann::json& body, const char* name) {
  const auto at = body.find(name);
  if (at == body.end()) return nullptr;
  nlohmann::json taken = std::move(*at);
  body.erase(at);
  return taken;
}

void preview(const Context& context, Call call) {
  const auto eventId = takeMember(call.body, "eventId");
  const auto given = takeMember(call.body, "event");
  if (!eventId.is_null() && !eventId.is_string()) return call.refuse(invalidField("/eventId", "must be the id of an event"));
  auto unsaved = readUnsaved(context, std::move(call.body));
  if (!unsaved) {
    auto error = unsaved.error();
    if (error.code == base::Errc::kInvalid) error.message = "What the webhook would send cannot be shown as it is.";
    return call.refuse(error);
  }
  if (eventId.is_string()) {
    return context->services.store.event(
        eventId.get<std::string>(),
        base::Completion<store::EventDetail>(
            [context, call = std::move(call), webhook = std::move(unsaved->webhook)](base::Result<store::EventDetail> found) mutable {
              if (!found) return call.refuse(found.error());
              call.answer(previewOf(context, webhook, found->event));
            }));
  }
  auto event = given.is_null() ? exampleFor(context, unsaved->webhook) : eventOf(context, given);
  if (!event) return call.refuse(event.error());
  call.answer(previewOf(context, unsaved->webhook, *event));
}

}  // namespace

void addPreviewCall(std::vector<RouteEntry>& routes) {
  routes.push_back({"POST", "/api/webhooks/preview", model::Permission::kRead, BodyKind::kObject, preview, {}});
}

}  // namespace hookline::api::internal
