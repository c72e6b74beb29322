#include "api/answers.h"
#include "api/calls.h"
#include "api/query.h"
#include "api/router_state.h"
#include "model/event.h"
#include "simulate/event_maker.h"

namespace hookline::api::internal {
namespace {

using model::Permission;

constexpr std::int64_t kMaxSeed = 9007199254740991;  // what a number of JSON holds exactly
constexpr const char* kExampleChatbot = "bot_1";

void eventTypes(const Context& context, Call call) {
  std::vector<std::string> items;
  for (const auto& type : context->services.types.names()) {
    const auto schema = context->services.types.schema(type);
    items.push_back(dumpWithRaw({{"type", type}, {"builtIn", true}}, "schema", schema.empty() ? "null" : schema));
  }
  call.answer(textAnswer(200, listText(items, std::nullopt)));
}

/// The same seed gives the same event; without one each call gives another.
void example(const Context& context, Call call) {
  if (auto fine = checkNames(call.request, {"seed"}); !fine) return call.refuse(fine.error());
  const auto seed = queryInteger(call.request, "seed", 0, kMaxSeed);
  if (!seed) return call.refuse(seed.error());
  const auto& type = call.parameters[0];
  if (!model::isEventType(type)) return call.refuse(notFound("Event type not found"));
  simulate::EventMaker maker(static_cast<std::uint64_t>(seed->value_or(context->services.ids.next())));
  call.answer(textAnswer(200, maker.make(type, kExampleChatbot)));
}

}  // namespace

void addEventTypeCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"GET", "/api/event-types", Permission::kRead, BodyKind::kNone, eventTypes, {}});
  routes.push_back({"GET", "/api/event-types/{type}/example", Permission::kRead, BodyKind::kNone, example, {}});
}

}  // namespace hookline::api::internal
