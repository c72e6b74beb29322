#include <algorithm>

#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/query.h"
#include "api/router_state.h"
#include "model/event.h"
#include "model/event_types.h"
#include "simulate/event_maker.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

constexpr std::int64_t kMaxSeed = 9007199254740991;  // what a number of JSON holds exactly
constexpr const char* kExampleChatbot = "bot_1";

Response typesAnswer(const model::EventTypes& types) {
  std::vector<std::string> items;
  for (const auto& type : types.names()) items.push_back(dumpWithRaw({{"type", type}, {"builtIn", true}}, "schema", types.schema(type)));
  const auto custom = types.custom();
  for (const auto& type : custom->types()) items.push_back(dumpWithRaw({{"type", type.name}, {"builtIn", false}}, "schema", type.schema));
  return textAnswer(200, listText(items, std::nullopt));
}

void eventTypes(const Context& context, Call call) { call.answer(typesAnswer(context->services.types)); }

/// Replaces those of the users' own; the built-in ones stay as they are.
void putEventTypes(const Context& context, Call call) {
  FieldReader fields(call.body, {"items"});
  const auto* items = fields.find("items");
  if (!items) fields.refuse("/items", "is required: the whole list of your own event types");
  if (auto fine = fields.status(); !fine) return call.refuse(fine.error());
  auto custom = model::CustomTypes::read(*items, context->services.types.names());
  if (!custom) return call.refuse(custom.error());
  auto audit = context->audit(call.who(), "event-types.replace", std::to_string((*custom)->types().size()) + " types");
  auto text = (*custom)->text();
  context->services.store.putSetting(
      model::kEventTypesSetting, std::move(text), std::move(audit),
      base::Completion<void>([context, call = std::move(call), custom = std::move(*custom)](base::Status stored) mutable {
        if (!stored) return call.refuse(stored.error());
        context->services.types.setCustom(std::move(custom));
        call.answer(typesAnswer(context->services.types));
      }));
}

/// What a schema shows as examples, the one that the seed chooses first.
std::vector<OrderedJson> examplesOf(const model::CustomTypes& custom, const std::string& type, std::uint64_t seed) {
  std::vector<OrderedJson> found;
  for (const auto& one : custom.types()) {
    if (one.name != type) continue;
    const auto schema = OrderedJson::parse(one.schema, nullptr, false);
    const auto examples = schema.find("examples");
    if (examples != schema.end() && examples->is_array()) found.assign(examples->begin(), examples->end());
  }
  if (!found.empty()) std::rotate(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(seed % found.size()), found.end());
  return found;
}

/// An event that its type's schema accepts: with an example of the schema's own, with made-up data or with none at all; nothing: none does.
std::optional<std::string> exampleEvent(const model::EventTypes& types, const std::string& type, std::uint64_t seed) {
  const auto custom = types.custom();
  const auto made = simulate::EventMaker(seed).make(type, kExampleChatbot);
  auto event = OrderedJson::parse(made);
  auto candidates = examplesOf(*custom, type, seed);
  candidates.push_back(event["data"]);
  candidates.push_back(OrderedJson::object());
  for (auto& data : candidates) {
    event["data"] = std::move(data);
    auto text = dump(event);
    if (event["data"].is_object() && types.check(type, text)) return text;
  }
  return std::nullopt;
}

/// The same seed gives the same event; without one each call gives another.
void example(const Context& context, Call call) {
  if (auto fine = checkNames(call.request, {"seed"}); !fine) return call.refuse(fine.error());
  const auto seed = queryInteger(call.request, "seed", 0, kMaxSeed);
  if (!seed) return call.refuse(seed.error());
  const auto& type = call.parameters[0];
  if (!model::isEventType(type)) return call.refuse(notFound("Event type not found"));
  auto text = exampleEvent(context->services.types, type, static_cast<std::uint64_t>(seed->value_or(context->services.ids.next())));
  if (!text)
    return call.refuse({base::Errc::kConflict,
                        "No example of " + type + " can be made up that its schema accepts; add one to \"examples\" of the schema.",
                        false,
                        {}});
  call.answer(textAnswer(200, std::move(*text)));
}

}  // namespace

void addEventTypeCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/event-types", Permission::kRead, BodyKind::kNone, eventTypes, {}});
  routes.push_back({"PUT", "/api/event-types", Permission::kAdminister, BodyKind::kObject, putEventTypes, {}});
  routes.push_back({"GET", "/api/event-types/{type}/example", Permission::kRead, BodyKind::kNone, example, {}});
}

}  // namespace hookline::api::internal
