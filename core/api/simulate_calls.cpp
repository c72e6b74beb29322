#include <algorithm>

#include "api/answers.h"
#include "api/calls.h"
#include "api/json_body.h"
#include "api/router_state.h"
#include "base/encoding.h"
#include "base/random.h"
#include "model/event.h"

namespace hookline::api::internal {
namespace {

using model::Permission;
using simulate::FeedOrder;

constexpr std::int64_t kMaxSeed = 0xffffffff;

std::string_view toText(SimulationState state) {
  switch (state) {
    case SimulationState::kRunning:
      return "running";
    case SimulationState::kDone:
      return "done";
    case SimulationState::kStopped:
      return "stopped";
  }
  return "running";
}

OrderedJson toJson(const SimulationSight& sight) {
  const auto& report = sight.report;
  OrderedJson refused = OrderedJson::array();
  for (const auto& [reason, count] : report.refused) refused.push_back({{"reason", reason}, {"count", count}});
  OrderedJson body{
      {"id", sight.id.text()},
      {"state", toText(sight.state)},
      {"type", sight.type.empty() ? OrderedJson(nullptr) : OrderedJson(sight.type)},
      {"chatbotId", sight.chatbotId},
      {"seed", sight.seed},
      {"real", sight.real},
      {"by", sight.by},
      {"startedAt", base::formatIso(sight.startedAt)},
      {"endedAt", timeOrNull(sight.endedAt)},
      {"sent", report.sent},
      {"accepted", report.accepted},
      {"duplicates", report.duplicates},
      {"notSent", report.notSent},
      {"refused", std::move(refused)},
      {"latencyMs", {{"p50", millisOrNull(report.latencies.percentile(0.5))}, {"p95", millisOrNull(report.latencies.percentile(0.95))}}}};
  if (!sight.stoppedBecause.empty()) body["stoppedBecause"] = sight.stoppedBecause;
  return body;
}

/// A number of the body, or nothing when it is missing or was refused.
std::optional<double> readNumber(FieldReader& fields, const char* name, double least, double most) {
  const auto* value = fields.find(name);
  if (!value) return std::nullopt;
  if (value->is_number() && value->get<double>() >= least && value->get<double>() <= most) return value->get<double>();
  fields.refuse(std::string("/") + name, "must be a number from " + nlohmann::json(least).dump() + " to " + nlohmann::json(most).dump());
  return std::nullopt;
}

/// The name of one that is built in, or a scenario itself, as `hooklined simulate --scenario` takes it.
void readScenario(FieldReader& fields, const nlohmann::json& given, FeedOrder& order) {
  std::string text;
  if (given.is_string()) {
    std::string names;
    for (const auto& sample : simulate::sampleScenarios()) {
      if (sample.name == given.get_ref<const std::string&>()) text = sample.text;
      names.append(names.empty() ? "" : ", ").append(sample.name);
    }
    if (text.empty()) return fields.refuse("/scenario", "is none of the built-in ones: " + names);
  } else {
    text = given.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  auto scenario = simulate::parseScenario(text);
  if (scenario) {
    order.scenario = std::move(*scenario);
    return;
  }
  if (scenario.error().details.empty()) fields.refuse("/scenario", scenario.error().message);
  for (const auto& detail : scenario.error().details) fields.refuse("/scenario" + detail.path, detail.message);
}

/// What is sent: a type at a rate for a while, or a scenario, which brings its own.
void readContent(FieldReader& fields, FeedOrder& order) {
  const auto type = fields.text("type");
  const auto* scenario = fields.find("scenario");
  const auto rate = readNumber(fields, "perSecond", FeedOrder::kLeastPerSecond, FeedOrder::kMostPerSecond);
  const auto seconds = readNumber(fields, "durationSeconds", FeedOrder::kLeastSeconds, FeedOrder::kMostSeconds);
  if (seconds) order.duration = base::Micros{static_cast<std::int64_t>(*seconds * 1e6)};
  if (scenario) {
    for (const auto* name : {"type", "perSecond"})
      if (fields.find(name)) fields.refuse(std::string("/") + name, "does not go with scenario, which brings its own");
    return readScenario(fields, *scenario, order);
  }
  if (!fields.find("type")) return fields.refuse("/type", "is required, or scenario in its place");
  for (const auto* name : {"perSecond", "durationSeconds"})
    if (!fields.find(name)) fields.refuse(std::string("/") + name, "is required with type");
  if (type && !model::isEventType(*type)) fields.refuse("/type", "must be words of a-z, 0-9 and _ with dots between them");
  order.type = type.value_or("");
  order.perSecond = rate.value_or(1);
}

base::Result<SimulationOrder> readOrder(const Call& call) {
  FieldReader fields(call.body, {"type", "perSecond", "durationSeconds", "scenario", "chatbotId", "seed", "real"});
  SimulationOrder order;
  order.by = *call.request.principal;
  readContent(fields, order.feed);
  if (const auto chatbot = fields.text("chatbotId")) {
    if (chatbot->empty() || chatbot->size() > model::EventLimits::kMaxNameBytes)
      fields.refuse("/chatbotId", "must have 1 to " + std::to_string(model::EventLimits::kMaxNameBytes) + " bytes");
    order.feed.chatbotId = *chatbot;
  }
  const auto seed = fields.integer("seed", 0, kMaxSeed);
  order.seed = seed ? static_cast<std::uint64_t>(*seed) : base::entropySeed() & static_cast<std::uint64_t>(kMaxSeed);
  order.real = fields.flag("real").value_or(false);
  if (auto fine = fields.status(); !fine) return base::fail(fine.error());
  return order;
}

void startSimulation(const Context& context, Call call) {
  auto order = readOrder(call);
  if (!order) return call.refuse(order.error());
  const auto started = context->simulations.start(std::move(*order));
  if (!started) return call.refuse(started.error());
  context->services.store.audit(
      context->audit(call.who(), started->real ? "simulation.start.real" : "simulation.start", started->id.text()));
  call.answer(jsonAnswer(202, toJson(*started)));
}

base::Error noSimulation() {
  return notFound("Simulation not found; the last " + std::to_string(Simulations::kKept) + " since Hookline started are known");
}

void getSimulation(const Context& context, Call call) {
  const auto id = SimulationId::parse(call.parameters[0]);
  const auto sight = id ? context->simulations.look(*id) : std::nullopt;
  if (!sight) return call.refuse(noSimulation());
  call.answer(jsonAnswer(200, toJson(*sight)));
}

/// What is over is shown as it is: to stop it again is no error.
void stopSimulation(const Context& context, Call call) {
  const auto id = SimulationId::parse(call.parameters[0]);
  const auto sight = id ? context->simulations.stop(*id) : std::nullopt;
  if (!sight) return call.refuse(noSimulation());
  if (!sight->endedAt) context->services.store.audit(context->audit(call.who(), "simulation.stop", id->text()));
  call.answer(jsonAnswer(sight->endedAt ? 200 : 202, toJson(*sight)));
}

}  // namespace

void addSimulateCalls(std::vector<RouteEntry>& routes) {
  routes.push_back({"POST", "/api/simulate", Permission::kOperate, BodyKind::kObject, startSimulation, {}});
  routes.push_back({"GET", "/api/simulate/{id}", Permission::kRead, BodyKind::kNone, getSimulation, {}});
  routes.push_back({"DELETE", "/api/simulate/{id}", Permission::kOperate, BodyKind::kNone, stopSimulation, {}});
}

}  // namespace hookline::api::internal
